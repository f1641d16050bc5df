"""Shapes of places as GeoParquet, and as compact outlines for the map."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import shapely

from equity import geography, outlines

# Metres a step: about a pixel at the largest zoom that the detail of the shapes allows.
_NATION_GRID_M, _CITY_GRID_M = 250, 10


def frame(
    geoids: Iterable[str], shapes: Iterable[shapely.Geometry], parents: Iterable[str | None]
) -> gpd.GeoDataFrame:
    """Shapes in drawing order: `geoid`, `parent_geoid` and geometry in degrees."""
    return gpd.GeoDataFrame(
        {"geoid": list(geoids), "parent_geoid": list(parents)}, geometry=list(shapes), crs="EPSG:4326"
    )


def write(shapes: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoParquet file; the same shapes give the same bytes."""
    shapes.to_parquet(path, index=False, compression="zstd", compression_level=19)


def write_outlines(shapes: gpd.GeoDataFrame, folder: Path, *, level: str, vintage: int) -> Path:
    """Write the compact outlines under a name that changes with their content: browsers may keep them.

    Counties carry the borders of their states, and areas within boroughs those of the boroughs.
    """
    is_nation = geography.level(level).tier == "us"
    data = outlines.encode(
        shapes,
        projection="nation" if is_nation else "new_york_city",
        grid_m=_NATION_GRID_M if is_nation else _CITY_GRID_M,
        borders_between="parent_geoid" if shapes["parent_geoid"].nunique() > 1 else None,
    )
    path = folder / f"{level}_{vintage}_{hashlib.sha256(data).hexdigest()[:10]}.bin"
    path.write_bytes(data)
    return path

"""Boundary files as the Bureau zips them, over drawn shapes."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Polygon, box


def zipped(
    rows: Sequence[Mapping[str, object]],
    folder: Path,
    *,
    crs: int | None = 4269,
    shape: Polygon | None = None,
    shapes: Sequence[Polygon] | None = None,
) -> bytes:
    """A shapefile as the Bureau zips it, one unit square for each row or the shapes given."""
    squares = [shape or box(at, 0, at + 1, 1) for at in range(len(rows))]
    folder.mkdir(exist_ok=True)
    gpd.GeoDataFrame(list(rows), geometry=shapes or squares, crs=crs).to_file(folder / "cb.shp")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for part in sorted(folder.glob("cb.*")):
            out.write(part, part.name)
    return packed.getvalue()

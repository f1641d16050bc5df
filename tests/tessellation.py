"""A drawn nation of census tracts, of the true size: as many places, states and points as the Bureau's files.

The published cartographic files of 2023 hold some 85,000 tracts in 52 states with about 45 points each. Here
they are the cells of a bent lattice over the adjoining states. Lines of the lattice crowd at a few cities, so
that cells are as unequal as tracts are. Neighbors share every point.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from data_loaders._area import STATES

WEST, EAST, SOUTH, NORTH = -123.5, -67.5, 25.5, 48.5
CITIES = ((-118.2, 34.0), (-87.7, 41.9), (-74.0, 40.7), (-95.4, 29.8))
POINTS_AN_EDGE = 11  # with the corners, 44 points a place
TRACTS_A_COUNTY = 27


@dataclass(frozen=True, kw_only=True)
class Size:
    """Lattice cells from west to east, and from south to north."""

    across: int
    up: int


NATION = Size(across=293, up=290)
"""84,970 places. The western strip is one state of 8,990, as California is; 50 more have about 1,500."""


def tracts(size: Size = NATION, *, seed: int = 7) -> gpd.GeoDataFrame:
    """Places as `data_loaders.boundaries.read` gives them, in order of geoid, in degrees."""
    chance = np.random.default_rng(seed)
    columns = _crowded(WEST, EAST, [city[0] for city in CITIES], size.across + 1)
    rows = _crowded(SOUTH, NORTH, [city[1] for city in CITIES], size.up + 1)
    corners = np.stack(np.meshgrid(columns, rows, indexing="ij"), axis=-1)
    room = np.minimum(np.gradient(columns)[:, None], np.gradient(rows)[None, :])[..., None]
    corners += chance.uniform(-0.25, 0.25, corners.shape) * room
    along = _bent(corners[:-1], corners[1:], room[:-1], chance)  # from west to east
    upward = _bent(corners[:, :-1], corners[:, 1:], room[:, :-1], chance)
    sides = (along[:, :-1], upward[1:], along[:, 1:, ::-1], upward[:-1, :, ::-1])
    rings = np.concatenate([side[:, :, :-1] for side in sides], axis=2)  # the end of a side starts the next
    rings = rings.reshape(size.across * size.up, -1, 2)
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    geoids = _geoids(size)
    order = np.argsort(geoids)
    geoids = [geoids[at] for at in order]
    return gpd.GeoDataFrame(
        {
            "geoid": geoids,
            "name": [
                f"Census Tract {geoid[5:]}, County {geoid[2:5]}, {STATES[geoid[:2]]}" for geoid in geoids
            ],
            "state_geoid": [geoid[:2] for geoid in geoids],
            "parent_geoid": [geoid[:5] for geoid in geoids],
        },
        geometry=shapely.polygons(closed[order]),
        crs=4326,
    )


def _crowded(low: float, high: float, cities: list[float], count: int) -> NDArray[np.float64]:
    """Positions of lattice lines, half of them spread evenly and half near the cities."""
    at = np.linspace(low, high, 20_001)
    near = np.mean([[NormalDist(city, 0.35).cdf(x) for x in at] for city in cities], axis=0)
    share = 0.5 * (at - low) / (high - low) + 0.5 * (near - near[0]) / (near[-1] - near[0])
    return np.interp(np.linspace(0, 1, count), share, at)


def _bent(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    room: NDArray[np.float64],
    chance: np.random.Generator,
) -> NDArray[np.float64]:
    """Lines from `start` to `end` with points between, bent like a river."""
    part = np.linspace(0, 1, POINTS_AN_EDGE + 1)[:, None]
    line = start[..., None, :] + (end - start)[..., None, :] * part
    swing = chance.normal(0, 0.02, (*start.shape[:2], POINTS_AN_EDGE + 1, 2)) * np.sin(np.pi * part)
    return line + swing * room[..., None, :]


def _geoids(size: Size) -> list[str]:
    """A code for each cell, column by column: the first strip is one state, ten more have five each."""
    states = list(STATES)[:51]
    strip = max(1, round(size.across * 31 / 293))
    found, counted = [], dict.fromkeys(states, 0)
    for column in range(size.across):
        for row in range(size.up):
            if column < strip:
                state = states[0]
            else:
                across = (column - strip) * 10 // (size.across - strip)
                state = states[1 + 5 * across + row * 5 // size.up]
            number = counted[state]
            counted[state] += 1
            county, tract = 2 * (number // TRACTS_A_COUNTY) + 1, number % TRACTS_A_COUNTY + 1
            found.append(f"{state}{county:03d}{100 * tract:06d}")
    return found

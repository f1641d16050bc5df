"""Where a longitude and a latitude fall on a flat map.

The nation is drawn in one equal-area plane, so that a large burden in a small place is not drowned by a
mild one in a large place. What lies far from the 48 adjoining states is moved beside them, scaled, and named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Projection = Literal["nation", "new_york_city"]

EARTH_RADIUS_M = 6_371_007.2  # the sphere with the area of the WGS 84 ellipsoid
_CITY_LONGITUDE, _CITY_LATITUDE = -73.94, 40.70


@dataclass(frozen=True, kw_only=True)
class Inset:
    """One part of the nation: where it lies on the globe, and where and how large it is drawn.

    Longitudes and latitudes are degrees, `at` is metres in the plane, `scale` is 1 for true size.
    """

    label: str
    longitudes: tuple[float, float]
    latitudes: tuple[float, float]
    parallels: tuple[float, float]
    center: tuple[float, float]
    scale: float
    at: tuple[float, float]


ADJOINING = Inset(
    label="",
    longitudes=(-125.0, -66.0),
    latitudes=(24.0, 50.0),
    parallels=(29.5, 45.5),
    center=(-96.0, 37.5),
    scale=1.0,
    at=(0.0, 0.0),
)
MERIDIANS_MEET = (0.0, 8_303_094.0)
"""Metres in the plane of the nation: the apex of the cone, toward which north lies at every point of the
adjoining states. Its distance is the radius of the origin's parallel (Snyder, equations 14-3 to 14-6)."""
INSETS = (
    Inset(
        label="Alaska",
        longitudes=(170.0, -129.0),  # across the 180th meridian
        latitudes=(50.0, 72.0),
        parallels=(55.0, 65.0),
        center=(-154.0, 62.0),
        scale=0.36,
        at=(-1_830_000.0, -1_270_000.0),
    ),
    Inset(
        label="Hawaii",
        longitudes=(-161.0, -154.0),
        latitudes=(18.0, 23.0),
        parallels=(19.0, 22.0),
        center=(-157.5, 20.6),
        scale=1.1,
        at=(-850_000.0, -1_370_000.0),
    ),
    Inset(
        label="Guam and Northern Marianas",
        longitudes=(144.0, 147.0),
        latitudes=(13.0, 21.0),
        parallels=(14.0, 19.0),
        center=(145.4, 16.4),
        scale=0.8,
        at=(400_000.0, -1_290_000.0),
    ),
    Inset(
        label="American Samoa",
        longitudes=(-172.0, -168.0),
        latitudes=(-15.0, -10.0),
        parallels=(-15.0, -13.0),
        center=(-170.3, -14.2),
        scale=2.0,
        at=(830_000.0, -1_400_000.0),
    ),
    Inset(
        label="Puerto Rico and Virgin Islands",
        longitudes=(-68.0, -64.0),
        latitudes=(17.0, 19.0),
        parallels=(17.7, 18.5),
        center=(-66.25, 18.1),
        scale=2.0,
        at=(1_960_000.0, -1_400_000.0),
    ),
)


def project(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], *, projection: Projection
) -> NDArray[np.float64]:
    """Metres east and north in the map's plane, one row a point.

    Parameters
    ----------
    longitude, latitude
        Degrees, WGS 84 or NAD 83, both of length n.
    projection
        "nation": Albers' equal-area conic, with Alaska, Hawaii, Puerto Rico and the Virgin Islands, Guam and
        the Northern Marianas, and American Samoa moved beside the adjoining states.
        "new_york_city": a plane with its origin in Brooklyn, true to scale there.

    Returns
    -------
    Array of shape (n, 2).

    References
    ----------
    J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), p. 98-103 (Albers,
    sphere) and p. 90-91 (equidistant cylindrical).

    Examples
    --------
    >>> project(np.array([-96.0]), np.array([37.5]), projection="nation").tolist()
    [[0.0, 0.0]]
    """
    if projection == "new_york_city":
        scale = EARTH_RADIUS_M * np.pi / 180
        east = scale * np.cos(np.radians(_CITY_LATITUDE)) * (longitude - _CITY_LONGITUDE)
        return np.column_stack([east, scale * (latitude - _CITY_LATITUDE)])
    plane = _albers(longitude, latitude, ADJOINING)
    for inset in INSETS:
        inside = lies_in(longitude, latitude, inset)
        plane[inside] = _albers(longitude[inside], latitude[inside], inset)
    return plane


def lies_in(longitude: NDArray[np.float64], latitude: NDArray[np.float64], inset: Inset) -> NDArray[np.bool_]:
    """Which points, in degrees, belong to an inset; one truth value a point."""
    west, east = inset.longitudes
    south, north = inset.latitudes
    degrees_from_west = (longitude - west) % 360
    return (degrees_from_west <= (east - west) % 360) & (latitude >= south) & (latitude <= north)


def _albers(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], inset: Inset
) -> NDArray[np.float64]:
    first, second = (math.sin(math.radians(parallel)) for parallel in inset.parallels)
    n = (first + second) / 2
    c = (1 - first**2) + 2 * n * first
    radius = np.sqrt(c - 2 * n * np.sin(np.radians(latitude))) / n
    radius_of_center = math.sqrt(c - 2 * n * math.sin(math.radians(inset.center[1]))) / n
    degrees_from_center = (longitude - inset.center[0] + 180) % 360 - 180
    angle = n * np.radians(degrees_from_center)
    plane = np.column_stack([radius * np.sin(angle), radius_of_center - radius * np.cos(angle)])
    drawn: NDArray[np.float64] = plane * (EARTH_RADIUS_M * inset.scale) + np.asarray(inset.at)
    return drawn

"""TopoJSON read into shapes: https://github.com/topojson/topojson-specification."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import shapely

Point = tuple[float, float]
_FEWEST_POINTS_OF_A_RING = 4
_DECIMALS = 5  # about a metre; the files are quantized to about 300


def shapes_of(topology: dict[str, Any], name: str) -> dict[str, tuple[str, shapely.Geometry]]:
    """Name and shape of each polygon in one object of a topology, by id, in degrees.

    Rings that quantization has left with under four points are dropped, and shapes that cross themselves are
    mended.
    """
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {}
    for geometry in topology["objects"][name]["geometries"]:
        groups = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons = [polygon for group in groups for polygon in _polygon(group, arcs)]
        shape = shapely.make_valid(shapely.MultiPolygon(polygons), method="structure", keep_collapsed=False)
        found[geometry["id"]] = (geometry["properties"]["name"], shape)
    return found


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (x, y) = transform["scale"], transform["translate"]
    whole = accumulate(steps, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return [(round(px * scale_x + x, _DECIMALS), round(py * scale_y + y, _DECIMALS)) for px, py in whole]


def _polygon(group: list[list[int]], arcs: list[list[Point]]) -> Iterator[shapely.Polygon]:
    outside, *holes = (_ring(indices, arcs) for indices in group)
    if len(outside) >= _FEWEST_POINTS_OF_A_RING:
        yield shapely.Polygon(outside, [hole for hole in holes if len(hole) >= _FEWEST_POINTS_OF_A_RING])


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs joined end to end; a complement (`~i`) is arc i backward."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points

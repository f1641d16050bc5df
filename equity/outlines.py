"""Outlines of places, small enough to send to a browser once: projected, on a grid, as differences.

The file is the word `EQL1` (or `EQL2`, with parts) and then whole numbers only, each as a base-128 varint
(lowest seven bits first; a signed number s as 2s, or -2s - 1 below zero). In order:

1. metres a grid step, west and south edge (signed), width and height, in grid steps;
2. how many places; for each, how many bytes of its geoid repeat the one before, how many are new, and those;
3. how many insets; for each, the length and bytes of its label, then west, south, east, north; in `EQL2`,
   then how many parts, and for each how many places it has, the length of its file's name, and that name;
4. for each place how many polygons; for each polygon how many rings (the first is the outside, the others are
   holes); for each ring how many points (the first is not repeated at the end);
5. how many border lines, and for each how many points;
6. every point of 4 and 5 as its difference, east and north (both signed), from the point before; the first
   from the south-west corner.

Tens of thousands of places are `in_parts`: a file with a few points for each place, drawn when the whole is
looked at, names another file with every point for each state, which a browser fetches when it looks closely.

GeoParquet stays the source of the shapes; this form is for drawing and pointing only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from equity.errors import DamagedPack, InvalidParameter, MissingColumns
from equity.projection import INSETS, Projection, lies_in, project

WORD, WORD_WITH_PARTS = b"EQL1", b"EQL2"
Points = NDArray[np.int64]
Part = tuple[str, int]
"""The file with every point of the next so many places."""

OVERVIEW_GRID_M = 50
OVERVIEW_TOLERANCE_M = 500.0
DETAIL_GRID_M = 10
_SHIFTS = np.arange(0, 63, 7, dtype=np.uint64)


@dataclass(frozen=True, kw_only=True)
class Outlines:
    """Shapes as they are drawn. Coordinates are grid steps east and north of the south-west corner.

    `polygons[place][polygon][ring]` and `borders[line]` are arrays of shape (points, 2); `corner` is in grid
    steps in the plane of `equity.projection`; `insets` are (label, west, south, east, north); `parts` are the
    files with more detail, in the order of the places.
    """

    grid_m: int
    corner: tuple[int, int]
    size: tuple[int, int]
    geoids: tuple[str, ...]
    insets: tuple[tuple[str, int, int, int, int], ...]
    polygons: tuple[tuple[tuple[Points, ...], ...], ...]
    borders: tuple[Points, ...]
    parts: tuple[Part, ...] = ()


def encode(
    shapes: gpd.GeoDataFrame,
    *,
    projection: Projection,
    grid_m: int,
    borders_between: str | None = None,
) -> bytes:
    """The bytes of an outline file; the same shapes always give the same bytes.

    Parameters
    ----------
    shapes
        Columns `geoid` and `geometry` (polygons in degrees, WGS 84 or NAD 83). Row order is kept: it is the
        order in which the map expects its classes. Neighbors share their vertices. A place without a shape
        keeps its turn, with no polygon.
    projection
        Which plane to draw in, see `equity.projection.project`.
    grid_m
        Metres a grid step; every vertex moves by at most half of it each way.
    borders_between
        A column of `shapes`. Where two neighbors differ in it, their common edge is drawn as a border too:
        "state_geoid" gives the outlines of states above counties.

    Raises
    ------
    MissingColumns
        `geoid` or `borders_between` is not a column.
    InvalidParameter
        The grid is coarser than a place, so that nothing is left of it; or no place has a shape.
    """
    wanted = ["geoid"] if borders_between is None else ["geoid", borders_between]
    absent = [name for name in wanted if name not in shapes.columns]
    if absent:
        raise MissingColumns(
            f"Outlines need {', '.join(absent)}; the shapes have {', '.join(map(str, shapes.columns))}. "
            "Add the column before encoding."
        )
    flat = _projected(shapes, projection)
    return _written(flat, projection=projection, grid_m=grid_m, borders_between=borders_between)


def in_parts(
    shapes: gpd.GeoDataFrame, *, projection: Projection, by: str, borders_between: str, name: str
) -> tuple[bytes, dict[str, bytes]]:
    """An outline file for a look at all places, and the files with every point that it names.

    In the first, neighbors still share their vertices, each about 500 m from the true line at most; a place
    too small for the grid becomes the smallest triangle on it, so that none disappears.

    Parameters
    ----------
    shapes
        As for `encode`, in order of `by`.
    by
        The column by which files are split: "state_geoid".
    borders_between
        The column whose borders are drawn in the files with every point; in the first they are those of `by`.
    name
        What names of files start with; a hash of their content follows.

    Raises
    ------
    InvalidParameter
        Places of one part do not follow one another.
    """
    flat = _projected(shapes, projection)
    files: dict[str, bytes] = {}
    parts: list[Part] = []
    for key, places in flat.groupby(by, sort=False):
        if places.index[-1] - places.index[0] + 1 != len(places):
            raise InvalidParameter(
                f"Places of {by} {key} do not follow one another. Sort the shapes by {by}."
            )
        body = _written(
            places,
            projection=projection,
            grid_m=DETAIL_GRID_M,
            borders_between=borders_between if places[borders_between].nunique() > 1 else None,
            keeps_all=True,
        )
        file = f"{name}_{key}-{hashlib.sha256(body).hexdigest()[:10]}.bin"
        files[file] = body
        parts.append((file, len(places)))
    simple = flat.set_geometry(
        shapely.coverage_simplify(flat.geometry.to_numpy(), OVERVIEW_TOLERANCE_M), crs=None
    )
    overview = _written(
        simple, projection=projection, grid_m=OVERVIEW_GRID_M, borders_between=by, keeps_all=True, parts=parts
    )
    return overview, files


def decode(data: bytes) -> Outlines:
    """Read an outline file back, as the browser does.

    Raises
    ------
    DamagedPack
        The word is neither `EQL1` nor `EQL2`, or the file does not end where its counts say.
    """
    if data[:4] not in {WORD, WORD_WITH_PARTS}:
        raise DamagedPack(
            f"An outline file starts with {WORD!r}; this one with {data[:4]!r}. Rebuild the pack."
        )
    reader = _Reader(_numbers(data[4:]))
    (grid_m,) = reader.take(1).tolist()
    corner = tuple(_unzigzag(reader.take(2)).tolist())
    size = tuple(reader.take(2).tolist())
    geoids = _read_geoids(reader)
    insets = []
    for _ in range(reader.one()):
        label = bytes(reader.take(reader.one()).tolist()).decode()
        insets.append((label, *reader.take(4).tolist()))
    parts = []
    for _ in range(reader.one() if data[:4] == WORD_WITH_PARTS else 0):
        count, length = reader.take(2).tolist()
        parts.append((bytes(reader.take(length).tolist()).decode(), count))
    polygons_of = reader.take(len(geoids))
    rings_of = reader.take(int(polygons_of.sum()))
    points_of = reader.take(int(rings_of.sum()))
    border_points = reader.take(reader.one())
    lengths = np.concatenate([points_of, border_points])
    steps = _unzigzag(reader.take(2 * int(lengths.sum()))).reshape(-1, 2)
    reader.finish()
    lines = iter(np.split(np.cumsum(steps, axis=0), np.cumsum(lengths)[:-1]))
    rings = iter(rings_of.tolist())
    places = tuple(
        tuple(tuple(next(lines) for _ in range(next(rings))) for _ in range(count))
        for count in polygons_of.tolist()
    )
    return Outlines(
        grid_m=grid_m,
        corner=(corner[0], corner[1]),
        size=(size[0], size[1]),
        geoids=geoids,
        insets=tuple(insets),
        polygons=places,
        borders=tuple(lines),
        parts=tuple(parts),
    )


def part_files(data: bytes) -> tuple[str, ...]:
    """The files with more detail that an outline file names."""
    return tuple(file for file, _ in decode(data).parts) if data[:4] == WORD_WITH_PARTS else ()


def _projected(shapes: gpd.GeoDataFrame, projection: Projection) -> gpd.GeoDataFrame:
    """The shapes in metres of the plane, beside what `_insets` needs of them in degrees."""
    plane = shapely.transform(
        shapes.geometry.to_numpy(), lambda degrees: project(*degrees.T, projection=projection)
    )
    return shapes.reset_index(drop=True).set_geometry(plane, crs=None).assign(degrees=list(shapes.geometry))


def _written(
    flat: gpd.GeoDataFrame,
    *,
    projection: Projection,
    grid_m: int,
    borders_between: str | None,
    keeps_all: bool = False,
    parts: Sequence[Part] = (),
) -> bytes:
    geoids = [str(geoid) for geoid in flat["geoid"]]
    places = [_polygons(shape, grid_m) for shape in flat.geometry]
    shapeless = flat.geometry.isna() | flat.geometry.is_empty
    lost = [
        at
        for at, (polygons, none) in enumerate(zip(places, shapeless, strict=True))
        if not (polygons or none)
    ]
    if keeps_all:
        for at in lost:
            places[at] = [[_smallest(flat.geometry[flat.index[at]], grid_m)]]
        lost = []
    rings = [ring for polygons in places for polygon in polygons for ring in polygon]
    if lost or not rings:
        raise InvalidParameter(
            f"On a grid of {grid_m} m nothing is left of "
            f"{', '.join(geoids[at] for at in lost[:5]) or 'any place'} "
            f"({len(lost)} of {len(geoids)} places). Use a finer grid."
        )
    corner = np.min([ring.min(axis=0) for ring in rings], axis=0)
    size = np.max([ring.max(axis=0) for ring in rings], axis=0) - corner
    borders = [] if borders_between is None else _borders(places, list(flat[borders_between]))
    lines = [line - corner for line in (*rings, *borders)]
    steps = np.diff(np.concatenate(lines), axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    insets = _insets(flat["degrees"], corner, projection, grid_m)
    numbers: list[int] = [grid_m, *_zigzag(corner).tolist(), *size.tolist()]
    numbers += _front_coded(geoids)
    numbers.append(len(insets))
    for label, *box in insets:
        numbers += [len(label.encode()), *label.encode(), *box]
    if parts:
        numbers.append(len(parts))
        for file, count in parts:
            numbers += [count, len(file.encode()), *file.encode()]
    numbers += [len(polygons) for polygons in places]
    numbers += [len(polygon) for polygons in places for polygon in polygons]
    numbers += [len(ring) for ring in rings]
    numbers += [len(borders), *(len(line) for line in borders)]
    stream = np.concatenate([np.asarray(numbers, dtype=np.uint64), _zigzag(steps.ravel())])
    return (WORD_WITH_PARTS if parts else WORD) + _varints(stream)


def _polygons(shape: shapely.Geometry | None, grid_m: int) -> list[list[Points]]:
    """Each polygon's rings on the grid; a ring that collapses to a line is left out, and so are its holes."""
    polygons = []
    for part in shapely.get_parts([] if shape is None else [shape]):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        rings = [_on_grid(ring, grid_m) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]):
            polygons.append([ring for ring in rings if len(ring)])
    return polygons


def _on_grid(ring: shapely.LinearRing, grid_m: int) -> Points:
    points = _steps(shapely.get_coordinates(ring), grid_m)
    moved = np.any(np.diff(points, axis=0), axis=1)
    points = points[:-1][moved]  # the ring's last point repeats its first
    x, y = points.T
    twice_the_area = x @ np.roll(y, -1) - y @ np.roll(x, -1)
    return points if len(points) >= 3 and twice_the_area else points[:0]


def _smallest(shape: shapely.Geometry, grid_m: int) -> Points:
    """The smallest triangle on the grid, where a place is that no step of it can hold."""
    at = _steps(shapely.get_coordinates(shape.representative_point()), grid_m)
    triangle: Points = at + np.array([[0, 0], [1, 0], [0, 1]])
    return triangle


def _borders(places: list[list[list[Points]]], parents: Sequence[object]) -> list[Points]:
    """Lines along the edges that two places of different parents share."""
    rings = [(ring, at) for at, polygons in enumerate(places) for polygon in polygons for ring in polygon]
    starts = np.concatenate([ring for ring, _ in rings])
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring, _ in rings])
    place = np.repeat([at for _, at in rings], [len(ring) for ring, _ in rings])
    _, numbers = np.unique(np.asarray([str(parent) for parent in parents]), return_inverse=True)
    parent = numbers[place]
    is_turned = (starts[:, 0] > ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1]))
    edges = np.where(is_turned[:, None], np.hstack([ends, starts]), np.hstack([starts, ends]))
    together = np.lexsort(edges.T[::-1])  # the same edges beside one another, in the order of the places
    is_first = np.concatenate([[True], np.any(np.diff(edges[together], axis=0), axis=1)])
    first_parent = parent[together[is_first]][np.cumsum(is_first) - 1]
    shared = np.sort(together[parent[together] != first_parent])
    neighbors: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y, to_x, to_y in dict.fromkeys(map(tuple, edges[shared].tolist())):
        neighbors.setdefault((x, y), []).append((to_x, to_y))
        neighbors.setdefault((to_x, to_y), []).append((x, y))
    return _chained(neighbors)


def _chained(neighbors: dict[tuple[int, int], list[tuple[int, int]]]) -> list[Points]:
    """Edges, given as the neighbors of each point, as lines; the neighbors are used up."""
    ends = dict.fromkeys(point for point, around in neighbors.items() if len(around) != 2)
    lines = []
    for start in (*ends, *neighbors):  # lines with ends first; what is then left are closed loops
        while neighbors[start]:
            line = [start]
            while neighbors[line[-1]]:
                onward = neighbors[line[-1]].pop()
                neighbors[onward].remove(line[-1])
                line.append(onward)
                if onward in ends:
                    break
            lines.append(np.asarray(line, dtype=np.int64))
    return lines


def _insets(
    shapes: gpd.GeoSeries, corner: Points, projection: Projection, grid_m: int
) -> list[tuple[str, int, int, int, int]]:
    """Label and box of every inset that holds a place, in grid steps from the corner."""
    if projection != "nation":
        return []
    degrees = shapely.get_coordinates(shapes.to_numpy())
    found = []
    for inset in INSETS:
        inside = degrees[lies_in(degrees[:, 0], degrees[:, 1], inset)]
        if len(inside):
            plane = project(inside[:, 0], inside[:, 1], projection=projection)
            points = _steps(plane, grid_m) - corner
            found.append((inset.label, *points.min(axis=0).tolist(), *points.max(axis=0).tolist()))
    return found


def _steps(plane: NDArray[np.float64], grid_m: int) -> Points:
    return np.rint(plane / grid_m).astype(np.int64)


def _zigzag(numbers: Points) -> NDArray[np.uint64]:
    return ((numbers << 1) ^ (numbers >> 63)).astype(np.uint64)


def _unzigzag(numbers: Points) -> Points:
    return (numbers >> 1) ^ -(numbers & 1)


def _varints(numbers: NDArray[np.uint64]) -> bytes:
    groups = numbers[:, None] >> _SHIFTS
    used = groups > 0
    used[:, 0] = True
    more = np.zeros_like(used)
    more[:, :-1] = used[:, 1:]
    return ((groups & np.uint64(127)) | (more * np.uint64(128)))[used].astype(np.uint8).tobytes()


def _numbers(stream: bytes) -> NDArray[np.uint64]:
    octets = np.frombuffer(stream, dtype=np.uint8)
    last = octets < 128
    if not len(octets) or not last[-1]:
        raise DamagedPack("An outline file stops in the middle of a number. Rebuild the pack.")
    starts = np.concatenate([[0], np.flatnonzero(last)[:-1] + 1])
    place = np.arange(len(octets)) - np.repeat(starts, np.diff([*starts, len(octets)]))
    return np.add.reduceat((octets & 127).astype(np.uint64) << (7 * place).astype(np.uint64), starts)


def _front_coded(geoids: Sequence[str]) -> list[int]:
    numbers, before = [len(geoids)], b""
    for geoid in geoids:
        code = geoid.encode()
        same = next((i for i, (a, b) in enumerate(zip(before, code, strict=False)) if a != b), None)
        same = min(len(before), len(code)) if same is None else same
        numbers += [same, len(code) - same, *code[same:]]
        before = code
    return numbers


class _Reader:
    """The numbers of a file, taken from the front; a file that ends early or late is damaged."""

    def __init__(self, numbers: NDArray[np.uint64]) -> None:
        self._left = numbers

    def take(self, count: int) -> Points:
        if count > len(self._left):
            raise DamagedPack(f"An outline file lacks {count - len(self._left)} numbers. Rebuild the pack.")
        taken, self._left = self._left[:count], self._left[count:]
        return taken.astype(np.int64)

    def one(self) -> int:
        return int(self.take(1)[0])

    def finish(self) -> None:
        if len(self._left):
            raise DamagedPack(f"An outline file has {len(self._left)} numbers too many. Rebuild the pack.")


def _read_geoids(reader: _Reader) -> tuple[str, ...]:
    geoids, before = [], b""
    for _ in range(reader.one()):
        same, new = reader.take(2).tolist()
        before = before[:same] + bytes(reader.take(new).tolist())
        geoids.append(before.decode())
    return tuple(geoids)

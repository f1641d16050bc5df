"""Outlines: what the browser draws is what the source drew, to half a grid step."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from equity import outlines
from equity.errors import DamagedPack, InvalidParameter, MissingColumns
from equity.projection import EARTH_RADIUS_M, MERIDIANS_MEET, project
from tests import tessellation


def _places(shapes, **columns):
    geoids = [f"36{number:03d}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"geoid": geoids, **columns}, geometry=shapes, crs=4326)


def _encoded(shapes, **columns):
    return outlines.encode(_places(shapes, **columns), projection="new_york_city", grid_m=10)


def test_snyders_worked_example():
    """Snyder 1395, p. 291: unit sphere, parallels 29.5 and 45.5, origin 23 N 96 W; 35 N 75 W is at
    x = 0.2952720, y = 0.2416774."""
    origin, point = project(np.array([-96.0, -75.0]), np.array([23.0, 35.0]), projection="nation")
    assert (point - origin) / EARTH_RADIUS_M == pytest.approx([0.2952720, 0.2416774], abs=5e-8)


def test_equal_areas_stay_equal():
    """A tenth of a degree square at latitude f covers R² · 0.1° · (sin(f + 0.1°) - sin f), in Texas and in
    Montana alike."""
    for longitude, latitude in ((-99.0, 31.0), (-110.0, 47.0)):
        square = box(longitude, latitude, longitude + 0.1, latitude + 0.1).segmentize(0.01)
        plane = Polygon(project(*np.asarray(square.exterior.coords).T, projection="nation"))
        tenth = np.radians(0.1)
        rise = np.sin(np.radians(latitude + 0.1)) - np.sin(np.radians(latitude))
        assert plane.area == pytest.approx(EARTH_RADIUS_M**2 * tenth * rise, rel=1e-5)


def test_north_points_to_where_the_meridians_meet():
    """Buffalo's meridian, from 42 to 43 N, runs toward the apex of the cone."""
    south, north = project(np.array([-78.9, -78.9]), np.array([42.0, 43.0]), projection="nation")
    toward_apex = np.array(MERIDIANS_MEET) - south
    angle = np.arctan2(*(north - south)) - np.arctan2(*toward_apex)
    assert angle == pytest.approx(0, abs=1e-6)


def test_alaska_is_one_piece_across_the_180th_meridian():
    """Attu (173 E) and Adak (177 W) are ten degrees of longitude apart, not 350."""
    attu, adak = project(np.array([173.0, -177.0]), np.array([52.0, 52.0]), projection="nation")
    ten_degrees_at_52_north = 10 * 111_195 * np.cos(np.radians(52))
    assert np.hypot(*(adak - attu)) == pytest.approx(0.36 * ten_degrees_at_52_north, rel=0.02)


def test_every_point_returns_within_half_a_step():
    shape = Polygon(
        [(-73.95, 40.70), (-73.90, 40.71), (-73.92, 40.75)],
        holes=[[(-73.93, 40.71), (-73.92, 40.71), (-73.92, 40.72)]],
    )
    read = outlines.decode(_encoded([shape]))
    assert read.geoids == ("36000",)
    assert [len(ring) for ring in read.polygons[0][0]] == [3, 3]
    for ring, source in zip(read.polygons[0][0], (shape.exterior, *shape.interiors), strict=True):
        drawn = (ring + read.corner) * read.grid_m
        true = project(*np.asarray(source.coords[:-1]).T, projection="new_york_city")
        assert np.abs(drawn - true).max() <= 5


def test_the_order_of_places_is_kept_and_a_place_without_a_shape_keeps_its_turn():
    """The published county file holds Falls Church, Virginia (51610) as an empty polygon."""
    far, near = box(-73.8, 40.8, -73.7, 40.9), box(-74.0, 40.6, -73.9, 40.7)
    read = outlines.decode(_encoded([far, Polygon(), near]))
    assert read.geoids == ("36000", "36001", "36002")
    assert [len(polygons) for polygons in read.polygons] == [1, 0, 1]
    assert read.polygons[0][0][0][:, 0].min() > read.polygons[2][0][0][:, 0].max()


def test_a_speck_beside_an_island_is_dropped_and_a_lost_place_is_named():
    island, speck = box(-74.0, 40.6, -73.9, 40.7), box(-73.8, 40.6, -73.79999, 40.60001)
    read = outlines.decode(_encoded([MultiPolygon([island, speck])]))
    assert len(read.polygons[0]) == 1
    with pytest.raises(InvalidParameter, match="36001"):
        _encoded([island, speck])


def test_borders_run_where_the_state_changes():
    """Three squares in a row, the first two of one state: one border, the edge between second and third."""
    squares = [box(-74.0 + step, 40.0, -73.9 + step, 40.1) for step in (0.0, 0.1, 0.2)]
    places = _places(squares, state=["09", "09", "25"])
    read = outlines.decode(
        outlines.encode(places, projection="new_york_city", grid_m=10, borders_between="state")
    )
    (border,) = read.borders
    right_edge_of_the_second = read.polygons[1][0][0][:, 0].max()
    assert border.tolist() == [
        [right_edge_of_the_second, border[0, 1]],
        [right_edge_of_the_second, border[1, 1]],
    ]
    assert sorted(border[:, 1].tolist()) == [0, read.size[1]]


def test_a_state_inside_another_has_a_closed_border():
    inner = box(-73.9, 40.1, -73.8, 40.2)
    outer = box(-74.0, 40.0, -73.7, 40.3).difference(inner)
    places = _places([outer, inner], state=["09", "25"])
    read = outlines.decode(
        outlines.encode(places, projection="new_york_city", grid_m=10, borders_between="state")
    )
    (border,) = read.borders
    assert len(border) == 5
    assert border[0].tolist() == border[-1].tolist()


def test_insets_are_named_when_they_hold_a_place():
    places = _places([box(-100, 40, -99, 41), box(-158.2, 21.3, -157.8, 21.6)])
    read = outlines.decode(outlines.encode(places, projection="nation", grid_m=100))
    ((label, *inset),) = read.insets
    honolulu = read.polygons[1][0][0]
    assert label == "Hawaii"
    assert inset == [*honolulu.min(axis=0), *honolulu.max(axis=0)]


def test_the_same_shapes_give_the_same_bytes():
    shapes = [box(-74.0, 40.6, -73.9, 40.7), box(-73.9, 40.6, -73.8, 40.7)]
    assert _encoded(shapes) == _encoded(list(shapes))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.floats(-124, -67), st.floats(25, 49), st.floats(0.01, 3), st.floats(0.01, 3)),
        min_size=1,
        max_size=8,
    )
)
def test_any_boxes_survive_the_journey(corners):
    shapes = [box(west, south, west + width, south + height) for west, south, width, height in corners]
    read = outlines.decode(outlines.encode(_places(shapes), projection="nation", grid_m=50))
    for shape, polygons in zip(shapes, read.polygons, strict=True):
        true = project(*np.asarray(shape.exterior.coords[:-1]).T, projection="nation")
        assert np.abs((polygons[0][0] + read.corner) * 50 - true).max() <= 25 + 1e-6


def test_missing_columns_are_named():
    shapes = gpd.GeoDataFrame({"id": ["36"]}, geometry=[box(0, 0, 1, 1)], crs=4326)
    with pytest.raises(MissingColumns, match="geoid, state"):
        outlines.encode(shapes, projection="nation", grid_m=50, borders_between="state")


def test_a_damaged_file_is_refused():
    whole = _encoded([box(-74.0, 40.6, -73.9, 40.7)])
    for damaged in (b"EQL9" + whole[4:], whole[:-1], whole + b"\x00", whole[:-1] + b"\xff", b""):
        with pytest.raises(DamagedPack):
            outlines.decode(damaged)


def test_in_parts_every_place_keeps_a_shape_and_names_the_file_with_its_points():
    """Of 24 drawn tracts one is 2 m wide, far less than a step of 50 m: it is the smallest triangle there."""
    tracts = tessellation.tracts(tessellation.Size(across=6, up=4))
    speck = box(-100.0, 40.0, -99.99998, 40.00002)
    tracts.loc[5, "geometry"] = speck
    overview, files = outlines.in_parts(
        tracts, projection="nation", by="state_geoid", borders_between="parent_geoid", name="tract"
    )
    read = outlines.decode(overview)
    assert read.geoids == tuple(tracts["geoid"])
    assert all(read.polygons)
    assert len(read.polygons[5][0][0]) == 3
    assert outlines.part_files(overview) == tuple(files)
    counted = tracts.groupby("state_geoid", sort=False).size()
    assert [count for _, count in read.parts] == counted.to_list()
    for (file, _), state in zip(read.parts, counted.index, strict=True):
        detail = outlines.decode(files[file])
        assert detail.geoids == tuple(tracts["geoid"][tracts["state_geoid"] == state])
        assert file.startswith(f"tract_{state}-")


def test_in_parts_the_files_with_every_point_stay_within_half_a_step_of_the_source():
    """A grid of 10 m moves a point by at most 5 m each way; the tracts have 44 points each."""
    tracts = tessellation.tracts(tessellation.Size(across=2, up=2))
    overview, files = outlines.in_parts(
        tracts, projection="nation", by="state_geoid", borders_between="parent_geoid", name="tract"
    )
    first = outlines.decode(files[outlines.part_files(overview)[0]])
    drawn = (first.polygons[0][0][0] + first.corner) * first.grid_m
    true = project(*np.asarray(tracts.geometry[0].exterior.coords[:-1]).T, projection="nation")
    assert len(drawn) == 44
    assert np.abs(drawn - true).max() <= 5


def test_in_parts_neighbors_still_share_their_vertices():
    """Two tracts of one column have an edge in common: both draw its ends, whatever was left out between."""
    tracts = tessellation.tracts(tessellation.Size(across=1, up=2))
    read = outlines.decode(
        outlines.in_parts(
            tracts, projection="nation", by="state_geoid", borders_between="parent_geoid", name="tract"
        )[0]
    )
    lower, upper = ({tuple(point) for point in place[0][0].tolist()} for place in read.polygons)
    assert len(lower & upper) >= 2


def test_parts_that_do_not_follow_one_another_are_refused():
    tracts = tessellation.tracts(tessellation.Size(across=12, up=2)).iloc[::-1].sort_values("name")
    mixed = tracts.iloc[np.argsort([geoid[5:] for geoid in tracts["geoid"]], kind="stable")]
    with pytest.raises(InvalidParameter, match="follow one another"):
        outlines.in_parts(
            mixed, projection="nation", by="state_geoid", borders_between="parent_geoid", name="tract"
        )

"""Only tiles of the screen with places are painted: which those are, by arithmetic."""

from pathlib import Path

import numpy as np
import pytest

SOURCE = Path(__file__).parents[2] / "components/deck_map/frontend/src/tiles.js"
ASK = """async ([source, boxes, seen, size]) => {
    const module = await import('data:text/javascript,' + encodeURIComponent(source));
    return Array.from(module.tilesOf([{boxes: Float32Array.from(boxes)}], seen, size));
}"""
STRAIGHT = {"turn": [1, 0, 0, 1], "shift": [0, 0]}
HALF_A_TURN = {"turn": [-1, 0, 0, -1], "shift": [0, 0]}
AN_EIGHTH = {"turn": [2**-0.5, 2**-0.5, -(2**-0.5), 2**-0.5], "shift": [0, 0]}


@pytest.fixture(scope="module")
def painted(chromium):
    """On a screen of four by four tiles, from -1 to 1 each way: the middles of those that are painted."""
    page = chromium.new_page()

    def middles(box, seen=STRAIGHT):
        asked = [SOURCE.read_text(), box, seen, [128, 128]]
        triangles = np.array(page.evaluate(ASK, asked)).reshape(-1, 3, 2)
        grid = [(x, y) for y in (-0.75, -0.25, 0.25, 0.75) for x in (-0.75, -0.25, 0.25, 0.75)]
        times = {spot: sum(_is_in(spot, triangle) for triangle in triangles) for spot in grid}
        assert set(times.values()) <= {0, 1}, "none is painted twice"
        return {spot for spot, count in times.items() if count}

    yield middles
    page.close()


def _is_in(spot, triangle):
    """Whether a spot, a little off the diagonals of tiles, is on one side of all edges of a triangle."""
    x, y = spot[0] + 0.013, spot[1] + 0.031
    ends = zip(triangle, np.roll(triangle, -1, axis=0), strict=True)
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in ends]
    return all(side > 0 for side in sides) or all(side < 0 for side in sides)


def test_a_place_inside_a_tile_paints_that_one(painted):
    assert painted([0.1, 0.1, 0.4, 0.4]) == {(0.25, 0.25)}


def test_a_place_less_than_a_pixel_from_an_edge_paints_both_sides(painted):
    """A pixel is 2 / 128 = 0.016 wide."""
    assert painted([0.01, 0.1, 0.4, 0.4]) == {(-0.25, 0.25), (0.25, 0.25)}


def test_a_place_over_several_tiles_paints_all_of_them(painted):
    assert painted([-0.9, 0.1, 0.4, 0.9]) == {(x, y) for x in (-0.75, -0.25, 0.25) for y in (0.25, 0.75)}


def test_a_place_larger_than_the_screen_paints_all_of_it(painted):
    assert len(painted([-5, -5, 5, 5])) == 16


@pytest.mark.parametrize("box", [[1.1, 0, 1.5, 0.5], [-3, 0, -2, 0.5], [0, 2, 0.5, 3], [0, -3, 0.5, -2], []])
def test_nothing_is_painted_for_a_place_beyond_the_screen(painted, box):
    assert painted(box) == set()


def test_a_map_that_is_turned_paints_where_the_place_is_then(painted):
    assert painted([0.1, 0.6, 0.4, 0.9], HALF_A_TURN) == {(-0.25, -0.75)}
    # The corners of this square lie on the axes then, at 0.3 times the root of 2 = 0.42.
    assert painted([-0.3, -0.3, 0.3, 0.3], AN_EIGHTH) == {
        (x, y) for x in (-0.25, 0.25) for y in (-0.25, 0.25)
    }


def test_several_runs_in_a_row_are_painted_and_what_lies_between_is_not(painted):
    assert painted([-0.9, 0.1, -0.6, 0.4, 0.6, 0.1, 0.9, 0.4]) == {(-0.75, 0.25), (0.75, 0.25)}

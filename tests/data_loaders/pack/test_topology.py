"""TopoJSON read into shapes, on a drawn topology of two squares that share an edge."""

from data_loaders.pack._topology import shapes_of

SQUARES = {
    "transform": {"scale": [0.5, 0.5], "translate": [10.0, 20.0]},
    # Arc 0 is the common edge, from (11, 20) up to (11, 21); arcs 1 and 2 close the squares around it.
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
        [[0, 0], [1, 0]],
    ],
    "objects": {
        "squares": {
            "geometries": [
                {"type": "Polygon", "id": "west", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {
                    "type": "MultiPolygon",
                    "id": "east",
                    "arcs": [[[2, -1]], [[3]]],
                    "properties": {"name": "East"},
                },
            ]
        }
    },
}


def test_arcs_are_joined_forward_and_backward():
    shapes = shapes_of(SQUARES, "squares")
    assert shapes["west"][0] == "West"
    assert shapes["west"][1].bounds == (10.0, 20.0, 11.0, 21.0)
    assert shapes["east"][1].bounds == (11.0, 20.0, 12.0, 21.0)
    assert shapes["west"][1].area == shapes["east"][1].area == 1.0


def test_a_ring_squeezed_to_a_line_is_dropped():
    """East's second polygon has two points."""
    assert shapes_of(SQUARES, "squares")["east"][1].geom_type == "Polygon"


def test_neighbors_share_their_edge():
    shapes = shapes_of(SQUARES, "squares")
    assert shapes["west"][1].intersection(shapes["east"][1]).length == 1.0

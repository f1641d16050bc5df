"""A film of a page tells when its last picture stood."""

import io

from PIL import Image

from benchmarks import _film

BOX = {"x": 0.0, "y": 0.0, "width": 1440.0, "height": 900.0}


def jpeg(color):
    held = io.BytesIO()
    Image.new("RGB", (640, 400), color).save(held, "JPEG")
    return held.getvalue()


def test_the_picture_stood_when_the_last_color_first_filled_it():
    """White at 10.0 s, gray in between, blue from 10.3 s on: the picture stood at 10.3 s."""
    colors = {10.0: "white", 10.1: "gray", 10.3: "blue", 10.9: "blue"}
    frames = [(second, jpeg(color)) for second, color in colors.items()]
    assert _film.last_picture_stood(frames, BOX) == 10.3


def test_a_change_outside_the_lower_right_quarter_is_not_looked_at():
    """A list closing over the upper left half is gone at 5.2 s; the map had its color at 5.1 s."""
    with_list = Image.new("RGB", (640, 400), "blue")
    with_list.paste("white", (0, 0, 320, 200))
    held = io.BytesIO()
    with_list.save(held, "JPEG")
    frames = [(5.0, jpeg("white")), (5.1, held.getvalue()), (5.2, jpeg("blue"))]
    assert _film.last_picture_stood(frames, BOX) == 5.1

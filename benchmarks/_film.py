"""A page filmed while it changes: when did the last picture stand?"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import FloatRect, Page, ViewportSize

WINDOW = ViewportSize(width=1440, height=900)
WIDTH = 640
STILL_SECONDS = 1.5
LIMIT_SECONDS = 120.0  # an alternative on a busy machine
CHANGED_LEVELS = 24  # of 256: above the noise of JPEG
SAME = 0.005  # share of pixels that may still differ from the last picture
OTHER = 0.02  # share that must differ for the picture to count as another

# When the reader last clicked or pressed a key, in seconds since 1970 like the times of the frames.
REMEMBER_THE_LAST_TOUCH = """() => ['click', 'keydown'].forEach(kind => window.addEventListener(
    kind, event => { window.lastTouch = (performance.timeOrigin + event.timeStamp) / 1000; }, true))"""
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"

Frame = tuple[float, bytes]


@contextmanager
def filmed(page: Page) -> Iterator[list[Frame]]:
    """Collect every frame the page shows as (second since 1970, JPEG)."""
    frames: list[Frame] = []
    session = page.context.new_cdp_session(page)

    def keep(event: dict[str, Any]) -> None:
        frames.append((event["metadata"]["timestamp"], base64.b64decode(event["data"])))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send(
        "Page.startScreencast", {"format": "jpeg", "quality": 60, "maxWidth": WIDTH, "everyNthFrame": 1}
    )
    yield frames
    session.send("Page.stopScreencast")
    session.detach()


def wait_for_another_picture(page: Page, frames: list[Frame], box: FloatRect) -> None:
    """Wait until the area `box` shows something other than in the first frame, and then nothing moves.

    Raises
    ------
    TimeoutError
        When that is not so within two minutes.
    """
    given_up = time.monotonic() + LIMIT_SECONDS
    seen = None
    while seen is None or frames[-1][1] != seen or not _is_another(frames, box):
        if time.monotonic() > given_up:
            raise TimeoutError(f"No new picture stands still after {LIMIT_SECONDS:.0f} seconds.")
        seen = frames[-1][1] if frames else None
        page.wait_for_timeout(STILL_SECONDS * 1000)
        page.evaluate(NEXT_FRAME)  # answers only when the page's own thread is free again


def last_picture_stood(frames: list[Frame], box: FloatRect) -> float:
    """The second at which the area `box` (CSS pixels) first showed what it showed in the end.

    Only the lower right quarter of what is in the window is looked at: a list of choices may still be closing
    over the rest.
    """
    last = _cut(frames[-1][1], box)
    return next(at for at, jpeg in frames if _difference(_cut(jpeg, box), last) <= SAME)


def _is_another(frames: list[Frame], box: FloatRect) -> bool:
    return _difference(_cut(frames[0][1], box), _cut(frames[-1][1], box)) >= OTHER


def _cut(jpeg: bytes, box: FloatRect) -> npt.NDArray[np.int16]:
    image = Image.open(io.BytesIO(jpeg)).convert("RGB")
    scale = image.width / WINDOW["width"]
    right = min(box["x"] + box["width"], WINDOW["width"])
    bottom = min(box["y"] + box["height"], WINDOW["height"])
    area = ((box["x"] + right) / 2 * scale, (box["y"] + bottom) / 2 * scale, right * scale, bottom * scale)
    return np.asarray(image.crop(area), dtype=np.int16)


def _difference(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> float:
    return float((np.abs(one - other).max(axis=2) > CHANGED_LEVELS).mean())

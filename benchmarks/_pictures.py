"""Watching the canvas of a map from inside the page: when did the picture it ends with first stand there?

Filming the screen would cost more than what is measured, and so would reading the canvas before every frame:
the page would wait for the whole window to be painted. So a script reads a small copy of the canvas in the
frame after something was drawn on it, and notes when it changed.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page, ViewportSize

WINDOW = ViewportSize(width=1440, height=900)
STILL_MS = 1500
ASKED_MS = 100
LIMIT_MS = 120_000  # an alternative on a busy machine

# Only the lower right quarter is copied: pointing at the map may mark a place where the mouse is.
WATCH = """
const original = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, options) {
  // Otherwise the browser may clear the canvas before it is read.
  return original.call(this, kind, /webgl/.test(kind) ? {...options, preserveDrawingBuffer: true} : options);
};
const within = (root, selector) => {
  for (const element of root.querySelectorAll('*')) {
    const found = element.matches(selector) ? element
      : element.shadowRoot && within(element.shadowRoot, selector.split(' ').at(-1));
    if (found) return found;
  }
};
const side = 64;
const copy = new OffscreenCanvas(side, side).getContext('2d', {willReadFrequently: true});
const seconds = () => (performance.timeOrigin + performance.now()) / 1000;
let canvas, last = new Uint8ClampedArray(side * side * 4);
window.changes = [];
for (const kind of ['click', 'keydown'])
  window.addEventListener(kind, () => { window.lastTouch = seconds(); }, true);
const drawnOn = new WeakSet();
const DRAWING = ['clear', 'drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'];
for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const name of DRAWING) {
    const draw = kind.prototype[name];
    if (draw) kind.prototype[name] = function (...how) {
      drawnOn.add(this.canvas);
      soon();
      return draw.apply(this, how);
    };
  }
let isComing = false;
// Never frame upon frame: the browser makes a frame before it lets a click's messages go.
const soon = () => {
  if (!isComing) requestAnimationFrame(look);
  isComing = true;
};
const look = () => {
  isComing = false;
  if (!canvas?.isConnected) canvas = within(document, SELECTOR);
  if (!canvas?.width) soon();
  else if (drawnOn.delete(canvas)) {
    const [width, height] = [canvas.width / 2, canvas.height / 2];
    copy.clearRect(0, 0, side, side);
    copy.drawImage(canvas, width, height, width, height, 0, 0, side, side);
    const now = copy.getImageData(0, 0, side, side).data;
    let other = 0;
    for (let at = 0; at < now.length; at++) other += Math.abs(now[at] - last[at]) > 24;
    if (other > now.length * 0.01) { last = now; window.changes.push(seconds()); }
  }
};
document.addEventListener('DOMContentLoaded', look);
"""
STANDS_STILL = """([before, still]) => window.changes.length > before
    && (performance.timeOrigin + performance.now()) / 1000 - window.changes.at(-1) > still / 1000"""


def watched(browser: Browser, selector: str) -> Page:
    """A fresh visitor's page on which the first canvas that matches the selector is watched."""
    page = browser.new_page(viewport=WINDOW)
    page.add_init_script(f"{{ const SELECTOR = {selector!r};\n{WATCH} }}")
    return page


def changes(page: Page) -> int:
    """How often the picture has changed so far."""
    return int(page.evaluate("window.changes.length"))


def stood(page: Page, *, since: int = 0) -> float:
    """Wait until the picture has changed again and then stays; the second since 1970 of the last change."""
    page.wait_for_function(STANDS_STILL, arg=[since, STILL_MS], timeout=LIMIT_MS, polling=ASKED_MS)
    return float(page.evaluate("window.changes.at(-1)"))


def last_touch(page: Page) -> float:
    """The second since 1970 of the reader's last click or key."""
    return float(page.evaluate("window.lastTouch"))

// Pointing, clicking, scrolling and keys. deck.gl keeps dragging and pinching; its click would take 300 ms.

const STILL = 5; // pixels a click may wander
const TAP_MS = 600;

export function listenTo(map) {
  const {frame} = map.stage;
  const listeners = new AbortController();
  const on = (name, action, options) =>
    frame.addEventListener(name, action, {signal: listeners.signal, ...options});
  const pixelOf = event => {
    const box = frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const isOnMap = event => event.composedPath()[0] === map.stage.canvas;
  let pressed;

  on('pointermove', event => {
    if (!map.view || event.buttons) return;
    const pixel = pixelOf(event);
    map.stage.frame.classList.remove('keyed');
    map.hover(isOnMap(event) ? map.placeUnder(pixel) : -1, pixel);
  });
  // A finger always leaves; what it tapped keeps its words.
  on('pointerleave', event => map.view && event.pointerType !== 'touch' && map.hover(-1));
  on('pointerdown', event => {
    pressed = isOnMap(event) && event.isPrimary ? {pixel: pixelOf(event), time: event.timeStamp} : undefined;
  });
  on('pointerup', event => {
    if (!pressed || !map.view || event.timeStamp - pressed.time > TAP_MS) return;
    const pixel = pixelOf(event);
    if (Math.hypot(pixel[0] - pressed.pixel[0], pixel[1] - pressed.pixel[1]) > STILL) return;
    const place = map.placeUnder(pixel);
    map.hover(place, pixel);
    map.select(place);
  });

  // A wheel scrolls the page; it zooms once the reader has clicked into the map, or holds Ctrl.
  on(
    'wheel',
    event => {
      if (!map.view) return;
      if (!event.ctrlKey && !event.metaKey && !frame.matches(':focus')) {
        map.stage.hint('Click the map, or hold Ctrl, to zoom with the wheel');
        return;
      }
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
      const by = Math.max(-0.5, Math.min(0.5, (-event.deltaY * lines) / 250));
      map.zoomBy(by, map.pointOf(pixelOf(event)));
    },
    {passive: false}
  );

  const keys = {
    ArrowLeft: () => map.panBy(-1, 0),
    ArrowRight: () => map.panBy(1, 0),
    ArrowUp: () => map.panBy(0, 1),
    ArrowDown: () => map.panBy(0, -1),
    '+': () => map.zoomBy(0.5),
    '=': () => map.zoomBy(0.5),
    '-': () => map.zoomBy(-0.5),
    '0': () => map.showAll(),
    Enter: () => map.select(map.hovered)
  };
  on('keydown', event => {
    if (!map.view || event.composedPath()[0] !== frame) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
    if (event.key === 'Enter') return;
    frame.classList.add('keyed');
    const middle = map.size.map(length => length / 2);
    map.hover(map.placeUnder(middle), middle);
  });
  on('blur', () => frame.classList.remove('keyed'));
  return () => listeners.abort();
}

// Where the map looks: {target: [x, y], zoom}, with 2 ** zoom pixels a grid step.

const CLOSEST = 3; // 8 pixels a grid step: closer there is nothing more to see
const MARGIN = 12; // pixels above and below what is fitted

// `room` is what is kept free besides, in pixels: `side` left and right for the buttons, `foot` below for the
// names of insets.
export function fitted(box, width, height, {side, foot}) {
  const [west, south, east, north] = box;
  const across = Math.max(width - 2 * side, 1) / Math.max(east - west, 1);
  const down = Math.max(height - 2 * MARGIN - foot, 1) / Math.max(north - south, 1);
  const scale = Math.min(across, down);
  return {target: [(west + east) / 2, (south + north - foot / scale) / 2], zoom: Math.log2(scale)};
}

// How tall a map of this width has to be to hold the box.
export function heightFor(box, width, {side, foot}) {
  const [west, south, east, north] = box;
  return ((width - 2 * side) * (north - south)) / Math.max(east - west, 1) + 2 * MARGIN + foot;
}

// Never so far aside that nothing is left on screen.
export function clamped({target, zoom}, whole, box) {
  const [west, south, east, north] = box;
  return {
    target: [between(target[0], west, east), between(target[1], south, north)],
    zoom: between(zoom, ...zoomLimits(whole))
  };
}

export function zoomLimits(whole) {
  return [whole.zoom, Math.max(whole.zoom, CLOSEST)];
}

// Nearer or farther by some doublings, while a point stays where it is on screen.
export function zoomed(view, by, whole, around = view.target) {
  const zoom = between(view.zoom + by, ...zoomLimits(whole));
  const shrink = 2 ** (view.zoom - zoom);
  return {target: view.target.map((middle, i) => around[i] + (middle - around[i]) * shrink), zoom};
}

export function moved(view, right, up) {
  const step = 2 ** -view.zoom;
  return {...view, target: [view.target[0] + right * step, view.target[1] + up * step]};
}

// Screen pixels, from the top left, and back.
export function toScreen({target, zoom}, width, height, [x, y]) {
  const scale = 2 ** zoom;
  return [width / 2 + (x - target[0]) * scale, height / 2 - (y - target[1]) * scale];
}

export function toMap({target, zoom}, width, height, [left, top]) {
  const step = 2 ** -zoom;
  return [target[0] + (left - width / 2) * step, target[1] - (top - height / 2) * step];
}

function between(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

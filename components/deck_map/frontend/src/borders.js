// Borders with as many edges as the screen can show: a nation's have far more, and each is drawn anew whenever
// the map is.

const FAR = 127; // cells; longer edges are few
const remembered = new WeakMap(); // from edges to what is left of them, by zoom

// `edges` are (from x, from y, to x, to y) in grid steps, of which one has 2 ** zoom pixels.
export function bordersAt(edges, zoom) {
  const level = Math.ceil(zoom);
  if (!remembered.has(edges)) remembered.set(edges, new Map());
  const known = remembered.get(edges);
  if (!known.has(level)) known.set(level, level < 0 ? inCells(edges, 2 ** -level) : edges);
  return known.get(level);
}

// Each end in the middle of its cell, which is at most a pixel wide; each edge once.
function inCells(edges, cell) {
  const found = new Float32Array(edges.length);
  const seen = new Set();
  let length = 0;
  for (let at = 0; at < edges.length; at += 4) {
    const x = Math.round(edges[at] / cell);
    const y = Math.round(edges[at + 1] / cell);
    const toX = Math.round(edges[at + 2] / cell);
    const toY = Math.round(edges[at + 3] / cell);
    if (x === toX && y === toY) continue;
    const isTurned = x > toX || (x === toX && y > toY);
    const [left, bottom, right, top] = isTurned ? [toX, toY, x, y] : [x, y, toX, toY];
    const [along, up] = [right - left, top - bottom];
    if (along <= FAR && Math.abs(up) <= FAR) {
      const name = ((left * 2 ** 18 + bottom) * 2 ** 8 + along) * 2 ** 8 + up + FAR;
      if (seen.has(name)) continue;
      seen.add(name);
    }
    found.set([left * cell, bottom * cell, right * cell, top * cell], length);
    length += 4;
  }
  return found.slice(0, length);
}

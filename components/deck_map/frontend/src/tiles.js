// Where on the screen there may be places. Nothing else is painted: half of a nation's map is sea.

const SIDE = 32; // pixels
const MARGIN = 1 / SIDE; // a pixel, for lines on the edge of a place

// The corners of triangles that cover every tile some place's box touches, each tile once, on `camera_see`'s
// screen of so many pixels.
export function tilesOf(chunks, {turn, shift}, [width, height]) {
  const size = [width / SIDE, height / SIDE];
  const [across, down] = size.map(Math.ceil);
  const isTaken = new Uint8Array(across * down);
  const [a, b, c, d] = turn.map((part, i) => (part * size[i % 2]) / 2);
  const [x, y] = shift.map((part, i) => ((part + 1) * size[i]) / 2);
  for (const {boxes} of chunks) {
    for (let at = 0; at < boxes.length; at += 4) {
      const east = (boxes[at] + boxes[at + 2]) / 2;
      const north = (boxes[at + 1] + boxes[at + 3]) / 2;
      const wide = (boxes[at + 2] - boxes[at]) / 2;
      const tall = (boxes[at + 3] - boxes[at + 1]) / 2;
      const column = a * east + c * north + x;
      const row = b * east + d * north + y;
      const aside = Math.abs(a) * wide + Math.abs(c) * tall + MARGIN;
      const above = Math.abs(b) * wide + Math.abs(d) * tall + MARGIN;
      const first = Math.max(Math.floor(column - aside), 0);
      const last = Math.min(Math.floor(column + aside), across - 1);
      const highest = Math.min(Math.floor(row + above), down - 1);
      for (let each = Math.max(Math.floor(row - above), 0); each <= highest; each++) {
        for (let tile = each * across + first; tile <= each * across + last; tile++) isTaken[tile] = 1;
      }
    }
  }
  return cornersOf(isTaken, across, size);
}

// A rectangle of two triangles for each run of tiles in a row.
function cornersOf(isTaken, across, size) {
  const corners = [];
  const clip = (tile, axis) => (2 * tile) / size[axis] - 1;
  for (let row = 0; row * across < isTaken.length; row++) {
    const tiles = isTaken.subarray(row * across, (row + 1) * across);
    const [bottom, top] = [clip(row, 1), clip(row + 1, 1)];
    for (let from = tiles.indexOf(1); from >= 0; ) {
      const end = tiles.indexOf(0, from);
      const to = end < 0 ? across : end;
      const [left, right] = [clip(from, 0), clip(to, 0)];
      corners.push(left, bottom, right, bottom, left, top, right, bottom, right, top, left, top);
      from = tiles.indexOf(1, to);
    }
  }
  return Float32Array.from(corners);
}

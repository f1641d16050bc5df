// Which place lies under a point: polygons by the cells of a grid they touch, then even-odd counting.
// Asking the graphics card instead takes up to 250 ms.

import {boxAround} from './mesh.js';

const made = new WeakMap();

export function finderOf(outlines) {
  if (!made.has(outlines)) made.set(outlines, makeFinder(outlines));
  return made.get(outlines);
}

function makeFinder({positions, geoids, polygonStarts, ringStarts, pointStarts}) {
  const side = Math.max(1, Math.ceil(Math.sqrt(ringStarts.length)));
  const all = boxAround(positions, 0, positions.length / 2);
  const [cellWidth, cellHeight] = [(all[2] - all[0] + 1) / side, (all[3] - all[1] + 1) / side];
  const column = x => Math.floor((x - all[0]) / cellWidth);
  const row = y => Math.floor((y - all[1]) / cellHeight);
  const cells = Array.from({length: side * side}, () => []);
  const polygons = [];
  for (let place = 0; place < geoids.length; place++) {
    for (let polygon = polygonStarts[place]; polygon < polygonStarts[place + 1]; polygon++) {
      const rings = [ringStarts[polygon], ringStarts[polygon + 1]];
      const box = boxAround(positions, pointStarts[rings[0]], pointStarts[rings[1]]);
      polygons.push({place, rings, box});
      for (let up = row(box[1]); up <= row(box[3]); up++) {
        for (let across = column(box[0]); across <= column(box[2]); across++) {
          cells[up * side + across].push(polygons.length - 1);
        }
      }
    }
  }

  const crosses = (ring, x, y) => {
    let inside = false;
    const [from, to] = [pointStarts[ring], pointStarts[ring + 1]];
    for (let i = from, j = to - 1; i < to; j = i++) {
      const [ax, ay, bx, by] = [
        positions[2 * i],
        positions[2 * i + 1],
        positions[2 * j],
        positions[2 * j + 1]
      ];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  };

  return function placeAt(x, y) {
    if (x < all[0] || y < all[1] || x > all[2] || y > all[3]) return -1;
    for (const polygon of cells[row(y) * side + column(x)]) {
      const {place, rings, box} = polygons[polygon];
      if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
      let inside = false;
      for (let ring = rings[0]; ring < rings[1]; ring++) inside = inside !== crosses(ring, x, y);
      if (inside) return place;
    }
    return -1;
  };
}

// Which place lies under a point: polygons by the cells of a grid they touch, then even-odd counting.
// Asking the graphics card instead takes up to 250 ms.

import {widen} from './mesh.js';

const made = new WeakMap();

export function finderOf(outlines) {
  if (!made.has(outlines)) made.set(outlines, makeFinder(outlines));
  return made.get(outlines);
}

function makeFinder({size, positions, geoids, polygonStarts, ringStarts, pointStarts}) {
  const side = Math.max(1, Math.ceil(Math.sqrt(ringStarts.length)));
  const [cellWidth, cellHeight] = [(size[0] + 1) / side, (size[1] + 1) / side];
  const cells = Array.from({length: side * side}, () => []);
  const polygons = [];
  for (let place = 0; place < geoids.length; place++) {
    for (let polygon = polygonStarts[place]; polygon < polygonStarts[place + 1]; polygon++) {
      const rings = [ringStarts[polygon], ringStarts[polygon + 1]];
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      widen(box, positions, pointStarts[rings[0]], pointStarts[rings[1]]);
      polygons.push({place, rings, box});
      for (let row = Math.floor(box[1] / cellHeight); row <= Math.floor(box[3] / cellHeight); row++) {
        for (let col = Math.floor(box[0] / cellWidth); col <= Math.floor(box[2] / cellWidth); col++) {
          cells[row * side + col].push(polygons.length - 1);
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
    if (x < 0 || y < 0 || x > size[0] || y > size[1]) return -1;
    const cell = cells[Math.floor(y / cellHeight) * side + Math.floor(x / cellWidth)];
    for (const {place, rings, box} of cell.map(polygon => polygons[polygon])) {
      if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
      let inside = false;
      for (let ring = rings[0]; ring < rings[1]; ring++) inside = inside !== crosses(ring, x, y);
      if (inside) return place;
    }
    return -1;
  };
}

// What the graphics card needs of the outlines, made once a file.

import earcut from 'earcut';

const made = new WeakMap();

export function meshOf(outlines) {
  if (!made.has(outlines)) made.set(outlines, makeMesh(outlines));
  return made.get(outlines);
}

function makeMesh({geoids, positions, polygonStarts, ringStarts, pointStarts}) {
  const places = new Uint32Array(positions.length / 2);
  const lines = new Uint32Array(positions.length); // every point starts one edge of its ring
  const triangles = [];
  for (let place = 0; place < geoids.length; place++) {
    const from = pointStarts[ringStarts[polygonStarts[place]]];
    const to = pointStarts[ringStarts[polygonStarts[place + 1]]];
    places.fill(place, from, to);
    for (let polygon = polygonStarts[place]; polygon < polygonStarts[place + 1]; polygon++) {
      addTriangles(triangles, positions, polygon, ringStarts, pointStarts);
    }
  }
  for (let ring = 0; ring + 1 < pointStarts.length; ring++) {
    const [from, to] = [pointStarts[ring], pointStarts[ring + 1]];
    for (let i = from; i < to; i++) {
      lines[2 * i] = i;
      lines[2 * i + 1] = i + 1 < to ? i + 1 : from;
    }
  }
  return {count: geoids.length, positions, places, lines, triangles: Uint32Array.from(triangles)};
}

function addTriangles(triangles, positions, polygon, ringStarts, pointStarts) {
  const firstRing = ringStarts[polygon];
  const from = pointStarts[firstRing];
  const to = pointStarts[ringStarts[polygon + 1]];
  const holes = [];
  for (let ring = firstRing + 1; ring < ringStarts[polygon + 1]; ring++) {
    holes.push(pointStarts[ring] - from);
  }
  for (const corner of earcut(positions.subarray(2 * from, 2 * to), holes)) {
    triangles.push(from + corner);
  }
}

// The edges of some places as (from x, from y, to x, to y), for thick lines.
export function edgesOf({positions, polygonStarts, ringStarts, pointStarts}, places) {
  const edges = [];
  for (const place of places) {
    const rings = [ringStarts[polygonStarts[place]], ringStarts[polygonStarts[place + 1]]];
    for (let ring = rings[0]; ring < rings[1]; ring++) {
      const [from, to] = [pointStarts[ring], pointStarts[ring + 1]];
      for (let i = from, j = to - 1; i < to; j = i++) {
        edges.push(positions[2 * j], positions[2 * j + 1], positions[2 * i], positions[2 * i + 1]);
      }
    }
  }
  return Float32Array.from(edges);
}

// What the graphics card needs of the outlines, made once a file.

import earcut from 'earcut';

const made = new WeakMap();

export function meshOf(outlines) {
  if (!made.has(outlines)) made.set(outlines, makeMesh(outlines));
  return made.get(outlines);
}

function makeMesh({geoids, positions, polygonStarts, ringStarts, pointStarts}) {
  const places = new Uint32Array(positions.length / 2);
  const triangles = [];
  for (let place = 0; place < geoids.length; place++) {
    const from = pointStarts[ringStarts[polygonStarts[place]]];
    const to = pointStarts[ringStarts[polygonStarts[place + 1]]];
    places.fill(place, from, to);
    for (let polygon = polygonStarts[place]; polygon < polygonStarts[place + 1]; polygon++) {
      addTriangles(triangles, positions, polygon, ringStarts, pointStarts);
    }
  }
  return {
    count: geoids.length,
    positions,
    places,
    triangles: Uint32Array.from(triangles),
    ...edgeLines(positions, pointStarts)
  };
}

// Every edge of every ring. Neighbors share theirs, and a faint line drawn twice is darker inside the country
// than at sea: the first `linesOnce` entries hold each edge once, the rest again for its other place, which
// is needed when the first place is not drawn.
function edgeLines(positions, pointStarts) {
  const numbers = new Map(); // of each spot where points lie
  const spots = Float64Array.from({length: positions.length / 2}, (_, i) => {
    const spot = positions[2 * i] * 2 ** 26 + positions[2 * i + 1];
    if (!numbers.has(spot)) numbers.set(spot, numbers.size);
    return numbers.get(spot);
  });
  const seen = new Set();
  const once = [];
  const again = [];
  for (let ring = 0; ring + 1 < pointStarts.length; ring++) {
    for (let i = pointStarts[ring], j = pointStarts[ring + 1] - 1; i < pointStarts[ring + 1]; j = i++) {
      const [low, high] = spots[i] < spots[j] ? [spots[i], spots[j]] : [spots[j], spots[i]];
      const edge = low * numbers.size + high;
      (seen.has(edge) ? again : once).push(j, i);
      seen.add(edge);
    }
  }
  return {lines: Uint32Array.from([...once, ...again]), linesOnce: once.length};
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

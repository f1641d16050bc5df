// What the graphics card needs of the outlines, for the places that are drawn.

import earcut from 'earcut';

const CHUNK = 512; // places drawn in one call, or left out together where none is in view

// `isOutside` holds 1 for each place that is not drawn; `first` is the number of the first of these places
// among all of the map. Triangles, lines and points are in the order of the places, so each chunk has a run of
// them.
export function makeMesh(outlines, isOutside, first = 0) {
  const {geoids, positions, polygonStarts, ringStarts, pointStarts} = outlines;
  const codes = new Uint32Array(positions.length / 2);
  const made = {
    triangles: new Numbers(3 * codes.length),
    lines: new Numbers(2 * codes.length),
    points: new Numbers(geoids.length)
  };
  const edges = edgeSet(positions);
  const chunks = [];
  const breaks = [...outlines.parts.map(part => part.first + part.count), geoids.length];
  for (let from = 0; from < geoids.length; from = chunks.at(-1).end) {
    const end = Math.min(from + CHUNK, breaks.find(each => each > from));
    const boxes = [];
    const starts = lengthsOf(made);
    for (let place = from; place < end; place++) {
      const points = pointsOf(outlines, place);
      codes.fill(first + place + 1, ...points); // 0 is no place
      if (isOutside[first + place] || points[0] === points[1]) continue;
      boxes.push(...boxAround(positions, ...points));
      made.points.push(points[0]);
      for (let polygon = polygonStarts[place]; polygon < polygonStarts[place + 1]; polygon++) {
        addTriangles(made.triangles, positions, ringStarts, pointStarts, polygon);
        for (let ring = ringStarts[polygon]; ring < ringStarts[polygon + 1]; ring++) {
          addLines(made.lines, edges, pointStarts[ring], pointStarts[ring + 1]);
        }
      }
    }
    const box = boxAround(boxes, 0, boxes.length / 2);
    const spacing = Math.sqrt(((box[2] - box[0]) * (box[3] - box[1])) / (end - from)); // between places
    const held = {first: first + from, end, starts, ends: lengthsOf(made)};
    chunks.push({...held, box, boxes: Float32Array.from(boxes), spacing});
  }
  const indices = Object.fromEntries(Object.entries(made).map(([kind, numbers]) => [kind, numbers.all()]));
  return {positions, codes, chunks, ...indices};
}

function lengthsOf(made) {
  return Object.fromEntries(Object.entries(made).map(([kind, {length}]) => [kind, length]));
}

function addTriangles(triangles, positions, ringStarts, pointStarts, polygon) {
  const firstRing = ringStarts[polygon];
  const from = pointStarts[firstRing];
  const to = pointStarts[ringStarts[polygon + 1]];
  const holes = [];
  for (let ring = firstRing + 1; ring < ringStarts[polygon + 1]; ring++) {
    holes.push(pointStarts[ring] - from);
  }
  for (const corner of earcut(positions.subarray(2 * from, 2 * to), holes)) triangles.push(from + corner);
}

// Neighbors share their edges: each is drawn for the first of them only.
function addLines(lines, edges, from, to) {
  for (let i = from, j = to - 1; i < to; j = i++) {
    if (edges.isNew(i, j)) {
      lines.push(j);
      lines.push(i);
    }
  }
}

// A hash table without an object for each edge: a nation has half a million.
function edgeSet(positions) {
  const bits = Math.ceil(Math.log2(Math.max(positions.length, 2)));
  const size = 2 ** bits;
  const known = new Uint32Array(size); // the edge's number below, from 1
  const ends = new Uint32Array(positions.length);
  let count = 0;
  const isSame = (a, b) => positions[2 * a] === positions[2 * b] && positions[2 * a + 1] === positions[2 * b + 1];
  return {
    isNew(i, j) {
      const spot = at => Math.imul(positions[2 * at] | 0, 73856093) ^ Math.imul(positions[2 * at + 1] | 0, 19349663);
      let slot = Math.imul(spot(i) + spot(j), 0x9e3779b1) >>> (32 - bits);
      for (; known[slot] > 0; slot = (slot + 1) & (size - 1)) {
        const [a, b] = [ends[2 * known[slot] - 2], ends[2 * known[slot] - 1]];
        if ((isSame(a, i) && isSame(b, j)) || (isSame(a, j) && isSame(b, i))) return false;
      }
      ends[2 * count] = i;
      ends[2 * count + 1] = j;
      known[slot] = ++count;
      return true;
    }
  };
}

// A list of whole numbers that grows without an object for each.
class Numbers {
  constructor(room) {
    this.length = 0;
    this.held = new Uint32Array(Math.max(room, 16));
  }

  push(number) {
    if (this.length === this.held.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.held);
      this.held = larger;
    }
    this.held[this.length++] = number;
  }

  all() {
    return this.held.slice(0, this.length);
  }
}

// Where the points of a place start and end.
export function pointsOf({polygonStarts, ringStarts, pointStarts}, place) {
  return [
    pointStarts[ringStarts[polygonStarts[place]]],
    pointStarts[ringStarts[polygonStarts[place + 1]]]
  ];
}

export function boxAround(positions, from, to) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  widen(box, positions, from, to);
  return box;
}

export function widen(box, positions, from, to) {
  for (let i = from; i < to; i++) {
    const [x, y] = [positions[2 * i], positions[2 * i + 1]];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
}

// The edges of some places, each with the outlines it is in, as (from x, from y, to x, to y), for thick lines.
export function edgesOf(places) {
  const edges = [];
  for (const [{positions, polygonStarts, ringStarts, pointStarts}, place] of places) {
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

// Outline files: see equity/outlines.py for the format.

const WORD = 'EQL1';
const WORD_WITH_PARTS = 'EQL2';
const loaded = new Map();

// A file's name holds the hash of its content, so any stored copy is the right one.
export function outlines(url) {
  if (!loaded.has(url)) {
    const file = fetch(url, {cache: 'force-cache'}).then(async answer => {
      if (!answer.ok) throw new Error(`The outlines answered ${answer.status}: ${url}`);
      return decode(new Uint8Array(await answer.arrayBuffer()));
    });
    file.catch(() => loaded.delete(url));
    loaded.set(url, file);
  }
  return loaded.get(url);
}

export function decode(bytes) {
  const word = String.fromCharCode(...bytes.subarray(0, 4));
  if (word !== WORD && word !== WORD_WITH_PARTS) throw new Error(`The outlines start with ${word}, expected ${WORD}`);
  let at = 4;
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const octet = bytes[at++];
      if (octet === undefined) throw new Error('The outlines end too early');
      value += (octet & 127) * scale;
      if (octet < 128) return value;
    }
  };
  const signed = () => {
    const value = next();
    return value & 1 ? -(value + 1) / 2 : value / 2;
  };
  const text = length => {
    const read = new Uint8Array(length);
    for (let i = 0; i < length; i++) read[i] = next();
    return read;
  };

  const grid = next();
  const corner = [signed(), signed()];
  const size = [next(), next()];
  const geoids = readGeoids(next, text);
  const insets = Array.from({length: next()}, () => ({
    label: new TextDecoder().decode(text(next())),
    box: [next(), next(), next(), next()]
  }));
  const parts = [];
  for (let left = word === WORD_WITH_PARTS ? next() : 0, first = 0; left > 0; left--) {
    const count = next();
    parts.push({first, count, file: new TextDecoder().decode(text(next()))});
    first += count;
  }

  const count = geoids.length;
  const polygonsOf = Uint32Array.from({length: count}, next);
  const polygons = sum(polygonsOf);
  const ringsOf = Uint32Array.from({length: polygons}, next);
  const rings = sum(ringsOf);
  const pointsOf = Uint32Array.from({length: rings}, next);
  const borderPointsOf = Uint32Array.from({length: next()}, next);

  const points = sum(pointsOf);
  const positions = new Float32Array(2 * points);
  let x = 0;
  let y = 0;
  for (let i = 0; i < points; i++) {
    positions[2 * i] = x += signed();
    positions[2 * i + 1] = y += signed();
  }
  const borders = new Float32Array(4 * (sum(borderPointsOf) - borderPointsOf.length));
  let end = 0;
  for (const length of borderPointsOf) {
    for (let i = 0; i < length; i++) {
      const [fromX, fromY] = [x, y];
      x += signed();
      y += signed();
      if (i > 0) {
        borders.set([fromX, fromY, x, y], end);
        end += 4;
      }
    }
  }
  if (at !== bytes.length) throw new Error('The outlines end too late');
  return {
    grid,
    corner,
    size,
    geoids,
    insets,
    parts, // files with more detail, in the order of the places
    positions,
    borders,
    polygonStarts: starts(polygonsOf), // of each place, among polygons
    ringStarts: starts(ringsOf), // of each polygon, among rings
    pointStarts: starts(pointsOf) // of each ring, among points
  };
}

function readGeoids(next, text) {
  const geoids = [];
  let before = '';
  for (let left = next(); left > 0; left--) {
    const same = next();
    before = before.slice(0, same) + String.fromCharCode(...text(next()));
    geoids.push(before);
  }
  return geoids;
}

function sum(counts) {
  return counts.reduce((total, count) => total + count, 0);
}

function starts(counts) {
  const result = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => (result[i + 1] = result[i] + count));
  return result;
}

// Every point of the places in view, once the reader looks closely: fetched a state at a time, drawn in place
// of the few points that the look at the whole nation needs.

import {outlines} from './outlines.js';
import {makeMesh, pointsOf, widen} from './mesh.js';

const CLOSE = 1 / 6; // pixels a grid step of the overview, from which its missing points would show
const KEPT = 8; // states

export class Detail {
  // `overview` are the outlines that name the parts, `url` where they came from; `changed` is called when
  // other outlines are to be drawn.
  constructor(overview, url, isOutside, changed) {
    this.overview = overview;
    this.changed = changed;
    this.mesh = makeMesh(overview, isOutside);
    this.isOutside = isOutside;
    this.loaded = new Map(); // from a part to its outlines and mesh, the last looked at at the end
    this.used = [];
    this.parts = overview.parts.map(part => ({
      ...part,
      url: new URL(part.file, new URL(url, location.origin)).href,
      box: boxOf(overview, part, isOutside)
    }));
    this.drawn = [{mesh: this.mesh, chunks: this.mesh.chunks}];
  }

  // The part of the map in view, as a box in grid steps, and pixels a grid step.
  look([west, south, east, north], scale) {
    const wanted = scale < CLOSE ? [] : this.parts.filter(
      ({box}) => box[0] < east && box[2] > west && box[1] < north && box[3] > south
    );
    for (const part of wanted) {
      const known = this.loaded.get(part);
      this.loaded.delete(part);
      this.loaded.set(part, known ?? this.load(part));
    }
    for (const part of [...this.loaded.keys()].slice(0, -KEPT)) {
      if (!wanted.includes(part)) this.loaded.delete(part);
    }
    this.use(wanted.filter(part => this.loaded.get(part).mesh));
    this.wanted = wanted;
  }

  // A state that cannot be fetched stays as it is in the overview, and is asked for again later.
  load(part) {
    const state = {};
    outlines(part.url)
      .then(file => {
        state.outlines = onGridOf(this.overview, file);
        state.mesh = makeMesh(state.outlines, this.isOutside, part.first);
        if (!this.wanted?.includes(part)) return;
        this.use(this.wanted.filter(each => this.loaded.get(each)?.mesh));
        this.changed();
      })
      .catch(error => {
        console.warn(`Map: ${error.message}`);
        this.loaded.delete(part);
      });
    return state;
  }

  use(parts) {
    if (parts.length === this.used.length && parts.every((part, i) => part === this.used[i])) return;
    this.used = parts;
    const isReplaced = ({first}) => parts.some(part => first >= part.first && first < part.first + part.count);
    this.drawn = [
      {mesh: this.mesh, chunks: this.mesh.chunks.filter(chunk => !isReplaced(chunk))},
      ...parts.map(part => {
        const {mesh} = this.loaded.get(part);
        return {mesh, chunks: mesh.chunks};
      })
    ];
  }

  // The outlines that a place is drawn with, and its number in them.
  outlinesOf(place) {
    const part = this.used.find(({first, count}) => place >= first && place < first + count);
    return part ? [this.loaded.get(part).outlines, place - part.first] : [this.overview, place];
  }

  // What may be looked through for the place at a point: outlines, each with its first place's number.
  *all() {
    for (const part of this.used) yield [this.loaded.get(part).outlines, part.first];
    yield [this.overview, 0];
  }
}

function boxOf(overview, {first, count}, isOutside) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let place = first; place < first + count; place++) {
    if (!isOutside[place]) widen(box, overview.positions, ...pointsOf(overview, place));
  }
  return box;
}

// All outlines of a map lie on one grid; finer ones have fractions of its steps.
function onGridOf(overview, file) {
  const scale = file.grid / overview.grid;
  const shift = file.corner.map((at, i) => at * scale - overview.corner[i]);
  return {...file, positions: file.positions.map((at, i) => at * scale + shift[i % 2])};
}

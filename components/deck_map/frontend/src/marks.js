// What a place's byte looks like, as colors and patterns for the graphics card. The bytes are those of
// components/classes.py; the patterns those that swatch.js draws into the legend.

import {OUTSIDE_BYTE} from './classes.js';

// Kinds of marks: over an unreliable value, for a suppressed one, for none.
const HATCH = 1;
const DOTS = 2;
const MISSING = 3;

export const PLACES_A_ROW = 256; // of the texture of colors
const FAINT = 0.15;
const NO_STEP = 255;

// In each row what fills some places, counted from 1, then their marks, whose opacity is the kind. What is not
// drawn has no opacity; what is not `lit` is faint.
export function colorsOf({classes, palette, look, lit, height}) {
  const texels = new Uint32Array(2 * PLACES_A_ROW * height);
  const known = Array.from({length: 256}, (_, byte) => lookOf(byte, palette, look));
  const faint = known.map(([fill]) => [fadedTo(look.paper, fill), 0]);
  for (let at = 0; at < classes.length; at++) {
    const column = (at + 1) % PLACES_A_ROW;
    const spot = 2 * (at + 1 - column) + column;
    const [fill, mark] = isLit(lit, at) ? known[classes[at]] : faint[classes[at]];
    texels[spot] = fill;
    texels[spot + PLACES_A_ROW] = mark;
  }
  return new Uint8Array(texels.buffer);
}

function lookOf(byte, palette, {ink, paper, suppressed, missing, noResidents}) {
  const [state, number] = [byte >> 6, byte & 63];
  const color = (palette[number] ?? [0, 0, 0]).map(part => part / 255);
  if (byte === OUTSIDE_BYTE) return [0, 0];
  if (state === 0) return [packed(color, 255), 0];
  if (state === 1) {
    const away = each => Math.abs(lightness(each) - lightness(color));
    return [packed(color, 255), packed(away(ink) > away(paper) ? ink : paper, HATCH)];
  }
  if (state === 2) return [packed(paper, 255), packed(suppressed, DOTS)];
  if (number === 1) return [packed(noResidents, 255), 0];
  return [packed(paper, 255), packed(missing, MISSING)];
}

// Whether a place reaches the step from which places are lit up; without a value none does.
export function isLit(lit, place) {
  return !lit || (lit.steps[place] >= lit.from && lit.steps[place] !== NO_STEP);
}

function fadedTo(paper, fill) {
  const parts = [0, 8, 16].map((shift, i) => paper[i] * (1 - FAINT) + (((fill >> shift) & 255) / 255) * FAINT);
  return packed(parts, fill >>> 24);
}

function packed([red, green, blue], opacity) {
  const [r, g, b] = [red, green, blue].map(part => Math.round(part * 255));
  return (r | (g << 8) | (b << 16) | (opacity << 24)) >>> 0;
}

function lightness([red, green, blue]) {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

// How much of a pixel each kind of mark covers: hatches and stripes by their distance from the nearest line,
// dots from the nearest middle. `spot` is in CSS pixels, `pixel` is how many device pixels one has. Soft edges,
// since their width would jump otherwise as the map moves.
export const coverOfMarks = `
vec3 coverOfMarks(vec2 spot, float pixel) {
  vec2 across = vec2(spot.y - spot.x, spot.x + spot.y);
  vec2 stripes = 0.8 - abs(mod(across, vec2(7.0, 9.0)) - vec2(3.5, 4.5));
  float dots = 1.3 - length(mod(spot, 5.0) - 2.5);
  return clamp(vec3(stripes.x, dots, stripes.y) * pixel + 0.5, 0.0, 1.0) * vec3(0.8, 1.0, 1.0);
}
`;

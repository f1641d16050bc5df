// What a place's byte looks like, as colors and patterns for the graphics card. The bytes are those of
// components/classes.py; the patterns those that swatch.js draws into the legend.

import {OUTSIDE_BYTE} from './classes.js';

// Kinds of marks: over an unreliable value, for a suppressed one, for none.
export const HATCH = 1;
export const DOTS = 2;
export const MISSING = 3;

export const PATTERN_SIDE = 315; // CSS pixels; the marks repeat every 7, 5 and 9
const HATCH_OPACITY = 0.8;
const FAINT = 0.15;
const NO_STEP = 255;

// Two rows of colors for each `width` places, counted from 1: what fills a place, then its mark, whose
// opacity is the kind. What is not drawn has no opacity; what is not `lit` is faint.
export function colorsOf({classes, palette, look, lit, width, height}) {
  const texels = new Uint32Array(width * height);
  const known = Array.from({length: 256}, (_, byte) => lookOf(byte, palette, look));
  const faint = known.map(([fill]) => [fadedTo(look.paper, fill), 0]);
  for (let at = 0; at < classes.length; at++) {
    const row = Math.floor((at + 1) / width);
    const spot = 2 * row * width + ((at + 1) % width);
    const [fill, mark] = isLit(lit, at) ? known[classes[at]] : faint[classes[at]];
    texels[spot] = fill;
    texels[spot + width] = mark;
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

// How much of each device pixel is covered: red by the hatch, green by dots, blue by the stripes of a missing
// value. Soft edges, since their width would jump otherwise as the map moves.
export function patternOf(side, pixel) {
  const texels = new Uint8Array(4 * side * side);
  const cover = distance => Math.round(255 * Math.min(Math.max(distance * pixel + 0.5, 0), 1));
  const fromMiddle = (at, every) => ((at % every) + every) % every - every / 2;
  const stripes = (every, thick) => at => cover(thick / 2 - Math.abs(fromMiddle(at / pixel, every)));
  // Stripes are the same along each diagonal: rising ones by the sum of row and column, falling ones by the
  // difference.
  const diagonals = Array.from({length: 2 * side}, (_, at) => at);
  const falling = diagonals.map(at => Math.round(HATCH_OPACITY * stripes(7, 1.6)(at - side)));
  const rising = diagonals.map(at => stripes(9, 1.6)(at + 1));
  const aside = diagonals.map(at => fromMiddle((at + 0.5) / pixel, 5));
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++, at += 4) {
      texels[at] = falling[row - column + side];
      texels[at + 1] = cover(1.3 - Math.hypot(aside[column], aside[row]));
      texels[at + 2] = rising[row + column];
    }
  }
  return texels;
}

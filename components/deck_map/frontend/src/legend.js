// The legend as text with swatches, in the order of the scale.

import {drawSwatch} from './swatch.js';

const WIDTH = 28;
const HEIGHT = 18;

export function drawLegend(root, legend, palette, colors) {
  const heading = document.createElement('p');
  heading.className = 'title';
  heading.textContent = legend.title;
  const scale = list('scale', legend.entries.filter(entry => entry.state === null), palette, colors);
  const states = list('states', legend.entries.filter(entry => entry.state !== null), palette, colors);
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = legend.method;
  root.replaceChildren(heading, scale, states, note);
}

function list(className, entries, palette, colors) {
  const element = document.createElement('ul');
  element.className = className;
  element.hidden = entries.length === 0;
  element.append(
    ...entries.map(entry => {
      const item = document.createElement('li');
      const label = document.createElement('span');
      const count = document.createElement('span');
      count.className = 'count';
      label.textContent = entry.label;
      count.textContent = entry.places.toLocaleString('en-US');
      item.append(swatch(entry, palette, colors), label, count);
      return item;
    })
  );
  return element;
}

function swatch(entry, palette, colors) {
  if (entry.state === null) {
    const box = document.createElement('span');
    box.className = 'swatch';
    box.style.backgroundColor = `rgb(${palette[entry.number]})`;
    return box;
  }
  const canvas = document.createElement('canvas');
  canvas.className = 'swatch';
  canvas.setAttribute('aria-hidden', 'true');
  const pixel = Math.max(2, window.devicePixelRatio);
  canvas.width = WIDTH * pixel;
  canvas.height = HEIGHT * pixel;
  const context = canvas.getContext('2d');
  context.scale(pixel, pixel);
  drawSwatch(context, entry, palette, colors, 0, 0, WIDTH, HEIGHT);
  return canvas;
}

// The map as a picture that can stand alone: title, map, legend, source and date.

import {drawSwatch} from './swatch.js';

const MARGIN = 24;
const LINE = 22;
const FONT = "'Public Sans', Arial, sans-serif";

export function savePicture(map) {
  const link = document.createElement('a');
  link.href = draw(map).toDataURL('image/png');
  link.download = map.message.file;
  link.click();
}

// What the browser prints in place of a canvas of the graphics card, of which nothing is left by then.
export function copyForPaper(map) {
  const {canvas} = map.stage;
  const copy = document.createElement('canvas');
  const pen = copy.getContext('2d');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  pen.scale(canvas.width / canvas.clientWidth, canvas.height / canvas.clientHeight);
  drawMap(pen, map, 0, 0);
  return copy;
}

function drawMap(pen, {deck, stage: {canvas, frame}, colors}, left, top) {
  deck.redraw('picture'); // the browser clears a canvas once it is shown
  pen.drawImage(canvas, left, top, canvas.clientWidth, canvas.clientHeight);
  for (const label of frame.querySelectorAll('.inset, .year:not([hidden])')) {
    drawLabel(pen, label, frame, left, top, colors);
  }
}

function draw(map) {
  const {stage, message, palette, colors} = map;
  const {canvas} = stage;
  const scale = canvas.width / canvas.clientWidth;
  const width = Math.max(canvas.clientWidth, 480) + 2 * MARGIN;
  const mapLeft = (width - canvas.clientWidth) / 2;
  const sheet = document.createElement('canvas');
  const pen = sheet.getContext('2d');
  const write = {
    title: `600 20px ${FONT}`,
    text: `14px ${FONT}`
  };

  // Once without ink to learn the height, once with it.
  const layOut = ink => {
    let y = MARGIN;
    const paragraph = (text, font, color, step) => {
      pen.font = font;
      pen.fillStyle = color;
      for (const line of wrapped(pen, text, width - 2 * MARGIN)) {
        if (ink) pen.fillText(line, MARGIN, y + step * 0.75);
        y += step;
      }
    };
    paragraph(message.title, write.title, colors.ink, 28);
    y += 8;
    if (ink) drawMap(pen, map, mapLeft, y);
    y += canvas.clientHeight + 16;
    paragraph(message.legend.title, `600 14px ${FONT}`, colors.ink, LINE);
    y += 4;
    let x = MARGIN;
    pen.font = write.text;
    for (const entry of message.legend.entries) {
      const words = `${entry.label}  (${entry.places.toLocaleString('en-US')})`;
      const wide = 36 + pen.measureText(words).width + 24;
      if (x > MARGIN && x + wide > width - MARGIN) {
        x = MARGIN;
        y += LINE + 4;
      }
      if (ink) {
        drawSwatch(pen, entry, palette, colors, x, y, 28, 18);
        pen.font = write.text;
        pen.fillStyle = colors.ink;
        pen.fillText(words, x + 36, y + 14);
      }
      x += wide;
    }
    y += LINE + 12;
    paragraph(message.legend.method, write.text, colors.muted, LINE);
    paragraph(message.source, write.text, colors.muted, LINE);
    return y + MARGIN - 8;
  };

  const height = layOut(false);
  sheet.width = Math.round(width * scale);
  sheet.height = Math.round(height * scale);
  pen.scale(scale, scale);
  pen.fillStyle = colors.paper;
  pen.fillRect(0, 0, width, height);
  layOut(true);
  return sheet;
}

function drawLabel(pen, label, frame, left, top, colors) {
  const box = label.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  pen.font = `12px ${FONT}`;
  pen.fillStyle = colors.muted;
  pen.fillText(label.textContent, left + box.left - around.left, top + box.bottom - around.top - 4);
}

function wrapped(pen, text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

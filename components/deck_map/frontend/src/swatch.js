// One box of the legend, drawn with the marks the map uses.

export function drawSwatch(context, entry, palette, colors, x, y, width, height) {
  context.save();
  context.translate(x, y);
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  fill(context, width, height, background(entry, palette, colors));
  if (entry.state === 'unreliable') stripe(context, width, height, 7, darker(colors.ink, colors.paper), 0.8, -1);
  if (entry.state === 'missing') stripe(context, width, height, 9, colors.missing, 1, 1);
  if (entry.state === 'suppressed') dot(context, width, height, colors.suppressed);
  context.restore();
  context.strokeStyle = colors.outline;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

function background(entry, palette, colors) {
  if (entry.state === null) return `rgb(${palette[entry.number]})`;
  if (entry.state === 'no_residents') return colors.noResidents;
  return entry.state === 'unreliable' ? `rgb(${lightest(palette)})` : colors.paper;
}

// An unreliable value is hatched over its class; the legend shows it on the lightest.
function lightest(palette) {
  return palette.reduce((light, color) => (light[1] > color[1] ? light : color));
}

function darker(one, other) {
  return parseInt(one.slice(3, 5), 16) < parseInt(other.slice(3, 5), 16) ? one : other;
}

function fill(context, width, height, color) {
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
}

function stripe(context, width, height, every, color, opacity, slope) {
  context.strokeStyle = color;
  context.globalAlpha = opacity;
  context.lineWidth = 1.1;
  for (let at = -height; at < width + height; at += every) {
    context.beginPath();
    context.moveTo(at, slope > 0 ? 0 : height);
    context.lineTo(at + height, slope > 0 ? height : 0);
    context.stroke();
  }
}

function dot(context, width, height, color) {
  context.fillStyle = color;
  for (let x = 2.5; x < width; x += 5) {
    for (let y = 2.5; y < height; y += 5) {
      context.beginPath();
      context.arc(x, y, 1.3, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

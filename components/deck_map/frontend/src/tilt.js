// North up for one state. On the plane of the nation the meridians run together, so that New York, say,
// leans to the left; a state that is shown alone is turned upright around its middle.

const UPRIGHT = {angle: 0, middle: [0, 0]};

// `pole` is where the meridians meet, in metres of the plane; insets are drawn upright already.
export function tiltOf(shown, outlines, pole) {
  const isWhole = shown[2] - shown[0] > outlines.size[0] / 2;
  const middle = [(shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2];
  if (!pole || isWhole || outlines.insets.some(({box}) => contains(box, middle))) return UPRIGHT;
  const [east, north] = middle.map((at, i) => (at + outlines.corner[i]) * outlines.grid - pole[i]);
  return {angle: -Math.atan2(east, -north), middle};
}

export function turned([x, y], {angle, middle}) {
  const [right, up] = [x - middle[0], y - middle[1]];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [middle[0] + right * cos - up * sin, middle[1] + right * sin + up * cos];
}

export function turnedBack(point, {angle, middle}) {
  return turned(point, {angle: -angle, middle});
}

function contains(box, [x, y]) {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
}

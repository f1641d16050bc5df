// From grid steps to the screen in one multiplication, since every point is multiplied at every frame:
// deck.gl's own projection also serves globes and tilted cameras.

import {turned} from './tilt.js';

export const camera = {
  name: 'camera',
  vs: `\
layout(std140) uniform cameraUniforms {
  vec4 turn;
  vec2 shift;
  vec2 screen;
} camera;

vec2 camera_see(vec2 point) {
  return mat2(camera.turn.xy, camera.turn.zw) * point + camera.shift;
}
`,
  uniformTypes: {turn: 'vec4<f32>', shift: 'vec2<f32>', screen: 'vec2<f32>'}
};

const FAR = 65536; // grid steps; so far apart, rounding does not matter

// `pixel` is device pixels a CSS pixel.
export function cameraProps(viewport, tilt, pixel) {
  const see = point => {
    const [left, top] = viewport.project(turned(point, tilt));
    return [(2 * left) / viewport.width - 1, 1 - (2 * top) / viewport.height];
  };
  const [origin, east, north] = [see([0, 0]), see([FAR, 0]), see([0, FAR])];
  const side = end => end.map((at, i) => (at - origin[i]) / FAR);
  return {
    turn: [...side(east), ...side(north)],
    shift: origin,
    screen: [viewport.width * pixel, viewport.height * pixel]
  };
}

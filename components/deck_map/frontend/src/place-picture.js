// Which place each pixel belongs to, drawn once a view: a recolor then looks up a color for every pixel and
// touches no outline, however many places there are.
//
// Red, green and blue hold the place's number, counted from 1; opacity is 1 on the line between places.

import {Buffer} from '@luma.gl/core';
import {Model} from '@luma.gl/engine';

import {camera, cameraProps} from './camera.js';
import {tilesOf} from './tiles.js';

const BYTES_AN_INDEX = 4;
const OPACITY_ALONE = 8; // of the four channels
// Where places are closer together on screen, lines between them would be all one sees.
const LINES_FROM = 5; // pixels
// Points first: they stay where a place is too small to cover the middle of any pixel and nothing else does.
// Lines last, as opacity alone.
const KINDS = [
  {kind: 'points', topology: 'point-list', colorMask: 15 - OPACITY_ALONE},
  {kind: 'triangles', topology: 'triangle-list', colorMask: 15 - OPACITY_ALONE},
  {kind: 'lines', topology: 'line-list', colorMask: OPACITY_ALONE}
];

const vertexShader = `#version 300 es
in vec2 positions;
in vec4 codes;
flat out vec4 code;

void main(void) {
  code = codes;
  gl_Position = vec4(camera_see(positions), 0.0, 1.0);
  gl_PointSize = 1.0;
}
`;

const fragmentShader = `#version 300 es
precision highp float;
flat in vec4 code;
out vec4 color;

void main(void) {
  color = vec4(code.rgb, 1.0);
}
`;

export class PlacePicture {
  constructor(device) {
    this.device = device;
    this.drawn = new Map(); // from a mesh to its buffers and models
    this.framebuffer = device.createFramebuffer({width: 1, height: 1, colorAttachments: ['rgba8unorm']});
  }

  get texture() {
    return this.framebuffer.colorAttachments[0];
  }

  // `parts` are meshes, each with the chunks of it that are wanted. `samples` is how many texels a pixel has
  // each way.
  draw(viewport, {parts, tilt, pixel, samples}) {
    const seen = cameraProps(viewport, tilt, pixel);
    const size = [viewport.width, viewport.height].map(length => Math.round(length * pixel) * samples);
    const isSame =
      parts === this.parts && [...seen.turn, ...seen.shift, ...size].every((number, i) => number === this.view[i]);
    if (isSame) return;
    this.parts = parts;
    this.view = [...seen.turn, ...seen.shift, ...size];
    this.framebuffer.resize(size);
    this.forget(parts);
    const inView = boxInView(seen);
    const near = parts.flatMap(({chunks}) => chunks.filter(chunk => isInView(chunk, inView)));
    this.tiles?.destroy();
    this.tiles = this.device.createBuffer({data: tilesOf(near, seen, seen.screen)});
    const pass = this.device.beginRenderPass({
      framebuffer: this.framebuffer,
      clearColor: [0, 0, 0, 0],
      clearDepth: false,
      clearStencil: false
    });
    for (const {kind, colorMask} of KINDS) {
      pass.setParameters({colorMask});
      for (const {mesh, chunks} of parts) {
        const model = this.modelsOf(mesh)[kind];
        model.shaderInputs.setProps({camera: seen});
        const closest = kind === 'lines' ? LINES_FROM / viewport.scale : 0;
        const wanted = chunks.filter(chunk => isInView(chunk, inView) && chunk.spacing >= closest);
        for (const [from, to] of runs(wanted, kind)) {
          model.setVertexCount(to - from);
          // luma.gl 9.4 hands `firstVertex` to WebGL as a distance in bytes.
          model.setDrawOffsets({firstVertex: from * BYTES_AN_INDEX});
          model.draw(pass);
        }
      }
    }
    pass.end();
  }

  modelsOf(mesh) {
    if (!this.drawn.has(mesh)) this.drawn.set(mesh, makeModels(this.device, mesh));
    return this.drawn.get(mesh);
  }

  forget(parts) {
    for (const [mesh, {buffers, ...models}] of this.drawn) {
      if (parts.some(part => part.mesh === mesh)) continue;
      [...Object.values(models), ...buffers].forEach(each => each.destroy());
      this.drawn.delete(mesh);
    }
  }

  destroy() {
    this.forget([]);
    this.tiles?.destroy();
    this.framebuffer.destroy();
  }
}

function makeModels(device, mesh) {
  const attributes = {
    positions: device.createBuffer({data: mesh.positions}),
    codes: device.createBuffer({data: mesh.codes})
  };
  const made = {buffers: Object.values(attributes)};
  for (const {kind, topology} of KINDS) {
    const indexBuffer = device.createBuffer({data: mesh[kind], usage: Buffer.INDEX});
    made.buffers.push(indexBuffer);
    made[kind] = new Model(device, {
      vs: vertexShader,
      fs: fragmentShader,
      modules: [camera],
      topology,
      indexBuffer,
      bufferLayout: [
        {name: 'positions', format: 'float32x2'},
        {name: 'codes', format: 'unorm8x4'}
      ],
      attributes,
      parameters: {blend: false, depthCompare: 'always', depthWriteEnabled: false, cullMode: 'none'}
    });
  }
  return made;
}

// What the screen shows, as a box in the outlines' grid: the inverse of `camera_see` at its corners.
function boxInView({turn: [a, b, c, d], shift}) {
  const whole = a * d - b * c;
  const corners = [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1]
  ].map(corner => {
    const [x, y] = corner.map((at, i) => at - shift[i]);
    return [(d * x - c * y) / whole, (a * y - b * x) / whole];
  });
  const [xs, ys] = [0, 1].map(i => corners.map(corner => corner[i]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function isInView({box}, [west, south, east, north]) {
  return box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
}

// Where the indices of one kind start and end, neighboring chunks as one run.
function runs(chunks, kind) {
  const found = [];
  for (const {starts, ends} of chunks) {
    if (starts[kind] === ends[kind]) continue;
    const last = found.at(-1);
    if (last?.[1] === starts[kind]) last[1] = ends[kind];
    else found.push([starts[kind], ends[kind]]);
  }
  return found;
}

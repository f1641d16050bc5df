// Which place each pixel belongs to, drawn once a view: a recolor then looks up a color for every pixel and
// touches no outline, however many places there are.
//
// Red, green and blue hold the place's number, counted from 1; opacity is 1 on the line between places.

import {Buffer} from '@luma.gl/core';
import {Model} from '@luma.gl/engine';

import {camera, cameraProps} from './camera.js';

const BYTES_AN_INDEX = 4;
const OPACITY_ALONE = 8; // of the four channels

const vertexShader = `#version 300 es
in vec2 positions;
in vec4 codes;
flat out vec4 code;

void main(void) {
  code = codes;
  gl_Position = vec4(camera_see(positions), 0.0, 1.0);
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
    const pass = this.device.beginRenderPass({
      framebuffer: this.framebuffer,
      clearColor: [0, 0, 0, 0],
      clearDepth: false,
      clearStencil: false
    });
    for (const [kind, start, end] of [
      ['triangles', 'triangleStart', 'triangleEnd'],
      ['lines', 'lineStart', 'lineEnd']
    ]) {
      // The places first, without opacity; then the lines, as opacity alone.
      pass.setParameters({colorMask: kind === 'lines' ? OPACITY_ALONE : 15 - OPACITY_ALONE});
      for (const {mesh, chunks} of parts) {
        const model = this.modelsOf(mesh)[kind];
        model.shaderInputs.setProps({camera: seen});
        for (const [from, to] of runs(chunks, inView, start, end)) {
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
    for (const [mesh, {buffers, triangles, lines}] of this.drawn) {
      if (parts.some(part => part.mesh === mesh)) continue;
      [triangles, lines, ...buffers].forEach(each => each.destroy());
      this.drawn.delete(mesh);
    }
  }

  destroy() {
    this.forget([]);
    this.framebuffer.destroy();
  }
}

function makeModels(device, mesh) {
  const positions = device.createBuffer({data: mesh.positions});
  const codes = device.createBuffer({data: mesh.codes});
  const triangles = device.createBuffer({data: mesh.triangles, usage: Buffer.INDEX});
  const lines = device.createBuffer({data: mesh.lines, usage: Buffer.INDEX});
  const model = (topology, indexBuffer) =>
    new Model(device, {
      vs: vertexShader,
      fs: fragmentShader,
      modules: [camera],
      topology,
      indexBuffer,
      bufferLayout: [
        {name: 'positions', format: 'float32x2'},
        {name: 'codes', format: 'unorm8x4'}
      ],
      attributes: {positions, codes},
      parameters: {blend: false, depthCompare: 'always', depthWriteEnabled: false, cullMode: 'none'}
    });
  return {
    triangles: model('triangle-list', triangles),
    lines: model('line-list', lines),
    buffers: [positions, codes, triangles, lines]
  };
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

// Neighboring chunks that are in view, drawn in one call.
function runs(chunks, [west, south, east, north], start, end) {
  const found = [];
  for (const chunk of chunks) {
    const [left, bottom, right, top] = chunk.box;
    if (chunk[start] === chunk[end] || left > east || right < west || bottom > north || top < south) continue;
    const last = found.at(-1);
    if (last?.[1] === chunk[start]) last[1] = chunk[end];
    else found.push([chunk[start], chunk[end]]);
  }
  return found;
}

// Lines of a width in pixels: borders of states, the place in focus, the places compared.
// A rectangle an edge, its ends lengthened so that corners close. Its four corners are four vertices: drawn
// as instances, each edge would be a batch of its own for a software renderer.

import {Layer} from '@deck.gl/core';
import {Buffer} from '@luma.gl/core';
import {Model} from '@luma.gl/engine';

import {camera, cameraProps} from './camera.js';

const uniformBlock = `\
layout(std140) uniform edgeUniforms {
  vec4 color;
  float width;
  float pixel;
} edge;
`;

const edge = {
  name: 'edge',
  vs: uniformBlock,
  fs: uniformBlock,
  uniformTypes: {color: 'vec4<f32>', width: 'f32', pixel: 'f32'}
};

const vertexShader = `#version 300 es
in vec4 ends;
out float across;

void main(void) {
  vec2 from = camera_see(ends.xy);
  vec2 to = camera_see(ends.zw);
  vec2 along = (to - from) * camera.screen;
  along = length(along) > 0.0 ? normalize(along) : vec2(1.0, 0.0);
  int corner = gl_VertexID % 4;
  float end = float(corner / 2);
  across = float(corner % 2) * 2.0 - 1.0;
  float reach = edge.width * edge.pixel / 2.0 + 0.5;
  vec2 offset = reach * (vec2(-along.y, along.x) * across + along * (end * 2.0 - 1.0) * 0.7);
  gl_Position = vec4(mix(from, to, end) + 2.0 * offset / camera.screen, 0.0, 1.0);
}
`;

const fragmentShader = `#version 300 es
precision highp float;
in float across;
out vec4 color;

void main(void) {
  float reach = edge.width * edge.pixel / 2.0 + 0.5;
  color = edge.color;
  color.a *= clamp((1.0 - abs(across)) * reach, 0.0, 1.0);
}
`;

export class EdgeLayer extends Layer {
  initializeState() {
    const {device} = this.context;
    const {corners, triangles} = rectangles(this.props.edges);
    const ends = device.createBuffer({data: corners});
    const indexBuffer = device.createBuffer({data: triangles, usage: Buffer.INDEX});
    const model = new Model(device, {
      ...this.getShaders({vs: vertexShader, fs: fragmentShader, modules: [camera, edge]}),
      id: this.props.id,
      topology: 'triangle-list',
      bufferLayout: [{name: 'ends', format: 'float32x4'}],
      attributes: {ends},
      indexBuffer,
      vertexCount: triangles.length
    });
    this.setState({model, buffers: [ends, indexBuffer]});
  }

  updateState({props, oldProps}) {
    if (oldProps.edges && props.edges !== oldProps.edges) {
      this.finalizeState();
      this.initializeState();
    }
  }

  finalizeState() {
    super.finalizeState();
    this.state.buffers.forEach(buffer => buffer.destroy());
  }

  draw() {
    const {model} = this.state;
    const {color, width, tilt} = this.props;
    const pixel = this.context.device.canvasContext.cssToDeviceRatio();
    model.shaderInputs.setProps({
      camera: cameraProps(this.context.viewport, tilt, pixel),
      edge: {color, width, pixel}
    });
    model.draw(this.context.renderPass);
  }
}

EdgeLayer.layerName = 'EdgeLayer';
EdgeLayer.defaultProps = {
  edges: {type: 'object', value: null},
  tilt: {type: 'object', value: null},
  color: {type: 'color', value: [0, 0, 0, 1]},
  width: 1
};

function rectangles(edges) {
  const count = edges.length / 4;
  const corners = new Float32Array(16 * count);
  const triangles = new Uint32Array(6 * count);
  for (let i = 0; i < count; i++) {
    const ends = edges.subarray(4 * i, 4 * i + 4);
    for (let corner = 0; corner < 4; corner++) corners.set(ends, 16 * i + 4 * corner);
    triangles.set([4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 1, 4 * i + 3, 4 * i + 2], 6 * i);
  }
  return {corners, triangles};
}

// Lines of a width in pixels: borders of states, the place in focus, the places compared.
// A rectangle an edge, its ends lengthened so that corners close.

import {Layer, project32} from '@deck.gl/core';
import {Model} from '@luma.gl/engine';

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
  vec2 from = project_position_to_clipspace(vec3(ends.xy, 0.0), vec3(0.0), vec3(0.0)).xy;
  vec2 to = project_position_to_clipspace(vec3(ends.zw, 0.0), vec3(0.0), vec3(0.0)).xy;
  vec2 along = (to - from) * project.viewportSize;
  along = length(along) > 0.0 ? normalize(along) : vec2(1.0, 0.0);
  float end = float(gl_VertexID / 2);
  across = float(gl_VertexID % 2) * 2.0 - 1.0;
  float reach = edge.width * edge.pixel / 2.0 + 0.5;
  vec2 offset = reach * (vec2(-along.y, along.x) * across + along * (end * 2.0 - 1.0) * 0.7);
  gl_Position = vec4(mix(from, to, end) + 2.0 * offset / project.viewportSize, 0.0, 1.0);
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
    const ends = device.createBuffer({data: this.props.edges});
    const model = new Model(device, {
      ...this.getShaders({vs: vertexShader, fs: fragmentShader, modules: [project32, edge]}),
      id: this.props.id,
      topology: 'triangle-strip',
      bufferLayout: [{name: 'ends', format: 'float32x4', stepMode: 'instance'}],
      attributes: {ends},
      isInstanced: true,
      vertexCount: 4
    });
    this.setState({model, ends, numInstances: this.props.edges.length / 4});
  }

  updateState({props, oldProps}) {
    if (oldProps.edges && props.edges !== oldProps.edges) {
      this.finalizeState();
      this.initializeState();
    }
  }

  finalizeState() {
    super.finalizeState();
    this.state.ends.destroy();
  }

  draw() {
    const {model} = this.state;
    const {color, width} = this.props;
    const pixel = this.context.device.canvasContext.cssToDeviceRatio();
    model.shaderInputs.setProps({edge: {color, width, pixel}});
    model.draw(this.context.renderPass);
  }
}

EdgeLayer.layerName = 'EdgeLayer';
EdgeLayer.defaultProps = {
  edges: {type: 'object', value: null},
  color: {type: 'color', value: [0, 0, 0, 1]},
  width: 1
};

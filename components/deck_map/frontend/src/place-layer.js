// Places in the colors of their classes. A recolor writes one byte a place and touches no vertex.

import {Layer} from '@deck.gl/core';
import {Buffer} from '@luma.gl/core';
import {Model} from '@luma.gl/engine';

import {camera, cameraProps} from './camera.js';
import {OUTSIDE_BYTE} from './classes.js';

const TEXTURE_WIDTH = 1024;
const PALETTE_WIDTH = 64;

const uniformBlock = `\
layout(std140) uniform marksUniforms {
  vec4 ink;
  vec4 paper;
  vec4 suppressed;
  vec4 missing;
  vec4 noResidents;
  vec4 line;
  vec2 anchor;
  float pixel;
} marks;
`;

const marks = {
  name: 'marks',
  vs: uniformBlock,
  fs: uniformBlock,
  uniformTypes: {
    ink: 'vec4<f32>',
    paper: 'vec4<f32>',
    suppressed: 'vec4<f32>',
    missing: 'vec4<f32>',
    noResidents: 'vec4<f32>',
    line: 'vec4<f32>',
    anchor: 'vec2<f32>',
    pixel: 'f32'
  }
};

const vertexShader = `#version 300 es
in vec2 positions;
in uint places;
uniform highp usampler2D classTexture;
flat out uint placeByte;

void main(void) {
  int place = int(places);
  placeByte = texelFetch(classTexture, ivec2(place % ${TEXTURE_WIDTH}, place / ${TEXTURE_WIDTH}), 0).r;
  bool outside = placeByte == ${OUTSIDE_BYTE}u;
  gl_Position = vec4(outside ? vec2(2.0) : camera_see(positions), 0.0, 1.0);
}
`;

// Marks are laid on the map, not on the screen: they move with it.
const fillShader = `#version 300 es
precision highp float;
flat in uint placeByte;
uniform highp sampler2D paletteTexture;
out vec4 color;

// How much of a pixel a stripe or a dot covers; without soft edges their width would jump as the map moves.
float stripes(float at, float every, float thick) {
  float away = abs(mod(at, every) - every / 2.0);
  return clamp((thick / 2.0 - away) * marks.pixel + 0.5, 0.0, 1.0);
}

float dots(vec2 at, float every, float radius) {
  vec2 away = mod(at, every) - every / 2.0;
  return clamp((radius - length(away)) * marks.pixel + 0.5, 0.0, 1.0);
}

void main(void) {
  uint state = placeByte >> 6;
  uint number = placeByte & 63u;
  vec2 at = (gl_FragCoord.xy - marks.anchor) / marks.pixel;
  if (state < 2u) {
    color = texelFetch(paletteTexture, ivec2(int(number), 0), 0);
    if (state == 1u) {
      float light = dot(color.rgb, vec3(0.299, 0.587, 0.114));
      float inkLight = dot(marks.ink.rgb, vec3(0.299, 0.587, 0.114));
      float paperLight = dot(marks.paper.rgb, vec3(0.299, 0.587, 0.114));
      vec3 stripe = abs(light - inkLight) > abs(light - paperLight) ? marks.ink.rgb : marks.paper.rgb;
      color.rgb = mix(color.rgb, stripe, 0.8 * stripes(at.y - at.x, 7.0, 1.6));
    }
  } else if (state == 2u) {
    color = mix(marks.paper, marks.suppressed, dots(at, 5.0, 1.3));
  } else if (number == 1u) {
    color = marks.noResidents;
  } else {
    color = mix(marks.paper, marks.missing, stripes(at.x + at.y, 9.0, 1.6));
  }
}
`;

const lineShader = `#version 300 es
precision highp float;
flat in uint placeByte;
out vec4 color;

void main(void) {
  color = marks.line;
}
`;

export class PlaceLayer extends Layer {
  initializeState() {
    this._build();
  }

  updateState({props, oldProps}) {
    if (oldProps.mesh && props.mesh !== oldProps.mesh) {
      this.finalizeState();
      this._build();
    } else if (props.classes !== oldProps.classes) {
      this._writeClasses();
    }
    if (props.palette !== oldProps.palette) this._writePalette();
  }

  finalizeState() {
    super.finalizeState();
    this.state.resources.forEach(resource => resource.destroy());
  }

  draw() {
    const {look, lineOpacity, tilt} = this.props;
    const {viewport} = this.context;
    const pixel = this.context.device.canvasContext.cssToDeviceRatio();
    const [x, y] = viewport.project([0, 0]);
    const anchor = [x * pixel, (viewport.height - y) * pixel].map(at => at % (315 * pixel));
    const {ink, paper, suppressed, missing, noResidents, outline} = look;
    for (const model of this.getModels()) {
      model.shaderInputs.setProps({
        camera: cameraProps(viewport, tilt, pixel),
        marks: {
          ink,
          paper,
          suppressed,
          missing,
          noResidents,
          line: [...outline.slice(0, 3), lineOpacity],
          anchor,
          pixel
        }
      });
      model.draw(this.context.renderPass);
    }
  }

  _build() {
    const {device} = this.context;
    const {mesh} = this.props;
    const positions = device.createBuffer({data: mesh.positions});
    const places = device.createBuffer({data: mesh.places});
    const triangles = device.createBuffer({data: mesh.triangles, usage: Buffer.INDEX});
    const lines = device.createBuffer({data: mesh.lines, usage: Buffer.INDEX});
    const classTexture = device.createTexture({
      format: 'r8uint',
      width: TEXTURE_WIDTH,
      height: Math.ceil(mesh.count / TEXTURE_WIDTH),
      sampler: {minFilter: 'nearest', magFilter: 'nearest'}
    });
    const paletteTexture = device.createTexture({
      format: 'rgba8unorm',
      width: PALETTE_WIDTH,
      height: 1,
      sampler: {minFilter: 'nearest', magFilter: 'nearest'}
    });
    const model = (id, options) =>
      new Model(device, {
        ...this.getShaders({vs: vertexShader, modules: [camera, marks]}),
        id: `${this.props.id}-${id}`,
        bufferLayout: [
          {name: 'positions', format: 'float32x2'},
          {name: 'places', format: 'uint32'}
        ],
        attributes: {positions, places},
        ...options
      });
    const fill = model('fill', {
      fs: fillShader,
      topology: 'triangle-list',
      indexBuffer: triangles,
      vertexCount: mesh.triangles.length,
      bindings: {classTexture, paletteTexture}
    });
    const line = model('line', {
      fs: lineShader,
      topology: 'line-list',
      indexBuffer: lines,
      vertexCount: mesh.lines.length,
      bindings: {classTexture}
    });
    this.setState({
      models: [fill, line],
      classTexture,
      paletteTexture,
      resources: [positions, places, triangles, lines, classTexture, paletteTexture]
    });
    this._writeClasses();
    this._writePalette();
  }

  _writeClasses() {
    const {classTexture, models} = this.state;
    const {mesh, classes} = this.props;
    const bytes = new Uint8Array(classTexture.width * classTexture.height);
    bytes.set(classes);
    classTexture.writeData(bytes);
    models[1].setVertexCount(classes.includes(OUTSIDE_BYTE) ? mesh.lines.length : mesh.linesOnce);
  }

  _writePalette() {
    const bytes = new Uint8Array(4 * PALETTE_WIDTH);
    this.props.palette.forEach((color, i) => bytes.set([...color, 255], 4 * i));
    this.state.paletteTexture.writeData(bytes);
  }
}

PlaceLayer.layerName = 'PlaceLayer';
PlaceLayer.defaultProps = {
  mesh: {type: 'object', value: null},
  classes: {type: 'object', value: null},
  palette: {type: 'object', value: []},
  look: {type: 'object', value: null},
  tilt: {type: 'object', value: null},
  lineOpacity: 1
};

// Places in the colors of their classes, pixel by pixel: see place-picture.js. The shader has no branches:
// a software renderer would go through all of them for every pixel.

import {Layer} from '@deck.gl/core';
import {Model} from '@luma.gl/engine';

import {colorsOf, DOTS, HATCH, MISSING, PATTERN_SIDE, patternOf} from './marks.js';
import {PlacePicture} from './place-picture.js';

export const SECOND_VIEW = 'second';
const WIDTH = 1024; // places a row of the texture of colors

const uniformBlock = `\
layout(std140) uniform marksUniforms {
  vec4 line;
  vec2 anchor;
  vec2 corner;
  vec2 cut;
  float samples;
} marks;
`;

const marks = {
  name: 'marks',
  fs: uniformBlock,
  uniformTypes: {
    line: 'vec4<f32>',
    anchor: 'vec2<f32>',
    corner: 'vec2<f32>',
    cut: 'vec2<f32>',
    samples: 'f32'
  }
};

// One triangle over the whole view.
const vertexShader = `#version 300 es
void main(void) {
  vec2 corner = vec2(gl_VertexID % 2, gl_VertexID / 2) * 4.0 - 1.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}
`;

const fragmentShader = `#version 300 es
precision highp float;
uniform sampler2D pictureTexture;
uniform sampler2D colorTexture;
uniform sampler2D patternTexture;
out vec4 color;

void main(void) {
  int samples = int(marks.samples);
  ivec2 first = ivec2(gl_FragCoord.xy - marks.corner) * samples;
  ivec2 onPattern = ivec2(gl_FragCoord.xy - marks.anchor) % textureSize(patternTexture, 0);
  vec3 pattern = texelFetch(patternTexture, onPattern, 0).rgb;
  vec4 sum = vec4(0.0);
  for (int i = 0; i < samples * samples; i++) {
    vec4 texel = texelFetch(pictureTexture, first + ivec2(i % samples, i / samples), 0);
    int place = int(dot(texel.rgb, vec3(255.0, 65280.0, 16711680.0)) + 0.5);
    ivec2 at = ivec2(place % ${WIDTH}, place / ${WIDTH} * 2);
    vec4 fill = texelFetch(colorTexture, at, 0);
    vec4 mark = texelFetch(colorTexture, at + ivec2(0, 1), 0);
    int kind = int(mark.a * 255.0 + 0.5);
    vec3 isKind = vec3(kind == ${HATCH}, kind == ${DOTS}, kind == ${MISSING});
    float line = texel.a * marks.line.a;
    float share = mix(line, 1.0, fill.a);
    vec3 shade = mix(mix(fill.rgb, mark.rgb, dot(pattern, isKind)), marks.line.rgb, mix(1.0, line, fill.a));
    sum += vec4(shade, 1.0) * share;
  }
  float column = gl_FragCoord.x - marks.corner.x;
  float isHere = float(column >= marks.cut.x && column < marks.cut.y);
  color = vec4(sum.rgb / max(sum.a, 0.001), isHere * sum.a / float(samples * samples));
}
`;

export class PlaceLayer extends Layer {
  initializeState() {
    const {device} = this.context;
    const model = new Model(device, {
      ...this.getShaders({vs: vertexShader, fs: fragmentShader, modules: [marks]}),
      id: this.props.id,
      topology: 'triangle-list',
      vertexCount: 3
    });
    this.setState({picture: new PlacePicture(device), model, colorTextures: []});
    this._writeColors();
  }

  updateState({props, oldProps}) {
    const isOther = ['years', 'palette', 'look', 'lit'].some(name => props[name] !== oldProps[name]);
    if (oldProps.years && isOther) this._writeColors();
  }

  finalizeState() {
    super.finalizeState();
    const {picture, colorTextures, patternTexture} = this.state;
    [picture, patternTexture, ...colorTextures].forEach(resource => resource?.destroy());
  }

  draw() {
    const {picture, model} = this.state;
    const {parts, look, lineOpacity, tilt, samples} = this.props;
    const {viewport} = this.context;
    const pixel = this.context.device.canvasContext.cssToDeviceRatio();
    picture.draw(viewport, {parts, tilt, pixel, samples});
    const patternTexture = this._patternFor(pixel);
    const corner = [viewport.x * pixel, 0];
    // Marks are laid on the map, not on the screen: they move with it. Always left of and below the view.
    const [x, y] = viewport.project([0, 0]);
    const side = patternTexture.width;
    const anchor = [x * pixel, (viewport.height - y) * pixel].map(
      (at, i) => (Math.round(at) % side) - side + corner[i]
    );
    const line = [...look.outline.slice(0, 3), lineOpacity];
    for (const [colorTexture, cut] of this._yearsIn(viewport, pixel)) {
      model.setBindings({pictureTexture: picture.texture, colorTexture, patternTexture});
      model.shaderInputs.setProps({marks: {line, anchor, corner, cut, samples}});
      model.draw(this.context.renderPass);
    }
  }

  // Which year is drawn between which columns of the view: one a view, or two that meet at the swipe.
  _yearsIn({id, width}, pixel) {
    const [first, second] = this.state.colorTextures;
    const end = width * pixel + 1;
    if (!second) return [[first, [0, end]]];
    const {swipe} = this.props;
    if (swipe === undefined) return [[id === SECOND_VIEW ? second : first, [0, end]]];
    const meet = Math.round(swipe * width * pixel);
    return [
      [first, [0, meet]],
      [second, [meet, end]]
    ];
  }

  _texture(width, height) {
    return this.context.device.createTexture({
      format: 'rgba8unorm',
      width,
      height,
      sampler: {minFilter: 'nearest', magFilter: 'nearest'}
    });
  }

  _writeColors() {
    const {years, palette, look, lit} = this.props;
    const height = 2 * Math.ceil((years[0].length + 1) / WIDTH);
    const {colorTextures} = this.state;
    if (colorTextures.length !== years.length || colorTextures[0].height !== height) {
      colorTextures.forEach(texture => texture.destroy());
      this.setState({colorTextures: years.map(() => this._texture(WIDTH, height))});
    }
    years.forEach((classes, i) => {
      this.state.colorTextures[i].writeData(colorsOf({classes, palette, look, lit, width: WIDTH, height}));
    });
  }

  // A screen's pixels change with its zoom.
  _patternFor(pixel) {
    const side = Math.round(PATTERN_SIDE * pixel);
    if (this.state.patternTexture?.width !== side) {
      this.state.patternTexture?.destroy();
      const patternTexture = this._texture(side, side);
      patternTexture.writeData(patternOf(side, pixel));
      this.setState({patternTexture});
    }
    return this.state.patternTexture;
  }
}

PlaceLayer.layerName = 'PlaceLayer';
PlaceLayer.defaultProps = {
  parts: {type: 'object', value: null},
  years: {type: 'object', value: null}, // the classes of one year or of two
  lit: {type: 'object', value: null},
  swipe: {type: 'object', value: undefined}, // where two years meet, 0 to 1
  palette: {type: 'object', value: []},
  look: {type: 'object', value: null},
  tilt: {type: 'object', value: null},
  samples: 1,
  lineOpacity: 1
};

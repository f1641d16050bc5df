// Places in the colors of their classes, pixel by pixel: see place-picture.js. The shader has no branches:
// a software renderer would go through all of them for every pixel, and pays for each texel it fetches.

import {Layer} from '@deck.gl/core';
import {Model} from '@luma.gl/engine';

import {coverOfMarks, colorsOf, PLACES_A_ROW} from './marks.js';
import {PlacePicture} from './place-picture.js';

export const SECOND_VIEW = 'second';
const BYTES_A_CORNER = 8;

const uniformBlock = `\
layout(std140) uniform marksUniforms {
  vec4 line;
  vec2 anchor;
  vec2 corner;
  vec2 cut;
  float pixel;
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
    pixel: 'f32'
  }
};

const vertexShader = `#version 300 es
in vec2 corners;

void main(void) {
  gl_Position = vec4(corners, 0.0, 1.0);
}
`;

// With `samples` texels a pixel each way.
function fragmentShader(samples) {
  const texels = Array.from({length: samples ** 2}, (_, i) => `ivec2(${i % samples}, ${Math.floor(i / samples)})`);
  return `#version 300 es
precision highp float;
uniform sampler2D pictureTexture;
uniform sampler2D colorTexture;
out vec4 color;
${coverOfMarks}
// A place's color, times how much of what lies below it hides.
vec4 colorAt(ivec2 spot, vec3 cover) {
  vec4 texel = texelFetch(pictureTexture, spot, 0);
  ivec2 at = ivec2(texel.r * 255.0 + 0.5, dot(texel.gb, vec2(255.0, 65280.0)) + 0.5);
  vec4 fill = texelFetch(colorTexture, at, 0);
  vec4 mark = texelFetch(colorTexture, at + ivec2(${PLACES_A_ROW}, 0), 0);
  float line = texel.a * marks.line.a;
  vec3 marked = mix(fill.rgb, mark.rgb, dot(cover, vec3(equal(vec3(round(mark.a * 255.0)), vec3(1.0, 2.0, 3.0)))));
  return vec4(mix(marked, marks.line.rgb, mix(1.0, line, fill.a)), 1.0) * mix(line, 1.0, fill.a);
}

void main(void) {
  vec3 cover = coverOfMarks((gl_FragCoord.xy - marks.anchor) / marks.pixel, marks.pixel);
  ivec2 first = ivec2(gl_FragCoord.xy - marks.corner) * ${samples};
  vec4 sum = ${texels.map(texel => `colorAt(first + ${texel}, cover)`).join(' + ')};
  float column = gl_FragCoord.x - marks.corner.x;
  float isHere = float(column >= marks.cut.x && column < marks.cut.y);
  color = vec4(sum.rgb / max(sum.a, 0.001), isHere * sum.a / ${samples ** 2}.0);
}
`;
}

export class PlaceLayer extends Layer {
  initializeState() {
    this.setState({picture: new PlacePicture(this.context.device), model: this._model(), colorTextures: []});
    this._writeColors();
  }

  updateState({props, oldProps}) {
    if (oldProps.years && props.samples !== oldProps.samples) {
      this.state.model.destroy();
      this.setState({model: this._model()});
    }
    const isOther = ['years', 'palette', 'look', 'lit'].some(name => props[name] !== oldProps[name]);
    if (oldProps.years && isOther) this._writeColors();
  }

  finalizeState() {
    super.finalizeState();
    const {picture, model, colorTextures} = this.state;
    [picture, model, ...colorTextures].forEach(resource => resource.destroy());
  }

  draw() {
    const {picture, model} = this.state;
    const {parts, look, lineOpacity, tilt, samples} = this.props;
    const {viewport} = this.context;
    const pixel = this.context.device.canvasContext.cssToDeviceRatio();
    picture.draw(viewport, {parts, tilt, pixel, samples});
    const corner = [viewport.x * pixel, 0];
    // Marks are laid on the map, not on the screen: they move with it.
    const [x, y] = viewport.project([0, 0]);
    const anchor = [corner[0] + Math.round(x * pixel), Math.round((viewport.height - y) * pixel)];
    const line = [...look.outline.slice(0, 3), lineOpacity];
    model.setAttributes({corners: picture.tiles});
    model.setVertexCount(picture.tiles.byteLength / BYTES_A_CORNER);
    for (const [colorTexture, cut] of this._yearsIn(viewport, pixel)) {
      model.setBindings({pictureTexture: picture.texture, colorTexture});
      model.shaderInputs.setProps({marks: {line, anchor, corner, cut, pixel}});
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

  _model() {
    return new Model(this.context.device, {
      ...this.getShaders({vs: vertexShader, fs: fragmentShader(this.props.samples), modules: [marks]}),
      id: this.props.id,
      topology: 'triangle-list',
      bufferLayout: [{name: 'corners', format: 'float32x2'}]
    });
  }

  _writeColors() {
    const {years, palette, look, lit} = this.props;
    const height = Math.ceil((years[0].length + 1) / PLACES_A_ROW);
    const {colorTextures} = this.state;
    if (colorTextures.length !== years.length || colorTextures[0].height !== height) {
      colorTextures.forEach(texture => texture.destroy());
      this.setState({colorTextures: years.map(() => this._texture(height))});
    }
    years.forEach((classes, i) => {
      this.state.colorTextures[i].writeData(colorsOf({classes, palette, look, lit, height}));
    });
  }

  _texture(height) {
    return this.context.device.createTexture({
      format: 'rgba8unorm',
      width: 2 * PLACES_A_ROW,
      height,
      sampler: {minFilter: 'nearest', magFilter: 'nearest'}
    });
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

// One map on the page: what Python last sent, the deck.gl that draws it, and the parts around the canvas.

import {Deck} from '@deck.gl/core';

import {OUTSIDE_BYTE} from './classes.js';
import {Detail} from './detail.js';
import {finderOf} from './finder.js';
import {Frames} from './frames.js';
import {listenTo} from './gestures.js';
import {layersOf, paletteOf, poleOf, urlOf} from './layers.js';
import {drawLegend} from './legend.js';
import {Light} from './light.js';
import {lookOf, numbersOf} from './look.js';
import {outlines} from './outlines.js';
import {pointsOf, widen} from './mesh.js';
import {copyForPaper, savePicture} from './picture.js';
import {makeStage} from './stage.js';
import {SECOND_VIEW} from './place-layer.js';
import {FIRST_VIEW, Swipe} from './swipe.js';
import {tiltOf, turned, turnedBack} from './tilt.js';
import {clamped, fitted, heightFor, moved, toMap, toScreen, zoomed, zoomLimits} from './view.js';

const KEY_STEP = 80; // pixels a press of an arrow key moves the map
const WORDS_A_BLOCK = 4096; // the same in components/deck_map
const TALLEST = 640;
const SHORTEST = 200;
const SMOOTHED = 1000; // places; beyond, smooth edges cost more time than they show

export class PlaceMap {
  constructor(root) {
    this.stage = makeStage(root, {
      zoomBy: by => this.zoomBy(by),
      showAll: () => this.showAll(),
      save: () => this.save()
    });
    this.light = new Light(this);
    this.swiping = new Swipe(this);
    this.hovered = -1;
    this.messages = 0;
    this.stopListening = listenTo(this);
    this.stopPrinting = new AbortController();
    for (const kind of ['beforeprint', 'afterprint']) {
      addEventListener(kind, () => this.print(kind === 'beforeprint'), {signal: this.stopPrinting.signal});
    }
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.stage.frame);
  }

  // The newest message wins, also when an older one is still waiting for its outlines or never gets them.
  async update(message) {
    if (this.isBroken) return;
    const turn = ++this.messages;
    const shapes = await outlines(urlOf(message.deck)).catch(error => {
      if (turn === this.messages) throw error;
    });
    if (turn !== this.messages) return;
    if (message.classes.length !== shapes.geoids.length) {
      throw new Error(`${message.classes.length} classes for ${shapes.geoids.length} outlines`);
    }
    const outside = message.classes.map(byte => byte === OUTSIDE_BYTE);
    const isAnother = message.mark !== this.mark;
    const isElsewhere = shapes !== this.shapes || outside.some((is, place) => is !== this.outside[place]);
    Object.assign(this, {message, shapes, outside});
    this.keepWords(message);
    this.takeColors();
    this.light.update(message);
    this.swiping.update(message);
    this.stage.say('');
    this.stage.describe(message);
    if (isElsewhere) this.goThere();
    this.redraw();
    if (isAnother && this.device) this.drawAtOnce();
    // After the map, which asks for sizes: the page would be laid out twice.
    drawLegend(this.stage.legend, message.legend, this.palette, this.colors);
    this.hover(this.hovered, this.pixel); // its words may be others now
  }

  // The classes of the year, or of two with the earlier first.
  get years() {
    return this.swiping.years;
  }

  // Where places are lit up by value: the steps they reach, and the first that is lit.
  get lit() {
    return this.light.lit;
  }

  // Where two years meet, from 0 at the left to 1; nothing where each has its own view.
  get swipe() {
    return this.swiping.at;
  }

  // To other places than before: the view starts anew.
  goThere() {
    const {shapes, outside} = this;
    const box = boxOfShown(shapes, outside);
    this.tilt = tiltOf(box, shapes, poleOf(this.message.deck));
    this.shown = this.tilt.angle ? boxOfShown(shapes, outside, point => turned(point, this.tilt)) : box;
    this.detail = new Detail(shapes, urlOf(this.message.deck), outside, () => this.redraw());
    this.isSmooth = outside.filter(is => !is).length < SMOOTHED;
    this.hovered = -1;
    this.view = undefined;
    this.resize();
  }

  // Colors of the theme; Streamlit sends the message again when the reader changes it.
  takeColors(colors = lookOf(this.stage.frame, this.message.look)) {
    this.colors = colors;
    this.look = numbersOf(this.colors);
    this.palette = paletteOf(this.message.deck);
  }

  // Of one view: two years have two beside one another, or one that both share.
  get size() {
    const {clientWidth, clientHeight} = this.stage.frame;
    return [this.swiping.isBeside ? clientWidth / 2 : clientWidth, clientHeight];
  }

  // Texels of the picture of places a pixel, each way: where there are few places their edges are smooth.
  get samples() {
    return this.isSmooth && window.devicePixelRatio < 2 ? 2 : 1;
  }

  resize() {
    if (!this.shown || this.isBroken) return;
    this.swiping.describe();
    const {frame} = this.stage;
    const room = this.stage.roomFor(this.shapes.insets, this.shown);
    const tall = heightFor(this.shown, this.size[0], room);
    const limit = Math.min(TALLEST, window.innerHeight * 0.75);
    frame.style.height = `${Math.round(Math.max(SHORTEST, Math.min(tall, limit)))}px`;
    const wasWhole = !this.view || this.view.zoom === this.whole.zoom;
    this.whole = fitted(this.shown, ...this.size, room);
    this.lookAt(wasWhole ? this.whole : this.view);
  }

  showAll() {
    this.lookAt(this.whole);
  }

  zoomBy(by, around) {
    this.lookAt(zoomed(this.view, by, this.whole, around));
  }

  panBy(right, up) {
    this.lookAt(moved(this.view, right * KEY_STEP, up * KEY_STEP));
  }

  lookAt(view) {
    this.view = clamped(view, this.whole, this.shown);
    this.detail.look(this.boxInView(), 2 ** this.view.zoom);
    this.redraw();
  }

  // On the outlines' grid, where a state that is shown alone is not turned upright.
  boxInView() {
    const [width, height] = this.size;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const corner of [[0, 0], [width, 0], [0, height], [width, height]]) {
      widen(box, turnedBack(this.pointOf(corner), this.tilt), 0, 1);
    }
    return box;
  }

  pointOf([left, top]) {
    const [width, height] = this.size;
    return toMap(this.view, width, height, [left > width ? left - width : left, top]);
  }

  // The place under a screen pixel, or -1.
  placeUnder(pixel) {
    const point = turnedBack(this.pointOf(pixel), this.tilt);
    for (const [outlines, first] of this.detail.all()) {
      const place = finderOf(outlines)(...point);
      if (place >= 0 && !this.outside[first + place]) return first + place;
    }
    return -1;
  }

  hover(place, pixel) {
    if (place !== this.hovered) {
      this.hovered = place;
      this.redraw();
    }
    this.pixel = pixel;
    const words = place < 0 ? undefined : this.wordsOf(place);
    if (words) this.stage.showTooltip(words, pixel);
    else this.stage.hideTooltip();
  }

  // What the tooltip says; nothing while Python is asked for it, since a later message brings it. The time tells
  // this wish from an earlier one for the same.
  wordsOf(place) {
    const block = Math.floor(place / WORDS_A_BLOCK);
    const lines = this.words.get(block);
    if (lines) return lines[place % WORDS_A_BLOCK].split('\t');
    if (this.asked === block) return undefined;
    this.asked = block;
    this.keep('words', [block, performance.now()]);
    return undefined;
  }

  keepWords({mark, words}) {
    if (mark !== this.mark) this.words = new Map();
    this.mark = mark;
    this.asked = undefined;
    if (words) this.words.set(words.block, words.lines.split('\n'));
  }

  select(place) {
    if (place >= 0) this.send('place', this.shapes.geoids[place]);
  }

  save() {
    this.hover(-1);
    savePicture(this);
  }

  // Paper is light whatever the theme.
  print(isNext) {
    if (!this.device || !this.view) return;
    this.hover(-1);
    this.takeColors(isNext ? this.message.look.light : undefined);
    this.redraw();
    this.drawAtOnce();
    drawLegend(this.stage.legend, this.message.legend, this.palette, this.colors);
    this.stage.print(isNext ? copyForPaper(this) : undefined);
  }

  redraw() {
    if (!this.view) return;
    this.deck ??= this.start();
    if (!this.deck) return;
    const {target, zoom} = this.view;
    const [minZoom, maxZoom] = zoomLimits(this.whole);
    const viewState = {target: [...target, 0], zoom, minZoom, maxZoom};
    this.deck.setProps({
      layers: layersOf(this),
      views: this.swiping.views,
      viewState: this.swiping.isBeside ? {[FIRST_VIEW]: viewState, [SECOND_VIEW]: viewState} : viewState
    });
    this.frames.ask();
    this.stage.nameInsets(this.shapes.insets, this.shown, point => toScreen(this.view, ...this.size, point));
  }

  // Rather than with the browser's next frame, before which it may draw the rest of the page; after a click the
  // answer stands in that rest, and goes first. Without a fence a browser that draws in software would begin
  // only when it shows the picture.
  drawAtOnce() {
    const {gl} = this.device;
    this.deck.animationLoop.redraw();
    gl.deleteSync(gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0));
    gl.flush();
  }

  start() {
    const canvas = this.stage.newCanvas();
    // Or deck.gl draws a first picture of 300 by 150 pixels before it learns the size.
    const {clientWidth, clientHeight} = canvas;
    canvas.width = Math.round(clientWidth * window.devicePixelRatio);
    canvas.height = Math.round(clientHeight * window.devicePixelRatio);
    // deck.gl finds this context on the canvas; left to itself it would fail later and out of reach.
    if (!canvas.getContext('webgl2', {antialias: false})) {
      this.giveUp(new Error('this browser offers no WebGL 2'));
      return undefined;
    }
    canvas.addEventListener('webglcontextlost', () => this.restart(canvas));
    const deck = new Deck({
      canvas,
      width: '100%',
      height: '100%',
      views: this.swiping.views,
      touchAction: 'pan-y', // a finger going down scrolls the page past the map
      parameters: {depthCompare: 'always', depthWriteEnabled: false, cullMode: 'none'},
      deviceProps: {
        type: 'webgl',
        createCanvasContext: {pixelSizeSource: 'css-dpr'},
        onDevicePixelRatioChange: () => this.redraw()
      },
      onViewStateChange: ({viewState}) => {
        this.lookAt({target: viewState.target.slice(0, 2), zoom: viewState.zoom});
      },
      onResize: () => this.frames.ask(),
      onDeviceInitialized: device => (this.device = device),
      onLoad: () => canvas.removeAttribute('tabindex'), // deck.gl's; the frame has the focus
      onAfterRender: () => this.stage.isDrawn(),
      onError: error => this.giveUp(error),
      getCursor: ({isDragging}) => (isDragging ? 'grabbing' : this.hovered >= 0 ? 'pointer' : 'grab')
    });
    this.frames = new Frames(() => deck.needsRedraw());
    deck.animationLoop.setProps({animationFrameProvider: this.frames});
    return deck;
  }

  // A browser takes the graphics context away when the card sleeps or many tabs use it.
  restart(canvas) {
    if (canvas !== this.stage.canvas) return;
    this.stop();
    this.redraw();
  }

  stop() {
    const {deck, device} = this;
    this.deck = this.device = undefined;
    deck?.finalize();
    device?.canvasContext.destroy(); // or its watch on the screen's pixels holds the page's elements
  }

  // No later message can do better.
  giveUp(error) {
    this.isBroken = true;
    this.fail(error);
  }

  fail(error) {
    console.warn(`Map: ${error.message}`);
    this.view = undefined;
    this.stop();
    this.stage.say('The map cannot be drawn here. The table on this page holds the same numbers.');
  }

  destroy() {
    this.view = undefined;
    this.stopListening();
    this.stopPrinting.abort();
    this.resizing.disconnect();
    this.stop();
    // Or the context would wait for the collector, and a browser holds only sixteen.
    this.stage.canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

// Around all points of the places that are drawn, each moved before if there is a `move`.
function boxOfShown(shapes, outside, move) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const {geoids, positions, size} = shapes;
  for (let place = 0; place < geoids.length; place++) {
    if (outside[place]) continue;
    const [start, end] = pointsOf(shapes, place);
    if (!move) widen(box, positions, start, end);
    for (let at = start; move && at < end; at++) {
      widen(box, move([positions[2 * at], positions[2 * at + 1]]), 0, 1);
    }
  }
  return box[0] < box[2] ? box : [0, 0, ...size];
}

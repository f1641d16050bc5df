// One year on the map, or two: beside one another in linked views, or in one view where they meet at a line
// that the reader moves.

import {OrthographicView} from '@deck.gl/core';

import {SECOND_VIEW} from './place-layer.js';

export const FIRST_VIEW = 'first';
const CONTROLLER = {
  scrollZoom: false, // see gestures.js
  doubleClickZoom: false,
  keyboard: false,
  dragRotate: false,
  touchRotate: false
};
const ONE = [viewOf(FIRST_VIEW, {})];
const BESIDE = [viewOf(FIRST_VIEW, {width: '50%'}), viewOf(SECOND_VIEW, {x: '50%', width: '50%'})];

export class Swipe {
  constructor(map) {
    this.map = map;
    this.part = 0.5;
    const {slider} = map.stage.two;
    slider.addEventListener('input', () => {
      this.part = slider.valueAsNumber / 100;
      this.describe();
      map.redraw();
    });
  }

  update({two, classes, beside}) {
    const wasBeside = this.isBeside;
    this.two = two;
    this.years = !two ? [classes] : this.isTurned ? [classes, beside] : [beside, classes];
    this.describe();
    if (wasBeside !== this.isBeside) this.map.resize();
  }

  // Whether the year of the page is the earlier one, and so comes first.
  get isTurned() {
    return Number(this.two.ownYear) < Number(this.two.year);
  }

  // Two maps beside one another are too narrow on a phone.
  get isBeside() {
    return this.two?.how === 'beside' && this.map.stage.isWide;
  }

  get views() {
    return this.isBeside ? BESIDE : ONE;
  }

  get at() {
    return this.two && !this.isBeside ? this.part : undefined;
  }

  describe() {
    const years = this.two && [this.two.year, this.two.ownYear];
    this.map.stage.showTwo(years && (this.isTurned ? years.reverse() : years), this.at);
  }
}

function viewOf(id, place) {
  return new OrthographicView({id, ...place, flipY: false, near: -1, far: 1, controller: CONTROLLER});
}

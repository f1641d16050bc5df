// Places that have a value or worse are lit up as the reader moves a slider; the others turn faint. Python is
// asked for the steps of the values when somebody first reaches for the slider.

import {OUTSIDE_BYTE} from './classes.js';
import {isLit} from './marks.js';

export class Light {
  constructor(map) {
    this.map = map;
    this.from = 0;
    const {slider} = map.stage.light;
    for (const kind of ['pointerdown', 'focus']) slider.addEventListener(kind, () => this.reach());
    slider.addEventListener('input', () => {
      this.from = slider.valueAsNumber;
      this.shine();
    });
    // With its time, as somebody may come back to a step.
    slider.addEventListener('change', event => map.keep('lit', [this.from, event.timeStamp]));
  }

  // From then on every message about this picture brings the steps.
  reach() {
    if (this.steps || this.reached === this.mark) return;
    this.reached = this.mark;
    this.map.keep('steps', this.mark);
  }

  update(message) {
    if (message.mark !== this.mark) this.steps = undefined;
    if (message.steps) Object.assign(this, {steps: message.steps, labels: message.labels});
    if (message.lit !== this.told && message.lit !== null) this.from = message.lit;
    Object.assign(this, {mark: message.mark, told: message.lit, classes: message.classes, two: message.two});
    this.map.stage.light.root.hidden = message.lit === null;
    this.map.stage.light.slider.value = this.from;
    if (this.from > 0) this.reach();
    this.make();
  }

  shine() {
    this.reach();
    this.make();
    this.map.redraw();
  }

  make() {
    this.lit = this.steps && this.from > 0 ? {steps: this.steps, from: this.from} : undefined;
    this.map.stage.light.say(this.words());
  }

  words() {
    if (!this.lit) return 'all places';
    let count = 0;
    let all = 0;
    for (let place = 0; place < this.classes.length; place++) {
      if (this.classes[place] === OUTSIDE_BYTE) continue;
      all++;
      if (isLit(this.lit, place)) count++;
    }
    const shown = [count, all].map(number => number.toLocaleString('en-US'));
    const year = this.two ? ` in ${this.two.ownYear}` : '';
    return `${this.labels[this.from]}${year}: ${shown[0]} of ${shown[1]} places`;
  }
}

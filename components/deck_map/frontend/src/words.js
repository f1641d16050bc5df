// What the tooltips say. They come through a component of their own, because Python makes them only after
// somebody pointed at the map; the map and this component find each other by the map's key.

import {unpack} from './payload.js';

const PAUSE = 60; // milliseconds; see `hold`

const channels = new Map();

export function wordsOf(key) {
  if (!channels.has(key)) channels.set(key, new Channel());
  return channels.get(key);
}

class Channel {
  tell = () => {};

  // The parts of one place's tooltip, or nothing while they are on their way: then `tell` is called later.
  of(mark, place) {
    if (mark === this.mark) return this.lines[place].split('\t');
    this.want(mark);
    return undefined;
  }

  want(mark) {
    if (mark === this.mark || mark === this.asked) return;
    this.wanted = mark;
    if (mark !== this.offered) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.asked = this.offered;
      this.ask();
    }, PAUSE);
  }

  // While a click may be on its way. Streamlit sends what happens at one moment together, and runs only the
  // part of the page that makes the words if that asked first: the click would be lost.
  hold() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  take({mark, words}, ask) {
    this.ask = ask;
    this.offered = mark;
    this.asked = undefined;
    if (words !== null) {
      this.mark = mark;
      this.lines = words.split('\n');
      this.tell();
    } else if (this.wanted === mark) {
      this.want(mark);
    }
  }
}

// Called by Streamlit for every message of the second component.
export function tell({data, setTriggerValue}) {
  unpack(data).then(message => wordsOf(message.key).take(message, () => setTriggerValue('wanted', true)));
}

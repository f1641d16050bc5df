// What the tooltips say. They come through a component of their own, because Python makes them only after
// somebody pointed at the map; the map and this component find each other by the map's key.

import {unpack} from './payload.js';

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
    this.asked = mark;
    this.ask();
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

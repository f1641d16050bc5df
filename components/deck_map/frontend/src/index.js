// Called by Streamlit for every message of Python and every change of theme, always with the same parent.

import {PlaceMap} from './map.js';
import {unpack} from './payload.js';

const maps = new WeakMap();

export function draw({parentElement, data, setTriggerValue, setStateValue}) {
  const root = parentElement.querySelector('.map-room');
  let map = maps.get(root);
  if (!map) {
    map = new PlaceMap(root);
    maps.set(root, map);
  }
  map.send = setTriggerValue; // once; of two that wait, Streamlit keeps the later one
  map.keep = setStateValue; // with every later message too
  update(map, data).catch(error => map.fail(error));
  // Streamlit also runs this when a newer message overtakes an older one: only leaving the page ends a map.
  return () => setTimeout(() => root.isConnected || map.destroy());
}

async function update(map, data) {
  await map.update(unpack(data));
}

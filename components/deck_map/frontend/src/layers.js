// From a pydeck description to deck.gl layers: only the kinds listed here are drawn.

import {bordersAt} from './borders.js';
import {EdgeLayer} from './edge-layer.js';
import {edgesOf} from './mesh.js';
import {PlaceLayer} from './place-layer.js';

const HAIRLINE = {faintest: 0.18, clearest: 0.6, pixels: 90}; // clearest where a place is that large
const WIDE_MAP = 900; // pixels; borders of states are finer on a smaller one
const HOVER = {'@@type': 'HighlightLayer', id: 'hover', width: 1.5};

const KINDS = {
  PlaceLayer({id, palette}, {shapes, detail, years, lit, swipe, look, tilt, view, samples}) {
    const across = Math.sqrt((shapes.size[0] * shapes.size[1]) / shapes.geoids.length) * 2 ** view.zoom;
    const clear = (across / HAIRLINE.pixels) * HAIRLINE.clearest;
    const lineOpacity = Math.min(HAIRLINE.clearest, Math.max(HAIRLINE.faintest, clear));
    return [
      new PlaceLayer({
        id,
        parts: detail.drawn,
        years,
        lit,
        swipe,
        palette,
        look,
        lineOpacity,
        tilt,
        samples
      })
    ];
  },
  BorderLayer({id, width}, {shapes, look, tilt, size, view}) {
    const scale = Math.min(1, size[0] / WIDE_MAP);
    return outlined(id, bordersAt(shapes.borders, view.zoom), {
      inner: look.outline,
      outer: look.paper,
      width: width * scale,
      halo: scale,
      tilt
    });
  },
  HighlightLayer({id, places, width}, {detail, look, tilt}) {
    const edges = edgesAround(detail, places);
    return outlined(id, edges, {inner: look.ink, outer: look.paper, width, halo: 3, tilt});
  }
};

export function layersOf(map) {
  const layers = [...map.message.deck.layers];
  if (map.hovered >= 0) layers.push({...HOVER, places: [map.hovered]});
  return layers.flatMap(layer => KINDS[layer['@@type']](layer, map));
}

// The one file that all layers draw from.
export function urlOf({layers}) {
  for (const layer of layers) {
    if (!Object.hasOwn(KINDS, layer['@@type'])) {
      throw new Error(`This map draws ${Object.keys(KINDS).join(', ')}, not ${layer['@@type']}`);
    }
  }
  const [url, ...others] = new Set(layers.map(layer => layer.data));
  if (others.length) throw new Error('All layers of a map share one file of outlines');
  return url;
}

export function paletteOf({layers}) {
  return layers.find(layer => layer.palette).palette;
}

export function poleOf({layers}) {
  return layers.find(layer => layer.pole)?.pole;
}

function outlined(id, edges, {inner, outer, width, halo, tilt}) {
  if (!edges.length) return [];
  return [
    new EdgeLayer({id: `${id}-halo`, edges, color: outer, width: width + halo, tilt}),
    new EdgeLayer({id, edges, color: inner, width, tilt})
  ];
}

// deck.gl compares by identity: the same places must give the same array, or buffers are made anew.
const remembered = new WeakMap();

function edgesAround(detail, places) {
  if (!remembered.has(detail.drawn)) remembered.set(detail.drawn, new Map());
  const known = remembered.get(detail.drawn);
  const name = places.join();
  if (!known.has(name)) {
    if (known.size > 50) known.clear();
    known.set(name, edgesOf(places.map(place => detail.outlinesOf(place))));
  }
  return known.get(name);
}

// The parts of the page around the canvas: frame, buttons, tooltip, legend, messages.

import style from './style.css';

const named = label => ({'aria-label': label, title: label});
const WIDE = 620; // pixels; the same in style.css

export function makeStage(root, {zoomBy, showAll, save}) {
  const make = (tag, className, attributes = {}) => {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const button = (words, action, attributes = {}) => {
    const element = make('button', 'button', {type: 'button', ...attributes});
    element.textContent = words;
    element.addEventListener('click', action);
    return element;
  };

  const slider = (label, name) => {
    const part = make('div', `slider ${name}`);
    const words = make('label', '', {for: name});
    const input = make('input', '', {id: name, type: 'range', min: 0, max: 100, step: 1});
    const said = make('output', '', {for: name});
    words.textContent = label;
    part.append(words, input, said);
    const say = text => {
      if (said.textContent === text) return;
      said.textContent = text;
      input.setAttribute('aria-valuetext', text);
    };
    return {root: part, slider: input, say};
  };

  const sheet = document.createElement('style');
  sheet.textContent = style;
  const frame = make('div', 'frame');
  const heading = make('p', 'paper heading', {'aria-hidden': 'true'}); // on paper, where no control says it
  let copy;
  const insets = make('div', 'insets', {'aria-hidden': 'true'});
  const cross = make('div', 'cross', {'aria-hidden': 'true'});
  const tooltip = make('div', 'tooltip', {role: 'status'});
  const hint = make('div', 'hint', {'aria-hidden': 'true'});
  const buttons = make('div', 'buttons');
  const notice = make('p', 'notice', {role: 'status'});
  const help = make('p', 'help', {id: 'keys'});
  const legend = make('div', 'legend');
  const actions = make('div', 'actions');
  const divider = make('div', 'divider', {'aria-hidden': 'true'});
  const years = [make('span', 'year first'), make('span', 'year second')];
  const swipe = slider('Where the two years meet', 'swipe');
  const light = slider('Light up', 'light');
  help.textContent =
    'Arrow keys move the map, plus and minus change its size, 0 shows all of it, Enter chooses the place in the middle.';
  buttons.append(
    button('+', () => zoomBy(1), named('Zoom in')),
    button('−', () => zoomBy(-1), named('Zoom out')),
    button('⤢', showAll, named('Show the whole map'))
  );
  const download = button('Download picture', save);
  download.classList.add('wide');
  actions.append(download);
  frame.append(insets, divider, ...years, cross, hint, tooltip);
  notice.hidden = actions.hidden = swipe.root.hidden = light.root.hidden = true;
  root.replaceChildren(sheet, heading, frame, buttons, swipe.root, notice, help, light.root, legend, actions);

  let canvas;
  let hintTimer;
  const labels = new Map();

  return {
    frame,
    legend,
    two: swipe,
    light,
    get canvas() {
      return canvas;
    },

    get isWide() {
      return frame.clientWidth >= WIDE;
    },

    // The names of two years, and where they meet if the reader can move that.
    showTwo(names, at) {
      const isBeside = Boolean(names) && at === undefined;
      frame.classList.toggle('two', Boolean(names));
      frame.classList.toggle('beside', isBeside);
      swipe.root.hidden = at === undefined;
      years.forEach((year, i) => {
        year.textContent = names?.[i] ?? '';
        year.hidden = !names;
      });
      divider.hidden = !names;
      divider.style.left = `${100 * (at ?? 0.5)}%`;
      if (at === undefined) return;
      swipe.slider.value = Math.round(100 * at);
      swipe.say(`${names[0]} on the left ${Math.round(100 * at)} %, ${names[1]} on the right`);
    },

    // The frame, not the canvas, has the focus and the name: a lost context replaces the canvas.
    newCanvas() {
      canvas?.remove();
      root.setAttribute('aria-busy', 'true');
      canvas = make('canvas', 'canvas', {'aria-hidden': 'true'});
      frame.prepend(canvas);
      return canvas;
    },

    // A copy of the map that can be printed; without one, none.
    print(another) {
      copy?.remove();
      copy = another;
      if (!copy) return;
      copy.className = 'paper';
      frame.prepend(copy);
    },

    isDrawn() {
      root.removeAttribute('aria-busy');
      actions.hidden = false;
    },

    describe({alt, title}) {
      heading.textContent = title;
      root.setAttribute('aria-busy', 'true');
      frame.tabIndex = 0;
      frame.setAttribute('role', 'application');
      frame.setAttribute('aria-roledescription', 'map');
      frame.setAttribute('aria-label', alt);
      frame.setAttribute('aria-describedby', 'keys');
    },

    showTooltip([name, ...lines], [left, top]) {
      const heading = make('strong', '');
      heading.textContent = name;
      tooltip.replaceChildren(
        heading,
        ...lines.filter(Boolean).map(line => {
          const element = make('span', '');
          element.textContent = line;
          return element;
        })
      );
      tooltip.classList.add('shown');
      const {offsetWidth: width, offsetHeight: height} = tooltip;
      const x = Math.min(Math.max(left + 14, 4), frame.clientWidth - width - 4);
      const y = top + 18 + height > frame.clientHeight ? top - height - 12 : top + 18;
      tooltip.style.transform = `translate(${Math.round(x)}px, ${Math.round(Math.max(y, 4))}px)`;
    },

    hideTooltip() {
      tooltip.classList.remove('shown');
    },

    hint(words) {
      hint.textContent = words;
      hint.classList.add('shown');
      clearTimeout(hintTimer);
      hintTimer = setTimeout(() => hint.classList.remove('shown'), 1500);
    },

    // What lies over the map on a wide screen: buttons at the side, names of insets at the foot.
    roomFor(all, shown) {
      const isWide = frame.clientWidth >= WIDE;
      const hasNames = isWide && all.some(({box}) => isPart(box, shown));
      return {side: isWide ? 48 : 12, foot: hasNames ? 24 : 0};
    },

    nameInsets(all, shown, toScreen) {
      const wanted = frame.clientWidth < WIDE ? [] : all.filter(({box}) => isPart(box, shown));
      for (const [label, element] of labels) {
        if (!wanted.some(inset => inset.label === label)) {
          element.remove();
          labels.delete(label);
        }
      }
      for (const {label, box} of wanted) {
        if (!labels.has(label)) {
          const element = make('span', 'inset');
          element.textContent = label;
          labels.set(label, element);
          insets.append(element);
        }
        const [x, y] = toScreen([(box[0] + box[2]) / 2, box[1]]);
        labels.get(label).style.transform = `translate(${x}px, ${y}px) translate(-50%, 4px)`;
      }
    },

    // Words in place of the map; without words, the map again.
    say(words) {
      notice.textContent = words;
      notice.hidden = !words;
      for (const part of [frame, buttons, legend]) part.hidden = Boolean(words);
      if (!words) return;
      actions.hidden = true;
      root.removeAttribute('aria-busy');
    }
  };
}

// An inset needs its name while something else is on the map too.
function isPart(box, shown) {
  const isInside = box[0] >= shown[0] && box[1] >= shown[1] && box[2] <= shown[2] && box[3] <= shown[3];
  return isInside && shown[2] - shown[0] > 1.5 * (box[2] - box[0]);
}

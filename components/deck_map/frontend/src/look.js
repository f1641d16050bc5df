// Colors of the message for the theme on screen.

export function lookOf(element, looks) {
  const paper = getComputedStyle(element).getPropertyValue('--st-background-color').trim();
  const [red, green, blue] = hexToNumbers(/^#[0-9a-f]{6}/i.test(paper) ? paper : '#ffffff');
  const isDark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5;
  return looks[isDark ? 'dark' : 'light'];
}

// For shaders: red, green, blue and full opacity, each 0 to 1.
export function numbersOf(look) {
  return Object.fromEntries(Object.entries(look).map(([part, hex]) => [part, [...hexToNumbers(hex), 1]]));
}

function hexToNumbers(hex) {
  return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255);
}

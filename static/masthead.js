// The name of the app and the way to its pages. Links carry the view that the address bar holds when they are
// followed, so nothing has to be sent again when the view changes.

const home = new URL('../../', import.meta.url);
const address = path => new URL(path, home).pathname + location.search;

// Streamlit follows the browser's history: a new entry in it, announced like the back button, opens the page.
const open = (event, link) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute('aria-current') === 'page') return;
  history.pushState(null, '', link.href);
  dispatchEvent(new PopStateEvent('popstate'));
};

const linked = ([title, path], current) => {
  const link = document.createElement('a');
  link.textContent = title;
  link.href = address(path);
  if (current) link.setAttribute('aria-current', current);
  for (const kind of ['pointerenter', 'focus', 'click', 'auxclick', 'contextmenu'])
    link.addEventListener(kind, () => (link.href = address(path)));
  link.addEventListener('click', event => open(event, link));
  return link;
};

const row = (name, links) => {
  const nav = document.createElement('nav');
  nav.setAttribute('aria-label', name);
  nav.append(...links);
  return nav;
};

const scheme = () => getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme;

// Paper is light: page.css then turns over what a dark theme draws.
addEventListener('beforeprint', () => {
  document.documentElement.classList.toggle('is-dark', scheme() === 'dark');
});

// Charts come from the server in the colors of the page: when the system turns dark or light and the page has
// followed, within a second or so, the page is asked for anew.
let tell;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({matches}) => {
  const wanted = matches ? 'dark' : 'light';
  const followed = frames => {
    if (scheme() === wanted) tell('scheme', wanted);
    else if (frames) requestAnimationFrame(() => followed(frames - 1));
  };
  followed(60);
});

export function draw({parentElement, data, setStateValue}) {
  tell = setStateValue;
  const {name, start, sections, current} = data;
  const active = sections.find(([, pages]) => pages.some(([, path]) => path === current));
  const brand = linked([name, start], current === start && 'page');
  brand.className = 'brand';
  const rows = [
    row('Sections', [
      brand,
      ...sections.map(section => linked([section[0], section[1][0][1]], section === active && 'true')),
    ]),
  ];
  if (active)
    rows.push(row(active[0], active[1].map(page => linked(page, page[1] === current && 'page'))));
  parentElement.querySelector('.masthead').replaceChildren(...rows);
}

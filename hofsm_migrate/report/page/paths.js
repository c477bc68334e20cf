// The table of paths: a tree whose branches open, or a flat list; sorted, searched and filtered.

const BATCH = 200;
const OPEN_AT_START = 40;
const VIEW = { list: false, search: '', role: '', kind: '', odd: false, sort: 'order', down: false, limit: BATCH, open: new Set() };
const COLUMNS = [
  ['order', 'path', null],
  ['role', 'role', place => ROLES.indexOf(place.role)],
  ['presence', 'in documents', place => place.documents],
  ['kinds', 'types', place => kindWords(place, 1)],
  ['distinct', 'different', place => place.distinct || 0],
  ['bytes', 'bytes', place => place.bytes],
  ['findings', 'odd', place => place.findings.length],
].filter(([name]) => name !== 'findings' || (DATA.findings || []).length);
const LARGE_FIRST = ['presence', 'distinct', 'bytes', 'findings'];
const FOLDED = PLACES.map(place => place.path.toLowerCase());

function compare(left, right) {
  const value = COLUMNS.find(column => column[0] === VIEW.sort)[2];
  const a = value ? value(left) : left.index, b = value ? value(right) : right.index;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return (VIEW.down ? -order : order) || left.index - right.index;
}

const filtered = () => Boolean(VIEW.search || VIEW.role || VIEW.kind || VIEW.odd);

const matches = place => (!VIEW.search || FOLDED[place.index].includes(VIEW.search)) && (!VIEW.role || place.role === VIEW.role)
  && (!VIEW.kind || amount(place.kinds, VIEW.kind) > 0) && (!VIEW.odd || place.findings.length > 0);

// indexes of the rows to show, in order, with how many of them match the filter
function rows() {
  const hits = PLACES.filter(matches);
  if (VIEW.list) return [hits.sort(compare).map(place => place.index), hits.length];
  const wanted = new Set();
  if (filtered()) for (const hit of hits) for (let at = hit.index; at !== undefined && !wanted.has(at); at = PLACES[at].parent) wanted.add(at);
  const found = [];
  const stack = PLACES.length ? [0] : [];
  while (stack.length) {
    const place = PLACES[stack.pop()];
    if (filtered() && !wanted.has(place.index)) continue;
    found.push(place.index);
    if (filtered() || VIEW.open.has(place.index)) {
      stack.push(...place.children.map(index => PLACES[index]).sort(compare).map(child => child.index).reverse());
    }
  }
  return [found, hits.length];
}

function badges(place) {
  const found = [];
  if (place.map) found.push(['map', 'keys are data']);
  if (place.recurse) found.push(['recursive', 'its own kind is below it']);
  if (place.parent !== undefined && (PLACES[place.parent].naturalKeys || []).includes(place.path)) found.push(['key', 'natural key candidate']);
  return found.map(([word, title]) => make('span', { class: 'badge', title }, word));
}

function row(index) {
  const place = PLACES[index];
  const open = filtered() || VIEW.open.has(index);
  const name = make('button', { class: 'name', type: 'button', 'data-index': index, onclick: () => choose(index, 'table') }, code(VIEW.list ? place.path : place.name, VIEW.list ? 64 : 48));
  const toggle = VIEW.list ? null : !place.children.length ? make('span', { class: 'toggle' }) : make('button', {
    class: 'toggle', type: 'button', 'aria-expanded': String(open), disabled: filtered(), 'aria-label': `${open ? 'Close' : 'Open'} ${shorten(place.path, 60)}`,
    onclick: () => { flip(index); const again = document.querySelector(`tr[data-index="${index}"] .toggle`); if (again) again.focus(); },
  }, '\u25b8');
  return make('tr', { 'data-index': index, class: index === CHOSEN.index ? 'chosen' : null, 'aria-selected': String(index === CHOSEN.index) },
    make('th', { scope: 'row', style: { '--depth': String(VIEW.list ? 0 : Math.min(place.depth, 10)) } }, make('span', { class: 'path' }, toggle, name, badges(place))),
    make('td', {}, chip(place.role, place.mostly)),
    make('td', {}, presence(place)),
    make('td', {}, kinds(place)),
    make('td', { class: 'right' }, place.distinct === undefined ? '' : count(place.distinct)),
    make('td', {}, weight(place)),
    (DATA.findings || []).length ? make('td', { class: 'right' }, place.findings.length ? make('span', { class: 'odd', title: counted(place.findings.length, 'finding') }, `\u26a0 ${place.findings.length}`) : '') : null);
}

function flip(index) {
  if (!VIEW.open.delete(index)) VIEW.open.add(index);
  drawPaths();
}

function heading([name, words]) {
  const sorted = VIEW.sort === name;
  return make('th', { scope: 'col', class: `col-${name}`, 'aria-sort': sorted ? (VIEW.down ? 'descending' : 'ascending') : 'none' },
    make('button', { type: 'button', class: 'sort', onclick: () => {
      VIEW.down = sorted ? !VIEW.down : LARGE_FIRST.includes(name);
      VIEW.sort = name;
      drawPaths();
      document.querySelector(`#paths-table .col-${name} button`).focus();
    } }, words, make('span', { class: 'arrow', 'aria-hidden': 'true' }, sorted ? (VIEW.down ? '\u2193' : '\u2191') : '\u2195')));
}

function drawPaths() {
  const [found, hits] = rows();
  fill('paths-table', make('thead', {}, make('tr', {}, COLUMNS.map(heading))),
    make('tbody', {}, found.slice(0, VIEW.limit).map(row)));
  const hidden = found.length - VIEW.limit;
  const words = filtered() ? `${count(hits)} of ${counted(PLACES.length, 'path')} match` : VIEW.list ? counted(found.length, 'path') : `${count(found.length)} of ${counted(PLACES.length, 'path')} shown`;
  document.getElementById('paths-count').textContent = words;
  fill('paths-more', hidden > 0 ? make('button', { type: 'button', onclick: () => { VIEW.limit += BATCH; drawPaths(); } }, `Show ${count(Math.min(BATCH, hidden))} more of ${count(hidden)}`) : null);
}

function reveal(index) {
  if (VIEW.list || filtered()) {
    if (!matches(PLACES[index])) Object.assign(VIEW, { search: '', role: '', kind: '', odd: false }), drawTools();
  }
  for (let at = PLACES[index].parent; at !== undefined; at = PLACES[at].parent) VIEW.open.add(at);
  const position = rows()[0].indexOf(index);
  if (position >= VIEW.limit) VIEW.limit = Math.ceil((position + 1) / BATCH) * BATCH;
  drawPaths();
}

const option = (value, words, chosen) => make('option', { value, selected: value === chosen }, words);

function changed(change) {
  Object.assign(VIEW, change, { limit: BATCH });
  drawPaths();
}

function drawTools() {
  let waiting;
  const search = make('input', { type: 'search', placeholder: 'Search paths', 'aria-label': 'Search paths', value: VIEW.search, oninput: event => {
    clearTimeout(waiting);
    waiting = setTimeout(() => changed({ search: event.target.value.toLowerCase() }), 120);
  } });
  const pick = (label, name, options) => make('label', {}, make('span', {}, label), make('select', { 'data-filter': name, onchange: event => changed({ [name]: event.target.value }) },
    option('', 'all', VIEW[name]), options.map(([value, words]) => option(value, words, VIEW[name]))));
  fill('paths-tools', search,
    pick('role', 'role', ROLES.filter(role => PLACES.some(place => place.role === role)).map(role => [role, ROLE_NAMES[role]])),
    pick('type', 'kind', KIND_NAMES.filter(kind => PLACES.some(place => amount(place.kinds, kind))).map(kind => [kind, kind])),
    (DATA.findings || []).length ? make('label', {}, make('input', { type: 'checkbox', 'data-filter': 'odd', checked: VIEW.odd, onchange: event => changed({ odd: event.target.checked }) }), 'odd only') : null,
    make('label', {}, make('input', { type: 'checkbox', 'data-filter': 'list', checked: VIEW.list, onchange: event => changed({ list: event.target.checked }) }), 'flat list'),
    make('button', { type: 'button', onclick: () => changed({ open: new Set(PLACES.filter(place => place.children.length).map(place => place.index)) }) }, 'Open all'),
    make('button', { type: 'button', onclick: () => changed({ open: new Set([0]) }) }, 'Close all'),
    make('span', { id: 'paths-count', class: 'quiet', role: 'status' }));
}

function arrows(event) {
  const at = event.target.closest('tr[data-index]');
  if (!at || !['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'].includes(event.key)) return;
  event.preventDefault();
  const index = Number(at.dataset.index), open = VIEW.open.has(index);
  if (event.key === 'ArrowRight' ? !open : event.key === 'ArrowLeft' && open) {
    if (VIEW.list || filtered() || !PLACES[index].children.length) return;
    flip(index);
    document.querySelector(`#paths-table tr[data-index="${index}"] .name`).focus();
    return;
  }
  const next = event.key === 'ArrowUp' ? at.previousElementSibling : event.key === 'ArrowLeft'
    ? document.querySelector(`#paths-table tr[data-index="${PLACES[index].parent}"]`) : at.nextElementSibling;
  if (next) next.querySelector('.name').focus();
}

// as many levels as fit a screen
function openAtStart() {
  let level = PLACES.length ? [0] : [], seen = 1;
  while (level.length) {
    const next = level.flatMap(index => PLACES[index].children);
    if (seen + next.length > OPEN_AT_START && seen > 1) return;
    level.forEach(index => VIEW.open.add(index));
    seen += next.length;
    level = next;
  }
}

function startPaths() {
  openAtStart();
  fill('paths-legend', 'Types:', kindLegend());
  drawTools();
  drawPaths();
  document.getElementById('paths-table').addEventListener('keydown', arrows);
  CHOSEN.listeners.push((index, by) => {
    if (by === 'start') return;
    if (by === 'table') {
      for (const line of document.querySelectorAll('#paths-table tr[data-index]')) {
        const here = Number(line.dataset.index) === index;
        line.classList.toggle('chosen', here);
        line.setAttribute('aria-selected', String(here));
      }
      return;
    }
    reveal(index);
    const line = document.querySelector(`#paths-table tr[data-index="${index}"]`);
    if (by === 'finding' && line) line.scrollIntoView({ block: 'center' });
  });
}

// Everything about one path; made when the path is chosen.

const QUANTILES = ['min', '25 %', 'median', '75 %', '95 %', 'max'];
const DRAWER = window.matchMedia('(max-width: 1199px)');
let opener = null;

const block = (title, ...children) => {
  const inside = children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
  return inside.length ? make('section', {}, make('h3', {}, title), inside) : null;
};

function pairs(rows) {
  const shown = rows.filter(row => row && row[1] !== null && row[1] !== undefined);
  return shown.length ? make('dl', {}, shown.map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])) : null;
}

const example = key => key === null || key === undefined ? '' : make('bdi', { class: 'code', title: 'key of a document that has it' }, shorten(key, 40));

function tallies(rows, whole, heading) {
  if (!rows || !rows.length) return null;
  const keyed = rows.some(row => row[2] !== null && row[2] !== undefined);
  return make('table', { class: 'small' },
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, heading), make('th', { scope: 'col', class: 'right' }, 'count'),
      make('th', { scope: 'col' }, 'share'), keyed ? make('th', { scope: 'col' }, 'example key') : null)),
    make('tbody', {}, rows.map(([name, number, key, element]) => make('tr', {},
      make('th', { scope: 'row' }, element || name), make('td', { class: 'right' }, count(number)),
      make('td', { class: 'share' }, bar(number, whole), percent(number, whole)), keyed ? make('td', {}, example(key)) : null))));
}

function quantiles(title, values) {
  if (!values || values[5] === undefined) return null;
  if (values[0] === values[5]) return make('p', {}, `${title}: always ${count(values[0])}`);
  return make('table', { class: 'small even' }, make('caption', {}, title),
    make('thead', {}, make('tr', {}, QUANTILES.map(name => make('th', { scope: 'col' }, name)))),
    make('tbody', {}, make('tr', {}, values.map(value => make('td', {}, count(value))))));
}

function shown(value) {
  if (value.text !== undefined) return make('bdi', { class: 'code' }, shorten(value.text, 60));
  const words = value.length === undefined ? `${value.masked}, masked` : `${value.masked} of ${counted(value.length, 'character')}, masked`;
  return make('span', { class: 'masked' }, words);
}

const maskable = text => text === null ? make('span', { class: 'masked' }, 'masked') : make('bdi', { class: 'code' }, shorten(text, 60));

function values(place) {
  if (place.distinct === undefined) return null;
  const scalars = place.kinds.filter(([kind]) => !['null', 'object', 'array'].includes(kind)).reduce((sum, entry) => sum + entry[1], 0);
  const low = place.low === undefined ? place.least : place.low, high = place.high === undefined ? place.greatest : place.high;
  return block('Values',
    pairs([
      ['different', `about ${count(place.distinct)} in ${counted(scalars, 'value')}`],
      place.low !== undefined ? ['numbers', make('bdi', { class: 'code' }, `${place.low} to ${place.high}`)] : null,
      place.least !== undefined ? ['texts, in order', [maskable(place.least), ' to ', maskable(place.greatest)]] : null,
      place.maskedExtremes ? ['least and greatest', make('span', { class: 'masked' }, 'masked')] : null,
    ]),
    quantiles('Characters', place.lengths),
    tallies((place.frequent || []).map(value => [null, value.count, null, shown(value)]), scalars, 'most frequent'),
    place.further ? make('p', { class: 'quiet' }, `and about ${count(place.further)} more`) : null);
}

function containers(place) {
  const objects = amount(place.kinds, 'object'), arrays = amount(place.kinds, 'array');
  if (!objects && !arrays) return null;
  const forms = place.keyForms || [];
  return block(arrays && objects ? 'Arrays and objects' : arrays ? 'Arrays' : 'Objects',
    place.map ? make('p', {}, make('strong', {}, 'Keys are data. '), visible(place.map)) : null,
    quantiles(arrays && objects ? 'Elements and members' : arrays ? 'Elements' : 'Members', place.items),
    place.keys ? pairs([
      ['different keys', `about ${count(place.keys)}`],
      ['key sets', place.shapesMore ? `${count(place.shapes)} told apart; ${counted(place.shapesMore, 'object')} with others` : place.shapes ? count(place.shapes) : null],
    ]) : null,
    tallies(forms, forms.reduce((sum, form) => sum + form[1], 0), 'keys written as'),
    place.map ? null : tallies((place.shapesTop || []).map(([keys, more, number, key]) =>
      [null, number, key, make('span', { class: 'keys' }, keys.length ? code(keys.join(', ') + (more ? `, ${more} more` : ''), 90) : 'no keys')]), objects, 'most frequent key sets'));
}

function identity(place) {
  const keys = place.naturalKeys || [];
  return block('Identity',
    keys.length ? make('p', {}, 'Natural key candidates, in every element and never twice in one array: ', keys.flatMap((path, n) => [n ? ', ' : '', link(path, 40)])) : null,
    place.checked ? make('p', {}, place.repeats[0]
      ? [`Repeats in its array ${counted(place.repeats[0], 'time')} in ${counted(place.checked, 'comparison')}; document `, example(place.repeats[1])]
      : `Never twice in one array, in ${counted(place.checked, 'value')} compared.`) : null,
    place.recurse ? make('p', {}, make('strong', {}, 'Recursive. '), 'Its own kind is below it, at ', code(place.recurse), '; all levels are counted here.') : null);
}

// a path, or what the table has beside the documents
const source = (name, longest = 60) => name === 'key' ? 'the order of the keys'
  : name.startsWith('column:') ? ['column ', code(name.slice(7), longest)] : link(name, longest);

function drift(found) {
  const what = found.what === 'presence' ? 'there in ' : `of kind ${found.what} in `;
  return make('li', {}, 'changes with ', source(found.by), `: ${what}`, percent(found.shares[0], 1), ' up to ', maskable(found.before),
    ', in ', percent(found.shares[1], 1), ' from ', maskable(found.after), ' on');
}

function dependency(found, other, words) {
  const agree = found.violators ? `${percent(found.members - found.violators, found.members)} of ${count(found.members)} agree` : `all ${count(found.members)} agree`;
  return make('li', {}, words, source(other), `: ${agree}, in ${counted(found.groups, 'group')}`,
    found.broken ? make('ul', {}, found.examples.map(([key, by, left, right]) =>
      make('li', {}, 'document ', example(key), ': ', maskable(by), ' has ', maskable(left), ' and ', maskable(right)))) : null);
}

function discriminator(found) {
  return make('li', {}, found.member.startsWith('column:') ? source(found.member) : code(found.member), ` decides which members there are: it spares ${percent(found.gain, 1)} of the wrong guesses`,
    tallies(found.variants.map(variant => [null, variant.elements, null, [shown(variant), make('small', {}, ` ${counted(variant.members.length, 'member')}`)]]),
      found.variants.reduce((sum, variant) => sum + variant.elements, 0), 'value'),
    found.more ? make('p', { class: 'quiet' }, `and ${count(found.more)} more`) : null);
}

function related(place) {
  const all = DATA.relations;
  if (!all) return null;
  const at = place.path;
  const items = [
    ...all.dependencies.filter(found => found.dependent === at).map(found => dependency(found, found.determinant, 'decided by ')),
    ...all.dependencies.filter(found => found.determinant === at).map(found => dependency(found, found.dependent, 'decides ')),
    ...all.discriminators.filter(found => found.place === at).map(discriminator),
    ...all.discriminators.filter(found => `${found.place}.${found.member}` === at).map(found => make('li', {}, 'decides which members ', link(found.place, 60), ' has')),
    ...all.references.filter(found => found.place === at).map(found => make('li', {}, 'refers to ', code(found.target), `: ${count(found.found)} of ${count(found.asked)} values are there`,
      found.dangling.length ? make('ul', {}, found.dangling.map(([key, text]) => make('li', {}, 'not there: ', maskable(text), ' in document ', example(key)))) : null)),
    ...all.drifts.filter(found => found.place === at).map(drift),
  ];
  return block('Relations', items.length ? [make('ul', {}, items), make('p', { class: 'quiet' }, `From a sample of ${counted(all.documents, 'document')}.`)] : null);
}

function role(place) {
  const words = place.given ? [
    place.given.confidence === null ? null : ` ${percent(place.given.confidence, 1)} sure`,
    make('p', {}, visible(place.given.reason)),
  ] : place.role === 'undecided' ? make('p', { class: 'quiet' }, 'No role was proposed for it.')
    : make('p', { class: 'quiet' }, place.mostly ? 'It has none of its own; this is what most of the bytes below are.' : 'As the path above it.');
  return block('Role', chip(place.role, place.mostly), words);
}

function crumbs(place) {
  const way = [];
  for (let at = place; at.parent !== undefined; at = PLACES[at.parent]) way.unshift(PLACES[at.parent]);
  return make('p', { class: 'crumbs' }, way.flatMap((above, n) => [n ? ' \u203a ' : '',
    make('button', { class: 'link', type: 'button', onclick: () => choose(above.index, 'link') }, code(above.name, 24))]));
}

function below(place) {
  if (!place.children.length) return null;
  const largest = place.children.map(index => PLACES[index]).sort((a, b) => b.bytes - a.bytes || a.index - b.index);
  return block('Below it, the largest first', make('ul', { class: 'plain' }, largest.slice(0, 12).map(child =>
    make('li', {}, link(child.path, 40), make('span', { class: 'number' }, size(child.bytes))))),
    largest.length > 12 ? make('p', { class: 'quiet' }, `and ${count(largest.length - 12)} more`) : null);
}

function draw(index) {
  const place = PLACES[index];
  const whole = place.path.length > 160;
  const title = make('h2', { id: 'details-title', tabindex: '-1', class: whole ? 'clamped' : null }, code(place.path, 0));
  return [
    make('div', { class: 'bar-top' }, crumbs(place), make('button', { class: 'close', type: 'button', onclick: close, 'aria-label': 'Close the details' }, '\u00d7')),
    title,
    whole ? make('button', { class: 'link', type: 'button', onclick: event => { title.classList.remove('clamped'); event.target.remove(); } }, `show all ${count(place.path.length)} characters`) : null,
    place.findings.length ? block('Findings', place.findings.map(n => make('p', { class: 'oddity' }, make('strong', {}, visible(DATA.findings[n].kind)), ': ', visible(DATA.findings[n].what)))) : null,
    role(place),
    block('Presence', make('div', { class: 'wide' }, presence(place)), pairs([
      ['documents', `${count(place.documents)} of ${count(WITH_DOCUMENT)}`],
      ['values', count(place.values)],
      place.base ? ['of the objects above', percent(place.values, place.base)] : null,
    ])),
    block('Types', make('div', { class: 'wide' }, kindBar(place)), tallies(place.kinds, place.values, 'type'),
      tallies((place.empty || []).map(([kind, ...rest]) => [{ string: 'empty text ""', object: 'empty object {}', array: 'empty array []' }[kind], ...rest]), place.values, 'empty')),
    tallies(place.forms, (place.forms || []).reduce((sum, form) => sum + form[1], 0), 'written as') && block('Forms', tallies(place.forms, (place.forms || []).reduce((sum, form) => sum + form[1], 0), 'written as')),
    values(place), containers(place), identity(place), related(place),
    block('Bytes', pairs([
      ['with all below', `${size(place.bytes)} (${percent(place.bytes, TOTAL)} of all)`], ['its own', size(place.own)],
      place.nameBytes ? ['name of its key', size(place.nameBytes)] : null,
      place.values ? ['a value, on average', size(place.bytes / place.values)] : null,
    ])),
    place.columns.length ? block('Proposed columns', make('ul', { class: 'plain' }, place.columns.map(([table, column]) => make('li', {}, code(`${table}.${column}`))))) : null,
    below(place),
  ];
}

function close() {
  document.body.classList.remove('open');
  if (opener && opener.isConnected) opener.focus();
}

function startDetails() {
  CHOSEN.listeners.push((index, by) => {
    const panel = document.getElementById('details');
    if (!panel.contains(document.activeElement)) opener = document.activeElement;
    const inside = panel.contains(document.activeElement);
    fill('details', draw(index));
    panel.scrollTop = 0;
    if (by === 'start') return;
    document.body.classList.add('open');
    if (DRAWER.matches || inside) document.getElementById('details-title').focus({ preventScroll: true });
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
}

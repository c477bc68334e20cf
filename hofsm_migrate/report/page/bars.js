// Bars that are read without colour as well: every one has its number in words beside it or in its label.

function bar(part, whole, label) {
  const share = whole ? Math.min(1, part / whole) : 0;
  return make('span', { class: 'bar', role: 'img', 'aria-label': label || percent(part, whole) },
    make('i', { style: { width: `${(100 * share).toFixed(2)}%` } }));
}

const presence = place => make('span', { class: 'measure' },
  bar(place.documents, WITH_DOCUMENT, `in ${percent(place.documents, WITH_DOCUMENT)} of the documents`),
  make('span', { class: 'number' }, percent(place.documents, WITH_DOCUMENT)));

const weight = place => make('span', { class: 'measure' },
  bar(place.bytes, TOTAL, `${size(place.bytes)}`),
  make('span', { class: 'number' }, size(place.bytes)));

function kindWords(place, most = 7) {
  const found = place.kinds.slice().sort((a, b) => b[1] - a[1]);
  const words = found.slice(0, most).map(([kind, number]) => found.length === 1 ? kind : `${kind} ${percent(number, place.values).replace(/^(\d+)\.\d/, '$1')}`);
  return words.join(', ') + (found.length > most ? `, +${found.length - most}` : '');
}

function kindBar(place) {
  return make('span', { class: 'bar kinds', role: 'img', 'aria-label': kindWords(place), title: kindWords(place) },
    place.kinds.map(([kind, number]) => make('i', { class: `kind-${kind}`, style: { 'flex-grow': String(number) } })));
}

const kinds = place => make('span', { class: 'typed' }, kindBar(place), make('span', { class: 'words' }, kindWords(place, 2)));

const kindLegend = () => KIND_NAMES.map(kind => make('span', {}, make('i', { class: `swatch kind-${kind}` }), kind));

const chip = (role, mostly) => make('span', { class: `chip role-${role}${mostly ? ' derived' : ''}`, title: mostly ? 'what most of the bytes below are' : ROLE_WORDS[role] },
  make('i', { class: 'swatch' }), ROLE_NAMES[role]);

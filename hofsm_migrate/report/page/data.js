// What the file says, indexed: places with their children, roles, findings, columns; and which one is chosen.

const DATA = JSON.parse(document.getElementById('data').textContent);
const PLACES = DATA.places;
const ROLES = ['layout', 'default', 'input', 'core', 'undecided'];
const ROLE_NAMES = { layout: 'layout', default: 'default', input: 'input', core: 'core', undecided: 'not decided' };
const ROLE_WORDS = {
  layout: 'how a form looks', default: 'what it starts with', input: 'what people entered',
  core: 'what the record is about', undecided: 'no role proposed',
};
const KIND_NAMES = ['null', 'boolean', 'integer', 'decimal', 'string', 'object', 'array'];

const BY_PATH = new Map(PLACES.map((place, index) => [place.path, index]));
const TOTAL = PLACES.length ? PLACES[0].bytes || 0 : 0;
const ROLE_BYTES = Object.fromEntries(ROLES.map(role => [role, 0]));
const WITH_DOCUMENT = DATA.documents - DATA.sqlNulls[0] - DATA.unreadable[0];

PLACES.forEach((place, index) => Object.assign(place, {
  index, children: [], findings: [], columns: [], depth: 0,
  values: place.values || 0, documents: place.documents || 0, bytes: place.bytes || 0, own: place.own || 0,
  kinds: place.kinds || [],
}));
for (const place of PLACES) {
  if (place.parent === undefined) continue;
  const above = PLACES[place.parent];
  above.children.push(place.index);
  place.depth = above.depth + 1;
}

// The bytes of an object hold the names of its keys. A box in the treemap takes in the name of its own key, since that
// goes where the value goes; entries of maps have names that differ.
for (const place of PLACES) {
  const named = place.children.map(index => PLACES[index]).filter(child => child.step === 'key');
  const bytes = named.map(child => child.values * (new TextEncoder().encode(JSON.stringify(child.name)).length + 2));
  const fits = bytes.reduce((sum, number) => sum + number, 0) <= place.own;
  named.forEach((child, n) => { child.nameBytes = fits ? bytes[n] : 0; });
}

// A place without a role of its own has that of the nearest one above; a container that has none either is shown as what
// most of its bytes are.
const ROLE_OF = new Map(Object.entries(DATA.roles));
for (const place of PLACES) {
  const own = ROLE_OF.get(place.path);
  const above = place.parent === undefined ? null : PLACES[place.parent];
  place.given = own ? { role: own[0], confidence: own[1], reason: own[2] } : null;
  place.role = own ? own[0] : above ? above.role : null;
}
for (const place of PLACES.slice().reverse()) {
  place.below = place.below || {};
  if (!place.role && place.children.length) {
    const most = ROLES.reduce((best, role) => (place.below[role] || 0) > (place.below[best] || 0) ? role : best, 'undecided');
    place.role = most;
    place.mostly = most !== 'undecided';
  }
  place.role = place.role || 'undecided';
  const bytes = place.own + (place.nameBytes || 0) - place.children.reduce((sum, index) => sum + (PLACES[index].nameBytes || 0), 0);
  place.below[place.role] = (place.below[place.role] || 0) + bytes;
  ROLE_BYTES[place.role] += bytes;
  if (place.parent === undefined) continue;
  const above = PLACES[place.parent];
  above.below = above.below || {};
  for (const [role, bytes] of Object.entries(place.below)) above.below[role] = (above.below[role] || 0) + bytes;
}

(DATA.findings || []).forEach((finding, index) => {
  const at = BY_PATH.get(finding.path);
  if (at !== undefined) PLACES[at].findings.push(index);
});
for (const table of DATA.spec ? DATA.spec.tables : []) for (const column of table.columns) for (const path of column.paths) {
  const at = BY_PATH.get(path);
  if (at !== undefined) PLACES[at].columns.push([table.name, column.name]);
}

const tally = (list, name) => (list || []).find(entry => entry[0] === name);
const amount = (list, name) => (tally(list, name) || [0, 0])[1];

// listeners are called with the index of the chosen place and with who chose it
const CHOSEN = { index: 0, listeners: [] };
function choose(index, by) {
  CHOSEN.index = index;
  for (const listener of CHOSEN.listeners) listener(index, by);
}
function choosePath(path, by) {
  const index = BY_PATH.get(path);
  if (index !== undefined) choose(index, by);
}
const link = (path, longest) => BY_PATH.has(path)
  ? make('button', { class: 'link', type: 'button', 'data-path': path, onclick: () => choosePath(path, 'link') }, code(path, longest))
  : code(path, longest);

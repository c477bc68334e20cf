// Header, navigation, and everything put together.

function figures() {
  const average = WITH_DOCUMENT ? DATA.bytes / WITH_DOCUMENT : 0;
  const found = [
    [count(DATA.documents), DATA.documents === 1 ? 'document' : 'documents'],
    [size(DATA.bytes), `of JSON, ${size(average)} a document`],
    [count(PLACES.length), PLACES.length === 1 ? 'path' : 'paths'],
    DATA.findings ? [count(DATA.findings.length), DATA.findings.length === 1 ? 'finding' : 'findings'] : null,
    DATA.spec ? [count(DATA.spec.tables.length), DATA.spec.tables.length === 1 ? 'proposed table' : 'proposed tables'] : null,
  ];
  return make('ul', { class: 'figures' }, found.filter(Boolean).map(([number, words]) => make('li', {}, make('strong', {}, number), make('span', {}, words))));
}

function scope() {
  const source = DATA.source;
  const parts = [
    source.sample ? `A sample: ${counted(source.sample, 'document')} were asked for.` : source.where ? 'All documents that meet the condition.' : 'All documents of the table.',
    source.where ? ['Condition: ', code(source.where, 200), '. '] : null,
    DATA.sqlNulls[0] ? `${counted(DATA.sqlNulls[0], 'row')} without a document (for example ${shorten(DATA.sqlNulls[1] || '-', 40)}). ` : null,
    DATA.unreadable[0] ? `${counted(DATA.unreadable[0], 'payload')} that cannot be read as JSON (for example ${shorten(DATA.unreadable[1] || '-', 40)}). ` : null,
  ];
  return parts.filter(Boolean).flatMap((part, n) => [n ? ' ' : '', part].flat());
}

function drawHead() {
  const source = DATA.source;
  const mode = { text: 'texts masked', all: 'all values masked', none: 'nothing masked' }[DATA.redaction.mode];
  fill('head',
    make('p', { class: 'kicker' }, 'Profile of a JSON column'),
    make('h1', {}, code(`${source.schema}.${source.table}`, 80), make('span', { class: 'payload' }, ' ', code(source.payload, 63), ` ${source.type}`)),
    figures(),
    pairs([
      ['read', scope()],
      ['documents are named by', source.key.length ? code(source.key.join(', ')) : 'row number: the table has no primary key'],
      DATA.when ? ['scanned', DATA.when] : null,
      DATA.options.length ? ['options', code(DATA.options.join(' '), 200)] : null,
      ['privacy', [make('strong', { class: `privacy ${DATA.redaction.mode}` }, mode), ' ', DATA.redaction.words]],
    ]));
}

function drawRoles() {
  const decided = TOTAL && ROLE_BYTES.undecided < TOTAL;
  document.getElementById('bytes-lead').textContent = decided
    ? 'The area of a box is its share of all bytes of JSON, its colour the proposed role; the name of its key is part of it. A click opens the details of the path and looks into it.'
    : 'The area of a box is its share of all bytes of JSON. No roles were proposed, so all boxes have one colour. The name of its key is part of a box. A click opens the details of the path and looks into it.';
  fill('roles',
    make('div', { class: 'rolebar', 'aria-hidden': 'true' }, ROLES.filter(role => ROLE_BYTES[role]).map(role => make('i', { class: `role-${role}`, style: { 'flex-grow': String(ROLE_BYTES[role]) } }))),
    make('ul', { class: 'legend' }, ROLES.filter(role => ROLE_BYTES[role]).map(role => make('li', {}, chip(role), make('span', { class: 'number' }, percent(ROLE_BYTES[role], TOTAL)), make('span', { class: 'quiet' }, ROLE_WORDS[role])))));
}

function drawNav() {
  const parts = [['bytes', 'Bytes', null], ['paths', 'Paths', PLACES.length], ['findings', 'Findings', DATA.findings && DATA.findings.length], ['tables', 'Tables', DATA.spec && DATA.spec.tables.length]];
  fill('nav', parts.map(([id, words, number]) => make('a', { href: `#${id}` }, words, number === null ? null : make('span', { class: 'quiet' }, ` ${count(number)}`))));
}

drawHead();
drawNav();
drawRoles();
startPaths();
fill('findings-body', drawFindings());
fill('tables-body', drawTables());
startDetails();
fill('foot', 'Made by hofsm. This file needs no network and asks for none.');
if (PLACES.length) choose(0, 'start');
document.body.classList.add('ready');
startTreemap();

// Findings and proposed tables.

const finding = (found, index) => make('tr', { 'data-finding': index },
  make('th', { scope: 'row' }, BY_PATH.has(found.path)
    ? make('button', { class: 'link', type: 'button', onclick: () => choosePath(found.path, 'finding') }, code(found.path, 90)) : code(found.path, 90)),
  make('td', {}, make('strong', {}, visible(found.kind)), make('br'), visible(found.what)),
  make('td', { class: 'right' }, count(found.count)),
  make('td', { class: 'share' }, bar(found.share, 1), percent(found.share, 1)),
  make('td', {}, found.examples.flatMap((key, n) => [n ? ', ' : '', example(key)])),
  make('td', {}, visible(found.action)));

function drawFindings() {
  if (DATA.findings === null) return make('p', { class: 'quiet' }, 'Nobody looked for oddities in this profile.');
  if (!DATA.findings.length) return make('p', { class: 'lead' }, 'No rows = nothing odd.');
  const heads = ['path', 'what is odd', 'count', 'share', 'example keys', 'what the migration does'];
  return [
    make('p', { class: 'lead' }, 'Nothing of this fails. A click on a path shows everything that is known of it. No rows would mean: nothing odd.'),
    make('div', { class: 'scroll' }, make('table', { id: 'findings-table' },
      make('thead', {}, make('tr', {}, heads.map((words, n) => make('th', { scope: 'col', class: n === 2 ? 'right' : null }, words)))),
      make('tbody', {}, DATA.findings.map(finding)))),
  ];
}

const wires = column => column.wires.filter(wire => wire !== 'native').join(', ') || 'as in JSON';

function columns(table) {
  const heads = ['column', 'type', 'written as', 'path', 'filled'];
  const extra = [
    table.identity ? [table.identity, 'natural key of the element'] : null,
    table.key ? [table.key, 'key of the map entry'] : null,
  ].filter(Boolean);
  return [
    extra.length ? make('p', { class: 'quiet' }, extra.flatMap(([name, words], n) => [n ? '; ' : '', code(name), ` is the ${words}`])) : null,
    make('div', { class: 'scroll' }, make('table', { class: 'columns' },
      make('thead', {}, make('tr', {}, heads.map(words => make('th', { scope: 'col' }, words)))),
      make('tbody', {}, table.columns.map(column => make('tr', {},
        make('th', { scope: 'row' }, code(column.name, 63)),
        make('td', {}, visible(column.type), column.references ? make('small', {}, ' references ', code(column.references)) : null, column.index ? make('small', {}, ' indexed') : null),
        make('td', {}, wires(column)),
        make('td', {}, column.paths.flatMap((path, n) => [n ? ', ' : '', link(path, 56)])),
        make('td', { class: 'share' }, table.rows ? [bar(column.values, table.rows), percent(Math.min(column.values, table.rows), table.rows)] : '')))))),
  ];
}

function tableCard(table) {
  const card = make('details', { class: 'card', 'data-table': table.name },
    make('summary', {}, make('span', { class: 'title' }, code(table.name, 63)), chip(table.role),
      make('span', { class: 'at' }, code(table.at + (table.when ? ` where ${table.when} is an object` : ''), 60)),
      make('span', { class: 'number' }, counted(table.columns.length, 'column')),
      make('span', { class: 'number' }, table.rows === null ? 'rows unknown' : counted(table.rows, 'row'))));
  card.drawOnce = () => {
    card.drawOnce = () => {};
    put(card, make('p', {}, 'One row for each value at ', link(table.place, 60), table.recurse ? [', at every level: its own kind is at ', code(table.recurse)] : null, '.'), columns(table));
  };
  card.addEventListener('toggle', () => { if (card.open) card.drawOnce(); });
  return card;
}

// on paper everything is open
window.addEventListener('beforeprint', () => document.querySelectorAll('#tables-body details').forEach(card => { card.open = true; card.drawOnce(); }));

function drawTables() {
  const spec = DATA.spec;
  if (!spec) return make('p', { class: 'quiet' }, 'No mapping spec was given: there are no proposed tables to show.');
  const rows = spec.tables.reduce((sum, table) => sum + (table.rows || 0), 0);
  const all = open => () => document.querySelectorAll('#tables-body details').forEach(card => { card.open = open; });
  return [
    make('p', { class: 'lead' }, `Mapping ${visible(spec.mapping)} (${visible(spec.file)}) makes ${counted(spec.tables.length, 'table')} in schema ${visible(spec.schema)}; ${counted(rows, 'row')} are expected from these documents.`),
    make('p', { class: 'tools' }, make('button', { type: 'button', onclick: all(true) }, 'Open all'), make('button', { type: 'button', onclick: all(false) }, 'Close all')),
    make('div', { class: 'cards' }, spec.tables.map(tableCard)),
  ];
}

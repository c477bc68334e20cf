// The treemap. The charting library comes packed; it is unpacked and run after everything else is on the page.

const MOST_BOXES = 600;
const SMALLEST = 1 / 2500;
const LEVELS = 5;
const HINT = 0.2;
const WORDY = 56;
const LETTER = 7;
const FEWEST = 6;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// a box that holds others has a hint of what most of its bytes are
function mix(tint, ground) {
  const parts = text => [1, 3, 5].map(at => parseInt(text.slice(at, at + 2), 16));
  const [from, to] = [parts(tint), parts(ground)];
  return `rgb(${to.map((part, n) => Math.round(part + (from[n] - part) * HINT)).join(',')})`;
}
// the library reads <b>, <a> and entities in labels
const plain = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// an array and its elements, or a map and its entries, are one box: the place where it ends, and what it is called
function chain(place) {
  let end = place, name = place.name.trim() ? place.name : JSON.stringify(place.name);
  while (end.children.length === 1 && PLACES[end.children[0]].step !== 'key') {
    end = PLACES[end.children[0]];
    name += end.step === 'element' ? '[*]' : '.*';
  }
  return { end, name };
}

function head(text, longest) {
  const letters = Array.from(visible(text));
  return letters.length <= longest ? letters.join('') : letters.slice(0, longest - 1).join('') + '\u2026';
}

// the largest places; what is left out at one place becomes one box there
function boxes() {
  const weigh = place => place.bytes + (place.nameBytes || 0);
  // of boxes of one size all stay or none
  const largest = PLACES.map(weigh).sort((a, b) => b - a)[MOST_BOXES] || 0;
  const shown = place => weigh(place) >= TOTAL * SMALLEST && weigh(place) > largest;
  const found = [];
  const add = (place, parent) => {
    const { end, name } = chain(place);
    const below = end.children.map(index => PLACES[index]);
    const kept = below.filter(shown);
    found.push({ id: String(end.index), parent, bytes: weigh(place), place: end, name, leaf: !kept.length });
    kept.forEach(child => add(child, String(end.index)));
    const left = below.filter(child => !shown(child));
    const bytes = left.reduce((sum, child) => sum + weigh(child), 0);
    if (kept.length && bytes) found.push({ id: `rest-${end.index}`, parent: String(end.index), bytes, place: end, name: `+${count(left.length)}`, leaf: true, rest: left.length });
  };
  add(PLACES[0], '');
  return found;
}

const boxRole = box => box.rest ? 'undecided' : box.place.role;

function hover(box) {
  const place = box.place;
  if (box.rest) return `${counted(box.rest, 'smaller path')}<br>${size(box.bytes)}`;
  return [`<b>${plain(shorten(place.path, 70))}</b>`, `${size(box.bytes)}, ${percent(box.bytes, TOTAL)} of all`,
    `role: ${place.mostly ? 'mostly ' : ''}${ROLE_NAMES[place.role]}`, `in ${percent(place.documents, WITH_DOCUMENT)} of the documents`].join('<br>');
}

// names and numbers as far as they fit a box that is about as wide as it is high
function written(all, level, target) {
  const whole = (all.find(box => box.id === level) || all[0]).bytes;
  const area = target.clientWidth * target.clientHeight;
  const width = box => Math.sqrt(area * Math.min(1, box.bytes / whole)) * (box.leaf ? 0.85 : 1.1);
  const name = box => {
    const letters = Math.min(40, Math.floor((width(box) - 8) / LETTER));
    return letters < Math.min(FEWEST, box.name.length) ? '' : plain(head(box.name, letters));
  };
  const share = box => percent(box.bytes, TOTAL);
  return {
    labels: all.map(name),
    text: all.map(box => width(box) < WORDY ? '' : box.leaf && !box.rest ? `${share(box)}<br>${ROLE_NAMES[boxRole(box)]}` : share(box)),
  };
}

function trace(all, level, target) {
  return {
    type: 'treemap', branchvalues: 'total', maxdepth: LEVELS, sort: true, level, ...written(all, level, target),
    ids: all.map(box => box.id), parents: all.map(box => box.parent), values: all.map(box => box.bytes),
    customdata: all.map(box => box.place.index), hovertext: all.map(hover), hoverinfo: 'text', textinfo: 'label+text',
    marker: {
      colors: all.map(box => box.leaf ? colour(`--role-${boxRole(box)}`) : mix(colour(`--role-${boxRole(box)}`), colour('--branch'))),
      line: { width: 1, color: colour('--page') }, pad: { t: 20, l: 3, r: 3, b: 3 }, cornerradius: 3,
    },
    textfont: { family: colour('--font'), size: 12, color: all.map(box => box.leaf ? colour(`--on-${boxRole(box)}`) : colour('--ink')) },
    pathbar: { thickness: 24, textfont: { family: colour('--font'), size: 12, color: colour('--ink') } },
    tiling: { packing: 'squarify', pad: 2 },
  };
}

// the bar with the way back is above the boxes
const layout = inside => ({
  margin: { t: inside ? 28 : 0, l: 0, r: 0, b: 0 }, paper_bgcolor: 'rgba(0,0,0,0)', autosize: true, uniformtext: { minsize: 11, mode: 'hide' },
  hoverlabel: { bgcolor: colour('--raised'), bordercolor: colour('--line'), align: 'left', font: { family: colour('--font'), size: 13, color: colour('--ink') } },
});

async function unpack() {
  const packed = Uint8Array.from(atob(document.getElementById('chart').textContent), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const script = document.createElement('script');
  script.textContent = await new Response(stream).text();
  document.head.append(script);
  if (!window.Plotly) throw new Error('the charting library did not start');
}

async function startTreemap() {
  const target = document.getElementById('treemap');
  if (!TOTAL) {
    fill('treemap', make('p', { class: 'quiet' }, 'No bytes: no document was read.'));
    document.body.classList.add('drawn');
    return;
  }
  try {
    await unpack();
  } catch (problem) {
    fill('treemap', make('p', { class: 'quiet' }, `The treemap cannot be drawn by this browser (${problem.message}); the table of paths has the same numbers.`));
    return;
  }
  target.replaceChildren();
  const all = boxes();
  let level = all[0].id;
  const show = () => Plotly.react(target, [trace(all, level, target)], layout(level !== all[0].id), { displayModeBar: false, responsive: true });
  await show();
  target.on('plotly_treemapclick', event => {
    const box = all.find(one => one.id === event.points[0].id);
    if (!box) return false;
    choose(box.place.index, 'treemap');
    if (!box.leaf && event.nextLevel !== undefined) {
      level = event.nextLevel || all[0].id;
      setTimeout(show);
    }
    return false;
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  document.body.classList.add('drawn');
}

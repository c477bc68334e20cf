// Numbers and texts for people, and elements that hold text only: no part of a document ever becomes HTML.

const NUMBER = new Intl.NumberFormat('en');
const LONGEST = 72;

// C0, C1 and what changes the direction of text or is not seen; joiners stay, since scripts and emoji need them
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const visible = text => String(text).replace(HIDDEN, letter => '\\u' + letter.charCodeAt(0).toString(16).padStart(4, '0'));

function shorten(text, longest = LONGEST) {
  const letters = Array.from(visible(text));
  if (letters.length <= longest) return letters.join('');
  const tail = Math.floor(longest / 3);
  return letters.slice(0, longest - tail - 1).join('') + '\u2026' + letters.slice(-tail).join('');
}

const count = number => NUMBER.format(number);
const counted = (number, one, many) => `${count(number)} ${number === 1 ? one : many || one + 's'}`;

function percent(part, whole) {
  if (!whole) return '-';
  const share = 100 * part / whole;
  if (part && share < 0.1) return '< 0.1\u00a0%';
  if (part < whole && share > 99.9) return '> 99.9\u00a0%';
  return `${share === 100 || share === 0 || (share >= 9.95 && share < 99.5) ? share.toFixed(0) : share.toFixed(1)}\u00a0%`;
}

function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes, unit = 0;
  while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return `${unit && value < 99.5 ? value.toFixed(1) : NUMBER.format(Math.round(value))}\u00a0${units[unit]}`;
}

// make('p', {class: 'x', onclick: f}, 'text', element, null): children that are no element become text
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
    else element.setAttribute(name, value === true ? '' : value);
  }
  return put(element, ...children);
}

function put(element, ...children) {
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

const fill = (id, ...children) => { const element = document.getElementById(id); element.replaceChildren(); return put(element, ...children); };

// a path or key: its own direction, never mixed with the words around it; the whole of it in the tooltip
function code(text, longest) {
  const shown = !String(text).trim() ? JSON.stringify(text) : longest === 0 ? visible(text) : shorten(text, longest);
  return make('bdi', { class: 'code', dir: 'ltr', title: shown === String(text) ? null : visible(text).slice(0, 1000) },
    shown.split(/(?<=[.\]])(?=.)/).flatMap((part, n) => n ? [make('wbr'), part] : [part]));
}

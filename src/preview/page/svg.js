// A page as SVG in the document, patched in place: only the runs of text that changed are made anew.
// What comes in is checked element by element; nothing that could run or fetch is taken.

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

const ELEMENTS = new Set([
  'svg', 'g', 'path', 'use', 'symbol', 'defs', 'clipPath', 'rect', 'image', 'a',
  'linearGradient', 'radialGradient', 'stop',
]);
const ATTRIBUTES = new Set([
  'id', 'd', 'x', 'y', 'width', 'height', 'transform', 'viewBox', 'overflow', 'fill', 'fill-rule',
  'fill-opacity', 'opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-linecap',
  'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray', 'stroke-dashoffset', 'clip-path',
  'clip-rule', 'clipPathUnits', 'preserveAspectRatio', 'gradientUnits', 'gradientTransform',
  'spreadMethod', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'fr', 'offset',
  'stop-color', 'stop-opacity', 'href', 'xlink:href',
]);
const PICTURE = /^data:image\/(png|jpeg|svg\+xml);base64,/;

/** Thrown when a page holds something that no page of ours has. */
export class Refused extends Error {}

/** Splits SVG text into a light tree: groups with children, and runs of glyphs as one leaf. */
export function read(text) {
  const token = /(?:<use [^<>]*\/>)+|<(\/?)([A-Za-z]+)((?:\s[^<>]*?)?)(\/?)>/g;
  const root = { tag: '', attrs: '', children: [], raw: '' };
  const open = [root];
  const starts = [0];
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [raw, closing, tag, attrs, empty] = found;
    const parent = open[open.length - 1];
    if (closing === undefined) {
      parent.children.push({ tag: 'uses', attrs: '', children: null, raw });
    } else if (closing) {
      const done = open.pop();
      if (done.tag !== tag) throw new Refused(`a page closes ${tag} in ${done.tag}`);
      done.raw = text.slice(starts.pop(), token.lastIndex);
    } else if (empty) {
      parent.children.push({ tag, attrs, children: null, raw });
    } else {
      const node = { tag, attrs, children: [], raw: '' };
      parent.children.push(node);
      open.push(node);
      starts.push(found.index);
    }
  }
  const svg = root.children[0];
  if (open.length !== 1 || root.children.length !== 1 || svg.tag !== 'svg') {
    throw new Refused('a page is not one SVG');
  }
  return svg;
}

function checkAttribute(element, name, value) {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return false;
  if (element === 'a' || !ATTRIBUTES.has(name)) return false;
  if (name === 'href' || name === 'xlink:href') {
    return value.startsWith('#') || (element === 'image' && PICTURE.test(value));
  }
  return !/url\((?!["']?#)/i.test(value);
}

/** Takes a parsed element over into the document, with what is allowed and nothing else. */
function take(parsed) {
  const name = parsed.localName;
  if (parsed.namespaceURI !== SVG || !ELEMENTS.has(name)) throw new Refused(`a page holds ${name}`);
  for (const attribute of [...parsed.attributes]) {
    if (!checkAttribute(name, attribute.name, attribute.value)) parsed.removeAttributeNode(attribute);
  }
  for (const child of [...parsed.childNodes]) {
    if (child.nodeType === Node.ELEMENT_NODE) take(child);
    else child.remove();
  }
}

const RUN = /(?:<use [^<>]*\/>)+/g;
const GLYPH = /<use xlink:href="#([\w-]+)" x="(-?[\d.]+)" y="(-?[\d.]+)" fill="([^"<>&]*)" fill-rule="nonzero"\/>/y;

/** Outlines of glyphs by name, from the symbols of a page. An outline begins at 0 0 and goes on in
 *  steps from there, so that it can be put anywhere by its first point. */
function outlines(text) {
  const known = new Map();
  for (const [, name, path] of text.matchAll(/<symbol id="([\w-]+)"[^<>]*><path d="M 0 0([^"A-LN-Y<>]*)"\/><\/symbol>/g)) {
    if (!path.includes('M')) known.set(name, path);
  }
  return known;
}

/** Draws a run of glyphs as one path: a page has thousands of glyphs and some hundred runs. A run
 *  that is not as usual stays as it is. */
function merge(run, glyphs) {
  let path = '';
  let colour = null;
  GLYPH.lastIndex = 0;
  while (GLYPH.lastIndex < run.length) {
    const found = GLYPH.exec(run);
    const outline = found && glyphs.get(found[1]);
    if (outline === undefined || outline === null || (colour ?? found[4]) !== found[4]) return run;
    colour = found[4];
    path += `M ${found[2]} ${found[3]}${outline}`;
  }
  return `<path d="${path}" fill="${colour}" fill-rule="nonzero"/>`;
}

/** Makes elements of a piece of SVG text. */
function make(raw, glyphs) {
  const drawn = raw.replace(RUN, (run) => merge(run, glyphs));
  const parsed = new DOMParser().parseFromString(
    `<svg xmlns="${SVG}" xmlns:xlink="${XLINK}">${drawn}</svg>`, 'image/svg+xml');
  const outer = parsed.documentElement;
  if (outer.localName !== 'svg' || parsed.querySelector('parsererror')) {
    throw new Refused('a page is not well-formed');
  }
  take(outer);
  return [...outer.children].map((child) => document.adoptNode(child));
}

/** Gives every node of a light tree its elements, which stand in the same order. */
function bind(node, elements) {
  node.elements = elements;
  if (!node.children) return;
  let at = 0;
  const inside = [...elements[0].children];
  for (const child of node.children) {
    const apart = child.tag === 'uses' && inside[at].localName === 'use';
    const count = apart ? child.raw.split('<use ').length - 1 : 1;
    bind(child, inside.slice(at, at + count));
    at += count;
  }
}

function build(node, glyphs) {
  bind(node, make(node.raw, glyphs));
  return node.elements;
}

function attributes(raw) {
  return [...raw.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
}

/** Changes the elements of `old` so that they show `next`; returns how many nodes were made anew. */
function patch(old, next, parent, glyphs) {
  if (old.raw === next.raw) {
    next.elements = old.elements;
    next.children = old.children;
    return 0;
  }
  if (!old.children || !next.children || old.tag !== next.tag) {
    const made = build(next, glyphs);
    const first = old.elements[0];
    for (const element of made) parent.insertBefore(element, first);
    for (const element of old.elements) element.remove();
    return 1;
  }
  const element = old.elements[0];
  if (old.attrs !== next.attrs) {
    const wanted = new Map(attributes(next.attrs));
    for (const [name] of attributes(old.attrs)) {
      if (!wanted.has(name)) element.removeAttribute(name);
    }
    for (const [name, value] of wanted) {
      if (!checkAttribute(next.tag, name, value)) continue;
      if (name === 'xlink:href') element.setAttributeNS(XLINK, name, value);
      else element.setAttribute(name, value);
    }
  }
  next.elements = old.elements;
  return children(old.children, next.children, element, glyphs);
}

function children(old, next, parent, glyphs) {
  let made = 0;
  let start = 0;
  while (start < old.length && start < next.length && old[start].raw === next[start].raw) {
    patch(old[start], next[start], parent, glyphs);
    start += 1;
  }
  let oldEnd = old.length;
  let nextEnd = next.length;
  while (oldEnd > start && nextEnd > start && old[oldEnd - 1].raw === next[nextEnd - 1].raw) {
    oldEnd -= 1;
    nextEnd -= 1;
    patch(old[oldEnd], next[nextEnd], parent, glyphs);
  }
  const after = oldEnd < old.length ? old[oldEnd].elements[0] : null;
  const paired = Math.min(oldEnd, nextEnd);
  for (let at = start; at < paired; at += 1) made += patch(old[at], next[at], parent, glyphs);
  for (let at = paired; at < nextEnd; at += 1) {
    for (const element of build(next[at], glyphs)) parent.insertBefore(element, after);
    made += 1;
  }
  for (let at = Math.max(paired, start); at < oldEnd; at += 1) {
    for (const element of old[at].elements) element.remove();
  }
  return made;
}

/** One page in the document. */
export class Page {
  constructor(host) {
    this.host = host;
    this.tree = null;
  }

  /** Shows SVG text; returns how many pieces were made anew. */
  show(text) {
    const next = read(text);
    const glyphs = outlines(text);
    if (!this.tree) {
      this.host.replaceChildren(...build(next, glyphs));
      this.dress(next);
      this.tree = next;
      return 1;
    }
    let made;
    try {
      made = patch(this.tree, next, this.host, glyphs);
    } catch (error) {
      this.tree = null;
      this.host.replaceChildren();
      throw error;
    }
    this.tree = next;
    this.dress(next);
    return made;
  }

  dress(tree) {
    const svg = tree.elements[0];
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
    svg.removeAttribute('width');
    svg.removeAttribute('height');
  }
}

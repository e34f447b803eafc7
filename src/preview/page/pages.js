// The page as it will print: crisp at any size, with a place for each text on it.

import { h, fill, set, say, hidden, reveal, unique } from './dom.js';
import { Page, Refused } from './svg.js';

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const POINT = 96 / 72;

export class Pages {
  /** `chosen(leaf)` is called when the person picks a text on the page. */
  constructor({ chosen, wanted, pdf }) {
    this.chosen = chosen;
    this.wanted = wanted;
    this.sheets = [];
    this.zoom = null;
    this.leaves = [];
    this.stale = h('div', { class: 'stale', hidden: true });
    this.plain = h('pre', { class: 'plain-page', tabindex: '0', hidden: true, 'aria-label': 'The text as it will be written' });
    this.stack = h('div', { class: 'stack' });
    this.scroll = h('div', { class: 'page-scroll' }, this.stack, this.plain);
    this.root = h('section', { class: 'pages', 'aria-label': 'The page as it will print' },
      this.toolbar(pdf), this.stale, this.scroll);
    this.scroll.addEventListener('keydown', (event) => this.walk(event));
    new ResizeObserver(() => this.size()).observe(this.scroll);
  }

  toolbar(pdf) {
    const choice = (label, key) => {
      const id = unique('choice');
      const select = h('select', { id, on: { change: () => this.wanted({ [key]: select.value }) } });
      this[key] = select;
      return h('span', { class: 'labelled' }, h('label', { for: id }, label), select);
    };
    const zoom = (label, text, by) => h('button', {
      type: 'button', class: 'small', 'aria-label': label, title: label, on: { click: () => this.step(by) },
    }, text);
    this.percent = h('button', {
      type: 'button', class: 'small wide', on: { click: () => this.setZoom(null) },
    }, 'Fit');
    return h('div', { class: 'page-bar', role: 'group', 'aria-label': 'What the page shows' },
      choice('Format', 'format'), choice('Paper', 'paper'), choice('Country', 'jurisdiction'),
      h('span', { class: 'zoom', role: 'group', 'aria-label': 'Size on the screen' },
        zoom('Smaller', '−', -1), this.percent, zoom('Larger', '+', 1)),
      pdf);
  }

  /** Fills the choices of format, paper and country. */
  offer(workspace, wanted) {
    this.workspace = workspace;
    const options = (all, chosen) => all.map(({ id, name }) => h('option', { value: id, selected: id === chosen }, name));
    fill(this.format, options(workspace.formats, wanted.format));
    fill(this.jurisdiction, options(workspace.jurisdictions, wanted.jurisdiction ?? workspace.jurisdiction));
    this.papers(wanted.format, wanted.paper ?? workspace.paper);
  }

  papers(format, chosen) {
    const allowed = this.workspace.formats.find(({ id }) => id === format)?.papers;
    const papers = this.workspace.papers.filter(({ id }) => !allowed?.length || allowed.includes(id));
    fill(this.paper, papers.map(({ id, name }) => h('option', { value: id, selected: id === chosen }, name)));
    this.paper.disabled = papers.length < 2;
  }

  /** Shows what a try gave. */
  show(answer) {
    if (this.format.value !== answer.format) this.format.value = answer.format;
    if (this.paper.value !== answer.paper) this.papers(answer.format, answer.paper);
    if (this.jurisdiction.value !== answer.jurisdiction) this.jurisdiction.value = answer.jurisdiction;
    const pages = answer.pages ?? [];
    this.plain.hidden = !answer.text;
    if (answer.text) say(this.plain, answer.text);
    this.showStale(answer, pages.length > 0 || Boolean(answer.text));
    while (this.sheets.length > pages.length) this.sheets.pop().frame.remove();
    pages.forEach((page, index) => this.showPage(page, index, pages.length));
    this.showLeaves(answer.leaves ?? []);
    this.showMarks(answer.findings ?? []);
  }

  showStale(answer, any) {
    const first = (answer.findings ?? []).find(({ level }) => level === 'error');
    const stale = Boolean(answer.stale || (!any && first));
    clearTimeout(this.staleTimer);
    if (!stale) {
      this.stale.hidden = true;
      this.root.classList.remove('is-stale');
      return;
    }
    // A quote that is half typed is no news; what stays wrong for a moment is.
    this.staleTimer = setTimeout(() => {
      this.stale.hidden = false;
      this.root.classList.toggle('is-stale', Boolean(answer.stale));
    }, this.stale.hidden ? 350 : 0);
    const words = any
      ? 'This page is out of date: it is the last one without errors.'
      : 'There is no page yet: the sheet has errors.';
    if (this.staleSays === words + first?.message) return;
    this.staleSays = words + first?.message;
    fill(this.stale, h('strong', {}, words), ' ', first ? h('span', {}, `First fix: ${first.message}.`) : null);
  }

  showPage(page, index, total) {
    let sheet = this.sheets[index];
    if (!sheet) {
      const paper = h('div', { class: 'paper' });
      const list = h('ol', { class: 'leaves' });
      const frame = h('div', { class: 'sheet-page', role: 'group' }, paper, list);
      sheet = { frame, list, paper, page: new Page(paper), digest: null };
      this.sheets[index] = sheet;
      this.stack.append(frame);
    }
    const label = `Page ${index + 1} of ${total}`;
    if (sheet.frame.getAttribute('aria-label') !== label) sheet.frame.setAttribute('aria-label', label);
    if (sheet.digest !== page.digest && page.svg) {
      try {
        sheet.page.show(page.svg);
        sheet.digest = page.digest;
        sheet.frame.dataset.digest = page.digest;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        sheet.digest = null;
        fill(sheet.paper, h('p', {}, `This page cannot be shown: ${error.message}.`));
      }
    }
    if (sheet.width !== page.width || sheet.height !== page.height) {
      sheet.width = page.width;
      sheet.height = page.height;
      this.size();
    }
  }

  /** Gives each text on the page a place that can be pointed at, reached by arrow keys and read. */
  showLeaves(leaves) {
    const before = this.picked?.leaf ?? null;
    this.leaves = leaves;
    this.places = this.places ?? new Map();
    const seen = new Set();
    for (const sheet of this.sheets) sheet.order = [];
    leaves.forEach((leaf) => {
      const sheet = this.sheets[leaf.page - 1];
      if (!sheet) return;
      let name = leaf.leaf;
      for (let n = 2; seen.has(name); n += 1) name = `${leaf.leaf}#${n}`;
      seen.add(name);
      let place = this.places.get(name);
      if (!place) {
        const button = h('button', { type: 'button', tabindex: '-1' });
        place = { button, entry: h('li', {}, button) };
        button.addEventListener('click', () => this.pick(place.leaf, true));
        this.places.set(name, place);
      }
      place.leaf = leaf;
      const label = leaf.text ?? leaf.leaf;
      if (place.label !== label) {
        place.label = label;
        place.button.setAttribute('aria-label', label);
      }
      const kind = leaf.item ? 'from-item' : leaf.record ? 'from-record' : leaf.line ? 'from-author' : 'fixed';
      if (place.kind !== kind) {
        place.kind = kind;
        place.entry.className = kind;
      }
      const [left, top, right, bottom] = leaf.box;
      const box = `${left},${top},${right},${bottom},${sheet.width},${sheet.height}`;
      if (place.box !== box) {
        place.box = box;
        const { style } = place.entry;
        style.left = `${(100 * left) / sheet.width}%`;
        style.top = `${(100 * top) / sheet.height}%`;
        style.width = `${(100 * (right - left)) / sheet.width}%`;
        style.height = `${(100 * (bottom - top)) / sheet.height}%`;
      }
      sheet.order.push(place.entry);
    });
    for (const [name, place] of this.places) {
      if (!seen.has(name)) {
        place.entry.remove();
        this.places.delete(name);
      }
    }
    for (const sheet of this.sheets) {
      sheet.order.forEach((entry, index) => {
        if (sheet.list.children[index] !== entry) sheet.list.insertBefore(entry, sheet.list.children[index] ?? null);
      });
    }
    const all = [...this.places.values()];
    const stop = all.find((place) => place.leaf.leaf === before) ?? all[0];
    for (const place of all) {
      const index = place === stop ? '0' : '-1';
      if (place.button.getAttribute('tabindex') !== index) place.button.setAttribute('tabindex', index);
    }
  }

  /** Draws where findings are. */
  showMarks(findings) {
    for (const mark of this.marks ?? []) mark.remove();
    this.marks = [];
    for (const finding of findings) {
      const sheet = finding.box && this.sheets[(finding.page ?? 0) - 1];
      if (!sheet) continue;
      const [left, top, right, bottom] = finding.box;
      const mark = h('div', { class: `page-mark ${finding.level}`, 'aria-hidden': 'true' });
      mark.style.left = `${(100 * left) / sheet.width}%`;
      mark.style.top = `${(100 * top) / sheet.height}%`;
      mark.style.width = `${(100 * (right - left)) / sheet.width}%`;
      mark.style.height = `${(100 * (bottom - top)) / sheet.height}%`;
      sheet.frame.append(mark);
      this.marks.push(mark);
    }
  }

  /** Arrow keys go from text to text; Enter picks one. */
  walk(event) {
    const all = [...this.scroll.querySelectorAll('.leaves button')];
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const button = all[Math.max(0, Math.min(all.length - 1, to))];
    all[at].setAttribute('tabindex', '-1');
    button.setAttribute('tabindex', '0');
    button.focus();
    reveal(button, 'nearest');
  }

  /** Marks a text as picked. */
  pick(leaf, tell) {
    this.picked = leaf;
    for (const place of this.places.values()) {
      const on = place.leaf === leaf;
      place.entry.classList.toggle('picked', on);
      if (on) set(place.button, { 'aria-current': 'true' });
      else place.button.removeAttribute('aria-current');
    }
    if (tell) this.chosen(leaf);
  }

  /** Shows a text or a box of a page; returns whether it is there. */
  goTo({ leaf, page, box }, quietly = false) {
    const place = leaf && [...(this.places ?? new Map()).values()].find((one) => one.leaf.leaf === leaf);
    if (place) {
      this.pick(place.leaf, false);
      if (quietly) {
        place.entry.scrollIntoView({ block: 'nearest' });
      } else {
        reveal(place.entry);
        flash(place.entry);
      }
      return true;
    }
    if (quietly) {
      this.pick(null, false);
      return false;
    }
    const sheet = page && this.sheets[page - 1];
    if (!sheet) return false;
    const mark = box && (this.marks ?? []).find((one) => one.parentNode === sheet.frame);
    reveal(mark ?? sheet.frame, mark ? 'center' : 'start');
    if (mark) flash(mark);
    return true;
  }

  step(by) {
    const now = this.scale();
    const next = by > 0 ? ZOOMS.find((zoom) => zoom > now + 0.01) : ZOOMS.findLast((zoom) => zoom < now - 0.01);
    if (next) this.setZoom(next);
  }

  setZoom(zoom) {
    this.zoom = zoom;
    this.size();
  }

  scale() {
    const sheet = this.sheets[0];
    if (this.zoom) return this.zoom;
    if (!sheet?.width) return 1;
    const style = getComputedStyle(this.stack);
    const room = this.stack.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return Math.max(0.25, room / (sheet.width * POINT));
  }

  size() {
    const scale = this.scale();
    for (const { frame, width, height } of this.sheets) {
      if (!width) continue;
      frame.style.width = `${width * POINT * scale}px`;
      frame.style.height = `${height * POINT * scale}px`;
    }
    const percent = `${Math.round(scale * 100)} %`;
    fill(this.percent, percent, hidden(this.zoom ? ': fit to width' : ': fits the width'));
    set(this.percent, { 'aria-pressed': String(!this.zoom), title: 'Fit to width' });
  }
}

function flash(element) {
  element.classList.remove('flash');
  void element.offsetWidth;
  element.classList.add('flash');
}

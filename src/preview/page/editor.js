// The sheet's text with line numbers, findings at their lines, and completion.
// The text lies over a copy of itself that carries numbers and marks; both break lines alike.

import { h, fill, set, say, unique, count } from './dom.js';
import { complete } from './complete.js';

export class Editor {
  constructor({ schema, choices }) {
    this.schema = schema;
    this.choices = choices;
    const id = unique('editor');
    this.listId = `${id}-list`;
    this.area = h('textarea', {
      id, class: 'code', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'soft',
      'aria-describedby': `${id}-help`, 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox',
    });
    this.back = h('div', { class: 'code back', 'aria-hidden': 'true' });
    this.list = h('ul', { id: this.listId, role: 'listbox', 'aria-label': 'What can stand here', class: 'completions', hidden: true });
    this.live = h('div', { class: 'hidden', role: 'status' });
    this.status = h('p', { class: 'editor-status', id: `${id}-status` });
    this.root = h('div', { class: 'editor' },
      h('div', { class: 'editor-head' },
        h('label', { for: id }, 'The sheet’s text (TOML)'),
        h('p', { class: 'help', id: `${id}-help` }, 'Ctrl+Space shows what can stand at the cursor. F8 goes to the next finding. Tab leaves the text.')),
      h('div', { class: 'editor-body' }, this.back, this.area, this.list),
      this.status, this.live);
    this.lines = [];
    this.findings = [];
    this.open = null;
    this.area.addEventListener('input', () => this.typed());
    this.area.addEventListener('keydown', (event) => this.key(event));
    this.area.addEventListener('blur', () => this.close());
    this.area.addEventListener('click', () => this.close());
    document.addEventListener('selectionchange', () => {
      if (document.activeElement === this.area) this.place();
    });
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const option = event.target.closest('[role=option]');
      if (option) this.accept([...this.list.children].indexOf(option));
    });
  }

  show(doc) {
    this.doc = doc;
    this.close();
    this.setText(doc.text);
    this.area.setSelectionRange(0, 0);
  }

  /** Takes a text that was not typed here; the cursor keeps its place as well as it can. */
  setText(text) {
    if (this.area.value === text) {
      this.draw();
      return;
    }
    const before = this.area.value;
    const { selectionStart } = this.area;
    let same = 0;
    while (same < selectionStart && before[same] === text[same]) same += 1;
    this.area.value = text;
    const at = same === selectionStart ? selectionStart : Math.max(same, selectionStart + text.length - before.length);
    this.area.setSelectionRange(Math.min(at, text.length), Math.min(at, text.length));
    this.draw();
  }

  typed() {
    this.doc.change(this.area.value, 'text');
    this.draw();
    this.suggest(false);
  }

  /** Draws line numbers and marks; only lines that changed are touched. */
  draw() {
    const lines = this.area.value.split('\n');
    while (this.lines.length > lines.length) this.lines.pop().element.remove();
    lines.forEach((text, index) => {
      let line = this.lines[index];
      if (!line) {
        line = { element: h('div', { class: 'line' }), text: null };
        this.lines[index] = line;
        this.back.append(line.element);
      }
      if (line.text !== text) {
        line.text = text;
        line.marked = '';
        line.element.textContent = text || '\u200b';
        const kind = /^\s*#/.test(text) ? 'comment' : /^\s*\[/.test(text) ? 'header' : '';
        line.kind = kind;
        line.element.className = `line ${kind}`;
      }
    });
    this.mark();
  }

  /** Takes findings; those of this file are marked at their lines. */
  setFindings(findings) {
    this.findings = findings.filter(({ here, line }) => here && line);
    this.mark();
    this.place();
  }

  mark() {
    const by = new Map();
    for (const finding of this.findings) {
      by.set(finding.line, [...(by.get(finding.line) ?? []), finding]);
    }
    this.lines.forEach((line, index) => {
      const mine = by.get(index + 1) ?? [];
      const marked = JSON.stringify(mine.map((one) => [one.level, one.column, one['end-line'], one['end-column']]));
      if (line.marked === marked || (mine.length === 0 && line.marked === '')) return;
      line.marked = mine.length ? marked : '';
      const level = mine.some((one) => one.level === 'error') ? 'error' : mine.length ? 'advice' : '';
      line.element.className = `line ${line.kind} ${level}`;
      if (!mine.length) {
        line.element.textContent = line.text || '\u200b';
        return;
      }
      const letters = [...line.text];
      const cuts = mine.map((one) => {
        const from = Math.max(0, (one.column ?? 1) - 1);
        const to = one['end-line'] && one['end-line'] > one.line ? letters.length : Math.max(from + 1, (one['end-column'] ?? from + 2) - 1);
        return { from, to: Math.min(letters.length, to), level: one.level };
      }).sort((a, b) => a.from - b.from);
      const parts = [];
      let at = 0;
      for (const cut of cuts) {
        if (cut.from < at) continue;
        parts.push(letters.slice(at, cut.from).join(''), h('mark', { class: cut.level }, letters.slice(cut.from, cut.to).join('')));
        at = cut.to;
      }
      parts.push(letters.slice(at).join(''));
      fill(line.element, parts);
      if (!line.text) line.element.prepend('\u200b');
    });
  }

  /** Says where the cursor is, and what is wrong there. */
  place() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const line = before.split('\n').length;
    const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
    const here = this.findings.filter((finding) => finding.line === line);
    const words = here.map((finding) => `${finding.level === 'error' ? 'Error' : 'Advice'}: ${finding.message}.`).join(' ');
    say(this.status, `Line ${line}, column ${column}. ${words}`);
    this.status.classList.toggle('error', here.some(({ level }) => level === 'error'));
  }

  goTo(line, column = 1, endColumn = null) {
    const lines = this.area.value.split('\n');
    const index = Math.max(0, Math.min(lines.length, line) - 1);
    const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
    const letters = [...(lines[index] ?? '')];
    const units = (n) => letters.slice(0, Math.max(0, n - 1)).join('').length;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start + units(column), start + units(endColumn ?? column));
    this.lines[index]?.element.scrollIntoView({ block: 'center' });
    this.place();
  }

  nextFinding(back) {
    const now = this.area.value.slice(0, this.area.selectionStart).split('\n').length;
    const sorted = [...this.findings].sort((a, b) => a.line - b.line);
    if (!sorted.length) {
      say(this.live, 'There are no findings in this text.');
      return;
    }
    const next = back
      ? sorted.findLast(({ line }) => line < now) ?? sorted.at(-1)
      : sorted.find(({ line }) => line > now) ?? sorted[0];
    this.goTo(next.line, next.column);
    say(this.live, `Line ${next.line}. ${next.message}. ${next.help ?? ''}`);
  }

  key(event) {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if ((event.ctrlKey && event.code === 'Space') || (event.altKey && event.key === 'ArrowDown' && !this.open)) {
      event.preventDefault();
      this.suggest(true);
    } else if (event.key === 'F8') {
      event.preventDefault();
      this.nextFinding(event.shiftKey);
    } else if (this.open && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      say(this.live, 'Closed.');
    } else if (this.open && plain && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const n = this.open.options.length;
      this.choose((this.open.at + (event.key === 'ArrowDown' ? 1 : n - 1) + n) % n);
    } else if (this.open && plain && event.key === 'Enter' && !event.shiftKey && this.open.at >= 0) {
      event.preventDefault();
      this.accept(this.open.at);
    } else if (event.key === 'Tab') {
      this.close();
    }
  }

  /** Opens the list of what can stand at the cursor. */
  suggest(asked) {
    const at = this.area.selectionStart;
    const found = at === this.area.selectionEnd
      ? complete(this.area.value, at, this.schema(), this.choices()) : null;
    const worth = found && (asked
      || (found.place.kind === 'value' ? found.place.quoted : found.place.typed.length > 0))
      && !(found.options.length === 1 && found.options[0].label === found.place.typed && !asked);
    if (!worth) {
      if (asked) say(this.live, 'Nothing is known that could stand here.');
      this.close();
      return;
    }
    this.open = { ...found, at: -1 };
    fill(this.list, found.options.map((option, index) => h('li', { role: 'option', id: `${this.listId}-${index}`, 'aria-selected': 'false' },
      h('span', { class: 'completion-label' }, option.label), option.note ? h('span', { class: 'completion-note' }, option.note) : null)));
    this.list.hidden = false;
    set(this.area, { 'aria-controls': this.listId });
    this.put();
    if (asked) this.choose(0);
    say(this.live, `${count(found.options.length, 'choice')}. Arrow keys choose, Enter takes it, Escape closes.`);
  }

  choose(index) {
    this.open.at = index;
    [...this.list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    set(this.area, { 'aria-activedescendant': `${this.listId}-${index}` });
    const option = this.list.children[index];
    const { offsetTop, offsetHeight } = option;
    if (offsetTop < this.list.scrollTop) this.list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = offsetTop + offsetHeight - this.list.clientHeight;
  }

  /** Puts the list under the cursor. */
  put() {
    const before = this.area.value.slice(0, this.open.from);
    const line = before.split('\n').length - 1;
    const column = before.length - (before.lastIndexOf('\n') + 1);
    const { element } = this.lines[line];
    const body = this.area.parentElement.getBoundingClientRect();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left = column;
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode() ?? null;
    }
    const range = document.createRange();
    if (node) {
      range.setStart(node, Math.min(left, node.length));
      range.collapse(true);
    } else {
      range.selectNodeContents(element);
    }
    const rects = range.getClientRects();
    const box = rects[0] ?? element.getBoundingClientRect();
    const width = Math.min(420, body.width - 8);
    this.list.style.width = `${width}px`;
    this.list.style.left = `${Math.max(4, Math.min(box.left - body.left, body.width - width - 4))}px`;
    this.list.style.top = `${box.bottom - body.top + 4}px`;
  }

  accept(index) {
    const { from, to, options } = this.open;
    const option = options[index];
    this.close();
    const whole = this.area.value;
    this.area.value = whole.slice(0, from) + option.insert + whole.slice(to);
    const caret = from + (option.caret ?? option.insert.length);
    this.area.setSelectionRange(caret, caret);
    say(this.live, `${option.label} taken.`);
    this.doc.change(this.area.value, 'text');
    this.draw();
    this.suggest(false);
  }

  close() {
    if (!this.open) return;
    this.open = null;
    this.list.hidden = true;
    set(this.area, { 'aria-activedescendant': null, 'aria-controls': null });
  }
}

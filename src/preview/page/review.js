// Review: every line of the full leaflet with what it rests on; tick it off or comment on it.

import { h, fill, set, say, count, unique, icon, hidden } from './dom.js';
import * as api from './api.js';
import { itemView, recordView, problem } from './panels.js';

const WHO = 'candor-reviewer';

export class Review {
  /** `toPage(leaf, quietly)` shows a line on the page, `onward()` opens the release. */
  constructor({ workspace, toPage, onward, tell }) {
    this.workspace = workspace;
    this.toPage = toPage;
    this.onward = onward;
    this.tell = tell;
    this.at = 0;
    this.filter = 'all';
    const id = unique('review');
    const people = workspace.people ?? [];
    this.who = h('input', { id: `${id}-who`, list: `${id}-people`, autocomplete: 'name', on: { input: () => this.remember() } });
    this.who.value = recall() ?? '';
    this.filterBox = h('select', { id: `${id}-filter`, on: { change: () => { this.filter = this.filterBox.value; this.draw(); } } },
      h('option', { value: 'all' }, 'Every line'), h('option', { value: 'open' }, 'Not ticked yet'), h('option', { value: 'comments' }, 'With comments'));
    this.progress = h('progress', { max: 1, 'aria-label': 'Lines ticked off' });
    this.progressWords = h('p', { class: 'progress-words', role: 'status' });
    this.card = h('article', { class: 'line-card', 'aria-label': 'The line' });
    this.index = h('ol', { class: 'line-index' });
    this.whole = h('details', { class: 'all-lines', on: { toggle: () => this.read && this.drawIndex(this.lines()) } }, h('summary', {}, 'All lines'), this.index);
    this.message = h('div', { role: 'alert' });
    this.root = h('div', { class: 'review' },
      h('div', { class: 'review-bar' },
        h('div', { class: 'labelled' }, h('label', { for: `${id}-who` }, 'Your name'), this.who,
          h('datalist', { id: `${id}-people` }, people.map((person) => h('option', { value: person.name })))),
        h('div', { class: 'labelled' }, h('label', { for: `${id}-filter` }, 'Show'), this.filterBox)),
      h('div', { class: 'review-progress' }, this.progress, this.progressWords), this.message, this.card, this.whole);
    this.items = new Map();
  }

  remember() {
    try {
      localStorage.setItem(WHO, this.who.value);
    } catch {
      // The name is only a convenience.
    }
  }

  async open(sheet) {
    if (this.sheet !== sheet) {
      this.sheet = sheet;
      this.at = 0;
      this.read = null;
      fill(this.card, h('p', { class: 'quiet-text' }, 'Reading the lines…'));
    }
    this.items.clear();
    this.records = null;
    await this.refresh();
  }

  async refresh() {
    const { sheet } = this;
    this.turn = (this.turn ?? 0) + 1;
    const mine = this.turn;
    try {
      const read = await api.get(`/api/review/${sheet}`);
      // What was asked before a note of ours is older than the answer to that note.
      if (sheet !== this.sheet || mine !== this.turn || this.noting) return;
      const same = this.read && JSON.stringify(this.read) === JSON.stringify(read);
      this.read = read;
      if (same) return;
      fill(this.message);
      this.draw();
    } catch (error) {
      this.read = null;
      fill(this.message, problem(error), (error.body?.findings ?? []).map((finding) => h('p', {}, finding.message)));
      fill(this.card);
      fill(this.index);
      say(this.progressWords, '');
    }
  }

  lines() {
    const all = this.read?.lines ?? [];
    if (this.filter === 'open') return all.filter((line) => !line.tick?.holds);
    if (this.filter === 'comments') return all.filter((line) => line.comments?.length);
    return all;
  }

  draw() {
    const all = this.read.lines;
    const ticked = all.filter((line) => line.tick?.holds).length;
    this.progress.max = Math.max(1, all.length);
    this.progress.value = ticked;
    const open = all.flatMap((line) => line.comments ?? []).filter((comment) => !comment.resolved).length;
    say(this.progressWords, `${ticked} of ${count(all.length, 'line')} ticked${open ? `; ${count(open, 'comment')} open` : ''}`);
    const lines = this.lines();
    if (this.line && lines.some(({ id }) => id === this.line)) this.at = lines.findIndex(({ id }) => id === this.line);
    this.at = Math.max(0, Math.min(this.at, lines.length - 1));
    this.drawIndex(lines);
    if (!lines.length) {
      fill(this.card, h('p', { class: 'all-well' }, icon('done'), this.filter === 'open' ? 'Every line is ticked.' : 'There is no line to show.'),
        h('button', { type: 'button', class: 'primary', on: { click: () => this.onward() } }, 'Go on to the release'));
      return;
    }
    this.drawCard(lines[this.at], lines.length, ticked === all.length);
  }

  drawIndex(lines) {
    if (!this.whole.open) return;
    const parts = [];
    let section = null;
    lines.forEach((line, index) => {
      const name = line.section;
      if (name !== section) {
        section = name;
        parts.push(h('li', { class: 'index-section' }, line.name ?? name));
      }
      const state = line.tick?.holds ? 'done' : line.tick ? 'again' : '';
      parts.push(h('li', {}, h('button', {
        type: 'button', class: 'index-line', 'aria-current': index === this.at ? 'true' : null,
        on: { click: () => { this.at = index; this.line = line.id; this.draw(); this.card.querySelector('h2')?.focus(); } },
      }, state ? icon(state) : h('span', { class: 'icon' }), state ? hidden(state === 'done' ? 'Ticked: ' : 'Changed since it was ticked: ') : null, line.text)));
    });
    fill(this.index, parts);
  }

  drawCard(line, total, allTicked) {
    const act = document.activeElement?.dataset?.review;
    this.line = line.id;
    const tick = line.tick;
    const comment = h('textarea', { id: 'review-comment', rows: 2, class: 'grow' });
    if (this.draftFor === line.id) comment.value = this.draft;
    comment.addEventListener('input', () => { this.draft = comment.value; this.draftFor = line.id; });
    const button = (name, label, click, props = {}) => h('button', { type: 'button', 'data-review': name, on: { click }, ...props }, label);
    const behind = h('div', { class: 'behind' });
    fill(this.card,
      h('h2', { tabindex: '-1' }, `Line ${this.at + 1} of ${total}`, h('span', { class: 'line-section' }, line.name ?? line.section)),
      h('p', { class: 'quote big' }, line.text),
      h('div', { class: 'card-acts' },
        button('previous', 'Previous', () => this.go(-1), { disabled: this.at === 0 }),
        button('tick', tick?.holds ? 'Next' : 'Tick and go on', () => (tick?.holds ? this.go(1) : this.tick(line, true)), { class: 'primary', disabled: tick?.holds && this.at === total - 1 }),
        tick?.holds ? null : button('next', 'Next', () => this.go(1), { disabled: this.at === total - 1 }),
        tick?.holds ? button('untick', 'Take the tick back', () => this.tick(line, false)) : null,
        button('page', 'Show on the page', () => this.toPage(line.id, false))),
      tick ? h('p', { class: `ticked ${tick.holds ? 'well' : 'advice'}` }, icon(tick.holds ? 'done' : 'again'),
        tick.holds ? `Ticked by ${tick.by} on ${tick.on}` : `Ticked by ${tick.by} on ${tick.on}, but the line was changed since`) : null,
      allTicked ? h('p', { class: 'all-well' }, icon('done'), 'Every line is ticked. ', h('button', { type: 'button', class: 'primary', 'data-review': 'onward', on: { click: () => this.onward() } }, 'Go on to the release')) : null,
      h('section', { class: 'comments', 'aria-label': 'Comments on this line' },
        (line.comments ?? []).map((one) => this.comment(one)),
        h('div', { class: 'field' }, h('label', { for: 'review-comment' }, 'Comment on this line'), comment,
          button('comment', 'Leave the comment', () => this.leave(line, comment)))),
      behind);
    this.drawBehind(line, behind);
    if (act) {
      const again = this.card.querySelector(`[data-review=${act}]:not(:disabled)`) ?? this.card.querySelector('[data-review=onward], [data-review=tick]:not(:disabled), [data-review=previous]:not(:disabled)');
      again?.focus();
    }
    this.toPage(line.id, true);
  }

  comment(one) {
    return h('div', { class: `note-card ${one.resolved ? 'resolved' : ''}` },
      h('p', {}, h('strong', {}, one.by), ` · ${one.on}`, one.resolved ? ' · settled' : '', one.holds === false ? ' · the line was changed since' : ''),
      h('p', {}, one.text),
      h('button', { type: 'button', class: 'small', 'data-review': `settle-${one.id}`, 'aria-label': `${one.resolved ? 'Open again' : 'Settle'}: ${one.text}`, on: { click: () => this.note('/api/comment', { comment: one.id, resolved: !one.resolved }) } },
        one.resolved ? 'Open again' : 'Settle'));
  }

  async drawBehind(line, root) {
    const plain = (line.behind ?? []).map((one) => h('p', { class: 'behind-line' }, one.text));
    if (!line.item) {
      if (plain.length) fill(root, h('p', { class: 'label' }, 'What this line rests on'), plain);
      else fill(root, h('p', { class: 'quiet-text' }, this.rests(line)));
      if (/^evidence\b/.test(line.id) || line.section === 'evidence') {
        try {
          this.records = this.records ?? (await api.get(`/api/evidence/${this.sheet}`)).records;
          if (this.line === line.id) fill(root, this.records.map((record) => recordView(record, this.records.length > 1, 'h3')));
        } catch {
          // The lines behind it were shown already.
        }
      }
      return;
    }
    fill(root, plain);
    try {
      if (!this.items.has(line.item)) this.items.set(line.item, await api.get(`/api/item/${this.sheet}/${line.item}`));
      if (this.line === line.id) fill(root, itemView(this.items.get(line.item), 'h3'));
    } catch (error) {
      if (this.line === line.id && !plain.length) fill(root, problem(error));
    }
  }

  rests(line) {
    if (['changes', 'disagreements', 'set-aside', 'teach-back'].includes(line.section)) {
      return 'For the reviewer: this line stands in the dossier and on no patient’s page.';
    }
    return /^(author|question|purpose|stop-if|title|about\.funding)/.test(line.id)
      ? 'The author’s own words: weighed against the evidence record, and yours to judge.'
      : 'Fixed wording of the library, the same on every sheet.';
  }

  go(by) {
    this.at += by;
    this.line = this.lines()[this.at]?.id;
    this.draw();
  }

  named() {
    if (this.who.value.trim()) return true;
    fill(this.message, h('p', { class: 'notice error' }, 'Write your name first: ticks and comments are kept under it.'));
    this.who.focus();
    return false;
  }

  /** Writes a note; `next` is the line that is shown then. */
  async note(path, body, next = null) {
    if (this.noting) return false;
    this.noting = true;
    this.turn = (this.turn ?? 0) + 1;
    try {
      this.read = await api.post(path, { sheet: this.sheet, notes: this.read.notes ?? null, digest: this.read.digest, ...body });
      fill(this.message);
      if (next) this.line = next;
      return true;
    } catch (error) {
      fill(this.message, problem(error));
      if (error.status === 409) await this.refreshQuietly();
      return false;
    } finally {
      this.noting = false;
      if (this.read) this.draw();
    }
  }

  async refreshQuietly() {
    try {
      this.read = await api.get(`/api/review/${this.sheet}`);
    } catch {
      // The message about the conflict stays.
    }
  }

  async tick(line, ticked) {
    if (!this.named()) return;
    const lines = this.lines();
    const next = ticked ? lines[this.at + 1]?.id : null;
    await this.note('/api/tick', { line: line.id, by: this.who.value.trim(), ticked }, next);
  }

  async leave(line, area) {
    if (!area.value.trim()) {
      area.focus();
      return;
    }
    if (!this.named()) return;
    const text = area.value;
    this.draft = '';
    this.draftFor = null;
    if (!(await this.note('/api/comment', { line: line.id, by: this.who.value.trim(), text }))) {
      this.draft = text;
      this.draftFor = line.id;
      this.draw();
    } else {
      this.tell('The comment is kept beside the sheet.');
    }
  }
}

function recall() {
  try {
    return localStorage.getItem(WHO);
  } catch {
    return null;
  }
}

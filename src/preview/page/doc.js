// The sheet that is open: its text, what was saved, and what the program says of it.
// The text is the only truth; form and editor are two views of it.

import * as api from './api.js';

const SAVE_AFTER = 600;
const tab = `tab-${crypto.randomUUID()}`;

export class Doc extends EventTarget {
  constructor(read, workspace) {
    super();
    this.id = read.sheet;
    this.workspace = workspace;
    this.text = read.text;
    this.take(read);
    this.saved = read.text;
    this.wanted = { format: 'handout', paper: null, jurisdiction: null };
    this.tried = null;
    this.held = new Map();
    this.trying = null;
    this.tryAgain = false;
    this.sent = 0;
    this.saving = null;
    this.saveTimer = 0;
    this.conflict = null;
    this.problem = null;
    this.queue = [];
    this.closed = false;
  }

  take(read) {
    this.base = read.digest;
    this.undoable = read.undo ?? 0;
    this.redoable = read.redo ?? 0;
    if (read.state !== undefined) this.state = read.state;
    if (read.next !== undefined) this.next = read.next;
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  get dirty() {
    return this.text !== this.saved || this.queue.length > 0;
  }

  /** Takes a new text; `from` is the view that it was typed in. */
  change(text, from) {
    if (text === this.text) return;
    this.text = text;
    this.keep();
    this.try();
    this.saveSoon();
    this.tell('text', { from });
    this.tell('save');
  }

  /** Changes one value in the text, without touching the rest of it. Of values of one path that
   *  still wait, the newest counts. */
  edit(change, from) {
    const key = JSON.stringify(change.path);
    const waits = this.queue.length > this.sent ? this.queue.at(-1) : null;
    if (waits && waits.key === key && waits.change.op === 'set' && change.op === 'set') {
      waits.change = change;
    } else {
      this.queue.push({ key, change, from });
    }
    this.tell('save');
    return this.try();
  }

  /** Chooses what is shown on the page. */
  show(wanted) {
    Object.assign(this.wanted, wanted);
    this.try();
  }

  /** Asks for the pages of the text as it is; one request at a time, the newest text wins. */
  try() {
    this.tryAgain = true;
    if (!this.trying) {
      this.trying = this.tryAll();
    }
    return this.trying;
  }

  async tryAll() {
    try {
      while (this.tryAgain && !this.closed) {
        this.tryAgain = false;
        await this.tryOnce();
      }
    } catch (error) {
      if (error instanceof api.ApiError && this.sent) {
        this.queue.splice(0, this.sent);
        this.tell('refused', { error });
        if (this.queue.length) setTimeout(() => this.try());
      } else {
        this.tell('untried', { error });
      }
    } finally {
      this.sent = 0;
      this.trying = null;
      this.tell('save');
    }
  }

  /** Sends the text with the changes of the form that wait. */
  async tryOnce() {
    const before = this.text;
    const changes = this.queue.map(({ change }) => change);
    this.sent = changes.length;
    const answer = await api.post('/api/try', {
      tab, sheet: this.id, text: before, known: [...this.held.keys()], changes,
      ...Object.fromEntries(Object.entries(this.wanted).filter(([, value]) => value)),
    });
    if (this.closed) return;
    if (answer.superseded || (changes.length && this.text !== before)) {
      // Another text came in between: the changes are made on that one.
      this.sent = 0;
      this.tryAgain = true;
      return;
    }
    const made = this.queue.splice(0, changes.length);
    this.sent = 0;
    if (this.queue.length) this.tryAgain = true;
    this.hold(answer);
    this.tried = answer;
    const changed = changes.length > 0 && answer.edited.text !== this.text;
    if (changed) this.text = answer.edited.text;
    // First the page, then all else that follows from the change.
    this.tell('tried', answer);
    if (changed) {
      this.keep();
      this.saveSoon();
      this.tell('text', { from: made.at(-1).from });
    }
    if (made.length) this.tell('edited', { line: answer.edited.line, from: made.at(-1).from });
  }

  /** Keeps the pages that came, and those that were seen a short while ago. */
  hold(answer) {
    for (const page of answer.pages ?? []) {
      const svg = page.svg ?? this.held.get(page.digest);
      if (svg) {
        this.held.delete(page.digest);
        this.held.set(page.digest, svg);
        page.svg = svg;
      }
    }
    while (this.held.size > 24) this.held.delete(this.held.keys().next().value);
  }

  saveSoon() {
    clearTimeout(this.saveTimer);
    if (this.conflict) return;
    this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER);
  }

  /** Waits until the changes of the form that were made so far stand in the text, or were refused. */
  async settled() {
    while (this.queue.length && this.trying) await this.trying;
  }

  /** Writes the text to its file; nothing is written over a file that somebody else changed. */
  async save() {
    clearTimeout(this.saveTimer);
    await this.settled();
    if (this.conflict) return false;
    if (this.saving) {
      await this.saving;
      return this.save();
    }
    if (this.text === this.saved) return true;
    this.saving = this.write(this.text, this.base);
    this.tell('save');
    const done = await this.saving;
    this.saving = null;
    this.tell('save');
    if (done && this.text !== this.saved) this.saveSoon();
    return done;
  }

  async write(text, base) {
    try {
      const answer = await api.post('/api/save', { sheet: this.id, text, base });
      this.take(answer);
      this.saved = text;
      this.savedAt = new Date();
      this.problem = null;
      this.keep();
      this.tell('saved');
      return true;
    } catch (error) {
      if (error.status === 409) await this.clash(error.body);
      else this.problem = error;
      return false;
    }
  }

  /** Shows both texts; what was typed last in the form is in the person's own before that. */
  async clash(body) {
    await this.settled();
    if (this.conflict || this.closed) return;
    this.conflict = { error: body.error, hints: body.hints ?? [], disk: typeof body.disk?.text === 'string' ? body.disk : null };
    this.tell('conflict');
    this.tell('save');
  }

  /** Settles a conflict: the person saw both texts and chose one. */
  async settle(mine) {
    const { disk } = this.conflict;
    this.conflict = null;
    if (mine) {
      this.base = disk?.digest ?? null;
      this.saved = null;
      await this.save();
    } else {
      this.adopt({ text: disk.text, digest: disk.digest, undo: this.undoable, redo: this.redoable });
      await this.reread();
    }
  }

  /** Takes over the text of the file. */
  adopt(read) {
    this.take(read);
    this.saved = read.text;
    const changed = this.text !== read.text;
    this.text = read.text;
    this.problem = null;
    this.keep();
    if (changed) {
      this.try();
      this.tell('text', { from: 'disk' });
    }
    this.tell('save');
  }

  /** Reads the file again, after something changed it. */
  async reread() {
    if (this.saving) await this.saving;
    if (this.conflict) return false;
    const read = await api.get(`/api/sheet/${this.id}`);
    if (this.saving || this.closed) return false;
    this.state = read.state;
    this.next = read.next;
    this.tell('state');
    if (read.digest === this.base) {
      this.undoable = read.undo;
      this.redoable = read.redo;
      this.tell('save');
      return false;
    }
    await this.settled();
    if (this.dirty && read.text !== this.text) {
      await this.clash({
        error: 'The file was changed on disk while you were writing.', hints: [],
        disk: { text: read.text, digest: read.digest },
      });
      return false;
    }
    this.adopt(read);
    return true;
  }

  async step(which) {
    if (this.dirty && !(await this.save())) return;
    try {
      const answer = await api.post(`/api/${which}`, { sheet: this.id, base: this.base });
      this.adopt(answer);
      this.tell('stepped', { which });
    } catch (error) {
      if (error.status === 409) await this.clash(error.body);
      else this.tell('refused', { error });
    }
  }

  /** Keeps what is not saved yet in the browser, in case the tab or the program ends. */
  keep() {
    const key = this.keptUnder();
    try {
      if (this.text === this.saved) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ text: this.text, base: this.base }));
    } catch {
      // A full or closed storage keeps nothing; the text is still in the tab.
    }
  }

  keptUnder() {
    return `candor-unsaved:${this.workspace}:${this.id}`;
  }

  /** Returns what an earlier tab could not save, if there is any. */
  kept() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.keptUnder()));
      return kept && typeof kept.text === 'string' && kept.text !== this.text ? kept : null;
    } catch {
      return null;
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.saveTimer);
    this.leave();
  }

  /** Saves what is left while the window closes. */
  leave() {
    if (this.text !== this.saved && !this.conflict) {
      api.post('/api/save', { sheet: this.id, text: this.text, base: this.base }, true).catch(() => {});
    }
  }
}

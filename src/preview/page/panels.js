// Beside the page: what is wrong and why, what each line rests on, how hard it reads, what changed.

import { h, fill, set, icon, hidden, count, openDialog, unique, say } from './dom.js';
import * as api from './api.js';
import { sentence } from './form.js';

const MARKS = {
  verified: ['Verified', 'read in a copy of the document'],
  'verified-secondary': ['Verified in a summary', 'read only in a summary or report'],
  recalled: ['Recalled', 'general knowledge, not read in a document'],
  'not-found': ['Not found', 'looked for; nothing found'],
  'needs-check': ['Needs a check', 'a reviewer still has to check it'],
};
const CERTAINTIES = { high: 4, moderate: 3, low: 2, 'very-low': 1, none: 0 };

const words = (name) => (name ?? '').replaceAll('-', ' ');
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** How a fact was checked, in a word, with its meaning. */
export function markChip(mark) {
  const [name, meaning] = MARKS[mark] ?? [capital(words(mark)), ''];
  return h('span', { class: `chip mark-${mark}`, title: meaning }, name, meaning ? hidden(`: ${meaning}`) : null);
}

let country = 'us';
/** Sets the country whose wording is shown. */
export function speak(jurisdiction) {
  country = jurisdiction ?? country;
}
/** Returns a text that may have one wording for each country. */
const worded = (text) => (text && typeof text === 'object' ? text[country] ?? Object.values(text).find(Boolean) ?? '' : text ?? '');

function problem(error) {
  return h('p', { class: 'notice error' }, sentence(error.message),
    ...(error.hints ?? []).map((hint) => ` ${sentence(hint)}`));
}

/** Loads what a panel shows; only the newest answer is taken. */
class Loaded {
  constructor(root) {
    this.root = root;
    this.turn = 0;
  }

  async load(path, show) {
    this.turn += 1;
    const mine = this.turn;
    try {
      const answer = await api.get(path);
      if (mine === this.turn) fill(this.root, show(answer));
    } catch (error) {
      if (mine === this.turn) fill(this.root, problem(error));
    }
  }
}

let codes = null;

/** Findings, each with a way to its place on the page and to its field or line. */
export class Findings {
  constructor({ toPage, toField, toText, setAside }) {
    this.act = { toPage, toField, toText, setAside };
    this.list = h('ol', { class: 'findings' });
    this.none = h('p', { class: 'all-well', hidden: true }, icon('done'), 'Nothing is wrong. The page keeps every rule.');
    this.root = h('div', {}, this.none, this.list);
    this.shown = '';
  }

  show(findings) {
    const shown = JSON.stringify(findings);
    if (shown === this.shown) return;
    this.shown = shown;
    const active = document.activeElement;
    const within = this.list.contains(active) ? active.dataset.act : null;
    const at = within ? [...this.list.children].findIndex((entry) => entry.contains(active)) : -1;
    this.none.hidden = findings.length > 0;
    fill(this.list, findings.map((finding) => this.entry(finding)));
    if (at >= 0) {
      const entry = this.list.children[Math.min(at, this.list.children.length - 1)];
      (entry?.querySelector(`[data-act=${within}]`) ?? entry?.querySelector('button') ?? this.none).focus?.();
    }
  }

  entry(finding) {
    const name = finding.level === 'error' ? 'Error' : 'Advice';
    const where = finding.file ? `${finding.file}${finding.line ? `, line ${finding.line}` : ''}` : '';
    const button = (label, act, click) => h('button', {
      type: 'button', class: 'small', 'data-act': act, 'aria-label': `${label}: ${finding.message}`, on: { click },
    }, label);
    const explain = h('div', { class: 'explain', hidden: true });
    return h('li', { class: `finding ${finding.level}` },
      h('p', { class: 'finding-message' }, icon(finding.level), hidden(`${name}: `), sentence(finding.message)),
      finding.label ? h('p', { class: 'finding-label' }, sentence(finding.label)) : null,
      finding.help ? h('p', { class: 'finding-help' }, sentence(finding.help)) : null,
      (finding.because ?? []).map((other) => h('p', { class: 'finding-because' }, `${other.file}, line ${other.line}: ${other.label}`)),
      h('p', { class: 'finding-where' }, where, where ? ' · ' : '', h('code', {}, finding.code)),
      h('div', { class: 'finding-acts' },
        finding.here ? button('Go to the field', 'field', () => this.act.toField(finding)) : null,
        finding.here ? button('Go to the line', 'line', () => this.act.toText(finding)) : null,
        finding.page ? button('Show on the page', 'page', () => this.act.toPage(finding)) : null,
        /^(claim|reading)\//.test(finding.code) && finding.here
          ? button('Set aside…', 'aside', () => this.act.setAside(finding)) : null,
        h('button', {
          type: 'button', class: 'small bare', 'data-act': 'why', 'aria-expanded': 'false', 'aria-label': `Why: ${finding.message}`,
          on: { click: (event) => this.why(finding, event.currentTarget, explain) },
        }, 'Why?')), explain);
  }

  async why(finding, button, explain) {
    const open = explain.hidden;
    explain.hidden = !open;
    set(button, { 'aria-expanded': String(open) });
    if (!open || explain.firstChild) return;
    try {
      codes = codes ?? api.get('/api/codes').then((answer) => answer.codes);
      const read = (await codes)[finding.code];
      fill(explain, h('p', {}, h('strong', {}, 'What is looked for: '), read.finds), h('p', {}, h('strong', {}, 'Why it matters: '), read.matters),
        h('p', {}, h('strong', {}, 'What to do: '), read.instead));
    } catch (error) {
      codes = null;
      fill(explain, problem(error));
    }
  }
}

/** Asks who sets a finding aside, and why; calls `done({ code, words, by, date, reason })`. */
export function setAside(finding, { words: text, today, people, by, done }) {
  const ids = { words: unique('aside'), by: unique('aside'), reason: unique('aside'), people: unique('aside') };
  const area = h('input', { id: ids.words, value: text, required: true });
  const who = h('input', { id: ids.by, value: by, required: true, list: ids.people, autocomplete: 'name' });
  const reason = h('textarea', { id: ids.reason, rows: 2, required: true });
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': `${ids.words}-title` });
  const form = h('form', {
    method: 'dialog',
    on: {
      submit: (event) => {
        event.preventDefault();
        dialog.close();
        done({ code: finding.code, words: area.value, by: who.value, date: today, reason: reason.value });
      },
    },
  },
  h('h2', { id: `${ids.words}-title` }, 'Set this finding aside'),
  h('p', {}, sentence(finding.message)),
  h('p', { class: 'help' }, 'A finding can be a false alarm. A named person answers for it; the dossier prints it.'),
  h('div', { class: 'field' }, h('label', { for: ids.words }, 'The words that raise it, as they stand in the text'), area),
  h('div', { class: 'field' }, h('label', { for: ids.by }, 'Who answers for it'), who,
    h('datalist', { id: ids.people }, people.map(({ name }) => h('option', { value: name })))),
  h('div', { class: 'field' }, h('label', { for: ids.reason }, 'Why it is a false alarm, in a sentence'), reason),
  h('div', { class: 'dialog-acts' },
    h('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel'),
    h('button', { type: 'submit', class: 'primary' }, 'Set aside')));
  dialog.append(form);
  openDialog(dialog);
  (text ? reason : area).focus();
}

/** One safety item: what it says, on what it rests, and who disagrees. */
export function itemView(item, level = 'h2') {
  const citations = (all) => all?.length ? h('ul', { class: 'citations' }, all.map((one) => h('li', {},
    h('span', { class: 'citation-title' }, one.title ?? one.key), ' ', h('span', { class: 'quiet-text' }, [one.where, words(one.kind)].filter(Boolean).join(' · ')), ' ', one.mark ? markChip(one.mark) : null))) : null;
  return h('article', { class: 'item' },
    h(level, { class: 'item-title' }, item.title || capital(words(item.id))),
    h('p', { class: 'chips' }, h('span', { class: `chip tier-${item.tier}` }, words(item.tier)), ' ',
      h('span', { class: 'chip' }, words(item.kind)), ' ', h('span', { class: 'chip' }, `Basis: ${words(item.basis)}`)),
    h('p', { class: 'quote' }, worded(item.plain)),
    item.when ? h('p', {}, h('strong', {}, 'When: '), sentence(typeof item.when === 'string' ? item.when : item.when.text ?? '')) : null,
    item.clinician ? h('p', {}, h('strong', {}, 'For clinicians: '), item.clinician) : null,
    item['needs-check'] ? h('p', { class: 'notice advice' }, h('strong', {}, 'Still to check: '), item['needs-check']) : null,
    (item.facts ?? []).length ? [h('p', { class: 'label' }, 'What it rests on'),
      h('ul', { class: 'facts' }, item.facts.map((fact) => h('li', {}, h('p', {}, markChip(fact.mark), ' ', fact.statement), citations(fact.citations))))] : null,
    (item.citations ?? []).length ? [h('p', { class: 'label' }, 'Sources'), citations(item.citations)] : null,
    (item.disagreements ?? []).map((one) => h('div', { class: 'disagreement' },
      h('p', { class: 'label' }, `Sources disagree: ${one.topic}`),
      h('p', {}, h('strong', {}, 'Asked for: '), one['asked-for']),
      h('p', {}, h('strong', {}, 'Others say: '), one.others),
      h('p', {}, h('strong', {}, 'What prints: '), one.resolution))),
    item.file ? h('p', { class: 'quiet-text' }, `${item.file}${item.line ? `, line ${item.line}` : ''}`) : null);
}

/** The safety items of the page, and the one that was picked. */
export class Sources {
  constructor({ toPage }) {
    this.toPage = toPage;
    this.detail = h('div', { class: 'item-detail', tabindex: '-1' });
    this.loaded = new Loaded(this.detail);
    this.list = h('ul', { class: 'item-list' });
    this.root = h('div', {}, h('p', { class: 'help' }, 'Every warning on this page. Choose one to see what it rests on, or pick a line on the page.'), this.list, this.detail);
    this.shown = '';
  }

  open(sheet) {
    this.sheet = sheet;
    this.picked = null;
    fill(this.detail);
  }

  show(leaves) {
    const items = [];
    for (const leaf of leaves) {
      if (leaf.item && !items.some((one) => one.item === leaf.item)) items.push(leaf);
    }
    const shown = JSON.stringify(items.map(({ item, text }) => [item, text]));
    if (shown === this.shown) return;
    this.shown = shown;
    fill(this.list, items.map((leaf) => h('li', {}, h('button', {
      type: 'button', class: 'item-button', 'data-item': leaf.item, 'aria-pressed': String(leaf.item === this.picked),
      on: { click: () => { this.pick(leaf.item); this.toPage(leaf); } },
    }, leaf.text ?? words(leaf.item)))));
    this.attach();
  }

  /** Puts what is open under its line. */
  attach() {
    for (const button of this.list.querySelectorAll('.item-button')) {
      const on = button.dataset.item === this.picked;
      set(button, { 'aria-pressed': String(on) });
      if (on) button.parentNode.after(this.detailEntry());
    }
  }

  pick(item) {
    this.picked = item;
    this.attach();
    return this.loaded.load(`/api/item/${this.sheet}/${item}`, (answer) => itemView(answer));
  }

  detailEntry() {
    this.entry = this.entry ?? h('li', { class: 'item-open' }, this.detail);
    return this.entry;
  }
}

/** The evidence record of the sheet, with its studies. */
export class Evidence {
  constructor() {
    this.root = h('div', {});
    this.loaded = new Loaded(this.root);
  }

  show(sheet) {
    return this.loaded.load(`/api/evidence/${sheet}`, ({ records }) => records.map((record) => recordView(record, records.length > 1)));
  }
}

export function recordView(record, many = false, level = 'h2') {
  const body = [
    record.certainty ? h('p', { class: 'certainty' },
      h('span', { class: 'dots', 'aria-hidden': 'true' }, [1, 2, 3, 4].map((n) =>
        h('span', { class: n <= (CERTAINTIES[record.certainty] ?? 0) ? 'dot on' : 'dot' }))),
      h('strong', {}, `Certainty: ${words(record.certainty)}`), ` · ${words(record.direction)}`) : null,
    worded(record.findings) ? h('p', { class: 'quote' }, worded(record.findings)) : null,
    record.reason ? h('p', {}, h('strong', {}, 'Why this certainty: '), record.reason) : null,
    record['needs-check'] ? h('p', { class: 'notice advice' }, h('strong', {}, 'Still to check: '), record['needs-check']) : null,
    h('p', { class: 'label' }, count((record.studies ?? []).length, 'study', 'studies')),
    h('ul', { class: 'studies' }, (record.studies ?? []).map((study) => h('li', {},
      h('p', { class: 'chips' }, h('strong', {}, study.key), ' ', h('span', { class: 'chip' }, words(study.kind)), ' ',
        study.people ? h('span', { class: 'chip' }, count(study.people, 'person', 'people')) : null, ' ',
        study.weeks ? h('span', { class: 'chip' }, `${study.weeks} weeks`) : null, ' ', markChip(study.mark)),
      h('p', {}, study.result), h('p', { class: 'quiet-text' }, study.citation),
      study['needs-check'] ? h('p', { class: 'finding-label' }, `Still to check: ${study['needs-check']}`) : null))),
  ];
  const title = capital(record.condition ?? words(record.id));
  return many
    ? h('details', { class: 'record' }, h('summary', {}, title, record.certainty ? ` · ${words(record.certainty)}` : ''), body)
    : h('article', { class: 'record' }, h(level, {}, title), body);
}

/** How hard each section reads. */
export class Reading {
  constructor() {
    this.root = h('div', {});
  }

  show(levels) {
    const shown = JSON.stringify(levels);
    if (this.shown === shown) return;
    this.shown = shown;
    if (!levels?.length) {
      fill(this.root, h('p', { class: 'help' }, 'There is no reading grade in this format.'));
      return;
    }
    const sums = ['author', 'fixed', 'whole'];
    const names = { author: 'Your own words', fixed: 'Fixed words', whole: 'The whole page' };
    const row = (level) => {
      const grade = level.grade ?? null;
      const state = grade === null ? 'none' : grade > 8 ? 'hard' : grade > 6 ? 'fair' : 'easy';
      const meter = h('meter', { min: '0', max: '14', low: '6', high: '8', optimum: '0', 'aria-label': `Reading grade of ${names[level.part] ?? level.name}` });
      meter.value = grade ?? 0;
      return h('tr', { class: `level ${state}` },
        h('th', { scope: 'row' }, names[level.part] ?? level.name ?? words(level.part)),
        h('td', { class: 'number' }, grade === null ? '–' : grade.toFixed(1)),
        h('td', {}, grade === null ? h('span', { class: 'quiet-text' }, 'no sentence') : meter,
          grade === null ? null : h('span', { class: 'level-word' }, { easy: 'plain', fair: 'harder than advised', hard: 'too hard' }[state])),
        h('td', { class: 'number' }, level.words));
    };
    const head = h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Section'), h('th', { scope: 'col' }, 'Grade'),
      h('th', { scope: 'col' }, hidden('Meter')), h('th', { scope: 'col' }, 'Words')));
    const table = (caption, rows) => h('table', { class: 'levels' }, h('caption', {}, caption), head.cloneNode(true), h('tbody', {}, rows.map(row)));
    fill(this.root,
      h('p', { class: 'help' }, 'US school grade (Flesch-Kincaid); names of the medicine and the illness are counted apart. Up to 6 is plain. In your own words, above 6 is advice and above 8 an error.'),
      table('Sums', levels.filter(({ part }) => sums.includes(part))),
      table('Section by section', levels.filter(({ part }) => !sums.includes(part))));
  }
}

/** What changed since the last release. */
export class Changes {
  constructor() {
    this.root = h('div', {});
    this.loaded = new Loaded(this.root);
  }

  show(sheet) {
    return this.loaded.load(`/api/changes/${sheet}`, changesView);
  }
}

export function changesView(read) {
  if (!read.version) return h('p', { class: 'help' }, 'Nothing was published yet: all of it is new.');
  if (!read.changes?.length) return h('p', { class: 'all-well' }, icon('done'), `Nothing changed since version ${read.version}.`);
  return [
    h('p', {}, h('strong', {}, `${count(read.changes.length, 'change')} since version ${read.version}`), `, ${words(read.class)}.`),
    read.stock ? h('p', { class: 'notice advice' }, sentence(read.stock)) : null,
    h('ul', { class: 'changes' }, read.changes.map((change) => h('li', {},
      h('p', {}, h('span', { class: `chip class-${change.class}` }, words(change.class)), ' ', change.words ?? change.subject),
      change.before ? h('p', { class: 'before' }, h('del', {}, hidden('Before: '), change.before)) : null,
      change.after ? h('p', { class: 'after' }, h('ins', {}, hidden('After: '), change.after)) : null))),
  ];
}
export { problem };

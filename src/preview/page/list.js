// The sheets of the workspace.

import { h, fill, set, tally, icon } from './dom.js';

export const STATES = {
  findings: 'Findings', draft: 'Draft', candidate: 'Candidate', 'signed in part': 'Signed in part',
  published: 'Published', 'review due': 'Review due', overdue: 'Overdue', withdrawn: 'Withdrawn',
};

export function stateChip(state) {
  if (!state) return h('span', { class: 'chip state' }, 'Not looked at yet');
  return h('span', { class: `chip state state-${state.replaceAll(' ', '-')}` }, STATES[state] ?? state);
}

export class List {
  constructor({ open, add }) {
    this.list = h('ul', { class: 'sheets' });
    this.note = h('div', { class: 'list-note' });
    this.act = open;
    this.root = h('nav', { class: 'sheet-list', 'aria-labelledby': 'sheets-heading' },
      h('div', { class: 'list-head' }, h('h2', { id: 'sheets-heading' }, 'Sheets'),
        h('button', { type: 'button', class: 'primary', id: 'new-sheet', on: { click: add } }, icon('add'), 'New sheet')),
      this.note, this.list);
    this.entries = new Map();
  }

  show(read, current) {
    fill(this.note, (read.findings ?? []).map((finding) => h('p', { class: `notice ${finding.level}` },
      `${finding.file ?? 'Workspace'}${finding.line ? `, line ${finding.line}` : ''}: ${finding.message}. ${finding.help ?? ''}`)));
    const seen = new Set();
    read.sheets.forEach((sheet, index) => {
      seen.add(sheet.id);
      let entry = this.entries.get(sheet.id);
      if (!entry) {
        const link = h('a', { href: `#/${sheet.id}`, class: 'sheet-link' });
        entry = { element: h('li', {}, link), link, says: '' };
        link.addEventListener('click', (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.act(sheet.id);
        });
        this.entries.set(sheet.id, entry);
      }
      const says = JSON.stringify([sheet.title, sheet.state, sheet.next, sheet.errors, sheet.advice, sheet.comments]);
      if (entry.says !== says) {
        entry.says = says;
        const open = sheet.comments ? h('span', { class: 'chip' }, `${sheet.comments} open ${sheet.comments === 1 ? 'comment' : 'comments'}`) : null;
        fill(entry.link, h('span', { class: 'sheet-title' }, sheet.title || sheet.id),
          h('span', { class: 'sheet-id' }, sheet.id),
          h('span', { class: 'chips' }, stateChip(sheet.state), ' ',
            sheet.state ? h('span', { class: `tally ${sheet.errors ? 'error' : sheet.advice ? 'advice' : 'well'}` },
              icon(sheet.errors ? 'error' : sheet.advice ? 'advice' : 'done'), tally(sheet.errors, sheet.advice)) : null, ' ', open));
      }
      set(entry.link, { 'aria-current': sheet.id === current ? 'page' : null });
      if (this.list.children[index] !== entry.element) this.list.insertBefore(entry.element, this.list.children[index] ?? null);
    });
    for (const [id, entry] of this.entries) {
      if (!seen.has(id)) {
        entry.element.remove();
        this.entries.delete(id);
      }
    }
  }
}

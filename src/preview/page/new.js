// "New sheet": a short guided form.

import { h, fill, set, openDialog, unique, say } from './dom.js';
import * as api from './api.js';

const words = (name) => name.replaceAll('-', ' ');

export function newSheet({ workspace, sheets, done }) {
  const id = {
    title: unique('new'), medicine: unique('new'), condition: unique('new'), from: unique('new'),
    heading: unique('new'), id: unique('new'), purpose: unique('new'), wrong: unique('new'), about: unique('new'),
  };
  const medicine = h('select', { id: id.medicine, required: true }, workspace.medicines.map((one) => h('option', { value: one.id }, one.name)));
  const condition = h('select', { id: id.condition, required: true, 'aria-describedby': id.about });
  const about = h('p', { class: 'help', id: id.about });
  const from = h('select', { id: id.from, 'aria-describedby': `${id.from}-help` },
    h('option', { value: '' }, 'An empty sheet with hints'),
    h('optgroup', { label: 'Shipped examples' }, workspace.examples.map((one) => h('option', { value: one.id }, one.title))),
    sheets.length ? h('optgroup', { label: 'Sheets of this workspace' }, sheets.map((one) => h('option', { value: one.id }, one.title || one.id))) : null);
  const title = h('input', { id: id.title, maxlength: '120', 'aria-describedby': `${id.title}-help` });
  const purpose = h('textarea', { id: id.purpose, rows: 2, class: 'grow', 'aria-describedby': `${id.purpose}-help` });
  const name = h('input', {
    id: id.id, required: true, pattern: '[a-z0-9]+(-[a-z0-9]+)*', maxlength: '64', spellcheck: 'false', autocapitalize: 'off', 'aria-describedby': `${id.id}-help ${id.wrong}`,
  });
  const wrong = h('p', { class: 'finding-line error', id: id.wrong, role: 'alert' });
  let ownName = false;

  function chosen() {
    return workspace.medicines.find((one) => one.id === medicine.value);
  }

  function offer() {
    const all = chosen()?.conditions ?? [];
    const general = all.filter((one) => one.id === 'general');
    const rest = all.filter((one) => one.id !== 'general').sort((a, b) => a.name.localeCompare(b.name));
    fill(condition, h('option', { value: '' }, 'Choose…'), [...general, ...rest].map((one) =>
      h('option', { value: one.id }, one.id === 'general' ? `${one.name ?? 'The medicine in general'}` : one.name)));
  }

  function suggest() {
    const one = chosen()?.conditions.find(({ id: known }) => known === condition.value);
    say(about, one?.certainty
      ? `What research shows: certainty ${words(one.certainty)}, ${words(one.direction ?? 'not known')}. The sheet will say so; it cannot say more.`
      : 'The evidence statement follows from this choice. Nobody can change it.');
    const short = /\(([A-Za-z]{2,6})\)/.exec(chosen()?.name ?? '')?.[1] ?? chosen()?.id ?? '';
    if (!ownName && one) {
      const stem = `${short}-${one.id}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 58);
      const taken = new Set(sheets.map((sheet) => sheet.id));
      let free = stem;
      for (let n = 2; taken.has(free); n += 1) free = `${stem}-${n}`;
      name.value = free;
    }
  }

  medicine.addEventListener('change', () => { offer(); suggest(); });
  condition.addEventListener('change', suggest);
  name.addEventListener('input', () => { ownName = name.value !== ''; });
  offer();
  suggest();

  const create = h('button', { type: 'submit', class: 'primary' }, 'Make the sheet');
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': id.heading },
    h('form', {
      method: 'dialog',
      on: {
        submit: async (event) => {
          event.preventDefault();
          create.disabled = true;
          say(wrong, '');
          try {
            const made = await api.post('/api/new', {
              id: name.value, medicine: medicine.value, condition: condition.value, ...(title.value.trim() ? { title: title.value } : {}),
              ...(from.value ? { from: from.value } : {}), ...(purpose.value ? { purpose: purpose.value } : {}),
            });
            dialog.close();
            done(made);
          } catch (error) {
            say(wrong, [error.message, ...(error.hints ?? [])].join(' '));
            create.disabled = false;
            (error.status === 409 ? name : create).focus();
          }
        },
      },
    },
    h('h2', { id: id.heading }, 'New sheet'),
    h('p', { class: 'help' }, 'Two answers and you have a page; the others can wait. Warnings and evidence are added from the library.'),
    h('div', { class: 'two' },
      h('div', { class: 'field' }, h('label', { for: id.medicine }, '1. Which medicine?'), medicine),
      h('div', { class: 'field' }, h('label', { for: id.condition }, '2. For which condition?'), condition)),
    about,
    h('div', { class: 'field' }, h('label', { for: id.title }, '3. Title on the page', h('span', { class: 'optional' }, ' (optional)')), title,
      h('p', { class: 'help', id: `${id.title}-help` }, 'Without one, the names of the medicine and the condition make it.')),
    h('div', { class: 'field' }, h('label', { for: id.purpose }, '4. What is the sheet for, and for whom?', h('span', { class: 'optional' }, ' (optional)')), purpose,
      h('p', { class: 'help', id: `${id.purpose}-help` }, 'One sentence, such as “This sheet is for adults with lupus who ask about LDN.”')),
    h('details', {}, h('summary', {}, 'Name of the file, and what to begin from'),
      h('div', { class: 'field' }, h('label', { for: id.id }, 'Short name'), name,
        h('p', { class: 'help', id: `${id.id}-help` }, 'Small letters, numbers and single hyphens. The file is called by it.')),
      h('div', { class: 'field' }, h('label', { for: id.from }, 'Begin from'), from,
        h('p', { class: 'help', id: `${id.from}-help` }, 'A copy keeps the other sheet’s words; its title and condition become yours.'))),
    wrong,
    h('div', { class: 'dialog-acts' },
      h('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel'), create)));
  openDialog(dialog);
  (workspace.medicines.length > 1 ? medicine : condition).focus();
  set(dialog, {});
}

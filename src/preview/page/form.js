// The sheet as a form. Every change goes into the same text that the editor shows; the program
// changes one value there and keeps the rest as it is written.

import { h, fill, set, say, icon, reveal, unique, hidden } from './dom.js';
import * as api from './api.js';

const GROUPS = [
  ['What the sheet is', ['id', 'title', 'medicine', 'condition', 'language', 'purpose']],
  ['In your words', ['section']],
  ['How to take it', ['dose', 'stop-if', 'extras']],
  ['Questions to ask', ['questions']],
  ['What else applies', ['applies']],
  ['Contacts', ['contacts']],
  ['About the sheet', ['revised', 'review-months', 'author', 'funding']],
  ['Left out or set aside, by name', ['waive', 'false-alarm']],
];
const REFRESH_AFTER = 120;

/** What fields are called on the form, and one entry of those that hold many. */
const NAMES = {
  id: ['Short name'], revised: ['Date of the text'], 'review-months': ['Months until its review'],
  purpose: ['What it is for, and for whom'], funding: ['Who paid for it'], 'stop-if': ['When to stop'],
  applies: ['Items that hold for every reader of this sheet'], extras: ['Blocks to add'], questions: ['Questions', 'question'],
  section: ['Sections', 'section'], dose: ['Steps of the plan', 'step'], contacts: ['Whom to call, where it differs from the clinic’s'],
  author: ['Who wrote it'], waive: ['Items left out', 'item'], 'false-alarm': ['Findings set aside', 'finding'],
  mg: ['Dose in mg'], strength: ['Strength in mg'], count: ['How many, or mL'], time: ['When in the day'], by: ['Who answers for it'],
  item: ['Safety item'], code: ['Kind of finding'], words: ['The words that raise it'], date: ['Since'], place: ['Where it stands'],
};
/** Help where the form says it better than the file's schema; an empty text needs none. */
const HELP = {
  id: 'The file is called by it.', title: '', medicine: '', language: '',
  condition: 'The evidence record that the sheet stands on; “general” prints a table of all conditions.',
  revised: '', 'review-months': '1 to 24.', 'stop-if': '', funding: '', questions: 'Each a question.',
  section: 'At most one for each place; the library adds all the rest.', dose: 'Strength times how many is the dose, exactly.',
  'dose.from-week': '', 'dose.to-week': 'Empty in the last step.', 'dose.mg': '', 'dose.form': '',
  'dose.strength': 'In one capsule or tablet, or in 1 mL of liquid.', 'dose.count': '', 'dose.time': 'Such as “at bedtime”.',
  'section.place': '', 'section.heading': 'Without one, the usual heading stands there.',
  'waive.date': '', 'false-alarm.date': '', extras: '', contacts: '', author: '',
};
/** Texts of a few letters, which fit on one line. */
const SHORT = new Set(['id', 'mg', 'strength', 'count', 'time', 'name', 'role', 'phone', 'hours', 'by', 'heading']);
const helpOf = (field) => HELP[field.path.length === 1 ? field.key : `${field.path[0]}.${field.key}`] ?? field.help;
const nameOf = (field) => NAMES[field.key]?.[0] ?? field.label;
const oneOf = (field) => NAMES[field.key]?.[1] ?? 'entry';
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const keyOf = (path) => JSON.stringify(path);

export class Form {
  /** `toText(line)` opens the editor at a line. */
  constructor({ toText, heard }) {
    this.toText = toText;
    this.heard = heard;
    this.controls = new Map();
    this.root = h('form', { class: 'form', autocomplete: 'off', 'aria-label': 'The sheet as a form', on: { submit: (event) => event.preventDefault() } });
    this.notice = h('div', { class: 'notice error', role: 'alert', hidden: true });
    this.body = h('div', {});
    this.root.append(this.notice, this.body);
    this.signature = null;
    this.timer = 0;
  }

  open(doc) {
    this.doc = doc;
    this.signature = null;
    this.changedBy = null;
    this.formed = null;
    this.findings = [];
    fill(this.body, h('p', { class: 'quiet-text' }, 'Reading the sheet…'));
    return this.refresh();
  }

  /** Reads the fields again soon, if the text is another one. */
  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), REFRESH_AFTER);
  }

  async refresh() {
    const { doc } = this;
    if (!doc || this.refreshing) {
      this.refreshAgain = true;
      return;
    }
    if (this.formed === doc.text) return;
    this.refreshing = true;
    const { text } = doc;
    try {
      const read = await api.post('/api/form', { sheet: doc.id, text });
      if (doc !== this.doc) return;
      this.formed = text;
      this.choices = read.choices ?? {};
      this.fields = read.fields;
      this.notice.hidden = true;
      this.body.inert = false;
      this.take(read.fields);
      this.mark(this.findings);
    } catch (error) {
      if (doc === this.doc) this.broken(error, text);
    } finally {
      this.refreshing = false;
      if (this.refreshAgain) {
        this.refreshAgain = false;
        this.refreshSoon();
      }
    }
  }

  broken(error, text) {
    this.formed = text;
    const finding = error.body?.findings?.[0];
    fill(this.notice,
      h('p', {}, h('strong', {}, 'The form cannot be shown: the text has a fault that must be fixed first.')),
      h('p', {}, finding ? `Line ${finding.line}: ${finding.message}.` : error.message),
      ...(error.hints ?? []).map((hint) => h('p', {}, hint)),
      h('button', { type: 'button', on: { click: () => this.toText(finding?.line ?? 1) } }, 'Fix it in the text'));
    this.notice.hidden = false;
    this.body.inert = this.signature !== null;
    if (this.signature === null) fill(this.body);
  }

  /** Takes the fields: values in place where the shape is the same, else a new form. */
  take(fields) {
    const signature = shape(fields);
    if (signature === this.signature) {
      each(fields, (field) => {
        const control = this.controls.get(keyOf(field.path));
        if (control) {
          control.field = field;
          control.show?.(field);
        }
      });
      return;
    }
    this.signature = signature;
    const active = document.activeElement;
    const within = this.root.contains(active);
    const old = within && active.dataset.path;
    const caret = old && active.selectionStart;
    const top = this.root.closest('.pane-scroll')?.scrollTop;
    this.controls.clear();
    const left = new Map(fields.map((field) => [field.path[0], field]));
    const groups = GROUPS.map(([title, keys]) => {
      const inside = keys.map((key) => left.get(key)).filter(Boolean);
      keys.forEach((key) => left.delete(key));
      return [title, inside];
    });
    if (left.size) groups.push(['More', [...left.values()]]);
    fill(this.body, groups.filter(([, inside]) => inside.length).map(([title, inside]) =>
      h('fieldset', { class: 'group' }, h('legend', {}, title), inside.map((field) => this.field(field)))));
    const scroll = this.root.closest('.pane-scroll');
    if (scroll && top !== undefined) scroll.scrollTop = top;
    const wanted = this.focusNext ?? (within ? old : null);
    if (wanted) this.focusPath(wanted, this.focusNext ? null : caret);
    this.focusNext = null;
  }

  focusPath(key, caret) {
    const control = this.controls.get(key);
    const input = control?.input ?? control?.first;
    if (!input) return false;
    input.focus();
    if (caret !== null && caret !== undefined) {
      try {
        input.setSelectionRange(caret, caret);
      } catch {
        // A date has no caret.
      }
    }
    return true;
  }

  edit(change) {
    return this.doc.edit(change, 'form');
  }

  /** Whether the person is writing in a field: what stands there is newer than any answer, and a
   *  space at its end is the beginning of a word. What undo or another program wrote goes in. */
  typing(input) {
    return document.activeElement === input && (this.changedBy === 'form' || this.doc.queue.length > 0);
  }

  /** Puts a value into the text. */
  write(field, value) {
    const empty = value === '' || (Array.isArray(value) && value.length === 0);
    const control = this.controls.get(keyOf(field.path));
    const { required, written } = control?.field ?? field;
    if (empty && !required) {
      if (written) {
        control.field.written = false;
        this.edit({ op: 'remove', path: field.path });
      } else if (this.doc.queue.length) {
        this.edit({ op: 'set', path: field.path, value });
      }
      return;
    }
    if (control) control.field.written = true;
    this.edit({ op: 'set', path: field.path, value });
  }

  field(field) {
    switch (field.kind) {
      case 'table': return this.table(field);
      case 'tables': return this.tables(field);
      case 'list': return field.choices ? this.several(field) : this.list(field);
      case 'choices': return this.several(field);
      default: return this.single(field);
    }
  }

  /** Label, help, control and what is wrong with it, tied together. */
  wrap(field, id, control, extra) {
    const help = helpOf(field) ? h('p', { class: 'help', id: `${id}-help` }, sentence(helpOf(field))) : null;
    const wrong = h('div', { class: 'field-findings', id: `${id}-wrong` });
    const optional = field.required ? null : h('span', { class: 'optional' }, ' (optional)');
    const wrapper = h('div', { class: `field kind-${field.kind} key-${field.path.at(-1)}` },
      h('label', { for: id }, nameOf(field), optional), control, extra, help, wrong);
    set(control, { id, 'aria-describedby': [help && `${id}-help`, `${id}-wrong`].filter(Boolean).join(' ') });
    control.dataset.path = keyOf(field.path);
    return { wrapper, wrong };
  }

  single(field) {
    const id = unique('field');
    let input;
    let extra = null;
    const { value } = field;
    const choice = field.kind === 'choice' || (field.kind === 'line' && field.choices);
    if (choice) {
      input = h('select', { on: { change: () => this.write(field, input.value) } });
    } else if (field.kind === 'paragraph' || (field.kind === 'line' && !SHORT.has(field.key))) {
      input = h('textarea', { rows: field.kind === 'paragraph' ? 3 : 1, class: 'grow', spellcheck: 'true', lang: this.language() });
      if (field.kind === 'line') {
        input.addEventListener('keydown', (event) => {
          if (event.key === 'Enter' && !event.isComposing) event.preventDefault();
        });
      }
    } else {
      const type = { date: 'date', integer: 'number' }[field.kind] ?? 'text';
      input = h('input', { type, min: field.minimum ?? null, max: field.maximum ?? null });
    }
    if (field.path.length === 1 && field.path[0] === 'id') {
      set(input, { readonly: true });
    }
    if (!choice) {
      input.addEventListener('input', () => {
        counter?.(input.value);
        if (field.kind === 'integer') {
          if (input.value === '') this.write(field, '');
          else if (Number.isInteger(input.valueAsNumber)) this.write(field, input.valueAsNumber);
        } else if (field.kind === 'date') {
          if (input.value) this.write(field, input.value);
          else if (!field.required) this.write(field, '');
        } else {
          this.write(field, input.value);
        }
      });
    }
    if (field.kind === 'date') {
      extra = h('button', {
        type: 'button', class: 'small', 'aria-label': `Today, for ${nameOf(field)}`,
        on: { click: () => { input.value = this.heard.today(); this.write(field, input.value); } },
      }, 'Today');
    }
    let counter = null;
    if (field.characters && (field.kind === 'line' || field.kind === 'paragraph')) {
      const left = h('p', { class: 'counter' });
      counter = (text) => {
        const n = [...text].length;
        const near = n > field.characters * 0.8;
        say(left, near ? `${n} of ${field.characters} characters` : '');
        left.classList.toggle('over', n > field.characters);
      };
      counter(String(value ?? ''));
      extra = left;
    }
    const { wrapper, wrong } = this.wrap(field, id, input, extra);
    const control = { field, input, wrapper, wrong };
    control.show = (next) => {
      const text = next.value === null || next.value === undefined ? '' : String(next.value);
      if (choice) this.options(input, next);
      if (input.value !== text && !this.typing(input)) {
        input.value = text;
        counter?.(text);
      }
    };
    if (choice) this.options(input, field);
    else input.value = value === null || value === undefined ? '' : String(value);
    this.controls.set(keyOf(field.path), control);
    return wrapper;
  }

  language() {
    return this.fields?.find(({ path }) => path[0] === 'language')?.value ?? 'en';
  }

  options(select, field) {
    const all = (field.choices ?? this.choices[field.path.at(-1)] ?? []).map(named(field.key));
    const value = field.value ?? '';
    if (!all.some((choice) => choice.value === value)) {
      all.unshift({ value, name: value === '' ? (field.required ? 'Choose…' : 'None') : `${value} (not one of the choices)` });
    } else if (!field.required) {
      all.unshift({ value: '', name: 'None' });
    }
    const wanted = JSON.stringify(all);
    if (select.dataset.options !== wanted) {
      select.dataset.options = wanted;
      fill(select, all.map((choice) => h('option', { value: choice.value },
        choice.note ? `${choice.name} (${choice.note})` : choice.name)));
    }
    if (select.value !== value) select.value = value;
  }

  several(field) {
    const legend = unique('legend');
    const boxes = h('div', { class: 'boxes' });
    const chosen = h('span', { class: 'optional' });
    const wrong = h('div', { class: 'field-findings', id: `${legend}-wrong` });
    const control = { field, wrong, first: null };
    control.show = (next) => {
      const all = (next.choices ?? this.choices[next.path.at(-1)] ?? []).slice();
      const value = next.value ?? [];
      for (const one of value) {
        if (!all.some((choice) => choice.value === one)) all.push({ value: one, name: one, note: 'not one of the choices' });
      }
      const wanted = JSON.stringify(all);
      if (boxes.dataset.options !== wanted) {
        boxes.dataset.options = wanted;
        fill(boxes, all.map((choice) => {
          const id = unique('box');
          const box = h('input', { type: 'checkbox', id, value: choice.value, 'aria-describedby': choice.note ? `${id}-note` : null });
          box.dataset.path = keyOf(field.path);
          box.addEventListener('change', () => {
            const values = [...boxes.querySelectorAll('input:checked')].map((one) => one.value);
            say(chosen, values.length ? ` ${values.length} chosen` : '');
            this.write(field, values);
          });
          return h('div', { class: 'box' }, box, h('label', { for: id }, choice.name),
            choice.note ? h('p', { class: 'help', id: `${id}-note` }, choice.note) : null);
        }));
        control.first = boxes.querySelector('input');
      }
      for (const box of boxes.querySelectorAll('input')) box.checked = value.includes(box.value);
      say(chosen, value.length ? ` ${value.length} chosen` : '');
    };
    control.wrapper = h('fieldset', { class: `field several key-${field.path.at(-1)}`, 'aria-describedby': `${legend}-wrong` },
      h('legend', { id: legend }, nameOf(field), chosen),
      helpOf(field) ? h('p', { class: 'help' }, sentence(helpOf(field))) : null, boxes, wrong);
    control.show(field);
    this.controls.set(keyOf(field.path), control);
    return control.wrapper;
  }

  /** Buttons that move and remove an entry. */
  handles(path, what, n) {
    const at = path.at(-1);
    const button = (label, name, act, off) => h('button', {
      type: 'button', class: 'small bare', 'aria-label': `${label} ${what}`, title: `${label} ${what}`, disabled: off, on: { click: act },
    }, icon(name));
    const move = (to) => {
      this.focusNext = keyOf([...path.slice(0, -1), to]);
      this.edit({ op: 'move', path, to });
    };
    return h('span', { class: 'handles' },
      button('Move up', 'up', () => move(at - 1), at === 0),
      button('Move down', 'lower', () => move(at + 1), at === n - 1),
      button('Remove', 'remove', () => {
        this.focusNext = n > 1 ? keyOf([...path.slice(0, -1), Math.max(0, at - 1)]) : keyOf([...path.slice(0, -1), 'add']);
        this.edit({ op: 'remove', path });
      }, false));
  }

  adder(field, label, value) {
    const n = (field.kind === 'tables' ? field.fields : field.value)?.length ?? 0;
    const add = h('button', {
      type: 'button', class: 'add',
      on: {
        click: () => {
          this.focusNext = keyOf([...field.path, n]);
          this.edit({ op: 'insert', path: [...field.path, n], value });
        },
      },
    }, icon('add'), label);
    this.controls.set(keyOf([...field.path, 'add']), { field, first: add });
    return add;
  }

  list(field) {
    const values = field.value ?? [];
    const legend = unique('legend');
    const wrong = h('div', { class: 'field-findings', id: `${legend}-wrong` });
    const one = capital(oneOf(field));
    const wrapper = h('fieldset', { class: `field list key-${field.path.at(-1)}`, 'aria-describedby': `${legend}-wrong` },
      h('legend', { id: legend }, nameOf(field)),
      helpOf(field) ? h('p', { class: 'help' }, sentence(helpOf(field))) : null,
      h('ol', { class: 'entries' }, values.map((value, at) => {
        const path = [...field.path, at];
        const wrongHere = h('div', { class: 'field-findings', id: unique('wrong') });
        const input = h('textarea', {
          rows: 1, class: 'grow', spellcheck: 'true', 'aria-label': `${one} ${at + 1}`, 'aria-describedby': wrongHere.id,
        });
        input.value = value;
        input.dataset.path = keyOf(path);
        input.addEventListener('keydown', (event) => {
          if (event.key === 'Enter' && !event.isComposing) event.preventDefault();
        });
        input.addEventListener('input', () => this.edit({ op: 'set', path, value: input.value }));
        this.controls.set(keyOf(path), { field: { ...field, path }, input, wrong: wrongHere, list: true });
        return h('li', {}, h('div', { class: 'row' }, input, this.handles(path, `${one.toLowerCase()} ${at + 1}`, values.length)), wrongHere);
      })),
      this.adder(field, `Add a ${one.toLowerCase()}`, ''), wrong);
    this.controls.set(keyOf(field.path), {
      field, wrapper, wrong, first: wrapper.querySelector('textarea, button'),
      show: (next) => {
        (next.value ?? []).forEach((value, at) => {
          const control = this.controls.get(keyOf([...field.path, at]));
          if (control && control.input.value !== value && !this.typing(control.input)) control.input.value = value;
        });
      },
    });
    return wrapper;
  }

  table(field) {
    const wrapper = h('fieldset', { class: `field table key-${field.path.at(-1)}` },
      h('legend', {}, nameOf(field)),
      helpOf(field) ? h('p', { class: 'help' }, sentence(helpOf(field))) : null,
      h('div', { class: 'cells' }, (field.fields ?? []).map((inner) => this.field(inner))));
    this.controls.set(keyOf(field.path), { field, wrapper, first: wrapper.querySelector('input, textarea, select') });
    return wrapper;
  }

  tables(field) {
    const all = field.fields ?? [];
    const one = capital(oneOf(field));
    const wrong = h('div', { class: 'field-findings' });
    const wrapper = h('fieldset', { class: `field tables key-${field.path.at(-1)}` },
      h('legend', {}, nameOf(field)),
      helpOf(field) ? h('p', { class: 'help' }, sentence(helpOf(field))) : null,
      h('div', { class: 'cards' }, all.map((fields, at) => {
        const path = [...field.path, at];
        const name = `${one} ${at + 1}`;
        const wrongHere = h('div', { class: 'field-findings' });
        const sum = field.path[0] === 'dose' ? h('p', { class: 'sum' }) : null;
        const cells = h('div', { class: 'cells' }, fields.map((inner) => this.field(inner)));
        const card = h('div', { role: 'group', 'aria-label': name, class: 'card' },
          h('div', { class: 'card-head' }, h('p', { class: 'card-name' }, name), this.handles(path, name.toLowerCase(), all.length)),
          cells, sum, wrongHere);
        if (sum) {
          const show = () => say(sum, doseSum(Object.fromEntries(fields.map((inner) =>
            [inner.path.at(-1), this.controls.get(keyOf(inner.path))?.input?.value ?? '']))));
          cells.addEventListener('input', show);
          cells.addEventListener('change', show);
          show();
        }
        this.controls.set(keyOf(path), { field: { ...field, path }, wrapper: card, wrong: wrongHere, first: cells.querySelector('input, textarea, select') });
        return card;
      })),
      this.adder(field, `Add a ${one.toLowerCase()}`, field.new ?? {}), wrong);
    this.controls.set(keyOf(field.path), { field, wrapper, wrong, first: wrapper.querySelector('input, textarea, select, button') });
    return wrapper;
  }

  /** Returns the control that a finding belongs to. */
  controlOf(finding) {
    if (!this.fields) return null;
    const named = /^file\/missing-key$/.test(finding.code) && /`([^`]+)`/.exec(finding.message)?.[1];
    let best = null;
    let bestPlace = [-1, -1];
    for (const control of this.controls.values()) {
      const { field } = control;
      if (!control.wrong) continue;
      if (named && field.path.at(-1) === named && !field.written) return control;
      if (control.list) continue;
      if (!finding.here || !finding.line) {
        if (finding.leaf && field.leaf === finding.leaf) return control;
        continue;
      }
      if (!field.line || field.written === false) continue;
      const place = [field.line, field.column ?? 1];
      const before = place[0] < finding.line || (place[0] === finding.line && place[1] <= finding.column);
      const better = place[0] > bestPlace[0] || (place[0] === bestPlace[0] && place[1] >= bestPlace[1]);
      if (before && better) {
        best = control;
        bestPlace = place;
      }
    }
    return best;
  }

  /** Shows findings under the fields that they are about. */
  mark(findings) {
    this.findings = findings;
    const by = new Map();
    for (const finding of findings) {
      const control = this.controlOf(finding);
      if (control) by.set(control, [...(by.get(control) ?? []), finding]);
    }
    for (const control of this.controls.values()) {
      if (!control.wrong) continue;
      const mine = by.get(control) ?? [];
      const words = mine.map((finding) => `${finding.level}: ${finding.message}`).join('\n');
      if (control.says !== words) {
        control.says = words;
        fill(control.wrong, mine.map((finding) => h('p', { class: `finding-line ${finding.level}` },
          icon(finding.level), h('span', {}, hidden(`${finding.level === 'error' ? 'Error' : 'Advice'}: `), sentence(finding.message),
            finding.help ? h('span', { class: 'finding-help' }, ` ${sentence(finding.help)}`) : null))));
      }
      if (control.input) {
        set(control.input, { 'aria-invalid': mine.some(({ level }) => level === 'error') ? 'true' : null });
      }
    }
  }

  /** Puts the focus into the field of a finding or of a text; returns whether there is one. */
  goTo(finding) {
    const control = this.controlOf(finding);
    const input = control?.input ?? control?.first;
    if (!input) return false;
    input.focus({ preventScroll: true });
    reveal(control.wrapper ?? input);
    return true;
  }
}

function shape(fields) {
  return JSON.stringify(fields, (key, value) => {
    if (['value', 'written', 'line', 'column', 'leaf', 'help', 'new', 'choices', 'end-line', 'end-column'].includes(key)) {
      return key === 'value' && Array.isArray(value) ? value.length : undefined;
    }
    return value;
  });
}

function each(fields, visit) {
  for (const field of fields) {
    if (Array.isArray(field)) {
      each(field, visit);
      continue;
    }
    visit(field);
    if (field.fields) each(field.fields, visit);
  }
}

/** Gives a choice a name to read: a language its own, a place what it means. */
function named(key) {
  return (choice) => {
    if (key === 'language') {
      const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }).of(choice.value);
      return { ...choice, name };
    }
    if (key === 'form') return { value: choice.value, name: capital(choice.value), note: '' };
    if (choice.name === choice.value && choice.note) return { value: choice.value, name: `${capital(choice.value)}: ${choice.note.charAt(0).toLowerCase()}${choice.note.slice(1).replace(/\.$/, '')}`, note: '' };
    return choice;
  };
}

/** A sentence as it is shown: with a capital and a full stop. */
export function sentence(text) {
  const whole = text.trim().replace(/`([^`]+)`/g, '“$1”');
  return whole.charAt(0).toUpperCase() + whole.slice(1) + (/[.!?:…]["”’)]?$/.test(whole) ? '' : '.');
}

/** Multiplies two decimals exactly. */
function times(a, b) {
  const parse = (text) => {
    const found = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
    return found && [BigInt(found[1] + (found[2] ?? '')), (found[2] ?? '').length];
  };
  const [x, y] = [parse(a), parse(b)];
  if (!x || !y) return null;
  const places = x[1] + y[1];
  const digits = String(x[0] * y[0]).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const part = digits.slice(digits.length - places).replace(/0+$/, '');
  return part ? `${whole}.${part}` : whole;
}

function doseSum({ count, strength, mg, form }) {
  const product = times(count, strength);
  if (product === null) return '';
  const unit = form === 'liquid' ? `${count} mL × ${strength} mg per mL` : `${count} × ${strength} mg`;
  const same = product === mg.trim();
  return `${unit} = ${product} mg${same ? '' : `, but the dose above says ${mg || 'nothing'}${mg ? ' mg' : ''}`}`;
}

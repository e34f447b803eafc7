// Puts the page together: the list of sheets, the sheet in the middle, the page as it will print,
// and what there is to say about it.

import { h, fill, set, say, byId, tabs, tally, icon, download } from './dom.js';
import * as api from './api.js';
import { Doc } from './doc.js';
import { List, stateChip } from './list.js';
import { newSheet } from './new.js';
import { Form, sentence } from './form.js';
import { Editor } from './editor.js';
import { Pages } from './pages.js';
import { Findings, Sources, Evidence, Reading, Changes, setAside, speak } from './panels.js';
import { Review } from './review.js';
import { Release } from './release.js';
import { showConflict } from './conflict.js';

const app = {
  workspace: null, sheets: [], schema: null, doc: null, review: null, release: null,
  formatBefore: null,
};

// ---------------------------------------------------------------- What is said aloud and shown

let sayTimer = 0;
/** Says how many findings there are, once they stay the same for a moment. */
function sayFindings(text) {
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => say(byId('say-findings'), text), 900);
}

let saveTimer = 0;
function saySave(text) {
  clearTimeout(saveTimer);
  saveTimer = setTimeout(() => say(byId('say-save'), text), 1200);
}

let toastTimer = 0;
function tell(text, wrong = false) {
  const toast = byId('toast');
  fill(toast, icon(wrong ? 'error' : 'done'), text);
  toast.className = `toast shown ${wrong ? 'error' : ''}`;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.className = 'toast';
    fill(toast);
  }, wrong ? 9000 : 5000);
}

function fault(error) {
  tell([error.message, ...(error.hints ?? [])].map(sentence).join(' '), true);
}

// ---------------------------------------------------------------- The parts

const saveState = h('span', { class: 'save-state', id: 'save-state' });
const undo = h('button', { type: 'button', class: 'small', title: 'Undo (Ctrl+Z)', on: { click: () => app.doc?.step('undo') } }, icon('undo'), 'Undo');
const redo = h('button', { type: 'button', class: 'small', title: 'Redo (Ctrl+Shift+Z)', on: { click: () => app.doc?.step('redo') } }, icon('redo'), 'Redo');
const title = h('h1', { tabindex: '-1' });
const chips = h('span', { class: 'chips' });
const clash = h('button', { type: 'button', class: 'danger', hidden: true, on: { click: () => openConflict() } }, 'Show both texts');

const list = new List({ open: (id) => go(id), add: () => addSheet() });
const pages = new Pages({
  chosen: (leaf) => pickLeaf(leaf),
  wanted: (wanted) => {
    if (wanted.format) pages.papers(wanted.format, app.doc?.wanted.paper ?? app.workspace.paper);
    app.doc?.show(wanted);
  },
  pdf: h('span', { class: 'pdf-acts' },
    h('button', { type: 'button', id: 'pdf', on: { click: (event) => pdf(event.currentTarget) } }, icon('down'), 'PDF'),
    h('button', { type: 'button', class: 'small', id: 'out', title: 'Writes every usual format into the folder “out” of the workspace', on: { click: (event) => writeOut(event.currentTarget) } }, 'Write all')),
});
const form = new Form({ toText: (line) => { modes.select('text'); editor.goTo(line); }, heard: { today: () => app.workspace.today } });
const editor = new Editor({ schema: () => app.schema, choices: () => form.choices ?? {} });
const findings = new Findings({
  toPage: (finding) => pages.goTo(finding),
  toField: (finding) => {
    modes.select('form');
    if (!form.goTo(finding)) {
      modes.select('text');
      editor.goTo(finding.line, finding.column, finding['end-line'] === finding.line ? finding['end-column'] : null);
    }
  },
  toText: (finding) => {
    modes.select('text');
    editor.goTo(finding.line, finding.column, finding['end-line'] === finding.line ? finding['end-column'] : null);
  },
  setAside: (finding) => aside(finding),
});
const sources = new Sources({ toPage: (leaf) => pages.goTo(leaf) });
const evidence = new Evidence();
const reading = new Reading();
const changes = new Changes();

const formPanel = h('div', { class: 'pane-scroll' }, form.root);
const textPanel = h('div', { class: 'pane-scroll' }, editor.root);
const reviewPanel = h('div', { class: 'pane-scroll' });
const releasePanel = h('div', { class: 'pane-scroll' });
const modes = tabs('The sheet', [
  { id: 'form', label: 'Form', panel: formPanel },
  { id: 'text', label: 'Text', panel: textPanel },
  { id: 'review', label: 'Review', panel: reviewPanel },
  { id: 'release', label: 'Release', panel: releasePanel },
], (mode) => modeChosen(mode));

const findingsTab = h('span', {}, 'Findings');
/** What stands beside the page. `chosen` is called with the sheet when the panel is opened;
 * `stop` is for those in which nothing else takes the focus, so that arrow keys scroll them. */
const panels = [
  { id: 'findings', label: findingsTab, view: findings },
  { id: 'sources', label: 'Sources', view: sources },
  { id: 'evidence', label: 'Evidence', view: evidence, stop: true, chosen: (doc) => evidence.show(doc.id) },
  { id: 'reading', label: 'Reading', view: reading, stop: true },
  { id: 'changes', label: 'Changes', view: changes, stop: true, chosen: (doc) => doc.save().then(() => changes.show(doc.id)) },
].map((one) => ({
  ...one, panel: h('div', { class: 'pane-scroll', ...(one.stop ? { tabindex: '0' } : {}) }, one.view.root),
}));
const beside = tabs('About this page', panels, (id) => besideChosen(id));

const writing = h('section', { class: 'writing', id: 'writing', tabindex: '-1', 'aria-label': 'The sheet' },
  h('div', { class: 'sheet-head' }, title, chips,
    h('div', { class: 'sheet-acts', role: 'group', 'aria-label': 'Changes' }, saveState, clash, undo, redo)),
  modes.list, formPanel, textPanel, reviewPanel, releasePanel);
const paper = h('div', { class: 'paper-side', id: 'paper', tabindex: '-1' }, pages.root);
const besideSide = h('aside', { class: 'beside', id: 'beside', tabindex: '-1', 'aria-label': 'Findings and sources' },
  beside.list, ...panels.map(({ panel }) => panel));
const welcome = h('div', { class: 'welcome' });
const main = h('main', { class: 'main' }, welcome, writing, paper, besideSide);

// ---------------------------------------------------------------- Looks

const THEMES = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

function theme() {
  const select = h('select', { id: 'theme', on: { change: () => wear(select.value) } },
    THEMES.map(([value, name]) => h('option', { value }, name)));
  const kept = recall('candor-theme') ?? 'system';
  select.value = kept;
  wear(kept);
  return h('span', { class: 'labelled' }, h('label', { for: 'theme' }, 'Colours'), select);
}

function wear(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  keep('candor-theme', name);
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A preference that cannot be kept is asked for again.
  }
}

// ---------------------------------------------------------------- A sheet

function address(id, mode) {
  return id ? `#/${id}${mode && mode !== 'form' ? `/${mode}` : ''}` : '#/';
}

function parseAddress() {
  const found = /^#\/([a-z0-9-]*)(?:\/(form|text|review|release))?$/.exec(location.hash);
  return { id: found?.[1] || null, mode: found?.[2] ?? 'form' };
}

function go(id, mode = 'form') {
  const to = address(id, mode);
  if (location.hash !== to) history.pushState(null, '', to);
  return open(id, mode);
}

async function open(id, mode) {
  if (app.doc?.id === id) {
    if (modes.selected !== mode) modes.select(mode);
    return;
  }
  let read;
  try {
    if (app.doc) {
      if (app.doc.dirty) await app.doc.save();
      app.doc.close();
    }
    read = await api.get(`/api/sheet/${id}`);
  } catch (error) {
    fault(error);
    return;
  }
  const doc = new Doc(read, app.workspace.folder);
  const before = app.doc?.wanted;
  app.doc = doc;
  doc.wanted = { ...(before ?? doc.wanted) };
  if (app.formatBefore) doc.wanted.format = app.formatBefore;
  app.formatBefore = null;
  watch(doc);
  main.classList.add('open');
  document.body.classList.add('has-sheet');
  welcome.hidden = true;
  say(title, titleOf(doc));
  drawState();
  drawSave();
  pages.offer(app.workspace, doc.wanted);
  sources.open(id);
  app.review = new Review({
    workspace: app.workspace, tell, onward: () => goMode('release'),
    toPage: (leaf, quietly) => pages.goTo({ leaf }, quietly),
  });
  app.release = new Release({
    workspace: app.workspace, doc, tell, save: () => doc.save(), toReview: () => goMode('review'),
    changed: async () => { await refreshList(); await doc.reread(); },
  });
  fill(reviewPanel, app.review.root);
  fill(releasePanel, app.release.root);
  form.open(doc);
  editor.show(doc);
  const kept = doc.kept();
  const mine = modes.selected === mode;
  modes.select(mode, true);
  modeChosen(mode, mine);
  besideChosen(beside.selected);
  list.show({ sheets: app.sheets, findings: app.listFindings }, id);
  if (kept) restore(doc, kept);
  doc.try();
}

/** Brings back what an earlier tab could not save. */
function restore(doc, kept) {
  doc.base = kept.base;
  doc.change(kept.text, 'kept');
  tell('Changes that were not saved the last time are back.');
}

function titleOf(doc) {
  return app.sheets.find(({ id }) => id === doc.id)?.title || doc.id;
}

function watch(doc) {
  doc.addEventListener('text', ({ detail: { from } }) => {
    form.changedBy = from;
    if (from !== 'text' && app.doc === doc) editor.setText(doc.text);
    if (from !== 'form') form.refreshSoon();
  });
  doc.addEventListener('edited', () => form.refreshSoon());
  doc.addEventListener('tried', ({ detail }) => showTry(doc, detail));
  doc.addEventListener('untried', ({ detail: { error } }) => {
    if (!(error instanceof api.Gone)) fault(error);
  });
  doc.addEventListener('refused', ({ detail: { error } }) => {
    fault(error);
    form.formed = null;
    form.refreshSoon();
  });
  doc.addEventListener('save', drawSave);
  doc.addEventListener('saved', () => {
    refreshListSoon();
    if (app.doc === doc) besideChosen(beside.selected);
  });
  doc.addEventListener('state', drawState);
  doc.addEventListener('conflict', () => openConflict());
  doc.addEventListener('stepped', ({ detail: { which } }) => tell(which === 'undo' ? 'Undone.' : 'Done again.'));
}

/** Shows what a try gave: first the page, then all that is said about it. */
function showTry(doc, answer) {
  if (app.doc !== doc) return;
  speak(answer.jurisdiction);
  pages.show(answer);
  // The words beside the page follow when it is drawn.
  requestAnimationFrame(() => setTimeout(() => {
    if (app.doc === doc && doc.tried === answer) sayTry(doc, answer);
  }));
}


/** Shows what is said about the page: findings, sources, reading grades. */
function sayTry(doc, answer) {
  const shown = answer.findings ?? [];
  const words = tally(answer.errors, answer.advice);
  findings.show(shown);
  editor.setFindings(shown);
  form.mark(shown);
  if (form.formed !== doc.text) form.refreshSoon();
  sources.show(answer.leaves ?? []);
  reading.show(answer.reading);
  const badge = answer.errors + answer.advice;
  fill(findingsTab, 'Findings ', h('span', { class: `badge ${answer.errors ? 'error' : answer.advice ? 'advice' : 'well'}` }, String(badge)));
  set(findingsTab, { title: words });
  drawState();
  sayFindings(`${words}${answer.stale ? '. The page is out of date.' : '.'}`);
}

function drawState() {
  const { doc } = app;
  if (!doc) return;
  const listed = app.sheets.find(({ id }) => id === doc.id);
  const state = doc.state ?? listed?.state;
  say(title, titleOf(doc));
  document.title = `${titleOf(doc)} · Candor`;
  const tried = doc.tried;
  fill(chips, stateChip(state), ' ', tried ? h('span', { class: `tally ${tried.errors ? 'error' : tried.advice ? 'advice' : 'well'}`, id: 'tally' },
    icon(tried.errors ? 'error' : tried.advice ? 'advice' : 'done'), tally(tried.errors, tried.advice)) : null,
  doc.next ? h('span', { class: 'next' }, doc.next) : null);
}

function drawSave() {
  const { doc } = app;
  if (!doc) return;
  let words;
  let kind = 'well';
  if (doc.conflict) {
    words = 'Not saved: the file on disk is another';
    kind = 'error';
  } else if (doc.problem) {
    words = `Not saved: ${doc.problem.message}`;
    kind = 'error';
  } else if (doc.saving) {
    words = 'Saving…';
    kind = 'busy';
  } else if (doc.dirty) {
    words = 'Not saved yet';
    kind = 'busy';
  } else {
    words = doc.savedAt ? `Saved at ${doc.savedAt.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}` : 'Saved';
  }
  if (saveState.dataset.says !== kind + words) {
    saveState.dataset.says = kind + words;
    saveState.className = `save-state ${kind}`;
    fill(saveState, icon(kind === 'well' ? 'done' : kind), words);
  }
  saySave(kind === 'busy' ? '' : words);
  clash.hidden = !doc.conflict;
  undo.disabled = !doc.undoable && !doc.dirty;
  redo.disabled = !doc.redoable;
}

function openConflict() {
  if (document.querySelector('dialog[open]')) return;
  if (app.doc?.conflict) showConflict(app.doc);
}

function modeChosen(mode, quiet = false) {
  const { doc } = app;
  if (!doc) return;
  const to = address(doc.id, mode);
  if (!quiet && location.hash !== to) history.pushState(null, '', to);
  if (mode === 'review') {
    if (doc.wanted.format !== 'full') {
      app.formatBefore = doc.wanted.format;
      pages.format.value = 'full';
      doc.show({ format: 'full' });
    }
    doc.save().then(() => app.review.open(doc.id));
  } else if (app.formatBefore) {
    const format = app.formatBefore;
    app.formatBefore = null;
    pages.format.value = format;
    doc.show({ format });
  }
  if (mode === 'release') doc.save().then(() => app.release.open());
  if (mode === 'form') form.refresh();
  if (mode === 'text') editor.setText(doc.text);
}

/** Opens a part of the sheet and gives its tab the focus. */
function goMode(mode) {
  modes.select(mode);
  byId(`tab-${mode}`).focus();
}

function besideChosen(id) {
  const { doc } = app;
  if (!doc) return;
  panels.find((one) => one.id === id)?.chosen?.(doc);
}

/** A text on the page was picked: what it rests on, or where it was written. */
function pickLeaf(leaf) {
  if (leaf.item) {
    beside.select('sources');
    sources.pick(leaf.item);
    return;
  }
  if (leaf.record) {
    beside.select('evidence');
    return;
  }
  if (leaf.line) {
    const place = { here: true, line: leaf.line, column: leaf.column, leaf: leaf.leaf, code: '', message: '' };
    if (modes.selected === 'text') {
      editor.goTo(leaf.line, leaf.column);
      return;
    }
    modes.select('form');
    if (!form.goTo(place)) {
      modes.select('text');
      editor.goTo(leaf.line, leaf.column);
    }
    return;
  }
  tell('Fixed wording: it is the same on every sheet and cannot be changed.');
}

function aside(finding) {
  const { doc } = app;
  const line = doc.text.split('\n')[finding.line - 1] ?? '';
  const one = finding['end-line'] === finding.line || !finding['end-line'];
  const words = one ? [...line].slice(finding.column - 1, (finding['end-column'] ?? finding.column) - 1).join('') : '';
  setAside(finding, {
    words, today: app.workspace.today, people: app.workspace.people ?? [], by: recall('candor-reviewer') ?? '',
    done: (value) => {
      const field = form.fields?.find(({ path }) => path[0] === 'false-alarm');
      doc.edit({ op: 'insert', path: ['false-alarm', field?.fields?.length ?? 0], value }, 'aside');
    },
  });
}

async function pdf(button) {
  const { doc } = app;
  if (!doc) return;
  button.disabled = true;
  try {
    if (!(await doc.save())) throw new Error('The sheet is not saved yet, so there is no PDF of it.');
    const { format, paper: size, jurisdiction } = doc.tried ?? { ...doc.wanted };
    const query = new URLSearchParams({ format, paper: size ?? app.workspace.paper, jurisdiction: jurisdiction ?? app.workspace.jurisdiction });
    const { name, blob } = await api.file(`/api/pdf/${doc.id}?${query}`);
    const end = { 'application/pdf': 'pdf', 'text/html': 'html', 'text/plain': 'txt' }[blob.type.split(';')[0]] ?? 'pdf';
    download(name ?? `${doc.id}.${format}.${end}`, blob);
    tell('The PDF is among your downloads. Print it at 100 %, on both sides, flipped on the long edge.');
  } catch (error) {
    fault(error);
  } finally {
    button.disabled = false;
  }
}

async function writeOut(button) {
  const { doc } = app;
  if (!doc) return;
  button.disabled = true;
  try {
    if (!(await doc.save())) throw new Error('The sheet is not saved yet, so nothing was written.');
    const { files } = await api.post('/api/out', { sheet: doc.id, formats: app.workspace.formats.filter(({ paged }) => paged).map(({ id }) => id).filter((id) => ['handout', 'full'].includes(id)) });
    tell(`Written: ${files.map((file) => (typeof file === 'string' ? file : file.path ?? file.name)).join(', ')}`);
  } catch (error) {
    fault(error);
  } finally {
    button.disabled = false;
  }
}

function addSheet() {
  newSheet({
    workspace: app.workspace, sheets: app.sheets,
    done: async (made) => {
      await refreshList();
      await go(made.sheet);
      title.focus();
      tell('The sheet is made. Fill in the form; the page beside it shows what will print.');
    },
  });
}

// ---------------------------------------------------------------- The workspace

let listTimer = 0;
function refreshListSoon() {
  clearTimeout(listTimer);
  listTimer = setTimeout(refreshList, 150);
}

async function refreshList() {
  try {
    const read = await api.get('/api/sheets');
    app.sheets = read.sheets;
    app.listFindings = read.findings;
    list.show(read, app.doc?.id);
    const listed = app.sheets.find(({ id }) => id === app.doc?.id);
    if (listed && app.doc && listed.state) {
      app.doc.state = listed.state;
      app.doc.next = listed.next;
    }
    drawState();
    drawWelcome();
  } catch (error) {
    if (!(error instanceof api.Gone)) fault(error);
  }
}

function drawWelcome() {
  if (app.doc) return;
  fill(welcome, h('h1', {}, 'Patient information sheets'),
    h('p', {}, 'Choose a sheet from the list, or begin a new one. Candor adds the warnings and the evidence; you write the rest, and see the page while you write.'),
    h('p', {}, h('button', { type: 'button', class: 'primary big', on: { click: () => addSheet() } }, icon('add'), 'New sheet')),
    h('dl', { class: 'facts-list' },
      h('dt', {}, 'Sheets'), h('dd', {}, String(app.sheets.length)),
      h('dt', {}, 'Folder'), h('dd', {}, app.workspace.folder),
      h('dt', {}, 'People on the roster'), h('dd', {}, (app.workspace.people ?? []).map(({ name, roles }) => `${name} (${roles.join(', ')})`).join('; ') || 'nobody yet')));
}

function heard(change) {
  const { doc } = app;
  if (change.kind === 'sheet') {
    if (doc && change.sheet === doc.id) {
      doc.reread().then((taken) => {
        if (taken) tell('The file was changed on disk; this is its text now.');
      }).catch(() => {});
    }
    refreshListSoon();
  } else if (change.kind === 'state') {
    refreshListSoon();
    if (doc && modes.selected === 'release' && (!change.sheet || change.sheet === doc.id)) app.release.refresh();
  } else if (change.kind === 'notes') {
    refreshListSoon();
    if (doc && modes.selected === 'review' && change.sheet === doc.id) app.review.refresh();
  } else if (change.kind === 'library') {
    refreshListSoon();
    doc?.try();
  }
}

function again() {
  refreshListSoon();
  app.doc?.reread().catch(() => {});
  app.doc?.try();
}

function alive(running, error) {
  document.body.classList.toggle('is-gone', !running);
  if (running) {
    fill(byId('alarm'));
    app.doc?.save();
    return;
  }
  const stranger = error instanceof api.ApiError && error.status === 401;
  fill(byId('alarm'), h('p', {}, h('strong', {}, stranger ? 'Candor was restarted.' : 'Candor is not running.'), ' ',
    stranger ? 'Open the new address that “candor preview” printed.' : 'Start “candor preview” again in the workspace. What you wrote stays in this window.', ' ',
    app.doc && app.doc.text !== app.doc.saved ? h('button', { type: 'button', on: { click: () => download(`${app.doc.id}.toml`, app.doc.text) } }, 'Download what is not saved') : null));
}

// ---------------------------------------------------------------- Keys

const AREAS = ['.sheet-list', '#writing', '#paper', '#beside'];

document.addEventListener('keydown', (event) => {
  if (document.querySelector('dialog[open]')) return;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && !event.altKey && key === 's') {
    event.preventDefault();
    app.doc?.save();
  } else if (control && !event.altKey && (key === 'z' || key === 'y') && !ownUndo(event.target)) {
    event.preventDefault();
    app.doc?.step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  } else if (event.key === 'F6') {
    event.preventDefault();
    const areas = AREAS.map((one) => document.querySelector(one)).filter((one) => one && one.offsetParent !== null);
    const at = areas.findIndex((area) => area.contains(document.activeElement));
    const next = areas[(at + (event.shiftKey ? areas.length - 1 : 1) + areas.length) % areas.length];
    const ways = ['[role=tab][aria-selected=true]', '[aria-current]', 'select, button:not(:disabled), a'];
    const first = ways.flatMap((way) => [...next.querySelectorAll(way)]).find((one) => one.checkVisibility());
    (first ?? next).focus();
  }
}, true);

/** Fields that are no part of the sheet's text keep the browser's own undo. */
function ownUndo(target) {
  return Boolean(target.closest?.('.review, .release, dialog'));
}

for (const skip of document.querySelectorAll('.skip')) {
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    byId(skip.getAttribute('href').slice(1))?.focus();
  });
}

window.addEventListener('beforeunload', (event) => {
  if (app.doc?.dirty) event.preventDefault();
});
window.addEventListener('pagehide', () => app.doc?.leave());
document.addEventListener('visibilitychange', () => {
  if (document.hidden) app.doc?.save();
});
window.addEventListener('popstate', () => {
  const { id, mode } = parseAddress();
  if (id) open(id, mode);
});

// ---------------------------------------------------------------- Start

async function start() {
  fill(byId('top-acts'), theme());
  if (!api.known()) {
    fill(byId('app'), h('main', { class: 'lost' }, h('h1', {}, 'This window has no key'),
      h('p', {}, 'Open the whole address that “candor preview” printed, with the part after the #. It changes each time Candor is started.')));
    return;
  }
  try {
    [app.workspace, app.schema] = await Promise.all([api.get('/api/workspace'), api.get('/api/schema')]);
  } catch (error) {
    fill(byId('app'), h('main', { class: 'lost' }, h('h1', {}, 'Candor cannot be reached'), h('p', {}, error.message),
      h('p', {}, error.status === 401 ? 'Candor was restarted: open the new address that “candor preview” printed.' : (error.hints ?? []).join(' '))));
    return;
  }
  say(byId('clinic'), app.workspace.clinic ?? '');
  fill(byId('app'), list.root, main);
  modes.select('form', true);
  beside.select('findings', true);
  await refreshList();
  const { id, mode } = parseAddress();
  if (id && app.sheets.some((sheet) => sheet.id === id)) await open(id, mode);
  else drawWelcome();
  api.listen({ heard, again, alive });
}

start();

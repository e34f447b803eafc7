// Two texts of one sheet: the file changed on disk while it was written here. Both are shown;
// nothing is written over the other before a person chose.

import { h, fill, openDialog, download } from './dom.js';

/** Lines of two texts side by side: `[kind, left, right]` with kind `same`, `left`, `right`. */
export function compare(left, right) {
  const a = left.split('\n');
  const b = right.split('\n');
  let top = 0;
  while (top < a.length && top < b.length && a[top] === b[top]) top += 1;
  let tail = 0;
  while (tail < a.length - top && tail < b.length - top && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const x = a.slice(top, a.length - tail);
  const y = b.slice(top, b.length - tail);
  const rows = a.slice(0, top).map((line) => ['same', line, line]);
  if (x.length * y.length > 4_000_000) {
    rows.push(...x.map((line) => ['left', line, null]), ...y.map((line) => ['right', null, line]));
  } else {
    const longest = Array.from({ length: x.length + 1 }, () => new Uint32Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i -= 1) {
      for (let j = y.length - 1; j >= 0; j -= 1) {
        longest[i][j] = x[i] === y[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    let i = 0;
    let j = 0;
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) rows.push(['same', x[i++], y[j++]]);
      else if (j >= y.length || (i < x.length && longest[i + 1][j] >= longest[i][j + 1])) rows.push(['left', x[i++], null]);
      else rows.push(['right', null, y[j++]]);
    }
  }
  rows.push(...a.slice(a.length - tail).map((line) => ['same', line, line]));
  return rows;
}

export function showConflict(doc) {
  const { disk } = doc.conflict;
  const rows = compare(doc.text, disk?.text ?? '');
  const cell = (text, kind, name) => h('td', { class: text === null ? 'gap' : kind }, text === null ? '' : [kind === 'same' ? null : h('span', { class: 'hidden' }, `${name}: `), text || '\u00a0']);
  const close = (mine) => {
    dialog.close();
    if (mine !== null) doc.settle(mine);
  };
  const dialog = h('dialog', { class: 'dialog wide', 'aria-labelledby': 'conflict-title' },
    h('h2', { id: 'conflict-title' }, 'This sheet was changed in two places'),
    h('p', {}, disk
      ? 'Somebody, or another program, changed the file on disk while you were writing. Nothing was written over it. Here are both texts; lines that differ are marked.'
      : 'The file is gone from the disk. Your text is below; nothing was written.'),
    h('div', { class: 'compare', tabindex: '0', role: 'region', 'aria-label': 'Both texts, line by line' },
      h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Yours, in this window'), h('th', { scope: 'col' }, 'On disk'))),
        h('tbody', {}, rows.map(([kind, left, right]) => h('tr', {}, cell(left, kind === 'left' ? 'mine' : 'same', 'Only yours'), cell(right, kind === 'right' ? 'theirs' : 'same', 'Only on disk')))))),
    h('div', { class: 'dialog-acts' },
      h('button', { type: 'button', on: { click: () => download(`${doc.id}.yours.toml`, doc.text) } }, 'Download mine'),
      h('button', { type: 'button', on: { click: () => close(null) } }, 'Decide later'),
      disk ? h('button', { type: 'button', id: 'take-theirs', on: { click: () => close(false) } }, 'Take the text on disk') : null,
      h('button', { type: 'button', class: 'primary', id: 'keep-mine', on: { click: () => close(true) } }, disk ? 'Keep mine, write it over the other' : 'Write mine again')));
  openDialog(dialog);
  dialog.querySelector('.compare').focus();
  return dialog;
}

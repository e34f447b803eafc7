// What can be typed at a place of the TOML text: keys, choices, ids.

/** Under which name the choices of a key come. */
const LISTS = { 'waive.item': 'waive', 'false-alarm.code': 'false-alarm' };

/** Finds out where in the file a position stands. */
export function context(text, at) {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(start, at);
  const head = text.slice(0, start);
  if (insideLongText(text.slice(0, at))) return null;
  const table = tableOf(head);
  const header = /^\s*\[{1,2}\s*([\w-]*)$/.exec(before);
  if (header) return { kind: 'table', table, typed: header[1], from: at - header[1].length, list: before.trim().startsWith('[[') };
  const key = /^\s*([\w-]*)$/.exec(before);
  const open = openList(head);
  if (key && !open) return { kind: 'key', table, typed: key[1], from: at - key[1].length };
  const assigned = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(before);
  const name = assigned ? assigned[1] : open;
  if (!name) return null;
  const value = assigned ? assigned[2] : before;
  if (/^[^"]*("[^"]*"[^"]*)*#/.test(value)) return null;
  const quoted = (value.match(/(?<!\\)"/g) ?? []).length % 2 === 1;
  const typed = quoted ? value.slice(value.lastIndexOf('"') + 1) : (/([\w.-]*)$/.exec(value)?.[1] ?? '');
  return { kind: 'value', table, key: name, typed, from: at - typed.length, quoted, list: Boolean(open && !assigned) || /^\[/.test(value.trim()) };
}

function tableOf(head) {
  let table = '';
  for (const line of head.split('\n')) {
    const found = /^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}/.exec(line);
    if (found) [, table] = found;
  }
  return table;
}

/** Whether a position stands within text in three quotes. */
function insideLongText(before) {
  return (before.match(/"""|'''/g) ?? []).length % 2 === 1;
}

/** The key of a list that is still open before this line. */
function openList(head) {
  const lines = head.split('\n');
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at].replace(/"[^"]*"/g, '').replace(/#.*/, '');
    if (/\]\s*$/.test(line) || /^\s*\[/.test(line)) return null;
    const found = /^\s*([\w-]+)\s*=\s*\[\s*/.exec(line);
    if (found) return line.includes(']') ? null : found[1];
    if (/^\s*[\w-]+\s*=/.test(line)) return null;
  }
  return null;
}

/**
 * Returns `{ from, to, options: [{ label, note, insert, caret }] }` for a position, or `null`.
 * `schema` is what `/api/schema` gave, `choices` what `/api/form` gave.
 */
export function complete(text, at, schema, choices) {
  const place = context(text, at);
  if (!place || !schema) return null;
  const after = /^[\w-]*/.exec(text.slice(at))[0];
  const to = at + after.length;
  let options = [];
  if (place.kind === 'table') {
    options = Object.entries(schema.tables)
      .filter(([name, table]) => name && Boolean(table.repeated) === place.list)
      .map(([name, table]) => ({ label: name, note: table.help ?? '', insert: `${name}${place.list ? ']]' : ']'}\n` }));
  } else if (place.kind === 'key') {
    const table = schema.tables[place.table];
    const there = place.table ? keysBelow(text, at) : keysAtTop(text);
    options = (table?.keys ?? [])
      .filter(({ key }) => !there.has(key) || key === place.typed)
      .map((key) => ({
        label: key.key, note: `${key.required ? '' : 'optional: '}${key.help ?? ''}`,
        ...filled(text.slice(to).startsWith(' =') ? key.key : (key.insert ?? `${key.key} = `)),
      }));
    if (!place.table || /^\s*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))) {
      options.push(...Object.entries(schema.tables).filter(([name]) => name).map(([name, one]) => ({
        label: one.repeated ? `[[${name}]]` : `[${name}]`, note: one.help ?? '',
        insert: `${one.repeated ? `[[${name}]]` : `[${name}]`}\n`,
      })));
    }
  } else {
    const key = schema.tables[place.table]?.keys?.find((one) => one.key === place.key);
    const known = [
      ...(key?.values ?? []).map((value) => (typeof value === 'object' ? value : { value, name: '' })),
      ...(choices?.[LISTS[`${place.table}.${place.key}`] ?? place.key] ?? []),
    ];
    const seen = new Set();
    options = known.filter(({ value }) => !seen.has(value) && seen.add(value)).map(({ value, name, note, help }) => {
      const closing = text[to] === '"' ? '' : '"';
      return {
        label: String(value), note: [name !== value ? name : '', note ?? help ?? ''].filter(Boolean).join(': '),
        insert: place.quoted ? `${value}${closing}` : `"${value}"`,
      };
    });
  }
  const typed = place.typed.toLowerCase();
  const starts = options.filter(({ label }) => label.toLowerCase().startsWith(typed));
  const holds = options.filter((option) => !starts.includes(option)
    && (`${option.label} ${option.note}`).toLowerCase().includes(typed));
  const found = [...starts, ...holds].slice(0, 60);
  return found.length ? { from: place.from, to, options: found, place } : null;
}

/** The caret goes between the first empty quotes of what is inserted. */
function filled(insert) {
  const at = insert.indexOf('""');
  return at < 0 ? { insert } : { insert, caret: at + 1 };
}

function keysAtTop(text) {
  const top = text.split(/^\s*\[/m)[0];
  return new Set([...top.matchAll(/^\s*([\w-]+)\s*=/gm)].map(([, key]) => key));
}

function keysBelow(text, at) {
  const headers = [...text.matchAll(/^\s*\[.*$/gm)].map(({ index }) => index);
  const start = headers.filter((index) => index < at).at(-1) ?? 0;
  const end = headers.find((index) => index >= at) ?? text.length;
  return new Set([...text.slice(start, end).matchAll(/^\s*([\w-]+)\s*=/gm)].map(([, key]) => key));
}

// Elements without markup: every text an author wrote goes in as text.

/** Makes an element: `h('button', { class: 'quiet', on: { click } }, 'Save')`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  set(element, props);
  append(element, children);
  return element;
}

/** Sets attributes; `on` adds listeners, `null` and `false` leave an attribute out. */
export function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === 'class') {
      element.className = value;
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'selected') {
      element[name] = value;
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Puts `children` in the place of what `element` holds. */
export function fill(element, ...children) {
  const made = document.createDocumentFragment();
  append(made, children);
  element.replaceChildren(made);
  return element;
}

let last = 0;
/** A name that no other element has. */
export function unique(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text only where it is another, so that a screen reader is not told twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function count(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

/** Errors and advice in words: "2 errors, 1 advice", or "No findings". */
export function tally(errors, advice) {
  const parts = [];
  if (errors) parts.push(count(errors, 'error'));
  if (advice) parts.push(count(advice, 'piece of advice', 'pieces of advice'));
  return parts.length ? parts.join(', ') : 'No findings';
}

/** A mark drawn with the style sheet; says nothing to a screen reader. */
export function icon(name) {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** Words for a screen reader alone. */
export function hidden(text) {
  return h('span', { class: 'hidden' }, text);
}

/**
 * Tabs: one stop for the Tab key, arrows between them.
 * `tabs` is `[{ id, label, panel }]`; returns `{ list, select, selected }`.
 */
export function tabs(label, all, chosen) {
  const list = h('div', { role: 'tablist', 'aria-label': label, class: 'tabs' });
  const state = { selected: null };
  for (const tab of all) {
    tab.button = h('button', {
      type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}`,
    }, tab.label);
    set(tab.panel, {
      role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`,
    });
    tab.button.addEventListener('click', () => select(tab.id));
    list.append(tab.button);
  }
  list.addEventListener('keydown', (event) => {
    const at = all.findIndex((tab) => tab.id === state.selected);
    const to = {
      ArrowRight: (at + 1) % all.length, ArrowLeft: (at + all.length - 1) % all.length,
      Home: 0, End: all.length - 1,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    select(all[to].id);
    all[to].button.focus();
  });
  function select(id, quiet = false) {
    const before = state.selected;
    state.selected = id;
    for (const tab of all) {
      const on = tab.id === id;
      set(tab.button, { 'aria-selected': String(on), tabindex: on ? '0' : '-1' });
      tab.panel.hidden = !on;
    }
    if (before !== id && !quiet) chosen?.(id);
  }
  return { list, select, get selected() { return state.selected; } };
}

/** Opens a dialog and gives the focus back to where it was when it closes, unless it is elsewhere by then. */
export function openDialog(dialog) {
  const from = document.activeElement;
  document.body.append(dialog);
  // A browser may say "close" a frame later, when what the dialog led to already has the focus.
  dialog.addEventListener('close', () => {
    const lost = !document.activeElement || document.activeElement === document.body || dialog.contains(document.activeElement);
    dialog.remove();
    if (lost && from instanceof HTMLElement && from.isConnected) from.focus();
  }, { once: true });
  dialog.showModal();
  return dialog;
}

/** Hands a text or a file to the person as a download. */
export function download(name, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: 'text/plain' }));
  const link = h('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Scrolls an element into view; smoothly, unless the person wants no motion. */
export function reveal(element, block = 'center') {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block, inline: 'nearest', behavior: still ? 'auto' : 'smooth' });
}

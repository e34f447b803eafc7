// The whole story by keys alone. This file sends key events and nothing else: no click, no focus by
// script. It looks at what has the focus, and every stop must show that it has it.

import fs from 'node:fs';
import path from 'node:path';
import { browse, check, counted, focused, onPage, picture, run, seen, serve, until, verifyStory, wait, workspace } from './common.mjs';

const SHEET = 'ldn-fibromyalgia';

run(async () => {
  const place = workspace('keyboard');
  const file = path.join(place.folder, 'sheets', `${SHEET}.toml`);
  const served = await serve(place.folder);
  const { page, faults } = await browse({ width: 1280, height: 800 });
  const keys = page.keyboard;
  const read = () => fs.readFileSync(file, 'utf8');
  let stops = 0;
  const unseen = new Set();

  async function press(key, ...held) {
    for (const one of held) await keys.down(one);
    await keys.press(key);
    for (const one of held.reverse()) await keys.up(one);
  }
  async function stop() {
    const here = await focused(page);
    stops += 1;
    if (here.role !== 'body' && (!here.outlined || !here.within)) {
      unseen.add(`${here.role} “${here.name.slice(0, 40)}”${here.outlined ? ' (off the screen)' : ''}`);
    }
    return here;
  }
  const fits = (wanted) => (here) => (typeof wanted === 'function' ? wanted(here)
    : wanted.path ? here.path === JSON.stringify(wanted.path)
      : (!wanted.role || here.role === wanted.role) && (wanted.name instanceof RegExp ? wanted.name.test(here.name) : here.name === wanted.name));
  /** Presses Tab until the wanted control has the focus. */
  async function tabTo(wanted, { most = 160, back = false } = {}) {
    const fit = fits(wanted);
    for (let n = 0; n <= most; n += 1) {
      const here = await stop();
      if (fit(here)) return here;
      await (back ? press('Tab', 'Shift') : press('Tab'));
    }
    throw new Error(`Tab never came to ${JSON.stringify(wanted)}`);
  }
  const focusIs = (wanted, what) => until(async () => {
    const here = await focused(page);
    return fits(wanted)(here) ? here : null;
  }, what, 8000);
  /** Goes to an area of the page by F6. */
  async function area(selector) {
    for (let n = 0; n < 6; n += 1) {
      await press('F6');
      await stop();
      if (await page.evaluate((one) => document.querySelector(one).contains(document.activeElement), selector)) return;
    }
    throw new Error(`F6 never came to ${selector}`);
  }
  async function tab(name) {
    await area('#writing');
    await tabTo({ role: 'tab', name: /^(Form|Text|Review|Release)$/ });
    await press('Home');
    for (let n = 0; n < 5; n += 1) {
      if ((await stop()).name === name) return;
      await press('ArrowRight');
    }
    throw new Error(`no tab ${name}`);
  }
  async function rewrite(text) {
    await press('a', 'Control');
    await keys.type(text);
  }
  const tallied = (wanted, what) => until(async () => wanted.test((await counted(page)) ?? ''), what);
  const saved = () => until(async () => /^Saved/.test(await seen(page, '#save-state')), 'the sheet is saved');
  const SOUND = /No findings|^\d+ pieces? of advice$/;

  console.log('-- open, and a new sheet by form');
  await page.goto(served.address);
  await until(() => seen(page, '.welcome'), 'the welcome');
  await press('Tab');
  check((await stop()).name === 'To the sheet', 'the first stop is a link past the list');
  await tabTo({ role: 'button', name: 'New sheet' });
  await press('Enter');
  await focusIs({ role: 'select', name: /condition/ }, 'the dialog takes the focus');
  await press('Escape');
  await focusIs({ role: 'button', name: 'New sheet' }, 'Escape closes it, and the focus is back');
  check(true, 'Escape closes the dialog and gives the focus back');
  await press('Enter');
  await focusIs({ role: 'select', name: /condition/ }, 'the dialog again');
  await keys.type('fibromyalgia');
  await tabTo({ role: 'textarea', name: /for whom/ });
  await keys.type('LDN cures fibromyalgia and has no side effects.');
  await tabTo({ role: 'button', name: 'Make the sheet' });
  await press('Enter');
  await until(() => fs.existsSync(file), 'the file of the new sheet');
  await focusIs((here) => here.role === 'h1', 'the focus is on the title of the new sheet');
  await tallied(/error/, 'the findings of the new sheet');
  await picture(page, 'keyboard-01-new');

  console.log('-- from the finding to its field');
  await area('#beside');
  await tabTo({ role: 'button', name: /^Go to the field/ });
  await press('Enter');
  await focusIs({ path: ['purpose'] }, 'the field of the finding has the focus');
  check(true, 'Enter on the finding leads to its field');
  await rewrite('This sheet tells adults with fibromyalgia how we would use LDN.');
  await until(async () => (await onPage(page)).includes('how we would use LDN.'), 'the new words on the page');
  await tallied(SOUND, 'no error is left');
  check(true, 'the page changed with the words');

  console.log('-- more of the form');
  await tabTo({ path: ['stop-if'] });
  await rewrite('Stop at week 12 if your pain is no better.');
  await until(async () => (await onPage(page)).includes('Stop at week 12'), 'when to stop, on the page');
  await tabTo({ role: 'button', name: 'Add a question' });
  await press('Enter');
  await focusIs({ path: ['questions', 2] }, 'the new question has the focus');
  await keys.type('Which of my symptoms should we track?');
  await until(async () => (await onPage(page)).includes('Which of my symptoms'), 'the question on the page');
  await tabTo({ path: ['dose', 0, 'to-week'] }, { back: true });
  await keys.type('2');
  await tabTo({ role: 'button', name: 'Add a step' });
  await press('Enter');
  await focusIs((here) => /^\["dose",1,/.test(here.path ?? ''), 'the new step has the focus');
  for (const [key, value] of [['from-week', '3'], ['mg', '3'], ['strength', '3'], ['count', '1'], ['time', 'at bedtime']]) {
    const at = await focused(page);
    const order = ['from-week', 'to-week', 'mg', 'form', 'strength', 'count', 'time'];
    const from = order.indexOf(JSON.parse(at.path ?? '["","",""]')[2]);
    await tabTo({ path: ['dose', 1, key] }, { back: from > order.indexOf(key), most: 20 });
    await rewrite(value);
  }
  await tallied(SOUND, 'the plan is whole');
  await saved();
  await picture(page, 'keyboard-02-form');

  console.log('-- the text: completion, no trap, undo');
  await tab('Text');
  await tabTo({ role: 'textarea', name: /TOML/ }, { most: 6 });
  const whole = read();
  await press('Home', 'Control');
  const line = whole.split('\n').findIndex((text) => text.startsWith('review-months'));
  for (let n = 0; n < line; n += 1) await press('ArrowDown');
  await press('End');
  await press('Enter');
  await keys.type('ext');
  await press('Space', 'Control');
  await until(() => seen(page, '.completions'), 'the completions');
  check(/extras/.test(await seen(page, '.completions')), 'the completion knows the key');
  check(Boolean(await page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant')))), 'a screen reader is told which choice is picked');
  await picture(page, 'keyboard-03-completion');
  await press('Enter');
  await until(async () => /^extras = /m.test((await focused(page)).value), 'the key is taken');
  check(true, 'Enter takes the completion');
  await press('Escape');
  await press('Tab');
  check((await stop()).role !== 'textarea', 'Tab leaves the editor');
  await press('Tab', 'Shift');
  check(/TOML/.test((await stop()).name), 'and Shift+Tab comes back');
  await until(() => read() !== whole, 'the change is saved');
  await press('z', 'Control');
  await until(() => read() === whole, 'Ctrl+Z takes it back');
  check(read() === whole, 'Ctrl+Z takes the change back, in the file too');

  console.log('-- the page: every text by arrow keys, what it rests on by Enter');
  await area('#paper');
  await tabTo((here) => here.role === 'button' && here.name.length > 0 && /Low-dose naltrexone/i.test(here.name), { most: 20 });
  let item = false;
  for (let n = 0; n < 80 && !item; n += 1) {
    await press('ArrowDown');
    await stop();
    item = await page.evaluate(() => Boolean(document.activeElement.closest('.from-item')));
  }
  check(item, 'arrow keys go from text to text');
  await press('Enter');
  await until(() => seen(page, '.item-detail .item'), 'the sources of the warning');
  check(/Basis/.test(await seen(page, '.item-detail .item')), 'Enter shows what the warning rests on');

  console.log('-- review');
  await tab('Review');
  await until(() => seen(page, '.line-card .quote'), 'the first line');
  await tabTo({ name: /Your name/ });
  await keys.type(place.people.pam.name);
  const total = Number(/of (\d+) lines/.exec(await seen(page, '.progress-words'))[1]);
  await tabTo({ role: 'textarea', name: /Comment on this line/ });
  await keys.type('Checked with the formulary.');
  await tabTo({ role: 'button', name: 'Leave the comment' });
  await press('Enter');
  await until(() => seen(page, '.note-card'), 'the comment');
  await tabTo({ role: 'button', name: /^Settle/ }, { back: true, most: 12 });
  await press('Enter');
  await until(async () => /settled/.test(await seen(page, '.note-card')), 'the comment is settled');
  await tabTo({ role: 'button', name: 'Tick and go on' }, { back: true, most: 20 });
  for (let n = 1; n <= total; n += 1) {
    await press('Enter');
    await until(async () => (await seen(page, '.progress-words')).startsWith(`${n} of`), `line ${n} is ticked`);
    if (n < total) await focusIs({ role: 'button', name: 'Tick and go on' }, `the focus stays for line ${n + 1}`);
  }
  check(true, `${total} lines ticked with Enter alone`);
  await picture(page, 'keyboard-04-ticked');
  await tabTo({ role: 'button', name: 'Go on to the release' }, { most: 30 });
  await press('Enter');

  console.log('-- release');
  await tabTo({ role: 'button', name: 'Cut a candidate' }, { most: 20 });
  await press('Enter');
  await until(() => fs.existsSync(path.join(place.folder, 'releases', 'candidates', SHEET)), 'the candidate on disk', 120000);
  await until(() => seen(page, '.needs'), 'what the policy asks');
  async function withKey(person, reason, button) {
    await tabTo({ name: 'Path of the key' }, { most: 40 });
    await rewrite(place.people[person].key);
    await press('Tab');
    check((await stop()).role === 'password', 'the passphrase follows the key');
    await keys.type(place.people[person].passphrase);
    if (reason) {
      await press('Tab');
      await rewrite(reason);
    }
    await tabTo({ role: 'button', name: button }, { most: 6 });
    await press('Enter');
  }
  await withKey('ada', 'I wrote it', 'Sign');
  await until(async () => /Ada Example/.test((await seen(page, '.signed')) ?? ''), 'the signature of Ada');
  await focusIs({ role: 'button', name: 'Sign' }, 'the focus is where it was');
  await tabTo({ role: 'radio', name: /key file/ }, { back: true, most: 12 });
  await withKey('pam', 'Checked against the sources', 'Sign');
  await until(async () => /Pam Example/.test((await seen(page, '.signed')) ?? ''), 'the signature of Pam');
  await picture(page, 'keyboard-05-signed');
  await focusIs({ role: 'button', name: 'Sign' }, 'the focus is where it was');
  await press('Tab');
  await withKey('pam', null, 'Publish');
  await until(() => fs.existsSync(path.join(place.folder, 'releases', 'published', SHEET, '1')), 'the release on disk', 120000);
  await until(async () => /Version 1 is published/.test((await seen(page, '.release')) ?? ''), 'the page says that it is published');
  await picture(page, 'keyboard-06-published');

  console.log('-- no trap anywhere, and every stop shows itself');
  let seenBody = 0;
  let circle = 0;
  for (; circle < 500 && seenBody < 2; circle += 1) {
    await press('Tab');
    const here = await stop();
    if (here.role === 'body' || here.name === 'To the sheet') seenBody += 1;
    await wait(2);
  }
  check(seenBody >= 2, `Tab goes round the whole page (${circle} stops) and is trapped nowhere`);
  check(unseen.size === 0, `${stops} stops looked at; each is on the screen and shows the focus${unseen.size ? `: not ${[...unseen].join(', ')}` : ''}`);
  await wait(1500);
  const said = await page.evaluate(() => [...document.querySelectorAll('#say-findings, #say-save')].map((one) => `${one.getAttribute('role')}: ${one.textContent}`));
  check(said.every((one) => /^status: .+/.test(one)), `what is said aloud: ${said.join(' / ')}`);

  console.log('-- the command line agrees');
  verifyStory(place, SHEET);
  check(faults.length === 0, `no script failed${faults.length ? `: ${faults.join(' | ')}` : ''}`);
});

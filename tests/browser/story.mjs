// The story of a sheet by mouse: open, new sheet by form, fix its findings, watch the page change,
// review, cut, two signatures under the default policy, publish. The command line agrees afterwards.

import fs from 'node:fs';
import path from 'node:path';
import { browse, candor, check, counted, onPage, picture, run, seen, serve, until, verifyStory, wait, workspace } from './common.mjs';

const SHEET = 'ldn-fibromyalgia';

run(async () => {
  const place = workspace('story');
  const file = path.join(place.folder, 'sheets', `${SHEET}.toml`);
  const served = await serve(place.folder);
  const { page, faults, browser } = await browse();
  const downloads = path.join(process.env.OUT, 'downloads');
  fs.rmSync(downloads, { recursive: true, force: true });
  fs.mkdirSync(downloads, { recursive: true });
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  const read = () => fs.readFileSync(file, 'utf8');

  async function click(name, role = 'button') {
    const element = await until(async () => {
      const found = await page.$(`aria/${name}[role="${role}"]`);
      return found && (await found.evaluate((one) => one.checkVisibility() && !one.disabled)) ? found : null;
    }, `${role} “${name}” that can be clicked`);
    await element.click();
    return element;
  }
  /** Clicks what a selector finds, again if it was drawn anew in that moment. */
  const press = (selector, what) => until(async () => {
    const element = await page.$(selector);
    if (!element) return false;
    await element.click();
    return true;
  }, what);
  async function write(selector, text) {
    // A finding that appears may move a field away from under the mouse: a person clicks again.
    await until(async () => {
      const field = await page.$(selector);
      if (!field) return false;
      await field.click();
      return field.evaluate((one) => document.activeElement === one);
    }, `${selector} takes the focus`);
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type(text);
  }
  const field = (...keys) => `[data-path='${JSON.stringify(keys)}']`;
  const saved = () => until(async () => /^Saved/.test(await seen(page, '#save-state')), 'the sheet is saved');
  const tallied = (wanted, what) => until(async () => wanted.test((await counted(page)) ?? ''), what);

  console.log('-- open');
  await page.goto(served.address);
  await until(() => seen(page, '.welcome'), 'the welcome');
  check(!(await page.evaluate(() => location.href)).includes(served.address.split('#')[1]), 'the token is out of the address');
  await picture(page, 'story-01-open');

  console.log('-- a new sheet by form, with words that claim too much');
  await click('New sheet');
  const condition = await until(() => page.$('dialog select:not(:has(option[value="low-dose-naltrexone"]))'), 'the choice of condition');
  await condition.click();
  await page.keyboard.type('fibromyalgia');
  await page.keyboard.press('Enter');
  check(await condition.evaluate((one) => one.value) === 'fibromyalgia', 'the condition is chosen');
  await write('dialog textarea', 'LDN cures fibromyalgia and has no side effects.');
  await picture(page, 'story-02-new');
  await click('Make the sheet');
  await until(() => fs.existsSync(file), 'the file of the new sheet');
  await tallied(/error/, 'the findings of the new sheet');
  check(/WRITE/.test(read()), 'the file is the one of “candor new”, with its comments');
  await picture(page, 'story-03-findings');
  check(/claim\//.test(await page.$eval('.findings', (one) => one.textContent)), 'the over-claim is found');

  console.log('-- from the finding to its field, and fixed');
  const wrong = await page.$('.finding [data-act=field]');
  await wrong.click();
  const active = await page.evaluate(() => document.activeElement.dataset.path);
  check(active === '["purpose"]', `“Go to the field” leads to the field (${active})`);
  await write(field('purpose'), 'This sheet tells adults with fibromyalgia how we would use LDN.');
  await until(async () => (await onPage(page)).includes('how we would use LDN.'), 'the new words on the page');
  await tallied(/No findings|^\d+ pieces? of advice$/, 'no error is left');
  check(true, 'the page changed with the words, and no error is left');
  await saved();
  check(read().includes('how we would use LDN.') && /# WRITE/.test(read()), 'the file has the words, and its comments still');
  await picture(page, 'story-04-fixed');

  console.log('-- more of the form: when to stop, questions, a second step');
  await write(field('stop-if'), 'Stop at week 12 if your pain is no better.');
  await until(async () => (await onPage(page)).includes('Stop at week 12'), 'when to stop, on the page');
  await click('Add a question');
  const questions = await until(async () => {
    const all = await page.$$('.key-questions textarea');
    return all.length === 3 ? all : null;
  }, 'a third question');
  await questions[2].click();
  await page.keyboard.type('Which of my symptoms should we track?');
  await until(async () => (await onPage(page)).includes('Which of my symptoms'), 'the question on the page');
  const dose = await page.$eval(field('dose', 0, 'mg'), (one) => one.value);
  await write(field('dose', 0, 'mg'), '30');
  await tallied(/error/, 'a dose that is not strength times count is a finding');
  await until(() => seen(page, '.stale'), 'the page is marked');
  await picture(page, 'story-05-stale');
  check(/out of date/i.test(await seen(page, '.stale')), 'the page says that it is out of date, and why');
  await write(field('dose', 0, 'mg'), dose);
  await tallied(/No findings|^\d+ pieces? of advice$/, 'the dose is right again');
  await write(field('dose', 0, 'to-week'), '2');
  await click('Add a step');
  await until(() => page.$(field('dose', 1, 'mg')), 'a second step');
  for (const [key, value] of [['from-week', '3'], ['mg', '3'], ['strength', '3'], ['count', '1'], ['time', 'at bedtime']]) {
    await write(field('dose', 1, key), value);
  }
  await write(field('dose', 0, 'time'), 'at bedtime');
  await tallied(/No findings|^\d+ pieces? of advice$/, 'the plan is whole');
  await until(async () => !(await seen(page, '.stale')), 'the page is fresh again');
  check(await until(async () => (await onPage(page)).includes('at bedtime'), 'the plan'), 'the plan is on the page');
  await saved();
  candor(['check', SHEET], { cwd: place.folder });
  check(true, 'candor check: the sheet passes on the command line');
  await picture(page, 'story-06-passing');

  console.log('-- undo, redo');
  const whole = read();
  await click('Undo');
  await until(() => read() !== whole, 'the file is the one before');
  check(!(await counted(page)) || true, 'undone');
  await click('Redo');
  await until(() => read() === whole, 'the file is the same again');
  check(read() === whole, 'undone and done again, byte for byte');

  console.log('-- what a line rests on; evidence, reading, changes');
  await press('.leaves .from-item button', 'a warning on the page');
  await until(() => seen(page, '.item-detail .item'), 'the sources of the warning');
  const sources = await seen(page, '.item-detail .item');
  check(/Basis/.test(sources) && /Sources/.test(sources) && /Verified|Recalled/.test(sources), 'basis, citations and marks are shown');
  await picture(page, 'story-07-sources');
  await click('Evidence', 'tab');
  await until(() => seen(page, '.record'), 'the evidence record');
  check(/Certainty: low/.test(await seen(page, '.record')) && (await page.$$('.studies > li')).length > 1, 'certainty and studies are shown');
  await picture(page, 'story-08-evidence');
  await click('Reading', 'tab');
  check((await page.$$('meter')).length > 5, 'each section has its reading grade');
  await picture(page, 'story-09-reading');
  await click('Changes', 'tab');
  await until(() => seen(page, '#panel-changes'), 'the changes');
  await click(/Findings/.test(await seen(page, '#tab-findings')) ? await seen(page, '#tab-findings') : 'Findings', 'tab');

  console.log('-- a PDF');
  await click('PDF');
  const pdf = await until(() => fs.readdirSync(downloads).find((name) => name.endsWith('.pdf')), 'the PDF among the downloads');
  await until(() => fs.statSync(path.join(downloads, pdf)).size > 1000, 'the whole PDF');
  check(fs.readFileSync(path.join(downloads, pdf)).subarray(0, 5).toString() === '%PDF-', `${pdf} is a PDF`);

  console.log('-- other formats and papers');
  const handout = await page.$$eval('.sheet-page', (all) => all.length);
  const before = await page.$eval('.sheet-page', (one) => one.dataset.digest);
  await (await page.$('.page-bar select')).click();
  await page.keyboard.type('Large');
  await page.keyboard.press('Enter');
  await until(async () => (await page.$eval('.sheet-page', (one) => one.dataset.digest)) !== before, 'another format');
  check((await page.$$eval('.sheet-page', (all) => all.length)) > handout, 'large print has more pages than the handout');
  await picture(page, 'story-10-large');
  await (await page.$('.page-bar select')).click();
  await page.keyboard.type('Handout');
  await page.keyboard.press('Enter');
  await until(async () => (await page.$eval('.sheet-page', (one) => one.dataset.digest)) === before, 'the handout again');

  console.log('-- the file changes on disk while it is written here, and the last words are on their way');
  const slow = (request) => setTimeout(() => request.continue().catch(() => {}), request.url().endsWith('/api/try') ? 1500 : 0);
  await page.setRequestInterception(true);
  page.on('request', slow);
  await write(field('funding'), 'The clinic paid for this sheet.');
  const theirs = whole.replace('Stop at week 12', 'Stop at week 10');
  fs.writeFileSync(file, theirs);
  await until(() => seen(page, 'dialog[open] .compare'), 'both texts are shown');
  check(read() === theirs, 'nothing was written over the other text');
  const both = await seen(page, 'dialog[open] .compare');
  check(both.includes('week 10') && both.includes('The clinic paid'), 'both texts stand side by side');
  page.off('request', slow);
  await page.setRequestInterception(false);
  await picture(page, 'story-11-conflict');
  await wait(1500);
  check(read() === theirs, 'and nothing is written while the person has not chosen');
  await click('Keep mine, write it over the other');
  await saved();
  check(read().includes('The clinic paid') && read().includes('week 12'), 'after the choice the file holds the chosen text');

  console.log('-- review: every line, a comment');
  await click('Review', 'tab');
  await until(() => seen(page, '.line-card .quote'), 'the first line');
  await write('.review-bar input', place.people.pam.name);
  await picture(page, 'story-12-review');
  const total = Number(/of (\d+) lines/.exec(await seen(page, '.progress-words'))[1]);
  check(total > 30, `${total} lines to read`);
  await press('#review-comment', 'the field of the comment');
  await page.keyboard.type('Is this the wording of our formulary?');
  await click('Leave the comment');
  await until(() => seen(page, '.note-card'), 'the comment');
  check(JSON.stringify(JSON.parse(fs.readFileSync(path.join(place.folder, 'sheets', `${SHEET}.review.json`), 'utf8'))).includes('our formulary'), 'the comment stands in the file beside the sheet');
  await picture(page, 'story-13-comment');
  await press('.note-card button', 'the button that settles the comment');
  await until(async () => /settled/.test(await seen(page, '.note-card')), 'the comment is settled');
  for (let n = 1; n <= total; n += 1) {
    await press('[data-review=tick]:not(:disabled)', `the tick of line ${n}`);
    await until(async () => (await seen(page, '.progress-words')).startsWith(`${n} of`), `line ${n} is ticked`);
  }
  check((await seen(page, '.progress-words')).startsWith(`${total} of ${total}`), 'every line is ticked');
  await picture(page, 'story-14-ticked');

  console.log('-- release: cut');
  await click('Go on to the release');
  await click('Cut a candidate');
  await until(() => fs.existsSync(path.join(place.folder, 'releases', 'candidates', SHEET)), 'the candidate on disk', 120000);
  await until(() => seen(page, '.needs'), 'what the policy asks');
  check(/person|people/i.test(await seen(page, '.needs')), `the policy asks for: ${await seen(page, '.needs')}`);
  await picture(page, 'story-15-candidate');

  const sign = async (person, passphrase, reason) => {
    const inputs = await page.$$('.sign-form');
    const form = inputs[0];
    const [key, pass, why] = [await form.$('input[id$="-key"]'), await form.$('input[type=password]'), await form.$('textarea')];
    for (const [one, text] of [[key, place.people[person].key], [pass, passphrase], [why, reason]]) {
      await one.click({ count: 3 });
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.type(text);
    }
    await (await form.$('button[type=submit]')).click();
  };
  const declared = () => {
    const root = path.join(place.folder, 'releases', 'candidates', SHEET);
    return fs.readdirSync(root, { recursive: true }).filter((name) => /declarations\/.*\.json$/.test(name));
  };

  console.log('-- a wrong passphrase signs nothing');
  await sign('ada', 'not the passphrase', 'I wrote it');
  await until(async () => /passphrase/.test((await seen(page, '.sign-answer')) ?? ''), 'the refusal');
  check(declared().length === 0, 'nothing was signed');
  check((await page.$eval('input[type=password]', (one) => one.value)) === '', 'the passphrase is out of the field');

  console.log('-- the first signature, and publishing too early');
  await sign('ada', place.people.ada.passphrase, 'I wrote it');
  await until(async () => /Ada Example/.test((await seen(page, '.signed')) ?? ''), 'the signature of Ada');
  check(declared().length === 1, 'one declaration on disk');
  await picture(page, 'story-16-signed');
  const publish = async () => {
    const form = (await page.$$('.sign-form'))[1];
    await (await form.$('input[id$="-key"]')).click({ count: 3 });
    await page.keyboard.type(place.people.pam.key);
    await (await form.$('input[type=password]')).click();
    await page.keyboard.type(place.people.pam.passphrase);
    await (await form.$('button[type=submit]')).click();
  };
  await publish();
  await until(async () => {
    const answers = await page.$$eval('.sign-answer', (all) => all.map((one) => one.textContent));
    return answers[1] && /person|signature|need/i.test(answers[1]);
  }, 'the policy refuses');
  check(!fs.existsSync(path.join(place.folder, 'releases', 'published', SHEET)), 'with one signature nothing is published');
  await picture(page, 'story-17-refused');

  console.log('-- the second signature, and publishing');
  await sign('pam', place.people.pam.passphrase, 'Checked against the sources');
  await until(async () => /Pam Example/.test((await seen(page, '.signed')) ?? ''), 'the signature of Pam');
  await picture(page, 'story-18-both');
  await publish();
  await until(() => fs.existsSync(path.join(place.folder, 'releases', 'published', SHEET, '1')), 'the release on disk', 120000);
  await until(async () => /Version 1 is published/.test((await seen(page, '.release')) ?? ''), 'the page says that it is published');
  await until(async () => /Published/.test((await seen(page, '.sheet-head')) ?? ''), 'the sheet is shown as published');
  await picture(page, 'story-19-published');
  const entry = await page.$eval(`.sheet-link[href="#/${SHEET}"]`, (one) => one.textContent);
  check(/Published/.test(entry), 'the list shows it as published');

  console.log('-- the released PDF in the browser');
  const got = fs.readdirSync(downloads).length;
  const release = await page.$('.release .files button');
  check(Boolean(release), 'the released files are listed');
  if (release) {
    // What was drawn a moment ago may be drawn anew while the pointer is on its way.
    await until(() => page.$('.release .files button').then((one) => one.click()).then(() => true, () => false), 'the file can be clicked');
    const name = await until(() => fs.readdirSync(downloads).length > got && fs.readdirSync(downloads).find((one) => /v1/.test(one) && one.endsWith('.pdf')), 'the released PDF');
    await wait(300);
    const verdict = candor(['verify', path.join(downloads, name)], { cwd: place.folder });
    check(/genuine|current/.test(verdict.stdout + verdict.stderr), `the PDF taken from the browser: ${(verdict.stdout + verdict.stderr).trim().split('\n')[0]}`);
  }

  console.log('-- the passphrase is kept nowhere');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })
    + [...document.querySelectorAll('input, textarea')].map((one) => one.value).join(' ') + document.documentElement.outerHTML);
  const secrets = Object.values(place.people).map(({ passphrase }) => passphrase);
  check(secrets.every((secret) => !stored.includes(secret)), 'not in the page or its storage');
  const written = fs.readdirSync(place.folder, { recursive: true }).map((name) => path.join(place.folder, name)).filter((name) => fs.statSync(name).isFile());
  check(written.every((name) => secrets.every((secret) => !fs.readFileSync(name).includes(secret))), `not in ${written.length} files of the workspace`);
  check(secrets.every((secret) => !served.talk().includes(secret)), 'not in what the program says');

  console.log('-- the command line agrees');
  verifyStory(place, SHEET);
  check(faults.length === 0, `no script failed and the content policy held${faults.length ? `: ${faults.join(' | ')}` : ''}`);
});

// What every browser test needs: a workspace, the running program, a browser, and ways to look at
// the page that change nothing in it.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

const { CANDOR, OUT, NPM_DIR, CHROMIUM } = process.env;
if (!CANDOR || !OUT || !NPM_DIR || !CHROMIUM) {
  console.log('SKIPPED: run this through run.sh');
  process.exit(3);
}
const require = createRequire(path.join(NPM_DIR, 'x.js'));
const puppeteer = require('puppeteer-core');
export const axeSource = () => fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const clean = [];
const open = [];
let failures = 0;

/** Fails the test where `holds` is not true. */
export function check(holds, what) {
  console.log(`${holds ? '  ok    ' : '  FAILED'} ${what}`);
  if (!holds) failures += 1;
  return holds;
}

export const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Waits until `look()` gives something true; fails with `what` after `ms`. */
export async function until(look, what, ms = 30000) {
  const end = Date.now() + ms;
  let last;
  while (Date.now() < end) {
    try {
      const seen = await look();
      if (seen) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    await wait(60);
  }
  throw new Error(`waited ${ms} ms in vain: ${what}${last instanceof Error ? ` (${last.message})` : ''}`);
}

export function candor(args, { cwd, input, status = 0 } = {}) {
  const ran = spawnSync(CANDOR, args, { cwd, input, encoding: 'utf8' });
  if (ran.status !== status) {
    throw new Error(`candor ${args.join(' ')} gave ${ran.status}, not ${status}:\n${ran.stdout}${ran.stderr}`);
  }
  return ran;
}

/** A clinic with two people, whose keys lie behind passphrases; the second also publishes. */
export function workspace(name) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), `candor-${name}-`));
  clean.push(() => fs.rmSync(home, { recursive: true, force: true }));
  const people = {};
  for (const person of ['ada', 'pam']) {
    const passphrase = `a long passphrase of ${person}`;
    candor(['key', 'new', person, '--comment', person, '--passphrase-fd', '0'], { cwd: home, input: `${passphrase}\n` });
    people[person] = { key: path.join(home, person), passphrase };
  }
  people.ada.name = 'Ada Example';
  people.pam.name = 'Pam Example';
  const made = candor(['init', 'clinic', '--jurisdiction', 'uk', '--name', 'Example Clinic', '--phone', '020 7946 0000',
    '--person', 'ada:Ada Example:author:ada.pub', '--person', 'pam:Pam Example:pharmacist,publisher:pam.pub'], { cwd: home });
  return { home, folder: path.join(home, 'clinic'), people, root: made.stdout.trim() };
}

/** Starts the preview; returns its address with the token. */
export async function serve(folder) {
  const child = spawn(CANDOR, ['preview'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let talk = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { talk += data; });
  const stop = () => { if (child.exitCode === null) child.kill('SIGTERM'); };
  clean.push(stop);
  const address = await until(() => {
    if (child.exitCode !== null) throw new Error(`the preview ended: ${talk}`);
    return /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(out)?.[0];
  }, 'the address of the preview', 20000);
  return { address, stop, child, talk: () => talk };
}

/** A page in a fresh browser. */
export async function browse({ width = 1440, height = 900, scale = 1, scheme = 'light' } = {}) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'candor-browser-'));
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM, headless: true, userDataDir: profile,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en-GB'],
  });
  clean.push(async () => {
    await browser.close().catch(() => {});
    fs.rmSync(profile, { recursive: true, force: true });
  });
  const page = (await browser.pages())[0];
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  open.push(page);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // A refusal that the page shows is also noted by the browser; other errors are faults.
    if (message.type() === 'error' && !/status of (409|422)/.test(message.text())) faults.push(`console: ${message.text()} ${message.location()?.url ?? ''}`);
  });
  return { browser, page, faults, profile };
}

/** Takes a picture. */
export async function picture(page, name) {
  fs.mkdirSync(OUT, { recursive: true });
  await page.screenshot({ path: path.join(OUT, `${name}.png`) });
}

/** Text that is seen, in one line. */
export const seen = (page, selector) => page.evaluate((wanted) => {
  const element = document.querySelector(wanted);
  return element && element.checkVisibility() ? element.innerText.replace(/\s+/g, ' ').trim() : null;
}, selector);

/** All texts that the page as it will print holds, one string. */
export const onPage = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.leaves button')].map((one) => one.getAttribute('aria-label')).join('\n'));

/** Errors and advice as the heading of the sheet counts them. */
export const counted = (page) => seen(page, '#tally');

/** What has the focus: its name, role, and whether that is to be seen. Changes nothing. */
export const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: '', role: 'body', outlined: true };
  const label = element.getAttribute('aria-label')
    ?? (element.labels?.length ? [...element.labels].map((one) => one.textContent).join(' ') : null)
    ?? element.textContent;
  const style = getComputedStyle(element);
  const holder = element.closest('.editor-body');
  const around = holder ? getComputedStyle(holder) : null;
  const shows = (one) => one && one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2
    && !/rgba\(.*, 0\)|transparent/.test(one.outlineColor);
  const box = element.getBoundingClientRect();
  return {
    name: label.replace(/\s+/g, ' ').trim(),
    role: element.getAttribute('role') ?? { A: 'link', BUTTON: 'button', SELECT: 'select', TEXTAREA: 'textarea', SUMMARY: 'summary' }[element.tagName]
      ?? (element.tagName === 'INPUT' ? element.type : element.tagName.toLowerCase()),
    value: element.value ?? '',
    path: element.dataset.path ?? null,
    id: element.id,
    outlined: shows(style) || shows(around),
    within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
});

async function cleanUp() {
  for (const step of clean.splice(0).reverse()) await step();
}

// Who stops a test stops its browser and its preview too.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => { cleanUp().finally(() => process.exit(1)); });
}

/** Runs a test: cleans up, prints the outcome, and ends with 0 or 1. */
export async function run(test) {
  try {
    await test();
  } catch (error) {
    failures += 1;
    console.log(`  FAILED ${error.stack ?? error}`);
    for (const page of open) await picture(page, `failed-${path.basename(process.argv[1], '.mjs')}`).catch(() => {});
  }
  await cleanUp();
  console.log(failures ? `${failures} failed` : 'all held');
  process.exit(failures ? 1 : 0);
}

/** What the command line says of the workspace after the story: published, genuine and current. */
export function verifyStory(place, sheet) {
  const on = new Date().toISOString().slice(0, 10);
  const list = JSON.parse(candor(['release', 'list', '--json'], { cwd: place.folder }).stdout);
  const mine = list.filter((one) => one.release.sheet === sheet);
  check(mine.length === 1 && mine[0].state === 'current', `release list: ${sheet} is published and current`);
  const released = path.join(place.folder, 'releases', 'published', sheet, '1');
  const pdf = fs.readdirSync(released).find((name) => /handout.*\.pdf$/.test(name));
  const verdict = candor(['verify', path.join(released, pdf)], { cwd: place.folder });
  check(/genuine|current/.test(verdict.stdout + verdict.stderr), `candor verify ${pdf}: ${(verdict.stdout + verdict.stderr).trim().split('\n')[0]}`);
  candor(['verify', '--rebuild'], { cwd: place.folder });
  check(true, 'candor verify --rebuild: the whole store holds, and every byte comes again');
  const all = fs.readdirSync(released, { recursive: true });
  const declared = all.filter((name) => /declaration/.test(name) && name.endsWith('.json'));
  const people = declared.map((name) => JSON.parse(fs.readFileSync(path.join(released, name), 'utf8')).person);
  check(JSON.stringify(people.sort()) === '["ada","pam"]', `declarations by two people: ${people.join(', ')}`);
  const status = candor(['status', sheet], { cwd: place.folder }).stdout.trim();
  check(/published/.test(status), `candor status: ${status} (on ${on})`);
  const config = fs.readFileSync(path.join(place.folder, 'candor.toml'), 'utf8');
  check(!/^\s*\[policy/m.test(config), 'the policy is the default one');
  return released;
}

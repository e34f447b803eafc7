// From the `input` event of a typed letter to the second animation frame after the new page is in
// the document: 200 edits in the form and 200 in the text. The page's own claims are not used:
// an observer of this test sees the page's drawing change.

import fs from 'node:fs';
import path from 'node:path';
import { browse, candor, check, picture, run, serve, until, wait, workspace } from './common.mjs';

const EDITS = Number(process.env.EDITS ?? 200);
const LIMIT = Number(process.env.LIMIT ?? 100);
const WORDS = 'We may talk about it with you when other care has not been enough for you. Tell us what bothers you most. ';

run(async () => {
  const place = workspace('latency');
  candor(['new', 'ldn-speed', '--from', 'ldn-fibromyalgia'], { cwd: place.folder });
  const served = await serve(place.folder);
  const { page, faults } = await browse();
  // The observer stands before any script of the page.
  await page.evaluateOnNewDocument(() => {
    const times = [];
    let begun = null;
    let typed = 0;
    window.__latency = { times, get typed() { return typed; } };
    document.addEventListener('input', (event) => {
      typed += 1;
      begun = { at: event.timeStamp, n: typed };
    }, true);
    const seen = new MutationObserver((records) => {
      if (!begun || !records.some(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest('.paper'))) return;
      const { at, n } = begun;
      begun = null;
      requestAnimationFrame(() => requestAnimationFrame((now) => {
        times.push({ n, ms: Math.max(now, performance.now()) - at });
      }));
    });
    document.addEventListener('DOMContentLoaded', () => {
      seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
  await page.goto(served.address);
  const link = await until(() => page.$('.sheet-link[href="#/ldn-speed"]'), 'the sheet in the list');
  await link.click();
  await until(() => page.$('.paper svg'), 'the page');
  check((await page.$$('.sheet-page')).length === 2, 'the sheet has two pages');

  const report = [];

  async function measure(name, focus) {
    await focus();
    await page.keyboard.type(' ');
    await wait(1500);
    const from = await page.evaluate(() => window.__latency.times.length);
    const letters = [...WORDS.repeat(20).slice(0, EDITS / 2)];
    let missing = 0;
    for (let n = 0; n < EDITS; n += 1) {
      const have = await page.evaluate(() => window.__latency.times.length);
      if (n < EDITS / 2) await page.keyboard.type(letters[n]);
      else await page.keyboard.press('Backspace');
      const end = Date.now() + 3000;
      while (Date.now() < end && (await page.evaluate(() => window.__latency.times.length)) === have) await wait(8);
      // A space at the end of a line draws nothing: the page stays as it is, and no time is counted.
      const blank = n < EDITS / 2 ? letters[n] === ' ' : letters[EDITS - 1 - n] === ' ';
      if ((await page.evaluate(() => window.__latency.times.length)) === have && !blank) {
        missing += 1;
        const here = await page.evaluate(() => {
          const one = document.activeElement;
          return `${one.value.slice(Math.max(0, one.selectionStart - 30), one.selectionStart)}| ${document.querySelector('.finding-message')?.innerText ?? 'no finding'}`;
        });
        console.log(`  not drawn: edit ${n}, ${here.replace(/\s+/g, ' ')}`);
      }
      if (n === EDITS / 2 - 1) {
        const typed = await page.evaluate(() => document.activeElement.value.slice(0, document.activeElement.selectionStart));
        check(typed.endsWith(letters.join('')), `${name}: every letter and space stands where it was typed (…${typed.slice(-20)})`);
      }
      // Typed as people type: at no fixed distance from the frames of the screen.
      await wait(60 + ((n * 37) % 50));
    }
    const times = (await page.evaluate((start) => window.__latency.times.slice(start), from)).map(({ ms }) => ms).sort((a, b) => a - b);
    const at = (part) => times[Math.min(times.length - 1, Math.ceil(times.length * part) - 1)];
    const line = `${name}: ${EDITS} edits, ${times.length} changed the page; p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, max ${times.at(-1).toFixed(0)} ms`;
    report.push(line);
    console.log(`  ${line}`);
    check(missing === 0, `${name}: every edit of a letter was drawn (${missing} were not)`);
    check(times.length >= EDITS * 0.75, `${name}: enough edits changed the page`);
    check(at(0.95) <= LIMIT, `${name}: p95 is at most ${LIMIT} ms`);
  }

  await measure('form', async () => {
    const area = await until(() => page.$(`[data-path='["section",0,"text"]']`), 'the text of the section');
    await area.click();
    await page.keyboard.down('Control');
    await page.keyboard.press('End');
    await page.keyboard.up('Control');
    await until(() => page.evaluate(() => document.activeElement.selectionStart >= document.activeElement.value.trimEnd().length), 'the cursor behind the last word');
  });
  await picture(page, 'latency-form');
  await measure('text', async () => {
    await (await page.$('#tab-text')).click();
    const area = await until(() => page.$('textarea.code'), 'the editor');
    await area.click();
    await page.keyboard.down('Control');
    await page.keyboard.press('Home');
    await page.keyboard.up('Control');
    const line = await area.evaluate((one) => one.value.split('\n').findIndex((text) => text.startsWith('We may offer')));
    // Lines that wrap take more than one press.
    for (let n = 0; n < 200; n += 1) {
      if ((await area.evaluate((one) => one.value.slice(0, one.selectionStart).split('\n').length - 1)) === line) break;
      await page.keyboard.press('ArrowDown');
    }
    // End goes to the end of what is seen of a line; the line itself may wrap.
    const next = () => area.evaluate((one) => one.value[one.selectionStart]);
    await page.keyboard.press('End');
    while ((await next()) !== '\n') {
      await page.keyboard.press('ArrowRight');
      if ((await next()) !== '\n') await page.keyboard.press('End');
    }
    await page.keyboard.press('ArrowLeft');
  });
  await picture(page, 'latency-text');

  console.log('-- the page that was patched letter by letter is the page that a fresh window draws');
  await wait(1500);
  const patched = await page.$$eval('.paper', (all) => all.map((one) => one.innerHTML));
  await page.reload();
  await until(() => page.$('.paper svg'), 'the page again');
  await wait(800);
  const fresh = await page.$$eval('.paper', (all) => all.map((one) => one.innerHTML));
  check(JSON.stringify(patched) === JSON.stringify(fresh), 'the same drawing, element for element');
  check(faults.length === 0, `no script failed${faults.length ? `: ${faults.join(' | ')}` : ''}`);
  fs.writeFileSync(path.join(process.env.OUT, 'latency.txt'), `${report.join('\n')}\n`);
});

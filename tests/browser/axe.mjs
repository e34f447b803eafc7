// axe-core over every view: light and dark, at 1024 px and at 200 % zoom.

import fs from 'node:fs';
import path from 'node:path';
import { axeSource, browse, candor, check, picture, run, seen, serve, until, wait, workspace } from './common.mjs';

const SHEET = 'ldn-axe';
const SIZES = [['1024', { width: 1024, height: 768, scale: 1 }], ['zoom200', { width: 640, height: 400, scale: 2 }]];

run(async () => {
  const place = workspace('axe');
  candor(['new', SHEET, '--from', 'ldn-fibromyalgia'], { cwd: place.folder });
  const file = path.join(place.folder, 'sheets', `${SHEET}.toml`);
  const good = fs.readFileSync(file, 'utf8');
  candor(['release', 'cut', SHEET], { cwd: place.folder });
  const served = await serve(place.folder);
  const axe = axeSource();
  let views = 0;
 

  for (const [size, shape] of SIZES) {
    for (const scheme of ['light', 'dark']) {
      fs.writeFileSync(file, good);
      const { page, faults, browser } = await browse({ ...shape, scheme });
      const go = async (selector) => {
        const element = await until(() => page.$(selector), selector);
        await element.evaluate((one) => one.scrollIntoView({ block: 'center' }));
        await element.click();
        await wait(250);
      };
      const judge = async (name) => {
        await page.evaluate(axe);
        const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        views += 1;
        const bad = result.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any.map((any) => any.message).slice(0, 1).join('')}`).join('; ')}`);
        check(bad.length === 0, `${size} ${scheme} ${name}${bad.length ? `: ${bad.join(' | ')}` : ''}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 1, `${size} ${scheme} ${name}: nothing is cut off to the right${wide > 1 ? ` (${wide} px too wide)` : ''}`);
        await picture(page, `axe-${size}-${scheme}-${name}`);
      };
      await page.goto(served.address);
      await until(() => seen(page, '.welcome h1'), 'the welcome');
      await judge('welcome');
      await go('#new-sheet');
      await go('dialog details summary');
      await judge('new-sheet');
      await page.keyboard.press('Escape');
      await until(async () => !(await page.$('dialog[open]')), 'Escape closes the dialog');
      await go(`.sheet-link[href="#/${SHEET}"]`);
      await until(() => page.$('.paper svg'), 'the page');
      await until(() => page.$('.form .group'), 'the form');
      await wait(400);
      await judge('form');
      await go('#tab-sources');
      await go('.item-button');
      await until(() => page.$('.item-detail .item'), 'the sources');
      await judge('sources');
      await go('#tab-evidence');
      await until(() => page.$('.record'), 'the record');
      await judge('evidence');
      await go('#tab-reading');
      await judge('reading');
      await go('#tab-changes');
      await wait(400);
      await judge('changes');
      await go('#tab-findings');
      await go('#tab-text');
      await judge('text');
      const area = await page.$('textarea.code');
      await area.focus();
      await page.keyboard.down('Control');
      await page.keyboard.press('Home');
      await page.keyboard.press('Space');
      await page.keyboard.up('Control');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.down('Control');
      await page.keyboard.press('Space');
      await page.keyboard.up('Control');
      await until(() => page.$('.completions:not([hidden])'), 'the completions');
      await judge('completion');
      await page.keyboard.press('Escape');
      await page.keyboard.type('nonsense = 1');
      await until(() => page.$('.finding.error'), 'an error');
      await judge('findings');
      await go('.finding [data-act=why]');
      await wait(300);
      await judge('explained');
      await go('#tab-form');
      await judge('form-with-errors');
      // A word that claims too much, for the dialog that sets a finding aside.
      await go('#tab-text');
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      await wait(1500);
      fs.writeFileSync(file, good.replace('We may offer LDN if', 'Side effects are rare. We may offer LDN if'));
      await until(() => page.$('.finding [data-act=aside]'), 'a claim finding');
      await go('.finding [data-act=aside]');
      await judge('set-aside');
      // Headless Chromium loses this key once in a while; `keyboard` is the test that holds keys.
      await until(async () => {
        await page.keyboard.press('Escape');
        return !(await page.$('dialog[open]'));
      }, 'the dialog to close');
      // Another text on disk while this one is typed.
      await area.focus();
      await page.keyboard.type(' ');
      fs.writeFileSync(file, good);
      await until(() => page.$('dialog[open] .compare'), 'the conflict');
      await judge('conflict');
      await go('#take-theirs');
      await wait(600);
      await go('#tab-review');
      await until(() => page.$('.line-card .quote'), 'the first line');
      await wait(400);
      await judge('review');
      await go('#tab-release');
      await until(() => page.$('.needs'), 'what the policy asks');
      await judge('release');
      check(faults.length === 0, `${size} ${scheme}: no script failed${faults.length ? `: ${faults.join(' | ')}` : ''}`);
      await browser.close();
    }
  }
  console.log(`  ${views} views judged`);
  check(views === 64, 'all 16 views, in two sizes and two schemes');
});

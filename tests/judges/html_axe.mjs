// Does the HTML of a sheet work for everybody, and does it say what the sheet says?
//
// html_axe.mjs [--shots DIR] file.html...     one JSON line a file; exit 1 on a finding
//
// In headless Chromium: every rule of axe-core (best practice and experimental ones too) at two widths, in dark and in forced
// colours; reflow at 320 px; browser zoom of 200 % and 400 %; the reader's own letters twice as large; wide text spacing; the
// words that are printed on A4 and Letter, without backgrounds; whether every text has ink on the picture that is shown or
// printed; no request to anywhere. The words of the accessibility tree, of the page and of the
// plain text beside it (same name, .text. for .html.) must be those of the composition, which is attached to the sheet's PDF in
// the same folder that holds every item: full, else large, else giant. A file without them is a finding, not a pass.
// Needs npm axe-core and puppeteer-core in $NPM_DIR, chromium ($CHROMIUM), python3, pdfdetach and pdftotext (poppler-utils).
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire((process.env.NPM_DIR ?? process.env.HOME + "/.cache/pdf-judges") + "/x.js");
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const files = process.argv.slice(2);
const shots = files[0] === "--shots" ? files.splice(0, 2)[1] : null;
if (shots) mkdirSync(shots, { recursive: true });

// Letters and figures with the signs inside them; list marks, rules and lines to write on are no words.
const words = text => text.normalize("NFKC").replace(/[\u00ad\u200b\u2060\u200e\u200f\u2066-\u2069]/g, "").split(/\s+/).filter(word => word && !/^[-=_|•]+$/.test(word));
// The plain text's lines without the marks of its lists.
const plain = text => words(text.split("\n").map(line => line.replace(/^(- |\d+\. )/, "")).join("\n"));
function differ(got, want, what) {
  const at = want.findIndex((word, i) => got[i] !== word), end = at < 0 && got.length > want.length ? want.length : at;
  return end < 0 ? [] : [`${what}: "${got.slice(Math.max(0, end - 3), end + 5).join(" ")}" stands where "${want.slice(Math.max(0, end - 3), end + 5).join(" ")}" is due`];
}

// The PDF of the same sheet and language that holds every item: its composition.
function composition(file) {
  const [, stem, language] = basename(file).match(/^(.*)\.html\.(.*)\.html$/) ?? [];
  if (!stem) return { error: "the name is not SHEET.STATE.html.LANGUAGE.html" };
  const names = readdirSync(dirname(file)).sort();
  for (const format of ["full", "large", "giant"]) {
    const name = names.find(name => name.startsWith(`${stem}.${format}.`) && name.endsWith(`.${language}.pdf`));
    if (!name) continue;
    try { return { of: format, ...JSON.parse(execFileSync("python3", ["-B", here + "/composition.py", join(dirname(file), name)], { encoding: "utf8" })) }; }
    catch (error) { return { error: error.stdout || String(error) }; }
  }
  return { error: `no full, large or giant PDF of ${stem} in ${language} beside it: what is owed is not known` };
}

// Runs in the page: text that is cut, lies outside its box or the window, or lies on other text; boxes that scroll sideways.
function misfits() {
  const found = [], wide = document.documentElement.clientWidth, rects = [];
  const name = e => e.tagName.toLowerCase() + (e.dataset.leaf ? `[${e.dataset.leaf}]` : e.className ? "." + e.className : "");
  const page = document.scrollingElement;
  if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth} px wide in ${page.clientWidth}`);
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    if (style.display === "inline" || !e.clientWidth) continue;
    if (e.scrollWidth > e.clientWidth + 1) found.push(`${name(e)} holds ${e.scrollWidth} px in ${e.clientWidth} px${style.overflowX === "visible" ? "" : " and must be scrolled"}`);
    if (e.scrollHeight > e.clientHeight + 1 && style.overflowY !== "visible") found.push(`${name(e)} cuts ${e.scrollHeight - e.clientHeight} px of its height`);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walk.nextNode());) {
    if (!text.data.trim()) continue;
    const range = document.createRange(); range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter(r => r.width > 0.5);
    const e = text.parentElement, style = getComputedStyle(e);
    if (!lines.length || style.visibility !== "visible" || +style.opacity < 1) { found.push(`${name(e)} is not seen: "${text.data.trim().slice(0, 40)}"`); continue; }
    let box = e; while (getComputedStyle(box).display === "inline") box = box.parentElement;
    const b = box.getBoundingClientRect();
    for (const r of lines) {
      if (r.left < -1 || r.right > wide + 1) found.push(`${name(e)} leaves the window`);
      else if (r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 4 || r.bottom > b.bottom + 4) found.push(`${name(e)} leaves its box`);
      rects.push([r, e]);
    }
  }
  for (const img of document.images) {
    const r = img.getBoundingClientRect();
    if (!img.complete || !img.naturalWidth || r.width < 4) found.push(`picture is not drawn: ${img.alt.slice(0, 40)}`);
    if (r.left < -1 || r.right > wide + 1) found.push(`picture leaves the window: ${img.alt.slice(0, 40)}`);
    rects.push([r, img]);
  }
  for (let i = 0; i < rects.length; i++) for (let j = i + 1; j < rects.length && j < i + 60; j++) {
    const [a, x] = rects[i], [b, y] = rects[j];
    if (x === y || x.contains(y) || y.contains(x)) continue;
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4) found.push(`${name(x)} and ${name(y)} lie on each other`);
  }
  return [...new Set(found)].slice(0, 8);
}

// Runs in an empty page: which boxes of a picture hold no ink that stands out from their paper (4.5 : 1).
async function faint(png, boxes) {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const light = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  return boxes.filter(([, left, top, width, height]) => {
    const x = Math.max(0, Math.floor(left)), y = Math.max(0, Math.floor(top));
    const w = Math.min(image.width - x, Math.ceil(width)), h = Math.min(image.height - y, Math.ceil(height));
    if (w < 1 || h < 1) return true;
    const { data } = pen.getImageData(x, y, w, h), count = new Map(), bright = [];
    for (let i = 0; i < data.length; i += 4) {
      const l = 0.2126 * light(data[i]) + 0.7152 * light(data[i + 1]) + 0.0722 * light(data[i + 2]), key = l.toFixed(3);
      bright.push(l); count.set(key, (count.get(key) ?? 0) + 1);
    }
    const paper = +[...count].sort((a, b) => b[1] - a[1])[0][0];
    return !bright.some(l => (Math.max(l, paper) + 0.05) / (Math.min(l, paper) + 0.05) >= 4.5);
  }).map(([name]) => name);
}

// What a screen reader gets, in order: texts and the names of pictures, without list marks.
async function tree(cdp) {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map(node => [node.nodeId, node])), said = [];
  (function walk(node) {
    const role = node.role?.value;
    if (role === "ListMarker") return;
    if (!node.ignored && role === "StaticText") said.push({ text: node.name?.value ?? "" });
    else if (!node.ignored && (role === "image" || role === "img")) said.push({ text: node.name?.value ?? "", picture: true });
    else for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
  })(nodes[0]);
  return said;
}

async function judge(browser, blank, file) {
  const findings = [], incomplete = new Map(), asked = [], out = {};
  const page = await browser.newPage(), cdp = await page.createCDPSession();
  const find = (where, list) => { for (const text of list) findings.push(`${where}: ${text}`); };
  page.on("request", request => { if (!/^(data|about):/.test(request.url())) asked.push(request.url()); });
  page.on("console", message => findings.push(`console: ${message.text()}`));
  page.on("pageerror", error => findings.push(`script: ${error.message}`));
  const media = (type, features = {}) => cdp.send("Emulation.setEmulatedMedia", { media: type, features: Object.entries(features).map(([name, value]) => ({ name, value })) });
  const text = () => page.evaluate(() => document.body.innerText);
  const shot = async (name, bad) => { if (shots && bad) await page.screenshot({ path: join(shots, `${basename(file, ".html")}.${name}.png`), fullPage: true }); };
  const rules = async where => {
    await page.evaluate(axe);     // every rule on, the ones that are off by default too
    const result = await page.evaluate(() => axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])), resultTypes: ["violations", "incomplete", "passes"] }));
    for (const v of result.violations) findings.push(`${where}: axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.length} x, ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join("; ")}`);
    for (const v of result.incomplete) incomplete.set(`${v.id} in ${where}`, `${v.nodes.length} x, ${v.nodes[0].target.join(" ")}: ${(v.nodes[0].any[0] ?? v.nodes[0].all[0] ?? v.nodes[0].none[0])?.message}`);
    out.rules_passed = Math.max(out.rules_passed ?? 0, result.passes.length);
    await shot(where.replace(/\W+/g, "-"), result.violations.length);
  };
  const fits = async where => { const list = await page.evaluate(misfits); find(where, list); await shot(where.replace(/\W+/g, "-"), list.length); };
  // The picture of the whole page, at the size that is set.
  const inked = async where => {
    const boxes = await page.evaluate(() => [...document.querySelectorAll("[data-leaf], img")].map(e => { const r = e.getBoundingClientRect(); return [e.dataset.leaf ?? e.alt, r.left + scrollX, r.top + scrollY, r.width, r.height]; }));
    const pale = await blank.evaluate(faint, await page.screenshot({ fullPage: true, encoding: "base64" }), boxes);
    find(where, pale.map(name => `no ink that stands out: ${name}`)); await shot(where.replace(/\W+/g, "-") + "-ink", pale.length);
  };
  const size = (width, scale = 1) => page.setViewport({ width, height: Math.round(1024 / scale), deviceScaleFactor: scale });

  await size(1280);
  await page.goto(pathToFileURL(resolve(file)).href);
  const shown = words(await text());
  out.words = shown.length;

  // The words: composition, accessibility tree, page, plain text.
  const owed = composition(file);
  const heard = await tree(cdp);
  if (owed.error) findings.push(`composition: ${owed.error}`);
  else {
    out.composition_of = owed.of;
    for (const alt of owed.placed) {     // a logo and a code stand where the template sets them
      const at = heard.findIndex(part => part.picture && part.text === alt);
      if (at < 0) findings.push(`picture not read out: ${alt}`); else heard.splice(at, 1);
    }
    const { header, footer } = owed.running;
    const body = owed.body.filter(piece => piece.kind !== "number");
    const spoken = words([header, ...body.map(piece => piece.text), footer].join("\n"));
    const seen = words([header, ...body.filter(piece => piece.kind === "text").map(piece => piece.text), footer].join("\n"));
    find("accessibility tree", differ(words(heard.map(part => part.text).join("\n")), spoken, "words"));
    find("page", differ(shown, seen, "words"));
    const inOne = " " + shown.join(" ") + " ";
    const missing = owed.owed.filter(piece => !inOne.includes(" " + words(piece.text).join(" ") + " "));
    find("owed", missing.map(piece => `${piece.name} is missing: "${piece.text.slice(0, 60)}"`));
    out.owed = owed.owed.length;
    if (!owed.owed.some(piece => piece.role === "statement") || !owed.owed.some(piece => piece.tier === "core")) findings.push("composition: no core item or no statement in it: nothing was judged");
    if (await page.title() !== owed.title) findings.push(`title: "${await page.title()}" instead of "${owed.title}"`);
    const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir].join(" "));
    if (root !== `${owed.language}-${owed.region} ${owed.writing}`) findings.push(`language and direction: ${root}`);
    const linear = file.replace(/\.html\.([^.]*)\.html$/, ".text.$1.txt");
    if (!existsSync(linear)) findings.push(`${basename(linear)} is not beside it: the plain text was not compared`);
    else {     // a picture's words may stand in the plain text, or its numbers in the line beside it alone
      const lines = plain(readFileSync(linear, "utf8")), full = differ(lines, spoken, "words");
      out.text_tells_pictures = !full.length && spoken.length !== seen.length;
      if (full.length) find("plain text", differ(lines, seen, "words"));
    }
  }

  // Rules, widths and zoom. Zoom of 200 % and 400 % in a window of 1280 is a window of 640 and 320 with larger pixels.
  await fits("1280 px"); await inked("1280 px"); await rules("1280 px");
  const leaves = () => page.evaluate(() => [...document.querySelectorAll("[data-leaf]")].map(e => parseFloat(getComputedStyle(e).fontSize)));
  const before = await leaves();
  if (!before.length) findings.push("no element names a leaf");
  for (const [width, scale, name] of [[320, 1, "320 px"], [640, 2, "zoom 200 %"], [320, 4, "zoom 400 %"]]) {
    await size(width, scale); await fits(name);
    find(name, differ(words(await text()), shown, "words"));
    if (scale !== 2) await rules(name);
  }
  await cdp.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await size(1280);
  const after = await leaves();
  const stuck = after.filter((px, i) => px < 1.95 * before[i]).length;
  if (stuck) findings.push(`letters twice as large: ${stuck} of ${after.length} texts do not grow`);
  await fits("letters twice as large");
  await cdp.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await size(320);
  const spacing = await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
  await fits("wide text spacing at 320 px");
  await spacing.evaluate(style => style.remove());

  // Colours that the reader chose.
  await size(1280);
  for (const [name, features] of [["dark", { "prefers-color-scheme": "dark" }], ["forced colours", { "forced-colors": "active", "prefers-color-scheme": "dark" }], ["more contrast", { "prefers-contrast": "more" }]]) {
    await media("screen", features);
    find(name, differ(words(await text()), shown, "words"));
    await inked(name); await rules(name);
  }

  // Paper.
  await media("print", {}); await fits("print");
  find("print", differ(words(await text()), shown, "words"));
  const folder = mkdtempSync(join(tmpdir(), "print-"));
  for (const format of ["A4", "Letter"]) {
    const pdf = join(folder, format + ".pdf");
    await page.pdf({ path: pdf, format, printBackground: false });
    const signs = list => list.join("").replace(/[•\s]/g, "");
    const paper = execFileSync("pdftotext", ["-layout", "-nopgbrk", "-enc", "UTF-8", pdf, "-"], { encoding: "utf8" });
    const count = list => { const n = new Map(); for (const c of list) n.set(c, (n.get(c) ?? 0) + 1); return n; };
    const pieces = list => count(list.join(" ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
    const want = pieces(shown), got = pieces(words(paper));
    const lost = [...want].filter(([word, n]) => (got.get(word) ?? 0) < n).map(([word]) => word);
    if (lost.length) findings.push(`printed on ${format}: lost ${lost.slice(0, 10).join(", ")}`);
    const layout = execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8" }), scale = 150 / 72;
    execFileSync("pdftoppm", ["-r", "150", "-png", pdf, join(folder, format)]);
    const pictures = readdirSync(folder).filter(name => name.startsWith(format + "-")).sort();
    for (const [n, sheet] of layout.split("<page ").slice(1).entries()) {
      const boxes = [...sheet.matchAll(/xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</g)].map(([, a, b, c, d, word]) => [word, a * scale, b * scale, (c - a) * scale, (d - b) * scale]);
      const pale = (await blank.evaluate(faint, readFileSync(join(folder, pictures[n])).toString("base64"), boxes)).filter(word => /[\p{L}\p{N}]/u.test(word));
      if (pale.length) findings.push(`printed on ${format}, page ${n + 1}: no ink that stands out: ${pale.slice(0, 10).join(" ")}`);
    }
    out[`printed_${format}`] = `${signs(words(paper)).length} of ${signs(shown).length} signs`;
  }
  rmSync(folder, { recursive: true });

  if (asked.length !== 1) findings.push(`asks for ${asked.length - 1} other things: ${asked.slice(1, 4).join(" ")}`);
  await page.close();
  return { ...out, incomplete: Object.fromEntries(incomplete), findings: [...new Set(findings)] };
}

const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(path => path && existsSync(path));
if (!chromium) { console.error("no Chromium; set CHROMIUM"); process.exit(2); }
const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const browser = await puppeteer.launch({ executablePath: chromium, headless: true, userDataDir: profile, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
let bad = false;
try {
  const blank = await browser.newPage();
  for (const file of files) {
    let verdict;
    try { verdict = await judge(browser, blank, file); } catch (error) { verdict = { findings: [`could not be judged: ${error.message.split("\n")[0]}`] }; }
    bad ||= verdict.findings.length > 0;
    console.log(JSON.stringify({ file: basename(file), ok: !verdict.findings.length, ...verdict }));
  }
} finally { await browser.close(); rmSync(profile, { recursive: true, force: true, maxRetries: 3 }); }
process.exitCode = bad ? 1 : 0;

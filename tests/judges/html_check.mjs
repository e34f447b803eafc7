// Does the HTML of a sheet work for everybody?   html_check.mjs [--shots DIR] file.html...     one JSON line a file; exit 1 on a finding
//
// In headless Chromium, at 1280 and at 320 CSS px: every rule of axe-core, those that are off by default too; no sideways
// scrolling of the page or of any part of it (tables too), nothing cut or outside the window, also with letters twice as
// large and, at 640 px, with wide text spacing (WCAG 1.4.12). The words of the accessibility tree, in order,
// are those of the composition in the PDF beside it that holds every item (SHEET.STATE.full.*.LANGUAGE.pdf). No request goes anywhere.
// Needs npm axe-core and puppeteer-core in $NPM_DIR, chromium ($CHROMIUM), python3 and pdfdetach for the composition.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire((process.env.NPM_DIR ?? process.env.HOME + "/.cache/pdf-judges") + "/x.js");
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const here = dirname(fileURLToPath(import.meta.url));
const files = process.argv.slice(2);
const shots = files[0] === "--shots" ? files.splice(0, 2)[1] : null;
if (shots) mkdirSync(shots, { recursive: true });

const words = text => text.normalize("NFKC").replace(/[\u00ad\u200b\u2060\u200e\u200f\u2066-\u2069]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];

// The PDF of the same sheet and language that holds every item: its composition.
function composition(file) {
  const [, stem, language] = basename(file).match(/^(.*)\.html\.(.*)\.html$/) ?? [];
  const name = stem && readdirSync(dirname(file)).sort().find(n => n.startsWith(`${stem}.full.`) && n.endsWith(`.${language}.pdf`));
  if (!name) return { error: "no full leaflet beside it: what is due is not known" };
  try { return JSON.parse(execFileSync("python3", ["-B", join(here, "composition.py"), join(dirname(file), name)], { encoding: "utf8" })); }
  catch (error) { return { error: error.stdout || String(error) }; }
}

// Runs in the page: what is wider than its place, cut, or outside the window.
function misfits() {
  const found = [], wide = document.documentElement.clientWidth;
  const name = e => e.tagName.toLowerCase() + (e.dataset.leaf ? `[${e.dataset.leaf}]` : e.className ? "." + e.className : "");
  if (document.scrollingElement.scrollWidth > wide) found.push(`the page is ${document.scrollingElement.scrollWidth} px wide in ${wide}`);
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    if (style.display === "inline" || !e.clientWidth) continue;
    if (e.scrollWidth > e.clientWidth + 1) found.push(`${name(e)} holds ${e.scrollWidth} px in ${e.clientWidth}${style.overflowX === "visible" ? "" : " and must be scrolled"}`);
    if (e.scrollHeight > e.clientHeight + 1 && style.overflowY !== "visible") found.push(`${name(e)} cuts ${e.scrollHeight - e.clientHeight} px of its height`);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walk.nextNode());) {
    if (!text.data.trim()) continue;
    const range = document.createRange(); range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter(r => r.width > 0.5), e = text.parentElement, style = getComputedStyle(e);
    if (!lines.length || style.visibility !== "visible" || +style.opacity < 1) found.push(`${name(e)} is not seen`);
    else if (lines.some(r => r.left < -1 || r.right > wide + 1)) found.push(`${name(e)} leaves the window`);
  }
  for (const img of document.images) {
    const r = img.getBoundingClientRect();
    if (!img.complete || !img.naturalWidth || r.width < 4) found.push(`a picture is not drawn: ${img.alt}`);
    else if (r.left < -1 || r.right > wide + 1) found.push(`a picture leaves the window: ${img.alt}`);
  }
  return [...new Set(found)].slice(0, 8);
}

// What a screen reader gets, in order: texts and the names of pictures, without list marks.
async function heard(cdp) {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map(node => [node.nodeId, node])), said = [];
  (function walk(node) {
    const role = node.role?.value;
    if (role === "ListMarker") return;
    if (!node.ignored && (role === "StaticText" || role === "image" || role === "img")) said.push(node.name?.value ?? "");
    else for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
  })(nodes[0]);
  return said;
}

async function judge(browser, file) {
  const findings = [], incomplete = new Set(), asked = [], out = {};
  const page = await browser.newPage(), cdp = await page.createCDPSession();
  page.on("request", request => { if (!/^(data|about):/.test(request.url())) asked.push(request.url()); });
  page.on("pageerror", error => findings.push(`script: ${error.message}`));
  const size = width => page.setViewport({ width, height: 1024 });
  const fits = async where => { for (const text of await page.evaluate(misfits)) findings.push(`${where}: ${text}`); };
  const rules = async where => {
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run(document, { rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }])) }));
    for (const v of result.violations) findings.push(`${where}: axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.length} x, ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join("; ")}`);
    for (const v of result.incomplete) incomplete.add(`${v.id} in ${where}: ${v.nodes.length} x`);
    out.rules = Math.max(out.rules ?? 0, result.passes.length);
  };
  await size(1280);
  await page.goto(pathToFileURL(resolve(file)).href);

  const due = composition(file), said = await heard(cdp);
  if (due.error) findings.push(due.error);
  else {
    for (const alt of due.placed) { const at = said.indexOf(alt); if (at < 0) findings.push(`not read out: ${alt}`); else said.splice(at, 1); }
    const want = words([due.running.header, ...due.body.map(piece => piece.text), due.running.footer].join("\n")), got = words(said.join("\n"));
    const at = want.findIndex((word, i) => got[i] !== word), end = at < 0 && got.length > want.length ? want.length : at;
    if (end >= 0) findings.push(`"${got.slice(Math.max(0, end - 3), end + 5).join(" ")}" is read out where "${want.slice(Math.max(0, end - 3), end + 5).join(" ")}" is due`);
    out.words = got.length;
    if (await page.title() !== due.title) findings.push(`title: "${await page.title()}"`);
    const root = await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);
    if (root !== `${due.language}-${due.region} ${due.writing}`) findings.push(`language and direction: ${root}`);
  }
  for (const width of [1280, 320]) {
    await size(width); await fits(`${width} px`); await rules(`${width} px`);
    if (shots) await page.screenshot({ path: join(shots, `${basename(file, ".html")}.${width}.png`), fullPage: true });
  }
  const before = await page.evaluate(() => [...document.querySelectorAll("[data-leaf]")].map(e => parseFloat(getComputedStyle(e).fontSize)));
  await cdp.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await size(1280);
  const after = await page.evaluate(() => [...document.querySelectorAll("[data-leaf]")].map(e => parseFloat(getComputedStyle(e).fontSize)));
  const stuck = after.filter((px, i) => px < 1.95 * before[i]).length;
  if (stuck || !after.length) findings.push(`letters twice as large: ${stuck} of ${after.length} texts do not grow`);
  await fits("letters twice as large");
  await cdp.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await size(640);
  await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
  await fits("wide text spacing at 640 px");
  if (asked.length !== 1) findings.push(`asks for other things: ${asked.slice(1, 4).join(" ")}`);
  await page.close();
  return { ...out, incomplete: [...incomplete], findings: [...new Set(findings)] };
}

const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(path => path && existsSync(path));
if (!chromium) { console.error("no Chromium; set CHROMIUM"); process.exit(2); }
const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const launch = () => puppeteer.launch({ executablePath: chromium, headless: true, userDataDir: profile, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
let browser = await launch(), bad = false;
try {
  for (const file of files) {
    let verdict;
    // A browser that died says nothing about the file: it is judged once more, in a new one.
    for (let attempt = 0; attempt < 2 && !verdict; attempt++) {
      try { verdict = await judge(browser, file); } catch (error) {
        if (attempt) verdict = { findings: [`could not be judged: ${error.message.split("\n")[0]}`] };
        else { await browser.close().catch(() => {}); browser = await launch(); }
      }
    }
    bad ||= verdict.findings.length > 0;
    console.log(JSON.stringify({ file: basename(file), ok: !verdict.findings.length, ...verdict }));
  }
} finally { await browser.close().catch(() => {}); rmSync(profile, { recursive: true, force: true, maxRetries: 3 }); }
process.exitCode = bad ? 1 : 0;

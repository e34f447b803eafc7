#!/usr/bin/env python3
"""Do text and HTML hold every core item and the evidence statement, word for word as the library has them?

linear_check.py SHEETS FOLDER    SHEETS is the repository's `sheets` folder; FOLDER holds rendered files (SHEET.STATE.text.LANG-PLACE.txt
and .html.). Reads the TOML of the library with Python's own parser and shares nothing with the program: neither its library
nor the composition. Also: in both files the same words in the same order, and those of the full leaflet's PDF (poppler's bag of words).
One JSON line a file; exit 1 on a finding. Needs Python 3.11 or newer, pdftotext (poppler-utils) for the PDF."""
import collections, html.parser, json, os, re, subprocess, sys, tomllib

SHEETS, FOLDER = sys.argv[1:3]
def toml(path):
    with open(os.path.join(SHEETS, path), "rb") as file: return tomllib.load(file)
even = lambda text: re.sub(r"\s+", " ", text.replace("\u2011", "-").replace("\u202f", " ").replace("\u00a0", " ")).strip()
def of(words, place):
    """The words for a place: everywhere the same, or its own."""
    return even(words.get("any") or words.get(place) or "")

class Page(html.parser.HTMLParser):
    """The text of a page: one line for each element that names a leaf; pictures speak their alternative text."""
    def __init__(self):
        super().__init__(); self.lines, self.pictures, self.open = [], [], None
    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "img": self.pictures.append(attrs.get("alt") or ""); self.lines.append(self.pictures[-1])
        elif "data-leaf" in attrs: self.open = tag; self.lines.append("")
    def handle_endtag(self, tag):
        if tag == self.open: self.open = None
    def handle_data(self, data):
        if self.open: self.lines[-1] += data

def plain_lines(text):
    """The lines of a text file without the marks of lists, tables, rules and pictures."""
    lines = []
    for line in text.split("\n"):
        line = re.sub(r"^(- |\d+\. )", "", line)
        for part in line.split(" | "):
            part = re.sub(r"^\((.*)\)$", r"\1", re.sub(r"_{4,}", "", part).strip())
            if part and not re.fullmatch(r"[=-]{3,}", part): lines.append(part)
    return lines

words = lambda lines: re.findall(r"[\w]+", " ".join(lines).lower())

def owed(sheet, place):
    """Core items and the statement for a sheet, straight from the TOML."""
    medicine = toml(f"library/{sheet['medicine']}/medicine.toml")
    folder = f"library/{sheet['medicine']}/safety"
    due = {}
    for name in sorted(os.listdir(os.path.join(SHEETS, folder))):
        for item in toml(f"{folder}/{name}").get("item", []):
            if item["tier"] == "core": due[item["id"]] = of(item["plain"], place)
    if sheet["condition"] != "general":
        record = toml(f"library/{sheet['medicine']}/evidence/{sheet['condition']}.toml")
        statement = toml("library/wording/en.toml")["statements"][record["certainty"]][record["direction"]]
        due["statement"] = of(statement, place).replace("{medicine}", medicine["short-name"]).replace("{condition}", of(record["name"], place))
    return due

def judge(stem, tag, sheet):
    findings, place = [], tag.split("-")[1]
    read = lambda kind, ending: open(f"{stem}.{kind}.{tag}.{ending}", encoding="utf-8").read()
    page = Page(); page.feed(read("html", "html"))
    lines = {"html": [even(line) for line in page.lines], "text": [even(line) for line in plain_lines(read("text", "txt"))]}
    due = owed(sheet, place)
    if len(due) < 2: findings.append("nothing is owed: nothing was judged")
    for name, text in due.items():
        for kind, found in lines.items():
            # A lead, such as "If you have hepatitis:", may stand before an item's words.
            if not any(line == text or line.endswith(" " + text) for line in found): findings.append(f"{kind} lacks {name}: {text[:60]}")
    a, b = words(lines["html"]), words(lines["text"])
    if a != b:
        at = next((k for k, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        findings.append(f"HTML says \"{' '.join(a[at:at + 6])}\" where the text says \"{' '.join(b[at:at + 6])}\"")
    folder, name = os.path.split(stem)
    full = sorted(f for f in os.listdir(folder) if f.startswith(f"{name}.full.") and f.endswith(f".{tag}.pdf"))
    if not full: findings.append("no full leaflet beside it: its words were not compared")
    else:
        pdf = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", os.path.join(folder, full[0]), "-"], capture_output=True, text=True).stdout
        pages = pdf.count("\f")
        seen = collections.Counter(words([pdf]))
        # Pictures are not text in a PDF; header and footer stand on each page; steps have printed numbers.
        said = collections.Counter(words([line for line in lines["text"] if line not in {even(alt) for alt in page.pictures}]))
        if lost := {w: n for w, n in said.items() if seen[w] < n}: findings.append(f"words that the full leaflet lacks: {lost}")
        running = collections.Counter(words([lines["text"][0], lines["text"][-1]] * (pages - 1)))
        more = seen - said - running
        if more := {w: n for w, n in more.items() if not w.isdigit() and w not in ("page",)}: findings.append(f"words of the full leaflet alone: {more}")
    return {"core_items": len(due) - ("statement" in due), "statement": "statement" in due, "words": len(a), "findings": findings}

bad, n = False, 0
for folder, _, names in sorted(os.walk(FOLDER)):
    for name in sorted(names):
        found = re.fullmatch(r"(.*)\.html\.(en-\w+)\.html", name)
        if not found: continue
        path = os.path.join(SHEETS, "examples", found[1].split(".")[0] + ".toml")
        if not os.path.exists(path): continue
        with open(path, "rb") as file: sheet = tomllib.load(file)
        try: verdict = judge(os.path.join(folder, found[1]), found[2], sheet)
        except OSError as error: verdict = {"findings": [str(error)]}
        bad |= bool(verdict["findings"]); n += 1
        print(json.dumps({"file": name, "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
if not n: print(json.dumps({"ok": False, "findings": ["no HTML of a shipped sheet was found"]})); bad = True
sys.exit(bad)

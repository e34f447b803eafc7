#!/usr/bin/env python3
"""Does the paper say what the composition inside the PDF says, no more and no less?

text_check.py file.pdf           poppler's text against the attached composition.json; exit 1 on a finding
Needs pdftotext, pdfinfo and pdfdetach (poppler-utils)."""
import collections, json, os, re, sys
from composition import Composition, Unreadable, run

path = sys.argv[1]
words = lambda text: re.findall(r"\w+", text.lower())

def judge():
    composition, findings = Composition(path), []
    body = composition.texts()
    pages = run("pdftotext", "-raw", "-enc", "UTF-8", path, "-").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        bad = {c for c in page if c == "\ufffd" or "\ue000" <= c <= "\uf8ff"}
        if bad: findings.append(f"page {number}: characters without a meaning: {sorted(map(hex, map(ord, bad)))}")
        flat = " ".join(words(page))
        for line in composition.running.values():
            line = line.replace("{page}", str(number))
            if " ".join(words(line)) not in flat: findings.append(f"page {number}: running line missing: {line}")
            body.append(line)
    want, got = collections.Counter(words(" ".join(body))), collections.Counter(words(" ".join(pages)))
    if want - got: findings.append(f"words missing on paper: {dict(want - got)}")
    if got - want: findings.append(f"words only on paper: {dict(got - want)}")
    title = re.search(r"^Title: *(.*)$", run("pdfinfo", path), re.M)
    if not title or title[1].strip() != composition.title: findings.append("the document's title is not the composition's")
    return {"format": composition.format, "pages": len(pages), "words": sum(got.values()), "findings": findings}

try: verdict = judge()
except Unreadable as error: verdict = {"findings": [str(error)]}     # one verdict for each file, also for one that cannot be read
print(json.dumps({"file": os.path.basename(path), "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
sys.exit(bool(verdict["findings"]))

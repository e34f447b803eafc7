#!/usr/bin/env python3
"""Does the paper say what the composition inside the PDF says, no more and no less?

text_check.py file.pdf           poppler's text against the attached composition.json; exit 1 on a finding
text_check.py --expected file.pdf   prints the composition's text in reading order, for reader_order.py
Needs pdftotext, pdfinfo and pdfdetach (poppler-utils)."""
import collections, json, os, re, subprocess, sys

expected_only = sys.argv[1] == "--expected"
path = sys.argv[-1]

def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:     # one verdict for each file, also for one that cannot be read
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(json.dumps({"file": os.path.basename(path), "ok": False, "findings": [f"{command[0]}: {reason}"]})); sys.exit(1)
    return done.stdout

def leaves(node):
    """The text of every leaf under a part of the composition, in order. Steps get the numbers that are printed."""
    if isinstance(node, list):
        for child in node: yield from leaves(child)
    elif isinstance(node, dict):
        if "runs" in node:
            yield "".join(part["text"] for part in node["runs"])
        elif node.get("place") == "about":     # its short paragraphs run on: lines on paper hold the end of one and the start of the next
            title, *others = leaves({key: value for key, value in node.items() if key != "place"})
            yield title; yield " ".join(others)
        elif node.get("block") == "steps":
            for number, entry in enumerate(node["entries"], 1):
                yield f"{number}."; yield from leaves(entry)
        else:
            for child in node.values(): yield from leaves(child)

words = lambda text: re.findall(r"\w+", text.lower())

composition = json.loads(run("pdfdetach", "-savefile", "composition.json", "-o", "/dev/stdout", path))
running = [next(leaves(composition["running"][line])) for line in ("header", "footer", "page")]   # on each page, outside the text
body = list(leaves({key: value for key, value in composition.items() if key != "running"}))
if expected_only:
    print("\n".join(body)); sys.exit(0)

findings = []
pages = run("pdftotext", "-raw", "-enc", "UTF-8", path, "-").split("\f")[:-1]
for number, page in enumerate(pages, 1):
    bad = {c for c in page if c == "\ufffd" or "\ue000" <= c <= "\uf8ff"}
    if bad: findings.append(f"page {number}: characters without a meaning: {sorted(map(hex, map(ord, bad)))}")
    flat, n_words = " ".join(words(page)), collections.Counter(words(page))
    for line in running:
        line = line.replace("{page}", str(number))
        # poppler gives the words of a line from right to left in the order in which they are seen.
        missing = collections.Counter(words(line)) - n_words if composition["writing"] == "rtl" else " ".join(words(line)) not in flat
        if missing: findings.append(f"page {number}: running line missing: {line}")
        body.append(line)
want, got = collections.Counter(words(" ".join(body))), collections.Counter(words(" ".join(pages)))
if want - got: findings.append(f"words missing on paper: {dict(want - got)}")
if got - want: findings.append(f"words only on paper: {dict(got - want)}")
title = re.search(r"^Title: *(.*)$", run("pdfinfo", path), re.M)
if not title or title[1].strip() != composition["document-title"]: findings.append("the document's title is not the composition's")
print(json.dumps({"file": os.path.basename(path), "ok": not findings, "pages": len(pages), "words": sum(got.values()), "findings": findings}, ensure_ascii=False))
sys.exit(bool(findings))

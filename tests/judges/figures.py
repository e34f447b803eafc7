#!/usr/bin/env python3
"""Does a screen reader get every picture's words?   figures.py file.pdf

The alternative texts that pdf.js (pdfjs_struct.mjs) gives for the figures of the structure tree must be those of the attached
composition's drawings, in its order, none empty; a logo and a QR code stand where the template sets them. Numbers that a
drawing shows must stand in its alternative text. pdf.js drops the words of a figure that holds no content on the page.
One JSON line; exit 1 on a difference. Needs node, pdfjs-dist in $NPM_DIR, pdfdetach (poppler-utils)."""
import json, os, re, subprocess, sys
from composition import Composition, Unreadable

HERE = os.path.dirname(os.path.abspath(__file__))

def heard(path):
    env = {**os.environ, "NPM_DIR": os.environ.get("NPM_DIR", os.path.expanduser("~/.cache/pdf-judges"))}
    done = subprocess.run(["node", HERE + "/pdfjs_struct.mjs", path], capture_output=True, text=True, env=env)
    if done.returncode: raise Unreadable("pdf.js: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1])
    alts = []
    for line in map(str.strip, done.stdout.splitlines()):
        if figure := re.match(r'Figure\b(?: alt=("(?:[^"\\]|\\.)*"))?.* parts=(\d+)$', line):
            # A figure without content on the page has no place at which its words are read out.
            alts.append(json.loads(figure[1]) if figure[1] and figure[2] != "0" else "")
    return alts

def shown(draws):
    """The numbers that a drawing shows, as a reader would write them."""
    if draws["what"] in ("dots", "steps"): return [str(draws["filled"]), str(draws["of"])]
    if draws["what"] == "interval":
        return [f"{abs(draws[part]) / 1000:g}" for part in ("low", "value", "high")]
    return []

def judge(path):
    composition, findings = Composition(path), []
    drawn = [piece for piece in composition.body if piece["kind"] == "picture"]
    alts = heard(path)
    for piece in drawn:
        numbers = re.findall(r"\d+(?:[.,]\d+)*", piece["text"].replace(",", "."))
        missing = [n for n in shown(piece["draws"]) if n not in numbers]
        if missing: findings.append(f"{piece['name']} shows {' '.join(missing)}, which its words do not say: {piece['text']}")
    for alt in composition.placed:
        if alts.count(alt) == 1: alts.remove(alt)
        else: findings.append(f"heard {alts.count(alt)} times: {alt}")
    want = [piece["text"] for piece in drawn]
    if any(not alt.strip() for alt in alts): findings.append("a figure without words")
    if alts != want:
        at = next((k for k, (a, b) in enumerate(zip(alts, want)) if a != b), min(len(alts), len(want)))
        findings.append({"picture": at + 1, "heard": alts[at:at + 1], "wanted": want[at:at + 1], "of": [len(alts), len(want)]})
    return {"format": composition.format, "pictures": len(want), "placed": len(composition.placed), "findings": findings}

try: verdict = judge(sys.argv[1])
except Unreadable as error: verdict = {"findings": [str(error)]}
print(json.dumps({"file": os.path.basename(sys.argv[1]), "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
sys.exit(bool(verdict["findings"]))

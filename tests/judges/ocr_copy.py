#!/usr/bin/env python3
"""Can the warnings be read on a bad copy?   ocr_copy.py [--keep DIR] file.pdf

Each page is drawn at 150 dpi, every pixel made black or white at half grey (one bit, no dither), and read by tesseract.
Owed are the core items of the composition that travels in the PDF and its evidence statement; on a card its safety lines.
Limits: 98 % of the words of the core items, and every word of the items about opioids and transplants, of the other items
that say who must not take the medicine, and of the statement. A card's type of 8 pt has letters of nine pixels: 95 % of its words.

In Spanish, whose reader takes f for t now and then, 98 % of each kind.

The reader guesses at columns, and on a page of two it sometimes takes lines that stand side by side for one slanting line. So a
text of which something was not read on the whole page is read again with each block of the page by itself, cut out of the
same copy (where blocks stand is what poppler says). That second reading has to give the whole text: readings are not mixed.

What counts as read: the same letters and figures in the item's order and side by side, found by alignment. Capitals, accents,
punctuation and the place of a space do not count, except the point of a decimal. No letter is taken for another one. A line
that the reader put elsewhere (it guesses at columns) counts if at least three of its words stand there whole and in order.
What was read once is used up, so that of eight equal cards each must be read. Every word that was not read is printed.

One JSON line a file; exit 1 below the limits. Needs pdftoppm, pdfdetach, tesseract (English, Spanish), numpy, Pillow."""
import argparse, json, os, re, subprocess, sys, tempfile, unicodedata
import numpy as np
from PIL import Image
from composition import Composition, Unreadable, run

LIMIT, CARD, DPI, LEVEL = 0.98, 0.95, 150, 128
LANGUAGES = {"en": "eng", "es": "spa"}
IN_FULL = re.compile("opioid|transplant")
# Costs of an alignment, in matched words: to go on further down (a column's end, a running line), and a word that is not read.
JUMP, PASSED, LOST, FOUND = 1.5, 0.02, 0.3, 1.0

def words(text):
    text = unicodedata.normalize("NFKD", text).lower().replace("\u00ad", "")
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<=\w)['’‘`](?=\w)", "", text)                    # don't
    text = re.sub(r"(?<=[^\W\d])-\s*\n\s*(?=[^\W\d])", "-", text)     # a hyphen at the end of a line
    return re.findall(r"\d+(?:[.,]\d+)+|\w+", text)

def align(want, got):
    """Where `want` stands in `got`: for each wanted word the indices of what was read for it, or nothing."""
    n, m = len(want), len(got)
    score = np.zeros((n + 1, m + 1)); score[1:, 0] = [-LOST * i for i in range(1, n + 1)]
    step = np.zeros((n + 1, m + 1), np.int8); came = np.zeros((n + 1, m + 1), np.int32)
    at = np.arange(m + 1)
    place = {}
    for k, word in enumerate(got): place.setdefault(word, []).append(k + 1)
    two = {}                                                              # a word that was read as two
    for k in range(m - 1): two.setdefault(got[k] + got[k + 1], []).append(k + 2)
    for i in range(1, n + 1):
        best = score[i - 1] - LOST; how = np.ones(m + 1, np.int8)
        def take(ends, value, kind):
            for j in ends:
                if value(j) > best[j]: best[j], how[j] = value(j), kind
        take(place.get(want[i - 1], []), lambda j: score[i - 1, j - 1] + FOUND, 2)
        take(two.get(want[i - 1], []), lambda j: score[i - 1, j - 2] + FOUND, 3)
        if i > 1: take(place.get(want[i - 2] + want[i - 1], []), lambda j: score[i - 2, j - 1] + 2 * FOUND, 4)
        near = best + PASSED * at
        top = np.maximum.accumulate(near); source = np.maximum.accumulate(np.where(near == top, at, 0))
        jumped = np.concatenate([[-1e9], top[:-1]]) - PASSED * at - JUMP
        over = jumped > best
        score[i], step[i] = np.where(over, jumped, best), how
        came[i] = np.where(over, np.concatenate([[0], source[:-1]]), 0)
    found, i, j = [()] * n, n, int(score[n].argmax())
    while i > 0:
        if came[i, j]: j = int(came[i, j])
        kind = step[i, j]
        if kind == 1: i -= 1
        elif kind == 2: found[i - 1] = (j - 1,); i, j = i - 1, j - 1
        elif kind == 3: found[i - 1] = (j - 2, j - 1); i, j = i - 1, j - 2
        else: found[i - 2] = found[i - 1] = (j - 1,); i, j = i - 2, j - 1
    return found

def locate(want, got):
    """The same, but for lines that the reader put elsewhere: where words are lost, the longest piece of them that stands
    whole in another place is taken out, and the rest is aligned again without it."""
    found = align(want, got)
    lost = [k for k, places in enumerate(found) if not places]
    if len(lost) < 3: return found
    inside = range(max(0, lost[0] - 1), min(len(want), lost[-1] + 2))
    best = range(0)
    for start in inside:
        for end in range(inside[-1] + 1, start + max(2, len(best)), -1):
            size = end - start
            at = next((j for j in range(len(got) - size + 1) if got[j:j + size] == want[start:end]), None)
            if at is not None: best, place = range(start, end), at; break
    if len(best) < 3: return found
    rest = got[:place] + [""] * len(best) + got[place + len(best):]
    others = locate([w for k, w in enumerate(want) if k not in best], rest)
    taken = {k: (place + n,) for n, k in enumerate(best)}
    return [taken[k] if k in taken else others[k - (len(best) if k >= best.stop else 0)] for k in range(len(want))]

def copies(path, folder, keep):
    """One-bit copies of the pages, in order: files."""
    run("pdftoppm", "-r", str(DPI), "-gray", "-png", path, folder + "/page")
    pictures = []
    for name in sorted(os.listdir(folder)):
        picture = os.path.join(keep or folder, f"{os.path.basename(path)[:-4]}.{name}")
        grey = Image.open(os.path.join(folder, name)).convert("L")
        grey.point(lambda v: 255 if v >= LEVEL else 0).convert("1").save(picture, dpi=(DPI, DPI))
        pictures.append(picture)
    return pictures

def read(pictures, tongue, folder, *how):
    """The words that the reader sees in pictures, one after the other."""
    listed = os.path.join(folder, "pictures.txt")
    with open(listed, "w") as file: file.writelines(picture + "\n" for picture in pictures)
    done = subprocess.run(["tesseract", listed, "-", "-l", tongue, "--dpi", str(DPI), *how], capture_output=True, text=True,
                          env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    if done.returncode: raise Unreadable("tesseract: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1])
    return words(done.stdout)

def blocks(path, pictures, folder):
    """The blocks of text of each page, cut out of its copy with a white edge: files, in poppler's order."""
    cut = []
    pages = run("pdftotext", "-bbox-layout", path, "-").split("<page ")[1:]
    for picture, page in zip(pictures, pages, strict=True):
        copy = Image.open(picture).convert("L")
        for box in re.findall(r'<block xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', page):
            left, top, right, bottom = (float(edge) * DPI / 72 for edge in box)
            block = copy.crop((int(left) - 2, int(top) - 2, int(right) + 3, int(bottom) + 3))
            framed = Image.new("L", (block.width + 40, block.height + 40), 255); framed.paste(block, (20, 20))
            cut.append(os.path.join(folder, f"block-{len(cut):04}.png")); framed.save(cut[-1], dpi=(DPI, DPI))
    return cut

def unread(owed, got):
    """Of each text that is owed, the words that were not read. What was read for one is used up for the next."""
    got, missing = list(got), []
    for piece in owed:
        want = words(piece["text"]); found = locate(want, got)
        for k in {k for places in found for k in places}: got[k] = ""
        missing.append([word for word, places in zip(want, found) if not places])
    return missing

def judge(path, keep):
    composition = Composition(path)
    tongue = LANGUAGES.get(composition.language)
    if tongue is None: return {"findings": [f"no reader here for the language {composition.language}"]}
    owed = composition.owed()
    core = [piece for piece in owed if piece["role"] != "statement"]
    if not core: return {"findings": ["no core item is owed: nothing was judged"]}
    with tempfile.TemporaryDirectory() as folder:
        pictures = copies(path, folder, keep)
        missing = unread(owed, read(pictures, tongue, folder))
        again = sum(map(bool, missing))
        if again:
            alone = unread(owed, read(blocks(path, pictures, folder), tongue, folder, "--psm", "6"))
            missing = [min(pair, key=len) for pair in zip(missing, alone)]
    total = n_read = n_full = 0; lost, findings = [], []
    for piece, missed in zip(owed, missing):
        want = words(piece["text"])
        if piece["role"] != "statement": total += len(want); n_read += len(want) - len(missed)
        in_full = tongue == "eng" and (piece["role"] == "statement" or piece["item-kind"] == "contraindication"
                                       or IN_FULL.search(piece["item"] or "") is not None)
        n_full += in_full
        if missed: (findings if in_full else lost).append(f"{piece['name']}: {' '.join(missed)}")
    limit = CARD if composition.format == "card" else LIMIT
    if n_read < limit * total: findings.append(f"{n_read} of {total} words of the core items were read, below {100 * limit:.0f} %")
    return {"format": composition.format, "pages": len(pictures), "core_items": len(core), "words": total, "read": n_read,
            "read_again": again, "share": round(100 * n_read / total, 2), "in_full": n_full, "lost": lost, "findings": findings}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(); asked.add_argument("file"); asked.add_argument("--keep", help="leave the copies in this folder")
    asked = asked.parse_args()
    if asked.keep: os.makedirs(asked.keep, exist_ok=True)
    try: verdict = judge(asked.file, asked.keep)
    except Unreadable as error: verdict = {"findings": [str(error)]}
    print(json.dumps({"file": os.path.basename(asked.file), "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
    sys.exit(bool(verdict["findings"]))

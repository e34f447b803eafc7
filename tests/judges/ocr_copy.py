#!/usr/bin/env python3
"""Can a poor copy still be read?   ocr_copy.py [--copies one-bit,dither,grey] [--keep DIR] file.pdf

Each page is drawn at 150 dpi in grey, spoilt in a seeded way and read by tesseract:
  one-bit   slightly blurred, every pixel black or white at a fixed level, one pixel in 700 flipped: a fax
  dither    slightly blurred, shades turned into dots (Floyd-Steinberg), one pixel in 700 flipped: a photocopier in one bit
  grey      blurred more, contrast cut to 70 %, noise: a tired copier
Owed are the core items and the evidence statement of the attached composition; on a card, its safety lines. Their words are
looked for in what was read, in their order and side by side, by alignment. Limits: 98 % of the words of the core items, and
every word of each item that says who must not take the medicine, and of a card.

What counts as read: the same letters; the same letters with a space more or less (never between digits); the same letters but
for a look-alike: I l 1 |, O 0, rn m, cl d, vv w, and a speck taken for an accent. No figure is ever taken for another figure. Words
read by a look-alike are printed. Capitals, quotes and dashes do not count; the dot in "1.5" does. What was read once is used up, so
that of eight equal cards each must be read. Also told, without a limit: figures lost anywhere in the core items, and lost headings above them.

One JSON line a file; exit 1 below the limits. Formats for clinicians (dossier, notice) are not copied for patients: said so.
Needs pdftoppm and pdfdetach (poppler-utils), tesseract with English, numpy, Pillow."""
import argparse, json, os, re, subprocess, sys, tempfile, unicodedata
import numpy as np
from PIL import Image, ImageFilter
from composition import Composition, Unreadable, run

LIMIT, DPI, LEVEL, FLIPPED = 0.98, 150, 160, 1 / 700
PAGED, LANGUAGES = ("handout", "full", "large", "giant", "card"), {"en": "eng"}
NOT_FOR_PATIENTS = ("dossier", "notice")

def speckled(page, rng):
    """A picture of one bit with some pixels flipped."""
    bits = np.asarray(page.convert("L")) > 127
    return Image.fromarray(((bits ^ (rng.random(bits.shape) < FLIPPED)) * 255).astype(np.uint8))

def spoil(page, copy, seed):
    rng = np.random.default_rng(seed)
    if copy == "grey":
        soft = np.asarray(page.filter(ImageFilter.GaussianBlur(.8)), float)
        return Image.fromarray(np.clip(40 + soft * .7 + rng.normal(0, 6, soft.shape), 0, 255).astype(np.uint8))
    soft = page.filter(ImageFilter.GaussianBlur(.5))
    return speckled(soft.point(lambda v: 255 if v > LEVEL else 0) if copy == "one-bit" else soft.convert("1"), rng)

def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=\w)['’‘`](?=\w)", "", text.lower())                  # don't
    text = re.sub(r"(?<=[^\W\d])-\s*\n\s*(?=[^\W\d])", "-", text)          # a word that ends its line with a hyphen
    return re.findall(r"\d+(?:[.,]\d+)+|(?:\w|\|)+", text)                       # a decimal is one word, with its dot

def look(word):
    """The same for all that may be taken for each other on a poor copy."""
    word = "".join(c for c in unicodedata.normalize("NFKD", word).replace("ø", "0") if not unicodedata.combining(c))
    for seen, alike in (("rn", "m"), ("cl", "d"), ("vv", "w")): word = word.replace(seen, alike)
    return re.sub("[i1|]", "l", word).replace("0", "o")

def digits(word): return any(c.isdigit() for c in word)

def align(want, got):
    """The best place for `want` in `got`: how each wanted word was found. Words between cost, however long the gap (a running
    line, a column's end), so that scattered words are no find.
    -> for each wanted word None (lost), "same", "space" or the look-alike read; and which words of `got` were used."""
    n, m = len(want), len(got)
    if not m: return [None] * n, []
    OPEN, EXTRA, LOST, WRONG = 2.5, .02, .6, -1.2
    at = np.arange(m + 1)
    code = {word: k for k, word in enumerate(dict.fromkeys(want + got))}
    gw = np.array([code[w] for w in got])
    looks = {}
    for k, w in enumerate(got): looks.setdefault(look(w), []).append(k)
    joined = {}                                                                        # one word read as two
    for k in range(m - 1):
        if not (digits(got[k]) and digits(got[k + 1])): joined.setdefault(look(got[k] + got[k + 1]), []).append(k)
    score = np.full((n + 1, m + 1), -1e9); score[0] = 0
    how = np.zeros((n + 1, m + 1), np.int8); gap = np.zeros((n + 1, m + 1), np.int32)
    for i in range(1, n + 1):
        w = want[i - 1]
        take = np.full(m + 1, -1e9); take[1:] = score[i - 1, :-1] + np.where(gw == code[w], 2, WRONG)
        kind = np.ones(m + 1, np.int8)
        for k in looks.get(look(w), []):
            if got[k] != w: take[k + 1] = score[i - 1, k] + 1.9
        for k in joined.get(look(w), []):
            if (value := score[i - 1, k] + 1.8) > take[k + 2]: take[k + 2], kind[k + 2] = value, 3
        if i > 1 and not (digits(want[i - 2]) and digits(w)):
            both = want[i - 2] + w
            for k in looks.get(look(both), []):
                if (value := score[i - 2, k] + 3.8) > take[k + 1]: take[k + 1], kind[k + 1] = value, 4
        lost = score[i - 1] - LOST
        kind[lost > take] = 2
        best = np.maximum(take, lost)
        run_ = np.maximum.accumulate(best + EXTRA * at)                               # words of `got` passed over
        passed = np.concatenate([[-1e9], run_[:-1]]) - EXTRA * at - OPEN
        source = np.maximum.accumulate(np.where(best + EXTRA * at == run_, at, 0))
        over = passed > best
        score[i] = np.where(over, passed, best); how[i] = kind; gap[i] = np.where(over, np.concatenate([[0], source[:-1]]), 0)
    found, used, i, j = [None] * n, [], n, int(score[n].argmax())
    while i > 0:
        if gap[i, j]: j = int(gap[i, j])
        step = how[i, j]
        if step == 2: i -= 1
        elif step == 3:
            read = got[j - 2] + got[j - 1]
            found[i - 1] = "space" if read == want[i - 1] else read; used += [j - 1, j - 2]; i, j = i - 1, j - 2
        elif step == 4:
            both = want[i - 2] + want[i - 1]
            found[i - 1] = found[i - 2] = "space" if got[j - 1] == both else got[j - 1]; used.append(j - 1); i, j = i - 2, j - 1
        else:
            read = got[j - 1]
            if look(read) == look(want[i - 1]): found[i - 1] = "same" if read == want[i - 1] else read; used.append(j - 1)
            i, j = i - 1, j - 1
    return found, used

def headings(body, owed):
    """The headings under which something owed stands."""
    last = None
    for piece in body:
        if (piece["name"] or "").startswith("heading."): last = piece
        elif last and piece in owed: yield last; last = None

def needed(path, owed):
    """The pages on which something owed begins, goes on or ends. A page left out by mistake loses words and fails."""
    runs = {tuple(w[k:k + 3]) for w in (words(piece["text"]) for piece in owed) for k in range(max(1, len(w) - 2))}
    pages = [words(text) for text in run("pdftotext", "-raw", "-enc", "UTF-8", path, "-").split("\f")[:-1]]
    return {n for n, page in enumerate(pages, 1) if any(tuple(page[k:k + size]) in runs for size in (1, 2, 3) for k in range(len(page)))}

def judge(path, copies, keep):
    composition = Composition(path)
    head = {"format": composition.format}
    if composition.format in NOT_FOR_PATIENTS: return {**head, "not_copied": "a format for clinicians", "findings": []}
    if composition.format not in PAGED: return {**head, "findings": [f"the format {composition.format} is unknown to this judge"]}
    tongue = LANGUAGES.get(composition.raw["language"])
    if tongue is None: return {**head, "not_copied": f"tesseract is not asked to read {composition.raw['language']} here", "findings": []}
    owed = composition.owed()
    core = [piece for piece in owed if piece["role"] != "statement"]
    if not core: return {**head, "findings": ["no core item is owed: nothing was judged"]}
    exact = {p["name"] for p in core if p["item-kind"] == "contraindication" or composition.format == "card"}
    out, findings, alikes = {**head, "items": len(core), "in_full": len(exact), "words": sum(len(words(p["text"])) for p in core)}, [], set()
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-r", str(DPI), "-gray", "-png", path, folder + "/page")
        names = sorted(os.listdir(folder))
        wanted = needed(path, owed)
        pages = {n: Image.open(os.path.join(folder, name)).convert("L") for n, name in enumerate(names, 1) if n in wanted}
        out["pages"] = f"{len(pages)} of {len(names)}"
        for copy in copies:
            listed = os.path.join(folder, copy + ".txt")
            with open(listed, "w") as pictures:
                for number, page in pages.items():
                    picture = os.path.join(keep or folder, f"{os.path.basename(path)[:-4]}.{copy}.{number:02}.png")
                    spoil(page, copy, number).save(picture, dpi=(DPI, DPI)); print(picture, file=pictures)
            read = subprocess.run(["tesseract", listed, "-", "-l", tongue, "--dpi", str(DPI)], capture_output=True, text=True,
                                  env={**os.environ, "OMP_THREAD_LIMIT": "1"})
            if read.returncode: raise Unreadable("tesseract: " + (read.stderr.strip().splitlines() or ["no reason given"])[-1])
            got, total, hit = words(read.stdout), 0, 0
            for piece in owed:
                want = words(piece["text"]); found, used = align(want, got)
                for k in used: got[k] = ""
                lost = [(k, w) for k, (w, f) in enumerate(zip(want, found)) if f is None]
                alikes |= {f"{w} read as {f}" for w, f in zip(want, found) if f not in (None, "same", "space")}
                if piece["role"] != "statement": total += len(want); hit += len(want) - len(lost)
                figures = [w for _, w in lost if digits(w)]
                if figures: out.setdefault("figures_lost", []).append(f"{copy}: {piece['name']}: {' '.join(figures)}")
                if lost and (piece["name"] in exact or piece["role"] == "statement"):
                    around = lambda k: " ".join(want[max(0, k - 2):k + 3])
                    findings.append({"copy": copy, "in": piece["name"], "lost": [f"{w} (… {around(k)} …)" for k, w in lost][:8]})
                elif lost: out.setdefault("lost", []).append(f"{copy}: {piece['name']}: {' '.join(w for _, w in lost)}")
            for piece in headings(composition.body, owed):
                if None in align(words(piece["text"]), got)[0]:
                    out.setdefault("headings_lost", []).append(f"{copy}: {piece['text']}")
            out[copy] = f"{hit} of {total}, {100 * hit / total:.2f} %"
            if hit < LIMIT * total: findings.append({"copy": copy, "read": out[copy], "limit": f"{100 * LIMIT:.0f} %"})
    return {**out, "look_alikes": sorted(alikes), "findings": findings}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(); asked.add_argument("file"); asked.add_argument("--copies", default="one-bit,dither,grey")
    asked.add_argument("--keep", help="leave the copies' pictures in this folder"); asked = asked.parse_args()
    if asked.keep: os.makedirs(asked.keep, exist_ok=True)
    copies = asked.copies.split(",")
    if not set(copies) <= {"one-bit", "dither", "grey"}: sys.exit("copies: one-bit, dither, grey")
    try: verdict = judge(asked.file, copies, asked.keep)
    except Unreadable as error: verdict = {"findings": [str(error)]}
    print(json.dumps({"file": os.path.basename(asked.file), "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
    sys.exit(bool(verdict["findings"]))

#!/usr/bin/env python3
"""Is every word clear in colour and in grey?   raster_contrast.py [--min 7] file.pdf...

Each page is drawn at 150 dpi in colour and in grey. In the box of each word (poppler's) the commonest colour is the paper
and what differs most from it is the ink; their contrast is WCAG's, for grey that of the shade. Nothing is taken from the
PDF's own colours. One JSON line a file; exit 1 on a word below the limit. Needs pdftotext and pdftoppm (poppler-utils), numpy, Pillow."""
import argparse, html, json, os, re, subprocess, sys, tempfile
import numpy as np
from PIL import Image
from composition import Unreadable, run

DPI = 150
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')

def light(pixels):
    c = pixels.astype(float) / 255
    c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return c @ [0.2126, 0.7152, 0.0722] if pixels.shape[-1] == 3 else c[..., 0]

def contrast(box):
    n_parts = box.shape[-1]
    codes, n = np.unique(box.reshape(-1, n_parts).astype(np.int32) @ (256 ** np.arange(n_parts)), return_counts=True)
    colours = codes[:, None] // (256 ** np.arange(n_parts)) % 256
    paper = light(colours[n.argmax()][None])[0]
    values = light(colours)
    return float(np.max((np.maximum(values, paper) + 0.05) / (np.minimum(values, paper) + 0.05)))

def judge(path, least):
    findings, worst, n = [], {"colour": 99.0, "grey": 99.0}, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, flag in (("colour", []), ("grey", ["-gray"])):
            run("pdftoppm", "-r", str(DPI), *flag, "-png", path, f"{folder}/{name}")
        pages = run("pdftotext", "-bbox", "-enc", "UTF-8", path, "-").split("<page ")[1:]
        for name in worst:
            pictures = sorted(p for p in os.listdir(folder) if p.startswith(name + "-"))
            if len(pictures) != len(pages): raise Unreadable(f"{len(pictures)} pictures of {len(pages)} pages")
            for number, (page, picture) in enumerate(zip(pages, pictures), 1):
                drawn = np.asarray(Image.open(f"{folder}/{picture}").convert("RGB" if name == "colour" else "L"))
                if drawn.ndim == 2: drawn = drawn[..., None]
                for x0, y0, x1, y1, word in WORD.findall(page):
                    if not re.search(r"\w", word): continue
                    a, b, c, d = (float(v) * DPI / 72 for v in (x0, y0, x1, y1))
                    box = drawn[max(0, int(b)):int(d) + 1, max(0, int(a)):int(c) + 1]
                    n += name == "colour"
                    seen = contrast(box) if box.size else 1.0
                    worst[name] = min(worst[name], seen)
                    if seen < least: findings.append(f"page {number}, {name}: {html.unescape(word)} at {seen:.1f} to 1")
    if not n: findings.append("no word was found: nothing was judged")
    return {"words": n, "least": {name: round(value, 1) for name, value in worst.items()}, "findings": findings[:20]}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(); asked.add_argument("files", nargs="+"); asked.add_argument("--min", type=float, default=7)
    asked = asked.parse_args(); bad = False
    for path in asked.files:
        try: verdict = judge(path, asked.min)
        except Unreadable as error: verdict = {"findings": [str(error)]}
        bad |= bool(verdict["findings"])
        print(json.dumps({"file": os.path.basename(path), "ok": not verdict["findings"], **verdict}, ensure_ascii=False))
    sys.exit(bad)

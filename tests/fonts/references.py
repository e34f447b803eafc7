"""Draws src/letters/references.png and references.txt: coarse pictures of characters in free fonts.

A clinic's font is compared to them before it is trusted. Needs freetype-py and numpy, fontconfig, and
the fonts: every upright text font that `fc-list` knows takes part in choosing, so that the pictures
stand for many designs and the limits fit them; only fonts of the families in POOL are drawn.
Debian's packages are enough, and the two shipped fonts.

    python3 tests/fonts/references.py
"""

import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import freetype
import numpy as np

HERE = Path(__file__).resolve().parents[2]
OUT = HERE / "src/letters"
SHIPPED = [HERE / "templates/fonts" / name for name in (
    "AtkinsonHyperlegibleNext_400Regular.ttf", "AtkinsonHyperlegibleNext_700Bold.ttf")]
OFL, APACHE, FREE = "OFL-1.1", "Apache-2.0", "public domain"
# Families whose letters are drawn, with their licences.
POOL = {
    "Andika": OFL, "Atkinson Hyperlegible Next": OFL, "B612": OFL, "Cabin": OFL, "Caladea": OFL,
    "Cantarell": OFL, "Carlito": OFL, "Charis SIL": OFL, "Clear Sans": APACHE, "Comic Neue": OFL,
    "Courier Prime": OFL, "Dosis": OFL, "EB Garamond": OFL, "GFS Didot": OFL, "Gentium Plus": OFL,
    "Goudy Bookletter 1911": FREE, "Inter": OFL, "JetBrains Mono": OFL, "Junicode Two Beta": OFL,
    "Karla": OFL, "Lato": OFL, "League Spartan": OFL, "Liberation Mono": OFL,
    "Liberation Sans": OFL, "Liberation Sans Narrow": OFL, "Liberation Serif": OFL,
    "Linux Biolinum O": OFL, "Linux Libertine O": OFL, "M PLUS 1": OFL, "Manrope": OFL,
    "Noto Sans": OFL, "Noto Sans Mono": OFL, "Noto Serif": OFL, "Noto Serif Display": OFL,
    "Old Standard TT": OFL, "Open Sans": APACHE, "Oxygen-Sans": OFL, "Play": OFL,
    "Quattrocento": OFL, "Quicksand": OFL, "Roboto": APACHE, "Roboto Condensed": APACHE,
    "Roboto Slab": APACHE, "Sora": OFL, "Tuffy": FREE, "Vollkorn": OFL, "Yrsa": OFL,
}
STYLES = {"Regular", "Bold", "Roman", "Book", "Medium", "Light", "12 Regular", "Sans-Book",
          "Sans-Bold", "Condensed"}
# What is no upright text font: slanted, ornamental or handwritten ones, and the thinnest and blackest.
NO_TEXT = re.compile(
    r"Italic|Oblique|Slanted|Inclined|Small ?caps|Caps\b|Initials|Keyboard|Z003|D050000L|Chorus|Train One"
    r"|Tomson|STIXSize|STIXInt|STIXVar|STIXNon|Symbol|Script|Ecolier|Dunhill|Quotation|CMU Classical"
    r"|Sign|Math|Purisa|Keyfont|DemiCond|Linux Libertine Display|Romande ADF Style|Chancery|Unslanted"
    r"|Roadgeek|Linear|Amiri Quran|Thin|Hairline|Extra ?Light|Ultra ?Light|Black|Heavy|Extra ?Bold"
    r"|Outline|Stencil|5 Bold|5 Regular|Variable|\bVF\b", re.I)

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
MORE = "ßæœøłđðþÆŒØŁĐÐÞıħĦµμ"
SIGNS = ".,:;-–—−+/%()<>=≤≥±×½¼¾•·!?'\"&…[]*#@$€£°¿¡‘’“”„‚«»‹›_|\\~{}§†©®™≠÷ºª"
CHARACTERS = LETTERS + DIGITS + MORE + SIGNS
LOWER = LETTERS[:26] + "ßæœøłđðþıħμµ"
# At most so many pictures of a letter or digit, and of a sign.
N_LETTER, N_SIGN = 12, 5

# The frame, as in frame.rs and drawing.rs.
ROWS, COLUMNS, CELLS, TOP = 28, 28, 16, 1.3
X_HEIGHT, ASCENDER, DESCENDER = 0.72, 1.05, -0.3
LOWER_WIDTH, UPPER_WIDTH, DIGIT_WIDTH = 0.98, 0.75, 0.62
PIXELS = 96  # of a capital, before cells are made of them


def fonts():
    for line in subprocess.check_output(
            ["fc-list", "--format", "%{file}|%{family}|%{style}\n"], text=True).splitlines() + [
            f"{path}|Atkinson Hyperlegible Next|{style}"
            for path, style in zip(SHIPPED, ("Regular", "Bold"))]:
        path, family, style = line.split("|")
        family, style = family.split(",")[0], style.split(",")[0]
        if path.endswith((".ttf", ".otf")) and not NO_TEXT.search(f"{family} {style} {Path(path).name}"):
            face = freetype.Face(path)
            if all(face.get_char_index(c) for c in LETTERS + DIGITS + ".,-()%/"):
                yield path, family, style, face


def box(face, c):
    face.load_char(c, freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_HINTING)
    outline = face.glyph.outline
    if not outline.points:
        return 0, 0, 0, 0
    found = outline.get_bbox()
    return found.xMin, found.yMin, found.xMax, found.yMax


def frame(face):
    def median(of, at):
        return float(np.median([at(box(face, c)) for c in of]))

    def top(found):
        return found[3]

    def width(found):
        return found[2] - found[0]
    return {
        "x": median("vwxzuacemnors", top), "capital": median("BDEFHIKLMNPRTUXZ", top),
        "ascender": median("bdhkl", top), "descender": median("gpqy", lambda found: found[1]),
        "digit": median(DIGITS, lambda found: found[3] - found[1]), "lower": median("bdhnopquaeg", width),
        "upper": median("BDEHNPRUKX", width), "digits": median("0235689", width)}


def average(cells, edges, axis):
    """Means of cells between edges, which may lie within cells and beyond them."""
    zero = np.zeros_like(np.take(cells, [0], axis))
    sums = np.concatenate([zero, np.cumsum(cells, axis)], axis)
    n = cells.shape[axis]
    edges = np.asarray(edges)
    inside = np.clip(edges, 0, n)
    low = np.floor(inside).astype(int)
    shape = [1, 1]
    shape[axis] = -1
    part = (inside - low).reshape(shape)
    values = np.take(sums, low, axis) * (1 - part) + np.take(sums, np.minimum(low + 1, n), axis) * part
    return np.diff(values, axis=axis) / np.maximum(np.diff(edges), 1e-6).reshape(shape)


def picture(face, measured, c):
    if not face.get_char_index(c):
        return None
    face.set_char_size(int(PIXELS / measured["capital"] * face.units_per_EM * 64))
    face.load_char(c, freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_BITMAP)
    bitmap = face.glyph.bitmap
    if not bitmap.rows:
        return None
    cells = np.array(bitmap.buffer, dtype=np.float32).reshape(bitmap.rows, bitmap.pitch)
    cells = cells[:, :bitmap.width] / 255
    top, height = face.glyph.bitmap_top, cells.shape[0]
    unit = PIXELS / measured["capital"]
    at = TOP - np.arange(ROWS + 1) / CELLS
    if c in DIGITS:
        source = top - height + at * height
        scale = height * measured["digits"] / measured["digit"] / DIGIT_WIDTH
    elif c in LOWER:
        ascender = max(measured["ascender"], measured["capital"]) * unit
        source = np.interp(
            at, [DESCENDER - 1, DESCENDER, 0, X_HEIGHT, ASCENDER, ASCENDER + 1],
            [measured["descender"] * unit - PIXELS, measured["descender"] * unit, 0,
             measured["x"] * unit, ascender, ascender + PIXELS])
        scale = measured["lower"] * unit / LOWER_WIDTH / X_HEIGHT
    else:
        source, scale = at * PIXELS, measured["upper"] * unit / UPPER_WIDTH
    columns = cells.shape[1] / 2 + (np.arange(COLUMNS + 1) - COLUMNS / 2) / CELLS * scale
    made = average(average(cells, top - source, 0), columns, 1)
    return np.round(np.clip(made, 0, 1) * 15).astype(np.uint8)


def soft(cells):
    cells = np.pad(cells.astype(np.float32), 1)
    cells = cells[:-2] + 2 * cells[1:-1] + cells[2:]
    return (cells[:, :-2] + 2 * cells[:, 1:-1] + cells[:, 2:]).ravel()


def strays(cells, union):
    """How many cells of ink stand where no picture has any, nor beside one."""
    near = np.pad(union, 1)
    near = near[1:-1, 1:-1] | near[:-2, 1:-1] | near[2:, 1:-1] | near[1:-1, :-2] | near[1:-1, 2:]
    return (cells / 15)[~near].sum()


def distances(a, b):
    norms = (a ** 2).sum(1)[:, None] + (b ** 2).sum(1)[None, :]
    return (norms - 2 * a @ b.T) / norms


def main():
    drawn = []
    for path, family, style, face in fonts():
        try:
            measured = frame(face)
            cells = {c: picture(face, measured, c) for c in CHARACTERS}
        except freetype.FT_Exception as error:
            print(path, error, file=sys.stderr)
            continue
        drawn.append((family, style, {c: made for c, made in cells.items() if made is not None}))
    held_out = set(sys.argv[1:])
    print(len(drawn), "fonts of", len({family for family, _, _ in drawn}), "families")
    used, lines, rows = [], [], []
    for c in CHARACTERS:
        have = [at for at, (family, _, cells) in enumerate(drawn) if c in cells and family not in held_out]
        shapes = np.array([soft(drawn[at][2][c]) for at in have])
        pool = [n for n, at in enumerate(have) if drawn[at][0] in POOL and drawn[at][1] in STYLES]
        apart = distances(shapes, shapes[pool])
        families = [drawn[at][0] for at in have]
        weight = np.array([1 / families.count(family) for family in families])
        chosen, nearest = [], np.ones(len(have))
        most = N_LETTER if c in LETTERS + DIGITS else N_SIGN
        while len(chosen) < min(most, len(pool)):
            gains = [(weight * np.maximum(nearest - np.maximum(apart[:, n], 0.012), 0)).sum()
                     for n in range(len(pool))]
            best = int(np.argmax(gains))
            if chosen and gains[best] < 0.01:
                break
            chosen.append(best)
            nearest = np.minimum(nearest, apart[:, best])
        most = 0.25 if c in LETTERS + DIGITS + MORE else 0.5
        limit = min(max(np.percentile(nearest, 97) * 1.5, 0.06), most)
        numbers = []
        for best in chosen:
            family, style, cells = drawn[have[pool[best]]]
            if (family, style) not in used:
                used.append((family, style))
            numbers.append(used.index((family, style)) + 1)
        cells = [drawn[have[pool[best]]][2][c] for best in chosen]
        union = np.max(cells, 0) > 4
        # Digits carry doses, so fonts with the oddest ones are given up.
        most = 98 if c in DIGITS else 100
        stray = max(np.percentile([strays(drawn[at][2][c], union) for at in have], most), 0.5)
        lines.append(f"={c} {limit:.3f} {np.ceil(stray * 100) / 100:.2f} {' '.join(map(str, numbers))}")
        cells += [np.zeros((ROWS, COLUMNS), np.uint8)] * (N_LETTER - len(cells))
        rows.append(np.concatenate(cells, 1))
    sheet = np.concatenate(rows, 0)
    raw = b"".join(b"\0" + ((row[0::2] << 4) | row[1::2]).tobytes() for row in sheet)

    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
    head = struct.pack(">IIBBBBB", sheet.shape[1], sheet.shape[0], 4, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")
    (OUT / "references.png").write_bytes(png)
    notes = [
        "Pictures of characters in free fonts, coarse ones: 16 cells to the height of a capital. Made by",
        "tests/fonts/references.py. A line for each character: the character, how unlike to all its",
        "pictures a font may draw it, how many cells of ink may stand where none of them has any, and the",
        "fonts of the pictures from left to right:", ""]
    notes += [f"{n} {family} {style}, {POOL[family]}" for n, (family, style) in enumerate(used, 1)]
    (OUT / "references.txt").write_text("\n".join(notes + [""] + lines) + "\n")
    print(len(png), "bytes,", sum(line.count(" ") - 1 for line in lines), "pictures of", len(used), "fonts")


main()

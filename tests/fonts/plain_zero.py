#!/usr/bin/env python3
"""Takes the slash out of the zero of Atkinson Hyperlegible Next:  plain_zero.py FONT.ttf...   (in place; pip install fonttools)

The slash parts the zero's inside in two. From the lower left quarter of the one part and the upper right quarter of the
other, each mirrored, comes an inside without a slash; the outline, the width and all other glyphs stay as they are.
Why: on one-bit copies "10" was read as "18" and "1-800" as "1-890" (tests/judges/ocr_copy.py). The font's licence allows it."""
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.ttGlyphPen import TTGlyphPen

def quarters(glyph, table):
    """The three contours as lists of points: whether a point is on the curve comes third."""
    coordinates, ends, flags = glyph.getCoordinates(table)
    points = [(x, y, flag & 1) for (x, y), flag in zip(coordinates, flags)]
    starts = [0] + [end + 1 for end in ends[:-1]]
    return [points[a:b + 1] for a, b in zip(starts, ends)]

def plain(font, name):
    table = font["glyf"]
    contours = quarters(table[name], table)
    if len(contours) == 2: return False                    # done before
    outline, left, right = contours
    xs, ys = [x for x, _, _ in outline], [y for _, y, _ in outline]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    # From the middle of the side to the middle of the bottom, and from the middle of the other side to the middle of the top.
    lower = [p for p in left if p[0] <= cx + 2 and p[1] <= cy + 2]
    upper = [p for p in right if p[0] >= cx - 2 and p[1] >= cy - 2]
    lower.sort(key=lambda p: (-p[1], p[0])); upper.sort(key=lambda p: (p[1], -p[0]))
    side, bottom, top = lower[0], lower[-1], upper[-1]
    assert abs(side[1] - cy) < 2 and abs(bottom[0] - cx) < 8 and abs(top[0] - cx) < 8 and side[2], (name, lower, upper)
    mirror = lambda points, x, y: [(round(2 * cx - px) if x else px, round(2 * cy - py) if y else py, on) for px, py, on in points]
    # Counter-clockwise in a font whose outlines run clockwise: the way the parts ran.
    inside = upper + mirror(upper, True, False)[::-1][1:] + mirror(mirror(upper, True, True), False, False)[1:] + mirror(upper, False, True)[::-1][1:-1]
    area = lambda points: sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))
    if area(inside) * area(left) < 0: inside = inside[::-1]
    pen = TTGlyphPen(None)
    for contour in (outline, inside):
        start = next(k for k, p in enumerate(contour) if p[2]); contour = contour[start:] + contour[:start]
        pen.moveTo(contour[0][:2]); off = []
        for x, y, on in contour[1:] + contour[:1]:
            if not on: off.append((x, y)); continue
            pen.qCurveTo(*off, (x, y)) if off else pen.lineTo((x, y)); off = []
        pen.closePath()
    table[name] = pen.glyph()
    return True

for path in sys.argv[1:]:
    font = TTFont(path, recalcTimestamp=False)
    before = {name: font["hmtx"][name] for name in ("zero", "zero.tf")}
    done = [name for name in ("zero", "zero.tf") if plain(font, name)]
    for name in done: font["hmtx"][name] = before[name]
    font.save(path); print(path, "changed:", *done)

#!/usr/bin/env python3
"""Does the QR code of a released PDF decode from a bad photocopy?   photocopy.py RELEASED.pdf [PLACES]

150 dpi, turned by 2 degrees, one bit a pixel, with a blot over 10 % of the code's area at seeded places outside the three
finder patterns. Reads with zbarimg: the code's part of the page and all of it, as it is and enlarged, as a phone takes one picture
after the other until one reads. Says each place; exit 0 when 95 % of them decode to what the clean page says, 3 when a tool is
missing. Needs pdftoppm, zbarimg, Pillow."""
import os, random, shutil, subprocess, sys, tempfile
for tool in ("pdftoppm", "zbarimg"):
    if not shutil.which(tool): print("NOT RUN:", tool, "is missing"); sys.exit(3)
try: from PIL import Image, ImageDraw
except ImportError: print("NOT RUN: Pillow is missing"); sys.exit(3)

def read(image):
    with tempfile.NamedTemporaryFile(suffix=".png") as f:
        image.save(f.name)
        out = subprocess.run(["zbarimg", "--nodbus", "--quiet", "--raw", f.name], capture_output=True, text=True).stdout
    return out.strip()

def sizes(image):
    """The same pixels as pictures of several sizes."""
    for factor in (1, 1.5, 2, 3): yield image.resize((round(image.width * factor), round(image.height * factor)), Image.BICUBIC)

def five(line):
    """Where a line of pixels runs dark 1, light 1, dark 3, light 1, dark 1: (from, width of a module)."""
    runs, x, found = [], 0, []
    while x < len(line):
        dark, start = line[x] < 128, x
        while x < len(line) and (line[x] < 128) == dark: x += 1
        runs.append((dark, start, x - start))
    for i in range(len(runs) - 4):
        n = [r[2] for r in runs[i:i + 5]]; m = sum(n) / 7
        if runs[i][0] and 2 <= m <= 6 and all(abs(v - k * m) < m * .8 for v, k in zip(n, (1, 1, 3, 1, 1))): found.append((runs[i][1], m))
    return found

def square(image):
    """The box of the code on the page: left, top, right, bottom. A finder pattern reads alike along both its axes."""
    (w, h), found = image.size, []
    rows = [list(image.crop((0, y, w, y + 1)).tobytes()) for y in range(h)]
    for y in range(h):
        for x, m in five(rows[y]):
            middle = int(x + 3.5 * m)
            if any(abs(top + 3.5 * n - y) < n and abs(n - m) < 1 for top, n in five([row[middle] for row in rows])):
                found.append((x + 3.5 * m, y, m))
    m = sorted(f[2] for f in found)[len(found) // 2]; xs, ys = [f[0] for f in found], [f[1] for f in found]
    return min(xs) - 3.5 * m, min(ys) - 3.5 * m, max(xs) + 3.5 * m, max(ys) + 3.5 * m, m

pdf, places = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
with tempfile.TemporaryDirectory() as d:
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", pdf, d + "/p"], check=True)
    pages = [Image.open(os.path.join(d, n)).convert("L") for n in sorted(os.listdir(d))]
page, text = next(((p, t) for p in reversed(pages) if (t := read(p)).startswith("CANDOR:")), (None, None))
if page is None: print("the clean page has no code"); sys.exit(1)
x0, y0, x1, y1, m = square(page)
side = min(x1 - x0, y1 - y0)
modules = 17 + 4 * round((side / m - 17) / 4); m = side / modules   # of 21, 25, 29 and so on
blot = side * .1 ** .5; eight = 8 * m
def near(copy):
    """What a phone sees that is held over the code: its square and half a square around it. The page's middle stays where it was."""
    dx, dy = (copy.width - page.width) / 2 + (x0 + x1) / 2, (copy.height - page.height) / 2 + (y0 + y1) / 2
    return copy.crop((max(0, round(dx - side)), max(0, round(dy - side)), min(copy.width, round(dx + side)), min(copy.height, round(dy + side))))
good = 0
for seed in range(places):
    r = random.Random(seed)
    while True:
        bx, by = x0 + r.random() * (side - blot), y0 + r.random() * (side - blot)
        hits = lambda fx, fy: bx < fx + eight and fx < bx + blot and by < fy + eight and fy < by + blot
        if not (hits(x0, y0) or hits(x0 + side - eight, y0) or hits(x0, y0 + side - eight)): break
    copy = page.copy(); ImageDraw.Draw(copy).rectangle([bx, by, bx + blot, by + blot], fill=0 if seed % 2 else 255)
    copy = copy.rotate(2 if seed % 4 < 2 else -2, resample=Image.BICUBIC, expand=True, fillcolor=255).point(lambda v: 255 if v > 140 else 0).convert("1")
    ok = any(read(picture) == text for part in (near(copy), copy) for picture in sizes(part.convert("L"))); good += ok
    print(f"place {seed:2}: {'ink' if seed % 2 else 'white'} blot of {100 * blot * blot / side / side:.0f} % at ({(bx - x0) / side:.2f}, {(by - y0) / side:.2f}) {'reads' if ok else 'DOES NOT READ'}")
print(f"{good} of {places} read; code {side / 150 * 25.4:.1f} mm, {modules} modules of {m / 150 * 25.4:.2f} mm")
sys.exit(0 if good * 20 >= places * 19 else 1)

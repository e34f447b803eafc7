#!/usr/bin/env python3
"""Compares Candor's reading grades with textstat's over the texts of this repository.

    pip install textstat==0.7.8 'setuptools<81'
    tests/judges/readability.py target/release/candor

Texts: every wording of every safety item, every finding of an evidence record, the sections of the
example sheets, and the development sentences of the claim linter ten at a time. textstat splits
sentences and counts syllables in its own way, so the two are not expected to be equal; the
differences are what is reported.
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tomllib
import warnings

warnings.simplefilter("ignore")
try:
    import textstat
except ImportError:
    sys.exit("SKIPPED: textstat is not installed")

ROOT = pathlib.Path(__file__).resolve().parents[2]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)


def texts():
    library = ROOT / "sheets/library"
    for path in sorted(library.glob("*/safety/*.toml")):
        for item in tomllib.loads(path.read_text()).get("item", []):
            for form in ("plain", "short"):
                yield from strings(item.get(form, {}))
    for path in sorted(library.glob("*/evidence/*.toml")):
        yield from strings(tomllib.loads(path.read_text()).get("findings", {}))
    for path in sorted((ROOT / "sheets/examples").glob("*.toml")):
        for section in tomllib.loads(path.read_text()).get("section", []):
            yield section["text"]
    lines = (ROOT / "tests/claims/development.jsonl").read_text().splitlines()
    sentences = [json.loads(line)["text"] for line in lines]
    for at in range(0, len(sentences), 10):
        yield "\n".join(sentences[at : at + 10])


def ours(program, text):
    done = subprocess.run([program, "lint", "-"], input=text, capture_output=True, text=True)
    found = re.search(r"Flesch-Kincaid grade (-?[\d.]+), SMOG (not|[\d.]+)", done.stdout)
    words = re.search(r"(\d+) words?,", done.stdout)
    return float(found[1]), int(words[1])


def main():
    program = sys.argv[1]
    pairs = []
    for text in dict.fromkeys(texts()):
        if len(text.split()) >= 10:
            grade, words = ours(program, text)
            pairs.append((grade, textstat.flesch_kincaid_grade(text), words, text))
    differences = [a - b for a, b, *_ in pairs]
    within = sum(abs(d) <= 1 for d in differences)
    print(f"{len(pairs)} texts; Flesch-Kincaid, Candor minus textstat {textstat.__version__}:")
    print(f"  mean {statistics.mean(differences):+.2f}, standard deviation "
          f"{statistics.stdev(differences):.2f}, median {statistics.median(differences):+.2f}")
    print(f"  within one grade: {within} of {len(pairs)}; correlation "
          f"{statistics.correlation([p[0] for p in pairs], [p[1] for p in pairs]):.3f}")
    for grade, other, _, text in sorted(pairs, key=lambda p: -abs(p[0] - p[1]))[:5]:
        print(f"  {grade:5.1f} {other:5.1f}  {' '.join(text.split())[:90]}")
    if len(pairs) < 200:
        sys.exit("fewer than 200 texts")


main()

#!/usr/bin/env python3
"""Only what changed: times with the cache, and kills in the middle of a run.

    cache.py CANDOR [--sheets 10000] [--kills 100] [--kill-sheets 400]

Cold; nothing changed; one sheet changed; one safety item of a clinic's own medicine changed, which
must render the sheets that carry it and no other. Then a run is killed (SIGKILL) at a random moment
again and again, each time with nothing of the run before taken away but every third PDF; the last
run goes on to its end, and every PDF must have the bytes of a run without a cache.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import batch  # noqa: E402
import common  # noqa: E402

TESTS = common.REPOSITORY / "tests"

reader = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
reader.add_argument("candor", metavar="CANDOR", help="the built program")
reader.add_argument("--sheets", type=int, default=10000, metavar="N")
reader.add_argument("--own", type=int, default=500, metavar="N", help="sheets of a clinic's own medicine among them (500)")
reader.add_argument("--kills", type=int, default=100)
reader.add_argument("--kill-sheets", type=int, default=400, metavar="N")
reader.add_argument("--seed", type=int, default=1)
reader.add_argument("--runs", type=int, default=5, help="runs of nothing changed (5)")


def own_medicine(workspace, n):
    """The test medicine, and sheets about each of its conditions in turn."""
    shutil.copytree(TESTS / "library", workspace / "sheets" / "library")
    bases = sorted((TESTS / "sheets").glob("*.toml"))
    for number in range(n):
        text = bases[number % len(bases)].read_text(encoding="utf-8")
        text = re.sub(r'(?m)^id = ".*"$', f'id = "own-{number:05}"', text)
        text = re.sub(r'(?m)^#:schema.*\n', "", text)
        (workspace / "sheets" / f"own-{number:05}.toml").write_text(text, encoding="utf-8")


def rendered(candor, workspace, *more):
    words = [candor, "render", "--json", "--workspace", workspace, "--format", "handout", "--paper", "a4", *more]
    begin = time.perf_counter()
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    wall = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(f"render left with {done.returncode}:\n{done.stderr[-3000:]}")
    return wall, json.loads(done.stdout)


def made(files):
    return {file["sheet"]: file for file in files if file["made"] != "kept"}


def digests(out):
    return {
        path.relative_to(out): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*.pdf")
    }


def main():
    arguments = reader.parse_args()
    candor = common.program(arguments.candor)
    work = pathlib.Path(tempfile.mkdtemp(prefix="candor-cache-")).resolve()
    common.outside_a_workspace(work)
    try:
        times(arguments, candor, work)
        kills(arguments, candor, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def times(arguments, candor, work):
    workspace, cache = work / "ws", ("--cache", work / "cache")
    batch.made_workspace(candor, workspace, arguments.sheets - arguments.own, arguments.seed)
    own_medicine(workspace, arguments.own)
    print(f"{common.machine(None)}; {arguments.sheets} sheets, {arguments.own} of them of a clinic's own medicine")
    wall, files = rendered(candor, workspace, *cache)
    assert len(made(files)) == arguments.sheets, "cold"
    print(f"cold: {wall:.2f} s, {len(files)} PDFs made")
    walls = []
    for _ in range(arguments.runs):
        wall, files = rendered(candor, workspace, *cache)
        assert not made(files) and len(files) == arguments.sheets, "nothing changed"
        walls.append(wall)
    print(f"nothing changed: {common.spread(walls)} s, 0 of {len(files)} made")
    sheet = next(iter(sorted((workspace / "sheets").glob("bench-*.toml"))))
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace('purpose = "', 'purpose = "Please read this. ', 1), encoding="utf-8")
    wall, files = rendered(candor, workspace, *cache)
    changed = made(files)
    assert set(changed) == {sheet.stem}, changed
    print(f"one sheet changed: {wall:.2f} s, made: {sheet.stem}, because of {', '.join(changed[sheet.stem]['because'])}")
    # An item that some sheets of the own medicine carry, by their own compositions.
    items = workspace / "sheets" / "library" / "testolin-cream" / "safety" / "items.toml"
    text = items.read_text(encoding="utf-8")
    for item in re.findall(r'(?m)^id = "(.*)"$', text):
        at = text.index(f'id = "{item}"')
        end = text.find("\n[[item]]", at)
        here = at, len(text) if end < 0 else end
        # The handout prints the short words where there are any.
        plain = "\nalways-plain = true" in text[slice(*here)]
        match = None if plain else re.compile(r'(?m)^short\.any = "').search(text, *here)
        match = match or re.compile(r'(?m)^plain\.any = "').search(text, *here)
        if not match:
            continue
        items.write_text(text[: match.end()] + "Please note. " + text[match.end() :], encoding="utf-8")
        wall, files = rendered(candor, workspace, *cache)
        changed = made(files)
        reasons = {reason for file in changed.values() for reason in file["because"]}
        carriers = {name for name in {file["sheet"] for file in files} if carries(workspace, name, f"item.{item}")}
        assert set(changed) == carriers, f"{item}: {len(changed)} made, {len(carriers)} carry it"
        assert reasons <= {f"item.{item}"}, reasons
        if 0 < len(changed) < arguments.own:
            print(f"one safety item changed ({item}): {wall:.2f} s, {len(changed)} made, because of {', '.join(reasons)}; exactly the sheets that carry it")
        items.write_text(text, encoding="utf-8")
        rendered(candor, workspace, *cache)
    shutil.rmtree(workspace)


def carries(workspace, name, leaf):
    """Whether a sheet's PDF holds an item, by the composition inside it."""
    if not name.startswith("own-"):
        return False
    pdf = next((workspace / "out" / name).glob("*.pdf"))
    composition = subprocess.run(
        ["qpdf", "--show-attachment=composition.json", str(pdf)], capture_output=True
    ).stdout
    return f'"{leaf}"'.encode() in composition


def kills(arguments, candor, work):
    workspace, cache, out = work / "kill", work / "kill-cache", work / "kill" / "out"
    batch.made_workspace(candor, workspace, arguments.kill_sheets, arguments.seed + 1)
    begin = time.perf_counter()
    rendered(candor, workspace, "--no-cache", "--out", work / "clean")
    whole = time.perf_counter() - begin
    clean = digests(work / "clean")
    rng = random.Random(arguments.seed)
    words = [candor, "render", "--workspace", workspace, "--format", "handout", "--paper", "a4", "--cache", cache]
    n_killed = tries = 0
    # A run that ended before it was hit does not count.
    while n_killed < arguments.kills:
        tries += 1
        if 3 * arguments.kills < tries:
            sys.exit(f"only {n_killed} of {tries} runs were still running when they were hit")
        child = subprocess.Popen(
            [str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0, whole * 0.5))
        n_killed += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = digests(out) if out.exists() else {}
        wrong = [path for path, digest in found.items() if clean[path] != digest]
        if wrong:
            sys.exit(f"after kill {n_killed}: {wrong[0]} is not whole")
        for path in sorted(found)[tries % 3 :: 3]:
            (out / path).unlink()
    rendered(candor, workspace, "--cache", cache)
    if digests(out) != clean:
        sys.exit("the bytes differ after the kills")
    print(f"{n_killed} runs killed in the middle (SIGKILL; {tries - n_killed} others had ended before), each PDF whole after each; the next run ended with the same {len(clean)} PDFs, byte for byte")


if __name__ == "__main__":
    main()

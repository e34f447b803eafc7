#!/usr/bin/env python3
"""Memory and time of one process over more and more distinct sheets; two threads beside two processes.

    scale.py CANDOR [--sheets 1000,10000,50000] [--pairs 3] [--pair-sheets 2000] [--threads 2]

Nothing is cached. Afterwards the PDFs are counted and the words of some are read back. The pairs
render the same sheets by one process with two threads and by two processes at once, each with one
thread and one half of the sheets (--shard), in turn.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import batch  # noqa: E402
import common  # noqa: E402

reader = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
reader.add_argument("candor", metavar="CANDOR", help="the built program")
reader.add_argument("--sheets", default="1000,10000,50000", metavar="N,N,...")
reader.add_argument("--pairs", type=int, default=3)
reader.add_argument("--pair-sheets", type=int, default=2000, metavar="N")
reader.add_argument("--threads", type=int, default=2)
reader.add_argument("--seed", type=int, default=1)
reader.add_argument("--work", metavar="DIR", help="where to work; the rest of it is taken away at the end")


def argv(candor, workspace, out, *more):
    return [
        candor, "render", "--workspace", str(workspace), "--format", "handout", "--paper", "a4",
        "--no-cache", "--out", str(out), *map(str, more),
    ]


def started(words, log):
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawn(words[0], words, dict(os.environ), file_actions=actions)


def main():
    arguments = reader.parse_args()
    common.need("pdftotext")
    candor = common.program(arguments.candor)
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="candor-scale-")).resolve()
    common.outside_a_workspace(work)
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(arguments.seed)
    print(f"{common.machine(None)}; --threads {arguments.threads}; gates and page proof on, nothing cached")
    figures = []
    try:
        if arguments.pairs:
            pairs(arguments, candor, work)
        for n in map(int, arguments.sheets.split(",")):
            workspace, out = work / f"ws-{n}", work / f"out-{n}"
            batch.made_workspace(candor, workspace, n, arguments.seed)
            words = argv(candor, workspace, out, "--threads", arguments.threads)
            wall, peak, status = common.measured(words, work / "log", common.environment(None))
            if status != 0:
                common.failed(words, work / "log", status)
            n_pdfs = sum(name.endswith(".pdf") for _, _, files in os.walk(out) for name in files)
            if n_pdfs != n:
                sys.exit(f"{n_pdfs} PDFs instead of {n}")
            # The words of some, against Candor's own compositions read by another program.
            sample = work / "sample"
            for name in rng.sample(sorted(path.name for path in out.iterdir()), 20):
                shutil.copytree(out / name, sample / name)
            common.prepare(candor, work / "inputs", "--from", sample)
            for pdf in sample.rglob("*.pdf"):
                wrong = common.words_differ(pdf, common.expected_of(work / "inputs" / pdf.parent.name))
                if wrong:
                    sys.exit(f"{pdf}: {wrong}")
            figures.append((n, wall * 1000 / n, peak))
            print(f"{n:6} sheets: {wall:7.1f} s, {wall * 1000 / n:6.3f} ms a sheet, peak {peak:.0f} MiB; {n} PDFs, words of 20 read back", flush=True)
            for folder in (workspace, out, sample, work / "inputs"):
                shutil.rmtree(folder)
        (_, first, least), (_, last, most) = figures[0], figures[-1]
        print(f"last beside first: time a sheet {last / first:.3f}, memory {most / least:.3f}")
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)


def pairs(arguments, candor, work):
    n = arguments.pair_sheets
    workspace = work / "ws-pairs"
    batch.made_workspace(candor, workspace, n, arguments.seed + 1)
    ratios = []
    # Nothing is deleted before the last pair (see batch.py), and each of the two is first in turn.
    for number in range(arguments.pairs):
        out = work / f"pair-{number}"
        took = {}
        for way in ("one", "two")[:: 1 if number % 2 == 0 else -1]:
            parts = [["--threads", 2]] if way == "one" else [["--threads", 1, "--shard", f"{n}/2"] for n in (1, 2)]
            begin = time.perf_counter()
            children = [
                started(argv(candor, workspace, out / way, *part), work / f"log-{way}-{at}")
                for at, part in enumerate(parts)
            ]
            failed = [os.waitpid(child, 0)[1] for child in children]
            took[way] = time.perf_counter() - begin
            if any(failed):
                sys.exit(f"a run failed: see {work}")
        ratios.append(took["two"] / took["one"])
        print(f"pair {number + 1}: two threads {took['one']:.2f} s, two processes {took['two']:.2f} s: {ratios[-1]:.3f} of their speed", flush=True)
    for number in range(arguments.pairs):
        shutil.rmtree(work / f"pair-{number}")
    shutil.rmtree(workspace)
    print(f"two threads have {common.spread(ratios, '{:.3f}')} of the throughput of two processes, {len(ratios)} pairs of {n} sheets")


if __name__ == "__main__":
    main()

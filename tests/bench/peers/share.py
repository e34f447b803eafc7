#!/usr/bin/env python3
"""What share of the time that layout and export alone take is left when Candor does all of its work.

    share.py CANDOR FLOOR [--sheets 1000] [--runs 5] [--seed 1] [--threads 2]

FLOOR is the built example `floor` (`cargo build --release --example floor`). In turn: all sheets by
`candor render`, from process start to the last file, with all gates and the page proof; and the same
sheets as prepared documents in memory, laid out and exported by the same engine with nothing else.
`shared` keeps what was laid out for one document for the next, as Candor does; `alone` keeps nothing.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import statistics
import sys
import tempfile

sys.dont_write_bytecode = True
import batch  # noqa: E402
import common  # noqa: E402

reader = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
reader.add_argument("candor", metavar="CANDOR", help="the built program")
reader.add_argument("floor", metavar="FLOOR", help="the built example `floor`")
reader.add_argument("--sheets", type=int, default=1000, metavar="N", help="distinct sheets (1000)")
reader.add_argument("--runs", type=int, default=5, help="pairs (5)")
reader.add_argument("--seed", type=int, default=1)
reader.add_argument("--threads", type=int, default=2, metavar="N", help="threads of both (2)")


def floor_of(floor, workspace, threads):
    """Milliseconds a document, shared and alone."""
    said = batch.told([floor, workspace, threads, 1])
    found = dict(re.findall(r"^run 0 (\w+) +([\d.]+) ms a document", said, re.M))
    if set(found) != {"shared", "alone"}:
        sys.exit(f"{floor} did not say what it measured:\n{said}")
    return {name: float(value) for name, value in found.items()}


def main():
    arguments = reader.parse_args()
    if arguments.sheets < 1 or arguments.runs < 1 or arguments.threads < 1:
        reader.error("--sheets, --runs and --threads must be at least 1")
    common.need("pdftotext")
    floor = common.program(arguments.floor)
    work = pathlib.Path(tempfile.mkdtemp(prefix="candor-share-")).resolve()
    common.outside_a_workspace(work)
    try:
        measure(arguments, common.program(arguments.candor), floor, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def measure(arguments, candor, floor, work):
    os.chdir(work)
    batch.made_workspace(candor, work / "original", arguments.sheets, arguments.seed)
    extra = common.no_cache(candor)
    print(f"{batch.told([candor, '--version'])}: {arguments.sheets} distinct texts of record, gates and page proof on, nothing cached")
    print(f"{common.machine(arguments.threads)}; {arguments.threads} threads of both; {arguments.runs} pairs\n")
    rows = []
    for number in range(1, arguments.runs + 1):
        folder = work / f"run-{number}"
        folder.mkdir()
        wall, peak, out = batch.run_candor(candor, work / "original", folder, extra, arguments.threads)
        row = {"candor": 1000 * wall / arguments.sheets, **floor_of(floor, work / "original", arguments.threads)}
        rows.append(row)
        print(
            f"run {number}: candor {row['candor']:.2f} ms a sheet; layout and export alone {row['shared']:.2f} shared, "
            f"{row['alone']:.2f} each for itself; {100 * row['shared'] / row['candor']:.0f} %"
        )
        print(f"       candor: {batch.verified(out, arguments.sheets, random.Random(0), {}, 0)}")
    for name in ("shared", "alone"):
        shares = [100 * row[name] / row["candor"] for row in rows]
        print(f"Candor does {common.spread(shares)} % of what layout and export alone ({name}) do in the same time, {len(rows)} pairs")
    return statistics.median(row["shared"] / row["candor"] for row in rows)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Cold processes in turn: Candor, a peer, Candor, the peer ..., from process start to PDF on disk.

    cold.py CANDOR [--runs 15] [--peers typst,weasyprint,...] [--sheet ID] [--threads N]

Each pair gives one ratio, the peer's time by Candor's; printed is the median with its quartiles.
One pair before them is not counted. Afterwards every PDF of the timed runs is read back: its words
must be those of the text of record, in order, and nothing else.
"""
import argparse
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import common  # noqa: E402

reader = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
reader.add_argument("candor", metavar="CANDOR", help="the built program")
reader.add_argument("--runs", type=int, default=15, help="pairs for each peer (15)")
reader.add_argument("--peers", default=",".join(common.PEERS), help=f"any of {', '.join(common.PEERS)}")
reader.add_argument("--sheet", default="ldn-fibromyalgia", metavar="ID", help="a shipped sheet")
reader.add_argument("--threads", type=int, metavar="N", help="RAYON_NUM_THREADS for all; without it, unset")
reader.add_argument("--work", metavar="DIR", help="keep inputs, PDFs and logs in this folder")
reader.add_argument("--json", metavar="FILE", help="also write every single figure")


def candor_argv(candor, sheet, out, extra):
    return [
        candor, "render", sheet, "--format", "handout", "--paper", "a4", "--jurisdiction", "uk",
        "--out", str(out), *extra,
    ]


class Candor:
    """One cold render into a folder of its own, with an empty cache folder."""

    def __init__(self, candor, sheet, folder, threads):
        self.program, self.sheet, self.folder, self.threads = candor, sheet, folder, threads
        self.extra = common.no_cache(candor)

    def run(self, name):
        out, cache = self.folder / name, self.folder / f"{name}.cache"
        argv, log = candor_argv(self.program, self.sheet, out, self.extra), self.folder / f"{name}.log"
        wall, peak, status = common.measured(argv, log, common.environment(self.threads, cache))
        if status != 0:
            common.failed(argv, log, status)
        pdfs = list(out.rglob("*.pdf"))
        if len(pdfs) != 1:
            common.failed(argv, log, status, f"{len(pdfs)} PDFs instead of one")
        return wall, peak, pdfs[0]


def peer_run(peer, inputs, folder, work, name, threads):
    out, log = folder / f"{name}.pdf", folder / f"{name}.log"
    argv = [str(word) for word in peer.argv(inputs, out, work)]
    wall, peak, status = common.measured(argv, log, common.environment(threads))
    if status != 0 or not out.exists():
        common.failed(argv, log, status, None if status else "no PDF")
    return wall, peak, out


def verified(pdfs, expected, name):
    for pdf in pdfs:
        wrong = common.words_differ(pdf, expected)
        if wrong:
            sys.exit(f"{name}: {pdf}: {wrong}")
    return f"{len(pdfs)} of {len(pdfs)} PDFs have the words of record in order"


def main():
    arguments = reader.parse_args()
    arguments.json = arguments.json and os.path.abspath(arguments.json)
    if arguments.runs < 1:
        reader.error("--runs must be at least 1")
    wanted = [name for name in arguments.peers.split(",") if name]
    unknown = [name for name in wanted if name not in common.PEERS]
    if unknown:
        reader.error(f"no such peer: {', '.join(unknown)}; there are {', '.join(common.PEERS)}")
    common.need("pdftotext", "pdfinfo")
    candor = common.program(arguments.candor)
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="candor-cold-")).resolve()
    work.mkdir(parents=True, exist_ok=True)
    common.outside_a_workspace(work)
    try:
        measure(arguments, wanted, candor, work)
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)


def measure(arguments, wanted, candor, work):
    os.chdir(work)
    common.prepare(candor, work / "inputs", "--sheet", arguments.sheet)
    inputs = work / "inputs" / arguments.sheet
    expected = common.expected_of(inputs)
    version = subprocess.run([candor, "--version"], capture_output=True, text=True).stdout.strip()
    example = candor_argv(candor, arguments.sheet, work / "candor", common.no_cache(candor))
    print(f"{version}: {shlex.join(example)}")
    print(
        f"1 distinct text of record, {expected['words']} words, sha256 {expected['record'][:16]}; "
        "gates and page proof on, cache empty"
    )
    print(f"{common.machine(arguments.threads)}; {arguments.runs} pairs for each peer after one that is not counted")
    report = {"candor": version, "sheet": arguments.sheet, "threads": arguments.threads, "peers": {}}
    absent = []
    for name in wanted:
        peer = common.PEERS[name]
        if not peer.find():
            absent.append(name)
            continue
        folder = work / "runs" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        ours = Candor(candor, arguments.sheet, folder, arguments.threads)
        pairs = []
        for number in range(arguments.runs + 1):
            a = ours.run(f"candor-{number}")
            b = peer_run(peer, inputs, folder, work, f"{name}-{number}", arguments.threads)
            if number:
                pairs.append((a, b))
        told = version_of(peer)
        argv = [str(word) for word in peer.argv(inputs, folder / f"{name}-1.pdf", work)]
        print(f"\n{name}: {told}")
        print(f"  {shlex.join(argv)}")
        ratios = [b[0] / a[0] for a, b in pairs]
        for who, at in (("candor", 0), (name, 1)):
            walls = [1000 * pair[at][0] for pair in pairs]
            peak = max(pair[at][1] for pair in pairs)
            pdf = pairs[0][at][2]
            print(
                f"  {who:17} {common.spread(walls, '{:.1f}')} ms, least {min(walls):.1f}; "
                f"peak {peak:.0f} MiB; {common.pages_of(pdf)} pages, {pdf.stat().st_size} bytes"
            )
        print(f"  {name} takes {common.spread(ratios)} times as long as Candor, {len(pairs)} pairs")
        for who, at in (("candor", 0), (name, 1)):
            print(f"  {who:17} {verified([pair[at][2] for pair in pairs], expected, who)}")
        report["peers"][name] = {
            "version": told,
            "command": argv,
            "seconds": [[a[0], b[0]] for a, b in pairs],
            "peak_mib": [[a[1], b[1]] for a, b in pairs],
            "ratio_median": statistics.median(ratios),
        }
    if absent:
        print(f"\nnot installed, so not measured: {', '.join(absent)}")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(report, indent=1) + "\n")
    if not report["peers"]:
        sys.exit("no peer was measured: run install.sh")


def version_of(peer):
    told = common.version_of(peer)
    if peer.name.startswith("typst") and common.TYPST_VERSION not in told:
        told += f" (NOT {common.TYPST_VERSION}, the version of Candor's engine)"
    return told


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Many distinct sheets: one `candor render` against one `typst` process per sheet.

    batch.py CANDOR [--sheets 1000] [--runs 3] [--sample 100] [--seed 1] [--threads N]

Each run renders all sheets of a fresh copy of one workspace, into an empty folder and with an empty
cache, then compiles a sample of the same sheets with as many `typst` processes at a time as there
are cores. Afterwards the PDFs are counted, their texts of record must all be distinct, and a sample
is read back. Nothing is deleted before the last run: for some seconds after a deletion, ext4 looks
for each new file past the places that have just become free, which costs up to a fifth of a run.
"""
import argparse
import json
import os
import pathlib
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import common  # noqa: E402

reader = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
reader.add_argument("candor", metavar="CANDOR", help="the built program")
reader.add_argument("--sheets", type=int, default=1000, metavar="N", help="distinct sheets (1000)")
reader.add_argument("--runs", type=int, default=3, help="pairs (3)")
reader.add_argument("--sample", type=int, default=100, metavar="N", help="sheets for typst (100; 0: no typst)")
reader.add_argument("--read-back", type=int, default=20, metavar="N", help="PDFs of each run whose words are read (20)")
reader.add_argument("--seed", type=int, default=1)
reader.add_argument("--threads", type=int, metavar="N", help="RAYON_NUM_THREADS for Candor; without it, unset")
reader.add_argument("--work", metavar="DIR", help="keep inputs, PDFs and logs in this folder")
reader.add_argument("--json", metavar="FILE", help="also write every single figure")


def told(argv, **more):
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(map(str, argv))} left with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def made_workspace(candor, folder, sheets, seed):
    shutil.rmtree(folder, ignore_errors=True)
    told([candor, "init", folder, "--jurisdiction", "uk", "--name", "Bench Clinic", "--phone", "01632 960000"])
    for example in (folder / "sheets").glob("*.toml"):
        example.unlink()
    print(common.prepare(candor, folder / "sheets", "--sheets", sheets, "--seed", seed), end="")


def candor_argv(candor, workspace, out, extra):
    return [
        candor, "render", "--workspace", str(workspace), "--format", "handout", "--paper", "a4",
        "--out", str(out), *extra,
    ]


def run_candor(candor, original, folder, extra, threads):
    """All sheets once, from a fresh copy of the workspace, so that nothing is there to be reused."""
    workspace, out, log = folder / "workspace", folder / "pdfs", folder / "candor.log"
    shutil.copytree(original, workspace)
    argv = candor_argv(candor, workspace, out, extra)
    wall, peak, status = common.measured(argv, log, common.environment(threads, folder / "cache"))
    if status != 0:
        common.failed(argv, log, status)
    return wall, peak, out


def run_many(commands, workers, env, log):
    """Runs each command, at most `workers` at a time: seconds for all, peak MiB of the largest."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    waiting, running, peak = list(reversed(commands)), {}, 0.0
    begin = time.perf_counter()
    while waiting or running:
        while waiting and len(running) < workers:
            argv = waiting.pop()
            running[os.posix_spawn(argv[0], argv, env, file_actions=actions)] = argv
        child, status, usage = os.wait4(-1, 0)
        argv = running.pop(child)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status != 0:
            for other in running:
                os.waitpid(other, 0)
            common.failed(argv, log, os.waitstatus_to_exitcode(status))
    return time.perf_counter() - begin, peak


def verified(folder, count, rng, inputs, read_back):
    """Counts the PDFs and their texts of record, and reads some of them."""
    found = json.loads(common.prepare("--digest", folder))
    if found != {"pdfs": count, "records": count, "words": count}:
        sys.exit(f"{folder}: wanted {count} PDFs with distinct texts of record, found {found}")
    pdfs = {pdf.name.split(".")[0]: pdf for pdf in folder.rglob("*.pdf")}
    names = rng.sample(sorted(set(pdfs) & set(inputs)), min(read_back, len(inputs)))
    for name in names:
        wrong = common.words_differ(pdfs[name], inputs[name])
        if wrong:
            sys.exit(f"{pdfs[name]}: {wrong}")
    return f"{count} PDFs, {count} distinct texts of record (also without ids); words of {len(names)} read back"


def main():
    arguments = reader.parse_args()
    arguments.json = arguments.json and os.path.abspath(arguments.json)
    if arguments.sheets < 1 or arguments.runs < 1:
        reader.error("--sheets and --runs must be at least 1")
    common.need("pdftotext")
    work = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="candor-batch-")).resolve()
    work.mkdir(parents=True, exist_ok=True)
    common.outside_a_workspace(work)
    try:
        measure(arguments, common.program(arguments.candor), work)
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)


def measure(arguments, candor, work):
    os.chdir(work)
    rng = random.Random(arguments.seed)
    cores = len(os.sched_getaffinity(0))
    made_workspace(candor, work / "original", arguments.sheets, arguments.seed)

    # What typst is given, and what the words must be: from a render that is not counted.
    sample = min(max(1, arguments.sample or arguments.read_back), arguments.sheets)
    sample = sorted(rng.sample(range(1, arguments.sheets + 1), sample))
    sample = [f"bench-{number:05}" for number in sample]
    for old in ("sample", "inputs"):
        shutil.rmtree(work / old, ignore_errors=True)
    extra = common.no_cache(candor)
    told(
        [*candor_argv(candor, work / "original", work / "sample", extra), *sample],
        env=common.environment(arguments.threads, work / "sample.cache"),
    )
    common.prepare(candor, work / "inputs", "--from", work / "sample")
    inputs = {name: common.expected_of(work / "inputs" / name) for name in sample}

    typst = common.PEERS["typst"]
    with_typst = bool(arguments.sample) and typst.find()
    print(f"\n{told([candor, '--version'])}: {shlex.join(candor_argv(candor, 'WORKSPACE', 'OUT', extra))}")
    print(f"{arguments.sheets} distinct texts of record, gates and page proof on, nothing cached")
    print(f"{common.machine(arguments.threads)}; {arguments.runs} runs")
    # Left to itself each process may use every core; with as many processes as cores one thread
    # each can be faster. Both are tried, and the faster counts.
    settings = {"threads unset": None, "RAYON_NUM_THREADS=1": 1} if with_typst else {}
    if with_typst:
        version = common.version_of(typst)
        if common.TYPST_VERSION not in version:
            version += f" (NOT {common.TYPST_VERSION}, the version of Candor's engine)"
        argv = [str(word) for word in typst.argv(pathlib.Path("INPUT"), pathlib.Path("OUT.pdf"), work)]
        print(f"{version}: {shlex.join(argv)}")
        print(f"one process for each of {len(sample)} of the sheets, {cores} at a time")
    elif arguments.sample:
        print(f"typst {common.TYPST_VERSION} is not installed: Candor alone is measured")
    print()

    rows = []
    for number in range(1, arguments.runs + 1):
        folder = work / f"run-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        wall, peak, out = run_candor(candor, work / "original", folder, extra, arguments.threads)
        row = {"candor_seconds": wall, "candor_ms": 1000 * wall / arguments.sheets, "candor_mib": peak}
        print(
            f"run {number}: candor {wall:.2f} s, {row['candor_ms']:.2f} ms a sheet, "
            f"{arguments.sheets / wall:.1f} sheets a second, peak {peak:.0f} MiB"
        )
        for setting, threads in settings.items():
            pdfs = folder / f"typst-{threads or 'unset'}"
            pdfs.mkdir()
            commands = [
                [str(word) for word in typst.argv(work / "inputs" / name, pdfs / f"{name}.pdf", work)]
                for name in sample
            ]
            seconds, most = run_many(commands, cores, common.environment(threads), folder / "typst.log")
            each = 1000 * seconds / len(sample)
            print(
                f"       typst {seconds:.2f} s for {len(sample)}, {each:.2f} ms a sheet, {setting}, "
                f"peak {most:.0f} MiB in one of {cores} processes"
            )
            if each < row.get("typst_ms", float("inf")):
                row |= {"typst_ms": each, "typst_mib": most, "typst_setting": setting}
        if with_typst:
            row["ratio"] = row["typst_ms"] / row["candor_ms"]
        print(f"       candor: {verified(out, arguments.sheets, rng, inputs, arguments.read_back)}")
        for threads in settings.values():
            pdfs = folder / f"typst-{threads or 'unset'}"
            print(f"       typst: {verified(pdfs, len(sample), rng, inputs, arguments.read_back)}")
        rows.append(row)

    print(f"\ncandor  {common.spread([row['candor_ms'] for row in rows])} ms a sheet; peak {max(row['candor_mib'] for row in rows):.0f} MiB")
    if with_typst:
        print(f"typst   {common.spread([row['typst_ms'] for row in rows])} ms a sheet, the faster setting of each run")
        ratios = [row["ratio"] for row in rows]
        print(f"Candor has {common.spread(ratios)} times the throughput, {len(rows)} pairs")
    if arguments.json:
        report = {
            "sheets": arguments.sheets, "sample": len(sample) if with_typst else 0, "seed": arguments.seed,
            "threads": arguments.threads, "cores": cores, "runs": rows,
        }
        if with_typst:
            report["ratio_median"] = statistics.median(row["ratio"] for row in rows)
        pathlib.Path(arguments.json).write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()

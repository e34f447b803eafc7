#!/usr/bin/env python3
"""Time and memory of the program as a whole process: one sheet cold, and all sheets.

    tests/bench/run.py [PROGRAM] [RUNS]

Each command runs RUNS times (15) after one run that is not counted; printed are the least, the
median and the most. Peak memory is the system's own figure for the finished process. The rows are
ratios to quote side by side; single absolute times depend on the machine.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/candor")
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15

COMMANDS = [
    ("start and stop", ["--version"], 0),
    ("check one sheet", ["check", "ldn-fibromyalgia", "--format", "handout"], 0),
    ("one handout, cold", ["render", "ldn-fibromyalgia", "--format", "handout"], 1),
    ("one full leaflet, cold", ["render", "ldn-fibromyalgia", "--format", "full"], 1),
    ("all sheets, 26 PDFs", ["render"], 26),
]


def once(arguments):
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [program, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        pdfs = sum(name.endswith(".pdf") for _, _, files in os.walk(folder) for name in files)
    if status != 0:
        sys.exit(f"{arguments} left with {status}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, pdfs


print(f"{'':24}{'wall ms':>22}{'cpu ms':>22}{'peak MiB':>10}   ({runs} runs: least, median, most)")
for name, arguments, wanted in COMMANDS:
    once(arguments)
    results = [once(arguments) for _ in range(runs)]
    assert all(pdfs == wanted for *_, pdfs in results), f"{name}: not {wanted} PDFs"

    def three(values):
        return f"{min(values):7.1f}{statistics.median(values):7.1f}{max(values):7.1f}"

    wall, cpu, memory, _ = zip(*results)
    print(f"{name:24}{three(wall):>22}{three(cpu):>22}{max(memory):10.1f}")

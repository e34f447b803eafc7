"""What the benchmark scripts share: places, the peers' commands, one measured process, words."""
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
FONTS = REPOSITORY / "templates" / "fonts"
TYPST_VERSION = "0.15.1"


def home():
    """The folder that install.sh fills."""
    given = os.environ.get("BENCH_HOME")
    if given:
        return pathlib.Path(given).resolve()
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(cache).resolve() / "candor-bench"


def venv_python():
    python = home() / "venv" / "bin" / "python"
    if not python.exists():
        sys.exit(f"{python} is not there: run {HERE.name}/install.sh first (or set BENCH_HOME)")
    return str(python)


def program(path):
    found = shutil.which(path) or path
    if not os.access(found, os.X_OK):
        sys.exit(f"{path}: no such program; build Candor first (cargo build --release)")
    return str(pathlib.Path(found).resolve())


def need(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)} (Debian: poppler-utils)")


def outside_a_workspace(folder):
    """Candor takes the nearest workspace upwards; these runs want the shipped sheets."""
    for parent in [folder, *folder.parents]:
        if (parent / "candor.toml").exists():
            sys.exit(f"{folder} lies in the workspace {parent}: give another folder with --work")


# ---------------------------------------------------------------------------- one process


def measured(argv, log, env):
    """Runs one process to its end: seconds from its start, peak memory in MiB, exit status.

    The peak is the system's own figure for the largest process among the child and those that the
    child waited for. It is never less than what this script itself takes, because the child starts
    as a copy of it; `own_peak` says how much that is.
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    begin = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    return wall, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def own_peak():
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def failed(argv, log, status, why=None):
    tail = pathlib.Path(log).read_text(errors="replace")[-2000:] if log else ""
    why = why or f"left with {status}"
    if str(argv[0]).rpartition("/")[2] == "typst":
        tail += "\n(if the template failed: build Candor anew, so that it holds the templates of this tree)"
    sys.exit(f"{shlex.join(map(str, argv))}\n{why}:\n{tail}")


def environment(threads, cache=None):
    env = {k: v for k, v in os.environ.items() if not k.startswith("CANDOR_")}
    env.pop("RAYON_NUM_THREADS", None)
    if threads:
        env["RAYON_NUM_THREADS"] = str(threads)
    if cache:
        env["XDG_CACHE_HOME"] = str(cache)
    return env


def no_cache(candor):
    """A cached copy is not a render: the switch against it, where this build has one."""
    said = subprocess.run([candor, "render", "--help"], capture_output=True, text=True).stdout
    return ["--no-cache"] if "--no-cache" in said else []


# ---------------------------------------------------------------------------- the peers


class Peer:
    """A way to make the same document. `folder` is what prepare.py wrote for one sheet."""

    def __init__(self, name, find, version, command, env=None, made="{out}"):
        self.name, self.find, self.version = name, find, version
        self.command, self.env, self.made = command, env or {}, made

    def argv(self, folder, out, work):
        words = {
            "exe": self.find(), "in": folder, "out": out, "outdir": out.parent,
            "fonts": FONTS, "work": work, "stem": out.stem,
        }
        return [word.format(**words) for word in self.command]


def on_path(name, variable=None):
    def find():
        given = variable and os.environ.get(variable)
        return shutil.which(given or name)

    return find


def typst():
    """The `typst` command of the engine's version, from TYPST, the bench's folder or the path."""
    for place in (os.environ.get("TYPST"), home() / "bin" / "typst", shutil.which("typst")):
        found = place and shutil.which(str(place))
        if found:
            return found
    return None


def in_venv(name):
    return lambda: shutil.which(str(home() / "venv" / "bin" / name))


TYPST = [
    "{exe}", "compile", "--root", "{in}/typst", "--font-path", "{fonts}", "--ignore-system-fonts",
    "--pdf-standard", "ua-1,a-3a",
]
CHROMIUM = [
    "{exe}", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--user-data-dir={work}/chromium", "--no-pdf-header-footer", "--print-to-pdf={out}",
    "file://{in}/sheet.html",
]
LATEX = [
    "{exe}", "-interaction=batchmode", "-halt-on-error", "-output-directory={outdir}", "-jobname={stem}",
]
PEERS = {
    peer.name: peer
    for peer in [
        Peer("typst", typst, ["--version"], [*TYPST, "{in}/typst/candor.typ", "{out}"]),
        # The fonts inside the command are not used by the template; without them it starts sooner.
        Peer(
            "typst-lean", typst, ["--version"],
            [*TYPST, "--ignore-embedded-fonts", "{in}/typst/candor.typ", "{out}"],
        ),
        Peer(
            "weasyprint", in_venv("weasyprint"), ["--version"],
            ["{exe}", "--quiet", "--pdf-variant", "pdf/ua-1", "{in}/sheet.html", "{out}"],
        ),
        Peer(
            "weasyprint-plain", in_venv("weasyprint"), ["--version"],
            ["{exe}", "--quiet", "{in}/sheet.html", "{out}"],
        ),
        Peer("chromium", on_path("chromium", "CHROMIUM"), ["--version"], CHROMIUM),
        Peer(
            "fop", on_path("fop", "FOP"), ["-version"],
            ["{exe}", "-q", "-a", "-c", "{in}/fop.xconf", "-fo", "{in}/sheet.fo", "-pdf", "{out}"],
        ),
        Peer("pdflatex", on_path("pdflatex", "PDFLATEX"), ["--version"], [*LATEX, "{in}/sheet.tex"]),
        # A tagged PDF, as Candor's is: the tags of one run are what the next one writes.
        Peer(
            "pdflatex-tagged", on_path("pdflatex", "PDFLATEX"), ["--version"],
            ["/bin/sh", "-c", '"$@" && "$@"', "twice", *LATEX, "{in}/sheet.tagged.tex"],
        ),
        # The same fonts as all others: pdfTeX cannot read them.
        Peer("lualatex", on_path("lualatex", "LUALATEX"), ["--version"], [*LATEX, "{in}/sheet.lua.tex"]),
    ]
}


def version_of(peer):
    said = subprocess.run([peer.find(), *peer.version], capture_output=True, text=True)
    for line in (said.stdout + said.stderr).splitlines():
        if re.search(r"\d+\.\d+", line):
            return line.strip()
    return "version not said"


# ---------------------------------------------------------------------------- words


def prepare(*arguments):
    """Runs prepare.py in the bench's own Python, so that its memory is not this process's."""
    argv = [venv_python(), str(HERE / "prepare.py"), *map(str, arguments)]
    done = subprocess.run(argv, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"prepare.py left with {done.returncode}")
    return done.stdout


def squeezed(text):
    """A text without white space, so that line ends and hyphenation points do not matter."""
    text = unicodedata.normalize("NFKC", text).translate({0x2010: "-", 0x2011: "-", 0xAD: None})
    return "".join(text.split())


LABEL = re.compile(r"(?:[•◦∙●·]|\d{1,2}\.)*")


def words_differ(pdf, expected):
    """Compares a PDF's text, in content order, with the leaves; says what is wrong, or None.

    Running lines are taken off each page, and list labels may stand between two leaves; nothing
    else may be missing, added or moved.
    """
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True
    )
    if done.returncode != 0:
        return f"pdftotext: {done.stderr.strip()}"
    pages = [squeezed(page) for page in done.stdout.split("\f")]
    while pages and not pages[-1]:
        pages.pop()
    for number, page in enumerate(pages, 1):
        for line in expected["running"]:
            line = squeezed(line.replace("{page}", str(number)))
            if line not in page:
                return f"page {number} lacks the running line {line!r}"
            page = page.replace(line, "", 1)
        pages[number - 1] = page
    text, at = "".join(pages), 0
    for leaf in map(squeezed, expected["leaves"]):
        found = text.find(leaf, at)
        if found < 0:
            return f"not found after {text[max(0, at - 30):at]!r}: {leaf!r}"
        if not LABEL.fullmatch(text[at:found]):
            return f"more than was asked for: {text[at:found]!r}"
        at = found + len(leaf)
    if not LABEL.fullmatch(text[at:]):
        return f"more than was asked for, at the end: {text[at:]!r}"
    return None


def pages_of(pdf):
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True).stdout
    found = re.search(r"^Pages:\s+(\d+)", said, re.M)
    return int(found.group(1)) if found else 0


def expected_of(folder):
    return json.loads((folder / "expected.json").read_text())


# ---------------------------------------------------------------------------- numbers


def spread(values, form="{:.2f}"):
    """Median with quartiles."""
    if len(values) == 1:
        return form.format(values[0]) + " (one run)"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{form.format(middle)} [{form.format(low)} to {form.format(high)}]"


def machine(threads):
    cores = len(os.sched_getaffinity(0))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    rayon = f"RAYON_NUM_THREADS={threads}" if threads else "RAYON_NUM_THREADS unset"
    return f"{cores} cores, load {load}; {rayon}; this script takes {own_peak():.0f} MiB"

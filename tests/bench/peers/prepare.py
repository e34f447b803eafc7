#!/usr/bin/env python3
"""Inputs of the benchmarks.

    prepare.py CANDOR OUT [--sheet ID]... [--paper a4] [--jurisdiction uk]
        renders the shipped sheets as handouts, takes the composition out of each PDF and writes,
        below OUT/ID/, the same words in the same order for each peer
    prepare.py CANDOR OUT --sheets N --seed S [--check N]
        writes N distinct sheets, derived from the shipped examples, as OUT/bench-00001.toml ...
        and has Candor check some of them
    prepare.py CANDOR OUT --from PDFS [--sheet ID]...
        as the first, from handouts that are there already
    prepare.py --digest PDFS
        prints as JSON how many PDFs there are and how many distinct texts of record they hold
"""
import argparse
import base64
import hashlib
import html
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import common  # noqa: E402

EXAMPLES = common.REPOSITORY / "sheets" / "examples"
TEMPLATES = common.REPOSITORY / "templates"
ENTRY = common.HERE / "entry.typ"
REGULAR = common.FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf"
BOLD = common.FONTS / "AtkinsonHyperlegibleNext_700Bold.ttf"
FAMILY = "Atkinson Hyperlegible Next"


def pikepdf():
    try:
        import pikepdf as found

        return found
    except ImportError:
        python = common.venv_python()
        if os.environ.get("CANDOR_BENCH_AGAIN"):
            sys.exit(f"{python} lacks pikepdf: run install.sh again")
        os.environ["CANDOR_BENCH_AGAIN"] = "1"
        os.execv(python, [python, *sys.argv])


def composition_of(pdf):
    with pikepdf().open(pdf) as file:
        if "composition.json" not in file.attachments:
            sys.exit(f"{pdf} has no attachment composition.json: it is not one of Candor's")
        return file.attachments["composition.json"].get_file().read_bytes()


# ---------------------------------------------------------------------------- the words


def plain(leaf):
    return "".join(run["text"] for run in leaf["runs"])


def block_leaves(block):
    kind = block["block"]
    if kind == "paragraph":
        return [block["text"]]
    if kind in ("bullets", "steps"):
        return [entry["text"] for entry in block["entries"]]
    if kind == "table":
        return [*block["header"], *(cell for row in block["rows"] for cell in row)]
    if kind == "write-lines":
        return block["labels"]
    if kind == "standing":
        return block["lines"]
    if kind == "figure":
        texts = [*block.get("axis", []), *block.get("notes", [])]
        title = [block["title"]] if "title" in block else []
        return [*title, *(row["text"] for row in block["rows"]), *texts]
    sys.exit(f"a block of the kind {kind!r} is new to prepare.py: add it for every peer")


def leaves_of(data):
    """Every text but the running lines, in reading order."""
    leaves = [data["title"], data["purpose"], data["state"]]
    for section in data["sections"]:
        if section.get("heading"):
            leaves.append(section["heading"])
        for block in section["blocks"]:
            leaves.extend(block_leaves(block))
    return leaves


def pictures_of(data):
    """Every drawing: the name of its file, and what it shows for who cannot see it."""
    if isinstance(data, dict):
        if "drawn" in data and "picture" in data:
            yield data["picture"], data["alt"]
        else:
            for inner in data.values():
                yield from pictures_of(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from pictures_of(inner)


def drawings(candor):
    """The drawings of all shipped sheets, by the digest of their bytes: from Candor's HTML."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        common.outside_a_workspace(pathlib.Path(folder).resolve())
        command = [candor, "render", "--format", "html", "--out", "html"]
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        for page in pathlib.Path(folder, "html").rglob("*.html"):
            for picture in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page.read_text()):
                svg = base64.b64decode(picture)
                found[f"{hashlib.sha256(svg).hexdigest()}.svg"] = svg
    return found


def running_of(data):
    return [data["running"][part] for part in ("header", "footer", "page")]


def strings_in(value):
    """Every leaf's name, wherever it stands: to see that none is left out."""
    if isinstance(value, dict):
        if "leaf" in value:
            yield value["leaf"]
        else:
            for inner in value.values():
                yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def checked(data):
    ours = [leaf["leaf"] for leaf in [*running_of(data), *leaves_of(data)]]
    if sorted(ours) != sorted(strings_in(data)):
        lost = sorted(set(strings_in(data)) - set(ours))
        sys.exit(f"{data['sheet']}: texts that prepare.py does not know: {', '.join(lost)}")
    if "code" in data or "logo" in data:
        sys.exit(f"{data['sheet']}: a QR code or a logo; give drafts without a logo")
    return data


def joined(section):
    """A section's blocks; the short lines about the sheet run on, as in Candor's template."""
    blocks = section["blocks"]
    if section["place"] != "about" or any(block["block"] != "paragraph" for block in blocks):
        return blocks
    space = {"text": " ", "strong": False}
    runs = [run for block in blocks for run in [space, *block["text"]["runs"]]][1:]
    return [{"block": "paragraph", "text": {"runs": runs}}]


# ---------------------------------------------------------------------------- HTML


def as_html(data):
    esc = html.escape

    def text(leaf):
        words = (esc(run["text"]) for run in leaf["runs"])
        marks = (run["strong"] for run in leaf["runs"])
        return "".join(f"<strong>{w}</strong>" if m else w for w, m in zip(words, marks))

    def css(words):
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def render(block):
        kind = block["block"]
        if kind == "paragraph":
            name = "statement" if block.get("role") == "statement" else ""
            return f'<p class="{name}">{text(block["text"])}</p>' if name else f"<p>{text(block['text'])}</p>"
        if kind in ("bullets", "steps"):
            tag = "ul" if kind == "bullets" else "ol"
            items = "".join(f"<li>{text(e['text'])}</li>" for e in block["entries"])
            return f"<{tag}>{items}</{tag}>"
        if kind == "table":
            head = "".join(f'<th scope="col">{text(c)}</th>' for c in block["header"])
            rows = "".join(
                "<tr>" + "".join(f"<td>{text(c)}</td>" for c in row) + "</tr>" for row in block["rows"]
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        if kind == "figure":
            rows = {id(row["text"]): row["drawn"] for row in block["rows"]}
            out = ""
            for leaf in block_leaves(block):
                out += f"<p>{text(leaf)}</p>"
                if id(leaf) in rows:
                    drawn = rows[id(leaf)]
                    out += f'<img src="pictures/{drawn["picture"]}" alt="{esc(drawn["alt"])}">'
            return out
        labels = block_leaves(block)
        if kind == "standing" and not block["by_hand"]:
            return "".join(f"<p>{text(line)}</p>" for line in labels)
        return "".join(f'<p class="write">{text(label)}</p>' for label in labels)

    header, footer, page = map(plain, running_of(data))
    before, after = page.split("{page}")
    number = f"{css(before)} counter(page) {css(after)}" if after else f"{css(before)} counter(page)"
    size = "A4" if data["paper"] == "a4" else "letter"
    out = [
        f'<!DOCTYPE html>\n<html lang="{data["language"]}-{data["region"]}"><head><meta charset="utf-8">',
        f"<title>{esc(data['document-title'])}</title><style>",
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{REGULAR.as_uri()}") }}',
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 700; src: url("{BOLD.as_uri()}") }}',
        f"@page {{ size: {size}; margin: 15mm 16mm 13mm;",
        f"  @top-center {{ content: {css(header)}; font: 700 9pt '{FAMILY}' }}",
        f"  @bottom-left {{ content: {css(footer)}; font: 9pt '{FAMILY}' }}",
        f"  @bottom-right {{ content: {number}; font: 9pt '{FAMILY}' }} }}",
        f'body {{ font: 12pt/1.15 "{FAMILY}", sans-serif; margin: 0; hyphens: none }}',
        "h1 { font-size: 19pt; margin: 0 0 4pt } h2 { font-size: 13pt; margin: 5pt 0 1pt; break-after: avoid }",
        "p { margin: 0 0 2pt; orphans: 2; widows: 2 } ul, ol { margin: 0 0 2pt; padding-left: 14pt }",
        "li { break-inside: avoid } .statement, .state { font-weight: 700 }",
        ".state { border: 0.5pt solid; padding: 3pt } .write { border-bottom: 0.5pt solid; height: 16pt }",
        "img { max-width: 62mm; max-height: 14mm }",
        "table { border-collapse: collapse; width: 100% } thead { display: table-row-group }",
        "th, td { border-bottom: 0.5pt solid; padding: 2pt 3pt; text-align: left }",
        "</style></head><body>",
        f"<h1>{text(data['title'])}</h1><p>{text(data['purpose'])}</p>",
        f'<p class="state">{text(data["state"])}</p>',
    ]
    for section in data["sections"]:
        if section.get("heading"):
            out.append(f"<h2>{text(section['heading'])}</h2>")
        out.extend(map(render, joined(section)))
    return "\n".join(out) + "\n</body></html>\n"


# ---------------------------------------------------------------------------- LaTeX

TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "'": r"\textquotesingle{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}",
    "\u00a0": "~", "\u202f": "~", "\u2011": "-", "≥": r"\ensuremath{\geq}",
    "≤": r"\ensuremath{\leq}", "−": r"\ensuremath{-}", "→": r"\ensuremath{\to}",
}


def tex(words):
    # No ligature of two signs: "--" stays two hyphens.
    parted = re.sub(r"([-,<>!?])(?=[-,<>`])", "\\1\0", words)
    return "".join(TEX.get(c, c) for c in parted).replace("\0", "{}")


# Latin Modern, which pdfTeX reads as it is; and the sheet's own fonts, for which LuaTeX is needed.
LATIN_MODERN = (
    r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{textcomp}\usepackage{lmodern}"
    "\n" r"\renewcommand{\familydefault}{\sfdefault}\linespread{0.95}"
    "\n" r"\input{glyphtounicode}\pdfgentounicode=1"
)
OWN_FONTS = (
    r"\usepackage{fontspec}\linespread{0.95}"
    "\n" rf"\setmainfont{{AtkinsonHyperlegibleNext_400Regular.ttf}}[Path={common.FONTS}/,"
    r"BoldFont=AtkinsonHyperlegibleNext_700Bold.ttf,Ligatures=NoCommon]"
)


# LaTeX's own tagging, as far as TeX Live 2022 has it: paragraphs and their place, not lists.
TAGGED = "\\DocumentMetadata{pdfversion=1.7,lang=en,testphase=phase-II}\n"


def as_latex(data, fonts=LATIN_MODERN):
    def text(leaf):
        return "".join(
            rf"\textbf{{{tex(run['text'])}}}" if run["strong"] else tex(run["text"])
            for run in leaf["runs"]
        )

    def render(block):
        kind = block["block"]
        if kind == "paragraph":
            words = text(block["text"])
            return rf"\textbf{{{words}}}" if block.get("role") == "statement" else words
        if kind in ("bullets", "steps"):
            name = "itemize" if kind == "bullets" else "enumerate"
            items = "\n".join(rf"\item {{}}{text(entry['text'])}" for entry in block["entries"])
            return f"\\begin{{{name}}}\n{items}\n\\end{{{name}}}"
        if kind == "table":
            n = len(block["header"])
            width = f"{0.92 / n:.3f}\\linewidth"
            columns = f">{{\\raggedright\\arraybackslash}}p{{{width}}}" * n
            head = " & ".join(rf"\textbf{{{text(cell)}}}" for cell in block["header"])
            rows = [" & ".join(map(text, row)) for row in block["rows"]]
            body = " \\\\ \\hline\n".join([head, *rows])
            return f"\\noindent\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n{body} \\\\ \\hline\n\\end{{tabular}}"
        if kind == "figure":
            # The words alone.
            return "\n\n".join(text(leaf) for leaf in block_leaves(block))
        rule = "" if kind == "standing" and not block["by_hand"] else r" \hrulefill"
        return "\n\n".join(rf"{text(label)}{rule}" for label in block_leaves(block))

    header, footer, page = map(plain, running_of(data))
    paper = "a4paper" if data["paper"] == "a4" else "letterpaper"
    number = tex(page).replace(r"\{page\}", r"\thepage")
    out = [
        rf"\documentclass[12pt,{paper}]{{article}}",
        fonts,
        r"\usepackage[hmargin=16mm,top=15mm,bottom=13mm,headheight=14pt,headsep=2mm,footskip=7mm]{geometry}\usepackage{array}\usepackage{fancyhdr}",
        rf"\usepackage[bookmarks=false,pdftitle={{{tex(data['document-title'])}}},pdflang={data['language']}-{data['region']}]{{hyperref}}",
        r"\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}",
        rf"\fancyhead[C]{{\footnotesize\bfseries {tex(header)}}}",
        rf"\fancyfoot[L]{{\footnotesize {tex(footer)}}}\fancyfoot[R]{{\footnotesize {number}}}",
        r"\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}",
        r"\makeatletter\def\@listi{\leftmargin\leftmargini\topsep1pt\partopsep0pt\parsep0pt\itemsep1pt}\let\@listI\@listi",
        r"\renewcommand{\section}{\@startsection{section}{1}{0pt}{-2pt}{2pt}{\Large\bfseries\raggedright}}",
        r"\renewcommand{\subsection}{\@startsection{subsection}{2}{0pt}{-5pt}{0.5pt}{\normalsize\bfseries\raggedright}}",
        r"\makeatother",
        r"\hyphenpenalty=10000\exhyphenpenalty=10000\begin{document}\raggedright",
        rf"\section*{{{text(data['title'])}}}",
        text(data["purpose"]), "", rf"\fbox{{\parbox{{0.96\linewidth}}{{\textbf{{{text(data['state'])}}}}}}}", "",
    ]
    for section in data["sections"]:
        if section.get("heading"):
            out.append(rf"\subsection*{{{text(section['heading'])}}}")
        for block in joined(section):
            out += [render(block), ""]
    return "\n".join(out) + "\n\\end{document}\n"


# ---------------------------------------------------------------------------- XSL-FO


def as_fo(data):
    esc = html.escape

    def text(leaf):
        return "".join(
            f'<fo:inline font-weight="bold">{esc(run["text"])}</fo:inline>' if run["strong"] else esc(run["text"])
            for run in leaf["runs"]
        )

    def block_of(words, attributes='space-after="2pt"'):
        return f"<fo:block {attributes}>{words}</fo:block>"

    def render(block):
        kind = block["block"]
        if kind == "paragraph":
            bold = ' font-weight="bold"' if block.get("role") == "statement" else ""
            return block_of(text(block["text"]), 'space-after="2pt"' + bold)
        if kind in ("bullets", "steps"):
            items = "".join(
                '<fo:list-item keep-together.within-page="always"><fo:list-item-label end-indent="label-end()">'
                f"<fo:block>{'•' if kind == 'bullets' else f'{number}.'}</fo:block></fo:list-item-label>"
                '<fo:list-item-body start-indent="body-start()">'
                f"<fo:block>{text(entry['text'])}</fo:block></fo:list-item-body></fo:list-item>"
                for number, entry in enumerate(block["entries"], 1)
            )
            return (
                '<fo:list-block space-after="2pt" provisional-distance-between-starts="14pt" '
                f'provisional-label-separation="4pt">{items}</fo:list-block>'
            )
        if kind == "table":
            def cell(leaf, head):
                role = ' role="TH"' if head else ""
                bold = ' font-weight="bold"' if head else ""
                return (
                    f'<fo:table-cell{role} padding="2pt 3pt" border-bottom="0.5pt solid black">'
                    f"<fo:block{bold}>{text(leaf)}</fo:block></fo:table-cell>"
                )

            columns = "<fo:table-column column-width=\"proportional-column-width(1)\"/>" * len(block["header"])
            head = "".join(cell(c, True) for c in block["header"])
            rows = "".join(
                "<fo:table-row>" + "".join(cell(c, False) for c in row) + "</fo:table-row>"
                for row in block["rows"]
            )
            return (
                '<fo:table table-layout="fixed" width="100%" table-omit-header-at-break="true">'
                f"{columns}<fo:table-header><fo:table-row>{head}</fo:table-row></fo:table-header>"
                f"<fo:table-body>{rows}</fo:table-body></fo:table>"
            )
        if kind == "figure":
            # The words alone.
            return "".join(block_of(text(leaf)) for leaf in block_leaves(block))
        rule = '' if kind == "standing" and not block["by_hand"] else ' border-bottom="0.5pt solid black"'
        return "".join(block_of(text(label), f'padding-top="2pt"{rule}') for label in block_leaves(block))

    header, footer, page = map(plain, running_of(data))
    number = esc(page).replace("{page}", "<fo:page-number/>")
    width, height = ("210mm", "297mm") if data["paper"] == "a4" else ("8.5in", "11in")
    lang = f"{data['language']}-{data['region']}"
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xml:lang="{lang}" font-family="{FAMILY}" font-size="12pt" line-height="1.15">',
        '<fo:layout-master-set><fo:simple-page-master master-name="page" margin="6mm 16mm" '
        f'page-width="{width}" page-height="{height}"><fo:region-body margin="9mm 0mm 8mm 0mm"/>'
        '<fo:region-before extent="8mm"/><fo:region-after extent="8mm" display-align="after"/>'
        "</fo:simple-page-master></fo:layout-master-set>",
        '<fo:declarations><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{esc(data['document-title'])}</dc:title></rdf:Description></rdf:RDF></x:xmpmeta></fo:declarations>",
        '<fo:page-sequence master-reference="page">',
        f'<fo:static-content flow-name="xsl-region-before"><fo:block font-size="9pt" font-weight="bold" text-align="center">{esc(header)}</fo:block></fo:static-content>',
        f'<fo:static-content flow-name="xsl-region-after"><fo:block font-size="9pt" text-align-last="justify">{esc(footer)}<fo:leader leader-pattern="space"/>{number}</fo:block></fo:static-content>',
        '<fo:flow flow-name="xsl-region-body">',
        block_of(text(data["title"]), 'role="H1" font-size="19pt" font-weight="bold" space-after="4pt"'),
        block_of(text(data["purpose"])),
        block_of(text(data["state"]), 'font-weight="bold" border="0.5pt solid black" padding="4pt"'),
    ]
    for section in data["sections"]:
        if section.get("heading"):
            out.append(
                block_of(
                    text(section["heading"]),
                    'role="H2" font-size="13pt" font-weight="bold" space-before="5pt" '
                    'space-after="1pt" keep-with-next.within-page="always"',
                )
            )
        out.extend(map(render, joined(section)))
    return "\n".join(out) + "\n</fo:flow></fo:page-sequence></fo:root>\n"


def fop_configuration():
    fonts = "".join(
        f'<font kerning="yes" embed-url="{file.as_uri()}">'
        f'<font-triplet name="{FAMILY}" style="normal" weight="{weight}"/></font>'
        for file, weight in ((REGULAR, "normal"), (BOLD, "bold"))
    )
    return (
        '<?xml version="1.0"?><fop version="1.0"><accessibility>true</accessibility><renderers>'
        '<renderer mime="application/pdf"><pdf-ua-mode>PDF/UA-1</pdf-ua-mode>'
        f"<fonts>{fonts}</fonts></renderer></renderers></fop>\n"
    )


# ---------------------------------------------------------------------------- one sheet for all


def typst_project(folder, composition, pictures):
    """The very same template, with a main file that does in Typst what Candor's does in Rust."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "template").mkdir(parents=True)
    for file in TEMPLATES.glob("*.typ"):
        shutil.copy(file, folder / "template")
    entry = ENTRY.read_text(encoding="utf-8")
    if '"/template/ENTRY"' not in entry:
        sys.exit(f'{ENTRY} no longer imports "/template/ENTRY": prepare.py must follow it')
    (folder / "candor.typ").write_text(entry.replace("ENTRY", "sheet.typ"), encoding="utf-8")
    (folder / "composition.json").write_bytes(composition)
    shutil.copytree(pictures, folder / "pictures")


def for_peers(pdf, out, drawn):
    composition = composition_of(pdf)
    data = checked(json.loads(composition))
    folder = out / data["sheet"]
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    pictures = dict(pictures_of(data))
    for name in pictures:
        if name not in drawn:
            sys.exit(f"{data['sheet']}: the drawing {name} is in no shipped sheet")
        (folder / "pictures" / name).write_bytes(drawn[name])
    leaves = [plain(leaf) for leaf in leaves_of(data)]
    expected = {
        "sheet": data["sheet"],
        "record": hashlib.sha256(composition).hexdigest(),
        "words": sum(len(leaf.split()) for leaf in leaves),
        "leaves": leaves,
        "running": [plain(leaf) for leaf in running_of(data)],
    }
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False))
    typst_project(folder / "typst", composition, folder / "pictures")
    (folder / "sheet.html").write_text(as_html(data), encoding="utf-8")
    (folder / "sheet.tex").write_text(as_latex(data), encoding="utf-8")
    (folder / "sheet.tagged.tex").write_text(TAGGED + as_latex(data), encoding="utf-8")
    (folder / "sheet.lua.tex").write_text(as_latex(data, OWN_FONTS), encoding="utf-8")
    (folder / "sheet.fo").write_text(as_fo(data), encoding="utf-8")
    (folder / "fop.xconf").write_text(fop_configuration(), encoding="utf-8")
    print(f"{data['sheet']}: {expected['words']} words, {len(leaves)} texts")


def pdfs_below(folder):
    found = sorted(pathlib.Path(folder).rglob("*.pdf"))
    if not found:
        sys.exit(f"no PDF below {folder}")
    return found


def shipped(arguments, out):
    candor = common.program(arguments.candor)
    sheets = arguments.sheet or sorted(file.stem for file in EXAMPLES.glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        common.outside_a_workspace(pathlib.Path(folder).resolve())
        command = [
            candor, "render", *sheets, "--format", "handout", "--paper", arguments.paper,
            "--jurisdiction", arguments.jurisdiction, "--out", "pdfs",
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} left with {done.returncode}:\n{done.stdout}{done.stderr}")
        for pdf in pdfs_below(pathlib.Path(folder, "pdfs")):
            for_peers(pdf, out, drawings(candor))


# ---------------------------------------------------------------------------- many sheets

# Neutral sentences: none says that the medicine helps, is safe, or does anything at all.
HEADINGS = ["Why it may be offered", "Why we may talk about it", "Why people ask about it"]
BRING = [
    "Bring this sheet to your visit on day {n}.",
    "Please bring it on day {n}.",
    "We go through it with you on day {n}.",
    "Keep it until your visit on day {n}.",
]
TAKING = [
    "Read the label before you open the bottle.",
    "Write the date of your first dose on the box.",
    "Keep the bottle out of the sun.",
    "Tick each dose on your calendar.",
    "Keep this sheet beside the bottle.",
    "Note in your diary when you took it.",
    "Ask the pharmacy if the label is not clear.",
    "Bring the bottle to each visit.",
]
STOP = [
    "Plan to stop if nothing has changed by week {w}.",
    "We decide with you at week {w} if you go on.",
    "If you see no change by week {w}, ask about stopping LDN.",
    "Stop, and tell us, if nothing is different at week {w}.",
]
QUESTIONS = [
    "Who do I call on a weekend?",
    "When is my next visit?",
    "What should I write down each day?",
    "Can someone come with me to the visit?",
    "Which of my tablets should I show you?",
    "Can we talk by phone next time?",
    "Where do I pick up the next bottle?",
    "How long does one bottle last?",
    "What do I do with old capsules?",
    "Who has a copy of my plan?",
    "Can you print this in bigger type?",
    "What should I bring next time?",
    "Which day of the week is best for calls?",
    "Who else should read this sheet?",
    "How do I change my next visit?",
    "What will we talk about next time?",
]
TIMES = ["at bedtime", "at night", "in the evening"]


def quoted(words):
    return json.dumps(words, ensure_ascii=False)


def replaced(text, key, value):
    new, count = re.subn(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", text, count=1)
    if count != 1:
        sys.exit(f"an example has no line {key!r}: prepare.py must follow sheets/examples")
    return new


def one_sheet(base, number, rng):
    """One sheet: the example's condition and structure, other words."""
    text = re.sub(r"(?m)^#(?!:schema).*\n", "", base)
    text = text.replace("../schema/", "schema/")
    text = replaced(text, "id", quoted(f"bench-{number:05}"))
    purpose = re.search(r'(?m)^purpose = "(.*)"$', text).group(1)
    text = replaced(text, "purpose", quoted(f"{purpose} {rng.choice(BRING).format(n=rng.randint(3, 200))}"))
    text = replaced(text, "stop-if", quoted(rng.choice(STOP).format(w=rng.randint(8, 26))))
    before, rest = text.split("questions = [\n", 1)
    old, after = rest.split("]\n", 1)
    count = len(old.strip().splitlines())
    asked = "".join(f"    {quoted(q)},\n" for q in rng.sample(QUESTIONS, count))
    text = f"{before}questions = [\n{asked}]\n{after}"
    text = replaced(text, "heading", quoted(rng.choice(HEADINGS)))
    # The words beside the table.
    taking = re.compile(r'(place = "taking"\ntext = """\n).*?(\n""")', re.S)
    sentences = " ".join(rng.sample(TAKING, 2))
    text = taking.sub(lambda found: found[1] + sentences + found[2], text)
    # The plan: other weeks, another time of the day, and for capsules one strength or several.
    steps = text.split("[[dose]]\n")
    if len(steps) > 1:
        time, week = rng.choice(TIMES), 1
        counted = rng.random() < 0.5
        for at in range(1, len(steps)):
            step = replaced(steps[at], "time", quoted(time))
            step = replaced(step, "from-week", week)
            if "to-week" in step:
                week += rng.randint(1, 3)
                step = replaced(step, "to-week", week - 1)
            if 'form = "capsule"' in step:
                mg = re.search(r'(?m)^mg = "(.*)"$', step).group(1)
                strength, number_of = ("1.5", {"1.5": 1, "3": 2, "4.5": 3}.get(mg)) if counted else (mg, 1)
                if number_of:
                    step = replaced(step, "strength", quoted(strength))
                    step = replaced(step, "count", quoted(str(number_of)))
            steps[at] = step
        text = "[[dose]]\n".join(steps)
    return text


def many(arguments, out):
    bases = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.toml"))]
    # The sentences above are English.
    bases = [base for base in bases if 'language = "en"' in base]
    if not bases:
        sys.exit(f"no examples in {EXAMPLES}")
    rng = random.Random(arguments.seed)
    out.mkdir(parents=True, exist_ok=True)
    seen = set()
    for number in range(1, arguments.sheets + 1):
        for _ in range(1000):
            text = one_sheet(rng.choice(bases), number, rng)
            # Distinct without its id, too.
            words = replaced(text, "id", '""')
            if words not in seen:
                break
        else:
            sys.exit(f"no new words for sheet {number}")
        seen.add(words)
        (out / f"bench-{number:05}.toml").write_text(text, encoding="utf-8")
    print(f"{arguments.sheets} distinct sheets from seed {arguments.seed} in {out}")
    if arguments.check:
        names = [f"bench-{number:05}.toml" for number in range(1, arguments.sheets + 1)]
        names = rng.sample(names, min(arguments.check, len(names)))
        command = [common.program(arguments.candor), "check", *(str(out / name) for name in names)]
        command += ["--format", "handout"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"candor check left with {done.returncode}:\n{done.stdout}{done.stderr}")
        print(f"candor check passes {len(names)} of them")


# ---------------------------------------------------------------------------- digests


def digest(folder):
    records, words, names = set(), set(), 0
    for pdf in pdfs_below(folder):
        composition = composition_of(pdf)
        data = json.loads(composition)
        records.add(hashlib.sha256(composition).hexdigest())
        # The words alone: the sheet's id stands in the running lines.
        leaves = "\n".join(plain(leaf) for leaf in leaves_of(data))
        words.add(hashlib.sha256(leaves.encode()).hexdigest())
        names += 1
    print(json.dumps({"pdfs": names, "records": len(records), "words": len(words)}))


def main():
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("candor", nargs="?", metavar="CANDOR", help="the built program")
    reader.add_argument("out", nargs="?", metavar="OUT", help="the folder to write into")
    reader.add_argument("--sheet", action="append", metavar="ID", help="only this sheet; may be repeated")
    reader.add_argument("--paper", default="a4", choices=["a4", "letter"])
    reader.add_argument("--jurisdiction", default="uk", choices=["us", "uk"])
    reader.add_argument("--sheets", type=int, metavar="N", help="write N distinct sheets instead")
    reader.add_argument("--seed", type=int, default=1, metavar="S")
    reader.add_argument("--check", type=int, default=50, metavar="N", help="let Candor check N of the sheets (0: none)")
    reader.add_argument("--from", dest="pdfs", metavar="PDFS", help="take handouts that are there")
    reader.add_argument("--digest", metavar="PDFS", help="count distinct texts of record")
    arguments = reader.parse_args()
    if arguments.digest:
        return digest(arguments.digest)
    if not (arguments.candor and arguments.out):
        reader.error("CANDOR and OUT are needed")
    out = pathlib.Path(arguments.out).resolve()
    if arguments.pdfs:
        drawn = drawings(common.program(arguments.candor))
        for pdf in pdfs_below(arguments.pdfs):
            if not arguments.sheet or pdf.name.split(".")[0] in arguments.sheet:
                for_peers(pdf, out, drawn)
        return None
    return many(arguments, out) if arguments.sheets else shipped(arguments, out)


if __name__ == "__main__":
    main()

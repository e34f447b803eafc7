#!/bin/bash
# The preview in a real browser:  run.sh CANDOR [OUT] [TEST...]
#
# Makes a clinic's workspace with keys behind passphrases, starts the built program, and plays the
# story of a sheet by mouse (story) and by keys alone (keyboard), measures how soon a typed change is
# on the page (latency), and lets axe-core look at every view (axe). Pictures and files go to OUT.
# Needs Node 20 and Debian's chromium (CHROMIUM names another); npm packages are kept in one folder
# outside the repository ($BROWSER_HOME, or candor-browser in the user's cache).
# Exit: 0 all passed, 1 a test failed, 2 the command was wrong, 3 a tool is missing.
set -u
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] && [ -x "$1" ] || { echo "usage: run.sh CANDOR [OUT] [TEST...]" >&2; exit 2; }
candor=$(realpath "$1"); shift
out=${1:-$(mktemp -d)}; [ $# -eq 0 ] || shift
mkdir -p "$out"; out=$(realpath "$out")
[ $# -gt 0 ] || set -- story keyboard latency axe
cache=${BROWSER_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/candor-browser}
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}

skip() { echo "SKIPPED browser: $1"; exit 3; }
command -v node >/dev/null 2>&1 || skip "no Node"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || skip "Node is older than 20"
[ -n "$chromium" ] && [ -x "$chromium" ] || skip "no chromium"
for package in puppeteer-core@24.43.1 axe-core@4.14.1; do
  folder=$cache/node_modules/${package%@*}
  if ! grep -q "\"version\": \"${package#*@}\"" "$folder/package.json" 2>/dev/null; then
    command -v npm >/dev/null 2>&1 || skip "$package is not installed, and there is no npm"
    mkdir -p "$cache"
    npm install --silent --no-audit --no-fund --prefix "$cache" "$package" >&2 || skip "$package cannot be installed"
  fi
done
export CANDOR=$candor OUT=$out NPM_DIR=$cache CHROMIUM=$chromium
failed=0
for test in "$@"; do
  echo "== $test"
  status=0
  timeout 900 node "$here/$test.mjs" &
  trap "kill $! 2>/dev/null" TERM INT HUP
  wait $! || status=$?
  case $status in
    0) echo "passed  $test" ;;
    *) echo "FAILED  $test (exit $status)"; failed=1 ;;
  esac
done
echo "pictures and files: $out"
exit $failed

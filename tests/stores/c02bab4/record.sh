#!/bin/bash
# Writes down what a program says of this folder's store: record.sh CANDOR >said.txt
# `said.txt` is what the program of commit c02bab4 said; it is never recorded anew.
set -euo pipefail
candor=$(realpath "$1"); cd "$(dirname "$(realpath "$0")")"
grep -v '^#' asked.txt | while IFS= read -r line; do
  read -ra words <<<"$line"; status=0
  out=$(mktemp); err=$(mktemp)
  env -i NO_COLOR=1 "$candor" "${words[@]}" >"$out" 2>"$err" </dev/null || status=$?
  printf '$ %s\n' "$line"; sed 's/^/  /' "$out"; sed 's/^/  ! /' "$err"; printf '= %s\n' "$status"
  rm "$out" "$err"
done

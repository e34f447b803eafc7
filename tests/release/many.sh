#!/bin/bash
# Builds a store of N versions, each through cut, two signatures and publish, and measures verify and impact on it:
#   many.sh CANDOR FOLDER N...      such as: many.sh target/release/candor /tmp/many 100 1000 10000
# Takes about half a second a version; goes on where it was stopped.
set -euo pipefail
candor=$(realpath "$1"); folder=$2; shift 2
for n in "$@"; do
  CANDOR_TEST_MANY="$n|$folder/releases" cargo test --release --test it -- --ignored many:: >/dev/null 2>&1
  touch "$folder/candor.toml"
  for command in "verify $folder/releases" "impact --workspace $folder --item ci-broken-skin" "release list --workspace $folder"; do
    # shellcheck disable=SC2086
    /usr/bin/time -f "$n versions: candor ${command%% *}: %e s, %M KB" "$candor" $command --on 2026-11-23 >/dev/null 2>"$folder/said" || true
    tail -n 1 "$folder/said"
  done
done

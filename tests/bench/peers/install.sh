#!/usr/bin/env bash
# Installs the peers of the benchmarks into one folder outside the repository, $BENCH_HOME or
# candor-bench in the user's cache folder, and Debian's packages. What is there already is skipped;
# what cannot be had is named at the end, and the script leaves with 1.
#
#     tests/bench/peers/install.sh [PART]...      parts: venv typst debian; without any, all
#
# The typst command is built from source where no binary of it is found: 10 to 40 minutes.
set -u

home=${BENCH_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/candor-bench}
typst_version=0.15.1
missing=()
mkdir -p "$home" || exit 1
home=$(cd "$home" && pwd)

note() { printf '%s\n' "$*" >&2; }

part_venv() {
    local python=$home/venv/bin/python
    if [ -x "$python" ] && "$python" -c 'import importlib.metadata as m, sys
sys.exit(m.version("weasyprint") != "70.0" or m.version("pikepdf") != "10.17.0")' 2>/dev/null; then
        note "weasyprint 70.0: there"
        return
    fi
    note "weasyprint 70.0: installing into $home/venv"
    if ! { python3 -m venv "$home/venv" &&
        "$home/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pikepdf==10.17.0; }; then
        missing+=("weasyprint 70.0 and pikepdf 10.17.0 (Python packages)")
    fi
}

is_typst() {
    [ -x "$1" ] && "$1" --version 2>/dev/null | grep -q "^typst $typst_version\b"
}

part_typst() {
    local found
    for found in "${TYPST:-}" "$home/bin/typst" "$(command -v typst)" "${CARGO_HOME:-$HOME/.cargo}/bin/typst"; do
        if [ -n "$found" ] && is_typst "$found"; then
            note "typst $typst_version: $found"
            if [ "$found" != "$home/bin/typst" ]; then
                mkdir -p "$home/bin" && ln -sf "$(realpath "$found")" "$home/bin/typst"
            fi
            return
        fi
    done
    # No Python package holds the command: the one called typst is a binding to the library.
    if ! command -v cargo >/dev/null; then
        missing+=("typst $typst_version (no binary found, and no cargo to build it)")
        return
    fi
    note "typst $typst_version: building from source, 10 to 40 minutes"
    if ! { CARGO_TARGET_DIR=$home/typst-build cargo install typst-cli \
        --version "$typst_version" --locked --root "$home" && is_typst "$home/bin/typst"; }; then
        missing+=("typst $typst_version (cargo install typst-cli)")
        return
    fi
    rm -rf "$home/typst-build"
}

part_debian() {
    local packages=(fop chromium texlive-latex-base texlive-latex-recommended
        texlive-latex-extra texlive-fonts-recommended texlive-luatex lmodern poppler-utils)
    local wanted=() package root=()
    if ! command -v apt-get >/dev/null; then
        for package in fop chromium pdflatex lualatex pdftotext; do
            command -v "$package" >/dev/null || missing+=("$package (no apt-get here)")
        done
        return
    fi
    for package in "${packages[@]}"; do
        if dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed'; then
            note "$package: there"
        else
            wanted+=("$package")
        fi
    done
    [ ${#wanted[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            missing+=("${wanted[@]/%/ (Debian package; not root, and no sudo)}")
            return
        fi
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq || note "apt-get update failed; trying with the lists that are there"
    # One by one: a package that cannot be had does not keep the others out.
    for package in "${wanted[@]}"; do
        note "$package: installing"
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
            missing+=("$package (Debian package)")
    done
}

if [ $# -eq 0 ]; then
    set -- debian venv typst
fi
for part in "$@"; do
    case $part in
        venv | typst | debian) "part_$part" ;;
        *)
            note "no such part: $part; there are venv, typst and debian"
            exit 2
            ;;
    esac
done
if [ ${#missing[@]} -gt 0 ]; then
    note ""
    note "could not be installed, so it will not be measured:"
    printf '  %s\n' "${missing[@]}" >&2
    exit 1
fi

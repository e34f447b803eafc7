#!/bin/bash
# A disk that fills up at many places during cut, sign and publish; then there is room again:
#   full-disk.sh CANDOR
# Each time the store must verify, and the work must go on to its end. Needs root, to mount small disks.
set -euo pipefail
candor=$(realpath "$1")
command -v ssh-keygen >/dev/null || { echo "NOT RUN: ssh-keygen is missing"; exit 3; }
[ "$(id -u)" = 0 ] || { echo "NOT RUN: only root can mount a small disk"; exit 3; }
work=$(mktemp -d); disk=$work/disk; mkdir "$disk"
trap 'umount "$disk" 2>/dev/null || true; rm -rf "$work"' EXIT
mount -t tmpfs -o size=64k tmpfs "$disk" 2>/dev/null || { echo "NOT RUN: no small disk can be mounted here"; exit 3; }
umount "$disk"
cd "$work"
for person in ada pam peg; do ssh-keygen -q -t ed25519 -N "" -C $person -f $person; done
"$candor" init clinic --name "Example Clinic" --phone 555-0100 --on 2026-11-23 \
  --person "ada:Ada Example:author:ada.pub" --person "pam:Pam Example:pharmacist:pam.pub" \
  --person "peg:Peg Example:publisher,clinician:peg.pub" >/dev/null 2>&1
rm clinic/sheets/ldn-general.toml
(cd clinic && "$candor" new ldn-round --from ldn-fibromyalgia --on 2026-11-23 >/dev/null 2>&1)
printf '[policy]\nformats = ["handout"]\n' >>clinic/candor.toml

make_candidate() { "$candor" release cut ldn-round --on 2026-11-24; }
sign() { "$candor" release sign ldn-round --key "$work/$1" --reason "read it" --on 2026-11-24; }
publish() { "$candor" release publish ldn-round --key "$work/peg" --on 2026-11-24; }
# each BASE STEP...: does STEP on disks with 0, 16, 32 ... KiB to spare, until it succeeds at once
each() {
  local base=$1 spare=0 full=0 used; shift
  used=$(du -s --apparent-size -k "$base" | cut -f1)
  while :; do
    mount -t tmpfs -o "size=$((used * 2 + 256))k" tmpfs "$disk"
    cp -r "$base/." "$disk"; cd "$disk"
    mount -o "remount,size=$(( $(df -k --output=used "$disk" | tail -1) + spare ))k" "$disk"
    if "$@" >"$work/said" 2>&1; then
      "$candor" verify --on 2026-11-24 >/dev/null 2>&1
      cd "$work"; rm -rf "$work/after"; cp -r "$disk/." "$work/after"; umount "$disk"; break
    fi
    grep -qiE "no space|storage is full|disk is full" "$work/said" || { cat "$work/said"; exit 1; }
    full=$((full + 1))
    mount -o "remount,size=64m" "$disk"
    "$candor" release resume >/dev/null 2>&1
    "$candor" verify --on 2026-11-24 >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
    # A step that was done when the disk was full has left nothing to do: then it says so.
    "$@" >"$work/said" 2>&1 || grep -qE "already|no candidate" "$work/said" || { cat "$work/said"; exit 1; }
    "$candor" verify --on 2026-11-24 >/dev/null 2>&1
    cd "$work"; umount "$disk"; spare=$((spare + 16))
  done
  echo "$*: the disk was full $full times, at each 16 KiB; the store verified and the work went on"
}
each clinic make_candidate; mv after cut-done
each cut-done sign ada; mv after one; each one sign pam; mv after two
each two publish

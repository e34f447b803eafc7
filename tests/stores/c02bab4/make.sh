#!/bin/bash
# Makes the store of this folder with a given program:
#   make.sh CANDOR FOLDER
# FOLDER gets `releases`, `paper` and `root.txt`. The program of commit c02bab4 makes the very bytes
# that are committed here: the keys are fixed, every day is given, and its signatures hold no chance.
# A later program makes another store, by later rules.
set -euo pipefail
here=$(dirname "$(realpath "$0")"); candor=$(realpath "$1"); mkdir -p "$2"; folder=$(realpath "$2")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
cp -r "$here/keys" keys; chmod 600 keys/*
refused() { local status=0; "$@" || status=$?; [ $status = 1 ] || { echo "expected a refusal, got $status"; exit 1; }; }

"$candor" init clinic --name "Example Clinic" --phone 555-0100 --on 2026-01-05 \
  --person "ada:Ada Example:author:keys/ada.pub" --person "pam:Pam Example:pharmacist:keys/pam.pub" \
  --person "cora:Cora Example:clinician:keys/cora.pub" --person "peg:Peg Example:publisher:keys/peg.pub" \
  --person "sam:Sam Example:pharmacist,publisher:keys/sam.pub" >root.txt
cd clinic; rm sheets/ldn-general.toml
cut() { "$candor" release cut "$1" --on "$2" >/dev/null; }
sign() { "$candor" release sign "$1" --key "../keys/$2" --reason "An example" --on "$3" >/dev/null; }
publish() { "$candor" release publish "$1" --key "../keys/$2" --on "$3" >/dev/null; }

# One format, and one person suffices for what is no safety change.
cat >>candor.toml <<'T'

[policy]
formats = ["handout"]
papers = ["letter"]
minor = { people = 1 }
layout = { people = 1 }
T

# Two versions of words: the first signed by two, the second, a minor one, by one.
"$candor" new two-versions --from ldn-fibromyalgia --on 2026-01-05
cut two-versions 2026-01-05; sign two-versions ada 2026-01-05; sign two-versions pam 2026-01-06
publish two-versions peg 2026-01-07
sed -i 's/Which of my symptoms should we track?/Which of my symptoms do we track?/' sheets/two-versions.toml
cut two-versions 2026-01-12; sign two-versions pam 2026-01-12; publish two-versions peg 2026-01-12

# A version that was withdrawn.
"$candor" new withdrawn --from ldn-lupus --on 2026-01-05
cut withdrawn 2026-01-13; sign withdrawn ada 2026-01-13; sign withdrawn cora 2026-01-13
publish withdrawn peg 2026-01-13

# A waiver, signed by the person whom it names.
"$candor" new waiver --from ldn-hiv --on 2026-01-05
cat >>sheets/waiver.toml <<'T'

[[waive]]
item = "se-headache"
by = "Cora Example"
date = 2026-01-05
reason = "An example of a waiver."
T
cut waiver 2026-01-14; sign waiver ada 2026-01-14; sign waiver pam 2026-01-14
refused "$candor" release publish waiver --key ../keys/peg --on 2026-01-14 # Cora has not signed
sign waiver cora 2026-01-14; publish waiver peg 2026-01-14

# A version that is overdue after a month.
"$candor" new overdue --from ldn-thyroid --on 2026-01-05
sed -i 's/^review-months = .*/review-months = 1/' sheets/overdue.toml
cut overdue 2026-01-15; sign overdue ada 2026-01-15; sign overdue pam 2026-01-15
publish overdue peg 2026-01-15

# The looks alone: Sam Example writes a template, cuts, signs and publishes, and nobody else sees it.
mkdir -p templates; echo '#let own = (handout: (title: 20pt))' >templates/own.typ
cut two-versions 2026-01-19; sign two-versions sam 2026-01-19; publish two-versions sam 2026-01-19
rm -r templates

# A second roster, and the withdrawal.
"$candor" roster add "tom:Tom Example:pharmacist:../keys/tom.pub" --reason "A new pharmacist" \
  --key ../keys/ada --on 2026-01-20
"$candor" roster sign --key ../keys/pam
"$candor" release withdraw withdrawn 1 --reason "An example of a withdrawal" --key ../keys/peg --on 2026-01-21

# A copy of the overdue version, which says so on each page.
"$candor" render overdue --no-cache --format handout --on 2026-03-02 --out overdue \
  --overdue-reason "An example of need" --overdue-by "Cora Example" >/dev/null

# A monograph's review; sheets that are cut from now on have other words.
"$candor" library review low-dose-naltrexone --sign --reason "An example" --key ../keys/tom --on 2026-03-03

# A candidate that one person has signed waits beside a set of signatures that no longer apply.
sed -i 's/^stop-if = .*/stop-if = "Stop if you feel no better at your review."/' sheets/two-versions.toml
cut two-versions 2026-03-03; sign two-versions ada 2026-03-03
sed -i 's/at your review\./at your next review./' sheets/two-versions.toml
cut two-versions 2026-03-04; sign two-versions ada 2026-03-04

# Paper: what was handed out beside the store, and one PDF that somebody changed.
mkdir paper; cp overdue/overdue/*.pdf paper/overdue-copy.pdf
cp releases/published/two-versions/1/two-versions.v1.handout.letter.en-us.pdf paper/changed.pdf
printf 'x' | dd of=paper/changed.pdf bs=1 seek=1000 conv=notrunc status=none
rm -f releases/.lock
rm -rf "$folder/releases" "$folder/paper"; cp -r releases paper ../root.txt "$folder/"

#!/bin/bash
# One full round on a real sheet, with tools that are not ours agreeing at each step:
#   round.sh CANDOR [FOLDER]
# new, check, render, cut, two signatures, publish, edit, status, cut version 2, diff, publish,
# verify (superseded), withdraw. Needs ssh-keygen, sha256sum, python3; zbarimg and pdftoppm read
# the QR code from paper. A tool that is missing is named, and the exit status is then 3.
set -euo pipefail
candor=$(realpath "$1"); work=${2:-$(mktemp -d)}; missing=; mkdir -p "$work"
has() { command -v "$1" >/dev/null 2>&1 || { echo "NOT RUN: $1 is missing"; missing=yes; return 1; }; }
say() { printf '\n-- %s\n' "$*"; }
# refused COMMAND...   must exit with status 1
refused() { local status=0; "$@" || status=$?; [ $status = 1 ] || { echo "expected a refusal, got $status"; exit 1; }; }
# shows PATTERN COMMAND...   prints what the command says, which must hold the pattern
shows() { local wanted=$1 out; shift; out=$("$@"); echo "$out"; grep -qE "$wanted" <<<"$out" || { echo "expected: $wanted"; exit 1; }; }
cd "$work"

say "keys: two made by Candor, two by ssh-keygen, one of them in an agent"
for person in ada pam; do
  echo "a passphrase of $person" | "$candor" key new "$person" --comment "$person" --passphrase-fd 0
done
ssh-keygen -q -t ed25519 -N "" -C peg -f peg
ssh-keygen -q -t ecdsa -b 256 -N "" -C cora -f cora
grep -q "BEGIN OPENSSH PRIVATE KEY" ada
ssh-keygen -y -P "a passphrase of ada" -f ada | cut -d' ' -f1,2 | diff - <(cut -d' ' -f1,2 ada.pub)
echo "ssh-keygen opens the key that Candor made"

say "a workspace with its first roster"
"$candor" init clinic --name "Example Clinic" --phone 555-0100 --on 2026-11-23 \
  --person "ada:Ada Example:author:ada.pub" --person "pam:Pam Example:pharmacist:pam.pub" \
  --person "cora:Cora Example:clinician:cora.pub" --person "peg:Peg Example:publisher:peg.pub" >root.txt
cat root.txt
cd clinic; rm sheets/ldn-general.toml
sign() { local who=$1; shift; echo "a passphrase of $who" | "$candor" release sign "$@" --key "../$who" --passphrase-fd 0; }

say "new, check, render"
"$candor" new ldn-round --from ldn-fibromyalgia --on 2026-11-23
"$candor" check
"$candor" render --on 2026-11-23 >drafts.txt; cat drafts.txt; grep -q draft drafts.txt
shows "draft" "$candor" status --on 2026-11-23

say "cut, two signatures"
"$candor" release cut ldn-round --on 2026-11-23
refused "$candor" release publish ldn-round --key ../peg --on 2026-11-23
sign ada ldn-round --reason "I wrote it" --on 2026-11-23
refused sign ada ldn-round --reason "again" --on 2026-11-23
refused "$candor" release publish ldn-round --key ../peg --on 2026-11-23
sign pam ldn-round --reason "Checked against the library" --on 2026-11-23
shows "publish it" "$candor" status --on 2026-11-23

say "ssh-keygen accepts our signatures, and we accept its own"
folder=releases/candidates/ldn-round/1
for person in ada pam; do
  ssh-keygen -Y verify -f releases/allowed_signers -I $person -n candor-declaration -Overify-time=20261123120000 \
    -s $folder/declarations/$person.json.sig <$folder/declarations/$person.json
done
python3 - "$folder" <<'P'
import json, sys
folder = sys.argv[1]
one = json.load(open(f"{folder}/declarations/pam.json"))
one.update(person="cora", name="Cora Example", role="clinician", meaning="I reviewed the clinical content and approve it")
open(f"{folder}/declarations/cora.json", "w").write(json.dumps(one, indent=2, ensure_ascii=False) + "\n")
P
ssh-keygen -q -Y sign -f ../cora -n candor-declaration $folder/declarations/cora.json
shows "Cora Example .clinician." "$candor" status --on 2026-11-23

say "publish; sha256sum and ssh-keygen agree"
"$candor" release publish ldn-round --key ../peg --on 2026-11-24
release=releases/published/ldn-round/1
(cd $release && sha256sum --quiet -c SHA256SUMS && echo "sha256sum -c: all good")
ssh-keygen -Y verify -f releases/allowed_signers -I peg -n candor-release -Overify-time=20261124120000 \
  -s $release/release.json.sig <$release/release.json
cat $release/release-note.txt
python3 -c "import json,sys; d=json.load(open(sys.argv[1])); assert d['resourceType']=='DocumentReference' and d['content'][0]['attachment']['size']>0; print('FHIR:', d['description'])" "$(ls $release/fhir/*.json | head -1)"
"$candor" render --on 2026-11-25 --out handed >handed.txt; cat handed.txt
cmp "$(grep handout handed.txt)" $release/ldn-round.v1.handout.letter.en-us.pdf
"$candor" verify --root "$(cat ../root.txt)" --rebuild --on 2026-11-25
"$candor" verify "$(grep handout handed.txt)" --on 2026-11-25
"$candor" current --on 2026-11-25 --out wall.pdf
"$candor" current --label ldn-round --on 2026-11-25
code=$("$candor" release list --json --on 2026-11-25 | python3 -c "import json,sys; print(json.load(sys.stdin)[0]['release']['code'])")
"$candor" verify "$code" --on 2026-11-25
"$candor" verify "$code" --current releases/current.json --allowed-signers releases/allowed_signers --on 2026-11-25
"$candor" release export ldn-round 1 one.zip; "$candor" release export ldn-round 1 two.zip; cmp one.zip two.zip
python3 -c "import zipfile; z=zipfile.ZipFile('one.zip'); assert z.testzip() is None; print('zip:', len(z.namelist()), 'files, twice the same bytes')"
if has zbarimg && has pdftoppm; then
  pdftoppm -r 150 -png -gray $release/ldn-round.v1.handout.letter.en-us.pdf page
  qr=$(zbarimg --nodbus --quiet --raw page-*.png || true)   # the first page has none
  echo "$qr"
  "$candor" verify "$qr" --on 2026-11-25
  "$candor" verify "$qr" --current releases/current.json --allowed-signers releases/allowed_signers --on 2026-11-25
fi
refused "$candor" render --on 2029-01-01 --out late
shows "review due" "$candor" status --on 2027-11-01
shows "overdue" "$candor" status --on 2029-01-01

say "edit: a comment changes nothing, a word does"
sed -i '1a # a comment' sheets/ldn-round.toml
shows "published" "$candor" status --on 2026-11-25
sed -i 's/^stop-if = .*/stop-if = "Stop if you feel no better at your review."/' sheets/ldn-round.toml
shows "differ from version 1" "$candor" status --on 2026-11-25
shows "safety" "$candor" diff ldn-round
"$candor" release cut ldn-round --on 2026-11-25
sign ada ldn-round --reason "I changed when to stop" --on 2026-11-25
sed -i 's/at your review\./at your next review./' sheets/ldn-round.toml
shows "do not apply" "$candor" status --on 2026-11-25
refused sign pam ldn-round --reason "Checked" --on 2026-11-25
"$candor" release cut ldn-round --on 2026-11-25
sign ada ldn-round --reason "I changed when to stop" --on 2026-11-25

say "a key in an agent signs"
eval "$(ssh-agent -s)" >/dev/null; trap 'kill $SSH_AGENT_PID' EXIT
ssh-add -q ../cora
"$candor" release sign ldn-round --reason "Read it" --agent --on 2026-11-25
"$candor" release publish ldn-round --key ../peg --on 2026-11-26
"$candor" diff ldn-round 1 2
shows superseded refused "$candor" verify "$code" --on 2026-11-26
refused "$candor" verify handed/ldn-round/ldn-round.v1.handout.letter.en-us.pdf --on 2026-11-26
"$candor" impact --item ci-opioid-use --notice recall.pdf --reason "An example" --on 2026-11-26

say "a changed PDF is altered, a stranger is unknown"
cp $release/ldn-round.v1.handout.letter.en-us.pdf changed.pdf
printf 'x' | dd of=changed.pdf bs=1 seek=1000 conv=notrunc status=none
shows "altered|unknown" refused "$candor" verify changed.pdf --on 2026-11-26
refused "$candor" verify ../root.txt --on 2026-11-26

say "withdraw"
"$candor" release withdraw ldn-round 2 --reason "An example of a withdrawal" --key ../peg --on 2026-11-27
refused "$candor" render --on 2026-11-27 --out gone
"$candor" release list --on 2026-11-27
shows "withdrawn" "$candor" status --on 2026-11-27
"$candor" verify --root "$(cat ../root.txt)" --on 2026-11-27

say "the roster changes with two signatures"
ssh-keygen -q -t ed25519 -N "" -C tom -f ../tom
echo "a passphrase of ada" | "$candor" roster add "tom:Tom Example:pharmacist:../tom.pub" --reason "A new pharmacist" --key ../ada --passphrase-fd 0 --on 2026-11-27
echo "a passphrase of pam" | "$candor" roster sign --key ../pam --passphrase-fd 0
"$candor" roster list
"$candor" verify --root "$(cat ../root.txt)" --on 2026-11-27
"$candor" library review low-dose-naltrexone >monograph.txt 2>/dev/null; wc -l <monograph.txt
"$candor" library review low-dose-naltrexone --sign --reason "An example" --key ../tom --on 2026-11-27
"$candor" library diff low-dose-naltrexone 1
"$candor" verify --on 2026-11-27
echo; [ -z "$missing" ] && echo "the whole round is done" || { echo "the round is done, but for what was not run"; exit 3; }

//! The verifier: holds a store against the specification, in its order and with its numbers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::code::{Checked, Scanned};
use super::cut::{self, Cut, RECORD};
use super::declare::{declared, intact, missing, weigh};
use super::ledger::{Action, Entry, Published};
use super::manifest::{CANDIDATE, Candidate, RELEASE, Release, Statement, WITHDRAWAL, Withdrawal};
use super::publish::{
    ALLOWED_SIGNERS, CURRENT_FILE, read_current, released, reopen, rows, same_again,
    same_but_block, withdrawal_file,
};
use super::record::Record;
use super::roster::{Person, Roster};
use super::shelf::{INSIDE, PUBLISHED, RELEASE_MANIFEST, Reader, Shelf, folder, roster_file};
use super::sign::Purpose;
use super::store::{Kind, Store, files, join};
use super::transaction::{Finished, LEDGER, PENDING, STAGING, pending};
use super::{Error, Version, files as elsewhere};
use crate::compose::Standing;
use crate::digest::sha256;
use crate::model::{Id, Role};

/// What the verifier is told besides the store.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The day on which it is asked.
    pub today: Date,
    /// The SHA-256 of the first roster, as it was kept on paper.
    pub root: Option<String>,
    /// The least number of a list of current versions that was seen before.
    pub counter: u64,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// How many lines the ledger has.
    pub lines: usize,
    /// The SHA-256 of its last line.
    pub head: String,
    /// How many versions are published.
    pub versions: usize,
    /// The number of the list of current versions.
    pub counter: u64,
    /// What is worth saying and no damage.
    pub notes: Vec<String>,
}

/// Verifies a whole store.
///
/// # Errors
/// At the first step that does not hold.
pub fn store(store: &dyn Store, trust: &Trust) -> Result<Verified, Error> {
    let plan = pending(store)?;
    let mut verified = Verified::default();
    if plan.is_some() {
        verified
            .notes
            .push("a change was begun and not finished; the next command finishes it".into());
    }
    let store = &Finished::new(store, plan.as_ref());
    shape(store)?;
    let shelf = Shelf::read(store)?;
    rosters(store, &shelf, trust)?;
    let reader = Reader::new(store);
    let mut before: BTreeMap<&str, Version> = BTreeMap::new();
    for (entry, published) in shelf.ledger.published() {
        let files = reader.all(&folder(&published.sheet, published.version))?;
        release(&shelf, entry, published, &files, before.get(published.sheet.as_str()).copied())?;
        before.insert(&published.sheet, published.version);
        verified.versions += 1;
    }
    strangers(store, &shelf)?;
    withdrawals(store, &shelf)?;
    monographs(store, &shelf)?;
    verified.counter = current(store, &shelf, trust, &mut verified.notes)?;
    verified.lines = shelf.ledger.entries.len();
    verified.head.clone_from(&shelf.ledger.head);
    Ok(verified)
}

/// Step 1: only files that a store has, and no links.
fn shape(store: &dyn Store) -> Result<(), Error> {
    const FOLDERS: [&str; 9] = [
        "candidates",
        "published",
        "roster",
        "set-aside",
        "withdrawn",
        "monographs",
        STAGING,
        PENDING,
        "copies",
    ];
    const FILES: [&str; 5] = [LEDGER, CURRENT_FILE, ALLOWED_SIGNERS, ".lock", "README.txt"];
    for (name, kind) in store.list("")? {
        let known = match kind {
            Kind::Folder => FOLDERS.contains(&name.as_str()),
            Kind::File => FILES.contains(&name.as_str()),
            Kind::Other => false,
        };
        if !known {
            return Err(Error::at(1, format!("`{name}` has no place in a store")));
        }
    }
    for folder in FOLDERS {
        files(store, folder).map_err(|error| Error::at(1, error.to_string()))?;
    }
    Ok(())
}

/// Steps 3 and 4: the first roster is the one on paper, and each change was allowed.
fn rosters(store: &dyn Store, shelf: &Shelf, trust: &Trust) -> Result<(), Error> {
    if let Some((_, bytes)) = shelf.rosters.first() {
        let found = sha256(bytes);
        if trust.root.as_ref().is_some_and(|root| *root != found) {
            return Err(Error::at(3, format!("the first roster is {found}, not the one on paper")));
        }
    } else if trust.root.is_some() || !shelf.ledger.entries.is_empty() {
        return Err(Error::at(3, "the store has no roster"));
    }
    for pair in shelf.rosters.windows(2) {
        let ((before, _), (next, bytes)) = (&pair[0], &pair[1]);
        let mut signatures = BTreeMap::new();
        for person in &before.people {
            let path = format!("{}.{}.sig", roster_file(next.number), person.id);
            if let Some(signature) = store.read(&path)? {
                signatures.insert(person.id.clone(), signature);
            }
        }
        if !before.allows(next, bytes, &signatures) {
            return Err(Error::at(
                4,
                format!("roster {} is not signed by two people of the one before it", next.number),
            ));
        }
    }
    let known: BTreeSet<String> =
        shelf.rosters.iter().map(|(roster, _)| format!("{:04}", roster.number)).collect();
    for (name, kind) in store.list("roster")? {
        let number = name.split('.').next().unwrap_or_default();
        let in_place = match kind {
            Kind::File => known.contains(number),
            Kind::Folder => name == "proposal",
            Kind::Other => false,
        };
        if !in_place {
            return Err(Error::at(3, format!("roster/{name} is not in the ledger")));
        }
    }
    let expected = shelf.rosters.last().map(|(roster, _)| roster.allowed_signers());
    let found = store.read(ALLOWED_SIGNERS)?;
    if found.as_deref() != expected.as_deref().map(str::as_bytes) {
        return Err(Error::at(3, format!("{ALLOWED_SIGNERS} is not made from the roster")));
    }
    Ok(())
}

/// Steps 5 to 14 for one release.
pub(super) fn release(
    shelf: &Shelf,
    entry: &Entry,
    published: &Published,
    files: &BTreeMap<String, Vec<u8>>,
    before: Option<Version>,
) -> Result<(), Error> {
    let name = format!("{} version {}", published.sheet, published.version);
    let at = |step: u8, what: &str| Err(Error::at(step, format!("{name}: {what}")));
    // 5. The manifest is the one that the ledger names.
    let Some(bytes) = files.get(RELEASE_MANIFEST) else { return at(5, "its manifest is missing") };
    if sha256(bytes) != published.manifest {
        return at(5, "its manifest is not the one in the ledger");
    }
    let manifest: Statement<Release> = Statement::parse(bytes, RELEASE, 5)?;
    let about = &manifest.predicate;
    // 6. A publisher signed it.
    let roster = shelf
        .roster_at(entry.number)
        .ok_or_else(|| Error::at(6, format!("{name}: no roster was in force")))?;
    let signature = files.get("release.json.sig").map(Vec::as_slice).unwrap_or_default();
    let publisher = roster.person(&about.publisher).filter(|person| {
        person.roles.contains(&Role::Publisher)
            && person.is_valid(about.published)
            && person.signed(Purpose::Release, bytes, signature)
    });
    let Some(publisher) = publisher else {
        return at(6, "it is not signed by a publisher of that day");
    };
    // 7. Every file is as it was, none is missing, none was added.
    let own = [RELEASE_MANIFEST, "release.json.sig"];
    for (file, bytes) in files.iter().filter(|(file, _)| !own.contains(&file.as_str())) {
        match manifest.digest(file) {
            None => return at(7, &format!("{file} was added")),
            Some(digest) if digest != sha256(bytes) => {
                return at(7, &format!("{file} was changed"));
            }
            Some(_) => {}
        }
    }
    if let Some(gone) = manifest.subject.iter().find(|subject| !files.contains_key(&subject.name)) {
        return at(7, &format!("{} is missing", gone.name));
    }
    elsewhere::check_sums(files)?;
    let pdfs: Vec<&str> = manifest
        .subject
        .iter()
        .filter(|subject| subject.name.ends_with(".pdf") && !subject.name.contains('/'))
        .map(|subject| subject.digest.sha256.as_str())
        .collect();
    if pdfs != published.pdfs {
        return at(7, "its PDFs are not those in the ledger");
    }
    // 8. The candidate is the one that was signed, and speaks of the same thing.
    let prefix = format!("{INSIDE}/");
    let inside: BTreeMap<String, Vec<u8>> = files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        .collect();
    let bytes = inside.get(cut::MANIFEST).cloned().unwrap_or_default();
    if sha256(&bytes) != about.candidate {
        return at(8, "its candidate is another one");
    }
    let candidate: Statement<Candidate> = Statement::parse(&bytes, CANDIDATE, 8)?;
    intact(&inside, &candidate)?;
    let cut = &candidate.predicate;
    let agree = cut.sheet == about.sheet
        && about.sheet == published.sheet
        && cut.version == about.version
        && about.version == published.version
        && cut.content == about.content
        && about.content == published.content
        && cut.due == about.due
        && about.due == published.due
        && cut.code == about.code
        && about.code == published.code
        && cut.class == about.class
        && about.class == published.class
        && cut.class_by_rule <= cut.class
        && about.published == entry.on;
    if !agree {
        return at(8, "candidate, release and ledger do not agree");
    }
    signatures(roster, entry, &candidate, about, &inside)?;
    pages(files, &inside, about, pdfs.len())?;
    codes(about, publisher)?;
    // 14. It follows the version before it.
    if cut.previous != before || before.is_some_and(|before| about.version <= before) {
        return at(14, "it does not follow the version before it");
    }
    Ok(())
}

/// Steps 9 and 10 for one release: who signed, and whether that suffices.
fn signatures(
    roster: &Roster,
    entry: &Entry,
    candidate: &Statement<Candidate>,
    about: &Release,
    inside: &BTreeMap<String, Vec<u8>>,
) -> Result<(), Error> {
    let at = |step: u8, what: &str| Err(Error::at(step, format!("{}: {what}", named(about))));
    // 9. Declarations.
    let view = Held { prefix: "c", files: inside };
    let declarations = declared(&view, "c")?;
    let signed = weigh(&declarations, roster, candidate, &about.candidate)?;
    let reviewed: Vec<_> = declarations
        .iter()
        .map(|one| {
            (
                &one.declaration.person,
                &one.declaration.name,
                one.declaration.role,
                one.declaration.on,
            )
        })
        .collect();
    let listed: Vec<_> =
        about.reviewers.iter().map(|r| (&r.person, &r.name, r.role, r.on)).collect();
    if reviewed != listed || about.reviewers.iter().any(|r| entry.on < r.on) {
        return at(9, "its reviewers are not those who signed");
    }
    // 10. The policy.
    let lacking = missing(&candidate.predicate, &signed);
    if !lacking.is_empty() {
        return at(10, &format!("it lacks {}", lacking.join(", ")));
    }
    Ok(())
}

/// Steps 11 and 12 for one release: the text of record, and the released pages.
fn pages(
    files: &BTreeMap<String, Vec<u8>>,
    inside: &BTreeMap<String, Vec<u8>>,
    about: &Release,
    n_pdfs: usize,
) -> Result<(), Error> {
    let at = |step: u8, what: &str| Err(Error::at(step, format!("{}: {what}", named(about))));
    // 11. The text of record.
    let text = inside.get(RECORD).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let record = text.and_then(Record::parse).unwrap_or_default();
    if record.digest() != about.content || text != Some(record.to_text().as_str()) {
        return at(11, "its text of record has another digest");
    }
    // 12. Released pages differ from the candidate's in the release block alone.
    let from = format!(".candidate{}.", about.version);
    let to = format!(".v{}.", about.version);
    let mut n = 0;
    for (name, bytes) in
        inside.iter().filter(|(name, _)| name.contains(&from) && name.ends_with(".json"))
    {
        let there = name.replacen(&from, &to, 1);
        let released = files.get(&there).map(Vec::as_slice).unwrap_or_default();
        same_but_block(bytes, released, name)?;
        says_release(released, about, &there)?;
        n += 1;
    }
    if n == 0 || n != n_pdfs {
        return at(12, "it does not hold a composition for each PDF");
    }
    Ok(())
}

/// Step 13 for one release: check code and QR code.
fn codes(about: &Release, publisher: &Person) -> Result<(), Error> {
    let at = |step: u8, what: &str| Err(Error::at(step, format!("{}: {what}", named(about))));
    // 13. Codes.
    let id = Id::new(&about.sheet)
        .map_err(|error| Error::at(13, format!("{}: {error}", named(about))))?;
    let checked = Checked {
        sheet: id,
        version: about.version,
        content: about.content.clone(),
        due: about.due,
    };
    if checked.typed() != about.code {
        return at(13, "its check code is not made of what it says");
    }
    let scanned = Scanned::parse(&about.qr).filter(|scanned| {
        scanned.sheet == checked.sheet
            && scanned.version == about.version
            && scanned.due == about.due
            && about.content.starts_with(&scanned.content)
            && publisher.public_keys().any(|key| scanned.is_signed_by(&key))
    });
    if scanned.is_none() {
        return at(13, "its QR code is not signed for what it says");
    }
    Ok(())
}

fn named(about: &Release) -> String {
    format!("{} version {}", about.sheet, about.version)
}

/// The released composition says what its manifest says of the release.
fn says_release(json: &[u8], about: &Release, name: &str) -> Result<(), Error> {
    let text = std::str::from_utf8(json).unwrap_or_default();
    let says = |part: &str| text.contains(part);
    let people = about.reviewers.iter().all(|r| says(&crate::model::text::normalize(&r.name)));
    if !says(&about.code) || !says(&about.qr) || !people {
        return Err(Error::at(12, format!("{name} does not name its reviewers and codes")));
    }
    Ok(())
}

/// Files in memory, looked at like a store.
struct Held<'a> {
    prefix: &'a str,
    files: &'a BTreeMap<String, Vec<u8>>,
}

impl Store for Held<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = path.strip_prefix(self.prefix).map(|path| path.trim_start_matches('/'));
        Ok(path.and_then(|path| self.files.get(path)).cloned())
    }

    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error> {
        let below = path.strip_prefix(self.prefix).unwrap_or(path).trim_start_matches('/');
        let below = format!("{below}/");
        let names = self.files.keys().filter_map(|name| name.strip_prefix(&below));
        Ok(names.filter(|name| !name.contains('/')).map(|n| (n.to_owned(), Kind::File)).collect())
    }

    fn write(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn append(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn rename(&mut self, _: &str, _: &str) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn remove(&mut self, _: &str) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }
}

/// Step 5, the other way round: nothing stands among the published that the ledger does not name.
fn strangers(store: &dyn Store, shelf: &Shelf) -> Result<(), Error> {
    let known: BTreeSet<(&str, String)> = shelf
        .ledger
        .published()
        .map(|(_, published)| (published.sheet.as_str(), published.version.to_string()))
        .collect();
    for (sheet, kind) in store.list(PUBLISHED)? {
        let folder = join(PUBLISHED, &sheet);
        let versions =
            if kind == Kind::Folder { store.list(&folder)? } else { vec![(String::new(), kind)] };
        for (version, _) in versions {
            if !known.contains(&(sheet.as_str(), version.clone())) {
                return Err(Error::at(5, format!("{folder}/{version} is not in the ledger")));
            }
        }
    }
    Ok(())
}

/// Step 15: each withdrawal is signed, and none stands beside the ledger.
fn withdrawals(store: &dyn Store, shelf: &Shelf) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    for entry in &shelf.ledger.entries {
        let Action::Withdraw { sheet, version, reason, sha256: wanted } = &entry.action else {
            continue;
        };
        let path = withdrawal_file(sheet, *version);
        let bytes = store.read(&path)?.unwrap_or_default();
        let signature = store.read(&format!("{path}.sig"))?.unwrap_or_default();
        if sha256(&bytes) != *wanted {
            return Err(Error::at(15, format!("{path} is missing or not the one in the ledger")));
        }
        let statement: Withdrawal = serde_json::from_slice(&bytes)
            .map_err(|error| Error::at(15, format!("{path} is damaged: {error}")))?;
        let says = statement.form == WITHDRAWAL
            && statement.sheet == *sheet
            && statement.version == *version
            && statement.reason == *reason
            && statement.on == entry.on;
        let by = shelf.roster_at(entry.number).and_then(|roster| roster.person(&statement.person));
        let signed = by.is_some_and(|person| {
            person.roles.contains(&Role::Publisher)
                && person.is_valid(entry.on)
                && person.signed(Purpose::Withdrawal, &bytes, &signature)
        });
        if !says || !signed {
            return Err(Error::at(15, format!("{path} is not signed by a publisher of that day")));
        }
        let published = shelf
            .ledger
            .versions(sheet)
            .any(|(at, published)| published.version == *version && at.number < entry.number);
        if !published {
            return Err(Error::at(15, format!("{path} withdraws what was never published")));
        }
        known.insert(path.clone());
        known.insert(format!("{path}.sig"));
    }
    for name in files(store, "withdrawn")? {
        if !known.contains(&format!("withdrawn/{name}")) {
            return Err(Error::at(15, format!("withdrawn/{name} is not in the ledger")));
        }
    }
    Ok(())
}

/// Step 15, for monographs: each review is signed.
fn monographs(store: &dyn Store, shelf: &Shelf) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    for entry in &shelf.ledger.entries {
        if let Action::Monograph { monograph, version, .. } = &entry.action {
            let path = super::monograph::file(monograph, *version);
            super::monograph::check(store, shelf, entry)?;
            known.insert(path.clone());
            known.insert(format!("{path}.sig"));
        }
    }
    for name in files(store, "monographs")? {
        if !known.contains(&format!("monographs/{name}")) {
            return Err(Error::at(15, format!("monographs/{name} is not in the ledger")));
        }
    }
    Ok(())
}

/// Step 16: the list of current versions is signed, and says what the ledger says.
fn current(
    store: &dyn Store,
    shelf: &Shelf,
    trust: &Trust,
    notes: &mut Vec<String>,
) -> Result<u64, Error> {
    let nothing = shelf.ledger.published().next().is_none();
    let Some(bytes) = store.read(CURRENT_FILE)? else {
        return if nothing {
            Ok(0)
        } else {
            Err(Error::at(16, format!("{CURRENT_FILE} is missing")))
        };
    };
    let (current, signed) = read_current(&bytes)?;
    let known = usize::try_from(current.ledger.number).unwrap_or(usize::MAX);
    let entries = &shelf.ledger.entries;
    if entries.len() < known {
        return Err(Error::at(16, "the ledger is shorter than the list of current versions says"));
    }
    let head = match entries.get(known) {
        Some(next) => &next.before,
        None => &shelf.ledger.head,
    };
    if *head != current.ledger.sha256 {
        return Err(Error::at(16, "the list of current versions knows another ledger"));
    }
    let matters =
        |entry: &&Entry| matches!(entry.action, Action::Publish(_) | Action::Withdraw { .. });
    if entries[known..].iter().any(|entry| matters(&entry)) {
        return Err(Error::at(16, "the list of current versions is older than the ledger"));
    }
    let roster = shelf.roster_at(current.ledger.number);
    let by = roster.and_then(|roster| roster.person(&current.publisher)).filter(|person| {
        person.roles.contains(&Role::Publisher)
            && person.is_valid(current.issued)
            && person.signed(Purpose::Current, signed.list.as_bytes(), signed.signature.as_bytes())
    });
    if by.is_none() {
        return Err(Error::at(16, "the list of current versions is not signed by a publisher"));
    }
    if current.versions != rows(shelf) {
        return Err(Error::at(
            16,
            "the list of current versions does not say what the ledger says",
        ));
    }
    if current.counter < trust.counter {
        return Err(Error::at(
            16,
            format!(
                "the list of current versions has the number {}, and {} was seen before: this is an old copy",
                current.counter, trust.counter
            ),
        ));
    }
    if trust.today < current.issued {
        return Err(Error::at(
            16,
            format!(
                "the list of current versions is of {}, later than today, {}",
                current.issued, trust.today
            ),
        ));
    }
    if current.expires < trust.today {
        notes.push(format!(
            "the list of current versions ran out on {}; a publisher renews it with `candor release renew`",
            current.expires
        ));
    }
    Ok(current.counter)
}

/// Renders a published version from its stored inputs, and compares every byte.
///
/// # Errors
/// When a file is not the same, or this Candor is not the one that cut it.
pub fn rebuild(store: &dyn Store, sheet: &str, version: Version) -> Result<usize, Error> {
    let reader = Reader::new(store);
    let (release, _) = reader.release(sheet, version)?;
    let all = reader.all(&folder(sheet, version))?;
    let inside = join(&folder(sheet, version), INSIDE);
    let files = reader.all(&inside)?;
    let manifest = reader.candidate_of(sheet, version)?;
    let tool = super::manifest::Tool::here();
    if !manifest.predicate.tool.is_same_program(&tool) {
        return Err(Error::refused(
            format!("version {} of Candor cut this release", manifest.predicate.tool.version),
            "rebuild it with that program; the signatures hold all the same",
        ));
    }
    let bytes = files.get(cut::MANIFEST).cloned().unwrap_or_default();
    let cut = Cut { folder: inside, manifest, bytes };
    let (mut opened, ready) = reopen(&files, sheet)?;
    same_again(&mut opened, &ready, &cut, &files)?;
    let issue = super::publish::issue(&release.predicate);
    let made = released(&mut opened, &ready, &cut, &files, &Standing::Released(issue))?;
    for (name, bytes) in &made {
        if all.get(name) != Some(bytes) {
            return Err(Error::at(12, format!("rendered again, {name} is not the same")));
        }
    }
    Ok(made.len())
}

//! Publishing, withdrawing, changing the roster: what a ledger line stands for.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::Value;

use super::code::Checked;
use super::cut::{self, CANDIDATES, Cut, file_name, print, wanted};
use super::declare::{Declared, declared, intact, missing, person, weigh};
use super::ledger::{Action, Published};
use super::manifest::{
    CURRENT, Current, Head, RELEASE, Release, Reviewed, SignedCurrent, Standing as Row, Statement,
    Tool, WITHDRAWAL, Withdrawal,
};
use super::roster::Roster;
use super::shelf::{INSIDE, RELEASE_MANIFEST, Reader, Shelf, folder, roster_file};
use super::sign::{Purpose, Signer, armored};
use super::store::{Store, join};
use super::transaction::{Transaction, finish};
use super::{Error, Version, files as elsewhere, inputs as stored};
use crate::compose::{Issue, Reviewer, Standing};
use crate::digest::sha256;
use crate::inputs::{Opened, open};
use crate::model::{Id, Role};
use crate::render::Ready;

/// The list of current versions.
pub const CURRENT_FILE: &str = "current.json";
/// The file by which `ssh-keygen` knows the people.
pub const ALLOWED_SIGNERS: &str = "allowed_signers";

/// Publishes the candidate of a sheet.
///
/// # Errors
/// When a signature is missing, the candidate cannot be rendered again, or the disk refuses.
pub fn publish(
    store: &mut dyn Store,
    cut: &Cut,
    publisher: &mut dyn Signer,
    on: Date,
) -> Result<Statement<Release>, Error> {
    finish(store)?;
    let shelf = Shelf::read(store)?;
    let roster = shelf.roster()?;
    let who = person(roster, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Error::refused(
            format!("{} is not a publisher on the roster", who.name),
            "publish with the key of a publisher, or have the role added",
        ));
    }
    let candidate = &cut.manifest.predicate;
    let (files, declarations) = complete(store, &shelf, cut, on)?;
    let reviewers: Vec<Reviewed> = declarations
        .iter()
        .map(|one| &one.declaration)
        .map(|d| Reviewed {
            person: d.person.clone(),
            name: d.name.clone(),
            role: d.role,
            on: d.on,
        })
        .collect();
    let id = Id::new(&candidate.sheet)
        .map_err(|error| Error::at(8, format!("the candidate's sheet has no id: {error}")))?;
    let checked = Checked {
        sheet: id,
        version: candidate.version,
        content: candidate.content.clone(),
        due: candidate.due,
    };
    let issue = Issue {
        version: candidate.version.to_string(),
        published: on,
        due: candidate.due,
        reviewers: reviewers
            .iter()
            .map(|r| Reviewer { name: r.name.clone(), role: r.role, date: r.on })
            .collect(),
        code: candidate.code.clone(),
        qr: checked.qr(publisher)?,
    };
    let (mut opened, ready) = reopen(&files, &candidate.sheet)?;
    same_again(&mut opened, &ready, cut, &files)?;
    let ledger =
        Head { number: shelf.ledger.entries.len() as u64, sha256: shelf.ledger.head.clone() };
    let mut made = released(&mut opened, &ready, cut, &files, &Standing::Released(issue.clone()))?;
    let pdfs: Vec<String> =
        made.iter().filter(|(name, _)| name.ends_with(".pdf")).map(|(_, b)| sha256(b)).collect();
    elsewhere::add(&mut made, candidate, &reviewers, on, &ledger);
    made.extend(files.iter().map(|(name, bytes)| (join(INSIDE, name), bytes.clone())));
    let manifest = Statement::new(
        RELEASE,
        &made,
        Release {
            sheet: candidate.sheet.clone(),
            version: candidate.version,
            class: candidate.class,
            candidate: cut.digest(),
            content: candidate.content.clone(),
            published: on,
            due: candidate.due,
            code: candidate.code.clone(),
            qr: issue.qr,
            publisher: who.id.clone(),
            reviewers,
            ledger,
        },
    );
    let bytes = manifest.to_bytes();
    let signature = armored(&publisher.sign(Purpose::Release, &bytes)?)?;
    made.insert(RELEASE_MANIFEST.to_owned(), bytes.clone());
    made.insert(format!("{RELEASE_MANIFEST}.sig"), signature.into_bytes());
    let action = Action::Publish(Published {
        sheet: candidate.sheet.clone(),
        version: candidate.version,
        class: candidate.class,
        content: candidate.content.clone(),
        due: candidate.due,
        code: candidate.code.clone(),
        manifest: sha256(&bytes),
        pdfs,
    });
    let days = candidate.policy.current_days;
    let (mut change, after) = step(&shelf, on, action)?;
    change.folder(&folder(&candidate.sheet, candidate.version), made);
    list(store, &after, &who.id, publisher, on, days, &mut change)?;
    change.remove(&join(CANDIDATES, &candidate.sheet));
    change.commit(store)?;
    Ok(manifest)
}

/// Files by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// Whether a candidate is whole, signed as its policy asks, and may be published on a day;
/// returns its files and declarations.
fn complete(
    store: &dyn Store,
    shelf: &Shelf,
    cut: &Cut,
    on: Date,
) -> Result<(Files, Vec<Declared>), Error> {
    let roster = shelf.roster()?;
    let candidate = &cut.manifest.predicate;
    let files = Reader::new(store).all(&cut.folder)?;
    intact(&files, &cut.manifest)?;
    let declarations = declared(store, &cut.folder)?;
    let signed = weigh(&declarations, roster, &cut.manifest, &cut.digest())?;
    let lacking = missing(candidate, &signed);
    if !lacking.is_empty() {
        return Err(Error::refused(
            format!(
                "version {} of `{}` still needs {}",
                candidate.version,
                candidate.sheet,
                lacking.join(", ")
            ),
            format!("sign with `candor release sign {}`", candidate.sheet),
        ));
    }
    follows(shelf, candidate.sheet.as_str(), candidate.version, candidate.previous)?;
    if !candidate.tool.is_same_program(&Tool::here()) {
        return Err(Error::refused(
            "another Candor cut this candidate",
            "cut it again with this one; the signatures are then given again",
        ));
    }
    if candidate.due < on {
        return Err(Error::refused(
            format!("its review was due on {}", candidate.due),
            "review the sheet, change its date `revised`, and cut again",
        ));
    }
    Ok((files, declarations))
}

/// A version follows the one before it.
pub(super) fn follows(
    shelf: &Shelf,
    sheet: &str,
    version: Version,
    previous: Option<Version>,
) -> Result<(), Error> {
    let last = shelf.last_version(sheet).map(|published| published.version);
    if previous != last {
        return Err(Error::refused(
            "another version was published since this candidate was cut",
            "cut it again",
        ));
    }
    if last.is_some_and(|last| version <= last) {
        return Err(Error::refused("this version was published already", "cut it again"));
    }
    Ok(())
}

/// Opens the inputs that a candidate stores.
pub(super) fn reopen(
    files: &BTreeMap<String, Vec<u8>>,
    sheet: &str,
) -> Result<(Opened, Ready), Error> {
    let prefix = format!("{}/", stored::FOLDER);
    let own = files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        .collect();
    let mut opened = open(&stored::read(&own)?);
    if opened.diagnostics.has_errors() {
        return Err(Error::Findings(Box::new(opened.diagnostics)));
    }
    let found = opened.sheet(sheet).cloned();
    let (name, entry) =
        found.ok_or_else(|| Error::at(8, format!("the inputs hold no sheet `{sheet}`")))?;
    let (ready, found) = opened.session.sheet(&name, &entry);
    match ready {
        Some(ready) => Ok((opened, ready)),
        None => Err(Error::Findings(Box::new(found))),
    }
}

/// Renders a candidate again and holds every byte against what was signed.
pub(super) fn same_again(
    opened: &mut Opened,
    ready: &Ready,
    cut: &Cut,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), Error> {
    let candidate = &cut.manifest.predicate;
    let (documents, dossier) = cut::render(opened, ready, candidate.version, &candidate.changes)?;
    for (name, bytes) in documents.iter().chain(&dossier) {
        if files.get(name) != Some(bytes) {
            return Err(Error::at(
                8,
                format!("rendered again from the stored inputs, {name} is not the same"),
            ));
        }
    }
    let record = cut::record(opened, ready);
    if record.digest() != candidate.content {
        return Err(Error::at(11, "the text of record is not the one that was signed"));
    }
    Ok(())
}

/// Renders the released documents, which differ from the candidate's in the release block alone.
pub(super) fn released(
    opened: &mut Opened,
    ready: &Ready,
    cut: &Cut,
    files: &BTreeMap<String, Vec<u8>>,
    standing: &Standing,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let version = cut.manifest.predicate.version;
    let mut made = BTreeMap::new();
    for kind in wanted(opened) {
        let (composition, pdf) = print(opened, ready, kind, standing, &[])?;
        let before = file_name(ready.sheet(), &format!("candidate{version}"), kind, "json");
        let json = composition.to_json();
        same_but_block(files.get(&before).map(Vec::as_slice).unwrap_or_default(), &json, &before)?;
        let name = format!("v{version}");
        made.insert(file_name(ready.sheet(), &name, kind, "pdf"), pdf);
        made.insert(file_name(ready.sheet(), &name, kind, "json"), json);
    }
    Ok(made)
}

/// Two compositions say the same outside the release block (step 12).
pub(super) fn same_but_block(candidate: &[u8], released: &[u8], name: &str) -> Result<(), Error> {
    let read = |bytes: &[u8]| -> Option<Value> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let all = value.as_object_mut()?;
        for key in ["running", "stage", "state", "code", "date"] {
            all.remove(key);
        }
        for section in all.get_mut("sections")?.as_array_mut()? {
            let blocks = section.get_mut("blocks")?.as_array_mut()?;
            for block in blocks.iter_mut() {
                if let Some(labels) = block.get_mut("labels").and_then(Value::as_array_mut) {
                    labels.retain(|leaf| !in_block(leaf));
                }
            }
            blocks.retain(|block| {
                if block.get("block").and_then(Value::as_str) == Some("standing") {
                    return false;
                }
                let empty =
                    block.get("labels").and_then(Value::as_array).is_some_and(Vec::is_empty);
                !empty && !block.get("text").is_some_and(in_block)
            });
        }
        Some(value)
    };
    match (read(candidate), read(released)) {
        (Some(candidate), Some(released)) if candidate == released => Ok(()),
        _ => Err(Error::at(
            12,
            format!("{name} differs from its release in more than the release block"),
        )),
    }
}

fn in_block(leaf: &Value) -> bool {
    let name = leaf.get("leaf").and_then(Value::as_str);
    name.is_some_and(crate::compose::in_release_block)
}

/// Prepares a line of the ledger, and the shelf as it is after it.
fn step(shelf: &Shelf, on: Date, action: Action) -> Result<(Transaction, Shelf), Error> {
    let (entry, line) = shelf.ledger.next(on, action)?;
    let mut after = shelf.clone();
    after.ledger.head = sha256(&line[..line.len() - 1]);
    after.ledger.entries.push(entry);
    Ok((Transaction::with_line(line), after))
}

/// Makes and signs the list of current versions.
fn list(
    store: &dyn Store,
    after: &Shelf,
    who: &str,
    publisher: &mut dyn Signer,
    on: Date,
    days: u16,
    change: &mut Transaction,
) -> Result<(), Error> {
    let counter = match store.read(CURRENT_FILE)? {
        Some(bytes) => read_current(&bytes)?.0.counter + 1,
        None => 1,
    };
    let expires = on
        .checked_add(i64::from(days).days())
        .map_err(|error| Error::world(format!("the date cannot be reckoned: {error}")))?;
    let current = Current {
        form: CURRENT.to_owned(),
        counter,
        issued: on,
        expires,
        publisher: who.to_owned(),
        ledger: Head {
            number: after.ledger.entries.len() as u64,
            sha256: after.ledger.head.clone(),
        },
        versions: rows(after),
    };
    let text = String::from_utf8(super::json(&current)).unwrap_or_default();
    let signature = armored(&publisher.sign(Purpose::Current, text.as_bytes())?)?;
    change.file(CURRENT_FILE, super::json(&SignedCurrent { list: text, signature }));
    Ok(())
}

/// Reads the list of current versions, and the text and signature of it.
///
/// # Errors
/// When it is damaged (step 16).
pub fn read_current(bytes: &[u8]) -> Result<(Current, SignedCurrent), Error> {
    let damaged = |error| Error::at(16, format!("{CURRENT_FILE} is damaged: {error}"));
    let signed: SignedCurrent = serde_json::from_slice(bytes).map_err(damaged)?;
    let current: Current = serde_json::from_str(&signed.list).map_err(damaged)?;
    if current.form != CURRENT {
        return Err(Error::at(16, format!("{CURRENT_FILE} is of another form")));
    }
    Ok((current, signed))
}

/// The versions that a list names: the last of each sheet, and the withdrawn ones.
pub(super) fn rows(shelf: &Shelf) -> Vec<Row> {
    let mut last: BTreeMap<&str, Version> = BTreeMap::new();
    for (_, published) in shelf.ledger.published() {
        last.insert(&published.sheet, published.version);
    }
    let mut withdrawn: BTreeMap<(&str, Version), &str> = BTreeMap::new();
    for entry in &shelf.ledger.entries {
        if let Action::Withdraw { sheet, version, reason, .. } = &entry.action {
            withdrawn.insert((sheet, *version), reason);
        }
    }
    let mut rows: Vec<Row> = shelf
        .ledger
        .published()
        .map(|(_, published)| published)
        .filter_map(|published| {
            let why = withdrawn.get(&(published.sheet.as_str(), published.version));
            let is_last = last.get(published.sheet.as_str()) == Some(&published.version);
            (is_last || why.is_some()).then(|| Row {
                sheet: published.sheet.clone(),
                version: published.version,
                content: published.content.clone(),
                due: published.due,
                code: published.code.clone(),
                withdrawn: why.map(|why| (*why).to_owned()),
            })
        })
        .collect();
    rows.sort_by(|a, b| (&a.sheet, a.version).cmp(&(&b.sheet, b.version)));
    rows
}

/// Withdraws a published version.
///
/// # Errors
/// When it was never published, is withdrawn already, or the key is not a publisher's.
pub fn withdraw(
    store: &mut dyn Store,
    sheet: &str,
    version: Version,
    reason: &str,
    publisher: &mut dyn Signer,
    on: Date,
) -> Result<(), Error> {
    finish(store)?;
    if reason.trim().chars().count() < 3 || reason.chars().any(char::is_control) {
        return Err(Error::usage("a withdrawal needs a reason", "say it with `--reason`"));
    }
    let shelf = Shelf::read(store)?;
    let who = person(shelf.roster()?, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Error::refused(
            format!("{} is not a publisher on the roster", who.name),
            "withdraw with the key of a publisher",
        ));
    }
    if !shelf.ledger.versions(sheet).any(|(_, published)| published.version == version) {
        return Err(Error::usage(
            format!("version {version} of `{sheet}` was never published"),
            "`candor release list` shows what was",
        ));
    }
    if shelf.ledger.withdrawn(sheet, version).is_some() {
        return Err(Error::usage(
            format!("version {version} of `{sheet}` is withdrawn already"),
            "`candor release list` shows since when",
        ));
    }
    let days = Reader::new(store).candidate_of(sheet, version)?.predicate.policy.current_days;
    let statement = super::json(&Withdrawal {
        form: WITHDRAWAL.to_owned(),
        sheet: sheet.to_owned(),
        version,
        reason: reason.trim().to_owned(),
        person: who.id.clone(),
        on,
    });
    let signature = armored(&publisher.sign(Purpose::Withdrawal, &statement)?)?;
    let action = Action::Withdraw {
        sheet: sheet.to_owned(),
        version,
        reason: reason.trim().to_owned(),
        sha256: sha256(&statement),
    };
    let (mut change, after) = step(&shelf, on, action)?;
    let place = withdrawal_file(sheet, version);
    change.file(&place, statement);
    change.file(&format!("{place}.sig"), signature.into_bytes());
    list(store, &after, &who.id, publisher, on, days, &mut change)?;
    change.commit(store)
}

/// Where the statement of a withdrawal stands.
pub(super) fn withdrawal_file(sheet: &str, version: Version) -> String {
    format!("withdrawn/{sheet}-{version}.json")
}

/// Signs a new list of current versions, before the old one runs out.
///
/// # Errors
/// When the key is not a publisher's, or the disk refuses.
pub fn renew(
    store: &mut dyn Store,
    publisher: &mut dyn Signer,
    on: Date,
    days: u16,
) -> Result<(), Error> {
    finish(store)?;
    let shelf = Shelf::read(store)?;
    let who = person(shelf.roster()?, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Error::refused(
            format!("{} is not a publisher on the roster", who.name),
            "sign the list with the key of a publisher",
        ));
    }
    let mut change = Transaction::default();
    list(store, &shelf, &who.id, publisher, on, days, &mut change)?;
    change.commit(store)
}

/// Puts a roster in force: the first one, or one that two people of the one before have signed.
///
/// # Errors
/// When it breaks a rule, or too few have signed.
pub fn enter_roster(
    store: &mut dyn Store,
    roster: &Roster,
    signatures: &BTreeMap<String, Vec<u8>>,
) -> Result<String, Error> {
    finish(store)?;
    roster.check()?;
    let shelf = Shelf::read(store)?;
    let bytes = roster.to_bytes();
    let before = shelf.rosters.last();
    let expected = before.map(|(_, bytes)| sha256(bytes)).unwrap_or_default();
    if roster.before != expected || roster.number as usize != shelf.rosters.len() + 1 {
        return Err(Error::refused(
            "the roster was changed since this change was begun",
            "begin it again",
        ));
    }
    if let Some((before, _)) = before
        && !before.allows(roster, &bytes, signatures)
    {
        return Err(Error::refused(
            "a change of the roster needs two people of the roster before it",
            "have a second person run `candor roster sign`",
        ));
    }
    let digest = sha256(&bytes);
    let action = Action::Roster { roster: roster.number, sha256: digest.clone() };
    let (mut change, _) = step(&shelf, roster.on, action)?;
    let place = roster_file(roster.number);
    change.file(&place, bytes);
    for (person, signature) in signatures {
        change.file(&format!("{place}.{person}.sig"), signature.clone());
    }
    change.file(ALLOWED_SIGNERS, roster.allowed_signers().into_bytes());
    change.remove("roster/proposal");
    change.commit(store)?;
    Ok(digest)
}

/// Notes that a copy of an overdue version was written.
///
/// # Errors
/// When the disk refuses.
pub fn note_overdue(
    store: &mut dyn Store,
    sheet: &str,
    version: Version,
    by: &str,
    reason: &str,
    files: Vec<String>,
    on: Date,
) -> Result<(), Error> {
    finish(store)?;
    let shelf = Shelf::read(store)?;
    let action = Action::OverdueCopy {
        sheet: sheet.to_owned(),
        version,
        by: by.to_owned(),
        reason: reason.to_owned(),
        files,
    };
    let (change, _) = step(&shelf, on, action)?;
    change.commit(store)
}

/// Renders an overdue version anew, with a line on each page that says so.
///
/// # Errors
/// When the release cannot be rendered again.
pub fn overdue_copy(
    store: &dyn Store,
    sheet: &str,
    version: Version,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let reader = Reader::new(store);
    let (release, _) = reader.release(sheet, version)?;
    let inside = join(&folder(sheet, version), INSIDE);
    let files = reader.all(&inside)?;
    let manifest = reader.candidate_of(sheet, version)?;
    let bytes = files.get(cut::MANIFEST).cloned().unwrap_or_default();
    let cut = Cut { folder: inside, manifest, bytes };
    let (mut opened, ready) = reopen(&files, sheet)?;
    let issue = issue(&release.predicate);
    let made = released(&mut opened, &ready, &cut, &files, &Standing::Overdue(issue))?;
    Ok(made.into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect())
}

/// What a release's pages say of it.
pub(super) fn issue(release: &Release) -> Issue {
    Issue {
        version: release.version.to_string(),
        published: release.published,
        due: release.due,
        reviewers: release
            .reviewers
            .iter()
            .map(|r| Reviewer { name: r.name.clone(), role: r.role, date: r.on })
            .collect(),
        code: release.code.clone(),
        qr: release.qr.clone(),
    }
}

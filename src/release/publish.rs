//! Publishing: a candidate that is signed becomes a release.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::asked::{Asked, asked};
use super::block::says_release;
use super::code::Checked;
use super::contents::{intact, materials};
use super::current::list;
use super::declarations::{Declared, assess, declared, missing, of_today};
use super::declare::person;
use super::documents::{issue, released, released_files, reopen};
use super::ledger::{Action, Published};
use super::lines::step;
use super::looks::Basis;
use super::manifest::{Candidate, Declaration, Head, RELEASE, Release, Reviewed, Statement, Tool};
use super::names::{CANDIDATES, INSIDE, RELEASE_MANIFEST, folder};
use super::rebuild::{same_again, same_outside_blocks};
use super::sign::{Purpose, Signer, armored};
use super::store::{Store, join};
use super::store_view::{Cut, Reader, StoreView};
use super::transaction::finish;
use super::{Act, Error, Fault, Refusal, Version, files as elsewhere};
use candor_composition::{ReleaseInfo, ReleaseStatus, Reviewer};
use candor_model::digest::sha256;
use candor_model::{Id, Role};

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
    let view = StoreView::read(store)?;
    let roster = view.roster()?;
    let who = person(roster, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Refusal::NotPublisher { name: who.name, act: Act::Publish }.into());
    }
    let candidate = &cut.manifest.predicate;
    let (files, declarations) = complete(store, &view, cut, on)?;
    let reviewers: Vec<Reviewed> =
        declarations.iter().map(|one| reviewed(&one.declaration)).collect();
    let issue = info(candidate, &reviewers, publisher, on)?;
    let (opened, ready) = reopen(&files, &candidate.sheet, candidate.rules)?;
    if opened.policy != candidate.policy {
        return Err(Fault::OtherPolicy.into());
    }
    let signed = same_again(&opened, &ready, cut, &files)?;
    let ledger =
        Head { number: view.ledger.entries.len() as u64, sha256: view.ledger.head.clone() };
    let standing = ReleaseStatus::Released(issue.clone());
    let documents = released(&opened, &ready, &standing)?;
    same_outside_blocks(ready.sheet(), candidate, &files, &signed, &documents)?;
    let mut made = released_files(ready.sheet(), candidate.version, documents);
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
    for (name, json) in made.iter().filter(|(name, _)| is_composition(name)) {
        says_release(json, &manifest.predicate, name)?;
    }
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
    let (mut change, after) = step(&view, on, action)?;
    change.folder(&folder(&candidate.sheet, candidate.version), made);
    list(store, &after, &who.id, publisher, on, days, &mut change)?;
    change.remove(&join(CANDIDATES, &candidate.sheet));
    change.commit(store)?;
    Ok(manifest)
}

fn reviewed(declaration: &Declaration) -> Reviewed {
    Reviewed {
        person: declaration.person.clone(),
        name: declaration.name.clone(),
        role: declaration.role,
        on: declaration.on,
    }
}

/// Returns what the pages say of the release, its signed QR code with it.
fn info(
    candidate: &Candidate,
    reviewers: &[Reviewed],
    publisher: &mut dyn Signer,
    on: Date,
) -> Result<ReleaseInfo, Error> {
    let id = Id::new(&candidate.sheet).map_err(|error| Fault::NoId { error: error.to_string() })?;
    let checked = Checked {
        sheet: id,
        version: candidate.version,
        content: candidate.content.clone(),
        due: candidate.due,
    };
    let named = reviewers.iter().map(|reviewed| Reviewer {
        name: reviewed.name.clone(),
        role: reviewed.role,
        date: reviewed.on,
    });
    Ok(ReleaseInfo {
        version: candidate.version.to_string(),
        published: on,
        due: candidate.due,
        reviewers: named.collect(),
        code: candidate.code.clone(),
        qr: checked.qr(publisher)?,
    })
}

/// Whether a file of a release is the composition of one of its documents.
fn is_composition(name: &str) -> bool {
    name.ends_with(".json") && !name.contains('/')
}

/// Files by their names.
type Files = BTreeMap<String, Vec<u8>>;

/// Whether a candidate is whole, signed as its policy asks, and may be published on a day;
/// returns its files and declarations.
fn complete(
    store: &dyn Store,
    view: &StoreView,
    cut: &Cut,
    on: Date,
) -> Result<(Files, Vec<Declared>), Error> {
    let roster = view.roster()?;
    let candidate = &cut.manifest.predicate;
    let files = Reader::new(store).all(&cut.folder)?;
    intact(&files, &cut.manifest)?;
    of_today(candidate)?;
    materials(&files, &cut.manifest)?;
    let declarations = declared(store, &cut.folder)?;
    let signed = assess(&declarations, roster, &cut.manifest, &cut.digest())?;
    let lacking = missing(candidate, &signed);
    if !lacking.is_empty() {
        return Err(Refusal::Lacking {
            sheet: candidate.sheet.clone(),
            version: candidate.version,
            needs: lacking,
        }
        .into());
    }
    follows(view, candidate.sheet.as_str(), candidate.version, candidate.previous)?;
    is_asked(store, view, candidate, &files)?;
    if !candidate.tool.is_same_program(&Tool::here()) {
        return Err(Refusal::OtherProgramCut.into());
    }
    if candidate.due < on {
        return Err(Refusal::Overdue { due: candidate.due }.into());
    }
    Ok((files, declarations))
}

/// Checks that a candidate asks for the signatures that the versions before it call for now (step
/// 10).
fn is_asked(
    store: &dyn Store,
    view: &StoreView,
    candidate: &Candidate,
    files: &Files,
) -> Result<(), Error> {
    let reader = Reader::new(store);
    let before = reader.last(view, &candidate.sheet)?;
    let last = reader.last_policy(view)?;
    let own = Basis::stored(files, candidate);
    let before = before.as_ref().map(|last| &last.basis);
    let Asked { looks, needs } =
        asked(candidate.rules, candidate.class, &own, before, last.as_ref());
    if (looks, needs) == (candidate.looks.clone(), candidate.needs.clone()) {
        return Ok(());
    }
    Err(Refusal::PolicyChanged.into())
}

/// Checks that a version follows the one before it (step 14).
pub(super) fn follows(
    view: &StoreView,
    sheet: &str,
    version: Version,
    previous: Option<Version>,
) -> Result<(), Error> {
    let last = view.last_version(sheet).map(|published| published.version);
    if previous != last {
        return Err(Refusal::VersionChanged.into());
    }
    if last.is_some_and(|last| version <= last) {
        return Err(Refusal::PublishedAlready.into());
    }
    Ok(())
}

/// Renders an overdue version again, with a line on each page that says so.
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
    let cut = Cut::of_files(inside, manifest, &files)?;
    let (opened, ready) = reopen(&files, sheet, cut.manifest.predicate.rules)?;
    let issue = issue(&release.predicate);
    let documents = released(&opened, &ready, &ReleaseStatus::Overdue(issue))?;
    same_outside_blocks(ready.sheet(), &cut.manifest.predicate, &files, &[], &documents)?;
    let made = released_files(ready.sheet(), version, documents);
    Ok(made.into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect())
}

//! Signing a candidate, and holding signatures against the roster.

use jiff::civil::Date;

use super::cut::Cut;
use super::manifest::{Candidate, DECLARATION, Declaration, Statement};
use super::roster::{Person, Roster};
use super::shelf::{Reader, Shelf};
use super::sign::{Purpose, Signer, armored};
use super::store::{Kind, Store, join};
use super::transaction::finish;
use super::{DeclarationFault, Error, Fault, FileFault, Misuse, Refusal, Step};
use crate::compose::{MAX_NAME, Reviewer, length_of};
use crate::digest::sha256;
use crate::model::{Role, Rules};
use crate::policy::Signed;

/// Where declarations stand below a candidate.
pub(super) const FOLDER: &str = "declarations";

/// A declaration with its signature, as read.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The declaration.
    pub declaration: Declaration,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The signature as text.
    pub signature: Vec<u8>,
}

/// Reads the declarations of a candidate that are whole; one without its signature is not.
///
/// # Errors
/// When one is damaged (step 9).
pub fn declared(store: &dyn Store, candidate: &str) -> Result<Vec<Declared>, Error> {
    let folder = join(candidate, FOLDER);
    let mut all = Vec::new();
    for (name, kind) in store.list(&folder)? {
        let Some(person) = name.strip_suffix(".json") else { continue };
        if kind != Kind::File {
            return Err(Fault::NoFile { path: join(&folder, &name) }.into());
        }
        let Some(signature) = store.read(&join(&folder, &format!("{name}.sig")))? else { continue };
        let bytes = store.read(&join(&folder, &name))?.ok_or_else(|| Fault::Missing {
            step: Step::Declarations,
            path: join(&folder, &name),
        })?;
        let declaration: Declaration =
            serde_json::from_slice(&bytes).map_err(|error| Fault::Damaged {
                step: Step::Declarations,
                path: join(&folder, &name),
                error: error.to_string(),
            })?;
        if declaration.person != person || declaration.form != DECLARATION {
            return Err(Fault::Misfiled { path: join(&folder, &name) }.into());
        }
        all.push(Declared { declaration, bytes, signature });
    }
    all.sort_by(|a, b| {
        (a.declaration.role, &a.declaration.person)
            .cmp(&(b.declaration.role, &b.declaration.person))
    });
    Ok(all)
}

/// Holds declarations against the roster and the candidate that they speak of (step 9).
///
/// # Errors
/// When one does not count, and why.
pub fn weigh(
    declared: &[Declared],
    roster: &Roster,
    candidate: &Statement<Candidate>,
    digest: &str,
) -> Result<Vec<Signed>, Error> {
    let about = &candidate.predicate;
    let mut all: Vec<Signed> = Vec::new();
    for Declared { declaration, bytes, signature } in declared {
        let id = &declaration.person;
        let wrong = |wrong| Err(Fault::Declaration { person: id.clone(), wrong }.into());
        let Some(person) = roster.person(id) else {
            return wrong(DeclarationFault::Stranger);
        };
        if !person.signed(Purpose::Declaration, bytes, signature) {
            return wrong(DeclarationFault::Unsigned);
        }
        if declaration.candidate != digest
            || declaration.sheet != about.sheet
            || declaration.version != about.version
            || declaration.content != about.content
        {
            return wrong(DeclarationFault::OtherCandidate);
        }
        if !person.is_valid(declaration.on) {
            return wrong(DeclarationFault::OtherDay);
        }
        if declaration.on < about.cut {
            return wrong(DeclarationFault::Early);
        }
        if !person.roles.contains(&declaration.role)
            || declaration.role == Role::Publisher
            || declaration.meaning != declaration.role.meaning()
        {
            return wrong(DeclarationFault::OtherRole);
        }
        if declaration.name != person.name {
            return wrong(DeclarationFault::OtherName);
        }
        if all.iter().any(|one| one.person == *id) {
            return wrong(DeclarationFault::Twice);
        }
        all.push(Signed { person: id.clone(), name: person.name.clone(), role: declaration.role });
    }
    Ok(all)
}

/// Returns what a candidate still needs, in words.
pub fn missing(candidate: &Candidate, signed: &[Signed]) -> Vec<String> {
    candidate.needs().missing(signed, candidate.author.as_deref(), &candidate.waivers)
}

/// Returns what a candidate needs before it can be published by this Candor, in words.
pub fn lacking(candidate: &Candidate, signed: &[Signed]) -> Vec<String> {
    match of_today(candidate) {
        Ok(()) => missing(candidate, signed),
        Err(_) => vec![format!(
            "to be cut again (candor release cut {}): an older Candor cut it, by rules {}",
            candidate.sheet,
            candidate.rules.number()
        )],
    }
}

/// Refuses a candidate that was cut by earlier rules: today's ask for more than it says.
///
/// # Errors
/// When it was.
pub fn of_today(candidate: &Candidate) -> Result<(), Error> {
    if candidate.rules == Rules::NEWEST {
        return Ok(());
    }
    Err(Refusal::OldRules {
        sheet: candidate.sheet.clone(),
        version: candidate.version,
        rules: candidate.rules,
    }
    .into())
}

/// Signs a candidate in the person's role; returns the declaration.
///
/// # Errors
/// When the key is nobody's on the roster, the person signed already, or the disk refuses.
pub fn sign(
    store: &mut dyn Store,
    cut: &Cut,
    signer: &mut dyn Signer,
    reason: &str,
    on: Date,
) -> Result<Declaration, Error> {
    finish(store)?;
    if reason.trim().chars().count() < 3 || reason.chars().any(char::is_control) {
        return Err(Misuse::SignatureWithoutReason.into());
    }
    let shelf = Shelf::read(store)?;
    let roster = shelf.roster()?;
    let person = person(roster, signer, on)?;
    let earlier = declared(store, &cut.folder)?;
    let signed = weigh(&earlier, roster, &cut.manifest, &cut.digest())?;
    if signed.iter().any(|one| one.person == person.id) {
        return Err(Refusal::SignedAlready { name: person.name.clone() }.into());
    }
    let candidate = &cut.manifest.predicate;
    of_today(candidate)?;
    let needs = candidate.needs();
    let roles: Vec<_> =
        person.roles.iter().copied().filter(|role| *role != Role::Publisher).collect();
    let role = needs
        .role_for(&roles, &signed)
        .ok_or_else(|| Refusal::NoRole { name: person.name.clone() })?;
    fits(store, cut, &earlier, person, role, on)?;
    if on < candidate.cut {
        return Err(Refusal::BeforeCandidate { cut: candidate.cut, on }.into());
    }
    let declaration = Declaration {
        form: DECLARATION.to_owned(),
        candidate: cut.digest(),
        sheet: candidate.sheet.clone(),
        version: candidate.version,
        content: candidate.content.clone(),
        person: person.id.clone(),
        name: person.name.clone(),
        role,
        meaning: role.meaning().to_owned(),
        reason: reason.trim().to_owned(),
        on,
    };
    let bytes = super::json(&declaration);
    let signature = armored(&signer.sign(Purpose::Declaration, &bytes)?)?;
    let place = join(&cut.folder, &join(FOLDER, &format!("{}.json", person.id)));
    // The declaration counts once its signature stands beside it.
    store.write(&place, &bytes)?;
    store.write(&format!("{place}.sig"), signature.as_bytes())?;
    Ok(declaration)
}

/// A name of so many letters has room whatever the person's role.
const SHORT_NAME: usize = 26;

/// Whether the released page has room for one more name: its boxes were there before it was signed.
fn fits(
    store: &dyn Store,
    cut: &Cut,
    earlier: &[Declared],
    person: &Person,
    role: Role,
    on: Date,
) -> Result<(), Error> {
    let candidate = &cut.manifest.predicate;
    let room = usize::from(candidate.policy.names());
    let length = length_of(&person.name);
    if MAX_NAME < length {
        return Err(Refusal::LongName { name: person.name.clone(), length }.into());
    }
    if earlier.len() < room && length <= SHORT_NAME {
        return Ok(());
    }
    // One more name, or a long one, may have room where others are short: the page tells.
    let n_names = earlier.len() + 1;
    let earlier = earlier.iter().map(|one| &one.declaration);
    let mut reviewers: Vec<Reviewer> =
        earlier.map(|d| Reviewer { name: d.name.clone(), role: d.role, date: d.on }).collect();
    reviewers.push(Reviewer { name: person.name.clone(), role, date: on });
    let files = Reader::new(store).all(&cut.folder)?;
    let (mut opened, ready) = super::publish::reopen(&files, &candidate.sheet, candidate.rules)?;
    super::cut::has_room(&mut opened, &ready, (candidate.version, candidate.rules), reviewers, &[])
        .map_err(|_| Error::from(Refusal::NoRoom { n_names, name: person.name.clone(), room }))
}

/// Returns the person whose key it is, if a signature of this day counts.
///
/// # Errors
/// When the key is nobody's, or the person's time is over.
pub(super) fn person<'a>(
    roster: &'a Roster,
    signer: &dyn Signer,
    on: Date,
) -> Result<&'a Person, Error> {
    let print = signer.public().fingerprint(ssh_key::HashAlg::Sha256);
    let person = roster
        .owner(signer.public())
        .ok_or_else(|| Refusal::UnknownKey { fingerprint: print.to_string() })?;
    if !person.is_valid(on) {
        return Err(Refusal::OutOfOffice { name: person.name.clone(), on }.into());
    }
    Ok(person)
}

/// Returns the candidate of a sheet.
///
/// # Errors
/// When there is none, or it is damaged.
pub fn candidate(store: &dyn Store, sheet: &str) -> Result<Cut, Error> {
    Reader::new(store)
        .candidate(sheet)?
        .ok_or_else(|| Error::from(Refusal::NoCandidate { sheet: sheet.to_owned() }))
}

/// Holds a candidate's files against its manifest (step 8).
///
/// # Errors
/// When a file is missing, added or changed.
pub(super) fn intact(
    files: &std::collections::BTreeMap<String, Vec<u8>>,
    manifest: &Statement<Candidate>,
) -> Result<(), Error> {
    let is_own = |name: &str| name == super::cut::MANIFEST || name.starts_with("declarations/");
    for (name, bytes) in files.iter().filter(|(name, _)| !is_own(name)) {
        match manifest.digest(name) {
            None => {
                return Err(
                    Fault::CandidateFile { name: name.clone(), how: FileFault::Added }.into()
                );
            }
            Some(digest) if digest != sha256(bytes) => {
                return Err(
                    Fault::CandidateFile { name: name.clone(), how: FileFault::Changed }.into()
                );
            }
            Some(_) => {}
        }
    }
    for subject in &manifest.subject {
        if !files.contains_key(&subject.name) {
            return Err(Fault::CandidateFile {
                name: subject.name.clone(),
                how: FileFault::Missing,
            }
            .into());
        }
    }
    Ok(())
}

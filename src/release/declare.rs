//! Signing a candidate.

use jiff::civil::Date;

use super::declarations::{Declared, assess, declared, of_today};
use super::documents::reopen;
use super::manifest::{DECLARATION, Declaration};
use super::names::DECLARATIONS;
use super::roster::{Person, Roster};
use super::sign::{Purpose, Signer, armored};
use super::store::{Store, join};
use super::store_view::{Cut, Reader, StoreView};
use super::transaction::finish;
use super::{Error, Misuse, Refusal};
use candor_composition::{MAX_NAME, Reviewer, length_of};
use candor_model::Role;

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
    let view = StoreView::read(store)?;
    let roster = view.roster()?;
    let person = person(roster, signer, on)?;
    let earlier = declared(store, &cut.folder)?;
    let signed = assess(&earlier, roster, &cut.manifest, &cut.digest())?;
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
    let place = join(&cut.folder, &join(DECLARATIONS, &format!("{}.json", person.id)));
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
    let (opened, ready) = reopen(&files, &candidate.sheet, candidate.rules)?;
    super::cut::has_room(&opened, &ready, (candidate.version, candidate.rules), reviewers, &[])
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

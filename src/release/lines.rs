//! What besides a release adds a line to the ledger: withdrawals, rosters, copies of overdue
//! versions.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::current::list;
use super::declare::person;
use super::ledger::Action;
use super::manifest::{WITHDRAWAL, Withdrawal};
use super::names::{ALLOWED_SIGNERS, roster_file, withdrawal_file};
use super::roster::Roster;
use super::sign::{Purpose, Signer, armored};
use super::store::Store;
use super::store_view::{Reader, StoreView};
use super::transaction::{Transaction, finish};
use super::{Act, Error, Misuse, Refusal, Version};
use candor_model::Role;
use candor_model::digest::sha256;

/// Prepares a line of the ledger, and the store as it is after it.
pub(super) fn step(
    view: &StoreView,
    on: Date,
    action: Action,
) -> Result<(Transaction, StoreView), Error> {
    let (entry, line) = view.ledger.next(on, action)?;
    let mut after = view.clone();
    after.ledger.head = sha256(&line[..line.len() - 1]);
    after.ledger.entries.push(entry);
    Ok((Transaction::with_line(line), after))
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
        return Err(Misuse::WithdrawalWithoutReason.into());
    }
    let view = StoreView::read(store)?;
    let who = person(view.roster()?, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Refusal::NotPublisher { name: who.name, act: Act::Withdraw }.into());
    }
    if !view.ledger.versions(sheet).any(|(_, published)| published.version == version) {
        return Err(Misuse::NeverPublished { sheet: sheet.to_owned(), version }.into());
    }
    if view.ledger.withdrawn(sheet, version).is_some() {
        return Err(Misuse::WithdrawnAlready { sheet: sheet.to_owned(), version }.into());
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
    let (mut change, after) = step(&view, on, action)?;
    let place = withdrawal_file(sheet, version);
    change.file(&place, statement);
    change.file(&format!("{place}.sig"), signature.into_bytes());
    list(store, &after, &who.id, publisher, on, days, &mut change)?;
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
    roster.check().map_err(Refusal::from)?;
    let view = StoreView::read(store)?;
    let bytes = roster.to_bytes();
    let before = view.rosters.last();
    // The first roster names nothing before it.
    let expected = before.map_or_else(String::new, |(_, bytes)| sha256(bytes));
    if roster.before != expected || roster.number as usize != view.rosters.len() + 1 {
        return Err(Refusal::RosterChanged.into());
    }
    if let Some((before, _)) = before
        && !before.allows(roster, &bytes, signatures)
    {
        return Err(Refusal::RosterUnsigned.into());
    }
    let digest = sha256(&bytes);
    let action = Action::Roster { roster: roster.number, sha256: digest.clone() };
    let (mut change, _) = step(&view, roster.on, action)?;
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
    let view = StoreView::read(store)?;
    let action = Action::OverdueCopy {
        sheet: sheet.to_owned(),
        version,
        by: by.to_owned(),
        reason: reason.to_owned(),
        files,
    };
    let (change, _) = step(&view, on, action)?;
    change.commit(store)
}

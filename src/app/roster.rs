//! The list of people who may sign: its first form, and changes that two people sign.

use std::collections::BTreeMap;
use std::path::Path;

use candor_model::digest::sha256;
use candor_release::{
    DiskStore, Hint, Person, Purpose, Roster, SIGNERS_OF_A_CHANGE, Signer, Store as _, StoreView,
    armored,
};
use jiff::civil::Date;

use crate::error::CommandError;

/// Where a proposed roster waits for its second signature.
const PROPOSAL: &str = "roster/proposal/roster.json";
/// The folder of the proposal with its signatures.
const FOLDER: &str = "roster/proposal";

/// What a signature of a change came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It waits for another person.
    Waits {
        /// The name of the person who signed.
        by: String,
    },
    InForce {
        /// The number of the roster.
        number: u32,
        /// The SHA-256 of the roster.
        digest: String,
    },
}

/// Makes the first roster in a store; returns its digest, which is kept on paper.
///
/// # Errors
/// When the people cannot be a roster, there is one already, or the store cannot be written.
pub fn start(folder: &Path, people: Vec<Person>, on: Date) -> Result<String, CommandError> {
    let roster = Roster {
        number: 1,
        before: String::new(),
        on,
        reason: "the first roster".to_owned(),
        people,
    };
    roster.check()?;
    let mut store = DiskStore::locked(folder)?;
    if !StoreView::read(&store)?.rosters.is_empty() {
        return Err(
            CommandError::usage("this workspace has a roster already").hint(Hint::ChangeRoster)
        );
    }
    Ok(candor_release::enter_roster(&mut store, &roster, &BTreeMap::new())?)
}

/// Adds a person to a roster, or changes one; signatures that were given stay good.
pub fn add(roster: &mut Roster, new: Person) {
    match roster.people.iter_mut().find(|person| person.id == new.id) {
        Some(known) => {
            let from = known.from.min(new.from);
            *known = Person { from, ..new };
        }
        None => roster.people.push(new),
    }
}

/// Removes a person from a roster.
///
/// # Errors
/// When nobody has this id.
pub fn remove(roster: &mut Roster, id: &str) -> Result<(), CommandError> {
    let before = roster.people.len();
    roster.people.retain(|person| person.id != id);
    if roster.people.len() == before {
        return Err(
            CommandError::usage(format!("`{id}` is not on the roster")).hint(Hint::ListRoster)
        );
    }
    Ok(())
}

/// Lays a change of the roster ready to be signed.
///
/// # Errors
/// When another change waits, or the result would not be a roster.
pub fn propose(
    store: &mut DiskStore,
    reason: &str,
    on: Date,
    change: impl FnOnce(&mut Roster) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    candor_release::finish(store)?;
    let view = StoreView::read(store)?;
    let roster = view.roster()?;
    let before = sha256(&roster.to_bytes());
    if let Some(bytes) = store.read(PROPOSAL)? {
        let open = Roster::parse(&bytes)?;
        if open.before == before {
            return Err(CommandError::usage(format!(
                "another change waits for its second signature: {}",
                open.reason
            ))
            .hint(Hint::SignProposal));
        }
        store.remove(FOLDER)?;
    }
    let mut next = Roster {
        number: roster.number + 1,
        before,
        on,
        reason: reason.trim().to_owned(),
        people: roster.people.clone(),
    };
    change(&mut next)?;
    next.check()?;
    store.write(PROPOSAL, &next.to_bytes())?;
    Ok(())
}

/// Signs the change that was proposed; with the second signature it is in force.
///
/// # Errors
/// When nothing was proposed, or the key is nobody's on the roster before the change.
pub fn sign(
    store: &mut DiskStore,
    signer: impl FnOnce() -> Result<Box<dyn Signer>, CommandError>,
) -> Result<Change, CommandError> {
    let Some(bytes) = store.read(PROPOSAL)? else {
        return Err(CommandError::usage("no change of the roster waits for a signature")
            .hint(Hint::ProposeRoster));
    };
    let next = Roster::parse(&bytes)?;
    let view = StoreView::read(store)?;
    let roster = view.roster()?;
    let mut signer = signer()?;
    let Some(person) = roster.owner(signer.public()).filter(|person| person.is_valid(next.on))
    else {
        return Err(CommandError::findings("this key is nobody's on the roster as it is now")
            .hint("two people of the roster before a change sign it"));
    };
    let armored = armored(&signer.sign(Purpose::Roster, &bytes)?)?;
    store.write(&format!("{FOLDER}/{}.sig", person.id), armored.as_bytes())?;
    let mut signatures = BTreeMap::new();
    for person in &roster.people {
        if let Some(signature) = store.read(&format!("{FOLDER}/{}.sig", person.id))?
            && person.signed(Purpose::Roster, &bytes, &signature)
        {
            signatures.insert(person.id.clone(), signature);
        }
    }
    if signatures.len() < SIGNERS_OF_A_CHANGE {
        return Ok(Change::Waits { by: person.name.clone() });
    }
    let digest = candor_release::enter_roster(store, &next, &signatures)?;
    Ok(Change::InForce { number: next.number, digest })
}

//! A change of the roster: proposed, and signed by two people.

use crate::args::KeyArgs;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use candor_model::Role;
use candor_release::{
    DiskStore, Person, Purpose, Roster, SIGNERS_OF_A_CHANGE, Shelf, Store as _, armored,
};
use jiff::civil::Date;

use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::{Ui, count};
use crate::workspace::store_folder;

/// Where a proposed roster waits for its second signature.
pub(super) const PROPOSAL: &str = "roster/proposal/roster.json";

/// Makes the first roster in a store, and says its digest.
pub(crate) fn begin(
    ui: &Ui,
    folder: &Path,
    people: &[String],
    on: Date,
) -> Result<(), CommandError> {
    let people = people.iter().map(|text| person(text, on, None)).collect::<Result<_, _>>()?;
    let roster = Roster {
        number: 1,
        before: String::new(),
        on,
        reason: "the first roster".to_owned(),
        people,
    };
    roster.check()?;
    let mut store = DiskStore::locked(folder)?;
    if !Shelf::read(&store)?.rosters.is_empty() {
        return Err(CommandError::usage("this workspace has a roster already")
            .hint("change it with `candor roster add` or `remove`"));
    }
    let digest = candor_release::enter_roster(&mut store, &roster, &BTreeMap::new())?;
    if ui.json() {
        ui.json_data(&serde_json::json!({ "roster": 1, "sha256": digest }));
    } else {
        ui.data(&format!("{digest}\n"));
    }
    ui.say(&format!("the first roster names {}", count(roster.people.len(), "signer")));
    ui.say("write the line above on paper and keep it: `candor verify --root` holds a store against it");
    Ok(())
}

pub(super) fn propose(
    ui: &Ui,
    workspace: Option<&Path>,
    reason: &str,
    on: Date,
    key: &KeyArgs,
    change: impl FnOnce(&mut Roster) -> Result<(), CommandError>,
) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    candor_release::finish(&mut store)?;
    let shelf = Shelf::read(&store)?;
    let roster = shelf.roster()?;
    if let Some(bytes) = store.read(PROPOSAL)? {
        let open = Roster::parse(&bytes)?;
        if open.before == candor_model::digest::sha256(&roster.to_bytes()) {
            return Err(CommandError::usage(format!("another change waits for its second signature: {}", open.reason))
                .hint("have it signed with `candor roster sign`, or remove the folder releases/roster/proposal"));
        }
        store.remove("roster/proposal")?;
    }
    let mut next = Roster {
        number: roster.number + 1,
        before: candor_model::digest::sha256(&roster.to_bytes()),
        on,
        reason: reason.trim().to_owned(),
        people: roster.people.clone(),
    };
    change(&mut next)?;
    next.check()?;
    store.write(PROPOSAL, &next.to_bytes())?;
    ui.say(&format!("proposed: {reason}"));
    sign_proposal(ui, &mut store, key)
}

pub(super) fn sign_proposal(
    ui: &Ui,
    store: &mut DiskStore,
    key: &KeyArgs,
) -> Result<u8, CommandError> {
    let Some(bytes) = store.read(PROPOSAL)? else {
        return Err(CommandError::usage("no change of the roster waits for a signature")
            .hint("propose one with `candor roster add` or `remove`"));
    };
    let next = Roster::parse(&bytes)?;
    let shelf = Shelf::read(store)?;
    let roster = shelf.roster()?;
    let mut signer = keys::signer(ui, key)?;
    let Some(person) = roster.owner(signer.public()).filter(|person| person.is_valid(next.on))
    else {
        return Err(CommandError::findings("this key is nobody's on the roster as it is now")
            .hint("two people of the roster before a change sign it"));
    };
    let armored = armored(&signer.sign(Purpose::Roster, &bytes)?)?;
    store.write(&format!("roster/proposal/{}.sig", person.id), armored.as_bytes())?;
    let mut signatures = BTreeMap::new();
    for person in &roster.people {
        if let Some(signature) = store.read(&format!("roster/proposal/{}.sig", person.id))?
            && person.signed(Purpose::Roster, &bytes, &signature)
        {
            signatures.insert(person.id.clone(), signature);
        }
    }
    if signatures.len() < SIGNERS_OF_A_CHANGE {
        ui.say(&format!("signed by {}; it needs one more person: candor roster sign", person.name));
        return Ok(DONE);
    }
    let digest = candor_release::enter_roster(store, &next, &signatures)?;
    ui.data(&format!("{digest}\n"));
    ui.say(&format!("roster {} is in force", next.number));
    Ok(DONE)
}

/// Reads a person, as `ID:NAME:ROLE,ROLE:KEY.pub,KEY.pub`.
pub(super) fn person(text: &str, from: Date, until: Option<Date>) -> Result<Person, CommandError> {
    let wrong = |what: String| {
        CommandError::usage(what)
            .hint("write ID:NAME:ROLE,ROLE:KEY.pub, such as jane-doe:Jane Doe:pharmacist:jane.pub")
    };
    // The path comes last, for a Windows drive has a colon.
    let mut parts = text.splitn(4, ':');
    let (Some(id), Some(name), Some(roles), Some(keys)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong(format!("`{text}` does not name a person")));
    };
    let roles = roles
        .split(',')
        .map(|role| {
            Role::from_name(role.trim()).ok_or_else(|| {
                let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
                wrong(format!("`{role}` is no role; the roles are: {}", known.join(", ")))
            })
        })
        .collect::<Result<_, _>>()?;
    let keys = keys
        .split(',')
        .map(|path| {
            let key = candor_app::keys::public(&PathBuf::from(path))?;
            key.to_openssh().map_err(|error| wrong(format!("{path} cannot be written: {error}")))
        })
        .collect::<Result<_, _>>()?;
    Ok(Person { id: id.to_owned(), name: name.trim().to_owned(), roles, keys, from, until })
}

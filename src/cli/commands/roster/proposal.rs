//! What the commands of the roster share: people as they are typed, and a change as it is told.

use std::path::{Path, PathBuf};

use candor_app::roster::{Change, propose as lay_ready, sign, start};
use candor_model::Role;
use candor_release::{DiskStore, Person, Roster};
use jiff::civil::Date;

use crate::args::KeyArgs;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::{Ui, count};
use crate::workspace::store_folder;

/// Makes the first roster in a store, and says its digest.
pub(crate) fn begin(
    ui: &Ui,
    folder: &Path,
    people: &[String],
    on: Date,
) -> Result<(), CommandError> {
    let people: Vec<Person> =
        people.iter().map(|text| person(text, on, None)).collect::<Result<_, _>>()?;
    let n = people.len();
    let digest = start(folder, people, on)?;
    if ui.json() {
        ui.json_data(&serde_json::json!({ "roster": 1, "sha256": digest }));
    } else {
        ui.data(&format!("{digest}\n"));
    }
    ui.say(&format!("the first roster names {}", count(n, "signer")));
    ui.say("write the line above on paper and keep it: `candor verify --root` holds a store against it");
    Ok(())
}

/// Proposes a change, and signs it.
pub(super) fn propose(
    ui: &Ui,
    workspace: Option<&Path>,
    reason: &str,
    on: Date,
    key: &KeyArgs,
    change: impl FnOnce(&mut Roster) -> Result<(), CommandError>,
) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    lay_ready(&mut store, reason, on, change)?;
    ui.say(&format!("proposed: {reason}"));
    sign_proposal(ui, &mut store, key)
}

/// Signs the change that was proposed, and says what came of it.
pub(super) fn sign_proposal(
    ui: &Ui,
    store: &mut DiskStore,
    key: &KeyArgs,
) -> Result<u8, CommandError> {
    match sign(store, || keys::signer(ui, key))? {
        Change::Waits { by } => {
            ui.say(&format!("signed by {by}; it needs one more person: candor roster sign"));
        }
        Change::InForce { number, digest } => {
            ui.data(&format!("{digest}\n"));
            ui.say(&format!("roster {number} is in force"));
        }
    }
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

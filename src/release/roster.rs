//! Who may sign: people, their keys, their roles, and since when.
//!
//! One person is one principal, however many keys. Each change is a whole new roster, signed by
//! two people of the one before it; the first is made when a workspace is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ssh_key::PublicKey;

use super::RosterFault;
use super::sign::{Purpose, is_signed};
use candor_model::{Id, Role};

/// How many people of a roster must sign the next one.
pub const SIGNERS_OF_A_CHANGE: usize = 2;

/// A person who may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// A short name, by which signatures are filed.
    pub id: String,
    /// The name as it is printed.
    pub name: String,
    /// The roles in which the person may sign, the first one preferred.
    pub roles: Vec<Role>,
    /// The person's public keys, as OpenSSH writes them.
    pub keys: Vec<String>,
    /// The first day on which a signature counts.
    pub from: Date,
    /// The last day on which a signature counts; `None` without an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Person {
    /// Whether a signature of this day counts.
    pub fn is_valid(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Returns the keys that can be read; [`Roster::check`] refuses any other.
    pub fn public_keys(&self) -> impl Iterator<Item = PublicKey> + '_ {
        self.keys.iter().filter_map(|key| PublicKey::from_openssh(key).ok())
    }

    /// Whether one of the person's keys signed some bytes.
    pub fn signed(&self, purpose: Purpose, message: &[u8], armored: &[u8]) -> bool {
        self.public_keys().any(|key| is_signed(&key, purpose, message, armored))
    }
}

/// The people who may sign, from one change to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Roster {
    /// The roster's number, from 1.
    pub number: u32,
    /// The SHA-256 of the roster before it; empty for the first.
    pub before: String,
    /// The day of the change.
    pub on: Date,
    /// Why it was changed.
    pub reason: String,
    pub people: Vec<Person>,
}

impl Roster {
    /// Reads a roster and holds it against the rules for one.
    ///
    /// # Errors
    /// When it cannot be read, or breaks a rule.
    pub fn parse(bytes: &[u8]) -> Result<Self, RosterFault> {
        let roster: Self = serde_json::from_slice(bytes)
            .map_err(|error| RosterFault::Unread { error: error.to_string() })?;
        roster.check()?;
        Ok(roster)
    }

    /// Returns the roster's bytes, which are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        super::json(self)
    }

    /// Holds a roster against the rules for one.
    ///
    /// # Errors
    /// When a name, key or role is missing, or two people are one.
    pub fn check(&self) -> Result<(), RosterFault> {
        let mut ids = BTreeSet::new();
        let mut names = BTreeSet::new();
        let mut keys: BTreeMap<String, &str> = BTreeMap::new();
        for person in &self.people {
            let id = person.id.as_str();
            if Id::new(id).is_err() {
                return Err(RosterFault::ShortName { id: id.to_owned() });
            }
            if !ids.insert(id) {
                return Err(RosterFault::Twice { id: id.to_owned() });
            }
            let letters = person.name.chars().filter(|c| c.is_alphabetic()).count();
            if letters < 2 || person.name.chars().any(char::is_control) {
                return Err(RosterFault::NoName { id: id.to_owned() });
            }
            if !names.insert(person.name.to_lowercase()) {
                return Err(RosterFault::SameName { name: person.name.clone() });
            }
            if person.roles.is_empty() || person.keys.is_empty() {
                return Err(RosterFault::Idle { id: id.to_owned() });
            }
            for key in &person.keys {
                let Ok(public) = PublicKey::from_openssh(key) else {
                    return Err(RosterFault::NoKey { id: id.to_owned() });
                };
                let bytes = public.key_data().fingerprint(ssh_key::HashAlg::Sha256).to_string();
                if let Some(other) = keys.insert(bytes, id) {
                    return Err(RosterFault::SameKey {
                        other: other.to_owned(),
                        id: id.to_owned(),
                    });
                }
            }
        }
        if self.people.len() < SIGNERS_OF_A_CHANGE {
            return Err(RosterFault::TooFew);
        }
        Ok(())
    }

    /// Returns the person with a short name.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Returns the person who has a key.
    pub fn owner(&self, key: &PublicKey) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| person.public_keys().any(|own| own.key_data() == key.key_data()))
    }

    /// Whether enough people of this roster signed the next one.
    pub fn allows(
        &self,
        next: &Self,
        bytes: &[u8],
        signatures: &BTreeMap<String, Vec<u8>>,
    ) -> bool {
        let signed = self.people.iter().filter(|person| {
            person.is_valid(next.on)
                && signatures
                    .get(&person.id)
                    .is_some_and(|armored| person.signed(Purpose::Roster, bytes, armored))
        });
        SIGNERS_OF_A_CHANGE <= signed.count()
    }

    /// Returns the file by which `ssh-keygen -Y verify` knows the people.
    pub fn allowed_signers(&self) -> String {
        let namespaces = Purpose::ALL.map(Purpose::namespace).join(",");
        let mut text =
            String::from("# Made by Candor from the roster; `candor roster` changes it.\n");
        for person in &self.people {
            let mut options = format!("namespaces=\"{namespaces}\"");
            let _ = write!(options, ",valid-after=\"{}\"", compact(person.from));
            if let Some(next) = person.until.and_then(|until| until.tomorrow().ok()) {
                let _ = write!(options, ",valid-before=\"{}\"", compact(next));
            }
            for key in &person.keys {
                let mut parts = key.split_whitespace();
                let bare: Vec<&str> = parts.by_ref().take(2).collect();
                let _ = writeln!(text, "{} {options} {}", person.id, bare.join(" "));
            }
        }
        text
    }
}

fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

//! Declarations over a candidate, held against roster and policy (steps 9 and 10).

use super::manifest::{Candidate, DECLARATION, Declaration, Statement};
use super::names::DECLARATIONS;
use super::roster::Roster;
use super::sign::Purpose;
use super::store::{Kind, Store, join};
use super::{DeclarationFault, Error, Fault, Refusal, Step};
use candor_model::{Role, Rules};
use candor_workspace::policy::Signed;

/// A declaration with its signature, as read.
#[derive(Debug, Clone)]
pub struct Declared {
    pub declaration: Declaration,
    /// The bytes that are signed, as they stand in the file.
    pub bytes: Vec<u8>,
    /// The signature as `ssh-keygen -Y sign` writes it.
    pub signature: Vec<u8>,
}

/// Reads the declarations of a candidate that are whole; one without its signature is not.
///
/// # Errors
/// When one is damaged (step 9).
pub fn declared(store: &dyn Store, candidate: &str) -> Result<Vec<Declared>, Error> {
    let folder = join(candidate, DECLARATIONS);
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
pub fn assess(
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

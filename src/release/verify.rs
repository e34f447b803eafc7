//! The verifier: holds a store against the specification, in its order and with its numbers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::ledger::{Action, Entry, Held, Ledger, Published};
use super::looks::Basis;
use super::manifest::{CurrentVersion, WITHDRAWAL, Withdrawal};
use super::names::{
    ALLOWED_SIGNERS, CURRENT_FILE, LEDGER, PENDING, PUBLISHED, STAGING, folder, roster_file,
    withdrawal_file,
};
use super::one::{Earlier, release};
use super::pending::{Finished, pending};
use super::reviews;
use super::sign::Purpose;
use super::store::{Kind, Store, files, join};
use super::store_view::{Reader, StoreView, read_current};
use super::{CurrentFault, Error, Fault, Step, Version};
use candor_model::Role;
use candor_model::digest::sha256;
use candor_workspace::policy::Policy;

/// What the verifier is told besides the store.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The day on which it is asked.
    pub today: Date,
    /// The SHA-256 of the first roster, as it was kept on paper; without it, any first roster will
    /// do.
    pub root: Option<String>,
    /// The number of the last list of current versions that was seen; a lower one is an old copy.
    pub counter: u64,
}

/// What the verifier counted in a sound store.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// How many lines the ledger has.
    pub lines: usize,
    /// The SHA-256 of its last line.
    pub head: String,
    /// By which rules its lines are judged, in order.
    pub rules: Vec<Held>,
    /// How many versions are published.
    pub versions: usize,
    /// The number of the list of current versions; 0 while nothing is published.
    pub counter: u64,
    /// What is worth saying though it is not a fault.
    pub notes: Vec<String>,
}

/// Verifies a whole store.
///
/// # Errors
/// At the first step that does not hold.
pub fn store(store: &dyn Store, trust: &Trust) -> Result<Verified, Error> {
    let plan = pending(store)?;
    let mut verified = Verified::default();
    if plan.is_some() {
        verified
            .notes
            .push("a change was begun and not finished; the next command finishes it".into());
    }
    let store = &Finished::new(store, plan.as_ref());
    shape(store)?;
    let view = StoreView::read(store)?;
    rosters(store, &view, trust)?;
    let reader = Reader::new(store);
    let mut sheets: BTreeMap<&str, (Version, Basis)> = BTreeMap::new();
    let mut last: Option<Policy> = None;
    for (entry, published) in view.ledger.published() {
        let files = reader.all(&folder(&published.sheet, published.version))?;
        let before = sheets.get(published.sheet.as_str());
        let earlier = Earlier { before, last: last.as_ref() };
        let basis = release(&view, entry, published, &files, earlier)?;
        last = Some(basis.policy().clone());
        sheets.insert(&published.sheet, (published.version, basis));
        verified.versions += 1;
    }
    strangers(store, &view)?;
    withdrawals(store, &view)?;
    monographs(store, &view)?;
    verified.counter = current(store, &view, trust, &mut verified.notes)?;
    verified.rules = view.ledger.held();
    verified.lines = view.ledger.entries.len();
    verified.head.clone_from(&view.ledger.head);
    Ok(verified)
}

/// Step 1: only files that a store has, and no links.
fn shape(store: &dyn Store) -> Result<(), Error> {
    const FOLDERS: [&str; 9] = [
        "candidates",
        "published",
        "roster",
        "set-aside",
        "withdrawn",
        "monographs",
        STAGING,
        PENDING,
        "copies",
    ];
    const FILES: [&str; 5] = [LEDGER, CURRENT_FILE, ALLOWED_SIGNERS, ".lock", "README.txt"];
    for (name, kind) in store.list("")? {
        let known = match kind {
            Kind::Folder => FOLDERS.contains(&name.as_str()),
            Kind::File => FILES.contains(&name.as_str()),
            Kind::Other => false,
        };
        if !known {
            return Err(Fault::NoPlace { name }.into());
        }
    }
    for folder in FOLDERS {
        files(store, folder).map_err(|error| Fault::Unlisted { error: error.to_string() })?;
    }
    Ok(())
}

/// Steps 3 and 4: the first roster is the one on paper, and each change was allowed.
fn rosters(store: &dyn Store, view: &StoreView, trust: &Trust) -> Result<(), Error> {
    if let Some((_, bytes)) = view.rosters.first() {
        let found = sha256(bytes);
        if trust.root.as_ref().is_some_and(|root| *root != found) {
            return Err(Fault::OtherFirstRoster { found }.into());
        }
    } else if trust.root.is_some() || !view.ledger.entries.is_empty() {
        return Err(Fault::NoRoster.into());
    }
    for pair in view.rosters.windows(2) {
        let ((before, _), (next, bytes)) = (&pair[0], &pair[1]);
        let mut signatures = BTreeMap::new();
        for person in &before.people {
            let path = format!("{}.{}.sig", roster_file(next.number), person.id);
            if let Some(signature) = store.read(&path)? {
                signatures.insert(person.id.clone(), signature);
            }
        }
        if !before.allows(next, bytes, &signatures) {
            return Err(Fault::RosterUnsigned { number: next.number }.into());
        }
    }
    let known: BTreeSet<String> =
        view.rosters.iter().map(|(roster, _)| format!("{:04}", roster.number)).collect();
    for (name, kind) in store.list("roster")? {
        let number = name.split_once('.').map_or(name.as_str(), |(number, _)| number);
        let in_place = match kind {
            Kind::File => known.contains(number),
            Kind::Folder => name == "proposal",
            Kind::Other => false,
        };
        if !in_place {
            return Err(
                Fault::NotInLedger { step: Step::Rosters, path: format!("roster/{name}") }.into()
            );
        }
    }
    let expected = view.rosters.last().map(|(roster, _)| roster.allowed_signers());
    let found = store.read(ALLOWED_SIGNERS)?;
    if found.as_deref() != expected.as_deref().map(str::as_bytes) {
        return Err(Fault::AllowedSigners { file: ALLOWED_SIGNERS }.into());
    }
    Ok(())
}

/// Step 5, the other way round: nothing stands among the published that the ledger does not name.
fn strangers(store: &dyn Store, view: &StoreView) -> Result<(), Error> {
    let known: BTreeSet<(&str, String)> = view
        .ledger
        .published()
        .map(|(_, published)| (published.sheet.as_str(), published.version.to_string()))
        .collect();
    for (sheet, kind) in store.list(PUBLISHED)? {
        let folder = join(PUBLISHED, &sheet);
        let versions =
            if kind == Kind::Folder { store.list(&folder)? } else { vec![(String::new(), kind)] };
        for (version, _) in versions {
            if !known.contains(&(sheet.as_str(), version.clone())) {
                return Err(Fault::NotInLedger {
                    step: Step::Manifests,
                    path: format!("{folder}/{version}"),
                }
                .into());
            }
        }
    }
    Ok(())
}

/// Step 15: each withdrawal is signed, and none stands beside the ledger.
fn withdrawals(store: &dyn Store, view: &StoreView) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    for entry in &view.ledger.entries {
        let Action::Withdraw { sheet, version, reason, sha256: wanted } = &entry.action else {
            continue;
        };
        let path = withdrawal_file(sheet, *version);
        let found = store.read(&path)?.filter(|bytes| sha256(bytes) == *wanted);
        let bytes =
            found.ok_or_else(|| Error::from(Fault::OtherStatement { path: path.clone() }))?;
        let signature = store.read(&format!("{path}.sig"))?;
        let statement: Withdrawal = serde_json::from_slice(&bytes).map_err(|error| {
            Fault::Damaged { step: Step::Statements, path: path.clone(), error: error.to_string() }
        })?;
        let says = statement.form == WITHDRAWAL
            && statement.sheet == *sheet
            && statement.version == *version
            && statement.reason == *reason
            && statement.on == entry.on;
        let by = view.roster_at(entry.number).and_then(|roster| roster.person(&statement.person));
        let signed = by.zip(signature).is_some_and(|(person, signature)| {
            person.roles.contains(&Role::Publisher)
                && person.is_valid(entry.on)
                && person.signed(Purpose::Withdrawal, &bytes, &signature)
        });
        if !says || !signed {
            return Err(Fault::WithdrawalUnsigned { path }.into());
        }
        let published = view
            .ledger
            .versions(sheet)
            .any(|(at, published)| published.version == *version && at.number < entry.number);
        if !published {
            return Err(Fault::WithdrawnNothing { path }.into());
        }
        known.insert(path.clone());
        known.insert(format!("{path}.sig"));
    }
    for name in files(store, "withdrawn")? {
        if !known.contains(&format!("withdrawn/{name}")) {
            return Err(Fault::NotInLedger {
                step: Step::Statements,
                path: format!("withdrawn/{name}"),
            }
            .into());
        }
    }
    Ok(())
}

/// Step 15, for monographs: each review is signed.
fn monographs(store: &dyn Store, view: &StoreView) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    for entry in &view.ledger.entries {
        if let Action::Monograph { monograph, version, .. } = &entry.action {
            let path = reviews::file(monograph, *version, entry.rules);
            reviews::check(store, view, entry)?;
            known.insert(path.clone());
            known.insert(format!("{path}.sig"));
        }
    }
    for name in files(store, "monographs")? {
        if !known.contains(&format!("monographs/{name}")) {
            return Err(Fault::NotInLedger {
                step: Step::Statements,
                path: format!("monographs/{name}"),
            }
            .into());
        }
    }
    Ok(())
}

/// Whether a list names the greatest version of each sheet and each withdrawn one, once and in order,
/// as the ledger has them.
fn says_the_ledger(rows: &[CurrentVersion], ledger: &Ledger) -> bool {
    let mut published: BTreeMap<(&str, Version), &Published> = BTreeMap::new();
    let mut greatest: BTreeMap<&str, Version> = BTreeMap::new();
    let mut withdrawn: BTreeMap<(&str, Version), &str> = BTreeMap::new();
    for entry in &ledger.entries {
        match &entry.action {
            Action::Publish(one) => {
                published.insert((&one.sheet, one.version), one);
                let known = greatest.entry(&one.sheet).or_insert(one.version);
                *known = one.version.max(*known);
            }
            Action::Withdraw { sheet, version, reason, .. } => {
                withdrawn.insert((sheet, *version), reason);
            }
            Action::Roster { .. } | Action::OverdueCopy { .. } | Action::Monograph { .. } => {}
        }
    }
    published.retain(|place, _| {
        greatest.get(place.0) == Some(&place.1) || withdrawn.contains_key(place)
    });
    let is_so = |(row, (place, one)): (&CurrentVersion, (&(&str, Version), &&Published))| {
        (row.sheet.as_str(), row.version) == *place
            && (&row.content, row.due, &row.code) == (&one.content, one.due, &one.code)
            && row.withdrawn.as_deref() == withdrawn.get(place).copied()
    };
    rows.len() == published.len() && rows.iter().zip(&published).all(is_so)
}

/// Step 16: the list of current versions is signed, and says what the ledger says.
fn current(
    store: &dyn Store,
    view: &StoreView,
    trust: &Trust,
    notes: &mut Vec<String>,
) -> Result<u64, Error> {
    let wrong = |wrong: CurrentFault| Error::from(Fault::from(wrong));
    let nothing = view.ledger.published().next().is_none();
    let Some(bytes) = store.read(CURRENT_FILE)? else {
        return if nothing {
            Ok(0)
        } else {
            Err(wrong(CurrentFault::Missing { file: CURRENT_FILE }))
        };
    };
    let (current, signed) = read_current(&bytes)?;
    let known = usize::try_from(current.ledger.number).unwrap_or(usize::MAX);
    let entries = &view.ledger.entries;
    if entries.len() < known {
        return Err(wrong(CurrentFault::ShorterLedger));
    }
    let head = match entries.get(known) {
        Some(next) => &next.before,
        None => &view.ledger.head,
    };
    if *head != current.ledger.sha256 {
        return Err(wrong(CurrentFault::OtherLedger));
    }
    let matters =
        |entry: &&Entry| matches!(entry.action, Action::Publish(_) | Action::Withdraw { .. });
    if entries[known..].iter().any(|entry| matters(&entry)) {
        return Err(wrong(CurrentFault::OlderThanLedger));
    }
    let roster = view.roster_at(current.ledger.number);
    let by = roster.and_then(|roster| roster.person(&current.publisher)).filter(|person| {
        person.roles.contains(&Role::Publisher)
            && person.is_valid(current.issued)
            && person.signed(Purpose::Current, signed.list.as_bytes(), signed.signature.as_bytes())
    });
    if by.is_none() {
        return Err(wrong(CurrentFault::Unsigned));
    }
    if !says_the_ledger(&current.versions, &view.ledger) {
        return Err(wrong(CurrentFault::OtherVersions));
    }
    if current.counter < trust.counter {
        return Err(wrong(CurrentFault::Replayed {
            counter: current.counter,
            seen: trust.counter,
        }));
    }
    if trust.today < current.issued {
        return Err(wrong(CurrentFault::Tomorrow { issued: current.issued, today: trust.today }));
    }
    if current.expires < trust.today {
        notes.push(format!(
            "the list of current versions ran out on {}; a publisher renews it with `candor release renew`",
            current.expires
        ));
    }
    Ok(current.counter)
}

//! The list of current versions, signed: it tells those who have no store what may be handed out.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::declare::person;
use super::ledger::Action;
use super::manifest::{CURRENT, Current, CurrentVersion, Head, SignedCurrent};
use super::names::CURRENT_FILE;
use super::sign::{Purpose, Signer, armored};
use super::store::Store;
use super::store_view::{StoreView, read_current};
use super::transaction::{Transaction, finish};
use super::{Act, Error, Refusal, Version};
use candor_model::Role;

/// Makes and signs the list of current versions.
pub(super) fn list(
    store: &dyn Store,
    after: &StoreView,
    who: &str,
    publisher: &mut dyn Signer,
    on: Date,
    days: u16,
    change: &mut Transaction,
) -> Result<(), Error> {
    let counter = match store.read(CURRENT_FILE)? {
        Some(bytes) => read_current(&bytes)?.0.counter + 1,
        None => 1,
    };
    let expires = on
        .checked_add(i64::from(days).days())
        .map_err(|error| Error::world(format!("the date cannot be reckoned: {error}")))?;
    let current = Current {
        form: CURRENT.to_owned(),
        counter,
        issued: on,
        expires,
        publisher: who.to_owned(),
        ledger: Head {
            number: after.ledger.entries.len() as u64,
            sha256: after.ledger.head.clone(),
        },
        versions: rows(after),
    };
    let text = String::from_utf8(super::json(&current)).expect("JSON is UTF-8");
    let signature = armored(&publisher.sign(Purpose::Current, text.as_bytes())?)?;
    change.file(CURRENT_FILE, super::json(&SignedCurrent { list: text, signature }));
    Ok(())
}

/// The versions that a list names: the last of each sheet, and the withdrawn ones.
fn rows(view: &StoreView) -> Vec<CurrentVersion> {
    let mut last: BTreeMap<&str, Version> = BTreeMap::new();
    for (_, published) in view.ledger.published() {
        last.insert(&published.sheet, published.version);
    }
    let mut withdrawn: BTreeMap<(&str, Version), &str> = BTreeMap::new();
    for entry in &view.ledger.entries {
        if let Action::Withdraw { sheet, version, reason, .. } = &entry.action {
            withdrawn.insert((sheet, *version), reason);
        }
    }
    let mut rows: Vec<CurrentVersion> = view
        .ledger
        .published()
        .map(|(_, published)| published)
        .filter_map(|published| {
            let why = withdrawn.get(&(published.sheet.as_str(), published.version));
            let is_last = last.get(published.sheet.as_str()) == Some(&published.version);
            (is_last || why.is_some()).then(|| CurrentVersion {
                sheet: published.sheet.clone(),
                version: published.version,
                content: published.content.clone(),
                due: published.due,
                code: published.code.clone(),
                withdrawn: why.map(|why| (*why).to_owned()),
            })
        })
        .collect();
    rows.sort_by(|a, b| (&a.sheet, a.version).cmp(&(&b.sheet, b.version)));
    rows
}

/// Signs a new list of current versions, before the old one runs out.
///
/// # Errors
/// When the key is not a publisher's, or the disk refuses.
pub fn renew(
    store: &mut dyn Store,
    publisher: &mut dyn Signer,
    on: Date,
    days: u16,
) -> Result<(), Error> {
    finish(store)?;
    let view = StoreView::read(store)?;
    let who = person(view.roster()?, publisher, on)?.clone();
    if !who.roles.contains(&Role::Publisher) {
        return Err(Refusal::NotPublisher { name: who.name, act: Act::Renew }.into());
    }
    let mut change = Transaction::default();
    list(store, &view, &who.id, publisher, on, days, &mut change)?;
    change.commit(store)
}

//! A pharmacist's review of a monograph, as it stands in a store, and whether it holds.
//!
//! It is given over the monograph's text of record: one changed word and it does not apply.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ledger::{Action, Entry, Ledger};
use super::names::LEDGER;
use super::sign::Purpose;
use super::store::Store;
use super::store_view::StoreView;
use super::{Error, Fault, Step};
use candor_library::RecordForm;
use candor_model::digest::sha256;
use candor_model::{Role, Rules};

/// A pharmacist's statement over a monograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Review {
    pub form: String,
    pub monograph: String,
    pub version: u32,
    /// The SHA-256 of its text of record.
    pub content: String,
    /// Who signs, by the short name on the roster.
    pub person: String,
    /// The name as the roster has it.
    pub name: String,
    pub role: Role,
    /// What the signature says, in the words of [`Role::meaning`].
    pub meaning: String,
    /// Why it is given.
    pub reason: String,
    pub on: Date,
    /// The text of record itself; `content` is its digest.
    pub text: String,
}

/// The form of the file.
pub(super) const FORM: &str = "candor monograph review 1";

/// Where a review stands.
///
/// What was signed in the first form can be signed again, whole.
pub(super) fn file(monograph: &str, version: u32, rules: Rules) -> String {
    match RecordForm::of(rules) {
        RecordForm::Partial => format!("monographs/{monograph}-{version}.json"),
        RecordForm::Whole => format!("monographs/{monograph}-{version}.whole.json"),
    }
}

/// Holds a review against the ledger and the roster (step 15).
pub(super) fn check(store: &dyn Store, view: &StoreView, entry: &Entry) -> Result<Review, Error> {
    let Action::Monograph { monograph, version, content, sha256: wanted, .. } = &entry.action
    else {
        return Err(Fault::NoReview.into());
    };
    let path = file(monograph, *version, entry.rules);
    let (bytes, signature) = (store.read(&path)?, store.read(&format!("{path}.sig"))?);
    let (Some(bytes), Some(signature)) = (bytes, signature) else {
        return Err(Fault::OtherStatement { path }.into());
    };
    if sha256(&bytes) != *wanted {
        return Err(Fault::OtherStatement { path }.into());
    }
    let review: Review = serde_json::from_slice(&bytes).map_err(|error| Fault::Damaged {
        step: Step::Statements,
        path: path.clone(),
        error: error.to_string(),
    })?;
    let by = view.roster_at(entry.number).and_then(|roster| roster.person(&review.person));
    let sound = review.form == FORM
        && review.monograph == *monograph
        && review.version == *version
        && review.content == *content
        && sha256(review.text.as_bytes()) == *content
        && RecordForm::of_text(&review.text) == Some(RecordForm::of(entry.rules))
        && review.on == entry.on
        && by.is_some_and(|person| {
            person.roles.contains(&Role::Pharmacist)
                && person.is_valid(review.on)
                && person.signed(Purpose::Declaration, &bytes, &signature)
        });
    if sound { Ok(review) } else { Err(Fault::ReviewUnsigned { path }.into()) }
}

/// Returns the content digests of the monographs that a pharmacist has signed, by medicine.
///
/// # Errors
/// When the ledger or a review is damaged.
pub fn checked(store: &dyn Store) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let mut checked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if store.read(LEDGER)?.is_none() {
        return Ok(checked);
    }
    let view = StoreView::read(store)?;
    for entry in reviews(&view.ledger) {
        let review = check(store, &view, entry)?;
        checked.entry(review.monograph).or_default().push(review.content);
    }
    Ok(checked)
}

fn reviews(ledger: &Ledger) -> impl Iterator<Item = &Entry> {
    ledger.entries.iter().filter(|entry| matches!(entry.action, Action::Monograph { .. }))
}

/// Returns the text of record of a signed version of a monograph.
///
/// # Errors
/// When it was not signed, or the review is damaged.
pub fn signed_text(
    store: &dyn Store,
    monograph: &str,
    version: u32,
) -> Result<Option<String>, Error> {
    let view = StoreView::read(store)?;
    // Signed again in a fuller form, the later one counts.
    for entry in reviews(&view.ledger).collect::<Vec<_>>().into_iter().rev() {
        if let Action::Monograph { monograph: m, version: v, .. } = &entry.action
            && (m.as_str(), *v) == (monograph, version)
        {
            return Ok(Some(check(store, &view, entry)?.text));
        }
    }
    Ok(None)
}

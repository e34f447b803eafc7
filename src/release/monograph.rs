//! A pharmacist signs a version of a monograph.

use jiff::civil::Date;

use super::declare::person;
use super::ledger::Action;
use super::reviews::{FORM, Review, file};
use super::sign::{Purpose, Signer, armored};
use super::store::Store;
use super::store_view::StoreView;
use super::transaction::{Transaction, finish};
use super::{Error, Misuse, Refusal};
use candor_library::{RecordForm, record};
use candor_model::digest::sha256;
use candor_model::{Monograph, Role, Rules};

/// Signs a version of a monograph as its pharmacist.
///
/// # Errors
/// When the key is not a pharmacist's, or this version was signed already.
pub fn review(
    store: &mut dyn Store,
    monograph: &Monograph,
    signer: &mut dyn Signer,
    reason: &str,
    on: Date,
) -> Result<Review, Error> {
    finish(store)?;
    let view = StoreView::read(store)?;
    let who = person(view.roster()?, signer, on)?.clone();
    if !who.roles.contains(&Role::Pharmacist) {
        return Err(Refusal::NotPharmacist { name: who.name }.into());
    }
    if reason.trim().chars().count() < 3 {
        return Err(Misuse::SignatureWithoutReason.into());
    }
    let rules = Rules::NEWEST;
    let text = record(monograph, RecordForm::of(rules));
    let content = sha256(text.as_bytes());
    let id = monograph.id.as_str();
    if store.read(&file(id, monograph.version, rules))?.is_some() {
        return Err(Refusal::MonographSigned {
            monograph: id.to_owned(),
            version: monograph.version,
        }
        .into());
    }
    let review = Review {
        form: FORM.to_owned(),
        monograph: id.to_owned(),
        version: monograph.version,
        content: content.clone(),
        person: who.id.clone(),
        name: who.name.clone(),
        role: Role::Pharmacist,
        meaning: Role::Pharmacist.meaning().to_owned(),
        reason: reason.trim().to_owned(),
        on,
        text,
    };
    let bytes = super::json(&review);
    let signature = armored(&signer.sign(Purpose::Declaration, &bytes)?)?;
    let action = Action::Monograph {
        monograph: id.to_owned(),
        version: monograph.version,
        content,
        sha256: sha256(&bytes),
        by: vec![who.id],
    };
    let (_, line) = view.ledger.next(on, action)?;
    let mut change = Transaction::with_line(line);
    let place = file(id, monograph.version, rules);
    change.file(&place, bytes);
    change.file(&format!("{place}.sig"), signature.into_bytes());
    change.commit(store)?;
    Ok(review)
}

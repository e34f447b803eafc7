//! Review, sign, release, verify.
//!
//! # Specification
//!
//! A *store* is the folder `releases` of a workspace. Digests are SHA-256 over bytes as they
//! stand; signatures are SSHSIG with SHA-512, each with a namespace of its own. The verifier goes
//! through these steps in this order and names the first that does not hold.
//!
//! 1. The store holds only what a store has, no links, nothing beyond a limit. A change that was
//!    begun (`pending`) is whole, and counts as finished.
//! 2. The ledger's lines have numbers from 1; each holds the digest of the line before it (the
//!    first: zeros), is not older than it, and is of no lesser rules; each is as Candor writes it,
//!    and of rules that this Candor knows; the last is whole.
//! 3. Each roster is the one that its ledger line names and follows the roster before it. The
//!    first is the one whose digest was kept on paper, if that is given. A roster has two people
//!    or more; each has a name, roles, and keys that are nobody else's. `allowed_signers` is made
//!    from the last one.
//! 4. Each roster after the first is signed by two people of the roster before it.
//! 5. Each release manifest is the one that its ledger line names; nothing stands among the
//!    published that has no line.
//! 6. A release manifest is signed by a publisher of the roster in force, valid on that day.
//! 7. Each file of a release has the digest in the manifest; none is missing, none was added;
//!    `SHA256SUMS` says the same.
//! 8. The candidate inside is the one that the release names; its files are as its manifest says;
//!    candidate, release and ledger agree on sheet, version, class, content, dates and code. It
//!    was cut by the rules of its line. Rules 2: its materials are the inputs that it stores.
//! 9. Each declaration is signed by a person of the roster, valid on that day, over this
//!    candidate, in a role that the person has; one person declares once; the release names them.
//! 10. The policy is kept: its roles, its number of people, never the author alone, and whoever
//!     waives an item. What a stored policy may not go below stands in the program: two people
//!     for a safety change; rules 2: for every version. Rules 2: a *change of looks* needs what a
//!     safety change needs, whatever its class, under each policy that is concerned: its own, that
//!     of the version before it, and that of the last version published of any sheet; all their
//!     roles, and the greatest number of people. So does a first version. The candidate says what
//!     of the looks changed and what signatures are needed, and both are worked out again.
//! 11. The text of record has the content digest.
//! 12. The released compositions differ from the candidate's in the release block alone, and name
//!     version, code and reviewers. Rules 2: so do the pages, of which there are as many; `cut`,
//!     `publish` and a rebuild hold them side by side, because the store holds no frames.
//! 13. Check code and QR code are made of sheet, version, content digest and review-due date; the
//!     QR code is signed by the publisher.
//! 14. A version follows the one before it; it is greater, and its candidate was cut from it.
//! 15. Each withdrawal, and each review of a monograph, is signed as the ledger says. Rules 3: the
//!     text of record of a monograph is its whole form (`library::RecordForm`).
//! 16. The list of current versions is signed by a publisher, says what the ledger says, knows
//!     its last line that matters, and is not older than one that was seen before.
//! 17. What is asked for is then genuine and current, superseded, overdue, withdrawn, altered or
//!     unknown.
//!
//! What is asked grows, and what was published stays what it was: each line of the ledger says by
//! which *rules* it and what it stands for are judged, for ever. A line that says none is of rules
//! 1, which Candor 0.1.0 kept up to commit c02bab4; Candor writes its newest. Where a step says
//! "rules 2", it asks that of lines of rules 2 or more. What rules differ in is named by
//! [`Rules`](candor_model::Rules) and nowhere else; a stricter rule or another form of record is
//! one more of them.
//!
//! The looks of two versions are compared by their stored inputs. Words are the sheet's own file,
//! the clinic's medicines, and which monographs were checked: their class is told from the text of
//! record. Every other input is looks, whatever its kind: each file of `templates`, each setting
//! in `candor.toml` (comments and spacing do not count), what is not known. So is the program that
//! made them, but for the machine it ran on.
//!
//! A release is made thus: `cut` renders the candidate from its inputs and writes its manifest;
//! declarations sign the manifest's digest; `publish` holds steps 8 to 11 against it, renders it
//! again from the stored inputs and compares every byte, renders the released documents, holds
//! step 12 against them, and adds one line to the ledger. That line makes it true.

mod asked;
mod block;
mod change;
pub mod code;
mod contents;
mod current;
mod cut;
mod declarations;
mod declare;
mod documents;
mod error;
mod fault;
pub mod files;
mod hint;
mod impact;
mod inputs;
mod ledger;
mod lines;
mod look;
mod looks;
pub mod manifest;
mod monograph;
mod names;
mod one;
mod owed;
mod pending;
mod publish;
mod rebuild;
mod record;
mod refusal;
mod reviews;
mod roster;
mod sign;
mod state;
mod step;
pub mod store;
mod store_view;
mod transaction;
mod verdict;
mod verify;
mod version;

pub use self::change::{Change, changes, class};
pub use self::current::renew;
pub use self::cut::{ClassOverride, cut};
pub use self::declarations::{Declared, assess, declared, lacking, missing, of_today};
pub use self::declare::{candidate, sign};
pub use self::documents::{record, wanted};
pub use self::error::Error;
pub use self::fault::{
    CurrentFault, DeclarationFault, Fault, FileFault, LineFault, ReleaseFault, RosterFault,
};
pub use self::hint::Hint;
pub use self::impact::{Hit, Sought, impact};
pub use self::ledger::{Action, Entry, Held, Ledger, Published};
pub use self::lines::{enter_roster, note_overdue, withdraw};
pub use self::look::{How, Look};
pub use self::monograph::review;
pub use self::names::{ALLOWED_SIGNERS, CURRENT_FILE, LEDGER, PENDING, SUMS, file_name};
pub use self::publish::{overdue_copy, publish};
pub use self::rebuild::rebuild;
pub use self::record::{Line, Record};
pub use self::refusal::{Act, Misuse, Refusal};
pub use self::reviews::{Review, checked, signed_text};
pub use self::roster::{Person, Roster, SIGNERS_OF_A_CHANGE};
pub use self::sign::{KeySigner, Purpose, Signer, armored, is_signed};
pub use self::state::{NextAct, NextStep, State, sheet as sheet_state};
pub use self::step::Step;
pub use self::store::{DiskStore, Store};
pub use self::store_view::{Cut, Last, Reader, StoreView, read_current};
pub use self::transaction::finish;
pub use self::verdict::{
    Verdict, composition_of_pdf, leaves, verdict_for_code, verdict_for_pdf, verdict_for_qr,
    verdict_in_list,
};
pub use self::verify::{Trust, Verified, store as verify};
pub use self::version::Version;

/// The folder of a workspace that is its store.
pub const FOLDER: &str = "releases";

/// Returns a value as the JSON that stands in a store.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain data with text keys is JSON");
    bytes.push(b'\n');
    bytes
}

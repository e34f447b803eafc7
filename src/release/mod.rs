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
//!    first: zeros) and is not older than it; each is as Candor writes it; the last is whole.
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
//!    candidate, release and ledger agree on sheet, version, class, content, dates and code.
//! 9. Each declaration is signed by a person of the roster, valid on that day, over this
//!    candidate, in a role that the person has; one person declares once; the release names them.
//! 10. The policy is kept: its roles, its number of people, never the author alone, and whoever
//!     waives an item. What a stored policy may not go below stands in the program.
//! 11. The text of record has the content digest.
//! 12. The released compositions differ from the candidate's in the release block alone, and name
//!     version, code and reviewers.
//! 13. Check code and QR code are made of sheet, version, content digest and review-due date; the
//!     QR code is signed by the publisher.
//! 14. A version follows the one before it; it is greater, and its candidate was cut from it.
//! 15. Each withdrawal, and each review of a monograph, is signed as the ledger says.
//! 16. The list of current versions is signed by a publisher, says what the ledger says, knows
//!     its last line that matters, and is not older than one that was seen before.
//! 17. What is asked for is then genuine and current, superseded, overdue, withdrawn, altered or
//!     unknown.
//!
//! A release is made thus: `cut` renders the candidate from its inputs and writes its manifest;
//! declarations sign the manifest's digest; `publish` holds steps 8 to 11 against it, renders it
//! again from the stored inputs and compares every byte, renders the released documents, holds
//! step 12 against them, and adds one line to the ledger. That line makes it true.

mod change;
pub mod code;
mod cut;
mod declare;
mod error;
pub mod files;
mod impact;
mod inputs;
mod ledger;
pub mod manifest;
pub mod monograph;
mod publish;
mod record;
mod roster;
mod shelf;
mod sign;
mod state;
pub mod store;
mod transaction;
mod verify;
mod version;

pub use self::change::{Change, changes, class};
pub use self::cut::{Cut, Raise, cut, file_name, record, wanted};
pub use self::declare::{Declared, candidate, declared, missing, sign, weigh};
pub use self::error::Error;
pub use self::impact::{Hit, Wanted as Sought, impact};
pub use self::ledger::{Action, Entry, Ledger, Published};
pub use self::publish::{
    ALLOWED_SIGNERS, CURRENT_FILE, enter_roster, note_overdue, overdue_copy, publish, read_current,
    renew, withdraw,
};
pub use self::record::{Line, Record};
pub use self::roster::{Person, Roster, SIGNERS_OF_A_CHANGE};
pub use self::shelf::{Last, Reader, Shelf};
pub use self::sign::{KeySigner, Purpose, Signer, armored, is_signed};
pub use self::state::{
    State, Verdict, composition_of_pdf, leaves, of_code, of_current, of_pdf, of_qr,
    sheet as sheet_state,
};
pub use self::store::{DiskStore, Store};
pub use self::transaction::{LEDGER, PENDING, finish};
pub use self::verify::{Trust, Verified, rebuild, store as verify};
pub use self::version::Version;

/// The folder of a workspace that is its store.
pub const FOLDER: &str = "releases";

/// Returns a value as the JSON that stands in a store.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // A manifest is plain data with text keys; it always has a JSON form.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

//! What a sheet means: nouns of the field, resolved and typed; and the ground that all else stands
//! on.
//!
//! Must not know TOML, Typst, files on a disk, clocks or the terminal. What every crate may need
//! stands here too: where an author wrote something ([`span`]), findings as data ([`diag`]), a folder
//! in memory ([`tree`]), digests, and who is told of long work ([`watch`]).

mod class;
mod decimal;
pub mod diag;
pub mod digest;
mod dosage;
mod evidence;
mod id;
pub mod leaf;
mod looks;
mod monograph;
mod outcome;
mod place;
mod print;
mod role;
mod rules;
mod sheet;
pub mod span;
pub mod suggest;
pub mod text;
pub mod tree;
mod verification;
pub mod watch;
mod wording;

pub use self::class::Class;
pub use self::decimal::{Decimal, DecimalError};
pub use self::dosage::DosageForm;
pub use self::evidence::{Certainty, Direction, Record, Studied, Study, StudyKind};
pub use self::id::{Id, IdError};
pub use self::leaf::{LeafFamily, LeafName};
pub use self::looks::{Compared, Listing, Looks, Measures, OwnFile, OwnKind};
pub use self::monograph::{
    Card, Citation, Disagreement, DoseLimits, Fact, ItemTexts, KeyPoint, Monograph, SafetyItem,
    SafetyKind, SheetTrait, TeachBack, Tier, When,
};
pub use self::outcome::{
    Arms, Change, Count, Design, Interval, Measure, Outcome, PublicationType, denominator,
};
pub use self::place::Place;
pub use self::print::{Audience, Format, Medium, Paper, Selection, Setting};
pub use self::role::Role;
pub use self::rules::Rules;
pub use self::sheet::{
    Author, AuthorPlace, AuthorSection, Clinic, Contacts, DoseStep, Dosing, Extra, FalseAlarm,
    Inline, Logo, Prose, Sheet, Subject, Waiver,
};
pub use self::suggest::nearest;
pub use self::verification::Verification;
pub use self::wording::{FixedText, Jurisdiction, Reviewed, Words, Writing};

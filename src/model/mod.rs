//! What a sheet means.
//!
//! Nouns of the field, resolved and typed.
//! Must not know TOML, Typst, files, clocks or the terminal.

mod class;
mod decimal;
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
pub mod text;
mod wording;

pub use self::class::Class;
pub use self::decimal::{Decimal, DecimalError};
pub use self::evidence::{Certainty, Direction, Record, Studied, Study, StudyKind};
pub use self::id::{Id, IdError};
pub use self::leaf::{LeafFamily, LeafName};
pub use self::looks::{Compared, Listing, Looks, Measures, OwnFile, OwnKind};
pub use self::monograph::{
    Card, Citation, Disagreement, DoseLimits, Fact, KeyPoint, Mark, Monograph, SafetyItem,
    SafetyKind, SheetTrait, TeachBack, Tier, When,
};
pub use self::outcome::{
    Arms, Change, Count, Design, Interval, Measure, Outcome, Published, denominator,
};
pub use self::place::Place;
pub use self::print::{Format, Paper, Setting};
pub use self::role::Role;
pub use self::rules::Rules;
pub use self::sheet::{
    Author, AuthorPlace, AuthorSection, Clinic, Contacts, DoseForm, DoseStep, Dosing, Extra,
    FalseAlarm, Inline, Logo, Prose, Sheet, Subject, Waiver,
};
pub use self::wording::{FixedText, Jurisdiction, Reviewed, Words, Writing};

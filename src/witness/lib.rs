//! Witnesses: a finished file is read again by readers that share no code with the proof.
//!
//! The proof reads the engine's frames before a byte is written. A witness starts from the bytes of
//! the finished file and the composition, and knows neither frames nor template: what another
//! renderer draws ([`drawn`]), and what its structure says ([`structure`]). A trick that blinds one
//! reader must blind all.

mod drawn;
mod picture;
pub mod rules;
mod structure;

pub use self::picture::differs;
pub use self::structure::structure;

use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_typeset::Engine;

/// Reads a finished PDF as another renderer draws it: exactly the texts of the composition, where an
/// eye meets them, and no other ink than a page may show.
pub fn drawn(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    drawn::read(pdf, composition, engine)
}

/// Reads a finished PDF by every witness.
pub fn witness(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    let mut found = drawn(pdf, composition, engine);
    found.extend(structure(pdf, composition));
    found
}

//! Witnesses: a finished file is read again by readers that share no code with the proof.
//!
//! The proof reads the engine's frames before a byte is written. A witness starts from the bytes of
//! the finished file and the composition, and knows neither frames nor template: what another
//! renderer draws ([`drawn`](mod@drawn)). A trick that blinds one reader must blind all.

mod drawn;

use crate::compose::Composition;
use crate::diag::Diagnostics;
use crate::typeset::Engine;

/// Reads a finished PDF as another renderer draws it: exactly the texts of the composition, where an
/// eye meets them, and no other ink than a page may show.
pub fn drawn(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    drawn::read(pdf, composition, engine)
}

/// Reads the structure of a finished PDF.
// The reader of the structure stands in a module of its own; until it is there, nothing is found.
pub fn structure(_: &[u8], _: &Composition) -> Diagnostics {
    Diagnostics::new()
}

/// Reads a finished PDF by every witness.
pub fn witness(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    let mut found = drawn(pdf, composition, engine);
    found.extend(structure(pdf, composition));
    found
}

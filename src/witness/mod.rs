//! Further readings of a finished document, which share no code with the page proof.
//!
//! The proof of [`prove`](crate::prove) judges the laid-out frames. What leaves the program is a
//! file, and between the two stands the writer of PDFs: so the file itself is read again.

mod structure;

pub use self::structure::structure;

//! Candor makes patient information sheets that cannot leave out the warnings and cannot
//! overstate the evidence.
//!
//! A sheet flows through seven stages, each a module and each blind to the ones after it:
//! [`parse`] (TOML, as written) → [`resolve`] (as meant, with the [`library`]) → [`check`] →
//! [`compose`] (all words, in order) → [`typeset`] (pages) → [`prove`] (the pages hold exactly
//! those words, and what is owed) → [`export`] (PDF, from proven pages alone).
//!
//! The crate never prints, never reads a clock or the environment; the `candor` binary does.

pub mod assets;
pub mod author;
pub mod check;
pub mod claims;
pub mod compose;
pub mod diag;
pub mod digest;
pub mod drawing;
pub mod export;
pub mod inputs;
pub mod language;
pub mod letters;
pub mod levels;
pub mod library;
pub mod lint;
pub mod looks;
pub mod measures;
pub mod model;
pub mod parse;
pub mod policy;
pub mod prove;
pub mod qr;
pub mod reading;
pub mod release;
pub mod render;
pub mod resolve;
pub mod span;
mod suggest;
pub mod tree;
pub mod typeset;
pub mod watch;
pub mod witness;
pub mod workspace;

pub use self::suggest::nearest;

//! From a sheet to a document that may leave the house.
//!
//! Plain functions over [`Shared`], what all sheets of a run have in common: [`check`] reads a sheet
//! and holds it to the rules, [`compose`] gives its words, [`render`] and its kin wire the stages to
//! a file. [`export`] writes PDF and pictures from proven pages alone, and text and HTML that are
//! proved as they were written. [`readings`] gives what each reader finds, and no bytes.

mod compose;
pub mod export;
mod face;
mod print;
mod readings;
mod ready;
pub mod rules;
mod shared;
pub mod stopwatch;

pub use self::compose::{compose, compose_as, readability, readability_again};
pub use self::face::same_face;
pub use self::print::{
    Document, Laid, ProvenPages, Witness, lay, notice, pages, print, print_as, render,
};
pub use self::readings::{Readings, readings, readings_of, structure_of};
pub use self::ready::{Ready, check};
pub use self::shared::Shared;

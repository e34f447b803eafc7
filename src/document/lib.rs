//! From a sheet to a document that may leave the house.
//!
//! [`render`] wires the stages for a run; [`export`] writes PDF and pictures from proven pages alone,
//! and text and HTML that are proved as they were written.

pub mod export;
pub mod render;
pub mod rules;
pub mod stopwatch;

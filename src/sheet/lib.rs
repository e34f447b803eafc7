//! A sheet as its author meant it.
//!
//! [`resolve`] finds what the words of a file name (medicine, evidence, amounts, dates), and
//! [`check`] holds the sheet to the rules. Only `check` makes a [`check::Checked`], which is the only
//! thing that is ever composed.

pub mod check;
pub mod resolve;
pub mod rules;

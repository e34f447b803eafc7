//! Whether a text claims more than the evidence supports, and how hard it is to read.
//!
//! A language is data ([`tables`]: words by kind, phrases, conditions). [`language`] splits a text
//! into sentences and statements and finds phrases in it, [`claims`] assesses what a sentence says,
//! [`reading`] grades it, and [`lint`] makes one list of remarks of both.
//!
//! It answers for any text: it knows no sheet, no medicine's file and no Markdown.

pub mod claims;
pub mod language;
pub mod lint;
pub mod reading;
pub mod rules;
pub mod tables;

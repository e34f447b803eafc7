//! What two readers say of one page, and what no drawing shows.

use candor_document::Readings;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_prove::rules::page_too_long;
use candor_witness::rules::file_drawn;

/// Characters that change a text and leave no ink.
const INVISIBLE: [char; 7] =
    ['\u{ad}', '\u{200b}', '\u{2060}', '\u{202b}', '\u{202c}', '\u{2067}', '\u{2069}'];
const NO_INK: &str = "a character without ink is not drawn";

/// Whether a finding about the paper gives the same size twice: then only the bleed is wrong.
fn is_of_due_size(message: &str) -> bool {
    let mut sizes = message.split(" is ").filter_map(|part| part.split(" pt").next());
    let (_, found, due) = (sizes.next(), sizes.next(), sizes.next());
    found.is_some() && found == due
}

/// Says why the drawn file cannot show what a finding of the frames is about.
fn only_in_frames(found: &Diagnostic) -> Option<&'static str> {
    let says = |words: &str| found.message.contains(words);
    match found.code.as_str() {
        "page/too-long" => Some("how many pages a format may have is no matter of drawing"),
        "page/silent" => Some("what a screen reader hears is not drawn"),
        "page/parted" => {
            Some("how far texts that belong together may part is told by the frames alone")
        }
        "page/lines" if says("can be read") => {
            Some("how long lines are is told by the frames alone")
        }
        "page/extra-text" if says("bookmarks") || says("labels of its own") => {
            Some("bookmarks and page labels are not drawn")
        }
        "page/extra-text" if says("a link") => Some("a place to click is not drawn"),
        "page/extra-text" if says("adds the words \" \"") || says("adds the words \"\u{a0}\"") => {
            Some(NO_INK)
        }
        "page/leaf-changed" | "page/extra-text" if found.message.contains(INVISIBLE) => {
            Some(NO_INK)
        }
        "page/paper" if is_of_due_size(&found.message) => {
            Some("room for the knife lies outside the paper that is drawn")
        }
        "page/extra-text" if says("attachment") => Some("attachments are not drawn"),
        _ => None,
    }
}

/// The findings that a drawing can show. Where a text has characters without ink, what else is wrong
/// with it follows from these.
pub(super) fn seen(found: &Diagnostics) -> impl Iterator<Item = &Diagnostic> {
    let name = |found: &Diagnostic| found.message.split('`').nth(1).map(str::to_owned);
    let no_ink = found.iter().filter(|found| only_in_frames(found) == Some(NO_INK));
    let no_ink: Vec<Option<String>> = no_ink.map(name).collect();
    let is_seen = move |found: &&Diagnostic| {
        only_in_frames(found).is_none() && !no_ink.contains(&name(found))
    };
    found.iter().filter(is_seen)
}

/// What two readers say of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Failed,
    Panicked,
    TooLong,
    BothAccept,
    BothRefuse,
    /// The frames refuse what no drawing shows.
    NotDrawn,
    /// One of them refuses for measures alone that lie on a threshold, as near as a file is written.
    OnTheEdge,
    FramesAlone,
    DrawnAlone,
}

pub(super) fn verdict(readings: &Readings) -> Verdict {
    let Readings { failed, frames, drawn, structure: _ } = readings;
    if failed.has_errors() {
        return Verdict::Failed;
    }
    if frames.iter().any(|found| found.code == page_too_long::CODE) {
        return Verdict::TooLong;
    }
    let seen = seen(frames).next().is_some();
    match (frames.is_empty(), seen, drawn.is_empty()) {
        (true, _, true) => Verdict::BothAccept,
        (false, _, false) => Verdict::BothRefuse,
        (false, false, true) => Verdict::NotDrawn,
        (false, true, true) if all_on_the_edge(frames) => Verdict::OnTheEdge,
        (true, _, false) if all_on_the_edge(drawn) => Verdict::OnTheEdge,
        (false, true, true) => Verdict::FramesAlone,
        (true, _, false) => Verdict::DrawnAlone,
    }
}

/// How far a measure in a file may lie from that in the frames, in ems: a file has seven digits, and
/// findings give four.
const ROUNDING: f64 = 2e-4;

/// Whether every finding that a drawing can show gives its measure, and that lies on a threshold.
fn all_on_the_edge(found: &Diagnostics) -> bool {
    seen(found).all(is_on_the_edge)
}

/// Whether a finding says "… 0.0021 em …, where from -0.0020 to 0.0020 is right", or "… 11.9901 pt,
/// below 11.99 pt", and both are the same but for rounding.
fn is_on_the_edge(found: &Diagnostic) -> bool {
    let Some((measured, due)) = found.message.rsplit_once(", where from ") else { return false };
    let number = |part: &str| part.parse::<f64>().ok();
    let measured = measured.split(' ').rev().find_map(number);
    let limits: Vec<f64> = due.split(' ').filter_map(number).collect();
    measured.is_some_and(|measured| limits.iter().any(|l| (measured - l).abs() <= ROUNDING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_on_a_threshold_is_told_from_one_beyond_it() {
        let says = |measure: &str| {
            let words = format!("a gap of {measure} em, where from -0.0020 to 0.0020 is right");
            is_on_the_edge(&Diagnostic::new(file_drawn::CODE, words))
        };
        assert!(says("0.0021") && says("-0.0020"));
        assert!(!says("0.0030") && !says("0.5000"));
        assert!(!is_on_the_edge(&Diagnostic::new(file_drawn::CODE, "it is cut off")));
    }
}

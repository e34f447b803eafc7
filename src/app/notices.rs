//! Lists and notices for staff, printed.

use candor_compose::Notice;
use candor_composition::DocumentSpec;
use candor_library::Wording;
use candor_model::{Format, Jurisdiction, Place};
use candor_release::Hit;
use jiff::civil::Date;

use crate::error::CommandError;
use crate::open::Opened;
use crate::release_flow::Show;

/// Prints a list or a notice for staff, in English and for the workspace's own rules and paper.
///
/// # Errors
/// When the page has findings, which are shown.
pub fn print(
    opened: &Opened,
    show: Show<'_>,
    make: impl FnOnce(&Wording, Jurisdiction) -> Notice,
) -> Result<Vec<u8>, CommandError> {
    let jurisdiction = opened.workspace.usual_jurisdiction();
    let paper = opened.workspace.usual_paper(jurisdiction);
    let wanted = DocumentSpec { format: Format::Notice, paper, jurisdiction };
    let wording = opened.workspace.shared.library.wording("en").0;
    let Some(wording) = wording else {
        return Err(CommandError::world("the fixed wording cannot be read"));
    };
    let mut notice = make(&wording, jurisdiction);
    if notice.lines.is_empty() {
        let none = &wording.file.lines.current_none;
        notice.lines.push(Wording::say(none, jurisdiction, &[]));
    }
    let composition = candor_compose::notice(&notice, "en", &wording, wanted);
    let (document, found) = candor_document::notice(&opened.workspace.shared, composition);
    match document {
        Some(document) => Ok(document.bytes),
        None => {
            show(&found);
            Err(CommandError::findings("the page cannot be printed"))
        }
    }
}

/// Prints a recall notice of released versions.
///
/// # Errors
/// When the page has findings, which are shown.
pub fn recall(
    opened: &Opened,
    show: Show<'_>,
    hits: &[Hit],
    reason: &str,
    date: Date,
) -> Result<Vec<u8>, CommandError> {
    print(opened, show, |wording, jurisdiction| {
        let lines = &wording.file.lines;
        let say = |words, filled: &[(&str, &str)]| Wording::say(words, jurisdiction, filled);
        Notice {
            title: say(&lines.recall_title, &[]),
            purpose: say(&lines.recall_purpose, &[("reason", reason)]),
            state: say(&lines.recall_do, &[]),
            place: Place::Listing,
            lines: hits
                .iter()
                .map(|hit| {
                    let (version, formats) = (hit.version.to_string(), hit.formats.join(", "));
                    let filled = [
                        ("id", hit.sheet.as_str()),
                        ("version", &version),
                        ("formats", &formats),
                        ("code", &hit.code),
                    ];
                    say(&lines.recall_row, &filled)
                })
                .collect(),
            date,
        }
    })
}

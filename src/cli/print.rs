//! Lists and notices for staff, printed.

use candor_compose::Notice;
use candor_composition::Wanted;
use candor_library::Wording;
use candor_model::{Format, Jurisdiction};

use crate::error::CommandError;
use crate::ui::Ui;
use crate::workspace::Opened;

/// Prints a list or a notice.
pub(crate) fn print(
    ui: &Ui,
    opened: &mut Opened,
    make: impl FnOnce(&Wording, Jurisdiction) -> Notice,
) -> Result<Vec<u8>, CommandError> {
    let jurisdiction = opened.all.usual_jurisdiction();
    let paper = opened.all.usual_paper(jurisdiction);
    let wanted = Wanted { format: Format::Notice, paper, jurisdiction };
    let wording = opened.all.session.wording("en");
    let Some(wording) = wording else {
        return Err(CommandError::world("the fixed wording cannot be read"));
    };
    let mut notice = make(&wording, jurisdiction);
    if notice.lines.is_empty() {
        let none = &wording.file.lines.current_none;
        notice.lines.push(Wording::say(none, jurisdiction, &[]));
    }
    let composition = candor_compose::notice(&notice, "en", &wording, wanted);
    let (document, found) = opened.all.session.notice(composition);
    match document {
        Some(document) => Ok(document.bytes),
        None => {
            ui.show(&found, &opened.all.session.files);
            Err(CommandError::findings("the page cannot be printed"))
        }
    }
}

//! Bytes to text, with everything refused that a reviewer could not see.

use crate::rules::{
    file_byte_order_mark, file_control_character, file_empty, file_not_text, file_too_large,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};

/// The longest file that is read: 1 MiB. The longest shipped one is under a tenth of that.
pub const MAX_FILE_LEN: usize = 1 << 20;

/// The most invisible characters that are reported one by one.
const MAX_REPORTED: usize = 20;

/// Takes `bytes` as text; the flag says whether it is fit to be parsed.
pub(super) fn decode(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> (Source, bool) {
    let refuse = |text: &str, diagnostic: Diagnostic| {
        let file = Source::new(name, text.to_owned());
        let end = Span::new(&file, text.len()..text.len());
        (file, diagnostic.at(end))
    };
    if bytes.len() > MAX_FILE_LEN {
        let (file, diagnostic) = refuse(
            "",
            Diagnostic::new(
                file_too_large::CODE,
                format!("this file has {} bytes; {MAX_FILE_LEN} is the most", bytes.len()),
            )
            .help("check that the right file was saved under this name"),
        );
        diagnostics.push(diagnostic);
        return (file, false);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let (file, diagnostic) = refuse(
            "",
            Diagnostic::new(file_not_text::CODE, "this file is saved as UTF-16")
                .help("save it again with the encoding UTF-8 (Notepad: Save as, Encoding)"),
        );
        diagnostics.push(diagnostic);
        return (file, false);
    }
    let (bytes, had_mark) = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or("");
            let (file, diagnostic) = refuse(
                valid,
                Diagnostic::new(file_not_text::CODE, "this file is not UTF-8 text from here on")
                    .help("save it as UTF-8; if it is a Word file or a PDF, copy its text into a sheet made by `candor new`"),
            );
            diagnostics.push(diagnostic);
            return (file, false);
        }
    };
    let file = Source::new(name, text.to_owned());
    if had_mark {
        diagnostics.push(
            Diagnostic::new(file_byte_order_mark::CODE, "this file begins with a byte order mark")
                .at(Span::start_of(&file))
                .help("save it as UTF-8 without BOM; Candor skips the mark meanwhile"),
        );
    }
    if text.trim().is_empty() {
        diagnostics.push(empty(&file));
        return (file, false);
    }
    let hidden = text.char_indices().filter(|&(_, c)| is_hidden(c)).take(MAX_REPORTED);
    let mut usable = true;
    for (index, c) in hidden {
        usable = false;
        diagnostics.push(hidden_finding(c, Span::new(&file, index..index + c.len_utf8())));
    }
    (file, usable)
}

/// Returns the finding for a file that says nothing.
pub(super) fn empty(file: &Source) -> Diagnostic {
    Diagnostic::new(file_empty::CODE, "this file is empty")
        .at(Span::start_of(file))
        .help("restore it from a backup, or begin again with `candor new`")
}

/// Returns the finding for a character that nobody sees.
pub(super) fn hidden_finding(c: char, span: Span) -> Diagnostic {
    Diagnostic::new(
        file_control_character::CODE,
        format!("an invisible character, {} (U+{:04X})", kind_of_hidden(c), u32::from(c)),
    )
    .at(span)
    .label("it stands here")
    .help("delete it, then write the word again by hand")
}

/// Whether a character is invisible or changes how its neighbours are read.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        c if c.is_control() => true,
        // Zero-width, soft hyphen, direction marks and overrides, line and paragraph separators,
        // invisible operators, interlinear marks, tag characters, variation selectors.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

fn kind_of_hidden(c: char) -> &'static str {
    match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "which changes the direction of text"
        }
        c if c.is_control() => "a control character",
        _ => "which has no width",
    }
}

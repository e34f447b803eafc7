//! The bold letters of a clinic's font are bolder than its plain ones: in a family without bold letters,
//! or with pale ones, headings, doses and the mark of a draft do not stand out.

use crate::rules::template_letters;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::digest::sha256;

use candor_model::span::{Source, Spanned};
use candor_typeset::{BrandFont, Engine};

/// A font file that `candor.toml` lists.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The path that is listed.
    pub file: Spanned<String>,
    /// The digest of its bytes, with its programs made idle.
    pub digest: String,
}

/// Reports families of the clinic's fonts that lack plain or bold letters, or whose bold ones are hardly
/// bolder.
pub fn pairs(engine: &Engine, listed: &[Listed], config: &Source) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let at = |font: BrandFont<'_>| {
        let digest = sha256(font.bytes);
        listed.iter().find(|listed| listed.digest == digest)
    };
    for (family, [plain, bold]) in engine.own_families() {
        let Some(named) = at(bold).or_else(|| at(plain)) else { continue };
        let found = if plain == bold {
            let is_bold = BOLD <= plain.weight;
            let missing = if is_bold { "regular" } else { "bold" };
            Diagnostic::new(
                template_letters::CODE,
                format!("the family `{family}` has no {missing} letters"),
            )
            .label("all would be set in this one weight")
            .help(format!("list the {missing} file of the family under `[[font]]` as well"))
        } else {
            let [plain_letters, bold_letters] =
                [plain, bold].map(|font| candor_letters::read(font.bytes));
            let is_bolder = bold_letters.is_bolder(bold.number, &plain_letters, plain.number);
            if is_bolder {
                continue;
            }
            Diagnostic::new(
                template_letters::CODE,
                format!("the bold letters of `{}` are hardly bolder than the regular ones", named.file.value),
            )
            .label("headings, doses and marks would not stand out")
            .help("list a bold file of this family whose strokes are at least 1.25 times as thick as those of its regular file")
        };
        diagnostics.push(found.at(named.file.span(config)));
    }
    diagnostics
}

/// The least weight that is bold (OpenType, usWeightClass).
const BOLD: u16 = 600;

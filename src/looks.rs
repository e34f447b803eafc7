//! What a clinic brings for its sheets' looks besides a template: fonts and a logo.
//!
//! The page proof trusts what a font draws, so a clinic's font counts only with its digest in
//! `candor.toml`; a logo stands in the composition under its digest.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::digest::sha256;
use crate::model::Logo;
use crate::parse::FontFile;
use crate::span::{FileId, Spanned};
use crate::tree::{Entry, Tree};
use crate::typeset::Own;

/// Endings of the files that a clinic's `templates` folder may hold besides templates.
pub const ENDINGS: [&str; 5] = [".ttf", ".otf", ".svg", ".png", ".typ"];

/// The largest logo, in bytes.
const MAX_LOGO_LEN: usize = 256 * 1024;

/// What an SVG logo must not hold: words, programs, and pictures from elsewhere.
const NOT_IN_A_LOGO: [&str; 8] =
    ["<text", "<tspan", "<script", "<foreignobject", "<image", "<use", "<style", "href=\"http"];

/// Takes the fonts that `candor.toml` lists and the logo that it names.
pub fn own(
    fonts: &[FontFile],
    logo: Option<&Spanned<String>>,
    config: FileId,
    templates: &Tree,
) -> (Own, Option<Logo>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut own = Own::default();
    for font in fonts {
        let Some(bytes) = file(&font.file, config, templates, &mut diagnostics) else { continue };
        let found = sha256(bytes);
        if found == font.sha256.value.to_lowercase() {
            own.fonts.push(bytes.to_vec());
        } else {
            diagnostics.push(
                Diagnostic::new(
                    Code::TemplateFont,
                    format!("`{}` is not the font that was listed", font.file.value),
                )
                .at(font.sha256.span(config))
                .label("another digest")
                .help(format!("look at the font; if it is the right one, write \"{found}\"")),
            );
        }
    }
    let logo = logo.and_then(|logo| {
        let bytes = file(logo, config, templates, &mut diagnostics)?;
        match ending(bytes) {
            Ok(ending) => {
                let name = format!("{}.{ending}", sha256(bytes));
                own.pictures.push((name.clone(), bytes.to_vec()));
                Some(Logo { file: name })
            }
            Err(why) => {
                diagnostics.push(
                    Diagnostic::new(Code::WorkspaceSetting, format!("the logo {why}"))
                        .at(logo.span(config))
                        .help("give a PNG, or an SVG whose letters are drawn as outlines"),
                );
                None
            }
        }
    });
    (own, logo, diagnostics)
}

fn file<'a>(
    name: &Spanned<String>,
    config: FileId,
    templates: &'a Tree,
    diagnostics: &mut Diagnostics,
) -> Option<&'a [u8]> {
    if let Some(Entry::File(bytes)) = templates.get(&name.value) {
        return Some(bytes);
    }
    diagnostics.push(
        Diagnostic::new(Code::TemplateNotFound, format!("there is no file `{}`", name.value))
            .at(name.span(config))
            .help("give the path of a file in the workspace's `templates` folder"),
    );
    None
}

/// What kind of picture a logo is, or why it cannot be one.
fn ending(bytes: &[u8]) -> Result<&'static str, String> {
    if MAX_LOGO_LEN < bytes.len() {
        return Err("has more than 256 KiB".to_owned());
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok("png");
    }
    let text = std::str::from_utf8(bytes).map(str::to_lowercase).unwrap_or_default();
    if !text.contains("<svg") {
        return Err("is neither PNG nor SVG".to_owned());
    }
    match NOT_IN_A_LOGO.iter().find(|part| text.contains(**part)) {
        Some(part) => Err(format!("holds `{part}`")),
        None => Ok("svg"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_a_picture_without_words() {
        assert_eq!(ending(b"\x89PNG\r\n\x1a\n..."), Ok("png"));
        assert_eq!(ending(b"<svg xmlns='x'><path d='M0 0'/></svg>"), Ok("svg"));
        for bad in ["<svg><text>Cures</text></svg>", "<html>", "<SVG><SCRIPT/></SVG>", ""] {
            assert!(ending(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(ending(&vec![0; MAX_LOGO_LEN + 1]).is_err());
    }
}

//! What a clinic brings for its sheets' looks: measures, fonts and a logo as plain data, and what its
//! reviewers are told of them and of a template of its own.
//!
//! The page proof trusts what a font draws, so a clinic's font counts only with its digest in
//! `candor.toml` and once its letters were read ([`letters`]); a logo stands in the composition
//! under its digest.

mod difference;
mod hidden;
mod logo;
mod measures;
mod pairs;

pub use self::difference::templates;
pub use self::hidden::hidden;
pub use self::measures::measures;
pub use self::pairs::{Listed, pairs};

use crate::rules::{template_font, template_letters, template_not_found};
use candor_letters::Reading;
use candor_library::parse::FontFile;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::digest::sha256;
use candor_model::span::{Source, Span, Spanned};
use candor_model::tree::{Entry, Refusal, Tree};
use candor_model::{Compared, Logo, OwnFile, OwnKind};
use candor_sheet::rules::workspace_setting;
use candor_typeset::BrandAssets;

/// Endings of the files that a clinic's `templates` folder may hold besides templates.
pub const ENDINGS: [&str; 5] = [".ttf", ".otf", ".svg", ".png", ".typ"];

/// The file in which a clinic's measures stood before they were plain data.
pub const OLD_MEASURES: &str = "own.typ";

/// Fonts, logo and pictures that a clinic brings.
#[derive(Debug)]
pub struct Brought {
    /// What the engine sees.
    pub own: BrandAssets,
    /// The logo, where one is named.
    pub logo: Option<Logo>,
    /// The files, as reviewers read of them.
    pub files: Vec<OwnFile>,
    /// The fonts that count.
    pub fonts: Vec<Listed>,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
}

/// Takes the fonts that `candor.toml` lists and the logo that it names; the files stand in the list
/// that reviewers read.
pub fn own(
    fonts: &[FontFile],
    logo: Option<&Spanned<String>>,
    config: &Source,
    templates: &Tree,
) -> Brought {
    let mut diagnostics = Diagnostics::new();
    let (mut own, mut files, mut listed) = (BrandAssets::default(), Vec::new(), Vec::new());
    for font in fonts {
        let Some(bytes) = file(&font.file, config, templates, &mut diagnostics) else { continue };
        let found = sha256(bytes);
        if found == font.sha256.value.to_lowercase() {
            let still = candor_letters::still(bytes);
            let reading = candor_letters::read(&still);
            if let Some(found) = faults(&reading, font, config) {
                diagnostics.push(found);
            }
            let not = reading.others.iter().map(|&script| script.to_owned()).collect();
            files.push(OwnFile {
                path: font.file.value.clone(),
                digest: found,
                kind: OwnKind::Font(Compared { latin: reading.is_compared, not }),
            });
            let digest = sha256(&still);
            listed.push(Listed { file: font.file.clone(), digest });
            own.fonts.push(still);
        } else {
            diagnostics.push(
                Diagnostic::new(
                    template_font::CODE,
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
        match logo::ending(bytes) {
            Ok(ending) => {
                let name = format!("{}.{ending}", sha256(bytes));
                files.push(OwnFile {
                    path: logo.value.clone(),
                    digest: sha256(bytes),
                    kind: OwnKind::Logo,
                });
                own.pictures.push((name.clone(), bytes.to_vec()));
                Some(Logo { file: name })
            }
            Err((why, help)) => {
                diagnostics.push(
                    Diagnostic::new(workspace_setting::CODE, format!("the logo {why}"))
                        .at(logo.span(config))
                        .help(help),
                );
                None
            }
        }
    });
    Brought { own, logo, files, fonts: listed, diagnostics }
}

/// What is wrong with the letters of a font, as one finding.
fn faults(reading: &Reading, font: &FontFile, config: &Source) -> Option<Diagnostic> {
    let (first, others) = reading.faults.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        1 => ", and there is one more fault".to_owned(),
        n => format!(", and there are {n} more faults"),
    };
    Some(
        Diagnostic::new(
            template_letters::CODE,
            format!("the font `{}` {first}{more}", font.file.value),
        )
        .at(font.file.span(config))
        .label("this font cannot be trusted")
        .help("use another font; its letters are compared with those of many fonts"),
    )
}

fn file<'a>(
    name: &Spanned<String>,
    config: &Source,
    templates: &'a Tree,
    diagnostics: &mut Diagnostics,
) -> Option<&'a [u8]> {
    let path = "give the path of a file in the workspace's `templates` folder";
    let file = &name.value;
    let (why, help) = match templates.get(file) {
        Some(Entry::File(bytes)) => return Some(bytes),
        None => (format!("there is no file `{file}`"), path),
        Some(Entry::Refused(Refusal::Link)) => {
            (format!("`{file}` is a link"), "put the file itself into the `templates` folder")
        }
        Some(Entry::Refused(Refusal::Folder)) => (format!("`{file}` is a folder"), path),
        Some(Entry::Refused(Refusal::TooLarge(len))) => (
            format!("`{file}` is too large: it has {} MiB", len.div_ceil(1 << 20)),
            "a font has at most 16 MiB, any other file 1 MiB",
        ),
        Some(Entry::Refused(Refusal::Unreadable(reason))) => {
            (format!("`{file}` cannot be read: {reason}"), path)
        }
    };
    diagnostics
        .push(Diagnostic::new(template_not_found::CODE, why).at(name.span(config)).help(help));
    None
}

/// The least contrast of white words on the clinic's colour (RULES 7.1, G06).
const MIN_CONTRAST: f64 = 7.0;

/// Takes the clinic's colour: white words stand on it, and it rules lines on white paper.
pub fn accent(accent: &Spanned<String>, config: &Source) -> Result<String, Box<Diagnostic>> {
    let digits = accent.value.strip_prefix('#').filter(|digits| digits.len() == 6);
    let rgb = digits.and_then(|digits| {
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    });
    let Some(rgb) = rgb else {
        return Err(Box::new(
            Diagnostic::new(workspace_setting::CODE, "this is not a colour")
                .at(accent.span(config))
                .help("write `#` and six hexadecimal digits, such as \"#12263f\""),
        ));
    };
    let contrast = 1.05 / (luminance(rgb) + 0.05);
    if contrast < MIN_CONTRAST {
        let darker = darker(rgb);
        return Err(Box::new(
            Diagnostic::new(
                workspace_setting::CODE,
                format!("white words on this colour have a contrast of {contrast:.1} to 1"),
            )
            .at(accent.span(config))
            .label(format!("too light: {MIN_CONTRAST} to 1 is the least"))
            .help(format!("a darker one of the same hue is \"{darker}\"")),
        ));
    }
    Ok(accent.value.to_lowercase())
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// The lightest darker colour of the same hue that is dark enough.
fn darker(rgb: [u8; 3]) -> String {
    let scaled = |percent: u16| {
        rgb.map(|byte| u8::try_from(u16::from(byte) * percent / 100).unwrap_or(byte))
    };
    let fits = |rgb: &[u8; 3]| MIN_CONTRAST <= 1.05 / (luminance(*rgb) + 0.05);
    let [r, g, b] = (0..100).rev().map(scaled).find(fits).unwrap_or_default();
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Says what to write instead of an `own.typ`, unless a template of the clinic's own reads it.
pub fn old_measures(templates: &Tree) -> Option<Diagnostic> {
    let Some(Entry::File(bytes)) = templates.get(OLD_MEASURES) else { return None };
    let is_read = |(path, entry): (&str, &Entry)| match entry {
        Entry::File(bytes) if path != OLD_MEASURES => {
            path.ends_with(".typ") && String::from_utf8_lossy(bytes).contains(OLD_MEASURES)
        }
        Entry::File(_) | Entry::Refused(_) => false,
    };
    if templates.iter().any(is_read) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let tables =
        candor_typeset::dictionaries(&text, "own").into_iter().map(|(format, measures)| {
            let measures = measures.iter().map(|(name, value)| format!("{name} = \"{value}\""));
            format!("{format} = {{ {} }}", measures.collect::<Vec<_>>().join(", "))
        });
    let tables: Vec<String> = tables.collect();
    let help = if tables.is_empty() {
        "delete the file; measures stand in candor.toml, such as: [looks.handout] title = \"20pt\""
            .to_owned()
    } else {
        let tables = tables.join("\n");
        format!(
            "delete the file, and write in candor.toml (without measures that it does not know):\n[looks]\n{tables}"
        )
    };
    let file = Source::new(templates.shown(OLD_MEASURES), text.into_owned());
    Some(
        Diagnostic::new(workspace_setting::CODE, "measures no longer stand in a template")
            .at(Span::start_of(&file))
            .label("this file has no effect")
            .help(help),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_dark_enough_for_white_words() {
        let spanned = |text: &str| Spanned { value: text.to_owned(), range: 0..0 };
        let file = Source::new("candor.toml", "");
        let take = |text: &str| accent(&spanned(text), &file);
        assert_eq!(take("#12263F").ok().as_deref(), Some("#12263f"));
        assert_eq!(take("#005eb8").ok(), None, "too light for white words");
        let help = take("#005eb8").expect_err("too light").help.expect("a way out");
        let proposed = help.split('"').nth(1).expect("a colour");
        assert!(take(proposed).is_ok(), "{proposed}");
        for bad in ["", "#fff", "12263f", "#12263g", "#12263f0", "rgb(1,2,3)", "#1226é"] {
            assert!(take(bad).is_err(), "{bad}");
        }
    }
}

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

/// The most pixels of a PNG logo: it is unpacked in memory, whatever the size of its file.
const MAX_LOGO_PIXELS: u64 = 16_000_000;

/// Elements that an SVG logo must not hold: words, programs, pictures from elsewhere, movement.
const NOT_IN_A_LOGO: [&str; 16] = [
    "text",
    "tspan",
    "textpath",
    "script",
    "foreignobject",
    "image",
    "feimage",
    "use",
    "style",
    "a",
    "animate",
    "animatemotion",
    "animatetransform",
    "set",
    "iframe",
    "link",
];

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

/// The least contrast of white words on the clinic's colour (RULES 7.1, G06).
const MIN_CONTRAST: f64 = 7.0;

/// Takes the clinic's colour: white words stand on it, and it rules lines on white paper.
pub fn accent(accent: &Spanned<String>, config: FileId) -> Result<String, Box<Diagnostic>> {
    let digits = accent.value.strip_prefix('#').filter(|digits| digits.len() == 6);
    let rgb = digits.and_then(|digits| {
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    });
    let Some(rgb) = rgb else {
        return Err(Box::new(
            Diagnostic::new(Code::WorkspaceSetting, "this is no colour")
                .at(accent.span(config))
                .help("write `#` and six hexadecimal digits, such as \"#12263f\""),
        ));
    };
    let contrast = 1.05 / (luminance(rgb) + 0.05);
    if contrast < MIN_CONTRAST {
        let darker = darker(rgb);
        return Err(Box::new(
            Diagnostic::new(
                Code::WorkspaceSetting,
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

/// What kind of picture a logo is, or why it cannot be one.
fn ending(bytes: &[u8]) -> Result<&'static str, String> {
    if MAX_LOGO_LEN < bytes.len() {
        return Err("has more than 256 KiB".to_owned());
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(bytes).map(|()| "png");
    }
    let text = std::str::from_utf8(bytes).map(str::to_lowercase).unwrap_or_default();
    if !text.contains("<svg") {
        return Err("is neither PNG nor SVG".to_owned());
    }
    svg(&text).map(|()| "svg")
}

/// A PNG begins with its width and height.
fn png(bytes: &[u8]) -> Result<(), String> {
    let side = |at: usize| {
        bytes.get(at..at + 4).map(|b| u64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])))
    };
    let header = bytes.get(12..16) == Some(b"IHDR");
    match (side(16), side(20)) {
        (Some(width), Some(height)) if header && 0 < width && 0 < height => {
            if MAX_LOGO_PIXELS < width.saturating_mul(height) {
                return Err(format!("is {width} by {height} pixels, more than 16 million"));
            }
            Ok(())
        }
        _ => Err("is a broken PNG".to_owned()),
    }
}

/// An SVG draws shapes of its own and nothing else.
fn svg(text: &str) -> Result<(), String> {
    if text.contains("<!entity") {
        return Err("holds `<!ENTITY`".to_owned());
    }
    for tag in text.split('<').skip(1) {
        let name = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next();
        // Any prefix can stand for the same names.
        let name = name.and_then(|name| name.rsplit(':').next()).unwrap_or_default();
        if NOT_IN_A_LOGO.contains(&name) {
            return Err(format!("holds `<{name}`"));
        }
        let inside = tag.split('>').next().unwrap_or_default();
        for (attribute, value) in attributes(inside) {
            let local = attribute.rsplit(':').next().unwrap_or_default();
            if local == "href" && !value.starts_with('#') {
                return Err(format!("points elsewhere: {attribute}"));
            }
            if local.starts_with("on") && attribute == local {
                return Err(format!("holds a program: {attribute}"));
            }
            let elsewhere = value.match_indices("url(").any(|(at, _)| {
                !value[at + 4..].trim_start_matches([' ', '\'', '"']).starts_with('#')
            });
            if elsewhere || value.contains("javascript:") {
                return Err(format!("points elsewhere: {attribute}"));
            }
        }
    }
    Ok(())
}

/// The attributes of a tag, with either kind of quotes.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            rest = after;
            continue;
        };
        let value = &after[1..];
        let end = value.find(quote).unwrap_or(value.len());
        found.push((name, &value[..end]));
        rest = value.get(end + 1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_dark_enough_for_white_words() {
        let spanned = |text: &str| Spanned { value: text.to_owned(), range: 0..0 };
        let file = crate::diag::Files::new().add("candor.toml", "");
        let take = |text: &str| accent(&spanned(text), file);
        assert_eq!(take("#12263F").ok().as_deref(), Some("#12263f"));
        assert_eq!(take("#005eb8").ok(), None, "too light for white words");
        let help = take("#005eb8").expect_err("too light").help.expect("a way out");
        let proposed = help.split('"').nth(1).expect("a colour");
        assert!(take(proposed).is_ok(), "{proposed}");
        for bad in ["", "#fff", "12263f", "#12263g", "#12263f0", "rgb(1,2,3)", "#1226é"] {
            assert!(take(bad).is_err(), "{bad}");
        }
    }

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn a_logo_is_a_picture_without_words() {
        assert_eq!(ending(&png_of(400, 100)), Ok("png"));
        assert_eq!(ending(b"<svg xmlns='x'><path d='M0 0'/></svg>"), Ok("svg"));
        let honest = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' \
                      xmlns:xlink='http://www.w3.org/1999/xlink'><title>Ours</title><defs>\
                      <linearGradient id='g'/><linearGradient id='h' xlink:href='#g'/></defs>\
                      <path style='fill:url(#g)' stroke='url(\"#h\")' d='M0 0'/></svg>";
        assert_eq!(ending(honest.as_bytes()), Ok("svg"));
        for bad in ["<svg><text>Cures</text></svg>", "<html>", "<SVG><SCRIPT/></SVG>", ""] {
            assert!(ending(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(ending(&vec![0; MAX_LOGO_LEN + 1]).is_err());
    }

    #[test]
    fn a_logo_holds_no_program_and_points_nowhere() {
        for bad in [
            "<svg xmlns:s='http://www.w3.org/2000/svg'><s:text>Cures</s:text></svg>",
            "<svg><image href='other.png'/></svg>",
            "<svg><feImage href='https://example.org/x.png'/></svg>",
            "<svg><linearGradient xlink:href='https://example.org/x.svg#g'/></svg>",
            "<svg><linearGradient href=\"file:///etc/passwd\"/></svg>",
            "<svg><path fill='url(https://example.org/x.svg#g)'/></svg>",
            "<svg><path style='fill:url( \"//example.org/x.svg#g\")'/></svg>",
            "<svg onload='alert(1)'><path/></svg>",
            "<svg><path onclick = \"alert(1)\"/></svg>",
            "<svg><a href='#'><path/></a></svg>",
            "<svg><set attributeName='fill'/></svg>",
            "<svg><foreignObject><p>Cures</p></foreignObject></svg>",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
        ] {
            assert!(ending(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_png_of_huge_size_is_not_unpacked() {
        assert!(ending(&png_of(50_000, 50_000)).is_err());
        assert!(ending(&png_of(u32::MAX, u32::MAX)).is_err());
        assert!(ending(&png_of(0, 10)).is_err());
        assert!(ending(b"\x89PNG\r\n\x1a\n...").is_err(), "broken");
        assert_eq!(ending(&png_of(4000, 4000)), Ok("png"));
    }
}

//! A clinic's own measures: plain data with units and bounds, so that a slip of the pen is a finding
//! at its line and not a broken page.

use candor_library::parse::{LooksFile, Measure, MeasureKind, MeasuresFile};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Spanned};
use candor_model::{Format, Looks, Measures};
use candor_sheet::rules::workspace_setting;

/// Points of each unit; an em counts as type of 12 points.
const UNITS: [(&str, f64); 5] =
    [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0), ("em", 12.0)];
/// The least height of a line for a pen, in points: 8 mm.
const HAND: f64 = 8.0 * 72.0 / 25.4;

/// Takes the measures of `candor.toml`, and the families of letters that they name.
pub fn measures(
    looks: Option<LooksFile>,
    file: &Source,
) -> (Looks, Vec<Spanned<String>>, Diagnostics) {
    let mut taken = Looks::default();
    let (mut families, mut found) = (Vec::new(), Diagnostics::new());
    let Some(mut looks) = looks else { return (taken, families, found) };
    let mut take =
        |of: MeasuresFile, format| of_format(of, format, file, &mut families, &mut found);
    if let Some(every) = looks.every.take() {
        taken.every = take(every, None);
    }
    for &format in Format::EVERY {
        if let Some(of) = looks.take(format) {
            taken.formats.insert(format, take(of, Some(format)));
        }
    }
    (taken, families, found)
}

fn of_format(
    mut of: MeasuresFile,
    format: Option<Format>,
    file: &Source,
    families: &mut Vec<Spanned<String>>,
    found: &mut Diagnostics,
) -> Measures {
    let font = of.font.take();
    let mut taken = Measures::new();
    for (measure, value) in of.given() {
        match read(measure, &value.value, format) {
            Ok(text) => {
                taken.insert(measure.name.to_owned(), text);
            }
            Err((why, help)) => found.push(
                Diagnostic::new(workspace_setting::CODE, format!("`{}` {why}", measure.name))
                    .at(value.span(file))
                    .help(help),
            ),
        }
    }
    if let Some(font) = font {
        taken.insert("font".to_owned(), font.value.clone());
        families.push(font);
    }
    taken
}

/// Reads a length; returns it as it is kept, or what is wrong and the way out.
fn read(measure: &Measure, text: &str, format: Option<Format>) -> Result<String, (String, String)> {
    let example =
        if measure.kind == MeasureKind::Share { "\"76%\"" } else { "\"14pt\" or \"5mm\"" };
    let no_length = || {
        let why = format!("is no {}", if example.contains('%') { "share" } else { "length" });
        (why, format!("write a number and its unit, such as {example}"))
    };
    let text = text.trim();
    let at = text.find(|c: char| c != '.' && !c.is_ascii_digit()).ok_or_else(no_length)?;
    let (number, unit) = text.split_at(at);
    let plain = !number.starts_with('.') && !number.ends_with('.') && number.len() < 8;
    let number: f64 = number.parse().ok().filter(|_| plain).ok_or_else(no_length)?;
    let is_share = measure.kind == MeasureKind::Share;
    let each = match UNITS.iter().find(|(name, _)| *name == unit) {
        Some((_, each)) if !is_share => *each,
        None if is_share && unit == "%" => 1.0,
        _ => return Err(no_length()),
    };
    if measure.kind == MeasureKind::Type && format.is_none() {
        let why = "is a size of type, which differs from format to format".to_owned();
        return Err((why, "give it under one format, such as `[looks.handout]`".to_owned()));
    }
    let least = measure.least.max(floor(measure.kind, format));
    let amount = number * each;
    if (least - 0.01..=measure.most).contains(&amount) {
        return Ok(format!("{number}{unit}"));
    }
    let shown = |amount: f64| {
        let amount = format!("{:.2}", amount / each);
        let amount = amount.trim_end_matches('0').trim_end_matches('.').to_owned();
        format!("{amount}{unit}")
    };
    let why = format!("is {} than a page can bear", if amount < least { "less" } else { "more" });
    Err((why, format!("give {} to {}", shown(least), shown(measure.most))))
}

/// What the page proof asks of a format, in points.
fn floor(kind: MeasureKind, format: Option<Format>) -> f64 {
    let setting = format.map(Format::setting);
    match (kind, setting) {
        (MeasureKind::Type, Some(setting)) => setting.body,
        (MeasureKind::Running, Some(setting)) => setting.running,
        (MeasureKind::Running, None) => 9.0,
        (MeasureKind::Hand, _) if format != Some(Format::Card) => HAND,
        (MeasureKind::Type, None)
        | (MeasureKind::Length | MeasureKind::Hand | MeasureKind::Share, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_library::parse::MEASURES;

    fn of(name: &str) -> &'static Measure {
        MEASURES.iter().find(|measure| measure.name == name).expect("a measure")
    }

    #[test]
    fn lengths_have_units_and_bounds() {
        let handout = Some(Format::Handout);
        for (name, text, kept) in [
            ("title", "20pt", "20pt"),
            ("logo-width", "22mm", "22mm"),
            ("leading", " 0.60em ", "0.6em"),
            ("measure", "76%", "76%"),
            ("margin-top", "0.6in", "0.6in"),
            ("code-width", "3.3cm", "3.3cm"),
        ] {
            assert_eq!(read(of(name), text, handout).as_deref(), Ok(kept), "{name} = {text}");
        }
        for (name, text, says) in [
            ("title", "20", "\"14pt\""),
            ("title", "pt", "\"14pt\""),
            ("title", "20 pt", "\"14pt\""),
            ("title", "-20pt", "\"14pt\""),
            ("title", "2e1pt", "\"14pt\""),
            ("title", "20px", "\"14pt\""),
            ("title", "20%", "\"14pt\""),
            ("title", "20.pt", "\"14pt\""),
            ("measure", "76pt", "\"76%\""),
            ("body", "11.9pt", "12pt to 40pt"),
            ("title", "200pt", "12pt to 72pt"),
            ("logo-width", "2.2mm", "7.76mm to 41.98mm"),
            ("write-height", "7mm", "8mm to 29.99mm"),
            ("measure", "760%", "40% to 100%"),
        ] {
            let help = read(of(name), text, handout).expect_err(name).1;
            assert!(help.contains(says), "{name} = {text}: {help}");
        }
        assert!(read(of("body"), "18pt", None).is_err(), "a size for every format");
        assert!(read(of("write-height"), "5mm", Some(Format::Card)).is_ok());
        assert!(read(of("body"), "17pt", Some(Format::Large)).is_err());
    }

    #[test]
    fn every_bound_can_be_met() {
        for measure in MEASURES {
            assert!(measure.least < measure.most, "{}", measure.name);
        }
    }
}

//! A line is what the shaper makes of it.
//!
//! Each run of text is shaped again, with the features that a font applies by itself and no other
//! (without those that replace glyphs, where a clinic lists fonts), and must hold the glyphs,
//! places and advances that come of it. So letters that a template replaces, raises, spreads or
//! pushes together are all one kind of fault.
//! The shaper is the engine's own; what it made of a text is kept for the process.

use super::shaped::{Nominal, Planned, Runs, Shaped};
use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::{Arc, PoisonError};

use rustybuzz::{BufferFlags, Direction, Feature, Language, Script, ShapePlan, UnicodeBuffer};
use typst::ecow::{EcoString, eco_format};
use typst::layout::{Em, Point};
use typst::text::{FontInstance, TextItem};
use unicode_script::UnicodeScript as _;

use super::glyphs::Face;
use candor_typeset::OFF;

/// Advances and places are compared with this tolerance, in ems.
const TOLERANCE: f64 = 0.002;
/// How wide a space may be, in widths of the font's own: lines may be justified.
pub(super) const SPACE: std::ops::RangeInclusive<f64> = 0.6..=2.2;
/// For how many bytes of text a font keeps what was made of them.
const MAX_KEPT: usize = 2 * 1024 * 1024;

/// How a run of text is shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct As<'a> {
    language: &'a str,
    script: [u8; 4],
    runs: Runs,
    /// Without the features that replace glyphs.
    plain: bool,
}

/// What is wrong with a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is another one than the font has for the text.
    Glyph,
    /// It stands elsewhere, or takes more or less room, than the font says.
    Place,
}

/// What shaping it again says of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    /// Places of glyphs with what is wrong of them.
    pub(super) faults: Vec<(usize, Fault)>,
    /// How far above the baseline the run stands by itself, as marks over letters do, in ems.
    pub(super) raised: f64,
}

/// How many of the texts that follow each other the shaper made in one go: what it raises or lowers
/// stands in a text of its own.
pub(super) fn chain<'a>(texts: impl Iterator<Item = (Point, &'a TextItem)>) -> usize {
    let mut n = 0;
    let mut before: Option<(Point, &TextItem)> = None;
    for (at, text) in texts {
        if let Some((place, last)) = before {
            let goes_on = (place.x + last.width() - at.x).abs().to_pt() < 0.01
                && (place.y - at.y).abs().to_pt() > 0.001
                && (place.y - at.y).abs() < text.size
                && last.font == text.font
                && last.size == text.size
                && last.lang == text.lang;
            if !goes_on {
                break;
            }
        }
        n += 1;
        before = Some((at, text));
    }
    n
}

/// Shapes texts again that the shaper made in one go, from left to right.
pub(super) fn verdicts(texts: &[(Point, &TextItem)], face: &Face, plain: bool) -> Vec<Verdict> {
    let Some((_, first)) = texts.first() else { return Vec::new() };
    let mut language = EcoString::from(first.lang.as_str());
    if let Some(region) = first.region {
        language.push('-');
        language.push_str(region.as_str());
    }
    // A sign alone may be read either way, by the words around it.
    let ways = match order(texts) {
        Some(runs) => vec![runs],
        None => vec![Runs::Rightwards, Runs::Leftwards],
    };
    let mut found: Option<Vec<Verdict>> = None;
    for runs in ways {
        let text = match (texts, runs) {
            ([(_, one)], _) => one.text.clone(),
            (all, Runs::Rightwards) => all.iter().flat_map(|(_, one)| one.text.chars()).collect(),
            (all, Runs::Leftwards) => {
                all.iter().rev().flat_map(|(_, one)| one.text.chars()).collect()
            }
        };
        for script in scripts(&text) {
            let how = As { language: &language, script, runs, plain };
            let shaped = nominal(&text, how, &first.font, face);
            let mut verdicts = compare(texts, &shaped, &first.font, face);
            if ends_a_line(&verdicts, texts) {
                // At the end of a line the last letter makes a pair with the break.
                let broken = nominal(&eco_format!("{text} "), how, &first.font, face);
                let without = broken.split_last().map_or(&[][..], |(_, letters)| letters);
                verdicts = compare(texts, without, &first.font, face);
            }
            if verdicts.iter().all(|verdict| verdict.faults.is_empty()) {
                return verdicts;
            }
            found.get_or_insert(verdicts);
        }
    }
    found.unwrap_or_default()
}

/// Which way a text is read; a sign alone from left to right.
pub(super) fn runs(text: &TextItem) -> Runs {
    order(&[(Point::zero(), text)]).unwrap_or(Runs::Rightwards)
}

/// Whether a text may be read from right to left: a sign alone may.
pub(super) fn may_run_leftwards(text: &TextItem) -> bool {
    order(&[(Point::zero(), text)]) != Some(Runs::Rightwards)
}

/// Which way texts are read, from the order of their glyphs, or of one glyph from its letter.
fn order(texts: &[(Point, &TextItem)]) -> Option<Runs> {
    for (_, text) in texts {
        let starts = text.glyphs.first().map(|glyph| glyph.range().start);
        let ends = text.glyphs.last().map(|glyph| glyph.range().start);
        match starts.cmp(&ends) {
            std::cmp::Ordering::Less => return Some(Runs::Rightwards),
            std::cmp::Ordering::Greater => return Some(Runs::Leftwards),
            std::cmp::Ordering::Equal => {}
        }
    }
    let mut letters = texts.iter().flat_map(|(_, text)| text.text.chars());
    let is_letter = |c: char| c.is_alphabetic();
    letters
        .find(|&c| is_letter(c))
        .map(|c| if is_leftwards(c) { Runs::Leftwards } else { Runs::Rightwards })
}

/// Whether a character is of a script that runs from right to left.
pub(super) fn is_leftwards(c: char) -> bool {
    use unicode_bidi::BidiClass;
    c >= '\u{590}' && matches!(unicode_bidi::bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// The scripts as which a text may be shaped. What has a script has that one; signs and digits alone
/// are shaped with the words around them, which may stand on another line.
fn scripts(text: &str) -> Vec<[u8; 4]> {
    let tag = |script: unicode_script::Script| {
        <[u8; 4]>::try_from(script.short_name().as_bytes()).unwrap_or(*b"Zyyy")
    };
    let own = text.chars().map(|c| c.script()).find(|script| {
        use unicode_script::Script::{Common, Inherited, Unknown};
        !matches!(script, Common | Inherited | Unknown)
    });
    match own {
        Some(script) => vec![tag(script)],
        None => vec![*b"Latn", *b"Zyyy", *b"Hebr", *b"Arab", *b"Cyrl", *b"Grek"],
    }
}

/// The glyphs of a text, shaped once for the process.
fn nominal(text: &EcoString, how: As<'_>, font: &FontInstance, face: &Face) -> Arc<[Nominal]> {
    // A panic elsewhere leaves what is kept whole.
    let mut shaped = face.shaped.lock().unwrap_or_else(PoisonError::into_inner);
    let Shaped { plans, n_bytes } = &mut *shaped;
    let at = plans.iter().position(|plan| plan.is(how)).unwrap_or_else(|| {
        plans.push(Planned::new(how, font));
        plans.len() - 1
    });
    if let Some(known) = plans[at].texts.get(text.as_str()) {
        return Arc::clone(known);
    }
    if MAX_KEPT < *n_bytes {
        for plan in plans.iter_mut() {
            plan.texts.clear();
        }
        *n_bytes = 0;
    }
    *n_bytes += text.len();
    let nominal = plans[at].shape(text, font);
    plans[at].texts.insert(text.clone(), Arc::clone(&nominal));
    nominal
}

impl As<'_> {
    /// An empty text that is shaped so.
    fn buffer(self, text: &str) -> UnicodeBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        if let Ok(language) = Language::from_str(self.language) {
            buffer.set_language(language);
        }
        if let Some(script) = Script::from_iso15924_tag(ttf_parser::Tag::from_bytes(&self.script)) {
            buffer.set_script(script);
        }
        buffer.set_direction(match self.runs {
            Runs::Rightwards => Direction::LeftToRight,
            Runs::Leftwards => Direction::RightToLeft,
        });
        buffer.guess_segment_properties();
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer
    }
}

impl Planned {
    fn new(how: As<'_>, font: &FontInstance) -> Self {
        let buffer = how.buffer("");
        let (script, language) = (buffer.script(), buffer.language());
        let direction = buffer.direction();
        let features = features(how.plain);
        let (face, language) = (font.rusty(), language.as_ref());
        let plan = ShapePlan::new(face, direction, Some(script), language, &features);
        let As { language, script, runs, plain } = how;
        Self { language: language.into(), script, runs, plain, plan, texts: BTreeMap::new() }
    }

    fn is(&self, how: As<'_>) -> bool {
        let As { language, script, runs, plain } = how;
        self.plain == plain
            && self.runs == runs
            && self.script == script
            && self.language == language
    }

    fn shape(&self, text: &str, font: &FontInstance) -> Arc<[Nominal]> {
        let Self { language, script, runs, plain, plan, texts: _ } = self;
        let how = As { language, script: *script, runs: *runs, plain: *plain };
        let buffer = how.buffer(text);
        let glyphs = rustybuzz::shape_with_plan(font.rusty(), plan, buffer);
        let em = |units: i32| font.to_em(units).get();
        let placed = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
        placed
            .map(|(info, place)| Nominal {
                id: info.glyph_id,
                advance: em(place.x_advance),
                x_offset: em(place.x_offset),
                y_offset: em(place.y_offset),
            })
            .collect()
    }
}

/// Whether nothing is wrong but the room of the last letter.
fn ends_a_line(verdicts: &[Verdict], texts: &[(Point, &TextItem)]) -> bool {
    let n_faults: usize = verdicts.iter().map(|verdict| verdict.faults.len()).sum();
    let last = texts.last().map(|(_, text)| (text.glyphs.len().saturating_sub(1), Fault::Place));
    n_faults == 1 && verdicts.last().and_then(|verdict| verdict.faults.first().copied()) == last
}

/// The features that are not left to the font.
fn features(plain: bool) -> Vec<Feature> {
    let off = if plain { &OFF[..] } else { &[] };
    off.iter().map(|tag| Feature::new(ttf_parser::Tag::from_bytes(tag), 0, ..)).collect()
}

/// Holds glyphs against those that the shaper makes.
fn compare(
    texts: &[(Point, &TextItem)],
    nominal: &[Nominal],
    font: &FontInstance,
    face: &Face,
) -> Vec<Verdict> {
    let space = face.space(font);
    let mut due = nominal.iter();
    let mut verdicts: Vec<Verdict> = texts
        .iter()
        .map(|(_, text)| {
            let mut verdict = Verdict::default();
            for (at, glyph) in text.glyphs.iter().enumerate() {
                let Some(due) = due.next() else {
                    verdict.faults.push((at, Fault::Glyph));
                    continue;
                };
                if at == 0 {
                    verdict.raised = due.y_offset;
                }
                if due.id != u32::from(glyph.id) {
                    verdict.faults.push((at, Fault::Glyph));
                    continue;
                }
                let spaces = text.text.get(glyph.range()).unwrap_or_default();
                let in_place = if is_space(spaces) {
                    SPACE.contains(&(glyph.x_advance.get() / space)) || is_at_end(text, at)
                } else {
                    let same = |a: f64, b: f64| (a - b).abs() < TOLERANCE;
                    // Where a run ends no pair is made, so letters may also stand without.
                    let own = font.x_advance(glyph.id).map_or(due.advance, Em::get);
                    (same(glyph.x_advance.get(), due.advance) || same(glyph.x_advance.get(), own))
                        && same(glyph.x_offset.get(), due.x_offset)
                        && same(glyph.y_offset.get(), 0.0)
                        && same(due.y_offset, verdict.raised)
                        && glyph.y_advance == Em::zero()
                };
                if !in_place {
                    verdict.faults.push((at, Fault::Place));
                }
            }
            verdict
        })
        .collect();
    if let (Some(last), true) = (verdicts.last_mut(), due.next().is_some()) {
        let at = texts.last().map_or(0, |(_, text)| text.glyphs.len().saturating_sub(1));
        last.faults.push((at, Fault::Glyph));
    }
    verdicts
}

/// Spaces of the width that a font or a justified line gives them.
pub(super) fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, ' ' | '\u{a0}'))
}

/// Whether a space that takes no room stands at the end of its run, where a line ends.
fn is_at_end(text: &TextItem, at: usize) -> bool {
    let is_white = |glyph: &typst::text::Glyph| {
        glyph.x_advance == Em::zero() && is_space(text.text.get(glyph.range()).unwrap_or_default())
    };
    text.glyphs[at..].iter().all(is_white) || text.glyphs[..=at].iter().all(is_white)
}

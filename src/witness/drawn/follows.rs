//! How the letters of a line and the lines of a text follow each other.

use unicode_bidi::{BidiClass, bidi_class};

use super::due::Due;
use super::line::Line;
use super::plane::{Rect, is_same_color};
use super::words::{Part, Placed, Reader};
use candor_model::LeafFamily;

/// How far a letter of a word may stand from where the font's own advances and pairs put it, in ems:
/// rounding and nothing else.
const IN_WORD: f64 = 0.002;
/// How wide the space between two words may be, in widths of the font's own: lines may be justified.
const BETWEEN_WORDS: (f64, f64) = (0.6, 2.2);
/// From the ink of a label to that of its entry's first line, in ems.
const AFTER_LABEL: (f64, f64) = (0.15, 1.5);
/// Between two baselines of a text at most, in ems; of a line at head or foot more and at least.
const BETWEEN_LINES: f64 = 2.0;
const BETWEEN_RUNNING: (f64, f64) = (1.0, 2.2);
/// The least distance of two baselines, in points: 3 mm.
const LEAST_LINES: f64 = 3.0 * 72.0 / 25.4;
/// Distances of lines are compared with this tolerance, in points.
const LINES: f64 = 0.05;
/// Sizes of one text differ by less than this, in points; its label's by less than the other.
const SAME_SIZE: f64 = 0.01;

impl Reader<'_, '_> {
    /// Judges how a part of a text is set, and returns it as a line.
    pub(super) fn line(&self, due: &Due, part: &Part<'_>, page: usize) -> Result<Line, String> {
        let Some(begin) = part.placed.first() else { return Err("it has no ink".to_owned()) };
        let size = begin.glyph.size;
        let mut line = Line {
            name: due.name.clone(),
            page,
            ink: Rect::NONE,
            left: begin.glyph.x,
            right: begin.glyph.x,
            baseline: begin.glyph.y,
            size,
            color: begin.glyph.color,
            first: usize::MAX,
            last: 0,
            is_label: false,
            is_bold: part.placed.iter().all(|placed| self.outlines.is_bold(placed.known)),
            is_running: begin.glyph.is_artifact,
            letters: Vec::new(),
            places: Vec::new(),
        };
        for (index, placed) in part.placed.iter().enumerate() {
            let glyph = placed.glyph;
            let known = self.outlines.get(placed.known);
            if SAME_SIZE <= (glyph.size - size).abs() {
                return Err("its letters differ in size".to_owned());
            }
            if !is_same_color(glyph.color, line.color) {
                return Err("its letters differ in colour".to_owned());
            }
            if 0 < index {
                let gap = (glyph.x - line.right) / size;
                self.follows_on(&part.placed[index - 1], placed, gap)?;
            }
            line.right = glyph.x + known.advance * size;
            let ink = Rect {
                left: glyph.x + known.ink.left * size,
                right: glyph.x + known.ink.right * size,
                top: glyph.y + known.ink.top * size,
                bottom: glyph.y + known.ink.bottom * size,
            };
            if !glyph.clip.covers(ink) {
                return Err("it is cut off".to_owned());
            }
            line.ink = line.ink.join(ink);
            line.first = line.first.min(glyph.order);
            line.last = line.last.max(glyph.order);
            line.letters.push((ink, placed.known));
            line.places.push(placed.at);
        }
        Ok(line)
    }

    /// Whether a line begins behind another one on the same baseline, in reading direction.
    pub(super) fn beside(&self, first: &Line, next: &Line, least: f64) -> Result<(), String> {
        let (before, after) = (first.ink, next.ink);
        let gap = if self.rtl { before.left - after.right } else { after.left - before.right };
        let gap = gap / first.size.max(next.size);
        if gap < least {
            return Err(format!(
                "the text before it stands {gap:.4} em away from it, where from {least:.4} on is \
                 right"
            ));
        }
        Ok(())
    }

    /// Whether a label stands before its entry's first line.
    pub(super) fn labels(&self, label: &Line, line: &Line) -> Result<(), String> {
        let (label, ink) = (label.ink, line.ink);
        let gap = if self.rtl { label.left - ink.right } else { ink.left - label.right };
        let gap = gap / line.size;
        if !(AFTER_LABEL.0..=AFTER_LABEL.1).contains(&gap) {
            let (least, most) = AFTER_LABEL;
            return Err(format!(
                "its label stands {gap:.4} em away from it, where from {least:.4} to {most:.4} is \
                 right"
            ));
        }
        Ok(())
    }

    /// Whether a letter stands where the fonts put it after the one before, of which nothing but its
    /// advance is counted.
    pub(super) fn follows_on(
        &self,
        before: &Placed<'_>,
        next: &Placed<'_>,
        gap: f64,
    ) -> Result<(), String> {
        let wrong = |least: f64, most: f64| {
            format!(
                "between {:?} and {:?} there is a gap of {gap:.4} em, where from {least:.4} to \
                 {most:.4} is right",
                before.last, next.first
            )
        };
        if next.spaced {
            let (narrow, wide) = self.outlines.spaces(before.known, next.known);
            let (least, most) = (BETWEEN_WORDS.0 * narrow, BETWEEN_WORDS.1 * wide);
            let fits = least - IN_WORD <= gap && gap <= most + IN_WORD;
            return if fits { Ok(()) } else { Err(wrong(least, most)) };
        }
        let pairs = self.outlines.pairs(before.known, next.known, is_turned(next.first));
        let nearest = pairs.into_iter().min_by(|a, b| (gap - a).abs().total_cmp(&(gap - b).abs()));
        let nearest = nearest.unwrap_or_default();
        if (gap - nearest).abs() < IN_WORD {
            return Ok(());
        }
        Err(wrong(nearest - IN_WORD, nearest + IN_WORD))
    }

    /// Whether a further line of a text stands below the one before, or at the head of the next
    /// column or page.
    pub(super) fn follows(&self, line: &Line, from: usize) -> Result<(), String> {
        let before = self.lines.iter().rev().find(|l| l.name == line.name && !l.is_label);
        let Some(before) = before.filter(|before| 0 < from && before.page == line.page) else {
            return Ok(());
        };
        if SAME_SIZE <= (before.size - line.size).abs() || !is_same_color(before.color, line.color)
        {
            return Err("its lines differ in size or colour".to_owned());
        }
        let down = line.baseline - before.baseline;
        let size = before.size.max(line.size);
        let is_behind =
            if self.rtl { line.right <= before.left } else { before.right <= line.left };
        let is_next_column = down < 0.0 && is_behind && LeafFamily::Author.has(&line.name);
        let (least, most) = if line.is_running {
            (BETWEEN_RUNNING.0 * size, BETWEEN_RUNNING.1 * size)
        } else {
            let least = (self.setting.line_em * size).max(LEAST_LINES) - LINES;
            (least, BETWEEN_LINES * size + LINES)
        };
        if is_next_column {
            return Ok(());
        }
        let (above, below) = (before.ink, line.ink);
        let is_under = 0.5 * above.width().min(below.width()) < above.meet(below).width();
        let begins_before =
            if self.rtl { above.right <= below.right } else { below.left <= above.left };
        if !(line.is_running || is_under || begins_before) {
            return Err("its lines do not stand under each other".to_owned());
        }
        if (least..=most).contains(&down) {
            return Ok(());
        }
        Err(format!(
            "its next line stands {down:.4} pt below the one before, where from {least:.4} to \
             {most:.4} is right"
        ))
    }
}

/// Whether a letter is of a script that runs from right to left.
fn is_turned(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

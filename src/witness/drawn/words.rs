//! The glyphs of a file are exactly the texts that are due, where an eye meets them in order.
//!
//! Glyphs that stand on one baseline and are painted one after the other make a row. Rows are held
//! against the texts in their order: a row holds a part of a text, or the rest of one and the
//! beginning of the next, from the side where the script begins. Within a row only places count,
//! not the order in which the file paints: a digit that was moved is met where it stands.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

use super::device::{Drawn, Item, Sheet};
use super::due::{Due, Dues};
use super::findings::Findings;
use super::line::Line;
use super::order::{Order, may_end, mirrored};
use super::outlines::Outlines;
use super::plane::{Rect, is_same_color};
use candor_model::{LeafFamily, Setting};

/// Baselines nearer than this are one, in points.
const SAME_LINE: f64 = 0.05;
/// Sizes of one text differ by less than this, in points; its label's by less than the other.
const SAME_SIZE: f64 = 0.01;
/// How far a letter of a word may stand from where the font's own advances and pairs put it, in ems:
/// rounding and nothing else.
const IN_WORD: f64 = 0.002;
/// How wide the space between two words may be, in widths of the font's own: lines may be justified.
const BETWEEN_WORDS: (f64, f64) = (0.6, 2.2);
/// From the ink of a label to that of its entry's first line, in ems.
const AFTER_LABEL: (f64, f64) = (0.15, 1.5);
/// Between the ink of two texts on one line at least, in ems; more where numbers would meet.
const BETWEEN_TEXTS: f64 = 0.15;
const BETWEEN_NUMBERS: f64 = 0.5;
/// How many characters of a line at most are joined to their neighbours by ligatures.
const MAX_JOINED: usize = 6;
/// Between two baselines of a text at most, in ems; of a line at head or foot more and at least.
const BETWEEN_LINES: f64 = 2.0;
const BETWEEN_RUNNING: (f64, f64) = (1.0, 2.2);
/// The least distance of two baselines, in points: 3 mm.
const LEAST_LINES: f64 = 3.0 * 72.0 / 25.4;
/// Distances of lines are compared with this tolerance, in points.
const LINES: f64 = 0.05;

/// Glyphs of one baseline, from left to right.
struct Row<'a> {
    page: usize,
    is_artifact: bool,
    glyphs: Vec<&'a Drawn>,
}

/// A glyph with what it stands for.
struct Placed<'a> {
    glyph: &'a Drawn,
    known: usize,
    first: char,
    last: char,
    /// Where in the text the first of its characters stands.
    at: usize,
    /// Whether the text has a space between it and its left neighbour.
    spaced: bool,
}

/// A part of a text on one line.
struct Part<'a> {
    placed: Vec<Placed<'a>>,
    /// Where in the text it ends.
    to: usize,
}

/// Returns the lines of all texts, or reports the first place where they are not as they must be.
pub(super) fn check(
    sheets: &[Sheet],
    dues: &Dues,
    outlines: &Outlines<'_>,
    setting: Setting,
    findings: &mut Findings,
) -> Vec<Line> {
    let rows = rows(sheets);
    let mut reader = Reader { outlines, rtl: dues.rtl, setting, lines: Vec::new(), findings };
    let body = rows.iter().filter(|row| !row.is_artifact);
    reader.body(body, &dues.body);
    for page in 0..sheets.len() {
        let rows = rows.iter().filter(|row| row.is_artifact && row.page == page);
        reader.running(rows, dues.running(page + 1), page);
    }
    reader.lines
}

fn rows(sheets: &[Sheet]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for item in &sheet.items {
            let Item::Glyph(glyph) = item else { continue };
            match rows.last_mut() {
                Some(row)
                    if row.page == page
                        && row.is_artifact == glyph.is_artifact
                        && row.glyphs.iter().all(|g| (g.y - glyph.y).abs() < SAME_LINE) =>
                {
                    row.glyphs.push(glyph);
                }
                _ => {
                    let is_artifact = glyph.is_artifact;
                    rows.push(Row { page, is_artifact, glyphs: vec![glyph] });
                }
            }
        }
    }
    for row in &mut rows {
        row.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

struct Reader<'o, 'f> {
    outlines: &'o Outlines<'o>,
    rtl: bool,
    setting: Setting,
    lines: Vec<Line>,
    findings: &'f mut Findings,
}

impl Reader<'_, '_> {
    /// Reads the texts that stand once.
    fn body<'a, 'r>(&mut self, rows: impl Iterator<Item = &'r Row<'a>>, dues: &[Due])
    where
        'a: 'r,
    {
        let (mut due, mut from) = (0, 0);
        for row in rows {
            let mut rest = &row.glyphs[..];
            let mut before: Option<Last> = None;
            while !rest.is_empty() {
                let Some(next) = dues.get(due) else {
                    let shown = self.shown(rest);
                    self.findings.add(
                        "template",
                        Some(row.page),
                        format!("it draws \"{shown}\" after all that is to be read"),
                    );
                    return;
                };
                match self.part(next, from, rest, row.page, before.as_ref()) {
                    Ok((n, to, last)) => {
                        rest = if self.rtl { &rest[..rest.len() - n] } else { &rest[n..] };
                        from = to;
                        before = Some(last);
                        if from == next.chars.len() {
                            (due, from) = (due + 1, 0);
                        }
                    }
                    Err(reason) => {
                        self.findings.add(&next.name, Some(row.page), reason);
                        return;
                    }
                }
            }
        }
        if let Some(lost) = dues.get(due) {
            let reason = if from == 0 { "it is not drawn" } else { "its end is not drawn" };
            self.findings.add(&lost.name, None, reason);
        }
    }

    /// Reads the lines at the head and foot of a page, whichever the file paints first.
    fn running<'a, 'r>(
        &mut self,
        rows: impl Iterator<Item = &'r Row<'a>>,
        mut dues: Vec<Due>,
        page: usize,
    ) where
        'a: 'r,
    {
        let mut open: Option<(Due, usize)> = None;
        for row in rows {
            let mut rest = &row.glyphs[..];
            let mut before: Option<Last> = None;
            while !rest.is_empty() {
                let (due, from) = match open.take() {
                    Some(open) => open,
                    None => {
                        let found = (0..dues.len()).find(|at| self.fits(&dues[*at], rest));
                        let Some(at) = found else {
                            let shown = self.shown(rest);
                            let name = dues.first().map_or("template", |due| due.name.as_str());
                            self.findings.add(
                                name,
                                Some(page),
                                format!("\"{shown}\" is drawn where a running line is due"),
                            );
                            return;
                        };
                        (dues.remove(at), 0)
                    }
                };
                match self.part(&due, from, rest, page, before.as_ref()) {
                    Ok((n, to, last)) => {
                        rest = if self.rtl { &rest[..rest.len() - n] } else { &rest[n..] };
                        before = Some(last);
                        if to < due.chars.len() {
                            open = Some((due, to));
                        }
                    }
                    Err(reason) => {
                        self.findings.add(&due.name, Some(page), reason);
                        return;
                    }
                }
            }
        }
        for lost in open.map(|(due, _)| due).into_iter().chain(dues) {
            self.findings.add(&lost.name, Some(page), "it is not drawn");
        }
    }

    fn fits(&self, due: &Due, rest: &[&Drawn]) -> bool {
        self.take(due, 0, rest).is_some()
    }

    /// Takes the part of a text with which a row goes on: how many glyphs it has, where in the
    /// text it ends, and what stands last.
    fn part(
        &mut self,
        due: &Due,
        from: usize,
        rest: &[&Drawn],
        page: usize,
        before: Option<&Last>,
    ) -> Result<(usize, usize, Last), String> {
        let labelled = due.label.as_ref().filter(|_| from == 0);
        let label = labelled.and_then(|label| {
            let chars: Vec<char> = label.chars().collect();
            let order = Order::of(&chars, self.rtl);
            let label = Due { name: String::new(), chars, order, label: None };
            let n = label.chars.len();
            let (mine, others) = self.split(rest, n)?;
            let sign = self.take(&label, 0, mine).filter(|sign| sign.placed.len() == n)?;
            // A text may itself begin with what could be its label.
            self.take(due, 0, others).map(|part| (sign, part))
        });
        let (sign, part) = match label {
            Some((sign, part)) => (Some(sign), part),
            None => {
                let part = self.take(due, from, rest).ok_or_else(|| {
                    let wanted: String = due.chars[from..].iter().take(40).collect();
                    format!("\"{}\" is drawn where \"{wanted}\" is due", self.shown(rest))
                })?;
                (None, part)
            }
        };
        if part.to < due.chars.len() && !may_end(&due.chars, part.to, self.rtl) {
            let (a, b) = (due.chars.get(part.to.wrapping_sub(1)), due.chars.get(part.to));
            let (a, b) = (a.copied().unwrap_or(' '), b.copied().unwrap_or(' '));
            return Err(format!("a line ends within a word or number, between {a:?} and {b:?}"));
        }
        let n_label = sign.as_ref().map_or(0, |sign| sign.placed.len());
        let line = self.line(due, &part, page)?;
        if let Some(sign) = &sign {
            let label = self.line(due, sign, page)?;
            self.labels(&label, &line)?;
            self.lines.push(Line { is_label: true, ..label });
        }
        let first = part.placed.first().zip(part.placed.last());
        let (start, end) =
            first.map_or(
                (' ', ' '),
                |(a, b)| {
                    if self.rtl { (b.last, a.first) } else { (a.first, b.last) }
                },
            );
        if let Some(last) = before {
            let numbers = last.end.is_ascii_digit() && start.is_ascii_digit();
            let least = if numbers { BETWEEN_NUMBERS } else { BETWEEN_TEXTS };
            let front = self.lines.last().filter(|l| l.is_label && l.name == due.name);
            let front = front.cloned().unwrap_or_else(|| line.clone());
            self.beside(&last.line, &front, least)?;
        }
        self.follows(&line, from)?;
        self.lines.push(line.clone());
        Ok((part.placed.len() + n_label, part.to, Last { line, end }))
    }

    /// Splits a row where `n` glyphs end, from the side where the script begins.
    fn split<'r, 'a>(
        &self,
        rest: &'r [&'a Drawn],
        n: usize,
    ) -> Option<(&'r [&'a Drawn], &'r [&'a Drawn])> {
        if self.rtl {
            let (others, mine) = rest.split_at_checked(rest.len().checked_sub(n)?)?;
            Some((mine, others))
        } else {
            rest.split_at_checked(n)
        }
    }

    /// Takes as much of a text as the row holds, if what stands there is that text.
    fn take<'a>(&self, due: &Due, from: usize, rest: &[&'a Drawn]) -> Option<Part<'a>> {
        match &due.order {
            None => self.take_written(due, from, rest),
            Some(order) => self.take_turned(due, order, from, rest),
        }
    }

    /// The same for a text that an eye meets as it is written.
    fn take_written<'a>(&self, due: &Due, from: usize, rest: &[&'a Drawn]) -> Option<Part<'a>> {
        let mut placed: Vec<Placed<'a>> = Vec::new();
        let mut at = from;
        let mut glyphs = rest.iter();
        loop {
            let mut spaced = false;
            while due.chars.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
                spaced = true;
            }
            if at == due.chars.len() {
                break;
            }
            let Some(glyph) = glyphs.next() else { break };
            let known = glyph.known?;
            let len = self.length(known, &due.chars[at..])?;
            let (first, last) = (due.chars[at], due.chars[at + len - 1]);
            placed.push(Placed { glyph, known, first, last, at, spaced });
            at += len;
        }
        (!placed.is_empty()).then_some(Part { placed, to: at })
    }

    /// How many characters a glyph stands for, if it stands for those with which a text goes on.
    fn length(&self, known: usize, text: &[char]) -> Option<usize> {
        let texts = self.outlines.get(known).texts.iter();
        let lengths = texts.filter_map(|stands_for| {
            let len = stands_for.chars().count();
            let same = stands_for.chars().eq(text.iter().copied().take(len));
            same.then_some(len)
        });
        lengths.max()
    }

    /// The same for a text that turns: how much of it the row holds is tried, for a ligature stands
    /// for several characters.
    fn take_turned<'a>(
        &self,
        due: &Due,
        order: &Order,
        from: usize,
        rest: &[&'a Drawn],
    ) -> Option<Part<'a>> {
        let visible: Vec<usize> =
            (from..due.chars.len()).filter(|at| !due.chars[*at].is_whitespace()).collect();
        let whole = (0..=MAX_JOINED).find_map(|joined| {
            let (mine, _) = self.split(rest, visible.len().checked_sub(joined)?)?;
            self.take_range(due, order, from..due.chars.len(), mine)
        });
        whole.or_else(|| {
            (0..=MAX_JOINED).find_map(|joined| {
                let last = visible.get((rest.len() + joined).checked_sub(1)?)?;
                let mut part = self.take_range(due, order, from..last + 1, rest)?;
                while due.chars.get(part.to) == Some(&' ') {
                    part.to += 1;
                }
                Some(part)
            })
        })
    }

    /// The same for a given part of it.
    fn take_range<'a>(
        &self,
        due: &Due,
        order: &Order,
        range: Range<usize>,
        mine: &[&'a Drawn],
    ) -> Option<Part<'a>> {
        let mut placed: Vec<Placed<'a>> = Vec::new();
        let mut glyphs = mine.iter();
        let to = range.end;
        let is_ink = |at: &usize| !due.chars[*at].is_whitespace();
        let end = range.clone().rev().find(is_ink).map_or(range.start, |at| at + 1);
        // The characters as an eye meets them, with the signs that are drawn for them.
        let places = order.line(range.start..end);
        let met: Vec<char> = places
            .iter()
            .map(|(at, turned)| if *turned { mirrored(due.chars[*at]) } else { due.chars[*at] })
            .collect();
        let (mut at, mut spaced) = (0, false);
        while at < met.len() {
            if met[at].is_whitespace() {
                spaced = true;
                at += 1;
                continue;
            }
            let glyph = glyphs.next()?;
            let known = glyph.known?;
            let len = self.length(known, &met[at..])?;
            let (first, last) = (met[at], met[at + len - 1]);
            placed.push(Placed { glyph, known, first, last, at: places[at].0, spaced });
            spaced = false;
            at += len;
        }
        (glyphs.next().is_none() && !placed.is_empty()).then_some(Part { placed, to })
    }

    /// Judges how a part of a text is set, and returns it as a line.
    fn line(&self, due: &Due, part: &Part<'_>, page: usize) -> Result<Line, String> {
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
    fn beside(&self, first: &Line, next: &Line, least: f64) -> Result<(), String> {
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
    fn labels(&self, label: &Line, line: &Line) -> Result<(), String> {
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
    fn follows_on(&self, before: &Placed<'_>, next: &Placed<'_>, gap: f64) -> Result<(), String> {
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
    fn follows(&self, line: &Line, from: usize) -> Result<(), String> {
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

    /// What a row shows, as well as it can be told.
    fn shown(&self, rest: &[&Drawn]) -> String {
        let text = |glyph: &&&Drawn| {
            let known = glyph.known.map(|known| self.outlines.get(known));
            known.and_then(|known| known.texts.first().cloned()).unwrap_or_else(|| "?".to_owned())
        };
        rest.iter().take(40).map(|glyph| text(&glyph)).collect()
    }
}

/// Whether a letter is of a script that runs from right to left.
fn is_turned(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// What stands last in a row so far.
struct Last {
    line: Line,
    end: char,
}

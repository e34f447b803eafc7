//! The glyphs of a file are exactly the texts that are due, where an eye meets them in order.
//!
//! Glyphs that stand on one baseline and are painted one after the other make a row. Rows are held
//! against the texts in their order: a row holds a part of a text, or the rest of one and the
//! beginning of the next, from the side where the script begins. Within a row only places count,
//! not the order in which the file paints: a digit that was moved is met where it stands.

use std::ops::Range;

use super::device::{Drawn, Item, Sheet};
use super::due::{Due, Dues};
use super::findings::Findings;
use super::line::Line;
use super::order::{Order, may_end, mirrored};
use super::outlines::Outlines;
use candor_model::Setting;

/// Baselines nearer than this are one, in points.
pub(super) const SAME_LINE: f64 = 0.05;
/// Between the ink of two texts on one line at least, in ems; more where numbers would meet.
const BETWEEN_TEXTS: f64 = 0.15;
const BETWEEN_NUMBERS: f64 = 0.5;
/// How many characters of a line at most are joined to their neighbours by ligatures.
const MAX_JOINED: usize = 6;

/// Glyphs of one baseline, from left to right.
struct Row<'a> {
    page: usize,
    is_artifact: bool,
    glyphs: Vec<&'a Drawn>,
}

/// A glyph with what it stands for.
pub(super) struct Placed<'a> {
    pub(super) glyph: &'a Drawn,
    pub(super) known: usize,
    pub(super) first: char,
    pub(super) last: char,
    /// Where in the text the first of its characters stands.
    pub(super) at: usize,
    /// Whether the text has a space between it and its left neighbour.
    pub(super) spaced: bool,
}

/// A part of a text on one line.
pub(super) struct Part<'a> {
    pub(super) placed: Vec<Placed<'a>>,
    /// Where in the text it ends.
    pub(super) to: usize,
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

pub(super) struct Reader<'o, 'f> {
    pub(super) outlines: &'o Outlines<'o>,
    pub(super) rtl: bool,
    pub(super) setting: Setting,
    pub(super) lines: Vec<Line>,
    pub(super) findings: &'f mut Findings,
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

    /// What a row shows, as well as it can be told.
    fn shown(&self, rest: &[&Drawn]) -> String {
        let text = |glyph: &&&Drawn| {
            let known = glyph.known.map(|known| self.outlines.get(known));
            known.and_then(|known| known.texts.first().cloned()).unwrap_or_else(|| "?".to_owned())
        };
        rest.iter().take(40).map(|glyph| text(&glyph)).collect()
    }
}

/// What stands last in a row so far.
struct Last {
    line: Line,
    end: char,
}

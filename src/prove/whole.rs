//! What is drawn takes texts whole: a ground, a frame or a bar goes with all lines of a text, all
//! entries of a list and all parts of a figure, or with none of them.
//!
//! What stands together on a ground is read together. A ground under the second line of "Do not /
//! take it", under one dose of a plan, or under one arm of a trial says what the text does not.

use std::collections::BTreeMap;

use super::finding;
use super::gathered::{Gathered, Line};
use super::geometry::Bounds;
use super::ink::Drawing;
use super::parts::{Kind, Parts};
use super::sight::luminance;
use super::walk::{Painted, Sheet, Walked};
use crate::compose::{Block, Composition, Section};
use crate::diag::{Code, Diagnostics};
use crate::model::{Format, Writing};

/// A bar stands beside what begins no further than this behind it, in points.
const BEFORE: f64 = 30.0;
/// Or ends no further than this before it.
const BEHIND: f64 = 9.0;
/// What is drawn keeps this far from a figure that it does not hold, in points.
const FROM_FIGURE: f64 = 4.0;
/// A line that is thicker than this, or a filled shape that is wider and higher, holds words or a
/// picture, in points; a bar may stand beside words.
const MAX_THICK: f64 = 3.0;
/// The thickest bar or side of a frame, in points.
const MAX_BAR: f64 = 12.0;
/// An empty frame is room to write or to stick a label on: so wide and high, in points, wider than
/// high, with square corners and thin lines.
const EMPTY_FRAME: (f64, f64) = (120.0, 36.0);
/// The thickest line of such a frame.
const EMPTY_LINE: f64 = 1.6;
/// The least room for a hand behind the label of a line to write on, in ems of the label.
const MIN_ROOM: f64 = 2.5;
/// How light the ground is at least on which a pen writes (relative luminance), and the contrast of
/// the line on it.
const MIN_GROUND: f64 = 0.6;
const MIN_CONTRAST: f64 = 3.0;
/// How far above and below the baseline of its label such a line may lie, in ems.
const WRITE_LINE: std::ops::RangeInclusive<f64> = -0.3..=1.8;

/// A page with what matters here.
struct Page<'s, 'g, 'w, 'a> {
    index: usize,
    sheet: &'s Sheet<'a>,
    gathered: &'g Gathered<'w, 'a>,
    /// By name, where each picture stands.
    pictures: BTreeMap<&'s str, Bounds>,
}

/// Reports what is drawn for a part of a text, a list, a table, a section or a figure.
pub(super) fn check(
    walked: &Walked<'_>,
    gathered: &Gathered<'_, '_>,
    parts: &[Parts<'_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    for (index, sheet) in walked.pages.iter().enumerate() {
        let page = Page { index, sheet, gathered, pictures: pictures(sheet) };
        for drawing in drawings(sheet) {
            page.lines(drawing, composition.writing, diagnostics);
            page.blocks(drawing, parts, diagnostics);
            page.sections(drawing, &composition.sections, diagnostics);
            page.under(drawing, &composition.sections, diagnostics);
            page.empty(drawing, diagnostics);
            page.cut(drawing, composition, diagnostics);
        }
        for part in parts.iter().filter(|part| part.kind == Kind::Figure) {
            page.figure(part, diagnostics);
        }
        page.written(composition, diagnostics);
    }
}

/// What a template draws on a page; the release block is Candor's own.
fn drawings<'s>(sheet: &'s Sheet<'_>) -> impl Iterator<Item = &'s Drawing> {
    sheet.items.iter().filter_map(|item| match item {
        Painted::Drawing(drawing) if !drawing.in_block => Some(drawing),
        Painted::Drawing(_) | Painted::Text(_) | Painted::Image { .. } | Painted::Link => None,
    })
}

fn pictures<'s>(sheet: &'s Sheet<'_>) -> BTreeMap<&'s str, Bounds> {
    let pictures = sheet.items.iter().filter_map(|item| match item {
        Painted::Image { leaf, bounds, .. } => {
            Some((leaf.as_deref().unwrap_or("logo"), (*bounds)?))
        }
        Painted::Text(_) | Painted::Drawing(_) | Painted::Link => None,
    });
    pictures.collect()
}

impl Page<'_, '_, '_, '_> {
    fn report(&self, leaf: &str, reason: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(finding(Code::PageInk, leaf, Some(self.index), reason));
    }

    /// The lines of each text on this page, column by column.
    fn columns(&self) -> impl Iterator<Item = (&str, &[Line])> {
        let index = self.index;
        let texts = self.gathered.texts();
        texts.flat_map(move |text| {
            let here =
                text.columns().filter(move |lines| lines.first().is_some_and(|l| l.page == index));
            here.map(|lines| (text.leaf, lines))
        })
    }

    /// A box or bar goes with all lines of a text, and no line lies between them.
    fn lines(&self, drawing: &Drawing, writing: Writing, diagnostics: &mut Diagnostics) {
        // The sides of a frame go with what it holds.
        let is_frame = drawing.is_closed && drawing.plate.is_none();
        let bars: Vec<Bounds> = drawing.inks().filter(|ink| !is_frame && is_thin(*ink)).collect();
        for (leaf, lines) in self.columns() {
            let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
            let all = lines.iter().map(|line| line.ink).fold(first.ink, Bounds::join);
            if drawing.is_closed {
                let n_in = lines.iter().filter(|line| drawing.bounds.contains(line.ink)).count();
                if 0 < n_in && n_in < lines.len() {
                    self.report(leaf, "a box or ground holds only some of its lines", diagnostics);
                    return;
                }
            }
            for bar in &bars {
                let lies = bar.height() < bar.width();
                let between = first.ink.bottom < bar.bottom && bar.top < last.ink.top;
                if lies && between && bar.apart(all) < 0.0 {
                    self.report(leaf, "a line is drawn between its lines", diagnostics);
                    return;
                }
                if !lies && is_at_side(*bar, all, writing) && goes_with_some(*bar, lines) {
                    self.report(leaf, "a bar stands beside only some of its lines", diagnostics);
                    return;
                }
            }
        }
    }

    /// The names on this page that a box holds.
    fn held<'n>(&self, names: &[&'n str], frame: Bounds) -> (Vec<&'n str>, Vec<&'n str>) {
        let here = names.iter().copied().filter_map(|name| Some((name, self.place(name)?)));
        let (mut held, mut others) = (Vec::new(), Vec::new());
        for (name, place) in here {
            if frame.contains(place) { held.push(name) } else { others.push(name) }
        }
        (held, others)
    }

    /// Where a text or picture begins, if it does so on this page.
    fn place(&self, name: &str) -> Option<Bounds> {
        let text = self.gathered.place(name).filter(|place| place.page == self.index);
        text.map(|place| place.ink).or_else(|| self.pictures.get(name).copied())
    }

    /// A box holds a list, table or figure whole, or the header of a table.
    fn blocks(&self, drawing: &Drawing, parts: &[Parts<'_>], diagnostics: &mut Diagnostics) {
        if !drawing.is_closed {
            return;
        }
        for part in parts {
            let (held, others) = self.held(&part.all, drawing.bounds);
            let is_header = !part.header.is_empty() && held == part.header;
            if let (Some(first), Some(other)) = (held.first(), others.first())
                && !is_header
            {
                let reason = format!(
                    "it stands in a box or on a ground without `{other}`, of the same rank"
                );
                self.report(first, &reason, diagnostics);
                return;
            }
        }
    }

    /// A box that holds a heading with texts under it holds all texts under it.
    fn sections(&self, drawing: &Drawing, sections: &[Section], diagnostics: &mut Diagnostics) {
        if !drawing.is_closed {
            return;
        }
        for Section { place: _, heading, blocks } in sections {
            let (with_heading, _) = self.held(&[&heading.leaf], drawing.bounds);
            let names: Vec<&str> = blocks.iter().flat_map(names).collect();
            let (held, others) = self.held(&names, drawing.bounds);
            if let (Some(heading), Some(_), Some(other)) =
                (with_heading.first(), held.first(), others.first())
            {
                let reason = format!("its box ends before `{other}`, which belongs under it");
                self.report(heading, &reason, diagnostics);
                return;
            }
        }
    }

    /// No line parts a heading from the text under it; the side of a frame may.
    fn under(&self, drawing: &Drawing, sections: &[Section], diagnostics: &mut Diagnostics) {
        if drawing.is_closed && drawing.plate.is_none() {
            return;
        }
        for Section { place: _, heading, blocks } in sections {
            let first = blocks.iter().flat_map(names).next();
            let (Some(above), Some(below)) =
                (self.place(&heading.leaf), first.and_then(|first| self.place(first)))
            else {
                continue;
            };
            let between = Bounds { top: above.bottom, bottom: below.top, ..above };
            if drawing.inks().any(|ink| is_thin(ink) && ink.overlap(between).is_some()) {
                let reason = "a line parts it from the text under it";
                self.report(&heading.leaf, reason, diagnostics);
                return;
            }
        }
    }

    /// What holds no words is thin, or has room for a hand.
    fn empty(&self, drawing: &Drawing, diagnostics: &mut Diagnostics) {
        let Drawing { plate, rules, bounds, is_closed, is_dashed: _, in_block: _ } = drawing;
        let holds = |all: Bounds| {
            self.columns().any(|(_, lines)| lines.iter().any(|line| all.contains(line.ink)))
                || self.pictures.values().any(|picture| all.contains(*picture))
        };
        let (right, bottom) = self.sheet.size;
        let paper = Bounds { left: 0.0, top: 0.0, right, bottom };
        let plate = plate.and_then(|(plate, _)| plate.bounds.overlap(paper));
        let is_empty = |plate| !is_thin(plate) && !self.is_band(plate) && !holds(plate);
        if plate.is_some_and(is_empty) {
            self.report("template", "a filled shape holds no words", diagnostics);
        }
        if rules.iter().any(|(rule, _)| !is_thin(*rule)) {
            self.report("template", "a line or bar is too thick", diagnostics);
        }
        if *is_closed && plate.is_none() && !holds(*bounds) {
            let (width, height) = EMPTY_FRAME;
            let fits = width <= bounds.width()
                && height <= bounds.height()
                && bounds.height() < bounds.width()
                && rules.len() <= 4
                && rules.iter().all(|(rule, _)| rule.width().min(rule.height()) <= EMPTY_LINE);
            if !fits {
                self.report("template", "an empty frame is no room to write in", diagnostics);
            }
        }
    }

    /// Whether ink is a band across all that stands on the page, or along an edge of the paper.
    fn is_band(&self, ink: Bounds) -> bool {
        let lines = self.columns().flat_map(|(_, lines)| lines);
        let Some(all) = lines.map(|line| line.ink).reduce(Bounds::join) else { return false };
        let at_edge = ink.left <= 0.5 || self.sheet.size.0 - 0.5 <= ink.right;
        (ink.left <= all.left && all.right <= ink.right)
            || (at_edge && ink.top <= all.top && all.bottom <= ink.bottom)
    }

    /// Lines to cut along stand on cards alone, and around each.
    fn cut(&self, drawing: &Drawing, composition: &Composition, diagnostics: &mut Diagnostics) {
        if !drawing.is_dashed {
            return;
        }
        if composition.format != Format::Card {
            self.report("template", "a line of dashes says that here is to be cut", diagnostics);
            return;
        }
        for Section { place: _, heading, blocks } in &composition.sections {
            let names = blocks.iter().flat_map(names).chain([heading.leaf.as_str()]);
            let card = names.filter_map(|name| self.place(name)).reduce(Bounds::join);
            let Some(card) = card else { continue };
            if !drawing.is_closed || drawing.inks().any(|ink| ink.overlap(card).is_some()) {
                let reason = "a line to cut along does not go around its card";
                self.report(&heading.leaf, reason, diagnostics);
                return;
            }
        }
    }

    /// The parts of a figure stand together, and nothing else among them.
    fn figure(&self, part: &Parts<'_>, diagnostics: &mut Diagnostics) {
        let places: Vec<(&str, Option<Bounds>)> =
            part.all.iter().map(|name| (*name, self.place(name))).collect();
        let Some(all) = places.iter().filter_map(|(_, place)| *place).reduce(Bounds::join) else {
            return;
        };
        if let Some((missing, _)) = places.iter().find(|(_, place)| place.is_none()) {
            let reason = "it stands on another page than the figure that it belongs to";
            diagnostics.push(finding(Code::PageParted, missing, Some(self.index), reason));
            return;
        }
        let other = self.columns().find(|(leaf, lines)| {
            !part.all.contains(leaf) && lines.iter().any(|line| line.ink.overlap(all).is_some())
        });
        if let Some((other, _)) = other {
            let reason = "it stands among the parts of a figure";
            diagnostics.push(finding(Code::PageParted, other, Some(self.index), reason));
            return;
        }
        let near = all.shrunk(-FROM_FIGURE);
        let touches = |drawing: &Drawing| {
            let holds = drawing.bounds.contains(all) && drawing.is_closed;
            !holds && drawing.inks().any(|ink| ink.overlap(near).is_some())
        };
        if drawings(self.sheet).any(touches) {
            let name = part.all.first().copied().unwrap_or("template");
            self.report(name, "something is drawn into its figure or close to it", diagnostics);
        }
    }

    /// Behind the label of a line to write on there are a line and room.
    fn written(&self, composition: &Composition, diagnostics: &mut Diagnostics) {
        let labels = composition.sections.iter().flat_map(|section| &section.blocks);
        let labels = labels.filter_map(|block| match block {
            Block::WriteLines { labels } => Some(labels),
            Block::Paragraph(_)
            | Block::Bullets { .. }
            | Block::Steps { .. }
            | Block::Table { .. }
            | Block::Figure { .. }
            | Block::Standing { .. }
            | Block::Calendar { .. } => None,
        });
        for leaf in labels.flatten() {
            let Some(text) = self.gathered.text(&leaf.leaf) else { continue };
            let Some(line) = text.lines.last().filter(|line| line.page == self.index) else {
                continue;
            };
            if !self.has_room(line, composition.writing) {
                let reason = "there is no line with room to write on behind it";
                self.report(&leaf.leaf, reason, diagnostics);
                return;
            }
        }
    }

    /// Whether a line to write on goes on behind a label, with nothing on it, on a light ground.
    fn has_room(&self, label: &Line, writing: Writing) -> bool {
        let holds =
            |drawing: &&Drawing| drawing.plate.is_some_and(|(plate, _)| plate.covers(label.ink));
        let ground = drawings(self.sheet).filter(holds).filter_map(|drawing| drawing.plate).last();
        let ground = luminance(ground.map_or([1.0; 3], |(_, rgb)| rgb));
        let inks = drawings(self.sheet).flat_map(|Drawing { plate, rules, .. }| {
            let plate = plate.iter().map(|(plate, rgb)| (plate.bounds, *rgb));
            plate.chain(rules.iter().copied())
        });
        let mut lines = inks.filter(|(ink, _)| is_thin(*ink));
        let contrast = |rgb| (ground + 0.05) / (luminance(rgb) + 0.05);
        lines.any(|(rule, rgb)| {
            let below = (rule.top - label.baseline) / label.size;
            let (from, to) = match writing {
                Writing::Ltr => (label.ink.right, rule.right),
                Writing::Rtl => (rule.left, label.ink.left),
            };
            let room = Bounds { left: from, right: to, ..label.ink };
            let others = || self.columns().flat_map(|(_, lines)| lines);
            WRITE_LINE.contains(&below)
                && rule.left <= from
                && to <= rule.right
                && MIN_ROOM * label.size <= to - from
                && MIN_GROUND <= ground
                && MIN_CONTRAST <= contrast(rgb)
                && !others().any(|other| other.ink.overlap(room).is_some())
        })
    }
}

/// Whether ink is a line, or a bar that stands: what is thicker holds words.
fn is_thin(ink: Bounds) -> bool {
    let (width, height) = (ink.width(), ink.height());
    if width < height { width <= MAX_BAR } else { height <= MAX_THICK }
}

/// The names of the texts and pictures of a block.
fn names(block: &Block) -> impl Iterator<Item = &str> {
    use crate::compose::Part;
    block.parts().into_iter().map(|part| match part {
        Part::Text(leaf) => leaf.leaf.as_str(),
        Part::Drawn(drawn) => drawn.drawn.as_str(),
    })
}

/// Whether a bar stands before the lines of a text, or right behind them.
fn is_at_side(bar: Bounds, lines: Bounds, writing: Writing) -> bool {
    let (left, right) = (lines.left - bar.right, bar.left - lines.right);
    let (before, behind) = match writing {
        Writing::Ltr => (left, right),
        Writing::Rtl => (right, left),
    };
    (0.0..BEFORE).contains(&before) || (0.0..BEHIND).contains(&behind)
}

/// Whether a bar stands beside some lines and not beside others.
fn goes_with_some(bar: Bounds, lines: &[Line]) -> bool {
    let n = lines.iter().filter(|line| 0.5 * line.ink.height() < bar.beside(line.ink)).count();
    0 < n && n < lines.len()
}

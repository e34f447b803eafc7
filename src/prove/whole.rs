//! What is drawn takes texts whole: a ground, a frame or a bar goes with all lines of a text, all
//! entries of a list and all parts of a figure, or with none of them.
//!
//! What stands together on a ground is read together. A ground under the second line of "Do not /
//! take it", under one dose of a plan, or under one arm of a trial says what the text does not.

use super::finding::finding;
use super::gathered::Line;
use super::geometry::Bounds;
use super::ink::Drawing;
use super::loose;
use super::page::{Group, Page};
use super::parts::{Kind, Parts};
use super::room::{self, is_thin};
use crate::rules::page_parted;
use candor_composition::{Block, Composition, Part};
use candor_model::Writing;
use candor_model::diag::Diagnostics;

/// A bar stands beside what begins no further than this behind it, in points.
const BEFORE: f64 = 30.0;
/// Or ends no further than this before it.
const BEHIND: f64 = 9.0;
/// What is drawn keeps this far from a figure that it does not hold, in points.
const FROM_FIGURE: f64 = 4.0;
/// How far apart two pictures of a figure stand side by side, in points: nearer ones are one.
const PICTURES: f64 = 12.0;

/// What belongs together on one page.
struct Together<'n> {
    /// The parts of each list, table and figure.
    blocks: Vec<(&'n Parts<'n>, Group<'n>)>,
    sections: Vec<Section<'n>>,
}

/// A section on one page.
struct Section<'n> {
    heading: &'n str,
    /// Where its heading stands, if it does so here.
    place: Option<Bounds>,
    /// Its texts, without the heading.
    under: Option<Group<'n>>,
    /// Where its first text begins.
    first: Option<Bounds>,
}

/// Reports what is drawn for a part of a text, a list, a table, a section or a figure.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    parts: &[Parts<'_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    for page in pages {
        let together = page.together(parts, composition);
        for drawing in page.drawings() {
            page.lines_whole(drawing, composition.writing, diagnostics);
            page.blocks_whole(drawing, &together.blocks, diagnostics);
            page.sections_whole(drawing, &together.sections, diagnostics);
            page.sections_apart(drawing, &together.sections, diagnostics);
            page.under(drawing, &together.sections, diagnostics);
        }
        for part in parts.iter().filter(|part| part.kind == Kind::Figure) {
            page.figure(part, diagnostics);
        }
        room::check(page, composition, diagnostics);
        loose::check(page, composition, diagnostics);
    }
}

impl Page<'_, '_> {
    fn together<'n>(&self, parts: &'n [Parts<'n>], composition: &'n Composition) -> Together<'n> {
        let blocks = parts.iter();
        let blocks = blocks.filter_map(|part| Some((part, self.group(part.all.iter().copied())?)));
        let sections = composition.sections.iter().map(|section| {
            let mut names = section.blocks.iter().flat_map(names).peekable();
            Section {
                heading: &section.heading.leaf,
                place: self.place(&section.heading.leaf),
                first: names.peek().and_then(|first| self.place(first)),
                under: self.group(names),
            }
        });
        Together { blocks: blocks.collect(), sections: sections.collect() }
    }

    /// A box or bar goes with all lines of a text, and no line lies between them.
    fn lines_whole(&self, drawing: &Drawing, writing: Writing, diagnostics: &mut Diagnostics) {
        // The sides of a frame go with what it holds.
        let is_frame = drawing.is_closed && drawing.plate.is_none();
        let bars: Vec<Bounds> = drawing.inks().filter(|ink| !is_frame && is_thin(*ink)).collect();
        for column in &self.columns {
            let all = column.ink;
            if drawing.is_closed && !drawing.bounds.contains(all) {
                let mut lines = column.lines.iter();
                if lines.any(|line| drawing.bounds.contains(line.ink)) {
                    let reason = "a box or ground holds only some of its lines";
                    self.report(column.leaf, reason, diagnostics);
                    return;
                }
            }
            let (Some(first), Some(last)) = (column.lines.first(), column.lines.last()) else {
                continue;
            };
            for bar in &bars {
                let lies = bar.height() < bar.width();
                let between = first.ink.bottom < bar.bottom && bar.top < last.ink.top;
                if lies && between && bar.apart(all) < 0.0 {
                    self.report(column.leaf, "a line is drawn between its lines", diagnostics);
                    return;
                }
                if !lies && is_at_side(*bar, all, writing) && goes_with_some(*bar, column.lines) {
                    let reason = "a bar stands beside only some of its lines";
                    self.report(column.leaf, reason, diagnostics);
                    return;
                }
            }
        }
    }

    /// A box holds a list, table or figure whole, or the header of a table.
    fn blocks_whole(
        &self,
        drawing: &Drawing,
        blocks: &[(&Parts<'_>, Group<'_>)],
        diagnostics: &mut Diagnostics,
    ) {
        if !drawing.is_closed {
            return;
        }
        for (part, group) in blocks {
            let Some((held, other)) = group.parted(drawing.bounds) else { continue };
            let is_header = !part.header.is_empty()
                && group.held(drawing.bounds).eq(part.header.iter().copied());
            if !is_header {
                let reason = format!(
                    "it stands in a box or on a ground without `{other}`, of the same rank"
                );
                self.report(held, &reason, diagnostics);
                return;
            }
        }
    }

    /// A box that holds a heading with texts under it holds all texts under it.
    fn sections_whole(
        &self,
        drawing: &Drawing,
        sections: &[Section<'_>],
        diagnostics: &mut Diagnostics,
    ) {
        if !drawing.is_closed {
            return;
        }
        for Section { heading, place, under, first: _ } in sections {
            let with_heading = place.is_some_and(|place| drawing.bounds.contains(place));
            let Some(under) = under.as_ref().filter(|_| with_heading) else { continue };
            if let Some((_, other)) = under.parted(drawing.bounds) {
                let reason = format!("its box ends before `{other}`, which belongs under it");
                self.report(heading, &reason, diagnostics);
                return;
            }
        }
    }

    /// A box that holds several headings holds all texts under them: two on one band read as one.
    fn sections_apart(
        &self,
        drawing: &Drawing,
        sections: &[Section<'_>],
        diagnostics: &mut Diagnostics,
    ) {
        if !drawing.is_closed {
            return;
        }
        let held = |section: &&Section<'_>| {
            section.place.is_some_and(|place| drawing.bounds.contains(place))
        };
        let held: Vec<&Section<'_>> = sections.iter().filter(held).collect();
        let [first, second, ..] = held.as_slice() else { return };
        let is_whole = |section: &&Section<'_>| {
            section.under.as_ref().is_some_and(|under| drawing.bounds.contains(under.bounds))
        };
        if !held.iter().all(is_whole) {
            let reason = format!(
                "it stands with `{}` in a box or on a ground without texts",
                second.heading
            );
            self.report(first.heading, &reason, diagnostics);
        }
    }

    /// No line parts a heading from the text under it; the side of a frame may.
    fn under(&self, drawing: &Drawing, sections: &[Section<'_>], diagnostics: &mut Diagnostics) {
        if drawing.is_closed && drawing.plate.is_none() {
            return;
        }
        for Section { heading, place, under: _, first } in sections {
            let (Some(above), Some(below)) = (place, first) else { continue };
            let between = Bounds { top: above.bottom, bottom: below.top, ..*above };
            if drawing.inks().any(|ink| is_thin(ink) && ink.overlap(between).is_some()) {
                let reason = "a line parts it from the text under it";
                self.report(heading, reason, diagnostics);
                return;
            }
        }
    }

    /// The parts of a figure stand together, and nothing else among them.
    fn figure(&self, part: &Parts<'_>, diagnostics: &mut Diagnostics) {
        let Some(Group { names, bounds: all }) = self.group(part.all.iter().copied()) else {
            return;
        };
        let is_here = |name: &&&str| names.iter().any(|(known, _)| *known == **name);
        if let Some(missing) = part.all.iter().find(|name| !is_here(name)) {
            let reason = "it stands on another page than the figure that it belongs to";
            diagnostics.push(finding(page_parted::CODE, missing, Some(self.index), reason));
            return;
        }
        let is_among = |line: &Line| line.ink.overlap(all).is_some();
        let other = self
            .columns
            .iter()
            .find(|column| column.lines.iter().any(is_among) && !part.all.contains(&column.leaf));
        if let Some(other) = other {
            let reason = "it stands among the parts of a figure";
            diagnostics.push(finding(page_parted::CODE, other.leaf, Some(self.index), reason));
            return;
        }
        let pictures = part.all.iter().filter_map(|name| Some((*name, self.picture(name)?)));
        let pictures: Vec<(&str, Bounds)> = pictures.collect();
        for (at, (name, picture)) in pictures.iter().enumerate() {
            let is_joined =
                |other: Bounds| 0.0 < picture.beside(other) && picture.apart(other) < PICTURES;
            if let Some((other, _)) = pictures[..at].iter().find(|(_, other)| is_joined(*other)) {
                let reason =
                    format!("it stands so near beside `{other}` that both are one picture");
                self.report(name, &reason, diagnostics);
                return;
            }
        }
        let near = all.shrunk(-FROM_FIGURE);
        let touches = |drawing: &Drawing| {
            let holds = drawing.bounds.contains(all) && drawing.is_closed;
            !holds && drawing.inks().any(|ink| ink.overlap(near).is_some())
        };
        if self.drawings().any(touches) {
            let name = part.all.first().copied().unwrap_or("template");
            self.report(name, "something is drawn into its figure or close to it", diagnostics);
        }
    }
}

/// The names of the texts and pictures of a block.
pub(super) fn names(block: &Block) -> impl Iterator<Item = &str> {
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

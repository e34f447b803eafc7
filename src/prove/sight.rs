//! Every text of the composition can be seen: large enough, upright, whole, in contrast, heard.
//!
//! What cannot be judged is refused, never passed: gradients, tilings, blends of printing inks.

use std::collections::BTreeMap;

use super::finding::finding;
use super::geometry::{Bounds, MM};
use super::glyphs::untrusted;
use super::ink::{Rgb, opaque};
use super::labels::Labels;
use super::nominal;
use super::report::LeafReport;
use super::shaping::Fault;
use super::walk::{Painted, Run, Sheet, Walked};
use crate::rules::{page_contrast, page_silent, page_type_too_small, page_unseen};
use candor_composition::Composition;
use candor_model::LeafFamily;
use candor_model::diag::{Code, Diagnostics};
use candor_sheet::rules::page_missing_glyph;
use candor_typeset::{Engine, is_plain};

/// Lowest contrast of text against what lies under it (RULES 7.1, G06).
const MIN_CONTRAST: f64 = 7.0;
/// Lowest contrast of header, footer and large bold type (RULES 7.1, G06).
const MIN_OTHER_CONTRAST: f64 = 4.5;
/// Bold type from this size on is large, in points (WCAG 2.2, large scale).
const LARGE_BOLD: f64 = 14.0;
/// Grey between ink and ground; a one-bit copy turns what is darker black and the rest white.
const MID_GREY: f64 = 0.5;
/// How much of the ink of two texts may overlap, in ems: as much as letters of one line do.
const MAX_OVERLAP: f64 = 0.04;
/// Sizes are compared with this tolerance, in points.
const SIZE_TOLERANCE: f64 = 0.01;

/// Reports every text that a reader would not get, and where the others stand: those of the
/// composition in its order, and the running lines page by page.
pub(super) fn check(
    walked: &Walked<'_>,
    composition: &Composition,
    engine: &Engine,
    labels: &Labels<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<LeafReport>, Vec<LeafReport>) {
    let mut seen: BTreeMap<&str, LeafReport> = BTreeMap::new();
    let mut running: BTreeMap<(usize, &str), LeafReport> = BTreeMap::new();
    for (index, page) in walked.pages.iter().enumerate() {
        for (order, item) in page.items.iter().enumerate() {
            let Painted::Text(run) = item else { continue };
            // A label is judged like the words of its entry.
            let label = labels.get(&(index, order)).copied();
            let Some(leaf) = run.leaf.as_deref().or(label) else { continue };
            if run.text().trim().is_empty() {
                continue;
            }
            let judged =
                Judged { run, page, index, order, leaf, running: LeafFamily::Running.has(leaf) };
            let contrast = judged.judge(composition, engine, diagnostics);
            if let (Some(bounds), Some(size), Some((contrast, ground))) =
                (run.bounds, run.upright_size(), contrast)
                && label.is_none()
            {
                let found = Found { page: index + 1, bounds, size, contrast, ground };
                let join = |first: &mut LeafReport| found.merge_into(first);
                let first = || found.report(leaf);
                if judged.running {
                    running.entry((index, leaf)).and_modify(join).or_insert_with(first);
                } else {
                    seen.entry(leaf).and_modify(join).or_insert_with(first);
                }
            }
        }
    }
    let leaves = composition.leaves().into_iter();
    let leaves = leaves.filter_map(|(_, leaf)| seen.remove(leaf.leaf.as_str())).collect();
    (leaves, running.into_values().collect())
}

/// Where a run of a text stands.
struct Found {
    page: usize,
    bounds: Bounds,
    size: f64,
    contrast: f64,
    ground: f64,
}

impl Found {
    /// The report of a text's first run.
    fn report(&self, leaf: &str) -> LeafReport {
        let Bounds { left, top, right, bottom } = self.bounds;
        LeafReport {
            leaf: leaf.to_owned(),
            page: self.page,
            bounds: [left, top, right, bottom],
            size: self.size,
            contrast: self.contrast,
            ground: self.ground,
            x_height_mm: None,
            line_distance_mm: None,
            line_distance_em: None,
            characters_per_line: None,
            line_width_mm: None,
        }
    }

    /// Adds another run of the text.
    fn merge_into(&self, first: &mut LeafReport) {
        if first.page == self.page {
            first.bounds = [
                first.bounds[0].min(self.bounds.left),
                first.bounds[1].min(self.bounds.top),
                first.bounds[2].max(self.bounds.right),
                first.bounds[3].max(self.bounds.bottom),
            ];
        }
        first.size = first.size.min(self.size);
        first.contrast = first.contrast.min(self.contrast);
    }
}

/// One run under judgement.
struct Judged<'a> {
    run: &'a Run<'a>,
    page: &'a Sheet<'a>,
    index: usize,
    order: usize,
    leaf: &'a str,
    running: bool,
}

impl Judged<'_> {
    /// Reports what is wrong; returns the contrast, and how light the ground is, where these can be
    /// told.
    fn judge(
        &self,
        composition: &Composition,
        engine: &Engine,
        diagnostics: &mut Diagnostics,
    ) -> Option<(f64, f64)> {
        let mut report = |code, reason: String| {
            diagnostics.push(finding(code, self.leaf, Some(self.index), reason));
        };
        let run = self.run;
        match (run.silenced, self.running) {
            (Some(why), false) => report(page_silent::CODE, why.to_owned()),
            (None, true) => report(
                page_silent::CODE,
                "a running line must stand in the page's header or footer".to_owned(),
            ),
            _ => {}
        }
        self.size(composition, &mut report);
        self.glyphs(composition, engine, &mut report);
        let Some(bounds) = run.bounds else {
            report(page_unseen::CODE, "it has no ink".to_owned());
            return None;
        };
        self.place(bounds, composition, &mut report);
        self.covered(bounds, &mut report);
        if run.item.lang.as_str() != composition.language {
            report(
                page_silent::CODE,
                format!(
                    "a screen reader would speak it in the language `{}`",
                    run.item.lang.as_str()
                ),
            );
        }
        let (ink, ground) = self.colors(bounds, &mut report)?;
        let (a, b) = (luminance(ink), luminance(ground));
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        let least =
            if self.running || self.is_large_bold() { MIN_OTHER_CONTRAST } else { MIN_CONTRAST };
        if contrast < least {
            report(page_contrast::CODE, format!("its contrast is {contrast:.1}, below {least}"));
        } else if (grey(ink) < MID_GREY) == (grey(ground) < MID_GREY) {
            report(
                page_contrast::CODE,
                "ink and ground are both dark or both light on a black-and-white copy".to_owned(),
            );
        }
        Some((contrast, b))
    }

    fn is_large_bold(&self) -> bool {
        let bold = self.run.item.font.ttf().is_bold();
        bold && self.run.upright_size().is_some_and(|size| LARGE_BOLD <= size)
    }

    fn size(&self, composition: &Composition, report: &mut impl FnMut(Code, String)) {
        let floor = if self.running {
            composition.format.setting().running
        } else {
            composition.format.setting().body
        };
        match self.run.upright_size() {
            None => report(page_unseen::CODE, "it is turned, mirrored or squeezed".to_owned()),
            Some(size) if size < floor - SIZE_TOLERANCE => {
                report(
                    page_type_too_small::CODE,
                    format!("its type is {size:.1} pt, below {floor} pt"),
                );
            }
            Some(_) => {}
        }
    }

    fn glyphs(
        &self,
        composition: &Composition,
        engine: &Engine,
        report: &mut impl FnMut(Code, String),
    ) {
        let item = &self.run.item;
        if !engine.has_font(item.font.font()) {
            report(page_unseen::CODE, "its font is not an embedded one".to_owned());
        }
        if engine.is_own_font(item.font.font()) {
            if let Some(c) = nominal::other(item, is_plain(composition)) {
                let how = "by another glyph than its own, as in a ligature";
                report(page_unseen::CODE, format!("the font draws its '{c}' {how}"));
            }
            if let Some(c) = untrusted(item) {
                let why = "does not look like one, or cannot be compared";
                report(page_unseen::CODE, format!("its '{c}' in the clinic's font {why}"));
            }
        }
        if item.stroke.is_some() {
            report(page_unseen::CODE, "its letters are outlined".to_owned());
        }
        if item.glyphs.iter().any(|glyph| glyph.id == 0) {
            report(page_missing_glyph::CODE, "the font lacks one of its characters".to_owned());
        }
        match self.run.fault {
            Some(Fault::Place) => {
                report(page_unseen::CODE, "its letters are squeezed or spread".to_owned());
            }
            Some(Fault::Glyph) => report(
                page_unseen::CODE,
                "its letters are not the ones that the font has for its words".to_owned(),
            ),
            None => {}
        }
    }

    fn place(
        &self,
        bounds: Bounds,
        composition: &Composition,
        report: &mut impl FnMut(Code, String),
    ) {
        let (width, height) = self.page.size;
        let paper = Bounds { left: 0.0, top: 0.0, right: width, bottom: height };
        let setting = composition.format.setting();
        let margin = if self.running { setting.edge_mm } else { setting.margin_mm };
        if !paper.shrunk(margin * MM).contains(bounds) {
            report(
                page_unseen::CODE,
                format!("it stands off the page or within {margin} mm of its edge"),
            );
        }
        if self.run.clips.iter().any(|clip| !clip.covers(bounds)) {
            report(page_unseen::CODE, "it is cut off".to_owned());
        }
    }

    /// What is painted later must leave the text alone.
    fn covered(&self, bounds: Bounds, report: &mut impl FnMut(Code, String)) {
        // Both lists are in paint order.
        let (drawn, inks) = (&self.page.drawn, &self.page.inks);
        let drawn = &drawn[drawn.partition_point(|known| *known <= self.order)..];
        let inks = &inks[inks.partition_point(|(known, _)| *known <= self.order)..];
        let drawn = drawn.iter().copied().find_map(|order| match &self.page.items[order] {
            Painted::Drawing(drawing) => {
                let covers = drawing.inks().any(|ink| ink.overlap(bounds).is_some());
                covers.then_some((order, "a drawing covers it"))
            }
            Painted::Image { bounds: Some(picture), .. } => {
                picture.overlap(bounds).map(|_| (order, "a picture covers it"))
            }
            Painted::Image { .. } | Painted::Text(_) | Painted::Link => None,
        });
        let least = MAX_OVERLAP * self.run.item.size.to_pt();
        let printed = inks.iter().find(|(order, other)| {
            let both = other.overlap(bounds);
            both.is_some_and(|both| least < both.height() && least < both.width())
                && !self.is_same_line(*order)
        });
        let printed = printed.map(|&(order, _)| (order, "another text is printed over it"));
        // The one that is painted first is named.
        if let Some((_, why)) = drawn.into_iter().chain(printed).min() {
            report(page_unseen::CODE, why.to_owned());
        }
    }

    /// Whether another run stands on this one's line and belongs to the same text: how these follow
    /// each other is judged by itself ([`lines`](super::lines)).
    fn is_same_line(&self, order: usize) -> bool {
        matches!(
            self.page.items.get(order),
            Some(Painted::Text(other))
                if other.leaf == self.run.leaf && (other.baseline - self.run.baseline).abs() < 0.1
        )
    }

    /// The colours of the text and of its ground, if both can be told.
    fn colors(&self, bounds: Bounds, report: &mut impl FnMut(Code, String)) -> Option<(Rgb, Rgb)> {
        let ground = match &self.page.fill {
            None => Some([1.0; 3]),
            Some(paint) => opaque(paint),
        };
        let Some(mut ground) = ground else {
            report(page_contrast::CODE, "the page's colour cannot be judged".to_owned());
            return None;
        };
        for &order in self.page.drawn.iter().take_while(|order| **order < self.order) {
            match &self.page.items[order] {
                Painted::Drawing(drawing) => {
                    if drawing.rules.iter().any(|(rule, _)| rule.overlap(bounds).is_some()) {
                        report(page_unseen::CODE, "a line runs through it".to_owned());
                        return None;
                    }
                    let Some((plate, rgb)) = drawing.plate else { continue };
                    if plate.covers(bounds) {
                        ground = rgb;
                    } else if plate.bounds.overlap(bounds).is_some() {
                        report(page_unseen::CODE, "the edge of a drawing runs under it".to_owned());
                        return None;
                    }
                }
                Painted::Image { bounds: Some(picture), .. }
                    if picture.overlap(bounds).is_some() =>
                {
                    report(page_contrast::CODE, "it stands on a picture".to_owned());
                    return None;
                }
                Painted::Image { .. } | Painted::Text(_) | Painted::Link => {}
            }
        }
        let Some(ink) = opaque(&self.run.item.fill) else {
            report(page_contrast::CODE, "its own colour cannot be judged".to_owned());
            return None;
        };
        Some((ink, ground))
    }
}

/// How light a colour looks to a copier, from 0 to 1 (ITU-R BT.601 luma).
fn grey(rgb: Rgb) -> f64 {
    0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
}

/// Relative luminance (WCAG 2.2, definition of contrast ratio).
pub(super) fn luminance(rgb: Rgb) -> f64 {
    let linear =
        rgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luminance_spans_black_to_white() {
        assert!(luminance([0.0; 3]).abs() < 1e-9);
        assert!((luminance([1.0; 3]) - 1.0).abs() < 1e-9);
    }
}

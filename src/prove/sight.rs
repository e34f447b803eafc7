//! Every text of the composition can be seen: large enough, upright, whole, in contrast, heard.
//!
//! What cannot be judged is refused, never passed: gradients, tilings, blends of printing inks.

use std::collections::BTreeMap;

use typst::visualize::{Color, Paint, ProcessColor};

use super::geometry::{Bounds, Lies};
use super::walk::{Painted, Run, Sheet, Walked};
use super::{LeafReport, finding};
use crate::compose::Composition;
use crate::diag::{Code, Diagnostics};
use crate::typeset::Engine;

/// Lowest contrast of text against what lies under it (RULES 7.1, G06).
const MIN_CONTRAST: f64 = 7.0;
/// Lowest contrast of header, footer and large bold type (RULES 7.1, G06).
const MIN_OTHER_CONTRAST: f64 = 4.5;
/// Bold type from this size on is large, in points (WCAG 2.2, large scale).
const LARGE_BOLD: f64 = 14.0;
/// Grey between ink and ground; a one-bit copy turns what is darker black and the rest white.
const MID_GREY: f64 = 0.5;
/// How much of a line another text may overlap, as a share of its height.
const MAX_OVERLAP: f64 = 0.15;
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// A drawing with more segments could be outlined words.
const MAX_SEGMENTS: usize = 16;
/// A drawing narrower and lower than this, in points, could be part of a letter.
const SMALL_DRAWING: f64 = 60.0;
/// How many such drawings a page may have.
const MAX_SMALL_DRAWINGS: usize = 4;
/// Sizes are compared with this tolerance, in points.
const SIZE_TOLERANCE: f64 = 0.01;

/// Reports every text that a reader would not get, and where the others stand: those of the
/// composition in its order, and the running lines page by page.
pub(super) fn check(
    walked: &Walked<'_>,
    composition: &Composition,
    engine: &Engine,
    diagnostics: &mut Diagnostics,
) -> (Vec<LeafReport>, Vec<LeafReport>) {
    let mut seen: BTreeMap<&str, LeafReport> = BTreeMap::new();
    let mut running: BTreeMap<(usize, &str), LeafReport> = BTreeMap::new();
    for (index, page) in walked.pages.iter().enumerate() {
        drawings(page, index, diagnostics);
        for (order, item) in page.items.iter().enumerate() {
            let Painted::Text(run) = item else { continue };
            let Some(leaf) = run.leaf.as_deref() else { continue };
            if run.text().trim().is_empty() {
                continue;
            }
            let judged =
                Judged { run, page, index, order, leaf, running: leaf.starts_with("running.") };
            let contrast = judged.judge(composition, engine, diagnostics);
            if let (Some(bounds), Some(size), Some(contrast)) =
                (run.bounds, run.upright_size(), contrast)
            {
                let found = Found { page: index + 1, bounds, size, contrast };
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

/// Drawings that could be words: one with many segments, or many small ones.
fn drawings(page: &Sheet<'_>, index: usize, diagnostics: &mut Diagnostics) {
    let mut n_small = 0;
    for item in &page.items {
        let Painted::Shape { area, .. } = item else { continue };
        if MAX_SEGMENTS < area.n_segments {
            diagnostics.push(finding(
                Code::PageExtra,
                "template",
                Some(index),
                format!("it draws a shape of {} segments, which could be words", area.n_segments),
            ));
        }
        let small =
            area.bounds().is_some_and(|b| b.width() < SMALL_DRAWING && b.height() < SMALL_DRAWING);
        n_small += usize::from(small);
    }
    if MAX_SMALL_DRAWINGS < n_small {
        diagnostics.push(finding(
            Code::PageExtra,
            "template",
            Some(index),
            format!("it draws {n_small} small shapes, which could be words"),
        ));
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
    /// Reports what is wrong; returns the contrast where it can be told.
    fn judge(
        &self,
        composition: &Composition,
        engine: &Engine,
        diagnostics: &mut Diagnostics,
    ) -> Option<f64> {
        let mut report = |code, reason: String| {
            diagnostics.push(finding(code, self.leaf, Some(self.index), reason));
        };
        let run = self.run;
        match (run.silenced, self.running) {
            (Some(why), false) => report(Code::PageSilent, why.to_owned()),
            (None, true) => report(
                Code::PageSilent,
                "a running line must stand in the page's header or footer".to_owned(),
            ),
            _ => {}
        }
        self.size(composition, &mut report);
        self.glyphs(engine, &mut report);
        let Some(bounds) = run.bounds else {
            report(Code::PageUnseen, "it has no ink".to_owned());
            return None;
        };
        self.place(bounds, composition, &mut report);
        self.covered(bounds, &mut report);
        if run.item.lang.as_str() != composition.language {
            report(
                Code::PageSilent,
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
            report(Code::PageContrast, format!("its contrast is {contrast:.1}, below {least}"));
        } else if (grey(ink) < MID_GREY) == (grey(ground) < MID_GREY) {
            report(
                Code::PageContrast,
                "ink and ground are both dark or both light on a black-and-white copy".to_owned(),
            );
        }
        Some(contrast)
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
            None => report(Code::PageUnseen, "it is turned, mirrored or squeezed".to_owned()),
            Some(size) if size < floor - SIZE_TOLERANCE => {
                report(Code::PageSmall, format!("its type is {size:.1} pt, below {floor} pt"));
            }
            Some(_) => {}
        }
    }

    fn glyphs(&self, engine: &Engine, report: &mut impl FnMut(Code, String)) {
        let item = &self.run.item;
        if !engine.has_font(item.font.font()) {
            report(Code::PageUnseen, "its font is not an embedded one".to_owned());
        }
        if item.stroke.is_some() {
            report(Code::PageUnseen, "its letters are outlined".to_owned());
        }
        if item.glyphs.iter().any(|glyph| glyph.id == 0) {
            report(Code::PageMissingGlyph, "the font lacks one of its characters".to_owned());
        }
        if self.run.is_squeezed {
            report(Code::PageUnseen, "its letters are squeezed or spread".to_owned());
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
                Code::PageUnseen,
                format!("it stands off the page or within {margin} mm of its edge"),
            );
        }
        if self.run.clips.iter().any(|clip| clip.lies(bounds) != Lies::Over) {
            report(Code::PageUnseen, "it is cut off".to_owned());
        }
    }

    /// What is painted later must leave the text alone.
    fn covered(&self, bounds: Bounds, report: &mut impl FnMut(Code, String)) {
        // Both lists are in paint order.
        let (drawn, inks) = (&self.page.drawn, &self.page.inks);
        let drawn = &drawn[drawn.partition_point(|known| *known <= self.order)..];
        let inks = &inks[inks.partition_point(|(known, _)| *known <= self.order)..];
        let drawn = drawn.iter().copied().find_map(|order| match &self.page.items[order] {
            Painted::Shape { area, fill, stroke } => {
                let filled = fill.is_some() && area.lies(bounds) != Lies::Apart;
                let stroked =
                    stroke.as_ref().is_some_and(|&(_, width)| area.stroke_touches(width, bounds));
                (filled || stroked).then_some((order, "a drawing covers it"))
            }
            Painted::Image { bounds: Some(picture), .. } => {
                picture.overlap(bounds).map(|_| (order, "a picture covers it"))
            }
            Painted::Image { .. } | Painted::Text(_) | Painted::Link => None,
        });
        let least = MAX_OVERLAP * self.run.item.size.to_pt();
        let printed = inks.iter().find(|(_, other)| {
            let both = other.overlap(bounds);
            both.is_some_and(|both| least < both.height() && least < both.width())
        });
        let printed = printed.map(|&(order, _)| (order, "another text is printed over it"));
        // The one that is painted first is named.
        if let Some((_, why)) = drawn.into_iter().chain(printed).min() {
            report(Code::PageUnseen, why.to_owned());
        }
    }

    /// The colours of the text and of its ground, if both can be told.
    fn colors(
        &self,
        bounds: Bounds,
        report: &mut impl FnMut(Code, String),
    ) -> Option<([f64; 3], [f64; 3])> {
        let ground = match &self.page.fill {
            None => Some([1.0; 3]),
            Some(paint) => opaque(paint),
        };
        let Some(mut ground) = ground else {
            report(Code::PageContrast, "the page's colour cannot be judged".to_owned());
            return None;
        };
        for &order in self.page.drawn.iter().take_while(|order| **order < self.order) {
            match &self.page.items[order] {
                Painted::Shape { area, fill, stroke } => {
                    if stroke.as_ref().is_some_and(|&(_, width)| area.stroke_touches(width, bounds))
                    {
                        report(Code::PageUnseen, "a line runs through it".to_owned());
                        return None;
                    }
                    match (fill, area.lies(bounds)) {
                        (None, _) | (_, Lies::Apart) => {}
                        (Some(_), Lies::Across) => {
                            report(
                                Code::PageUnseen,
                                "the edge of a drawing runs under it".to_owned(),
                            );
                            return None;
                        }
                        (Some(paint), Lies::Over) => {
                            if let Some(color) = opaque(paint) {
                                ground = color;
                            } else {
                                report(
                                    Code::PageContrast,
                                    "the colour under it cannot be judged".to_owned(),
                                );
                                return None;
                            }
                        }
                    }
                }
                Painted::Image { bounds: Some(picture), .. }
                    if picture.overlap(bounds).is_some() =>
                {
                    report(Code::PageContrast, "it stands on a picture".to_owned());
                    return None;
                }
                Painted::Image { .. } | Painted::Text(_) | Painted::Link => {}
            }
        }
        let Some(ink) = opaque(&self.run.item.fill) else {
            report(Code::PageContrast, "its own colour cannot be judged".to_owned());
            return None;
        };
        Some((ink, ground))
    }
}

/// How light a colour looks to a copier, from 0 to 1 (ITU-R BT.601 luma).
fn grey(rgb: [f64; 3]) -> f64 {
    0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
}

/// The colour of an opaque paint in sRGB or grey; nothing for all else.
fn opaque(paint: &Paint) -> Option<[f64; 3]> {
    let Paint::Solid(Color::Process(color)) = paint else { return None };
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a colour space that is not named here cannot be judged"
    )]
    match color {
        ProcessColor::Luma(_) | ProcessColor::Rgb(_) => {}
        _ => return None,
    }
    let rgb = color.to_rgb();
    (rgb.alpha >= 1.0).then(|| [rgb.red, rgb.green, rgb.blue].map(f64::from))
}

/// Relative luminance (WCAG 2.2, definition of contrast ratio).
fn luminance(rgb: [f64; 3]) -> f64 {
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

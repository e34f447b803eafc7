//! The runs and lines of each text, gathered once for the rules that look at texts as a whole.

use std::collections::BTreeMap;

use typst::text::{FontVariant, FontWeight};
#[cfg(test)]
use typst::visualize::Color;
use typst::visualize::Paint;

use super::geometry::Bounds;
use super::walk::{Painted, Run, Walked};

/// Baselines nearer than this are one line, in points.
const SAME_LINE: f64 = 1.0;

/// Where a text begins: the page, and its ink there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) ink: Bounds,
}

/// One line of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) baseline: f64,
    pub(super) ink: Bounds,
    /// Where its first and its last letter's room begin and end.
    pub(super) extent: (f64, f64),
    pub(super) n_characters: usize,
    pub(super) size: f64,
}

/// How a text is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look<'w> {
    pub(super) size: f64,
    /// Its families, each with its lightest words.
    fonts: Vec<(&'w str, FontVariant)>,
    /// The family of its Latin letters and digits, if it has any.
    latin: Option<&'w str>,
    pub(super) fill: &'w Paint,
}

#[cfg(test)]
impl Look<'static> {
    /// Black words in no font.
    pub(super) fn black(size: f64) -> Self {
        static BLACK: Paint = Paint::Solid(Color::BLACK);
        Self { size, fonts: Vec::new(), latin: None, fill: &BLACK }
    }
}

impl<'w> Look<'w> {
    fn of(run: &'w Run<'_>, size: f64) -> Self {
        Self { size, fonts: Vec::new(), latin: None, fill: &run.item.fill }
    }

    fn add(&mut self, run: &'w Run<'_>) {
        let text = run.text();
        if text.trim().is_empty() {
            return;
        }
        let info = run.item.font.font().info();
        if self.latin.is_none() && text.contains(|c: char| c.is_ascii_alphanumeric()) {
            self.latin = Some(&info.family);
        }
        match self.fonts.iter_mut().find(|(family, _)| *family == info.family) {
            Some((_, known)) if info.variant.weight < known.weight => *known = info.variant,
            Some(_) => {}
            None => self.fonts.push((&info.family, info.variant)),
        }
    }

    /// Returns the weight of its lightest words.
    pub(super) fn weight(&self) -> FontWeight {
        let weights = self.fonts.iter().map(|(_, variant)| variant.weight);
        weights.min().unwrap_or(FontWeight::REGULAR)
    }

    /// Whether what both have in one family is as heavy in this one, or heavier, and otherwise
    /// alike.
    pub(super) fn is_no_less_than(&self, other: &Self) -> bool {
        let latin = self.latin.zip(other.latin);
        latin.is_none_or(|(one, other)| one == other)
            && self.fonts.iter().all(|(family, variant)| {
                let same = other.fonts.iter().find(|(known, _)| known == family);
                same.is_none_or(|(_, known)| {
                    (variant.style, variant.stretch) == (known.style, known.stretch)
                        && known.weight <= variant.weight
                })
            })
    }

    /// Whether what both have in one family, and their Latin letters, are set alike.
    pub(super) fn is_in_fonts_of(&self, other: &Self) -> bool {
        let latin = self.latin.zip(other.latin);
        latin.is_none_or(|(one, other)| one == other)
            && self.fonts.iter().all(|(family, variant)| {
                let same = other.fonts.iter().find(|(known, _)| known == family);
                same.is_none_or(|(_, known)| known == variant)
            })
    }
}

/// A text as it stands.
pub(super) struct Text<'w> {
    pub(super) leaf: &'w str,
    /// In the order in which they are painted.
    pub(super) lines: Vec<Line>,
    /// Height of its lower-case letters, in points.
    pub(super) x_height: Option<f64>,
    pub(super) look: Look<'w>,
}

impl Text<'_> {
    pub(super) fn place(&self) -> Place {
        let first = &self.lines[0];
        let here = self.lines.iter().filter(|line| line.page == first.page);
        let ink = here.map(|line| line.ink).fold(first.ink, Bounds::join);
        Place { page: first.page, ink }
    }

    /// Returns its lines on one page, in one column each.
    pub(super) fn columns(&self) -> impl Iterator<Item = &[Line]> {
        self.lines.chunk_by(|a, b| a.page == b.page && a.baseline < b.baseline)
    }
}

/// What is on the pages of each text, by its name.
pub(super) struct Gathered<'w, 'a> {
    runs: BTreeMap<&'w str, Vec<&'w Run<'a>>>,
    /// Only those with ink.
    texts: BTreeMap<&'w str, Text<'w>>,
}

impl<'w, 'a> Gathered<'w, 'a> {
    pub(super) fn of(walked: &'w Walked<'a>) -> Self {
        let items = walked.pages.iter().flat_map(|sheet| &sheet.items);
        let all: Vec<(&str, &Run<'a>)> = items
            .filter_map(|item| match item {
                Painted::Text(run) => Some((run.leaf.as_deref()?, &**run)),
                Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
            })
            .collect();
        let mut runs: BTreeMap<&str, Vec<&Run<'a>>> = BTreeMap::new();
        // The runs of a text mostly follow each other.
        for chunk in all.chunk_by(|(a, _), (b, _)| std::ptr::eq(*a, *b)) {
            let Some((leaf, _)) = chunk.first() else { continue };
            runs.entry(leaf).or_default().extend(chunk.iter().map(|(_, run)| run));
        }
        let texts = runs.iter().filter_map(|(leaf, runs)| Some((*leaf, text(leaf, runs)?)));
        Self { texts: texts.collect(), runs }
    }

    /// Returns the runs of a text; empty if it is not on the pages.
    pub(super) fn runs(&self, leaf: &str) -> &[&'w Run<'a>] {
        self.runs.get(leaf).map_or(&[], Vec::as_slice)
    }

    /// Returns the runs of each text, by its name.
    pub(super) fn all_runs(&self) -> impl Iterator<Item = (&'w str, &[&'w Run<'a>])> {
        self.runs.iter().map(|(leaf, runs)| (*leaf, runs.as_slice()))
    }

    /// Returns a text, if it has ink.
    pub(super) fn text(&self, leaf: &str) -> Option<&Text<'w>> {
        self.texts.get(leaf)
    }

    /// Returns all texts with ink, by their names.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text<'w>> {
        self.texts.values()
    }

    /// Returns where a text begins, if it has ink.
    pub(super) fn place(&self, leaf: &str) -> Option<Place> {
        self.text(leaf).map(Text::place)
    }
}

/// Gathers the runs of a text into lines; `None` if it has no ink.
fn text<'w>(leaf: &'w str, runs: &[&'w Run<'_>]) -> Option<Text<'w>> {
    let mut found: Option<Text<'w>> = None;
    for run in runs {
        let (Some(ink), Some(size)) = (run.bounds, run.upright_size()) else { continue };
        let text = found.get_or_insert_with(|| Text {
            leaf,
            lines: Vec::new(),
            x_height: None,
            look: Look::of(run, size),
        });
        text.look.add(run);
        let height = run.x_height.map(|height| height * size / run.item.size.to_pt());
        text.x_height = match (text.x_height, height) {
            (Some(known), Some(next)) => Some(known.min(next)),
            (known, next) => known.or(next),
        };
        let (page, baseline, extent) = (run.page, run.baseline, run.extent_of_words());
        let n_characters = run.text().chars().count();
        match text.lines.last_mut() {
            Some(line) if line.page == page && (line.baseline - baseline).abs() < SAME_LINE => {
                line.ink.grow(ink);
                line.extent.0 = line.extent.0.min(extent.0);
                line.extent.1 = line.extent.1.max(extent.1);
                line.n_characters += n_characters;
                line.size = line.size.max(size);
            }
            _ => text.lines.push(Line { page, baseline, ink, extent, n_characters, size }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use typst::text::{FontStretch, FontStyle};

    use super::*;

    #[test]
    fn what_is_urgent_may_be_bolder_and_not_of_another_kind() {
        let set = |style, weight| {
            let variant = FontVariant::new(style, weight, FontStretch::NORMAL);
            Look { fonts: vec![("Sans", variant)], latin: Some("Sans"), ..Look::black(12.0) }
        };
        let plain = set(FontStyle::Normal, FontWeight::REGULAR);
        assert!(plain.is_no_less_than(&plain));
        assert!(set(FontStyle::Normal, FontWeight::BOLD).is_no_less_than(&plain));
        assert!(!set(FontStyle::Normal, FontWeight::LIGHT).is_no_less_than(&plain));
        assert!(!set(FontStyle::Italic, FontWeight::REGULAR).is_no_less_than(&plain));
        assert!(!Look { latin: Some("Serif"), ..plain.clone() }.is_no_less_than(&plain));
    }
}

//! One face for all: outside the release block the pages of a release are those that were signed.
//!
//! A template could look at the words of the release block and draw another page once they say that
//! it is released. So everything that is painted is compared, item by item, where the two stages
//! must not differ.

use std::rc::Rc;

use typst::text::FontInstance;
use typst::visualize::Paint;

use super::Proven;
use super::finding::finding;
use super::geometry::Bounds;
use super::ink::Drawing;
use super::walk::{Painted, Sheet, Walked, walk};
use crate::rules::page_face;
use candor_composition::{Composition, in_release_block};
use candor_model::diag::Diagnostics;
use candor_typeset::Pages;

/// Places are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.01;

/// Something painted, as far as two stages must not differ in it.
#[derive(Debug, PartialEq)]
enum Trace {
    Text {
        leaf: Option<Rc<str>>,
        text: String,
        glyphs: Vec<u16>,
        font: FontInstance,
        fill: Paint,
        silenced: Option<&'static str>,
    },
    Drawing(Drawing),
    Picture {
        digest: Option<String>,
        leaf: Option<Rc<str>>,
        alt: Option<String>,
    },
    Link,
    /// Something of no kind that a page may show; only unproved pages have it.
    Refused(&'static str),
}

/// A trace with where it stands.
struct Traced {
    page: usize,
    place: Option<Bounds>,
    what: Trace,
}

impl Traced {
    fn is_same(&self, other: &Self) -> bool {
        let near = |a: Bounds, b: Bounds| {
            a.shrunk(-TOLERANCE).contains(b) && b.shrunk(-TOLERANCE).contains(a)
        };
        let in_place = match (self.place, other.place) {
            (Some(a), Some(b)) => near(a, b),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        self.page == other.page && in_place && self.what == other.what
    }

    /// What findings call it.
    fn name(&self) -> &str {
        match &self.what {
            Trace::Text { leaf: Some(leaf), .. } | Trace::Picture { leaf: Some(leaf), .. } => leaf,
            Trace::Text { .. }
            | Trace::Drawing(_)
            | Trace::Picture { .. }
            | Trace::Link
            | Trace::Refused(_) => "template",
        }
    }
}

/// Reports the first thing outside the release block in which two stages of a document differ.
pub fn same_outside_block(
    signed: (&Proven<Pages>, &Composition),
    released: (&Proven<Pages>, &Composition),
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let [before, after] = [signed, released].map(|(pages, composition)| {
        let walked = walked(pages, composition);
        let code = code_of(composition);
        (walked.pages.len(), traces(&walked, code.as_deref()))
    });
    if before.0 != after.0 {
        let reason = format!("{} pages were signed, and the release has {}", before.0, after.0);
        diagnostics.push(finding(page_face::CODE, "page", None, reason));
        return diagnostics;
    }
    let mut pairs = before.1.iter().zip(&after.1);
    let odd = pairs.find(|(before, after)| !before.is_same(after)).map(|(_, after)| after);
    let more = before.1.get(after.1.len()).or(after.1.get(before.1.len()));
    if let Some(odd) = odd.or(more) {
        diagnostics.push(finding(
            page_face::CODE,
            odd.name(),
            Some(odd.page),
            "in the release it stands otherwise than on the pages that were signed",
        ));
    }
    diagnostics
}

/// Where the release block of proven pages stands, page by page: rectangles from left, top, right and
/// bottom, in points from the upper left corner.
pub fn release_block(pages: &Proven<Pages>, composition: &Composition) -> Vec<Vec<[f64; 4]>> {
    let walked = walked(pages, composition);
    let code = code_of(composition);
    let place = |item: &Painted<'_>| match item {
        Painted::Text(run) => {
            let is_in_block = run.leaf.as_deref().is_some_and(in_release_block);
            run.bounds.filter(|_| is_in_block)
        }
        Painted::Drawing(drawing) => drawing.in_block.then_some(drawing.bounds),
        Painted::Image { digest, bounds, .. } => {
            bounds.filter(|_| code.is_some() && *digest == code)
        }
        Painted::Link => None,
    };
    let sheet = |sheet: &Sheet<'_>| {
        let places = sheet.items.iter().filter_map(place);
        places.map(|Bounds { left, top, right, bottom }| [left, top, right, bottom]).collect()
    };
    walked.pages.iter().map(sheet).collect()
}

fn walked<'p>(pages: &'p Proven<Pages>, composition: &Composition) -> Walked<'p> {
    let running = composition.running.all().map(|leaf| leaf.leaf.as_str());
    let spoken = composition.spoken();
    let names = spoken.iter().map(|(_, name, _)| *name).chain(running);
    walk(&pages.get().document, names, false)
}

/// The digest of the picture of a QR code.
fn code_of(composition: &Composition) -> Option<String> {
    let code = composition.code.as_ref()?;
    Some(candor_composition::qr::name(&code.qr).trim_end_matches(".svg").to_owned())
}

/// Everything that is painted outside the release block.
fn traces(walked: &Walked<'_>, code: Option<&str>) -> Vec<Traced> {
    let mut traces = Vec::new();
    for (page, sheet) in walked.pages.iter().enumerate() {
        for item in &sheet.items {
            let (place, what) = match item {
                Painted::Text(run) => {
                    // Between the texts of the release block there are spaces that no text has.
                    let is_blank = run.leaf.is_none() && run.text().trim().is_empty();
                    if is_blank || run.leaf.as_deref().is_some_and(in_release_block) {
                        continue;
                    }
                    let (start, end) = run.extent();
                    let size = run.item.size.to_pt();
                    let place = Bounds {
                        left: start,
                        right: end,
                        top: run.baseline - size,
                        bottom: run.baseline,
                    };
                    let what = Trace::Text {
                        leaf: run.leaf.clone(),
                        text: run.text().to_owned(),
                        glyphs: run.item.glyphs.iter().map(|glyph| glyph.id).collect(),
                        font: run.item.font.clone(),
                        fill: run.item.fill.clone(),
                        silenced: run.silenced,
                    };
                    (Some(place), what)
                }
                Painted::Drawing(drawing) if drawing.in_block => continue,
                Painted::Drawing(drawing) => (None, Trace::Drawing(drawing.clone())),
                Painted::Image { digest, .. } if digest.as_deref() == code && code.is_some() => {
                    continue;
                }
                Painted::Image { bounds, digest, leaf, alt, ratio: _, seen: _, silenced: _ } => {
                    let what = Trace::Picture {
                        digest: digest.clone(),
                        leaf: leaf.clone(),
                        alt: alt.clone(),
                    };
                    (*bounds, what)
                }
                Painted::Link => (None, Trace::Link),
            };
            traces.push(Traced { page, place, what });
        }
    }
    let refused = walked.refused.iter();
    traces.extend(refused.map(|refused| Traced {
        page: refused.page,
        place: refused.place,
        what: Trace::Refused(refused.why),
    }));
    traces
}

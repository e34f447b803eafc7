//! Reads laid-out pages: which text, how, where, and under what.
//!
//! Item order in a frame is paint order. Each glyph carries the mark of its text, which is the span
//! that the engine carried through layout (`typeset/native.rs`); a mark is a claim that
//! [`words`](super::words) checks. Line references are to Typst 0.15.1.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use typst::foundations::{Content, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{
    Abs, Frame, FrameItem, GroupItem, HideElem, Inherit, Point, RepeatElem, Size, Transform,
};
use typst::math::EquationElem;
use typst::model::FigureElem;
use typst::pdf::{ArtifactElem, AttachElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst::visualize::{Geometry, Image, ImageElem, ImageKind, Paint, Shape};
use typst_layout::PagedDocument;

use candor_model::digest::sha256;
use candor_typeset::{BLOCK, is_mark, mark};

use super::geometry::{Bounds, Plate, spot};
use super::glyphs::{Faces, measure};
use super::ink::{self, Drawing};
use super::pieces::{Piece, pieces};
use super::shaping::{self, Fault};

/// What stands on the pages.
pub(super) struct Walked<'a> {
    pub(super) pages: Vec<Sheet<'a>>,
    /// Where each leaf or picture begins, in order of appearance: its name and the page.
    pub(super) starts: Vec<(Rc<str>, usize)>,
    /// The bytes of every attachment.
    pub(super) attachments: Vec<Vec<u8>>,
    /// What is drawn and is of no kind that a page may show.
    pub(super) refused: Vec<Refused>,
}

/// Something that a page may not show.
pub(super) struct Refused {
    pub(super) page: usize,
    /// Around where it stands, if it stands anywhere.
    pub(super) place: Option<Bounds>,
    /// What it is, as a sentence.
    pub(super) why: &'static str,
}

/// One side of paper.
pub(super) struct Sheet<'a> {
    pub(super) size: (f64, f64),
    pub(super) bleeds: bool,
    pub(super) fill: Option<Paint>,
    /// What is painted, in paint order.
    pub(super) items: Vec<Painted<'a>>,
    /// The texts with ink among the items, by their place in paint order.
    pub(super) inks: Vec<(usize, Bounds)>,
    /// The places of shapes and pictures.
    pub(super) drawn: Vec<usize>,
}

pub(super) enum Painted<'a> {
    Text(Box<Run<'a>>),
    Drawing(Drawing),
    /// A picture: where, the digest of its bytes (an embedded PDF has none), whose mark it bears,
    /// whether it stands whole, upright and in its proportions, why a screen reader does not get it,
    /// and what it says of it.
    Image {
        bounds: Option<Bounds>,
        digest: Option<String>,
        /// Width through height, as its file has it.
        ratio: f64,
        seen: bool,
        silenced: Option<&'static str>,
        leaf: Option<Rc<str>>,
        alt: Option<String>,
    },
    /// A place to click.
    Link,
}

/// A run of text on a page.
pub(super) struct Run<'a> {
    pub(super) page: usize,
    /// The leaf whose mark its glyphs bear.
    pub(super) leaf: Option<Rc<str>>,
    /// Whether it stands in the label of a list entry.
    pub(super) in_label: bool,
    /// Why a screen reader does not get it.
    pub(super) silenced: Option<&'static str>,
    /// Whether it is read elsewhere than where it stands.
    pub(super) moved: bool,
    pub(super) transform: Transform,
    /// Its ink, or its advance where there is no ink.
    pub(super) bounds: Option<Bounds>,
    /// What it is clipped to.
    pub(super) clips: Rc<[Plate]>,
    /// The least height of its lower-case letters, from their drawings, before scaling.
    pub(super) x_height: Option<f64>,
    /// How the first glyph that is not what the shaper makes of the text departs from it.
    pub(super) fault: Option<Fault>,
    /// The line on which its letters stand; marks over letters stand on the line of these.
    pub(super) baseline: f64,
    pub(super) item: Cow<'a, TextItem>,
}

impl Run<'_> {
    /// The text, with all that stands in it.
    pub(super) fn text(&self) -> &str {
        &self.item.text
    }

    /// Where it begins and ends on the line, its spaces counted.
    pub(super) fn extent(&self) -> (f64, f64) {
        let start = self.transform.tx.to_pt();
        (start, start + self.item.width().to_pt() * self.transform.sx.get())
    }

    /// Where its words begin and end on the line, without the spaces around them.
    pub(super) fn extent_of_words(&self) -> (f64, f64) {
        let (start, end) = self.extent();
        let scale = self.transform.sx.get() * self.item.size.to_pt();
        let text = |glyph: &Glyph| self.text().get(glyph.range()).unwrap_or_default();
        let is_blank = |glyph: &&Glyph| shaping::is_space(text(glyph));
        let room = |glyph: &Glyph| glyph.x_advance.get() * scale;
        let before: f64 = self.item.glyphs.iter().take_while(is_blank).map(room).sum();
        let after: f64 = self.item.glyphs.iter().rev().take_while(is_blank).map(room).sum();
        (start + before, end - after)
    }

    /// The size on paper in points, if it is scaled evenly and stands upright.
    pub(super) fn upright_size(&self) -> Option<f64> {
        let t = self.transform;
        let (sx, sy) = (t.sx.get(), t.sy.get());
        let upright = t.kx.get().abs() < 1e-9 && t.ky.get().abs() < 1e-9;
        let even = sx > 0.0 && (sx - sy).abs() < 1e-6;
        (upright && even).then(|| self.item.size.to_pt() * sx)
    }
}

/// Something on the tag stack that matters for reading.
enum Around {
    Silencer(&'static str),
    Label,
    /// A picture with its alternative text.
    Picture(Option<String>),
}

struct Walker<'a> {
    walked: Walked<'a>,
    /// The leaf of each mark, and whether it has begun.
    names: BTreeMap<u64, (Rc<str>, bool)>,
    around: Vec<(Location, Around)>,
    page: usize,
    faces: Faces,
    plain: bool,
}

/// Walks every page; `names` are those of all leaves and pictures that may be marked, and `plain` says
/// whether each character is set by its own glyph.
pub(super) fn walk<'a, 'n>(
    document: &'a PagedDocument,
    names: impl Iterator<Item = &'n str>,
    plain: bool,
) -> Walked<'a> {
    let walked = Walked {
        pages: Vec::new(),
        starts: Vec::new(),
        attachments: Vec::new(),
        refused: Vec::new(),
    };
    let mut walker = Walker {
        walked,
        names: names.map(|name| (number(mark(name)), (Rc::from(name), false))).collect(),
        around: Vec::new(),
        page: 0,
        faces: Faces::default(),
        plain,
    };
    for (index, page) in document.pages().iter().enumerate() {
        walker.page = index;
        let zero = Abs::zero();
        let bleed = page.bleed;
        walker.walked.pages.push(Sheet {
            size: (page.frame.width().to_pt(), page.frame.height().to_pt()),
            bleeds: [bleed.left, bleed.top, bleed.right, bleed.bottom].iter().any(|&b| b != zero),
            fill: page.fill_or_white(),
            items: Vec::new(),
            inks: Vec::new(),
            drawn: Vec::new(),
        });
        let nothing = Rc::from([]);
        walker.frame(&page.frame, Transform::identity(), &nothing, false);
    }
    walker.walked
}

impl<'a> Walker<'a> {
    fn frame(&mut self, frame: &'a Frame, outer: Transform, clips: &Rc<[Plate]>, moved: bool) {
        let items = frame.items().as_slice();
        let mut next = 0;
        while let Some((position, item)) = items.get(next) {
            let here = outer.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.group(group, here, clips, moved),
                FrameItem::Text(_) => {
                    next += self.texts(&items[next..], outer, clips, moved);
                    continue;
                }
                FrameItem::Shape(shape, span) => self.shape(shape, *span, here, clips),
                FrameItem::Image(image, size, span) => {
                    self.image(image, *size, *span, here, clips);
                }
                FrameItem::Link(..) => self.paint(Painted::Link),
                FrameItem::Tag(tag) => self.tag(tag),
            }
            next += 1;
        }
    }

    fn image(
        &mut self,
        image: &Image,
        size: Size,
        span: Span,
        here: Transform,
        clips: &Rc<[Plate]>,
    ) {
        let leaf = self.leaf(span);
        let bounds = rectangle(size, here);
        let is_whole = bounds.is_some_and(|bounds| clips.iter().all(|clip| clip.covers(bounds)));
        self.paint(Painted::Image {
            bounds,
            digest: digest(image.kind()),
            ratio: image.width() / image.height(),
            seen: ink::keeps_shape(here) && is_whole,
            silenced: self.silenced(),
            leaf,
            alt: self.alt(),
        });
    }

    fn refuse(&mut self, place: Option<Bounds>, why: &'static str) {
        self.walked.refused.push(Refused { page: self.page, place, why });
    }

    fn paint(&mut self, painted: Painted<'a>) {
        let page = &mut self.walked.pages[self.page];
        let order = page.items.len();
        match &painted {
            Painted::Text(run) => page.inks.extend(run.bounds.map(|bounds| (order, bounds))),
            Painted::Drawing(_) | Painted::Image { .. } => page.drawn.push(order),
            Painted::Link => {}
        }
        page.items.push(painted);
    }

    fn group(&mut self, group: &'a GroupItem, here: Transform, clips: &Rc<[Plate]>, moved: bool) {
        let inner = here.pre_concat(group.transform);
        // A table cell has its table as parent and is read in order; a float or a note is not.
        let moved = moved || group.parent.is_some_and(|parent| parent.inherit == Inherit::No);
        match &group.clip {
            None => self.frame(&group.frame, inner, clips, moved),
            Some(curve) => match ink::clip(curve, inner) {
                Ok(clip) => {
                    let clips = clips.iter().copied().chain([clip]).collect();
                    self.frame(&group.frame, inner, &clips, moved);
                }
                Err(why) => {
                    self.refuse(ink::place(&Geometry::Curve(curve.clone()), inner), why);
                    self.frame(&group.frame, inner, clips, moved);
                }
            },
        }
    }

    /// Why a screen reader gets nothing here.
    fn silenced(&self) -> Option<&'static str> {
        self.around.iter().find_map(|(_, around)| match around {
            Around::Silencer(what) => Some(*what),
            Around::Label | Around::Picture(_) => None,
        })
    }

    /// What a screen reader says of the picture that is painted.
    fn alt(&self) -> Option<String> {
        self.around.iter().rev().find_map(|(_, around)| match around {
            Around::Picture(alt) => Some(alt.clone()),
            Around::Silencer(_) | Around::Label => None,
        })?
    }

    /// The leaf of a mark; one that no leaf has is named as such, and refused for it.
    fn leaf(&mut self, span: Span) -> Option<Rc<str>> {
        if !is_mark(span) {
            return None;
        }
        let unknown = || (Rc::from(UNKNOWN), false);
        let (leaf, has_begun) = self.names.entry(number(span)).or_insert_with(unknown);
        if !std::mem::replace(has_begun, true) {
            self.walked.starts.push((Rc::clone(leaf), self.page));
        }
        Some(Rc::clone(leaf))
    }

    /// Takes the first text of some items, with those that the shaper made together with it; returns
    /// how many these are.
    fn texts(
        &mut self,
        items: &'a [(Point, FrameItem)],
        outer: Transform,
        clips: &Rc<[Plate]>,
        moved: bool,
    ) -> usize {
        let texts = items.iter().map_while(|(at, item)| match item {
            FrameItem::Text(text) => Some((*at, text)),
            FrameItem::Group(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => None,
        });
        let n = shaping::chain(texts.clone());
        let chain: Vec<(Point, &'a TextItem)> = texts.take(n).collect();
        let Some((_, first)) = chain.first() else { return 1 };
        let verdicts = shaping::verdicts(&chain, self.faces.of(&first.font), self.plain);
        for ((at, text), verdict) in chain.iter().zip(&verdicts) {
            let here = outer.pre_concat(Transform::translate(at.x, at.y));
            self.text(text, verdict, here, clips, moved);
        }
        n
    }

    fn text(
        &mut self,
        text: &'a TextItem,
        verdict: &shaping::Verdict,
        here: Transform,
        clips: &Rc<[Plate]>,
        moved: bool,
    ) {
        let silenced = self.silenced();
        let in_label = self.around.iter().any(|(_, around)| matches!(around, Around::Label));
        let raised = verdict.raised * text.size.to_pt() * here.sy.get();
        for Piece { span, offset, glyphs, item } in pieces(text) {
            let transform = here.pre_concat(Transform::translate(offset, Abs::zero()));
            let measured = measure(&item, transform, self.faces.of(&item.font));
            let fault = verdict.faults.iter().find(|(at, _)| glyphs.contains(at));
            let run = Run {
                page: self.page,
                leaf: self.leaf(span),
                in_label,
                silenced,
                moved,
                transform,
                bounds: measured.bounds,
                clips: Rc::clone(clips),
                x_height: measured.x_height,
                fault: fault.map(|(_, fault)| *fault),
                baseline: transform.ty.to_pt() + raised,
                item,
            };
            self.paint(Painted::Text(Box::new(run)));
        }
    }

    fn shape(&mut self, shape: &Shape, span: Span, here: Transform, clips: &Rc<[Plate]>) {
        match ink::drawing(shape, here, span == mark(BLOCK)) {
            Ok(drawing) => {
                let seen = drawing.and_then(|drawing| {
                    clips.iter().try_fold(drawing, |drawing, clip| drawing.clipped(*clip))
                });
                if let Some(drawing) = seen {
                    self.paint(Painted::Drawing(drawing));
                }
            }
            Err(why) => self.refuse(ink::place(&shape.geometry, here), why),
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(content, _) => {
                if let Some(around) = around(content) {
                    self.around.push((tag.location(), around));
                } else if let Some(attach) = content.to_packed::<AttachElem>() {
                    self.walked.attachments.push(attach.data.to_vec());
                }
            }
            Tag::End(location, ..) => self.around.retain(|(open, _)| open != location),
        }
    }
}

/// What findings call text that carries a mark which no leaf has.
const UNKNOWN: &str = "unknown";

fn number(span: Span) -> u64 {
    span.into_raw().get()
}

/// What an element does to the reading of its text (typst-pdf `tags/tree/build.rs:340`, `:426`).
fn around(content: &Content) -> Option<Around> {
    if content.is::<ArtifactElem>() {
        Some(Around::Silencer("it is marked as decoration"))
    } else if content.is::<HideElem>() {
        Some(Around::Silencer("it is hidden"))
    } else if content.is::<RepeatElem>() {
        Some(Around::Silencer("it is repeated as decoration"))
    } else if content.is::<FigureElem>() || content.is::<EquationElem>() {
        Some(Around::Silencer("it stands in a figure or formula, whose text may not be read"))
    } else if let Some(image) = content.to_packed::<ImageElem>() {
        Some(Around::Picture(
            image.alt.get_ref(StyleChain::default()).as_ref().map(ToString::to_string),
        ))
    } else if let Some(marker) = content.to_packed::<PdfMarkerTag>() {
        matches!(marker.kind, PdfMarkerTagKind::ListItemLabel).then_some(Around::Label)
    } else {
        None
    }
}

/// The SHA-256 of a picture's bytes; what an embedded PDF draws cannot be told.
fn digest(kind: &ImageKind) -> Option<String> {
    let bytes = match kind {
        ImageKind::Raster(image) => image.data(),
        ImageKind::Svg(image) => image.data(),
        ImageKind::Pdf(_) => return None,
    };
    Some(sha256(bytes))
}

fn rectangle(size: Size, transform: Transform) -> Option<Bounds> {
    let corners =
        [Point::zero(), Point::with_x(size.x), Point::with_y(size.y), Point::new(size.x, size.y)];
    Bounds::around(corners.map(|corner| spot(corner, transform)))
}

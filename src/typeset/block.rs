//! The release block: set by Candor, in boxes whose size is the same in every stage.
//!
//! A template says where a box stands, how wide it is and in what type, and gets content that it can
//! place and nothing else: what is in it is known only to the layout below, which looks into files
//! that no template can name. A box is as high as the longest text that any stage could bring there.
//! The template's type, colour, lines and side reach into it; its show rules do not.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::json;
use typst::World as _;
use typst::diag::{At as _, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Array, Bytes, Content, IntoValue as _, NativeElement as _, Packed, Smart, StyleChain, Styles,
    Target, TargetElem, Value,
};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{
    Abs, AlignElem, Axes, BlockElem, Em, FixedAlignment, Frame, FrameItem, Point, Region, Size,
};
use typst::model::ParElem;
use typst::syntax::{FileId, Span};
use typst::text::{SpaceElem, TextElem, TextSize, WeightDelta};
use typst::visualize::{FixedStroke, Geometry};

use super::leaf::{self, Leaf};
use super::mark::{BLOCK, mark};
use super::paths::sound;
use candor_composition::{Block, Composition};

/// A line to write on by hand: 8.6 mm in type of 12 pt.
const HAND: Em = Em::new(2.05);
/// How far above its rule the label of such a line stands.
const ABOVE_RULE: Em = Em::new(0.33);
/// Thickness of rules and of the border around the place of a code, in points.
const HAIRLINE: f64 = 0.75;
/// Heights are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.01;

/// A box of the release block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The line at the head of each page.
    Header,
    /// The line at its foot.
    Footer,
    /// The line under the title.
    State,
    /// Who reviewed it; on a card, how far it has come.
    Standing,
    Code,
}

impl Slot {
    const ALL: [Self; 5] = [Self::Header, Self::Footer, Self::State, Self::Standing, Self::Code];

    /// Each has a file of its own: what was laid out by one that is the same on the next sheet is
    /// kept.
    fn path(self) -> &'static str {
        match self {
            Self::Header => "/header.json",
            Self::Footer => "/footer.json",
            Self::State => "/state.json",
            Self::Standing => "/standing.json",
            Self::Code => "/code.json",
        }
    }
}

/// What a kind of box holds, as its file says it.
#[derive(Deserialize)]
struct Held<'a> {
    #[serde(borrow)]
    writing: Cow<'a, str>,
    /// The texts of each box; a sheet of cards has a box on each.
    #[serde(borrow)]
    boxes: Vec<Vec<Leaf<'a>>>,
    /// Whether a hand writes behind them.
    by_hand: bool,
    /// The longest texts of each stage.
    #[serde(borrow)]
    longest: Vec<Vec<Cow<'a, str>>>,
    /// How many lines a hand has in some stage.
    hands: u8,
}

/// A QR code, as its file says it.
#[derive(Deserialize)]
struct HeldCode<'a> {
    #[serde(borrow)]
    svg: Cow<'a, str>,
    #[serde(borrow)]
    alt: Cow<'a, str>,
}

/// Returns the files of the boxes.
pub(super) fn files(composition: &Composition) -> Vec<(FileId, Vec<u8>)> {
    let Composition { running, room, state, code, writing, sections, .. } = composition;
    let (mut standing, mut by_hand) = (Vec::new(), false);
    for block in sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Standing { lines, by_hand: hand } = block {
            standing.push(lines);
            by_hand = *hand;
        }
    }
    let line = |leaf: &candor_composition::Leaf, longest: &[String]| {
        let longest: Vec<_> = longest.iter().map(|text| [text]).collect();
        json!({ "writing": writing, "boxes": [[leaf]], "by_hand": false, "longest": longest, "hands": 0 })
    };
    let of = |slot| match slot {
        Slot::Header => line(&running.header, &room.header),
        Slot::Footer => line(&running.footer, &room.footer),
        Slot::State => line(state, &room.state),
        Slot::Standing => json!({
            "writing": writing,
            "boxes": standing,
            "by_hand": by_hand,
            "longest": room.standing,
            "hands": room.hands,
        }),
        Slot::Code => json!(code.as_ref().and_then(|code| {
            let svg = String::from_utf8(candor_composition::qr::svg(&code.qr)?).ok()?;
            Some(json!({ "svg": svg, "alt": code.alt }))
        })),
    };
    Slot::ALL.map(|slot| (sound(slot.path()), of(slot).to_string().into_bytes())).into()
}

/// Returns the content of a box; `index` is its place among several of a kind.
pub(super) fn content(slot: Slot, index: usize) -> Content {
    let which: Array = [slot.path().into_value(), index.into_value()].into_iter().collect();
    let captured = Packed::new(MetadataElem::new(Value::Array(which)));
    BlockElem::single_layouter(captured, lay_out).pack()
}

/// Which box a content is.
fn which(captured: &Packed<MetadataElem>) -> Option<(Slot, usize)> {
    let Value::Array(which) = &captured.value else { return None };
    let [Value::Str(path), Value::Int(index)] = which.as_slice() else { return None };
    let slot = Slot::ALL.into_iter().find(|slot| slot.path() == path.as_str())?;
    Some((slot, usize::try_from(*index).ok()?))
}

/// Lays out a box.
fn lay_out(
    captured: &Packed<MetadataElem>,
    engine: &mut Engine<'_>,
    locator: Locator<'_>,
    styles: StyleChain<'_>,
    region: Region,
) -> SourceResult<Frame> {
    let span = captured.span();
    let Some((slot, index)) = which(captured) else { bail!(span, "no box of the release block") };
    if !region.size.x.to_pt().is_finite() {
        bail!(span, "the release block stands where nothing says how wide it may be");
    }
    let bytes = engine.world.file(sound(slot.path())).at(span)?;
    let library = engine.library;
    let base = StyleChain::new(&library.styles);
    let own = own_styles(styles);
    let styles = base.chain(&own);
    if slot == Slot::Code {
        return code(&bytes, engine, locator, styles, region.size.x, span);
    }
    let held: Held<'_> = match serde_json::from_slice(&bytes) {
        Ok(held) => held,
        Err(error) => bail!(span, "{error}"),
    };
    let mut setter = Setter { engine, locator: &locator, styles, width: region.size.x, span };
    setter.text(held, index)
}

/// What of a template's styles reaches into the release block.
fn own_styles(styles: StyleChain<'_>) -> Styles {
    let mut own = Styles::new();
    own.set(TargetElem::target, Target::Paged);
    own.set(TextElem::lang, styles.get(TextElem::lang));
    own.set(TextElem::region, styles.get(TextElem::region));
    own.set(TextElem::dir, styles.get(TextElem::dir));
    own.set(TextElem::font, styles.get_cloned(TextElem::font));
    own.set(TextElem::size, TextSize(styles.resolve(TextElem::size).into()));
    own.set(TextElem::fill, styles.get_cloned(TextElem::fill));
    own.set(TextElem::weight, styles.get(TextElem::weight));
    own.set(TextElem::delta, WeightDelta(styles.get(TextElem::delta).0));
    own.set(TextElem::top_edge, styles.get(TextElem::top_edge));
    own.set(TextElem::bottom_edge, styles.get(TextElem::bottom_edge));
    own.set(TextElem::hyphenate, Smart::Custom(false));
    own.set(TextElem::fallback, false);
    own.set(TextElem::features, styles.get_cloned(TextElem::features));
    own.set(ParElem::leading, styles.get(ParElem::leading));
    own.set(AlignElem::alignment, styles.get(AlignElem::alignment));
    own
}

/// Sets the texts of a box.
struct Setter<'a, 'e> {
    engine: &'a mut Engine<'e>,
    locator: &'a Locator<'a>,
    styles: StyleChain<'a>,
    width: Abs,
    span: Span,
}

impl Setter<'_, '_> {
    fn text(&mut self, mut held: Held<'_>, index: usize) -> SourceResult<Frame> {
        let rtl = leaf::is_rtl(&held.writing);
        let mut height = self.hand() * f64::from(held.hands);
        for longest in &held.longest {
            let texts = longest.iter().map(|text| TextElem::packed(text.as_ref()));
            // At no place of the document, so that the engine knows it again on the next sheet.
            let measured = self.frame_at(Locator::root(), texts.collect())?;
            height = height.max(measured.height());
        }
        if held.boxes.len() <= index {
            bail!(self.span, "the template places a part of the release block twice");
        }
        let lines = held.boxes.swap_remove(index);
        let name = lines.first().map(|leaf| leaf.name().to_owned()).unwrap_or_default();
        let texts: Vec<Content> =
            lines.into_iter().map(|leaf| leaf::content(leaf, rtl, None)).collect();
        if held.by_hand {
            return self.by_hand(texts, height);
        }
        let frame = self.frame(texts)?;
        // Lists and notices have no stages.
        if held.longest.is_empty() {
            height = frame.height();
        }
        if height.to_pt() + TOLERANCE < frame.height().to_pt() {
            bail!(
                self.span,
                "`{name}` is longer than the room that is kept for it on the page";
                hint: "shorten the names on the roster, or set less of the page's width aside"
            );
        }
        let left = height - frame.height();
        let y = match self.styles.resolve(AlignElem::alignment).y {
            FixedAlignment::Start => Abs::zero(),
            FixedAlignment::Center => left / 2.0,
            FixedAlignment::End => left,
        };
        let mut whole = Frame::soft(Size::new(self.width, height));
        whole.push_frame(Point::with_y(y), frame);
        Ok(whole)
    }

    /// Texts as one paragraph.
    fn frame(&mut self, texts: Vec<Content>) -> SourceResult<Frame> {
        self.frame_at(self.locator.relayout(), texts)
    }

    fn frame_at(&mut self, locator: Locator<'_>, texts: Vec<Content>) -> SourceResult<Frame> {
        let mut all = Vec::new();
        for text in texts {
            if !all.is_empty() {
                all.push(SpaceElem::shared().clone());
            }
            all.push(text);
        }
        let region = Region::new(Size::new(self.width, Abs::inf()), Axes::new(true, false));
        let content = ParElem::new(Content::sequence(all)).pack();
        typst_layout::layout_frame(self.engine, &content, locator, self.styles, region)
    }

    /// The height of a line to write on.
    fn hand(&self) -> Abs {
        HAND.at(self.styles.resolve(TextElem::size))
    }

    /// Labels with a rule for a pen behind each, evenly over the height.
    fn by_hand(&mut self, labels: Vec<Content>, height: Abs) -> SourceResult<Frame> {
        let mut whole = Frame::soft(Size::new(self.width, height));
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let each = height / labels.len().max(1) as f64;
        let rule = FixedStroke {
            paint: self.styles.get_cloned(TextElem::fill),
            thickness: Abs::pt(HAIRLINE),
            ..FixedStroke::default()
        };
        let above = ABOVE_RULE.at(self.styles.resolve(TextElem::size));
        let mut bottom = Abs::zero();
        for label in labels {
            bottom += each;
            let frame = self.frame(vec![label])?;
            whole.push_frame(Point::with_y(bottom - above - frame.height()), frame);
            let line = Geometry::Line(Point::with_x(self.width)).stroked(rule.clone());
            whole.push(Point::with_y(bottom), FrameItem::Shape(line, mark(BLOCK)));
        }
        Ok(whole)
    }
}

/// The QR code, as high as it is wide; before there is one, an empty frame of the same size.
fn code(
    bytes: &[u8],
    engine: &mut Engine<'_>,
    locator: Locator<'_>,
    styles: StyleChain<'_>,
    side: Abs,
    span: Span,
) -> SourceResult<Frame> {
    let size = Size::splat(side);
    let held: Option<HeldCode<'_>> = match serde_json::from_slice(bytes) {
        Ok(held) => held,
        Err(error) => bail!(span, "{error}"),
    };
    let mut whole = Frame::soft(size);
    if let Some(HeldCode { svg, alt }) = held {
        let svg = Bytes::new(svg.into_owned().into_bytes());
        let image = leaf::image(engine, svg, "svg", &alt, span)?;
        let region = Region::new(size, Axes::splat(true));
        let frame = typst_layout::layout_frame(engine, &image, locator, styles, region)?;
        whole.push_frame(Point::zero(), frame);
    } else {
        let border = FixedStroke {
            paint: styles.get_cloned(TextElem::fill),
            thickness: Abs::pt(HAIRLINE),
            ..FixedStroke::default()
        };
        whole.push(
            Point::zero(),
            FrameItem::Shape(Geometry::Rect(size).stroked(border), mark(BLOCK)),
        );
    }
    Ok(whole)
}

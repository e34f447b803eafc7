//! Proven pages become pictures for a screen.
//!
//! Takes only what [`prove`](candor_prove) made, as [`pdf`](super::pdf) does. A page that was drawn
//! before is not drawn again: most changes touch one page.

use std::collections::VecDeque;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;
use typst_svg::SvgOptions;

use candor_model::digest::sha256;
use candor_prove::Proven;
use candor_typeset::Pages;

/// How many pictures are kept, the last used ones.
const KEPT: usize = 64;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The SHA-256 of the SVG.
    pub digest: String,
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// The SVG, with letters as outlines.
    pub svg: Arc<str>,
}

/// Draws pages, and remembers the last pictures by what is seen on them.
#[derive(Debug, Default)]
pub struct Pictures(VecDeque<(u128, Picture)>);

impl Pictures {
    pub fn draw(&mut self, pages: &Proven<Pages>) -> Vec<Picture> {
        let options = SvgOptions::default();
        let mut drawn = Vec::new();
        for page in pages.get().document.pages() {
            let seen = hash128(&(Seen(&page.frame), &page.fill));
            let known = self.0.iter().position(|(known, _)| *known == seen);
            let known = known.and_then(|at| self.0.remove(at));
            let picture = match known {
                Some((_, picture)) => picture,
                None => {
                    let size = page.frame.size();
                    let svg = typst_svg::svg(page, &options);
                    let (width, height) = (size.x.to_pt(), size.y.to_pt());
                    Picture { digest: sha256(svg.as_bytes()), width, height, svg: svg.into() }
                }
            };
            self.0.push_front((seen, picture.clone()));
            drawn.push(picture);
        }
        self.0.truncate(KEPT.max(drawn.len()));
        drawn
    }
}

/// What is seen of a frame: all but the engine's own marks, which change with the words of other
/// pages.
struct Seen<'a>(&'a Frame);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (at, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (0_u8, at, group.transform, &group.clip).hash(state);
                    group.frame.kind().hash(state);
                    Seen(&group.frame).hash(state);
                }
                FrameItem::Text(text) => (1_u8, at, text).hash(state),
                FrameItem::Shape(shape, _) => (2_u8, at, shape).hash(state),
                FrameItem::Image(image, size, _) => (3_u8, at, image, size).hash(state),
                FrameItem::Link(to, size) => (4_u8, at, to, size).hash(state),
                FrameItem::Tag(_) => {}
            }
        }
    }
}

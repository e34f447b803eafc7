//! Proven pages become pictures for a screen.
//!
//! Takes only what [`prove`](crate::prove) made, as [`pdf`](super::pdf) does. A page that was drawn
//! before is not drawn again: most changes touch one page.

use std::collections::VecDeque;
use std::sync::Arc;

use typst::utils::hash128;
use typst_svg::SvgOptions;

use crate::prove::Proven;
use crate::typeset::Pages;

/// How many pictures are kept, the last used ones.
const KEPT: usize = 64;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// A digest of what stands on the page, and where.
    pub digest: String,
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// The SVG, with letters as outlines.
    pub svg: Arc<str>,
}

/// Draws pages, and remembers the last pictures.
#[derive(Debug, Default)]
pub struct Pictures(VecDeque<Picture>);

impl Pictures {
    /// Draws each page.
    pub fn draw(&mut self, pages: &Proven<Pages>) -> Vec<Picture> {
        let options = SvgOptions::default();
        let mut drawn = Vec::new();
        for page in pages.get().document.pages() {
            let digest = format!("{:032x}", hash128(page));
            let picture = match self.0.iter().position(|known| known.digest == digest) {
                Some(at) => self.0.remove(at),
                None => None,
            };
            let picture = picture.unwrap_or_else(|| {
                let size = page.frame.size();
                let svg = typst_svg::svg(page, &options).into();
                Picture { digest, width: size.x.to_pt(), height: size.y.to_pt(), svg }
            });
            self.0.push_front(picture.clone());
            drawn.push(picture);
        }
        self.0.truncate(KEPT.max(drawn.len()));
        drawn
    }
}

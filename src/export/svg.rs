//! Proven pages become pictures for a screen.
//!
//! Takes only what [`prove`](crate::prove) made, as [`pdf`](super::pdf) does.

use typst_svg::SvgOptions;

use crate::prove::Proven;
use crate::typeset::Pages;

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// The SVG, with letters as outlines.
    pub svg: String,
}

/// Draws each page.
pub fn svg(pages: &Proven<Pages>) -> Vec<Picture> {
    let options = SvgOptions::default();
    let pages = pages.get().document.pages().iter();
    pages
        .map(|page| {
            let size = page.frame.size();
            let svg = typst_svg::svg(page, &options);
            Picture { width: size.x.to_pt(), height: size.y.to_pt(), svg }
        })
        .collect()
}

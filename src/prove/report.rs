//! What was proved of a document, and where its texts stand.

use serde::Serialize;

/// Where each text stands on the pages, read from the laid-out frames.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// How many pages there are.
    pub pages: usize,
    /// How many texts are owed.
    pub owed: usize,
    /// Every text of the composition, in reading order.
    pub leaves: Vec<LeafReport>,
    /// The lines at the head and foot of each page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub running: Vec<LeafReport>,
    /// How many words stand on each page, besides those lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<usize>,
}

/// Where one text stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LeafReport {
    pub leaf: String,
    /// The page, from one.
    pub page: usize,
    /// Left, top, right and bottom of its ink in points from the page's upper left corner.
    pub bounds: [f64; 4],
    /// Its smallest type in points.
    pub size: f64,
    /// Its lowest contrast with its ground, from 1 to 21 (WCAG 2.2).
    pub contrast: f64,
    /// The height of its lower-case letters in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_height_mm: Option<f64>,
    /// How light the ground is on which it stands, from 0 to 1 (WCAG 2.2, relative luminance).
    #[serde(skip)]
    pub ground: f64,
    /// The least distance of its baselines in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_distance_mm: Option<f64>,
    /// The same in ems: in heights of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_distance_em: Option<f64>,
    /// The mean number of characters in its broken lines; cells of a table have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters_per_line: Option<f64>,
    /// The width of its widest line in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_width_mm: Option<f64>,
}

//! What a screen reader must get of a composition, in order, and as what.

use crate::compose::Role as Meant;
use crate::compose::{Block, Composition, Leaf, Part};

/// As what a text or picture is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of a level.
    Heading(u8),
    /// A text by itself.
    Text,
    /// An entry of a list with a bullet.
    Bullet,
    /// An entry of a list with its number.
    Step(usize),
    /// A cell at the head of a table.
    Head,
    /// Another cell.
    Cell,
    /// A picture, by its alternative text.
    Picture,
}

/// One of the texts and pictures.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    /// Its name in the composition.
    pub(super) name: &'a str,
    /// Its words.
    pub(super) words: String,
    /// As what it is read.
    pub(super) kind: Kind,
}

/// Returns everything that is read, in order: the order of [`Composition::spoken`].
pub(super) fn expected(composition: &Composition) -> Vec<Expected<'_>> {
    let mut all = vec![
        text(&composition.title, Kind::Heading(1)),
        text(&composition.purpose, Kind::Text),
        text(&composition.state, Kind::Text),
    ];
    for section in &composition.sections {
        all.push(text(&section.heading, Kind::Heading(2)));
        for block in &section.blocks {
            let parts = block.parts();
            all.extend(parts.into_iter().enumerate().map(|(index, part)| match part {
                Part::Text(leaf) => text(leaf, kind(block, index)),
                Part::Drawn(drawn) => {
                    Expected { name: &drawn.drawn, words: drawn.alt.clone(), kind: Kind::Picture }
                }
            }));
        }
    }
    all
}

fn text(leaf: &Leaf, kind: Kind) -> Expected<'_> {
    Expected { name: &leaf.leaf, words: leaf.text(), kind }
}

/// As what the part of a block with this index is read.
fn kind(block: &Block, index: usize) -> Kind {
    match block {
        Block::Paragraph(entry) if entry.role == Meant::Part => Kind::Heading(3),
        Block::Paragraph(_) | Block::WriteLines { .. } | Block::Standing { .. } => Kind::Text,
        Block::Bullets { .. } => Kind::Bullet,
        Block::Steps { .. } => Kind::Step(index + 1),
        Block::Table { header, .. } | Block::Calendar { header, .. } => {
            if index < header.len() {
                Kind::Head
            } else {
                Kind::Cell
            }
        }
        Block::Figure { title, .. } => {
            if title.is_some() && index == 0 {
                Kind::Heading(3)
            } else {
                Kind::Text
            }
        }
    }
}

//! What a screen reader must get of a composition, in order, and as what.

use candor_composition::{Block, Composition, Leaf, Part, Role as Meant};

/// How a text or picture is read out.
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
    /// A cell of a table.
    Cell(Cell),
    /// A text of a calendar, which may be a cell or stand by itself.
    Day,
    /// A picture, by its alternative text.
    Picture,
}

/// Where a cell of a table stands, counted from zero; the head is the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// The table, among those of the document.
    pub(super) table: usize,
    pub(super) row: usize,
}

/// One of the texts and pictures.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    /// Its name in the composition.
    pub(super) name: &'a str,
    pub(super) words: String,
    pub(super) kind: Kind,
}

/// Returns everything that is read, in order: the order of [`Composition::spoken`].
pub(super) fn expected(composition: &Composition) -> Vec<Expected<'_>> {
    let mut all = vec![
        text(&composition.title, Kind::Heading(1)),
        text(&composition.purpose, Kind::Text),
        text(&composition.state, Kind::Text),
    ];
    let mut table = 0;
    for section in &composition.sections {
        all.push(text(&section.heading, Kind::Heading(2)));
        for block in &section.blocks {
            table += usize::from(matches!(block, Block::Table { .. }));
            let parts = block.parts();
            all.extend(parts.into_iter().enumerate().map(|(index, part)| match part {
                Part::Text(leaf) => text(leaf, kind(block, index, table)),
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

/// How the part of a block with this index is read out; `table` counts the tables.
fn kind(block: &Block, index: usize, table: usize) -> Kind {
    match block {
        Block::Paragraph(entry) if entry.role == Meant::Part => Kind::Heading(3),
        Block::Paragraph(_) | Block::WriteLines { .. } | Block::Standing { .. } => Kind::Text,
        Block::Bullets { .. } => Kind::Bullet,
        Block::Steps { .. } => Kind::Step(index + 1),
        Block::Table { header, .. } => Kind::Cell(Cell { table, row: index / header.len().max(1) }),
        Block::Calendar { .. } => Kind::Day,
        Block::Figure { title, .. } => {
            if title.is_some() && index == 0 {
                Kind::Heading(3)
            } else {
                Kind::Text
            }
        }
    }
}

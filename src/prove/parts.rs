//! Which texts of a composition belong together, and how: the entries of a list, the rows of a table,
//! the parts of a figure.

use candor_composition::{Block, Composition, Leaf, Part};

/// The texts and pictures of a block that is read as one.
pub(super) struct Parts<'a> {
    pub(super) kind: Kind,
    /// All of them by name, in reading order.
    pub(super) all: Vec<&'a str>,
    /// Those of a header row.
    pub(super) header: Vec<&'a str>,
    /// The cells under each of them.
    pub(super) headed: Vec<Vec<&'a str>>,
    /// The title of a figure, if it has one.
    pub(super) title: Option<&'a str>,
    /// Those of one rank, which look alike: entries, the cells of a column, the rows of a figure.
    pub(super) equals: Vec<Vec<&'a str>>,
}

/// What kind of block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Table,
    Figure,
}

/// Returns the blocks whose texts belong together, in reading order.
pub(super) fn parts(composition: &Composition) -> Vec<Parts<'_>> {
    composition.sections.iter().flat_map(|section| &section.blocks).filter_map(of).collect()
}

fn of(block: &Block) -> Option<Parts<'_>> {
    let all = block.parts().into_iter().map(|part| match part {
        Part::Text(leaf) => name(leaf),
        Part::Drawn(drawn) => &drawn.drawn,
    });
    let all = all.collect();
    match block {
        Block::Bullets { entries } | Block::Steps { entries } => {
            let equals = vec![entries.iter().map(|entry| name(&entry.text)).collect()];
            let (header, headed) = (Vec::new(), Vec::new());
            Some(Parts { kind: Kind::List, all, header, headed, title: None, equals })
        }
        Block::Table { header, rows } => {
            let column = |index: usize| rows.iter().filter_map(move |row| row.get(index));
            let columns = (0..header.len()).map(|index| column(index).map(name).collect());
            let headed: Vec<Vec<&str>> = columns.collect();
            let header: Vec<&str> = header.iter().map(name).collect();
            let equals = headed.iter().cloned().chain([header.clone()]).collect();
            Some(Parts { kind: Kind::Table, all, header, headed, title: None, equals })
        }
        Block::Calendar { header, rows } => {
            let weeks = rows.iter().map(|row| name(&row.week)).collect();
            let doses = rows.iter().map(|row| name(&row.dose)).collect();
            let header: Vec<&str> = header.iter().map(name).collect();
            let headed = vec![weeks, doses];
            let equals = headed.iter().cloned().chain([header.clone()]).collect();
            Some(Parts { kind: Kind::Table, all, header, headed, title: None, equals })
        }
        Block::Figure { figure: _, title, rows, axis, notes } => {
            let rows = rows.iter().map(|row| name(&row.text)).collect();
            let equals =
                vec![rows, axis.iter().map(name).collect(), notes.iter().map(name).collect()];
            let (header, headed) = (Vec::new(), Vec::new());
            let title = title.as_ref().map(name);
            Some(Parts { kind: Kind::Figure, all, header, headed, title, equals })
        }
        Block::Paragraph(_) | Block::WriteLines { .. } | Block::Standing { .. } => None,
    }
}

fn name(leaf: &Leaf) -> &str {
    &leaf.leaf
}

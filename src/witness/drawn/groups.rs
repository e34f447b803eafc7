//! Which texts and pictures of a composition are read together, and which of them are of one rank.

use candor_composition::{Block, Composition, Leaf, Part};

/// What is read as one: a list, a table or a figure.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) kind: Kind,
    /// The names of all of it, in reading order.
    pub(super) names: Vec<&'a str>,
    /// Those of the header of a table.
    pub(super) header: Vec<&'a str>,
    /// Of one rank each: the entries, the cells of a column, the rows of a figure.
    pub(super) ranks: Vec<Vec<&'a str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Table,
    Figure,
}

/// Returns what a composition has to be read together.
pub(super) fn groups(composition: &Composition) -> Vec<Group<'_>> {
    let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(group).collect()
}

fn group(block: &Block) -> Option<Group<'_>> {
    let (kind, header, ranks) = match block {
        Block::Bullets { entries } | Block::Steps { entries } => {
            let entries = entries.iter().map(|entry| name(&entry.text)).collect();
            (Kind::List, Vec::new(), vec![entries])
        }
        Block::Table { header, rows } => {
            let mut columns: Vec<Vec<&str>> = vec![Vec::new(); header.len()];
            for row in rows {
                for (column, cell) in columns.iter_mut().zip(row) {
                    column.push(name(cell));
                }
            }
            (Kind::Table, all(header), columns)
        }
        Block::Calendar { header, rows } => {
            let weeks = rows.iter().map(|row| name(&row.week)).collect();
            let doses = rows.iter().map(|row| name(&row.dose)).collect();
            (Kind::Table, all(header), vec![weeks, doses])
        }
        Block::Figure { figure: _, title: _, rows, axis, notes } => {
            let rows = rows.iter().map(|row| name(&row.text)).collect();
            (Kind::Figure, Vec::new(), vec![rows, all(axis), all(notes)])
        }
        Block::Paragraph(_) | Block::WriteLines { .. } | Block::Standing { .. } => return None,
    };
    let mut ranks: Vec<Vec<&str>> = ranks;
    ranks.push(header.clone());
    Some(Group { kind, names: names(block).collect(), header, ranks })
}

/// Returns the names of the texts and pictures of a block, in reading order.
pub(super) fn names(block: &Block) -> impl Iterator<Item = &str> {
    block.parts().into_iter().map(|part| match part {
        Part::Text(leaf) => name(leaf),
        Part::Drawn(drawn) => drawn.drawn.as_str(),
    })
}

fn all(leaves: &[Leaf]) -> Vec<&str> {
    leaves.iter().map(name).collect()
}

fn name(leaf: &Leaf) -> &str {
    &leaf.leaf
}

//! Nothing but headings is louder than the warnings: texts stand on a light ground, and the author's
//! words have the colour of what is owed.

use super::findings::Findings;
use super::headings;
use super::line::Line;
use super::near::luminance;
use super::owed::AUTHOR;
use super::plane::is_same_color;
use super::view::{Column, View};
use candor_composition::{Block, Composition, Section, in_release_block};
use candor_model::{Format, LeafFamily};

/// The least relative luminance of a light ground.
const LIGHT: f64 = 0.5;
/// Of the paper's width, so much a line fills that goes on in another one.
const WIDE: f64 = 0.5;
/// It is then no larger than this share of the smallest text, or on cards than that itself.
const OF_TEXT: f64 = 0.9;
/// How much larger than the smallest text others may be, unless headings are.
const LOUDER: f64 = 1.3;
/// Sizes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.5;
/// The least contrast of what is read.
const CLEAR: f64 = 7.0;

/// Reports words that stand out more than the warnings.
pub(super) fn check(views: &[View<'_>], composition: &Composition, findings: &mut Findings) {
    let may_be_dark = heads(composition);
    let plain = plain(views, composition);
    large(views, composition, plain, findings);
    let mut items: Vec<(&Line, usize)> = Vec::new();
    let mut authors: Vec<(&Line, usize)> = Vec::new();
    for view in views {
        header(view, composition, plain, findings);
        for column in view.columns.iter().filter(|column| !Column::is_running(column)) {
            let Some(line) = column.lines.first() else { continue };
            let is_light = |line: &&&Line| LIGHT <= luminance(view.ground(line));
            let is_on_dark = column.lines.iter().any(|line| !is_light(&line));
            if is_on_dark && !may_be_dark.contains(&column.name) && !in_release_block(column.name) {
                findings.add(column.name, Some(view.page), "it stands on a dark ground");
            }
            if LeafFamily::any_has(&AUTHOR, column.name) {
                authors.push((line, view.page));
            } else if LeafFamily::Item.has(column.name) && !is_on_dark {
                items.push((line, view.page));
            }
        }
    }
    for (line, page) in authors {
        let differs = |item: &&(&Line, usize)| !is_same_color(item.0.color, line.color);
        if let Some((item, _)) = items.iter().find(differs) {
            let reason = format!("it has another colour than `{}`, which is owed", item.name);
            findings.add(&line.name, Some(page), reason);
        }
    }
}

/// The size of the smallest text of a section.
fn plain(views: &[View<'_>], composition: &Composition) -> f64 {
    let texts: Vec<&str> = texts(composition, |_| true);
    let columns = views.iter().flat_map(|view| &view.columns);
    let columns = columns.filter(|column| texts.contains(&column.name));
    columns.map(|column| Column::size(column)).fold(f64::MAX, f64::min)
}

fn texts(composition: &Composition, is_of: impl Fn(&Section) -> bool) -> Vec<&str> {
    let sections = composition.sections.iter().filter(|section| is_of(section));
    let leaves = sections.flat_map(|section| section.blocks.iter().flat_map(Block::leaves));
    leaves.map(|leaf| leaf.leaf.as_str()).collect()
}

/// Texts under headings that are not the most urgent are not much larger than others.
fn large(views: &[View<'_>], composition: &Composition, plain: f64, findings: &mut Findings) {
    let is_urgent = |section: &Section| headings::URGENT.contains(&section.heading.leaf.as_str());
    let others = texts(composition, |section| !is_urgent(section));
    let headings = composition.sections.iter().map(|section| section.heading.leaf.as_str());
    let headings: Vec<&str> = headings.collect();
    let columns = || views.iter().flat_map(|view| &view.columns);
    let heads = columns().filter(|column| headings.contains(&column.name));
    let most = heads.map(|column| Column::size(column)).fold(LOUDER * plain, f64::max);
    let is_large =
        |column: &&&Column<'_>| others.contains(&column.name) && most + TOLERANCE < column.size();
    if let Some(column) = columns().find(is_large) {
        let reason = "its type is larger than headings and other texts";
        findings.add(column.name, Some(column.page), reason);
    }
}

/// The line at the head of a page goes on in another one only where it fills the page, and is as clear
/// as all that is read.
fn header(view: &View<'_>, composition: &Composition, plain: f64, findings: &mut Findings) {
    let share = if composition.format == Format::Card { 1.0 } else { OF_TEXT };
    let name = composition.running.header.leaf.as_str();
    for column in view.columns.iter().filter(|column| column.name == name) {
        let is_short = |line: &&Line| line.ink.width() < WIDE * view.size.0;
        if 1 < column.lines.len() && column.lines.first().is_some_and(is_short) {
            let reason = "it goes over several lines, and its end could be read alone";
            findings.add(name, Some(view.page), reason);
        }
        if 1 < column.lines.len() && share * plain + TOLERANCE < column.size() {
            let reason =
                "it goes over several lines in large type, and its end reads with the title";
            findings.add(name, Some(view.page), reason);
        }
        let Some(line) = column.lines.first() else { continue };
        let (a, b) = (luminance(line.color), luminance(view.ground(line)));
        if (a.max(b) + 0.05) / (a.min(b) + 0.05) < CLEAR {
            findings.add(name, Some(view.page), "it is paler than all that is read");
        }
    }
}

/// What may stand on a dark ground: title, headings, heads of tables, and all of what is most urgent.
fn heads(composition: &Composition) -> Vec<&str> {
    let mut heads = vec![composition.title.leaf.as_str()];
    for Section { place: _, heading, blocks } in &composition.sections {
        heads.push(&heading.leaf);
        let is_urgent = headings::URGENT.contains(&heading.leaf.as_str());
        for block in blocks {
            match block {
                Block::Table { header, rows: _ } | Block::Calendar { header, rows: _ } => {
                    heads.extend(header.iter().map(|leaf| leaf.leaf.as_str()));
                }
                Block::Figure { figure: _, title, rows: _, axis: _, notes: _ } => {
                    heads.extend(title.iter().map(|leaf| leaf.leaf.as_str()));
                }
                Block::Paragraph(_)
                | Block::Bullets { .. }
                | Block::Steps { .. }
                | Block::WriteLines { .. }
                | Block::Standing { .. } => {}
            }
            if is_urgent {
                heads.extend(block.leaves().into_iter().map(|leaf| leaf.leaf.as_str()));
            }
        }
    }
    heads
}

//! What stands out: headings from texts, what is most urgent from the rest, what says how far a sheet
//! has come from all; and the author's words from nothing that is owed.

use typst::text::FontWeight;

use super::equals::{TOLERANCE, alike};
use super::finding::finding;
use super::gathered::{Gathered, Text};
use super::ink::is_same_paint;
use super::report::LeafReport;
use crate::rules::{page_contrast, page_lines, page_parted, page_unseen};
use candor_composition::{Block, Composition, Entry, Role};
use candor_model::diag::Diagnostics;
use candor_model::{Format, LeafFamily};

/// What is owed has at least this contrast, or that of the author's own words; on a tint it has a
/// share of it.
const OWED_CONTRAST: f64 = 12.0;
const ON_TINT: f64 = 0.8;
/// Grounds are told apart from so much difference of their relative luminance on, and what is
/// darker than this is a dark band; a tint does not count as one.
const SHADE: f64 = 0.1;
const DARK: f64 = 0.4;
/// What is said of the medicine.
const BODY: [LeafFamily; 5] = [
    LeafFamily::Item,
    LeafFamily::Author,
    LeafFamily::Question,
    LeafFamily::Help,
    LeafFamily::StopIf,
];
/// A heading has at least this weight, or is so much larger than the texts.
const HEADING_WEIGHT: FontWeight = FontWeight::SEMIBOLD;
const HEADING_SIZE: f64 = 1.2;
/// The line at the head of each page, and its least contrast (RULES 7.1, G06, as of all that is read).
const HEADER: &str = "running.header";
const HEADER_CONTRAST: f64 = 7.0;
/// Of the paper's width, so much it fills before it goes on in another line, and that is no larger than
/// this share of the texts, or than they are on cards: as large as a title it would be read with that.
const HEADER_WIDTH: f64 = 0.5;
const HEADER_SIZE: f64 = 0.9;
/// How much larger than the texts what stands under a heading may be, unless the headings are as large.
const TEXT_SIZE: f64 = 1.3;
/// What is said stands on ground that is at least so light (relative luminance).
const LIGHT: f64 = 0.5;
/// The headings of what is most urgent.
const URGENT: [&str; 2] = ["heading.must-not", "heading.help-now"];

/// What is said of the medicine, owed or the author's, looks alike throughout, whatever section it
/// stands in; what is most urgent may be larger and bolder. Headings stand out from it.
pub(super) fn body(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let urgent: Vec<&str> = composition
        .sections
        .iter()
        .filter(|section| URGENT.contains(&section.heading.leaf.as_str()))
        .flat_map(|section| section.blocks.iter().flat_map(Block::leaves))
        .map(|leaf| leaf.leaf.as_str())
        .collect();
    let leaves = composition.leaves().into_iter().map(|(_, leaf)| leaf.leaf.as_str());
    let body: Vec<&str> =
        leaves.filter(|leaf| LeafFamily::any_has(&BODY, leaf) && !urgent.contains(leaf)).collect();
    alike(gathered, &body, false, diagnostics);
    let plain = body.iter().find_map(|leaf| gathered.text(leaf));
    for text in urgent.iter().filter_map(|leaf| gathered.text(leaf)) {
        let is_less = |plain: &&Text<'_>| {
            text.look.size + TOLERANCE < plain.look.size || !text.look.is_no_less_than(&plain.look)
        };
        if let Some(plain) = plain.filter(is_less) {
            let reason =
                format!("it is set smaller or lighter than `{}`, which is less urgent", plain.leaf);
            let page = Some(text.place().page);
            diagnostics.push(finding(page_unseen::CODE, text.leaf, page, reason));
            return;
        }
    }
    let Some(size) = body.iter().find_map(|leaf| gathered.text(leaf)).map(|text| text.look.size)
    else {
        return;
    };
    for section in &composition.sections {
        let Some(heading) = gathered.text(&section.heading.leaf) else { continue };
        let stands_out =
            HEADING_WEIGHT <= heading.look.weight() || HEADING_SIZE * size <= heading.look.size;
        if !stands_out {
            let reason = "it does not stand out from the texts: it is neither bold nor larger";
            let page = Some(heading.place().page);
            diagnostics.push(finding(page_unseen::CODE, heading.leaf, page, reason));
            return;
        }
    }
}

/// The line that says how far the sheet has come stands on the page of its title.
pub(super) fn state(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let place = |leaf: &str| gathered.place(leaf).map(|place| place.page);
    let state = composition.state.leaf.as_str();
    if let (Some(title), Some(page)) = (place(&composition.title.leaf), place(state))
        && title != page
    {
        let reason = "it stands on another page than the title";
        diagnostics.push(finding(page_parted::CODE, state, Some(page), reason));
    }
}

/// The size of the texts of the sections: the smallest, as what is most urgent may be larger.
fn smallest(gathered: &Gathered<'_, '_>, composition: &Composition) -> Option<f64> {
    let leaves = composition.sections.iter().flat_map(|section| &section.blocks);
    let texts = leaves.flat_map(Block::leaves).filter_map(|leaf| gathered.text(&leaf.leaf));
    texts.map(|text| text.look.size).min_by(f64::total_cmp)
}

/// No text is much larger than the others of its sheet: a statement of evidence as large as a poster
/// outdoes every warning. Those under the most urgent headings may be.
pub(super) fn sizes(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let Some(plain) = smallest(gathered, composition) else { return };
    let headings = composition.sections.iter().map(|section| &section.heading.leaf);
    let headings = headings.filter_map(|leaf| Some(gathered.text(leaf)?.look.size));
    let most = headings.fold(TEXT_SIZE * plain, f64::max);
    let sections = composition.sections.iter();
    let others = sections.filter(|section| !URGENT.contains(&section.heading.leaf.as_str()));
    let leaves = others.flat_map(|section| section.blocks.iter().flat_map(Block::leaves));
    let mut texts = leaves.filter_map(|leaf| gathered.text(&leaf.leaf));
    if let Some(text) = texts.find(|text| most + TOLERANCE < text.look.size) {
        let size = text.look.size;
        let reason = format!("its type of {size:.1} pt is larger than headings and other texts");
        let page = Some(text.place().page);
        diagnostics.push(finding(page_unseen::CODE, text.leaf, page, reason));
    }
}

/// The line at the head of each page says how far the sheet has come: it goes over several only where
/// it fills the page, so that its end is not read alone, and has the contrast of all other words.
pub(super) fn header(
    gathered: &Gathered<'_, '_>,
    running: &[LeafReport],
    page_width: f64,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let Some(text) = gathered.text(HEADER) else { return };
    let goes_on = text.lines.windows(2).find(|pair| pair[0].page == pair[1].page);
    let share = if composition.format == Format::Card { 1.0 } else { HEADER_SIZE };
    let plain = smallest(gathered, composition);
    if let Some((pair, size)) = goes_on.zip(plain)
        && share * size + TOLERANCE < text.look.size
    {
        let reason =
            "it goes over several lines, in type so large that its end reads with the title";
        diagnostics.push(finding(page_lines::CODE, HEADER, Some(pair[0].page), reason));
    }
    let parted = text.lines.windows(2).find(|pair| {
        pair[0].page == pair[1].page && pair[0].ink.width() < HEADER_WIDTH * page_width
    });
    if let Some(pair) = parted {
        let reason = "it goes over several lines, and its end could be read alone";
        diagnostics.push(finding(page_lines::CODE, HEADER, Some(pair[0].page), reason));
    }
    let pale =
        running.iter().find(|report| report.leaf == HEADER && report.contrast < HEADER_CONTRAST);
    if let Some(report) = pale {
        let reason = format!("its contrast is {:.1}, below {HEADER_CONTRAST}", report.contrast);
        diagnostics.push(finding(page_contrast::CODE, HEADER, Some(report.page - 1), reason));
    }
}

/// The author's own words have the colour of what is owed and stands on light ground.
fn colour(gathered: &Gathered<'_, '_>, leaves: &[LeafReport], diagnostics: &mut Diagnostics) {
    let items = leaves
        .iter()
        .filter(|report| LeafFamily::Item.has(&report.leaf) && LIGHT <= report.ground)
        .filter_map(|report| gathered.text(&report.leaf));
    let items: Vec<&Text<'_>> = items.collect();
    for text in gathered.texts().filter(|text| is_by_author(text.leaf)) {
        let differs = |item: &&&Text<'_>| !is_same_paint(text.look.fill, item.look.fill);
        if let Some(item) = items.iter().find(differs) {
            let reason = format!("it has another colour than `{}`, which is owed", item.leaf);
            let page = Some(text.place().page);
            diagnostics.push(finding(page_contrast::CODE, text.leaf, page, reason));
            return;
        }
    }
}

/// The author's words are not heavier than what is owed.
pub(super) fn weight(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let heaviest = gathered
        .texts()
        .filter(|text| is_by_author(text.leaf))
        .max_by_key(|text| text.look.weight());
    let Some(author) = heaviest else { return };
    for (_, leaf) in composition.leaves() {
        let Some(text) = gathered.text(&leaf.leaf).filter(|_| is_owed(&leaf.leaf)) else {
            continue;
        };
        if text.look.weight() < author.look.weight() {
            let reason = format!("it is lighter than the author's own words, `{}`", author.leaf);
            let page = Some(text.place().page);
            diagnostics.push(finding(page_unseen::CODE, text.leaf, page, reason));
            return;
        }
    }
}

/// Reports what is owed and stands out less from its ground than the author's own words.
pub(super) fn pale(leaves: &[LeafReport], diagnostics: &mut Diagnostics) {
    let author = leaves.iter().filter(|report| is_by_author(&report.leaf));
    let most = author.map(|report| report.contrast).fold(0.0, f64::max);
    for report in leaves.iter().filter(|report| is_owed(&report.leaf)) {
        if report.contrast < ON_TINT * most.min(OWED_CONTRAST) {
            let reason = format!(
                "its contrast is {:.1}; the author's own words have {most:.1}",
                report.contrast
            );
            let page = Some(report.page - 1);
            diagnostics.push(finding(page_contrast::CODE, &report.leaf, page, reason));
        }
    }
}

/// What is said stands on light ground: a dark one is for titles, headings, the heads of tables, and all
/// of what is most urgent.
pub(super) fn grounds(
    gathered: &Gathered<'_, '_>,
    leaves: &[LeafReport],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let mut heads = vec![composition.title.leaf.as_str(), composition.state.leaf.as_str()];
    for section in &composition.sections {
        heads.push(&section.heading.leaf);
        let is_urgent = URGENT.contains(&section.heading.leaf.as_str());
        for block in &section.blocks {
            if is_urgent {
                heads.extend(block.leaves().into_iter().map(|leaf| leaf.leaf.as_str()));
            }
            match block {
                Block::Table { header, rows: _ } | Block::Calendar { header, rows: _ } => {
                    heads.extend(header.iter().map(|leaf| leaf.leaf.as_str()));
                }
                Block::Figure { title, .. } => {
                    heads.extend(title.iter().map(|leaf| leaf.leaf.as_str()));
                }
                Block::Standing { lines, by_hand: _ } => {
                    heads.extend(lines.iter().map(|leaf| leaf.leaf.as_str()));
                }
                Block::Paragraph(Entry { text, role: Role::Part, item: _ }) => {
                    heads.push(&text.leaf);
                }
                Block::Paragraph(_)
                | Block::Bullets { .. }
                | Block::Steps { .. }
                | Block::WriteLines { .. } => {}
            }
        }
    }
    colour(gathered, leaves, diagnostics);
    let dark = leaves
        .iter()
        .find(|report| report.ground < LIGHT && !heads.contains(&report.leaf.as_str()));
    if let Some(dark) = dark {
        let reason = "it stands on a dark ground, which is for titles and headings";
        diagnostics.push(finding(page_contrast::CODE, &dark.leaf, Some(dark.page - 1), reason));
    }
}

/// The headings of what is most urgent stand on no lighter ground than others: the eye goes to the
/// darkest band first.
pub(super) fn bands(leaves: &[LeafReport], diagnostics: &mut Diagnostics) {
    let headings = || leaves.iter().filter(|report| LeafFamily::Heading.has(&report.leaf));
    let find = |name: &str| headings().find(|report| report.leaf == name);
    let mut report = |light: &LeafReport, dark: &LeafReport| {
        let reason = format!("`{}`, which is less urgent, stands on a darker ground", dark.leaf);
        diagnostics.push(finding(page_unseen::CODE, &light.leaf, Some(light.page - 1), reason));
    };
    for urgent in URGENT.into_iter().filter_map(find) {
        let others = headings().filter(|other| !URGENT.contains(&other.leaf.as_str()));
        if let Some(dark) = others.into_iter().find(|other| outdoes(other, urgent)) {
            report(urgent, dark);
        }
    }
    let today = find("heading.help-today");
    if let (Some(today), Some(visit)) = (today, find("heading.help-visit"))
        && outdoes(visit, today)
    {
        report(today, visit);
    }
}

/// Whether a heading stands on a dark band, and another one on lighter ground.
fn outdoes(dark: &LeafReport, light: &LeafReport) -> bool {
    dark.ground < DARK && dark.ground + SHADE < light.ground
}

fn is_by_author(leaf: &str) -> bool {
    LeafFamily::any_has(
        &[LeafFamily::Author, LeafFamily::Question, LeafFamily::StopIf, LeafFamily::Purpose],
        leaf,
    )
}

fn is_owed(leaf: &str) -> bool {
    LeafFamily::any_has(
        &[
            LeafFamily::Item,
            LeafFamily::Evidence,
            LeafFamily::Table,
            LeafFamily::Dose,
            LeafFamily::State,
        ],
        leaf,
    )
}

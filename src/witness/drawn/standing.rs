//! What says how far a sheet has come stands out: bold, and at the head of each page above all else.

use super::findings::Findings;
use super::line::Line;
use super::outlines::Outlines;
use candor_composition::Composition;
use candor_model::LeafFamily;

/// The least weight: semibold.
const LEAST: u16 = 600;

/// How much larger than the texts a heading is that is not bold.
const LARGER: f64 = 1.2;

/// Reports headings that look like the texts under them.
pub(super) fn headings(
    lines: &[Line],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    let Some(text) = lines.iter().find(|line| LeafFamily::Item.has(&line.name)) else { return };
    for heading in composition.sections.iter().map(|section| section.heading.leaf.as_str()) {
        let is_plain = |line: &&Line| {
            line.name == heading && line.size < LARGER * text.size && !is_bold(line, outlines)
        };
        if let Some(line) = lines.iter().find(is_plain) {
            let reason = "it does not stand out from the texts: it is neither bold nor larger";
            findings.add(heading, Some(line.page), reason);
        }
    }
}

fn is_bold(line: &Line, outlines: &Outlines) -> bool {
    let is_heavy = |(_, known): &(_, usize)| {
        outlines.get(*known).looks.iter().any(|look| LEAST <= look.weight)
    };
    line.letters.iter().all(is_heavy)
}

/// Reports a standing that is set like other words, or under them.
pub(super) fn check(
    lines: &[Line],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    let header = composition.running.header.leaf.as_str();
    let state = composition.state.leaf.as_str();
    let says = [header, state];
    let page = |name: &str| lines.iter().find(|line| line.name == name).map(|line| line.page);
    if let (Some(title), Some(on)) = (page(&composition.title.leaf), page(state))
        && title != on
    {
        findings.add(state, Some(on), "it stands on another page than the title");
    }
    for line in lines.iter().filter(|line| says.contains(&line.name.as_str())) {
        if !is_bold(line, outlines) {
            let reason = "it says how far the sheet has come, and is not bold";
            findings.add(&line.name, Some(line.page), reason);
        }
        let is_above = |other: &&Line| {
            other.page == line.page && other.name != header && other.ink.top < line.ink.top
        };
        if line.name == header
            && let Some(other) = lines.iter().find(is_above)
        {
            let reason = format!("`{}` stands above it, at the head of the page", other.name);
            findings.add(&line.name, Some(line.page), reason);
        }
    }
}

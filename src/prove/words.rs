//! The pages hold exactly the words of the composition, once, in order, and nothing else.

use std::collections::BTreeMap;

use super::finding::finding;
use super::gathered::Gathered;
use super::labels::Labels;
use super::walk::{Painted, Run, Walked};
use crate::rules::{
    page_extra_text, page_leaf_changed, page_leaf_lost, page_leaf_order, page_leaf_twice,
    page_paper, page_parted, page_too_long,
};
use candor_composition::Composition;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::leaf::Origin;
use candor_model::{LeafFamily, Writing, leaf};
use candor_typeset::Pages;

/// What is printed of each leaf: the pages it stands on, with its text on each.
type Texts<'a> = BTreeMap<&'a str, Vec<(usize, String)>>;

/// Reports every difference between pages and composition; returns how many words stand on each
/// page, running lines not counted.
pub(super) fn check(
    walked: &Walked<'_>,
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    pages: &Pages,
    labels: &Labels<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<usize> {
    let texts = texts(gathered);
    paper(walked, composition, diagnostics);
    attachments(walked, pages, diagnostics);
    leaves(&texts, composition, diagnostics);
    running(walked, &texts, composition, diagnostics);
    order(walked, composition, diagnostics);
    strangers(walked, labels, diagnostics);
    per_page(walked, &texts)
}

fn paper(walked: &Walked<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let (width, height) = composition.paper.size();
    for (index, page) in walked.pages.iter().enumerate() {
        let same = |a: f64, b: f64| (a - b).abs() < 0.5;
        if !same(page.size.0, width) || !same(page.size.1, height) || page.bleeds {
            diagnostics.push(finding(
                page_paper::CODE,
                "page",
                Some(index),
                format!(
                    "the page is {:.0} by {:.0} pt; {} is {width:.0} by {height:.0} pt without bleed",
                    page.size.0,
                    page.size.1,
                    composition.paper.as_str(),
                ),
            ));
        }
    }
    if let Some(max) = composition.format.max_pages() {
        let beyond = beyond(walked, max);
        if max < walked.pages.len() || !beyond.is_empty() {
            diagnostics.push(too_long(&beyond, composition));
        }
    }
}

/// Bottoms of the lines that stand on pages beyond the last, or below the last one's edge.
fn beyond(walked: &Walked<'_>, max: usize) -> Vec<f64> {
    let mut bottoms: Vec<f64> = Vec::new();
    for (index, page) in walked.pages.iter().enumerate() {
        for item in &page.items {
            let Painted::Text(run) = item else { continue };
            let read = run.leaf.as_ref().is_some_and(|leaf| !LeafFamily::Running.has(leaf));
            let Some(bounds) = run.bounds.filter(|_| read) else { continue };
            if max <= index || (index + 1 == max && page.size.1 < bounds.bottom) {
                bottoms.push(bounds.bottom);
            }
        }
    }
    bottoms.sort_by(f64::total_cmp);
    bottoms
}

/// Says by how much a bounded format is too long, and where most can be gained.
fn too_long(bottoms: &[f64], composition: &Composition) -> Diagnostic {
    // Lines stand at least half a line's height apart; letters of one line do not.
    let half = composition.format.setting().body / 2.0;
    let n_lines = 1 + bottoms.windows(2).filter(|pair| half < pair[1] - pair[0]).count();
    let mut by_place: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, leaf) in composition.leaves() {
        let by_author =
            leaf::origin(&leaf.leaf) == Origin::Author && !LeafFamily::About.has(&leaf.leaf);
        if by_author {
            let name = place.map_or("title and purpose", |place| place.as_str());
            *by_place.entry(name).or_default() += leaf.text().split_whitespace().count();
        }
    }
    let total: usize = by_place.values().sum();
    let most = by_place.iter().max_by_key(|&(_, words)| words);
    let help = match most {
        Some((name, words)) => format!(
            "shorten the sheet's own texts; they have {total} words, most of them in `{name}` \
             ({words} words). A line holds about twelve"
        ),
        None => "the fixed texts alone are too long for this paper".to_owned(),
    };
    Diagnostic::new(
        page_too_long::CODE,
        format!(
            "the {} is too long by about {n_lines} line{}",
            composition.format.as_str(),
            if n_lines == 1 { "" } else { "s" }
        ),
    )
    .help(help)
}

fn attachments(walked: &Walked<'_>, pages: &Pages, diagnostics: &mut Diagnostics) {
    if walked.attachments != [pages.composition_json.clone()] {
        diagnostics.push(finding(
            page_extra_text::CODE,
            "attachment",
            None,
            "the document must carry its composition, once, and nothing else",
        ));
    }
}

/// Stands where a line ends: layout may swallow the space that stood there.
const LINE_END: char = '\u{2028}';

/// Whether a printed text is the wanted one; at a line's end a space may be missing.
///
/// In a script that runs from right to left, layout puts the space at the end of a line before
/// the Latin letters that end it: there a line's spaces count, and not where in it they stand.
fn is_same(wanted: &str, printed: &str, writing: Writing) -> bool {
    if writing == Writing::Rtl {
        return is_same_line_by_line(wanted, printed);
    }
    let mut rest = wanted;
    let mut lines = printed.split(LINE_END).peekable();
    while let Some(line) = lines.next() {
        let Some(due) = rest.strip_prefix(line) else { return false };
        let swallowed = |next: &&str| !line.ends_with(' ') && !next.starts_with(' ');
        rest = match lines.peek() {
            Some(next) if swallowed(next) => due.strip_prefix(' ').unwrap_or(due),
            _ => due,
        };
    }
    rest.is_empty()
}

/// Whether a printed text is the wanted one more than once.
fn is_repeated(wanted: &str, printed: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|&c| c != LINE_END && !c.is_whitespace()).collect()
    };
    let (wanted, printed) = (letters(wanted), letters(printed));
    let times = printed.len() / wanted.len().max(1);
    1 < times && printed == wanted.repeat(times)
}

/// Each printed line has the letters that are due, and no word more or less.
fn is_same_line_by_line(wanted: &str, printed: &str) -> bool {
    let mut rest = wanted.chars().peekable();
    for line in printed.split(LINE_END) {
        let mut due = String::new();
        for c in line.chars().filter(|c| !c.is_whitespace()) {
            while let Some(space) = rest.next_if(|c| c.is_whitespace()) {
                due.push(space);
            }
            match rest.next() {
                Some(next) if next == c => due.push(next),
                _ => return false,
            }
        }
        while let Some(space) = rest.next_if(|c| c.is_whitespace()) {
            due.push(space);
        }
        // The space at the line's end may be swallowed, or stand before its last Latin letters.
        let moved = line.match_indices(' ').any(|(at, _)| {
            let (before, after) = (&line[..at], &line[at + 1..]);
            after.starts_with(|c: char| c.is_ascii_alphanumeric())
                && due.strip_suffix(' ').and_then(|due| due.strip_prefix(before)) == Some(after)
        });
        if !moved && !line.split_whitespace().eq(due.split_whitespace()) {
            return false;
        }
    }
    rest.next().is_none()
}

/// The text of each leaf on each page, in order of appearance.
fn texts<'w>(gathered: &Gathered<'w, '_>) -> Texts<'w> {
    let text = |runs: &[&Run<'_>]| {
        let mut pages: Vec<(usize, String)> = Vec::new();
        let mut before: Option<f64> = None;
        for run in runs {
            let before = before.replace(run.baseline);
            match pages.last_mut() {
                Some((page, text)) if *page == run.page => {
                    if before.is_some_and(|before| (before - run.baseline).abs() > 1.0) {
                        text.push(LINE_END);
                    }
                    text.push_str(run.text());
                }
                _ => pages.push((run.page, run.text().to_owned())),
            }
        }
        pages
    };
    gathered.all_runs().map(|(leaf, runs)| (leaf, text(runs))).collect()
}

/// How many words stand on each page; running lines are not counted.
fn per_page(walked: &Walked<'_>, texts: &Texts<'_>) -> Vec<usize> {
    let mut words = vec![0; walked.pages.len()];
    for (leaf, found) in texts {
        if !LeafFamily::Running.has(leaf) {
            for (page, text) in found {
                words[*page] += text.split_whitespace().count();
            }
        }
    }
    words
}

fn leaves(texts: &Texts<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    for (_, leaf) in composition.leaves() {
        if known.insert(&leaf.leaf, leaf.text()).is_some() {
            diagnostics.push(finding(
                page_leaf_twice::CODE,
                &leaf.leaf,
                None,
                "two texts have this name",
            ));
        }
    }
    for (name, wanted) in &known {
        let found = texts.get(name);
        let page = found.and_then(|found| found.first()).map(|&(page, _)| page);
        let whole: String = found.into_iter().flatten().map(|(_, text)| text.as_str()).collect();
        if whole.is_empty() {
            diagnostics.push(finding(
                page_leaf_lost::CODE,
                name,
                None,
                format!("it is not on the pages: {}", beginning(wanted)),
            ));
        } else if !is_same(wanted, &whole, composition.writing) {
            let last = found.and_then(|found| found.last()).map(|&(page, _)| page);
            diagnostics.push(if is_repeated(wanted, &whole) {
                finding(page_leaf_twice::CODE, name, last, "it is printed twice")
            } else {
                finding(page_leaf_changed::CODE, name, page, difference(wanted, &whole))
            });
        } else if found.is_some_and(|found| found.len() > 1) && !LeafFamily::Author.has(name) {
            // The author's own paragraphs may go on over the page; nothing that is owed may.
            diagnostics.push(finding(page_parted::CODE, name, page, "it is split across pages"));
        }
    }
    for name in texts.keys() {
        if !known.contains_key(name) && !LeafFamily::Running.has(name) {
            diagnostics.push(finding(page_extra_text::CODE, name, None, "no text has this name"));
        }
    }
}

/// Header, footer and page number stand on every page, once.
fn running(
    walked: &Walked<'_>,
    texts: &Texts<'_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let running = &composition.running;
    for leaf in running.all() {
        let found = texts.get(leaf.leaf.as_str());
        for page in 0..walked.pages.len() {
            let wanted = leaf.text().replace("{page}", &(page + 1).to_string());
            let here = found.and_then(|found| found.iter().find(|(on, _)| *on == page));
            match here {
                None => diagnostics.push(finding(
                    page_leaf_lost::CODE,
                    &leaf.leaf,
                    Some(page),
                    format!("it is not on this page: {}", beginning(&wanted)),
                )),
                Some((_, text)) if !is_same(&wanted, text, composition.writing) => diagnostics
                    .push(finding(
                        page_leaf_changed::CODE,
                        &leaf.leaf,
                        Some(page),
                        difference(&wanted, text),
                    )),
                Some(_) => {}
            }
        }
    }
    for name in texts.keys().filter(|name| LeafFamily::Running.has(name)) {
        if !running.all().iter().any(|l| l.leaf == *name) {
            diagnostics.push(finding(page_extra_text::CODE, name, None, "no text has this name"));
        }
    }
}

/// Texts begin in the order of the composition.
fn order(walked: &Walked<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    // What is seen keeps its order with what is read.
    let spoken = composition.spoken();
    let rank: BTreeMap<&str, usize> =
        spoken.iter().enumerate().map(|(rank, (_, name, _))| (*name, rank)).collect();
    let starts = walked.starts.iter();
    let ranked = starts.filter_map(|(leaf, page)| Some((leaf, *rank.get(&**leaf)?, *page)));
    let mut highest: Option<(&str, usize)> = None;
    for (leaf, rank, page) in ranked {
        match highest {
            Some((before, last)) if rank < last => diagnostics.push(finding(
                page_leaf_order::CODE,
                leaf,
                Some(page),
                format!("it stands after `{before}`, which belongs after it"),
            )),
            _ => highest = Some((leaf, rank)),
        }
    }
    for (index, page) in walked.pages.iter().enumerate() {
        for item in &page.items {
            if let Painted::Text(run) = item
                && run.moved
                && let Some(leaf) = &run.leaf
            {
                diagnostics.push(finding(
                    page_leaf_order::CODE,
                    leaf,
                    Some(index),
                    "a screen reader gets it elsewhere than where it stands (a float or a note)",
                ));
            }
        }
    }
}

/// Text and links that no leaf accounts for.
fn strangers(walked: &Walked<'_>, labels: &Labels<'_>, diagnostics: &mut Diagnostics) {
    for (index, page) in walked.pages.iter().enumerate() {
        for (order, item) in page.items.iter().enumerate() {
            match item {
                Painted::Text(run) if run.leaf.is_none() => {
                    let text = run.text();
                    let is_label = labels.contains_key(&(index, order));
                    if !is_label && !text.chars().all(|c| c == ' ') {
                        diagnostics.push(finding(
                            page_extra_text::CODE,
                            "template",
                            Some(index),
                            format!("it adds the words {}", beginning(text)),
                        ));
                    }
                }
                Painted::Link => diagnostics.push(finding(
                    page_extra_text::CODE,
                    "template",
                    Some(index),
                    "it adds a link that is not in the composition",
                )),
                Painted::Text(_) | Painted::Drawing(_) | Painted::Image { .. } => {}
            }
        }
    }
}

fn beginning(text: &str) -> String {
    let mut short: String = text.chars().take(50).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A printed text in one line: where a line of it ends, a space stands if one is due there.
fn in_one_line(wanted: &str, printed: &str) -> String {
    let mut one = String::new();
    for line in printed.split(LINE_END) {
        let is_open = !one.is_empty() && !one.ends_with(' ') && !line.starts_with(' ');
        if is_open && wanted.strip_prefix(&one).is_none_or(|rest| rest.starts_with(' ')) {
            one.push(' ');
        }
        one.push_str(line);
    }
    one
}

/// Shows both texts from the first character in which they differ.
fn difference(wanted: &str, found: &str) -> String {
    let found = in_one_line(wanted, found);
    let same = wanted.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(10);
    let part = |text: &str| beginning(&text.chars().skip(from).collect::<String>());
    format!("the page says {} and the composition {}", part(&found), part(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_may_be_lost_at_the_end_of_a_line_and_nowhere_else() {
        assert!(is_same("a b", "a b", Writing::Ltr));
        assert!(is_same("a b", "a\u{2028}b", Writing::Ltr));
        assert!(is_same("a-b", "a-\u{2028}b", Writing::Ltr));
        assert!(!is_same("a b", "ab", Writing::Ltr));
        assert!(!is_same("a not b", "a\u{2028}b", Writing::Ltr));
        assert!(!is_same("a", "a\u{2028}b", Writing::Ltr));
        assert!(is_same("a b", "a \u{2028}b", Writing::Ltr));
        assert!(!is_same("a  b", "a \u{2028}b", Writing::Ltr));
    }

    #[test]
    fn from_right_to_left_a_space_may_move_within_its_line_and_no_further() {
        let same = |wanted, printed| is_same(wanted, printed, Writing::Rtl);
        assert!(same("א ב ג", "א ב\u{2028}ג"));
        assert!(same("א ב ג", "א ב \u{2028}ג"));
        assert!(
            same("א ABC mg ג", "א  ABC mg\u{2028}ג"),
            "the line's last space before its Latin words"
        );
        assert!(!same("א ב ג", "אב\u{2028}ג"), "two words run together");
        assert!(!same("א ב ג", "א בג"));
        assert!(!same("אב ג", "א ב\u{2028}ג"), "a word falls apart");
        assert!(!same("א לא ב", "א ב"));
        assert!(!same("א", "א\u{2028}ב"));
    }

    #[test]
    fn a_difference_is_shown_where_it_is_and_not_at_the_end_of_a_line() {
        let wanted = "see example.org/leaflets/pill-boxes for one";
        let printed = "see\u{2028}example.org/leaflets/\u{2028}pill-boxes for \u{2028}two";
        let said = difference(wanted, printed);
        assert_eq!(said, "the page says \"boxes for two\" and the composition \"boxes for one\"");
    }
}

//! Who must not take the medicine is set off as much as the author's words: in a box, if these are in
//! one, and in no paler colour.

use super::Findings;
use super::groups::names;
use super::plane::Rect;
use super::view::{Column, Drawing, View};
use crate::compose::Composition;

const MUST_NOT: &str = "heading.must-not";
/// How the names of the author's words begin that stand in boxes.
const AUTHOR: &str = "author.";
/// How much stronger the colour around the author's words may be (the greatest of red, green and blue,
/// less the least).
const STRONGER: f64 = 0.15;
/// How far from words a bar stands that belongs to them, in points.
const BAR: f64 = 30.0;

/// What is drawn around a text: whether a box, and how strong its strongest colour is.
type SetOff = (bool, f64);

/// Reports the author's words where they are set off more.
pub(super) fn check(views: &[View<'_>], composition: &Composition, findings: &mut Findings) {
    let is_urgent = |name: &str| {
        let mut sections = composition.sections.iter();
        sections.any(|section| {
            section.heading.leaf == MUST_NOT
                && section.blocks.iter().flat_map(names).any(|one| one == name)
        })
    };
    let mut urgent: Vec<SetOff> = Vec::new();
    let mut authors: Vec<(usize, &str, SetOff)> = Vec::new();
    for view in views {
        for column in &view.columns {
            if column.name.starts_with(AUTHOR) {
                authors.push((view.page, column.name, around(view, column.ink())));
            } else if is_urgent(column.name) {
                urgent.push(around(view, Column::ink(column)));
            }
        }
    }
    if urgent.is_empty() {
        return;
    }
    let is_boxed = urgent.iter().any(|(is_boxed, _)| *is_boxed);
    let strongest = urgent.iter().map(|(_, strength)| *strength).fold(0.0, f64::max);
    for (page, name, (is_in_box, strength)) in authors {
        if is_in_box && !is_boxed {
            let reason = "it stands in a box, and who must not take the medicine in none";
            findings.add(name, Some(page), reason);
        } else if strongest + STRONGER < strength {
            let reason = "its box or bar has a stronger colour than who must not take the medicine";
            findings.add(name, Some(page), reason);
        }
    }
}

fn around(view: &View<'_>, words: Rect) -> SetOff {
    let (mut is_boxed, mut strongest) = (false, 0.0_f64);
    for drawing in &view.drawings {
        let holds = drawing.is_closed && drawing.all.contains(words);
        if holds || drawing.inks().any(|ink| is_bar_beside(ink, words)) {
            is_boxed |= holds;
            strongest = strongest.max(strength(drawing));
        }
    }
    (is_boxed, strongest)
}

fn is_bar_beside(ink: Rect, words: Rect) -> bool {
    let both = ink.meet(words);
    ink.width() < ink.height() && 0.0 < both.height() && (0.0..BAR).contains(&-both.width())
}

fn strength(drawing: &Drawing) -> f64 {
    let [red, green, blue] = drawing.color;
    red.max(green).max(blue) - red.min(green).min(blue)
}

#[cfg(test)]
mod tests {
    use super::super::view;
    use super::super::{a_line, places};
    use super::*;

    #[test]
    fn boxes_that_hold_words_and_bars_beside_them_set_them_off() {
        let words = Rect { left: 50.0, right: 300.0, top: 100.0, bottom: 110.0 };
        let lines = [a_line("author.why.1", words, 109.0)];
        let (columns, places) = (view::columns(&lines), places(&lines));
        let said = |all: Rect, color: [f64; 3]| {
            let mut view = View::of(&columns, &places);
            view.drawings.push(Drawing { color, ..Drawing::ground(all) });
            around(&view, words)
        };
        let yellow = [1.0, 0.8, 0.0];
        assert_eq!(said(words.grown(5.0, 5.0), yellow), (true, 1.0));
        assert_eq!(said(words.grown(5.0, 5.0), [0.9; 3]), (true, 0.0));
        let bar = |left: f64| Rect { left, right: left + 4.0, top: 90.0, bottom: 130.0 };
        assert_eq!(said(bar(40.0), yellow), (false, 1.0));
        assert_eq!(said(bar(10.0), yellow), (false, 0.0), "far away");
        assert_eq!(said(Rect { top: 130.0, bottom: 170.0, ..words }, yellow), (false, 0.0));
    }
}

//! Who must not take the medicine is set off as much as other words: in a box, if the author's are in
//! one, and in no paler colour. Besides greys there is one hue: red and green say something themselves.

use super::findings::Findings;
use super::groups::names;
use super::plane::Rect;
use super::view::{Drawing, View};
use candor_composition::Composition;
use candor_model::{LeafFamily, Place};

/// Whose words may be set off as strongly as a template likes: those of the most urgent sections, and the
/// key points, which repeat them.
const URGENT: [Place; 3] = [Place::MustNot, Place::HelpNow, Place::Key];
/// How much stronger the colour around other words may be (the greatest of red, green and blue,
/// less the least).
const STRONGER: f64 = 0.25;
/// How far from words a bar stands that belongs to them, in points.
const BAR: f64 = 30.0;

/// What is drawn around a text: whether a box, and how strong its strongest colour is.
type SetOff = (bool, f64);

/// Weaker colours are greys (strength by the greatest of red, green and blue).
const GREY: f64 = 0.05;
/// How far two colours of one hue lie apart on the circle, in turns.
const SAME_HUE: f64 = 40.0 / 360.0;

/// Reports words that are set off more.
pub(super) fn check(views: &[View<'_>], composition: &Composition, findings: &mut Findings) {
    hues(views, findings);
    let named = |is_it: &dyn Fn(Place) -> bool| {
        let mut all = Vec::new();
        for section in composition.sections.iter().filter(|section| is_it(section.place)) {
            all.push(section.heading.leaf.as_str());
            all.extend(section.blocks.iter().flat_map(names));
        }
        all
    };
    let must_not = named(&|place| place == Place::MustNot);
    let others = named(&|place| !URGENT.contains(&place));
    let mut most: Vec<SetOff> = Vec::new();
    let mut set_off: Vec<(usize, &str, SetOff)> = Vec::new();
    for view in views {
        for column in &view.columns {
            if must_not.contains(&column.name) {
                most.push(around(view, column.ink()));
            } else if others.contains(&column.name) {
                set_off.push((view.page, column.name, around(view, column.ink())));
            }
        }
    }
    if most.is_empty() {
        return;
    }
    let is_boxed = most.iter().any(|(is_boxed, _)| *is_boxed);
    let strongest = most.iter().map(|(_, strength)| *strength).fold(0.0, f64::max);
    for (page, name, (is_in_box, strength)) in set_off {
        if is_in_box && !is_boxed && LeafFamily::Author.has(name) {
            let reason = "it stands in a box, and who must not take the medicine in none";
            findings.add(name, Some(page), reason);
        } else if strongest + STRONGER < strength {
            let reason = "its box or bar has a stronger colour than who must not take the medicine";
            findings.add(name, Some(page), reason);
        }
    }
}

/// Reports colours of two hues.
fn hues(views: &[View<'_>], findings: &mut Findings) {
    let mut first: Option<f64> = None;
    for view in views {
        let words = view.lines().map(|line| line.color);
        let colors = view.drawings.iter().map(|drawing| drawing.color).chain(words);
        for hue in colors.filter_map(hue) {
            let apart = (hue - *first.get_or_insert(hue)).abs();
            if SAME_HUE < apart.min(1.0 - apart) {
                findings.add("template", Some(view.page), "it has colours of two hues");
                return;
            }
        }
    }
}

/// Where a colour stands on the circle of hues, in turns from red over green and blue.
fn hue(color: [f64; 3]) -> Option<f64> {
    let most = color.into_iter().fold(0.0, f64::max);
    let least = color.into_iter().fold(1.0, f64::min);
    let strength = most - least;
    if most * strength < GREY {
        return None;
    }
    let by = |third: f64, next: f64, last: f64| third / 3.0 + (next - last) / strength / 6.0;
    let [red, green, blue] = color;
    let turns = match () {
        () if most <= red => by(0.0, green, blue),
        () if most <= green => by(1.0, blue, red),
        () => by(2.0, red, green),
    };
    Some(turns.rem_euclid(1.0))
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

/// How far the parts of a colour lie apart.
fn strength(drawing: &Drawing) -> f64 {
    let [red, green, blue] = drawing.color;
    red.max(green).max(blue) - red.min(green).min(blue)
}

#[cfg(test)]
mod tests {
    use super::super::view;
    use super::super::{line::a_line, places};
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

    #[test]
    fn a_hue_is_read_from_what_is_no_grey() {
        assert_eq!(hue([0.15, 0.19, 0.23]), None);
        assert_eq!(hue([1.0, 0.99, 0.96]), None);
        let near =
            |color: [f64; 3], turns: f64| hue(color).is_some_and(|hue| (hue - turns).abs() < 0.01);
        assert!(near([1.0, 0.0, 0.0], 0.0) && near([0.0, 1.0, 0.0], 1.0 / 3.0));
        assert!(near([1.0, 0.8, 0.0], 0.8 / 6.0) && near([0.5, 0.0, 0.1], 5.8 / 6.0));
    }
}

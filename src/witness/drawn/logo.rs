//! The clinic's logo stands above all that a sheet says of its medicine: beside a warning or in the box
//! that says DRAFT a picture is a statement.

use super::findings::Findings;
use super::plane::Rect;
use super::view::View;
use candor_composition::Composition;

/// What is read before the first statement; the logo may stand beside it.
const BEFORE: [&str; 2] = ["title", "purpose"];
/// How far the logo's empty edge may reach down beside the next line, in points.
const EDGE: f64 = 2.0;

/// Reports a logo that stands elsewhere.
pub(super) fn check(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
    if composition.logo.is_none() {
        return;
    }
    if let Some(name) = view.place("logo").and_then(|logo| beside(view, logo)) {
        let reason = format!("it stands beside or below `{name}`, or in one box with it");
        findings.add("logo", Some(view.page), reason);
    }
}

/// The first text that a logo stands beside or below, or in one box with.
fn beside<'a>(view: &View<'a>, logo: Rect) -> Option<&'a str> {
    let is_with = |text: Rect| {
        let holds = |frame: Rect| frame.contains(logo) && frame.contains(text);
        let mut boxes = view.drawings.iter().filter(|drawing| drawing.is_closed);
        text.top + EDGE < logo.bottom || boxes.any(|drawing| holds(drawing.all))
    };
    let said = view.columns.iter().filter(|column| !column.is_running());
    let mut said = said.filter(|column| !BEFORE.contains(&column.name));
    said.find(|column| is_with(column.ink())).map(|column| column.name)
}

#[cfg(test)]
mod tests {
    use super::super::view::{self, Drawing};
    use super::super::{line::a_line, places};
    use super::*;

    #[test]
    fn a_logo_stands_above_what_is_said_and_in_no_box_with_it() {
        let ink = |top: f64| Rect { left: 20.0, right: 300.0, top, bottom: top + 10.0 };
        let lines = [a_line("title", ink(30.0), 39.0), a_line("state", ink(80.0), 89.0)];
        let (columns, places) = (view::columns(&lines), places(&lines));
        let mut view = View::of(&columns, &places);
        let logo = |top: f64| Rect { left: 320.0, right: 360.0, top, bottom: top + 40.0 };
        assert_eq!(beside(&view, logo(30.0)), None);
        assert_eq!(beside(&view, logo(60.0)), Some("state"));
        let all = Rect { left: 10.0, right: 400.0, top: 20.0, bottom: 100.0 };
        view.drawings.push(Drawing::frame(all, 1.0));
        assert_eq!(beside(&view, logo(30.0)), Some("state"));
    }
}

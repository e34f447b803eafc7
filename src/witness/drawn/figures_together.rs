//! The parts of a figure stand together, with nothing among them and nothing drawn into them.

use super::findings::Findings;
use super::groups::{Group, Kind};
use super::plane::Rect;
use super::view::{Drawing, View};

/// What is drawn keeps this far from a figure that it does not hold, in points.
const AWAY: f64 = 4.0;
/// How far apart two pictures stand side by side, in points.
const BETWEEN: f64 = 12.0;

/// Reports figures whose parts stand on several pages, or among which something else stands.
pub(super) fn check(view: &View<'_>, groups: &[Group<'_>], findings: &mut Findings) {
    for group in groups.iter().filter(|group| group.kind == Kind::Figure) {
        if let Some((name, reason)) = wrong(view, group) {
            findings.add(name, Some(view.page), reason);
        }
    }
}

fn wrong<'n>(view: &'n View<'_>, group: &Group<'n>) -> Option<(&'n str, &'static str)> {
    let placed = group.names.iter().filter_map(|name| view.place(name));
    let all = placed.reduce(Rect::join)?;
    if let Some(missing) = group.names.iter().find(|name| view.place(name).is_none()) {
        return Some((missing, "it stands on another page than the figure that it belongs to"));
    }
    let is_among = |name: &str, ink: Rect| !group.names.contains(&name) && ink.touches(all);
    if let Some(other) = view.lines().find(|line| is_among(&line.name, line.ink)) {
        return Some((&other.name, "it stands among the parts of a figure"));
    }
    let pictures: Vec<(&str, Rect)> =
        group.names.iter().filter_map(|name| Some((*name, view.picture(name)?))).collect();
    let is_beside = |a: Rect, b: Rect| {
        let both = a.meet(b);
        0.0 < both.height() && -both.width() < BETWEEN
    };
    for (at, (name, one)) in pictures.iter().enumerate() {
        if pictures[..at].iter().any(|(_, other)| is_beside(*one, *other)) {
            return Some((name, "it stands so near beside another picture that both are one"));
        }
    }
    let near = all.grown(AWAY, AWAY);
    let enters = |drawing: &Drawing| {
        let holds = drawing.is_closed && drawing.all.contains(all);
        !holds && drawing.inks().any(|ink| ink.touches(near))
    };
    let first = group.names.first().filter(|_| view.drawings.iter().any(enters))?;
    Some((first, "something is drawn into its figure or close to it"))
}

#[cfg(test)]
mod tests {
    use super::super::view::columns;
    use super::super::{Line, line::a_line, places};
    use super::*;

    /// What is said of a figure of two texts, with another text at a place, or a shape.
    fn said(second_page: usize, other: f64, shape: Option<Rect>) -> &'static str {
        let line = |name: &str, page, top: f64| {
            let ink = Rect { left: 50.0, right: 200.0, top, bottom: top + 10.0 };
            Line { page, ..a_line(name, ink, top + 9.0) }
        };
        let lines = [line("a", 0, 100.0), line("b", second_page, 150.0), line("other", 0, other)];
        let (columns, places) = (columns(&lines), places(&lines));
        let mut view = View::of(&columns, &places);
        view.drawings.extend(shape.map(Drawing::ground));
        let group = Group {
            kind: Kind::Figure,
            names: vec!["a", "b"],
            header: Vec::new(),
            ranks: Vec::new(),
        };
        wrong(&view, &group).map(|(_, reason)| reason).unwrap_or_default()
    }

    #[test]
    fn a_figure_stands_together_and_alone() {
        let shape = |top: f64, bottom: f64| Rect { left: 40.0, right: 210.0, top, bottom };
        assert_eq!(said(0, 200.0, None), "");
        assert!(said(1, 200.0, None).contains("another page than the figure"));
        assert!(said(0, 125.0, None).contains("among the parts"));
        assert_eq!(said(0, 200.0, Some(shape(90.0, 170.0))), "");
        assert!(said(0, 200.0, Some(shape(90.0, 145.0))).contains("drawn into its figure"));
        assert!(said(0, 200.0, Some(shape(163.0, 165.0))).contains("drawn into its figure"));
        assert_eq!(said(0, 200.0, Some(shape(165.0, 167.0))), "");
    }
}

//! The parts of a figure stand together, with nothing among them and nothing drawn into them.

use super::Findings;
use super::groups::{Group, Kind};
use super::plane::Rect;
use super::view::{Drawing, View};

/// What is drawn keeps this far from a figure that it does not hold, in points.
const AWAY: f64 = 4.0;

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
    let near = all.grown(AWAY, AWAY);
    let enters = |drawing: &Drawing| {
        let holds = drawing.is_closed && drawing.all.contains(all);
        !holds && drawing.inks().any(|ink| ink.touches(near))
    };
    let first = group.names.first().filter(|_| view.drawings.iter().any(enters))?;
    Some((first, "something is drawn into its figure or close to it"))
}

//! Where pictures stand: beside or below the line that says the same, and away from other words.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::found::Found;
use super::line::Line;
use super::plane::Rect;
use candor_composition::{Block, Composition};

/// How near other words may stand beside a picture, in points, and how much of both may then stand
/// side by side.
const NEAR: f64 = 5.0;
const SHARED: f64 = 1.0;
/// How far below its line a picture may begin, in points.
const MAX_BELOW: f64 = 24.0;
/// How far words may reach between a picture and its line, in points.
const BETWEEN: f64 = 0.5;

/// The texts that each picture belongs to.
fn own(composition: &Composition) -> BTreeMap<&str, Vec<&str>> {
    let mut own = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Figure { rows, .. } => {
                for row in rows {
                    own.insert(row.drawn.drawn.as_str(), vec![row.text.leaf.as_str()]);
                }
            }
            Block::Calendar { rows, .. } => {
                for row in rows {
                    let texts = vec![row.week.leaf.as_str(), row.dose.leaf.as_str()];
                    own.insert(row.days.drawn.as_str(), texts);
                }
            }
            Block::Paragraph(_)
            | Block::Bullets { .. }
            | Block::Steps { .. }
            | Block::Table { .. }
            | Block::WriteLines { .. }
            | Block::Standing { .. } => {}
        }
    }
    own
}

/// Reports pictures that stand away from their lines, or among other words.
pub(super) fn check(
    found: &[Found],
    composition: &Composition,
    lines: &[Line],
    findings: &mut Findings,
) {
    let own = own(composition);
    let said: Vec<&str> = own.values().flatten().copied().collect();
    for picture in found {
        let mine = own.get(picture.name.as_str()).map_or(&[][..], Vec::as_slice);
        if let Some(reason) = wrong(picture, mine, &said, lines) {
            findings.add(&picture.name, Some(picture.page), reason);
        }
    }
}

fn wrong(picture: &Found, mine: &[&str], said: &[&str], lines: &[Line]) -> Option<&'static str> {
    let place = picture.place;
    let on_page = lines.iter().filter(|line| line.page == picture.page && !line.is_label);
    let (own, others): (Vec<&Line>, Vec<&Line>) =
        on_page.partition(|line| mine.contains(&line.name.as_str()));
    let is_near = |line: &&Line| {
        let both = line.ink.meet(place);
        -NEAR < both.width() && -SHARED < both.height()
    };
    if others.iter().any(is_near) {
        return Some("it stands among words that it does not belong to");
    }
    // That the lines are missing is said elsewhere.
    if mine.is_empty() || !lines.iter().any(|line| mine.contains(&line.name.as_str())) {
        return None;
    }
    let Some(all) = own.iter().map(|line| line.ink).reduce(Rect::join) else {
        return Some("it stands on another page than the line that says the same");
    };
    let both = all.meet(place);
    let is_beside = 0.5 * all.height().min(place.height()) <= both.height();
    let below = place.top - all.bottom;
    let is_below = (-SHARED..=MAX_BELOW).contains(&below)
        && 0.5 * all.width().min(place.width()) < both.width();
    // The line of another picture may not stand nearer below it than its own above it.
    let is_anothers = others.iter().any(|line| {
        let gap = line.ink.top - place.bottom;
        said.contains(&line.name.as_str())
            && 0.0 < line.ink.meet(place).width()
            && (-SHARED..below).contains(&gap)
    });
    let between = all.join(place).grown(-BETWEEN, -BETWEEN);
    let is_parted = others.iter().any(|line| !line.ink.meet(between).is_empty());
    ((!is_beside && (!is_below || is_anothers)) || is_parted)
        .then_some("it stands away from the line that says the same")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { left, top, right, bottom }
    }

    fn judged(place: Rect, lines: &[(&str, Rect)]) -> Option<&'static str> {
        let name = "figure.dots".to_owned();
        let picture = Found { name, page: 0, place, first: 0, last: 1, is_dark: true };
        let lines: Vec<Line> = lines
            .iter()
            .map(|(name, ink)| super::super::line::a_line(name, *ink, ink.bottom - 2.0))
            .collect();
        wrong(&picture, &["own"], &["own", "rival"], &lines)
    }

    #[test]
    fn a_picture_stands_under_its_line_or_beside_it() {
        let own = ("own", rect(0.0, 0.0, 100.0, 10.0));
        assert_eq!(judged(rect(0.0, 13.0, 100.0, 30.0), &[own]), None);
        assert_eq!(judged(rect(110.0, 0.0, 140.0, 12.0), &[own]), None);
        assert!(judged(rect(0.0, 40.0, 100.0, 60.0), &[own]).is_some(), "far below");
        assert!(judged(rect(200.0, 40.0, 300.0, 60.0), &[own]).is_some(), "elsewhere");
    }

    #[test]
    fn other_words_keep_away_from_a_picture() {
        let own = ("own", rect(0.0, 0.0, 100.0, 10.0));
        let place = rect(0.0, 13.0, 100.0, 30.0);
        assert_eq!(judged(place, &[own, ("other", rect(106.0, 15.0, 140.0, 25.0))]), None);
        assert!(judged(place, &[own, ("other", rect(104.0, 15.0, 140.0, 25.0))]).is_some());
        let nearer = ("rival", rect(0.0, 31.5, 100.0, 41.0));
        assert!(judged(place, &[own, nearer]).is_some(), "the line of another is nearer");
    }
}

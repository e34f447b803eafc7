//! What a format owes its reader, worked out without the composition.
//!
//! Repeats on purpose what `compose` decides: otherwise a fault there would prove itself. The
//! rules are those of PRODUCT.md, "What must be true of every PDF", point 1 and 2.

use std::collections::BTreeMap;

use super::drawn::Drawn;
use crate::check::Checked;
use crate::compose::{Composition, Drawn as InComposition, Standing, Wanted};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::drawing::Drawing;
use crate::library::Wording;
use crate::model::text::normalize;
use crate::model::{
    Certainty, Direction, DoseForm, DoseStep, Extra, Format, Paper, Place, Reviewed, Role, Sheet,
    Subject, Tier, Words,
};

/// Texts that must be in the composition: by name, in which place and words, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owed {
    debts: Vec<Debt>,
    pictures: Vec<Picture>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Debt {
    pub(super) leaf: String,
    pub(super) place: Option<Place>,
    pub(super) text: String,
}

/// A picture that must be in the composition: by name, what it draws, what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) drawn: String,
    pub(super) drawing: Drawing,
    pub(super) alt: String,
}

impl Owed {
    /// Returns how many texts are owed.
    pub fn len(&self) -> usize {
        self.debts.len() + self.pictures.len()
    }

    /// Whether nothing is owed.
    pub fn is_empty(&self) -> bool {
        self.debts.is_empty() && self.pictures.is_empty()
    }
}

/// Works out what is owed for a sheet.
pub fn owed(
    sheet: &Checked<Sheet>,
    wording: &Wording,
    wanted: Wanted,
    standing: &Standing,
) -> Owed {
    let checked = sheet;
    let sheet = checked.get();
    let mut owed = Vec::new();
    let text = state(wording, wanted, standing);
    owed.push(Debt { leaf: "state".to_owned(), place: None, text });
    let text = header(sheet, wording, wanted, standing);
    owed.push(Debt { leaf: HEADER.to_owned(), place: None, text });
    if wanted.format == Format::Card {
        cards(sheet, wording, wanted, standing, &mut owed);
        return Owed { debts: owed, pictures: Vec::new() };
    }
    key(sheet, wording, wanted, &mut owed);
    evidence(sheet, wording, wanted, &mut owed);
    let mut drawn = Drawn {
        wording,
        jurisdiction: wanted.jurisdiction,
        medicine: &sheet.medicine.short_name,
        debts: Vec::new(),
        pictures: Vec::new(),
    };
    if let Subject::Condition(record) = &sheet.subject
        && let Some(certainty) = record.certainty
    {
        drawn.certainty(certainty);
    }
    drawn.facts(sheet, wanted.format);
    let Drawn { debts, mut pictures, .. } = drawn;
    owed.extend(debts);
    calendar(sheet, wording, wanted, &mut owed, &mut pictures);
    let help = &wording.file.lines.help_visit;
    let filled = [("medicine", sheet.medicine.short_name.as_str())];
    let text = Wording::say(help, wanted.jurisdiction, &filled);
    owed.push(Debt { leaf: "help.visit".to_owned(), place: Some(Place::HelpVisit), text });
    for (index, step) in sheet.dosing.iter().enumerate() {
        dose(index + 1, step, wording, wanted, &mut owed);
    }
    if !sheet.dosing.is_empty() {
        let text = normalize(&sheet.stop_if.value);
        owed.push(Debt { leaf: "stop-if".to_owned(), place: Some(Place::Taking), text });
    }
    items(sheet, wanted, standing, &mut owed);
    release(wording, wanted, standing, &mut owed);
    if wanted.format == Format::Dossier {
        // A dossier says in words what the leaflet draws.
        pictures.clear();
        review(checked, wording, wanted, &mut owed);
    }
    // Within a place, what is not an item stands before the items, which keep the library's order.
    owed.sort_by_key(|debt| debt.place);
    Owed { debts: owed, pictures }
}

/// The line at the top of each page.
const HEADER: &str = "running.header";

/// What stands at the top of each page: how far the sheet has come, and whether a translator has
/// read the words.
fn header(sheet: &Sheet, wording: &Wording, wanted: Wanted, standing: &Standing) -> String {
    let lines = &wording.file.lines;
    let say = |words, filled: &[(&str, &str)]| Wording::say(words, wanted.jurisdiction, filled);
    let mut header = match standing {
        Standing::Draft => say(&lines.draft_header, &[]),
        Standing::Candidate { version } => say(&lines.candidate_header, &[("version", version)]),
        Standing::Released(issue) => say(&lines.release_header, &[("version", &issue.version)]),
        Standing::Overdue(issue) => {
            let due = wording.date(issue.due, wanted.jurisdiction);
            say(&lines.overdue_header, &[("due", &due)])
        }
    };
    let signed = standing
        .issue()
        .is_some_and(|issue| issue.reviewers.iter().any(|r| r.role == Role::Translator));
    let read = wording.file.status == Reviewed::Reviewed
        && sheet.medicine.words_reviewed == Reviewed::Reviewed;
    if !read && !signed {
        header.push_str(" - ");
        header.push_str(&say(&lines.unreviewed, &[]));
    }
    header
}

/// What stands under the title: how far the sheet has come.
fn state(wording: &Wording, wanted: Wanted, standing: &Standing) -> String {
    let lines = &wording.file.lines;
    let date = |date| wording.date(date, wanted.jurisdiction);
    let say = |words, filled: &[(&str, &str)]| Wording::say(words, wanted.jurisdiction, filled);
    match standing {
        Standing::Draft => say(&lines.draft, &[]),
        Standing::Candidate { version } => say(&lines.candidate, &[("version", version)]),
        Standing::Overdue(issue) => say(&lines.overdue, &[("due", &date(issue.due))]),
        Standing::Released(issue) => say(
            &lines.release,
            &[
                ("version", &issue.version),
                ("date", &date(issue.published)),
                ("due", &date(issue.due)),
            ],
        ),
    }
}

/// Who reviewed a release, and how it can be checked.
fn release(wording: &Wording, wanted: Wanted, standing: &Standing, owed: &mut Vec<Debt>) {
    let Some(issue) = standing.issue() else { return };
    let lines = &wording.file.lines;
    let mut owe = |leaf: String, text: String| {
        owed.push(Debt { leaf, place: Some(Place::About), text });
    };
    for (index, reviewer) in issue.reviewers.iter().enumerate() {
        let role = Wording::say(wording.role(reviewer.role), wanted.jurisdiction, &[]);
        let name = normalize(&reviewer.name);
        let date = wording.date(reviewer.date, wanted.jurisdiction);
        let filled = [("date", &*date), ("role", &*role), ("name", &*name)];
        let text = Wording::say(&lines.reviewer, wanted.jurisdiction, &filled);
        owe(format!("release.reviewer.{}", index + 1), text);
    }
    let filled = [("code", &*issue.code), ("version", &*issue.version)];
    let text = Wording::say(&lines.code, wanted.jurisdiction, &filled);
    owe("release.code".to_owned(), text);
}

/// A dossier shows the leaflet's lines in one place, and what was left out or set aside.
fn review(checked: &Checked<Sheet>, wording: &Wording, wanted: Wanted, owed: &mut Vec<Debt>) {
    // The lines keep the leaflet's order, whatever their places were.
    owed.sort_by_key(|debt| debt.place);
    for debt in owed.iter_mut().filter(|debt| debt.place.is_some()) {
        debt.place = Some(Place::ReviewLines);
    }
    let lines = &wording.file.lines;
    for (index, aside) in checked.weighed().set_aside.iter().enumerate() {
        let alarm = &aside.alarm;
        let date = wording.date(alarm.date, wanted.jurisdiction);
        let filled = [
            ("words", aside.words.as_str()),
            ("code", &alarm.code),
            ("by", &alarm.by),
            ("date", &date),
            ("reason", &alarm.reason),
        ];
        let text = Wording::say(&lines.dossier_false_alarm, wanted.jurisdiction, &filled);
        let leaf = format!("false-alarm.{}", index + 1);
        owed.push(Debt { leaf, place: Some(Place::SetAside), text: normalize(&text) });
    }
}

fn items(sheet: &Sheet, wanted: Wanted, standing: &Standing, owed: &mut Vec<Debt>) {
    let jurisdiction = wanted.jurisdiction;
    for item in &sheet.medicine.items {
        let everywhere = item.tier == Tier::Core;
        let on_this_sheet = sheet.applies.contains(&item.id) || sheet.switches_on(item);
        let in_full = item.tier != Tier::Clinician;
        let (wanted_here, words) = match wanted.format {
            Format::Full
            | Format::Large
            | Format::Giant
            | Format::Text
            | Format::Html
            | Format::Dossier
            | Format::Notice => (in_full, &item.plain),
            // Its own words are owed instead.
            Format::Card => (false, &item.plain),
            Format::Handout => {
                let short = item.short.as_ref().filter(|_| !item.always_plain);
                (everywhere || (on_this_sheet && in_full), short.unwrap_or(&item.plain))
            }
        };
        // A named person's waiver counts in a candidate, and in the release that the person signs.
        let waived = item.tier == Tier::Standard
            && *standing != Standing::Draft
            && sheet.waivers.iter().any(|waiver| waiver.item == item.id);
        if !wanted_here || waived {
            continue;
        }
        let Some(words) = words.get(jurisdiction) else { continue };
        let lead = item.lead.as_ref().filter(|_| !sheet.switches_on(item));
        let text = match lead.and_then(|lead| lead.get(jurisdiction)) {
            Some(lead) => format!("{lead} {words}"),
            None => words.to_owned(),
        };
        owed.push(Debt {
            leaf: format!("item.{}", item.id),
            place: Some(item.place),
            text: normalize(&text),
        });
    }
}

fn evidence(sheet: &Sheet, wording: &Wording, wanted: Wanted, owed: &mut Vec<Debt>) {
    let jurisdiction = wanted.jurisdiction;
    let mut owe = |leaf: String, text: String| {
        owed.push(Debt { leaf, place: Some(Place::Evidence), text });
    };
    match &sheet.subject {
        Subject::Condition(record) => {
            for (name, text) in wording.evidence_lines(&sheet.medicine, record, jurisdiction) {
                owe(format!("evidence.{name}"), text);
            }
        }
        Subject::General => {
            let monograph = &sheet.medicine;
            let overall = monograph.overall.as_ref().and_then(|id| monograph.records.get(id));
            let overall = overall
                .map(|record| wording.evidence_lines(monograph, record, jurisdiction))
                .unwrap_or_default();
            for (name, text) in overall.iter().filter(|(name, _)| *name == "findings") {
                owe(format!("evidence.{name}"), text.clone());
            }
            // The table says for each condition how sure we are, and of what.
            let intro = Wording::say(&wording.file.lines.table_intro, jurisdiction, &[]);
            owe("evidence.intro".to_owned(), intro);
            for record in monograph.general_table.iter().filter_map(|id| monograph.records.get(id))
            {
                let (Some(certainty), Some(direction), Some(name)) =
                    (record.certainty, record.direction, record.name.get(jurisdiction))
                else {
                    continue;
                };
                let unsure = matches!(certainty, Certainty::VeryLow | Certainty::None);
                let direction = if unsure && direction != Direction::PossibleHarm {
                    Direction::NotKnown
                } else {
                    direction
                };
                let say = |words| Wording::say(words, jurisdiction, &[]);
                let cell = |name: &str| format!("table.{}.{name}", record.id);
                owe(cell("condition"), normalize(name));
                owe(cell("certainty"), say(wording.level(certainty)));
                owe(cell("direction"), say(wording.direction(direction)));
            }
            for (name, text) in overall.iter().filter(|(name, _)| *name == "unknown") {
                owe(format!("evidence.{name}"), text.clone());
            }
        }
    }
}

/// What stands before all else.
fn key(sheet: &Sheet, wording: &Wording, wanted: Wanted, owed: &mut Vec<Debt>) {
    let points = &sheet.medicine.key_points;
    let mut owe = |name: &str, text: String| {
        owed.push(Debt { leaf: format!("key.{name}"), place: Some(Place::Key), text });
    };
    for (index, point) in points.iter().enumerate() {
        let text = point.text.get(wanted.jurisdiction).unwrap_or_default();
        owe(&(index + 1).to_string(), normalize(text));
    }
    if !points.is_empty() {
        let number = Wording::say(&wording.file.phone.emergency, wanted.jurisdiction, &[]);
        let words = &wording.file.lines.key_emergency;
        let filled = [("emergency", number.as_str())];
        owe("emergency", Wording::say(words, wanted.jurisdiction, &filled));
    }
}

/// Each week of the plan that a calendar shows, with its dose.
fn calendar(
    sheet: &Sheet,
    wording: &Wording,
    wanted: Wanted,
    owed: &mut Vec<Debt>,
    pictures: &mut Vec<Picture>,
) {
    if !sheet.extras.contains(&Extra::Calendar) {
        return;
    }
    for step in &sheet.dosing {
        for week in step.from_week..=step.to_week.unwrap_or(step.from_week) {
            let (mg, ml) = (step.mg.to_string(), step.count.to_string());
            let filled = [("mg", mg.as_str()), ("ml", &ml)];
            let lines = &wording.file.lines;
            let words = match step.form {
                DoseForm::Liquid => &lines.amount_liquid,
                DoseForm::Capsule | DoseForm::Tablet => &lines.amount,
            };
            let text = Wording::say(words, wanted.jurisdiction, &filled);
            let leaf = format!("calendar.{week}.dose");
            owed.push(Debt { leaf, place: Some(Place::Calendar), text });
            pictures.push(Picture {
                drawn: format!("calendar.{week}.days"),
                drawing: Drawing::Boxes { of: 7 },
                alt: Wording::say(&wording.file.card.days_alt, wanted.jurisdiction, &[]),
            });
        }
    }
}

/// What each wallet card says.
fn cards(
    sheet: &Sheet,
    wording: &Wording,
    wanted: Wanted,
    standing: &Standing,
    owed: &mut Vec<Debt>,
) {
    let Some(card) = &sheet.medicine.card else { return };
    let cards = match wanted.paper {
        Paper::A4 | Paper::Letter => 8,
        Paper::Id1 => 1,
    };
    let state = match standing.issue() {
        Some(issue) => {
            let filled = [("version", &*issue.version), ("code", &*issue.code)];
            Wording::say(&wording.file.lines.code, wanted.jurisdiction, &filled)
        }
        None => header(sheet, wording, wanted, standing),
    };
    for index in 1..=cards {
        let mut owe = |leaf: String, text: String| {
            owed.push(Debt { leaf, place: Some(Place::Card), text });
        };
        let text = |words: &Words| normalize(words.get(wanted.jurisdiction).unwrap_or_default());
        owe(format!("card.{index}.title"), text(&card.title));
        for (line, words) in card.lines.iter().enumerate() {
            owe(format!("card.{index}.line.{}", line + 1), text(words));
        }
        if wanted.paper != Paper::Id1 {
            owe(format!("release.card.{index}"), state.clone());
        }
    }
}

/// A dosing step; a wrong number is the worst error that a sheet can have.
fn dose(n: usize, step: &DoseStep, wording: &Wording, wanted: Wanted, owed: &mut Vec<Debt>) {
    let lines = &wording.file.lines;
    let mut owe = |cell: &str, text: String| {
        owed.push(Debt { leaf: format!("dose.{n}.{cell}"), place: Some(Place::Taking), text });
    };
    let say = |words, filled: &[(&str, &str)]| Wording::say(words, wanted.jurisdiction, filled);
    let (from, to) = (step.from_week.to_string(), step.to_week.map(|week| week.to_string()));
    let when = match &to {
        None => say(&lines.from_week, &[("from", &from)]),
        Some(to) if *to == from => say(&lines.week, &[("week", &from)]),
        Some(to) => say(&lines.weeks, &[("from", &from), ("to", to)]),
    };
    owe("when", when);
    let mg = step.mg.to_string();
    let (n_units, strength) = (step.count.to_string(), step.strength.to_string());
    let filled = [("mg", &*mg), ("count", &*n_units), ("ml", &*n_units), ("strength", &*strength)];
    let amount = match step.form {
        DoseForm::Liquid => &lines.amount_liquid,
        DoseForm::Capsule | DoseForm::Tablet => &lines.amount,
    };
    owe("amount", say(amount, &filled));
    let take = match (step.form, &*n_units) {
        (DoseForm::Liquid, _) => &lines.liquid,
        (DoseForm::Capsule, "1") => &lines.capsule_one,
        (DoseForm::Tablet, "1") => &lines.tablet_one,
        (DoseForm::Tablet, "0.5") => &lines.tablet_half,
        (DoseForm::Capsule, _) => &lines.capsules,
        (DoseForm::Tablet, _) => &lines.tablets,
    };
    owe("take", say(take, &filled));
    owe("time", normalize(&step.time.value));
}

/// Reports what is owed and not in the composition, in its place, words and order, and items that
/// are in it and not owed.
pub fn held(owed: &Owed, composition: &Composition) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut report = |name: &str, problem: &str| {
        diagnostics
            .push(Diagnostic::new(Code::PageOwed, format!("`{name}` {problem}")).help(
                "this is a fault in Candor or in a library; please report it with the sheet",
            ));
    };
    let all = composition.leaves();
    let leaves: BTreeMap<&str, (usize, Option<Place>, String)> = all
        .iter()
        .enumerate()
        .map(|(rank, (place, leaf))| (leaf.leaf.as_str(), (rank, *place, leaf.text())))
        .collect();
    let mut last = 0;
    for Debt { leaf, place, text } in &owed.debts {
        if leaf == HEADER {
            if composition.running.header.text() != *text {
                report(leaf, "is in the composition in other words");
            }
            continue;
        }
        match leaves.get(leaf.as_str()) {
            None => report(leaf, "is owed and not in the composition"),
            Some((_, found, _)) if found != place => {
                report(leaf, "is not in the place where its kind belongs");
            }
            Some((_, _, found)) if found != text => {
                report(leaf, "is in the composition in other words");
            }
            Some((rank, ..)) if *rank < last => {
                report(leaf, "stands before what should be read first");
            }
            Some((rank, ..)) => last = *rank,
        }
    }
    for (_, leaf) in &all {
        let known = owed.debts.iter().any(|debt| debt.leaf == leaf.leaf);
        let must = ["item.", "key.", "figure.", "evidence."];
        if must.iter().any(|start| leaf.leaf.starts_with(start)) && !known {
            report(&leaf.leaf, "is in the composition and not owed");
        }
    }
    let drawings = composition.drawings();
    let same = |drawn: &InComposition, owed: &Picture| {
        drawn.drawn == owed.drawn && drawn.draws == owed.drawing && drawn.alt == owed.alt
    };
    for picture in &owed.pictures {
        if !drawings.iter().any(|drawn| same(drawn, picture)) {
            report(&picture.drawn, "is owed as a picture and is missing or draws something else");
        }
    }
    if drawings.len() != owed.pictures.len() {
        report("figure", "pictures are in the composition that are not owed");
    }
    diagnostics
}

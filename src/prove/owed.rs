//! What a format owes its reader, worked out without the composition.
//!
//! Repeats on purpose what `compose` decides: otherwise a fault there would prove itself. The
//! rules are those of PRODUCT.md, "What must be true of every PDF", point 1 and 2.

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::compose::{Composition, Wanted};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::library::Wording;
use crate::model::text::normalize;
use crate::model::{Format, Place, Sheet, Subject, Tier};

/// Texts that must be in the composition: by name, where and in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed(BTreeMap<String, (Option<Place>, String)>);

impl Owed {
    /// Returns how many texts are owed.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is owed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Works out what is owed for a sheet.
pub fn owed(sheet: &Checked<Sheet>, wording: &Wording, wanted: Wanted) -> Owed {
    let sheet = sheet.get();
    let jurisdiction = wanted.jurisdiction;
    let mut owed = BTreeMap::new();
    for item in &sheet.medicine.items {
        let everywhere = item.tier == Tier::Core;
        let on_this_sheet = sheet.applies.contains(&item.id) || sheet.switches_on(item);
        let in_full = item.tier != Tier::Clinician;
        let (wanted_here, words) = match wanted.format {
            Format::Full => (in_full, &item.plain),
            Format::Handout => {
                let short = item.short.as_ref().filter(|_| !item.always_plain);
                (everywhere || (on_this_sheet && in_full), short.unwrap_or(&item.plain))
            }
        };
        if !wanted_here {
            continue;
        }
        let Some(words) = words.get(jurisdiction) else { continue };
        let lead = item.lead.as_ref().filter(|_| !sheet.switches_on(item));
        let text = match lead.and_then(|lead| lead.get(jurisdiction)) {
            Some(lead) => format!("{lead} {words}"),
            None => words.to_owned(),
        };
        owed.insert(format!("item.{}", item.id), (Some(item.place), normalize(&text)));
    }
    let evidence = |name: &str| format!("evidence.{name}");
    match &sheet.subject {
        Subject::Condition(record) => {
            for (name, text) in wording.evidence_lines(&sheet.medicine, record, jurisdiction) {
                owed.insert(evidence(name), (Some(Place::Evidence), text));
            }
        }
        Subject::General => {
            for id in &sheet.medicine.general_table {
                let Some(record) = sheet.medicine.records.get(id) else { continue };
                if let (Some(certainty), Some(name)) =
                    (record.certainty, record.name.get(jurisdiction))
                {
                    let level = Wording::say(wording.level(certainty), jurisdiction, &[]);
                    let place = Some(Place::Evidence);
                    owed.insert(format!("table.{id}.condition"), (place, normalize(name)));
                    owed.insert(format!("table.{id}.certainty"), (place, level));
                }
            }
        }
    }
    let state = Wording::say(&wording.file.lines.draft, jurisdiction, &[]);
    owed.insert("state".to_owned(), (None, state));
    Owed(owed)
}

/// Reports what is owed and not in the composition, in its place and words.
pub(super) fn held(owed: &Owed, composition: &Composition) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let leaves: BTreeMap<&str, (Option<Place>, String)> = composition
        .leaves()
        .into_iter()
        .map(|(place, leaf)| (leaf.leaf.as_str(), (place, leaf.text())))
        .collect();
    for (name, (place, text)) in &owed.0 {
        let problem = match leaves.get(name.as_str()) {
            None => "is owed and not in the composition",
            Some((found, _)) if found != place => "is not in the place where its kind belongs",
            Some((_, found)) if found != text => "is in the composition in other words",
            Some(_) => continue,
        };
        diagnostics
            .push(Diagnostic::new(Code::PageOwed, format!("`{name}` {problem}")).help(
                "this is a fault in Candor or in a library; please report it with the sheet",
            ));
    }
    diagnostics
}

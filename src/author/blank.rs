//! The sheet that an author begins with.

use jiff::civil::Date;

use super::toml_string;
use candor_model::{Certainty, Id, Jurisdiction, Monograph};

/// What a new sheet is of.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    pub id: &'a Id,
    /// The medicine; a copy may keep the one that it has.
    pub medicine: Option<&'a str>,
    /// The condition; a copy may keep the one that it has.
    pub condition: Option<&'a str>,
    /// The date of the text.
    pub on: Date,
}

/// Returns the text of a sheet under a new id, with a new date; its words stay as they are.
pub fn copy(text: &str, new: &Beginning<'_>) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        let replaced = match key {
            "id" => Some(format!("id = {}", toml_string(new.id.as_str()))),
            "revised" => Some(format!("revised = {}", new.on)),
            "medicine" => new.medicine.map(|m| format!("medicine = {}", toml_string(m))),
            "condition" => new.condition.map(|c| format!("condition = {}", toml_string(c))),
            _ => None,
        };
        let line =
            replaced.unwrap_or_else(|| line.replace("#:schema ../schema/", "#:schema schema/"));
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Returns a commented sheet that passes `check` but for what only its author can know.
pub fn blank(
    new: &Beginning<'_>,
    medicine: &str,
    condition: &str,
    monograph: Option<&Monograph>,
) -> String {
    let jurisdiction = Jurisdiction::Us;
    let (name, title, note, lowest, form) = monograph.map_or_else(
        || (medicine.to_owned(), medicine.to_owned(), String::new(), "1".to_owned(), "tablet"),
        |monograph| {
            let name = monograph.name.get(jurisdiction).unwrap_or(medicine).to_owned();
            let record = monograph.record(condition);
            let about = record.and_then(|record| record.name.get(jurisdiction));
            let title = match about {
                Some(about) => format!("{name} and {about}"),
                None => name.clone(),
            };
            let note = match record.and_then(|record| record.certainty) {
                Some(Certainty::VeryLow | Certainty::None) => {
                    "# We do not know whether it helps; the sheet's value is that it says so.\n"
                        .to_owned()
                }
                Some(Certainty::High | Certainty::Moderate | Certainty::Low) | None => {
                    String::new()
                }
            };
            let form = monograph.dose.forms.first().map_or("tablet", |form| form.as_str());
            (name, title, note, monograph.dose.lowest.to_string(), form)
        },
    );
    let title = capitalized(&title);
    format!(
        r#"#:schema schema/sheet.schema.json
# {title}
# Warnings, contraindications and the evidence statement are added from the library.
{note}id = {id}
title = {title_value}
medicine = {medicine}
condition = {condition}
language = "en"
revised = {today}
review-months = 12

# WRITE: one sentence, what the sheet is for and for whom.
purpose = {purpose}
# WRITE: who paid for the sheet.
funding = "No one paid for this sheet."
# WRITE: when to stop if it does not help.
stop-if = "If it has not helped by your review, tell us. We will stop it together."
# Conditional items that hold for every reader of this sheet (`candor library show {plain_medicine}`).
applies = []
# WRITE: what your patients ask, or should ask; three or four questions.
questions = [
  "How will we know if it helps me?",
  "What should I do if I feel unwell?",
]

[[section]]
place = "why"
heading = "Why it may be offered"
# WRITE: why you may offer it. Paragraphs, lists and **bold** have a meaning; all else prints as it
# is written. Do not say how well it works: the evidence statement does.
text = """
We may offer it when other care has not been enough for you.
"""

# WRITE: the steps of the plan: strength times count is the dose. Leave `to-week` out in the last.
[[dose]]
from-week = 1
mg = "{lowest}"
form = "{form}"
strength = "{lowest}"
count = "1"
time = "once a day"
"#,
        id = toml_string(new.id.as_str()),
        title_value = toml_string(&title),
        medicine = toml_string(medicine),
        condition = toml_string(condition),
        plain_medicine = medicine,
        today = new.on,
        purpose = toml_string(&format!("This sheet is for people who may take {name}.")),
    )
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

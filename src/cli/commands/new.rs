//! `candor new`

use std::path::Path;

use candor::model::{Certainty, Id};
use candor::resolve::GENERAL;
use candor::tree::Entry;
use candor::workspace;

use super::init::toml_string;
use super::open::{Opened, open};
use crate::args::NewArgs;
use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Writes a commented sheet that passes `check` but for what only its author can know.
pub(crate) fn run(
    ui: &mut Ui,
    args: &NewArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = open(workspace)?;
    let Some(root) = opened.root.clone() else {
        return Err(CommandError::usage("there is no workspace here")
            .hint("`candor init DIR` makes one; run `candor new` inside it, or give --workspace"));
    };
    let id = Id::new(&args.id).map_err(|error| {
        CommandError::usage(format!("`{}` cannot be a sheet's id: {error}", args.id))
            .hint("use a short name such as ldn-fibromyalgia")
    })?;
    let path = root.join("sheets").join(format!("{id}.toml"));
    let text = if let Some(from) = &args.from {
        copy(&mut opened, from, args, &id)?
    } else {
        let medicine = medicine(ui, &mut opened, args)?;
        let condition = condition(ui, &mut opened, &medicine, args)?;
        blank(&mut opened, &id, &medicine, &condition, args)
    };
    workspace::write_new(&path, text.as_bytes())?;
    ui.data(&format!("{}\n", path.display()));
    ui.say(&format!("next: fill in the lines marked WRITE, then `candor check {id}`"));
    Ok(DONE)
}

fn medicine(ui: &Ui, opened: &mut Opened, args: &NewArgs) -> Result<String, CommandError> {
    let known: Vec<String> =
        opened.session.library.medicines().into_iter().map(|(id, _)| id).collect();
    let typed = args
        .medicine
        .clone()
        .or_else(|| ui.ask(&format!("Which medicine? ({})", known.join(", "))));
    let Some(typed) = typed else {
        return Err(CommandError::usage("no medicine was given")
            .hint(format!("add --medicine; the medicines are: {}", known.join(", "))));
    };
    if known.contains(&typed) {
        return Ok(typed);
    }
    let error = CommandError::usage(format!("there is no medicine `{typed}`"));
    Err(match candor::nearest(&typed, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the medicines are: {}", known.join(", "))),
    })
}

fn condition(
    ui: &Ui,
    opened: &mut Opened,
    medicine: &str,
    args: &NewArgs,
) -> Result<String, CommandError> {
    let (monograph, _) = opened.session.monograph(medicine);
    let Some(monograph) = monograph else {
        return Err(CommandError::usage(format!("the medicine `{medicine}` has errors"))
            .hint(format!("`candor library show {medicine}` shows them")));
    };
    let graded = monograph.records.values().filter(|record| record.certainty.is_some());
    let mut known: Vec<String> = graded.map(|record| record.id.to_string()).collect();
    if !monograph.general_table.is_empty() {
        known.insert(0, GENERAL.to_owned());
    }
    let typed = args
        .condition
        .clone()
        .or_else(|| ui.ask(&format!("For which condition? ({})", known.join(", "))));
    let Some(typed) = typed else {
        return Err(CommandError::usage("no condition was given")
            .hint(format!("add --condition; the records are: {}", known.join(", "))));
    };
    if known.contains(&typed) {
        return Ok(typed);
    }
    let error = CommandError::usage(format!("`{medicine}` has no evidence record `{typed}`"));
    Err(match candor::nearest(&typed, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the records are: {}", known.join(", "))),
    })
}

/// Copies a sheet under a new id, with a new date; its words stay as they are.
fn copy(opened: &mut Opened, from: &str, args: &NewArgs, id: &Id) -> Result<String, CommandError> {
    let shipped = candor::assets::sheets();
    let example = shipped.get(&format!("examples/{from}.toml")).cloned();
    let entry = match opened.sheets(&[from.to_owned()]) {
        Ok(mut found) => found.remove(0).1,
        Err(error) => example.ok_or_else(|| {
            let names: Vec<_> = shipped
                .toml_files("examples")
                .filter_map(|(path, _)| path.strip_prefix("examples/")?.strip_suffix(".toml"))
                .collect();
            error.hint(format!("the shipped examples are: {}", names.join(", ")))
        })?,
    };
    let Entry::File(bytes) = entry else {
        return Err(CommandError::usage(format!("the sheet `{from}` cannot be read")));
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut out = String::new();
    for line in text.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        let replaced = match key {
            "id" => Some(format!("id = {}", toml_string(id.as_str()))),
            "revised" => Some(format!("revised = {}", crate::clock::today(args.on))),
            "medicine" => args.medicine.as_ref().map(|m| format!("medicine = {}", toml_string(m))),
            "condition" => {
                args.condition.as_ref().map(|c| format!("condition = {}", toml_string(c)))
            }
            _ => None,
        };
        let line =
            replaced.unwrap_or_else(|| line.replace("#:schema ../schema/", "#:schema schema/"));
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}

fn blank(opened: &mut Opened, id: &Id, medicine: &str, condition: &str, args: &NewArgs) -> String {
    let (monograph, _) = opened.session.monograph(medicine);
    let jurisdiction = candor::model::Jurisdiction::Us;
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
                _ => String::new(),
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
        id = toml_string(id.as_str()),
        title_value = toml_string(&title),
        medicine = toml_string(medicine),
        condition = toml_string(condition),
        plain_medicine = medicine,
        today = crate::clock::today(args.on),
        purpose = toml_string(&format!("This sheet is for people who may take {name}.")),
    )
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

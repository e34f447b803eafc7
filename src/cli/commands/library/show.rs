//! `candor library show`

use super::record::{graded, record_line};
use std::fmt::Write as _;
use std::path::Path;

use candor_model::{Monograph, Record, SafetyItem, Words};

use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::Ui;
use crate::workspace::open;

/// Show a medicine, or one of its safety items or evidence records
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The medicine
    pub medicine: String,
    /// A safety item or evidence record
    pub part: Option<String>,
}

/// Shows a medicine, or one item or record of it.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = open(workspace)?;
    let known = opened.workspace.shared.library.medicines();
    let (monograph, found) = opened.workspace.shared.library.monograph(&args.medicine);
    let Some(monograph) = monograph else {
        ui.show(&found);
        if found.has_errors() {
            return Ok(FINDINGS);
        }
        let error = CommandError::usage(format!("there is no medicine `{}`", args.medicine));
        let names = known.iter().map(|(id, _)| id.as_str());
        return Err(match candor_model::nearest(&args.medicine, names) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("`candor library list` shows the medicines"),
        });
    };
    match &args.part {
        None => overview(ui, &monograph),
        Some(part) => part_of(ui, &monograph, part)?,
    }
    Ok(DONE)
}

fn overview(ui: &Ui, monograph: &Monograph) {
    if ui.json() {
        let items: Vec<_> = monograph.items.iter().map(item_json).collect();
        let records: Vec<_> = monograph.records.values().map(record_line).collect();
        let disagreements: Vec<_> = monograph
            .disagreements
            .iter()
            .map(
                |d| serde_json::json!({ "id": d.id, "topic": d.topic, "resolution": d.resolution }),
            )
            .collect();
        ui.json_data(&serde_json::json!({
            "id": monograph.id.as_str(), "items": items, "records": records,
            "disagreements": disagreements,
        }));
        return;
    }
    let mut text = String::new();
    for item in &monograph.items {
        let tags = item.when.tags.join(", ");
        let _ = writeln!(
            text,
            "{:<34} {:<16} {:<11} {tags}",
            item.id.as_str(),
            item.kind.as_str(),
            item.tier.as_str()
        );
    }
    text.push('\n');
    for record in monograph.records.values() {
        let (certainty, direction) = graded(record);
        let _ = writeln!(text, "{:<34} {certainty:<16} {direction}", record.id.as_str());
    }
    text.push('\n');
    for disagreement in &monograph.disagreements {
        let _ = writeln!(
            text,
            "{} {}: {}",
            disagreement.id, disagreement.topic, disagreement.resolution
        );
    }
    ui.data(&text);
}

fn part_of(ui: &Ui, monograph: &Monograph, part: &str) -> Result<(), CommandError> {
    if let Some(item) = monograph.item(part) {
        if ui.json() {
            ui.json_data(&item_json(item));
        } else {
            ui.data(&item_text(monograph, item));
            ui.say(&format!("written in {}", item.span.file.name()));
        }
        return Ok(());
    }
    if let Some(record) = monograph.record(part) {
        if ui.json() {
            ui.json_data(&record_line(record));
        } else {
            ui.data(&record_text(record));
        }
        return Ok(());
    }
    let ids = monograph.items.iter().map(|item| item.id.as_str());
    let ids = ids.chain(monograph.records.keys().map(candor_model::Id::as_str));
    let error = CommandError::usage(format!("`{}` has no item or record `{part}`", monograph.id));
    Err(match candor_model::nearest(part, ids) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("`candor library show {}` lists them", monograph.id)),
    })
}

fn item_text(monograph: &Monograph, item: &SafetyItem) -> String {
    let mut text = format!(
        "{} ({}, {}, {})\n{}\n\n",
        item.id,
        item.kind.as_str(),
        item.tier.as_str(),
        item.place.as_str(),
        item.title
    );
    words(&mut text, "plain", &item.plain);
    for (name, value) in [("short", &item.short), ("lead", &item.lead)] {
        if let Some(value) = value {
            words(&mut text, name, value);
        }
    }
    let _ = writeln!(text, "clinician: {}\n\nbasis: {}", item.clinician, item.basis);
    if !item.when.text.is_empty() {
        let _ = writeln!(text, "when: {}", item.when.text);
    }
    if let Some(note) = &item.needs_check {
        let _ = writeln!(text, "to check: {note}");
    }
    for fact in &item.facts {
        let keys: Vec<_> = fact.citations.iter().map(|key| key.value.as_str()).collect();
        let keys = keys.join(", ");
        let _ = writeln!(text, "fact [{}]: {} ({keys})", fact.mark.as_str(), fact.statement);
    }
    for key in &item.citations {
        if let Some(citation) = monograph.citations.get(&key.value) {
            let _ = writeln!(
                text,
                "citation {} [{}]: {}. {}",
                citation.key,
                citation.mark.as_str(),
                citation.title,
                citation.where_found
            );
        }
    }
    text
}

fn record_text(record: &Record) -> String {
    let (certainty, direction) = graded(record);
    let mut text = format!(
        "{}: {}\ncertainty {certainty}, direction {direction}\n",
        record.id, record.condition
    );
    if !record.reason.is_empty() {
        let _ = writeln!(text, "why: {}", record.reason);
    }
    words(&mut text, "findings", &record.findings);
    if let Some(note) = &record.needs_check {
        let _ = writeln!(text, "to check: {note}");
    }
    for study in &record.studies {
        let mark = if study.verified { "verified" } else { "to check; no number of it prints" };
        let _ = writeln!(text, "study {} [{mark}]: {}", study.key, study.citation);
        if !study.result.is_empty() {
            let _ = writeln!(text, "  {}", study.result);
        }
        if let Some(note) = &study.needs_check {
            let _ = writeln!(text, "  to check: {note}");
        }
    }
    text
}

fn words(text: &mut String, name: &str, words: &Words) {
    let entries = [("any", &words.any), ("us", &words.us), ("uk", &words.uk)];
    for (jurisdiction, value) in entries {
        if let Some(value) = value {
            let _ = writeln!(text, "{name} ({jurisdiction}): {}", value.value);
        }
    }
}

fn item_json(item: &SafetyItem) -> serde_json::Value {
    let words = |words: &Words| {
        serde_json::json!({
            "us": words.get(candor_model::Jurisdiction::Us),
            "uk": words.get(candor_model::Jurisdiction::Uk),
        })
    };
    let facts: Vec<_> = item
        .facts
        .iter()
        .map(|fact| {
            serde_json::json!({
                "statement": fact.statement, "mark": fact.mark.as_str(), "citations": fact.citations.iter().map(|key| &key.value).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::json!({
        "id": item.id.as_str(),
        "kind": item.kind.as_str(),
        "tier": item.tier.as_str(),
        "place": item.place.as_str(),
        "plain": words(&item.plain),
        "short": item.short.as_ref().map(words),
        "clinician": item.clinician,
        "basis": item.basis,
        "citations": item.citations.iter().map(|key| &key.value).collect::<Vec<_>>(),
        "when": item.when.text,
        "needs-check": item.needs_check,
        "facts": facts,
    })
}

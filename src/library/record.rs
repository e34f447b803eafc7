//! The text of record of a monograph: everything that a pharmacist checks, as plain lines.
//!
//! A comment or another order of keys changes nothing; one changed word does.

use crate::model::{
    Arms, Certainty, Citation, Design, Direction, Jurisdiction, Monograph, Outcome, Published,
    SafetyItem, When, Words,
};

/// Returns the text of record.
pub fn record(monograph: &Monograph) -> String {
    let mut lines = vec!["candor monograph 1".to_owned()];
    let mut say = |what: &str, of: &str, text: &str| {
        lines.push(format!("{what}\t{of}\t{}", text.replace(['\t', '\n', '\r'], " ")));
    };
    medicine(monograph, &mut say);
    for item in &monograph.items {
        let id = item.id.as_str();
        let kind = [item.kind.as_str(), item.tier.as_str(), item.place.as_str()].join(" ");
        say("item", id, &kind);
        say("item.basis", id, &item.basis);
        say("item.when", id, &when(item));
        say("item.clinician", id, &item.clinician);
        words("item.plain", id, &item.plain, &mut say);
        for (what, text) in [("item.short", &item.short), ("item.lead", &item.lead)] {
            if let Some(text) = text {
                words(what, id, text, &mut say);
            }
        }
        let cited: Vec<&str> = item.citations.iter().map(|key| key.value.as_str()).collect();
        say("item.citations", id, &cited.join(" "));
        for fact in &item.facts {
            let cited: Vec<&str> = fact.citations.iter().map(|key| key.value.as_str()).collect();
            say(
                "item.fact",
                id,
                &format!("{} [{}] ({})", fact.statement, fact.mark.as_str(), cited.join(" ")),
            );
        }
        for outcome in &item.outcomes {
            self::outcome(id, outcome, &mut say);
        }
        if let Some(asked) = &item.teach_back {
            words("item.question", id, &asked.question, &mut say);
            words("item.answer", id, &asked.answer, &mut say);
        }
        if let Some(check) = &item.needs_check {
            say("item.needs-check", id, check);
        }
    }
    for (id, record) in &monograph.records {
        let id = id.as_str();
        let certainty = record.certainty.map_or("not rated", Certainty::as_str);
        let direction = record.direction.map_or("not rated", Direction::as_str);
        say("record", id, &format!("certainty {certainty}, direction {direction}"));
        say("record.condition", id, &record.condition);
        say("record.reason", id, &record.reason);
        words("record.name", id, &record.name, &mut say);
        words("record.findings", id, &record.findings, &mut say);
        for study in &record.studies {
            let people = study.people.map(|n| n.to_string()).unwrap_or_default();
            let weeks = study.weeks.as_ref().map(ToString::to_string).unwrap_or_default();
            let verified = if study.verified { "verified" } else { "not verified" };
            say(
                "record.study",
                &format!("{id}/{}", study.key),
                &format!(
                    "{}, {people} people, {weeks} weeks, {verified}, {}: {}",
                    study.kind.as_str(),
                    study.citation,
                    study.result
                ),
            );
        }
        for study in &record.studies {
            for outcome in &study.outcomes {
                self::outcome(&format!("{id}/{}", study.key), outcome, &mut say);
            }
            if let Some(check) = &study.needs_check {
                say("record.study.needs-check", &format!("{id}/{}", study.key), check);
            }
        }
        if let Some(check) = &record.needs_check {
            say("record.needs-check", id, check);
        }
    }
    for (key, citation) in &monograph.citations {
        let Citation { title, where_found, kind, mark, .. } = citation;
        let text = format!("{title}. {where_found} ({kind}) [{}]", mark.as_str());
        say("citation", key, &text);
    }
    for one in &monograph.disagreements {
        say(
            "disagreement",
            &one.id,
            &format!(
                "{}: {} / {} / {} ({})",
                one.topic,
                one.asked_for,
                one.others,
                one.resolution,
                one.citations.join(" ")
            ),
        );
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// What is said of the medicine itself: its names, doses, key points and card.
fn medicine(monograph: &Monograph, say: &mut impl FnMut(&str, &str, &str)) {
    say("medicine", "id", monograph.id.as_str());
    say("medicine", "version", &monograph.version.to_string());
    say("medicine", "short-name", &monograph.short_name);
    say("medicine", "substance", &monograph.substance);
    say("medicine", "codes", &monograph.codes.iter().cloned().collect::<Vec<_>>().join(" "));
    let forms: Vec<&str> = monograph.dose.forms.iter().map(|form| form.as_str()).collect();
    let (lowest, highest) = (&monograph.dose.lowest, &monograph.dose.highest);
    say("medicine", "dose", &format!("{lowest} to {highest} mg, {}", forms.join(" ")));
    words("medicine", "name", &monograph.name, say);
    words("medicine", "unknown", &monograph.unknown, say);
    say("medicine", "approval", monograph.approval.as_str());
    let table: Vec<&str> = monograph.general_table.iter().map(crate::model::Id::as_str).collect();
    say("medicine", "table", &table.join(" "));
    for point in &monograph.key_points {
        words("medicine.key-point", point.item.as_str(), &point.text, say);
    }
    if let Some(card) = &monograph.card {
        say("card", "basis", &card.basis);
        words("card", "title", &card.title, say);
        for (index, line) in card.lines.iter().enumerate() {
            words("card", &format!("{}", index + 1), line, say);
        }
        let cited: Vec<&str> = card.citations.iter().map(|key| key.value.as_str()).collect();
        say("card", "citations", &cited.join(" "));
    }
}

fn words(what: &str, of: &str, words: &Words, say: &mut impl FnMut(&str, &str, &str)) {
    for jurisdiction in Jurisdiction::ALL {
        if let Some(text) = words.get(jurisdiction) {
            say(&format!("{what}.{}", jurisdiction.as_str()), of, text);
        }
    }
}

fn outcome(of: &str, outcome: &Outcome, say: &mut impl FnMut(&str, &str, &str)) {
    let of = format!("{of}/{}", outcome.id);
    words("outcome.name", &of, &outcome.name, say);
    words("outcome.who", &of, &outcome.who, say);
    let arms = match &outcome.arms {
        Arms::Count { medicine, placebo } => format!(
            "{} of {} with the medicine, {} of {} with the dummy pill",
            medicine.events, medicine.people, placebo.events, placebo.people
        ),
        Arms::Change { medicine, placebo, difference, scale, lower_is_better } => format!(
            "{} ({} people) with the medicine, {} ({} people) with the dummy pill, difference {} \
             ({} to {}), scale of {scale}, {} is better",
            medicine.mean,
            medicine.people,
            placebo.mean,
            placebo.people,
            difference.value,
            difference.low,
            difference.high,
            if *lower_is_better { "lower" } else { "higher" },
        ),
    };
    let how = match (outcome.design, outcome.published) {
        (Design::Parallel, Published::Paper) => "parallel, paper",
        (Design::Parallel, Published::Abstract) => "parallel, abstract",
        (Design::Crossover, Published::Paper) => "crossover, paper",
        (Design::Crossover, Published::Abstract) => "crossover, abstract",
    };
    let (study, weeks, mark) = (&outcome.study, outcome.weeks, outcome.mark.as_str());
    say("outcome", &of, &format!("{study}, {weeks} weeks, {how} [{mark}]: {arms}"));
}

fn when(item: &SafetyItem) -> String {
    let When { text, tags, conditions, sheet_has } = &item.when;
    let mut parts = vec![text.as_str()];
    parts.extend(tags.iter().map(String::as_str));
    parts.extend(conditions.iter().map(|id| id.value.as_str()));
    parts.extend(sheet_has.iter().map(|wanted| wanted.as_str()));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

//! What changed between two texts of record, in clinical words, and how much it matters.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::record::{Line, Record};
use candor_model::{Class, LeafFamily, leaf};

/// A leaf that was added, removed, moved or reworded from one text of record to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Change {
    /// How much it matters.
    pub class: Class,
    pub leaf: String,
    /// What it is, such as "contraindication".
    pub subject: String,
    /// Formats with language and jurisdiction, such as `handout en-us`.
    pub formats: Vec<String>,
    /// The words before, unless they are new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The words after, unless they are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Change {
    /// Returns the change as a sentence.
    pub fn words(&self) -> String {
        let formats = self.formats.join(", ");
        let (subject, leaf) = (&self.subject, &self.leaf);
        match (&self.before, &self.after) {
            (None, Some(after)) => format!("{subject} added ({leaf}; {formats}): \"{after}\""),
            (Some(before), None) => format!("{subject} removed ({leaf}; {formats}): \"{before}\""),
            (Some(before), Some(after)) if before == after => {
                format!("{subject} moved ({leaf}; {formats}): \"{after}\"")
            }
            (Some(before), Some(after)) => {
                format!("{subject} changed ({leaf}; {formats}): \"{before}\" is now \"{after}\"")
            }
            (None, None) => format!("{subject} ({leaf}; {formats})"),
        }
    }
}

/// What tells a line from all others: format, language, leaf.
type Key = (String, String, String);

fn key(line: &Line) -> Key {
    (line.format.clone(), line.language.clone(), line.leaf.clone())
}

/// A leaf with its words before and after.
type Group = (String, Option<String>, Option<String>);

/// Returns what changed from one text of record to the next, the weightiest first.
pub fn changes(before: &Record, after: &Record) -> Vec<Change> {
    let index = |record: &Record| -> BTreeMap<Key, Line> {
        record.lines.iter().map(|line| (key(line), line.clone())).collect()
    };
    let (old, new) = (index(before), index(after));
    let moved = moved(before, after);
    // One change in many formats is one change.
    let mut grouped: BTreeMap<Group, (Line, Vec<String>)> = BTreeMap::new();
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let (was, is) = (old.get(key), new.get(key));
        let same = match (was, is) {
            (Some(was), Some(is)) => {
                was.text == is.text && was.section == is.section && !moved.contains(key)
            }
            (None, _) | (_, None) => false,
        };
        if same {
            continue;
        }
        let Some(line) = is.or(was) else { continue };
        let text = |line: Option<&Line>| line.map(|line| line.text.clone());
        let group = grouped
            .entry((line.leaf.clone(), text(was), text(is)))
            .or_insert_with(|| (line.clone(), Vec::new()));
        let shown = format!("{} {}", line.format, line.language);
        group.1.push(shown);
    }
    let mut all: Vec<Change> = grouped
        .into_iter()
        .map(|((leaf, before, after), (line, formats))| Change {
            class: leaf::class(&line.leaf),
            subject: subject(&line),
            leaf,
            formats,
            before,
            after,
        })
        .collect();
    all.sort_by(|a, b| (b.class, &a.leaf).cmp(&(a.class, &b.leaf)));
    all
}

/// Returns the leaves that both have, in another order.
fn moved(before: &Record, after: &Record) -> BTreeSet<Key> {
    let (old, new): (Vec<_>, Vec<_>) =
        (before.lines.iter().map(key).collect(), after.lines.iter().map(key).collect());
    let (in_old, in_new): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let common_old = old.iter().filter(|key| in_new.contains(key));
    let common_new = new.iter().filter(|key| in_old.contains(key));
    common_old.zip(common_new).filter(|(a, b)| a != b).map(|(_, b)| b.clone()).collect()
}

/// What a leaf is, in clinical words; where its family does not say it, its place does.
fn subject(line: &Line) -> String {
    use LeafFamily as F;
    let by_family = F::of(&line.leaf).and_then(|family| match family {
        F::Heading => Some("Heading"),
        F::Dose => Some("Dose"),
        F::Contact => Some("Contact"),
        F::Author => Some("Author's text"),
        F::Question => Some("Question"),
        F::About => Some("Text about the sheet"),
        F::Title
        | F::Purpose
        | F::State
        | F::Running
        | F::Release
        | F::Key
        | F::Item
        | F::Evidence
        | F::Table
        | F::Figure
        | F::StopIf
        | F::Calendar
        | F::Help
        | F::Write
        | F::Card
        | F::Notice
        | F::Part
        | F::Basis
        | F::Clinician
        | F::Fact
        | F::Check
        | F::NotDrawn
        | F::Record
        | F::Study
        | F::Changes
        | F::Disagreement
        | F::Waiver
        | F::FalseAlarm
        | F::SetAside
        | F::Looks
        | F::Ask
        | F::Listen
        | F::Grade => None,
    });
    let by_place = match line.section.as_str() {
        "must-not" => "Contraindication",
        "evidence" => "Evidence statement",
        "status" => "Approval status",
        "warnings" => "Warning",
        "other-medicines" => "Interaction",
        "cautions" => "Precaution",
        "side-effects" => "Side effect",
        "help-now" => "Emergency advice",
        "help-today" => "Advice to call",
        "before" => "Advice before the first dose",
        "key" => "Key point",
        "facts" => "Numbers from studies",
        "calendar" => "Calendar",
        "help-visit" => "Advice for the next visit",
        "card" => "Emergency card",
        "keeping" => "Advice on supply",
        "taking" => "Instruction",
        "-" => "Title or purpose",
        _ => "Text",
    };
    by_family.unwrap_or(by_place).to_owned()
}

/// The class that the rules give: that of the weightiest change.
pub fn class(changes: &[Change]) -> Class {
    changes.iter().map(|change| change.class).max().unwrap_or(Class::Layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(format: &str, section: &str, leaf: &str, text: &str) -> Line {
        Line {
            format: format.to_owned(),
            section: section.to_owned(),
            leaf: leaf.to_owned(),
            language: "en-us".to_owned(),
            text: text.to_owned(),
        }
    }

    fn record() -> Record {
        Record {
            lines: vec![
                line("handout", "must-not", "item.x", "Do not take it with X."),
                line("handout", "taking", "dose.1.amount", "1.5 mg"),
                line("handout", "living", "author.living.1", "Walk a little."),
                line("full", "must-not", "item.x", "Do not take it with X."),
            ],
        }
    }

    #[test]
    fn nothing_changed_is_nothing_said() {
        assert!(changes(&record(), &record()).is_empty());
        assert_eq!(class(&[]), Class::Layout);
    }

    #[test]
    fn a_change_is_said_in_clinical_words_with_its_class() {
        let mut dose = record();
        dose.lines[1].text = "4.5 mg".to_owned();
        let found = changes(&record(), &dose);
        assert_eq!(class(&found), Class::Safety);
        assert_eq!(
            found[0].words(),
            "Dose changed (dose.1.amount; handout en-us): \"1.5 mg\" is now \"4.5 mg\""
        );
        let mut less = record();
        less.lines.retain(|line| line.leaf != "item.x");
        let found = changes(&record(), &less);
        assert_eq!(found.len(), 1, "one change in two formats");
        assert!(found[0].words().starts_with("Contraindication removed"), "{found:?}");
        let mut living = record();
        living.lines[2].text = "Walk a lot.".to_owned();
        assert_eq!(class(&changes(&record(), &living)), Class::Minor);
        let mut order = record();
        order.lines.swap(0, 1);
        assert_eq!(class(&changes(&record(), &order)), Class::Safety);
    }
}

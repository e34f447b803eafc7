//! The text of record: what the patient reads, as plain lines.
//!
//! One leaf a line, in order: format, section, leaf, language, text, with tabs between them and a
//! first line that names the form. Its form is frozen; its SHA-256 is the content digest.

use candor_composition::{Composition, in_release_block};
use candor_model::digest::sha256;

/// The first line, by which a record is known.
const FORM: &str = "candor text of record 1";

/// One leaf of the text of record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub format: String,
    /// Where it stands; `-` above the first section.
    pub section: String,
    pub leaf: String,
    /// Language and jurisdiction, such as `en-us`.
    pub language: String,
    pub text: String,
}

/// The text of record of a sheet, in every format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The lines, in order.
    pub lines: Vec<Line>,
}

impl Record {
    /// Takes what the patient reads from compositions; paper sizes do not matter.
    pub fn of<'a>(compositions: impl IntoIterator<Item = &'a Composition>) -> Self {
        let mut seen: Vec<(&str, &str)> = Vec::new();
        let mut lines = Vec::new();
        for composition in compositions {
            let format = composition.format.as_str();
            let jurisdiction = composition.jurisdiction.as_str();
            if seen.contains(&(format, jurisdiction)) {
                continue;
            }
            seen.push((format, jurisdiction));
            let language = format!("{}-{jurisdiction}", composition.language);
            // People who cannot see a picture hear what it shows, so that is recorded, too.
            for (place, leaf, text) in composition.spoken() {
                if in_release_block(leaf) {
                    continue;
                }
                lines.push(Line {
                    format: format.to_owned(),
                    section: place.map_or("-", |place| place.as_str()).to_owned(),
                    leaf: leaf.to_owned(),
                    language: language.clone(),
                    text,
                });
            }
        }
        Self { lines }
    }

    /// Returns the record as the text whose SHA-256 is the content digest.
    pub fn to_text(&self) -> String {
        let mut text = format!("{FORM}\n");
        for line in &self.lines {
            let parts = [&line.format, &line.section, &line.leaf, &line.language, &line.text];
            text.push_str(&parts.map(|part| plain(part)).join("\t"));
            text.push('\n');
        }
        text
    }

    /// Reads a record; `None` if the text is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = text.strip_suffix('\n')?.split('\n');
        if all.next() != Some(FORM) {
            return None;
        }
        let lines = all.map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            let [format, section, leaf, language, text] = parts.try_into().ok()?;
            Some(Line {
                format: format.to_owned(),
                section: section.to_owned(),
                leaf: leaf.to_owned(),
                language: language.to_owned(),
                text: text.to_owned(),
            })
        });
        Some(Self { lines: lines.collect::<Option<_>>()? })
    }

    /// Returns the content digest.
    pub fn digest(&self) -> String {
        sha256(self.to_text().as_bytes())
    }
}

/// A line holds no line break and no tab; author text has none left, but a digest takes no risk.
fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let line = |leaf: &str, text: &str| Line {
            format: "handout".to_owned(),
            section: "must-not".to_owned(),
            leaf: leaf.to_owned(),
            language: "en-us".to_owned(),
            text: text.to_owned(),
        };
        let record = Record { lines: vec![line("item.a", "Do not."), line("item.b", "Call us.")] };
        assert_eq!(Record::parse(&record.to_text()), Some(record.clone()));
        let mut other = record.clone();
        other.lines[1].text.push(' ');
        assert_ne!(record.digest(), other.digest());
        for bad in ["", "x\n", "candor text of record 1", "candor text of record 1\na\tb\n"] {
            assert_eq!(Record::parse(bad), None, "{bad:?}");
        }
    }
}

//! What happened, in order: append-only lines, each with the SHA-256 of the line before it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Error, Fault, LineFault, Refusal, Version};
use candor_model::digest::sha256;
use candor_model::{Class, Rules};

/// What the first line holds in place of the digest of a line before it (step 2).
pub(super) const BEGINNING: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The line's number, from 1.
    pub number: u64,
    /// The SHA-256 of the line before it.
    pub before: String,
    /// The day on which it was written; never before that of the line before it (step 2).
    pub on: Date,
    /// By which rules the line, and what it stands for, is judged.
    #[serde(default, skip_serializing_if = "Rules::are_unnamed")]
    pub rules: Rules,
    pub action: Action,
}

/// The part of a line that every Candor can read, whatever a later one writes beside it.
#[derive(Deserialize)]
struct Judged {
    rules: Option<u64>,
}

/// Lines one after the other that are judged by the same rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Held {
    pub rules: Rules,
    pub from: u64,
    /// The number of the last line, included.
    pub to: u64,
}

/// What a line says was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// A roster came into force.
    Roster {
        /// The roster's number, from 1.
        roster: u32,
        /// The SHA-256 of its bytes.
        sha256: String,
    },
    /// A version was published.
    Publish(Published),
    /// A version was withdrawn.
    Withdraw {
        sheet: String,
        version: Version,
        reason: String,
        /// The SHA-256 of the signed statement.
        sha256: String,
    },
    /// A copy of an overdue version was written.
    OverdueCopy {
        sheet: String,
        version: Version,
        /// Who answers for it.
        by: String,
        reason: String,
        /// The SHA-256 of each copy.
        files: Vec<String>,
    },
    /// A version of a monograph was checked and signed.
    Monograph {
        monograph: String,
        version: u32,
        /// The SHA-256 of its text of record.
        content: String,
        /// The SHA-256 of the signed statement.
        sha256: String,
        /// The short names of those who signed.
        by: Vec<String>,
    },
}

/// What a line says of a published version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Published {
    pub sheet: String,
    pub version: Version,
    /// How much it changes.
    pub class: Class,
    /// The SHA-256 of the text of record.
    pub content: String,
    /// The last day on which it may be handed out without a review.
    pub due: Date,
    /// The check code in its one form, as it is printed.
    pub code: String,
    /// The SHA-256 of the release manifest.
    pub manifest: String,
    /// The SHA-256 of each PDF.
    pub pdfs: Vec<String>,
}

/// The ledger as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub entries: Vec<Entry>,
    /// The SHA-256 of the last line without its line break; zeros when there is none.
    pub head: String,
    /// What follows the last whole line, when a writer was interrupted.
    pub torn: Vec<u8>,
}

impl Held {
    /// Returns which lines they are, and by which rules they are judged.
    pub fn words(self) -> String {
        let Self { rules, from, to } = self;
        let lines =
            if from == to { format!("line {from}") } else { format!("lines {from} to {to}") };
        format!("{lines} by rules {} ({})", rules.number(), rules.words())
    }
}

/// Refuses a line of rules that came after this Candor, which it could only misjudge.
fn known(line: &[u8], n: usize) -> Result<(), Fault> {
    // A line that is damaged beyond this is told so when it is read whole.
    let Ok(Judged { rules: Some(rules) }) = serde_json::from_slice(line) else { return Ok(()) };
    if Rules::NEWEST.number() < rules {
        return Err(Fault::Line { number: n, wrong: LineFault::NewerRules { rules } });
    }
    Ok(())
}

impl Ledger {
    /// Reads a ledger and holds each line against the one before it (step 2).
    ///
    /// # Errors
    /// When a line cannot be read or does not follow the one before it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut ledger = Self { head: BEGINNING.to_owned(), ..Self::default() };
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|&b| b == b'\n') {
            let (line, after) = (&rest[..end], &rest[end + 1..]);
            let n = ledger.entries.len() + 1;
            let wrong = |wrong| Fault::Line { number: n, wrong };
            known(line, n)?;
            let entry: Entry = serde_json::from_slice(line)
                .map_err(|error| wrong(LineFault::Damaged { error: error.to_string() }))?;
            if entry.number != n as u64 || entry.before != ledger.head {
                return Err(wrong(LineFault::OutOfChain).into());
            }
            if serde_json::to_vec(&entry).ok().as_deref() != Some(line) {
                return Err(wrong(LineFault::Spelling).into());
            }
            if ledger.entries.last().is_some_and(|last: &Entry| entry.on < last.on) {
                return Err(wrong(LineFault::Older).into());
            }
            if ledger.entries.last().is_some_and(|last: &Entry| entry.rules < last.rules) {
                return Err(wrong(LineFault::LesserRules).into());
            }
            ledger.head = sha256(line);
            ledger.entries.push(entry);
            rest = after;
        }
        ledger.torn = rest.to_vec();
        Ok(ledger)
    }

    /// Returns the line that would follow, with its line break.
    ///
    /// # Errors
    /// When the day is before that of the last line: a clock that was set back.
    ///
    /// # Panics
    /// Never: a line is plain data.
    pub fn next(&self, on: Date, action: Action) -> Result<(Entry, Vec<u8>), Error> {
        if let Some(last) = self.entries.last()
            && on < last.on
        {
            return Err(Refusal::BeforeLedger { on, last: last.on }.into());
        }
        let number = self.entries.len() as u64 + 1;
        let rules = Rules::NEWEST;
        let entry = Entry { number, before: self.head.clone(), on, rules, action };
        let mut line = serde_json::to_vec(&entry).expect("a line of the ledger is plain data");
        line.push(b'\n');
        Ok((entry, line))
    }

    /// Returns by which rules the lines are judged, in order.
    pub fn held(&self) -> Vec<Held> {
        let mut all: Vec<Held> = Vec::new();
        for Entry { number, rules, .. } in &self.entries {
            match all.last_mut() {
                Some(last) if last.rules == *rules => last.to = *number,
                Some(_) | None => all.push(Held { rules: *rules, from: *number, to: *number }),
            }
        }
        all
    }

    /// Returns the published versions of a sheet, oldest first.
    pub fn versions<'a>(
        &'a self,
        sheet: &'a str,
    ) -> impl Iterator<Item = (&'a Entry, &'a Published)> {
        self.published().filter(move |(_, published)| published.sheet == sheet)
    }

    /// Returns every published version, oldest first.
    pub fn published(&self) -> impl Iterator<Item = (&Entry, &Published)> {
        self.entries.iter().filter_map(|entry| match &entry.action {
            Action::Publish(published) => Some((entry, published)),
            Action::Roster { .. }
            | Action::Withdraw { .. }
            | Action::OverdueCopy { .. }
            | Action::Monograph { .. } => None,
        })
    }

    /// Returns why a version was withdrawn, if it was.
    pub fn withdrawn(&self, sheet: &str, version: Version) -> Option<(Date, &str)> {
        self.entries.iter().find_map(|entry| match &entry.action {
            Action::Withdraw { sheet: s, version: v, reason, .. }
                if s == sheet && *v == version =>
            {
                Some((entry.on, reason.as_str()))
            }
            Action::Withdraw { .. }
            | Action::Roster { .. }
            | Action::Publish(_)
            | Action::OverdueCopy { .. }
            | Action::Monograph { .. } => None,
        })
    }
}

//! What a pharmacist reads of a medicine's monograph, and what changed in it.

use std::collections::BTreeMap;

use candor_compose::Notice;
use candor_library::{Filled, Wording};
use candor_model::digest::sha256;
use candor_model::{Jurisdiction, Monograph, Place};
use jiff::civil::Date;

/// Returns the lines in which two texts of record differ, in words.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<String> {
    let index = |text: &str| -> BTreeMap<(String, String, usize), String> {
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut lines = BTreeMap::new();
        for line in text.lines() {
            let mut parts = line.splitn(3, '\t').map(str::to_owned);
            let (what, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let n = seen.entry((what.clone(), of.clone())).or_default();
            *n += 1;
            lines.insert((what, of, *n), parts.next().unwrap_or_default());
        }
        lines
    };
    let (old, new) = (index(before), index(after));
    let keys: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (what, of, _) = key;
            match (old.get(key), new.get(key)) {
                (Some(a), Some(b)) if a == b => None,
                (Some(a), Some(b)) => {
                    Some(format!("{what} of {of} changed: \"{a}\" is now \"{b}\""))
                }
                (None, Some(b)) => Some(format!("{what} of {of} added: \"{b}\"")),
                (Some(a), None) => Some(format!("{what} of {of} removed: \"{a}\"")),
                (None, None) => None,
            }
        })
        .collect()
}

/// Returns what a pharmacist reads before signing: each line of the text of record, and its digest.
pub fn to_read(
    monograph: &Monograph,
    text: &str,
    wording: &Wording,
    jurisdiction: Jurisdiction,
    on: Date,
) -> Notice {
    let lines = &wording.file.lines;
    let date = wording.date(on, jurisdiction);
    let digest = sha256(text.as_bytes());
    let say = |text, filled: Filled<'_>| Wording::say(text, jurisdiction, filled);
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (what, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = parts.next().filter(|text| !text.is_empty());
        text.map(|text| format!("{of}, {}: {text}", what.replace(['.', '-'], " ")))
    };
    Notice {
        title: say(&lines.monograph_title, &[("medicine", &monograph.short_name)]),
        purpose: say(&lines.monograph_purpose, &[]),
        state: say(&lines.monograph_digest, &[("date", &date), ("digest", &digest)]),
        place: Place::ReviewLines,
        lines: text.lines().filter_map(line).collect(),
        date: on,
    }
}

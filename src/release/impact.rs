//! Which released versions carry a source, a study, a safety item or a wording.

use serde::Serialize;

use super::store::Store;
use super::store_view::{Reader, StoreView};
use super::{Error, Version};

/// What is looked for: a source or study by its key, an item or record by its id, a wording by
/// words as they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    Source(String),
    Study(String),
    Item(String),
    Record(String),
    Wording(String),
}

/// A released version that carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Hit {
    pub sheet: String,
    pub version: Version,
    pub formats: Vec<String>,
    /// What of the version rests on it, such as `item x` or `study y`.
    pub because: Vec<String>,
    pub code: String,
    /// Whether it is the last version, so that paper of it may be handed out.
    pub is_last: bool,
    /// Whether it was withdrawn already.
    pub withdrawn: bool,
}

/// Finds every released version that carries something.
///
/// # Errors
/// When a release is damaged.
pub fn impact(store: &dyn Store, view: &StoreView, wanted: &Sought) -> Result<Vec<Hit>, Error> {
    let reader = Reader::new(store);
    let mut hits = Vec::new();
    for (_, published) in view.ledger.published() {
        let (sheet, version) = (&published.sheet, published.version);
        let (formats, because) = match wanted {
            Sought::Wording(text) => {
                let record = reader.record(sheet, version)?;
                let lines: Vec<_> =
                    record.lines.iter().filter(|line| line.text.contains(text.as_str())).collect();
                let mut formats: Vec<String> = lines.iter().map(|l| l.format.clone()).collect();
                let mut because: Vec<String> =
                    lines.iter().map(|line| format!("text {}", line.leaf)).collect();
                formats.dedup();
                because.sort();
                because.dedup();
                (formats, because)
            }
            Sought::Item(id) => {
                let carries = reader.carries(sheet, version)?;
                match carries.items.get(id) {
                    Some(formats) => {
                        (formats.iter().cloned().collect(), vec![format!("item {id}")])
                    }
                    None => continue,
                }
            }
            Sought::Source(key) => {
                let carries = reader.carries(sheet, version)?;
                match carries.sources.get(key) {
                    Some(rests) => {
                        let because: Vec<String> = rests.iter().cloned().collect();
                        (formats_of(&carries, rests.iter()), because)
                    }
                    None => continue,
                }
            }
            Sought::Study(key) => {
                let carries = reader.carries(sheet, version)?;
                if !carries.studies.contains_key(key) {
                    continue;
                }
                (all_formats(&carries), vec![format!("study {key}")])
            }
            Sought::Record(id) => {
                let carries = reader.carries(sheet, version)?;
                if !carries.records.contains(id) {
                    continue;
                }
                (all_formats(&carries), vec![format!("record {id}")])
            }
        };
        if because.is_empty() {
            continue;
        }
        hits.push(Hit {
            sheet: sheet.clone(),
            version,
            formats,
            because,
            code: published.code.clone(),
            is_last: view.last_version(sheet).is_some_and(|last| last.version == version),
            withdrawn: view.ledger.withdrawn(sheet, version).is_some(),
        });
    }
    Ok(hits)
}

/// Every format of a release: the evidence statement stands in each.
fn all_formats(carries: &super::manifest::Provenance) -> Vec<String> {
    let mut all: Vec<String> = carries.items.values().flatten().cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// The formats in which what rests on a source prints.
fn formats_of<'a>(
    carries: &super::manifest::Provenance,
    rests: impl Iterator<Item = &'a String>,
) -> Vec<String> {
    let mut all = Vec::new();
    for rest in rests {
        match rest.strip_prefix("item ").and_then(|id| carries.items.get(id)) {
            Some(formats) => all.extend(formats.iter().cloned()),
            None => all.extend(all_formats(carries)),
        }
    }
    all.sort();
    all.dedup();
    all
}

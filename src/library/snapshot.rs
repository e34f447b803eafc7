//! The shipped library, read when the program is built.
//!
//! Reading the library's TOML takes several times as long as making a sheet. A snapshot holds what
//! comes of it: medicines, fixed wording and languages as values. The build script of `shipped` has
//! it made by the very code that reads the TOML at run time, so it cannot be stale. Files without a
//! snapshot are read from their TOML, as a clinic's own always are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::language::ENGLISH;
use super::wording::Wording;
use super::{listing, load, wording};
use candor_model::Monograph;
use candor_model::span::Source;
use candor_model::tree::{Entry, Tree};
use candor_text::language::syllables::Syllables;
use candor_text::language::{Analyzer, Language};

/// Why a snapshot can always be read: the program and its build script have the same types.
const SAME: &str = "a snapshot is made by the code that reads it";

/// Names of the parts, with their first byte behind the index and their length.
#[derive(Debug, Serialize, Deserialize)]
struct Index(Vec<(String, u32, u32)>);

/// The shipped library's values.
pub(super) struct Snapshot {
    index: Index,
    bytes: &'static [u8],
}

impl Snapshot {
    /// Returns the values of the shipped library; other files have none.
    pub(super) fn of(shipped: &Tree) -> Option<Self> {
        let (index, bytes) = postcard::take_from_bytes(shipped.snapshot()?).expect(SAME);
        Some(Self { index, bytes })
    }

    fn part<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let (_, from, len) = self.index.0.iter().find(|(known, ..)| known == name)?;
        let bytes = &self.bytes[*from as usize..][..*len as usize];
        Some(postcard::from_bytes(bytes).expect(SAME))
    }

    pub(super) fn wording(&self, language: &str) -> Option<Wording> {
        self.part(&format!("wording/{language}"))
    }

    /// Returns a medicine, whose places stand in the texts of the shipped files.
    pub(super) fn monograph(&self, shipped: &Tree, id: &str) -> Option<Monograph> {
        let mut monograph: Monograph = self.part(&format!("medicine/{id}"))?;
        let mut read: BTreeMap<String, Source> = BTreeMap::new();
        each_source(&mut monograph, &mut |source| {
            let known = read.entry(source.name().to_owned()).or_insert_with(|| {
                let path = source.name().strip_prefix(&shipped.shown("")).unwrap_or_default();
                let text = match shipped.get(path) {
                    Some(Entry::File(Cow::Borrowed(bytes))) => {
                        std::str::from_utf8(bytes).unwrap_or_default().into()
                    }
                    Some(Entry::File(Cow::Owned(bytes))) => {
                        Cow::Owned(String::from_utf8(bytes.clone()).unwrap_or_default())
                    }
                    Some(Entry::Refused(_)) | None => Cow::Borrowed(""),
                };
                Source::new(source.name(), text)
            });
            *source = known.clone();
        });
        Some(monograph)
    }

    fn language(&self, tag: &str) -> Option<Language> {
        self.part(&format!("language/{tag}"))
    }
}

/// Gives every text that a place of a medicine stands in; `tests/it/generated.rs` holds what is read
/// from a snapshot against what is read from the files, texts included.
fn each_source(monograph: &mut Monograph, give: &mut impl FnMut(&mut Source)) {
    give(&mut monograph.file);
    give(&mut monograph.dose.span.file);
    for item in &mut monograph.items {
        give(&mut item.span.file);
        item.outcomes.iter_mut().for_each(|outcome| give(&mut outcome.span.file));
    }
    for record in monograph.records.values_mut() {
        give(&mut record.file);
        let outcomes = record.studies.iter_mut().flat_map(|study| &mut study.outcomes);
        outcomes.for_each(|outcome| give(&mut outcome.span.file));
    }
}

/// The English tables, which each sheet's words are weighed with.
static LINGUIST: OnceLock<Option<Arc<Analyzer>>> = OnceLock::new();

/// Returns the tables of a language, if they stand in a snapshot; a process reads them once.
pub(super) fn analyzer(shipped: &Tree, tag: &str) -> Option<Arc<Analyzer>> {
    if tag != ENGLISH {
        return None;
    }
    let snapshot = Snapshot::of(shipped)?;
    let made = || {
        let path = format!("library/language/{tag}/syllables.txt");
        let Some(Entry::File(table)) = shipped.get(&path) else { return None };
        let syllables = Syllables::new(table.clone());
        Some(Arc::new(Analyzer::new(snapshot.language(tag)?, syllables)))
    };
    LINGUIST.get_or_init(made).clone()
}

/// Reads the English tables, on a thread of its own while something else goes on: whoever needs
/// them then finds them, or waits until they are read.
pub fn prepare(shipped: &Tree) {
    let _ = analyzer(shipped, ENGLISH);
}

/// Reads the library's TOML and returns the snapshot of it.
///
/// A part with findings is left out: what it holds would be read without them.
///
/// # Panics
/// Never: a library is plain data of less than 4 GiB.
pub fn make(shipped: &Tree) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut keep = |name: String, bytes: postcard::Result<Vec<u8>>| {
        parts.extend(bytes.ok().map(|bytes| (name, bytes)));
    };
    let mut phones = BTreeMap::default();
    for tag in listing::languages(shipped) {
        let (read, found) = wording::load(shipped, &tag);
        if let Some(read) = read.filter(|_| found.is_empty()) {
            keep(format!("wording/{tag}"), postcard::to_allocvec(&read));
            if tag == ENGLISH {
                phones = read.phone_numbers();
            }
        }
    }
    for id in listing::medicines(shipped) {
        let (read, found) = load::monograph(shipped, &id, &phones);
        if let Some(monograph) = read.filter(|_| found.is_empty()) {
            keep(format!("medicine/{id}"), postcard::to_allocvec(&monograph));
        }
    }
    let mut found = candor_model::diag::Diagnostics::new();
    if let Some(read) = super::language::load(shipped, ENGLISH, &mut found)
        && found.is_empty()
    {
        keep(format!("language/{ENGLISH}"), postcard::to_allocvec(&read.language));
    }
    let number = |n: usize| u32::try_from(n).expect("a library has less than 4 GiB");
    let mut index = Index(Vec::new());
    let mut rest = Vec::new();
    for (name, bytes) in parts {
        index.0.push((name, number(rest.len()), number(bytes.len())));
        rest.extend(bytes);
    }
    let mut all = postcard::to_allocvec(&index).expect("names and numbers are plain data");
    all.extend(rest);
    all
}

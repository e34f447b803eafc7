//! The shipped library, read ahead of time.
//!
//! Reading the library's TOML takes several times as long as making a sheet. `ahead.bin` holds
//! what comes of it: medicines, fixed wording and languages as values. It counts only for the very
//! files and the very types that it was made from; for any others the TOML is read, as a clinic's
//! own always is. `candor util library` writes it, and a test holds it against a fresh reading.

use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{ENGLISH, Wording, load, wording};
use crate::diag::Files;
use crate::language::syllables::Syllables;
use crate::language::{Language, Linguist};
use crate::model::Monograph;
use crate::span::FileId;
use crate::tree::{Entry, Tree};

const BYTES: &[u8] = include_bytes!("ahead.bin");

/// What the bytes hold, and of what they were made.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Index {
    /// The digest of the library's files.
    files: String,
    /// The digest of the types' sources.
    types: u64,
    /// Names of the parts, with their first byte behind the index and their length.
    parts: Vec<(String, u32, u32)>,
}

/// The sources of everything that is kept. A value is bare bytes: what the types say of them must
/// not have changed, not even in the order of two fields.
const TYPES: u64 = digest(&[
    include_bytes!("ahead.rs"),
    include_bytes!("wording.rs"),
    include_bytes!("../span.rs"),
    include_bytes!("../language/mod.rs"),
    include_bytes!("../language/matching.rs"),
    include_bytes!("../language/pattern.rs"),
    include_bytes!("../model/decimal.rs"),
    include_bytes!("../model/evidence.rs"),
    include_bytes!("../model/id.rs"),
    include_bytes!("../model/monograph.rs"),
    include_bytes!("../model/outcome.rs"),
    include_bytes!("../model/place.rs"),
    include_bytes!("../model/role.rs"),
    include_bytes!("../model/sheet.rs"),
    include_bytes!("../model/wording.rs"),
    include_bytes!("../parse/files/language.rs"),
    include_bytes!("../parse/files/wording.rs"),
]);

/// FNV-1a (Fowler, Noll, Vo), 64 bits; line ends do not count, so that a checkout is the same
/// everywhere.
const fn digest(sources: &[&[u8]]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut source = 0;
    while source < sources.len() {
        let bytes = sources[source];
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] != b'\r' {
                hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
            }
            at += 1;
        }
        source += 1;
    }
    hash
}

/// A medicine with the files that its places point into.
#[derive(Debug, Serialize, Deserialize)]
struct Medicine {
    /// Names of the files, in the order of their numbers.
    files: Vec<String>,
    monograph: Monograph,
}

/// The shipped library's values.
pub(super) struct Ahead {
    index: Index,
    bytes: &'static [u8],
}

impl Ahead {
    /// Returns the values, if they were made of this very library.
    pub(super) fn of(shipped: &Tree) -> Option<Self> {
        let stamp = shipped.stamp()?;
        let (index, bytes) = postcard::take_from_bytes::<Index>(BYTES).ok()?;
        (index.files == stamp && index.types == TYPES).then_some(Self { index, bytes })
    }

    fn part<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let (_, from, len) = self.index.parts.iter().find(|(known, ..)| known == name)?;
        let from = *from as usize;
        postcard::from_bytes(self.bytes.get(from..from + *len as usize)?).ok()
    }

    pub(super) fn wording(&self, language: &str) -> Option<Wording> {
        self.part(&format!("wording/{language}"))
    }

    /// Returns a medicine; its files are added to those of the run.
    pub(super) fn monograph(
        &self,
        shipped: &Tree,
        files: &mut Files,
        id: &str,
    ) -> Option<Monograph> {
        let Medicine { files: names, mut monograph } = self.part(&format!("medicine/{id}"))?;
        let mut first = None;
        for name in names {
            let path = name.strip_prefix(&shipped.shown(""))?;
            let Some(Entry::File(bytes)) = shipped.get(path) else { return None };
            let text = match bytes {
                std::borrow::Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok()?.into(),
                std::borrow::Cow::Owned(bytes) => {
                    std::borrow::Cow::Owned(String::from_utf8(bytes.clone()).ok()?)
                }
            };
            let file = files.add(name, text);
            first.get_or_insert(file);
        }
        move_files(&mut monograph, first?);
        Some(monograph)
    }

    fn language(&self, tag: &str) -> Option<Language> {
        self.part(&format!("language/{tag}"))
    }
}

/// Counts the files of all places from another first one.
fn move_files(monograph: &mut Monograph, first: FileId) {
    let moved = |file: &mut FileId| file.0 += first.0;
    moved(&mut monograph.file);
    moved(&mut monograph.dose.span.file);
    for item in &mut monograph.items {
        moved(&mut item.span.file);
        for outcome in &mut item.outcomes {
            moved(&mut outcome.span.file);
        }
    }
    for record in monograph.records.values_mut() {
        moved(&mut record.file);
        for outcome in record.studies.iter_mut().flat_map(|study| &mut study.outcomes) {
            moved(&mut outcome.span.file);
        }
    }
}

/// The English tables, which each sheet's words are weighed with.
static LINGUIST: OnceLock<Option<Arc<Linguist>>> = OnceLock::new();

/// Returns the tables of a language, if they were read ahead of time; a process does so once.
pub(super) fn linguist(shipped: &Tree, tag: &str) -> Option<Arc<Linguist>> {
    if tag != ENGLISH {
        return None;
    }
    let ahead = Ahead::of(shipped)?;
    let made = || {
        let path = format!("library/language/{tag}/syllables.txt");
        let Some(Entry::File(table)) = shipped.get(&path) else { return None };
        let syllables = Syllables::new(table.clone());
        Some(Arc::new(Linguist::new(ahead.language(tag)?, syllables)))
    };
    LINGUIST.get_or_init(made).clone()
}

/// Reads the English tables, on a thread of its own while something else goes on: whoever needs
/// them then finds them, or waits until they are read.
pub fn prepare() {
    let _ = linguist(&crate::assets::sheets(), ENGLISH);
}

/// Whether what was read ahead is what these files give today.
pub fn is_fresh(shipped: &Tree) -> bool {
    BYTES == bytes(shipped)
}

/// Reads the library's TOML and returns the bytes of what comes of it.
///
/// A part with findings is left out: what it holds would be read without them.
pub fn bytes(shipped: &Tree) -> Vec<u8> {
    let library = super::Library::new(shipped.clone(), Tree::default());
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut keep = |name: String, bytes: postcard::Result<Vec<u8>>| {
        parts.extend(bytes.ok().map(|bytes| (name, bytes)));
    };
    let mut phones = std::collections::BTreeMap::default();
    for tag in library.languages() {
        let (read, found) = wording::load(shipped, &mut Files::new(), &tag);
        if let Some(read) = read.filter(|_| found.is_empty()) {
            keep(format!("wording/{tag}"), postcard::to_allocvec(&read));
            if tag == ENGLISH {
                phones = read.phone_numbers();
            }
        }
    }
    for (id, _) in library.medicines() {
        let mut files = Files::new();
        let (read, found) = load::monograph(shipped, &mut files, &id, &phones);
        if let Some(monograph) = read.filter(|_| found.is_empty()) {
            let files = files.names().map(str::to_owned).collect();
            let medicine = Medicine { files, monograph };
            keep(format!("medicine/{id}"), postcard::to_allocvec(&medicine));
        }
    }
    let mut found = crate::diag::Diagnostics::new();
    if let Some(read) = super::language::load(shipped, &mut Files::new(), ENGLISH, &mut found)
        && found.is_empty()
    {
        keep(format!("language/{ENGLISH}"), postcard::to_allocvec(&read.language));
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut index = Index {
        files: shipped.stamp().unwrap_or_default().to_owned(),
        types: TYPES,
        parts: Vec::new(),
    };
    let mut rest = Vec::new();
    for (name, bytes) in parts {
        index.parts.push((name, number(rest.len()), number(bytes.len())));
        rest.extend(bytes);
    }
    let mut all = postcard::to_allocvec(&index).unwrap_or_default();
    all.extend(rest);
    all
}

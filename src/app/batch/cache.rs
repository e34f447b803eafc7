//! What was made before: an index of digests, so that only what changed is made again.
//!
//! For each PDF one line says of which inputs and of which words it was made, and what came of it.
//! A PDF is left as it is when its file has the length and time that its line says, and either all
//! inputs are the same, or the sheet, checked and composed anew, gives the same words for the same
//! looks by the same program. Everything is compared by its digest; a time only ever makes a PDF
//! be made again.
//!
//! Lines are added after the PDF has its name, and a line that is not whole counts for nothing: a
//! program that is stopped at any moment, or another one beside it, costs work and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use candor_model::digest::{sha256, sha256_bytes};
use serde::{Deserialize, Serialize};

/// The longest index that is read; a larger one is begun anew.
const MAX_LEN: u64 = 256 << 20;

/// A digest as it is kept: the first 16 bytes of a SHA-256.
pub type Short = [u8; 16];

/// Returns the digest of some parts, each with its length, so that none runs into the next.
pub fn short<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Short {
    let mut all = Vec::new();
    for part in parts {
        all.extend((part.len() as u64).to_be_bytes());
        all.extend(part);
    }
    sha256_bytes(&all)[..16].try_into().unwrap_or_default()
}

/// One line of the index.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    /// Sheet, format, paper, jurisdiction.
    key: String,
    /// The file's name.
    file: String,
    /// The digest of everything that the PDF was made from.
    inputs: String,
    /// The digest of its words, looks and program.
    words: String,
    len: u64,
    /// Nanoseconds since 1970.
    modified: u64,
}

/// A line in memory: short, for there may be tens of thousands.
#[derive(Debug, Clone)]
pub struct Entry {
    inputs: Short,
    words: Short,
    len: u64,
    modified: u64,
    /// The file's name behind the sheet's id; a handful of different ones.
    ending: Arc<str>,
}

/// The index of one output folder.
pub struct RenderCache {
    entries: BTreeMap<Short, Entry>,
    log: Option<Mutex<File>>,
}

/// Returns length and time of a file.
pub fn stamp(path: &Path) -> Option<(u64, u64)> {
    let meta = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((meta.len(), u64::try_from(modified.as_nanos()).ok()?))
}

impl RenderCache {
    /// Returns an index that knows and keeps nothing.
    pub fn nothing() -> Self {
        Self { entries: BTreeMap::new(), log: None }
    }

    /// Opens the index of an output folder.
    ///
    /// A cache folder that cannot be used is no reason to stop: everything is then made again.
    pub fn open(cache: &Path, out: &Path) -> Self {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let name = &sha256(out.as_os_str().as_encoded_bytes())[..16];
        let path = cache.join(format!("made-{name}.jsonl"));
        let Ok(()) = std::fs::create_dir_all(cache) else { return Self::nothing() };
        let meta = path.symlink_metadata().ok();
        if meta.as_ref().is_some_and(|meta| !meta.is_file()) {
            return Self::nothing();
        }
        let is_too_long = meta.is_some_and(|meta| MAX_LEN < meta.len());
        let (entries, shorter) =
            if is_too_long { (BTreeMap::new(), Some(Vec::new())) } else { read(&path) };
        if let Some(shorter) = shorter {
            let _ = candor_workspace::write_anew(&path, &shorter);
        }
        let log = File::options().append(true).create(true).open(&path).ok();
        if let Some(mut log) = log.as_ref() {
            // Behind a line that is not whole, the next one begins anew.
            let _ = log.write_all(b"\n");
        }
        Self { entries, log: log.map(Mutex::new) }
    }

    /// Whether anything is kept.
    pub fn is_kept(&self) -> bool {
        self.log.is_some()
    }

    /// Returns what is known of a PDF, if its file is still the one that was written.
    pub fn of(&self, key: &str, id: &str, folder: &Path) -> Option<(&Entry, PathBuf)> {
        let entry = self.entries.get(&short([key.as_bytes()]))?;
        let path = folder.join(format!("{id}{}", entry.ending));
        (stamp(&path)? == (entry.len, entry.modified)).then_some((entry, path))
    }

    /// Notes that a PDF was made, or that it still holds for other inputs. A line that is lost costs
    /// work later, and nothing else.
    pub fn note(&self, key: &str, path: &Path, inputs: Short, words: Short) {
        let Some(log) = &self.log else { return };
        let Some((len, modified)) = stamp(path) else { return };
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else { return };
        let line = Line {
            key: key.to_owned(),
            file: file.to_owned(),
            inputs: hex(inputs),
            words: hex(words),
            len,
            modified,
        };
        let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
        bytes.push(b'\n');
        // One write of a whole line: other programs append to the same file.
        let _ = log.lock().unwrap_or_else(PoisonError::into_inner).write_all(&bytes);
    }
}

impl Entry {
    /// Whether a PDF was made from these inputs.
    pub fn is_of_inputs(&self, inputs: Short) -> bool {
        self.inputs == inputs
    }

    /// Whether a PDF holds these words in these looks.
    pub fn is_of_words(&self, words: Short) -> bool {
        self.words == words
    }
}

fn hex(digest: Short) -> String {
    data_encoding::HEXLOWER.encode(&digest)
}

fn unhex(text: &str) -> Option<Short> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// Reads an index: what it says of each PDF last; and the same in fewer lines, if it has many that
/// later ones stand for.
#[expect(clippy::disallowed_methods, reason = "an index that cannot be read is begun anew")]
fn read(path: &Path) -> (BTreeMap<Short, Entry>, Option<Vec<u8>>) {
    let Ok(bytes) = std::fs::read(path) else { return Default::default() };
    let mut entries = BTreeMap::new();
    let mut last: BTreeMap<Short, &[u8]> = BTreeMap::new();
    let mut endings: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut n_lines = 0;
    for written in bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
        n_lines += 1;
        let Ok(line) = serde_json::from_slice::<Line>(written) else { continue };
        let id = line.key.split(' ').next().unwrap_or_default();
        let ending = line.file.strip_prefix(id);
        let (Some(inputs), Some(words), Some(ending)) =
            (unhex(&line.inputs), unhex(&line.words), ending)
        else {
            continue;
        };
        // A name that leads elsewhere is none that was written here.
        if ending.contains(['/', '\\']) {
            continue;
        }
        let ending = endings.get(ending).cloned().unwrap_or_else(|| {
            let new: Arc<str> = ending.into();
            endings.insert(Arc::clone(&new));
            new
        });
        let entry = Entry { inputs, words, len: line.len, modified: line.modified, ending };
        let key = short([line.key.as_bytes()]);
        last.insert(key, written);
        entries.insert(key, entry);
    }
    let is_long = 1000 + 4 * entries.len() < n_lines;
    let shorter = is_long.then(|| {
        let lines: Vec<&[u8]> = last.into_values().collect();
        [&lines.join(&b'\n')[..], b"\n"].concat()
    });
    (entries, shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
        let path = folder.join(name);
        candor_workspace::write(&path, bytes).expect("written");
        path
    }

    #[test]
    fn what_was_noted_is_known_until_its_file_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let (notes, out) = (folder.path().join("cache"), folder.path().join("out"));
        let path = made(&out, "a.draft.pdf", b"one");
        let (inputs, words) = (short([b"i".as_slice()]), short([b"w".as_slice()]));
        let key = "a handout a4 uk";
        assert!(RenderCache::open(&notes, &out).of(key, "a", &out).is_none());
        RenderCache::open(&notes, &out).note(key, &path, inputs, words);
        let cache = RenderCache::open(&notes, &out);
        let (entry, found) = cache.of(key, "a", &out).expect("known");
        assert!(entry.is_of_inputs(inputs) && entry.is_of_words(words) && found == path);
        assert!(cache.of("a full a4 uk", "a", &out).is_none());
        made(&out, "a.draft.pdf", b"another");
        assert!(RenderCache::open(&notes, &out).of(key, "a", &out).is_none(), "another file");
        // Another output folder has another index.
        assert!(RenderCache::open(&notes, folder.path()).of(key, "a", &out).is_none());
    }

    #[test]
    fn half_a_line_spoils_neither_the_lines_before_nor_those_behind_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (notes, out) = (folder.path().join("cache"), folder.path().join("out"));
        let digest = short([b"x".as_slice()]);
        for (name, key) in [("a.pdf", "a h"), ("b.pdf", "b h")] {
            let path = made(&out, name, b"pdf");
            RenderCache::open(&notes, &out).note(key, &path, digest, digest);
            let index = std::fs::read_dir(&notes).expect("a folder").next().expect("a file");
            let index = index.expect("a file").path();
            let mut log = File::options().append(true).open(index).expect("the index");
            log.write_all(b"{\"key\":\"a h\",\"file\":\"a.p").expect("half a line");
        }
        let cache = RenderCache::open(&notes, &out);
        assert!(cache.of("a h", "a", &out).is_some() && cache.of("b h", "b", &out).is_some());
    }

    #[test]
    fn an_index_of_many_old_lines_gets_shorter() {
        let folder = tempfile::tempdir().expect("a folder");
        let (notes, out) = (folder.path().join("cache"), folder.path().join("out"));
        let path = made(&out, "a.pdf", b"pdf");
        let digest = |n: usize| short([n.to_string().as_bytes()]);
        let cache = RenderCache::open(&notes, &out);
        for n in 0..2000 {
            cache.note("a h", &path, digest(n), digest(n));
        }
        let index = std::fs::read_dir(&notes).expect("a folder").next().expect("a file");
        let index = index.expect("a file").path();
        let before = std::fs::metadata(&index).expect("the index").len();
        let cache = RenderCache::open(&notes, &out);
        assert!(cache.of("a h", "a", &out).expect("known").0.is_of_inputs(digest(1999)));
        assert!(std::fs::metadata(&index).expect("the index").len() < before / 100);
    }
}

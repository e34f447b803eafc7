//! The folder `releases`, as a place that can be read, and written one step at a time.
//!
//! Every change to a store is one call of [`Store`], so that a test can stop at each of them.
//! Paths are relative, with `/` between names; nothing leaves the folder and no link is followed.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::Error;

/// The largest file that is read from a store, in bytes.
const MAX_LEN: u64 = 64 * 1024 * 1024;

/// What a store's folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    File,
    Folder,
    /// A link or something else that has no place in a store.
    Other,
}

/// A place for releases.
pub trait Store {
    /// Returns a file's bytes, or `None` if it is not there.
    ///
    /// # Errors
    /// When it is a link, too large, or cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error>;

    /// Returns the names in a folder, in order; none if it is not there.
    ///
    /// # Errors
    /// When it cannot be listed.
    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error>;

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    /// When the disk refuses.
    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error>;

    /// Adds bytes at the end of a file.
    ///
    /// # Errors
    /// When the disk refuses; a part of the bytes may then stand there.
    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error>;

    /// Gives a file or folder another name; a folder must not be there yet.
    ///
    /// # Errors
    /// When the disk refuses.
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Error>;

    /// Removes a file or a whole folder, if it is there.
    ///
    /// # Errors
    /// When the disk refuses.
    fn remove(&mut self, path: &str) -> Result<(), Error>;
}

/// A store in a folder on disk.
#[derive(Debug)]
pub struct DiskStore {
    root: PathBuf,
    /// Held while the store is changed, `None` when it is only read; the system lets go of it when
    /// the program ends.
    lock: Option<std::fs::File>,
}

impl DiskStore {
    /// Opens a store for reading; the folder need not be there.
    pub fn open(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), lock: None }
    }

    /// Opens a store for change, and keeps other programs out until it is dropped.
    ///
    /// # Errors
    /// When another program is changing it, or the folder cannot be made.
    pub fn locked(root: impl Into<PathBuf>) -> Result<Self, Error> {
        let root = root.into();
        if root.symlink_metadata().is_ok_and(|meta| !meta.is_dir()) {
            return Err(Error::world(format!("{} is not a folder", root.display())));
        }
        fs::create_dir_all(&root)?;
        let path = root.join(".lock");
        if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            return Err(Error::world(format!("{} is not a plain file", path.display())));
        }
        let file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| Error::world(format!("cannot open {}: {error}", path.display())))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { root, lock: Some(file) }),
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::world(
                "another Candor is changing this store; try again when it has finished",
            )),
            Err(std::fs::TryLockError::Error(error)) => {
                Err(Error::world(format!("cannot lock {}: {error}", path.display())))
            }
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    fn path(&self, path: &str) -> Result<PathBuf, Error> {
        if !is_sound(path) {
            return Err(Error::world(format!("`{path}` leaves the store")));
        }
        let mut whole = self.root.clone();
        for name in path.split('/').filter(|name| !name.is_empty()) {
            whole.push(name);
            if whole.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
                return Err(Error::world(format!("{} is a link", whole.display())));
            }
        }
        Ok(whole)
    }

    fn changing(&self) -> Result<(), Error> {
        match self.lock {
            Some(_) => Ok(()),
            None => Err(Error::world("the store was opened for reading")),
        }
    }
}

/// Whether a path stays inside, on every system that Candor runs on.
pub(super) fn is_sound(path: &str) -> bool {
    path.is_empty()
        || path.split('/').all(|name| {
            !name.is_empty()
                && name != "."
                && name != ".."
                && !name.ends_with(['.', ' '])
                && !name.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
        })
}

impl Store for DiskStore {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let whole = self.path(path)?;
        let meta = match whole.symlink_metadata() {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(Error::world(format!("cannot read {}: {error}", whole.display())));
            }
        };
        if !meta.is_file() {
            return Err(Error::world(format!("{} is not a plain file", whole.display())));
        }
        if MAX_LEN < meta.len() {
            return Err(Error::world(format!("{} is too large", whole.display())));
        }
        Ok(Some(fs::read(whole)?))
    }

    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error> {
        let whole = self.path(path)?;
        if whole.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for entry in fs::read_dir(whole)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let kind = if kind.is_file() {
                Kind::File
            } else if kind.is_dir() {
                Kind::Folder
            } else {
                Kind::Other
            };
            all.push((entry.file_name().to_string_lossy().into_owned(), kind));
        }
        all.sort();
        Ok(all)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.changing()?;
        Ok(candor_workspace::write(&self.path(path)?, bytes)?)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.changing()?;
        let path = self.path(path)?;
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Error> {
        self.changing()?;
        let (from, to) = (self.path(from)?, self.path(to)?);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(from, to)?;
        Ok(())
    }

    fn remove(&mut self, path: &str) -> Result<(), Error> {
        self.changing()?;
        let path = self.path(path)?;
        match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
            Ok(meta) if meta.is_dir() => fs::remove_dir_all(path)?,
            Ok(_) => fs::remove_file(path)?,
        }
        Ok(())
    }
}

/// Returns every file below a folder, with its path relative to it, in order.
///
/// # Errors
/// When a folder cannot be listed, or holds a link.
pub(super) fn files(store: &dyn Store, folder: &str) -> Result<Vec<String>, Error> {
    let mut all = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let at = join(folder, &below);
        for (name, kind) in store.list(&at)? {
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            match kind {
                Kind::File => all.push(path),
                Kind::Folder => open.push(path),
                Kind::Other => {
                    return Err(Error::world(format!("{folder}/{path} is a link or no file")));
                }
            }
        }
    }
    all.sort();
    Ok(all)
}

/// Joins two paths of a store; an empty one adds no `/`.
pub(super) fn join(folder: &str, path: &str) -> String {
    match (folder.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_store() {
        for sound in ["", "a", "a/b.json", "published/sheet-x/1/release.json"] {
            assert!(is_sound(sound), "{sound}");
        }
        for bad in ["..", "a/../b", "/etc", "a//b", "C:x", "a\\b", "a/.", "con. ", "a\u{0}"] {
            assert!(!is_sound(bad), "{bad}");
        }
    }

    #[test]
    fn a_second_writer_is_kept_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = DiskStore::locked(folder.path()).expect("free");
        assert!(DiskStore::locked(folder.path()).is_err());
        drop(first);
        assert!(DiskStore::locked(folder.path()).is_ok());
    }
}

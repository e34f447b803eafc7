//! Who is told when the making of a document begins and ends, and may end the program between.
//!
//! The engine has no limit of time: a template or a picture can keep it busy for hours. This
//! library has no clock and does not end a program. The program that runs it appoints a watcher,
//! once; every document is then watched, whichever command asked for it.

use std::fmt::Debug;
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Watches the making of documents.
pub trait Watcher: Debug + Send + Sync {
    /// A document is begun; returns the number by which its end will be told.
    fn begins(&self, document: &str) -> u64;
    /// The document of a number is done, or was given up.
    fn ends(&self, number: u64);
}

static WATCHER: OnceLock<Box<dyn Watcher>> = OnceLock::new();
static WRITING: RwLock<()> = RwLock::new(());

/// Appoints the watcher of this program; returns whether there was none yet.
pub fn appoint(watcher: Box<dyn Watcher>) -> bool {
    WATCHER.set(watcher).is_ok()
}

/// The proof that a document is being watched; only [`over`] gives it.
#[derive(Debug, Clone, Copy)]
pub struct Watched<'a>(std::marker::PhantomData<&'a ()>);

/// Makes a document while the watcher watches.
pub fn over<T>(document: &str, work: impl FnOnce(Watched<'_>) -> T) -> T {
    let _told = WATCHER.get().map(|watcher| {
        let watcher = watcher.as_ref();
        Told { number: watcher.begins(document), watcher }
    });
    work(Watched(std::marker::PhantomData))
}

/// A document whose end is still to be told, however it ends.
struct Told {
    number: u64,
    watcher: &'static dyn Watcher,
}

impl Drop for Told {
    fn drop(&mut self) {
        self.watcher.ends(self.number);
    }
}

/// Writes a file, which the program's end must not cut in two.
pub fn writing() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until no file is half written, and lets none be begun while the guard is held.
pub fn between_files() -> RwLockWriteGuard<'static, ()> {
    WRITING.write().unwrap_or_else(PoisonError::into_inner)
}

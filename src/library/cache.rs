//! What was read once, for all who ask for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use candor_model::diag::Diagnostics;

/// A part of the library, unless it has errors, and all findings about it: whoever asks gets both,
/// the first as the last.
pub type Read<T> = (Option<Arc<T>>, Diagnostics);

/// Parts of one kind, by name.
#[derive(Debug)]
pub(super) struct Cache<T>(Mutex<BTreeMap<String, Cell<T>>>);

/// Not read yet, or what came of it. A cell of its own, so that reading one part may ask for another.
type Cell<T> = Arc<OnceLock<Read<T>>>;

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Cache<T> {
    /// Returns a part; the first who asks reads it, and others wait meanwhile.
    pub(super) fn read(&self, name: &str, read: impl FnOnce() -> Read<T>) -> Read<T> {
        // A panic elsewhere leaves the map whole: cells are only ever added.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = match known.get(name) {
            Some(cell) => Arc::clone(cell),
            None => Arc::clone(known.entry(name.to_owned()).or_default()),
        };
        drop(known);
        cell.get_or_init(read).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_once_and_reading_it_may_ask_for_another() {
        let cache: Cache<u32> = Cache::default();
        let one = || (Some(Arc::new(1)), Diagnostics::new());
        let two = || {
            let (one, found) = cache.read("one", one);
            (one.map(|one| Arc::new(*one + 1)), found)
        };
        assert_eq!(cache.read("two", two).0.as_deref(), Some(&2));
        assert_eq!(cache.read("two", || panic!("read again")).0.as_deref(), Some(&2));
        assert_eq!(cache.read("one", || panic!("read again")).0.as_deref(), Some(&1));
    }
}

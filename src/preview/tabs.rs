//! Which try is the newest of each tab of a browser: what was typed before is not worked on.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::answer::Problem;

/// How many tabs are told apart.
const MAX_TABS: usize = 256;
/// The longest name of a tab.
const MAX_TAB: usize = 64;

/// The newest try of each tab.
#[derive(Default)]
pub(super) struct Tabs(Mutex<(u64, VecDeque<(String, u64)>)>);

impl Tabs {
    /// Enters a try as the newest of its tab, and returns its number.
    pub(super) fn enter(&self, tab: &str) -> Result<u64, Problem> {
        if MAX_TAB < tab.len() {
            return Err(Problem::new(400, "the name of the tab is too long"));
        }
        // A panic elsewhere leaves the list whole: numbers only grow.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.0 += 1;
        let number = all.0;
        all.1.retain(|(known, _)| known != tab);
        all.1.push_back((tab.to_owned(), number));
        if MAX_TABS < all.1.len() {
            all.1.pop_front();
        }
        Ok(number)
    }

    /// Whether a newer try of the same tab has come.
    pub(super) fn is_old(&self, tab: &str, number: u64) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.1.iter().any(|(known, newest)| known == tab && *newest != number)
    }
}

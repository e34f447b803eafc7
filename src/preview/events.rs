//! What has happened, by number, so that a page can ask what is new.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

pub(super) use super::api::Kind;
use super::api::{Event, Events};

/// How many events are remembered.
const REMEMBERED: usize = 500;

#[derive(Default)]
struct Log {
    events: VecDeque<Event>,
    /// The digests of what is known to stand on disk, by sheet.
    known: BTreeMap<String, Option<String>>,
}

/// Events, and who waits for them.
pub(super) struct EventLog {
    log: Mutex<Log>,
    last: watch::Sender<u64>,
}

impl EventLog {
    pub(super) fn new() -> Self {
        Self { log: Mutex::default(), last: watch::Sender::new(0) }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        // A panic elsewhere leaves the log whole: entries are only ever added at its end.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of the last event.
    pub(super) fn last(&self) -> u64 {
        *self.last.borrow()
    }

    /// Says that something has changed.
    pub(super) fn note(&self, kind: Kind, sheet: Option<&str>) {
        let mut log = self.log();
        let event = self.last() + 1;
        log.events.push_back(Event { event, kind, sheet: sheet.map(str::to_owned) });
        if REMEMBERED < log.events.len() {
            log.events.pop_front();
        }
        drop(log);
        self.last.send_replace(event);
    }

    /// Says what stands on disk of a sheet; an event, if it is something else than before.
    pub(super) fn stands(&self, sheet: &str, digest: Option<String>) {
        let before = self.log().known.insert(sheet.to_owned(), digest.clone());
        if before != Some(digest) {
            self.note(Kind::Sheet, Some(sheet));
        }
    }

    /// Says what stands on disk before anybody has asked.
    pub(super) fn begins(&self, sheet: &str, digest: Option<String>) {
        self.log().known.insert(sheet.to_owned(), digest);
    }

    /// Returns what is newer than `since`.
    pub(super) fn since(&self, since: u64) -> Events {
        let log = self.log();
        let event = self.last();
        let oldest = log.events.front().map_or(event + 1, |first| first.event);
        let again = event < since || since + 1 < oldest;
        let newer = log.events.iter().filter(|one| !again && since < one.event).cloned();
        Events { event, again, changes: newer.collect() }
    }

    /// Waits until there is something newer than `since`, or the time is over.
    pub(super) async fn wait(&self, since: u64, longest: Duration) {
        let mut last = self.last.subscribe();
        let newer = last.wait_for(|&last| last != since);
        let _ = tokio::time::timeout(longest, newer).await;
    }
}

//! A deadline for every document, whichever command makes it.
//!
//! The engine has no limit of its own: a template can loop for hours, and so can a picture.
//! Nothing of a document is written before it is proved, so the program can be ended at any moment
//! of that time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use candor_model::watch;
use candor_model::watch::Watcher;

use crate::clock::now;
use crate::error::FINDINGS;

/// How often the time is looked at.
const TICK: Duration = Duration::from_millis(50);

/// What is being made, and until when it may take, by its number.
type Tasks = BTreeMap<u64, (String, Duration)>;

/// Watches the time that each document takes.
#[derive(Debug)]
struct Deadline {
    tasks: Arc<Mutex<Tasks>>,
    numbers: AtomicU64,
    seconds: u64,
    begun: Once,
}

/// From now on no document may take longer than so many seconds.
pub(crate) fn start(seconds: u64) {
    watch::appoint(Box::new(Deadline {
        tasks: Arc::default(),
        numbers: AtomicU64::new(0),
        seconds,
        begun: Once::new(),
    }));
}

impl Deadline {
    /// Begins to look at the time, once there is something to be late.
    fn begin(&self) {
        let (watched, seconds) = (Arc::clone(&self.tasks), self.seconds);
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(TICK);
                let tasks = locked(&watched);
                let late = tasks.values().find(|(_, until)| *until < now());
                if let Some((document, _)) = late {
                    stop(document, seconds);
                }
            }
        });
    }
}

impl Watcher for Deadline {
    fn begins(&self, document: &str) -> u64 {
        self.begun.call_once(|| self.begin());
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let until = now() + Duration::from_secs(self.seconds);
        locked(&self.tasks).insert(number, (document.to_owned(), until));
        number
    }

    fn ends(&self, number: u64) {
        locked(&self.tasks).remove(&number);
    }
}

fn locked(tasks: &Mutex<Tasks>) -> MutexGuard<'_, Tasks> {
    tasks.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stop(document: &str, seconds: u64) -> ! {
    // Another thread may be writing what it has made; that file is finished first.
    let _guard = watch::between_files();
    anstream::eprintln!(
        "error[template/failed]: {document} took more than {seconds} seconds, and was stopped\n\
         help: take the loop out of the workspace's template, or give it a plainer logo, or more \
         time with --deadline; nothing was written for this document, and no release was changed"
    );
    #[expect(clippy::exit, reason = "the engine cannot be stopped in any other way")]
    std::process::exit(i32::from(FINDINGS));
}

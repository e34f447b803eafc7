//! A deadline for templates that are not ours.
//!
//! The engine has no limit of its own: a template can go round for hours. Nothing is written before
//! a document is proved, so the program can be ended at any moment of that time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::now;
use crate::error::FINDINGS;

/// How often the time is looked at.
const TICK: Duration = Duration::from_millis(50);

/// What each thread is making, and until when.
type Tasks = BTreeMap<usize, (String, Duration)>;

/// Watches the time that each document takes.
pub(crate) struct Deadline {
    tasks: Arc<Mutex<Tasks>>,
    seconds: u64,
    foreign: bool,
}

impl Deadline {
    /// Starts to watch, if `foreign` templates are in use.
    pub(crate) fn new(seconds: u64, foreign: bool) -> Self {
        let tasks: Arc<Mutex<Tasks>> = Arc::default();
        if foreign {
            let watched = Arc::clone(&tasks);
            std::thread::spawn(move || {
                loop {
                    std::thread::sleep(TICK);
                    let tasks = watched.lock().unwrap_or_else(PoisonError::into_inner);
                    let late = tasks.values().find(|(_, until)| *until < now());
                    if let Some((name, _)) = late {
                        stop(name, seconds);
                    }
                }
            });
        }
        Self { tasks, seconds, foreign }
    }

    /// Runs `work` of a thread on the sheet called `name` under the deadline.
    pub(crate) fn over<T>(&self, thread: usize, name: &str, work: impl FnOnce() -> T) -> T {
        if !self.foreign {
            return work();
        }
        let until = now() + Duration::from_secs(self.seconds);
        self.tasks().insert(thread, (name.to_owned(), until));
        let made = work();
        self.tasks().remove(&thread);
        made
    }

    fn tasks(&self) -> MutexGuard<'_, Tasks> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stop(name: &str, seconds: u64) -> ! {
    anstream::eprintln!(
        "error[template/failed]: the workspace's template took more than {seconds} seconds for \
         {name}, and was stopped\n\
         help: take the loop out of the template, or give it more time with --deadline; nothing \
         was written for this sheet"
    );
    #[expect(clippy::exit, reason = "the engine cannot be stopped in any other way")]
    std::process::exit(i32::from(FINDINGS));
}

//! A deadline for templates that are not ours.
//!
//! The engine has no limit of its own: a template can go round for hours. Nothing is written before
//! a document is proved, so the program can be ended at any moment of that time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::now;
use crate::error::FINDINGS;

/// How often the time is looked at.
const TICK: Duration = Duration::from_millis(50);

/// What is being made, and until when.
type Task = Option<(String, Duration)>;

/// Watches the time that each document takes.
pub(crate) struct Deadline {
    task: Arc<Mutex<Task>>,
    seconds: u64,
}

impl Deadline {
    /// Starts to watch, if `foreign` templates are in use.
    pub(crate) fn new(seconds: u64, foreign: bool) -> Self {
        let task: Arc<Mutex<Task>> = Arc::default();
        if foreign {
            let watched = Arc::clone(&task);
            std::thread::spawn(move || {
                loop {
                    std::thread::sleep(TICK);
                    let task = watched.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    if let Some((name, until)) = task
                        && until < now()
                    {
                        stop(&name, seconds);
                    }
                }
            });
        }
        Self { task, seconds }
    }

    /// Runs `work` on the sheet called `name` under the deadline.
    pub(crate) fn over<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        let until = now() + Duration::from_secs(self.seconds);
        self.set(Some((name.to_owned(), until)));
        let made = work();
        self.set(None);
        made
    }

    fn set(&self, task: Task) {
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = task;
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

//! Many sheets on all cores.
//!
//! A run is a list of jobs, one for each sheet. Each worker takes the next job, reads its file, and
//! does all of it: check, compose, lay out, prove, write. What a worker made is shown in the order
//! of the jobs, whoever was first; nothing is kept of a sheet that is done, so that fifty thousand
//! take no more memory than a hundred.

mod base;
mod cache;
mod careful;
mod shard;
mod source;
mod worker;

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

pub use self::base::digests;
pub use self::cache::{RenderCache, Short, short, stamp};
pub use self::careful::{carefully, part};
pub use self::shard::Shard;
pub use self::source::{Job, Source};
pub use self::worker::{Change, Made, Plan, Written, documents};

use candor_document::Shared;

use self::worker::one;

use crate::error::CommandError;

/// How many finished sheets may wait for one that takes longer, for each worker.
const WAITING: usize = 64;

/// Runs jobs on so many threads and gives each result to `show`, in the order of the jobs.
///
/// # Errors
/// The first error of `show`; jobs that were begun are then finished, and no other is.
pub fn run(
    shared: &Shared,
    plan: &Plan<'_>,
    jobs: &[Job],
    threads: usize,
    mut show: impl FnMut(&Job, Made) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let threads = threads.clamp(1, jobs.len().max(1));
    let pool = rayon::ThreadPoolBuilder::new();
    if threads == 1 {
        // The engine, too, then works on this thread alone.
        let _pool = pool.num_threads(1).use_current_thread().build();
        for (number, job) in jobs.iter().enumerate() {
            let made = one(shared, plan, job);
            show(&jobs[number], made)?;
        }
        return Ok(());
    }
    let pool = pool.num_threads(threads).build().map_err(|error| {
        CommandError::world(format!("no threads can be started: {error}"))
            .hint("try again with --threads 1")
    })?;
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = sync_channel::<(usize, Made)>(WAITING * threads);
    // A thread that waits for a part of its page helps with what has not begun yet: that must never
    // be another thread's whole work, whose time would count as this page's.
    let all_there = Barrier::new(threads);
    pool.in_place_scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let (next, stop, all_there) = (&next, &stop, &all_there);
            scope.spawn(move |_| {
                all_there.wait();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if stop.load(Ordering::Relaxed) || jobs.len() <= number {
                        break;
                    }
                    let made = one(shared, plan, &jobs[number]);
                    // Nobody listens any more after an error.
                    if sender.send((number, made)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        let mut shown = Ok(());
        for (number, made) in receiver {
            waiting.insert(number, made);
            while let Some(made) = waiting.remove(&turn) {
                if shown.is_ok() {
                    shown = show(&jobs[turn], made);
                    stop.fetch_or(shown.is_err(), Ordering::Relaxed);
                }
                turn += 1;
            }
        }
        shown
    })
}

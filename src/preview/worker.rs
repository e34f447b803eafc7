//! A thread with a state of its own, to which work is handed.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tokio::sync::oneshot;

use super::answer::Problem;

/// Layout goes deep; a thread's usual stack is smaller than the program's.
const STACK: usize = 32 * 1024 * 1024;
/// How long a worker without work waits before it looks around again.
const REST: Duration = Duration::from_millis(500);

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

/// Hands work to a thread.
pub(super) struct Worker<S>(Sender<Job<S>>);

impl<S> Clone for Worker<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S: Send + 'static> Worker<S> {
    /// Starts a thread. `idle` does a little of what can wait, and says whether there is more.
    pub(super) fn start(
        name: &str,
        state: S,
        idle: impl FnMut(&mut S) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK);
        thread.spawn(move || work(state, &receiver, idle))?;
        Ok(Self(sender))
    }

    /// Hands a piece of work over, and waits for what it gives.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        self.tell(move |state| {
            // Whoever asked may be gone.
            let _ = reply.send(job(state));
        });
        answer.await.map_err(|_| Problem::world("a part of Candor has stopped"))
    }

    /// Hands a piece of work over.
    pub(super) fn tell(&self, job: impl FnOnce(&mut S) + Send + 'static) {
        // A worker that is gone is noticed by whoever asks it something.
        let _ = self.0.send(Box::new(job));
    }
}

fn work<S>(mut state: S, receiver: &Receiver<Job<S>>, mut idle: impl FnMut(&mut S) -> bool) {
    let mut more = true;
    loop {
        let wait = if more { Duration::ZERO } else { REST };
        match receiver.recv_timeout(wait) {
            Ok(job) => {
                job(&mut state);
                more = true;
            }
            Err(RecvTimeoutError::Timeout) => more = idle(&mut state),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

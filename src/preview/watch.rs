//! Looks whether anything changed on disk.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use candor_workspace::Stamp;

use candor_app::clock::Clock;

use super::bench::Bench;
use super::events::{EventLog, Kind};
use super::worker::Worker;

/// The shortest and the longest time between two looks.
const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(1);
/// A look may take one part in so many of the time.
const SHARE: u32 = 20;

/// What was seen, by path.
pub(super) type Seen = BTreeMap<String, Stamp>;

/// Starts to look. `before` is how things stood when the workspace was not read yet: what changes
/// from then on is told.
pub(super) fn start(
    root: PathBuf,
    before: Seen,
    events: Arc<EventLog>,
    bench: Worker<Bench>,
    clock: Clock,
) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name("watch".to_owned());
    thread.spawn(move || {
        let mut before = before;
        loop {
            let start = (clock.now)();
            let seen = look(&root);
            if seen != before {
                tell(&before, &seen, &events, &bench);
                before = seen;
            }
            let took = (clock.now)().saturating_sub(start);
            std::thread::sleep((took * SHARE).clamp(SHORTEST, LONGEST));
        }
    })?;
    Ok(())
}

/// Looks at everything that a preview shows.
pub(super) fn look(root: &std::path::Path) -> Seen {
    candor_workspace::stamps(
        root,
        &[candor_workspace::CONFIG, "sheets", "templates", candor_release::FOLDER],
    )
}

/// Says what is new: to the bench, which reads it, and to whoever waits.
fn tell(before: &Seen, after: &Seen, events: &Arc<EventLog>, bench: &Worker<Bench>) {
    let names = before.keys().chain(after.keys());
    let changed = names.filter(|name| before.get(*name) != after.get(*name));
    let (mut read, mut state) = (false, false);
    for name in changed {
        let in_store =
            name.strip_prefix(candor_release::FOLDER).is_some_and(|rest| rest.starts_with('/'));
        if in_store {
            state = true;
        } else if let Some(sheet) = name.strip_suffix(".review.json") {
            let sheet = sheet.rsplit('/').next().unwrap_or(sheet);
            events.note(Kind::Notes, Some(sheet));
        } else {
            read = true;
        }
    }
    if read || state {
        // A store says which monographs are checked, so it is read again as well.
        let events = Arc::clone(events);
        bench.tell(move |bench| {
            bench.reload();
            if state {
                events.note(Kind::State, None);
            }
        });
    }
}

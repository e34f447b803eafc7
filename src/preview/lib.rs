//! `candor preview`: the workspace in the browser of the person who writes it.
//!
//! # Contract between server and page
//!
//! What can be asked stands in one table (`routes.rs`), what is said in types (`api/`), and both in
//! `api.schema.json`, which a test holds. What types cannot say:
//!
//! `candor preview [--port N] [--open]` serves 127.0.0.1 alone and prints
//! `http://127.0.0.1:PORT/#TOKEN` on standard output. The token is new for each run. It stands in
//! the fragment, which no browser sends to a server: the page takes it from there into its
//! `sessionStorage`, takes the fragment out of the address (`history.replaceState`), and sends it
//! as header `X-Candor-Token` with every request below `/api/`, reads too. Nothing else is secret:
//! `GET /` and the page's files are the same for everybody.
//!
//! - One request a connection (`Connection: close`); a browser opens the next by itself. More than
//!   64 at once: 503.
//! - `Host` is exactly `127.0.0.1:PORT` or `localhost:PORT` (else 421); `Origin`, where there is
//!   one, is that with `http://` (else 403); `Sec-Fetch-Site`, where there is one, is `same-origin`
//!   or `none` (else 403), but a link from elsewhere may lead to `GET /`.
//! - Reads are `GET`, writes `POST` (else 405) with `Content-Type: application/json` (else 415) and
//!   a JSON object of known fields (else 400). A body has at most 1 MiB (else 413) and comes within
//!   10 seconds (else 408); headers at most 32 KiB (else 431), within 5 seconds. A sheet's text has
//!   at most 128 KiB (else 422). A missing or wrong token: 401. No such address: 404. An id that is
//!   not one: 400; one that nothing has: 404.
//! - An answer is JSON (pictures and PDFs inside it are text), except for the page's files and those
//!   to take away. All that an author wrote is JSON text: never markup. SVG is put on the page
//!   through a list of the elements and attributes that may be in it (`page/svg.js`): no script, no
//!   style, no link, no address elsewhere; an author's text is outlines in it.
//! - What writes a sheet names the digest of the text that the page began from, and notes those of
//!   the lines and notes that it saw: 409 where somebody else was faster, and nothing was written.
//! - Review and release work on the sheet as it stands on disk, and are the functions of `candor
//!   release`, under the same policy. Undo steps outlive the server: they stand in
//!   `.candor/preview/ID.json` of the workspace, notes beside the sheet in `sheets/ID.review.json`.
//!
//! # Safety
//!
//! No text of a request is a path: ids are [`candor_model::Id`], files are found by the list that
//! was read from the workspace, links are refused. The one exception is the key that a person
//! signs with, which is read as `candor release sign --key` reads it. Text that was typed but not
//! saved lives in the page alone; what was saved is on disk before the answer leaves.

mod answer;
mod api;
mod app;
mod bench;
mod desk;
mod edge;
mod events;
mod findings;
mod guard;
mod hints;
mod history;
mod look;
mod made;
mod notes;
mod page;
mod releases;
mod remarks;
mod rendered;
mod review;
mod reviewed;
mod route;
mod routes;
mod row;
mod rows;
mod server;
mod tabs;
mod trial;
mod watch;
mod worker;

pub use self::edge::Edge;
use std::path::Path;
use std::sync::Arc;

use self::app::App;
use self::bench::Bench;
use self::desk::Desk;
use self::events::EventLog;
use self::guard::Guard;
use self::routes::Routes;
use self::worker::Worker;
use candor_app::error::CommandError;
use candor_app::open::open;

/// Returns the schema of the preview's API, which stands in `src/preview/api.schema.json`.
///
/// # Panics
/// When the table of routes names an address twice.
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&Routes::schema()).expect("a schema is plain data");
    text.push('\n');
    text
}

/// Serves a workspace until the program is ended; `begun` is told the port, once there is one.
///
/// # Errors
/// When the workspace cannot be read, or the port is taken, or `begun` says so.
pub fn serve(
    root: &Path,
    port: u16,
    edge: Edge,
    begun: impl FnOnce(u16) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let seen = watch::look(&root);
    let opened = open(Some(&root))?;
    let listener = server::listen(port)?;
    let failed = |error: std::io::Error| {
        CommandError::world(format!("the preview cannot be served: {error}"))
    };
    let port = listener.local_addr().map_err(failed)?.port();
    let events = Arc::new(EventLog::new());
    let bench = Bench::new(root.clone(), opened, Arc::clone(&events), edge.clone());
    let bench = Worker::start("bench", bench, Bench::idle).map_err(failed)?;
    let desk = Desk { root: root.clone(), edge: edge.clone() };
    let desk = Worker::start("desk", desk, |_| false).map_err(failed)?;
    watch::start(root, seen, Arc::clone(&events), bench.clone(), edge.clock).map_err(failed)?;
    begun(port)?;
    let guard = Guard::new(port, edge.token);
    server::serve(
        listener,
        App { guard, events, bench, desk, tabs: Arc::default(), page: edge.page },
    )
}

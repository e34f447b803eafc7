//! `candor preview`: the workspace in the browser of the person who writes it.
//!
//! # Contract between server and page
//!
//! `candor preview [--port N] [--open]` serves 127.0.0.1 alone and prints
//! `http://127.0.0.1:PORT/#TOKEN` on standard output. The token is new for each run. It stands in
//! the fragment, which no browser sends to a server: the page takes it from there into its
//! `sessionStorage`, takes the fragment out of the address (`history.replaceState`), and sends it
//! as header `X-Candor-Token` with every request below `/api/`, reads too. Nothing else is secret:
//! `GET /` and the page's files are the same for everybody.
//!
//! ## Every request
//!
//! - One request a connection (`Connection: close`); a browser opens the next by itself.
//! - `Host` is exactly `127.0.0.1:PORT` or `localhost:PORT` (else 421); `Origin`, where there is
//!   one, is that with `http://` (else 403); `Sec-Fetch-Site`, where there is one, is `same-origin`
//!   or `none` (else 403), but a link from elsewhere may lead to `GET /`.
//! - Reads are `GET` (else 405), writes `POST` with `Content-Type: application/json` (else 415)
//!   and a JSON object of known fields (else 400); a body has at most 1 MiB (else 413) and comes
//!   within 10 seconds (else 408); headers at most 32 KiB (else 431), within 5 seconds. A
//!   missing or wrong token: 401. No such address: 404. An id that is not one: 400; one that
//!   nothing has: 404. More than 64 connections at once: 503.
//! - An answer is JSON (pictures and PDFs inside it are text), except for the page's files and
//!   `/api/pdf` and `/api/file`. All that an author wrote is JSON text: never markup. SVG is put on
//!   the page through a list of the elements and attributes that may be in it (`page/svg.js`): no
//!   script, no style, no link, no address elsewhere; an author's text is outlines in it.
//! - An error is `{"error": "what happened", "hints": ["what to do", …]}`; 422 is a refusal that
//!   a person can mend (with `"findings": […]` where there are some), 500 is a failure of the disk
//!   or another part of the system.
//!
//! Digests are SHA-256 in hexadecimal of the bytes of a text in UTF-8. Boxes are
//! `[left, top, right, bottom]` in points from the upper left corner of their page; pages count
//! from 1, lines and columns (in characters, code points) from 1. Keys are in kebab-case. Fields
//! that have nothing to say are `null` or missing. Days are `"2026-11-22"`.
//!
//! ## Reads
//!
//! `GET /api/workspace` → `{folder, clinic, jurisdiction, paper, formats: [{id, name, paged,
//! papers: […]}], jurisdictions: [{id, name}], papers: [{id, name}], medicines: [{id, name,
//! conditions: [{id, name, certainty, direction}]}], examples: [{id, title}], people: [{id, name,
//! roles}], agent, today, version}`: what does not depend on a sheet. `jurisdiction` and `paper`
//! are the usual ones; `agent` says whether an ssh-agent can be asked; `people` are those of the
//! roster, empty without one.
//!
//! `GET /api/sheets` → `{event, pending, findings, sheets: [{id, title, file, state, next, errors,
//! advice, comments, digest}]}`: all sheets in order of their ids. `state` is one of `findings`,
//! `draft`, `candidate`, `signed in part`, `published`, `review due`, `overdue`, `withdrawn`, and
//! `next` says in words what it needs; both are `null` for the `pending` sheets that nobody has
//! looked at yet: ask again after the next event. `errors` and `advice` count findings of the
//! sheet itself; those of its pages come with a try. `findings` are about the workspace (a broken
//! `candor.toml`): while one of them is an error, no page is made.
//!
//! `GET /api/sheet/ID` → `{sheet, file, text, digest, state, next, undo, redo, comments}`: the
//! file as it stands on disk; `undo` and `redo` count the steps that can be taken.
//!
//! `GET /api/schema` → `{tables: {NAME: {help, repeated, keys: [{key, kind, help, required,
//! values, minimum, maximum, insert}]}}}`: completion for the editor. `NAME` is `""` for the top
//! of the file, else `section`, `dose`, `contacts`, `author`, `waive`, `false-alarm`; `repeated`
//! ones are written `[[NAME]]`. `insert` is what to type for a new key, such as `title = ""`.
//! Values that come from the library (ids) come with `/api/form`, under `choices`.
//!
//! `GET /api/codes` → `{codes: {CODE: {title, finds, matters, instead}}}`: what each kind of finding
//! means and why it matters, as `candor explain` says it.
//!
//! `GET /api/evidence/ID` → `{sheet, records: [{id, condition, name, certainty, direction,
//! reason, findings, needs-check, studies: [{key, kind, people, weeks, citation, result, mark,
//! needs-check}]}]}`; `mark` is `verified` or `needs-check`.
//!
//! `GET /api/item/ID/ITEM` → `{id, title, kind, tier, place, plain, short, clinician, basis,
//! when, needs-check, facts: [{statement, mark, citations: [{key, title, where, kind, mark}]}],
//! citations: [{key, title, where, kind, mark}], disagreements: [{id, topic, asked-for, others,
//! resolution}], file, line}`: one safety item of the sheet's medicine.
//!
//! `GET /api/changes/ID` → `{version, class, stock, changes: [{class, leaf, subject, formats,
//! before, after, words}]}`: since the last release, as `candor diff`; `version` is `null` when
//! nothing was published yet.
//!
//! `GET /api/pdf/ID?format=F&paper=P&jurisdiction=J` → the proven file of the sheet as it stands
//! on disk (`application/pdf`; text and HTML as a download), the released one where its words are published,
//! or 422.
//!
//! `GET /api/events?since=N&wait=MS` → `{event, changes: [{event, kind, sheet}]}`: answers as soon
//! as something has a number above `since`, or when `wait` milliseconds (at most 20000; without
//! it, 0) are over. `kind`: `sheet` (its file changed on disk, by whomever; came or went, when
//! `GET /api/sheet` says so), `state` (list of sheets, states), `notes` (review notes), `library`
//! (medicines, looks or `candor.toml`: try again whatever is shown). A browser has six
//! connections for all tabs together, so only a tab that is seen should `wait`. `since` from an
//! earlier run, or too old: `{event, "again": true}`, and everything must be read again.
//!
//! ## Writing a sheet
//!
//! `POST /api/try {tab, sheet, text, format, paper, jurisdiction, known: [DIGEST, …],
//! changes: […]}` works on
//! the text as it is typed and writes nothing. `tab` is any name of at most 64 characters; only
//! the newest try of a tab is worked on, others answer `{"superseded": true}`. `format`, `paper`,
//! `jurisdiction` may be missing (handout, the usual ones). →
//! `{sheet, digest, format, paper, jurisdiction, stale, errors, advice,
//!   findings: [{level, code, title, message, help, label, file, line, column, end-line, end-column,
//!     here, because: [{file, line, column, label}], leaf, page, box}],
//!   pages: [{digest, width, height, svg}],
//!   leaves: [{leaf, text, page, box, item, record, line, column, end-line, end-column}],
//!   reading: [{part, name, words, sentences, grade, grade-with-names, smog}],
//!   text, took: {check, typeset, prove, draw, grade}}`.
//! `changes` (may be missing) are changes of the form as in `/api/edit`, made in order before the
//! try; the answer then has `edited: {text, digest, line}`, and 422 says why one does not fit.
//! `level` is `error` or `advice`; `title` says in a few words what kind of finding it is. `here` is whether `file` is the sheet itself, so that `line`
//! and `column` point into its text. `leaf`, `page` and `box` are there when the words that a
//! finding is about stand on the page. `svg` is missing for pages whose digest is in `known`.
//! `leaves` is the proof's report: where each text stands, and where it was written (`line`…, the
//! author's words in the sheet) or whence it comes (`item`, `record`: ask `/api/item`,
//! `/api/evidence`). With errors there are no new pages: those of the last good try of this sheet,
//! format, paper and jurisdiction come again with `stale: true`, or none. `text` holds what a
//! format without pages says (`format: "text"`). `reading`: sections in order, then `author`,
//! `fixed`, `whole`; `name` is the heading. `took` in milliseconds.
//!
//! `POST /api/form {sheet, text}` → `{fields: [FIELD, …], choices: {applies: […], condition: […],
//! medicine: […], language: […], waive: […], extras: […], false-alarm: […]}}`, or 422 when the
//! text is no TOML (mend it in the editor). FIELD: `{path, key, label, help, kind, required, value,
//! written, minimum, maximum, characters, choices, line, column, leaf, fields}`. `path` is a list
//! of keys and indices, such as `["dose", 0, "mg"]`. `kind`: `line`, `paragraph`, `date`,
//! `integer`, `choice` (one of `choices`), `choices` (any of them), `list` (of lines), `table`
//! (with `fields`), `tables` (repeated: `fields` is a list of lists, `new` the value for
//! `insert`). `written` is whether the key stands in the text; `value` is a string, a number, or a
//! list of strings. A choice is `{value, name, note}`.
//!
//! `POST /api/edit {sheet, text, change: {op, path, value, to}}` → `{text, digest, line}`: the text
//! with one change of the form in it; everything else is kept byte for byte, comments, order and
//! quoting too. `op`: `set` (make or replace; an object makes a table), `remove` (a key, an entry
//! of a list, a table), `insert` (into a list or repeated tables, before the index at the end of
//! `path`; an index as long as the list adds to its end), `move` (from the index at the end of
//! `path` to index `to`). Without `op`: `set`, or `remove` when `value` is `null`. `line` is where
//! it was changed. 422 when the text is no TOML, or the value cannot stand there. Nothing is
//! written to disk.
//!
//! `POST /api/save {sheet, text, base}` → `{digest, undo, redo}`: writes the file whole. `base` is
//! the digest of the text that the page began from. When the file on disk is another one by now,
//! nothing is written: 409 `{error, hints, disk: {text, digest}, yours: {text, digest}}`; to
//! overwrite it all the same, save again with `base` = `disk.digest`, after the person has seen
//! both. `base` is `null` where the file is gone and is to be made again.
//!
//! `POST /api/undo {sheet, base}`, `POST /api/redo {sheet, base}` → `{text, digest, undo, redo}`:
//! the saved text before or after this one, written; 409 as above; 422 when there is none. Steps
//! outlive the server: they stand in `.candor/preview/ID.json` of the workspace.
//!
//! `POST /api/new {id, medicine, condition, from, title, purpose}` → 201 `{sheet, file, text,
//! digest}`: a new sheet as `candor new` makes it; `from` (a sheet's or example's id) or `medicine`
//! and `condition` are needed, the rest may be missing. A file that is there is never replaced:
//! 409.
//!
//! `POST /api/out {sheet, formats: […]}` → `{files: […]}`: writes what `candor render` writes, to
//! the workspace's folder `out`, of the sheet as it stands on disk.
//!
//! ## Review and release, of the sheet as it stands on disk
//!
//! `GET /api/review/ID` → `{sheet, digest, state, next, candidate: {version, class, manifest, cut,
//! content, applies, published, needs: […], signed: [{person, name, role, on, reason}], folder, files,
//! changes}, title, notes: DIGEST|null, ticked, open, lines: [{id,
//! section, name, text, behind: [{id, text}], item, tick: {by, on, holds}, comments: [{id, by, on,
//! text, about, holds, resolved}]}], loose: [comments on lines that are gone]}`: the dossier line
//! by line. `id` is stable; `holds` is whether the line still says what was ticked or commented
//! on. `candidate.applies` is whether it holds the words that the file has now. `published` is the last
//! published version: `{version, on, due, code, folder, files, withdrawn}`. The lines are those of
//! the full leaflet, their `id`s the names of its leaves; lines of the sections `changes`,
//! `disagreements`, `set-aside` and `teach-back` stand on no patient's page.
//!
//! `GET /api/file/ID?version=V&name=NAME` → a file of the candidate or of a published version, by
//! the name that `files` has.
//!
//! `POST /api/tick {sheet, digest, notes, line, by, ticked}` and
//! `POST /api/comment {sheet, digest, notes, line, by, text}` or
//! `{sheet, notes, comment: ID, resolved}` → the same as `/api/review`. `digest` and `notes` are
//! those that `/api/review` gave (`notes` is `null` while there are none); 409 when the lines
//! changed or somebody else's notes came in between: read again, nothing was written.
//! Notes stand beside the sheet, in `sheets/ID.review.json`.
//!
//! `POST /api/cut {sheet}` → `{version, class, manifest, changes: […], files: […]}`.
//! `POST /api/sign {sheet, manifest, reason, key, passphrase}` or `{…, agent: true, key}` →
//! `{declaration, needs: […]}`: `key` is the absolute path of a private key on this machine (of a
//! public key, with an agent that holds more than one); the passphrase is used once and kept
//! nowhere. `manifest` is the digest that the person was shown: another candidate is not signed.
//! `POST /api/publish {sheet, manifest, key, passphrase}` or with `agent` → `{version, code, due,
//! stock, files: […]}`. All three are the functions of `candor release`, under the same policy.
//!
//! # Safety
//!
//! No text of a request is a path: ids are [`candor_model::Id`], files are found by the list that
//! was read from the workspace, links are refused. The one exception is the key that a person
//! signs with, which is read as `candor release sign --key` reads it. Text that was typed but not
//! saved lives in the page alone; what was saved is on disk before the answer leaves.

mod answer;
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
mod name;
mod notes;
mod page;
mod releases;
mod remarks;
mod rendered;
mod review;
mod reviewed;
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
use self::worker::Worker;
use candor_app::error::CommandError;
use candor_app::open::open;

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

//! What the page and the server say to each other: data, and nothing that acts on it.
//!
//! Keys are in kebab-case. Fields that have nothing to say are `null` or missing. Digests are
//! SHA-256 in hexadecimal of the bytes of a text in UTF-8. Boxes are left, top, right, bottom in
//! points from the upper left corner of their page; pages, lines and columns count from 1, columns
//! in characters. Days are written 2026-11-22. `api.schema.json` is made of these types.

mod findings;
mod library;
mod release;
mod review;
mod sheets;
mod trial;
mod workspace;

pub(super) use self::findings::{Because, Finding, Place, Problem, Side, Stands};
pub(super) use self::library::{
    Cited, Codes, Disagreement, Evidence, Fact, Item, Local, Meaning, Record, Source, Study,
};
pub(super) use self::release::{
    Changed, Changes, CutAnswer, CutRequest, Out, OutRequest, Published, SignAnswer, SignRequest,
};
pub(super) use self::review::{
    Behind, Candidate, Comment, CommentRequest, LastPublished, Line, Review, Signed, Tick,
    TickRequest,
};
pub(super) use self::sheets::{
    Form, FormRequest, Made, NewRequest, Row, SaveRequest, Saved, Sheet, Sheets, StepRequest,
    Stepped,
};
pub(super) use self::trial::{
    EditedText, Graded, Lines, PageDrawn, ReplyToTry, Shown, Superseded, Took, Tried, TryRequest,
};
pub(super) use self::workspace::{
    Condition, Event, Events, EventsQuery, Example, FileQuery, FormatChoice, Kind, Medicine, Named,
    NoQuery, PdfQuery, Person, Schema, Workspace,
};

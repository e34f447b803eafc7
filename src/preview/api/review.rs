//! The review of a sheet as it stands on disk: the dossier line by line, ticks and comments.

use candor_model::{Class, Id, Role};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The dossier of a sheet, line by line, with what was written on it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Review {
    pub(crate) sheet: String,
    pub(crate) title: String,
    /// Of all lines.
    pub(crate) digest: String,
    pub(crate) state: String,
    pub(crate) next: String,
    pub(crate) candidate: Option<Candidate>,
    pub(crate) published: Option<LastPublished>,
    /// The digest of the notes' file, while there is one.
    pub(crate) notes: Option<String>,
    /// How many lines are ticked as they stand.
    pub(crate) ticked: usize,
    /// How many comments are open.
    pub(crate) open: usize,
    pub(crate) lines: Vec<Line>,
    /// Comments on lines that are gone.
    pub(crate) loose: Vec<Comment>,
}

/// A candidate with what it has and needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Candidate {
    pub(crate) version: String,
    pub(crate) class: Class,
    /// The digest by which it is signed.
    pub(crate) manifest: String,
    #[schemars(with = "String")]
    pub(crate) cut: Date,
    pub(crate) content: String,
    /// Whether it holds the words that the file has now.
    pub(crate) applies: bool,
    pub(crate) published: bool,
    /// Whose signatures are still needed, in words.
    pub(crate) needs: Vec<String>,
    pub(crate) signed: Vec<Signed>,
    pub(crate) folder: String,
    pub(crate) files: Vec<String>,
    pub(crate) changes: Vec<String>,
}

/// A signature that counts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Signed {
    pub(crate) person: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    #[schemars(with = "Option<String>")]
    pub(crate) on: Option<Date>,
    pub(crate) reason: Option<String>,
}

/// The last published version of a sheet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LastPublished {
    pub(crate) version: String,
    #[schemars(with = "String")]
    pub(crate) on: Date,
    /// When its review is due.
    #[schemars(with = "String")]
    pub(crate) due: Date,
    /// The check code.
    pub(crate) code: String,
    pub(crate) folder: String,
    pub(crate) files: Vec<String>,
    /// Why it was withdrawn, if it was.
    pub(crate) withdrawn: Option<String>,
}

/// A line that a patient or a reviewer reads. Lines of the sections `changes`, `disagreements`,
/// `set-aside` and `teach-back` stand on no patient's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Line {
    /// The name of the leaf in the full leaflet; it does not change with the words.
    pub(crate) id: String,
    pub(crate) section: String,
    pub(crate) name: String,
    pub(crate) text: String,
    /// On what it rests.
    pub(crate) behind: Vec<Behind>,
    /// The safety item that it is of.
    pub(crate) item: Option<String>,
    pub(crate) tick: Option<Tick>,
    pub(crate) comments: Vec<Comment>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Behind {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// That somebody has read a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Tick {
    pub(crate) by: String,
    #[schemars(with = "String")]
    pub(crate) on: Date,
    /// Whether the line still says what was ticked.
    pub(crate) holds: bool,
}

/// What somebody wrote about a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Comment {
    pub(crate) id: u32,
    pub(crate) line: String,
    pub(crate) by: String,
    #[schemars(with = "String")]
    pub(crate) on: Date,
    pub(crate) text: String,
    /// The first line of what was commented on.
    pub(crate) about: Option<String>,
    pub(crate) resolved: bool,
    /// Whether the line still says what was commented on.
    pub(crate) holds: bool,
}

/// A tick of a line, or that it is taken back. Digests are those that the page has seen: when the
/// lines changed or somebody else wrote notes meanwhile, nothing is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TickRequest {
    pub(crate) sheet: Id,
    pub(crate) notes: Option<String>,
    pub(crate) digest: String,
    pub(crate) line: String,
    pub(crate) by: String,
    pub(crate) ticked: bool,
}

/// A comment on a line (`digest`, `line`, `by`, `text`), or that one is dealt with (`comment`,
/// `resolved`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CommentRequest {
    pub(crate) sheet: Id,
    pub(crate) notes: Option<String>,
    pub(crate) digest: Option<String>,
    pub(crate) line: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) comment: Option<u32>,
    pub(crate) resolved: Option<bool>,
}

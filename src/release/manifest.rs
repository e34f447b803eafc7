//! What a candidate and a release are made of: in-toto Statements with the SHA-256 of every file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::look::Look;
use super::{Error, Fault, Step, Version};
use candor_model::digest::sha256;
use candor_model::{Class, Role, Rules};
use candor_workspace::policy::{Needs, Policy};

/// The type of an in-toto Statement.
const STATEMENT: &str = "https://in-toto.io/Statement/v1";
/// The type of a candidate's predicate.
pub const CANDIDATE: &str = "urn:candor:candidate:1";
/// The type of a release's predicate.
pub const RELEASE: &str = "urn:candor:release:1";

/// An in-toto Statement: what is said of files, which it lists with their digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement<P> {
    /// `parse` refuses any other than `STATEMENT`.
    #[serde(rename = "_type")]
    pub kind: String,
    /// The files, in the order of their names.
    pub subject: Vec<Subject>,
    /// Tells what the predicate is: `CANDIDATE` or `RELEASE`.
    pub predicate_type: String,
    /// What is said of the files.
    pub predicate: P,
}

/// A file and its digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The path, with `/` between names.
    pub name: String,
    pub digest: Sha256,
}

/// A digest, as in-toto writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sha256 {
    /// 64 hexadecimal digits, in lower case.
    pub sha256: String,
}

impl Subject {
    /// Returns the entry for a file.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), digest: Sha256 { sha256: sha256(bytes) } }
    }
}

impl<P: Serialize + for<'a> Deserialize<'a>> Statement<P> {
    /// Returns a statement over files.
    pub fn new(kind: &str, files: &BTreeMap<String, Vec<u8>>, predicate: P) -> Self {
        let subject = files.iter().map(|(name, bytes)| Subject::of(name, bytes)).collect();
        Self { kind: STATEMENT.to_owned(), subject, predicate_type: kind.to_owned(), predicate }
    }

    /// Reads a statement of a type.
    ///
    /// # Errors
    /// When it is not one (step `step`).
    pub fn parse(bytes: &[u8], kind: &str, step: Step) -> Result<Self, Error> {
        let statement: Self = serde_json::from_slice(bytes)
            .map_err(|error| Fault::Manifest { step, error: error.to_string() })?;
        if statement.kind != STATEMENT || statement.predicate_type != kind {
            return Err(Fault::ManifestType { step }.into());
        }
        Ok(statement)
    }

    /// Returns the bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        super::json(self)
    }

    /// Returns the digest of a file, if the statement lists it.
    pub fn digest(&self, name: &str) -> Option<&str> {
        let found = self.subject.iter().find(|subject| subject.name == name);
        found.map(|subject| subject.digest.sha256.as_str())
    }
}

/// What made the PDFs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// The SHA-256 of the library, templates and fonts inside it.
    pub assets: String,
    /// The typesetting engine and its version.
    pub engine: String,
    /// For which kind of machine it was built.
    pub target: String,
}

impl Tool {
    /// Returns what is running.
    pub fn here() -> Self {
        static HERE: LazyLock<Tool> = LazyLock::new(Tool::look);
        HERE.clone()
    }

    fn look() -> Self {
        let mut all = String::new();
        for tree in [candor_shipped::sheets(), candor_shipped::templates()] {
            for (path, entry) in tree.iter() {
                if let candor_model::tree::Entry::File(bytes) = entry {
                    all.push_str(&sha256(bytes));
                    all.push_str(&tree.shown(path));
                }
            }
        }
        for font in candor_shipped::fonts() {
            all.push_str(&sha256(&font));
        }
        Self {
            name: "candor".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            assets: sha256(all.as_bytes()),
            engine: "typst 0.15.1".to_owned(),
            target: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }
    }

    /// Whether another program is the same, whatever machine it was built for.
    pub fn is_same_program(&self, other: &Self) -> bool {
        (&self.name, &self.version, &self.assets) == (&other.name, &other.version, &other.assets)
    }
}

/// What is said of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Candidate {
    pub sheet: String,
    pub title: String,
    /// The version that it would have.
    pub version: Version,
    /// How much it changes.
    pub class: Class,
    /// How much the rules say that it changes.
    pub class_by_rule: Class,
    /// Why a person raised the class above that of the rules; `None` if nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised: Option<String>,
    /// The SHA-256 of the text of record.
    pub content: String,
    /// The day by which it must be reviewed.
    pub due: Date,
    pub code: String,
    /// The day of the cut; no declaration is older.
    pub cut: Date,
    /// The version before it; `None` for a first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Version>,
    /// What changed since then.
    pub changes: Vec<Change>,
    /// The author as the sheet names him or her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who must sign because an item is waived in their name.
    pub waivers: Vec<String>,
    /// The policy as it was at the cut.
    pub policy: Policy,
    /// The inputs that it stores, with their digests.
    pub materials: Vec<Subject>,
    pub tool: Tool,
    /// By which rules it was cut.
    #[serde(default, skip_serializing_if = "Rules::are_unnamed")]
    pub rules: Rules,
    /// What of the looks and the policy changed since then (from rules 2 on).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<Look>,
    /// The signatures that follow from it (from rules 2 on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Needs>,
}

/// Returns as sentences what changed, the words first.
pub(super) fn told(changes: &[Change], looks: &[Look]) -> Vec<String> {
    changes.iter().map(Change::words).chain(looks.iter().map(Look::words)).collect()
}

impl Candidate {
    /// Returns everything that changed since the version before it, as sentences.
    pub fn told(&self) -> Vec<String> {
        told(&self.changes, &self.looks)
    }

    /// Returns whose signatures it needs, besides those of the people who waive an item.
    pub fn needs(&self) -> Needs {
        let needs = self.needs.as_ref().unwrap_or_else(|| self.policy.needs(self.class));
        // What a policy may not go below, whatever was written into a stored one.
        needs.with_at_least(self.rules.least_people(self.class))
    }

    /// Says whose signatures it needs, and why it needs more than its class does.
    pub fn needs_in_words(&self) -> String {
        let needs = self.needs().words();
        match self.looks.as_slice() {
            [] => format!("needs {needs}"),
            looks => {
                let looks: Vec<String> = looks.iter().map(Look::words).collect();
                format!("needs {needs}, as a safety change does, because of {}", looks.join("; "))
            }
        }
    }
}

/// What is said of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Release {
    pub sheet: String,
    pub version: Version,
    /// How much it changes.
    pub class: Class,
    /// The SHA-256 of the candidate's manifest.
    pub candidate: String,
    /// The SHA-256 of the text of record.
    pub content: String,
    /// The day of publication, which is that of its line in the ledger.
    pub published: Date,
    /// The day by which it must be reviewed.
    pub due: Date,
    pub code: String,
    /// What the QR code holds.
    pub qr: String,
    /// Who published it, by the short name on the roster.
    pub publisher: String,
    /// In the order of their declarations: by role, then by short name.
    pub reviewers: Vec<Reviewed>,
    /// The ledger's last line before the release, and its number.
    pub ledger: Head,
}

/// Someone who reviewed a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reviewed {
    /// The short name on the roster.
    pub person: String,
    /// The name as the page prints it.
    pub name: String,
    pub role: Role,
    pub on: Date,
}

/// A place in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Head {
    /// The number of the line; 0 before the first.
    pub number: u64,
    /// The SHA-256 of the line; zeros before the first.
    pub sha256: String,
}

/// What a release carries, so that a change can be traced to paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provenance {
    /// The id of its medicine.
    pub monograph: String,
    pub monograph_version: u32,
    /// The SHA-256 of the monograph's text of record.
    pub monograph_content: String,
    /// The ids of safety items, with the formats that carry them.
    pub items: BTreeMap<String, BTreeSet<String>>,
    /// The ids of its evidence records.
    pub records: BTreeSet<String>,
    /// The keys of studies, with who wrote each, where and when.
    pub studies: BTreeMap<String, String>,
    /// The citations of items by key and those of studies as text, with what rests on each, such as
    /// `item x` or `study y`.
    pub sources: BTreeMap<String, BTreeSet<String>>,
}

/// A reviewer's signed statement over a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Declaration {
    pub form: String,
    /// The SHA-256 of the candidate's manifest.
    pub candidate: String,
    pub sheet: String,
    pub version: Version,
    /// The SHA-256 of the candidate's text of record.
    pub content: String,
    /// Who signs, by the short name on the roster.
    pub person: String,
    /// The name as the roster has it and the page prints it.
    pub name: String,
    pub role: Role,
    /// What the signature says, in the words of [`Role::meaning`].
    pub meaning: String,
    /// Why it is given.
    pub reason: String,
    pub on: Date,
}

/// The form of a declaration.
pub const DECLARATION: &str = "candor declaration 1";

/// A publisher's signed statement that a version must not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Withdrawal {
    pub form: String,
    pub sheet: String,
    pub version: Version,
    pub reason: String,
    /// Who withdraws it, by the short name on the roster.
    pub person: String,
    pub on: Date,
}

/// The form of a withdrawal.
pub const WITHDRAWAL: &str = "candor withdrawal 1";

/// The list of what may be handed out, which can be carried to another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Current {
    pub form: String,
    /// The list's number; each is greater than the one before.
    pub counter: u64,
    /// The day on which it was signed.
    pub issued: Date,
    /// The last day on which it says anything.
    pub expires: Date,
    /// Who signs it, by the short name on the roster.
    pub publisher: String,
    /// The last line of the ledger that it knows.
    pub ledger: Head,
    /// The versions that are current or withdrawn.
    pub versions: Vec<CurrentVersion>,
}

/// The form of a list of current versions.
pub const CURRENT: &str = "candor current 1";

/// A version on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CurrentVersion {
    pub sheet: String,
    pub version: Version,
    /// The SHA-256 of the text of record.
    pub content: String,
    /// The day by which it must be reviewed.
    pub due: Date,
    /// The check code in its one form, as it is printed.
    pub code: String,
    /// Why it was withdrawn, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
}

/// A list of current versions with its signature, in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SignedCurrent {
    /// The list as text, which is signed.
    pub list: String,
    pub signature: String,
}

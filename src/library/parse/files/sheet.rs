//! Sheets and workspaces, as written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::LooksFile;
use candor_model::span::Spanned;
use candor_model::{AuthorPlace, DosageForm, Extra, Format, Jurisdiction, Paper, Role};

/// A TOML date, such as 2026-11-22.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFile(pub toml::value::Datetime);

impl<'de> Deserialize<'de> for DateFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        toml::value::Datetime::deserialize(deserializer).map(Self)
    }
}

impl JsonSchema for DateFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A patient information sheet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SheetFile {
    /// the sheet's short name, the same as the file's, such as "ldn-fibromyalgia"
    pub id: Spanned<String>,
    /// the title on the page, such as "Low-dose naltrexone (LDN) for fibromyalgia"
    pub title: Spanned<String>,
    /// the id of the medicine, as `candor library list` shows it
    pub medicine: Spanned<String>,
    /// the id of the medicine's evidence record, or "general"
    pub condition: Spanned<String>,
    /// the language of the text, such as "en"
    pub language: Spanned<String>,
    /// the date of the text, without quotes, such as 2026-11-22
    pub revised: Spanned<DateFile>,
    /// in how many months the sheet must be reviewed, 1 to 24
    #[schemars(range(min = 1, max = 24))]
    pub review_months: Spanned<u8>,
    /// one sentence: what the sheet is for, and for whom
    pub purpose: Spanned<String>,
    /// who paid for the sheet, in plain words
    pub funding: Spanned<String>,
    /// safety items to add: tags or ids of conditional ones that hold for every reader, or ids of
    /// standard ones that the one-leaf handout should carry too
    #[serde(default)]
    pub applies: Vec<Spanned<String>>,
    /// blocks to add: "calendar" has the plan's weeks with dates to write and days to tick
    #[serde(default)]
    pub extras: Vec<Spanned<Extra>>,
    /// when to stop if it does not help
    pub stop_if: Spanned<String>,
    /// what the reader may want to ask, each a question
    pub questions: Spanned<Vec<Spanned<String>>>,
    /// the author's own sections
    #[serde(default)]
    pub section: Vec<SectionFile>,
    /// the steps of the dosing plan, in order
    #[serde(default)]
    pub dose: Vec<DoseFile>,
    /// whom to call, where it differs from the clinic's
    pub contacts: Option<ContactsFile>,
    /// who wrote the sheet
    pub author: Option<AuthorFile>,
    /// standard items that a named person leaves out
    #[serde(default)]
    pub waive: Vec<WaiverFile>,
    /// findings about the author's words that a named person sets aside
    #[serde(default)]
    pub false_alarm: Vec<FalseAlarmFile>,
}

/// A finding about the author's words that a named person sets aside.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FalseAlarmFile {
    /// the finding's code, such as "claim/frequency"
    pub code: Spanned<String>,
    /// the words that raise it, as they stand in the text
    pub words: Spanned<String>,
    /// who answers for it
    pub by: Spanned<String>,
    /// since when
    pub date: Spanned<DateFile>,
    /// why it is a false alarm, in a sentence
    pub reason: Spanned<String>,
}

/// A section in the author's words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SectionFile {
    /// where it stands: "why", "taking" or "living"
    pub place: Spanned<AuthorPlace>,
    /// its heading, where it is not the usual one of "why" or "living"
    pub heading: Option<Spanned<String>>,
    /// its text: paragraphs, lists and **bold**; all else prints as it is written
    pub text: Spanned<String>,
}

/// One step of a dosing plan; strength times count is the dose.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DoseFile {
    /// the first week of the step; the first step begins in week 1
    #[schemars(range(min = 1, max = 520))]
    pub from_week: Spanned<u32>,
    /// the last week of the step; leave it out in the last step
    #[schemars(range(min = 1, max = 520))]
    pub to_week: Option<Spanned<u32>>,
    /// the dose in mg, in quotes, such as "1.5"
    pub mg: Spanned<String>,
    /// "capsule", "tablet" or "liquid"
    pub form: Spanned<DosageForm>,
    /// mg in one capsule or tablet, or in 1 mL of liquid, in quotes
    pub strength: Spanned<String>,
    /// how many capsules or tablets, or how many mL, in quotes
    pub count: Spanned<String>,
    /// when in the day, such as "at bedtime"
    pub time: Spanned<String>,
}

/// Whom to call.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ContactsFile {
    /// the phone number in office hours
    pub phone: Option<Spanned<String>>,
    /// when the phone is answered
    pub hours: Option<Spanned<String>>,
}

/// Who wrote a sheet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AuthorFile {
    /// name as it is printed
    pub name: Spanned<String>,
    /// in what capacity, such as "clinical pharmacist"
    pub role: Spanned<String>,
}

/// A standard item that a named person leaves out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WaiverFile {
    /// the id of the safety item
    pub item: Spanned<String>,
    /// the person who answers for it
    pub by: Spanned<String>,
    /// since when, without quotes, such as 2026-11-22
    pub date: Spanned<DateFile>,
    /// why the reader is better off without it
    pub reason: Spanned<String>,
}

/// A clinic's workspace (`candor.toml`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WorkspaceFile {
    /// the clinic whose name stands on its sheets
    pub clinic: Option<ClinicFile>,
    /// whose rules, numbers and spelling: "us" or "uk"
    pub jurisdiction: Option<Spanned<Jurisdiction>>,
    /// the paper: "a4" or "letter"
    pub paper: Option<Spanned<Paper>>,
    /// what a release holds and whose signatures it needs
    pub policy: Option<PolicyFile>,
    /// the template, as a path in the workspace's `templates` folder, such as "sheet.typ"
    pub template: Option<Spanned<String>>,
    /// the clinic's own measures, for every format or for one
    pub looks: Option<LooksFile>,
    /// fonts that the clinic's sheets may use
    #[serde(default)]
    pub font: Vec<FontFile>,
}

/// What a release holds and whose signatures it needs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PolicyFile {
    /// what is printed, such as `["handout", "full"]`
    pub formats: Option<Spanned<Vec<Format>>>,
    /// on which paper, such as `["a4", "letter"]`; without it, the workspace's
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// for whom, such as `["us", "uk"]`; without it, the workspace's
    #[serde(default)]
    pub jurisdictions: Vec<Jurisdiction>,
    /// in how many days a list of current versions runs out, 1 to 366; without it, 90
    #[schemars(range(min = 1, max = 366))]
    pub current_days: Option<Spanned<u16>>,
    /// for a first version, and for a change of a warning, a dose, a number or the evidence
    pub safety: Option<NeedsFile>,
    /// for any other change of words
    pub minor: Option<NeedsFile>,
    /// for a change of looks alone
    pub layout: Option<NeedsFile>,
}

/// Whose signatures are needed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NeedsFile {
    /// at least one signature in each of these roles, such as `["clinician", "pharmacist"]`
    #[serde(default)]
    pub roles: Vec<Role>,
    /// how many different people; without it, 2
    #[schemars(range(min = 1, max = 9))]
    pub people: Option<Spanned<u8>>,
}

/// A font that the clinic's sheets may use.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FontFile {
    /// the font, as a path in the workspace's `templates` folder, such as "fonts/Name.otf"
    pub file: Spanned<String>,
    /// the SHA-256 of the file, so that another font cannot take its place
    pub sha256: Spanned<String>,
}

/// The clinic whose name stands on its sheets.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClinicFile {
    /// name as it is printed
    pub name: Option<Spanned<String>>,
    /// address on one line
    pub address: Option<Spanned<String>>,
    /// the phone number in office hours
    pub phone: Option<Spanned<String>>,
    /// when the phone is answered
    pub hours: Option<Spanned<String>>,
    /// a PNG or SVG picture in the workspace's `templates` folder, such as "logo.svg"
    pub logo: Option<Spanned<String>>,
    /// the colour of bands and rules, such as "#12263f": dark enough for white words on it
    pub accent: Option<Spanned<String>>,
}

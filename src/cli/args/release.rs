//! What can be typed about releases. Doc comments are the help text.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// The key that signs.
#[derive(Debug, Clone, Args)]
pub(crate) struct KeyArgs {
    /// The private key; with --agent, the public key to choose
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Sign with a key that a running ssh-agent holds
    #[arg(long)]
    pub agent: bool,
    /// Read the passphrase from this file descriptor; 0 is standard input
    #[arg(long, value_name = "N")]
    pub passphrase_fd: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Sheets, by id or path; without any, all of the workspace
    #[arg(value_name = "SHEET")]
    pub sheets: Vec<String>,
    /// How soon a review counts as due, such as 90d
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = days)]
    pub due_within: i32,
    /// The day of the question; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Reads a number of days, such as `90d` or `90`.
fn days(text: &str) -> Result<i32, String> {
    let number = text.strip_suffix('d').unwrap_or(text).parse().ok();
    number.filter(|n| (0..=3660).contains(n)).ok_or_else(|| "give days, such as 90d".to_owned())
}

/// Reads a version, such as `3` or `3.1`.
fn version(text: &str) -> Result<candor_release::Version, String> {
    let bare = text.strip_prefix('v').unwrap_or(text);
    candor_release::Version::parse(bare).ok_or_else(|| "give a version such as 3 or 3.1".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The sheet
    pub sheet: String,
    /// The earlier version; without it, the last release
    #[arg(value_parser = version)]
    pub old: Option<candor_release::Version>,
    /// The later version; without it, the sheet as it is now
    #[arg(value_parser = version)]
    pub new: Option<candor_release::Version>,
}

#[derive(Debug, Args)]
pub(crate) struct ImpactArgs {
    /// A source, by its key
    #[arg(long, value_name = "KEY", group = "sought")]
    pub source: Option<String>,
    /// A study, by its key
    #[arg(long, value_name = "KEY", group = "sought")]
    pub study: Option<String>,
    /// A safety item, by its id
    #[arg(long, value_name = "ID", group = "sought")]
    pub item: Option<String>,
    /// An evidence record, by its id
    #[arg(long, value_name = "ID", group = "sought")]
    pub record: Option<String>,
    /// Words, as they are printed
    #[arg(long, value_name = "TEXT", group = "sought")]
    pub wording: Option<String>,
    /// Also write a recall notice to this file, as PDF
    #[arg(long, value_name = "FILE")]
    pub notice: Option<PathBuf>,
    /// Why, as it stands on the recall notice
    #[arg(long, value_name = "TEXT", requires = "notice")]
    pub reason: Option<String>,
    /// The day of the notice; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// A PDF, a release's folder, a store, or what a QR code or a check code says; without it,
    /// the workspace's store
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
    /// The store to hold it against; without it, the workspace's
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// A list of current versions to hold a code against, where there is no store
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    pub current: Option<PathBuf>,
    /// A file of allowed signers to hold a QR code or a list against, where there is no store
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    pub allowed_signers: Option<PathBuf>,
    /// The digest of the first roster, as it was kept on paper
    #[arg(long, value_name = "SHA256")]
    pub root: Option<String>,
    /// The least number of the list of current versions, as it was seen before
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub counter: u64,
    /// Also render releases from their stored inputs and compare every byte
    #[arg(long)]
    pub rebuild: bool,
    /// The day of the question; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct CurrentArgs {
    /// Also write the list to this file, as PDF
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print the line for the chart of a sheet that was handed out
    #[arg(long, value_name = "SHEET")]
    pub label: Option<String>,
    /// The day of the list; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReleaseCommand {
    /// Render a candidate with everything that reviewers read
    Cut(CutArgs),
    /// Sign a candidate in the role that the roster gives you
    Sign(SignArgs),
    /// Publish a candidate that has the signatures it needs
    Publish(PublishArgs),
    /// Say that a published version must not be used
    Withdraw(WithdrawArgs),
    /// List published versions
    List(ReleaseListArgs),
    /// Sign a new list of current versions before the old one runs out
    Renew(RenewArgs),
    /// Write a published version as one archive
    Export(ExportArgs),
    /// Finish a change that was interrupted
    Resume,
}

#[derive(Debug, Args)]
pub(crate) struct CutArgs {
    /// The sheet
    pub sheet: String,
    /// Weigh the change more than the rules do
    #[arg(long, value_enum, requires = "reason")]
    pub class: Option<ClassArg>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassArg {
    /// Discard paper of the version before
    Safety,
    /// Paper of the version before may be used up
    Minor,
}

impl From<ClassArg> for candor_model::Class {
    fn from(arg: ClassArg) -> Self {
        match arg {
            ClassArg::Safety => Self::Safety,
            ClassArg::Minor => Self::Minor,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct SignArgs {
    /// The sheet
    pub sheet: String,
    /// Why you sign, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The sheet
    pub sheet: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    /// The sheet
    pub sheet: String,
    /// The version
    #[arg(value_parser = version)]
    pub version: candor_release::Version,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseListArgs {
    /// The sheet; without it, all
    pub sheet: Option<String>,
    /// The day that decides what is overdue; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct RenewArgs {
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The sheet
    pub sheet: String,
    /// The version
    #[arg(value_parser = version)]
    pub version: candor_release::Version,
    /// The archive to write
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RosterCommand {
    /// Make the first roster, of two people or more
    Start(RosterStartArgs),
    /// Propose to add a person, or to change one; a second person signs as well
    Add(RosterAddArgs),
    /// Propose to remove a person; a second person signs as well
    Remove(RosterRemoveArgs),
    /// Sign the change that was proposed; with the second signature it is in force
    Sign(RosterSignArgs),
    /// List the people
    List,
}

#[derive(Debug, Args)]
pub(crate) struct RosterStartArgs {
    /// A person who may sign, as ID:NAME:ROLE,ROLE:KEY.pub; give two or more
    #[arg(long, value_name = "PERSON", required = true)]
    pub person: Vec<String>,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct RosterAddArgs {
    /// The person, as ID:NAME:ROLE,ROLE:KEY.pub
    pub person: String,
    /// The last day on which a signature counts
    #[arg(long, value_name = "DATE")]
    pub until: Option<jiff::civil::Date>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct RosterRemoveArgs {
    /// The person's short name
    pub id: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct RosterSignArgs {
    #[command(flatten)]
    pub key: KeyArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make an ed25519 key that is locked by a passphrase
    New(KeyNewArgs),
}

#[derive(Debug, Args)]
pub(crate) struct KeyNewArgs {
    /// The file to make; the public key stands beside it, with .pub at the end
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A comment in the public key, such as your name
    #[arg(long, default_value = "")]
    pub comment: String,
    /// Read the passphrase from this file descriptor; 0 is standard input
    #[arg(long, value_name = "N")]
    pub passphrase_fd: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct LibraryDiffArgs {
    /// The medicine
    pub medicine: String,
    /// The earlier version, as a pharmacist signed it
    pub old: u32,
    /// The later version; without it, the library as it is now
    pub new: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct LibraryReviewArgs {
    /// The medicine
    pub medicine: String,
    /// Sign it; without this, it is printed to be read
    #[arg(long)]
    pub sign: bool,
    /// Also write what is to be read to this file, as PDF
    #[arg(long, value_name = "FILE", conflicts_with = "sign")]
    pub out: Option<PathBuf>,
    /// Why you sign, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

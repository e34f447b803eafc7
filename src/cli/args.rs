//! What can be typed. Doc comments are the help text.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use candor_app::batch::Shard;
use candor_app::open::Kinds;

mod release;

pub(crate) use self::release::{
    CurrentArgs, CutArgs, DiffArgs, ExportArgs, ImpactArgs, KeyArgs, KeyCommand, KeyNewArgs,
    LibraryDiffArgs, LibraryReviewArgs, PublishArgs, ReleaseCommand, ReleaseListArgs, RenewArgs,
    RosterAddArgs, RosterCommand, RosterRemoveArgs, RosterSignArgs, RosterStartArgs, SignArgs,
    StatusArgs, VerifyArgs, WithdrawArgs,
};

/// Make patient information sheets that cannot leave out the warnings and cannot overstate the
/// evidence
#[derive(Debug, Parser)]
#[command(name = "candor", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 done; 1 findings at error level, or not genuine; 2 the command or an input path was wrong;
3 the disk or another part of the system failed; 4 a bug in Candor.")]
pub(crate) struct Cli {
    /// Print data as JSON on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// The clinic's folder; without it, the nearest folder upwards that has a candor.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// How many seconds one document may take before the program is stopped
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub deadline: u64,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a clinic's workspace, in which the next command works
    Init(InitArgs),
    /// Begin a sheet
    New(NewArgs),
    /// Check sheets, pages included, without writing anything
    Check(CheckArgs),
    /// Write PDFs
    Render(RenderArgs),
    /// See, write, review and sign sheets in a browser on this machine
    Preview(PreviewArgs),
    /// Weigh the claims and the reading level of any plain text
    Lint(LintArgs),
    /// Explain a finding's code
    Explain(ExplainArgs),
    /// Show how far each sheet has come, and what it needs next
    Status(StatusArgs),
    /// Say what changed between two versions, or since the last release
    Diff(DiffArgs),
    /// Find every released version that carries a source, a study, a safety item or a wording
    Impact(ImpactArgs),
    /// Tell whether a PDF, a folder or a code is genuine and current
    Verify(VerifyArgs),
    /// List the current sheets, as a page to pin on a wall
    Current(CurrentArgs),
    /// Cut, sign, publish and withdraw versions
    #[command(subcommand)]
    Release(ReleaseCommand),
    /// Keep the list of people who may sign
    #[command(subcommand)]
    Roster(RosterCommand),
    /// Make a key to sign with
    #[command(subcommand)]
    Key(KeyCommand),
    /// Look at medicines, safety items and evidence
    #[command(subcommand)]
    Library(LibraryCommand),
    /// Schemas, completions and the manual page
    #[command(subcommand)]
    Util(UtilCommand),
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder to make; it must be empty or not there yet
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Whose rules, numbers and spelling
    #[arg(long, value_enum, default_value_t = JurisdictionArg::Us)]
    pub jurisdiction: JurisdictionArg,
    /// The clinic's name, as it is printed
    #[arg(long)]
    pub name: Option<String>,
    /// The clinic's phone number, as it is printed
    #[arg(long)]
    pub phone: Option<String>,
    /// A person who may sign, as ID:NAME:ROLE,ROLE:KEY.pub; give two or more
    #[arg(long, value_name = "PERSON")]
    pub person: Vec<String>,
    /// The day of the first roster; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// The sheet's short name, such as ldn-fibromyalgia
    pub id: String,
    /// The medicine, as `candor library list` shows it
    #[arg(long, value_name = "ID")]
    pub medicine: Option<String>,
    /// The evidence record, or `general`
    #[arg(long, value_name = "ID")]
    pub condition: Option<String>,
    /// The sheet or shipped example to begin from
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
    /// The date of the text, such as 2026-11-22; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Sheets, by id or path; without any, all of the workspace, or the shipped examples
    #[arg(value_name = "SHEET")]
    pub sheets: Vec<String>,
    #[command(flatten)]
    pub kinds: KindArgs,
    /// Also show the reading level of each section, as data
    #[arg(long)]
    pub reading: bool,
    /// Also show how the pages measure against the gates for type, lines and contrast, as data;
    /// without --format, of every format that has pages, on every paper. A gate that does not
    /// hold counts as an error
    #[arg(long)]
    pub geometry: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct RenderArgs {
    /// Sheets, by id or path; without any, all of the workspace, or the shipped examples
    #[arg(value_name = "SHEET")]
    pub sheets: Vec<String>,
    #[command(flatten)]
    pub kinds: KindArgs,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also write the page proof's result as JSON beside each PDF
    #[arg(long)]
    pub proof: bool,
    /// Read each finished PDF again by readers that share no code with the page proof; a clinic's
    /// own template or font is read so without being asked
    #[arg(long)]
    pub witness: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Make every file anew, whatever was made before; the bytes are the same
    #[arg(long)]
    pub no_cache: bool,
    /// The folder for notes of what was made before; without it, the system's
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache: Option<PathBuf>,
    /// How many sheets are made at a time; without it, one for each core
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Make one part of several, as in 2/8; all parts together make all sheets
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Write nothing; list what is not there or does not hold today's words
    #[arg(long, conflicts_with_all = ["proof", "timings", "witness"])]
    pub missing: bool,
    /// The day that decides what may be handed out; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
    /// Why a copy of an overdue version is wanted; it says so on each page
    #[arg(long, value_name = "TEXT", requires = "overdue_by")]
    pub overdue_reason: Option<String>,
    /// Who answers for a copy of an overdue version
    #[arg(long, value_name = "NAME", requires = "overdue_reason")]
    pub overdue_by: Option<String>,
}

/// Which documents are wanted of a sheet.
#[derive(Debug, Args)]
pub(crate) struct KindArgs {
    /// What to print; without it, handout and full
    #[arg(long, value_enum)]
    pub format: Vec<FormatArg>,
    /// The paper; without it, the workspace's, or the jurisdiction's usual one
    #[arg(long, value_enum)]
    pub paper: Vec<PaperArg>,
    /// Whose rules, numbers and spelling; without it, the workspace's, or us
    #[arg(long, value_enum)]
    pub jurisdiction: Vec<JurisdictionArg>,
}

impl KindArgs {
    /// Returns what was typed.
    pub(crate) fn kinds(&self) -> Kinds {
        Kinds {
            formats: self.format.iter().map(|&format| format.into()).collect(),
            papers: self.paper.iter().map(|&paper| paper.into()).collect(),
            jurisdictions: self.jurisdiction.iter().map(|&j| j.into()).collect(),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct PreviewArgs {
    /// The port on 127.0.0.1; without it, any free one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Also open the page in the usual browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// The text, or `-` for standard input; each line stands by itself
    #[arg(value_name = "FILE")]
    pub file: String,
    /// How certain the evidence is; without it, very-low
    #[arg(long, value_enum)]
    pub certainty: Option<CertaintyArg>,
    /// Which way the evidence points; without it, not-known
    #[arg(long, value_enum)]
    pub direction: Option<DirectionArg>,
    /// The illness that the text is about
    #[arg(long, value_name = "NAME")]
    pub condition: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, such as dose/out-of-range; without it, all codes are listed
    pub code: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LibraryCommand {
    /// List medicines, their evidence records and the languages
    List,
    /// Show a medicine, or one of its safety items or evidence records
    Show(ShowArgs),
    /// Say what changed between two versions of a medicine's monograph
    Diff(LibraryDiffArgs),
    /// Read a medicine's monograph line by line, and sign it as its pharmacist
    Review(LibraryReviewArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The medicine
    pub medicine: String,
    /// A safety item or evidence record
    pub part: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UtilCommand {
    /// Print the JSON Schema of a file type, for completion in an editor
    Schema(SchemaArgs),
    /// Print a script that completes commands in a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// The file type
    #[arg(value_parser = candor_library::parse::SCHEMAS)]
    pub name: String,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// One leaf, two sides, 12 pt
    Handout,
    /// Every safety item, 12 pt
    Full,
    /// Every safety item, 18 pt
    Large,
    /// Every safety item, 24 pt
    Giant,
    /// Wallet cards for emergencies, eight to a sheet; one, on the paper id1
    Card,
    /// Every safety item, as plain text for portals and speech
    Text,
    /// Every safety item, as one file for a browser
    Html,
    /// For the reviewer: every line with what it rests on
    Dossier,
}

impl From<FormatArg> for candor_model::Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Handout => Self::Handout,
            FormatArg::Full => Self::Full,
            FormatArg::Large => Self::Large,
            FormatArg::Giant => Self::Giant,
            FormatArg::Card => Self::Card,
            FormatArg::Text => Self::Text,
            FormatArg::Html => Self::Html,
            FormatArg::Dossier => Self::Dossier,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperArg {
    /// 210 by 297 mm
    A4,
    /// 8.5 by 11 in
    Letter,
    /// A bank card, for one wallet card
    Id1,
}

impl From<PaperArg> for candor_model::Paper {
    fn from(arg: PaperArg) -> Self {
        match arg {
            PaperArg::A4 => Self::A4,
            PaperArg::Letter => Self::Letter,
            PaperArg::Id1 => Self::Id1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum JurisdictionArg {
    /// United States
    Us,
    /// United Kingdom
    Uk,
}

impl From<JurisdictionArg> for candor_model::Jurisdiction {
    fn from(arg: JurisdictionArg) -> Self {
        match arg {
            JurisdictionArg::Us => Self::Us,
            JurisdictionArg::Uk => Self::Uk,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CertaintyArg {
    /// Further research is very unlikely to change the answer
    High,
    /// Further research may change the answer
    Moderate,
    /// Further research is likely to change the answer
    Low,
    /// Any answer is very uncertain
    VeryLow,
    /// No trial in people at this dose
    None,
}

impl From<CertaintyArg> for candor_model::Certainty {
    fn from(arg: CertaintyArg) -> Self {
        match arg {
            CertaintyArg::High => Self::High,
            CertaintyArg::Moderate => Self::Moderate,
            CertaintyArg::Low => Self::Low,
            CertaintyArg::VeryLow => Self::VeryLow,
            CertaintyArg::None => Self::None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DirectionArg {
    /// It may help
    PossibleBenefit,
    /// Studies did not find that it helps
    NoBenefitShown,
    /// Studies disagree
    Mixed,
    /// It cannot be told
    NotKnown,
    /// It may do harm
    PossibleHarm,
}

impl From<DirectionArg> for candor_model::Direction {
    fn from(arg: DirectionArg) -> Self {
        match arg {
            DirectionArg::PossibleBenefit => Self::PossibleBenefit,
            DirectionArg::NoBenefitShown => Self::NoBenefitShown,
            DirectionArg::Mixed => Self::Mixed,
            DirectionArg::NotKnown => Self::NotKnown,
            DirectionArg::PossibleHarm => Self::PossibleHarm,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}

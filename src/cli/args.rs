//! What can be typed for more than one command. Doc comments are the help text.

use std::path::PathBuf;

use candor_model::{Format, Paper};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use candor_app::open::Kinds;

/// Reads one of some values by its name; the help lists them all.
fn named<T: Copy + Send + Sync + 'static>(
    all: Vec<T>,
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values = all.iter().map(|&one| PossibleValue::new(name(one)).help(help(one)));
    PossibleValuesParser::new(values.collect::<Vec<_>>()).map(move |typed| {
        let found = all.iter().copied().find(|&one| name(one) == typed);
        found.expect("only names that are listed are taken")
    })
}

/// Which documents are wanted of a sheet.
#[derive(Debug, Args)]
pub(crate) struct KindArgs {
    /// What to print; without it, handout and full
    #[arg(long, value_parser = named(Format::of_sheets(), Format::as_str, Format::help))]
    pub format: Vec<Format>,
    /// The paper; without it, the workspace's, or the jurisdiction's usual one
    #[arg(long, value_parser = named(Paper::EVERY.to_vec(), Paper::as_str, Paper::help))]
    pub paper: Vec<Paper>,
    /// Whose rules, numbers and spelling; without it, the workspace's, or us
    #[arg(long, value_enum)]
    pub jurisdiction: Vec<JurisdictionArg>,
}

impl KindArgs {
    /// Returns what was typed.
    pub(crate) fn kinds(&self) -> Kinds {
        Kinds {
            formats: self.format.clone(),
            papers: self.paper.clone(),
            jurisdictions: self.jurisdiction.iter().map(|&j| j.into()).collect(),
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

/// Reads a number of days, such as `90d` or `90`.
pub(crate) fn days(text: &str) -> Result<i32, String> {
    let number = text.strip_suffix('d').unwrap_or(text).parse().ok();
    number.filter(|n| (0..=3660).contains(n)).ok_or_else(|| "give days, such as 90d".to_owned())
}

/// Reads a version, such as `3` or `3.1`.
pub(crate) fn version(text: &str) -> Result<candor_release::Version, String> {
    let bare = text.strip_prefix('v').unwrap_or(text);
    candor_release::Version::parse(bare).ok_or_else(|| "give a version such as 3 or 3.1".to_owned())
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

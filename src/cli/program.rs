//! The whole command line. Doc comments are the help text.

use std::path::PathBuf;

use clap::Parser;

use crate::commands;

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
    pub command: commands::Command,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}

//! `candor init`

use crate::args::JurisdictionArg;
use std::path::{Path, PathBuf};

use candor_app::init;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Make a clinic's workspace, in which the next command works
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
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

/// Makes a clinic's folder with a commented `candor.toml`, the schemas and one sheet to begin from.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let dir = &args.dir;
    let clinic = init::Clinic {
        jurisdiction: args.jurisdiction.into(),
        name: args.name.as_deref(),
        phone: args.phone.as_deref(),
    };
    init::workspace(dir, &clinic)?;
    if !args.person.is_empty() {
        let folder = dir.join(candor_release::FOLDER);
        super::roster::begin(ui, &folder, &args.person, crate::clock::today(args.on))?;
    }
    ui.say(&format!("made the workspace {}", dir.display()));
    ui.say(&format!(
        "next: cd {} && candor render, or candor new ID to begin a sheet of your own",
        dir.display()
    ));
    Ok(DONE)
}

//! `candor init`

use crate::args::JurisdictionArg;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use candor_model::tree::Entry;
use candor_workspace::CONFIG;

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
    if let Ok(mut entries) = std::fs::read_dir(dir)
        && entries.next().is_some()
    {
        return Err(CommandError::usage(format!("{} is not empty", dir.display()))
            .hint("give the name of a new folder; nothing was changed"));
    }
    if dir.symlink_metadata().is_ok_and(|meta| !meta.is_dir()) {
        return Err(CommandError::usage(format!("{} is not a folder", dir.display()))
            .hint("give the name of a new folder; nothing was changed"));
    }
    for text in [&args.name, &args.phone].into_iter().flatten() {
        if text.trim().is_empty()
            || 200 < text.chars().count()
            || text.chars().any(char::is_control)
        {
            return Err(CommandError::usage(
                "the name or phone is empty, too long or not plain text",
            )
            .hint("write it as it is to be printed; nothing was changed"));
        }
    }
    let schemas = candor_shipped::sheets();
    for (path, entry) in schemas.iter() {
        if let (Some(_), Entry::File(bytes)) = (path.strip_prefix("schema/"), entry) {
            candor_workspace::write_new(&dir.join("sheets").join(path), bytes)?;
        }
    }
    let example = schemas.get("examples/ldn-general.toml");
    if let Some(Entry::File(bytes)) = example {
        // In a workspace the schemas stand beside the sheets, one folder less deep.
        let text =
            String::from_utf8_lossy(bytes).replace("#:schema ../schema/", "#:schema schema/");
        candor_workspace::write_new(&dir.join("sheets/ldn-general.toml"), text.as_bytes())?;
    }
    candor_workspace::write_new(&dir.join(CONFIG), config(args).as_bytes())?;
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

fn config(args: &Args) -> String {
    let (jurisdiction, paper) = match args.jurisdiction {
        JurisdictionArg::Us => ("us", "letter"),
        JurisdictionArg::Uk => ("uk", "a4"),
    };
    let mut text = format!(
        "#:schema sheets/schema/workspace.schema.json\n\
         # A clinic's workspace. Its sheets stand in `sheets`, its own looks in `templates`.\n\
         \n\
         # Whose rules, numbers and spelling: \"us\" or \"uk\".\n\
         jurisdiction = \"{jurisdiction}\"\n\
         # The paper: \"a4\" or \"letter\".\n\
         paper = \"{paper}\"\n\
         # A template of your own, as a path in `templates`:\n\
         # template = \"sheet.typ\"\n\
         \n\
         # What a release holds and whose signatures it needs; without it, two people sign, one of\n\
         # them not the author; fewer never suffice.\n\
         # [policy]\n\
         # formats = [\"handout\", \"full\"]\n\
         # papers = [\"{paper}\"]\n\
         # safety = {{ roles = [\"clinician\", \"pharmacist\"], people = 2 }}\n\
         \n\
         # What is printed of the clinic. Without a phone the sheet has a line to write it on.\n\
         [clinic]\n"
    );
    let entries = [
        ("name", args.name.as_deref(), "Name of the clinic"),
        ("address", None, "Street, town"),
        ("phone", args.phone.as_deref(), "Phone in office hours"),
        ("hours", None, "When the phone is answered"),
    ];
    for (key, value, hint) in entries {
        let _ = match value {
            Some(value) => writeln!(text, "{key} = {}", toml_string(value)),
            None => writeln!(text, "# {key} = \"{hint}\""),
        };
    }
    text
}

/// Returns a text as a TOML string.
pub(crate) fn toml_string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

//! A clinic's workspace is made.

use std::fmt::Write as _;
use std::path::Path;

use candor_model::Jurisdiction;
use candor_model::tree::Entry;
use candor_workspace::CONFIG;

use crate::error::CommandError;

/// What is known of the clinic.
#[derive(Debug, Clone, Copy)]
pub struct Clinic<'a> {
    /// Whose rules, numbers and spelling.
    pub jurisdiction: Jurisdiction,
    /// Its name, as it is printed.
    pub name: Option<&'a str>,
    /// Its phone number, as it is printed.
    pub phone: Option<&'a str>,
}

/// Makes a clinic's folder with a commented `candor.toml`, the schemas and one sheet to begin from.
///
/// # Errors
/// When the folder is there and not empty, a text cannot be printed, or the disk refuses.
pub fn workspace(dir: &Path, clinic: &Clinic<'_>) -> Result<(), CommandError> {
    if candor_workspace::holds_something(dir) {
        return Err(CommandError::usage(format!("{} is not empty", dir.display()))
            .hint("give the name of a new folder; nothing was changed"));
    }
    if dir.symlink_metadata().is_ok_and(|meta| !meta.is_dir()) {
        return Err(CommandError::usage(format!("{} is not a folder", dir.display()))
            .hint("give the name of a new folder; nothing was changed"));
    }
    for text in [clinic.name, clinic.phone].into_iter().flatten() {
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
    candor_workspace::write_new(&dir.join(CONFIG), config(clinic).as_bytes())?;
    Ok(())
}

fn config(clinic: &Clinic<'_>) -> String {
    let (jurisdiction, paper) = match clinic.jurisdiction {
        Jurisdiction::Us => ("us", "letter"),
        Jurisdiction::Uk => ("uk", "a4"),
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
        ("name", clinic.name, "Name of the clinic"),
        ("address", None, "Street, town"),
        ("phone", clinic.phone, "Phone in office hours"),
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
fn toml_string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

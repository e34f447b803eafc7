//! A sheet is begun: from nothing but a medicine and a condition, or from another sheet.

use candor_author::Beginning;
use candor_model::Id;
use candor_model::tree::Entry;
use candor_release::Hint;
use candor_sheet::resolve::GENERAL;

use jiff::civil::Date;

use super::open::Opened;
use crate::error::CommandError;

/// Takes the id of a new sheet.
pub fn id(typed: &str) -> Result<Id, CommandError> {
    Id::new(typed).map_err(|error| {
        CommandError::usage(format!("`{typed}` cannot be a sheet's id: {error}"))
            .hint("use a short name such as ldn-fibromyalgia")
    })
}

/// Asks a question, if somebody is there to answer.
pub type Ask<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Returns the text of a sheet that is not begun from another one.
pub fn blank(
    opened: &Opened,
    id: &Id,
    on: Date,
    medicine: Option<String>,
    condition: Option<String>,
    ask: Ask<'_>,
) -> Result<String, CommandError> {
    let medicine = self::medicine(opened, medicine, ask)?;
    let condition = self::condition(opened, &medicine, condition, ask)?;
    let (monograph, _) = opened.workspace.shared.library.monograph(&medicine);
    let new = Beginning { id, medicine: Some(&medicine), condition: Some(&condition), on };
    Ok(candor_author::blank(&new, &medicine, &condition, monograph.as_deref()))
}

fn medicine(opened: &Opened, typed: Option<String>, ask: Ask<'_>) -> Result<String, CommandError> {
    let known: Vec<String> =
        opened.workspace.shared.library.medicines().into_iter().map(|(id, _)| id).collect();
    let typed = typed.or_else(|| ask(&format!("Which medicine? ({})", known.join(", "))));
    let Some(typed) = typed else {
        return Err(CommandError::usage("no medicine was given")
            .hint(format!("add --medicine; the medicines are: {}", known.join(", "))));
    };
    if known.contains(&typed) {
        return Ok(typed);
    }
    let error = CommandError::usage(format!("there is no medicine `{typed}`"));
    Err(match candor_model::nearest(&typed, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the medicines are: {}", known.join(", "))),
    })
}

fn condition(
    opened: &Opened,
    medicine: &str,
    typed: Option<String>,
    ask: Ask<'_>,
) -> Result<String, CommandError> {
    let (monograph, _) = opened.workspace.shared.library.monograph(medicine);
    let Some(monograph) = monograph else {
        return Err(CommandError::usage(format!("the medicine `{medicine}` has errors"))
            .hint(Hint::ShowMedicine { medicine: medicine.to_owned() }));
    };
    let graded = monograph.records.values().filter(|record| record.certainty.is_some());
    let mut known: Vec<String> = graded.map(|record| record.id.to_string()).collect();
    if !monograph.general_table.is_empty() {
        known.insert(0, GENERAL.to_owned());
    }
    let typed = typed.or_else(|| ask(&format!("For which condition? ({})", known.join(", "))));
    let Some(typed) = typed else {
        return Err(CommandError::usage("no condition was given")
            .hint(format!("add --condition; the records are: {}", known.join(", "))));
    };
    if known.contains(&typed) {
        return Ok(typed);
    }
    let error = CommandError::usage(format!("`{medicine}` has no evidence record `{typed}`"));
    Err(match candor_model::nearest(&typed, known.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the records are: {}", known.join(", "))),
    })
}

/// Returns the text of the sheet or shipped example to begin from.
pub fn source(opened: &Opened, from: &str) -> Result<String, CommandError> {
    let shipped = candor_shipped::sheets();
    let example = shipped.get(&format!("examples/{from}.toml")).cloned();
    let entry = match opened.sheets(&[from.to_owned()]) {
        Ok(mut found) => found.remove(0).1,
        Err(error) => example.ok_or_else(|| {
            let names: Vec<_> = shipped
                .toml_files("examples")
                .filter_map(|(path, _)| path.strip_prefix("examples/")?.strip_suffix(".toml"))
                .collect();
            error.hint(format!("the shipped examples are: {}", names.join(", ")))
        })?,
    };
    match entry {
        Entry::File(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Entry::Refused(_) => Err(CommandError::usage(format!("the sheet `{from}` cannot be read"))),
    }
}

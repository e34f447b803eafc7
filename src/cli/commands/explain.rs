//! `candor explain`

use candor_app::rules;
use candor_model::diag::{Code, Explanation};
use std::path::Path;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Explain a finding's code
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code, such as dose/out-of-range; without it, all codes are listed
    pub code: Option<String>,
}

/// Prints what a code means, or every code with its title.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let Some(name) = &args.code else {
        if ui.json() {
            ui.json_data(&rules::all().into_iter().map(record).collect::<Vec<_>>());
        } else {
            for code in rules::all() {
                ui.data(&format!("{:<28} {}\n", code.as_str(), code.explanation().title));
            }
        }
        return Ok(DONE);
    };
    let Some(code) = rules::named(name) else {
        let error = CommandError::usage(format!("there is no code `{name}`"));
        let all = rules::all();
        let near = candor_model::nearest(name, all.iter().map(|code| code.as_str()));
        return Err(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("`candor explain` lists all codes"),
        });
    };
    if ui.json() {
        ui.json_data(&record(code));
    } else {
        let Explanation { title, finds, matters, instead } = code.explanation();
        ui.data(&format!(
            "{} ({}): {title}\n\nWhat it finds\n  {finds}\n\nWhy it matters to the reader\n  \
             {matters}\n\nWhat to do\n  {instead}\n",
            code.as_str(),
            code.level().as_str(),
        ));
        if let Some(example) = code.examples().first() {
            let (place, lines) = example.shown();
            ui.data(&format!("\nExample, {place}\n"));
            for line in lines.lines() {
                ui.data(&format!("{}\n", format!("  {line}").trim_end()));
            }
        }
    }
    Ok(DONE)
}

fn record(code: Code) -> serde_json::Value {
    let Explanation { title, finds, matters, instead } = code.explanation();
    serde_json::json!({
        "code": code.as_str(),
        "level": code.level().as_str(),
        "title": title,
        "finds": finds,
        "matters": matters,
        "instead": instead,
        "example": code.examples().first().map(|example| example.shown().1),
    })
}

//! `candor check`

use crate::args::KindArgs;
use std::path::Path;

use candor_app::rules::sheet_duplicate_id;
use candor_compose::readability::ReadabilityReport;
use candor_composition::DocumentSpec;
use candor_library::Origin;
use candor_model::Format;
use candor_model::diag::Diagnostics;
use candor_model::diag::render::json;
use candor_prove::typography::Measures;

use crate::error::{CommandError, DONE, FINDINGS};
use crate::geometry;
use crate::ui::{Ui, count, summary};
use crate::workspace::open;

/// Check sheets, pages included, without writing anything
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
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

/// Runs the whole pipeline, export included, and writes nothing.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = open(workspace)?;
    let sheets = opened.sheets(&args.sheets)?;
    let wanted = if args.geometry {
        opened.measured(&args.kinds.kinds())?
    } else {
        opened.wanted(&args.kinds.kinds())?
    };
    let mut all = opened.workspace.diagnostics.clone();
    if args.sheets.is_empty() {
        // A clinic's own medicines are checked even where no sheet uses them yet.
        for (id, origin) in opened.workspace.shared.library.medicines() {
            if origin == Origin::Workspace {
                all.extend(opened.workspace.shared.library.monograph(&id).1);
            }
        }
    }
    let bar = ui.progress(sheets.len());
    let mut ids = Vec::new();
    let mut reading = Vec::new();
    let mut measures = Measures::default();
    let mut n_sound = 0;
    for (name, entry) in &sheets {
        bar.set_message(name.clone());
        let (ready, mut found) = candor_document::check(&opened.workspace.shared, name, entry);
        if let Some(ready) = ready {
            sheet_duplicate_id::report(&ready, &mut ids, &mut found);
            if args.reading {
                for &kind in &wanted {
                    let composition =
                        candor_document::compose(&opened.workspace.shared, &ready, kind);
                    let levels = candor_document::readability(
                        &opened.workspace.shared,
                        &ready,
                        &composition,
                    );
                    reading
                        .extend(levels.map(|levels| (ready.sheet().id.to_string(), kind, levels)));
                }
            }
            // Not every medicine has a wallet card.
            let no_card = args.kinds.format.is_empty() && ready.sheet().medicine.card.is_none();
            for &kind in wanted.iter().filter(|kind| !(no_card && kind.format == Format::Card)) {
                let made = candor_document::render(&opened.workspace.shared, &ready, kind);
                if let Some(document) = &made.0
                    && kind.format.is_paged()
                {
                    measures.add(&document.composition, &document.report);
                }
                found.extend(made.1);
            }
        }
        n_sound += usize::from(!found.has_errors());
        all.extend(found);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let all = all.sorted();
    let tables = if args.geometry { measures.tables() } else { Vec::new() };
    if ui.json() && (args.reading || args.geometry) {
        let mut value = as_json(&all);
        if args.reading {
            value["reading"] = reading_as_json(&reading);
        }
        if args.geometry {
            value["geometry"] = serde_json::to_value(&tables).expect("tables are plain data");
        }
        ui.json_data(&value);
    } else {
        show_reading(ui, &reading);
        geometry::show(ui, &tables);
        ui.findings(&all);
    }
    ui.say(&format!("{} of {} sound; {}", n_sound, count(sheets.len(), "sheet"), summary(&all)));
    let gates_hold = !args.geometry || geometry::judge(ui, &tables);
    Ok(if all.has_errors() || !gates_hold { FINDINGS } else { DONE })
}

/// Findings as a part of one value.
fn as_json(all: &Diagnostics) -> serde_json::Value {
    let findings: serde_json::Value = serde_json::from_str(&json(all)).expect("findings are JSON");
    serde_json::json!({ "findings": findings })
}

/// Reading levels as a part of one value.
fn reading_as_json(reading: &[(String, DocumentSpec, ReadabilityReport)]) -> serde_json::Value {
    let level = |(id, kind, levels): &(String, DocumentSpec, ReadabilityReport)| {
        serde_json::json!({
            "sheet": id,
            "format": kind.format,
            "jurisdiction": kind.jurisdiction,
            "reading": levels,
        })
    };
    reading.iter().map(level).collect()
}

/// Shows a table of reading levels.
fn show_reading(ui: &Ui, reading: &[(String, DocumentSpec, ReadabilityReport)]) {
    let grade = |grade: Option<f64>| grade.map_or("-".to_owned(), |grade| format!("{grade:.1}"));
    for (id, kind, levels) in reading {
        ui.data(&format!(
            "{id} {} {} (Flesch-Kincaid, with names, SMOG; syllable counter {})\n",
            kind.format.as_str(),
            kind.jurisdiction.as_str(),
            levels.counter
        ));
        for level in &levels.levels {
            ui.data(&format!(
                "  {:<16} {:>5} words {:>4} sentences {:>6} {:>6} {:>6}\n",
                level.part,
                level.counts.words,
                level.counts.sentences,
                grade(level.flesch_kincaid),
                grade(level.flesch_kincaid_with_names),
                grade(level.smog),
            ));
        }
    }
}

//! `candor library list`

use super::record::{graded, record_line};
use std::fmt::Write as _;
use std::path::Path;

use candor_library::Origin;

use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count};
use crate::workspace::open;

/// List medicines, their evidence records and the languages
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Lists medicines, evidence records and languages.
pub(crate) fn run(ui: &Ui, _: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = open(workspace)?;
    let mut all = opened.workspace.diagnostics.clone();
    let mut records = Vec::new();
    for (id, origin) in opened.workspace.shared.library.medicines() {
        let (monograph, found) = opened.workspace.shared.library.monograph(&id);
        all.extend(found);
        let Some(monograph) = monograph else { continue };
        let origin = match origin {
            Origin::Shipped => "shipped",
            Origin::Workspace => "workspace",
        };
        if ui.json() {
            let conditions: Vec<_> = monograph.records.values().map(record_line).collect();
            records.push(serde_json::json!({
                "id": id, "origin": origin, "version": monograph.version,
                "items": monograph.items.len(), "records": conditions,
            }));
            continue;
        }
        let mut text = format!(
            "{id} ({origin}, version {}): {}, {}, not yet checked by a pharmacist\n",
            monograph.version,
            count(monograph.items.len(), "safety item"),
            count(monograph.records.len(), "evidence record"),
        );
        for record in monograph.records.values() {
            let (certainty, direction) = graded(record);
            let _ = writeln!(text, "  {:<28} {certainty:<10} {direction}", record.id.as_str());
        }
        ui.data(&text);
    }
    if ui.json() {
        ui.json_data(&records);
    } else {
        ui.data(&format!(
            "languages: {}\n",
            opened.workspace.shared.library.languages().join(", ")
        ));
    }
    ui.show(&all);
    Ok(if all.has_errors() { FINDINGS } else { DONE })
}

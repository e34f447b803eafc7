//! `candor render`

use std::path::{Path, PathBuf};
use std::time::Duration;

use candor::compose::Wanted;
use candor::model::Sheet;
use candor::release;
use candor::render::{Stage, Stopwatch};
use candor::workspace;

use super::check::duplicate;
use super::issued::{Outcome, Released};
use super::open::open;
use crate::args::RenderArgs;
use crate::clock::now;
use crate::deadline::Deadline;
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count, summary};

/// One written file, as programs read it.
#[derive(serde::Serialize)]
struct Written {
    sheet: String,
    format: &'static str,
    paper: &'static str,
    jurisdiction: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
}

impl Written {
    fn of(sheet: &Sheet, kind: Wanted, path: &Path, pages: Option<usize>) -> Self {
        Self {
            sheet: sheet.id.to_string(),
            format: kind.format.as_str(),
            paper: kind.paper.as_str(),
            jurisdiction: kind.jurisdiction.as_str(),
            path: path.display().to_string(),
            pages,
        }
    }
}

/// Writes a PDF for each sheet and kind. A sheet with findings writes nothing; others go on.
pub(crate) fn run(
    ui: &mut Ui,
    args: &RenderArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = open(workspace)?;
    let sheets = opened.sheets(&args.sheets)?;
    let wanted = opened.wanted(&args.kinds)?;
    let out = match (&args.out, &opened.root) {
        (Some(out), _) => out.clone(),
        (None, Some(root)) => root.join("out"),
        (None, None) => PathBuf::from("out"),
    };
    let mut all = std::mem::take(&mut opened.diagnostics);
    let mut written = Vec::new();
    let mut refused = Vec::new();
    let mut ids = Vec::new();
    let deadline = Deadline::new(args.kinds.deadline, opened.foreign_templates);
    if args.timings {
        opened.session.stopwatch.clock = Some(now);
    }
    let bar = ui.progress(sheets.len() * wanted.len());
    let released = Released::open(args, opened.root.as_deref())?;
    if !all.has_errors() {
        for (name, entry) in &sheets {
            bar.set_message(name.clone());
            let (ready, mut found) = opened.session.sheet(name, entry);
            if let Some(ready) = ready {
                duplicate(&ready, &mut ids, &mut found);
                let outcome = released.of(&mut opened, &ready, &wanted)?;
                if let Some(outcome) = outcome
                    && !found.has_errors()
                {
                    match outcome {
                        Outcome::Refused(why) => refused.push(why),
                        Outcome::Files(files) => {
                            for (name, kind, pdf) in files {
                                let folder = out.join(ready.sheet().id.as_str());
                                let path = folder.join(name);
                                workspace::write(&path, &pdf)?;
                                written.push(Written::of(ready.sheet(), kind, &path, None));
                                bar.inc(1);
                            }
                        }
                    }
                } else if !found.has_errors() {
                    let mut documents = Vec::new();
                    for &kind in &wanted {
                        let (document, more) =
                            deadline.over(name, || opened.session.document(&ready, kind));
                        found.extend(more);
                        documents.extend(document.map(|document| (kind, document)));
                        bar.inc(1);
                    }
                    for (kind, document) in documents {
                        let path = path_of(&out, ready.sheet(), kind);
                        if let Err(error) = workspace::write(&path, &document.bytes) {
                            bar.finish_and_clear();
                            ui.show(&all.sorted(), &opened.session.files);
                            report(ui, &written);
                            ui.say(&format!("{} written before this", count(written.len(), "PDF")));
                            return Err(error.into());
                        }
                        if args.proof {
                            let json = serde_json::to_vec_pretty(&document.report)
                                .expect("a report is plain data");
                            workspace::write(&path.with_extension("proof.json"), &json)?;
                        }
                        let pages = Some(document.report.pages);
                        written.push(Written::of(ready.sheet(), kind, &path, pages));
                    }
                }
            }
            all.extend(found);
        }
    }
    bar.finish_and_clear();
    let all = all.sorted();
    ui.show(&all, &opened.session.files);
    report(ui, &written);
    for why in &refused {
        ui.error(why);
    }
    ui.say(&format!(
        "{} of {} written; {}",
        count(
            written.len(),
            if wanted.iter().all(|kind| kind.format.is_paged()) { "PDF" } else { "file" }
        ),
        sheets.len() * wanted.len(),
        summary(&all)
    ));
    if args.timings {
        timings(ui, &opened.session.stopwatch);
    }
    if written.iter().any(|file| file.path.ends_with(".pdf")) {
        ui.say("print at 100 % (not \"fit to page\"), on both sides, turned on the long edge");
    }
    Ok(if all.has_errors() || !refused.is_empty() { FINDINGS } else { DONE })
}

/// Shows how long each stage took, summed over all documents, and its share.
fn timings(ui: &Ui, stopwatch: &Stopwatch) {
    let whole: Duration = Stage::ALL.iter().map(|&stage| stopwatch.spent(stage)).sum();
    for stage in Stage::ALL {
        let spent = stopwatch.spent(stage);
        let share = 100.0 * spent.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        let milliseconds = spent.as_secs_f64() * 1000.0;
        ui.say(&format!("{:<8} {milliseconds:>9.1} ms {share:>5.1} %", stage.as_str()));
    }
}

/// Prints what was written.
fn report(ui: &Ui, written: &[Written]) {
    if ui.json() {
        ui.json_data(&written);
    } else {
        for file in written {
            ui.data(&format!("{}\n", file.path));
        }
    }
}

/// `OUT/<sheet>/<sheet>.draft.<format>.<paper>.<lang>-<jurisdiction>.pdf`; text and HTML have no paper
fn path_of(out: &Path, sheet: &Sheet, kind: Wanted) -> PathBuf {
    out.join(sheet.id.as_str()).join(release::file_name(sheet, "draft", kind, kind.format.ending()))
}

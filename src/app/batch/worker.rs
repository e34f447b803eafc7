//! One sheet from its file to its PDFs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use candor_composition::{Composition, DocumentSpec, ReleaseStatus};
use candor_model::Sheet;
use candor_model::diag::render::{Paint, human};
use candor_model::diag::{Diagnostics, Level};

use candor_document::{Ready, Shared, Witness};
use candor_model::tree::Entry;

use super::Job;
use super::cache::{RenderCache, Short, short};
use crate::error::CommandError;

/// What all sheets of a run have in common.
pub struct Plan<'a> {
    /// The documents that are wanted of each sheet.
    pub wanted: &'a [DocumentSpec],
    /// The folder that is written into.
    pub out: &'a Path,
    /// What was made before.
    pub cache: &'a RenderCache,
    /// The digest of everything but the sheets that decides what is made.
    pub base: Short,
    /// The digest of everything but the words that decides how they look.
    pub looks: Short,
    /// Whether the page proof's result is written, too.
    pub proof: bool,
    /// Whether each finished file is read again, whatever its template.
    pub witness: Witness,
    /// Whether anything is written at all, or only said what would be.
    pub is_check: bool,
}

/// One written file, as programs read it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Written {
    pub sheet: String,
    pub format: &'static str,
    pub paper: &'static str,
    pub jurisdiction: &'static str,
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Whether it was made, and why.
    #[serde(flatten)]
    pub change: Change,
}

/// Why a file was made, or why it was not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "made", content = "because", rename_all = "kebab-case")]
pub enum Change {
    /// It was not there, or nothing is kept.
    New,
    /// Nothing that it is made of has changed.
    Kept,
    /// These texts have changed.
    Words(Vec<String>),
    /// The template, a font, the paper, or Candor itself has changed.
    Looks,
    /// The file was changed by somebody else.
    File,
    /// It should be there and is not, or is not what it should be (`--missing` alone).
    Missing,
}

impl Written {
    /// Says what was written of a sheet.
    pub fn of(
        sheet: &str,
        kind: DocumentSpec,
        path: &Path,
        pages: Option<usize>,
        change: Change,
    ) -> Self {
        Self {
            sheet: sheet.to_owned(),
            format: kind.format.as_str(),
            paper: kind.paper.as_str(),
            jurisdiction: kind.jurisdiction.as_str(),
            path: path.display().to_string(),
            pages,
            change,
        }
    }
}

/// What came of a sheet.
#[derive(Default)]
pub struct Made {
    /// Findings as people read them, each with its level.
    pub findings: Vec<(Level, String)>,
    /// How many more there are than a person is shown, by their level.
    pub left_out: BTreeMap<Level, usize>,
    pub files: Vec<Written>,
    /// What may not be handed out, and why.
    pub refused: Vec<CommandError>,
    /// What the world refused; the run ends with it.
    pub error: Option<CommandError>,
}

impl Made {
    /// Draws findings, as many as a person is shown.
    pub fn draw(&mut self, found: Diagnostics) {
        let found = found.sorted();
        let shown = found.shown();
        for level in [Level::Error, Level::Advice] {
            let n_shown = shown.iter().filter(|finding| finding.level == level).count();
            *self.left_out.entry(level).or_default() += found.n_of(level) - n_shown;
        }
        for finding in shown {
            self.findings.push((finding.level, human(finding, Paint::Styled)));
        }
    }
}

/// Makes what is wanted of one sheet. A sheet with findings at error level writes nothing.
pub(crate) fn one(shared: &Shared, plan: &Plan<'_>, job: &Job) -> Made {
    let entry = job.entry();
    let inputs = match &entry {
        Entry::File(bytes) => Some(short([&plan.base[..], job.name.as_bytes(), bytes])),
        Entry::Refused(_) => None,
    };
    if let Some(inputs) = inputs
        && let Some(files) = unchanged(plan, job, inputs)
    {
        return Made { files, ..Made::default() };
    }
    let (ready, found) = candor_document::check(shared, &job.name, &entry);
    let Some(ready) = ready.filter(|_| !found.has_errors()) else {
        let mut made = Made::default();
        made.draw(found);
        return made;
    };
    documents(shared, plan, &ready, (found, inputs))
}

/// The files of a sheet none of whose inputs has changed.
fn unchanged(plan: &Plan<'_>, job: &Job, inputs: Short) -> Option<Vec<Written>> {
    if !plan.cache.is_kept() {
        return None;
    }
    let id = job.id();
    let folder = plan.out.join(id);
    let file = |kind: &DocumentSpec| {
        let (entry, path) = plan.cache.of(&key(id, *kind), id, &folder)?;
        entry.is_of_inputs(inputs).then(|| Written::of(id, *kind, &path, None, Change::Kept))
    };
    plan.wanted.iter().map(file).collect()
}

/// Makes the documents of a sheet that no rule objects to.
///
/// # Panics
/// Never: a report of the proof is plain data.
pub fn documents(
    shared: &Shared,
    plan: &Plan<'_>,
    ready: &Ready,
    (mut found, inputs): (Diagnostics, Option<Short>),
) -> Made {
    let mut made = Made::default();
    let mut files = Vec::new();
    let has_advice = !found.is_empty();
    for &kind in plan.wanted {
        let sheet = ready.sheet();
        let (id, path) = (sheet.id.as_str(), path_of(plan.out, sheet, kind));
        let composition = candor_document::compose(shared, ready, kind);
        let words = if plan.cache.is_kept() {
            short([&plan.looks[..], &composition.to_json()])
        } else {
            Short::default()
        };
        let cache = plan.cache.of(&key(id, kind), id, &plan.out.join(id));
        let owes = || {
            let owed = candor_prove::owed(
                ready.checked(),
                &shared.clinic,
                ready.wording(),
                kind,
                &ReleaseStatus::Draft,
            );
            candor_prove::held(&owed, &composition).is_empty()
        };
        if cache.is_some_and(|(entry, _)| entry.is_of_words(words)) && owes() {
            files.push((kind, path, None, Change::Kept, words));
            continue;
        }
        if plan.is_check && kind.format.is_paged() {
            if !holds(&path, &composition) {
                files.push((kind, path, None, Change::Missing, words));
            }
            continue;
        }
        let change = change(&path, kind, &composition, plan.cache.is_kept());
        let (document, more) = candor_document::print_as(
            shared,
            ready,
            composition,
            kind,
            &ReleaseStatus::Draft,
            plan.witness,
        );
        found.extend(more);
        let Some(document) = document else { continue };
        if plan.is_check {
            // Text and HTML do not carry their composition; they are as quickly made as read.
            if candor_workspace::read_written(&path).as_deref() != Some(&document.bytes) {
                files.push((kind, path, None, Change::Missing, words));
            }
            continue;
        }
        files.push((kind, path, Some(document), change, words));
    }
    let failed = found.has_errors();
    made.draw(found);
    if failed {
        return made;
    }
    for (kind, path, document, change, words) in files {
        let pages = document.as_ref().map(|document| document.report.pages);
        if let Some(document) = &document {
            let proof = plan.proof.then(|| {
                serde_json::to_vec_pretty(&document.report).expect("a report is plain data")
            });
            let written =
                candor_workspace::write_anew(&path, &document.bytes).and_then(|()| match &proof {
                    Some(json) => {
                        candor_workspace::write_anew(&path.with_extension("proof.json"), json)
                    }
                    None => Ok(()),
                });
            if let Err(error) = written {
                made.error = Some(error.into());
                return made;
            }
        }
        let id = ready.sheet().id.as_str();
        if let Some(inputs) = inputs
            && !plan.is_check
        {
            // Advice is said on each run, so a sheet with advice is looked at again each time.
            let inputs = if has_advice { Short::default() } else { inputs };
            plan.cache.note(&key(id, kind), &path, inputs, words);
        }
        made.files.push(Written::of(id, kind, &path, pages, change));
    }
    made
}

/// Whether a PDF holds this composition.
fn holds(path: &Path, composition: &Composition) -> bool {
    let old = candor_workspace::read_written(path)
        .and_then(|pdf| candor_release::composition_of_pdf(&pdf));
    old.is_some() && old == serde_json::to_value(composition).ok()
}

/// Why a file is made: what stands in its place now says.
fn change(path: &Path, kind: DocumentSpec, composition: &Composition, is_kept: bool) -> Change {
    if !is_kept {
        return Change::New;
    }
    let Some(old) = candor_workspace::read_written(path) else { return Change::New };
    if !kind.format.is_paged() {
        return Change::Words(Vec::new());
    }
    let Some(old) = candor_release::composition_of_pdf(&old) else { return Change::File };
    let new = serde_json::to_value(composition).unwrap_or_default();
    let (old, new) = (candor_release::leaves(&old), candor_release::leaves(&new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let changed: Vec<String> = changed.cloned().collect();
    if changed.is_empty() { Change::Looks } else { Change::Words(changed) }
}

/// By what a PDF is known in the index.
fn key(id: &str, kind: DocumentSpec) -> String {
    format!("{id} {} {} {}", kind.format.as_str(), kind.paper.as_str(), kind.jurisdiction.as_str())
}

/// `OUT/<sheet>/<sheet>.draft.<format>.<paper>.<lang>-<jurisdiction>.pdf`; text and HTML have no paper
fn path_of(out: &Path, sheet: &Sheet, kind: DocumentSpec) -> PathBuf {
    out.join(sheet.id.as_str()).join(candor_release::file_name(
        sheet,
        "draft",
        kind,
        kind.format.ending(),
    ))
}

//! What the commands work on: a clinic's workspace, or the shipped examples.

use candor_release::Hint;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use candor_composition::DocumentSpec;
use candor_model::tree::Entry;
use candor_model::{Format, Jurisdiction, Paper};
use candor_release::DiskStore;
use candor_workspace::inputs::{Inputs, stem};
use candor_workspace::{Listed, inputs};

use crate::batch::{Job, Source};
use crate::error::CommandError;

/// Which documents are asked for; what is not named is as usual.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    pub formats: Vec<Format>,
    pub papers: Vec<Paper>,
    /// Whose rules and numbers.
    pub jurisdictions: Vec<Jurisdiction>,
}

/// A run's inputs, read from disk once.
pub struct Opened {
    /// What was made of them.
    pub workspace: inputs::Workspace,
    /// The files as they were read.
    pub inputs: Inputs,
    /// The workspace's folder, if there is one.
    pub root: Option<PathBuf>,
}

/// Opens the workspace, or the shipped examples where there is none.
pub fn open(root: Option<&Path>) -> Result<Opened, CommandError> {
    let inputs = match root {
        Some(root) => read(root)?,
        None => Inputs::default(),
    };
    Ok(Opened { workspace: inputs::open(&inputs), inputs, root: root.map(Path::to_owned) })
}

/// Opens a workspace that must be there.
///
/// # Errors
/// When there is none.
pub fn in_workspace(root: Option<&Path>) -> Result<Opened, CommandError> {
    if root.is_none() {
        return Err(no_workspace());
    }
    open(root)
}

/// There is no workspace where one is needed.
pub fn no_workspace() -> CommandError {
    CommandError::usage("there is no workspace here").hint(Hint::MakeWorkspace { folder: None })
}

/// Opens the workspace without its sheets, which are read when their turn comes; or the shipped
/// examples where there is none.
pub fn open_around(root: Option<&Path>) -> Result<(Opened, Vec<Job>), CommandError> {
    let Some(root) = root else {
        let opened = open(None)?;
        let read = |(name, entry): &(String, Entry)| Job {
            name: name.clone(),
            source: Source::Read(entry.clone()),
        };
        let jobs = opened.workspace.sheets.iter().map(read).collect();
        return Ok((opened, jobs));
    };
    let store = DiskStore::open(root.join(candor_release::FOLDER));
    let checked = candor_release::checked(&store)?;
    let (inputs, later) = Inputs::read_around(root)?;
    let inputs = Inputs { checked, ..inputs };
    let below: Arc<Path> = root.into();
    let jobs = later.into_iter().map(|(path, listed)| Job {
        source: match listed {
            Listed::File => Source::Below(Arc::clone(&below)),
            Listed::Refused(refusal) => Source::Read(Entry::Refused(refusal)),
        },
        name: format!("sheets/{path}"),
    });
    let jobs = jobs.collect();
    Ok((Opened { workspace: inputs::open(&inputs), inputs, root: Some(root.to_owned()) }, jobs))
}

/// Returns the jobs that are named by id or path; without names, all of them.
///
/// # Errors
/// When one is not there, or there is none at all.
pub fn named(jobs: Vec<Job>, names: &[String], opened: &Opened) -> Result<Vec<Job>, CommandError> {
    if names.is_empty() {
        // Findings about the workspace itself come first.
        if jobs.is_empty() && !opened.workspace.diagnostics.has_errors() {
            return Err(CommandError::usage("the workspace has no sheets").hint(Hint::NewSheet));
        }
        return Ok(jobs);
    }
    let by_id: BTreeMap<&str, &Job> = jobs.iter().rev().map(|job| (job.id(), job)).collect();
    let mut found: Vec<Job> = Vec::new();
    for name in names {
        let job = match by_id.get(name.as_str()) {
            Some(job) => (*job).clone(),
            None => by_path(name, &by_id)?,
        };
        if !found.iter().any(|known| known.name == job.name) {
            found.push(job);
        }
    }
    Ok(found)
}

fn by_path(name: &str, known: &BTreeMap<&str, &Job>) -> Result<Job, CommandError> {
    let path = Path::new(name);
    if name.ends_with(".toml") && path.symlink_metadata().is_ok() {
        let source = Source::Read(candor_workspace::read_file(path));
        return Ok(Job { name: path.display().to_string(), source });
    }
    let near = candor_model::nearest(name, known.keys().copied());
    let error = CommandError::usage(format!("there is no sheet `{name}`"));
    let all: Vec<&str> = known.keys().copied().collect();
    Err(match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if all.is_empty() => error.hint("the workspace has no sheets"),
        None => error.hint(format!("the sheets are: {}", all.join(", "))),
    })
}

/// Reads a workspace's files, with what its store says of monographs.
pub fn read(root: &Path) -> Result<Inputs, CommandError> {
    let store = DiskStore::open(root.join(candor_release::FOLDER));
    let checked = candor_release::checked(&store)?;
    Ok(Inputs { checked, ..Inputs::read(root)? })
}

/// Returns the folder of a workspace's store.
///
/// # Errors
/// When there is no workspace.
pub fn store_folder(root: Option<&Path>) -> Result<PathBuf, CommandError> {
    Ok(root.ok_or_else(no_workspace)?.join(candor_release::FOLDER))
}

/// Finds the workspace: the folder that is wanted, or else the nearest one above where we are.
///
/// # Errors
/// When what is wanted is not a workspace, or nobody can say where we are.
pub fn find(
    wanted: Option<&Path>,
    here: impl FnOnce() -> io::Result<PathBuf>,
) -> Result<Option<PathBuf>, CommandError> {
    match wanted {
        Some(folder) if folder.join(candor_workspace::CONFIG).is_file() => {
            Ok(Some(folder.to_owned()))
        }
        Some(folder) => Err(CommandError::usage(format!(
            "{} is not a workspace: it has no {}",
            folder.display(),
            candor_workspace::CONFIG
        ))
        .hint(Hint::MakeWorkspace { folder: Some(folder.display().to_string()) })),
        None => {
            let here = here().map_err(|error| {
                CommandError::world(format!("the current folder cannot be read: {error}"))
            })?;
            Ok(candor_workspace::find(&here))
        }
    }
}

impl Opened {
    /// Returns the wanted sheets: all of them, or those named by id or path.
    pub fn sheets(&self, names: &[String]) -> Result<Vec<(String, Entry)>, CommandError> {
        if names.is_empty() {
            // Findings about the workspace itself come first.
            if self.workspace.sheets.is_empty() && !self.workspace.diagnostics.has_errors() {
                return Err(CommandError::usage("the workspace has no sheets").hint(Hint::NewSheet));
            }
            return Ok(self.workspace.sheets.clone());
        }
        let mut found: Vec<(String, Entry)> = Vec::new();
        for name in names {
            let sheet = self.named(name)?;
            if !found.contains(&sheet) {
                found.push(sheet);
            }
        }
        Ok(found)
    }

    fn named(&self, name: &str) -> Result<(String, Entry), CommandError> {
        if let Some(found) = self.workspace.sheet(name) {
            return Ok(found.clone());
        }
        let path = Path::new(name);
        if name.ends_with(".toml") && path.symlink_metadata().is_ok() {
            return Ok((path.display().to_string(), candor_workspace::read_file(path)));
        }
        let known: Vec<String> =
            self.workspace.sheets.iter().map(|(shown, _)| stem(shown).to_owned()).collect();
        let near = candor_model::nearest(name, known.iter().map(String::as_str));
        let error = CommandError::usage(format!("there is no sheet `{name}`"));
        Err(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => error.hint("the workspace has no sheets"),
            None => error.hint(format!("the sheets are: {}", known.join(", "))),
        })
    }

    /// Returns the documents that are wanted of each sheet.
    ///
    /// # Errors
    /// When none of the formats can be printed on any of the papers.
    pub fn wanted(&self, kinds: &Kinds) -> Result<Vec<DocumentSpec>, CommandError> {
        let usual = |jurisdiction| vec![self.workspace.usual_paper(jurisdiction)];
        self.kinds(kinds, &Format::usual(), vec![self.workspace.usual_jurisdiction()], usual)
    }

    /// The same for what is measured: where nothing is named, every format that has pages, on
    /// every paper; and the shipped examples for every jurisdiction.
    ///
    /// # Errors
    /// When none of the formats can be printed on any of the papers.
    pub fn measured(&self, kinds: &Kinds) -> Result<Vec<DocumentSpec>, CommandError> {
        let jurisdictions = match &self.root {
            Some(_) => vec![self.workspace.usual_jurisdiction()],
            None => Jurisdiction::ALL.to_vec(),
        };
        let papers = |_| vec![Paper::A4, Paper::Letter, Paper::Id1];
        self.kinds(kinds, &Format::paged(), jurisdictions, papers)
    }

    fn kinds(
        &self,
        kinds: &Kinds,
        formats: &[Format],
        jurisdictions: Vec<Jurisdiction>,
        usual_papers: impl Fn(Jurisdiction) -> Vec<Paper>,
    ) -> Result<Vec<DocumentSpec>, CommandError> {
        let or = |typed: &[Format]| if typed.is_empty() { formats } else { typed }.to_vec();
        let formats = or(&kinds.formats);
        let jurisdictions = if kinds.jurisdictions.is_empty() {
            jurisdictions
        } else {
            kinds.jurisdictions.clone()
        };
        let mut wanted = Vec::new();
        for &jurisdiction in &jurisdictions {
            let papers = if kinds.papers.is_empty() {
                usual_papers(jurisdiction)
            } else {
                kinds.papers.clone()
            };
            for &format in &formats {
                // What has no pages has no paper.
                let papers = if format.is_paged() { &papers[..] } else { &papers[..1] };
                for &paper in papers.iter().filter(|&&paper| format.fits(paper)) {
                    let kind = DocumentSpec { format, paper, jurisdiction };
                    if !wanted.contains(&kind) {
                        wanted.push(kind);
                    }
                }
            }
        }
        if wanted.is_empty() {
            return Err(CommandError::usage("only a wallet card is printed on the paper id1")
                .hint("add `--format card`, or choose a4 or letter"));
        }
        Ok(wanted)
    }
}

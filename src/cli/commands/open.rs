//! What the commands work on: a clinic's workspace, or the shipped examples.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use candor::compose::Wanted;
use candor::inputs::{self, Inputs, stem};
use candor::model::{Format, Jurisdiction, Paper};
use candor::release::{self, DiskStore};
use candor::tree::Entry;
use candor::workspace::{self, Listed};

use crate::args::KindArgs;
use crate::batch::{Job, Source};
use crate::error::CommandError;

/// A run's inputs, read from disk once.
pub(crate) struct Opened {
    /// What was made of them.
    pub all: inputs::Opened,
    /// The files as they were read.
    pub inputs: Inputs,
    /// The workspace's folder, if there is one.
    pub root: Option<PathBuf>,
}

impl Deref for Opened {
    type Target = inputs::Opened;

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl DerefMut for Opened {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.all
    }
}

/// Opens the workspace, or the shipped examples where there is none.
pub(crate) fn open(wanted: Option<&Path>) -> Result<Opened, CommandError> {
    let root = root(wanted)?;
    let inputs = match &root {
        Some(root) => read(root)?,
        None => Inputs::default(),
    };
    Ok(Opened { all: inputs::open(&inputs), inputs, root })
}

/// Opens the workspace without its sheets, which are read when their turn comes; or the shipped
/// examples where there is none.
pub(crate) fn open_around(wanted: Option<&Path>) -> Result<(Opened, Vec<Job>), CommandError> {
    let Some(root) = root(wanted)? else {
        let opened = open(wanted)?;
        let read = |(name, entry): &(String, Entry)| Job {
            name: name.clone(),
            source: Source::Read(entry.clone()),
        };
        let jobs = opened.sheets.iter().map(read).collect();
        return Ok((opened, jobs));
    };
    let store = DiskStore::open(root.join(release::FOLDER));
    let checked = release::checked(&store)?;
    let (inputs, later) = Inputs::read_around(&root)?;
    let inputs = Inputs { checked, ..inputs };
    let below: Arc<Path> = root.as_path().into();
    let jobs = later.into_iter().map(|(path, listed)| Job {
        source: match listed {
            Listed::File => Source::Below(Arc::clone(&below)),
            Listed::Refused(refusal) => Source::Read(Entry::Refused(refusal)),
        },
        name: format!("sheets/{path}"),
    });
    let jobs = jobs.collect();
    Ok((Opened { all: inputs::open(&inputs), inputs, root: Some(root) }, jobs))
}

/// Returns the jobs that are named by id or path; without names, all of them.
///
/// # Errors
/// When one is not there, or there is none at all.
pub(crate) fn named(
    jobs: Vec<Job>,
    names: &[String],
    opened: &Opened,
) -> Result<Vec<Job>, CommandError> {
    if names.is_empty() {
        // Findings about the workspace itself come first.
        if jobs.is_empty() && !opened.diagnostics.has_errors() {
            return Err(CommandError::usage("the workspace has no sheets")
                .hint("`candor new ID` begins one"));
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
        let source = Source::Read(workspace::read_file(path));
        return Ok(Job { name: path.display().to_string(), source });
    }
    let near = candor::nearest(name, known.keys().copied());
    let error = CommandError::usage(format!("there is no sheet `{name}`"));
    let all: Vec<&str> = known.keys().copied().collect();
    Err(match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if all.is_empty() => error.hint("the workspace has no sheets"),
        None => error.hint(format!("the sheets are: {}", all.join(", "))),
    })
}

/// Reads a workspace's files, with what its store says of monographs.
pub(crate) fn read(root: &Path) -> Result<Inputs, CommandError> {
    let store = DiskStore::open(root.join(release::FOLDER));
    let checked = release::checked(&store)?;
    Ok(Inputs { checked, ..Inputs::read(root)? })
}

/// Returns the folder of the workspace's store.
pub(crate) fn store_folder(wanted: Option<&Path>) -> Result<PathBuf, CommandError> {
    let root = root(wanted)?.ok_or_else(super::release::no_workspace)?;
    Ok(root.join(release::FOLDER))
}

fn root(wanted: Option<&Path>) -> Result<Option<PathBuf>, CommandError> {
    match wanted {
        Some(folder) if folder.join(workspace::CONFIG).is_file() => Ok(Some(folder.to_owned())),
        Some(folder) => Err(CommandError::usage(format!(
            "{} is not a workspace: it has no {}",
            folder.display(),
            workspace::CONFIG
        ))
        .hint(format!("`candor init {}` makes one", folder.display()))),
        None => {
            let here = std::env::current_dir().map_err(|error| {
                CommandError::world(format!("the current folder cannot be read: {error}"))
            })?;
            Ok(workspace::find(&here))
        }
    }
}

impl Opened {
    /// Returns the wanted sheets: all of them, or those named by id or path.
    pub(crate) fn sheets(&self, names: &[String]) -> Result<Vec<(String, Entry)>, CommandError> {
        if names.is_empty() {
            // Findings about the workspace itself come first.
            if self.sheets.is_empty() && !self.diagnostics.has_errors() {
                return Err(CommandError::usage("the workspace has no sheets")
                    .hint("`candor new ID` begins one"));
            }
            return Ok(self.sheets.clone());
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
        if let Some(found) = self.all.sheet(name) {
            return Ok(found.clone());
        }
        let path = Path::new(name);
        if name.ends_with(".toml") && path.symlink_metadata().is_ok() {
            return Ok((path.display().to_string(), workspace::read_file(path)));
        }
        let known: Vec<String> =
            self.sheets.iter().map(|(shown, _)| stem(shown).to_owned()).collect();
        let near = candor::nearest(name, known.iter().map(String::as_str));
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
    pub(crate) fn wanted(&self, kinds: &KindArgs) -> Result<Vec<Wanted>, CommandError> {
        let usual = |jurisdiction| vec![self.usual_paper(jurisdiction)];
        self.kinds(kinds, &Format::USUAL, vec![self.usual_jurisdiction()], usual)
    }

    /// The same for what is measured: where nothing is named, every format that has pages, on
    /// every paper; and the shipped examples for every jurisdiction.
    ///
    /// # Errors
    /// When none of the formats can be printed on any of the papers.
    pub(crate) fn measured(&self, kinds: &KindArgs) -> Result<Vec<Wanted>, CommandError> {
        let jurisdictions = match &self.root {
            Some(_) => vec![self.usual_jurisdiction()],
            None => Jurisdiction::ALL.to_vec(),
        };
        let papers = |_| vec![Paper::A4, Paper::Letter, Paper::Id1];
        self.kinds(kinds, &Format::PAGED, jurisdictions, papers)
    }

    fn kinds(
        &self,
        kinds: &KindArgs,
        formats: &[Format],
        jurisdictions: Vec<Jurisdiction>,
        usual_papers: impl Fn(Jurisdiction) -> Vec<Paper>,
    ) -> Result<Vec<Wanted>, CommandError> {
        let formats: Vec<Format> = {
            let typed: Vec<_> = kinds.format.iter().map(|&format| format.into()).collect();
            if typed.is_empty() { formats.to_vec() } else { typed }
        };
        let jurisdictions: Vec<Jurisdiction> = {
            let typed: Vec<_> = kinds.jurisdiction.iter().map(|&j| j.into()).collect();
            if typed.is_empty() { jurisdictions } else { typed }
        };
        let mut wanted = Vec::new();
        for &jurisdiction in &jurisdictions {
            let papers: Vec<Paper> = {
                let typed: Vec<_> = kinds.paper.iter().map(|&paper| paper.into()).collect();
                if typed.is_empty() { usual_papers(jurisdiction) } else { typed }
            };
            for &format in &formats {
                // What has no pages has no paper.
                let papers = if format.is_paged() { &papers[..] } else { &papers[..1] };
                for &paper in papers.iter().filter(|&&paper| format.fits(paper)) {
                    let kind = Wanted { format, paper, jurisdiction };
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

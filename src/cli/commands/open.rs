//! What the commands work on: a clinic's workspace, or the shipped examples.

use std::path::{Path, PathBuf};

use candor::assets;
use candor::compose::Wanted;
use candor::diag::{Code, Diagnostic, Diagnostics, Files};
use candor::library::Library;
use candor::looks;
use candor::model::{Format, Jurisdiction, Paper};
use candor::parse::{self, WorkspaceFile};
use candor::render::{Session, Stopwatch};
use candor::resolve;
use candor::span::Span;
use candor::tree::{Entry, Tree};
use candor::typeset::{Engine, Own, Template};
use candor::workspace;

use crate::args::KindArgs;
use crate::error::CommandError;

/// A run's inputs, read from disk once.
pub(crate) struct Opened {
    /// What all sheets share.
    pub session: Session,
    /// The workspace's folder, if there is one.
    pub root: Option<PathBuf>,
    /// Whether the workspace brings templates of its own.
    pub foreign_templates: bool,
    /// Findings about the workspace itself.
    pub diagnostics: Diagnostics,
    /// The sheets: name as shown, and bytes.
    sheets: Vec<(String, Entry)>,
    jurisdiction: Option<Jurisdiction>,
    paper: Option<Paper>,
}

/// Opens the workspace, or the shipped examples where there is none.
pub(crate) fn open(wanted: Option<&Path>) -> Result<Opened, CommandError> {
    let root = root(wanted)?;
    let mut files = Files::new();
    let mut diagnostics = Diagnostics::new();
    let shipped = assets::sheets();
    let (config, config_file) = match &root {
        Some(root) => config(root, &mut files, &mut diagnostics),
        None => (WorkspaceFile::default(), None),
    };
    let (own, templates) = match &root {
        Some(root) => (
            workspace::read(root, "sheets", &[".toml"])?,
            workspace::read(root, "templates", &looks::ENDINGS)?,
        ),
        None => (Tree::default(), Tree::default()),
    };
    let mut sheets = Vec::new();
    match &root {
        Some(_) => {
            for (path, entry) in own.iter().filter(|(path, _)| !path.starts_with("library/")) {
                sheets.push((own.shown(path), entry.clone()));
            }
        }
        None => {
            for (path, entry) in shipped.toml_files("examples") {
                sheets.push((shipped.shown(path), entry.clone()));
            }
        }
    }
    let entry = config.template.as_ref().map_or(Template::SHIPPED, |name| name.value.as_str());
    let mut template = Template::new(&assets::templates(), &templates, entry);
    let plain_name = entry.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b));
    if !(plain_name && template.has_entry())
        && let (Some(name), Some(file)) = (&config.template, config_file)
    {
        diagnostics.push(
            Diagnostic::new(
                Code::TemplateNotFound,
                format!("there is no template `{}`", name.value),
            )
            .at(name.span(file))
            .help("give the path of a file in the workspace's `templates` folder"),
        );
        // So that the sheets can still be checked.
        template = Template::new(&assets::templates(), &Tree::default(), Template::SHIPPED);
    }
    for (path, entry) in templates.iter() {
        if let Entry::Refused(refusal) = entry {
            let file = files.add(templates.shown(path), "");
            diagnostics.push(workspace_refusal(refusal, Span::start_of(file)));
        }
    }
    let library = Library::new(shipped, own);
    diagnostics.extend(library.shadows(&mut files));
    let mut own_looks = Own::default();
    let mut clinic = candor::model::Clinic::default();
    if let Some(file) = config_file {
        let logo = config.clinic.as_ref().and_then(|clinic| clinic.logo.as_ref());
        let (looks, logo, found) = looks::own(&config.font, logo, file, &templates);
        diagnostics.extend(found);
        own_looks = looks;
        let (resolved, found) = resolve::clinic(config.clinic, file);
        diagnostics.extend(found);
        clinic = resolved;
        clinic.logo = logo;
    }
    let engine = Engine::new(&template, own_looks);
    Ok(Opened {
        session: Session { files, library, engine, clinic, stopwatch: Stopwatch::default() },
        root,
        foreign_templates: templates.iter().any(|(path, _)| path.ends_with(".typ")),
        diagnostics,
        sheets,
        jurisdiction: config.jurisdiction.map(|value| value.value),
        paper: config.paper.map(|value| value.value),
    })
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

fn config(
    root: &Path,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> (WorkspaceFile, Option<candor::span::FileId>) {
    match workspace::read_file(&root.join(workspace::CONFIG)) {
        Entry::File(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {
            (WorkspaceFile::default(), None)
        }
        Entry::File(bytes) => {
            let (file, config, found) =
                parse::parse::<WorkspaceFile>(files, workspace::CONFIG, &bytes);
            diagnostics.extend(found);
            (config.unwrap_or_default(), Some(file))
        }
        Entry::Refused(refusal) => {
            let file = files.add(workspace::CONFIG, "");
            diagnostics.push(workspace_refusal(&refusal, Span::start_of(file)));
            (WorkspaceFile::default(), None)
        }
    }
}

fn workspace_refusal(refusal: &candor::tree::Refusal, span: Span) -> Diagnostic {
    candor::library::refused(refusal, span)
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
        let stem = |shown: &str| {
            let last = shown.rsplit('/').next().unwrap_or(shown);
            last.strip_suffix(".toml").unwrap_or(last).to_owned()
        };
        if let Some(found) = self.sheets.iter().find(|(shown, _)| stem(shown) == name) {
            return Ok(found.clone());
        }
        let path = Path::new(name);
        if name.ends_with(".toml") && path.symlink_metadata().is_ok() {
            return Ok((path.display().to_string(), workspace::read_file(path)));
        }
        let known: Vec<String> = self.sheets.iter().map(|(shown, _)| stem(shown)).collect();
        let near = candor::nearest(name, known.iter().map(String::as_str));
        let error = CommandError::usage(format!("there is no sheet `{name}`"));
        Err(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => error.hint("the workspace has no sheets"),
            None => error.hint(format!("the sheets are: {}", known.join(", "))),
        })
    }

    /// Returns the documents that are wanted of each sheet.
    pub(crate) fn wanted(&self, kinds: &KindArgs) -> Vec<Wanted> {
        let or = |list: Vec<_>, default: Vec<_>| if list.is_empty() { default } else { list };
        let formats: Vec<Format> =
            or(kinds.format.iter().map(|&format| format.into()).collect(), Format::ALL.to_vec());
        let jurisdictions: Vec<Jurisdiction> = {
            let typed: Vec<_> = kinds.jurisdiction.iter().map(|&j| j.into()).collect();
            if typed.is_empty() {
                vec![self.jurisdiction.unwrap_or(Jurisdiction::Us)]
            } else {
                typed
            }
        };
        let mut wanted = Vec::new();
        for &jurisdiction in &jurisdictions {
            let papers: Vec<Paper> = {
                let typed: Vec<_> = kinds.paper.iter().map(|&paper| paper.into()).collect();
                if typed.is_empty() {
                    vec![self.paper.unwrap_or(usual_paper(jurisdiction))]
                } else {
                    typed
                }
            };
            for &format in &formats {
                for &paper in &papers {
                    let kind = Wanted { format, paper, jurisdiction };
                    if !wanted.contains(&kind) {
                        wanted.push(kind);
                    }
                }
            }
        }
        wanted
    }
}

fn usual_paper(jurisdiction: Jurisdiction) -> Paper {
    match jurisdiction {
        Jurisdiction::Us => Paper::Letter,
        Jurisdiction::Uk => Paper::A4,
    }
}

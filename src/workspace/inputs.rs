//! What a run works on: a workspace's files in memory, and what its sheets share.
//!
//! The same way leads from a folder on disk and from the inputs that a release stores, so that a
//! release can be rendered again. Touches no disk itself, apart from [`Inputs::read`].

use std::collections::BTreeMap;
use std::path::Path;

use crate::policy::Policy;
use crate::rules::{template_font, template_not_found};
use crate::{Listed, branding};
use candor_document::Shared;
use candor_document::stopwatch::Stopwatch;
use candor_library::parse::{ClinicFile, FontFile, LooksFile, WorkspaceFile};
use candor_library::{Library, RecordForm, parse};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::tree::{Entry, Tree};
use candor_model::{Clinic, Jurisdiction, Paper, Rules};
use candor_sheet::resolve;
use candor_sheet::rules::workspace_setting;
use candor_typeset::{BrandAssets, Engine, Template};

/// Where a clinic's own medicines stand below `sheets`.
const LIBRARY: &str = "library/";

/// A workspace's files.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// `candor.toml`; without it, the shipped examples are meant.
    pub config: Option<Entry>,
    /// The folder `sheets`.
    pub sheets: Tree,
    /// The folder `templates`.
    pub templates: Tree,
    /// The digests of the monographs that a pharmacist has checked, by medicine.
    pub checked: BTreeMap<String, Vec<String>>,
}

impl Inputs {
    /// Reads a workspace from its folder.
    ///
    /// # Errors
    /// When a folder cannot be listed, or holds far too much.
    pub fn read(root: &Path) -> Result<Self, crate::Error> {
        Ok(Self {
            config: Some(crate::read_file(&root.join(crate::CONFIG))),
            sheets: crate::read(root, "sheets", &[".toml"])?,
            templates: crate::read(root, "templates", &branding::ENDINGS)?,
            checked: BTreeMap::new(),
        })
    }

    /// Reads a workspace without its sheets, of which it returns the paths below `sheets`.
    ///
    /// # Errors
    /// As [`Inputs::read`].
    pub fn read_around(root: &Path) -> Result<(Self, Vec<(String, Listed)>), crate::Error> {
        let mut sheets = Tree::new("sheets/");
        let mut later = Vec::new();
        for (path, listed) in crate::list(root, "sheets", &[".toml"])? {
            if path.starts_with(LIBRARY) {
                let entry = match listed {
                    Listed::File => crate::read_file(&root.join("sheets").join(&path)),
                    Listed::Refused(refusal) => Entry::Refused(refusal),
                };
                sheets.insert(path, entry);
            } else {
                later.push((path, listed));
            }
        }
        let config = Some(crate::read_file(&root.join(crate::CONFIG)));
        let templates = crate::read(root, "templates", &branding::ENDINGS)?;
        Ok((Self { config, sheets, templates, checked: BTreeMap::new() }, later))
    }

    /// Whether these are a workspace's, and not the shipped examples.
    pub fn is_workspace(&self) -> bool {
        self.config.is_some()
    }
}

/// A run's inputs, ready for use.
#[derive(Debug)]
pub struct Workspace {
    /// What all sheets share.
    pub shared: Shared,
    /// Whether the workspace brings templates of its own.
    pub foreign_templates: bool,
    /// Findings about the workspace itself.
    pub diagnostics: Diagnostics,
    /// The sheets: name as shown, and bytes.
    pub sheets: Vec<(String, Entry)>,
    /// Whose rules, if the workspace says so.
    pub jurisdiction: Option<Jurisdiction>,
    /// The paper, if the workspace says so.
    pub paper: Option<Paper>,
    /// What a release needs.
    pub policy: Policy,
}

impl Workspace {
    /// Returns the jurisdiction that is used where none is wanted.
    pub fn usual_jurisdiction(&self) -> Jurisdiction {
        self.jurisdiction.unwrap_or(Jurisdiction::Us)
    }

    /// Returns the paper that is used where none is wanted.
    pub fn usual_paper(&self, jurisdiction: Jurisdiction) -> Paper {
        self.paper.unwrap_or(match jurisdiction {
            Jurisdiction::Us => Paper::Letter,
            Jurisdiction::Uk => Paper::A4,
        })
    }

    /// Returns the sheet with an id, by its file's name.
    pub fn sheet(&self, id: &str) -> Option<&(String, Entry)> {
        self.sheets.iter().find(|(shown, _)| stem(shown) == id)
    }
}

/// Returns a sheet's id from its file's name.
pub fn stem(shown: &str) -> &str {
    let last = shown.rsplit(['/', '\\']).next().unwrap_or(shown);
    last.strip_suffix(".toml").unwrap_or(last)
}

/// Opens inputs for new work.
pub fn open(inputs: &Inputs) -> Workspace {
    open_by(inputs, Rules::NEWEST)
}

/// Opens inputs that were stored under earlier rules, which asked for less.
pub fn open_by(inputs: &Inputs, rules: Rules) -> Workspace {
    let mut diagnostics = Diagnostics::new();
    let shipped = candor_shipped::sheets();
    let (mut config, config_file) = match &inputs.config {
        Some(entry) => config(entry, &mut diagnostics),
        None => (WorkspaceFile::default(), None),
    };
    let (own, templates) = (&inputs.sheets, &inputs.templates);
    let sheets = sheets(inputs, &shipped);
    let template = template(&config, config_file.as_ref(), templates, &mut diagnostics);
    for (path, entry) in templates.iter() {
        if let Entry::Refused(refusal) = entry {
            let file = Source::new(templates.shown(path), "");
            diagnostics.push(candor_library::refused(refusal, Span::start_of(&file)));
        }
    }
    let library = Library::new(shipped, own.clone())
        .with_checked(inputs.checked.clone(), RecordForm::of(rules));
    diagnostics.extend(library.shadows());
    let looks = config_file.as_ref().map(|file| {
        let fonts = std::mem::take(&mut config.font);
        let (clinic, looks) = (config.clinic.take(), config.looks.take());
        own_looks(clinic, &fonts, looks, file, templates, &mut diagnostics)
    });
    let OwnLooks { mut clinic, own, fonts, families } = looks.unwrap_or_default();
    if let Some(found) = branding::old_measures(templates) {
        diagnostics.push(found);
    }
    diagnostics.extend(branding::hidden(templates));
    let (policy, found) = match &config_file {
        Some(file) => Policy::resolve(config.policy, file, rules),
        None => (Policy::default(), Diagnostics::new()),
    };
    if let (Some(paper), Some(file)) = (&config.paper, &config_file)
        && paper.value == Paper::Id1
    {
        diagnostics.push(
            Diagnostic::new(workspace_setting::CODE, "sheets are not printed on cards")
                .at(paper.span(file))
                .help("write \"a4\" or \"letter\"; `--paper id1` prints a wallet card alone"),
        );
    }
    diagnostics.extend(found);
    clinic.names = policy.names();
    let engine = Engine::shared(template, own);
    diagnostics.extend(strange_families(&engine, &families));
    if let Some(file) = &config_file {
        diagnostics.extend(branding::pairs(&engine, &fonts, file));
    }
    Workspace {
        shared: Shared { library, engine, clinic, stopwatch: Stopwatch::default() },
        foreign_templates: templates.iter().any(|(path, _)| path.ends_with(".typ")),
        diagnostics,
        sheets,
        jurisdiction: config.jurisdiction.map(|value| value.value),
        paper: config.paper.map(|value| value.value),
        policy,
    }
}

/// Returns the sheets of a workspace, or the shipped examples.
fn sheets(inputs: &Inputs, shipped: &Tree) -> Vec<(String, Entry)> {
    let own = &inputs.sheets;
    match &inputs.config {
        Some(_) => {
            let sheets = own.iter().filter(|(path, _)| !path.starts_with(LIBRARY));
            sheets.map(|(path, entry)| (own.shown(path), entry.clone())).collect()
        }
        None => {
            let examples = shipped.toml_files("examples");
            examples.map(|(path, entry)| (shipped.shown(path), entry.clone())).collect()
        }
    }
}

/// Returns the template that the workspace names; where there is none of that name the shipped one,
/// so that the sheets can still be checked.
fn template(
    config: &WorkspaceFile,
    file: Option<&Source>,
    own: &Tree,
    diagnostics: &mut Diagnostics,
) -> Template {
    let shipped = candor_shipped::templates();
    let entry = config.template.as_ref().map_or(Template::SHIPPED, |name| name.value.as_str());
    let template = Template::new(&shipped, own, entry);
    let plain_name = entry.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b));
    let (Some(name), Some(file)) = (&config.template, file) else { return template };
    if plain_name && template.has_entry() {
        return template;
    }
    diagnostics.push(
        Diagnostic::new(template_not_found::CODE, format!("there is no template `{}`", name.value))
            .at(name.span(file))
            .help("give the path of a file in the workspace's `templates` folder"),
    );
    Template::new(&shipped, &Tree::default(), Template::SHIPPED)
}

/// Reports families of letters that there are not. The engine takes weights from the end of a family's
/// name, so that files may be of a family that is called otherwise than they say.
fn strange_families(engine: &Engine, families: &[(Spanned<String>, Source)]) -> Diagnostics {
    let own = engine.own_families();
    let own: Vec<String> = own.iter().map(|(family, _)| format!("`{family}`")).collect();
    let help = if own.is_empty() {
        "list the files of this family under `[[font]]`, or fix its name".to_owned()
    } else {
        let own = own.join(" and ");
        format!(
            "the fonts listed under `[[font]]` are of the family {own}; write that name, or list the files of this one"
        )
    };
    let mut diagnostics = Diagnostics::new();
    for (family, file) in families.iter().filter(|(family, _)| !engine.has_family(&family.value)) {
        let said = format!("there are no letters called `{}`", family.value);
        let found = Diagnostic::new(template_font::CODE, said).at(family.span(file));
        diagnostics.push(found.help(help.as_str()));
    }
    diagnostics
}

/// What a clinic brings for its looks, and its name.
#[derive(Default)]
struct OwnLooks {
    clinic: Clinic,
    own: BrandAssets,
    fonts: Vec<branding::Listed>,
    /// Families of letters that its measures name.
    families: Vec<(Spanned<String>, Source)>,
}

/// Takes the clinic with its measures, fonts, logo and colour.
fn own_looks(
    clinic: Option<ClinicFile>,
    fonts: &[FontFile],
    looks: Option<LooksFile>,
    file: &Source,
    templates: &Tree,
    diagnostics: &mut Diagnostics,
) -> OwnLooks {
    let logo = clinic.as_ref().and_then(|clinic| clinic.logo.as_ref());
    let brought = branding::own(fonts, logo, file, templates);
    diagnostics.extend(brought.diagnostics);
    let (mut measures, named, found) = branding::measures(looks, file);
    diagnostics.extend(found);
    let accent = clinic.as_ref().and_then(|clinic| clinic.accent.as_ref());
    let accent = accent.map(|accent| branding::accent(accent, file));
    let accent = accent.and_then(|taken| taken.map_err(|found| diagnostics.push(*found)).ok());
    let (resolved, found) = resolve::clinic(clinic, file);
    diagnostics.extend(found);
    measures.files = branding::templates(templates, &candor_shipped::templates());
    measures.files.extend(brought.files);
    OwnLooks {
        clinic: Clinic { logo: brought.logo, accent, looks: measures, ..resolved },
        own: brought.own,
        fonts: brought.fonts,
        families: named.into_iter().map(|family| (family, file.clone())).collect(),
    }
}

fn config(entry: &Entry, diagnostics: &mut Diagnostics) -> (WorkspaceFile, Option<Source>) {
    match entry {
        Entry::File(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {
            (WorkspaceFile::default(), None)
        }
        Entry::File(bytes) => {
            let (file, config, found) = parse::parse::<WorkspaceFile>(crate::CONFIG, bytes);
            diagnostics.extend(found);
            (config.unwrap_or_default(), Some(file))
        }
        Entry::Refused(refusal) => {
            let file = Source::new(crate::CONFIG, "");
            diagnostics.push(candor_library::refused(refusal, Span::start_of(&file)));
            (WorkspaceFile::default(), None)
        }
    }
}

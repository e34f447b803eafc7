//! The library: medicines and fixed wording, shipped and a clinic's own.
//!
//! Turns files into [`Monograph`]s and [`Wording`], and guards what no clinic can change.
//! Must not know the disk: files come as [`Tree`]s.

mod audit;
mod cache;
mod guard;
mod language;
mod listing;
mod load;
mod medicine;
mod outcome;
pub mod parse;
mod placeholder;
mod record;
pub mod rules;
pub mod snapshot;
mod translation;
mod values;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::cache::Cache;
pub use self::cache::Read;
pub use self::language::ENGLISH;
pub use self::load::refused;
pub use self::placeholder::Filled;
pub use self::record::{RecordForm, record};
use self::snapshot::Snapshot;
pub use self::values::{decimal, take_id};
pub use self::wording::Wording;

use crate::rules::safety_shadowed;
use candor_model::Monograph;
use candor_model::diag::{Diagnostic, Diagnostics};

use candor_model::digest::sha256;
use candor_model::span::{Source, Span};
use candor_model::tree::Tree;
use candor_text::language::Analyzer;

/// Where a medicine comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It travels in the program.
    Shipped,
    /// A clinic's own.
    Workspace,
}

/// Medicines and fixed wording, shared by all sheets of a run.
///
/// A part is read when it is first asked for, once: a run parses what its sheets use.
#[derive(Debug)]
pub struct Library {
    shipped: Tree,
    own: Tree,
    /// The digests of the monographs that a pharmacist has checked, by medicine.
    checked: BTreeMap<String, Vec<String>>,
    /// The form of the texts that they are digests of.
    form: RecordForm,
    /// By medicine, and by medicine and language.
    monographs: Cache<Monograph>,
    /// By language, as the analyzers are.
    wordings: Cache<Wording>,
    analyzers: Cache<Analyzer>,
}

impl Library {
    /// Returns the shipped library with a clinic's own medicines beside it.
    ///
    /// Both trees hold their medicines under `library/`.
    pub fn new(shipped: Tree, own: Tree) -> Self {
        Self {
            shipped,
            own,
            checked: BTreeMap::new(),
            form: RecordForm::Whole,
            monographs: Cache::default(),
            wordings: Cache::default(),
            analyzers: Cache::default(),
        }
    }

    /// Says which monographs a pharmacist has checked: digests of their text of record, in the form
    /// that counts.
    #[must_use]
    pub fn with_checked(
        mut self,
        checked: BTreeMap<String, Vec<String>>,
        form: RecordForm,
    ) -> Self {
        (self.checked, self.form) = (checked, form);
        self
    }

    /// Whether a medicine travels in the program.
    pub fn is_shipped(&self, id: &str) -> bool {
        self.shipped.snapshot().is_some() && self.shipped.folders("library").contains(&id)
    }

    /// Returns the ids of all medicines and where they come from, in order.
    pub fn medicines(&self) -> Vec<(String, Origin)> {
        let named = |tree: &Tree, origin| {
            let ids = listing::medicines(tree).into_iter();
            ids.map(|id| (id, origin)).collect::<Vec<_>>()
        };
        let mut all = named(&self.shipped, Origin::Shipped);
        all.extend(named(&self.own, Origin::Workspace));
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// Returns the tags of the languages that have fixed wording.
    pub fn languages(&self) -> Vec<String> {
        listing::languages(&self.shipped)
    }

    /// Returns the monograph of a medicine, unless its files have errors.
    pub fn monograph(&self, id: &str) -> Read<Monograph> {
        self.monographs.read(id, || self.read_monograph(id))
    }

    fn read_monograph(&self, id: &str) -> Read<Monograph> {
        let snapshot = Snapshot::of(&self.shipped);
        if let Some(shipped) = snapshot.and_then(|kept| kept.monograph(&self.shipped, id)) {
            return (Some(self.with_check(id, shipped)), Diagnostics::new());
        }
        let (wording, found) = self.wording(ENGLISH);
        let lines = wording.map(|wording| wording.phone_numbers()).unwrap_or_default();
        let in_tree =
            |tree: &Tree| tree.folders("library").contains(&id) && !listing::is_reserved(id);
        let (monograph, mut diagnostics) = if in_tree(&self.shipped) {
            load::monograph(&self.shipped, id, &lines)
        } else if in_tree(&self.own) {
            let (monograph, mut diagnostics) = load::monograph(&self.own, id, &lines);
            if let Some(monograph) = &monograph {
                self.keeps_shipped_core(monograph, &mut diagnostics);
            }
            (monograph, diagnostics)
        } else {
            (None, Diagnostics::new())
        };
        diagnostics.extend(found);
        let monograph = monograph.filter(|_| !diagnostics.has_errors());
        (monograph.map(|monograph| self.with_check(id, monograph)), diagnostics)
    }

    /// Holds a clinic's own monograph against every shipped one.
    fn keeps_shipped_core(&self, own: &Monograph, diagnostics: &mut Diagnostics) {
        let shipped = self.medicines().into_iter().filter(|(_, origin)| *origin == Origin::Shipped);
        for (name, _) in shipped {
            let (shipped, found) = self.monograph(&name);
            diagnostics.extend(found);
            if let Some(shipped) = shipped {
                guard::same_core(own, &shipped, diagnostics);
            }
        }
    }

    /// Says of a monograph whether a pharmacist has checked it.
    fn with_check(&self, id: &str, mut monograph: Monograph) -> Arc<Monograph> {
        if let Some(checked) = self.checked.get(id) {
            monograph.checked = checked.contains(&sha256(record(&monograph, self.form).as_bytes()));
        }
        Arc::new(monograph)
    }

    /// Returns the monograph of a medicine in the words of a language.
    pub fn monograph_in(&self, id: &str, language: &str) -> Read<Monograph> {
        let (monograph, mut diagnostics) = self.monograph(id);
        if language == ENGLISH {
            return (monograph, diagnostics);
        }
        let Some(monograph) = monograph else { return (None, diagnostics) };
        let (translated, found) = self.monographs.read(&format!("{id}/{language}"), || {
            let is_shipped = self.shipped.folders("library").contains(&id);
            let tree = if is_shipped { &self.shipped } else { &self.own };
            let (translated, found) = translation::translate(&monograph, tree, language);
            (translated.map(Arc::new), found)
        });
        diagnostics.extend(found);
        (translated, diagnostics)
    }

    /// Returns the fixed wording of a language.
    pub fn wording(&self, language: &str) -> Read<Wording> {
        self.wordings.read(language, || {
            let kept = Snapshot::of(&self.shipped).and_then(|kept| kept.wording(language));
            let (wording, found) = match kept {
                Some(kept) => (Some(kept), Diagnostics::new()),
                None => wording::load(&self.shipped, language),
            };
            (wording.map(Arc::new), found)
        })
    }

    /// Returns what is known of a language; one without tables has none, and nothing weighs its
    /// claims.
    pub fn analyzer(&self, language: &str) -> Read<Analyzer> {
        let prefix = format!("library/language/{language}/");
        if !self.shipped.iter().any(|(path, _)| path.starts_with(&prefix)) {
            return (None, Diagnostics::new());
        }
        self.analyzers.read(language, || {
            let mut diagnostics = Diagnostics::new();
            let analyzer = snapshot::analyzer(&self.shipped, language)
                .or_else(|| language::shared(&self.shipped, language, &mut diagnostics));
            (analyzer, diagnostics)
        })
    }

    /// Reports files in the workspace that would stand in for shipped ones.
    pub fn shadows(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let shipped = self.shipped.folders("library");
        for (path, _) in self.own.iter() {
            let Some(rest) = path.strip_prefix("library/") else { continue };
            let Some((folder, _)) = rest.split_once('/') else { continue };
            if !shipped.contains(&folder) {
                continue;
            }
            let file = Source::new(self.own.shown(path), "");
            let (what, help) = if listing::is_reserved(folder) {
                (
                    "fixed wording cannot be replaced".to_owned(),
                    "take the folder out; headings and statements are the same everywhere"
                        .to_owned(),
                )
            } else {
                (
                    format!("`{folder}` is a shipped medicine and cannot be replaced"),
                    format!(
                        "give the folder a name of its own, such as `{folder}-own`; the shipped \
                         core items must stay in it unchanged"
                    ),
                )
            };
            diagnostics.push(
                Diagnostic::new(safety_shadowed::CODE, what).at(Span::start_of(&file)).help(help),
            );
        }
        diagnostics
    }
}

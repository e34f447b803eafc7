//! What of a version decides its looks, and what of that changed since another one.

use super::look::{How, Look};
use std::collections::{BTreeMap, BTreeSet};

use super::inputs::{self as stored, CHECKED};
use super::manifest::{Candidate, Tool};
use candor_library::parse;
use candor_model::digest::sha256;
use candor_workspace::CONFIG;
use candor_workspace::policy::Policy;

/// How an input counts when looks are compared.
enum Kind {
    /// Its words, which the text of record holds and whose class is told from there.
    Words,
    /// Each of its settings counts by itself.
    Settings,
    /// Any change of its bytes counts.
    Looks,
}

/// Folders of a library that belong to no medicine: what they hold is looks.
const NO_MEDICINE: [&str; 2] = ["wording", "language"];

/// Tells the kind of an input from its path; what is not known to be words is looks.
fn kind(path: &str) -> Kind {
    if path == CONFIG {
        return Kind::Settings;
    }
    if path == CHECKED {
        return Kind::Words;
    }
    let Some(below) = path.strip_prefix("sheets/").filter(|below| below.ends_with(".toml")) else {
        return Kind::Looks;
    };
    match below.strip_prefix("library/").map(|below| below.split_once('/')) {
        // A sheet, or a file of a medicine.
        None => Kind::Words,
        Some(Some((folder, _))) if !NO_MEDICINE.contains(&folder) => Kind::Words,
        Some(_) => Kind::Looks,
    }
}

/// What of a version decides its looks and its policy.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    /// The digests of the inputs that are looks, by their paths.
    files: BTreeMap<String, String>,
    /// The settings by their keys; `None` when they cannot be read, and the file counts as a whole.
    settings: Option<BTreeMap<String, String>>,
    policy: Policy,
    tool: Tool,
}

impl Basis {
    /// Takes it from a version's inputs, by their paths in the workspace.
    pub(super) fn of(inputs: &BTreeMap<String, Vec<u8>>, policy: &Policy, tool: &Tool) -> Self {
        let mut files = BTreeMap::new();
        let mut settings = Some(BTreeMap::new());
        for (path, bytes) in inputs {
            let is_looks = match kind(path) {
                Kind::Words => false,
                Kind::Looks => true,
                Kind::Settings => {
                    settings = parse::settings(bytes);
                    settings.is_none()
                }
            };
            if is_looks {
                files.insert(path.clone(), sha256(bytes));
            }
        }
        Self { files, settings, policy: policy.clone(), tool: tool.clone() }
    }

    /// Takes it from a candidate's files, by their paths below it.
    pub(super) fn stored(files: &BTreeMap<String, Vec<u8>>, about: &Candidate) -> Self {
        Self::of(&stored::own(files), &about.policy, &about.tool)
    }

    pub(super) fn policy(&self) -> &Policy {
        &self.policy
    }

    pub(super) fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    pub(super) fn settings(&self) -> Option<&BTreeMap<String, String>> {
        self.settings.as_ref()
    }

    pub(super) fn tool(&self) -> &Tool {
        &self.tool
    }

    /// Returns what changed since another version of the sheet, but for the policy.
    pub(super) fn since(&self, before: &Self) -> Vec<Look> {
        let mut all: Vec<Look> = differences(&before.files, &self.files)
            .map(|(path, how)| Look::File { path, how })
            .collect();
        let none = BTreeMap::new();
        // Settings that cannot be read stand among the files, all of them as one.
        let settings = |basis: &Self| basis.settings.clone().unwrap_or_default();
        let (old, new) = match (&before.settings, &self.settings) {
            (None, None) => (none.clone(), none),
            (Some(_) | None, Some(_) | None) => (settings(before), settings(self)),
        };
        all.extend(differences(&old, &new).map(|(key, how)| Look::Setting { key, how }));
        if !is_same(&before.tool, &self.tool) {
            all.push(Look::Program);
        }
        all
    }
}

/// Whether two programs lay out alike: the kind of machine alone may differ.
fn is_same(before: &Tool, after: &Tool) -> bool {
    let Tool { name, version, assets, engine, target: _ } = before;
    (name, version, assets, engine) == (&after.name, &after.version, &after.assets, &after.engine)
}

/// Returns the keys whose values differ.
fn differences<'a>(
    old: &'a BTreeMap<String, String>,
    new: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = (String, How)> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter().filter_map(|key| {
        let how = match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) if old == new => return None,
            (Some(_), Some(_)) => How::Changed,
            (None, _) => How::Added,
            (Some(_), None) => How::Removed,
        };
        Some((key.clone(), how))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Inputs = BTreeMap<String, Vec<u8>>;

    fn inputs() -> Inputs {
        [
            ("candor.toml", "# a clinic\nclinic.name = \"A\"\n"),
            ("sheets/x.toml", "id = \"x\""),
            ("sheets/library/made-up/medicine.toml", "id = \"made-up\""),
            ("templates/own.typ", "#let own = (:)"),
            ("checked-monographs.json", "{}"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    fn basis(inputs: &Inputs, policy: &Policy) -> Basis {
        Basis::of(inputs, policy, &Tool::here())
    }

    fn changed(edit: impl FnOnce(&mut Inputs)) -> Vec<String> {
        let mut other = inputs();
        edit(&mut other);
        let policy = Policy::default();
        let (before, after) = (basis(&inputs(), &policy), basis(&other, &policy));
        after.since(&before).iter().map(Look::words).collect()
    }

    fn put(path: &str, text: &str) -> impl FnOnce(&mut Inputs) {
        move |inputs: &mut Inputs| {
            inputs.insert(path.to_owned(), text.as_bytes().to_vec());
        }
    }

    #[test]
    fn words_are_no_looks_and_everything_else_is() {
        for words in ["sheets/x.toml", "sheets/library/made-up/medicine.toml", CHECKED] {
            assert_eq!(changed(put(words, "another text")), [""; 0], "{words}");
        }
        assert_eq!(changed(put(CONFIG, "clinic = { name = 'A' } # the same")), [""; 0]);
        let cases = [
            ("templates/own.typ", "x", "looks: templates/own.typ changed"),
            ("templates/logo.svg", "x", "looks: templates/logo.svg added"),
            ("sheets/library/wording/en.toml", "x", "looks: sheets/library/wording/en.toml added"),
            ("sheets/x.typ", "x", "looks: sheets/x.typ added"),
            ("style.css", "x", "looks: style.css added"),
            ("n\u{e9}w\u{1b}", "x", "looks: n\\u{e9}w\\u{1b} added"),
            (CONFIG, "clinic.name = \"B\"", "looks: clinic.name in candor.toml changed"),
        ];
        for (path, text, wanted) in cases {
            assert_eq!(changed(put(path, text)), [wanted], "{path}");
        }
        let gone = changed(|inputs| {
            inputs.remove("templates/own.typ");
        });
        assert_eq!(gone, ["looks: templates/own.typ removed"]);
        assert_eq!(
            changed(put(CONFIG, "accent = \"#12263f\"")),
            ["looks: accent in candor.toml added", "looks: clinic.name in candor.toml removed"]
        );
        assert_eq!(changed(put(CONFIG, "= no settings")).len(), 2, "what cannot be read is looks");
    }

    #[test]
    fn another_program_is_a_change_of_looks_and_another_machine_is_none() {
        let policy = Policy::default();
        let before = basis(&inputs(), &policy);
        let made = |edit: fn(&mut Tool)| {
            let mut after = before.clone();
            edit(&mut after.tool);
            after.since(&before)
        };
        assert_eq!(made(|tool| tool.target.push('x')), []);
        for edit in [
            (|tool| tool.version.push('x')) as fn(&mut Tool),
            |tool| tool.assets.push('x'),
            |tool| tool.engine.push('x'),
            |tool| tool.name.push('x'),
        ] {
            assert_eq!(made(edit), [Look::Program]);
        }
    }
}

//! The verifier's steps 5 to 14: one published version.

use std::collections::BTreeMap;

use super::block::{same_but_block, says_release};
use super::code::{Checked, Scanned};
use super::contents::{check_sums, intact, materials};
use super::declarations::{assess, declared, missing};
use super::ledger::{Entry, Published};
use super::looks::Basis;
use super::manifest::{CANDIDATE, Candidate, RELEASE, Release, Statement};
use super::names::{INSIDE, MANIFEST, RECORD, RELEASE_MANIFEST};
use super::owed::owed;
use super::record::Record;
use super::roster::{Person, Roster};
use super::sign::Purpose;
use super::store::{Kind, Store};
use super::store_view::StoreView;
use super::{Error, Fault, FileFault, ReleaseFault, Step, Version};
use candor_model::digest::sha256;
use candor_model::{Id, Role, Rules};
use candor_workspace::policy::Policy;

/// What was published before a version.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'a> {
    /// The version before it, and what decided its looks.
    pub(super) before: Option<&'a (Version, Basis)>,
    /// The policy of the last version, of whatever sheet.
    pub(super) last: Option<&'a Policy>,
}

/// Steps 5 to 14 for one release; returns what decides its looks.
pub(super) fn release(
    view: &StoreView,
    entry: &Entry,
    published: &Published,
    files: &BTreeMap<String, Vec<u8>>,
    earlier: Earlier<'_>,
) -> Result<Basis, Error> {
    let wrong = |wrong| of(&published.sheet, published.version, wrong);
    let at = |fault| Err(wrong(fault));
    // 5. The manifest is the one that the ledger names.
    let Some(bytes) = files.get(RELEASE_MANIFEST) else { return at(ReleaseFault::NoManifest) };
    if sha256(bytes) != published.manifest {
        return at(ReleaseFault::OtherManifest);
    }
    let manifest: Statement<Release> = Statement::parse(bytes, RELEASE, Step::Manifests)?;
    let about = &manifest.predicate;
    // 6. A publisher signed it.
    let roster = view.roster_at(entry.number).ok_or_else(|| wrong(ReleaseFault::NoRoster))?;
    let signature = files.get("release.json.sig");
    let publisher = roster.person(&about.publisher).filter(|person| {
        person.roles.contains(&Role::Publisher)
            && person.is_valid(about.published)
            && signature.is_some_and(|signature| person.signed(Purpose::Release, bytes, signature))
    });
    let Some(publisher) = publisher else {
        return at(ReleaseFault::Unsigned);
    };
    // 7. Every file is as it was, none is missing, none was added.
    unchanged(&manifest, files).map_err(wrong)?;
    check_sums(files)?;
    let pdfs: Vec<&str> = manifest
        .subject
        .iter()
        .filter(|subject| subject.name.ends_with(".pdf") && !subject.name.contains('/'))
        .map(|subject| subject.digest.sha256.as_str())
        .collect();
    if pdfs != published.pdfs {
        return at(ReleaseFault::OtherPdfs);
    }
    // 8. The candidate is the one that was signed, and speaks of the same thing.
    let prefix = format!("{INSIDE}/");
    let inside: BTreeMap<String, Vec<u8>> = files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        .collect();
    let bytes = inside.get(MANIFEST).filter(|bytes| sha256(bytes) == about.candidate);
    let Some(bytes) = bytes else { return at(ReleaseFault::OtherCandidate) };
    let candidate: Statement<Candidate> = Statement::parse(bytes, CANDIDATE, Step::Candidate)?;
    intact(&inside, &candidate)?;
    let cut = &candidate.predicate;
    if !(agree(cut, about, published) && about.published == entry.on) {
        return at(ReleaseFault::Disagreement);
    }
    if cut.rules != entry.rules {
        return at(ReleaseFault::OtherRules);
    }
    materials(&inside, &candidate)?;
    let basis = Basis::stored(&inside, cut);
    signatures(roster, entry, &candidate, about, &inside)?;
    looks(cut, &basis, earlier, about)?;
    pages(files, &inside, about, entry.rules, pdfs.len())?;
    codes(about, publisher)?;
    // 14. It follows the version before it.
    let before = earlier.before.map(|(version, _)| *version);
    if cut.previous != before || before.is_some_and(|before| about.version <= before) {
        return at(ReleaseFault::OutOfOrder);
    }
    Ok(basis)
}

/// Holds every file but the manifest and its signature against the manifest.
fn unchanged(
    manifest: &Statement<Release>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), ReleaseFault> {
    let fault = |name: &String, how| Err(ReleaseFault::File { name: name.clone(), how });
    let own = [RELEASE_MANIFEST, "release.json.sig"];
    for (file, bytes) in files.iter().filter(|(file, _)| !own.contains(&file.as_str())) {
        match manifest.digest(file) {
            None => return fault(file, FileFault::Added),
            Some(digest) if digest != sha256(bytes) => return fault(file, FileFault::Changed),
            Some(_) => {}
        }
    }
    match manifest.subject.iter().find(|subject| !files.contains_key(&subject.name)) {
        Some(gone) => fault(&gone.name, FileFault::Missing),
        None => Ok(()),
    }
}

/// Whether candidate, release and ledger speak of the same thing.
fn agree(cut: &Candidate, about: &Release, published: &Published) -> bool {
    let Published { sheet, version, class, content, due, code, manifest: _, pdfs: _ } = published;
    let cut_says = (&cut.sheet, &cut.version, &cut.class, &cut.content, &cut.due, &cut.code);
    let says =
        (&about.sheet, &about.version, &about.class, &about.content, &about.due, &about.code);
    let ledger_says = (sheet, version, class, content, due, code);
    cut_says == says && says == ledger_says && cut.class_by_rule <= cut.class
}

/// Step 10 for one release: it says what of the looks changed, and asks for what follows from it.
fn looks(
    cut: &Candidate,
    basis: &Basis,
    earlier: Earlier<'_>,
    about: &Release,
) -> Result<(), Error> {
    let at = |wrong| Err(of(&about.sheet, about.version, wrong));
    let before = earlier.before.map(|(_, basis)| basis);
    let (looks, needs) = owed(cut.rules, cut.class, basis, before, earlier.last);
    if looks != cut.looks {
        return at(ReleaseFault::OtherLooks);
    }
    if needs != cut.needs {
        return at(ReleaseFault::OtherNeeds);
    }
    Ok(())
}

/// Steps 9 and 10 for one release: who signed, and whether that suffices.
fn signatures(
    roster: &Roster,
    entry: &Entry,
    candidate: &Statement<Candidate>,
    about: &Release,
    inside: &BTreeMap<String, Vec<u8>>,
) -> Result<(), Error> {
    let at = |wrong| Err(of(&about.sheet, about.version, wrong));
    // 9. Declarations.
    let view = Held { prefix: "c", files: inside };
    let declarations = declared(&view, "c")?;
    let signed = assess(&declarations, roster, candidate, &about.candidate)?;
    let reviewed: Vec<_> = declarations
        .iter()
        .map(|one| {
            (
                &one.declaration.person,
                &one.declaration.name,
                one.declaration.role,
                one.declaration.on,
            )
        })
        .collect();
    let listed: Vec<_> =
        about.reviewers.iter().map(|r| (&r.person, &r.name, r.role, r.on)).collect();
    if reviewed != listed || about.reviewers.iter().any(|r| entry.on < r.on) {
        return at(ReleaseFault::OtherReviewers);
    }
    // 10. The policy.
    let lacking = missing(&candidate.predicate, &signed);
    if !lacking.is_empty() {
        return at(ReleaseFault::Lacks { needs: lacking });
    }
    Ok(())
}

/// Steps 11 and 12 for one release: the text of record, and the released pages.
fn pages(
    files: &BTreeMap<String, Vec<u8>>,
    inside: &BTreeMap<String, Vec<u8>>,
    about: &Release,
    rules: Rules,
    n_pdfs: usize,
) -> Result<(), Error> {
    let at = |wrong| Err(of(&about.sheet, about.version, wrong));
    // 11. The text of record.
    let text = inside.get(RECORD).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let record = text.and_then(|text| Record::parse(text).filter(|own| own.to_text() == text));
    if record.is_none_or(|record| record.digest() != about.content) {
        return at(ReleaseFault::OtherRecord);
    }
    // 12. Released pages differ from the candidate's in the release block alone.
    let from = format!(".candidate{}.", about.version);
    let to = format!(".v{}.", about.version);
    let mut n = 0;
    for (name, bytes) in
        inside.iter().filter(|(name, _)| name.contains(&from) && name.ends_with(".json"))
    {
        let there = name.replacen(&from, &to, 1);
        let Some(released) = files.get(&there) else {
            return at(ReleaseFault::NoComposition { name: there });
        };
        same_but_block(rules, bytes, released, name)?;
        says_release(released, about, &there)?;
        n += 1;
    }
    if n == 0 || n != n_pdfs {
        return at(ReleaseFault::Compositions);
    }
    Ok(())
}

/// Step 13 for one release: check code and QR code.
fn codes(about: &Release, publisher: &Person) -> Result<(), Error> {
    let at = |wrong| Err(of(&about.sheet, about.version, wrong));
    // 13. Codes.
    let id = Id::new(&about.sheet).map_err(|error| {
        of(&about.sheet, about.version, ReleaseFault::NoId { error: error.to_string() })
    })?;
    let checked = Checked {
        sheet: id,
        version: about.version,
        content: about.content.clone(),
        due: about.due,
    };
    if checked.typed() != about.code {
        return at(ReleaseFault::CheckCode);
    }
    let scanned = Scanned::parse(&about.qr).filter(|scanned| {
        scanned.sheet == checked.sheet
            && scanned.version == about.version
            && scanned.due == about.due
            && about.content.starts_with(&scanned.content)
            && publisher.public_keys().any(|key| scanned.is_signed_by(&key))
    });
    if scanned.is_none() {
        return at(ReleaseFault::QrCode);
    }
    Ok(())
}

/// Says of which release something is wrong.
fn of(sheet: &str, version: Version, wrong: ReleaseFault) -> Error {
    Fault::Release { sheet: sheet.to_owned(), version, wrong }.into()
}

/// Files in memory, read as if they were a store.
struct Held<'a> {
    prefix: &'a str,
    files: &'a BTreeMap<String, Vec<u8>>,
}

impl Store for Held<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = path.strip_prefix(self.prefix).map(|path| path.trim_start_matches('/'));
        Ok(path.and_then(|path| self.files.get(path)).cloned())
    }

    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error> {
        let below = path.strip_prefix(self.prefix).unwrap_or(path).trim_start_matches('/');
        let below = format!("{below}/");
        let names = self.files.keys().filter_map(|name| name.strip_prefix(&below));
        Ok(names.filter(|name| !name.contains('/')).map(|n| (n.to_owned(), Kind::File)).collect())
    }

    fn write(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn append(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn rename(&mut self, _: &str, _: &str) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }

    fn remove(&mut self, _: &str) -> Result<(), Error> {
        Err(Error::world("files in memory are only looked at"))
    }
}

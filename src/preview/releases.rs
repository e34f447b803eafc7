//! Cutting, signing and publishing from the page, by the functions of `candor release`; and files
//! to take away, by those of `candor render`.

use std::path::Path;

use candor_composition::DocumentSpec;
use candor_model::diag::Diagnostics;
use candor_model::digest::sha256;
use candor_model::{Format, Id};
use candor_release::{Cut, Hint, Reader, Signer, Store as _, StoreView};

use super::answer::Problem;
use super::api::{self, OutRequest, SignRequest};
use super::bench::Bench;
use super::desk::{Desk, shown};
use super::edge::Edge;
use super::findings;
use super::hints;
use candor_app::error::CommandError;
use candor_app::keys;
use candor_app::open::open;
use candor_app::release_flow;
use candor_app::released::{Outcome, Released};

impl SignRequest {
    /// Returns who signs. Whatever is wrong with a key, its owner can fix it.
    fn signer(&self, edge: &Edge) -> Result<Box<dyn Signer>, CommandError> {
        self.opened(edge).map_err(CommandError::mendable)
    }

    /// Opens the key. The passphrase lives as long as this request.
    fn opened(&self, edge: &Edge) -> Result<Box<dyn Signer>, CommandError> {
        if self.agent {
            return keys::agent(edge.agent.as_deref(), self.key.as_deref());
        }
        let Some(path) = self.key.as_deref() else {
            return Err(CommandError::usage("no key was given")
                .hint("give the file of your private key, or sign with the ssh-agent"));
        };
        if !path.is_absolute() {
            return Err(CommandError::usage("the key's path is not absolute")
                .hint("give an absolute path, such as /home/you/.ssh/id_ed25519"));
        }
        keys::open(path, |is_locked| {
            if is_locked && self.passphrase.is_empty() {
                return Err(CommandError::usage("the key needs its passphrase")
                    .hint("type it; it is used once and kept nowhere"));
            }
            Ok(self.passphrase.clone())
        })
    }

    /// Holds a candidate against the one that the person was shown.
    fn is_shown(&self, cut: &Cut) -> Result<(), CommandError> {
        if cut.digest() == self.manifest {
            return Ok(());
        }
        Err(CommandError::findings("this is not the candidate that you were shown")
            .hint("read the review again; nothing was signed"))
    }
}

/// Runs an act, and takes the findings that stand in its way along.
fn with_findings<T>(
    act: impl FnOnce(release_flow::Show<'_>) -> Result<T, CommandError>,
) -> Result<T, Problem> {
    let mut seen = None;
    let mut show = |found: &Diagnostics| {
        seen = Some(findings::plain(found));
    };
    let done = act(&mut show);
    done.map_err(|error| {
        let problem = Problem::from(error);
        match seen {
            Some(found) => problem.findings(found),
            None => problem,
        }
    })
}

impl Desk {
    /// Cuts a candidate.
    pub(super) fn cut(&self, id: &Id) -> Result<api::CutAnswer, Problem> {
        let opened = open(Some(&self.root))?;
        let act = |show: release_flow::Show<'_>| {
            release_flow::cut(&opened, id.as_str(), None, (self.edge.clock.today)(), show)
        };
        let (cut, folder) = with_findings(act)?;
        let about = &cut.manifest.predicate;
        let names = cut.manifest.subject.iter().map(|subject| &subject.name);
        let files: Vec<_> = names
            .filter(|name| name.ends_with(".pdf"))
            .map(|name| shown(&self.root, &folder.join(name)))
            .collect();
        Ok(api::CutAnswer {
            version: about.version.to_string(),
            class: about.class,
            manifest: cut.digest(),
            changes: about.told(),
            files,
        })
    }

    /// Signs a candidate.
    pub(super) fn sign(&self, request: &SignRequest) -> Result<api::SignAnswer, Problem> {
        let opened = open(Some(&self.root))?;
        let id = request.sheet.as_str();
        let edge = &self.edge;
        let ask = &mut |cut: &Cut| {
            request.is_shown(cut)?;
            Ok((request.signer(edge)?, request.reason.clone()))
        };
        let act = |show: release_flow::Show<'_>| {
            release_flow::sign(&opened, id, (self.edge.clock.today)(), show, ask)
        };
        let signed = with_findings(act)?;
        Ok(api::SignAnswer { declaration: signed.declaration, needs: signed.needs })
    }

    /// Publishes a candidate.
    pub(super) fn publish(&self, request: &SignRequest) -> Result<api::Published, Problem> {
        let opened = open(Some(&self.root))?;
        let id = request.sheet.as_str();
        let edge = &self.edge;
        let ask = &mut |cut: &Cut| {
            request.is_shown(cut)?;
            request.signer(edge)
        };
        let act = |show: release_flow::Show<'_>| {
            release_flow::publish(&opened, id, (self.edge.clock.today)(), show, ask)
        };
        let published = with_findings(act)?;
        let about = &published.manifest.predicate;
        let names = published.manifest.subject.iter().map(|subject| &subject.name);
        let files: Vec<_> = names
            .filter(|name| name.ends_with(".pdf") && !name.contains('/'))
            .map(|name| shown(&self.root, &published.folder.join(name)))
            .collect();
        let stock = published.replaces.then(|| about.class.stock());
        Ok(api::Published {
            version: about.version.to_string(),
            code: about.code.clone(),
            due: about.due,
            stock,
            files,
        })
    }

    /// Writes the files of a sheet to the workspace's folder `out`, as `candor render` does.
    pub(super) fn out(&self, request: &OutRequest) -> Result<api::Out, Problem> {
        let id = &request.sheet;
        let bench = Bench::alone(&self.root, &self.edge)?;
        let formats = match request.formats.as_slice() {
            [] => Format::usual(),
            named => named.to_vec(),
        };
        let mut files = Vec::new();
        let mut all = Vec::new();
        for format in formats {
            let wanted = bench.wanted(Some(format), None, None)?;
            all.push(document(&bench, id, wanted)?);
        }
        for (name, bytes) in all {
            let path = self.root.join("out").join(id.as_str()).join(name);
            plain_folders(&self.root, &path)?;
            candor_workspace::write(&path, &bytes)?;
            files.push(shown(&self.root, &path));
        }
        Ok(api::Out { files })
    }
}

/// Refuses a path below the workspace on which a link stands.
fn plain_folders(root: &Path, path: &Path) -> Result<(), Problem> {
    let above = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    for folder in above.filter(|folder| *folder != root) {
        if folder.symlink_metadata().is_ok_and(|meta| !meta.is_dir()) {
            return Err(Problem::refused(format!(
                "{} is not a regular folder",
                shown(root, folder)
            ))
            .hint("move it away; nothing was written"));
        }
    }
    Ok(())
}

/// Returns a file of a sheet's candidate or published version, by the name in its manifest.
pub(super) fn file(bench: &Bench, id: &Id, version: &str, name: &str) -> Result<Vec<u8>, Problem> {
    let nothing = || Problem::new(404, "there is no such file of a candidate or a release");
    let store = bench.store();
    let reader = Reader::new(&store);
    let view = StoreView::read(&store)?;
    let published =
        view.ledger.versions(id.as_str()).find(|(_, p)| p.version.to_string() == version);
    let (folder, digest) = match published {
        Some((_, published)) => {
            let (manifest, _) = reader.release(id.as_str(), published.version)?;
            let folder = format!("published/{id}/{version}");
            (folder, manifest.digest(name).map(str::to_owned))
        }
        None => {
            let cut = reader.candidate(id.as_str())?;
            let cut = cut.filter(|cut| cut.manifest.predicate.version.to_string() == version);
            let cut = cut.ok_or_else(nothing)?;
            let digest = cut.manifest.digest(name).map(str::to_owned);
            (cut.folder, digest)
        }
    };
    // The name is one that the manifest lists, and the bytes are those that it names.
    let digest = digest.ok_or_else(nothing)?;
    let bytes = store.read(&format!("{folder}/{name}"))?.ok_or_else(nothing)?;
    if sha256(&bytes) != digest {
        return Err(
            Problem::refused(format!("{name} was changed")).hint(hints::told(&Hint::Verify))
        );
    }
    Ok(bytes)
}

/// Makes a file of a sheet as it stands on disk: the released one where its words are published,
/// else a draft.
pub(super) fn document(
    bench: &Bench,
    id: &Id,
    wanted: DocumentSpec,
) -> Result<(String, Vec<u8>), Problem> {
    let ready = bench.ready(id)?;
    let released = Released::open(None, Some(&bench.root), (bench.edge.clock.today)())?;
    match released.of(&bench.opened, &ready, &[wanted])? {
        Some(Outcome::Files(mut files)) if !files.is_empty() => {
            let (name, _, bytes) = files.remove(0);
            return Ok((name, bytes));
        }
        Some(Outcome::Refused(error)) => return Err(error.into()),
        Some(Outcome::Files(_)) | None => {}
    }
    let shared = &bench.opened.workspace.shared;
    let (made, found) = candor_document::render(shared, &ready, wanted);
    let Some(made) = made else {
        return Err(
            Problem::refused("the pages have findings").findings(findings::plain(&found.sorted()))
        );
    };
    let ending = wanted.format.ending();
    Ok((candor_release::file_name(ready.sheet(), "draft", wanted, ending), made.bytes))
}

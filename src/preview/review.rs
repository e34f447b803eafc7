//! The review of a sheet: every line that a patient or a reviewer reads, one after the other, with
//! what it rests on, ticks and comments.

use super::reviewed::{Line, Review};
use candor_composition::{Composition, DocumentSpec, Leaf, ReleaseStatus, in_release_block};
use candor_document::Ready;
use candor_model::digest::sha256;
use candor_model::{Format, Id, LeafFamily, Place};
use candor_release::{Cut, Reader, StoreView};
use std::sync::Arc;

use super::answer::Problem;
use super::api;
use super::bench::Bench;

/// What stands behind a line: on what it rests.
const BEHIND: [LeafFamily; 7] = [
    LeafFamily::Basis,
    LeafFamily::Clinician,
    LeafFamily::Fact,
    LeafFamily::Check,
    LeafFamily::NotDrawn,
    LeafFamily::Record,
    LeafFamily::Study,
];

/// Returns the lines of a dossier.
fn lines(dossier: &Composition) -> Vec<Line> {
    let mut all = Vec::new();
    let line = |leaf: &Leaf, section: &str, name: &str| Line {
        id: leaf.leaf.clone(),
        section: section.to_owned(),
        name: name.to_owned(),
        text: leaf.text(),
        behind: Vec::new(),
        item: LeafFamily::Item.rest(&leaf.leaf).map(str::to_owned),
    };
    let top = [&dossier.title, &dossier.purpose];
    all.extend(top.map(|leaf| line(leaf, "top", "Title and purpose")));
    for section in &dossier.sections {
        let (mut part, mut name) = (section.place.as_str().to_owned(), section.heading.text());
        for leaf in section.blocks.iter().flat_map(candor_composition::Block::leaves) {
            if let Some(place) = LeafFamily::Part.rest(&leaf.leaf) {
                (part, name) = (place.to_owned(), leaf.text());
                continue;
            }
            if in_release_block(&leaf.leaf) {
                continue;
            }
            let is_behind = LeafFamily::any_has(&BEHIND, &leaf.leaf);
            match all.last_mut() {
                Some(last) if is_behind && last.section == part => {
                    last.behind.push((leaf.leaf.clone(), leaf.text()));
                }
                _ if section.place == Place::ReadingLevel => {}
                _ => all.push(line(leaf, &part, &name)),
            }
        }
    }
    all
}

/// Returns the candidate of a sheet with what it has and needs.
fn candidate(
    bench: &Bench,
    id: &Id,
    ready: &Ready,
) -> Result<Option<(Cut, api::Candidate)>, Problem> {
    let store = bench.store();
    let Some(cut) = Reader::new(&store).candidate(id.as_str())? else { return Ok(None) };
    let about = &cut.manifest.predicate;
    let content = candor_release::record(&bench.opened.workspace, ready).digest();
    let view = StoreView::read(&store)?;
    let published = view.ledger.versions(id.as_str()).any(|(_, p)| p.version == about.version);
    let declared = candor_release::declared(&store, &cut.folder)?;
    let signed = match view.roster() {
        Ok(roster) => candor_release::assess(&declared, roster, &cut.manifest, &cut.digest())?,
        Err(_) => Vec::new(),
    };
    let names = signed.iter().map(|one| {
        let mut all = declared.iter().map(|declared| &declared.declaration);
        let said = all.find(|said| said.person == one.person);
        api::Signed {
            person: one.person.clone(),
            name: one.name.clone(),
            role: one.role,
            on: said.map(|said| said.on),
            reason: said.map(|said| said.reason.clone()),
        }
    });
    let files = cut.manifest.subject.iter().map(|subject| &subject.name);
    let data = api::Candidate {
        version: about.version.to_string(),
        class: about.class,
        manifest: cut.digest(),
        cut: about.cut,
        content: about.content.clone(),
        applies: about.content == content,
        published,
        needs: candor_release::lacking(about, &signed),
        signed: names.collect(),
        folder: format!("releases/{}", cut.folder),
        files: files.filter(|name| name.ends_with(".pdf")).cloned().collect(),
        changes: about.told(),
    };
    Ok(Some((cut, data)))
}

/// Returns the last published version of a sheet.
fn published(bench: &Bench, id: &Id) -> Result<Option<api::LastPublished>, Problem> {
    let store = bench.store();
    let view = StoreView::read(&store)?;
    let Some((entry, last)) = view.ledger.versions(id.as_str()).last() else { return Ok(None) };
    let (manifest, _) = Reader::new(&store).release(id.as_str(), last.version)?;
    let names = manifest.subject.iter().map(|subject| &subject.name);
    let pdfs = names.filter(|name| name.ends_with(".pdf") && !name.contains('/'));
    let withdrawn = view.ledger.withdrawn(id.as_str(), last.version);
    Ok(Some(api::LastPublished {
        version: last.version.to_string(),
        on: entry.on,
        due: last.due,
        code: last.code.clone(),
        folder: format!("releases/published/{id}/{}", last.version),
        files: pdfs.cloned().collect(),
        withdrawn: withdrawn.map(|(_, reason)| reason.to_owned()),
    }))
}

/// Reads the lines of a sheet as it stands on disk.
pub(super) fn read(bench: &mut Bench, id: &Id) -> Result<Review, Problem> {
    let (name, _) = bench.sheet(id)?;
    let ready = bench.ready(id)?;
    let found = candidate(bench, id, &ready)?;
    let (version, changes) = match &found {
        Some((cut, _)) => {
            let about = &cut.manifest.predicate;
            (about.version.to_string(), about.told())
        }
        None => (String::new(), Vec::new()),
    };
    let jurisdiction = bench.opened.workspace.usual_jurisdiction();
    let paper = bench.opened.workspace.usual_paper(jurisdiction);
    let wanted = DocumentSpec { format: Format::Dossier, paper, jurisdiction };
    let standing = ReleaseStatus::Candidate { version };
    let dossier = candor_document::compose_as(
        &bench.opened.workspace.shared,
        &ready,
        wanted,
        &standing,
        &changes,
    );
    let lines = lines(&dossier);
    let all: Vec<_> = lines.iter().map(|line| format!("{}\n{}", line.id, line.says())).collect();
    let digest = sha256(all.join("\n\n").as_bytes());
    let (state, next) = bench.state(id);
    let head = api::Review {
        sheet: id.to_string(),
        title: ready.sheet().title.value.clone(),
        digest: digest.clone(),
        state,
        next,
        candidate: found.map(|(_, data)| data),
        published: published(bench, id)?,
        notes: None,
        ticked: 0,
        open: 0,
        lines: Vec::new(),
        loose: Vec::new(),
    };
    Ok(Review { lines, digest, name, head })
}

/// Returns the review of a sheet as it stands on disk.
pub(super) fn review(bench: &mut Bench, id: &Id) -> Result<Arc<Review>, Problem> {
    let on = (bench.edge.clock.today)();
    if let Some((day, review)) = bench.reviews.get(id.as_str())
        && *day == on
    {
        return Ok(Arc::clone(review));
    }
    let review = Arc::new(read(bench, id)?);
    bench.reviews.insert(id.to_string(), (on, Arc::clone(&review)));
    Ok(review)
}

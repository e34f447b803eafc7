//! The review of a sheet: every line that a patient or a reviewer reads, one after the other, with
//! what it rests on, ticks and comments.

use candor_author::Notes;
use candor_composition::{Composition, Leaf, Standing, Wanted, in_release_block};
use candor_document::render::Ready;
use candor_model::digest::sha256;
use candor_model::{Format, Id, LeafFamily, Place};
use candor_release::{Cut, Reader, Shelf};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::answer::Problem;
use super::bench::Bench;
use super::notes;
use super::routes::Sheet;

/// A tick of a line.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Tick {
    pub(super) sheet: Sheet,
    pub(super) notes: Option<String>,
    pub(super) digest: String,
    pub(super) line: String,
    pub(super) by: String,
    pub(super) ticked: bool,
}

/// A comment, or that one is dealt with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CommentAsked {
    pub(super) sheet: Sheet,
    pub(super) notes: Option<String>,
    pub(super) digest: Option<String>,
    pub(super) line: Option<String>,
    pub(super) by: Option<String>,
    pub(super) text: Option<String>,
    pub(super) comment: Option<u32>,
    pub(super) resolved: Option<bool>,
}

/// A line with what it rests on.
#[derive(Debug, Clone)]
struct Line {
    id: String,
    section: String,
    name: String,
    text: String,
    behind: Vec<(String, String)>,
    item: Option<String>,
}

impl Line {
    /// Returns what a tick holds for: the line and what it rests on.
    fn says(&self) -> String {
        let behind = self.behind.iter().map(|(_, text)| text.as_str());
        [self.text.as_str()].into_iter().chain(behind).collect::<Vec<_>>().join("\n")
    }
}

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
fn candidate(bench: &mut Bench, id: &Id, ready: &Ready) -> Result<Option<(Cut, Json)>, Problem> {
    let store = bench.store();
    let Some(cut) = Reader::new(&store).candidate(id.as_str())? else { return Ok(None) };
    let about = &cut.manifest.predicate;
    let content = candor_release::record(&mut bench.opened.all, ready).digest();
    let shelf = Shelf::read(&store)?;
    let published = shelf.ledger.versions(id.as_str()).any(|(_, p)| p.version == about.version);
    let declared = candor_release::declared(&store, &cut.folder)?;
    let signed = match shelf.roster() {
        Ok(roster) => candor_release::weigh(&declared, roster, &cut.manifest, &cut.digest())?,
        Err(_) => Vec::new(),
    };
    let names: Vec<_> = signed
        .iter()
        .map(|one| {
            let mut all = declared.iter().map(|declared| &declared.declaration);
            let said = all.find(|said| said.person == one.person);
            json!({
                "person": one.person, "name": one.name, "role": one.role,
                "on": said.map(|said| said.on), "reason": said.map(|said| &said.reason),
            })
        })
        .collect();
    let files: Vec<_> = cut.manifest.subject.iter().map(|subject| &subject.name).collect();
    let pdfs: Vec<_> = files.iter().filter(|name| name.ends_with(".pdf")).collect();
    let data = json!({
        "version": about.version.to_string(), "class": about.class, "manifest": cut.digest(),
        "cut": about.cut, "content": about.content, "applies": about.content == content,
        "published": published, "needs": candor_release::lacking(about, &signed), "signed": names,
        "folder": format!("releases/{}", cut.folder), "files": pdfs,
        "changes": about.told(),
    });
    Ok(Some((cut, data)))
}

/// Returns the last published version of a sheet.
fn published(bench: &Bench, id: &Id) -> Result<Option<Json>, Problem> {
    let store = bench.store();
    let shelf = Shelf::read(&store)?;
    let Some((on, last)) = shelf.ledger.versions(id.as_str()).last() else { return Ok(None) };
    let (manifest, _) = Reader::new(&store).release(id.as_str(), last.version)?;
    let names = manifest.subject.iter().map(|subject| &subject.name);
    let pdfs: Vec<_> = names.filter(|name| name.ends_with(".pdf") && !name.contains('/')).collect();
    let withdrawn = shelf.ledger.withdrawn(id.as_str(), last.version);
    Ok(Some(json!({
        "version": last.version.to_string(), "on": on, "due": last.due, "code": last.code,
        "folder": format!("releases/published/{id}/{}", last.version), "files": pdfs,
        "withdrawn": withdrawn.map(|(_, reason)| reason),
    })))
}

/// What a review shows, to be read or written on.
pub(super) struct Review {
    lines: Vec<Line>,
    /// The digest of all lines.
    pub(super) digest: String,
    name: String,
    head: Json,
}

impl Review {
    /// Reads the lines of a sheet as it stands on disk.
    pub(super) fn read(bench: &mut Bench, id: &Id) -> Result<Self, Problem> {
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
        let jurisdiction = bench.opened.all.usual_jurisdiction();
        let paper = bench.opened.all.usual_paper(jurisdiction);
        let wanted = Wanted { format: Format::Dossier, paper, jurisdiction };
        let standing = Standing::Candidate { version };
        let dossier = bench.opened.all.session.compose_as(&ready, wanted, &standing, &changes);
        let lines = lines(&dossier);
        let all: Vec<_> =
            lines.iter().map(|line| format!("{}\n{}", line.id, line.says())).collect();
        let digest = sha256(all.join("\n\n").as_bytes());
        let (state, next) = bench.state(id);
        let head = json!({
            "sheet": id.as_str(), "title": ready.sheet().title.value, "digest": digest,
            "state": state, "next": next, "candidate": found.map(|(_, data)| data),
            "published": published(bench, id)?,
        });
        Ok(Self { lines, digest, name, head })
    }

    /// Returns what a line says, if there is one.
    pub(super) fn says(&self, id: &str) -> Option<String> {
        self.lines.iter().find(|line| line.id == id).map(Line::says)
    }

    /// Returns the review with its notes as data.
    pub(super) fn data(&self, root: &std::path::Path, id: &Id) -> Result<Json, Problem> {
        let (notes, digest) = notes::read(root, &self.name, id.as_str())?;
        let comment = |one: &candor_author::Comment, says: Option<&str>| {
            json!({
                "id": one.id, "line": one.line, "by": one.by, "on": one.on, "text": one.text,
                "about": one.about.lines().next(), "resolved": one.resolved,
                "holds": says.is_some_and(|says| says == one.about),
            })
        };
        let of = |notes: &Notes, line: &Line| {
            let says = line.says();
            let tick = notes
                .ticked(&line.id, &says)
                .map(|(tick, holds)| json!({ "by": tick.by, "on": tick.on, "holds": holds }));
            let comments = notes.comments.iter().filter(|one| one.line == line.id);
            let comments: Vec<_> = comments.map(|one| comment(one, Some(&says))).collect();
            let behind: Vec<_> =
                line.behind.iter().map(|(id, text)| json!({ "id": id, "text": text })).collect();
            json!({
                "id": line.id, "section": line.section, "name": line.name, "text": line.text,
                "behind": behind, "item": line.item, "tick": tick, "comments": comments,
            })
        };
        let lines: Vec<_> = self.lines.iter().map(|line| of(&notes, line)).collect();
        let ticked = lines.iter().filter(|line| line["tick"]["holds"] == true).count();
        let gone =
            |one: &&candor_author::Comment| !self.lines.iter().any(|line| line.id == one.line);
        let loose: Vec<_> =
            notes.comments.iter().filter(gone).map(|one| comment(one, None)).collect();
        let mut data = self.head.clone();
        data["notes"] = json!(digest);
        data["ticked"] = json!(ticked);
        data["open"] = json!(notes.open());
        data["lines"] = Json::Array(lines);
        data["loose"] = Json::Array(loose);
        Ok(data)
    }
}

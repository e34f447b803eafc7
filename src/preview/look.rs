//! What can be read: the library behind a sheet, its form, and what has changed.

use candor_author::Choices;
use candor_model::{
    Certainty, Citation, Direction, Format, Id, Jurisdiction, Monograph, Paper, Record, Study,
    Subject, Words,
};
use candor_release::{Reader, StoreView};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Problem};
use super::bench::Bench;
use super::desk::{short, unfit};
use super::name::Sheet;
use super::rows::DUE_WITHIN;

/// A text whose form is wanted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct FormRequest {
    sheet: Sheet,
    text: String,
}

/// A change of a form.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct EditRequest {
    /// Which sheet it is of makes no difference.
    #[serde(rename = "sheet")]
    _sheet: Sheet,
    text: String,
    change: candor_author::Change,
}

/// The formats that the page shows.
const FORMATS: [(Format, &str); 8] = [
    (Format::Handout, "Handout, one leaf"),
    (Format::Full, "Full leaflet"),
    (Format::Large, "Large print, 18 pt"),
    (Format::Giant, "Giant print, 24 pt"),
    (Format::Card, "Wallet card"),
    (Format::Dossier, "Reviewer's dossier"),
    (Format::Text, "Plain text"),
    (Format::Html, "Web page"),
];

/// Returns what does not depend on a sheet.
pub(super) fn workspace(bench: &mut Bench) -> Json {
    let usual = bench.opened.workspace.usual_jurisdiction();
    let papers = [Paper::Letter, Paper::A4, Paper::Id1];
    let formats: Vec<_> = FORMATS
        .iter()
        .map(|(format, name)| {
            let fits = papers.iter().filter(|paper| format.fits(**paper));
            json!({
                "id": format.as_str(), "name": name, "paged": format.is_paged(),
                "papers": fits.map(|paper| paper.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let medicines: Vec<_> = medicines(bench)
        .into_iter()
        .map(|(id, name, monograph)| {
            let choices = candor_author::choices(&[], &[], Some(&monograph), usual);
            let conditions = choices.condition.iter().map(|choice| {
                let record = monograph.record(&choice.value);
                json!({
                    "id": choice.value, "name": choice.name, "note": choice.note,
                    "certainty": record.and_then(|r| r.certainty).map(Certainty::as_str),
                    "direction": record.and_then(|r| r.direction).map(Direction::as_str),
                })
            });
            json!({ "id": id, "name": name, "conditions": conditions.collect::<Vec<_>>() })
        })
        .collect();
    let shipped = candor_shipped::sheets();
    let examples: Vec<_> = shipped
        .toml_files("examples")
        .filter_map(|(path, entry)| {
            let id = path.strip_prefix("examples/")?.strip_suffix(".toml")?;
            let text = super::bench::readable(path, entry).ok()?;
            Some(json!({ "id": id, "title": candor_author::says(&text, "title") }))
        })
        .collect();
    let store = bench.store();
    let roster = StoreView::read(&store).ok().and_then(|view| view.roster().ok().cloned());
    let people: Vec<_> = roster
        .iter()
        .flat_map(|roster| &roster.people)
        .filter(|person| person.is_valid((bench.edge.clock.today)()))
        .map(|person| json!({ "id": person.id, "name": person.name, "roles": person.roles }))
        .collect();
    let folder = bench.root.file_name().map(|name| name.to_string_lossy().into_owned());
    json!({
        "folder": folder,
        "clinic": bench.opened.workspace.shared.clinic.name.as_ref().map(|name| &name.value),
        "jurisdiction": usual.as_str(),
        "paper": bench.opened.workspace.usual_paper(usual).as_str(),
        "formats": formats,
        "jurisdictions": [
            { "id": Jurisdiction::Us.as_str(), "name": "United States" },
            { "id": Jurisdiction::Uk.as_str(), "name": "United Kingdom" },
        ],
        "papers": [
            { "id": "letter", "name": "Letter" }, { "id": "a4", "name": "A4" },
            { "id": "id1", "name": "One card" },
        ],
        "medicines": medicines,
        "examples": examples,
        "people": people,
        "agent": bench.edge.agent.is_some(),
        "today": (bench.edge.clock.today)(),
        "due-within": DUE_WITHIN,
        "version": env!("CARGO_PKG_VERSION"),
    })
}

/// Returns all medicines that can be read, with their names.
fn medicines(bench: &Bench) -> Vec<(String, String, std::sync::Arc<Monograph>)> {
    let usual = bench.opened.workspace.usual_jurisdiction();
    let ids = bench.opened.workspace.shared.library.medicines();
    let known = ids.into_iter().filter_map(|(id, _)| {
        let monograph = bench.opened.workspace.shared.library.monograph(&id).0?;
        let name = monograph.name.get(usual).unwrap_or(&id).to_owned();
        Some((id, name, monograph))
    });
    known.collect()
}

/// Returns what each kind of finding means.
pub(super) fn codes() -> Json {
    let all = candor_app::rules::all().into_iter().map(|code| {
        let about = code.explanation();
        let about = json!({
            "title": about.title, "finds": about.finds, "matters": about.matters,
            "instead": about.instead,
        });
        (code.as_str().to_owned(), about)
    });
    Json::Object(all.collect::<Map<_, _>>())
}

/// Returns the form of a text.
pub(super) fn form(bench: &Bench, request: &FormRequest) -> Result<Answer, Problem> {
    bench.sheet(&request.sheet.0)?;
    short(&request.text)?;
    let choices = choices(bench, &request.text);
    let fields = candor_author::form(&request.text, &choices).map_err(|error| unfit(&error))?;
    Ok(Answer::Data(json!({ "fields": fields, "choices": choices })))
}

/// Returns what can be chosen in a text.
fn choices(bench: &Bench, text: &str) -> Choices {
    let all = medicines(bench);
    let names: Vec<_> = all.iter().map(|(id, name, _)| (id.clone(), name.clone())).collect();
    let medicine = candor_author::says(text, "medicine");
    let own = all.iter().find(|(id, ..)| Some(id) == medicine.as_ref());
    let languages = bench.opened.workspace.shared.library.languages();
    let usual = bench.opened.workspace.usual_jurisdiction();
    candor_author::choices(&names, &languages, own.map(|(_, _, monograph)| &**monograph), usual)
}

/// Makes a change of a form.
pub(super) fn edit(request: &EditRequest) -> Result<Answer, Problem> {
    short(&request.text)?;
    let edited =
        candor_author::edit(&request.text, &request.change).map_err(|error| unfit(&error))?;
    let digest = candor_model::digest::sha256(edited.text.as_bytes());
    Ok(Answer::Data(json!({ "text": edited.text, "digest": digest, "line": edited.line })))
}

fn words(words: &Words) -> Json {
    json!({ "us": words.get(Jurisdiction::Us), "uk": words.get(Jurisdiction::Uk) })
}

/// Returns the evidence behind a sheet.
pub(super) fn evidence(bench: &Bench, id: &Id) -> Result<Answer, Problem> {
    let (name, entry) = bench.sheet(id)?;
    let (ready, _) = candor_document::check(&bench.opened.workspace.shared, &name, &entry);
    let monograph = bench.monograph(id)?;
    let records: Vec<Json> = match ready.as_ref().map(|ready| &ready.sheet().subject) {
        Some(Subject::Condition(record)) => vec![of_record(record)],
        Some(Subject::General) => {
            let shown = monograph.overall.iter().chain(&monograph.general_table);
            shown.filter_map(|id| monograph.records.get(id)).map(of_record).collect()
        }
        // A sheet with errors still names its condition.
        None => {
            let text = bench.text(id)?;
            let condition = candor_author::says(&text, "condition").unwrap_or_default();
            let record = monograph.record(&condition);
            record.map(of_record).into_iter().collect()
        }
    };
    Ok(Answer::Data(json!({ "sheet": id.as_str(), "records": records })))
}

fn of_record(record: &Record) -> Json {
    let study = |study: &Study| {
        json!({
            "key": study.key, "kind": study.kind.as_str(), "people": study.people,
            "weeks": study.weeks.map(|weeks| weeks.to_string()), "citation": study.citation,
            "result": study.result, "needs-check": study.needs_check,
            "mark": if study.verified { "verified" } else { "needs-check" },
        })
    };
    json!({
        "id": record.id.as_str(), "condition": record.condition, "name": words(&record.name),
        "certainty": record.certainty.map(Certainty::as_str),
        "direction": record.direction.map(Direction::as_str),
        "reason": record.reason, "findings": words(&record.findings),
        "needs-check": record.needs_check,
        "studies": record.studies.iter().map(study).collect::<Vec<_>>(),
        "file": record.file.name(),
    })
}

/// Returns a safety item of the sheet's medicine, and what it rests on.
pub(super) fn item(bench: &Bench, id: &Id, item: &Id) -> Result<Answer, Problem> {
    let monograph = bench.monograph(id)?;
    let Some(found) = monograph.item(item.as_str()) else {
        return Err(Problem::new(404, format!("`{}` has no item `{item}`", monograph.id)));
    };
    let citation = |key: &str| match monograph.citations.get(key) {
        Some(Citation { key, title, where_found, kind, mark }) => json!({
            "key": key, "title": title, "where": where_found, "kind": kind, "mark": mark.as_str(),
        }),
        None => json!({ "key": key }),
    };
    let facts: Vec<_> = found
        .facts
        .iter()
        .map(|fact| {
            let keys = fact.citations.iter().map(|key| citation(&key.value));
            json!({
                "statement": fact.statement, "mark": fact.mark.as_str(),
                "citations": keys.collect::<Vec<_>>(),
            })
        })
        .collect();
    let own: Vec<&str> = found
        .citations
        .iter()
        .chain(found.facts.iter().flat_map(|fact| &fact.citations))
        .map(|key| key.value.as_str())
        .collect();
    // Sources disagree about an item when they name it, or when it rests on the same source.
    let disagreements: Vec<_> = monograph
        .disagreements
        .iter()
        .filter(|one| {
            let texts = [&one.topic, &one.asked_for, &one.others, &one.resolution];
            texts.iter().any(|text| text.contains(item.as_str()))
                || one.citations.iter().any(|key| own.contains(&key.as_str()))
        })
        .map(|one| {
            json!({
                "id": one.id, "topic": one.topic, "asked-for": one.asked_for,
                "others": one.others, "resolution": one.resolution,
                "citations": one.citations.iter().map(|key| citation(key)).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Answer::Data(json!({
        "id": item.as_str(), "title": found.title, "kind": found.kind.as_str(),
        "tier": found.tier.as_str(), "place": found.place.as_str(), "plain": words(&found.plain),
        "short": found.short.as_ref().map(words), "clinician": found.clinician,
        "basis": found.basis, "when": found.when.text, "needs-check": found.needs_check,
        "facts": facts,
        "citations": found.citations.iter().map(|key| citation(&key.value)).collect::<Vec<_>>(),
        "disagreements": disagreements, "checked": monograph.checked,
        "file": found.span.file.name(), "line": found.span.place().line,
    })))
}

/// Returns what changed since the last release, as `candor diff` says it.
pub(super) fn changes(bench: &Bench, id: &Id) -> Result<Answer, Problem> {
    bench.sheet(id)?;
    let store = bench.store();
    let view = StoreView::read(&store)?;
    let Some(last) = view.ledger.versions(id.as_str()).last().map(|(_, last)| last.version) else {
        return Ok(Answer::Data(json!({ "version": null, "changes": [] })));
    };
    let before = Reader::new(&store).record(id.as_str(), last)?;
    let ready = bench.ready(id)?;
    let after = candor_release::record(&bench.opened.workspace, &ready);
    let changes = candor_release::changes(&before, &after);
    let class = candor_release::class(&changes);
    let all: Vec<_> = changes
        .iter()
        .map(|change| {
            let mut data = json!(change);
            data["words"] = json!(change.words());
            data
        })
        .collect();
    let stock = (!changes.is_empty()).then(|| class.stock());
    Ok(Answer::Data(json!({
        "version": last.to_string(), "class": class, "stock": stock, "changes": all,
    })))
}

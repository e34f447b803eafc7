//! What can be read: the library behind a sheet, its form, and what has changed.

use candor_author::Choices;
use candor_model::diag::Explanation;
use candor_model::span::Spanned;
use candor_model::{
    Certainty, Citation, Direction, Disagreement, Format, Id, Jurisdiction, Monograph, Paper,
    Record, SafetyItem, Study, Subject, Words,
};
use candor_release::{Change, Reader, StoreView};

use super::answer::Problem;
use super::api::{self, Cited, Local, Meaning, Named, Source};
use super::bench::Bench;
use super::desk::{short, unfit};
use super::rows::DUE_WITHIN;

/// Returns what does not depend on a sheet.
pub(super) fn workspace(bench: &mut Bench) -> api::Workspace {
    let workspace = &bench.opened.workspace;
    let usual = workspace.usual_jurisdiction();
    let today = (bench.edge.clock.today)();
    let roster = StoreView::read(&bench.store()).ok().and_then(|view| view.roster().ok().cloned());
    let people = roster.iter().flat_map(|roster| &roster.people);
    let folder = bench.root.file_name().map(|name| name.to_string_lossy().into_owned());
    api::Workspace {
        folder,
        clinic: workspace.shared.clinic.name.as_ref().map(|name| name.value.clone()),
        jurisdiction: usual,
        paper: workspace.usual_paper(usual),
        formats: Format::of_sheets().into_iter().map(choice).collect(),
        jurisdictions: vec![
            Named { id: Jurisdiction::Us.as_str(), name: "United States" },
            Named { id: Jurisdiction::Uk.as_str(), name: "United Kingdom" },
        ],
        papers: vec![
            Named { id: Paper::Letter.as_str(), name: "Letter" },
            Named { id: Paper::A4.as_str(), name: "A4" },
            Named { id: Paper::Id1.as_str(), name: "One card" },
        ],
        medicines: medicines(bench)
            .into_iter()
            .map(|(id, name, monograph)| api::Medicine {
                conditions: conditions(&monograph, usual),
                id,
                name,
            })
            .collect(),
        examples: examples(),
        people: people
            .filter(|person| person.is_valid(today))
            .map(|person| api::Person {
                id: person.id.clone(),
                name: person.name.clone(),
                roles: person.roles.clone(),
            })
            .collect(),
        agent: bench.edge.agent.is_some(),
        today,
        due_within: DUE_WITHIN,
        version: env!("CARGO_PKG_VERSION"),
    }
}

fn choice(format: Format) -> api::FormatChoice {
    let papers = [Paper::Letter, Paper::A4, Paper::Id1];
    let fits = papers.iter().filter(|paper| format.fits(**paper));
    let papers = fits.map(|paper| paper.as_str()).collect();
    api::FormatChoice {
        id: format.as_str(),
        name: format.title(),
        paged: format.is_paged(),
        papers,
    }
}

fn conditions(monograph: &Monograph, usual: Jurisdiction) -> Vec<api::Condition> {
    let choices = candor_author::choices(&[], &[], Some(monograph), usual).condition;
    let known = choices.into_iter().map(|choice| {
        let record = monograph.record(&choice.value);
        api::Condition {
            certainty: record.and_then(|record| record.certainty).map(Certainty::as_str),
            direction: record.and_then(|record| record.direction).map(Direction::as_str),
            id: choice.value,
            name: choice.name,
            note: choice.note,
        }
    });
    known.collect()
}

fn examples() -> Vec<api::Example> {
    let shipped = candor_shipped::sheets();
    let all = shipped.toml_files("examples").filter_map(|(path, entry)| {
        let id = path.strip_prefix("examples/")?.strip_suffix(".toml")?.to_owned();
        let text = super::bench::readable(path, entry).ok()?;
        Some(api::Example { id, title: candor_author::says(&text, "title") })
    });
    all.collect()
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
pub(super) fn codes() -> api::Codes {
    let all = candor_app::rules::all().into_iter().map(|code| {
        let Explanation { title, finds, matters, instead } = code.explanation();
        (code.as_str(), Meaning { title, finds, matters, instead })
    });
    api::Codes { codes: all.collect() }
}

/// Returns the form of a text.
pub(super) fn form(bench: &Bench, request: &api::FormRequest) -> Result<api::Form, Problem> {
    bench.sheet(&request.sheet)?;
    short(&request.text)?;
    let choices = choices(bench, &request.text);
    let fields = candor_author::form(&request.text, &choices).map_err(|error| unfit(&error))?;
    Ok(api::Form { fields, choices })
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

fn words(words: &Words) -> Local {
    let of = |jurisdiction| words.get(jurisdiction).map(str::to_owned);
    Local { us: of(Jurisdiction::Us), uk: of(Jurisdiction::Uk) }
}

/// Returns the evidence behind a sheet.
pub(super) fn evidence(bench: &Bench, id: &Id) -> Result<api::Evidence, Problem> {
    let (name, entry) = bench.sheet(id)?;
    let (ready, _) = candor_document::check(&bench.opened.workspace.shared, &name, &entry);
    let monograph = bench.monograph(id)?;
    let records = match ready.as_ref().map(|ready| &ready.sheet().subject) {
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
    Ok(api::Evidence { sheet: id.to_string(), records })
}

fn of_record(record: &Record) -> api::Record {
    let study = |study: &Study| api::Study {
        key: study.key.clone(),
        kind: study.kind.as_str(),
        people: study.people,
        weeks: study.weeks.map(|weeks| weeks.to_string()),
        citation: study.citation.clone(),
        result: study.result.clone(),
        needs_check: study.needs_check.clone(),
        mark: if study.verified { "verified" } else { "needs-check" },
    };
    api::Record {
        id: record.id.to_string(),
        condition: record.condition.clone(),
        name: words(&record.name),
        certainty: record.certainty.map(Certainty::as_str),
        direction: record.direction.map(Direction::as_str),
        reason: record.reason.clone(),
        findings: words(&record.findings),
        needs_check: record.needs_check.clone(),
        studies: record.studies.iter().map(study).collect(),
        file: record.file.name().to_owned(),
    }
}

fn cited(monograph: &Monograph, key: &str) -> Cited {
    let source = monograph.citations.get(key).map(|citation| {
        let Citation { key: _, title, where_found, kind, mark } = citation.clone();
        Source { title, where_found, kind, mark: mark.as_str() }
    });
    Cited { key: key.to_owned(), source }
}

/// Returns a safety item of the sheet's medicine, and what it rests on.
pub(super) fn item(bench: &mut Bench, id: &Id, item: &Id) -> Result<api::Item, Problem> {
    let monograph = bench.monograph(id)?;
    let Some(found) = monograph.item(item.as_str()) else {
        return Err(Problem::new(404, format!("`{}` has no item `{item}`", monograph.id)));
    };
    let all = |keys: &[Spanned<String>]| {
        keys.iter().map(|key| cited(&monograph, &key.value)).collect::<Vec<_>>()
    };
    let facts = found.facts.iter().map(|fact| api::Fact {
        statement: fact.statement.clone(),
        mark: fact.mark.as_str(),
        citations: all(&fact.citations),
    });
    Ok(api::Item {
        id: item.to_string(),
        title: found.title.clone(),
        kind: found.kind.as_str(),
        tier: found.tier.as_str(),
        place: found.place.as_str(),
        plain: words(&found.plain),
        short: found.short.as_ref().map(words),
        clinician: found.clinician.clone(),
        basis: found.basis.clone(),
        when: found.when.text.clone(),
        needs_check: found.needs_check.clone(),
        facts: facts.collect(),
        citations: all(&found.citations),
        disagreements: disagreements(&monograph, found),
        checked: monograph.checked,
        file: found.span.file.name().to_owned(),
        line: found.span.place().line,
    })
}

/// Sources disagree about an item when they name it, or when it rests on the same source.
fn disagreements(monograph: &Monograph, item: &SafetyItem) -> Vec<api::Disagreement> {
    let own: Vec<&str> = item
        .citations
        .iter()
        .chain(item.facts.iter().flat_map(|fact| &fact.citations))
        .map(|key| key.value.as_str())
        .collect();
    let is_about = |one: &&Disagreement| {
        let texts = [&one.topic, &one.asked_for, &one.others, &one.resolution];
        texts.iter().any(|text| text.contains(item.id.as_str()))
            || one.citations.iter().any(|key| own.contains(&key.as_str()))
    };
    let all = monograph.disagreements.iter().filter(is_about).map(|one| api::Disagreement {
        id: one.id.clone(),
        topic: one.topic.clone(),
        asked_for: one.asked_for.clone(),
        others: one.others.clone(),
        resolution: one.resolution.clone(),
        citations: one.citations.iter().map(|key| cited(monograph, key)).collect(),
    });
    all.collect()
}

/// Returns what changed since the last release, as `candor diff` says it.
pub(super) fn changes(bench: &mut Bench, id: &Id) -> Result<api::Changes, Problem> {
    bench.sheet(id)?;
    let store = bench.store();
    let view = StoreView::read(&store)?;
    let Some(last) = view.ledger.versions(id.as_str()).last().map(|(_, last)| last.version) else {
        return Ok(api::Changes::default());
    };
    let before = Reader::new(&store).record(id.as_str(), last)?;
    let ready = bench.ready(id)?;
    let after = candor_release::record(&bench.opened.workspace, &ready);
    let changes = candor_release::changes(&before, &after);
    let class = candor_release::class(&changes);
    Ok(api::Changes {
        version: Some(last.to_string()),
        class: Some(class),
        stock: (!changes.is_empty()).then(|| class.stock()),
        changes: changes.into_iter().map(changed).collect(),
    })
}

fn changed(change: Change) -> api::Changed {
    let words = change.words();
    let Change { class, leaf, subject, formats, before, after } = change;
    api::Changed { class, leaf, subject, formats, before, after, words }
}

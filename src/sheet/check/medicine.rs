//! Every text of a monograph that a document prints.
//!
//! Values are taken apart whole, so that a new text does not compile before it is looked at here.

use candor_model::span::{Source, Span};
use candor_model::{
    Card, Citation, Disagreement, ItemTexts, KeyPoint, Monograph, Outcome, Record, SafetyItem,
    Study, TeachBack, Words,
};

/// Shows each text of a monograph, patients' and reviewers', with the place where it stands; those
/// whose own place is not kept have that of their item or file.
pub(super) fn texts(monograph: &Monograph, show: &mut impl FnMut(Span, &str)) {
    let Monograph {
        id: _,
        file,
        version: _,
        checked: _,
        words_reviewed: _,
        name,
        short_name,
        // For telling one substance from another; no document prints them.
        substance: _,
        codes: _,
        dose: _,
        unknown,
        approval: _,
        overall: _,
        general_table: _,
        key_points,
        card,
        items,
        records,
        citations,
        disagreements,
    } = monograph;
    words(name, file, show);
    show(Span::start_of(file), short_name);
    words(unknown, file, show);
    for KeyPoint { item: _, text } in key_points {
        words(text, file, show);
    }
    if let Some(Card { title, lines, basis: _, citations: _ }) = card {
        words(title, file, show);
        for line in lines {
            words(line, file, show);
        }
    }
    for one in items {
        item(one, show);
    }
    for one in records.values() {
        record(one, show);
    }
    for Citation { key: _, title, where_found, kind: _, mark: _ } in citations.values() {
        show(Span::start_of(file), title);
        show(Span::start_of(file), where_found);
    }
    for Disagreement { id: _, topic, asked_for, others, resolution, citations: _ } in disagreements
    {
        for text in [topic, asked_for, others, resolution] {
            show(Span::start_of(file), text);
        }
    }
}

fn item(item: &SafetyItem, show: &mut impl FnMut(Span, &str)) {
    let ItemTexts { patients, question, outcomes, reviewers } = item.texts();
    let span = &item.span;
    let question = question.map(|TeachBack { question, answer }| [question, answer]);
    for text in patients.into_iter().chain(question.into_iter().flatten()) {
        words(text, &span.file, show);
    }
    for one in outcomes {
        outcome(one, &span.file, show);
    }
    for text in reviewers {
        show(span.clone(), text);
    }
}

fn record(record: &Record, show: &mut impl FnMut(Span, &str)) {
    let Record {
        id: _,
        file,
        // The name in the readers' language is printed.
        condition: _,
        name,
        certainty: _,
        direction: _,
        findings,
        reason,
        studies,
        needs_check,
    } = record;
    words(name, file, show);
    words(findings, file, show);
    show(Span::start_of(file), reason);
    if let Some(note) = needs_check {
        show(Span::start_of(file), note);
    }
    for study in studies {
        let Study {
            key: _,
            kind: _,
            people: _,
            weeks: _,
            citation,
            result,
            outcomes,
            verified: _,
            needs_check,
        } = study;
        show(Span::start_of(file), citation);
        show(Span::start_of(file), result);
        for one in outcomes {
            outcome(one, file, show);
        }
        if let Some(note) = needs_check {
            show(Span::start_of(file), note);
        }
    }
}

fn outcome(outcome: &Outcome, file: &Source, show: &mut impl FnMut(Span, &str)) {
    let Outcome {
        id: _,
        span: _,
        name,
        who,
        study: _,
        weeks: _,
        design: _,
        published: _,
        mark: _,
        arms: _,
    } = outcome;
    words(name, file, show);
    words(who, file, show);
}

fn words(words: &Words, file: &Source, show: &mut impl FnMut(Span, &str)) {
    for text in words.all() {
        show(text.span(file), &text.value);
    }
}

//! The text of record of a monograph: everything that a pharmacist checks, as plain lines.
//!
//! A comment or another order of keys changes nothing; one changed word does. Every value is taken
//! apart whole, so that a new field of the monograph does not compile before it is said here: what is
//! not in this text, no signature covers.

use candor_model::{
    Arms, Card, Certainty, Change, Citation, Count, Design, Direction, Disagreement, DoseLimits,
    Fact, Interval, Jurisdiction, KeyPoint, Monograph, Outcome, PublicationType, Record, Rules,
    SafetyItem, Study, TeachBack, When, Words,
};

/// A form of the text of record. What was signed in one stays in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordForm {
    /// The first, which left out which record speaks for the medicine as such, on what the range of
    /// doses rests, the working titles of items, and whether an item's plain wording stands on a
    /// handout.
    Partial,
    Whole,
}

impl RecordForm {
    /// Returns the form that is signed by given rules.
    pub fn of(rules: Rules) -> Self {
        if rules.whole_monographs() { Self::Whole } else { Self::Partial }
    }

    /// Returns the form of a text of record; `None` if it is not one.
    pub fn of_text(text: &str) -> Option<Self> {
        let first = text.lines().next();
        [Self::Partial, Self::Whole].into_iter().find(|form| first == Some(form.name()))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Partial => "candor monograph 1",
            Self::Whole => "candor monograph 2",
        }
    }
}

/// The lines so far.
struct Lines {
    form: RecordForm,
    lines: Vec<String>,
}

impl Lines {
    fn say(&mut self, what: &str, of: &str, text: &str) {
        self.lines.push(format!("{what}\t{of}\t{}", text.replace(['\t', '\n', '\r'], " ")));
    }

    /// Says what the first form left out.
    fn say_whole(&mut self, what: &str, of: &str, text: &str) {
        match self.form {
            RecordForm::Partial => {}
            RecordForm::Whole => self.say(what, of, text),
        }
    }

    fn words(&mut self, what: &str, of: &str, words: &Words) {
        for jurisdiction in Jurisdiction::ALL {
            if let Some(text) = words.get(jurisdiction) {
                self.say(&format!("{what}.{}", jurisdiction.as_str()), of, text);
            }
        }
    }
}

/// Returns all that is signed of an item, a line for each part.
pub(super) fn item_lines(item: &SafetyItem) -> Vec<String> {
    let mut lines = Lines { form: RecordForm::Whole, lines: Vec::new() };
    safety_item(item, &mut lines);
    lines.lines
}

pub fn record(monograph: &Monograph, form: RecordForm) -> String {
    let mut lines = Lines { form, lines: vec![form.name().to_owned()] };
    let Monograph {
        // `medicine` says these.
        id: _,
        version: _,
        name: _,
        short_name: _,
        substance: _,
        codes: _,
        dose: _,
        unknown: _,
        approval: _,
        overall: _,
        general_table: _,
        key_points: _,
        card: _,
        // Where it stands, and what is signed of it: no part of what is signed.
        file: _,
        checked: _,
        // A translation's review is not the pharmacist's.
        words_reviewed: _,
        items,
        records,
        citations,
        disagreements,
    } = monograph;
    medicine(monograph, &mut lines);
    for item in items {
        safety_item(item, &mut lines);
    }
    for record in records.values() {
        evidence(record, &mut lines);
    }
    for citation in citations.values() {
        let Citation { key, title, where_found, kind, mark } = citation;
        let text = format!("{title}. {where_found} ({kind}) [{}]", mark.as_str());
        lines.say("citation", key, &text);
    }
    for disagreement in disagreements {
        let Disagreement { id, topic, asked_for, others, resolution, citations } = disagreement;
        let cited = citations.join(" ");
        let text = format!("{topic}: {asked_for} / {others} / {resolution} ({cited})");
        lines.say("disagreement", id, &text);
    }
    let mut text = lines.lines.join("\n");
    text.push('\n');
    text
}

fn safety_item(item: &SafetyItem, lines: &mut Lines) {
    let SafetyItem {
        id,
        // Where it stands in a file.
        span: _,
        kind,
        tier,
        place,
        title,
        basis,
        citations,
        plain,
        short,
        always_plain,
        lead,
        clinician,
        facts,
        outcomes,
        teach_back,
        when,
        needs_check,
    } = item;
    let id = id.as_str();
    lines.say("item", id, &[kind.as_str(), tier.as_str(), place.as_str()].join(" "));
    lines.say_whole("item.title", id, title);
    lines.say("item.basis", id, basis);
    self::when(id, when, lines);
    lines.say("item.clinician", id, clinician);
    lines.words("item.plain", id, plain);
    for (what, text) in [("item.short", short), ("item.lead", lead)] {
        if let Some(text) = text {
            lines.words(what, id, text);
        }
    }
    let on_handout = if *always_plain { "plain" } else { "short, if there is one" };
    lines.say_whole("item.on-handout", id, on_handout);
    lines.say("item.citations", id, &keys(citations));
    for Fact { statement, mark, citations } in facts {
        let text = format!("{statement} [{}] ({})", mark.as_str(), keys(citations));
        lines.say("item.fact", id, &text);
    }
    for one in outcomes {
        outcome(id, one, lines);
    }
    if let Some(TeachBack { question, answer }) = teach_back {
        lines.words("item.question", id, question);
        lines.words("item.answer", id, answer);
    }
    if let Some(check) = needs_check {
        lines.say("item.needs-check", id, check);
    }
}

fn evidence(record: &Record, lines: &mut Lines) {
    let Record {
        id,
        // Where it stands.
        file: _,
        condition,
        name,
        certainty,
        direction,
        findings,
        reason,
        studies,
        needs_check,
    } = record;
    let id = id.as_str();
    let certainty = certainty.map_or("not rated", Certainty::as_str);
    let direction = direction.map_or("not rated", Direction::as_str);
    lines.say("record", id, &format!("certainty {certainty}, direction {direction}"));
    lines.say("record.condition", id, condition);
    lines.say("record.reason", id, reason);
    lines.words("record.name", id, name);
    lines.words("record.findings", id, findings);
    for study in studies {
        let Study {
            key,
            kind,
            people,
            weeks,
            citation,
            result,
            verified,
            // Said after all studies, as the first form did.
            outcomes: _,
            needs_check: _,
        } = study;
        let people = people.map(|n| n.to_string()).unwrap_or_default();
        let weeks = weeks.as_ref().map(ToString::to_string).unwrap_or_default();
        let verified = if *verified { "verified" } else { "not verified" };
        let kind = kind.as_str();
        let text =
            format!("{kind}, {people} people, {weeks} weeks, {verified}, {citation}: {result}");
        lines.say("record.study", &format!("{id}/{key}"), &text);
    }
    for study in studies {
        let of = format!("{id}/{}", study.key);
        for one in &study.outcomes {
            outcome(&of, one, lines);
        }
        if let Some(check) = &study.needs_check {
            lines.say("record.study.needs-check", &of, check);
        }
    }
    if let Some(check) = needs_check {
        lines.say("record.needs-check", id, check);
    }
}

/// What is said of the medicine itself: its names, doses, key points and card.
fn medicine(monograph: &Monograph, lines: &mut Lines) {
    lines.say("medicine", "id", monograph.id.as_str());
    lines.say("medicine", "version", &monograph.version.to_string());
    lines.say("medicine", "short-name", &monograph.short_name);
    lines.say("medicine", "substance", &monograph.substance);
    let codes: Vec<&str> = monograph.codes.iter().map(String::as_str).collect();
    lines.say("medicine", "codes", &codes.join(" "));
    // Where the range stands in a file is not part of it.
    let DoseLimits { lowest, highest, forms, citations, span: _ } = &monograph.dose;
    let forms: Vec<&str> = forms.iter().map(|form| form.as_str()).collect();
    lines.say("medicine", "dose", &format!("{lowest} to {highest} mg, {}", forms.join(" ")));
    lines.say_whole("medicine", "dose-citations", &keys(citations));
    lines.words("medicine", "name", &monograph.name);
    lines.words("medicine", "unknown", &monograph.unknown);
    lines.say("medicine", "approval", monograph.approval.as_str());
    let overall = monograph.overall.as_ref().map_or("none", candor_model::Id::as_str);
    lines.say_whole("medicine", "overall", overall);
    let table: Vec<&str> = monograph.general_table.iter().map(candor_model::Id::as_str).collect();
    lines.say("medicine", "table", &table.join(" "));
    for KeyPoint { item, text } in &monograph.key_points {
        lines.words("medicine.key-point", item.as_str(), text);
    }
    if let Some(Card { title, lines: said, basis, citations }) = &monograph.card {
        lines.say("card", "basis", basis);
        lines.words("card", "title", title);
        for (index, line) in said.iter().enumerate() {
            lines.words("card", &format!("{}", index + 1), line);
        }
        lines.say("card", "citations", &keys(citations));
    }
}

fn outcome(of: &str, outcome: &Outcome, lines: &mut Lines) {
    // Where it stands in a file is not part of it.
    let Outcome { id, span: _, name, who, study, weeks, design, published, mark, arms } = outcome;
    let of = format!("{of}/{id}");
    lines.words("outcome.name", &of, name);
    lines.words("outcome.who", &of, who);
    let arms = match arms {
        Arms::Dichotomous {
            medicine: Count { people, events },
            placebo: Count { people: p_people, events: p_events },
        } => format!(
            "{events} of {people} with the medicine, {p_events} of {p_people} with the dummy pill"
        ),
        Arms::Continuous {
            medicine: Change { people, mean },
            placebo: Change { people: p_people, mean: p_mean },
            difference: Interval { low, value, high },
            scale,
            lower_is_better,
        } => format!(
            "{mean} ({people} people) with the medicine, {p_mean} ({p_people} people) with the \
             dummy pill, difference {value} ({low} to {high}), scale of {scale}, {} is better",
            if *lower_is_better { "lower" } else { "higher" },
        ),
    };
    let how = match (design, published) {
        (Design::Parallel, PublicationType::Paper) => "parallel, paper",
        (Design::Parallel, PublicationType::Abstract) => "parallel, abstract",
        (Design::Crossover, PublicationType::Paper) => "crossover, paper",
        (Design::Crossover, PublicationType::Abstract) => "crossover, abstract",
    };
    let mark = mark.as_str();
    lines.say("outcome", &of, &format!("{study}, {weeks} weeks, {how} [{mark}]: {arms}"));
}

fn when(id: &str, When { text, tags, conditions, sheet_has }: &When, lines: &mut Lines) {
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let conditions: Vec<&str> = conditions.iter().map(|id| id.value.as_str()).collect();
    let sheet_has: Vec<&str> = sheet_has.iter().map(|wanted| wanted.as_str()).collect();
    match lines.form {
        // The first form did not tell tags, conditions and traits apart.
        RecordForm::Partial => {
            let all = [&[text.as_str()][..], &tags, &conditions, &sheet_has].concat();
            let parts: Vec<&str> = all.into_iter().filter(|part| !part.is_empty()).collect();
            lines.say("item.when", id, &parts.join("; "));
        }
        RecordForm::Whole => {
            lines.say("item.when", id, text);
            lines.say("item.when.tags", id, &tags.join("; "));
            lines.say("item.when.conditions", id, &conditions.join("; "));
            lines.say("item.when.sheet-has", id, &sheet_has.join("; "));
        }
    }
}

fn keys(citations: &[candor_model::span::Spanned<String>]) -> String {
    citations.iter().map(|key| key.value.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;

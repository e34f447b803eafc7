//! A monograph changes a shipped core item.
//!
//! Raised where a clinic's own monograph is held against each shipped one.

use crate::record;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Span, Spanned};
use candor_model::{Card, KeyPoint, Monograph, SafetyItem};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/core-changed",
    level: Level::Error,
    rank: 380,
    explanation: Explanation {
        title: "a monograph changes a shipped core item",
        finds: "A core item of a known substance whose words, kind, tier or place differ from the \
                shipped ones.",
        matters: "A clinic can add to a core item's advice but not weaken it.",
        instead: "Put the shipped text back, and add a further item beside it.",
    },
    examples: &[Example::Told(
        "a clinic's own monograph of a shipped substance with a word of a core item changed",
    )],
});

/// Reports a core item that a clinic's copy changes.
pub(crate) fn of_item(
    own: &SafetyItem,
    item: &SafetyItem,
    shipped: &Monograph,
) -> Option<Diagnostic> {
    let part = changed(own, item)?;
    Some(
        Diagnostic::new(CODE, format!("the {part} of the core item `{}` was changed", item.id))
            .at(own.span.clone())
            .label(format!("differs from `{}`", shipped.id))
            .because(item.span.clone(), "the shipped item")
            .help(format!(
                "put the shipped {part} back and add a further item beside it; \
                 `candor library show {} {}` prints it",
                shipped.id, item.id
            )),
    )
}

/// Reports key points and a card that differ from the shipped ones.
pub(crate) fn front(own: &Monograph, shipped: &Monograph, diagnostics: &mut Diagnostics) {
    let same_points = own.key_points.len() == shipped.key_points.len()
        && own.key_points.iter().zip(&shipped.key_points).all(
            |(KeyPoint { item, text }, theirs)| {
                *item == theirs.item && text.same_words(&theirs.text)
            },
        );
    let values = |keys: &[Spanned<String>]| -> Vec<String> {
        keys.iter().map(|key| key.value.clone()).collect()
    };
    let same_card = match (&own.card, &shipped.card) {
        (Some(Card { title, lines, basis, citations }), Some(theirs)) => {
            title.same_words(&theirs.title)
                && lines.len() == theirs.lines.len()
                && lines.iter().zip(&theirs.lines).all(|(own, theirs)| own.same_words(theirs))
                && *basis == theirs.basis
                && values(citations) == values(&theirs.citations)
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    for (same, what, table) in
        [(same_points, "key points", "[[key-point]]"), (same_card, "wallet card", "[card]")]
    {
        if !same {
            diagnostics.push(
                Diagnostic::new(
                    CODE,
                    format!("the {what} of {} differ from the shipped ones", own.substance),
                )
                .at(Span::start_of(&own.file))
                .label(format!("the same substance as `{}`", shipped.id))
                .help(format!(
                    "copy `{table}` unchanged; `candor library show {}` prints it",
                    shipped.id
                )),
            );
        }
    }
}

/// Returns which part of a core item a clinic's copy changes: anything that a pharmacist signs.
fn changed(own: &SafetyItem, shipped: &SafetyItem) -> Option<String> {
    if own.tier != shipped.tier {
        return Some("tier".to_owned());
    } else if own.kind != shipped.kind {
        return Some("kind".to_owned());
    } else if own.place != shipped.place {
        return Some("place".to_owned());
    }
    let (ours, theirs) = (record::item_lines(own), record::item_lines(shipped));
    let n = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let odd = theirs.get(n).or_else(|| ours.get(n))?;
    let part = odd.split('\t').next().unwrap_or(odd);
    let part = part.strip_prefix("item.").unwrap_or(part);
    let part = part.split('.').next().unwrap_or(part);
    Some(match part {
        "plain" | "short" | "lead" => format!("{part} wording"),
        "on-handout" => "short wording".to_owned(),
        "clinician" => "wording for clinicians".to_owned(),
        "needs-check" => "note on what to check".to_owned(),
        other => other.to_owned(),
    })
}

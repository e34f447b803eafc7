//! An item whose fields do not fit together.
//!
//! Raised where a monograph is audited, and for codes of a substance that are not valid.

use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::{SafetyItem, Tier};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/item-fields",
    level: Level::Error,
    rank: 440,
    explanation: Explanation {
        title: "an item whose fields do not fit together",
        finds: "A conditional item without a condition, a core item without a basis or citation, \
                and the like.",
        matters: "Each safety item says on what it rests and when it applies.",
        instead: "Add the field that the finding names.",
    },
    examples: &[
        Example::Library(Edit {
            file: "testolin-cream/safety/items.toml",
            words: r#"tags = ["blue-skin"]"#,
            instead: "tags = []",
        }),
        Example::Library(Edit {
            file: "testolin-cream/medicine.toml",
            words: r#"atc = ["X99XX99"]"#,
            instead: r#"atc = ["X99"]"#,
        }),
    ],
});

/// Reports fields of an item that do not fit together.
pub(crate) fn check(item: &SafetyItem, diagnostics: &mut Diagnostics) {
    let mut report = |message: String, help: &str| {
        diagnostics.push(Diagnostic::new(CODE, message).at(item.span.clone()).help(help));
    };
    let when = &item.when;
    let applies_never =
        when.tags.is_empty() && when.conditions.is_empty() && when.sheet_has.is_empty();
    match item.tier {
        Tier::Conditional if applies_never => report(
            format!("the conditional item `{}` never applies", item.id),
            "add `[item.when]` with tags, conditions or sheet-has",
        ),
        // Tags are fine: by them a sheet adds a standard item to its handout.
        Tier::Core | Tier::Standard
            if !(when.conditions.is_empty() && when.sheet_has.is_empty()) =>
        {
            report(
                format!("the item `{}` stands on every sheet and yet has a condition", item.id),
                "take `conditions` and `sheet-has` out, or make the tier `conditional`",
            );
        }
        Tier::Core | Tier::Standard | Tier::Conditional | Tier::Clinician => {}
    }
    let rests = !item.citations.is_empty() && !item.basis.trim().is_empty();
    if item.tier != Tier::Clinician && !rests {
        report(
            format!("the item `{}` does not say on what it rests", item.id),
            "add `basis` and at least one citation",
        );
    }
    if item.lead.is_some() && item.tier != Tier::Conditional {
        report(
            format!("the item `{}` has a lead but is not conditional", item.id),
            "take `lead` out",
        );
    }
}

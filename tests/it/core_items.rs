//! Nothing that a user can reach yields a PDF without a core item.

use candor_library::rules::{
    ref_unknown_item, safety_core_changed, safety_core_missing, safety_shadowed,
};
use candor_model::diag::Code;
use candor_model::tree::{Entry, Tree};
use candor_sheet::rules::{ref_unknown_medicine, safety_core_waived, safety_waiver_pending};

use crate::env;

const MEDICINE: &str = "library/low-dose-naltrexone";

/// The shipped monograph as a clinic's own, under another folder name.
fn copied(name: &str, change: impl Fn(&str, String) -> Option<String>) -> Tree {
    let mut own = Tree::new("sheets/");
    for (path, entry) in candor_shipped::sheets().iter() {
        let (Some(rest), Entry::File(bytes)) = (path.strip_prefix(MEDICINE), entry) else {
            continue;
        };
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let text = if rest == "/medicine.toml" {
            text.replace("id = \"low-dose-naltrexone\"", &format!("id = \"{name}\""))
        } else {
            text
        };
        if let Some(text) = change(rest, text) {
            own.insert(format!("library/{name}{rest}"), Entry::File(text.into_bytes().into()));
        }
    }
    own
}

fn sheet_for(medicine: &str) -> String {
    env::example("ldn-hiv")
        .replace("medicine = \"low-dose-naltrexone\"", &format!("medicine = \"{medicine}\""))
}

/// Renders the sheet with a clinic's library and gives the codes, and whether a PDF was made.
fn outcome(own: Tree, medicine: &str) -> (bool, Vec<Code>) {
    let shared = env::shared_with(own, Tree::default());
    let text = sheet_for(medicine);
    let (document, findings) = env::render(&shared, "ldn-hiv", &text, env::HANDOUT);
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    // The sheet says at its own line that its medicine has errors.
    assert_eq!(codes.contains(&ref_unknown_medicine::CODE), document.is_none());
    codes.retain(|code| *code != ref_unknown_medicine::CODE);
    // A key point or a card that rests on what is gone is named as well.
    codes.retain(|code| *code != ref_unknown_item::CODE);
    // So do the words that another core item of the same substance lends to the key points.
    if codes.contains(&safety_core_missing::CODE) {
        codes.retain(|code| *code != safety_core_changed::CODE);
    }
    codes.dedup();
    (document.is_some(), codes)
}

/// Takes one item's table out of a safety file.
fn without(text: &str, id: &str) -> String {
    let mut parts: Vec<&str> = text.split("[[item]]\n").collect();
    let before = parts.len();
    let table = format!("id = \"{id}\"");
    parts.retain(|part| !part.starts_with(&table));
    let holds = text.contains(&format!("[[item]]\n{table}"));
    assert_eq!(parts.len(), before - usize::from(holds));
    parts.join("[[item]]\n")
}

#[test]
fn an_own_monograph_that_keeps_every_core_item_is_welcome() {
    let own = copied("my-ldn", |_, text| Some(text));
    assert_eq!(outcome(own, "my-ldn"), (true, vec![]));
}

#[test]
fn an_own_monograph_cannot_lack_a_core_item_whatever_its_name_or_codes() {
    for core in ["ci-opioid-use", "ci-transplant-immunosuppression", "pa-redflags-911"] {
        let lacks = |_: &str, text: String| Some(without(&text, core));
        let (made, codes) = outcome(copied("my-ldn", lacks), "my-ldn");
        assert!(!made, "{core}");
        assert_eq!(codes, [safety_core_missing::CODE], "{core}");
        // Another code does not help: the substance has its name; nor does another name.
        let other_code = |rest: &str, text: String| {
            let text = without(&text, core).replace("N07BB04", "N07BB99").replace("7243", "9999");
            lacks(rest, text)
        };
        let (made, codes) = outcome(copied("other", other_code), "other");
        assert!(!made && codes == [safety_core_missing::CODE], "{core}: {codes:?}");
        let other_name = |rest: &str, text: String| {
            let text =
                without(&text, core).replace("substance = \"naltrexone\"", "substance = \"x\"");
            let text = text
                .replace("low-dose naltrexone (LDN)", "x")
                .replace("short-name = \"LDN\"", "short-name = \"X\"");
            lacks(rest, text)
        };
        let (made, codes) = outcome(copied("other", other_name), "other");
        assert!(!made && codes == [safety_core_missing::CODE], "{core}: {codes:?}");
    }
}

#[test]
fn an_own_monograph_cannot_change_a_core_item() {
    let id = "id = \"ci-transplant-immunosuppression\"";
    let changes: [(&str, &str, &str); 7] = [
        ("words", "Call your transplant team first.", "Call your transplant team."),
        ("tier", "tier = \"core\"", "tier = \"standard\""),
        ("short", "We found no study that shows it is safe.", "It is new."),
        ("plain", "always-plain = true", "always-plain = false"),
        // What reviewers read is signed, too.
        ("basis", "basis = \"", "basis = \"x "),
        ("wording for clinicians", "clinician = \"", "clinician = \"x "),
        ("a fact", "statement = \"", "statement = \"x "),
    ];
    for (what, from, to) in changes {
        let change = |_: &str, text: String| {
            let Some(at) = text.find(id) else { return Some(text) };
            let (before, after) = text.split_at(at);
            assert!(after.contains(from), "{what}");
            Some(format!("{before}{}", after.replacen(from, to, 1)))
        };
        let (made, codes) = outcome(copied("my-ldn", change), "my-ldn");
        assert!(!made, "{what}");
        assert_eq!(codes, [safety_core_changed::CODE], "{what}");
    }
}

#[test]
fn a_shipped_medicine_and_fixed_wording_cannot_be_shadowed() {
    for path in
        ["library/low-dose-naltrexone/safety/contraindications.toml", "library/wording/en.toml"]
    {
        let mut own = Tree::new("sheets/");
        own.insert(path, Entry::File(b"[[item]]\n".as_slice().into()));
        let shared = env::shared_with(own, Tree::default());
        let shadows = shared.library.shadows();
        let codes: Vec<Code> = shadows.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [safety_shadowed::CODE], "{path}");
        // Even where nobody looks at that finding, the shipped files are the ones that print.
        let text = env::example("ldn-hiv");
        let (document, _) = env::render(&shared, "ldn-hiv", &text, env::HANDOUT);
        let words = env::pdf_letters(&document.expect("a document").bytes);
        assert!(words.contains(&env::letters("Do not take LDN if you use any opioid.")));
    }
}

#[test]
fn a_sheet_cannot_waive_or_replace_a_core_item() {
    for item in ["ci-opioid-use", "ci-transplant-immunosuppression", "prec-driving"] {
        let waiver = format!(
            "\n[[waive]]\nitem = \"{item}\"\nby = \"A. Person\"\ndate = 2026-11-22\n\
             reason = \"Our patients know this very well.\"\n"
        );
        let text = env::example("ldn-hiv") + &waiver;
        let shared = env::shared();
        let (document, findings) = env::render(&shared, "ldn-hiv", &text, env::HANDOUT);
        assert!(document.is_none());
        let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [safety_core_waived::CODE], "{item}");
    }
}

#[test]
fn a_standard_item_that_is_waived_still_prints_in_a_draft() {
    let waiver = "\n[[waive]]\nitem = \"se-headache\"\nby = \"A. Person\"\ndate = 2026-11-22\n\
                  reason = \"Said on the clinic's own leaflet.\"\n";
    let text = env::example("ldn-hiv") + waiver;
    let shared = env::shared();
    let full =
        candor_composition::DocumentSpec { format: candor_model::Format::Full, ..env::HANDOUT };
    let (document, findings) = env::render(&shared, "ldn-hiv", &text, full);
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [safety_waiver_pending::CODE]);
    let words = env::pdf_letters(&document.expect("a document").bytes);
    assert!(words.contains(&env::letters("Headache may happen.")));
}

//! Text and HTML: the same words in the same order as on paper; what is altered is refused.

use candor_composition::{DocumentSpec, ReleaseStatus};
use candor_document::export::linear::{html, text};
use candor_model::{Format, Jurisdiction};
use candor_prove::linear;

use crate::env;

fn kind(format: Format, jurisdiction: Jurisdiction) -> DocumentSpec {
    DocumentSpec { format, jurisdiction, ..env::HANDOUT }
}

#[test]
fn every_sheet_says_on_a_screen_what_its_leaflet_says() {
    let shared = env::shared();
    for (name, sheet) in env::examples() {
        let id = name.trim_start_matches("examples/").trim_end_matches(".toml");
        let (ready, _) = env::check(&shared, id, &sheet);
        let ready = ready.expect("a sound sheet");
        for jurisdiction in Jurisdiction::ALL {
            let full = candor_document::compose(&shared, &ready, kind(Format::Full, jurisdiction));
            for format in [Format::Text, Format::Html] {
                let (document, found) =
                    candor_document::render(&shared, &ready, kind(format, jurisdiction));
                assert!(found.is_empty(), "{id}: {:?}", env::lines(&found));
                let document = document.expect("a file");
                assert_eq!(document.composition.leaves(), full.leaves(), "{id}");
                let file = String::from_utf8(document.bytes).expect("UTF-8");
                assert!(!file.contains("<script") && !file.contains("http-equiv"), "{id}");
            }
        }
    }
}

/// Ways to alter a finished file; each must be refused.
const DAMAGE: [(&str, &str, &str); 11] = [
    ("a word is gone", "do not take", "take"),
    ("a word is added", "opioid", "opioid today"),
    ("a number is another", "7 to 10", "7 to 11"),
    ("text stands in no leaf", "<main>", "<main>Safe for all."),
    ("an element hides", "<main>", "<main><template>"),
    ("a script", "</main>", "<script>x</script></main>"),
    ("a style inside", "</main>", "<style>li{display:none}</style></main>"),
    ("a comment opens", "<section class=\"must-not\">", "<section class=\"must-not\"><!-- "),
    ("an attribute hides", "<li data-leaf=", "<li hidden data-leaf="),
    ("a style of its own", "<li data-leaf=", "<li style=\"display:none\" data-leaf="),
    ("a leaf has another name", "data-leaf=\"title\"", "data-leaf=\"titel\""),
];

#[test]
fn an_altered_file_is_refused() {
    let shared = env::shared();
    let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
    let ready = ready.expect("a sound sheet");
    for format in [Format::Text, Format::Html] {
        let wanted = kind(format, Jurisdiction::Us);
        let composition = candor_document::compose(&shared, &ready, wanted);
        let file = match format {
            Format::Html => html(&composition, &shared.engine),
            _ => text(&composition),
        };
        let owed = candor_prove::owed(
            ready.checked(),
            &shared.clinic,
            ready.wording(),
            wanted,
            &ReleaseStatus::Draft,
        );
        assert!(linear(file.clone(), &composition, &owed).is_ok());
        let mut n = 0;
        for (what, from, to) in DAMAGE {
            let at = file.to_lowercase().find(from);
            let Some(at) = at.filter(|_| format == Format::Html || !from.contains('<')) else {
                continue;
            };
            if format == Format::Text && from.contains("data-leaf") {
                continue;
            }
            let damaged = format!("{}{to}{}", &file[..at], &file[at + from.len()..]);
            assert!(linear(damaged, &composition, &owed).is_err(), "{format:?}: {what}");
            n += 1;
        }
        let lines: Vec<&str> = file.lines().collect();
        for at in 0..lines.len() {
            // A line with words in it is taken out.
            let words = lines[at].chars().any(char::is_alphanumeric);
            let leaf = format == Format::Text || lines[at].contains("data-leaf");
            if words && leaf {
                let mut less = lines.clone();
                less.remove(at);
                assert!(linear(less.join("\n"), &composition, &owed).is_err(), "{}", lines[at]);
                n += 1;
            }
        }
        assert!(60 < n, "{n} ways");
    }
}

#[test]
fn what_an_author_writes_stays_text() {
    let shared = env::shared();
    let sheet = env::example("ldn-hiv").replace(
        "No one paid for this sheet.",
        "Paid by <img src=x onerror=alert(1)> & \\\"us\\\" </p><script>alert(1)</script>.",
    );
    let (ready, found) = env::check(&shared, "ldn-hiv", &sheet);
    let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
    let (document, found) =
        candor_document::render(&shared, &ready, kind(Format::Html, Jurisdiction::Us));
    assert!(found.is_empty(), "{:?}", env::lines(&found));
    let file = String::from_utf8(document.expect("a file").bytes).expect("UTF-8");
    assert!(file.contains("&lt;script&gt;") && !file.contains("<script"));
}

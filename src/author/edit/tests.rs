use serde_json::json;

use super::*;

const SHEET: &str = "#:schema x\n# A comment on top.\nid = \"a\" # behind\ntitle = 'A \"title\"'\n\nreview-months = 12\nquestions = [\n    \"One?\", # the first\n    # above the second\n    \"Two, or more?\",\n]\napplies = [\"x\", \"y\"]\n\n[[section]]\nplace = \"why\"\n# about the text\ntext = \"\"\"\nWe may.\n\"\"\"\n\n# Steps: from a book.\n[[dose]]\nfrom-week = 1\nto-week = 2\nmg = \"1.5\" # low\n\n# Then more.\n[[dose]]\nfrom-week = 3\nmg = \"3\"\n\n[contacts]\nphone = \"1\"\n# the end\n";

fn changed(text: &str, change: Json) -> Result<String, EditError> {
    let change: Change = serde_json::from_value(change).expect("a change");
    edit(text, &change).map(|edited| edited.text)
}

/// Lines of `new` that are not in `old`, and lines of `old` that are not in `new`.
fn difference(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let missing = |from: &[String], of: &[String]| {
        let mut rest = of.to_vec();
        let mut gone = Vec::new();
        for line in from {
            match rest.iter().position(|other| other == line) {
                Some(at) => {
                    rest.remove(at);
                }
                None => gone.push(line.clone()),
            }
        }
        gone
    };
    let (mut is, mut was) = (missing(&new, &old), missing(&old, &new));
    is.sort();
    was.sort();
    (is, was)
}

#[test]
fn a_change_touches_its_lines_and_no_other() {
    let cases: &[(Json, &[&str], &[&str])] = &[
        (json!({"path": ["id"], "value": "b"}), &["id = \"b\" # behind"], &["id = \"a\" # behind"]),
        (json!({"path": ["title"], "value": "B"}), &["title = 'B'"], &["title = 'A \"title\"'"]),
        (
            json!({"path": ["title"], "value": "It's"}),
            &["title = \"It's\""],
            &["title = 'A \"title\"'"],
        ),
        (
            json!({"path": ["review-months"], "value": 6}),
            &["review-months = 6"],
            &["review-months = 12"],
        ),
        (json!({"path": ["revised"], "value": "2026-11-22"}), &["revised = 2026-11-22"], &[]),
        (json!({"path": ["purpose"], "value": "For\nyou."}), &["purpose = \"For you.\""], &[]),
        (
            json!({"path": ["questions", 1], "value": "Three?"}),
            &["    \"Three?\","],
            &["    \"Two, or more?\","],
        ),
        (json!({"op": "insert", "path": ["questions", 2], "value": "Q"}), &["    \"Q\","], &[]),
        (json!({"op": "insert", "path": ["questions", 0], "value": "Q"}), &["    \"Q\","], &[]),
        (json!({"path": ["questions", 0]}), &[], &["    \"One?\", # the first"]),
        (json!({"path": ["questions", 1]}), &[], &["    \"Two, or more?\","]),
        (
            json!({"path": ["questions"], "value": ["Two, or more?", "New?"]}),
            &["    \"New?\","],
            &["    \"One?\", # the first"],
        ),
        (
            json!({"path": ["applies"], "value": ["y", "z"]}),
            &["applies = [\"y\", \"z\"]"],
            &["applies = [\"x\", \"y\"]"],
        ),
        (
            json!({"path": ["applies"], "value": []}),
            &["applies = []"],
            &["applies = [\"x\", \"y\"]"],
        ),
        (json!({"path": ["applies"]}), &[], &["applies = [\"x\", \"y\"]"]),
        (json!({"path": ["extras"], "value": ["calendar"]}), &["extras = [\"calendar\"]"], &[]),
        (
            json!({"path": ["dose", 0, "mg"], "value": "2"}),
            &["mg = \"2\" # low"],
            &["mg = \"1.5\" # low"],
        ),
        (json!({"path": ["dose", 0, "time"], "value": "t"}), &["time = \"t\""], &[]),
        (json!({"path": ["dose", 0, "to-week"]}), &[], &["to-week = 2"]),
        (
            json!({"path": ["dose", 0]}),
            &[],
            &["[[dose]]", "from-week = 1", "to-week = 2", "mg = \"1.5\" # low"],
        ),
        (
            json!({"op": "insert", "path": ["dose", 1], "value": {"mg": "2", "from-week": 2}}),
            &["[[dose]]", "from-week = 2", "mg = \"2\"", ""],
            &[],
        ),
        (
            json!({"op": "insert", "path": ["dose", 2], "value": {"mg": "9", "from-week": 9}}),
            &["[[dose]]", "from-week = 9", "mg = \"9\"", ""],
            &[],
        ),
        (
            json!({"op": "insert", "path": ["section", 1], "value": {"text": "T", "place": "living"}}),
            &["[[section]]", "place = \"living\"", "text = \"\"\"", "T", "\"\"\"", ""],
            &[],
        ),
        (
            json!({"path": ["section", 0, "text"], "value": "We will.\n\nSoon."}),
            &["We will.", "", "Soon."],
            &["We may."],
        ),
        (json!({"path": ["section", 0, "heading"], "value": "H"}), &["heading = \"H\""], &[]),
        (json!({"path": ["contacts", "hours"], "value": "9 to 5"}), &["hours = \"9 to 5\""], &[]),
        (json!({"path": ["contacts"]}), &[], &["[contacts]", "phone = \"1\""]),
        (json!({"path": ["author", "name"], "value": "N"}), &["[author]", "name = \"N\"", ""], &[]),
        (
            json!({"op": "insert", "path": ["waive", 0], "value":
                {"item": "i", "by": "b", "date": "2026-11-22", "reason": "r"}}),
            &["[[waive]]", "item = \"i\"", "by = \"b\"", "date = 2026-11-22", "reason = \"r\"", ""],
            &[],
        ),
    ];
    for (change, added, removed) in cases {
        for (text, newline) in [(SHEET.to_owned(), "\n"), (SHEET.replace('\n', "\r\n"), "\r\n")] {
            let new = changed(&text, change.clone()).unwrap_or_else(|e| panic!("{change}: {e}"));
            let lone = new.replace("\r\n", "").contains('\n');
            assert!(newline == "\n" || !lone, "line breaks: {change}");
            let plain = new.replace("\r\n", "\n");
            let (is, was) = difference(SHEET, &plain);
            let sorted = |lines: &[&str]| {
                let mut lines: Vec<_> = lines.iter().map(|&line| line.to_owned()).collect();
                lines.sort();
                lines
            };
            assert_eq!((is, was), (sorted(added), sorted(removed)), "{change}\n{plain}");
            for comment in [
                "# A comment on top.",
                "# above the second",
                "# about the text",
                "# Steps: from a book.",
                "# Then more.",
                "# the end",
            ] {
                assert!(plain.contains(comment), "{change} lost {comment}:\n{plain}");
            }
        }
    }
}

#[test]
fn an_entry_moves_with_its_words() {
    let new = changed(SHEET, json!({"op": "move", "path": ["dose", 0], "to": 1})).expect("moved");
    let (first, second) = (new.find("from-week = 3"), new.find("from-week = 1"));
    assert!(first < second, "{new}");
    assert!(new.contains("mg = \"1.5\" # low\n"), "{new}");
    let back = changed(&new, json!({"op": "move", "path": ["dose", 1], "to": 0})).expect("moved");
    assert!(back.find("from-week = 1") < back.find("from-week = 3"), "{back}");
    let new =
        changed(SHEET, json!({"op": "move", "path": ["applies", 1], "to": 0})).expect("moved");
    assert!(new.contains("applies = [\"y\", \"x\"]"), "{new}");
    let new =
        changed(SHEET, json!({"op": "move", "path": ["questions", 1], "to": 0})).expect("moved");
    assert!(new.find("Two") < new.find("One"), "{new}");
}

#[test]
fn tables_and_lists_in_other_ways_of_writing() {
    let inline = "contacts = { phone = \"1\" }\nauthor = {}\ndose = [{ mg = \"1\" }]\n";
    let new = changed(inline, json!({"path": ["contacts", "hours"], "value": "h"})).expect("set");
    assert!(new.starts_with("contacts = { phone = \"1\", hours = \"h\" }\n"), "{new}");
    let new = changed(&new, json!({"path": ["contacts", "phone"]})).expect("removed");
    assert!(new.starts_with("contacts = { hours = \"h\" }\n"), "{new}");
    let new = changed(inline, json!({"path": ["author", "name"], "value": "n"})).expect("set");
    assert!(new.contains("author = { name = \"n\" }\n"), "{new}");
    let new = changed(inline, json!({"op": "insert", "path": ["dose", 1], "value": {"mg": "2"}}));
    assert!(new.expect("put in").contains("[{ mg = \"1\" }, { mg = \"2\" }]"));
    let dotted = "contacts.phone = \"1\"\nid = \"a\"\n";
    let new = changed(dotted, json!({"path": ["contacts", "hours"], "value": "h"})).expect("set");
    assert_eq!(new, "contacts.phone = \"1\"\ncontacts.hours = \"h\"\nid = \"a\"\n");
    let new = changed("id = \"a\"", json!({"path": ["title"], "value": "t"})).expect("set");
    assert_eq!(new, "id = \"a\"\ntitle = \"t\"\n");
    let new = changed("", json!({"path": ["title"], "value": "t"})).expect("set");
    assert_eq!(new, "title = \"t\"\n");
    let one = "applies = [ \"x\" ]\n";
    let new = changed(one, json!({"path": ["applies", 0]})).expect("removed");
    assert!(changed(&new, json!({"op": "insert", "path": ["applies", 0], "value": "z"})).is_ok());
}

#[test]
fn what_does_not_fit_is_refused_and_says_what_does() {
    let cases = [
        (json!({"path": ["titel"], "value": "x"}), "no place"),
        (json!({"path": ["title"], "value": 3}), "a text"),
        (json!({"path": ["review-months"], "value": 99}), "1 to 24"),
        (json!({"path": ["review-months"], "value": "3"}), "1 to 24"),
        (json!({"path": ["revised"], "value": "tomorrow"}), "date"),
        (json!({"path": ["revised"], "value": "2026-02-30"}), "date"),
        (json!({"path": ["extras"], "value": ["poster"]}), "calendar"),
        (json!({"path": ["dose", 7, "mg"], "value": "1"}), "no place"),
        (json!({"path": ["dose", 7]}), "no place"),
        (json!({"path": ["purpose"]}), "no place"),
        (json!({"op": "insert", "path": ["dose", 0], "value": {"dose": 1}}), "no place"),
        (json!({"op": "move", "path": ["dose", 0], "to": 2}), "no place"),
        (json!({"path": []}), "no place"),
    ];
    for (change, says) in cases {
        let error = changed(SHEET, change.clone()).expect_err("refused").to_string();
        assert!(error.contains(says), "{change}: {error}");
    }
    let error = changed("id = \"a\"\nid = \"b\"\n", json!({"path": ["id"], "value": "x"}));
    assert!(matches!(error, Err(EditError::Syntax { line: 2, .. })), "{error:?}");
}

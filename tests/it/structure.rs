//! The finished file read again by its structure: every honest document passes, and what a template
//! or a changed composition does to a file is refused by this reading alone.

use candor_composition::{Composition, DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_document::{Ready, Shared};
use candor_model::diag::Diagnostics;
use candor_model::tree::Tree;
use candor_model::{Format, Jurisdiction, Paper, Role};

use jiff::civil::date;

use crate::env;

/// Every format that has pages, on every paper that it fits, each in its country.
fn kinds() -> Vec<DocumentSpec> {
    let mut kinds = Vec::new();
    for format in Format::paged() {
        for (paper, jurisdiction) in [
            (Paper::A4, Jurisdiction::Uk),
            (Paper::Letter, Jurisdiction::Us),
            (Paper::Id1, Jurisdiction::Us),
        ] {
            if format.fits(paper) {
                kinds.push(DocumentSpec { format, paper, jurisdiction });
            }
        }
    }
    kinds
}

fn issue() -> ReleaseInfo {
    let reviewer =
        |name: &str, role| Reviewer { name: name.to_owned(), role, date: date(2026, 11, 23) };
    ReleaseInfo {
        version: "12.3".to_owned(),
        published: date(2026, 11, 24),
        due: date(2027, 11, 22),
        reviewers: vec![
            reviewer("Example Name the First", Role::Author),
            reviewer("Example Name the Second", Role::Pharmacist),
        ],
        code: "010B8-F80T9-1KR1Z-VSCMG".to_owned(),
        qr: format!(
            "CANDOR:1:LDN-FIBROMYALGIA:12.3:20271122:{}:AAAAAAAA:{}",
            "A".repeat(26),
            "B".repeat(103)
        ),
    }
}

/// What the reading of the file has against an honest document.
fn found(
    shared: &Shared,
    ready: &Ready,
    kind: DocumentSpec,
    standing: &ReleaseStatus,
) -> Diagnostics {
    let composition = candor_document::compose_as(shared, ready, kind, standing, &[]);
    candor_document::structure_of(shared, &composition, &composition)
}

#[test]
fn every_shipped_document_passes() {
    let (mut n, mut wrong) = (0, Vec::new());
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let shared = env::shared();
        let (ready, _) = env::check(&shared, id, &text);
        let ready = ready.expect("a sound example");
        for kind in kinds() {
            let found = found(&shared, &ready, kind, &ReleaseStatus::Draft);
            if !found.is_empty() {
                wrong.push(format!("{id} {kind:?}: {:#?}", env::lines(&found)));
            }
            n += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(n, 13 * kinds().len());
}

#[test]
fn candidates_releases_and_overdue_copies_pass_with_their_codes() {
    let shared = env::shared();
    for id in ["ldn-fibromyalgia", "ldn-general"] {
        let (ready, _) = env::check(&shared, id, &env::example(id));
        let ready = ready.expect("a sound example");
        let standings = [
            ReleaseStatus::Candidate { version: "12.3".to_owned() },
            ReleaseStatus::Released(issue()),
            ReleaseStatus::Overdue(issue()),
        ];
        for (standing, kind) in standings
            .iter()
            .flat_map(|standing| kinds().into_iter().map(move |kind| (standing, kind)))
        {
            let found = found(&shared, &ready, kind, standing);
            assert!(found.is_empty(), "{kind:?} {standing:?}: {:#?}", env::lines(&found));
        }
        // What was made as a draft is no release, and the other way round.
        let draft = candor_document::compose(&shared, &ready, env::HANDOUT);
        let released = candor_document::compose_as(
            &shared,
            &ready,
            env::HANDOUT,
            &ReleaseStatus::Released(issue()),
            &[],
        );
        for (made, wanted, part) in
            [(&draft, &released, "`running lines`"), (&released, &draft, "`release.reviewer.1`")]
        {
            let lines = lines(&shared, made, wanted);
            assert!(lines.iter().any(|line| line.contains("`running lines`")), "{part}: {lines:?}");
        }
    }
}

#[test]
fn other_languages_and_a_clinic_with_a_logo_pass() {
    let shared = env::shared();
    let spanish = env::repository().join("tests/languages/es/sheet.toml");
    let spanish = std::fs::read_to_string(spanish).expect("the Spanish sheet");
    let (spanish, _) = env::check(&shared, "ldn-hiv-es", &spanish);
    let mut hebrew_session = crate::languages::hebrew();
    let hebrew = env::repository().join("tests/languages/he/sheet.toml");
    let hebrew = std::fs::read_to_string(hebrew).expect("the Hebrew sheet");
    let (hebrew, _) = env::check(&hebrew_session, "testolin-he", &hebrew);
    let mut logo_session = crate::templates::shared_with_logo(&Tree::default());
    let (ours, _) = env::check(&logo_session, "ldn-hiv", &env::example("ldn-hiv"));
    for (shared, ready) in
        [(&shared, spanish), (&mut hebrew_session, hebrew), (&mut logo_session, ours)]
    {
        let ready = ready.expect("a sound sheet");
        for standing in [ReleaseStatus::Draft, ReleaseStatus::Released(issue())] {
            for kind in kinds() {
                let found = found(shared, &ready, kind, &standing);
                assert!(found.is_empty(), "{kind:?}: {:#?}", env::lines(&found));
            }
        }
    }
}

/// What the reading has against a composition that is held against another one.
fn lines(shared: &Shared, made: &Composition, wanted: &Composition) -> Vec<String> {
    let found = candor_document::structure_of(shared, made, wanted);
    env::lines(&found)
}

/// The place where a trick is played: before everything else on the page.
const BODY: &str = "  if \"logo\" in doc {\n    // The title is read first";
/// What stands last on the pages.
const LAST: &str = "    let flowing = for s in flow { render-section(s) }\n    if theme.two-columns { \
                    columns(2, gutter: theme.column-gap, flowing) } else { flowing }";
/// The call that sets one section.
const SECTION: &str =
    "#let render-section(section) = frames.at(section.place, default: plain)(section)";

/// A trick played on the box of contraindications: the place in the template, and what stands there.
fn section(trick: &str) -> (&'static str, String) {
    let to = format!(
        "#let render-section(section) = if section.place == \"must-not\" {{ {trick} }} else {{ \
         frames.at(section.place, default: plain)(section) }}"
    );
    (SECTION, to)
}

#[test]
fn honest_templates_pass() {
    for (name, honest) in [
        (
            "round corners",
            "block(radius: 8pt, clip: true, stroke: 1pt, inset: 9pt, width: 100%, \
             { heading(level: 2, section.heading); balanced(split(section), section.look) })",
        ),
        (
            "a dark box with white text",
            "block(fill: rgb(\"#111111\"), inset: 9pt, width: 100%, text(fill: white, \
             { heading(level: 2, section.heading); balanced(split(section), section.look) }))",
        ),
        (
            "one column of readable lines",
            "block(width: 74%, { heading(level: 2, section.heading); blocks(section) })",
        ),
        ("larger type for the warnings", "text(size: 13pt, boxed-wide(section))"),
    ] {
        let (from, to) = section(honest);
        let templates = env::changed_template("sheet.typ", from, &to);
        let shared = env::shared_with(Tree::default(), templates);
        let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
        let composition =
            candor_document::compose(&shared, &ready.expect("a sound example"), env::HANDOUT);
        let lines = lines(&shared, &composition, &composition);
        assert!(lines.is_empty(), "{name}: {lines:#?}");
    }
}

#[test]
fn what_a_template_does_to_the_file_alone_is_refused() {
    let body = |trick: &str| (BODY, format!("{trick}\n{BODY}"));
    let cases = [
        (
            "a hidden heading",
            body("  place(hide(heading(level: 2, [Take it with opioids])))"),
            "`bookmarks`",
        ),
        (
            "a hidden heading behind everything",
            (LAST, format!("{LAST}\n  place(hide(heading(level: 2, [Take it with opioids])))")),
            "which is no heading of the sheet",
        ),
        ("a page label", body("  set page(numbering: \"VOID 1\")"), "PageLabels"),
        ("a link", section("link(\"https://example.org\", boxed-wide(section))"), "has an action"),
        ("decoration", section("pdf.artifact(boxed-wide(section))"), "nobody would read out"),
        (
            "other words for a screen reader",
            section("figure(alt: \"Take it\", boxed-wide(section))"),
            "`picture`",
        ),
        (
            "a pattern of words",
            body("  place(rect(width: 60pt, height: 20pt, fill: tiling(size: (30pt, 20pt))[not]))"),
            "holds words of its own",
        ),
        (
            "an attachment",
            body(
                "  pdf.attach(\"x.txt\", bytes(\"x\"), mime-type: \"text/plain\", description: \"x\")",
            ),
            "`attachment`",
        ),
        ("a quote", section("quote(block: true, boxed-wide(section))"), "`BlockQuote`"),
        (
            "another language",
            section("{ set text(lang: \"fr\"); boxed-wide(section) }"),
            "\"fr-US\"",
        ),
        ("a warning left out", section("[]"), "`heading.must-not`"),
        (
            "a wrong level",
            section("{ heading(level: 3, section.heading); blocks(section) }"),
            "`heading.must-not`",
        ),
    ];
    for (name, (from, to), why) in cases {
        let templates = env::changed_template("sheet.typ", from, &to);
        let shared = env::shared_with(Tree::default(), templates);
        let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
        let ready = ready.expect("a sound example");
        let full = DocumentSpec { format: Format::Full, ..env::HANDOUT };
        let composition = candor_document::compose(&shared, &ready, full);
        let lines = lines(&shared, &composition, &composition);
        assert!(lines.iter().any(|line| line.contains(why)), "{name}: {lines:#?}");
    }
    let table = "let is-plan = n == 4\n";
    for (name, rows, why) in [
        ("a table as paragraphs", "par(row.join(h(1.2em)))", "as one with the text before it"),
        ("a table as lines", "for cell in row { par(cell) }", "is read out as a"),
        ("a table for each row", "table(columns: n, ..row)", "is read out as a"),
        (
            "a table whose rows are cells of another one",
            "table(columns: 1, table(columns: n, ..row))",
            "is read out as a",
        ),
    ] {
        let to = format!(
            "{table}  if is-plan {{ return for row in (b.header, ..b.rows) {{ {rows} }} }}\n"
        );
        let templates = env::changed_template("blocks.typ", table, &to);
        let shared = env::shared_with(Tree::default(), templates);
        let (ready, _) = env::check(&shared, "ldn-fibromyalgia", &env::example("ldn-fibromyalgia"));
        let composition =
            candor_document::compose(&shared, &ready.expect("a sound example"), env::HANDOUT);
        let lines = lines(&shared, &composition, &composition);
        assert!(lines.iter().any(|line| line.contains(why)), "{name}: {lines:#?}");
    }
    for label in ["[9]", "[–]", "[••]"] {
        let templates =
            env::changed_template("blocks.typ", "marker: [•]", &format!("marker: {label}"));
        let shared = env::shared_with(Tree::default(), templates);
        let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
        let composition =
            candor_document::compose(&shared, &ready.expect("a sound example"), env::HANDOUT);
        let lines = lines(&shared, &composition, &composition);
        assert!(lines.iter().any(|line| line.contains("stands before it")), "{label}: {lines:#?}");
    }
}

#[test]
fn bytes_that_are_no_whole_file_of_ours_are_refused() {
    let shared = env::shared();
    let (document, _) = env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), env::HANDOUT);
    let document = document.expect("a document");
    let refused = |pdf: &[u8]| candor_witness::structure(pdf, &document.composition).has_errors();
    assert!(!refused(&document.bytes));
    assert!(refused(b""), "nothing");
    assert!(refused(&document.bytes[..document.bytes.len() / 2]), "half of it");
    for (from, to) in [
        ("/Marked true", "/Marked null"),
        ("(en-US)", "(fr-FR)"),
        ("/Tabs/S", "/Tabs/R"),
        ("/Outlines ", "/Outlinez "),
        ("/MediaBox[0 0 612 792]", "/MediaBox[0 0 612 392]"),
        ("/Title(Low-dose", "/Title(High-dose"),
    ] {
        let changed = replaced(&document.bytes, from, to);
        assert!(refused(&changed), "{from}");
    }
    // A file that was opened and written again is another file.
    let mut again = lopdf::Document::load_mem(&document.bytes).expect("a PDF");
    let catalog = again.catalog_mut().expect("a catalog");
    catalog.set("OpenAction", lopdf::Object::Null);
    let mut bytes = Vec::new();
    again.save_to(&mut bytes).expect("written");
    assert!(refused(&bytes), "an action");
}

/// The bytes with `from` replaced by `to` wherever it stands.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let (mut out, mut at, mut n) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            out.extend(to);
            at += from.len();
            n += 1;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    assert!(0 < n, "{}", String::from_utf8_lossy(from));
    out
}

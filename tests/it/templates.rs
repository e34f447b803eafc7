//! Templates that hide, change or add are refused with the right reason; honest ones pass.
//!
//! A hostile case (`tests/templates/hostile.toml`) is the shipped template with one trick in it; the
//! same place without the trick passes. Both are proved with the same thresholds.

use candor_composition::DocumentSpec;
use candor_document::Shared;
use candor_document::stopwatch::Stopwatch;
use candor_library::Library;
use candor_model::diag::Diagnostics;
use candor_model::span::Spanned;
use candor_model::tree::Tree;
use candor_model::{Clinic, Format, Logo};
use candor_typeset::{BrandAssets, Engine, Template};

use crate::env;

/// A case of the hostile corpus.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// The shipped sheet that is set.
    #[serde(default = "main_sheet")]
    pub sheet: String,
    /// What stands where the box of contraindications is set.
    trick: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default = "main_file")]
    file: String,
    /// `full` where a handout would only be too long, `card` or `dossier`.
    format: Option<String>,
    code: String,
    leaf: String,
    why: String,
    /// What the reading of the finished file says of texts that stand wrongly to each other.
    pub drawn: Option<String>,
}

#[derive(serde::Deserialize)]
struct Corpus {
    case: Vec<Case>,
}

/// The hostile corpus.
pub fn cases() -> Vec<Case> {
    let path = env::repository().join("tests/templates/hostile.toml");
    let text = std::fs::read_to_string(path).expect("the corpus");
    toml::from_str::<Corpus>(&text).expect("cases").case
}

impl Case {
    /// The template with the trick in it.
    pub fn templates(&self) -> Tree {
        match (&self.trick, &self.from, &self.to) {
            (Some(trick), None, None) => on_must_not(trick),
            (None, Some(from), Some(to)) => env::changed_template(&self.file, from, to),
            _ => panic!("{} has either `trick`, or `from` and `to`", self.name),
        }
    }

    /// What is printed with it.
    pub fn wanted(&self) -> DocumentSpec {
        match self.format.as_deref() {
            None => env::HANDOUT,
            Some("full") => DocumentSpec { format: Format::Full, ..env::HANDOUT },
            Some("card") => DocumentSpec { format: Format::Card, ..env::HANDOUT },
            Some("dossier") => DocumentSpec { format: Format::Dossier, ..env::HANDOUT },
            Some(other) => panic!("{}: no format {other}", self.name),
        }
    }
}

fn main_sheet() -> String {
    "ldn-hiv".to_owned()
}

fn main_file() -> String {
    "sheet.typ".to_owned()
}

fn changed(from: &str, to: &str) -> Tree {
    env::changed_template("sheet.typ", from, to)
}

/// Whether a PDF was made, and code and message of each finding.
type Outcome = (bool, Vec<(&'static str, String)>);

/// Renders a shipped sheet with a template.
fn outcome(templates: Tree) -> Outcome {
    rendered(&env::shared_with(Tree::default(), templates), &env::example("ldn-hiv"))
}

fn rendered(shared: &Shared, text: &str) -> Outcome {
    let (document, findings) = env::render(shared, "ldn-hiv", text, env::HANDOUT);
    told(document.is_some(), &findings)
}

fn told(made: bool, findings: &Diagnostics) -> Outcome {
    (made, findings.iter().map(|f| (f.code.as_str(), f.message.clone())).collect())
}

/// The place where most tricks are played: the call that sets one section.
const PLACE: &str =
    "#let render-section(section) = frames.at(section.place, default: plain)(section)";

/// A trick played on the box of contraindications.
fn on_must_not(trick: &str) -> Tree {
    let normal = "frames.at(section.place, default: plain)(section)";
    changed(
        PLACE,
        &format!(
            "#let render-section(section) = if section.place == \"must-not\" {{ {trick} }} \
             else {{ {normal} }}"
        ),
    )
}

#[test]
fn the_shipped_template_passes_and_so_does_a_copy_of_it() {
    assert_eq!(outcome(Tree::default()), (true, vec![]));
    assert_eq!(outcome(changed(PLACE, PLACE)), (true, vec![]));
    assert_eq!(outcome(on_must_not("boxed-wide(section)")), (true, vec![]));
}

/// What a run shares in which a clinic brings fonts and a logo.
fn shared_with_looks(templates: &Tree, own: BrandAssets, clinic: Clinic) -> Shared {
    let template = Template::new(&candor_shipped::templates(), templates, Template::SHIPPED);
    Shared {
        library: Library::new(candor_shipped::sheets(), Tree::default()),
        engine: std::sync::Arc::new(Engine::new(&template, own)),
        clinic,
        stopwatch: Stopwatch::default(),
    }
}

/// A font that is not shipped, with Greek and Hebrew letters.
fn libertinus() -> Vec<Vec<u8>> {
    ["Regular", "Bold"]
        .iter()
        .map(|weight| {
            let name = format!("tests/fonts/LibertinusSerif-{weight}-subset.otf");
            std::fs::read(env::repository().join(name)).expect("a font")
        })
        .collect()
}

const OTHER_FONT: (&str, &str) = ("font: theme.font,", "font: \"Libertinus Serif\",");

#[test]
fn honest_templates_pass() {
    let honest = [
        (
            "another border",
            changed(
                "stroke: section.look.value.border + section.look.value.dark,",
                "stroke: 3pt + black,",
            ),
        ),
        ("a grey band", changed("fill: section.look.value.dark,", "fill: rgb(\"#222222\"),")),
        ("a coloured band", changed("fill: section.look.value.dark,", "fill: rgb(\"#7a1f1f\"),")),
        (
            "a tinted page",
            changed("margin: theme.margin,", "margin: theme.margin, fill: rgb(\"#fffef5\"),"),
        ),
        (
            "round corners",
            on_must_not(
                "block(radius: 8pt, clip: true, stroke: 1pt, inset: 9pt, width: 100%, \
                 { heading(level: 2, section.heading); balanced(split(section), section.look) })",
            ),
        ),
        (
            "a dark box with white text",
            on_must_not(
                "block(fill: rgb(\"#111111\"), inset: 9pt, width: 100%, text(fill: white, \
                 { heading(level: 2, section.heading); balanced(split(section), section.look) }))",
            ),
        ),
        (
            "one column of readable lines",
            on_must_not(
                "block(width: 74%, { heading(level: 2, section.heading); blocks(section) })",
            ),
        ),
        ("larger type for the warnings", on_must_not("text(size: 13pt, boxed-wide(section))")),
        (
            "round corners and sides of different thickness",
            on_must_not(
                "block(stroke: (left: 4pt, rest: 1pt), inset: 9pt, width: 100%, \
                 { heading(level: 2, section.heading); \
                   block(radius: 6pt, stroke: 1pt, inset: 7pt, width: 100%, \
                   balanced(split(section), section.look)) })",
            ),
        ),
        (
            "a line between the columns",
            on_must_not(
                "{ heading(level: 2, section.heading); v(5pt); grid(columns: (1fr, 1fr), inset: 6pt, \
             stroke: (x, y) => if x == 0 { (right: 1pt) }, \
             set-pieces(split(section).slice(0, 3), section.look), \
             set-pieces(split(section).slice(3), section.look)) }",
            ),
        ),
        (
            "an empty frame for a stamp",
            on_must_not(
                "{ boxed-wide(section); place(bottom + right, dx: -3pt, dy: -3pt, float: false, \
             rect(width: 0pt, height: 0pt, stroke: none)) }",
            ),
        ),
        (
            "a letterhead's band",
            changed(
                "  if \"logo\" in doc {",
                "  block(width: 100%, height: 5pt, fill: rgb(\"#12263f\"), below: 3pt)\n\
                   if \"logo\" in doc {",
            ),
        ),
        (
            "one side of a box with round corners",
            on_must_not(
                "block(radius: 2pt, stroke: (left: 2pt), inset: 9pt, width: 100%, \
                 { heading(level: 2, section.heading); balanced(split(section), section.look) })",
            ),
        ),
        (
            "a thick line down a tinted page",
            changed(
                "margin: theme.margin,",
                "margin: theme.margin, fill: rgb(\"#fffef5\"), background: place(left, \
                 dx: 14.3pt, dy: 31.3pt, line(angle: 90deg, length: 60%, stroke: 6pt)),",
            ),
        ),
        (
            "even lines on both sides",
            on_must_not("{ set par(justify: true); boxed-wide(section) }"),
        ),
    ];
    for (name, templates) in honest {
        let (made, findings) = outcome(templates);
        assert!(made, "{name}: {findings:?}");
    }
}

#[test]
fn doses_stand_in_their_rows_and_apart_from_their_weeks() {
    let row = "(row.at(0), strong(row.at(1)), ..row.slice(2))";
    let changed = |from: &str, to: &str| env::changed_template("blocks.typ", from, to);
    let plan = |templates: Tree| {
        let shared = env::shared_with(Tree::default(), templates);
        let text = env::example("ldn-fibromyalgia");
        let (document, findings) = env::render(&shared, "ldn-fibromyalgia", &text, env::HANDOUT);
        let said: Vec<_> = findings.iter().map(|f| (f.code.as_str(), f.message.clone())).collect();
        (document.is_some(), said)
    };
    assert_eq!(plan(changed(row, row)), (true, vec![]));
    for (name, to, code, why) in [
        (
            "the doses one row up",
            "(row.at(0), move(dy: -29pt, strong(row.at(1))), ..row.slice(2))",
            "page/leaf-order",
            "in the row of",
        ),
        (
            "a dose behind its weeks",
            "(box(width: 0pt, move(dx: -40pt, [])) + row.at(0), \
             move(dx: -46pt, strong(row.at(1))), ..row.slice(2))",
            "page/leaf-order",
            "",
        ),
        (
            // "Weeks 3 to 43 mg".
            "one behind the other in one cell",
            "(table.cell(colspan: 4, row.join()),)",
            "page/leaf-order",
            "runs into `dose.",
        ),
    ] {
        let (made, said) = plan(changed(row, to));
        assert!(!made, "{name}");
        let is_said = |(found, message): &(&str, String)| {
            *found == code && message.contains("`dose.") && message.contains(why)
        };
        assert!(said.iter().any(is_said), "{name}: {said:?}");
    }
}

#[test]
fn a_template_may_use_a_font_that_the_clinic_lists() {
    let own = BrandAssets { fonts: libertinus(), ..BrandAssets::default() };
    let shared = shared_with_looks(&changed(OTHER_FONT.0, OTHER_FONT.1), own, Clinic::default());
    let (made, findings) = rendered(&shared, &env::example("ldn-hiv"));
    assert!(made, "{findings:?}");
    let (made, findings) = outcome(changed(OTHER_FONT.0, OTHER_FONT.1));
    assert!(!made, "a font that nobody listed");
    assert!(findings.iter().any(|(code, _)| *code == "template/failed"), "{findings:?}");
}

#[test]
fn another_language_prints_where_the_font_has_its_letters() {
    let greek = env::example("ldn-hiv").replacen(
        "purpose = \"",
        "purpose = \"Αυτό το φύλλο. שלום עולם. Łódź, ¿qué? \\nThis: ",
        1,
    );
    let own = || BrandAssets { fonts: libertinus(), ..BrandAssets::default() };
    let shared = shared_with_looks(&changed(OTHER_FONT.0, OTHER_FONT.1), own(), Clinic::default());
    let (made, findings) = rendered(&shared, &greek);
    assert!(made, "{findings:?}");
    // The letters are listed, but the template sets them in a font without them.
    let shared = shared_with_looks(&Tree::default(), own(), Clinic::default());
    let (made, findings) = rendered(&shared, &greek);
    assert!(!made);
    assert!(
        findings
            .iter()
            .any(|(code, message)| *code == "page/missing-glyph" && message.contains("`purpose`")),
        "{findings:?}"
    );
}

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>\
                    <path d='M5 5h80v20h-80z' fill='#12263f'/></svg>";

/// The same, of a clinic with a logo.
pub fn shared_with_logo(templates: &Tree) -> Shared {
    let file = format!("{}.svg", candor_model::digest::sha256(LOGO.as_bytes()));
    let own = BrandAssets { pictures: vec![(file.clone(), LOGO.into())], ..BrandAssets::default() };
    let name = Some(Spanned { value: "Test clinic".to_owned(), range: 0..0 });
    let clinic = Clinic { name, logo: Some(Logo { file }), ..Clinic::default() };
    shared_with_looks(templates, own, clinic)
}

#[test]
fn a_logo_of_the_clinic_stands_once_and_whole() {
    let text = env::example("ldn-hiv");
    let (made, findings) = rendered(&shared_with_logo(&Tree::default()), &text);
    assert!(made, "{findings:?}");
    let tricks = [
        ("left out", "      doc.logo,\n", "      [],\n", "page/leaf-lost"),
        ("twice", "      doc.logo,\n", "      doc.logo + doc.logo,\n", "page/leaf-twice"),
        ("tiny", "      doc.logo,\n", "      box(width: 3pt, doc.logo),\n", "page/unseen"),
        ("turned", "      doc.logo,\n", "      rotate(90deg, doc.logo),\n", "page/unseen"),
        (
            "beside the line that says how far the sheet has come",
            "      doc.logo,\n",
            "      box(height: 0pt, move(dy: 40pt, doc.logo)),\n",
            "page/parted",
        ),
        (
            "over the contraindications",
            "  for s in first { render-section(s) }\n",
            "  for s in first { render-section(s) }\n  place(dy: -150pt, \
             box(width: 300pt, doc.logo))\n",
            "page/unseen",
        ),
    ];
    for (name, from, to, code) in tricks {
        let (made, findings) = rendered(&shared_with_logo(&changed(from, to)), &text);
        assert!(!made, "{name}");
        assert!(findings.iter().any(|(found, _)| *found == code), "{name}: {findings:?}");
    }
}

#[test]
fn words_carried_by_a_pdf_picture_are_refused() {
    let shared = env::shared();
    let (document, _) = env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), env::HANDOUT);
    let bytes: Vec<String> =
        document.expect("a PDF").bytes.iter().map(|byte| byte.to_string()).collect();
    let trick = format!(
        "{{ boxed-wide(section); image(bytes(({})), format: \"pdf\", width: 40pt, alt: \"x\") }}",
        bytes.join(",")
    );
    let (made, findings) = outcome(on_must_not(&trick));
    assert!(!made);
    assert!(
        findings
            .iter()
            .any(|(code, message)| *code == "page/extra-text"
                && message.contains("it adds a picture")),
        "{findings:?}"
    );
}

#[test]
fn hostile_templates_are_refused_for_the_right_reason() {
    let cases = cases();
    assert!(40 <= cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        if let Some(from) = &case.from {
            // Without the trick, the same place passes.
            assert!(outcome(env::changed_template(&case.file, from, from)).0, "{}", case.name);
        }
        let shared = env::shared_with(Tree::default(), case.templates());
        let text = env::example(&case.sheet);
        let (document, findings) = env::render(&shared, &case.sheet, &text, case.wanted());
        let (made, findings) = told(document.is_some(), &findings);
        let right = findings.iter().any(|(code, message)| {
            *code == case.code && message.contains(&case.leaf) && message.contains(&case.why)
        });
        if made || !right {
            let first: Vec<_> = findings.iter().take(3).collect();
            wrong.push(format!("{}: made {made}; {first:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

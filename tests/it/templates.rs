//! Templates that hide, change or add are refused with the right reason; honest ones pass.
//!
//! A hostile case is the shipped template with one trick in it; the same place without the trick
//! passes, which the first test shows.

use candor::diag::Code;
use candor::tree::{Entry, Tree};

use crate::env;

/// The shipped template with `from` replaced by `to` in its main file.
fn changed(from: &str, to: &str) -> Tree {
    let shipped = candor::assets::templates();
    let Some(Entry::File(bytes)) = shipped.get("sheet.typ") else { panic!("sheet.typ") };
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n");
    assert!(text.contains(from), "the template has no {from}");
    let mut own = Tree::new("templates/");
    let text = text.replacen(from, to, 1);
    own.insert("sheet.typ", Entry::File(text.into_bytes().into()));
    own
}

/// Renders a shipped sheet with a template: whether a PDF was made, and the findings.
fn outcome(templates: Tree) -> (bool, Vec<(Code, String)>) {
    let mut session = env::session_with(Tree::default(), templates);
    let text = env::example("ldn-hiv");
    let (document, findings) = env::render(&mut session, "ldn-hiv", &text, env::HANDOUT);
    let findings = findings.iter().map(|f| (f.code, f.message.clone())).collect();
    (document.is_some(), findings)
}

/// The place where every trick is played: the call that sets one section.
const PLAIN: &str =
    "#let render-section(section) = frames.at(section.place, default: plain)(section)";

/// A trick played on the box of contraindications.
fn on_must_not(trick: &str) -> Tree {
    let normal = "frames.at(section.place, default: plain)(section)";
    changed(
        PLAIN,
        &format!(
            "#let render-section(section) = if section.place == \"must-not\" {{ {trick} }} \
             else {{ {normal} }}"
        ),
    )
}

#[test]
fn the_shipped_template_passes_and_so_does_a_copy_of_it() {
    assert_eq!(outcome(Tree::default()), (true, vec![]));
    assert_eq!(outcome(changed(PLAIN, PLAIN)), (true, vec![]));
    assert_eq!(outcome(on_must_not("boxed(section)")), (true, vec![]));
}

#[test]
fn honest_templates_pass() {
    let honest = [
        ("another border", changed("stroke: theme.border + theme.dark,", "stroke: 3pt + black,")),
        ("a grey band", changed("fill: theme.dark,", "fill: rgb(\"#222222\"),")),
        (
            "a tinted page",
            changed("margin: theme.margin,", "margin: theme.margin, fill: rgb(\"#fffef5\"),"),
        ),
        (
            "round corners",
            on_must_not(
                "block(radius: 8pt, clip: true, stroke: 1pt, inset: 9pt, width: 100%, \
             { heading(level: 2, section.heading); blocks(section) })",
            ),
        ),
        (
            "white on dark",
            on_must_not(
                "block(fill: rgb(\"#111111\"), inset: 9pt, width: 100%, text(fill: white, \
             { heading(level: 2, section.heading); blocks(section) }))",
            ),
        ),
    ];
    for (name, templates) in honest {
        let (made, findings) = outcome(templates);
        assert!(made, "{name}: {findings:?}");
    }
}

#[test]
fn hostile_templates_are_refused_for_the_right_reason() {
    let item = "item.ci-opioid-use";
    let cases: Vec<(&str, Tree, Code, &str)> = vec![
        ("left out", on_must_not("[]"), Code::PageLost, item),
        ("hidden", on_must_not("hide(boxed(section))"), Code::PageLost, item),
        ("heading alone", on_must_not("plain((..section, blocks: ()))"), Code::PageLost, item),
        (
            "first item dropped",
            on_must_not(
                "boxed((..section, blocks: section.blocks.map(b => (..b, entries: b.entries.slice(1)))))",
            ),
            Code::PageLost,
            item,
        ),
        (
            "white on white",
            on_must_not("text(fill: white, plain(section))"),
            Code::PageContrast,
            item,
        ),
        ("pale", on_must_not("text(fill: luma(70%), plain(section))"), Code::PageContrast, item),
        (
            "transparent",
            on_must_not("text(fill: black.transparentize(60%), plain(section))"),
            Code::PageContrast,
            item,
        ),
        (
            "gradient",
            on_must_not("text(fill: gradient.linear(white, white), plain(section))"),
            Code::PageContrast,
            item,
        ),
        (
            "on a ground of its colour",
            on_must_not("block(fill: black, plain(section))"),
            Code::PageContrast,
            item,
        ),
        ("1 pt", on_must_not("text(size: 1pt, plain(section))"), Code::PageSmall, item),
        ("11 pt", on_must_not("text(size: 11pt, plain(section))"), Code::PageSmall, item),
        (
            "scaled down",
            on_must_not("scale(50%, reflow: true, plain(section))"),
            Code::PageSmall,
            item,
        ),
        ("scaled to nothing", on_must_not("scale(0.01%, plain(section))"), Code::PageSmall, item),
        ("squeezed", on_must_not("scale(x: 60%, y: 100%, plain(section))"), Code::PageUnseen, item),
        ("mirrored", on_must_not("scale(x: -100%, plain(section))"), Code::PageUnseen, item),
        ("turned", on_must_not("rotate(90deg, plain(section))"), Code::PageUnseen, item),
        ("skewed", on_must_not("skew(ax: 30deg, plain(section))"), Code::PageUnseen, item),
        ("off the page", on_must_not("move(dx: 900pt, plain(section))"), Code::PageUnseen, item),
        ("over the edge", on_must_not("move(dx: -64pt, plain(section))"), Code::PageUnseen, item),
        (
            "clipped",
            on_must_not("block(height: 30pt, clip: true, plain(section))"),
            Code::PageUnseen,
            item,
        ),
        (
            "covered",
            on_must_not(
                "{ plain(section); place(top, rect(width: 100%, height: 300pt, fill: white)) }",
            ),
            Code::PageUnseen,
            item,
        ),
        ("struck out", on_must_not("strike(plain(section))"), Code::PageUnseen, item),
        (
            "outlined",
            on_must_not("text(stroke: 1pt + white, plain(section))"),
            Code::PageUnseen,
            item,
        ),
        ("spread", on_must_not("text(tracking: 8pt, plain(section))"), Code::PageUnseen, item),
        ("as decoration", on_must_not("pdf.artifact(plain(section))"), Code::PageSilent, item),
        (
            "behind alternative text",
            on_must_not("figure(alt: \"x\", plain(section))"),
            Code::PageSilent,
            item,
        ),
        ("twice", on_must_not("{ plain(section); plain(section) }"), Code::PageTwice, item),
        (
            "contradicted",
            on_must_not("{ boxed(section); [Not true.] }"),
            Code::PageExtra,
            "Not true.",
        ),
        (
            "drawn words",
            on_must_not(
                "{ boxed(section); curve(..range(40).map(i => curve.line((i * 1pt, calc.rem(i, 2) * 3pt)))) }",
            ),
            Code::PageExtra,
            "segments",
        ),
        (
            "words drawn line by line",
            on_must_not(
                "{ boxed(section); for i in range(9) { place(dx: i * 9pt, line(end: (5pt, 9pt))) } }",
            ),
            Code::PageExtra,
            "small shapes",
        ),
        (
            "a picture of words",
            on_must_not(
                "{ boxed(section); image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), alt: \"x\") }",
            ),
            Code::PageExtra,
            "picture",
        ),
        (
            "a link",
            on_must_not(
                "{ boxed(section); link(\"https://example.org\", box(width: 9pt, height: 9pt)) }",
            ),
            Code::PageExtra,
            "link",
        ),
        (
            "reworded",
            on_must_not("{ show \"not\": [gladly]; boxed(section) }"),
            Code::PageChanged,
            item,
        ),
        (
            "a word taken out",
            on_must_not("{ show \"not \": []; boxed(section) }"),
            Code::PageChanged,
            item,
        ),
        ("in capitals", on_must_not("upper(boxed(section))"), Code::PageChanged, item),
        (
            "as a footnote",
            on_must_not("{ boxed((..section, blocks: ())); footnote(blocks(section)) }"),
            Code::PageExtra,
            "template",
        ),
        (
            "floating to the foot",
            on_must_not("place(bottom, float: true, boxed(section))"),
            Code::PageOrder,
            item,
        ),
        (
            "at the end",
            changed(
                "    } else if section.place not in research {\n      render-section(section)",
                "    } else if section.place not in (\"must-not\",) + research {\n      render-section(section)",
            ),
            Code::PageLost,
            item,
        ),
        (
            "on another paper",
            changed("margin: theme.margin,", "margin: theme.margin, paper: \"a2\","),
            Code::PagePaper,
            "page",
        ),
        (
            "bleeding",
            changed("margin: theme.margin,", "margin: theme.margin, height: 900pt,"),
            Code::PagePaper,
            "page",
        ),
        (
            "no DRAFT on the page",
            changed("align(center, strong(doc.running.header))", "[]"),
            Code::PageLost,
            "running.header",
        ),
        (
            "another header",
            changed("strong(doc.running.header)", "strong(doc.running.header) + [ Final]"),
            Code::PageExtra,
            "Final",
        ),
        (
            "an unknown font",
            changed("font: theme.font,", "font: \"Times\","),
            Code::TemplateFailed,
            "unknown font",
        ),
        (
            "no such file",
            changed(
                "#import \"theme.typ\": theme",
                "#import \"theme.typ\": theme\n#let x = read(\"/etc/passwd\")",
            ),
            Code::TemplateFailed,
            "not found",
        ),
        (
            "an attachment",
            on_must_not(
                "{ boxed(section); pdf.attach(\"x.txt\", bytes(\"y\"), description: \"z\", relationship: \"source\", mime-type: \"text/plain\") }",
            ),
            Code::PageExtra,
            "attachment",
        ),
        (
            "a broken template",
            on_must_not("boxed(section.nothing)"),
            Code::TemplateFailed,
            "nothing",
        ),
    ];
    let mut wrong = Vec::new();
    for (name, templates, code, about) in cases {
        let (made, findings) = outcome(templates);
        let right = findings.iter().any(|(c, m)| *c == code && m.contains(about));
        if made || !right {
            let first: Vec<_> = findings.iter().take(3).collect();
            wrong.push(format!("{name}: made {made}; {first:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

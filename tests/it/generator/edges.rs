//! Measures just within and just beyond each threshold: both readers accept, or both refuse.

use std::sync::Arc;

use candor_composition::DocumentSpec;
use candor_model::{Format, Jurisdiction, Paper};
use candor_typeset::{BrandAssets, Engine, Template};

use super::author::templates;
use super::verdict::{Verdict, verdict};
use crate::env;

/// What is written about a page, and whether it is accepted.
type Edge = (&'static str, String, bool);

/// Around one entry of a list.
fn entry(wrap: &str) -> String {
    format!("  doc = around(doc, n => n == 9, x => {wrap})\n")
}

/// Around each "take".
fn word(wrap: &str) -> String {
    format!("  show \"take\": x => {wrap}\n")
}

fn background(shape: &str) -> String {
    format!("  set page(background: {shape})\n")
}

fn edges() -> Vec<Edge> {
    let bar = |x: &str, high: &str| {
        background(&format!(
            "place(dx: {x}, dy: 300pt, rect(width: 80pt, height: {high}, fill: luma(240)))"
        ))
    };
    let frame = "rect(width: 99.9%, height: 99.9%, stroke: 1pt)";
    let ended = "  doc = around(doc, n => true, x => x + linebreak(), kinds: (\"heading\",))\n";
    vec![
        ("nothing", String::new(), true),
        ("lines that are ended by hand", ended.to_owned(), true),
        ("black by another name", entry("text(fill: black, x)"), true),
        ("letters without pairs", entry("text(kerning: false, x)"), true),
        ("letters a hair apart", entry("text(tracking: 0.02pt, x)"), true),
        ("letters more than a hair apart", entry("text(tracking: 0.03pt, x)"), false),
        ("a letter pulled away", entry("{ show \"v\": y => y + h(0.03pt); x }"), false),
        ("narrow spaces", entry("text(spacing: 65%, x)"), true),
        ("narrower spaces", entry("text(spacing: 55%, x)"), false),
        ("a space made wider by hand", word("h(1pt) + x"), true),
        ("a space made too wide by hand", word("h(5pt) + x"), false),
        ("a word on its line", word("box(move(dy: 0.04pt, x))"), true),
        ("a word off its line", word("box(move(dy: 0.06pt, x))"), false),
        ("an entry on the line of its label", entry("box(move(dy: 0.04pt, x))"), true),
        ("an entry off the line of its label", entry("box(move(dy: 0.06pt, x))"), false),
        ("a size that is rounded", entry("text(size: 11.995pt, x)"), true),
        ("a size that is too small", entry("text(size: 11.98pt, x)"), false),
        (
            "words of their own size",
            entry("{ show regex(\"[a-z]+\"): y => text(size: 12.02pt, y); x }"),
            false,
        ),
        ("letters that lean a little", entry("box(skew(ax: 0.001deg, x))"), false),
        (
            "the author's words larger",
            "  doc.purpose = text(size: 12.2pt, doc.purpose)\n".to_owned(),
            false,
        ),
        ("a frame", background(frame), true),
        ("a frame that is scaled", background(&format!("scale(99.95%, {frame})")), false),
        ("a bar that the paper cuts", bar("-70pt", "80pt"), true),
        ("a mark that the paper leaves", bar("-70pt", "50pt"), false),
        ("an address that parts", String::new(), true),
        (
            "a colour named in another space",
            background(
                "place(dx: 0pt, dy: 300pt, rect(width: 10pt, height: 80pt, fill: oklab(95%, 0, 0)))",
            ),
            true,
        ),
        (
            "a shape without area, which no file holds",
            entry(
                "box(width: 100%, { x; place(polygon(fill: black, (0pt, 0pt), (30pt, 0pt), (20pt, 0pt))) })",
            ),
            true,
        ),
        ("a ground that nobody sees", entry("box(fill: red.transparentize(100%), x)"), false),
        ("a ground that is hardly seen", entry("box(fill: red.transparentize(98%), x)"), false),
        (
            "a picture a little larger",
            "  show image: x => box(scale(100.05%, x))\n".to_owned(),
            true,
        ),
        (
            "a thick line, whose ends are cut",
            background("place(dx: 0pt, dy: 3pt, line(length: 90pt, stroke: 2.8pt + red))"),
            true,
        ),
        (
            "lines that do not stand under each other",
            "  doc = around(doc, n => true, x => h(-5pt) + x, kinds: (\"cell\",))\n".to_owned(),
            false,
        ),
        ("a picture that leans", "  show image: x => box(skew(ax: 0.1deg, x))\n".to_owned(), false),
    ]
}

const SECTION: &str =
    "#let render-section(section) = frames.at(section.place, default: plain)(section)";

/// The same with something around one section.
fn section(place: &str, wrap: &str) -> String {
    format!(
        "#let render-section(section) = {{\n  let x = frames.at(section.place, default: plain)(section)\n  \
         if section.place == \"{place}\" {{ {wrap} }} else {{ x }}\n}}"
    )
}

/// What is changed in the shipped template.
fn changes() -> Vec<(&'static str, &'static str, &'static str, String, bool)> {
    let indent = |by: &str, is_right| {
        let name = if is_right { "a label near its entry" } else { "a label away from its entry" };
        (name, "blocks.typ", "  body-indent: 0.5em,", format!("  body-indent: {by},"), is_right)
    };
    let leading = |by: &str, is_right| {
        let name = if is_right { "lines just apart" } else { "lines too close" };
        (name, "theme.typ", "  leading: 0.534em,", format!("  leading: {by},"), is_right)
    };
    let dashes = |dash: &str, is_right| {
        let name = if dash.starts_with("(6pt") { "short dashes" } else { "long dashes" };
        let to = section(
            "before",
            &format!(
                "block(width: 100%, inset: (bottom: 4pt), stroke: (bottom: (paint: black, \
                 thickness: 1pt, dash: {dash})), x)"
            ),
        );
        (name, "sheet.typ", SECTION, to, is_right)
    };
    let side = |by: &str, is_right| {
        let name = if is_right { "a side away from labels" } else { "a side near labels" };
        let frame = "block(stroke: 1pt + black, width: 100%, inset";
        let list = format!("{frame}: (left: {by}, rest: 8pt), it)");
        let to = section("help-now", &format!("{{ show list: it => {list}; x }}"));
        (name, "sheet.typ", SECTION, to, is_right)
    };
    vec![
        indent("1.1em", true),
        indent("1.5em", false),
        leading("0.532em", true),
        leading("0.50em", false),
        side("5pt", true),
        side("0.8pt", false),
        dashes("(6pt, 3pt)", false),
        dashes("(6.5pt, 3pt)", false),
    ]
}

#[test]
fn both_readers_draw_each_line_at_the_same_place() {
    let mut shared = env::shared();
    let ready = super::sheets(&shared);
    let wanted = DocumentSpec {
        format: Format::Handout,
        paper: Paper::Letter,
        jurisdiction: Jurisdiction::Us,
    };
    let mut wrong = Vec::new();
    let edges = edges().into_iter().map(|(name, before, is_right)| (name, before, None, is_right));
    let changes = changes().into_iter().map(|(name, file, from, to, is_right)| {
        (name, String::new(), Some((file, from.to_owned(), to)), is_right)
    });
    for (name, before, change, is_right) in edges.chain(changes) {
        let (templates, _) = templates(&before, change);
        let template = Template::new(&candor_shipped::templates(), &templates, "ours.typ");
        shared.engine = Arc::new(Engine::new(&template, BrandAssets::default()));
        // The sheet with long texts has an address.
        let (sheet, wanted) = match name {
            "an address that parts" => (&ready[3], wanted),
            // These have doses in narrow cells.
            "lines that do not stand under each other" => {
                (&ready[2], DocumentSpec { format: Format::Full, paper: Paper::A4, ..wanted })
            }
            _ => (&ready[0], wanted),
        };
        let readings = candor_document::readings(&shared, sheet, wanted);
        let due = if is_right { Verdict::BothAccept } else { Verdict::BothRefuse };
        let found = verdict(&readings);
        if found != due {
            let frames = super::said(&readings.frames);
            let drawn = super::said(&readings.drawn);
            let failed = super::said(&readings.failed);
            wrong.push(format!("{name}: {found:?} {failed}\n  {frames}\n  {drawn}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Random templates: what is done to a composition, and what is changed in the shipped files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use candor_composition::DocumentSpec;
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Jurisdiction, Paper};

use super::SHEETS;
use crate::mutations::Dice;

/// Rebuilds a composition with `f` around the leaves of some kinds whose number `pick` chooses.
const HELPERS: &str = include_str!("around.typ");

/// What writes one page's template.
pub(super) struct Author {
    pub(super) dice: Dice,
    /// What is done to the composition before it is laid out.
    before: String,
    /// Files of the shipped template that are changed: name, from, to.
    changes: Vec<(&'static str, String, String)>,
}

impl Author {
    /// One thing that the template does.
    fn thing(&mut self) {
        match self.dice.below(24) {
            20 | 21 => self.part(),
            22 => {
                let kind = self.of(&["heading", "entry", "paragraph", "cell", "figure"]);
                let wrap = self.around_leaf();
                let _ = writeln!(
                    self.before,
                    "  doc = around(doc, n => true, x => {wrap}, kinds: (\"{kind}\",))"
                );
            }
            0..=5 => {
                let pick = match self.dice.below(5) {
                    0 => "n => true".to_owned(),
                    1 => format!("n => calc.rem(n, {}) == 1", 2 + self.dice.below(6)),
                    _ => format!("n => n == {}", self.dice.below(60)),
                };
                let wrap = self.around_leaf();
                let _ = writeln!(self.before, "  doc = around(doc, {pick}, x => {wrap})");
            }
            6 => {
                let part = self.of(&[
                    "title",
                    "purpose",
                    "state",
                    "running.header",
                    "running.footer",
                    "running.page",
                ]);
                let wrap = self.around_leaf();
                let _ = writeln!(self.before, "  doc.{part} = (x => {wrap})(doc.{part})");
            }
            7..=10 => {
                let word = self.of(&[
                    "\"not\"",
                    "\"take\"",
                    "\"LDN\"",
                    "\"opioid\"",
                    "\"mg\"",
                    "\"doctor\"",
                    "\"your\"",
                    "\"ver\"",
                    "\"to \"",
                    "regex(\"[0-9]+\")",
                    "regex(\"[,.]\")",
                    "regex(\"[a-z]+ing\\b\")",
                    "regex(\"[a-z]-[a-z]\")",
                    "\"n\"",
                    "\"(\"",
                    "regex(\"^[A-Z]\")",
                    "\" or \"",
                ]);
                let wrap = self.inline();
                // A note that holds the word again has a note of its own, and the engine never ends.
                // The program ends itself then (`--deadline`); here nobody watches.
                let wrap = wrap.replace("footnote(x)", "footnote([])");
                let _ = writeln!(self.before, "  show {word}: x => {wrap}");
            }
            11 | 12 => {
                let kind = self.of(&[
                    "list",
                    "enum",
                    "table",
                    "heading",
                    "image",
                    "heading.where(level: 2)",
                    "strong",
                ]);
                let wrap = self.outer();
                let _ = writeln!(self.before, "  show {kind}: x => {wrap}");
            }
            13 | 14 => self.section(),
            15 => self.page(),
            16 => self.list(),
            _ => self.measure(),
        }
    }

    fn section(&mut self) {
        let place = self.of(&[
            "must-not",
            "help-now",
            "help-today",
            "contacts",
            "taking",
            "side-effects",
            "about",
            "questions",
        ]);
        let wrap = self.outer();
        let from =
            "#let render-section(section) = frames.at(section.place, default: plain)(section)";
        let to = format!(
            "#let render-section(section) = {{\n  let x = frames.at(section.place, default: plain)(section)\n  \
             if section.place == \"{place}\" {{ {wrap} }} else {{ x }}\n}}"
        );
        self.changes.push(("sheet.typ", from.to_owned(), to));
    }

    fn page(&mut self) {
        let set = match self.dice.below(11) {
            0 => format!("fill: {}", self.fill()),
            8 => {
                let (at, shape) = (self.corner(), self.shape());
                let layer = self.of(&["background", "foreground"]);
                format!("{layer}: place({at}, dx: {}, dy: {}, {shape})", self.pt(), self.pt())
            }
            9 => format!("columns: {}", self.of(&["1", "2"])),
            1 | 2 => {
                format!("background: place(dx: {}, dy: {}, {})", self.up(), self.up(), self.shape())
            }
            3 | 4 => {
                format!("foreground: place(dx: {}, dy: {}, {})", self.up(), self.up(), self.shape())
            }
            5 => format!("numbering: {}", self.of(&["\"1\"", "\"i\"", "none"])),
            6 => format!("bleed: {}", self.up()),
            _ => format!("binding: {}", self.of(&["left", "right"])),
        };
        let _ = writeln!(self.before, "  set page({set})");
    }

    fn list(&mut self) {
        let (from, to) = match self.dice.below(8) {
            0 => (
                "  marker: [•],".to_owned(),
                format!("  marker: {{ let x = [•]; {} }},", self.inline()),
            ),
            1 => (
                "  marker: [•],".to_owned(),
                format!("  marker: {},", self.of(&["[-]", "[‣]", "[1.]", "none", "[◦]"])),
            ),
            2 => ("  indent: 0pt,".to_owned(), format!("  indent: {},", self.pt())),
            3 => (
                "  body-indent: 0.5em,".to_owned(),
                format!(
                    "  body-indent: {},",
                    self.of(&["0.2em", "0.35em", "0.6em", "0.8em", "1em", "1.4em", "2em"])
                ),
            ),
            4 => {
                let numbering =
                    self.of(&["\"1)\"", "\"a.\"", "\"1.\"", "n => strong[#n.]", "\"I.\""]);
                let _ = writeln!(self.before, "  set enum(numbering: {numbering})");
                return;
            }
            5 => {
                let set = match self.dice.below(3) {
                    0 => format!("stroke: {}", self.border()),
                    1 => format!("fill: {}", self.fill()),
                    _ => format!("outset: {}", self.up()),
                };
                let _ = writeln!(self.before, "  set block({set})");
                return;
            }
            6 => (
                "      inset: look.value.cell-inset,".to_owned(),
                format!("      inset: {},", self.up()),
            ),
            _ => (
                "      stroke: ruled(look),".to_owned(),
                format!("      stroke: {},", self.border()),
            ),
        };
        self.changes.push(("blocks.typ", from, to));
    }

    /// Changes a part of the shipped template: the header, a card, a table, a picture.
    fn part(&mut self) {
        let (file, from) = *self.dice.of(&[
            ("sheet.typ", "  inset: look.value.header-inset,"),
            ("card.typ", "      inset: look.value.card-inset,"),
            ("card.typ", "    inset: look.value.card-text,"),
            ("card.typ", "      stroke: (..look.value.cut, paint: look.value.rule),"),
            ("blocks.typ", "      align: start + top,"),
            ("blocks.typ", "width: look.value.dots-width, row.drawn)"),
            ("blocks.typ", "      align(horizon, row.drawn),"),
            ("sheet.typ", "    inset: look.value.state-inset,"),
            ("sheet.typ", "  column-gutter: look.value.column-gap,"),
        ]);
        let to = match from.trim() {
            "align: start + top," => match self.dice.below(4) {
                0 => format!("{from} row-gutter: {},", self.up()),
                1 => format!("{from} column-gutter: {},", self.up()),
                2 => format!("{from} fill: {},", self.fill()),
                _ => self.of(&[
                    "      align: center + horizon,",
                    "      align: end + bottom,",
                    "      align: start + horizon,",
                ]),
            },
            "width: look.value.dots-width, row.drawn)" => {
                let wrap = self.outer();
                format!("width: look.value.dots-width, {{ let x = row.drawn; {wrap} }})")
            }
            "align(horizon, row.drawn)," => {
                let wrap = self.outer();
                format!("      align(horizon, {{ let x = row.drawn; {wrap} }}),")
            }
            "column-gutter: look.value.column-gap," => {
                format!("  column-gutter: {},", self.up())
            }
            "stroke: (..look.value.cut, paint: look.value.rule)," => {
                format!("      stroke: {},", self.border())
            }
            _ => match self.dice.below(4) {
                0 => format!("{from} outset: {},", self.up()),
                1 => format!("{from} radius: {},", self.up()),
                2 => format!("    inset: {},", self.up()),
                _ => format!("{from} clip: true,"),
            },
        };
        self.changes.push((file, from.to_owned(), to));
    }

    /// Makes one of the theme's measures greater or smaller.
    fn measure(&mut self) {
        let name = self.of(&[
            "body: 12pt",
            "heading: 14pt",
            "title: 19pt",
            "running: 9pt",
            "statement: 14pt",
            "section-gap: 5pt",
            "section-gap: 6.5pt",
            "entry-gap: 0.56em",
            "leading: 0.534em",
            "leading: 0.54em",
            "border: 1.6pt",
            "middle: 1pt",
            "hairline: 0.75pt",
            "bar: 5pt",
            "column-gap: 13pt",
            "steps-width: 13mm",
            "dots-width: 74mm",
            "note-line: 8.5mm",
            "paragraph-gap: 0.62em",
            "heading-gap: 0.44em",
            "card-inset: 1.5mm",
            "card-gap: 2.4mm",
            "figure-gap: 0.5em",
            "row-gap: 3.4pt",
            "arm-gap: 5pt",
            "indent: 1.05em",
            "row-gap: 3.4pt",
        ]);
        let (key, value) = name.split_once(": ").expect("a measure");
        let digits = value.trim_end_matches(char::is_alphabetic);
        let unit = &value[digits.len()..];
        let factor = *self.dice.of(&[0.3, 0.6, 0.8, 0.9, 0.95, 0.99, 1.01, 1.05, 1.1, 1.3, 1.7]);
        let value = digits.parse::<f64>().expect("a number") * factor;
        self.changes.push((
            "theme.typ",
            format!("  {name},"),
            format!("  {key}: {value:.3}{unit},"),
        ));
    }
}

/// A page's template, its sheet and its format.
pub(super) struct Page {
    pub(super) templates: Tree,
    /// Its number among the sheets.
    pub(super) sheet: usize,
    pub(super) wanted: DocumentSpec,
    /// What it is made of, for findings.
    pub(super) source: String,
}

/// Returns the page of a number.
pub(super) fn page(seed: u64, index: u64) -> Page {
    let dice = Dice(seed ^ index.wrapping_mul(0xd6e8_feb8_6659_fd93));
    let mut author = Author { dice, before: String::new(), changes: Vec::new() };
    author.dice.next();
    for _ in 0..=[0, 0, 0, 1, 1, 2, 3][author.dice.below(7)] {
        author.thing();
    }
    let format = [
        Format::Handout,
        Format::Handout,
        Format::Handout,
        Format::Full,
        Format::Full,
        Format::Card,
        Format::Large,
    ][author.dice.below(7)];
    let sheet = author.dice.below(SHEETS.len());
    let paper = if author.dice.below(2) == 0 { Paper::Letter } else { Paper::A4 };
    let Author { before, changes, dice: _ } = author;
    let (templates, changed) = templates(&before, changes);
    let name = format!("{} {} {}", SHEETS[sheet], format.as_str(), paper.as_str());
    Page {
        templates,
        sheet,
        wanted: DocumentSpec { format, paper, jurisdiction: Jurisdiction::Us },
        source: format!("{name}\n{changed}{before}"),
    }
}

/// The files of a template, and the lines in which these are not as shipped.
pub(super) fn templates(
    before: &str,
    changes: impl IntoIterator<Item = (&'static str, String, String)>,
) -> (Tree, String) {
    let mut templates = Tree::new("templates/");
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let mut changed = String::new();
    for (file, from, to) in changes {
        let text = files.entry(file).or_insert_with(|| shipped(file));
        *text = text.replacen(&from, &to, 1);
        let _ = writeln!(changed, "{file}: {to}");
    }
    for (file, text) in files {
        templates.insert(file, Entry::File(text.into_bytes().into()));
    }
    let ours = format!("{HELPERS}#let sheet(doc) = {{\n{before}  shipped(doc)\n}}\n");
    templates.insert("ours.typ", Entry::File(ours.into_bytes().into()));
    (templates, changed)
}

fn shipped(file: &str) -> String {
    let shipped = candor_shipped::templates();
    let Some(Entry::File(bytes)) = shipped.get(file) else { panic!("{file}") };
    String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n")
}

//! What a page's stream shows: words by the mark under which the tags find them, words in running
//! lines, and whether a mark draws anything.
//!
//! Knows the operators that the engine writes; any other is a finding.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object};

use super::cmap::Cmap;
use super::file::text;
use super::operators::{IDENTITY, Kind, Matrix, kind, matrix, then};
use super::report::{Report, beginning};

/// The deepest nesting of saved states; PDF/A allows 28.
const MAX_SAVED: usize = 64;

/// Words that are set in one go, in the order in which they are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    /// The height of their line above the paper's lower edge, in points.
    pub(super) baseline: f64,
}

/// What stands under a mark.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Mark {
    pub(super) runs: Vec<Run>,
    /// Whether it paints anything else.
    pub(super) draws: bool,
    /// What it is said to show.
    pub(super) alt: Option<String>,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What the tags may point to, by number.
    pub(super) marks: BTreeMap<i64, Mark>,
    /// The words at the head and foot of the page, which are not read out with the text.
    pub(super) running: Vec<Run>,
}

/// Reads a page's stream.
pub(super) fn read(
    content: &[u8],
    fonts: &BTreeMap<Vec<u8>, Cmap>,
    language: &str,
    page: usize,
    report: &mut Report,
) -> Shown {
    let Ok(content) = Content::decode_strict(content) else {
        report.wrong("page", Some(page), "what it shows cannot be read");
        return Shown::default();
    };
    let mut reader = Reader {
        fonts,
        language,
        page,
        report,
        shown: Shown::default(),
        open: Vec::new(),
        saved: Vec::new(),
        matrix: IDENTITY,
        font: None,
        set: None,
    };
    for operation in &content.operations {
        if let Err(problem) = reader.operate(operation) {
            reader.report.wrong("page", Some(page), problem);
            break;
        }
    }
    if !reader.open.is_empty() || !reader.saved.is_empty() || reader.set.is_some() {
        reader.report.wrong("page", Some(page), "what it shows breaks off");
    }
    reader.shown
}

/// What stands around what is shown.
#[derive(Debug, PartialEq)]
enum Open {
    /// A mark that tags can point to.
    Mark(i64),
    /// A line at the head or foot of the page.
    Running,
    /// Decoration, which has no words.
    Decoration,
    /// Glyphs for which the file gives the text, from that glyph of the run on.
    Said(usize, String),
    /// Glyphs in the order in which an eye meets them, of a script from right to left.
    Reversed,
}

/// Glyphs that are set in one go.
struct Set {
    glyphs: Vec<String>,
    baseline: Option<f64>,
    is_reversed: bool,
}

struct Reader<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Cmap>,
    language: &'a str,
    page: usize,
    report: &'a mut Report,
    shown: Shown,
    open: Vec<Open>,
    saved: Vec<(Matrix, Option<Vec<u8>>)>,
    matrix: Matrix,
    font: Option<Vec<u8>>,
    set: Option<Set>,
}

impl Reader<'_> {
    fn operate(&mut self, operation: &Operation) -> Result<(), String> {
        let Operation { operator, operands } = operation;
        match kind(operator) {
            Kind::Unknown => {
                return Err(format!("it is drawn with `{operator}`, which Candor does not write"));
            }
            Kind::Save => self.save(operator, operands)?,
            Kind::Text => self.text(operator, operands)?,
            Kind::Mark => self.mark(operator, operands)?,
            Kind::Paint => self.paint()?,
            // A colour that is a pattern or a gradient draws.
            Kind::State if operands.last().is_some_and(|last| last.as_name().is_ok()) => {
                if matches!(operator.as_str(), "scn" | "SCN") {
                    self.paint_pattern()?;
                }
            }
            Kind::State => {}
        }
        Ok(())
    }

    fn save(&mut self, operator: &str, operands: &[Object]) -> Result<(), String> {
        match operator {
            "q" if self.saved.len() < MAX_SAVED => {
                self.saved.push((self.matrix, self.font.clone()));
            }
            "Q" => (self.matrix, self.font) = self.saved.pop().ok_or("it restores too much")?,
            "cm" => {
                let moved = matrix(operands).ok_or("it is moved in no known way")?;
                self.matrix = then(moved, self.matrix);
            }
            _ => return Err("it is nested too deeply".to_owned()),
        }
        Ok(())
    }

    /// The mark or line that what is shown belongs to.
    fn owner(&self) -> Option<&Open> {
        self.open.first()
    }

    fn paint(&mut self) -> Result<(), String> {
        match self.open.first() {
            Some(&Open::Mark(number)) => {
                self.shown.marks.entry(number).or_default().draws = true;
                Ok(())
            }
            Some(Open::Running | Open::Decoration) => Ok(()),
            Some(Open::Said(..) | Open::Reversed) | None => {
                Err("something is drawn that is neither tagged nor decoration".to_owned())
            }
        }
    }

    fn paint_pattern(&mut self) -> Result<(), String> {
        match self.open.first() {
            Some(Open::Mark(_)) => self.paint(),
            _ => Err("something is drawn in a pattern or gradient".to_owned()),
        }
    }

    fn mark(&mut self, operator: &str, operands: &[Object]) -> Result<(), String> {
        if operator == "EMC" {
            match self.open.pop().ok_or("a mark ends that never began")? {
                Open::Said(from, said) => return self.said(from, said),
                Open::Mark(_) | Open::Running | Open::Decoration | Open::Reversed => {}
            }
            return Ok(());
        }
        let tag = operands.first().and_then(|tag| tag.as_name().ok()).unwrap_or_default();
        let empty = Dictionary::new();
        let properties = match operands.get(1) {
            Some(properties) => properties.as_dict().map_err(|_| "a mark refers elsewhere")?,
            None => &empty,
        };
        let opened = match (tag, self.set.is_some(), self.open.is_empty()) {
            (b"Span", false, true) => self.tagged(properties)?,
            (b"Artifact", false, true) => self.artifact(properties),
            (b"Span", true, false) => {
                self.report.only("text", Some(self.page), properties, &["ActualText"]);
                let said = properties.get(b"ActualText").ok().and_then(text);
                let from = self.set.as_ref().map_or(0, |set| set.glyphs.len());
                Open::Said(from, said.ok_or("a part of a text says nothing of itself")?)
            }
            (b"ReversedChars", true, false) => {
                if let Some(set) = &mut self.set {
                    set.is_reversed = true;
                }
                Open::Reversed
            }
            _ => {
                let tag = String::from_utf8_lossy(tag);
                return Err(format!("it has a mark `{tag}` where none belongs"));
            }
        };
        self.open.push(opened);
        Ok(())
    }

    fn tagged(&mut self, properties: &Dictionary) -> Result<Open, String> {
        self.report.only("text", Some(self.page), properties, &["MCID", "Lang", "Alt"]);
        let number = properties.get(b"MCID").and_then(Object::as_i64);
        let number = number.map_err(|_| "a mark has no number")?;
        if self.shown.marks.contains_key(&number) {
            return Err("two marks have one number".to_owned());
        }
        if let Some(language) = properties.get(b"Lang").ok().and_then(text)
            && language != self.language
        {
            let problem = format!("a text is said to be in \"{language}\"");
            self.report.wrong("text", Some(self.page), problem);
        }
        let alt = properties.get(b"Alt").ok().and_then(text);
        self.shown.marks.insert(number, Mark { alt, ..Mark::default() });
        Ok(Open::Mark(number))
    }

    fn artifact(&mut self, properties: &Dictionary) -> Open {
        let known = ["Type", "Subtype", "Attached", "BBox"];
        self.report.only("decoration", Some(self.page), properties, &known);
        match properties.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Header" | b"Footer") => Open::Running,
            Ok(_) | Err(_) => Open::Decoration,
        }
    }

    /// The text that the file gives for the glyphs since `from`. Their own digits must be its
    /// digits: a number is never read differently from how it is seen.
    fn said(&mut self, from: usize, said: String) -> Result<(), String> {
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let set = self.set.as_mut().ok_or("a text ends that never began")?;
        let own: String = set.glyphs.get(from..).unwrap_or_default().concat();
        if digits(&own) != digits(&said) {
            return Err(format!("{} is read out as {}", beginning(&own), beginning(&said)));
        }
        set.glyphs.truncate(from);
        set.glyphs.push(said);
        Ok(())
    }

    fn text(&mut self, operator: &str, operands: &[Object]) -> Result<(), String> {
        if operator == "BT" {
            self.set = Some(Set { glyphs: Vec::new(), baseline: None, is_reversed: false });
            return Ok(());
        }
        let Some(set) = &mut self.set else {
            return Err("it sets type outside of a text".to_owned());
        };
        match operator {
            "ET" => return self.end(),
            "Tr" if operands.first().and_then(|mode| mode.as_i64().ok()) == Some(0) => {}
            "Tr" => return Err("a text is outlined or not painted".to_owned()),
            "Tf" => self.font = operands.first().and_then(|f| f.as_name().ok()).map(<[u8]>::to_vec),
            "Tm" => {
                let placed = matrix(operands).ok_or("a text stands in no known way")?;
                let [.., baseline] = then(placed, self.matrix);
                set.baseline.get_or_insert(baseline);
            }
            _ => {
                let font = self.font.as_ref().and_then(|font| self.fonts.get(font));
                let font = font.ok_or("a text has no font")?;
                for string in strings(operands) {
                    let glyphs = font.glyphs(string).ok_or("a letter is none that can be read")?;
                    set.glyphs.extend(glyphs.into_iter().map(str::to_owned));
                }
            }
        }
        Ok(())
    }

    /// Gives what was set to the mark or line that it belongs to.
    fn end(&mut self) -> Result<(), String> {
        let Some(Set { mut glyphs, baseline, is_reversed }) = self.set.take() else {
            return Err("a text ends that never began".to_owned());
        };
        if is_reversed {
            glyphs.reverse();
        }
        let run = Run { text: glyphs.concat(), baseline: baseline.unwrap_or_default() };
        match self.owner() {
            Some(&Open::Mark(number)) => {
                self.shown.marks.entry(number).or_default().runs.push(run);
            }
            Some(Open::Running) => self.shown.running.push(run),
            Some(Open::Decoration | Open::Said(..) | Open::Reversed) | None => {
                let problem = format!("nobody would read out {}", beginning(&run.text));
                self.report.wrong("text", Some(self.page), problem);
            }
        }
        Ok(())
    }
}

/// The strings of `Tj` and `TJ`, without the distances between them.
fn strings(operands: &[Object]) -> impl Iterator<Item = &Object> {
    operands
        .iter()
        .flat_map(|operand| match operand.as_array() {
            Ok(list) => list.as_slice(),
            Err(_) => std::slice::from_ref(operand),
        })
        .filter(|part| part.as_str().is_ok())
}

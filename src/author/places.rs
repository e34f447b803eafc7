//! Which words of a sheet's file stand in which text of the page.

use std::fmt;
use std::ops::Range;

use candor_model::{LeafFamily, LeafName};

use super::written::{Node, Step, Written};

/// The texts of the page that a key gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gives {
    One(LeafName),
    /// One for each paragraph, numbered below this name.
    Paragraphs(LeafName),
}

impl Gives {
    fn is(&self, leaf: &str) -> bool {
        match self {
            Self::One(name) => name.as_str() == leaf,
            Self::Paragraphs(name) => {
                let rest = leaf.strip_prefix(name.as_str());
                rest.is_some_and(|rest| rest.starts_with('.'))
            }
        }
    }
}

impl fmt::Display for Gives {
    /// As the page reads it: a name that ends in a dot stands for all below it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(name) => write!(f, "{name}"),
            Self::Paragraphs(name) => write!(f, "{name}."),
        }
    }
}

/// Where the words of a page's text were written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    gives: Gives,
    /// The bytes in the sheet's file.
    range: Range<usize>,
}

/// The places of a sheet's file.
#[derive(Debug, Clone, Default)]
pub struct Places(Vec<Place>);

/// Keys at the top that give a text.
const TOP: [&str; 6] = ["title", "purpose", "stop-if", "funding", "revised", "review-months"];

/// Keys of a step that give a cell.
const DOSE: [&str; 7] = ["from-week", "to-week", "mg", "form", "strength", "count", "time"];

/// How many characters of a text are looked for in the file.
const LOOKED_FOR: usize = 24;

fn of_top(key: &str) -> Option<LeafName> {
    Some(match key {
        "title" => LeafFamily::Title.alone(),
        "purpose" => LeafFamily::Purpose.alone(),
        "stop-if" => LeafFamily::StopIf.alone(),
        "funding" => LeafFamily::About.leaf("funding"),
        "revised" | "review-months" => LeafFamily::About.leaf("dates"),
        _ => return None,
    })
}

fn of_step(index: usize, key: &str) -> Option<LeafName> {
    let cell = match key {
        "from-week" | "to-week" => "when",
        "mg" => "amount",
        "form" | "strength" | "count" => "take",
        "time" => "time",
        _ => return None,
    };
    Some(LeafFamily::Dose.leaf(index + 1).part(cell))
}

/// Returns the texts of the page that a key gives.
pub(super) fn given_by(written: &Written<'_>, path: &[Step]) -> Option<Gives> {
    let name = match path {
        [Step::Key(key)] => of_top(key)?,
        [Step::Key(list), Step::Index(index)] if list == "questions" => {
            LeafFamily::Question.leaf(index + 1)
        }
        [Step::Key(table), Step::Index(index), Step::Key(key)] if table == "dose" => {
            of_step(*index, key)?
        }
        [Step::Key(table), Step::Index(_), Step::Key(key)] if table == "section" => {
            let place = [path[0].clone(), path[1].clone(), "place".into()];
            let place = written.find(&place)?.json();
            let place = place.as_str()?;
            if key == "text" {
                return Some(Gives::Paragraphs(LeafFamily::Author.leaf(place)));
            }
            LeafFamily::Heading.leaf(place)
        }
        [Step::Key(table), Step::Key(_)] if table == "author" => LeafFamily::About.leaf("author"),
        [Step::Key(table), Step::Key(_)] if table == "contacts" => LeafFamily::Contact.leaf("call"),
        _ => return None,
    };
    Some(Gives::One(name))
}

/// Returns the places of a sheet's file; without any when it is not TOML.
pub fn places(text: &str) -> Places {
    let Ok(written) = Written::parse(text) else { return Places::default() };
    let mut paths: Vec<Vec<Step>> = TOP.iter().map(|&key| vec![key.into()]).collect();
    let count = |key: &str| {
        let value = written.find(&[key.into()]).map(Node::json);
        value.and_then(|value| value.as_array().map(Vec::len)).unwrap_or(0)
    };
    paths.extend((0..count("questions")).map(|index| vec!["questions".into(), index.into()]));
    for (table, keys) in [("dose", &DOSE[..]), ("section", &["heading", "text"])] {
        for index in 0..count(table) {
            paths.extend(keys.iter().map(|&key| vec![table.into(), index.into(), key.into()]));
        }
    }
    for (table, keys) in [("author", ["name", "role"]), ("contacts", ["phone", "hours"])] {
        paths.extend(keys.map(|key| vec![table.into(), key.into()]));
    }
    let places = paths.into_iter().filter_map(|path| {
        let range = written.find(&path).and_then(Node::span)?;
        Some(Place { gives: given_by(&written, &path)?, range })
    });
    Places(places.collect())
}

impl Places {
    /// Returns where a text of the page was written; `says` are its words. `file` is the text that
    /// the places are of.
    pub fn of(&self, file: &str, leaf: &str, says: &str) -> Option<Range<usize>> {
        let place = self.0.iter().find(|place| place.gives.is(leaf))?;
        if let Gives::One(_) = place.gives {
            return Some(place.range.clone());
        }
        // One of several paragraphs: its first words, as far as they stand there unchanged.
        let slice = file.get(place.range.clone())?;
        let words: String = says.chars().take(LOOKED_FOR).collect();
        let found = slice.find(&words).map(|at| (at, words.len()));
        let found = found.or_else(|| {
            let first = says.split(['\u{a0}', ' ']).next().filter(|word| word.len() > 3)?;
            Some((slice.find(first)?, first.len()))
        });
        Some(match found {
            Some((at, len)) => place.range.start + at..place.range.start + at + len,
            None => place.range.clone(),
        })
    }

    /// Returns the text of the page that holds what was written at a byte; `leaves` are all texts
    /// with their words.
    pub fn leaf_at<'a>(
        &self,
        file: &str,
        at: usize,
        leaves: impl Iterator<Item = (&'a str, String)>,
    ) -> Option<&'a str> {
        let within = |range: &Range<usize>| range.start <= at && at <= range.end;
        let place = self.0.iter().find(|place| within(&place.range))?;
        let mut best: Option<(usize, &str)> = None;
        for (leaf, says) in leaves {
            if !place.gives.is(leaf) {
                continue;
            }
            if let Gives::One(_) = place.gives {
                return Some(leaf);
            }
            let start = self.of(file, leaf, &says).map_or(place.range.start, |r| r.start);
            let nearer = best.is_none_or(|(known, _)| known < start);
            if best.is_none() || (start <= at && nearer) {
                best = Some((start, leaf));
            }
        }
        best.map(|(_, leaf)| leaf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "title = \"T\"\nquestions = [\"A?\", \"B?\"]\n[[section]]\nplace = \"why\"\ntext = \"\"\"\nFirst words stand here.\n\nSecond words stand there.\n\"\"\"\n[[dose]]\nfrom-week = 1\nmg = \"1\"\n";

    #[test]
    fn page_and_file_know_each_other() {
        let places = places(SHEET);
        let at = |leaf: &str, says: &str| places.of(SHEET, leaf, says).map(|range| &SHEET[range]);
        assert_eq!(at("title", "T"), Some("\"T\""));
        assert_eq!(at("question.2", "B?"), Some("\"B?\""));
        assert_eq!(at("dose.1.amount", "1 mg"), Some("\"1\""));
        assert_eq!(
            at("author.why.2", "Second words stand there."),
            Some("Second words stand there")
        );
        assert_eq!(at("item.x", "T"), None);
        let leaves = [
            ("title", "T"),
            ("author.why.1", "First words stand here."),
            ("author.why.2", "Second words stand there."),
            ("dose.1.amount", "1 mg"),
        ];
        let leaf = |word: &str| {
            let at = SHEET.find(word).expect("there");
            let leaves = leaves.iter().map(|(leaf, says)| (*leaf, (*says).to_owned()));
            places.leaf_at(SHEET, at, leaves)
        };
        assert_eq!(leaf("T\""), Some("title"));
        assert_eq!(leaf("words stand here"), Some("author.why.1"));
        assert_eq!(leaf("there."), Some("author.why.2"));
        assert_eq!(leaf("\"1\""), Some("dose.1.amount"));
        assert_eq!(leaf("place ="), None);
    }
}

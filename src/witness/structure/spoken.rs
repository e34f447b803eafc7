//! The words of the tree against the words of the composition: all, in order, once, each as what it
//! is; and the running lines of each page.

use std::collections::{BTreeMap, BTreeSet};

use super::expected::{Cell, Expected, Kind, expected};
use super::pages::Page;
use super::report::{Report, beginning};
use super::stream::Run;
use super::tree::{Piece, Role, Tree};
use candor_composition::Composition;
use candor_model::Writing;

mod line;

use self::line::{Item, Matched, What, matched};

/// A heading that stands on the pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) words: String,
    pub(super) level: u8,
    /// Its page, counted from zero.
    pub(super) page: usize,
}

/// Holds the words of the tree and of the running lines against the composition; returns the
/// headings that were found.
pub(super) fn check(
    tree: &Tree,
    pages: &[Page],
    composition: &Composition,
    report: &mut Report,
) -> Vec<Heading> {
    running(pages, composition, report);
    let Stream { items, labels } = stream(tree, pages, report);
    let mut reader = Reader {
        tree,
        items: &items,
        at: 0,
        is_apart: false,
        labels,
        placed: placed(composition),
        writing: composition.writing,
        used: BTreeMap::new(),
        rows: Vec::new(),
        tables: BTreeMap::new(),
        headings: Vec::new(),
        report,
    };
    for wanted in &expected(composition) {
        if !reader.take(wanted) {
            // What comes later is out of step, and says nothing more.
            return reader.headings;
        }
    }
    reader.rest();
    reader.headings
}

/// Alternative texts of what a template may place where it likes: logo and QR code.
fn placed(composition: &Composition) -> Vec<String> {
    let logo = composition.logo.iter().map(|logo| logo.alt.clone());
    logo.chain(composition.code.iter().map(|code| code.alt.clone())).collect()
}

/// Everything that is read, and the labels of the entries of lists.
struct Stream {
    items: Vec<Item>,
    labels: BTreeMap<usize, String>,
}

fn stream(tree: &Tree, pages: &[Page], report: &mut Report) -> Stream {
    let mut items: Vec<Item> = Vec::new();
    let mut labels: BTreeMap<usize, String> = BTreeMap::new();
    let mut before: Option<(usize, usize, f64)> = None;
    for &Piece { element, page, mark } in &tree.pieces {
        let Some(mark) = pages.get(page).and_then(|page| page.shown.marks.get(&mark)) else {
            continue;
        };
        if let Some(figure) = tree.around(element, |role| role == Role::Figure) {
            let alt = tree.elements.get(figure).and_then(|element| element.alt.clone());
            if !mark.runs.is_empty() || !mark.draws {
                report.wrong("picture", Some(page), "it holds words, or nothing");
            }
            if mark.alt.is_some() && mark.alt != alt {
                report.wrong("picture", Some(page), "it is said to show two different things");
            }
            let what = What::Figure(alt.unwrap_or_default());
            items.push(Item { what, element: figure, page });
            before = None;
            continue;
        }
        if mark.draws || mark.alt.is_some() {
            report.wrong("tags", Some(page), "a drawing stands where a text should be");
        }
        if let Some(label) = tree.around(element, |role| role == Role::Label) {
            let entry = tree.around(label, |role| role == Role::Entry).unwrap_or(label);
            let text: String = mark.runs.iter().map(|run| run.text.as_str()).collect();
            labels.entry(entry).or_default().push_str(&text);
            continue;
        }
        let element = tree.block(element);
        for Run { text, baseline } in &mark.runs {
            let same = |(last, on, line): (usize, usize, f64)| {
                last == element && on == page && (line - baseline).abs() < 0.5
            };
            if !before.is_some_and(same) {
                items.push(Item { what: What::Break, element, page });
            }
            before = Some((element, page, *baseline));
            let chars = text.chars();
            items.extend(chars.map(|c| Item { what: What::Char(c), element, page }));
        }
    }
    Stream { items, labels }
}

/// Reads the words of the tree one after the other.
struct Reader<'a> {
    tree: &'a Tree,
    items: &'a [Item],
    at: usize,
    /// Whether white space or a line's end stands before what comes next.
    is_apart: bool,
    /// By entry of a list, those that are not used yet.
    labels: BTreeMap<usize, String>,
    placed: Vec<String>,
    writing: Writing,
    /// Elements of the tree that hold a text of the composition, with what kind of text.
    used: BTreeMap<usize, Kind>,
    /// Rows of the tree, each with the cells of the composition in it.
    rows: Vec<(Cell, usize)>,
    /// Tables of the tree, by the tables of the composition.
    tables: BTreeMap<usize, usize>,
    headings: Vec<Heading>,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// Goes to the next word or picture that is not one of those with a free place.
    fn skip(&mut self) {
        self.is_apart = false;
        while let Some(item) = self.items.get(self.at) {
            match &item.what {
                What::Break => self.is_apart = true,
                What::Char(c) if c.is_whitespace() => self.is_apart = true,
                What::Figure(alt) => match self.placed.iter().position(|one| one == alt) {
                    Some(found) => {
                        self.placed.remove(found);
                    }
                    None => return,
                },
                What::Char(_) => return,
            }
            self.at += 1;
        }
    }

    /// Reads one text or picture; whether it was there.
    fn take(&mut self, wanted: &Expected<'_>) -> bool {
        let Expected { name, words, kind } = wanted;
        self.skip();
        let next = self.items.get(self.at);
        let page = next.map(|item| item.page);
        if *kind == Kind::Picture {
            let found = next.is_some_and(|item| item.what == What::Figure(words.clone()));
            if found {
                self.at += 1;
            } else {
                let problem = format!("a picture is not where it is due: {}", beginning(words));
                self.report.wrong(name, page, problem);
            }
            return found;
        }
        let rest = self.items.get(self.at..).unwrap_or_default();
        match matched(words, rest, self.writing) {
            Ok(Matched { used, elements }) => {
                self.at += used;
                self.fits(wanted, &elements, page.unwrap_or_default());
                true
            }
            Err(problem) => {
                let here: String = rest.iter().take(200).filter_map(Item::char).collect();
                let due = beginning(words);
                let problem = format!("{due} is due and {} is read: {problem}", beginning(&here));
                self.report.wrong(name, page, problem);
                false
            }
        }
    }

    /// Whether a text is read as what it is.
    fn fits(&mut self, wanted: &Expected<'_>, elements: &BTreeSet<usize>, page: usize) {
        let Expected { name, words, kind } = wanted;
        let &[element] = elements.iter().copied().collect::<Vec<_>>().as_slice() else {
            self.report.wrong(name, Some(page), "it is read in pieces that do not belong together");
            return;
        };
        let role = self.tree.role(element);
        let in_entry = self.tree.around(element, |role| role == Role::Body).is_some();
        let in_table = self.tree.around(element, |role| role == Role::Table).is_some();
        // Sentences may follow each other in one paragraph, as words do; cells and entries may not.
        let before = self.used.insert(element, *kind);
        if before.is_some_and(|before| [before, *kind] != [Kind::Text; 2] || !self.is_apart) {
            let problem = "it is read out as one with the text before it";
            self.report.wrong(name, Some(page), problem);
        }
        let plain = matches!(role, Role::Paragraph | Role::Group | Role::Body | Role::Cell);
        let fits = match kind {
            Kind::Heading(level) => {
                let title = self.tree.elements.get(element).and_then(|one| one.title.as_ref());
                let heading = Heading { words: words.clone(), level: *level, page };
                self.headings.push(heading);
                role == Role::Heading(*level) && title == Some(words)
            }
            Kind::Text => plain && !in_entry,
            Kind::Bullet | Kind::Step(_) => plain && in_entry,
            Kind::Cell(cell) => self.in_row(*cell, element),
            Kind::Day => {
                matches!(role, Role::Head | Role::Cell) || (plain && !in_table && !in_entry)
            }
            Kind::Picture => false,
        };
        if !fits {
            self.report.wrong(name, Some(page), format!("it is read out as a {role:?}"));
        }
        self.label(wanted, element, page);
    }

    /// Whether an element is a cell of a table, in the row and the table of the cells before it that
    /// stand in these, and in a new one otherwise; the first row is the head.
    fn in_row(&mut self, cell: Cell, element: usize) -> bool {
        let Cell { table, row } = cell;
        let role = if row == 0 { Role::Head } else { Role::Cell };
        let within = |is| self.tree.around(element, |role| role == is);
        let is_row = within(Role::Row).is_some_and(|found| {
            let is_new = !self.rows.iter().any(|(_, known)| *known == found);
            match self.rows.iter().find(|(known, _)| *known == cell) {
                Some((_, known)) => *known == found,
                None => is_new,
            }
        });
        let whole = self.tree.outermost(element, Role::Table);
        let is_table = whole.is_some_and(|found| {
            let is_new = !self.tables.values().any(|known| *known == found);
            self.tables.get(&table).map_or(is_new, |known| *known == found)
        });
        self.rows.extend(within(Role::Row).map(|found| (cell, found)));
        if let Some(found) = whole {
            self.tables.insert(table, found);
        }
        self.tree.role(element) == role && is_row && is_table
    }

    /// The sign or number before an entry of a list is the entry's own.
    fn label(&mut self, wanted: &Expected<'_>, element: usize, page: usize) {
        let entry = self.tree.around(element, |role| role == Role::Entry);
        let label = entry.and_then(|entry| self.labels.remove(&entry));
        let label = label.as_deref().map(str::trim);
        let fits = match wanted.kind {
            Kind::Bullet => label == Some("•"),
            Kind::Step(n) => label == Some(&*format!("{n}.")),
            Kind::Heading(_) | Kind::Text | Kind::Cell(_) | Kind::Day | Kind::Picture => {
                label.is_none()
            }
        };
        if !fits {
            let problem = match label {
                Some(label) => format!("{} stands before it", beginning(label)),
                None => "it has no sign or number of its list".to_owned(),
            };
            self.report.wrong(wanted.name, Some(page), problem);
        }
    }

    /// What is left over when all is read.
    fn rest(&mut self) {
        self.skip();
        if let Some(item) = self.items.get(self.at) {
            let rest = self.items.get(self.at..).unwrap_or_default();
            let more: String = rest.iter().take(200).filter_map(Item::char).collect();
            let what = match &item.what {
                What::Figure(alt) => format!("a picture is read that nobody asked for: {alt}"),
                What::Char(_) | What::Break => format!("{} is read as well", beginning(&more)),
            };
            self.report.wrong("text", Some(item.page), what);
        }
        for alt in &self.placed {
            self.report.wrong("picture", None, format!("{} is missing", beginning(alt)));
        }
        if let Some(label) = self.labels.values().next() {
            let problem = format!("{} stands before nothing", beginning(label));
            self.report.wrong("text", None, problem);
        }
        let empty = self.tree.elements.iter().enumerate().any(|(index, element)| {
            matches!(element.role, Role::Heading(_)) && !self.used.contains_key(&index)
        });
        if empty {
            self.report.wrong("tags", None, "there is a heading that is none of the sheet's");
        }
    }
}

/// Header, footer and page number are the words of each page that are not read with its text.
fn running(pages: &[Page], composition: &Composition, report: &mut Report) {
    for (index, page) in pages.iter().enumerate() {
        let number = (index + 1).to_string();
        let wanted = composition.running.all().map(|leaf| leaf.text().replace("{page}", &number));
        let mut items = Vec::new();
        let mut before = None;
        for Run { text, baseline } in &page.shown.running {
            if before.is_none_or(|line: f64| 0.5 < (line - baseline).abs()) {
                items.push(Item { what: What::Break, element: 0, page: index });
            }
            before = Some(*baseline);
            let chars = text.chars();
            items.extend(chars.map(|c| Item { what: What::Char(c), element: 0, page: index }));
        }
        if !in_some_order(&wanted, &items, composition.writing) {
            let found: String = items.iter().filter_map(Item::char).collect();
            let problem = format!("they say {}", beginning(&found));
            report.wrong("running lines", Some(index), problem);
        }
    }
}

/// Whether the items are the wanted texts, each once, in whatever order, and nothing else.
fn in_some_order(wanted: &[String], items: &[Item], writing: Writing) -> bool {
    let begin = items.iter().position(|item| item.char().is_some_and(|c| !c.is_whitespace()));
    let items = begin.and_then(|begin| items.get(begin..)).unwrap_or_default();
    if wanted.is_empty() {
        return items.is_empty();
    }
    (0..wanted.len()).any(|first| {
        let mut others = wanted.to_vec();
        let text = others.remove(first);
        matched(&text, items, writing).is_ok_and(|found| {
            in_some_order(&others, items.get(found.used..).unwrap_or_default(), writing)
        })
    })
}

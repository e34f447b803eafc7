//! The structure tree: what the file says is a heading, a paragraph, a list, a table, a picture.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::catalog::language;
use super::file::{File, refers};
use super::pages::Page;
use super::report::Report;
use candor_composition::Composition;

/// The deepest nesting of elements.
const MAX_DEPTH: usize = 64;
const MAX_ELEMENTS: usize = 100_000;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The whole, or a part that means nothing by itself.
    Group,
    Paragraph,
    /// A heading of a level.
    Heading(u8),
    List,
    /// An entry of a list.
    Entry,
    /// The sign or number of an entry.
    Label,
    /// What an entry says.
    Body,
    /// A table, or a part of one that holds rows.
    Table,
    Row,
    /// A cell at the head of a column or row.
    Head,
    Cell,
    /// A part of a text.
    Span,
    Figure,
}

/// What each name of an element stands for.
const ROLES: [(&str, Role); 23] = [
    ("Document", Role::Group),
    ("Part", Role::Group),
    ("Sect", Role::Group),
    ("Div", Role::Group),
    ("P", Role::Paragraph),
    ("H1", Role::Heading(1)),
    ("H2", Role::Heading(2)),
    ("H3", Role::Heading(3)),
    ("H4", Role::Heading(4)),
    ("H5", Role::Heading(5)),
    ("H6", Role::Heading(6)),
    ("L", Role::List),
    ("LI", Role::Entry),
    ("Lbl", Role::Label),
    ("LBody", Role::Body),
    ("Table", Role::Table),
    ("THead", Role::Table),
    ("TBody", Role::Table),
    ("TR", Role::Row),
    ("TH", Role::Head),
    ("TD", Role::Cell),
    ("Span", Role::Span),
    ("Figure", Role::Figure),
];

/// What names of the engine's own stand for.
const MAPPED: [(&str, &str); 5] =
    [("Datetime", "Span"), ("Em", "Span"), ("Strong", "Span"), ("Terms", "Part"), ("Title", "P")];

#[derive(Debug)]
pub(super) struct Element {
    pub(super) role: Role,
    /// What it stands in.
    pub(super) parent: Option<usize>,
    /// What it is said to show.
    pub(super) alt: Option<String>,
    /// What a heading is said to be called.
    pub(super) title: Option<String>,
}

/// A mark on a page, in the order in which it is read.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its index in `Tree::elements`.
    pub(super) element: usize,
    /// On which page, counted from zero.
    pub(super) page: usize,
    pub(super) mark: i64,
}

/// All elements and what they hold, in the order in which they are read.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The elements; what an element stands in comes before it.
    pub(super) elements: Vec<Element>,
    pub(super) pieces: Vec<Piece>,
}

impl Tree {
    /// Returns the nearest element around and with `element` for which `is` holds.
    pub(super) fn around(&self, element: usize, is: impl Fn(Role) -> bool) -> Option<usize> {
        let mut at = Some(element);
        while let Some(index) = at {
            let Element { role, parent, .. } = self.elements.get(index)?;
            if is(*role) {
                return Some(index);
            }
            at = *parent;
        }
        None
    }

    /// Returns the outermost element around and with `element` that is a `role`.
    pub(super) fn outermost(&self, element: usize, role: Role) -> Option<usize> {
        let mut found = self.around(element, |one| one == role);
        while let Some(next) = found
            && let Some(parent) = self.elements.get(next).and_then(|element| element.parent)
            && let Some(outer) = self.around(parent, |one| one == role)
        {
            found = Some(outer);
        }
        found
    }

    /// Returns the element that a text stands in as a whole.
    pub(super) fn block(&self, element: usize) -> usize {
        self.around(element, |role| role != Role::Span).unwrap_or(element)
    }

    /// Returns what an element is.
    pub(super) fn role(&self, element: usize) -> Role {
        self.elements.get(element).map_or(Role::Group, |element| element.role)
    }
}

pub(super) fn read(
    file: &File,
    catalog: &Dictionary,
    pages: &[Page],
    composition: &Composition,
    report: &mut Report,
) -> Tree {
    let Some(root) = file.dict(catalog, "StructTreeRoot") else {
        report.wrong("tags", None, "there are none: a screen reader gets nothing in order");
        return Tree::default();
    };
    let known = ["Type", "K", "ParentTree", "ParentTreeNextKey", "RoleMap", "IDTree"];
    report.only("tags", None, root, &known);
    for (name, stands_for) in file.dict(root, "RoleMap").into_iter().flatten() {
        let known = MAPPED.iter().any(|(from, to)| {
            from.as_bytes() == name.as_slice()
                && stands_for.as_name().is_ok_and(|name| name == to.as_bytes())
        });
        if !known {
            report.wrong("tags", None, "a kind of element stands for another one");
        }
    }
    let language = language(composition);
    let mut walk =
        Walk { file, pages, language, report, tree: Tree::default(), seen: BTreeSet::new() };
    let kids = children(file, root);
    if kids.len() != 1 {
        walk.report.wrong("tags", None, "they do not stand in one document");
    }
    for kid in kids {
        walk.kid(kid, None, None, 0);
    }
    let Walk { tree, .. } = walk;
    every_mark(&tree, pages, report);
    tree
}

/// Each mark of a page stands in the tree, once, and the tree points to nothing else.
fn every_mark(tree: &Tree, pages: &[Page], report: &mut Report) {
    let mut read = BTreeSet::new();
    for &Piece { page, mark, .. } in &tree.pieces {
        if !read.insert((page, mark)) {
            report.wrong("tags", Some(page), "something is read out twice");
        }
        if pages.get(page).is_none_or(|page| !page.shown.marks.contains_key(&mark)) {
            report.wrong("tags", Some(page), "they point to what the page does not show");
        }
    }
    for (index, page) in pages.iter().enumerate() {
        if page.shown.marks.keys().any(|mark| !read.contains(&(index, *mark))) {
            report.wrong("tags", Some(index), "the page shows what is never read out");
        }
    }
}

fn children<'a>(file: &'a File, of: &'a Dictionary) -> Vec<&'a Object> {
    match of.get(b"K") {
        Ok(kids) => match file.follow(kids).as_array() {
            Ok(list) => list.iter().collect(),
            Err(_) => vec![kids],
        },
        Err(_) => Vec::new(),
    }
}

struct Walk<'a> {
    file: &'a File,
    pages: &'a [Page],
    language: String,
    report: &'a mut Report,
    tree: Tree,
    seen: BTreeSet<ObjectId>,
}

impl Walk<'_> {
    /// Goes into a kid of an element that is on `page`.
    fn kid(&mut self, kid: &Object, parent: Option<usize>, page: Option<ObjectId>, depth: usize) {
        let file = self.file;
        if MAX_DEPTH < depth || MAX_ELEMENTS < self.tree.elements.len() {
            self.report.wrong("tags", None, "they are nested too deeply or too many");
            return;
        }
        if let Ok(mark) = kid.as_i64() {
            self.piece(parent, page, mark);
            return;
        }
        if let Ok(id) = kid.as_reference()
            && !self.seen.insert(id)
        {
            self.report.wrong("tags", None, "an element stands in two places");
            return;
        }
        let Ok(dict) = file.follow(kid).as_dict() else {
            self.report.wrong("tags", None, "an element cannot be read");
            return;
        };
        match file.name(dict, "Type") {
            Some(b"MCR") => {
                self.report.only("tags", None, dict, &["Type", "Pg", "MCID"]);
                match file.at(dict, "MCID").and_then(|mark| mark.as_i64().ok()) {
                    Some(mark) => self.piece(parent, refers(dict, "Pg").or(page), mark),
                    None => self.report.wrong("tags", None, "an element points to nothing"),
                }
            }
            Some(b"OBJR") => {
                self.report.wrong("tags", None, "they point to something that is not text");
            }
            Some(_) | None => self.element(dict, parent, page, depth),
        }
    }

    fn piece(&mut self, element: Option<usize>, page: Option<ObjectId>, mark: i64) {
        let page = page.and_then(|id| self.pages.iter().position(|page| page.id == id));
        match element.zip(page) {
            Some((element, page)) => self.tree.pieces.push(Piece { element, page, mark }),
            None => self.report.wrong("tags", None, "they point to a page that is not there"),
        }
    }

    fn element(
        &mut self,
        dict: &Dictionary,
        parent: Option<usize>,
        page: Option<ObjectId>,
        depth: usize,
    ) {
        let file = self.file;
        let known = ["Type", "S", "P", "Pg", "K", "A", "Alt", "T", "Lang", "ID"];
        self.report.only("tags", None, dict, &known);
        let name = String::from_utf8_lossy(file.name(dict, "S").unwrap_or_default());
        let mapped = MAPPED.iter().find(|(from, _)| *from == name).map_or(&*name, |(_, to)| to);
        let role = ROLES.iter().find(|(known, _)| *known == mapped).map(|(_, role)| *role);
        if role.is_none() {
            let problem = format!("an element is a `{name}`, which Candor's pages have none of");
            self.report.wrong("tags", None, problem);
        }
        let role = role.unwrap_or(Role::Group);
        let (alt, title) = (file.text(dict, "Alt"), file.text(dict, "T"));
        if alt.is_some() != (role == Role::Figure) {
            let problem = "other words stand for a text, or none for a picture";
            self.report.wrong("tags", None, problem);
        }
        if title.is_some() != matches!(role, Role::Heading(_)) {
            self.report.wrong(
                "tags",
                None,
                "something that is no heading has a name, or one has none",
            );
        }
        if let Some(language) = file.text(dict, "Lang").filter(|found| *found != self.language) {
            self.report.wrong("tags", None, format!("a text is said to be in \"{language}\""));
        }
        self.attributes(dict);
        let index = self.tree.elements.len();
        self.tree.elements.push(Element { role, parent, alt, title });
        let page = refers(dict, "Pg").or(page);
        for kid in children(file, dict) {
            self.kid(kid, Some(index), page, depth + 1);
        }
    }

    /// Attributes say how wide something is, of what list or column, and nothing in words.
    fn attributes(&mut self, dict: &Dictionary) {
        let file = self.file;
        let Some(found) = file.at(dict, "A") else { return };
        let list = found.as_array().map_or(vec![found], |list| list.iter().collect());
        for attribute in list {
            match file.follow(attribute).as_dict() {
                Ok(attribute) => self.report.only(
                    "tags",
                    None,
                    attribute,
                    &[
                        "O",
                        "Placement",
                        "BBox",
                        "ListNumbering",
                        "Scope",
                        "RowSpan",
                        "BorderColor",
                        "BorderStyle",
                        "BorderThickness",
                        "ColSpan",
                        "Headers",
                    ],
                ),
                Err(_) => self.report.wrong("tags", None, "an attribute cannot be read"),
            }
        }
    }
}

//! The texts of an author, and how long each may be.

use candor_model::span::Spanned;
use candor_model::{Contacts, Sheet};

/// The longest length of an author's text in characters, by table and key.
pub(super) const LONGEST: [(&str, &str, usize); 12] = [
    ("", "title", 100),
    ("", "purpose", 300),
    ("", "stop-if", 400),
    ("", "funding", 200),
    ("", "questions", 200),
    ("section", "heading", 80),
    ("section", "text", 4000),
    ("dose", "time", 40),
    ("contacts", "phone", 100),
    ("contacts", "hours", 100),
    ("author", "name", 100),
    ("author", "role", 100),
];

/// Returns the longest length of an author's text in characters; `table` is `None` at the top of
/// the file.
pub fn longest(table: Option<&str>, key: &str) -> Option<usize> {
    let table = table.unwrap_or_default();
    LONGEST.iter().find(|(t, k, _)| *t == table && *k == key).map(|(_, _, longest)| *longest)
}

/// Every text of the author, with its longest length in characters and its name.
pub(super) fn author_texts(sheet: &Sheet) -> Vec<(&Spanned<String>, usize, &'static str)> {
    let max = |table, key| longest(Some(table), key).unwrap_or(usize::MAX);
    let mut texts = vec![
        (&sheet.title, max("", "title"), "title"),
        (&sheet.purpose, max("", "purpose"), "purpose"),
        (&sheet.stop_if, max("", "stop-if"), "stop-if"),
        (&sheet.funding, max("", "funding"), "funding"),
    ];
    texts.extend(sheet.questions.iter().map(|text| (text, max("", "questions"), "question")));
    for section in &sheet.sections {
        let heading = max("section", "heading");
        texts.extend(section.heading.iter().map(|text| (text, heading, "heading")));
        texts.push((&section.source, max("section", "text"), "text"));
    }
    texts.extend(sheet.dosing.iter().map(|step| (&step.time, max("dose", "time"), "time")));
    let Contacts { phone, hours } = &sheet.contacts;
    texts.extend(phone.iter().map(|text| (text, max("contacts", "phone"), "contact")));
    texts.extend(hours.iter().map(|text| (text, max("contacts", "hours"), "contact")));
    if let Some(author) = &sheet.author {
        texts.push((&author.name, max("author", "name"), "author's name"));
        texts.push((&author.role, max("author", "role"), "author's role"));
    }
    texts
}

//! What the texts of a composition are called, and what follows from it.
//!
//! A name is a family, or a family and what it is of: `title`, `item.<id>`, `dose.2.amount`. It is
//! written into the composition, into signed text of record and beside each glyph of a page, so it
//! does not change between versions. Whose words a text holds and how much a change of it matters
//! follow from its name alone; a new family does not compile before it has an answer to both.

use std::fmt::{self, Display};

use super::{AuthorPlace, Class, Place};

macro_rules! families {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal)*) => {
        /// The first part of a leaf's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LeafFamily {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl LeafFamily {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the first part of its leaves' names.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

families! {
    /// The sheet's title.
    Title "title"
    /// For whom the sheet is.
    Purpose "purpose"
    /// How far the sheet has come: draft, candidate, version.
    State "state"
    /// The line at the head and at the foot of each page, and its number.
    Running "running"
    /// The release block: reviewers, code, lines to sign on.
    Release "release"
    /// The heading of a place on the page.
    Heading "heading"
    /// What to know before all else.
    Key "key"
    /// A safety item of the medicine.
    Item "item"
    /// The evidence statement and what belongs to it.
    Evidence "evidence"
    /// A row of the table of evidence.
    Table "table"
    /// Numbers of a trial, drawn.
    Figure "figure"
    /// A cell of the dose table, its heads, or what stands in its place.
    Dose "dose"
    /// When to stop taking the medicine.
    StopIf "stop-if"
    /// The author's paragraphs, by the place where they stand.
    Author "author"
    /// A question that the author suggests.
    Question "question"
    /// Weeks and doses with days to tick.
    Calendar "calendar"
    /// What can wait for the next visit.
    Help "help"
    /// Whom to call.
    Contact "contact"
    /// A line to write on.
    Write "write"
    /// Who wrote the sheet, when, with whose money.
    About "about"
    /// The wallet card.
    Card "card"
    /// An entry of a list or notice for staff.
    Notice "notice"
    /// In a dossier: the heading of a place of the leaflet.
    Part "part"
    /// In a dossier: on what a safety item rests.
    Basis "basis"
    /// In a dossier: an item in a clinician's words.
    Clinician "clinician"
    /// In a dossier: a fact behind an item.
    Fact "fact"
    /// In a dossier: what nobody has checked yet.
    Check "check"
    /// In a dossier: why a number of a trial is not drawn.
    NotDrawn "not-drawn"
    /// In a dossier: a record of evidence.
    Record "record"
    /// In a dossier: a study of a record.
    Study "study"
    /// In a dossier: what changed since the last release.
    Changes "changes"
    /// In a dossier: where sources disagree.
    Disagreement "disagreement"
    /// In a dossier: an item that was left out, by whom and why.
    Waiver "waiver"
    /// In a dossier: a finding of the linter that was set aside.
    FalseAlarm "false-alarm"
    /// In a dossier: that nothing was set aside.
    SetAside "set-aside"
    /// In a dossier: what a clinic changed of measures and templates.
    Looks "looks"
    /// In a dossier: a question to ask the patient.
    Ask "ask"
    /// In a dossier: the answer to listen for.
    Listen "listen"
    /// In a dossier: the reading level of a part.
    Grade "grade"
}

/// Whose words a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Those of the sheet's author.
    Author,
    /// Those of the medicine's monograph.
    Monograph,
    /// Fixed wording, perhaps with the sheet's or the monograph's numbers.
    Fixed,
}

impl LeafFamily {
    /// Returns the family of a leaf; `None` for a name that no composition has.
    pub fn of(leaf: &str) -> Option<Self> {
        Self::named(leaf.split_once('.').map_or(leaf, |(family, _)| family))
    }

    /// Whether a leaf is of this family.
    pub fn has(self, leaf: &str) -> bool {
        // Asked for each line of a page, so nothing is split or allocated.
        leaf.strip_prefix(self.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether a leaf is of one of these families.
    pub fn any_has(families: &[Self], leaf: &str) -> bool {
        families.iter().any(|family| family.has(leaf))
    }

    /// Returns the name of the leaf of this family that is of `what`.
    pub fn leaf(self, what: impl Display) -> LeafName {
        LeafName(format!("{}.{what}", self.as_str()))
    }

    /// Returns the name of the one leaf of this family.
    pub fn alone(self) -> LeafName {
        LeafName(self.as_str().to_owned())
    }

    /// Returns what a leaf of this family is of: an item's id, a place.
    pub fn rest(self, leaf: &str) -> Option<&str> {
        leaf.strip_prefix(self.as_str())?.strip_prefix('.')
    }
}

/// The name of a leaf, made from its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafName(String);

impl LeafName {
    /// Returns the name of a part of this leaf.
    #[must_use]
    pub fn part(&self, part: impl Display) -> Self {
        Self(format!("{}.{part}", self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as it is written.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Display for LeafName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns whose words a leaf holds; those of an unknown leaf could be anybody's, so they are judged
/// like an author's.
pub fn origin(leaf: &str) -> Origin {
    use LeafFamily as F;
    let Some(family) = F::of(leaf) else { return Origin::Author };
    match family {
        F::Title | F::Purpose | F::StopIf | F::Author | F::Question => Origin::Author,
        F::About if leaf == "about.funding" => Origin::Author,
        F::Item | F::Key | F::Card | F::Basis | F::Clinician | F::Fact | F::Ask | F::Listen => {
            Origin::Monograph
        }
        F::State
        | F::Running
        | F::Release
        | F::Heading
        | F::Evidence
        | F::Table
        | F::Figure
        | F::Dose
        | F::Calendar
        | F::Help
        | F::Contact
        | F::Write
        | F::About
        | F::Notice
        | F::Part
        | F::Check
        | F::NotDrawn
        | F::Record
        | F::Study
        | F::Changes
        | F::Disagreement
        | F::Waiver
        | F::FalseAlarm
        | F::SetAside
        | F::Looks
        | F::Grade => Origin::Fixed,
    }
}

/// Returns how much a change of a leaf matters (RULES F6: contraindication, dose, emergency, evidence
/// are safety changes). A change of an unknown leaf is one, too.
pub fn class(leaf: &str) -> Class {
    use LeafFamily as F;
    let Some(family) = F::of(leaf) else { return Class::Safety };
    match family {
        F::Title
        | F::Purpose
        | F::Key
        | F::Item
        | F::Evidence
        | F::Table
        | F::Figure
        | F::Dose
        | F::StopIf
        | F::Calendar
        | F::Help
        | F::Contact
        | F::Card => Class::Safety,
        F::Heading => {
            let named = |place: &Place| Some(place.as_str()) == F::Heading.rest(leaf);
            Place::ALL.into_iter().find(named).map_or(Class::Safety, class_of_heading)
        }
        F::Author => {
            let place = F::Author.rest(leaf).and_then(|rest| rest.split('.').next());
            let of_author = |one: &AuthorPlace| Some(one.place().as_str()) == place;
            AuthorPlace::ALL.into_iter().find(of_author).map_or(Class::Safety, class_of_paragraph)
        }
        F::About => match F::About.rest(leaf) {
            Some("author" | "dates" | "funding" | "large-print") => Class::Minor,
            Some(_) | None => Class::Safety,
        },
        F::State
        | F::Running
        | F::Release
        | F::Question
        | F::Write
        | F::Notice
        | F::Part
        | F::Basis
        | F::Clinician
        | F::Fact
        | F::Check
        | F::NotDrawn
        | F::Record
        | F::Study
        | F::Changes
        | F::Disagreement
        | F::Waiver
        | F::FalseAlarm
        | F::SetAside
        | F::Looks
        | F::Ask
        | F::Listen
        | F::Grade => Class::Minor,
    }
}

fn class_of_heading(place: Place) -> Class {
    match place {
        Place::MustNot | Place::HelpNow | Place::Evidence => Class::Safety,
        Place::Key
        | Place::Status
        | Place::Facts
        | Place::Why
        | Place::Before
        | Place::Taking
        | Place::Calendar
        | Place::Warnings
        | Place::OtherMedicines
        | Place::Cautions
        | Place::SideEffects
        | Place::HelpToday
        | Place::HelpVisit
        | Place::Keeping
        | Place::Living
        | Place::Questions
        | Place::Contacts
        | Place::About
        | Place::Card
        | Place::Changes
        | Place::ReviewLines
        | Place::Disagreements
        | Place::SetAside
        | Place::Looks
        | Place::TeachBack
        | Place::ReadingLevel
        | Place::Listing => Class::Minor,
    }
}

fn class_of_paragraph(place: AuthorPlace) -> Class {
    match place {
        AuthorPlace::Taking => Class::Safety,
        AuthorPlace::Why | AuthorPlace::Living => Class::Minor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_is_found_again_by_its_name_and_by_no_other() {
        for &family in LeafFamily::ALL {
            let name = family.leaf("a.b").into_string();
            assert_eq!(LeafFamily::of(&name), Some(family));
            assert_eq!(LeafFamily::of(family.as_str()), Some(family));
            assert_eq!(family.rest(&name), Some("a.b"));
            let having: Vec<_> = LeafFamily::ALL.iter().filter(|f| f.has(&name)).collect();
            assert_eq!(having, [&family]);
        }
        assert_eq!(LeafFamily::of("items.x"), None);
    }

    #[test]
    fn a_change_of_what_nobody_knows_is_a_safety_change() {
        for leaf in ["", "new", "new.1", "heading.new", "author.new.1", "about.new", "author"] {
            assert_eq!(class(leaf), Class::Safety, "{leaf:?}");
        }
        for leaf in ["heading.living", "author.living.1", "author.why.2", "about.dates"] {
            assert_eq!(class(leaf), Class::Minor, "{leaf}");
        }
        for leaf in ["heading.must-not", "author.taking.1", "item.x", "dose.1.amount", "title"] {
            assert_eq!(class(leaf), Class::Safety, "{leaf}");
        }
    }
}

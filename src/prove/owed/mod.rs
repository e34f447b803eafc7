//! What a format owes its reader, worked out without the composition.
//!
//! Every text of a document is owed: by name, in its place and words and weight, in one order; so
//! are the lines of each page, the title, the pictures and what is said of the document. It is worked
//! out from sheet, clinic, library and wording by code that `compose` does not call and that repeats
//! on purpose what `compose` decides: otherwise a fault there would prove itself. Shared are the
//! texts themselves and their written form ([`normalize`]).
//!
//! Not held: how a text is meant to look (the role of an entry, the kind of its block), and what a
//! safety item says of its source in the composition's data. A dossier's lines on what changed since
//! the last release are held by name, number and place, not by their words, and its reading levels by
//! all but their numbers: these come from the store and from a linguist, whom the proof does not know.
//!
//! The rules are those of PRODUCT.md, "What must be true of every PDF", point 1 and 2.

mod about;
mod card;
mod dossier;
mod evidence;
pub(super) mod format;
mod held;
mod items;
mod looks;
pub(super) mod say;
mod standing;
mod taking;

use self::format::{Kind, kind};
pub use self::held::held;
use self::say::Say;
use super::owed_text::{OwedText, Picture};

use super::drawn::Drawn;
use candor_composition::{DocumentSpec, ReleaseStatus};
use candor_library::Wording;
use candor_model::text::normalize;
use candor_model::{Clinic, Place, Sheet};
use candor_sheet::check::Checked;

/// Everything that must be in a composition, in reading order, and nothing else may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owed {
    texts: Vec<OwedText>,
    pictures: Vec<Picture>,
    /// What is owed of the document as a whole; a list or notice owes nothing.
    document: Option<Document>,
}

/// What is owed of a document as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Document {
    /// Header, footer and page number.
    running: [OwedText; 3],
    /// By name, what is said of it.
    facts: Vec<(&'static str, String)>,
}

impl Owed {
    /// Returns how many texts are owed.
    pub fn len(&self) -> usize {
        self.texts.len() + self.pictures.len()
    }

    /// Whether nothing is owed.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.pictures.is_empty()
    }
}

/// A sheet as what it owes is worked out.
#[derive(Clone, Copy)]
struct Reckoner<'a> {
    sheet: &'a Sheet,
    clinic: &'a Clinic,
    say: Say<'a>,
    wanted: DocumentSpec,
    standing: &'a ReleaseStatus,
}

/// Works out what is owed for a sheet of a clinic.
pub fn owed(
    checked: &Checked<Sheet>,
    clinic: &Clinic,
    wording: &Wording,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
) -> Owed {
    let say = Say { wording, jurisdiction: wanted.jurisdiction };
    let debtor = Reckoner { sheet: checked.get(), clinic, say, wanted, standing };
    let document = Some(debtor.document());
    let mut owed_texts = debtor.top();
    let (body, pictures) = match kind(wanted.format) {
        Kind::Card => (debtor.cards(), Vec::new()),
        // A dossier says in words what the leaflet draws.
        Kind::Dossier => (debtor.dossier(checked), Vec::new()),
        Kind::Leaflet | Kind::Handout => debtor.body(),
    };
    owed_texts.extend(body);
    Owed { texts: owed_texts, pictures, document }
}

impl Reckoner<'_> {
    /// What stands before all places.
    fn top(&self) -> Vec<OwedText> {
        let purpose = match kind(self.wanted.format) {
            Kind::Card => self.card_purpose(),
            Kind::Leaflet | Kind::Handout | Kind::Dossier => {
                OwedText::new("purpose", None, normalize(&self.sheet.purpose.value))
            }
        };
        vec![
            OwedText::new("title", None, normalize(&self.sheet.title.value)),
            purpose,
            OwedText::new("state", None, self.state()),
        ]
    }

    /// All places, each under its heading, with what is drawn in them.
    fn body(&self) -> (Vec<OwedText>, Vec<Picture>) {
        let (mut owed_texts, mut pictures) = (Vec::new(), Vec::new());
        for place in Place::ALL {
            let (texts, drawn) = self.place(place);
            if !texts.is_empty() || place == Place::Questions {
                owed_texts.push(self.heading(place));
            }
            owed_texts.extend(texts);
            pictures.extend(drawn);
        }
        (owed_texts, pictures)
    }

    /// What stands in a place, without its heading: what is not a safety item comes first.
    fn place(&self, place: Place) -> (Vec<OwedText>, Vec<Picture>) {
        let mut pictures = Vec::new();
        let mut texts = match place {
            Place::Key => self.key(),
            Place::Evidence => {
                pictures.extend(self.scale());
                self.evidence()
            }
            Place::Facts => {
                let mut drawn = Drawn::new(self.say, &self.sheet.medicine.short_name);
                drawn.facts(self.sheet, self.wanted.format);
                pictures.append(&mut drawn.pictures);
                drawn.texts
            }
            Place::Taking => self.taking(),
            Place::Calendar => {
                let (texts, drawn) = self.calendar();
                pictures.extend(drawn);
                texts
            }
            Place::HelpVisit => vec![self.help_visit()],
            Place::Why | Place::Living => self.author(place),
            Place::Questions => self.questions(),
            Place::Contacts => self.contacts(),
            Place::About => self.about(),
            Place::MustNot
            | Place::Status
            | Place::Before
            | Place::Warnings
            | Place::OtherMedicines
            | Place::Cautions
            | Place::SideEffects
            | Place::HelpNow
            | Place::HelpToday
            | Place::Keeping
            | Place::Card
            | Place::Changes
            | Place::ReviewLines
            | Place::Disagreements
            | Place::SetAside
            | Place::Looks
            | Place::TeachBack
            | Place::ReadingLevel
            | Place::Listing => Vec::new(),
        };
        texts.extend(self.items(place));
        (texts, pictures)
    }

    fn help_visit(&self) -> OwedText {
        let words = &self.say.wording.file.lines.help_visit;
        let text = self.say.filled(words, &[("medicine", &self.sheet.medicine.short_name)]);
        OwedText::new("help.visit", Some(Place::HelpVisit), text)
    }
}

//! A checked sheet becomes a [`Composition`]: all words, in order.
//!
//! Total: every checked sheet has a composition. Says nothing of its own; the words come from the
//! author, the library and the fixed wording. Must not know looks, files or clocks.

mod about;
mod block;
mod card;
mod dossier;
mod figures;
mod notice;
pub mod readability;
mod sections;
mod taking;

pub use self::card::CARDS;
pub use self::dossier::{Grade, Read, dossier};
pub use self::notice::{Notice, notice};

use candor_composition::{
    Block, Code, Composition, DocumentSpec, Entry, Leaf, Picture, ReleaseInfo, ReleaseStatus,
    Reviewer, Role, Room, Run, Running, SCHEMA, Section, Source, Stage,
};
use jiff::civil::Date;

use candor_library::Wording;
use candor_model::text::normalize;
use candor_model::{Clinic, LeafFamily, Place, Selection, Sheet};
use candor_sheet::check::Checked;

/// What the line for the page number is filled with: each page puts its own number there.
const PAGE: (&str, &str) = ("page", "{page}");

pub fn compose(
    sheet: &Checked<Sheet>,
    clinic: &Clinic,
    wording: &Wording,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
) -> Composition {
    let sheet = sheet.get();
    let composer = sections::Composer { sheet, clinic, wording, wanted, standing };
    let lines = &wording.file.lines;
    let title = normalize(&sheet.title.value);
    let issue = standing.issue();
    let is_card = wanted.format.selection() == Selection::Card;
    let places = Place::ALL.iter();
    Composition {
        schema: SCHEMA,
        sheet: sheet.id.to_string(),
        format: wanted.format,
        stage: standing.stage(),
        paper: wanted.paper,
        language: sheet.language.clone(),
        writing: wording.file.writing,
        fonts: wording.fonts(),
        region: wanted.jurisdiction.region(),
        jurisdiction: wanted.jurisdiction,
        date: date_parts(issue.map_or(sheet.revised, |issue| issue.published)),
        accent: clinic.accent.clone(),
        looks: clinic.looks.of(wanted.format),
        document_title: title.clone(),
        running: Running {
            header: Leaf::new(LeafFamily::Running.leaf("header"), composer.header()),
            footer: Leaf::new(LeafFamily::Running.leaf("footer"), composer.footer()),
            page: Leaf::new(LeafFamily::Running.leaf("page"), composer.say(&lines.page, &[PAGE])),
        },
        // A card has no room for either; it carries its check code in letters.
        logo: logo(clinic).filter(|_| !is_card),
        code: issue.filter(|_| !is_card).map(|issue| composer.code(issue)),
        title: Leaf::new(LeafFamily::Title.alone(), title),
        purpose: if is_card {
            composer.card_purpose()
        } else {
            Leaf::new(LeafFamily::Purpose.alone(), normalize(&sheet.purpose.value))
        },
        state: Leaf::new(LeafFamily::State.alone(), composer.state()),
        sections: if is_card {
            composer.cards()
        } else {
            places.filter_map(|&place| composer.section(place)).collect()
        },
        room: composer.room(),
    }
}

/// A logo stands for the clinic's name, and is read as it.
fn logo(clinic: &Clinic) -> Option<Picture> {
    let (logo, name) = (clinic.logo.as_ref()?, clinic.name.as_ref()?);
    Some(Picture { picture: logo.file.clone(), alt: normalize(&name.value) })
}

fn date_parts(date: Date) -> [i16; 3] {
    [date.year(), date.month().into(), date.day().into()]
}

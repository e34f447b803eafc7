//! A checked sheet becomes a [`Composition`]: all words, in order.
//!
//! Total: every checked sheet has a composition. Says nothing of its own; the words come from the
//! author, the library and the fixed wording. Must not know looks, files or clocks.

mod composition;
mod dossier;
mod sections;

pub use self::composition::{
    Block, Composition, Entry, Leaf, Picture, Role, Run, Running, SCHEMA, Section, Source,
};
pub use self::dossier::{Grade, dossier};

use jiff::civil::Date;

use crate::check::Checked;
use crate::library::Wording;
use crate::model::text::normalize;
use crate::model::{Clinic, Format, Jurisdiction, Paper, Place, Sheet};

/// What is wanted of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What is printed.
    pub format: Format,
    /// The paper.
    pub paper: Paper,
    /// Whose rules and numbers.
    pub jurisdiction: Jurisdiction,
}

/// Composes a sheet that nobody has reviewed yet.
pub fn draft(
    sheet: &Checked<Sheet>,
    clinic: &Clinic,
    wording: &Wording,
    wanted: Wanted,
) -> Composition {
    let sheet = sheet.get();
    let composer = sections::Composer { sheet, clinic, wording, wanted };
    let lines = &wording.file.lines;
    let title = normalize(&sheet.title.value);
    let id = sheet.id.as_str();
    let date = composer.date(sheet.revised);
    let footer = composer.say(&lines.footer, &[("id", id), ("date", &date)]);
    Composition {
        schema: SCHEMA,
        sheet: id.to_owned(),
        format: wanted.format,
        paper: wanted.paper,
        language: sheet.language.clone(),
        region: wanted.jurisdiction.region(),
        jurisdiction: wanted.jurisdiction,
        date: date_parts(sheet.revised),
        document_title: title.clone(),
        running: Running {
            header: Leaf::new("running.header", composer.say(&lines.draft_header, &[])),
            footer: Leaf::new("running.footer", footer),
            page: Leaf::new("running.page", composer.say(&lines.page, &[])),
        },
        logo: logo(clinic),
        title: Leaf::new("title", title),
        purpose: Leaf::new("purpose", normalize(&sheet.purpose.value)),
        state: Leaf::new("state", composer.say(&lines.draft, &[])),
        sections: Place::ALL.iter().filter_map(|&place| composer.section(place)).collect(),
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

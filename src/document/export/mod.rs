//! Proven pages become a PDF.
//!
//! Takes only what [`prove`](candor_prove) made: there is no way from unproved pages to a file.

pub mod linear;
mod svg;

pub use self::svg::{Picture, Pictures};

use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_prove::Proven;
use candor_typeset::{Engine, Pages};

/// How every PDF is written: as PDF/UA-1 and PDF/A-3a, with an identifier from the composition and
/// the date of the sheet, never from a clock.
///
/// # Panics
/// Never: the two standards go together.
pub fn options(composition: &Composition) -> PdfOptions {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a])
        .expect("PDF/UA-1 and PDF/A-3a are both PDF 1.7");
    let [year, month, day] = composition.date;
    let date = u8::try_from(month)
        .ok()
        .zip(u8::try_from(day).ok())
        .and_then(|(month, day)| Datetime::from_ymd_hms(i32::from(year), month, day, 0, 0, 0));
    PdfOptions {
        ident: Smart::Custom(format!(
            "candor/{}/{}/{}/{}/{}",
            composition.sheet,
            composition.format.as_str(),
            composition.paper.as_str(),
            composition.language,
            composition.jurisdiction.as_str(),
        )),
        creator: Smart::Custom(Some(format!("Candor {}", env!("CARGO_PKG_VERSION")))),
        timestamp: date.map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    }
}

/// Writes a PDF that is PDF/UA-1 and PDF/A-3a, with the composition inside.
///
/// The same pages give the same bytes.
pub fn pdf(
    pages: &Proven<Pages>,
    composition: &Composition,
    engine: &Engine,
) -> (Option<Vec<u8>>, Diagnostics) {
    unproved(pages.get(), composition, engine)
}

/// The same for pages that nobody has proved, for readers that compare what they find.
///
/// Its bytes go to readers and to no file.
pub fn unproved(
    pages: &Pages,
    composition: &Composition,
    engine: &Engine,
) -> (Option<Vec<u8>>, Diagnostics) {
    match typst_pdf::pdf(&pages.document, &options(composition)) {
        Ok(bytes) => (Some(bytes), Diagnostics::new()),
        Err(errors) => {
            (None, candor_typeset::export_findings(&errors, engine, &pages.composition_json))
        }
    }
}

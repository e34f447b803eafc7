//! A sheet read and held to the rules: parse, resolve, check.

use std::sync::Arc;

use candor_library::parse::SheetFile;
use candor_library::{Wording, parse};
use candor_model::Sheet;
use candor_model::diag::Diagnostics;
use candor_model::span::{Source, Span};
use candor_model::tree::Entry;
use candor_sheet::check::{Checked, Policy};
use candor_sheet::resolve;

use crate::shared::Shared;
use crate::stopwatch::Stage;

/// A sheet that no rule objects to, with its language's fixed wording.
#[derive(Debug)]
pub struct Ready {
    sheet: Checked<Sheet>,
    wording: Arc<Wording>,
}

impl Ready {
    /// Returns the fixed wording of the sheet's language.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Returns the sheet with the proof that no rule objects to it.
    pub fn checked(&self) -> &Checked<Sheet> {
        &self.sheet
    }

    pub fn sheet(&self) -> &Sheet {
        self.sheet.get()
    }
}

/// Reads and checks a sheet: parse, resolve, check. One with errors is not ready.
pub fn check(shared: &Shared, name: &str, entry: &Entry) -> (Option<Ready>, Diagnostics) {
    let start = shared.stopwatch.now();
    let mut diagnostics = Diagnostics::new();
    let ready = read(shared, name, entry, &mut diagnostics);
    shared.stopwatch.add(Stage::Check, start);
    (ready.filter(|_| !diagnostics.has_errors()), diagnostics)
}

fn read(
    shared: &Shared,
    name: &str,
    entry: &Entry,
    diagnostics: &mut Diagnostics,
) -> Option<Ready> {
    let bytes = match entry {
        Entry::File(bytes) => bytes,
        Entry::Refused(refusal) => {
            let file = Source::new(name, "");
            diagnostics.push(candor_library::refused(refusal, Span::start_of(&file)));
            return None;
        }
    };
    let mut take = |found| diagnostics.extend(found);
    let (file, written, found) = parse::parse::<SheetFile>(name, bytes);
    take(found);
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    let (sheet, found) = resolve::resolve(written?, &file, stem, &shared.library);
    take(found);
    let sheet = sheet?;
    let (wording, found) = shared.library.wording(&sheet.language);
    take(found);
    let wording = wording?;
    let families = wording.fonts();
    let engine = &shared.engine;
    let can_draw = |c| engine.can_draw(c) || engine.draws_in(&families, c);
    let (analyzer, found) = shared.library.analyzer(&sheet.language);
    take(found);
    // The shipped words were looked at once for all (tests/it/library.rs).
    let medicine_is_known = shared.library.is_shipped(sheet.medicine.id.as_str());
    let policy = Policy { can_draw: &can_draw, analyzer: analyzer.as_deref(), medicine_is_known };
    let (sheet, found) = candor_sheet::check::check(sheet, &shared.clinic, policy);
    take(found);
    sheet.map(|sheet| Ready { sheet, wording })
}

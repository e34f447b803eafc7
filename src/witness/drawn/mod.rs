//! The finished file as another renderer draws it.
//!
//! Shares no code with the walk over frames, nor with the engine's shaping: it starts from the
//! file's bytes, and expects what follows from the composition and the fonts alone. A renderer tells
//! each glyph by its outline, and each path ([`device`]); the glyphs are the texts that are due,
//! where an eye meets them in order ([`words`]); all other ink is of a few kinds ([`ink`]), or one
//! of the pictures that the composition names ([`pictures`]). Texts stand by themselves, with the sign
//! of their list ([`neighbours`]), in one look ([`looks`]), in their row ([`rows`]) and their box
//! ([`boxes`]); the standing stands out ([`standing`]); drawings have one scale ([`figures`]), and no
//! shape leaves a part of another one ([`overpaint`]). What is read together ([`groups`]) is drawn
//! together ([`wholes`], [`figures_together`]), looks and stands alike ([`ranks`], [`spacing`],
//! [`owed`]), and its lines end where its width ends them ([`breaks`]); what holds nothing is room for
//! a hand ([`empties`], [`write_lines`]), and lines draw no shape with each other ([`strokes`]); headings
//! belong to their texts and are not set in ([`set_in`]), and the most urgent stand out ([`headings`]);
//! texts stand under their own heads ([`under`], [`heads`]) and in the order in which they are read
//! ([`later`]), and none is louder or set off more than a warning ([`loud`], [`set_off`]); all are in one
//! family ([`families`]); in a dossier a line stands with what it rests on
//! ([`units`]), and a line goes around each card ([`cards`]). The same file as
//! a picture of pixels shows the words where they are due, and nothing else ([`pixels`]).

mod boxes;
mod breaks;
mod captions;
mod cards;
mod curved;
mod device;
mod due;
mod empties;
mod eye;
mod families;
mod figures;
mod figures_together;
mod findings;
mod follows;
mod found;
mod groups;
mod headings;
mod heads;
mod ink;
mod kerning;
mod later;
mod line;
mod logo;
mod look;
mod looks;
mod loud;
mod near;
mod neighbours;
mod order;
mod outlines;
mod overpaint;
mod owed;
mod pictures;
mod piece;
mod pixels;
mod plane;
mod plate;
mod ranks;
mod rows;
mod set_in;
mod set_off;
mod shapes;
mod spacing;
mod standing;
mod strokes;
mod under;
mod units;
mod view;
mod wholes;
mod words;
mod write_lines;

use self::findings::Findings;
use self::line::{Line, places};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::Pdf;

use self::due::Dues;
use self::outlines::Outlines;
use self::view::View;
use candor_composition::Composition;
use candor_model::Writing;
use candor_model::diag::Diagnostics;
use candor_typeset::Engine;

/// Reads a finished PDF as another renderer draws it, and reports where it is not the composition.
///
/// A renderer that fails on the file counts as a finding.
pub(super) fn read(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    let reading = || looked_at(pdf, composition, engine);
    catch_unwind(AssertUnwindSafe(reading)).unwrap_or_else(|_| {
        let mut findings = Findings::default();
        findings.add("template", None, "the renderer fails on the finished file");
        findings.0
    })
}

fn looked_at(pdf: &[u8], composition: &Composition, engine: &Engine) -> Diagnostics {
    let mut findings = Findings::default();
    let Ok(file) = Pdf::new(pdf.to_vec()) else {
        findings.add("template", None, "the finished file cannot be read");
        return findings.0;
    };
    let dues = Dues::new(composition);
    let outlines = Outlines::new(engine.font_files(), &dues.characters());
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let pages = file.pages();
    let mut sheets = Vec::new();
    for page in pages.iter() {
        sheets.push(device::read(page, &cache, &settings, &outlines));
    }
    for (page, sheet) in sheets.iter().enumerate() {
        let (width, height) = composition.paper.size();
        if 0.5 < (sheet.size.0 - width).abs() || 0.5 < (sheet.size.1 - height).abs() {
            findings.add("template", Some(page), "it is not the paper that was asked for");
        }
    }
    let setting = composition.format.setting();
    let lines = words::check(&sheets, &dues, &outlines, setting, &mut findings);
    let is_read = findings.0.is_empty();
    let pictures = pictures::check(&sheets, composition, engine, &lines, &mut findings);
    ink::kinds(&sheets, &lines, &pictures, &mut findings);
    // Where words are lost, ink seems to stand alone that does not.
    if is_read {
        eye::check(&lines, &sheets, composition, dues.rtl, &mut findings);
        ink::check(&sheets, &lines, &pictures, &mut findings);
        let painted = ink::painted(&sheets, &pictures);
        neighbours::labels(&lines, &dues, &mut findings);
        neighbours::apart(&lines, composition, &outlines, &mut findings);
        rows::check(&sheets, &lines, &pictures, composition, &mut findings);
        boxes::check(&sheets, &lines, &pictures, composition, &mut findings);
        looks::check(&lines, composition, &outlines, &mut findings);
        standing::check(&lines, composition, &outlines, &mut findings);
        standing::headings(&lines, composition, &outlines, &mut findings);
        figures::check(&lines, &pictures, composition, &mut findings);
        overpaint::check(&sheets, &pictures, &mut findings);
        let read = Read { sheets: &sheets, lines: &lines, pictures: &pictures };
        read.together(composition, &outlines, &mut findings);
        pixels::check(pdf, &file, &lines, &painted, &outlines, setting, &mut findings);
    }
    findings.0
}

/// What was read, as a whole.
struct Read<'a> {
    sheets: &'a [device::Sheet],
    lines: &'a [Line],
    pictures: &'a [found::Found],
}

impl Read<'_> {
    /// Reports what sets a part of what is read together apart, and what draws it together falsely.
    fn together(&self, composition: &Composition, outlines: &Outlines, findings: &mut Findings) {
        let Self { sheets, lines, pictures } = *self;
        let rtl = composition.writing == Writing::Rtl;
        let groups = groups::groups(composition);
        let (columns, places) = (view::columns(lines), places(lines));
        let views: Vec<View<'_>> = sheets
            .iter()
            .enumerate()
            .map(|(page, sheet)| View::new(page, sheet, &columns, &places, pictures))
            .collect();
        for view in &views {
            wholes::check(view, &groups, composition, rtl, findings);
            figures_together::check(view, &groups, findings);
            write_lines::check(view, composition, rtl, findings);
            strokes::check(view, composition, findings);
            later::check(view, &groups, rtl, findings);
            logo::check(view, composition, findings);
            set_in::check(view, composition, rtl, findings);
            cards::check(view, composition, findings);
        }
        under::check(&views, composition, findings);
        units::check(&views, composition, outlines, findings);
        heads::check(&views, &columns, composition, findings);
        loud::check(&views, composition, findings);
        set_off::check(&views, composition, findings);
        headings::check(&views, &columns, composition, findings);
        empties::check(&views, composition, findings);
        ranks::check(&columns, &groups, composition, outlines, findings);
        spacing::check(&columns, &places, &groups, composition, rtl, findings);
        families::check(&columns, outlines, findings);
        breaks::check(&columns, &groups, composition, outlines, rtl, findings);
        owed::check(&columns, sheets, pictures, composition, outlines, findings);
    }
}

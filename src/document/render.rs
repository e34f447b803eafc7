//! The pipeline from a sheet's bytes to a proven PDF, as one value for a run.
//!
//! Wires the stages together and knows nothing that they do not.

use std::sync::Arc;
use std::time::Duration;

use crate::export;
use crate::rules::page_no_card;
use crate::stopwatch::{Stage, Stopwatch};
use candor_compose::readability;
use candor_compose::readability::ReadabilityReport;
use candor_composition::{Composition, DocumentSpec, ReleaseStatus};
use candor_library::parse::SheetFile;
use candor_library::{Library, Wording, parse};
use candor_model::diag::{Diagnostic, Diagnostics, Files};
use candor_model::span::Span;
use candor_model::tree::Entry;
use candor_model::watch::Watched;
use candor_model::{Clinic, Format, Medium, Monograph, Sheet, watch};
use candor_prove::Report;
use candor_prove::rules::page_face;
use candor_sheet::check::{Checked, Policy};
use candor_sheet::{check, resolve};
use candor_typeset::Engine;

/// Everything that sheets of a run share.
#[derive(Debug)]
pub struct Session {
    /// The texts that findings point into.
    pub files: Files,
    /// Medicines and fixed wording.
    pub library: Library,
    /// The typesetting engine with its template.
    pub engine: Arc<Engine>,
    /// The clinic whose name stands on the sheets.
    pub clinic: Clinic,
    /// How long each stage took.
    pub stopwatch: Stopwatch,
}

/// A sheet that no rule objects to, with its language's fixed wording.
#[derive(Debug)]
pub struct Ready {
    sheet: Checked<Sheet>,
    wording: Arc<Wording>,
}

/// A finished document.
#[derive(Debug)]
pub struct Document {
    /// What it says.
    pub composition: Composition,
    /// The file: a PDF, or what the format asks for.
    pub bytes: Vec<u8>,
    /// Where each text stands.
    pub report: Report,
}

/// A finished document with its pages, to be held beside those of another stage.
#[derive(Debug)]
pub struct Laid {
    /// The document.
    pub document: Document,
    /// Its pages; text and HTML have none.
    pub pages: Option<candor_prove::Proven<candor_typeset::Pages>>,
}

/// Reports the first thing outside the release block in which a release differs from what was signed:
/// in what is painted, item by item, and in the finished files as another renderer draws them.
pub fn same_face(signed: &Laid, released: &Laid) -> Diagnostics {
    let (Some(before), Some(after)) = (&signed.pages, &released.pages) else {
        return Diagnostics::new();
    };
    let compositions = [&signed.document.composition, &released.document.composition];
    let mut found =
        candor_prove::same_outside_block((before, compositions[0]), (after, compositions[1]));
    if !found.is_empty() {
        return found;
    }
    let mut places = candor_prove::release_block(before, compositions[0]);
    for (page, more) in candor_prove::release_block(after, compositions[1]).into_iter().enumerate()
    {
        match places.get_mut(page) {
            Some(known) => known.extend(more),
            None => places.push(more),
        }
    }
    let files = [&signed.document.bytes, &released.document.bytes];
    if let Some(page) = candor_witness::differs(files[0], files[1], &places) {
        let what = format!("page {} is drawn otherwise than the one that was signed", page + 1);
        found.push(Diagnostic::new(page_face::CODE, what));
    }
    found
}

/// On which documents the witnesses read the finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// On those whose template or fonts are a clinic's own.
    Foreign,
    /// On every document.
    Always,
}

/// What each reader finds in one document, judged alone; no document is among it.
#[derive(Debug, Default)]
pub struct Readings {
    /// Why there is no file to read: a template that fails, or an export that does.
    pub failed: Diagnostics,
    /// The proof of the engine's frames.
    pub frames: Diagnostics,
    /// The finished file as another renderer draws it.
    pub drawn: Diagnostics,
    /// The structure of the finished file.
    pub structure: Diagnostics,
}

/// Pages that hold what they must, before they become a file.
#[derive(Debug)]
pub struct ProvenPages {
    /// What they say.
    pub composition: Composition,
    /// The pages.
    pub pages: candor_prove::Proven<candor_typeset::Pages>,
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

    /// Returns the sheet.
    pub fn sheet(&self) -> &Sheet {
        self.sheet.get()
    }
}

impl Session {
    /// Returns another session with what this one has read, for another thread.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            files: self.files.clone(),
            library: self.library.clone(),
            engine: Arc::clone(&self.engine),
            clinic: self.clinic.clone(),
            stopwatch: Stopwatch { clock: self.stopwatch.clock, ..Stopwatch::default() },
        }
    }

    /// Runs `work`, which must leave nothing that points into the files it reads, and forgets these;
    /// only what the library read meanwhile stays.
    pub fn scoped<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let (n_files, n_read) = (self.files.len(), self.library.n_read());
        let done = work(self);
        if self.library.n_read() == n_read {
            self.files.forget_from(n_files);
        }
        done
    }

    /// Returns the fixed wording of a language.
    pub fn wording(&mut self, language: &str) -> Option<Arc<Wording>> {
        self.library.wording(&mut self.files, language).0
    }

    /// Returns a medicine's monograph; findings are given when it is first read.
    pub fn monograph(&mut self, id: &str) -> (Option<Arc<Monograph>>, Diagnostics) {
        self.library.monograph(&mut self.files, id)
    }

    /// Reads and checks a sheet: parse, resolve, check.
    pub fn sheet(&mut self, name: &str, entry: &Entry) -> (Option<Ready>, Diagnostics) {
        let start = self.stopwatch.now();
        let checked = self.checked(name, entry);
        self.stopwatch.add(Stage::Check, start);
        checked
    }

    fn checked(&mut self, name: &str, entry: &Entry) -> (Option<Ready>, Diagnostics) {
        let bytes = match entry {
            Entry::File(bytes) => bytes,
            Entry::Refused(refusal) => {
                let file = self.files.add(name, "");
                let mut diagnostics = Diagnostics::new();
                diagnostics.push(candor_library::refused(refusal, Span::start_of(file)));
                return (None, diagnostics);
            }
        };
        let (file, written, mut diagnostics) =
            parse::parse::<SheetFile>(&mut self.files, name, bytes);
        let Some(written) = written else { return (None, diagnostics) };
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = stem.strip_suffix(".toml").unwrap_or(stem);
        let (sheet, found) =
            resolve::resolve(written, file, stem, &mut self.library, &mut self.files);
        diagnostics.extend(found);
        let Some(sheet) = sheet else { return (None, diagnostics) };
        let (wording, found) = self.library.wording(&mut self.files, &sheet.language);
        diagnostics.extend(found);
        let Some(wording) = wording else { return (None, diagnostics) };
        let engine = &self.engine;
        let families = wording.fonts();
        let can_draw = |c| engine.can_draw(c) || engine.draws_in(&families, c);
        let (analyzer, found) = self.library.analyzer(&mut self.files, &sheet.language);
        diagnostics.extend(found);
        let analyzer = analyzer.as_deref();
        // The shipped words were looked at once for all (tests/it/library.rs).
        let medicine_is_known = self.library.is_shipped(sheet.medicine.id.as_str());
        let policy =
            Policy { can_draw: &can_draw, analyzer, files: &self.files, medicine_is_known };
        let (checked, found) = check::check(sheet, &self.clinic, policy);
        diagnostics.extend(found);
        let ready = checked.map(|sheet| Ready { sheet, wording });
        (ready.filter(|_| !diagnostics.has_errors()), diagnostics)
    }

    /// Composes a checked sheet that nobody has reviewed yet.
    pub fn compose(&mut self, ready: &Ready, wanted: DocumentSpec) -> Composition {
        self.compose_as(ready, wanted, &ReleaseStatus::Draft, &[])
    }

    /// Composes a checked sheet; `changes` since the last release stand in its dossier.
    pub fn compose_as(
        &mut self,
        ready: &Ready,
        wanted: DocumentSpec,
        standing: &ReleaseStatus,
        changes: &[String],
    ) -> Composition {
        let (sheet, wording) = (&ready.sheet, &ready.wording);
        if wanted.format == Format::Dossier {
            let full = DocumentSpec { format: Format::Full, ..wanted };
            let full = candor_compose::compose(sheet, &self.clinic, wording, full, standing);
            let levels = self.levels(ready, &full);
            let grades = levels.map(|levels| readability::in_words(&levels, wording, wanted));
            let read = candor_compose::Read { grades: &grades.unwrap_or_default(), changes };
            return candor_compose::dossier(sheet, &self.clinic, wording, wanted, standing, &read);
        }
        candor_compose::compose(sheet, &self.clinic, wording, wanted, standing)
    }

    /// Grades a composition of a checked sheet.
    pub fn levels(
        &mut self,
        ready: &Ready,
        composition: &Composition,
    ) -> Option<ReadabilityReport> {
        let (analyzer, _) = self.library.analyzer(&mut self.files, &ready.sheet().language);
        let names = check::names(ready.sheet());
        analyzer.map(|analyzer| readability::levels(composition, &analyzer, &names))
    }

    /// The same, for whoever grades nearly the same words of a language again and again.
    pub fn readability_again(
        &mut self,
        ready: &Ready,
        composition: &Composition,
        counted: &mut readability::CountCache,
    ) -> Option<ReadabilityReport> {
        let (analyzer, _) = self.library.analyzer(&mut self.files, &ready.sheet().language);
        let names = check::names(ready.sheet());
        analyzer
            .map(|analyzer| readability::readability_again(composition, &analyzer, &names, counted))
    }

    /// Makes the PDF of a checked sheet: compose, typeset, prove, export.
    pub fn document(
        &mut self,
        ready: &Ready,
        wanted: DocumentSpec,
    ) -> (Option<Document>, Diagnostics) {
        let composition = self.compose(ready, wanted);
        self.print(ready, composition, wanted)
    }

    /// Makes the PDF of a draft's composition: typeset, prove, export.
    pub fn print(
        &mut self,
        ready: &Ready,
        composition: Composition,
        wanted: DocumentSpec,
    ) -> (Option<Document>, Diagnostics) {
        self.print_as(ready, composition, wanted, &ReleaseStatus::Draft, Witness::Foreign)
    }

    /// Makes the PDF of a composition: typeset, prove, export; `witness` says whether the witnesses
    /// read the finished file.
    ///
    /// A composition that does not hold what its sheet owes is refused, whoever made it.
    pub fn print_as(
        &mut self,
        ready: &Ready,
        composition: Composition,
        wanted: DocumentSpec,
        standing: &ReleaseStatus,
        witness: Witness,
    ) -> (Option<Document>, Diagnostics) {
        let (laid, diagnostics) = self.lay_as(ready, composition, wanted, standing, witness);
        (laid.map(|laid| laid.document), diagnostics)
    }

    /// The same, and keeps the pages.
    pub fn lay_as(
        &mut self,
        ready: &Ready,
        composition: Composition,
        wanted: DocumentSpec,
        standing: &ReleaseStatus,
        witness: Witness,
    ) -> (Option<Laid>, Diagnostics) {
        if let Some(none) = no_card(ready, wanted) {
            return (None, none);
        }
        let time = self.stopwatch.now();
        let owed = candor_prove::owed(&ready.sheet, &self.clinic, &ready.wording, wanted, standing);
        let name = name(&composition);
        let (laid, diagnostics) = watch::over(&name, |watched| {
            self.typeset_and_prove(composition, &owed, time, watched, witness)
        });
        (laid, about(&diagnostics, ready))
    }

    /// Returns what each reader finds in a draft, and no file.
    pub fn readings(&mut self, ready: &Ready, wanted: DocumentSpec) -> Readings {
        let composition = self.compose(ready, wanted);
        self.readings_of(ready, &composition, &composition, wanted)
    }

    /// Prints one composition and holds the file against another, for each reader alone; returns
    /// what they find, and no file.
    pub fn readings_of(
        &mut self,
        ready: &Ready,
        printed: &Composition,
        due: &Composition,
        wanted: DocumentSpec,
    ) -> Readings {
        let (made, failed) = self.unproved(printed);
        let mut readings = Readings { failed, ..Readings::default() };
        let Some((pages, pdf)) = made else { return readings };
        let owed = candor_prove::owed(
            &ready.sheet,
            &self.clinic,
            &ready.wording,
            wanted,
            &ReleaseStatus::Draft,
        );
        let proven = candor_prove::complete(&owed, due)
            .and_then(|complete| candor_prove::prove(pages, complete, &self.engine));
        readings.frames = proven.err().unwrap_or_default();
        if let Some(pdf) = pdf {
            readings.drawn = candor_witness::drawn(&pdf, due, &self.engine);
            readings.structure = candor_witness::structure(&pdf, due);
        }
        candor_typeset::age_caches();
        readings
    }

    /// Makes the proven pages of a draft, and no file: compose, typeset, prove.
    pub fn pages(
        &mut self,
        ready: &Ready,
        wanted: DocumentSpec,
    ) -> (Option<ProvenPages>, Diagnostics) {
        if let Some(none) = no_card(ready, wanted) {
            return (None, none);
        }
        let composition = self.compose(ready, wanted);
        let time = self.stopwatch.now();
        let owed = candor_prove::owed(
            &ready.sheet,
            &self.clinic,
            &ready.wording,
            wanted,
            &ReleaseStatus::Draft,
        );
        let (pages, diagnostics) = watch::over(&name(&composition), |watched| {
            self.proven(&composition, &owed, time, watched)
        });
        candor_typeset::age_caches();
        let pages = pages.map(|pages| ProvenPages { composition, pages });
        (pages, about(&diagnostics, ready))
    }

    /// Makes the PDF of a list or a notice, which owes no sheet anything.
    pub fn notice(&mut self, composition: Composition) -> (Option<Document>, Diagnostics) {
        let time = self.stopwatch.now();
        let name = name(&composition);
        let (laid, diagnostics) = watch::over(&name, |watched| {
            self.typeset_and_prove(
                composition,
                &candor_prove::Owed::default(),
                time,
                watched,
                Witness::Foreign,
            )
        });
        (laid.map(|laid| laid.document), diagnostics)
    }

    /// Writes what has no pages.
    fn write(
        &mut self,
        composition: Composition,
        owed: &candor_prove::Owed,
        time: Duration,
    ) -> (Option<Document>, Diagnostics) {
        let file = match composition.format.medium() {
            Medium::Html => export::linear::html(&composition, &self.engine),
            // Pages never come here, and as lines they would not prove.
            Medium::Text | Medium::Pages => export::linear::text(&composition),
        };
        let time = self.stopwatch.add(Stage::Typeset, time);
        let proven = candor_prove::linear(file, &composition, owed);
        self.stopwatch.add(Stage::Prove, time);
        match proven {
            Ok(proven) => {
                let report = proven.report().clone();
                let bytes = proven.into_inner().into_bytes();
                (Some(Document { composition, bytes, report }), Diagnostics::new())
            }
            Err(found) => (None, found),
        }
    }

    fn typeset_and_prove(
        &mut self,
        composition: Composition,
        owed: &candor_prove::Owed,
        time: Duration,
        watched: Watched<'_>,
        witness: Witness,
    ) -> (Option<Laid>, Diagnostics) {
        if !composition.format.is_paged() {
            let (document, diagnostics) = self.write(composition, owed, time);
            return (document.map(|document| Laid { document, pages: None }), diagnostics);
        }
        let (proven, mut diagnostics) = self.proven(&composition, owed, time, watched);
        let Some(proven) = proven else { return (None, diagnostics) };
        let time = self.stopwatch.now();
        let (pdf, found) = export::pdf(&proven, &composition, &self.engine, &mut self.files);
        diagnostics.extend(found);
        let time = self.stopwatch.add(Stage::Export, time);
        candor_typeset::age_caches();
        let report = proven.report().clone();
        if (witness == Witness::Always || self.engine.is_foreign())
            && let Some(bytes) = &pdf
        {
            let found = candor_witness::witness(bytes, &composition, &self.engine);
            self.stopwatch.add(Stage::Witness, time);
            if !found.is_empty() {
                diagnostics.extend(found);
                return (None, diagnostics);
            }
        }
        let document = pdf.map(|bytes| Document { composition, bytes, report });
        (document.map(|document| Laid { document, pages: Some(proven) }), diagnostics)
    }
}

impl Session {
    /// Prints one composition and holds the structure of the file against another, which any
    /// standing may have; returns what that reading finds, and no file.
    pub fn structure_of(&mut self, printed: &Composition, due: &Composition) -> Diagnostics {
        let (made, mut found) = self.unproved(printed);
        if let Some((_, Some(pdf))) = made {
            found.extend(candor_witness::structure(&pdf, due));
        }
        candor_typeset::age_caches();
        found
    }

    /// Lays a composition out and writes it in memory without any proof, for readers to judge.
    #[expect(clippy::type_complexity, reason = "pages without a file, and why there is none")]
    fn unproved(
        &mut self,
        composition: &Composition,
    ) -> (Option<(candor_typeset::Pages, Option<Vec<u8>>)>, Diagnostics) {
        let (pages, mut found) =
            watch::over(&name(composition), |watched| self.lay_out(composition, watched));
        let Some(pages) = pages else { return (None, found) };
        let (pdf, more) = export::unproved(&pages, composition, &self.engine, &mut self.files);
        found.extend(more);
        (Some((pages, pdf)), found)
    }

    /// Lays out, while somebody watches the time.
    fn lay_out(
        &mut self,
        composition: &Composition,
        _: Watched<'_>,
    ) -> (Option<candor_typeset::Pages>, Diagnostics) {
        candor_typeset::typeset(&self.engine, composition, &mut self.files)
    }

    /// Lays out and proves.
    fn proven(
        &mut self,
        composition: &Composition,
        owed: &candor_prove::Owed,
        time: Duration,
        watched: Watched<'_>,
    ) -> (Option<candor_prove::Proven<candor_typeset::Pages>>, Diagnostics) {
        let complete = match candor_prove::complete(owed, composition) {
            Ok(complete) => complete,
            Err(missing) => return (None, missing),
        };
        let (pages, mut diagnostics) = self.lay_out(composition, watched);
        let time = self.stopwatch.add(Stage::Typeset, time);
        let Some(pages) = pages else { return (None, diagnostics) };
        let proven = candor_prove::prove(pages, complete, &self.engine);
        self.stopwatch.add(Stage::Prove, time);
        match proven {
            Ok(proven) => (Some(proven), diagnostics),
            Err(found) => {
                diagnostics.extend(found);
                (None, diagnostics)
            }
        }
    }
}

/// Returns how a document is called where it takes too long.
fn name(composition: &Composition) -> String {
    let (format, paper) = (composition.format.as_str(), composition.paper.as_str());
    match composition.sheet.as_str() {
        "" => format!("`{}`", composition.document_title),
        sheet => format!("`{sheet}` ({format}, {paper})"),
    }
}

/// Says that a wallet card is wanted of a medicine that has none.
fn no_card(ready: &Ready, wanted: DocumentSpec) -> Option<Diagnostics> {
    (wanted.format == Format::Card && ready.sheet().medicine.card.is_none()).then(|| {
        let mut none = Diagnostics::new();
        none.push(
            Diagnostic::new(page_no_card::CODE, "the medicine has no wallet card")
                .help("leave `card` out, or add `[card]` to the medicine's file"),
        );
        about(&none, ready)
    })
}

/// Points findings about pages at the sheet, where they have no place of their own.
fn about(diagnostics: &Diagnostics, ready: &Ready) -> Diagnostics {
    let sheet = ready.sheet();
    let mut pointed = Diagnostics::new();
    for diagnostic in diagnostics {
        let mut diagnostic: Diagnostic = diagnostic.clone();
        if diagnostic.span.is_none() {
            diagnostic.span = Some(sheet.title.span(sheet.file));
            "on the pages of this sheet".clone_into(&mut diagnostic.label);
        }
        pointed.push(diagnostic);
    }
    pointed
}

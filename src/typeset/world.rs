//! What the engine may see.

use super::paths::{picture_file, template_file};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::passes::Answers;
use super::template::Template;
use super::{native, paths, plain};

const ENTRY: &str = include_str!("entry.typ");

/// Everything that stays the same from sheet to sheet: fonts, library, template.
///
/// One value serves a whole run: another `Library` value per sheet would defeat the engine's
/// caches, and file ids are interned for ever.
#[derive(Debug)]
pub struct Engine {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// Each source with the name by which people know it; a handful, so a list will do.
    sources: Vec<(Source, String)>,
    main: FileId,
    pictures: Vec<(FileId, Bytes)>,
    drawable: Drawable,
    is_foreign: bool,
    /// How many of the fonts are shipped: the first ones.
    n_shipped: usize,
    /// Of the shipped templates alone.
    answers: Option<Answers>,
}

/// The characters that all fonts have, or one of the clinic's: sorted runs of code points.
#[derive(Debug, Default)]
struct Drawable(Vec<(u32, u32)>);

impl Drawable {
    fn new(characters: impl Iterator<Item = u32>) -> Self {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for c in characters {
            match runs.last_mut() {
                Some((_, last)) if c <= *last + 1 => *last = c.max(*last),
                _ => runs.push((c, c)),
            }
        }
        Self(runs)
    }

    fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.0.partition_point(|(first, _)| *first <= c);
        after.checked_sub(1).is_some_and(|run| c <= self.0[run].1)
    }
}

/// Engines of this process with what they were made of; a handful, so a list will do.
static MADE: Mutex<Vec<(Template, BrandAssets, Arc<Engine>)>> = Mutex::new(Vec::new());
/// How many engines are kept.
const MAX_MADE: usize = 4;

/// A font that the engine has of a clinic's family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrandFont<'a> {
    /// Its file, and its number in it.
    pub bytes: &'a [u8],
    pub number: usize,
    /// From 100 to 900 (OpenType, usWeightClass).
    pub weight: u16,
}

impl Engine {
    /// Returns the engine for a template and what a clinic brings; a process makes it once, for
    /// another `Library` value would defeat the engine's caches.
    pub fn shared(template: Template, own: BrandAssets) -> Arc<Self> {
        let found = |made: &Vec<(Template, BrandAssets, Arc<Self>)>| {
            let same = made.iter().find(|(t, o, _)| *t == template && *o == own);
            same.map(|(_, _, engine)| Arc::clone(engine))
        };
        if let Some(engine) = MADE.lock().ok().as_deref().and_then(found) {
            return engine;
        }
        let engine = Arc::new(Self::new(&template, own.clone()));
        if let Ok(mut made) = MADE.lock() {
            made.truncate(MAX_MADE - 1);
            made.insert(0, (template, own, Arc::clone(&engine)));
        }
        engine
    }

    /// Prepares the engine for a template, with what a clinic brings for it.
    ///
    /// # Panics
    /// Never: the embedded paths and fonts are sound, and a test loads them.
    pub fn new(template: &Template, own: BrandAssets) -> Self {
        let shipped =
            candor_shipped::fonts().into_iter().flat_map(|data| Font::iter(Bytes::new(data)));
        let mut fonts: Vec<Font> = shipped.collect();
        let n_shipped = fonts.len();
        let is_foreign = template.is_foreign || !own.fonts.is_empty();
        let mut drawable = Drawable::new(common(&fonts).into_iter());
        if !own.fonts.is_empty() {
            let mut all: BTreeSet<u32> = common(&fonts).into_iter().collect();
            for font in own.fonts.into_iter().flat_map(|data| Font::iter(Bytes::new(data))) {
                // Whether the template uses it, the page proof finds out.
                all.extend(font.info().coverage.iter());
                fonts.push(font);
            }
            drawable = Drawable::new(all.into_iter());
        }
        let pictures = own.pictures.into_iter();
        let pictures = pictures
            .filter_map(|(name, data)| Some((picture_file(&name)?, Bytes::new(data))))
            .collect();
        let main = paths::entry_file();
        let mut library = Library::default();
        native::define(library.global.scope_mut());
        let rule = if n_shipped < fonts.len() { plain::rule() } else { String::new() };
        let entry = ENTRY.replace("ENTRY", &template.entry).replace("// PLAIN", &rule);
        let mut sources = vec![(Source::new(main, entry), "candor.typ".to_owned())];
        for (path, text) in &template.files {
            if let Some(id) = template_file(&format!("/template/{path}")) {
                sources.push((Source::new(id, text.clone()), template.shown[path].clone()));
            }
        }
        Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            main,
            pictures,
            drawable,
            is_foreign,
            n_shipped,
            answers: (!template.is_foreign).then(Answers::default),
        }
    }

    /// Whether a clinic's own template or fonts take part.
    pub fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// Returns what the pages of sheets before answer, where they may be asked.
    pub(super) fn answers(&self) -> Option<&Answers> {
        self.answers.as_ref()
    }

    /// Whether every embedded font, or one of the clinic's, can draw a character.
    pub fn can_draw(&self, c: char) -> bool {
        self.drawable.has(c)
    }

    /// Whether a family of letters is an embedded one, or one that the clinic lists.
    pub fn has_family(&self, family: &str) -> bool {
        self.fonts.iter().any(|font| font.info().family.eq_ignore_ascii_case(family))
    }

    /// Whether the fonts of one of these families can draw a character, in every weight.
    pub fn draws_in(&self, families: &[String], c: char) -> bool {
        families.iter().any(|family| {
            let mut fonts =
                self.fonts.iter().filter(|font| font.info().family == *family).peekable();
            fonts.peek().is_some() && fonts.all(|font| font.info().coverage.contains(c as u32))
        })
    }

    /// Whether a font is an embedded one, or one that the clinic lists by its digest.
    pub fn has_font(&self, font: &Font) -> bool {
        self.fonts.contains(font)
    }

    /// Whether a font is one that the clinic lists.
    pub fn is_own_font(&self, font: &Font) -> bool {
        self.fonts[self.n_shipped..].contains(font)
    }

    /// The families of the fonts that the clinic lists, each with the fonts in which its plain and its
    /// bold words are set.
    pub fn own_families(&self) -> Vec<(&str, [BrandFont<'_>; 2])> {
        let own = &self.fonts[self.n_shipped..];
        let families: BTreeSet<&str> = own.iter().map(|font| font.info().family.as_str()).collect();
        let set = |family: &str, weight: FontWeight| {
            let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
            let font = self.fonts.get(self.book.select(&family.to_lowercase(), variant)?)?;
            Some(BrandFont {
                bytes: font.data(),
                number: usize::try_from(font.index()).unwrap_or(usize::MAX),
                weight: font.info().variant.weight.to_number(),
            })
        };
        let both = families.into_iter().map(|family| {
            let plain = set(family, FontWeight::REGULAR)?;
            Some((family, [plain, set(family, FontWeight::BOLD)?]))
        });
        both.flatten().collect()
    }

    /// Whether the clinic lists fonts.
    pub fn has_own_fonts(&self) -> bool {
        self.n_shipped < self.fonts.len()
    }

    fn source(&self, id: FileId) -> Option<&(Source, String)> {
        self.sources.iter().find(|(source, _)| source.id() == id)
    }

    /// Returns the name by which people know a file.
    pub(super) fn shown(&self, id: FileId) -> String {
        self.source(id).map_or_else(
            || id.get().vpath().get_with_slash().to_owned(),
            |(_, shown)| shown.clone(),
        )
    }
}

impl Engine {
    /// Returns the files of all fonts that a page may use, each with the font's number in it.
    pub fn font_files(&self) -> impl Iterator<Item = (&[u8], u32)> {
        self.fonts.iter().map(|font| (font.data().as_slice(), font.index()))
    }

    /// Returns the bytes of a clinic's picture by its digest and ending.
    pub fn picture_bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.picture(name).map(|bytes| bytes.to_vec())
    }

    /// Returns a clinic's picture by its digest and ending.
    pub fn picture(&self, name: &str) -> Option<Bytes> {
        let id = picture_file(name)?;
        self.pictures.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone())
    }
}

/// What a clinic brings beside its template.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct BrandAssets {
    /// Font files, as bytes.
    pub fonts: Vec<Vec<u8>>,
    /// Pictures by their digest and ending.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// The code points that all fonts have, in order.
fn common(fonts: &[Font]) -> Vec<u32> {
    let Some((first, others)) = fonts.split_first() else { return Vec::new() };
    let all = first.info().coverage.iter();
    all.filter(|&c| others.iter().all(|font| font.info().coverage.contains(c))).collect()
}

/// The engine's view of one document.
pub(super) struct SheetWorld<'a> {
    engine: &'a Engine,
    /// Files of Candor's own.
    files: Vec<(FileId, Bytes)>,
}

impl<'a> SheetWorld<'a> {
    /// Returns the view of a document made of these files of Candor's own.
    ///
    /// A drawing's name is that of its bytes, so there are as many names as different pictures: a
    /// few for each medicine.
    pub(super) fn new(engine: &'a Engine, files: Vec<(FileId, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(id, bytes)| (id, Bytes::new(bytes)));
        Self { engine, files: files.collect() }
    }
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.engine.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.source(id).map(|(source, _)| source.clone()).ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let mut files = self.files.iter().chain(&self.engine.pictures);
        let found = files.find(|(known, _)| *known == id);
        found.map(|(_, data)| data.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.get(index).cloned()
    }

    /// No clock: a document's date is data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

//! What the engine may see.

use std::collections::BTreeSet;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::Template;
use crate::assets;

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
    composition: FileId,
    drawable: BTreeSet<char>,
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl Engine {
    /// Prepares the engine for a template.
    ///
    /// # Panics
    /// Never: the embedded paths and fonts are sound, and a test loads them.
    pub fn new(template: &Template) -> Self {
        let fonts: Vec<Font> =
            assets::fonts().into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let main = file_id("/candor.typ").expect("a sound path");
        let entry = ENTRY.replace("ENTRY", &template.entry);
        let mut sources = vec![(Source::new(main, entry), "candor.typ".to_owned())];
        for (path, text) in &template.files {
            if let Some(id) = file_id(&format!("/template/{path}")) {
                sources.push((Source::new(id, text.clone()), template.shown[path].clone()));
            }
        }
        let drawable = common_characters(&fonts);
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            main,
            composition: file_id("/composition.json").expect("a sound path"),
            drawable,
        }
    }

    /// Whether every embedded font can draw a character.
    pub fn can_draw(&self, c: char) -> bool {
        self.drawable.contains(&c)
    }

    /// Whether a font is one of the embedded ones.
    pub(crate) fn has_font(&self, font: &Font) -> bool {
        self.fonts.contains(font)
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

/// The characters that all fonts have.
fn common_characters(fonts: &[Font]) -> BTreeSet<char> {
    let of = |font: &Font| -> BTreeSet<char> {
        font.info().coverage.iter().filter_map(char::from_u32).collect()
    };
    let mut fonts = fonts.iter();
    let first = fonts.next().map(of).unwrap_or_default();
    fonts.fold(first, |common, font| common.intersection(&of(font)).copied().collect())
}

/// The engine's view of one document.
pub(super) struct SheetWorld<'a> {
    engine: &'a Engine,
    composition: Bytes,
}

impl<'a> SheetWorld<'a> {
    pub(super) fn new(engine: &'a Engine, composition: Vec<u8>) -> Self {
        Self { engine, composition: Bytes::new(composition) }
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
        if id == self.engine.composition { Ok(self.composition.clone()) } else { Err(missing(id)) }
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

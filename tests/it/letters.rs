//! A clinic's font is read by its shapes before it is trusted: lying fonts, made of the shipped one.

use std::collections::BTreeMap;

use candor_document::Readings;
use candor_model::diag::Diagnostics;
use candor_model::digest::sha256;
use candor_model::tree::{Entry, Tree};
use candor_workspace::inputs::{Inputs, Workspace, open};

use crate::env;

/// A TrueType font, table by table.
#[derive(Clone)]
struct Font(BTreeMap<[u8; 4], Vec<u8>>);

fn number(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]))
}

fn long(bytes: &[u8], at: usize) -> usize {
    number(bytes, at) << 16 | number(bytes, at + 2)
}

impl Font {
    /// The shipped font under another name.
    fn shipped(weight: &str) -> Self {
        let path = format!("templates/fonts/AtkinsonHyperlegibleNext_{weight}.ttf");
        let bytes = std::fs::read(env::repository().join(path)).expect("a font");
        let tables = (0..number(&bytes, 4)).map(|n| {
            let at = 12 + 16 * n;
            let tag = bytes[at..at + 4].try_into().expect("a tag");
            let (start, length) = (long(&bytes, at + 8), long(&bytes, at + 12));
            (tag, bytes[start..start + length].to_vec())
        });
        let mut font = Self(tables.collect());
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        let (before, after) = (wide("Hyperlegible"), wide("Hyperlegibly"));
        let names = font.table(b"name");
        let mut found = 0;
        for at in 0..names.len() - before.len() {
            if names[at..].starts_with(&before) {
                names[at..at + before.len()].copy_from_slice(&after);
                found += 1;
            }
        }
        assert!(0 < found, "the font has names");
        font
    }

    fn table(&mut self, tag: &[u8; 4]) -> &mut Vec<u8> {
        self.0.get_mut(tag).expect("a table")
    }

    /// The glyph of a character.
    fn glyph(&self, c: char) -> usize {
        let bytes: Vec<u8> = self.bytes();
        let face = ttf_parser::Face::parse(&bytes, 0).expect("a font");
        usize::from(face.glyph_index(c).expect("a glyph").0)
    }

    /// The drawings of all glyphs.
    fn drawings(&self) -> Vec<Vec<u8>> {
        let (places, glyphs) = (&self.0[b"loca"], &self.0[b"glyf"]);
        let is_long = number(&self.0[b"head"], 50) == 1;
        let place =
            |n: usize| if is_long { long(places, 4 * n) } else { 2 * number(places, 2 * n) };
        let n_glyphs = number(&self.0[b"maxp"], 4);
        (0..n_glyphs).map(|n| glyphs[place(n)..place(n + 1)].to_vec()).collect()
    }

    /// Draws two characters as each other.
    fn exchange(&mut self, one: char, two: char) {
        let (one, two) = (self.glyph(one), self.glyph(two));
        let mut drawings = self.drawings();
        drawings.swap(one, two);
        self.draw(&drawings);
    }

    /// Draws a character as another one.
    fn copy(&mut self, c: char, like: char) {
        let (c, like) = (self.glyph(c), self.glyph(like));
        let mut drawings = self.drawings();
        drawings[c] = drawings[like].clone();
        self.draw(&drawings);
    }

    fn draw(&mut self, drawings: &[Vec<u8>]) {
        let (mut places, mut glyphs) = (vec![0; 4], Vec::new());
        for drawing in drawings {
            glyphs.extend_from_slice(drawing);
            glyphs.resize(glyphs.len().next_multiple_of(4), 0);
            places.extend(u32::try_from(glyphs.len()).expect("a small font").to_be_bytes());
        }
        *self.table(b"loca") = places;
        *self.table(b"glyf") = glyphs;
        self.table(b"head")[50..52].copy_from_slice(&[0, 1]);
    }

    /// Puts one glyph in the place of several that follow each other.
    fn join(&mut self, feature: [u8; 4], parts: &str, like: char) {
        let short = |n: usize| u16::try_from(n).expect("a small number").to_be_bytes();
        let parts: Vec<usize> = parts.chars().map(|c| self.glyph(c)).collect();
        let mut table = vec![0, 1, 0, 0, 0, 10, 0, 30, 0, 44];
        // The script: one default language with the feature.
        table.extend([0, 1]);
        table.extend(b"DFLT");
        table.extend([0, 8, 0, 4, 0, 0, 0, 0, 255, 255, 0, 1, 0, 0]);
        assert_eq!(table.len(), 30);
        table.extend([0, 1]);
        table.extend(feature);
        table.extend([0, 8, 0, 0, 0, 1, 0, 0]);
        assert_eq!(table.len(), 44);
        // One lookup with one set of ligatures.
        table.extend([0, 1, 0, 4, 0, 4, 0, 0, 0, 1, 0, 8]);
        table.extend([0, 1, 0, 8, 0, 1, 0, 14]);
        table.extend([0, 1, 0, 1].into_iter().chain(short(parts[0])));
        table.extend([0, 1, 0, 4]);
        table.extend(short(self.glyph(like)));
        table.extend(short(parts.len()));
        table.extend(parts[1..].iter().flat_map(|&part| short(part)));
        self.0.insert(*b"GSUB", table);
    }

    fn bytes(&self) -> Vec<u8> {
        let n = u16::try_from(self.0.len()).expect("a few tables");
        let mut file = vec![0, 1, 0, 0];
        file.extend(n.to_be_bytes());
        file.extend([0; 6]);
        let mut place = 12 + 16 * self.0.len();
        for (tag, table) in &self.0 {
            file.extend(tag);
            file.extend([0; 4]);
            for n in [place, table.len()] {
                file.extend(u32::try_from(n).expect("a small font").to_be_bytes());
            }
            place += table.len().next_multiple_of(4);
        }
        for table in self.0.values() {
            file.extend(table);
            file.resize(file.len().next_multiple_of(4), 0);
        }
        file
    }
}

/// A workspace whose sheets are set in fonts of its own.
fn workspace(fonts: &[(&str, Vec<u8>)], template: Option<&str>) -> Workspace {
    let mut config = "jurisdiction = \"us\"\n".to_owned();
    if template.is_some() {
        config.push_str("template = \"ours.typ\"\n");
    }
    config.push_str("[looks.every]\nfont = \"Atkinson Hyperlegibly Next\"\n");
    let mut templates = Tree::new("templates/");
    for (name, bytes) in fonts {
        let digest = sha256(bytes);
        config.push_str(&format!("[[font]]\nfile = \"{name}\"\nsha256 = \"{digest}\"\n"));
        templates.insert(*name, Entry::File(bytes.clone().into()));
    }
    if let Some(template) = template {
        templates.insert("ours.typ", Entry::File(template.as_bytes().to_vec().into()));
    }
    let mut sheets = Tree::new("sheets/");
    sheets.insert("ldn-hiv.toml", Entry::File(env::example("ldn-hiv").into_bytes().into()));
    let config = Some(Entry::File(config.into_bytes().into()));
    open(&Inputs { config, sheets, templates, ..Inputs::default() })
}

/// Messages with their lines in `candor.toml`.
fn findings(opened: &Workspace) -> Vec<(usize, String)> {
    let line = |span: &candor_model::span::Span| span.place().line;
    let all = opened.diagnostics.iter();
    all.map(|found| (found.span.as_ref().map_or(0, line), found.message.clone())).collect()
}

fn pair(change: impl Fn(&mut Font, &str)) -> [(&'static str, Vec<u8>); 2] {
    [("a.ttf", "400Regular"), ("b.ttf", "700Bold")].map(|(name, weight)| {
        let mut font = Font::shipped(weight);
        change(&mut font, weight);
        (name, font.bytes())
    })
}

/// What is said of a font that draws 1 as 7.
pub fn a_one_like_a_seven() -> Diagnostics {
    workspace(&pair(|font, _| font.copy('1', '7')), None).diagnostics
}

#[test]
fn a_font_that_draws_a_character_as_another_is_refused_at_its_line() {
    let honest = workspace(&pair(|_, _| {}), None);
    assert!(findings(&honest).is_empty(), "{:?}", findings(&honest));
    let bold = workspace(
        &pair(|font, weight| {
            if weight == "700Bold" {
                font.exchange('1', '4');
            }
        }),
        None,
    );
    let found = findings(&bold);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, 8, "{found:?}");
    assert!(found[0].1.contains("`b.ttf` draws a 1 that looks like a 4"), "{found:?}");
    for (c, like, says) in [
        ('1', '7', "1 that looks like a 7"),
        ('t', 'w', "t that looks like a w"),
        ('.', ' ', "draws nothing for a full stop"),
        ('\u{a0}', '0', "draws something for a no-break space"),
        ('-', '+', "a hyphen that looks like a +"),
    ] {
        let found = findings(&workspace(&pair(|font, _| font.copy(c, like)), None));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].1.contains(says), "{says}: {found:?}");
    }
}

#[test]
#[ignore = "reads the fonts that a list in CANDOR_TEST_FONTS names, a path in each line"]
fn fonts_of_a_list_are_read() {
    let list = std::env::var("CANDOR_TEST_FONTS").expect("a list of fonts");
    let list = std::fs::read_to_string(list).expect("the list");
    let (mut n, mut n_refused, mut n_marked) = (0, 0, 0);
    for path in list.lines() {
        let reading = candor_letters::read(&std::fs::read(path).expect("a font"));
        n += 1;
        n_refused += usize::from(!reading.faults.is_empty());
        let marks: String = "!?'\"&…•·“”‘’[]*#@".chars().filter(|&c| !reading.trusts(c)).collect();
        n_marked += usize::from(!marks.is_empty());
        if !reading.faults.is_empty() || !marks.is_empty() {
            println!("{path}: {} {marks}", reading.faults.join("; "));
        }
    }
    println!("{n} fonts: {n_refused} refused, {n_marked} have signs that are not trusted");
}

/// The handout in the clinic's font: whether it is made, and what is said.
fn handout(opened: &Workspace) -> (Option<Vec<u8>>, Vec<String>) {
    assert!(findings(opened).is_empty(), "{:?}", findings(opened));
    let (ready, found) = env::check(&opened.shared, "ldn-hiv", &env::example("ldn-hiv"));
    let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
    let (document, found) = candor_document::render(&opened.shared, &ready, env::HANDOUT);
    let said = found.iter().map(|found| found.message.clone()).collect();
    (document.map(|document| document.bytes), said)
}

/// What the frames of a handout and its finished file as it is drawn say of it.
fn readings(opened: &Workspace) -> [Vec<String>; 2] {
    assert!(findings(opened).is_empty(), "{:?}", findings(opened));
    let (ready, _) = env::check(&opened.shared, "ldn-hiv", &env::example("ldn-hiv"));
    let found =
        candor_document::readings(&opened.shared, &ready.expect("a sound example"), env::HANDOUT);
    let Readings { failed, frames, drawn, structure: _ } = found;
    assert!(failed.is_empty());
    [frames, drawn].map(|found| found.iter().map(|found| found.message.clone()).collect())
}

#[test]
fn a_ligature_of_a_clinics_font_is_not_set_and_not_let_through() {
    for feature in [*b"liga", *b"rlig", *b"ccmp", *b"calt", *b"locl"] {
        let fonts = pair(|font, _| font.join(feature, "not", 'w'));
        let (made, said) = handout(&workspace(&fonts, None));
        let made = made.unwrap_or_else(|| panic!("{said:?}"));
        let file = lopdf::Document::load_mem(&made).expect("a PDF");
        let text = env::letters(&file.extract_text(&[1]).expect("text"));
        assert!(text.contains(&env::letters("Do not take")), "{text}");
    }
    // Features that Candor does not know of are found by the proof.
    for (feature, template) in [
        (*b"liga", "#set text(features: (liga: 1))"),
        (*b"kern", ""),
        (*b"mark", ""),
        (*b"ss01", "#set text(stylistic-set: 1)"),
    ] {
        let fonts = pair(|font, _| font.join(feature, "not", 'w'));
        let template = format!(
            "#import \"sheet.typ\": sheet as shipped\n#let sheet(doc) = [\n{template}\n#shipped(doc)]\n"
        );
        let (made, said) = handout(&workspace(&fonts, Some(&template)));
        assert!(made.is_none());
        let is_named = |said: &String| said.contains("another glyph than its own");
        assert!(said.iter().any(is_named), "{feature:?}: {said:?}");
    }
}

impl Font {
    /// Moves the second of two characters, in units of the font.
    fn kern(&mut self, first: char, second: char, by: i16) {
        let short = |n: usize| u16::try_from(n).expect("a small number").to_be_bytes();
        let mut table = vec![0, 0, 0, 1];
        // One subtable of pairs (format 0) with one pair.
        table.extend([0, 0, 0, 20, 0, 1]);
        table.extend([0, 1, 0, 6, 0, 0, 0, 0]);
        table.extend(short(self.glyph(first)));
        table.extend(short(self.glyph(second)));
        table.extend(by.to_be_bytes());
        self.0.insert(*b"kern", table);
        self.0.remove(b"GPOS");
    }
}

#[test]
fn a_font_moves_its_letters_no_further_than_fonts_do() {
    for (first, second, by, passes) in [
        ('1', '.', -60, true),
        ('1', '.', -200, false),
        ('1', '.', 60, false),
        ('n', 'o', -60, true),
        ('n', 'o', -300, false),
        ('n', 'o', 200, false),
        // In one word they would be nearly as far apart as two words.
        ('u', 'r', 100, true),
        ('u', 'r', 130, false),
    ] {
        let fonts = pair(|font, _| font.kern(first, second, by));
        let (made, said) = handout(&workspace(&fonts, None));
        assert_eq!(made.is_some(), passes, "{first}{second} {by}: {said:?}");
        let is_named = |said: &String| said.contains("too far together or apart");
        assert!(passes || said.iter().any(is_named), "{said:?}");
    }
}

#[test]
fn all_that_is_said_is_in_one_family_and_of_one_height() {
    // The bold file says that its em is larger, so that its letters are smaller than the regular ones.
    let fonts = pair(|font, weight| {
        if weight == "700Bold" {
            let em = number(font.table(b"head"), 18) * 6 / 5;
            let em = u16::try_from(em).expect("a small number");
            font.table(b"head")[18..20].copy_from_slice(&em.to_be_bytes());
        }
    });
    let [frames, drawn] = readings(&workspace(&fonts, None));
    let is_lower = |said: &String| said.contains("its letters are lower than those of");
    assert!(frames.iter().any(is_lower) && drawn.iter().any(is_lower), "{frames:?} {drawn:?}");
    let template = "#import \"sheet.typ\": sheet as shipped\n#let sheet(doc) = [\n\
                    #show list: set text(font: \"Atkinson Hyperlegible Next\")\n#shipped(doc)]\n";
    // The drawings of these two families are the same, so that the drawn file does not show it.
    let [frames, _] = readings(&workspace(&pair(|_, _| {}), Some(template)));
    let is_other = |said: &String| said.contains("it is set in another family than");
    assert!(frames.iter().any(is_other), "{frames:?}");
    // Headings are no exception.
    let mut fonts = pair(|_, _| {}).to_vec();
    for (name, weight) in [("c.otf", "Regular"), ("d.otf", "Bold")] {
        let path = format!("tests/fonts/LibertinusSerif-{weight}-subset.otf");
        fonts.push((name, std::fs::read(env::repository().join(path)).expect("a font")));
    }
    let template = "#import \"sheet.typ\": sheet as shipped\n#let sheet(doc) = [\n\
                    #show heading: set text(font: \"Libertinus Serif\")\n#shipped(doc)]\n";
    let [frames, drawn] = readings(&workspace(&fonts, Some(template)));
    assert!(frames.iter().any(is_other) && drawn.iter().any(is_other), "{frames:?} {drawn:?}");
}

impl Font {
    /// Makes the room of a character wider, in units of the font.
    fn widen(&mut self, c: char, by: i16) {
        let at = 4 * self.glyph(c).min(number(&self.0[b"hhea"], 34) - 1);
        let room = u16::try_from(number(&self.0[b"hmtx"], at)).expect("a number of two bytes");
        let room = room.checked_add_signed(by).expect("a width");
        self.table(b"hmtx")[at..at + 2].copy_from_slice(&room.to_be_bytes());
    }

    /// Takes the drawings of another weight.
    fn drawn_as(&mut self, weight: &str) {
        let mut other = Self::shipped(weight);
        for table in [b"glyf", b"loca", b"hmtx", b"hhea", b"maxp", b"cmap", b"head"] {
            *self.table(table) = other.table(table).clone();
        }
    }
}

#[test]
fn words_stand_apart_and_what_is_one_word_does_not() {
    for (c, by, says) in [
        ('4', 160, "sets a 4 and a 6 behind it nearly as far apart as two words"),
        ('n', 160, "sets an n and"),
        ('.', 200, "sets a full stop and"),
        (' ', -160, "has a space that is too narrow"),
        ('\u{a0}', 600, "has a no-break space that is too narrow or too wide"),
    ] {
        let found = findings(&workspace(&pair(|font, _| font.widen(c, by)), None));
        assert!(found.len() == 2 && found[0].1.contains(says), "{c}: {found:?}");
    }
    for (c, by) in [('4', 20), ('n', 20), (' ', -40)] {
        let found = findings(&workspace(&pair(|font, _| font.widen(c, by)), None));
        assert!(found.is_empty(), "{c}: {found:?}");
    }
}

#[test]
fn a_family_has_regular_letters_and_bolder_ones() {
    let fonts = pair(|_, _| {});
    for (at, says) in [(0, "has no bold letters"), (1, "has no regular letters")] {
        let found = findings(&workspace(&fonts[at..=at], None));
        let is_said = found.len() == 1 && found[0].0 == 5 && found[0].1.contains(says);
        assert!(is_said, "{found:?}");
    }
    let fonts = pair(|font, weight| {
        if weight == "700Bold" {
            font.drawn_as("400Regular");
        }
    });
    let found = findings(&workspace(&fonts, None));
    let is_said = |(line, said): &(usize, String)| {
        *line == 8 && said.contains("the bold letters of `b.ttf` are hardly bolder")
    };
    assert!(found.iter().any(is_said), "{found:?}");
}

#[test]
fn a_family_that_is_called_otherwise_is_named() {
    let mut config = "jurisdiction = \"us\"\n[looks.every]\n".to_owned();
    config.push_str("font = \"Atkinson Hyperlegibly Next Thin\"\n");
    let mut templates = Tree::new("templates/");
    for (name, bytes) in pair(|_, _| {}) {
        let digest = sha256(&bytes);
        config.push_str(&format!("[[font]]\nfile = \"{name}\"\nsha256 = \"{digest}\"\n"));
        templates.insert(name, Entry::File(bytes.into()));
    }
    let config = Some(Entry::File(config.into_bytes().into()));
    let opened = open(&Inputs { config, templates, ..Inputs::default() });
    let helps: Vec<&str> =
        opened.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert!(
        matches!(helps.as_slice(), [help] if help.contains("`Atkinson Hyperlegibly Next`")),
        "{helps:?}"
    );
}

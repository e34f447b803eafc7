//! Which characters a font's glyphs stand for, as the file says (`ToUnicode`).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::file::{File, unpacked};

/// The most entries of one table: glyphs have two bytes.
const MAX_ENTRIES: usize = 1 << 16;

/// The characters of each glyph of a font.
#[derive(Debug, Default)]
pub(super) struct Cmap(BTreeMap<u16, String>);

impl Cmap {
    /// Reads the table of a font, which must be of the one kind that the engine writes: glyphs of
    /// two bytes, each with its own number.
    pub(super) fn of_font(file: &File, font: &Dictionary) -> Result<Self, String> {
        let is = |dict: &Dictionary, key: &str, wanted: &str| {
            file.name(dict, key) == Some(wanted.as_bytes())
        };
        if !is(font, "Subtype", "Type0") || !is(font, "Encoding", "Identity-H") {
            return Err("it has a font of a kind that Candor does not write".to_owned());
        }
        let table = file.stream(font, "ToUnicode").and_then(unpacked);
        let table = table.ok_or("it has a font that does not say what its letters are")?;
        Self::read(&table).ok_or_else(|| "it has a font whose letters cannot be read".to_owned())
    }

    /// Reads a table: single glyphs and ranges of them.
    fn read(table: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(table).ok()?;
        let mut map = BTreeMap::new();
        let mut section = "";
        for line in text.lines() {
            let line = line.trim();
            if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
                section = if line.ends_with("bfchar") { "char" } else { "range" };
                continue;
            }
            if line.starts_with("endbf") {
                section = "";
                continue;
            }
            let parts: Vec<Vec<u8>> = match section {
                "" => continue,
                _ => line.split_whitespace().map(hex).collect::<Option<_>>()?,
            };
            match (section, parts.as_slice()) {
                ("char", [glyph, text]) => {
                    map.insert(number(glyph)?, utf16(text)?);
                }
                ("range", [first, last, text]) => {
                    let (first, last) = (number(first)?, number(last)?);
                    let start = utf16(text)?;
                    for glyph in first..=last {
                        map.insert(glyph, later(&start, u32::from(glyph - first))?);
                    }
                }
                _ => return None,
            }
            if MAX_ENTRIES < map.len() {
                return None;
            }
        }
        Some(Self(map))
    }

    /// Returns the characters of the glyphs in a string, glyph by glyph; `None` if one of them has
    /// no characters.
    pub(super) fn glyphs(&self, string: &Object) -> Option<Vec<&str>> {
        let (pairs, rest) = string.as_str().ok()?.as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        pairs
            .iter()
            .map(|&pair| self.0.get(&u16::from_be_bytes(pair)).map(String::as_str))
            .collect()
    }
}

/// The bytes of `<0041>`.
fn hex(word: &str) -> Option<Vec<u8>> {
    let digits = word.strip_prefix('<')?.strip_suffix('>')?.as_bytes();
    let (pairs, rest) = digits.as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect()).flatten()
}

fn number(bytes: &[u8]) -> Option<u16> {
    bytes.try_into().ok().map(u16::from_be_bytes)
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|&pair| u16::from_be_bytes(pair)).collect();
    String::from_utf16(&units).ok().filter(|text| rest.is_empty() && !text.is_empty())
}

/// The text whose last character is so many further on.
fn later(text: &str, by: u32) -> Option<String> {
    let last = text.chars().next_back()?;
    let next = char::from_u32(u32::from(last).checked_add(by)?)?;
    Some(format!("{}{next}", &text[..text.len() - last.len_utf8()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_and_ranges_are_read() {
        let table = "2 beginbfchar\n<0001> <0041>\n<0002> <00660069>\nendbfchar\n\
                     1 beginbfrange\n<0003> <0005> <0030>\nendbfrange\n";
        let cmap = Cmap::read(table.as_bytes()).expect("a table");
        let string = |bytes: &[u8]| Object::String(bytes.to_vec(), lopdf::StringFormat::Literal);
        let found = cmap.glyphs(&string(&[0, 2, 0, 1, 0, 5]));
        assert_eq!(found, Some(vec!["fi", "A", "2"]));
        assert_eq!(cmap.glyphs(&string(&[0, 9])), None, "a glyph without a character");
        assert_eq!(cmap.glyphs(&string(&[0])), None, "half a glyph");
        for bad in ["beginbfchar\n<0001>\n", "beginbfchar\n<1> <0041>\n", "beginbfchar\nx y\n"] {
            assert!(Cmap::read(bad.as_bytes()).is_none(), "{bad}");
        }
    }
}

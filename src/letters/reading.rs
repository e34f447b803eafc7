//! What reading a font's shapes says of it.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript as _};

use super::drawing::Glyphs;
use super::frame::{Frame, RAISED};
use super::limits::named;
use super::room::{self, Room};
use super::shapes::KNOWN;
use super::{Font, accents, place, rivals};

/// How much thicker bold letters are than plain ones at least, as a ratio: of the stem of an l, and of
/// the mean stroke of n and o. Of 83 families from Debian's packages that have both files and pass
/// otherwise, 79 are at 1.27 or more, and the four others at 1.23 or less.
const BOLDER: f64 = 1.25;

/// What reading a font's shapes says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What is wrong with the whole font or with its letters, digits and signs of numbers, each as
    /// what the font does: "draws a 1 that looks like a 7".
    pub faults: Vec<String>,
    /// Whether its Latin letters were compared.
    pub is_compared: bool,
    /// Scripts whose letters were not.
    pub others: Vec<&'static str>,
    /// Characters that were compared; whether they are what they should be.
    pub(super) characters: BTreeMap<char, bool>,
    /// How far the ink of two characters of a number is apart where they stand side by side, in
    /// thousandths of an em.
    pub(super) numbers: BTreeMap<(char, char), i32>,
    /// The room between its characters, of each font of the file.
    pub(super) rooms: Vec<Room>,
    /// The stem of an l and the mean stroke of n and o, in millionths of an em, of each font of the file.
    pub(super) thickness: Vec<Option<[i32; 2]>>,
}

impl Reading {
    /// Whether a page may show a character in this font: it was found to be what it should be, or is of
    /// a kind that is not judged. Latin letters and numbers all are.
    pub fn trusts(&self, c: char) -> bool {
        let is_judged = c.is_numeric() || (c.is_alphabetic() && c.script() == Script::Latin);
        self.characters.get(&c).copied().unwrap_or(!is_judged)
    }

    /// How far the ink of two characters of a number is apart where nothing moves them, in ems;
    /// `None` for others.
    pub fn apart(&self, first: char, second: char) -> Option<f64> {
        self.numbers.get(&(first, second)).map(|apart| f64::from(*apart) / 1000.0)
    }

    /// Whether two characters stand as far apart as words do, or nearly, where the second is moved by
    /// so many ems, on a line whose spaces are so much narrower than the font's own.
    pub fn parts(&self, a: char, b: char, by: f64, narrower: f64) -> bool {
        self.rooms.iter().any(|room| room.parts(a, b, by, narrower))
    }

    /// Whether the letters of a font of this file are as much thicker than those of another file's font
    /// as bold letters are; both fonts by their number in the file. Without letters there is nothing to
    /// compare.
    pub fn is_bolder(&self, font: usize, plain: &Self, plain_font: usize) -> bool {
        let of = |reading: &Self, font: usize| reading.thickness.get(font).copied().flatten();
        let Some((bold, plain)) = of(self, font).zip(of(plain, plain_font)) else { return true };
        let mut both = bold.into_iter().zip(plain);
        both.all(|(bold, plain)| BOLDER * f64::from(plain) <= f64::from(bold))
    }

    pub(super) fn of_one(&mut self, glyphs: &Glyphs<'_>) {
        let mut others: Vec<&str> = glyphs.characters().filter_map(other_script).collect();
        others.append(&mut self.others);
        others.sort_unstable();
        others.dedup();
        self.others = others;
        self.faults.extend(room::spaces(glyphs));
        let characters = KNOWN.iter().map(|known| known.c).chain(RAISED.map(|(raised, _)| raised));
        let (mut outlines, mut broken) = (BTreeMap::new(), Vec::new());
        for c in characters.filter(|&c| glyphs.named(c).is_some()) {
            match glyphs.outline(c) {
                Some(outline) => drop(outlines.insert(c, outline)),
                None => broken.push(c),
            }
        }
        let has_letters = outlines.keys().any(char::is_ascii_alphabetic);
        self.is_compared &= has_letters;
        for c in broken {
            self.found(c, Some(format!("has {} that cannot be drawn", named(c))));
        }
        let Some(frame) = Frame::new(&outlines, glyphs.em) else {
            // Without any letters and digits there is nothing to measure.
            if outlines.keys().any(char::is_ascii_alphanumeric) {
                self.faults
                    .push("lacks some of the letters A to Z and a to z and the digits".into());
            }
            self.thickness.push(None);
            return;
        };
        for (c, is_sound) in accents::check(glyphs, &frame) {
            self.characters.entry(c).and_modify(|sound| *sound &= is_sound).or_insert(is_sound);
        }
        for (pair, apart) in place::numbers(&outlines, glyphs.em) {
            let known = self.numbers.entry(pair).or_insert(apart);
            *known = apart.min(*known);
        }
        self.faults.extend(place::face(&outlines, &frame, glyphs.em, glyphs.weight()));
        let space = glyphs.outline(' ').map(|space| space.advance);
        let room = space.and_then(|space| Room::new(&outlines, space, glyphs.em));
        let font = Font::new(outlines, frame, glyphs.em);
        self.thickness.push(font.thickness());
        for &c in font.outlines.keys() {
            self.found(c, font.fault(c));
        }
        self.faults.extend(room.as_ref().and_then(Room::fault));
        self.rooms.extend(room);
    }

    /// Takes what was found of a character.
    pub(super) fn found(&mut self, c: char, fault: Option<String>) {
        let is_sound = fault.is_none();
        self.characters.entry(c).and_modify(|sound| *sound &= is_sound).or_insert(is_sound);
        self.faults.extend(fault.filter(|_| rivals::is_needed(c)));
    }
}

/// The script of a letter that is not compared.
fn other_script(c: char) -> Option<&'static str> {
    let script = c.script();
    let is_common = matches!(script, Script::Latin | Script::Common | Script::Inherited);
    (c.is_alphabetic() && !is_common).then(|| script.full_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_letters_are_a_quarter_thicker() {
        let of = |stem: i32, stroke: i32| Reading {
            thickness: vec![Some([stem, stroke])],
            ..Reading::default()
        };
        let plain = of(84_000, 76_000);
        for (stem, stroke, is_bolder) in [
            (140_000, 117_000, true),
            (105_000, 95_000, true),
            (104_000, 95_000, false),
            (140_000, 94_000, false),
            (84_000, 76_000, false),
        ] {
            assert_eq!(of(stem, stroke).is_bolder(0, &plain, 0), is_bolder, "{stem} {stroke}");
        }
        assert!(Reading::default().is_bolder(0, &plain, 0), "it has no letters");
    }
}

//! A clinic's font is read by its shapes before it is trusted: a digit or letter must look more like
//! itself than like another one, in the eyes of many honest fonts.
//!
//! The page proof and the second reader trust what a font draws. Each character is drawn coarsely, in
//! a frame that evens out the font's measures, and compared to pictures of the same and of other
//! characters (`letters/references.txt`). What the references lack is not judged, and reviewers are
//! told so.

mod accents;
mod drawing;
mod frame;
mod holes;
mod limits;
mod place;
mod reading;
mod rivals;
mod room;
mod shapes;
mod still;
mod strokes;

use self::limits::{
    EXCHANGED, MAX_KEPT, SOFT_DIGIT, SOFT_LETTER, SPOILED, STEM, STRAY, STRUCK, TURNED, TWIN,
    UNLIKE, UNLIKE_OTHER, WIDER, named,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use self::drawing::{COLUMNS, Glyphs, Outline, Picture, ROWS};
use self::frame::{Frame, Kind, RAISED, kind};
pub use self::reading::Reading;
use self::shapes::{Known, Shape, known};
pub use self::still::still;
use candor_model::digest::sha256;

/// Font files that this process has read, by digest.
static READ: Mutex<Vec<(String, Arc<Reading>)>> = Mutex::new(Vec::new());

/// Reads a font file, once for the process.
pub fn read(bytes: &[u8]) -> Arc<Reading> {
    let digest = sha256(bytes);
    // A panic elsewhere leaves the list whole.
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, reading)) = read.iter().find(|(known, _)| *known == digest) {
        return Arc::clone(reading);
    }
    let reading = Arc::new(judge(bytes));
    read.truncate(MAX_KEPT - 1);
    read.insert(0, (digest, Arc::clone(&reading)));
    reading
}

/// Judges every font of a file.
fn judge(bytes: &[u8]) -> Reading {
    let mut reading = Reading { is_compared: true, ..Reading::default() };
    let mut index = 0;
    while let Some(glyphs) = Glyphs::new(bytes, index) {
        if glyphs.is_variable() {
            reading.faults.push(
                "has axes along which its letters change; only files of one weight can be read"
                    .to_owned(),
            );
        } else {
            reading.of_one(&glyphs);
        }
        index += 1;
    }
    if index == 0 {
        reading.faults.push("cannot be read".to_owned());
    }
    reading
}

/// A font with the characters that are compared.
struct Font {
    outlines: BTreeMap<char, Outline>,
    /// The same in the frame.
    seen: BTreeMap<char, Seen>,
    frame: Frame,
    /// Units to an em.
    em: f64,
    /// The mean stroke of n and o, where it has them.
    stroke: Option<f64>,
}

impl Font {
    fn new(outlines: BTreeMap<char, Outline>, frame: Frame, em: f64) -> Self {
        let seen = outlines.iter().map(|(&c, outline)| (c, Seen::new(&frame, outline))).collect();
        let [n, o] = ['n', 'o'].map(|c| outlines.get(&c).map(strokes::of));
        let stroke = n.zip(o).map(|(n, o)| f64::midpoint(n, o));
        Self { outlines, seen, frame, em, stroke }
    }

    /// The stem of an l and the mean stroke of n and o, in millionths of an em.
    fn thickness(&self) -> Option<[i32; 2]> {
        let both = [self.outlines.get(&'l')?.stem(STEM), self.stroke?];
        #[expect(clippy::cast_possible_truncation, reason = "a few ems at most")]
        Some(both.map(|units| (units / self.em * 1e6).round() as i32))
    }

    /// What is wrong with a character.
    fn fault(&self, c: char) -> Option<String> {
        let outline = self.outlines.get(&c)?;
        let name = named(c);
        if !outline.has_ink() {
            return Some(format!("draws nothing for {name}"));
        }
        let like = RAISED.iter().find(|(raised, _)| *raised == c).map_or(c, |&(_, plain)| plain);
        let known = known(like)?;
        let seen = self.seen.get(&c)?;
        let own = seen.distance(known);
        let mistaken = rivals::of(c)
            .filter_map(|(rival, ratio)| self.mistaken(known, own, seen, rival, ratio))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, rival)) = mistaken {
            return Some(format!("draws {name} that looks like {}", named(rival)));
        }
        if c.is_ascii_alphanumeric()
            && let Some(twin) = self.twin(c, seen)
        {
            return Some(format!("draws {name} and {} alike", named(twin)));
        }
        let limit = rivals::limit(c).max(known.limit * WIDER);
        if limit.min(rivals::most(c)) < own {
            return Some(format!("draws {name} that does not look like one"));
        }
        let picture = self.frame.picture(kind(c), outline);
        if let Some(how) = holes::of(c, self.em, outline) {
            return Some(format!("draws {name} {how}"));
        }
        if c.is_ascii_alphanumeric() && known.stray_limit * STRAY < known.stray(&picture) {
            return Some(format!("draws {name} with a stroke that it does not have"));
        }
        let stem = self.outlines.get(&'l').map_or(0.0, |l| l.stem(STEM));
        spoiled(c, known, own, &picture)
            .or_else(|| place::of(c, &self.frame, self.em, stem, outline))
            .or_else(|| strokes::fault(c, outline, self.stroke?))
    }

    /// The letter or digit that the font draws like another one.
    fn twin(&self, c: char, seen: &Seen) -> Option<char> {
        let others = self.seen.iter().filter(|(other, _)| other.is_ascii_alphanumeric());
        let mut others = others.filter(|&(&other, _)| other != c && !rivals::alike(c, other));
        let is_twin = |other: char, drawn: &Seen| seen.of(other).distance(drawn.of(other)) < TWIN;
        others.find(|&(&other, drawn)| is_twin(other, drawn)).map(|(&other, _)| other)
    }

    /// Whether a character that is that far from its own kind looks like a rival; with its distance.
    fn mistaken(
        &self,
        known: &Known,
        own: f32,
        seen: &Seen,
        rival: &Known,
        ratio: f32,
    ) -> Option<(f32, char)> {
        let distance = seen.distance(rival);
        let are_alike = known.c.is_alphabetic() == rival.c.is_alphabetic();
        let unlike = if are_alike && known.c.is_alphanumeric() { UNLIKE } else { UNLIKE_OTHER };
        if unlike < distance || own <= distance * ratio {
            return None;
        }
        if known.c.is_ascii_digit() && rival.c.is_ascii_digit() {
            return Some((distance, rival.c));
        }
        let soft = if known.c.is_alphabetic() { SOFT_LETTER } else { SOFT_DIGIT };
        if known.c.is_alphanumeric() && own <= distance * soft {
            // The font's own drawing of the rival must be another one, and more like the rival.
            let other = self.seen.get(&rival.c)?;
            let kept = own + other.distance(rival);
            if kept < (distance + other.distance(known)) * EXCHANGED {
                return None;
            }
        }
        Some((distance, rival.c))
    }
}

/// A character drawn as one of each kind, for a digit in the place of a letter has the digit's frame.
struct Seen([Shape; 3]);

impl Seen {
    fn new(frame: &Frame, outline: &Outline) -> Self {
        Self(Kind::ALL.map(|kind| Shape::new(&frame.picture(kind, outline))))
    }

    /// As it is drawn in the place of a character.
    fn of(&self, c: char) -> &Shape {
        &self.0[kind(c) as usize]
    }

    fn distance(&self, known: &Known) -> f32 {
        known.distance(self.of(known.c))
    }
}

/// Whether a letter or digit is turned or has a line through it.
fn spoiled(c: char, known: &Known, own: f32, picture: &Picture) -> Option<String> {
    if !c.is_ascii_alphanumeric() || own < TURNED {
        return None;
    }
    // Their bars are such lines.
    if !"4HJft".contains(c) && known.distance_struck(&Shape::new(picture)) * STRUCK < own {
        return Some(format!("draws {} with a line through it", named(c)));
    }
    let turned = turns(picture).map(|turned| known.distance(&Shape::new(&turned)));
    let is_turned = c != 'l' && turned.into_iter().any(|turned| turned * SPOILED < own);
    is_turned.then(|| format!("draws {} that is mirrored or upside down", named(c)))
}

/// A picture mirrored, upside down and both, in its own box.
fn turns(picture: &Picture) -> [Picture; 3] {
    let inked = |row: &usize| picture[row * COLUMNS..][..COLUMNS].iter().any(|&cell| cell != 0);
    let first = (0..ROWS).find(inked).unwrap_or_default();
    let last = (0..ROWS).rev().find(inked).unwrap_or_default();
    let turned = |mirrored: bool, flipped: bool| {
        let mut turned = [0; ROWS * COLUMNS];
        for row in first..=last {
            let from = if flipped { first + last - row } else { row };
            for column in 0..COLUMNS {
                let at = if mirrored { COLUMNS - 1 - column } else { column };
                turned[row * COLUMNS + column] = picture[from * COLUMNS + at];
            }
        }
        turned
    };
    [turned(true, false), turned(false, true), turned(true, true)]
}

#[cfg(test)]
mod tests;

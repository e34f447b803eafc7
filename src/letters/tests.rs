use super::shapes::KNOWN;
use super::*;

/// A font file of the repository.
fn file(path: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read(path).expect("a font")
}

const REGULAR: &str = "templates/fonts/AtkinsonHyperlegibleNext_400Regular.ttf";
const BOLD: &str = "templates/fonts/AtkinsonHyperlegibleNext_700Bold.ttf";

/// A font of the repository, to change its drawings.
fn font(path: &str) -> Font {
    let bytes = file(path);
    let glyphs = Glyphs::new(&bytes, 0).expect("a font");
    let outlines = KNOWN.iter().filter_map(|known| Some((known.c, glyphs.outline(known.c)?)));
    let outlines: BTreeMap<char, Outline> = outlines.collect();
    let frame = Frame::new(&outlines, glyphs.em).expect("letters and digits");
    Font::new(outlines, frame, glyphs.em)
}

impl Font {
    fn put(&mut self, c: char, outline: Outline) {
        self.seen.insert(c, Seen::new(&self.frame, &outline));
        self.outlines.insert(c, outline);
    }

    /// What is found of a character that is drawn otherwise; the font stays as it was.
    fn fault_of(&mut self, c: char, outline: Outline) -> Option<String> {
        let before = self.outlines[&c].clone();
        self.put(c, outline);
        let fault = self.fault(c);
        self.put(c, before);
        fault
    }
}

fn moved(outline: &Outline, to: impl Fn(f64, f64) -> (f64, f64)) -> Outline {
    let lines = outline.lines.iter().map(|line| line.map(|(x, y)| to(x, y)));
    Outline::new(lines.collect(), outline.advance)
}

/// An outline and a rectangle of its own, in shares of its box.
fn with_box(outline: &Outline, [left, bottom, right, top]: [f64; 4], only: bool) -> Outline {
    let [x, y, ..] = outline.bounds;
    let (width, height) = (outline.width(), outline.height());
    let (left, right) = (x + left * width, x + right * width);
    let (bottom, top) = (y + bottom * height, y + top * height);
    let corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)];
    let mut lines = if only { Vec::new() } else { outline.lines.clone() };
    lines.extend(corners.windows(2).map(|pair| [pair[0], pair[1]]));
    Outline::new(lines, outline.advance)
}

fn letters_and_digits() -> impl Iterator<Item = char> {
    ('0'..='9').chain('A'..='Z').chain('a'..='z')
}

#[test]
fn honest_fonts_pass() {
    for (path, others) in [
        (REGULAR, vec!["Greek"]),
        (BOLD, vec!["Greek"]),
        ("tests/fonts/LibertinusSerif-Regular-subset.otf", vec!["Greek", "Hebrew"]),
        ("tests/fonts/LibertinusSerif-Bold-subset.otf", vec!["Greek", "Hebrew"]),
        ("tests/languages/he/fonts/NotoSansHebrew-400.ttf", vec!["Hebrew"]),
        ("tests/languages/he/fonts/NotoSansHebrew-700.ttf", vec!["Hebrew"]),
    ] {
        let reading = judge(&file(path));
        assert_eq!(reading.faults, [""; 0], "{path}");
        assert_eq!((reading.is_compared, reading.others.clone()), (true, others), "{path}");
        assert!("aZ09.,-≤ש".chars().all(|c| reading.trusts(c)), "{path}");
        assert!(!reading.trusts('٣') && !reading.trusts('ə'), "{path}");
    }
    assert!(!judge(b"no font").faults.is_empty());
}

#[test]
fn a_digit_or_letter_drawn_as_another_is_refused() {
    for path in [REGULAR, BOLD] {
        let mut font = font(path);
        for c in letters_and_digits() {
            for other in letters_and_digits().filter(|&other| other != c) {
                let is_weighed = path == BOLD || c.is_ascii_digit() || other.is_ascii_digit();
                if rivals::alike(c, other) || !is_weighed {
                    continue;
                }
                let lie = font.outlines[&other].clone();
                let fault = font.fault_of(c, lie);
                assert!(fault.is_some(), "{path}: {c} drawn as {other}");
            }
        }
    }
}

#[test]
fn exchanged_letters_are_refused() {
    let mut font = font(REGULAR);
    for (c, other) in [('1', '4'), ('6', '9'), ('3', '8'), ('t', 'w'), ('n', 'm'), ('c', 'e')] {
        let (one, two) = (font.outlines[&c].clone(), font.outlines[&other].clone());
        font.put(c, two.clone());
        font.put(other, one.clone());
        for (drawn, like) in [(c, other), (other, c)] {
            let fault = font.fault(drawn).expect("a lie");
            assert!(fault.contains(&format!("looks like {}", named(like))), "{drawn}: {fault}");
        }
        font.put(c, one);
        font.put(other, two);
    }
}

#[test]
fn a_slightly_changed_copy_is_refused() {
    let mut font = font(REGULAR);
    let digits: Vec<char> = ('0'..='9').collect();
    for c in letters_and_digits() {
        for &other in digits.iter().filter(|&&other| other != c && !rivals::alike(c, other)) {
            let lie = &font.outlines[&other];
            for lie in [
                moved(lie, |x, y| (x * 0.9, y)),
                moved(lie, |x, y| (x, y * 0.95)),
                moved(lie, |x, y| (x + 0.1 * y, y)),
                with_box(lie, [0.4, -0.05, 0.6, 0.05], false),
            ] {
                let fault = font.fault_of(c, lie);
                assert!(fault.is_some() || !c.is_ascii_digit(), "{c} drawn as {other}");
            }
        }
    }
}

#[test]
fn digits_that_are_turned_moved_or_spoiled_are_refused() {
    let mut font = font(REGULAR);
    let em = font.em;
    for c in '0'..='9' {
        let honest = font.outlines[&c].clone();
        let [left, bottom, right, top] = honest.bounds;
        let same_when_turned = matches!(c, '0' | '8');
        for (name, lie) in [
            ("mirrored", moved(&honest, |x, y| (left + right - x, y))),
            ("upside down", moved(&honest, |x, y| (x, bottom + top - y))),
            ("small", moved(&honest, |x, y| (x * 0.5, y * 0.5))),
            ("raised", moved(&honest, |x, y| (x, y + 0.3 * em))),
            ("lowered", moved(&honest, |x, y| (x, y - 0.4 * em))),
            ("an exponent", moved(&honest, |x, y| (x, 0.9 * y + 0.1 * em))),
            ("an index", moved(&honest, |x, y| (x, y - 0.08 * em))),
            ("aside", moved(&honest, |x, y| (x - 0.3 * em, y))),
            ("without room", Outline { advance: 0.1 * em, ..honest.clone() }),
            ("a box", with_box(&honest, [0.0, 0.0, 1.0, 1.0], true)),
            ("nothing", Outline::new(Vec::new(), honest.advance)),
        ] {
            if same_when_turned && matches!(name, "mirrored" | "upside down") {
                continue;
            }
            // A 3 upside down is nearly one.
            if c == '3' && name == "upside down" {
                continue;
            }
            assert!(font.fault_of(c, lie).is_some(), "{c} {name}");
        }
    }
    for c in "nopz12KL".chars() {
        let honest = font.outlines[&c].clone();
        let lie = with_box(&honest, [-0.1, 0.42, 1.1, 0.58], false);
        assert!(font.fault_of(c, lie).is_some(), "{c} struck through");
    }
}

#[test]
fn a_point_has_a_least_size() {
    let mut font = font(BOLD);
    let em = font.em;
    for c in ['.', ',', ':'] {
        let honest = font.outlines[&c].clone();
        assert_eq!(font.fault(c), None);
        let [left, bottom, right, _] = honest.bounds;
        let middle = f64::midpoint(left, right);
        let (width, height) = (honest.width(), honest.height());
        let mut ring = honest.lines.clone();
        let inner = moved(&honest, |x, y| {
            let up = if c == '.' { height / 2.0 } else { width / 2.0 };
            (middle + 0.9 * (x - middle), bottom + up + 0.9 * (y - bottom - up))
        });
        ring.extend(inner.lines.iter().map(|[from, to]| [*to, *from]));
        for (name, lie) in [
            ("half", moved(&honest, |x, y| (x * 0.5, y * 0.5))),
            ("hairline", moved(&honest, |x, y| (middle + 0.1 * (x - middle), y))),
            ("ring", Outline::new(ring, honest.advance)),
            ("aside", moved(&honest, |x, y| (x - 0.25 * em, y))),
            ("without room", Outline { advance: 0.02 * em, ..honest.clone() }),
            ("high", moved(&honest, |x, y| (x, y + 0.3 * em))),
        ] {
            // The second point of a colon stays in a ring about the first one.
            if c != '.' && name == "ring" {
                continue;
            }
            assert!(font.fault_of(c, lie).is_some(), "{c} {name}");
        }
    }
}

#[test]
fn what_is_not_printed_in_numbers_is_not_trusted_rather_than_refused() {
    let mut reading = Reading::default();
    reading.found('§', Some("draws a § that looks like a 5".to_owned()));
    assert!(reading.faults.is_empty() && !reading.trusts('§'));
    reading.found('1', Some("draws a 1 that looks like a 7".to_owned()));
    assert_eq!(reading.faults, ["draws a 1 that looks like a 7"]);
}

#[test]
fn programs_of_a_font_are_idle_and_nothing_else_changes() {
    let bytes = file(REGULAR);
    let stilled = still(&bytes);
    let changed: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] != stilled[at]).collect();
    assert_eq!(bytes.len(), stilled.len());
    assert!(!changed.is_empty(), "it has a program");
    assert!(changed.iter().all(|&at| stilled[at] == 0x18));
    let [before, after] =
        [&bytes, &stilled].map(|bytes| Glyphs::new(bytes, 0).expect("a font").outline('1'));
    let [before, after] = [before, after].map(|outline| outline.expect("a 1").lines);
    assert_eq!(before, after);
    assert_eq!(still(&stilled), stilled);
}

#[test]
fn every_letter_and_digit_has_references() {
    for c in letters_and_digits() {
        let known = known(c).unwrap_or_else(|| panic!("{c}"));
        assert!((0.05..0.3).contains(&known.limit), "{c}: {}", known.limit);
    }
}

#[test]
fn every_letter_and_digit_is_as_thick_as_the_others() {
    for (own, other, says) in [(BOLD, REGULAR, "thinner than"), (REGULAR, BOLD, "thicker than")] {
        let (own, other) = (font(own), font(other));
        let usual = own.stroke.expect("an n and an o");
        // The n and the o are what others are held against.
        for c in letters_and_digits().filter(|c| !matches!(c, 'n' | 'o')) {
            assert_eq!(strokes::fault(c, &own.outlines[&c], usual), None, "{c}");
            let fault = strokes::fault(c, &other.outlines[&c], usual);
            let is_named = fault.as_ref().is_some_and(|fault| fault.contains(says));
            assert!(is_named, "{c}: {fault:?}");
        }
    }
    let mut font = font(REGULAR);
    // A dash keeps its length; a bullet is smaller, and still large enough for a spot.
    for (c, wide, high) in [('-', 1.0, 0.35), ('–', 1.0, 0.35), ('•', 0.42, 0.42)] {
        let honest = font.outlines[&c].clone();
        let middle = honest.bounds[1] + honest.height() / 2.0;
        let lie = moved(&honest, |x, y| (wide * x, middle + high * (y - middle)));
        assert_eq!(font.fault(c), None, "{c}");
        assert!(font.fault_of(c, lie).is_some_and(|said| said.contains("thinner")), "{c}");
    }
}

#[test]
fn digits_are_of_one_height() {
    let bytes = file(REGULAR);
    let glyphs = Glyphs::new(&bytes, 0).expect("a font");
    let own = font(REGULAR);
    for (share, passes) in [(1.0, true), (0.93, true), (0.88, false)] {
        let mut outlines = own.outlines.clone();
        outlines.insert('0', moved(&own.outlines[&'0'], |x, y| (x, share * y)));
        let faults = place::face(&outlines, &own.frame, glyphs.em, None);
        assert_eq!(faults.is_empty(), passes, "{share}: {faults:?}");
    }
}

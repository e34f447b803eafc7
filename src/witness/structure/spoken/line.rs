//! A text of the composition against words as they stand in lines: layout may swallow the space at
//! a line's end, and may end a line where the text allows it; nothing else may differ.

use std::collections::BTreeSet;

use candor_model::Writing;

/// What is read next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Char(char),
    /// Another line, or another element, begins.
    Break,
    /// A picture, with what it is said to show.
    Figure(String),
}

/// One of the things that are read, with its element and page.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) what: What,
    pub(super) element: usize,
    pub(super) page: usize,
}

impl Item {
    /// Returns the character; a line's end is a space.
    pub(super) fn char(&self) -> Option<char> {
        match self.what {
            What::Char(c) => Some(c),
            What::Break => Some(' '),
            What::Figure(_) => None,
        }
    }
}

/// A text that was found.
#[derive(Debug)]
pub(super) struct Matched {
    /// How many items it is.
    pub(super) used: usize,
    /// In which elements it stands.
    pub(super) elements: BTreeSet<usize>,
}

/// Finds a text at the beginning of what is read, or says in what that differs.
pub(super) fn matched(
    wanted: &str,
    items: &[Item],
    writing: Writing,
) -> Result<Matched, &'static str> {
    let chars: Vec<char> = wanted.chars().collect();
    let mut elements = BTreeSet::new();
    let (mut due, mut used) = (0, 0);
    // A space that layout took from the line's end and put before its last Latin letters.
    let mut moved = false;
    while let Some(&next) = chars.get(due) {
        let item = items.get(used).ok_or("it breaks off")?;
        match &item.what {
            What::Figure(_) => return Err("a picture stands in it"),
            What::Break if next == ' ' && (moved || !is_space(items.get(used + 1))) => {
                due += 1;
                moved = false;
            }
            What::Break if moved || !may_end(&chars, due) => {
                return Err("a line ends where it must not");
            }
            What::Break => {}
            What::Char(c) if *c == next => {
                elements.insert(item.element);
                due += 1;
            }
            What::Char(' ')
                if writing == Writing::Rtl && !moved && next.is_ascii_alphanumeric() =>
            {
                moved = true;
            }
            What::Char(_) => return Err("other words"),
        }
        used += 1;
    }
    if moved {
        return Err("a space too many");
    }
    Ok(Matched { used, elements })
}

fn is_space(item: Option<&Item>) -> bool {
    item.is_some_and(|item| item.what == What::Char(' '))
}

/// Whether a line may end before the character that is due, with no space there: not inside a word or
/// number, nor beside a space that holds its neighbours together; anywhere in a web address.
fn may_end(chars: &[char], due: usize) -> bool {
    let before = due.checked_sub(1).and_then(|at| chars.get(at));
    let (Some(&before), Some(&next)) = (before, chars.get(due)) else { return true };
    let is_kept = |c: char| c == '\u{a0}';
    let in_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let parts_word = before.is_alphanumeric() && next.is_alphanumeric();
    let parts_number = in_number(before) && in_number(next);
    if !(is_kept(before) || is_kept(next) || parts_word || parts_number) {
        return true;
    }
    let from = chars[..due].iter().rposition(|c| c.is_whitespace()).map_or(0, |at| at + 1);
    let to = chars[due..].iter().position(|c| c.is_whitespace()).map_or(chars.len(), |at| due + at);
    let word: String = chars.get(from..to).unwrap_or_default().iter().collect();
    word.contains("://") || word.contains("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items of a text in which `|` ends a line.
    fn items(text: &str) -> Vec<Item> {
        let what = |c| if c == '|' { What::Break } else { What::Char(c) };
        text.chars().map(|c| Item { what: what(c), element: 0, page: 0 }).collect()
    }

    fn is(wanted: &str, read: &str, writing: Writing) -> bool {
        let items = items(read);
        matched(wanted, &items, writing).is_ok_and(|found| found.used == items.len())
    }

    #[test]
    fn a_line_ends_where_the_text_allows_it() {
        let ltr = |wanted, read| is(wanted, read, Writing::Ltr);
        assert!(ltr("take one a day", "take one a day"));
        assert!(ltr("take one a day", "take |one |a day"), "the space stays at the line's end");
        assert!(ltr("take one a day", "take|one|a day"), "it is swallowed");
        assert!(ltr("a low-dose", "a low-|dose"));
        assert!(ltr("see https://example.org", "see https://exam|ple.org"));
        for (wanted, read) in [
            ("4.5 mg", "4.|5 mg"),
            ("4.5\u{a0}mg", "4.5|mg"),
            ("warning", "warn|ing"),
            ("warning", "warn\u{ad}ing"),
            ("15 mg", "1 5 mg"),
            ("1.5 mg", "5.1 mg"),
            ("take one", "take  one"),
            ("take one", "takeone"),
            ("do not take", "do take"),
        ] {
            assert!(!ltr(wanted, read), "{wanted} as {read}");
        }
        assert!(matched("do not", &items("do"), Writing::Ltr).is_err(), "it breaks off");
    }

    #[test]
    fn a_line_from_right_to_left_may_move_its_last_space() {
        let rtl = |wanted, read| is(wanted, read, Writing::Rtl);
        assert!(rtl("עם ABC וגם", "עם ABC|וגם"));
        assert!(rtl("בABC וגם", "ב ABC|וגם"));
        for (wanted, read) in
            [("בABC וגם", "ב ABC וגם"), ("4.5 mg", "4 .5 mg"), ("45 mg", "4 5 mg"), ("אב", "א ב")]
        {
            assert!(!rtl(wanted, read), "{wanted} as {read}");
        }
    }
}

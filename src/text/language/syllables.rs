//! How many syllables an English word has.
//!
//! One frozen counter, so that a score means the same next year: rules over vowel groups, and a
//! table of the words that the rules get wrong (from `CMUdict`; see `sheets/library/language/en`).
//! Scores are valid for one [`VERSION`] only; raise it when rules or table change.

/// The version of the counter, printed beside every score.
pub const VERSION: u32 = 1;

/// A counter with its table of exceptions.
#[derive(Debug, Clone)]
pub struct Syllables {
    /// Lines of a word, a space and a count, sorted by word.
    table: std::borrow::Cow<'static, [u8]>,
}

impl Syllables {
    /// Takes a table: lines of a word, a space and a count, sorted by word.
    pub fn new(table: std::borrow::Cow<'static, [u8]>) -> Self {
        Self { table }
    }

    /// Returns the number of syllables of a lower-case word, at least one.
    ///
    /// Digits count as one: a reader takes "4.5" in at a glance (as `textstat` does).
    pub fn count(&self, word: &str) -> usize {
        let word = word.trim_matches('\'');
        if !word.chars().any(char::is_alphabetic) {
            return 1;
        }
        let own = |word: &str| self.exception(word);
        // A plural or possessive of a word in the table is counted from that word.
        own(word)
            .or_else(|| {
                let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('s'))?;
                let hisses = ["s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"];
                let longer = hisses.iter().any(|end| stem.ends_with(end));
                own(stem).map(|n| n + usize::from(longer))
            })
            .unwrap_or_else(|| by_rule(word))
    }

    /// Finds a word in the table by binary search.
    fn exception(&self, word: &str) -> Option<usize> {
        let table: &[u8] = &self.table;
        let (mut low, mut high) = (0, table.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = table[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let end = table[middle..]
                .iter()
                .position(|&b| b == b'\n')
                .map_or(table.len(), |n| middle + n);
            let line = &table[start..end];
            let space = line.iter().position(|&b| b == b' ')?;
            match line[..space].cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => {
                    return std::str::from_utf8(&line[space + 1..]).ok()?.trim().parse().ok();
                }
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }
}

/// Counts by rule alone: groups of vowels, less what is silent, more what is spoken apart.
pub fn by_rule(word: &str) -> usize {
    let chars: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |at: usize| chars.get(at).is_some_and(|c| "aeiouyáéíóúäöüàèìòù".contains(*c));
    let n = chars.len();
    let mut count: usize = 0;
    for at in 0..n {
        if vowel(at) && (at == 0 || !vowel(at - 1)) {
            count += 1;
        }
    }
    let ends = |end: &str| word.ends_with(end);
    // A final e is silent, unless it is the only vowel or follows a consonant and l.
    let after_consonant_l = n > 2 && chars[n - 2] == 'l' && !vowel(n - 3);
    if ends("e")
        && !ends("ee")
        && !ends("ie")
        && !ends("oe")
        && !ends("ye")
        && !ends("ue")
        && n > 1
        && !vowel(n - 2)
        && !after_consonant_l
    {
        count -= usize::from(count > 1);
    }
    // "-ed" speaks only after d and t, "-es" only after a hiss.
    if ends("ed") && n > 3 && !vowel(n - 3) && !matches!(chars[n - 3], 'd' | 't') {
        count -= usize::from(count > 1);
    }
    let hisses = ["ses", "zes", "xes", "ches", "shes", "ces", "ges"];
    if ends("es") && n > 3 && !vowel(n - 3) && !hisses.iter().any(|end| ends(end)) && !ends("les") {
        count -= usize::from(count > 1);
    }
    // Vowels that meet and are spoken apart.
    for pair in ["ia", "io", "iu", "eo", "ua", "uo", "iou", "eou"] {
        let spoken = word.matches(pair).count();
        if spoken == 0 {
            continue;
        }
        let one_sound = [
            "tion", "sion", "cia", "tia", "gion", "cious", "tious", "geous", "qua", "quo", "gua",
            "xion", "shion",
        ];
        let joined: usize = one_sound
            .iter()
            .filter(|sound| sound.contains(pair))
            .map(|sound| word.matches(sound).count())
            .sum();
        count += spoken.saturating_sub(joined);
        if matches!(pair, "iou" | "eou") {
            count -= spoken.saturating_sub(joined);
        }
    }
    for (end, more) in [
        ("ism", 1),
        ("isms", 1),
        ("sm", 0),
        ("thm", 1),
        ("n't", 1),
        ("ying", 1),
        ("uing", 1),
        ("eing", 1),
        ("oing", 1),
        ("iing", 1),
    ] {
        if ends(end) {
            count += more;
        }
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_found_by_halving() {
        let counter = Syllables::new(b"area 3\nidea 3\nnaive 2\nzebra 2\n".as_slice().into());
        for (word, n) in [("area", 3), ("idea", 3), ("naive", 2), ("zebra", 2), ("ideas", 3)] {
            assert_eq!(counter.count(word), n, "{word}");
        }
        assert_eq!(counter.count("4.5"), 1);
    }

    #[test]
    fn rules_count_what_they_should() {
        for (word, n) in [
            ("pain", 1),
            ("tablet", 2),
            ("medicine", 3),
            ("take", 1),
            ("little", 2),
            ("asked", 1),
            ("wanted", 2),
            ("doses", 2),
            ("treatment", 2),
            ("paracetamol", 5),
            ("infection", 3),
        ] {
            assert_eq!(by_rule(word), n, "{word}");
        }
    }
}

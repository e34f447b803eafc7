//! Reading level: the frozen counter, and the fixed wording's grade.

use candor::language::syllables::{Syllables, by_rule};

use crate::env;

/// Words that stand in the table: those that the rules get wrong, and those that the rules would
/// get wrong through a plural or possessive of one that does.
fn exceptions(dictionary: &[(String, usize)]) -> String {
    let mut wrong: Vec<&(String, usize)> =
        dictionary.iter().filter(|(word, n)| by_rule(word) != *n).collect();
    let table = |words: &[&(String, usize)]| {
        let mut words = words.to_vec();
        words.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        words.iter().map(|(word, n)| format!("{word} {n}\n")).collect::<String>()
    };
    let first = Syllables::new(table(&wrong).into_bytes().into());
    wrong.extend(
        dictionary.iter().filter(|(word, n)| by_rule(word) == *n && first.count(word) != *n),
    );
    // A plural that its singular in the table already gives needs no line of its own.
    table(&wrong)
}

/// Writes the table from a `CMUdict` file: `CANDOR_CMUDICT=… cargo test --release -- --ignored`.
#[test]
#[ignore = "writes sheets/library/language/en/syllables.txt from an outside dictionary"]
fn write_the_table_of_syllables() {
    let path = std::env::var("CANDOR_CMUDICT").expect("CANDOR_CMUDICT names cmudict.dict");
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let mut dictionary: Vec<(String, usize)> = Vec::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let mut parts = line.split_whitespace();
        let Some(word) = parts.next() else { continue };
        let plain = word.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
            && word.starts_with(|c: char| c.is_ascii_lowercase());
        let n = parts.filter(|sound| sound.ends_with(|c: char| c.is_ascii_digit())).count();
        if plain && n > 0 {
            dictionary.push((word.to_owned(), n));
        }
    }
    let table = exceptions(&dictionary);
    println!("{} words, {} exceptions", dictionary.len(), table.lines().count());
    let target = env::repository().join("sheets/library/language/en/syllables.txt");
    std::fs::write(target, table).expect("written");
}

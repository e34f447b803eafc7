//! Reading level: the frozen counter, and the fixed wording's grade.

use candor_model::Jurisdiction;
use candor_text::language::syllables::{Syllables, by_rule};
use candor_text::language::{Analyzer, Layout};
use candor_text::reading::{Names, count_text};

use crate::env;

/// Medicines and substances that warnings name, and that nobody can shorten.
const NAMES_OF_MEDICINES: [&str; 3] = ["naloxone", "paracetamol", "acetaminophen"];

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

/// Words that say how a text was counted, if it is above `most`.
fn too_hard(
    name: &str,
    text: &str,
    names: &Names,
    analyzer: &Analyzer,
    most: f64,
) -> Option<String> {
    let counts = count_text(text, Layout::Lines, analyzer, names);
    let grade = counts.flesch_kincaid()?;
    (most < grade).then(|| format!("{name}: grade {grade:.1}: {text}"))
}

#[test]
fn all_fixed_wording_reads_at_grade_six_or_below() {
    let shared = env::shared();
    let (analyzer, _) = shared.library.analyzer("en");
    let analyzer = analyzer.expect("English");
    let (monograph, _) = shared.library.monograph("low-dose-naltrexone");
    let monograph = monograph.expect("the shipped medicine");
    let mut names: Vec<&str> = vec![&monograph.short_name, &monograph.substance];
    for record in monograph.records.values() {
        names.push(&record.condition);
        names.extend(Jurisdiction::ALL.iter().filter_map(|&j| record.name.get(j)));
    }
    // Names of other medicines that a warning must name are names too.
    names.extend(NAMES_OF_MEDICINES);
    let names = Names::new(names);
    let mut hard = Vec::new();
    for item in &monograph.items {
        for words in [Some(&item.plain), item.short.as_ref()].into_iter().flatten() {
            for jurisdiction in Jurisdiction::ALL {
                let Some(text) = words.get(jurisdiction) else { continue };
                hard.extend(too_hard(item.id.as_str(), text, &names, &analyzer, 6.0));
            }
        }
    }
    for record in monograph.records.values() {
        for jurisdiction in Jurisdiction::ALL {
            let Some(text) = record.findings.get(jurisdiction) else { continue };
            hard.extend(too_hard(record.id.as_str(), text, &names, &analyzer, 6.0));
        }
    }
    hard.dedup();
    assert!(hard.is_empty(), "{} texts\n{}", hard.len(), hard.join("\n"));
}

#[test]
fn every_section_of_every_sheet_reads_at_grade_six_or_below() {
    let shared = env::shared();
    let mut hard = Vec::new();
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let (ready, _) = env::check(&shared, id, &text);
        let ready = ready.expect("a sound example");
        for wanted in env::all_kinds() {
            let composition = candor_document::compose(&shared, &ready, wanted);
            let levels =
                candor_document::readability(&shared, &ready, &composition).expect("levels");
            for level in levels.levels {
                let grade = level.flesch_kincaid.unwrap_or_default();
                if 6.0 < grade {
                    hard.push(format!("{id} {wanted:?} {}: {grade:.1}", level.part));
                }
            }
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn the_counter_agrees_with_hand_counts_of_medical_words() {
    let shared = env::shared();
    let (analyzer, _) = shared.library.analyzer("en");
    let analyzer = analyzer.expect("English");
    let path = env::repository().join("tests/reading/medical-words.tsv");
    let (mut right, mut all) = (0, 0);
    for line in std::fs::read_to_string(path).expect("the words").lines() {
        let (word, n) = line.split_once('\t').expect("word and count");
        all += 1;
        right +=
            usize::from(analyzer.syllables.count(word) == n.parse::<usize>().expect("a count"));
    }
    println!("{right} of {all} medical words counted as by hand");
    assert!(right * 100 >= all * 80, "{right} of {all}");
}

#[test]
fn each_kind_of_edit_is_found_where_it_stands() {
    let shared = env::shared();
    let (analyzer, _) = shared.library.analyzer("en");
    let analyzer = analyzer.expect("English");
    let cases = [
        (
            "The tablets should be swallowed whole.",
            "reading/passive-instruction",
            "should be swallowed",
        ),
        ("Your GP will call.", "reading/abbreviation", "GP"),
        ("Take half of the tablet.", "reading/sum", "half of"),
        ("Take 5 mg at night.", "reading/number-unit", "5 mg"),
        ("We administer it here.", "reading/hard-word", "administer"),
        (
            "One. Two two. Three it is. Four it is. Five it is.",
            "reading/long-paragraph",
            "Five it is.",
        ),
        ("- a\n- b\n- c\n- d\n- e\n- f\n- g", "reading/long-list", "g"),
    ];
    for (source, code, words) in cases {
        let found = candor_text::lint::reading(source, Layout::Lines, &analyzer, &Names::default());
        let here = found.iter().find(|remark| remark.code.as_str() == code);
        let here = here.unwrap_or_else(|| panic!("{source}: {found:?}"));
        assert_eq!(&source[here.range.clone()], words, "{source}");
    }
    let long = format!("{} end.", "word ".repeat(30).trim());
    let found = candor_text::lint::reading(&long, Layout::Lines, &analyzer, &Names::default());
    assert_eq!(found[0].code.as_str(), "reading/long-sentence", "what gains most comes first");
    assert!(found[0].gain > 1.0);
    let explained = "Your general practitioner (GP) will call. Ask the GP.";
    let found = candor_text::lint::reading(explained, Layout::Lines, &analyzer, &Names::default());
    assert!(found.iter().all(|remark| remark.code.as_str() != "reading/abbreviation"), "{found:?}");
}

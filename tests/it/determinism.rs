//! The same input gives the same bytes, whatever surrounds the program.

use std::collections::BTreeSet;

use candor_composition::DocumentSpec;
use candor_document::Shared;
use candor_model::Format;
use candor_model::tree::Tree;

use crate::env;

#[test]
fn bytes_do_not_depend_on_clock_zone_language_folder_user_or_threads() {
    let mut all = Vec::new();
    let surroundings: [&[(&str, &str)]; 4] = [
        &[],
        &[("TZ", "Pacific/Auckland"), ("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8")],
        &[("HOME", "/nonexistent"), ("USER", "someone"), ("RAYON_NUM_THREADS", "1")],
        &[("TZ", "America/New_York"), ("SOURCE_DATE_EPOCH", "1"), ("RAYON_NUM_THREADS", "7")],
    ];
    for variables in surroundings {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a folder with spaces").join("ünïcode");
        std::fs::create_dir_all(&inner).expect("a folder");
        let mut command = env::command(&inner, &["render", "ldn-hiv", "--format", "handout"]);
        let output = command.envs(variables.iter().copied()).output().expect("the program starts");
        let (code, stdout, stderr) = env::said(&output);
        assert_eq!(code, 0, "{stderr}");
        all.push(std::fs::read(inner.join(stdout.trim())).expect("the PDF"));
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn bytes_do_not_depend_on_what_was_rendered_before() {
    // Numbers of pages are guessed from the sheet before; a dossier has more or fewer of them.
    let kinds = [Format::Handout, Format::Large, Format::Dossier];
    let kinds = kinds.map(|format| DocumentSpec { format, ..env::HANDOUT });
    let examples = env::examples();
    let mut pages = BTreeSet::new();
    for kind in kinds {
        let shared = env::shared();
        let again = examples.iter().chain(examples.iter().rev());
        for (path, text) in again {
            let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
            let after = env::render(&shared, id, text, kind).0.expect("a document");
            let alone = env::render(&env::shared(), id, text, kind).0.expect("a document");
            assert!(alone.bytes == after.bytes, "{id} {:?}", kind.format);
            pages.insert((kind.format, after.report.pages));
        }
    }
    assert!(kinds.len() < pages.len(), "all have as many pages: {pages:?}");
}

/// Asks whether its own mark is on the pages and then leaves it there: both answers are true.
const TWO_TRUTHS: &str = "context if doc.sheet == \"ldn-hiv\" or query(<mark>).len() > 0 {
      [#metadata(1)<mark>]
      v(3mm)
    }
    tinted(research)
";

#[test]
fn a_template_whose_question_has_two_answers_gets_the_same_one_after_any_sheet() {
    let templates = || env::changed_template("sheet.typ", "tinted(research)\n", TWO_TRUTHS);
    let render = |shared: &Shared, id: &str| {
        let (document, found) = env::render(shared, id, &env::example(id), env::HANDOUT);
        document.unwrap_or_else(|| panic!("{id}: {found:?}")).bytes
    };
    let shared = || env::shared_with(Tree::default(), templates());
    let alone = render(&shared(), "ldn-cancer");
    let shared = shared();
    render(&shared, "ldn-hiv");
    assert!(render(&shared, "ldn-cancer") == alone);
}

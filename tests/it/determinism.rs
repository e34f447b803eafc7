//! The same input gives the same bytes, whatever surrounds the program.

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
    let text = env::example("ldn-hiv");
    let mut first = env::session();
    let alone =
        env::render(&mut first, "ldn-hiv", &text, env::HANDOUT).0.expect("a document").bytes;
    let mut second = env::session();
    for (path, other) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        env::render(&mut second, id, &other, env::HANDOUT);
    }
    let after =
        env::render(&mut second, "ldn-hiv", &text, env::HANDOUT).0.expect("a document").bytes;
    assert!(alone == after);
}

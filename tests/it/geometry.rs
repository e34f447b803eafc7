//! The measured geometry: every gate holds on what is shipped, and a page that is set otherwise
//! measures otherwise.

use candor_composition::DocumentSpec;
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Jurisdiction, Paper};
use candor_prove::typography::{Measure, Measures, Row};

use crate::env;

/// Gates that do not hold, one line each.
pub fn broken(measures: &Measures) -> Vec<String> {
    let mut lines = Vec::new();
    for table in measures.tables() {
        for row in table.rows.iter().filter(|row| row.holds == Some(false)) {
            lines.push(format!("{:?} {:?} {row:?}", table.format, table.paper));
        }
    }
    lines
}

#[test]
fn every_gate_holds_on_single_cards_and_dossiers() {
    let mut measures = Measures::default();
    let shared = env::shared();
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let (ready, _) = env::check(&shared, id, &text);
        let ready = ready.expect("a sound sheet");
        for (format, paper) in [(Format::Card, Paper::Id1), (Format::Dossier, Paper::A4)] {
            for jurisdiction in Jurisdiction::ALL {
                let wanted = DocumentSpec { format, paper, jurisdiction };
                let (document, found) = candor_document::render(&shared, &ready, wanted);
                assert!(found.is_empty(), "{id}: {:?}", env::lines(&found));
                let document = document.expect("a document");
                measures.add(&document.composition, &document.report);
            }
        }
    }
    assert_eq!(measures.tables().len(), 2);
    assert!(broken(&measures).is_empty(), "{}", broken(&measures).join("\n"));
}

/// The shipped theme with another value for a name.
pub fn themed(name: &str, value: &str) -> String {
    let shipped = candor_shipped::templates();
    let Some(Entry::File(bytes)) = shipped.get("theme.typ") else { panic!("a theme") };
    let theme = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n");
    let start = format!("\n  {name}: ");
    let at = theme.find(&start).unwrap_or_else(|| panic!("the theme has no {name}"));
    let end = at + 1 + theme[at + 1..].find('\n').expect("a line");
    format!("{}{start}{value},{}", &theme[..at], &theme[end..])
}

/// One row for a sheet whose theme has another value for a name.
fn measured(name: &str, value: &str, format: Format, measure: Measure) -> Row {
    let mut own = Tree::new("templates/");
    own.insert("theme.typ", Entry::File(themed(name, value).into_bytes().into()));
    let shared = env::shared_with(Tree::default(), own);
    let wanted = DocumentSpec { format, paper: Paper::A4, jurisdiction: Jurisdiction::Uk };
    let (document, found) = env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), wanted);
    let document = document.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
    let mut measures = Measures::default();
    measures.add(&document.composition, &document.report);
    let table = measures.tables().remove(0);
    table.rows.into_iter().find(|row| row.measure == measure).expect("a row")
}

#[test]
fn what_is_set_otherwise_measures_otherwise() {
    let least = |row: &Row| row.spread.as_ref().expect("something measured").least;
    let most = |row: &Row| row.spread.as_ref().expect("something measured").most;
    let full = |name, value, measure| measured(name, value, Format::Full, measure);

    // Half an em more between lines of 12 pt is 6 pt more.
    let near = full("leading", "0.54em", Measure::Lines);
    let far = full("leading", "1.04em", Measure::Lines);
    assert!((least(&far) - least(&near) - 6.0 * 25.4 / 72.0).abs() < 0.01, "{far:?}");
    let em = full("leading", "1.04em", Measure::LinesEm);
    assert!((least(&em) * 12.0 * 25.4 / 72.0 - least(&far)).abs() < 0.01, "{em:?}");

    // The drawn height of the letters, not the size that a font claims.
    let letters = full("body", "12pt", Measure::XHeight);
    let larger = full("body", "13pt", Measure::XHeight);
    assert!((least(&larger) / least(&letters) - 13.0 / 12.0).abs() < 0.001, "{larger:?}");
    let running = full("running", "10pt", Measure::RunningType);
    assert!((least(&running) - 10.0).abs() < 0.001, "{running:?}");

    // One column holds 45 characters or more; the proof lets 30 pass.
    let short = measured("dossier-measure", "50%", Format::Dossier, Measure::OneColumn);
    assert_eq!(short.holds, Some(false), "{short:?}");
    let long = measured("dossier-measure", "64%", Format::Dossier, Measure::OneColumn);
    assert_eq!(long.holds, Some(true), "{long:?}");
    assert!(most(&short) + 5.0 < most(&long));

    // Paler ink that the proof still takes: black stands at 21 to 1.
    let pale = full("ink", "rgb(\"#4a4a4a\")", Measure::Contrast);
    assert!((7.0..9.5).contains(&least(&pale)), "{pale:?}");
}

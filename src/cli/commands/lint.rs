//! `candor lint`

use crate::args::{CertaintyArg, DirectionArg};
use std::io::Read as _;
use std::path::Path;

use candor_library::Library;
use candor_model::diag::render::{Paint, human};
use candor_model::diag::{Diagnostic, Level};
use candor_model::span::{Source, Span};
use candor_model::tree::{Entry, Refusal, Tree};
use candor_model::{Certainty, Direction};
use candor_text::claims::Context;
use candor_text::language::{Layout, syllables, text};
use candor_text::lint::Remark;
use candor_text::reading::Names;
use candor_text::rules::reading_level;
use candor_text::{lint, reading};

use serde::Serialize;

use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count};

/// Weigh the claims and the reading level of any plain text
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The text, or `-` for standard input; each line stands by itself
    #[arg(value_name = "FILE")]
    pub file: String,
    /// How certain the evidence is; without it, very-low
    #[arg(long, value_enum)]
    pub certainty: Option<CertaintyArg>,
    /// Which way the evidence points; without it, not-known
    #[arg(long, value_enum)]
    pub direction: Option<DirectionArg>,
    /// The illness that the text is about
    #[arg(long, value_name = "NAME")]
    pub condition: Option<String>,
}

/// Weighs claims and reading level of a plain text.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let (name, source) = read(&args.file)?;
    let library = Library::new(candor_shipped::sheets(), Tree::default());
    let (analyzer, found) = library.analyzer("en");
    let Some(analyzer) = analyzer else {
        ui.show(&found);
        return Err(CommandError::usage("the tables of the language cannot be read"));
    };
    let context = Context {
        certainty: args.certainty.map_or(Certainty::VeryLow, Into::into),
        direction: args.direction.map_or(Direction::NotKnown, Into::into),
        condition: args.condition.as_deref(),
    };
    let apart = Names::new(
        analyzer
            .language
            .conditions()
            .iter()
            .flat_map(|condition| condition.names.iter().map(String::as_str))
            .chain(args.condition.as_deref()),
    );
    let layout = Layout::Lines;
    let lint::Found { claims, counts, reading } =
        lint::all(&source, layout, &analyzer, context, &apart);
    let mut remarks = claims;
    remarks.sort_by_key(|remark| remark.range.start);
    remarks.extend(too_hard(&source, counts));
    remarks.extend(reading);
    let places = Places::new(&source);
    if ui.json() {
        let records: Vec<Record<'_>> =
            remarks.iter().map(|remark| record(remark, &source, &places)).collect();
        ui.json_data(&records);
    } else {
        let file = Source::new(name, source.clone());
        for remark in &remarks {
            let diagnostic = Diagnostic {
                level: remark.level,
                ..Diagnostic::new(remark.code, remark.message.clone())
                    .at(Span::new(&file, remark.range.clone()))
                    .help(remark.help.clone())
            };
            ui.say(&format!("{}\n", human(&diagnostic, Paint::Styled)));
        }
        let n_claims = remarks.iter().filter(|r| r.code.as_str().starts_with("claim/")).count();
        ui.data(&format!("{}, {}\n", count(n_claims, "claim"), grades(counts)));
        if args.certainty.is_none() || args.direction.is_none() {
            ui.say(
                "Assessment as if nothing were known (certainty very low, direction not known); \
                 --certainty and --direction say what is.",
            );
        }
    }
    let errors = remarks.iter().any(|remark| remark.level == Level::Error);
    Ok(if errors { FINDINGS } else { DONE })
}

/// The most that is read from standard input.
const MAX_INPUT: u64 = 8 << 20;

/// A finding as programs read it.
#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    category: &'static str,
    level: Level,
    line: usize,
    column: usize,
    text: &'a str,
    message: &'a str,
    help: &'a str,
    /// How much lower the Flesch-Kincaid grade of the whole would be.
    gain: f64,
}

fn record<'a>(remark: &'a Remark, source: &'a str, places: &Places<'_>) -> Record<'a> {
    let code = remark.code.as_str();
    let (line, column) = places.of(remark.range.start);
    Record {
        code,
        category: code.split_once('/').map_or(code, |(_, category)| category),
        level: remark.level,
        line,
        column,
        text: &source[remark.range.clone()],
        message: &remark.message,
        help: &remark.help,
        gain: remark.gain,
    }
}

/// The grade of the whole as a finding, if it is too high.
fn too_hard(source: &str, counts: reading::Counts) -> Option<Remark> {
    let (level, grade) = lint::grade(counts)?;
    let first = text::units(source, Layout::Lines).into_iter().next()?;
    Some(Remark {
        code: reading_level::CODE,
        level,
        range: first.range,
        message: format!("the text reads at grade {grade:.1} (Flesch-Kincaid)"),
        help: format!("aim for grade {}; the edits that gain most come first", reading::GOOD_GRADE),
        gain: 0.0,
    })
}

/// Says the grades in words.
fn grades(counts: reading::Counts) -> String {
    let fk = counts.flesch_kincaid().map_or("none".to_owned(), |grade| format!("{grade:.1}"));
    let smog = counts.smog().map_or_else(
        || format!("not scored ({}; it needs 30)", count(counts.sentences, "sentence")),
        |grade| format!("{grade:.1}"),
    );
    format!(
        "{}, Flesch-Kincaid grade {fk}, SMOG {smog} (syllable counter {})",
        count(counts.words, "word"),
        syllables::VERSION
    )
}

/// Lines and columns of a text, found by halving.
struct Places<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(source: &'a str) -> Self {
        let breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self { source, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Line and column from one, in characters.
    fn of(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= at);
        let start = self.starts[line - 1];
        (line, self.source[start..at].chars().count() + 1)
    }
}

/// Reads the text and names where it comes from.
fn read(path: &str) -> Result<(String, String), CommandError> {
    let (name, bytes) = if path == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| CommandError::world(format!("standard input: {error}")))?;
        if MAX_INPUT < bytes.len() as u64 {
            return Err(CommandError::usage("standard input has more than 8 MiB")
                .hint("give a leaflet at a time"));
        }
        ("standard input".to_owned(), bytes)
    } else {
        match candor_workspace::read_file(Path::new(path)) {
            Entry::File(bytes) => (path.to_owned(), bytes.into_owned()),
            Entry::Refused(refusal) => {
                let why = match refusal {
                    Refusal::Link => "is a link".to_owned(),
                    Refusal::Folder => "is a folder".to_owned(),
                    Refusal::TooLarge(size) => format!("is too large ({size} bytes)"),
                    Refusal::Unreadable(why) => why,
                };
                return Err(CommandError::usage(format!("{path}: {why}"))
                    .hint("give a plain text file, or `-` for standard input"));
            }
        }
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        CommandError::usage(format!("{name} is not UTF-8 text"))
            .hint("save it as plain text in UTF-8; a PDF or Word file must be converted first")
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\0') {
        return Err(CommandError::usage(format!("{name} is not text: it holds null bytes"))
            .hint("save it as plain text in UTF-8"));
    }
    Ok((name, text))
}

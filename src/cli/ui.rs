//! Streams: data on stdout, talk on stderr; progress on a terminal and nothing in a pipe.

use std::cell::RefCell;
use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use candor_model::diag::render::{Paint, human, json};
use candor_model::diag::{Diagnostics, Level};
use indicatif::{ProgressBar, ProgressStyle};

use crate::error::CommandError;

/// The program's voice: data goes to stdout, all else to stderr.
pub(crate) struct Ui {
    json: bool,
    /// The whole command line, for manuals and completions.
    program: fn() -> clap::Command,
    /// Why data did not reach standard output, if it did not.
    lost: RefCell<Option<std::io::Error>>,
}

impl Ui {
    /// Returns a voice; with `json`, data is one JSON value on stdout and findings are part of it.
    pub(crate) fn new(json: bool, program: fn() -> clap::Command) -> Self {
        Self { json, program, lost: RefCell::new(None) }
    }

    /// Returns the whole command line.
    pub(crate) fn program(&self) -> clap::Command {
        (self.program)()
    }

    /// Whether data is wanted as JSON.
    pub(crate) fn json(&self) -> bool {
        self.json
    }

    /// Writes data; a failure is kept for `delivered` to report.
    pub(crate) fn data(&self, text: &str) {
        let mut stdout = anstream::stdout();
        let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
        // A reader that closed the pipe has had enough; a full disk has not.
        if let Err(error) = written
            && error.kind() != std::io::ErrorKind::BrokenPipe
        {
            *self.lost.borrow_mut() = Some(error);
        }
    }

    /// Returns an error if data was lost on its way.
    pub(crate) fn delivered(&self) -> Result<(), CommandError> {
        match self.lost.take() {
            None => Ok(()),
            Some(error) => Err(CommandError::world(format!("the output was lost: {error}"))
                .hint("check the free space of where it was sent")),
        }
    }

    /// Writes a value as JSON data.
    pub(crate) fn json_data(&self, value: &impl serde::Serialize) {
        let text = serde_json::to_string_pretty(value).expect("plain data");
        self.data(&format!("{text}\n"));
    }

    /// Writes a line for people, to stderr.
    pub(crate) fn say(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// Asks for a line, if a person is there to answer.
    pub(crate) fn ask(&self, question: &str) -> Option<String> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(anstream::stderr(), "{question} ");
        let _ = anstream::stderr().flush();
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok()?;
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }

    /// Shows findings: to people on stderr, to programs as an array on stdout.
    pub(crate) fn findings(&self, diagnostics: &Diagnostics) {
        if self.json {
            self.data(&format!("{}\n", json(diagnostics)));
        } else {
            self.show(diagnostics);
        }
    }

    /// Shows findings to people.
    pub(crate) fn show(&self, diagnostics: &Diagnostics) {
        let shown = diagnostics.shown();
        let n_left_out = diagnostics.len() - shown.len();
        for diagnostic in shown {
            // `anstream` takes the colours out where none are wanted.
            self.say(&format!("{}\n", human(diagnostic, Paint::Styled)));
        }
        if let Some(left_out) = left_out(n_left_out) {
            self.say(&left_out);
        }
    }

    pub(crate) fn error(&self, error: &CommandError) {
        let red = anstyle::AnsiColor::Red.on_default().bold();
        self.say(&format!("{red}error{red:#}: {}", error.message()));
        for hint in error.hints() {
            self.say(&format!("help: {}", crate::hints::told(hint)));
        }
    }

    /// Starts showing progress over `n` documents.
    pub(crate) fn progress(&self, n: usize) -> ProgressBar {
        if self.json || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(n as u64);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// Returns "1 sheet", "2 sheets".
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Says how many findings are not shown, if any are not.
pub(crate) fn left_out(n: usize) -> Option<String> {
    (0 < n).then(|| format!("{} not shown here; fix these first", count(n, "more finding")))
}

/// Returns a short summary of findings, such as "2 errors, 1 piece of advice".
pub(crate) fn summary(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.n_of(Level::Error);
    let advice = diagnostics.n_of(Level::Advice);
    match (errors, advice) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => count(errors, "error"),
        (0, advice) => format!("{advice} advice"),
        (errors, advice) => format!("{}, {advice} advice", count(errors, "error")),
    }
}

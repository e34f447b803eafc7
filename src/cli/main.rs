//! The `candor` program: the only code that knows a terminal, an environment and a current folder.

mod args;
mod clock;
mod commands;
mod deadline;
mod environment;
mod error;
mod geometry;
mod hints;
mod keys;
mod opening;
mod page;
mod program;
mod ui;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use self::error::{INTERNAL, USAGE};
use self::program::Cli;
use self::ui::Ui;

fn main() -> ExitCode {
    install_panic_message();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let to_stderr = error.use_stderr();
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return if to_stderr { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let ui = Ui::new(cli.json, Cli::command);
    deadline::start(cli.deadline);
    let done = cli.command.run(&ui, cli.workspace.as_deref());
    match done.and_then(|code| ui.delivered().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error::code(&error))
        }
    }
}

/// A panic is a bug in Candor: say so in words, and leave with the code for it.
fn install_panic_message() {
    std::panic::set_hook(Box::new(|info| {
        anstream::eprintln!(
            "error: a bug in Candor: {info}\nhelp: please report this with the command and the file; no file was changed half"
        );
        #[expect(clippy::exit, reason = "a panic ends the program with its own exit code")]
        std::process::exit(i32::from(INTERNAL));
    }));
}

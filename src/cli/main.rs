//! The `candor` program: the only code that knows a terminal, an environment and a current folder.

mod args;
mod clock;
mod commands;
mod deadline;
mod environment;
mod error;
mod keys;
mod opening;
mod ui;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use self::args::{
    Cli, Command, KeyCommand, LibraryCommand, ReleaseCommand, RosterCommand, UtilCommand,
};
use self::error::{CommandError, INTERNAL, USAGE};
use self::ui::Ui;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let mut ui = Ui::new(cli.json);
    deadline::start(cli.deadline);
    match run(&mut ui, &cli).and_then(|code| ui.delivered().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error::code(&error))
        }
    }
}

fn run(ui: &mut Ui, cli: &Cli) -> Result<u8, CommandError> {
    let workspace = cli.workspace.as_deref();
    match &cli.command {
        Command::Init(args) => commands::init::run(ui, args),
        Command::New(args) => commands::new::run(ui, args, cli.workspace.as_deref()),
        Command::Check(args) => commands::check::run(ui, args, cli.workspace.as_deref()),
        Command::Render(args) => commands::render::run(ui, args, cli.workspace.as_deref()),
        Command::Preview(args) => commands::preview::run(ui, args, workspace),
        Command::Lint(args) => commands::lint::run(ui, args),
        Command::Explain(args) => commands::explain::run(ui, args),
        Command::Library(LibraryCommand::List) => {
            commands::library::list(ui, cli.workspace.as_deref())
        }
        Command::Library(LibraryCommand::Show(args)) => {
            commands::library::show(ui, args, cli.workspace.as_deref())
        }
        Command::Library(LibraryCommand::Diff(args)) => {
            commands::monograph::diff(ui, args, workspace)
        }
        Command::Library(LibraryCommand::Review(args)) => {
            commands::monograph::review(ui, args, workspace)
        }
        Command::Status(args) => commands::status::run(ui, args, workspace),
        Command::Diff(args) => commands::diff::run(ui, args, workspace),
        Command::Impact(args) => commands::diff::impact(ui, args, workspace),
        Command::Verify(args) => commands::verify::run(ui, args, workspace),
        Command::Current(args) => commands::current::run(ui, args, workspace),
        Command::Release(command) => release(ui, command, workspace),
        Command::Roster(command) => match command {
            RosterCommand::Start(args) => commands::roster::start(ui, args, workspace),
            RosterCommand::Add(args) => commands::roster::add(ui, args, workspace),
            RosterCommand::Remove(args) => commands::roster::remove(ui, args, workspace),
            RosterCommand::Sign(args) => commands::roster::sign(ui, args, workspace),
            RosterCommand::List => commands::roster::list(ui, workspace),
        },
        Command::Key(KeyCommand::New(args)) => commands::key::new(ui, args),
        Command::Util(UtilCommand::Schema(args)) => commands::util::schema(ui, args),
        Command::Util(UtilCommand::Completions(args)) => Ok(commands::util::completions(ui, args)),
        Command::Util(UtilCommand::Man) => commands::util::man(ui),
    }
}

fn release(
    ui: &Ui,
    command: &ReleaseCommand,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    match command {
        ReleaseCommand::Cut(args) => commands::release::cut(ui, args, workspace),
        ReleaseCommand::Sign(args) => commands::release::sign(ui, args, workspace),
        ReleaseCommand::Publish(args) => commands::release::publish(ui, args, workspace),
        ReleaseCommand::Withdraw(args) => commands::release::withdraw(ui, args, workspace),
        ReleaseCommand::List(args) => commands::release::list(ui, args, workspace),
        ReleaseCommand::Renew(args) => commands::release::renew(ui, args, workspace),
        ReleaseCommand::Export(args) => commands::release::export(ui, args, workspace),
        ReleaseCommand::Resume => commands::release::resume(ui, workspace),
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

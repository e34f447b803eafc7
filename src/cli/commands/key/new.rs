//! `candor key new`

use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::Ui;
use std::path::{Path, PathBuf};

/// Make an ed25519 key that is locked by a passphrase
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file to make; the public key stands beside it, with .pub at the end
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A comment in the public key, such as your name
    #[arg(long, default_value = "")]
    pub comment: String,
    /// Read the passphrase from this file descriptor; 0 is standard input
    #[arg(long, value_name = "N")]
    pub passphrase_fd: Option<u32>,
}

/// Makes a key that is locked by a passphrase.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let public = args.file.with_extension("pub");
    for path in [&args.file, &public] {
        if path.symlink_metadata().is_ok() {
            return Err(CommandError::usage(format!("{} exists already", path.display()))
                .hint("choose another name; a key that is replaced is lost for ever"));
        }
    }
    let question =
        format!("A passphrase for {} ({MIN_PASSPHRASE} letters or more):", args.file.display());
    let passphrase = keys::passphrase(ui, args.passphrase_fd, &question)?;
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(CommandError::usage("the passphrase is too short").hint(format!(
            "take {MIN_PASSPHRASE} letters or more; a sentence is easy to keep in mind"
        )));
    }
    if args.passphrase_fd.is_none() && keys::passphrase(ui, None, "Once more:")? != passphrase {
        return Err(
            CommandError::usage("the two passphrases differ").hint("try again; no key was made")
        );
    }
    let (private, text) = keys::new(&passphrase, &args.comment)?;
    candor_workspace::write_private(&args.file, private.as_bytes())?;
    candor_workspace::write_new(&public, text.as_bytes())?;
    ui.data(&format!("{}\n", public.display()));
    ui.say(&format!(
        "made {} and {}; give others the second one, and nobody the first",
        args.file.display(),
        public.display()
    ));
    Ok(DONE)
}

/// The shortest passphrase.
const MIN_PASSPHRASE: usize = 10;

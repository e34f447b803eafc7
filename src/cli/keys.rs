//! Keys and passphrases: files, a running ssh-agent, a terminal, a file descriptor.

use std::io::{IsTerminal as _, Read as _};
use std::path::PathBuf;

use candor_app::keys::{agent, open};
use candor_release::Signer;
use ssh_key::PrivateKey;

use crate::args::KeyArgs;
use crate::environment::agent_socket;
use crate::error::CommandError;
use crate::ui::Ui;

/// The longest key file and passphrase that are read.
const MAX_LEN: u64 = 64 * 1024;

pub(crate) fn signer(ui: &Ui, args: &KeyArgs) -> Result<Box<dyn Signer>, CommandError> {
    if args.agent {
        return agent(agent_socket().as_deref(), args.key.as_deref());
    }
    let asked = || ui.ask("Which key? (your private key's file, or `agent`)");
    let Some(path) = args.key.clone().or_else(|| asked().map(PathBuf::from)) else {
        return Err(CommandError::usage("no key was given")
            .hint("give the private key with --key FILE, or sign with --agent")
            .hint("`candor key new FILE` makes a key"));
    };
    if args.key.is_none() && path.as_os_str() == "agent" {
        return agent(agent_socket().as_deref(), None);
    }
    let path = path.as_path();
    let question = format!("Passphrase of {}:", path.display());
    open(path, |is_locked| {
        if is_locked {
            return passphrase(ui, args.passphrase_fd, &question);
        }
        ui.say(&format!(
            "advice: {} has no passphrase; whoever copies it can sign in your name (ssh-keygen -p sets one)",
            path.display()
        ));
        Ok(String::new())
    })
}

/// Reads a passphrase: from a file descriptor, or from the terminal without showing it.
pub(crate) fn passphrase(ui: &Ui, fd: Option<u32>, question: &str) -> Result<String, CommandError> {
    if let Some(fd) = fd {
        let mut text = String::new();
        let read = match fd {
            0 => std::io::stdin().take(MAX_LEN).read_to_string(&mut text),
            #[cfg(unix)]
            fd => {
                // The descriptor is ours by the command line; a path to it needs no unsafe code.
                let path = format!("/dev/fd/{fd}");
                std::fs::File::open(path)
                    .and_then(|file| file.take(MAX_LEN).read_to_string(&mut text))
            }
            #[cfg(not(unix))]
            _ => {
                return Err(CommandError::usage("only descriptor 0 can be read on this system")
                    .hint("give --passphrase-fd 0 and the passphrase on standard input"));
            }
        };
        read.map_err(|error| {
            CommandError::world(format!("the passphrase cannot be read: {error}"))
        })?;
        let line = text.lines().next().unwrap_or_default();
        return Ok(line.to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return Err(CommandError::usage(
            "the key needs a passphrase and nobody is there to type it",
        )
        .hint("give --passphrase-fd N, or hold the key in an ssh-agent and give --agent"));
    }
    ui.say(question);
    rpassword::read_password()
        .map_err(|error| CommandError::world(format!("the passphrase cannot be read: {error}")))
}

/// Makes a new key that is locked by a passphrase; returns private and public key as text.
pub(crate) fn new(passphrase: &str, comment: &str) -> Result<(String, String), CommandError> {
    let wrong = |error: ssh_key::Error| CommandError::world(format!("no key can be made: {error}"));
    let mut random = ssh_key::rand_core::OsRng;
    let mut private =
        PrivateKey::random(&mut random, ssh_key::Algorithm::Ed25519).map_err(wrong)?;
    private.set_comment(comment);
    let public = private.public_key().to_openssh().map_err(wrong)?;
    let locked = private.encrypt(&mut random, passphrase.as_bytes()).map_err(wrong)?;
    let text = locked.to_openssh(ssh_key::LineEnding::LF).map_err(wrong)?;
    Ok((text.to_string(), format!("{public}\n")))
}

//! Keys and passphrases: files, a running ssh-agent, a terminal, a file descriptor.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use candor::release::{self, KeySigner, Purpose, Signer};
use ssh_key::{HashAlg, PrivateKey, PublicKey, SshSig};

use crate::args::KeyArgs;
use crate::error::CommandError;
use crate::ui::Ui;

/// The longest key file and passphrase that are read.
const MAX_LEN: u64 = 64 * 1024;

/// Returns who signs.
pub(crate) fn signer(ui: &Ui, args: &KeyArgs) -> Result<Box<dyn Signer>, CommandError> {
    if args.agent {
        return agent(args.key.as_deref());
    }
    let asked = || ui.ask("Which key? (your private key's file, or `agent`)");
    let Some(path) = args.key.clone().or_else(|| asked().map(PathBuf::from)) else {
        return Err(CommandError::usage("no key was given")
            .hint("give the private key with --key FILE, or sign with --agent")
            .hint("`candor key new FILE` makes a key"));
    };
    if args.key.is_none() && path.as_os_str() == "agent" {
        return agent(None);
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

/// Opens a private key's file. `passphrase` is asked once, and told whether the key is locked.
pub(crate) fn open(
    path: &Path,
    passphrase: impl FnOnce(bool) -> Result<String, CommandError>,
) -> Result<Box<dyn Signer>, CommandError> {
    let text = read(path)?;
    let private = PrivateKey::from_openssh(&text).map_err(|error| {
        let error =
            CommandError::usage(format!("{} is no OpenSSH private key: {error}", path.display()));
        let is_public = text.starts_with("ssh-") || text.starts_with("ecdsa-");
        error.hint(if is_public {
            "this is the public key; give the file without .pub"
        } else {
            "give a key that `candor key new` or ssh-keygen made"
        })
    })?;
    let passphrase = passphrase(private.is_encrypted())?;
    let private = if private.is_encrypted() {
        private.decrypt(passphrase.as_bytes()).map_err(|_| {
            CommandError::world("the passphrase does not open the key")
                .hint("try again; nothing was signed")
        })?
    } else {
        private
    };
    Ok(Box::new(KeySigner::new(private)?))
}

/// Signs with a key that a running ssh-agent holds: the one whose public key is given, or the only
/// one.
pub(crate) fn agent(wanted: Option<&Path>) -> Result<Box<dyn Signer>, CommandError> {
    Ok(Box::new(AgentSigner::connect(wanted)?))
}

/// Returns where an ssh-agent can be asked, if OpenSSH says so.
#[expect(clippy::disallowed_methods, reason = "the edge: where OpenSSH says its agent is")]
pub(crate) fn agent_socket() -> Option<String> {
    let usual = if cfg!(windows) { Some(r"\\.\pipe\openssh-ssh-agent".to_owned()) } else { None };
    std::env::var("SSH_AUTH_SOCK").ok().or(usual)
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

/// Reads a small text file.
pub(crate) fn read(path: &Path) -> Result<String, CommandError> {
    match candor::workspace::read_file(path) {
        candor::tree::Entry::File(bytes) => String::from_utf8(bytes.into_owned())
            .map_err(|_| CommandError::usage(format!("{} is no text file", path.display()))),
        candor::tree::Entry::Refused(refusal) => Err(CommandError::usage(format!(
            "{} cannot be read: {}",
            path.display(),
            match refusal {
                candor::tree::Refusal::Link => "it is a link".to_owned(),
                candor::tree::Refusal::Folder => "it is a folder".to_owned(),
                candor::tree::Refusal::TooLarge(_) => "it is too large".to_owned(),
                candor::tree::Refusal::Unreadable(why) => why,
            }
        ))
        .hint("look at the path; a key is a plain file")),
    }
}

/// Reads a public key file.
pub(crate) fn public(path: &Path) -> Result<PublicKey, CommandError> {
    PublicKey::from_openssh(&read(path)?).map_err(|error| {
        CommandError::usage(format!("{} is no OpenSSH public key: {error}", path.display()))
            .hint("give the file that ends in .pub")
    })
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

/// A key that a running ssh-agent holds.
struct AgentSigner {
    client: ssh_agent_client_rs::Client,
    public: PublicKey,
}

impl AgentSigner {
    fn connect(wanted: Option<&Path>) -> Result<Self, CommandError> {
        let socket = agent_socket().ok_or_else(|| {
            CommandError::usage("no ssh-agent is running")
                .hint("start one and add your key with ssh-add, or give --key FILE")
        })?;
        let mut client =
            ssh_agent_client_rs::Client::connect(Path::new(&socket)).map_err(|error| {
                CommandError::world(format!("the ssh-agent does not answer: {error}"))
                    .hint("start it again, or give --key FILE")
            })?;
        let held = client.list_all_identities().map_err(|error| {
            CommandError::world(format!("the ssh-agent does not answer: {error}"))
        })?;
        let mut keys = held.into_iter().filter_map(|identity| match identity {
            ssh_agent_client_rs::Identity::PublicKey(key) => Some(key.into_owned()),
            ssh_agent_client_rs::Identity::Certificate(_) => None,
        });
        let public = match wanted {
            Some(path) => {
                let wanted = public(path)?;
                keys.find(|key| key.key_data() == wanted.key_data()).ok_or_else(|| {
                    CommandError::usage(format!("the ssh-agent does not hold {}", path.display()))
                        .hint("add it with ssh-add")
                })?
            }
            None => {
                let first = keys.next().ok_or_else(|| {
                    CommandError::usage("the ssh-agent holds no key").hint("add one with ssh-add")
                })?;
                if keys.next().is_some() {
                    return Err(CommandError::usage("the ssh-agent holds more than one key")
                        .hint("choose one with --key FILE.pub"));
                }
                first
            }
        };
        Ok(Self { client, public })
    }
}

impl Signer for AgentSigner {
    fn public(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&mut self, purpose: Purpose, message: &[u8]) -> Result<SshSig, release::Error> {
        let wrong =
            |error: String| release::Error::world(format!("the ssh-agent cannot sign: {error}"));
        let data = SshSig::signed_data(purpose.namespace(), HashAlg::Sha512, message)
            .map_err(|error| wrong(error.to_string()))?;
        let signature = self
            .client
            .sign(self.public.clone(), &data)
            .map_err(|error| wrong(error.to_string()))?;
        SshSig::new(self.public.key_data().clone(), purpose.namespace(), HashAlg::Sha512, signature)
            .map_err(|error| wrong(error.to_string()))
    }
}

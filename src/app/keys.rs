//! Keys that sign: private keys in files, and those that a running ssh-agent holds.

use std::path::Path;

use candor_release::{Hint, KeySigner, Purpose, Signer};
use ssh_key::{HashAlg, PrivateKey, PublicKey, SshSig};

use crate::error::CommandError;

/// Opens a private key's file. `passphrase` is asked once, and told whether the key is locked.
pub fn open(
    path: &Path,
    passphrase: impl FnOnce(bool) -> Result<String, CommandError>,
) -> Result<Box<dyn Signer>, CommandError> {
    let text = read(path)?;
    let private = PrivateKey::from_openssh(&text).map_err(|error| {
        let error = CommandError::usage(format!(
            "{} is not an OpenSSH private key: {error}",
            path.display()
        ));
        let is_public = text.starts_with("ssh-") || text.starts_with("ecdsa-");
        error.hint(if is_public {
            "this is the public key; give the file without .pub".into()
        } else {
            Hint::MakeKey
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

/// Signs with a key that the ssh-agent at `socket` holds: the one whose public key is given, or the only
/// one.
pub fn agent(socket: Option<&str>, wanted: Option<&Path>) -> Result<Box<dyn Signer>, CommandError> {
    Ok(Box::new(AgentSigner::connect(socket, wanted)?))
}

/// Reads a small text file.
pub fn read(path: &Path) -> Result<String, CommandError> {
    match candor_workspace::read_file(path) {
        candor_model::tree::Entry::File(bytes) => String::from_utf8(bytes.into_owned())
            .map_err(|_| CommandError::usage(format!("{} is not a text file", path.display()))),
        candor_model::tree::Entry::Refused(refusal) => Err(CommandError::usage(format!(
            "{} cannot be read: {}",
            path.display(),
            match refusal {
                candor_model::tree::Refusal::Link => "it is a link".to_owned(),
                candor_model::tree::Refusal::Folder => "it is a folder".to_owned(),
                candor_model::tree::Refusal::TooLarge(_) => "it is too large".to_owned(),
                candor_model::tree::Refusal::Unreadable(why) => why,
            }
        ))
        .hint("look at the path; a key is a plain file")),
    }
}

/// Reads a public key file.
pub fn public(path: &Path) -> Result<PublicKey, CommandError> {
    PublicKey::from_openssh(&read(path)?).map_err(|error| {
        CommandError::usage(format!("{} is no OpenSSH public key: {error}", path.display()))
            .hint("give the file that ends in .pub")
    })
}

/// A key that a running ssh-agent holds.
struct AgentSigner {
    client: ssh_agent_client_rs::Client,
    public: PublicKey,
}

impl AgentSigner {
    fn connect(socket: Option<&str>, wanted: Option<&Path>) -> Result<Self, CommandError> {
        let socket = socket.ok_or_else(|| {
            CommandError::usage("no ssh-agent is running")
                .hint("start one and add your key with ssh-add, or give --key FILE")
        })?;
        let mut client =
            ssh_agent_client_rs::Client::connect(Path::new(socket)).map_err(|error| {
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

    fn sign(&mut self, purpose: Purpose, message: &[u8]) -> Result<SshSig, candor_release::Error> {
        let wrong = |error: String| {
            candor_release::Error::world(format!("the ssh-agent cannot sign: {error}"))
        };
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

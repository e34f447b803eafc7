//! OpenSSH signatures (SSHSIG), so that every hospital's `ssh-keygen -Y verify` can check them.
//!
//! A signature has a namespace for what it is meant for: one over a declaration says nothing as
//! one over a roster. Keys and passphrases come in at the edge, through [`Signer`].

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

use super::Error;

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A declaration over a candidate, or a review of a monograph.
    Declaration,
    Release,
    Withdrawal,
    /// The list of current versions.
    Current,
    Roster,
    /// What a QR code holds.
    Qr,
}

impl Purpose {
    pub const ALL: [Self; 6] =
        [Self::Declaration, Self::Release, Self::Withdrawal, Self::Current, Self::Roster, Self::Qr];

    /// Returns the namespace, as `ssh-keygen -Y verify -n` takes it.
    pub fn namespace(self) -> &'static str {
        match self {
            Self::Declaration => "candor-declaration",
            Self::Release => "candor-release",
            Self::Withdrawal => "candor-withdrawal",
            Self::Current => "candor-current",
            Self::Roster => "candor-roster",
            Self::Qr => "candor-qr",
        }
    }
}

/// Someone who can sign: a key file that was opened, or a key that an agent holds.
pub trait Signer {
    fn public(&self) -> &PublicKey;

    /// Signs some bytes.
    ///
    /// # Errors
    /// When the key or the agent refuses.
    fn sign(&mut self, purpose: Purpose, message: &[u8]) -> Result<SshSig, Error>;
}

/// A private key in memory.
#[derive(Debug)]
pub struct KeySigner {
    private: PrivateKey,
    public: PublicKey,
}

impl KeySigner {
    /// Takes an opened private key.
    ///
    /// # Errors
    /// When it is still locked by a passphrase.
    pub fn new(private: PrivateKey) -> Result<Self, Error> {
        if private.is_encrypted() {
            return Err(Error::world("the key is locked by a passphrase"));
        }
        let public = private.public_key().clone();
        Ok(Self { private, public })
    }
}

impl Signer for KeySigner {
    fn public(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&mut self, purpose: Purpose, message: &[u8]) -> Result<SshSig, Error> {
        SshSig::sign(&self.private, purpose.namespace(), HashAlg::Sha512, message)
            .map_err(|error| Error::world(format!("the key cannot sign: {error}")))
    }
}

/// Returns a signature as `ssh-keygen -Y sign` writes it.
///
/// # Errors
/// When it cannot be written as text.
pub fn armored(signature: &SshSig) -> Result<String, Error> {
    signature
        .to_pem(LineEnding::LF)
        .map_err(|error| Error::world(format!("the signature cannot be written: {error}")))
}

/// Whether a public key signed some bytes for a purpose; `armored` is the text of the signature.
pub fn is_signed(key: &PublicKey, purpose: Purpose, message: &[u8], armored: &[u8]) -> bool {
    SshSig::from_pem(armored)
        .is_ok_and(|signature| key.verify(purpose.namespace(), message, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key that is made of a number; no test needs a secret.
    pub(crate) fn key(seed: u8) -> PrivateKey {
        let pair = ssh_key::private::Ed25519Keypair::from_seed(&[seed; 32]);
        PrivateKey::from(pair)
    }

    #[test]
    fn a_signature_holds_for_its_bytes_key_and_purpose_alone() {
        let mut signer = KeySigner::new(key(1)).expect("open");
        let signature = signer.sign(Purpose::Release, b"text").expect("signed");
        let armored = armored(&signature).expect("text");
        let key_of = |seed| key(seed).public_key().clone();
        let holds = |key: &PublicKey, purpose, text: &[u8]| {
            is_signed(key, purpose, text, armored.as_bytes())
        };
        assert!(holds(&key_of(1), Purpose::Release, b"text"));
        assert!(!holds(&key_of(1), Purpose::Release, b"texT"));
        assert!(!holds(&key_of(1), Purpose::Declaration, b"text"));
        assert!(!holds(&key_of(2), Purpose::Release, b"text"));
        assert!(!is_signed(&key_of(1), Purpose::Release, b"text", b"not a signature"));
    }
}

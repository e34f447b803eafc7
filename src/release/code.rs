//! What a page carries so that it can be checked: a code to type and a code to scan.
//!
//! Both are made of sheet id, version, content digest and review-due date, never of a PDF.

use data_encoding::BASE32_NOPAD;
use jiff::civil::Date;
use ssh_key::{Algorithm, HashAlg, PublicKey, Signature, SshSig, public::KeyData};

use super::sign::{Purpose, Signer};
use super::{Error, Fault, Refusal, Version};
use candor_model::Id;
use candor_model::digest::sha256_bytes;

/// What a check code and a QR code speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub sheet: Id,
    pub version: Version,
    /// The content digest, in hexadecimal digits.
    pub content: String,
    /// The day by which it must be reviewed.
    pub due: Date,
}

/// The first day that a check code can name.
const EPOCH: Date = jiff::civil::date(2020, 1, 1);

impl Checked {
    fn message(&self) -> String {
        format!(
            "candor check 1\n{}\n{}\n{}\n{}\n",
            self.sheet, self.version, self.content, self.due
        )
    }

    /// Returns the check code: 20 letters and digits in groups of five.
    ///
    /// Version (10 and 4 bits), review-due date (14 bits: days since 2020), 67 bits of a SHA-256
    /// over all four, 5 bits against mistyping.
    ///
    /// # Panics
    /// Never: the days since 2020 count from zero.
    pub fn typed(&self) -> String {
        let days = (self.due - EPOCH).get_days().clamp(0, (1 << 14) - 1);
        let hash = sha256_bytes(self.message().as_bytes());
        let mut high = [0; 16];
        high[7..].copy_from_slice(&hash[..9]);
        let hash = u128::from_be_bytes(high) & ((1 << 67) - 1);
        let body = (u128::from(self.version.content) << 85)
            | (u128::from(self.version.layout) << 81)
            | (u128::try_from(days).expect("no day is before the epoch") << 67)
            | hash;
        let symbols = digits(body);
        let symbols = format!("{symbols}{}", check(&symbols));
        let groups: Vec<&str> = [0, 5, 10, 15].map(|from| &symbols[from..from + 5]).into();
        groups.join("-")
    }

    /// Returns what the QR code holds, signed by the publisher.
    ///
    /// # Errors
    /// When the key cannot sign, or is not an ed25519 key; when the content digest is not a
    /// SHA-256.
    pub fn qr(&self, signer: &mut dyn Signer) -> Result<String, Error> {
        let key = signer.public().clone();
        let plain = self.plain(&key)?;
        let signature = signer.sign(Purpose::Qr, plain.as_bytes())?;
        if signature.algorithm() != Algorithm::Ed25519 {
            return Err(Refusal::NotEd25519.into());
        }
        Ok(format!("{plain}:{}", BASE32_NOPAD.encode(signature.signature_bytes())))
    }

    fn plain(&self, key: &PublicKey) -> Result<String, Error> {
        let content = data_encoding::HEXLOWER.decode(self.content.as_bytes()).ok();
        let content = content
            .filter(|bytes| bytes.len() == 32)
            .ok_or_else(|| Fault::NoDigest { content: self.content.clone() })?;
        Ok(format!(
            "CANDOR:1:{}:{}:{}:{}:{}",
            self.sheet.as_str().to_uppercase(),
            self.version,
            self.due.to_string().replace('-', ""),
            BASE32_NOPAD.encode(&content[..16]),
            key_name(key),
        ))
    }
}

/// The 19 symbols of a number of 95 bits.
fn digits(body: u128) -> String {
    // Crockford's base 32, five bits a symbol, the highest first: it has no I, L, O and U.
    let symbols = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..19)
        .rev()
        .map(|place| usize::try_from((body >> (5 * place)) & 31).expect("five bits"))
        .map(|symbol| char::from(symbols[symbol]))
        .collect()
}

/// One symbol that changes when another is mistyped or two neighbours change places.
fn check(symbols: &str) -> char {
    let values = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let sum: usize = symbols
        .bytes()
        .enumerate()
        .map(|(place, symbol)| {
            let value = values.iter().position(|&known| known == symbol);
            let value = value.expect("a check code is made of these symbols");
            // Odd weights are units modulo 32, and neighbours differ.
            value * (2 * place + 1)
        })
        .sum();
    char::from(values[sum % 32])
}

/// What a typed code says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    pub version: Version,
    /// The day by which it must be reviewed.
    pub due: Date,
}

/// Brings a typed code into its one form, with O read as 0, I and L as 1; `None` if it is not a
/// check code.
pub fn normal(text: &str) -> Option<(String, Typed)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let upper: String = bare
        .chars()
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    if upper.len() != 20 || !upper.chars().all(|c| symbols.contains(c)) {
        return None;
    }
    if check(&upper[..19]) != upper.chars().last()? {
        return None;
    }
    let body = upper[..19]
        .chars()
        .try_fold(0_u128, |body, c| Some((body << 5) | u128::try_from(symbols.find(c)?).ok()?))?;
    let content = u16::try_from((body >> 85) & 1023).ok()?;
    let layout = u8::try_from((body >> 81) & 15).ok()?;
    let days = i64::try_from((body >> 67) & ((1 << 14) - 1)).ok()?;
    let due = EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    let groups: Vec<&str> = [0, 5, 10, 15].map(|from| &upper[from..from + 5]).into();
    let version = Version { content, layout };
    Some((groups.join("-"), Typed { version, due }))
}

/// A short name of a key: the first 40 bits of its SHA-256.
pub fn key_name(key: &PublicKey) -> String {
    let bytes = key.fingerprint(HashAlg::Sha256);
    BASE32_NOPAD.encode(&bytes.as_bytes()[..5])
}

/// What a QR code says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    pub sheet: Id,
    pub version: Version,
    /// The day by which it must be reviewed.
    pub due: Date,
    /// The first 128 bits of the content digest, in hexadecimal digits.
    pub content: String,
    /// The short name of the key that signed it.
    pub key: String,
    plain: String,
    signature: Vec<u8>,
}

impl Scanned {
    /// Reads what a QR code holds; `None` if it is not one of Candor's. Does not check the
    /// signature.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (plain, signature) = text.rsplit_once(':')?;
        let parts: Vec<&str> = plain.split(':').collect();
        let ["CANDOR", "1", sheet, version, due, content, key] = parts.as_slice() else {
            return None;
        };
        let due = format!("{}-{}-{}", due.get(..4)?, due.get(4..6)?, due.get(6..)?);
        Some(Self {
            sheet: Id::new(&sheet.to_lowercase()).ok()?,
            version: Version::parse(version)?,
            due: due.parse().ok()?,
            content: data_encoding::HEXLOWER
                .encode(&BASE32_NOPAD.decode(content.as_bytes()).ok().filter(|b| b.len() == 16)?),
            key: (*key).to_owned(),
            plain: plain.to_owned(),
            signature: BASE32_NOPAD.decode(signature.as_bytes()).ok().filter(|b| b.len() == 64)?,
        })
    }

    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let signature = Signature::new(Algorithm::Ed25519, self.signature.clone());
        let whole = signature.and_then(|signature| {
            let data: KeyData = key.key_data().clone();
            SshSig::new(data, Purpose::Qr.namespace(), HashAlg::Sha512, signature)
        });
        whole.is_ok_and(|signature| {
            key.verify(Purpose::Qr.namespace(), self.plain.as_bytes(), &signature).is_ok()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked() -> Checked {
        Checked {
            sheet: Id::new("sheet-one").expect("an id"),
            version: Version { content: 3, layout: 1 },
            content: "ab".repeat(32),
            due: jiff::civil::date(2027, 11, 22),
        }
    }

    #[test]
    fn a_typed_code_says_version_and_date_and_notices_a_slip() {
        let code = checked().typed();
        let (normal_form, typed) = normal(&code.to_lowercase().replace('-', " ")).expect("a code");
        assert_eq!(normal_form, code);
        assert_eq!(typed.version, checked().version);
        assert_eq!(typed.due, checked().due);
        let bare: Vec<char> = code.chars().filter(|&c| c != '-').collect();
        for at in 0..20 {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let mut slip = bare.clone();
                slip[at] = other;
                if slip != bare {
                    assert_eq!(normal(&slip.iter().collect::<String>()), None, "{slip:?}");
                }
            }
        }
        assert_ne!(Checked { content: "cd".repeat(32), ..checked() }.typed(), code);
    }

    #[test]
    fn every_part_is_in_the_code() {
        let code = checked().typed();
        let others = [
            Checked { sheet: Id::new("sheet-two").expect("an id"), ..checked() },
            Checked { version: Version { content: 4, layout: 0 }, ..checked() },
            Checked { due: jiff::civil::date(2027, 11, 23), ..checked() },
        ];
        for other in others {
            assert_ne!(other.typed(), code);
        }
    }
}

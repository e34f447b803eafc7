//! A part of a run for one of several machines.

use std::str::FromStr;

use candor_model::digest::sha256_bytes;

/// Part `number` of `of`, counted from one.
///
/// Which part a sheet belongs to follows from its id alone: another sheet more or less moves none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// Whether a sheet belongs to the part.
    pub fn holds(self, id: &str) -> bool {
        let digest = sha256_bytes(id.as_bytes());
        let first: [u8; 8] = digest[..8].try_into().unwrap_or_default();
        u64::from_be_bytes(first) % self.of == self.number - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, of)| {
            Some(Self { number: number.parse().ok()?, of: of.parse().ok()? })
        });
        parts.filter(|shard| 1 <= shard.number && shard.number <= shard.of).ok_or_else(|| {
            "write the part and how many there are, as in 2/8 for the second of eight".to_owned()
        })
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sheet_belongs_to_one_part_of_about_the_same_size() {
        let parts: Vec<Shard> =
            (1..=7).map(|n| format!("{n}/7").parse().expect("a part")).collect();
        let mut sizes = [0; 7];
        for n in 0..7000 {
            let id = format!("sheet-{n}");
            let holders: Vec<usize> = (0..7).filter(|&part| parts[part].holds(&id)).collect();
            assert_eq!(holders.len(), 1, "{id}");
            sizes[holders[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
    }

    #[test]
    fn parts_are_counted_from_one() {
        for wrong in ["0/4", "5/4", "4", "a/b", "-1/2", "1/0", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}

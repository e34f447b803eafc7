//! By which rules something is judged.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Class;

/// By which rules a line of the ledger, and what it stands for, is judged.
///
/// The specification at the top of `release` says what each asks. Code asks a method of this type
/// what holds, and never compares numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Rules {
    /// Those of Candor 0.1.0 up to commit c02bab4, whose lines name none.
    #[default]
    One,
    /// Two people for every version; looks and policy are signed like a safety change.
    Two,
    /// A pharmacist's signature over a monograph covers every word and setting of it.
    Three,
}

impl Rules {
    /// Every set of rules, in order.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];
    /// The rules of all new work.
    pub const NEWEST: Self = Self::Three;

    /// Returns the number by which they are written.
    pub fn number(self) -> u64 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }

    /// Returns the rules of a number; `None` if this Candor does not know them.
    pub fn numbered(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|rules| rules.number() == number)
    }

    /// Whether they are the rules of a line that names none.
    pub fn are_unnamed(&self) -> bool {
        *self == Self::One
    }

    /// Returns the fewest people whose signatures can be asked for.
    pub fn least_people(self, class: Class) -> u8 {
        match (self, class) {
            (Self::One, Class::Minor | Class::Layout) => 1,
            (Self::One, Class::Safety) | (Self::Two | Self::Three, _) => 2,
        }
    }

    /// Whether a change of looks or of the policy needs what a safety change needs.
    pub fn weigh_looks(self) -> bool {
        match self {
            Self::One => false,
            Self::Two | Self::Three => true,
        }
    }

    /// Whether a candidate's list of materials must be that of the inputs that it stores.
    pub fn hold_materials(self) -> bool {
        match self {
            Self::One => false,
            Self::Two | Self::Three => true,
        }
    }

    /// Whether the pages of a release must be those of its candidate outside the release block.
    pub fn hold_pages(self) -> bool {
        match self {
            Self::One => false,
            Self::Two | Self::Three => true,
        }
    }

    /// Whether the text of record of a monograph, which a pharmacist signs, is all of it.
    pub fn whole_monographs(self) -> bool {
        match self {
            Self::One | Self::Two => false,
            Self::Three => true,
        }
    }

    /// Returns what they ask, as a clause.
    pub fn words(self) -> &'static str {
        match self {
            Self::One => {
                "those of Candor 0.1.0 up to c02bab4: the class of a change alone decided who \
                 signs, and for one of minor words or layout one person could suffice"
            }
            Self::Two => {
                "two people sign every version; a change of template, settings or policy is \
                 signed like a safety change"
            }
            Self::Three => {
                "those of rules 2, and a pharmacist's signature covers every word of a monograph"
            }
        }
    }
}

impl Serialize for Rules {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.number())
    }
}

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u64::deserialize(deserializer)?;
        Self::numbered(number)
            .ok_or_else(|| D::Error::custom(format!("rules {number} are not known to this Candor")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_number_and_later_ones_ask_no_less() {
        for pair in Rules::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number() && pair[0] < pair[1]);
            for class in [Class::Layout, Class::Minor, Class::Safety] {
                assert!(pair[0].least_people(class) <= pair[1].least_people(class));
            }
            assert!(pair[0].weigh_looks() <= pair[1].weigh_looks());
        }
        assert_eq!(Rules::ALL.last(), Some(&Rules::NEWEST));
        for rules in Rules::ALL {
            assert_eq!(Rules::numbered(rules.number()), Some(rules));
        }
        for unknown in [0, Rules::NEWEST.number() + 1, u64::MAX] {
            assert_eq!(Rules::numbered(unknown), None, "{unknown}");
        }
    }
}

//! The steps of the specification, by name.

/// A step of the specification, which stands at the top of `lib.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The store holds only what a store has.
    Store = 1,
    /// The ledger's lines follow one another.
    Ledger,
    /// Each roster is the one in the ledger, and follows the one before it.
    Rosters,
    /// Each change of the roster is signed by two people.
    RosterChanges,
    /// Each release manifest is the one in the ledger, and nothing else is published.
    Manifests,
    /// A publisher signed it.
    Publisher,
    /// Each file is as the manifest says.
    Files,
    /// The candidate inside is the one that was signed.
    Candidate,
    /// Each declaration is signed over this candidate, in a role that the person has.
    Declarations,
    /// The policy is kept.
    Policy,
    /// The text of record has the content digest.
    TextOfRecord,
    /// A release differs from its candidate in the release block alone.
    ReleaseBlock,
    /// Check code and QR code are made of what they speak of.
    Codes,
    /// A version follows the one before it.
    Succession,
    /// Withdrawals and reviews of monographs are signed.
    Statements,
    /// The list of current versions is signed, and says what the ledger says.
    CurrentList,
    /// What is asked for is genuine and current, or what else it is.
    Verdict,
}

impl Step {
    /// Returns the number that the specification gives it.
    pub fn number(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn the_steps_have_the_numbers_of_the_specification() {
        let text = include_str!("lib.rs");
        let n = text.lines().filter(|line| {
            let line = line.strip_prefix("//! ").unwrap_or_default();
            line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok())
        });
        assert_eq!(usize::from(Step::Verdict.number()), n.count());
        assert_eq!((Step::Store.number(), Step::Codes.number()), (1, 13));
    }
}

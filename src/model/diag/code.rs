//! What a kind of finding is: its name, how much it weighs, and what `candor explain` says of it.
//!
//! Each kind is defined in a file of its own, in the folder `rules` of the lowest crate that raises
//! it; [`rules!`](crate::rules!) makes the list of such a folder. Here is only what they share.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Example, Level};

/// What `candor explain` prints for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    pub title: &'static str,
    /// What the rule looks for.
    pub finds: &'static str,
    /// Why the reader of the sheet is better off with the rule.
    pub matters: &'static str,
    pub instead: &'static str,
}

/// All that is known of a kind of finding.
#[derive(Debug)]
pub struct Definition {
    /// The text form, `family/name`; it does not change between versions.
    pub name: &'static str,
    /// The level that its findings have.
    pub level: Level,
    /// Which of two findings at one place is shown first, and where `candor explain` lists the code:
    /// the lower number first. Numbers go by tens, to leave room.
    pub rank: u16,
    /// What `candor explain` prints.
    pub explanation: Explanation,
    /// What raises it, the plainest first: that one is printed, and all are played by a test.
    pub examples: &'static [Example],
}

/// A kind of finding.
///
/// Two codes are the same when their names are.
#[derive(Clone, Copy)]
pub struct Code(&'static Definition);

impl Code {
    pub const fn new(definition: &'static Definition) -> Self {
        Self(definition)
    }

    /// Returns the stable text form.
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    pub fn level(self) -> Level {
        self.0.level
    }

    /// Returns its place among all codes.
    pub fn rank(self) -> u16 {
        self.0.rank
    }

    pub fn explanation(self) -> Explanation {
        self.0.explanation
    }

    pub fn examples(self) -> &'static [Example] {
        self.0.examples
    }

    /// Whether a module is called as the code is: `sheet/bad-id` stands in `sheet_bad_id`.
    pub const fn is_called(self, module: &str) -> bool {
        let (name, module) = (self.0.name.as_bytes(), module.as_bytes());
        let mut at = 0;
        while at < name.len() && at < module.len() {
            let due = if matches!(name[at], b'/' | b'-') { b'_' } else { name[at] };
            if due != module[at] {
                return false;
            }
            at += 1;
        }
        name.len() == module.len()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.rank(), self.as_str()).cmp(&(other.rank(), other.as_str()))
    }
}

/// Declares the rules of a folder, one file each, and lists their codes as `RULES`.
///
/// One line does both, so that no rule can be there without being explained and tested.
#[macro_export]
macro_rules! rules {
    ($($module:ident)*) => {
        $(pub mod $module;)*

        /// The codes of this folder.
        pub const RULES: &[$crate::diag::Code] = &[$($module::CODE),*];

        $(const _: () = assert!(
            $module::CODE.is_called(stringify!($module)),
            "a rule's file is called as its code is"
        );)*
    };
}

//! What the rules need to know of the world.

use candor_text::language::Analyzer;

/// What the rules need to know of the world.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    /// Whether every embedded font can draw a character.
    pub can_draw: &'a dyn Fn(char) -> bool,
    /// What is known of the sheet's language.
    pub analyzer: Option<&'a Analyzer>,
    /// Whether the medicine's own words are known to need no other characters than there are.
    pub medicine_is_known: bool,
}

impl std::fmt::Debug for Policy<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Policy").finish_non_exhaustive()
    }
}

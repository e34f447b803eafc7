//! The room that is kept for the release block, and how long a name it holds.

use candor_model::text::normalize;

/// How long a name that a release prints may be, in letters of usual width: capitals and letters of
/// other scripts than Latin are wider and count for more.
pub const MAX_NAME: usize = 40;
/// A name that is as long as [`MAX_NAME`] letters of usual width.
pub const LONG_NAME: &str = "Bartholomew Featherstone Montgomeryn";

/// The longest texts of the release block, one for each stage: the boxes have their height.
///
/// They measure and never print, so they are not part of the composition's JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Room {
    /// At the head of each page.
    pub header: Vec<String>,
    /// At the foot of each page.
    pub footer: Vec<String>,
    /// The line under the title.
    pub state: Vec<String>,
    /// What stands about the release in the text: for each stage its texts.
    pub standing: Vec<Vec<String>>,
    /// How many people sign by hand.
    pub hands: u8,
}

/// How many letters of usual width a name is long, rounded up.
pub fn length_of(name: &str) -> usize {
    let name = normalize(name);
    let tenths = name.chars().map(|c| match c {
        'm' | 'w' => 15,
        c if u32::from('\u{24f}') < u32::from(c) => 20,
        c if c.is_uppercase() => 13,
        _ => 10,
    });
    tenths.sum::<usize>().div_ceil(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_long_as_it_is_wide() {
        assert_eq!(LONG_NAME.chars().count(), 36);
        assert!(length_of(LONG_NAME) <= MAX_NAME);
        assert!(length_of("Dr Alexandra Montgomery-Smith") <= MAX_NAME);
        assert!(MAX_NAME < length_of(&LONG_NAME.to_uppercase()));
        assert!(MAX_NAME < length_of(&format!("{LONG_NAME} III")));
        assert_eq!(length_of("  Jane   Doe "), 9);
    }
}

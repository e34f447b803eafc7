//! In a clinic's font each character is drawn by its own glyph: the one that the font's table of
//! characters names, whose shape was compared when the font was read.

use typst::text::TextItem;

use super::shaping::may_run_leftwards;
use candor_typeset::needs_no_shaping;

/// Characters that have each other's glyph in words that run from right to left.
const MIRRORED: &str = "()[]{}<>«»‹›≤≥";

/// Returns the first character of a text that another glyph draws; `plain` says whether none of the
/// document's scripts needs shaping. Where one does, only digits and signs are held.
pub(super) fn other(item: &TextItem, plain: bool) -> Option<char> {
    let leftwards = may_run_leftwards(item);
    let mut glyphs = item.glyphs.iter();
    let odd = glyphs.find(|glyph| {
        let cluster = item.text.get(glyph.range()).unwrap_or_default();
        !is_own(cluster, glyph.id, plain, leftwards, |c| {
            item.font.ttf().glyph_index(c).map(|glyph| glyph.0)
        })
    })?;
    item.text.get(odd.range()).and_then(|cluster| cluster.chars().next())
}

/// Whether a glyph is the one of the only character that it stands for.
fn is_own(
    cluster: &str,
    id: u16,
    plain: bool,
    leftwards: bool,
    named: impl Fn(char) -> Option<u16>,
) -> bool {
    let is_held = |c: char| needs_no_shaping(c) && (plain || !c.is_alphabetic());
    if !cluster.chars().any(is_held) {
        return true;
    }
    let mut characters = cluster.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else {
        // Points that stand over and under Hebrew letters are part of them.
        return cluster.chars().all(|c| ('\u{591}'..='\u{5f4}').contains(&c));
    };
    let other = match MIRRORED.chars().position(|sign| sign == c) {
        Some(at) if leftwards => MIRRORED.chars().nth(at ^ 1),
        _ => match c {
            // A font without these draws them by their plain kin.
            '\u{a0}' if named(c).is_none() => Some(' '),
            '\u{2010}' | '\u{2011}' if named(c).is_none() => Some('-'),
            _ => None,
        },
    };
    named(c) == Some(id) || other.and_then(&named) == Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font in which each character's glyph has the character's number, without a no-break space.
    fn named(c: char) -> Option<u16> {
        u16::try_from(u32::from(c)).ok().filter(|&id| id != 0xa0)
    }

    #[test]
    fn a_character_is_drawn_by_its_own_glyph() {
        let id = |c: char| u16::try_from(u32::from(c)).expect("a small number");
        for (cluster, glyph, plain, leftwards, own) in [
            ("t", 't', true, false, true),
            ("t", 'w', true, false, false),
            ("not", 'w', true, false, false),
            ("1.5", '5', true, false, false),
            ("1", '7', false, false, false),
            (".", ',', false, false, false),
            // Letters of other scripts are not held, nor Latin ones beside them.
            ("ع", 'ب', false, false, true),
            ("fi", 'f', false, false, true),
            ("\u{a0}", ' ', true, false, true),
            ("(", ')', true, true, true),
            ("(", ')', true, false, false),
            ("שׁ", 'ש', true, true, true),
        ] {
            assert_eq!(
                is_own(cluster, id(glyph), plain, leftwards, named),
                own,
                "{cluster} {glyph}"
            );
        }
    }
}

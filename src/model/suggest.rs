//! "Did you mean": the nearest known name.

/// Returns the known name nearest to `word`, if any is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let n = word.chars().count();
    if n < 3 {
        // Too short to tell: `mL` is not meant when `mg` is known.
        return None;
    }
    let limit = (n / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|&(distance, name)| distance <= limit || is_part(word, name))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// Whether one is the beginning of the other, and long enough to be meant.
fn is_part(word: &str, name: &str) -> bool {
    word.len() >= 4 && (name.starts_with(word) || word.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["medicine", "condition", "title"];
        assert_eq!(nearest("medcine", known), Some("medicine"));
        assert_eq!(nearest("conditions", known), Some("condition"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("ml", ["mg"]), None);
    }
}

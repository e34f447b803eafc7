//! A settings file as plain keys and values, to be compared with another one.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// Returns the values of a TOML file by their keys, such as `clinic.name`; comments and spacing do
/// not count. A list is one value. `None` if the bytes are not TOML.
pub fn settings(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let table: Table = std::str::from_utf8(bytes).ok()?.parse().ok()?;
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), Value::Table(table))];
    while let Some((key, value)) = open.pop() {
        let below = |name: &str| {
            if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") }
        };
        if let Value::Table(table) = &value
            && (!table.is_empty() || key.is_empty())
        {
            open.extend(table.iter().map(|(name, value)| (below(name), value.clone())));
        } else {
            found.insert(key, value.to_string());
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_spacing_are_no_settings_and_every_value_is_one() {
        let plain = b"a = 1\n[b]\nc = [\"x\", \"y\"]\n";
        let same = b"# a comment\nb.c=[ 'x', # first\n 'y' ]\na=1";
        assert_eq!(settings(plain), settings(same));
        let keys: Vec<String> = settings(plain).expect("TOML").into_keys().collect();
        assert_eq!(keys, ["a", "b.c"]);
        for other in
            ["a = 2\n[b]\nc = [\"x\", \"y\"]", "a = 1\n[b]\nc = [\"y\", \"x\"]", "a = 1", ""]
        {
            assert_ne!(settings(plain), settings(other.as_bytes()), "{other}");
        }
        assert_eq!(settings(b""), Some(BTreeMap::new()));
        assert_eq!(settings(b"a = "), None);
        assert_eq!(settings(b"\xff"), None);
    }
}

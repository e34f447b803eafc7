//! Values as TOML writes them, in the way in which the author wrote the value before.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::error::EditError;
use super::keys::Kind;
use super::written::date;

/// Returns a text as a string on one line.
pub(super) fn basic(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => push(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// Pushes a character; what nobody can see is written as its number.
fn push(out: &mut String, c: char) {
    if c.is_control() {
        let _ = write!(out, "\\u{:04X}", u32::from(c));
    } else {
        out.push(c);
    }
}

/// Returns a text as a string of many lines.
fn lines(text: &str, newline: &str) -> String {
    let mut out = format!("\"\"\"{newline}");
    let mut quotes = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quotes += 1;
                // Three in a row would end the string, and so would one at its end.
                if quotes == 3 || chars.peek().is_none() {
                    out.push('\\');
                    quotes = 0;
                }
                out.push('"');
                continue;
            }
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str(newline),
            '\t' => out.push('\t'),
            c => push(&mut out, c),
        }
        quotes = 0;
    }
    out.push_str("\"\"\"");
    out
}

/// Brings a value that was typed into the form in which its kind is kept.
pub(super) fn normal(value: &Json, kind: &Kind) -> Result<Json, EditError> {
    let wrong = || EditError::Value { wanted: kind.words() };
    match kind {
        Kind::Line | Kind::Choice(_) => {
            let text = value.as_str().ok_or_else(wrong)?;
            let text = text.replace("\r\n", "\n").replace(['\r', '\n'], " ");
            let fits = |known: &[(String, String)]| known.iter().any(|(name, _)| *name == text);
            if kind.named().is_none_or(fits) { Ok(Json::String(text)) } else { Err(wrong()) }
        }
        Kind::Paragraph => {
            let text = value.as_str().ok_or_else(wrong)?;
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            Ok(Json::String(format!("{}\n", text.trim_end())))
        }
        Kind::Integer { minimum, maximum } => {
            let number = value.as_i64().ok_or_else(wrong)?;
            let fits = minimum.is_none_or(|least| least <= number)
                && maximum.is_none_or(|most| number <= most);
            if fits { Ok(value.clone()) } else { Err(wrong()) }
        }
        Kind::Date => {
            let text = value.as_str().ok_or_else(wrong)?;
            let day: jiff::civil::Date = text.parse().map_err(|_| wrong())?;
            if day.to_string() == text { Ok(date(text)) } else { Err(wrong()) }
        }
        Kind::List(inner) => {
            let list = value.as_array().ok_or_else(wrong)?;
            Ok(Json::Array(list.iter().map(|one| normal(one, inner)).collect::<Result<_, _>>()?))
        }
        Kind::Tables(keys) | Kind::Table(keys) => {
            let entries = value.as_object().ok_or_else(wrong)?;
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            let known = entries.map(|(name, value)| {
                let key = keys.iter().find(|key| key.name == *name);
                let key = key.ok_or_else(|| EditError::Place { path: name.clone() })?;
                Ok((name.clone(), normal(value, &key.kind)?))
            });
            Ok(Json::Object(known.collect::<Result<_, EditError>>()?))
        }
    }
}

/// Writes a value in its normal form. `before` is how the value was written that it replaces.
pub(super) fn write(value: &Json, kind: &Kind, before: Option<&str>, newline: &str) -> String {
    match (value, kind) {
        (Json::String(text), Kind::Paragraph) => lines(text, newline),
        (Json::String(text), _) => {
            let literal =
                before.is_some_and(|old| old.starts_with('\'') && !old.starts_with("'''"));
            if literal && !text.contains('\'') && !text.chars().any(char::is_control) {
                format!("'{text}'")
            } else {
                basic(text)
            }
        }
        (Json::Array(list), Kind::List(inner)) => {
            let one = |value| write(value, inner, None, newline);
            if list.len() < 2 || before.is_some_and(|old| !old.contains('\n')) {
                format!("[{}]", list.iter().map(one).collect::<Vec<_>>().join(", "))
            } else {
                let entries = list.iter().map(|value| format!("  {},{newline}", one(value)));
                format!("[{newline}{}]", entries.collect::<String>())
            }
        }
        (Json::Object(entries), Kind::Table(keys) | Kind::Tables(keys)) => {
            let known = keys.iter().filter_map(|key| Some((key, entries.get(key.name)?)));
            let pairs = known.map(|(key, value)| {
                // An inline table stands on one line.
                let kind = if key.kind == Kind::Paragraph { &Kind::Line } else { &key.kind };
                format!("{} = {}", key.name, write(value, kind, None, newline))
            });
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        (Json::Object(day), Kind::Date) => {
            day.get("date").and_then(Json::as_str).unwrap_or_default().to_owned()
        }
        (value, _) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let hard = [
            "plain",
            "say \"no\" \\ twice",
            "\"\"\"",
            "\"",
            "a\"\"\"\"b",
            "tab\there",
            "bell\u{7}",
            "ä \u{200b}",
            "",
        ];
        for text in hard {
            for written in [basic(text), lines(&format!("{text}\n"), "\n"), lines(text, "\n")] {
                let whole = format!("k = {written}\n");
                let read = super::super::written::Written::parse(&whole).ok().expect(&written);
                let value = read.json()["k"].clone();
                let wanted = [Json::String(text.to_owned()), Json::String(format!("{text}\n"))];
                assert!(wanted.contains(&value), "{text:?} as {written:?} is {value:?}");
            }
        }
    }
}

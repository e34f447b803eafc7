//! The release block: what a released page adds to the candidate that was signed (step 12).

use serde_json::Value;

use super::manifest::Release;
use super::{Error, Fault};
use candor_composition::in_release_block;
use candor_document::{Laid, same_face};
use candor_model::text::normalize;
use candor_model::{Format, Rules};

/// Checks that two compositions say the same outside the release block (step 12).
pub(super) fn same_but_block(
    rules: Rules,
    candidate: &[u8],
    released: &[u8],
    name: &str,
) -> Result<(), Error> {
    let read = |bytes: &[u8]| -> Option<Value> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let all = value.as_object_mut()?;
        for key in ["running", "stage", "state", "code", "date"] {
            all.remove(key);
        }
        for section in all.get_mut("sections")?.as_array_mut()? {
            let blocks = section.get_mut("blocks")?.as_array_mut()?;
            for block in blocks.iter_mut() {
                if let Some(labels) = block.get_mut("labels").and_then(Value::as_array_mut) {
                    labels.retain(|leaf| !in_block(rules, leaf));
                }
            }
            blocks.retain(|block| {
                // By the first rules no block was the release's own as a whole.
                let is_standing = block.get("block").and_then(Value::as_str) == Some("standing");
                if is_standing && rules != Rules::One {
                    return false;
                }
                let empty =
                    block.get("labels").and_then(Value::as_array).is_some_and(Vec::is_empty);
                !empty && !block.get("text").is_some_and(|leaf| in_block(rules, leaf))
            });
        }
        Some(value)
    };
    match (read(candidate), read(released)) {
        (Some(candidate), Some(released)) if candidate == released => Ok(()),
        _ => Err(Fault::OutsideBlock { name: name.to_owned() }.into()),
    }
}

/// Checks that the pages of a candidate and of its release are the same outside the release block
/// (step 12).
///
/// # Errors
/// When they are not: the template makes another page of a release than of what is signed.
pub(super) fn same_pages(
    rules: Rules,
    candidate: &Laid,
    released: &Laid,
    name: &str,
) -> Result<(), Error> {
    if !rules.hold_pages() {
        return Ok(());
    }
    let found = same_face(candidate, released);
    let Some(odd) = found.iter().next() else { return Ok(()) };
    Err(Fault::OtherPage { name: name.to_owned(), message: odd.message.clone() }.into())
}

/// Whether a leaf belongs to the release block, as it was by given rules.
fn in_block(rules: Rules, leaf: &Value) -> bool {
    let Some(name) = leaf.get("leaf").and_then(Value::as_str) else { return false };
    match rules {
        // As c02bab4 had it; the names that later pages give their block do not count here.
        Rules::One => {
            name == "state" || name.starts_with("running.") || name.starts_with("release.")
        }
        Rules::Two | Rules::Three => in_release_block(name),
    }
}

/// What a composition says of its release.
#[derive(Debug, Default)]
struct Said {
    /// Lines about who reviewed it, by their numbers in the block.
    reviewers: Vec<(String, String)>,
    /// Lines that stand for the release as a whole: version and check code.
    codes: Vec<String>,
    /// The foot of each page; on a card without a line for them, it alone names version and code.
    footer: Option<String>,
    /// What the QR code holds.
    qr: Option<String>,
    /// Whether it is a wallet card, which has room for neither people nor a QR code.
    is_card: bool,
}

impl Said {
    /// Reads a composition; `None` if this is not one.
    fn parse(json: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let all = value.as_object()?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let mut said = Self {
            qr: text(all.get("code").and_then(|code| code.get("qr"))),
            is_card: all.get("format").and_then(Value::as_str) == Some(Format::Card.as_str()),
            ..Self::default()
        };
        said.take(&value);
        Some(said)
    }

    /// Takes the lines of the release block, wherever they stand, in their order.
    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(all) => all.iter().for_each(|value| self.take(value)),
            Value::Object(all) => match all.get("leaf").and_then(Value::as_str) {
                Some(leaf) => {
                    let runs = all.get("runs").and_then(Value::as_array).into_iter().flatten();
                    let texts = runs.filter_map(|run| run.get("text").and_then(Value::as_str));
                    self.line(leaf, texts.collect());
                }
                None => all.values().for_each(|value| self.take(value)),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn line(&mut self, leaf: &str, text: String) {
        if let Some(number) = leaf.strip_prefix("release.reviewer.") {
            self.reviewers.push((number.to_owned(), text));
        } else if leaf == "release.code" || leaf.starts_with("release.card.") {
            self.codes.push(text);
        } else if leaf == "running.footer" {
            self.footer = Some(text);
        }
    }

    /// Whether it names the version, the codes and exactly the reviewers that a manifest names.
    ///
    /// The words between them are the wording's, which only the program that printed them knows; a
    /// rebuild compares those.
    fn fits(&self, about: &Release) -> bool {
        let version = about.version.to_string();
        let names_codes = |line: &String| stands_in(line, &about.code) && stands_in(line, &version);
        // A single card has no such line in its text, and its foot alone says it.
        let codes: Vec<&String> = match self.codes.as_slice() {
            [] if self.is_card => self.footer.iter().collect(),
            codes => codes.iter().collect(),
        };
        if codes.is_empty() || !codes.into_iter().all(names_codes) {
            return false;
        }
        if self.is_card {
            return self.qr.is_none() && self.reviewers.is_empty();
        }
        let mut people = about.reviewers.iter().zip(1_usize..).zip(&self.reviewers);
        self.qr.as_ref() == Some(&about.qr)
            && self.reviewers.len() == about.reviewers.len()
            && people.all(|((person, wanted), (number, line))| {
                *number == wanted.to_string() && stands_in(line, &normalize(&person.name))
            })
    }
}

/// Whether a value stands in a line as a whole, and not as a part of a longer word, name or number.
fn stands_in(line: &str, value: &str) -> bool {
    const JOINTS: [char; 5] = ['.', '-', '\'', '\u{2019}', '/'];
    // A neighbour belongs to the value if it is a letter or digit, at once or behind a joint.
    let belongs = |first: Option<char>, second: Option<char>| match first {
        Some(joint) if JOINTS.contains(&joint) => second.is_some_and(char::is_alphanumeric),
        first => first.is_some_and(char::is_alphanumeric),
    };
    let spaced = |text: &str| text.replace('\u{a0}', " ");
    let (line, value) = (spaced(line), spaced(value));
    !value.is_empty()
        && line.match_indices(value.as_str()).any(|(at, _)| {
            let mut before = line[..at].chars().rev();
            let mut after = line[at + value.len()..].chars();
            !belongs(before.next(), before.next()) && !belongs(after.next(), after.next())
        })
}

/// Checks that a released composition says of the release what its manifest says (step 12).
pub(super) fn says_release(json: &[u8], about: &Release, name: &str) -> Result<(), Error> {
    if Said::parse(json).is_some_and(|said| said.fits(about)) {
        return Ok(());
    }
    Err(Fault::Unnamed { name: name.to_owned() }.into())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::Version;
    use crate::manifest::{Head, Reviewed};
    use candor_model::{Class, Role};

    const CODE: &str = "010A0-428Q5-Q18PX-P9203";

    fn about(names: &[&str]) -> Release {
        let day = date(2026, 1, 5);
        let reviewed = |name: &&str| Reviewed {
            person: "somebody".to_owned(),
            name: (*name).to_owned(),
            role: Role::Pharmacist,
            on: day,
        };
        Release {
            sheet: "sheet-one".to_owned(),
            version: Version { content: 2, layout: 0 },
            class: Class::Safety,
            candidate: String::new(),
            content: String::new(),
            published: day,
            due: day,
            code: CODE.to_owned(),
            qr: "CANDOR:1:X".to_owned(),
            publisher: "peg".to_owned(),
            reviewers: names.iter().map(reviewed).collect(),
            ledger: Head { number: 1, sha256: String::new() },
        }
    }

    /// A composition with these lines of the release block.
    fn composition(lines: &[(&str, String)], format: &str, qr: Option<&str>) -> Vec<u8> {
        let leaf =
            |(leaf, text): &(&str, String)| json!({ "leaf": leaf, "runs": [{ "text": text }] });
        let lines: Vec<Value> = lines.iter().map(leaf).collect();
        let footer = format!("x, version 2, review due by x. Check code {CODE}");
        let mut all = json!({
            "format": format,
            "running": { "footer": { "leaf": "running.footer", "runs": [{ "text": footer }] } },
            "sections": [{ "blocks": [{ "block": "standing", "lines": lines }] }],
        });
        if let Some(qr) = qr {
            all["code"] = json!({ "qr": qr });
        }
        all.to_string().into_bytes()
    }

    fn says(printed: &[&str], version: &str, names: &[&str]) -> bool {
        let mut lines: Vec<(&str, String)> = printed
            .iter()
            .zip(["release.reviewer.1", "release.reviewer.2", "release.reviewer.3"])
            .map(|(name, leaf)| (leaf, format!("Signed: {name}, pharmacist, January 5, 2026.")))
            .collect();
        lines.push(("release.code", format!("Version {version}. Check code: {CODE}.")));
        let json = composition(&lines, "handout", Some("CANDOR:1:X"));
        says_release(&json, &about(names), "x").is_ok()
    }

    #[test]
    fn a_release_names_its_people_whole_in_their_order_and_nobody_else() {
        let all = ["A", "Jane \"Jo\" O'Neil-Smith", "Pam Example"];
        assert!(says(&all, "2", &all));
        assert!(!says(&["Ada", all[1], all[2]], "2", &all), "one letter of another name");
        assert!(!says(&["A-B", all[1], all[2]], "2", &all), "half of a name");
        assert!(!says(&[all[0], "Jane O'Neil-Smith", all[2]], "2", &all));
        assert!(!says(&[all[1], all[0], all[2]], "2", &all), "another order");
        assert!(!says(&all[..2], "2", &all), "somebody is missing");
        assert!(!says(&all, "2", &all[..2]), "somebody else");
    }

    #[test]
    fn a_release_names_its_version_and_codes() {
        let names = ["Pam Example"];
        for other in ["1", "3", "2.1", "12", "20", ""] {
            assert!(!says(&names, other, &names), "{other}");
        }
        let line = |code: &str| {
            [
                ("release.reviewer.1", "Signed: Pam Example.".to_owned()),
                ("release.code", format!("Version 2. Check code: {code}.")),
            ]
        };
        let holds = |code: &str, qr| {
            says_release(&composition(&line(code), "handout", qr), &about(&names), "x").is_ok()
        };
        assert!(holds(CODE, Some("CANDOR:1:X")));
        assert!(!holds(&CODE.replace('9', "8"), Some("CANDOR:1:X")));
        assert!(!holds(CODE, Some("CANDOR:1:XY")));
        assert!(!holds(CODE, None));
        assert!(says_release(b"{}", &about(&names), "x").is_err());
        assert!(says_release(b"", &about(&[]), "x").is_err());
    }

    #[test]
    fn a_card_names_version_and_code_alone() {
        let card = ("release.card.1", format!("Version 2. Check code: {CODE}."));
        let holds = |lines: &[(&str, String)]| {
            says_release(&composition(lines, "card", None), &about(&["Pam Example"]), "x").is_ok()
        };
        assert!(holds(&[card.clone(), card.clone()]));
        assert!(holds(&[]), "a single card says it at its foot");
        assert!(!holds(&[card, ("release.card.2", "Version 1.".to_owned())]));
    }
}

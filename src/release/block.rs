//! The release block: what a released page adds to the candidate that was signed (step 12).

use serde_json::Value;

use super::Error;
use super::manifest::Release;
use crate::compose::in_release_block;
use crate::model::Rules;
use crate::render::{self, Laid};

/// Two compositions say the same outside the release block (step 12).
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
        _ => Err(Error::at(
            12,
            format!("{name} differs from its release in more than the release block"),
        )),
    }
}

/// The pages of a candidate and of its release are the same outside the release block (step 12).
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
    let found = render::same_face(candidate, released);
    let Some(odd) = found.iter().next() else { return Ok(()) };
    Err(Error::Refused {
        step: Some(12),
        what: format!("{name}: {}", odd.message),
        fix: "mend the template, which draws a release otherwise than the candidate that people \
              sign, and cut again"
            .to_owned(),
    })
}

/// Whether a leaf belongs to the release block, as it was by given rules.
fn in_block(rules: Rules, leaf: &Value) -> bool {
    let Some(name) = leaf.get("leaf").and_then(Value::as_str) else { return false };
    match rules {
        // As c02bab4 had it; what later pages call their block is nothing to it.
        Rules::One => {
            name == "state" || name.starts_with("running.") || name.starts_with("release.")
        }
        Rules::Two | Rules::Three => in_release_block(name),
    }
}

/// The released composition says what its manifest says of the release.
pub(super) fn says_release(json: &[u8], about: &Release, name: &str) -> Result<(), Error> {
    let text = std::str::from_utf8(json).unwrap_or_default();
    let says = |part: &str| text.contains(part);
    let people = about.reviewers.iter().all(|r| says(&crate::model::text::normalize(&r.name)));
    if !says(&about.code) || !says(&about.qr) || !people {
        return Err(Error::at(12, format!("{name} does not name its reviewers and codes")));
    }
    Ok(())
}

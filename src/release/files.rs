//! Files that a hospital can use with other tools: sums, FHIR, a note, one archive.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::Date;
use serde_json::json;

use super::Error;
use super::manifest::{Candidate, Head, Reviewed};
use super::names::SUMS;
use candor_model::digest::sha256;

/// The note that goes with a release.
pub const NOTE: &str = "release-note.txt";

/// Adds sums, FHIR documents and the note to a release's files.
pub(super) fn add(
    made: &mut BTreeMap<String, Vec<u8>>,
    candidate: &Candidate,
    reviewers: &[Reviewed],
    on: Date,
    ledger: &Head,
) {
    let pdfs: Vec<(String, Vec<u8>)> = made
        .iter()
        .filter(|(name, _)| name.ends_with(".pdf"))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    for (name, bytes) in &pdfs {
        let stem = name.trim_end_matches(".pdf");
        made.insert(format!("fhir/{stem}.json"), document_reference(name, bytes, candidate, on));
    }
    made.insert(NOTE.to_owned(), note(candidate, reviewers, on, ledger).into_bytes());
    let mut sums = String::new();
    for (name, bytes) in made.iter() {
        // Writing to a string does not fail.
        let _ = writeln!(sums, "{}  {name}", sha256(bytes));
    }
    made.insert(SUMS.to_owned(), sums.into_bytes());
}

/// A FHIR R4 `DocumentReference` for one PDF.
///
/// R4's own `hash` is a SHA-1, which proves nothing today; the SHA-256 stands in an extension.
fn document_reference(name: &str, pdf: &[u8], candidate: &Candidate, on: Date) -> Vec<u8> {
    let language = name.rsplit('.').nth(1).expect("the name of a document holds its language");
    let sha256 = sha256(pdf);
    let reference = json!({
        "resourceType": "DocumentReference",
        "identifier": [{ "system": "urn:candor:sheet", "value": format!("{}/{}/{name}", candidate.sheet, candidate.version) }],
        "status": "current",
        "docStatus": "final",
        "type": {
            "coding": [{ "system": "http://loinc.org", "code": "68688-1", "display": "Patient Education note" }],
            "text": "Patient information sheet"
        },
        "date": format!("{on}T00:00:00Z"),
        "description": candidate.title,
        "content": [{
            "attachment": {
                "contentType": "application/pdf",
                "language": language,
                "url": name,
                "size": pdf.len(),
                "title": candidate.title,
                "creation": on.to_string(),
                "extension": [{
                    "url": "urn:candor:sha256",
                    "valueString": sha256
                }]
            }
        }],
        "context": { "period": { "start": on.to_string(), "end": candidate.due.to_string() } }
    });
    super::json(&reference)
}

/// The note that goes with a release.
fn note(candidate: &Candidate, reviewers: &[Reviewed], on: Date, ledger: &Head) -> String {
    let mut text = format!(
        "{}\n{} version {}, published {on}, review due by {}\nCheck code {}\n\nClass of change: {}\n",
        candidate.title,
        candidate.sheet,
        candidate.version,
        candidate.due,
        candidate.code,
        candidate.class.as_str(),
    );
    match &candidate.previous {
        Some(previous) => {
            let stock = candidate.class.stock();
            let _ = writeln!(text, "Paper in stock of version {previous}: {stock}");
        }
        None => text.push_str("This is the first version.\n"),
    }
    if let Some(reason) = &candidate.raised {
        let _ = writeln!(text, "Class raised: {reason}");
    }
    text += "\nSigned by:\n";
    for one in reviewers {
        let _ = writeln!(text, "- {}, {}, {}", one.name, one.role.as_str(), one.on);
    }
    text += "\nWhat changed:\n";
    for change in &candidate.changes {
        let _ = writeln!(text, "- {}", change.words());
    }
    for look in &candidate.looks {
        let _ = writeln!(text, "- {}", look.words());
    }
    if candidate.changes.is_empty() && candidate.looks.is_empty() {
        text += if candidate.previous.is_some() {
            "- the looks alone\n"
        } else {
            "- everything is new\n"
        };
    }
    let _ = writeln!(
        text,
        "\nLedger before this release: line {}\n{}\nKeep this note: a ledger that does not hold this line was changed.",
        ledger.number, ledger.sha256
    );
    text
}

/// One archive of a release's files, the same bytes every time.
///
/// # Errors
/// When a file is too large for an archive.
pub fn archive(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Error> {
    let wrong =
        |error: zip::result::ZipError| Error::world(format!("no archive can be made: {error}"));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // No compression and no times: nothing that could differ from one machine to the next.
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).map_err(wrong)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish().map_err(wrong)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_the_same_every_time() {
        let files = BTreeMap::from([
            ("b.txt".to_owned(), b"two".to_vec()),
            ("a.txt".to_owned(), b"one".to_vec()),
        ]);
        let one = archive(&files).expect("an archive");
        assert_eq!(one, archive(&files).expect("an archive"));
        assert!(one.starts_with(b"PK"));
    }
}

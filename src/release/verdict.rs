//! What verifying says of a PDF, a QR code, a check code or a line of a list.

use jiff::civil::Date;
use serde::Serialize;

use super::code::{self, Scanned};
use super::ledger::Published;
use super::manifest::Current;
use super::names::folder;
use super::store::{Store, join};
use super::store_view::StoreView;
use super::{Error, Fault, Step, Version};
use candor_model::Rules;
use candor_model::digest::sha256;

/// What a PDF or a code is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It is genuine, and may be handed out.
    Current {
        sheet: String,
        version: Version,
        /// The day by which it must be reviewed.
        due: Date,
        /// The day of the list that says so; `None` if the store itself does.
        known: Option<Date>,
    },
    /// It is genuine, and a later version took its place.
    Superseded {
        sheet: String,
        version: Version,
        /// The later version that took its place.
        by: Version,
    },
    /// It is genuine, and its review is overdue.
    Overdue {
        sheet: String,
        version: Version,
        /// The day by which it had to be reviewed.
        due: Date,
    },
    /// It is genuine, and must not be used.
    Withdrawn {
        sheet: String,
        version: Version,
        reason: String,
    },
    /// It is genuine; whether it is current cannot be told here.
    Genuine {
        /// The sheet, if the code names it.
        sheet: Option<String>,
        version: Version,
        /// The day by which it must be reviewed.
        due: Date,
        /// Why no more can be told.
        but: String,
    },
    Altered {
        what: String,
    },
    /// Nothing is known of it.
    Unknown {
        why: String,
    },
}

impl Verdict {
    /// Whether it may be handed out.
    pub fn is_current(&self) -> bool {
        matches!(self, Self::Current { .. })
    }

    /// Returns the rules by which the version that it speaks of was published, if it speaks of one.
    pub fn rules(&self, view: &StoreView) -> Option<Rules> {
        let (sheet, version) = match self {
            Self::Current { sheet, version, .. }
            | Self::Superseded { sheet, version, .. }
            | Self::Overdue { sheet, version, .. }
            | Self::Withdrawn { sheet, version, .. } => (sheet, version),
            Self::Genuine { .. } | Self::Altered { .. } | Self::Unknown { .. } => return None,
        };
        let mut versions = view.ledger.versions(sheet);
        versions.find(|(_, published)| published.version == *version).map(|(at, _)| at.rules)
    }

    /// Returns the verdict as a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Current { sheet, version, due, known } => {
                let known = known.map(|day| format!(", as of {day}")).unwrap_or_default();
                format!(
                    "genuine and current{known}: {sheet} version {version}, review due by {due}"
                )
            }
            Self::Superseded { sheet, version, by } => {
                format!(
                    "superseded: {sheet} version {version} is genuine; version {by} took its place"
                )
            }
            Self::Overdue { sheet, version, due } => {
                format!(
                    "overdue: {sheet} version {version} is genuine; its review was due by {due}"
                )
            }
            Self::Withdrawn { sheet, version, reason } => {
                format!("withdrawn: {sheet} version {version} must not be used: {reason}")
            }
            Self::Genuine { sheet, version, due, but } => {
                let sheet = sheet.as_deref().unwrap_or("a sheet");
                format!("genuine: {sheet} version {version}, review due by {due}; {but}")
            }
            Self::Altered { what } => format!("altered: {what}"),
            Self::Unknown { why } => format!("unknown: {why}"),
        }
    }
}

/// Returns what a published version is worth on a day.
pub(super) fn of(view: &StoreView, published: &Published, on: Date) -> Verdict {
    let (sheet, version, due) = (published.sheet.clone(), published.version, published.due);
    if let Some((_, reason)) = view.ledger.withdrawn(&sheet, version) {
        return Verdict::Withdrawn { sheet, version, reason: reason.to_owned() };
    }
    match view.last_version(&sheet) {
        Some(last) if version < last.version => {
            Verdict::Superseded { sheet, version, by: last.version }
        }
        Some(_) | None if due < on => Verdict::Overdue { sheet, version, due },
        Some(_) | None => Verdict::Current { sheet, version, due, known: None },
    }
}

/// Returns what a PDF is worth.
///
/// # Errors
/// When the store cannot be read.
pub fn verdict_for_pdf(
    store: &dyn Store,
    view: &StoreView,
    pdf: &[u8],
    on: Date,
) -> Result<Verdict, Error> {
    let digest = sha256(pdf);
    let known = view.ledger.published().find(|(_, published)| published.pdfs.contains(&digest));
    if let Some((_, published)) = known {
        return Ok(of(view, published, on));
    }
    if view.ledger.entries.iter().any(|entry| {
        matches!(&entry.action, super::Action::OverdueCopy { files, .. } if files.contains(&digest))
    }) {
        return Ok(Verdict::Unknown {
            why: "this is a copy that says REVIEW OVERDUE; it was noted in the ledger".to_owned(),
        });
    }
    let Some(inside) = composition_of_pdf(pdf) else {
        let why = "it is no PDF that Candor made, or it is damaged";
        return Ok(Verdict::Unknown { why: why.to_owned() });
    };
    // A PDF from anywhere may leave these out; no sheet has an empty name.
    let text = |key: &str| inside.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    let sheet = text("sheet").to_owned();
    let qr = inside.get("code").and_then(|code| code.get("qr")).and_then(serde_json::Value::as_str);
    let Some(scanned) = qr.and_then(Scanned::parse) else {
        let why = format!("it is a draft or a candidate of `{sheet}`, not a release");
        return Ok(Verdict::Unknown { why });
    };
    let versions = view.ledger.versions(&sheet);
    let Some((_, published)) =
        versions.into_iter().find(|(_, published)| published.version == scanned.version)
    else {
        let why = format!("version {} of `{sheet}` was not published here", scanned.version);
        return Ok(Verdict::Unknown { why });
    };
    let what = difference(store, published, &inside)?;
    Ok(Verdict::Altered { what })
}

/// Says in what a PDF's composition differs from the released one.
pub(super) fn difference(
    store: &dyn Store,
    published: &Published,
    inside: &serde_json::Value,
) -> Result<String, Error> {
    // What is left out gives a name that no file has.
    let text = |key: &str| inside.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    let place = folder(&published.sheet, published.version);
    let name = format!(
        "{}.v{}.{}.{}.{}-{}.json",
        published.sheet,
        published.version,
        text("format"),
        text("paper"),
        text("language"),
        text("jurisdiction"),
    );
    let of = format!("{} version {}", published.sheet, published.version);
    let released =
        if super::store::is_sound(&name) { store.read(&join(&place, &name))? } else { None };
    let Some(released) = released else {
        return Ok(format!("{of} was never published in this format"));
    };
    let released: serde_json::Value = serde_json::from_slice(&released).map_err(|error| {
        Fault::Damaged { step: Step::Files, path: name.clone(), error: error.to_string() }
    })?;
    if released == *inside {
        return Ok(format!(
            "the pages or the file of {of} were changed; the words inside are the released ones"
        ));
    }
    let (old, new) = (leaves(&released), leaves(inside));
    let changed =
        old.iter().find(|(name, text)| new.get(*name) != Some(text)).map(|(name, _)| name);
    let added = new.keys().find(|name| !old.contains_key(*name));
    Ok(match changed.or(added) {
        Some(leaf) => format!("the text `{leaf}` of {of} was changed"),
        None => format!("the composition of {of} was changed"),
    })
}

/// The texts of a composition in JSON, by their names.
pub fn leaves(value: &serde_json::Value) -> std::collections::BTreeMap<String, String> {
    let mut found = std::collections::BTreeMap::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if let Some(map) = value.as_object() {
            if let (Some(leaf), Some(runs)) =
                (map.get("leaf").and_then(|leaf| leaf.as_str()), map.get("runs"))
            {
                found.insert(leaf.to_owned(), runs.to_string());
            }
            open.extend(map.values());
        }
        open.extend(value.as_array().into_iter().flatten());
    }
    found
}

/// Returns the composition that travels inside a PDF, if one does.
pub fn composition_of_pdf(pdf: &[u8]) -> Option<serde_json::Value> {
    let document = lopdf::Document::load_mem(pdf).ok()?;
    document.objects.values().find_map(|object| {
        let stream = object.as_stream().ok()?;
        let kind = stream.dict.get(b"Type").ok()?.as_name().ok()?;
        if kind != b"EmbeddedFile" {
            return None;
        }
        let bytes = stream
            .decompressed_content()
            .or_else(|_| Ok::<_, lopdf::Error>(stream.content.clone()));
        serde_json::from_slice(&bytes.ok()?).ok()
    })
}

/// Returns what a QR code is worth, by the store.
pub fn verdict_for_qr(view: &StoreView, text: &str, on: Date) -> Verdict {
    let Some(scanned) = Scanned::parse(text) else {
        return Verdict::Unknown { why: "this is no code of Candor".to_owned() };
    };
    let signed = view.rosters.iter().any(|(roster, _)| {
        roster.people.iter().any(|person| {
            person.roles.contains(&candor_model::Role::Publisher)
                && person.public_keys().any(|key| scanned.is_signed_by(&key))
        })
    });
    if !signed {
        let why = "no publisher of this roster signed it".to_owned();
        return Verdict::Unknown { why };
    }
    let versions = view.ledger.versions(scanned.sheet.as_str());
    let found = versions.into_iter().find(|(_, published)| {
        published.version == scanned.version
            && published.due == scanned.due
            && published.content.starts_with(&scanned.content)
    });
    match found {
        Some((_, published)) => of(view, published, on),
        None => Verdict::Genuine {
            sheet: Some(scanned.sheet.to_string()),
            version: scanned.version,
            due: scanned.due,
            but: "the store does not know this version".to_owned(),
        },
    }
}

/// Returns what a typed code is worth, by the store.
pub fn verdict_for_code(view: &StoreView, text: &str, on: Date) -> Verdict {
    let Some((normal, typed)) = code::normal(text) else {
        return Verdict::Unknown { why: "this is no check code; look for a slip".to_owned() };
    };
    match view.ledger.published().find(|(_, published)| published.code == normal) {
        Some((_, published)) => of(view, published, on),
        None => Verdict::Unknown {
            why: format!(
                "no version with this code was published here (it would be version {}, review due by {})",
                typed.version, typed.due
            ),
        },
    }
}

/// Returns what a code is worth by a list of current versions alone.
pub fn verdict_in_list(current: &Current, text: &str, on: Date) -> Verdict {
    let known = Some(current.issued);
    let of = |row: &super::manifest::CurrentVersion| {
        let (sheet, version, due) = (row.sheet.clone(), row.version, row.due);
        match &row.withdrawn {
            Some(reason) => Verdict::Withdrawn { sheet, version, reason: reason.clone() },
            None if due < on => Verdict::Overdue { sheet, version, due },
            None => Verdict::Current { sheet, version, due, known },
        }
    };
    if let Some(scanned) = Scanned::parse(text) {
        let id = scanned.sheet.as_str();
        let mut rows = current.versions.iter().filter(|row| row.sheet == id);
        if let Some(row) = rows.clone().find(|row| row.version == scanned.version) {
            let same = row.due == scanned.due && row.content.starts_with(&scanned.content);
            return if same {
                of(row)
            } else {
                Verdict::Altered { what: "the code does not fit the list".to_owned() }
            };
        }
        return match rows.rfind(|row| row.withdrawn.is_none() && scanned.version < row.version) {
            Some(row) => Verdict::Superseded {
                sheet: id.to_owned(),
                version: scanned.version,
                by: row.version,
            },
            None => {
                Verdict::Unknown { why: "the list does not name this sheet or version".to_owned() }
            }
        };
    }
    let Some((normal, typed)) = code::normal(text) else {
        return Verdict::Unknown { why: "this is no check code; look for a slip".to_owned() };
    };
    if let Some(row) = current.versions.iter().find(|row| row.code == normal) {
        return of(row);
    }
    Verdict::Unknown {
        why: format!(
            "the list of {} does not name this code (it would be version {}, review due by {}); \
             it is superseded or not genuine",
            current.issued, typed.version, typed.due
        ),
    }
}

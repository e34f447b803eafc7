//! What a dossier owes of a clinic's own looks: its measures, its files, and in what its templates
//! differ from the shipped ones.

use std::collections::BTreeMap;

use super::super::owed_text::OwedText;
use super::Reckoner;
use candor_model::text::normalize;
use candor_model::{Compared, Format, Listing, Looks, OwnFile, OwnKind, Place};

impl Reckoner<'_> {
    /// The measures of a format, as they are said of the document.
    pub(super) fn measures(&self, format: Format) -> String {
        let Looks { every, formats, files: _ } = &self.clinic.looks;
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, value) in every.iter().chain(formats.get(&format).into_iter().flatten()) {
            named.insert(name, value);
        }
        let named: Vec<String> =
            named.into_iter().map(|(name, value)| format!("{name} {value}")).collect();
        named.join(", ")
    }

    /// What of the looks is the clinic's own.
    pub(super) fn looks(&self) -> Vec<OwedText> {
        let Looks { every, formats, files } = &self.clinic.looks;
        let lines = &self.say.wording.file.lines;
        let mut owed_texts: Vec<OwedText> = every
            .iter()
            .map(|(name, value)| {
                let values = [("value", value.as_str()), ("name", name)];
                let text = self.say.filled(&lines.dossier_measure_every, &values);
                look(format!("looks.every.{name}"), &text)
            })
            .collect();
        for (format, measures) in formats {
            owed_texts.extend(measures.iter().map(|(name, value)| {
                let values =
                    [("value", value.as_str()), ("name", name), ("format", format.as_str())];
                let text = self.say.filled(&lines.dossier_measure, &values);
                look(format!("looks.{}.{name}", format.as_str()), &text)
            }));
        }
        owed_texts.extend(files.iter().zip(1..).flat_map(|(file, n)| self.file(file, n)));
        if owed_texts.is_empty() {
            owed_texts.push(look("looks.none".to_owned(), &self.say.plain(&lines.dossier_none)));
        }
        owed_texts
    }

    /// A file with the lines that are shown of it.
    fn file(&self, file: &OwnFile, n: usize) -> Vec<OwedText> {
        let OwnFile { path, digest, kind } = file;
        let lines = &self.say.wording.file.lines;
        let nothing = Listing::default();
        let mut scripts = String::new();
        let (words, Listing { lines: shown, more }) = match kind {
            OwnKind::Changed(listing) => (&lines.dossier_template_changed, listing),
            OwnKind::New(listing) => (&lines.dossier_template_new, listing),
            OwnKind::Logo => (&lines.dossier_logo, &nothing),
            OwnKind::Font(Compared { latin, not }) => {
                scripts = not.join(", ");
                let words = match (latin, not.as_slice()) {
                    (true, []) => &lines.dossier_font,
                    (true, _) => &lines.dossier_font_partly,
                    (false, _) => &lines.dossier_font_not,
                };
                (words, &nothing)
            }
        };
        // Eight signs, then a space, so that two digests can be compared by eye.
        let mut grouped = String::new();
        for (at, sign) in digest.chars().enumerate() {
            if 0 < at && at.is_multiple_of(8) {
                grouped.push(' ');
            }
            grouped.push(sign);
        }
        let values = [("digest", grouped.as_str()), ("file", path), ("scripts", &scripts)];
        let name = format!("looks.file.{n}");
        let mut owed_texts = vec![look(name.clone(), &self.say.filled(words, &values))];
        owed_texts
            .extend(shown.iter().zip(1..).map(|(text, line)| look(format!("{name}.{line}"), text)));
        if *more != 0 {
            let values = [("file", path.as_str()), ("n", &more.to_string())];
            let text = self.say.filled(&lines.dossier_template_more, &values);
            owed_texts.push(look(format!("{name}.more"), &text));
        }
        owed_texts
    }
}

fn look(leaf: String, text: &str) -> OwedText {
    OwedText::new(leaf, Some(Place::Looks), normalize(text))
}

//! The release block: how far a sheet has come, who reviewed it, how it can be checked; and what is
//! said of the document as a whole.

use super::super::owed_text::OwedText;
use super::format::{Kind, kind};
use super::{Document, Reckoner};
use candor_composition::{ReleaseStatus, Stage};
use candor_model::text::normalize;
use candor_model::{Jurisdiction, Place, Reviewed, Role};

impl Reckoner<'_> {
    /// Header, footer and page number, and what is said of the document.
    pub(super) fn document(&self) -> Document {
        let line = |leaf: &str, text| OwedText::new(leaf, None, text);
        let lines = &self.say.wording.file.lines;
        Document {
            running: [
                line("running.header", self.header()),
                line("running.footer", self.footer()),
                line("running.page", self.say.plain(&lines.page)),
            ],
            facts: self.facts(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let date = self.standing.issue().map_or(self.sheet.revised, |issue| issue.published);
        let region = match self.wanted.jurisdiction {
            Jurisdiction::Us => "US",
            Jurisdiction::Uk => "GB",
        };
        let stage = match self.standing {
            ReleaseStatus::Draft => Stage::Draft,
            ReleaseStatus::Candidate { .. } => Stage::Candidate,
            ReleaseStatus::Released(_) => Stage::Released,
            ReleaseStatus::Overdue(_) => Stage::Overdue,
        };
        let kind = kind(self.wanted.format);
        let is_card = kind == Kind::Card;
        let logo = self.clinic.logo.as_ref().zip(self.clinic.name.as_ref());
        let logo =
            logo.filter(|_| !is_card).map(|(logo, name)| (&logo.file, normalize(&name.value)));
        // A dossier has no box for the code.
        let has_code = !is_card && kind != Kind::Dossier;
        let code = self.standing.issue().filter(|_| has_code).map(|issue| {
            let words = &self.say.wording.file.lines.qr;
            (&issue.qr, self.say.filled(words, &[("code", &issue.code)]))
        });
        let fonts: Vec<&str> =
            self.say.wording.file.fonts.iter().map(|font| font.value.as_str()).collect();
        vec![
            ("sheet", self.sheet.id.to_string()),
            ("format", self.wanted.format.as_str().to_owned()),
            ("stage", format!("{stage:?}")),
            ("paper", self.wanted.paper.as_str().to_owned()),
            ("language", self.sheet.language.clone()),
            ("writing", format!("{:?}", self.say.wording.file.writing)),
            ("fonts", fonts.join(", ")),
            ("region", region.to_owned()),
            ("jurisdiction", self.wanted.jurisdiction.as_str().to_owned()),
            ("date", date.to_string()),
            ("document title", normalize(&self.sheet.title.value)),
            ("logo", logo.map(|(file, alt)| format!("{file} {alt}")).unwrap_or_default()),
            ("looks", self.measures(self.wanted.format)),
            ("QR code", code.map(|(qr, alt)| format!("{qr} {alt}")).unwrap_or_default()),
        ]
    }

    /// What stands at the top of each page: how far the sheet has come, and whether a translator has
    /// read the words.
    pub(super) fn header(&self) -> String {
        let lines = &self.say.wording.file.lines;
        let mut header = match self.standing {
            ReleaseStatus::Draft => self.say.plain(&lines.draft_header),
            ReleaseStatus::Candidate { version } => {
                self.say.filled(&lines.candidate_header, &[("version", version)])
            }
            ReleaseStatus::Released(issue) => {
                self.say.filled(&lines.release_header, &[("version", &issue.version)])
            }
            ReleaseStatus::Overdue(issue) => {
                self.say.filled(&lines.overdue_header, &[("due", &self.say.date(issue.due))])
            }
        };
        let signed = self
            .standing
            .issue()
            .is_some_and(|issue| issue.reviewers.iter().any(|r| r.role == Role::Translator));
        let read = self.say.wording.file.status == Reviewed::Reviewed
            && self.sheet.medicine.words_reviewed == Reviewed::Reviewed;
        if !read && !signed {
            header.push_str(" - ");
            header.push_str(&self.say.plain(&lines.unreviewed));
        }
        header
    }

    /// What stands at the foot of each page.
    fn footer(&self) -> String {
        let lines = &self.say.wording.file.lines;
        let id = self.sheet.id.to_string();
        if let Some(issue) = self.standing.issue() {
            let due = self.say.date(issue.due);
            let values = [
                ("code", &*issue.code),
                ("due", &*due),
                ("version", &*issue.version),
                ("id", &*id),
            ];
            return self.say.filled(&lines.release_footer, &values);
        }
        let date = self.say.date(self.sheet.revised);
        self.say.filled(&lines.footer, &[("date", &date), ("id", &id)])
    }

    /// What stands under the title.
    pub(super) fn state(&self) -> String {
        let lines = &self.say.wording.file.lines;
        match self.standing {
            ReleaseStatus::Draft => self.say.plain(&lines.draft),
            ReleaseStatus::Candidate { version } => {
                self.say.filled(&lines.candidate, &[("version", version)])
            }
            ReleaseStatus::Overdue(issue) => {
                self.say.filled(&lines.overdue, &[("due", &self.say.date(issue.due))])
            }
            ReleaseStatus::Released(issue) => {
                let (date, due) = (self.say.date(issue.published), self.say.date(issue.due));
                let values = [("due", &*due), ("date", &*date), ("version", &*issue.version)];
                self.say.filled(&lines.release, &values)
            }
        }
    }

    /// Who reviewed it, or room for who will, and how a release can be checked.
    pub(super) fn reviews(&self) -> Vec<OwedText> {
        let lines = &self.say.wording.file.lines;
        let owe = |leaf: String, text| OwedText::new(leaf, Some(Place::About), text);
        let issue = match self.standing {
            ReleaseStatus::Draft => {
                return vec![owe("release.review".to_owned(), self.say.plain(&lines.no_review))];
            }
            ReleaseStatus::Candidate { .. } => {
                let label =
                    |n| owe(format!("release.write.{n}"), self.say.plain(&lines.write_review));
                // At least two people sign, and as many as the policy asks for.
                return (1..=self.clinic.names.max(2)).map(label).collect();
            }
            ReleaseStatus::Released(issue) | ReleaseStatus::Overdue(issue) => issue,
        };
        let mut owed_texts = Vec::new();
        for (reviewer, number) in issue.reviewers.iter().zip(1..) {
            let role = self.say.plain(self.say.role(reviewer.role));
            let (name, date) = (normalize(&reviewer.name), self.say.date(reviewer.date));
            let values = [("date", &*date), ("role", &*role), ("name", &*name)];
            let text = self.say.filled(&lines.reviewer, &values);
            owed_texts.push(owe(format!("release.reviewer.{number}"), text));
        }
        owed_texts
            .push(owe("release.code".to_owned(), self.check_code(&issue.code, &issue.version)));
        owed_texts
    }

    /// What a wallet card says of itself once it has left its paper.
    pub(super) fn card_state(&self) -> String {
        match self.standing.issue() {
            Some(issue) => self.check_code(&issue.code, &issue.version),
            None => self.header(),
        }
    }

    fn check_code(&self, code: &str, version: &str) -> String {
        let words = &self.say.wording.file.lines.code;
        self.say.filled(words, &[("code", code), ("version", version)])
    }
}

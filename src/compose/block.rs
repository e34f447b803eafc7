//! The release block: what the pages say of their release, and the room that is kept for it.
//!
//! Header, footer, the line under the title, who reviewed it, version and check code. In every stage
//! it has boxes of the same place and size: as high as the longest of its texts that any stage can
//! bring. Those texts are composed here by the very functions that compose the real ones.

use jiff::civil::{Date, date};

use super::sections::Composer;
use super::{Block, Code, Leaf, ReleaseInfo, ReleaseStatus, Reviewer, Room};
use candor_composition::LONG_NAME;
use candor_model::text::normalize;
use candor_model::{LeafFamily, Reviewed, Role as SignerRole};

/// How many people's names a release has room for, whatever its policy.
const LEAST_NAMES: u8 = 2;
/// A version of more digits than a sheet will ever have.
const LONGEST_VERSION: &str = "99.9";
/// A check code of wide letters.
const WIDE_CODE: &str = "NNNNN-NNNNN-NNNNN-NNNNN";
impl Composer<'_> {
    /// Returns the line at the top of each page: the standing, and whether the words were never
    /// read by a translator.
    pub(super) fn header(&self) -> String {
        let header = self.standing_header();
        let unread = [self.wording.file.status, self.sheet.medicine.words_reviewed]
            .contains(&Reviewed::Unreviewed);
        if unread && !self.standing.has_signed(SignerRole::Translator) {
            let lines = &self.wording.file.lines;
            return format!("{header} - {}", self.say(&lines.unreviewed, &[]));
        }
        header
    }

    fn standing_header(&self) -> String {
        let lines = &self.wording.file.lines;
        match self.standing {
            ReleaseStatus::Draft => self.say(&lines.draft_header, &[]),
            ReleaseStatus::Candidate { version } => {
                self.say(&lines.candidate_header, &[("version", version)])
            }
            ReleaseStatus::Released(issue) => {
                self.say(&lines.release_header, &[("version", &issue.version)])
            }
            ReleaseStatus::Overdue(issue) => {
                self.say(&lines.overdue_header, &[("due", &self.date(issue.due))])
            }
        }
    }

    /// Returns the line at the foot of each page.
    pub(super) fn footer(&self) -> String {
        let lines = &self.wording.file.lines;
        let id = self.sheet.id.as_str();
        match self.standing.issue() {
            None => {
                self.say(&lines.footer, &[("id", id), ("date", &self.date(self.sheet.revised))])
            }
            Some(issue) => {
                let due = self.date(issue.due);
                let filled = [
                    ("id", id),
                    ("version", &*issue.version),
                    ("due", &due),
                    ("code", &issue.code),
                ];
                self.say(&lines.release_footer, &filled)
            }
        }
    }

    /// Returns the line under the title.
    pub(super) fn state(&self) -> String {
        let lines = &self.wording.file.lines;
        match self.standing {
            ReleaseStatus::Draft => self.say(&lines.draft, &[]),
            ReleaseStatus::Candidate { version } => {
                self.say(&lines.candidate, &[("version", version)])
            }
            ReleaseStatus::Released(issue) => {
                let (date, due) = (self.date(issue.published), self.date(issue.due));
                let filled = [("version", &*issue.version), ("date", &date), ("due", &due)];
                self.say(&lines.release, &filled)
            }
            ReleaseStatus::Overdue(issue) => {
                self.say(&lines.overdue, &[("due", &self.date(issue.due))])
            }
        }
    }

    /// Returns the QR code of a release.
    pub(super) fn code(&self, issue: &ReleaseInfo) -> Code {
        let filled = [("code", issue.code.as_str())];
        Code {
            qr: issue.qr.clone(),
            picture: candor_composition::qr::name(&issue.qr),
            alt: self.say(&self.wording.file.lines.qr, &filled),
        }
    }

    /// Who reviewed it, or lines for their names.
    pub(super) fn review(&self) -> Block {
        let lines = &self.wording.file.lines;
        match self.standing {
            ReleaseStatus::Draft => {
                let none = self.say(&lines.no_review, &[]);
                Block::Standing {
                    lines: vec![Leaf::new(LeafFamily::Release.leaf("review"), none)],
                    by_hand: false,
                }
            }
            ReleaseStatus::Candidate { .. } => {
                let label = |n: u8| {
                    Leaf::new(
                        LeafFamily::Release.leaf(format_args!("write.{n}")),
                        self.say(&lines.write_review, &[]),
                    )
                };
                Block::Standing { lines: (1..=self.names()).map(label).collect(), by_hand: true }
            }
            ReleaseStatus::Released(issue) | ReleaseStatus::Overdue(issue) => {
                let reviewers = issue.reviewers.iter().enumerate();
                let mut said: Vec<Leaf> = reviewers
                    .map(|(index, reviewer)| {
                        let role = self.say(self.wording.role(reviewer.role), &[]);
                        let name = normalize(&reviewer.name);
                        let date = self.date(reviewer.date);
                        let filled = [("name", &*name), ("role", &*role), ("date", &*date)];
                        let text = self.say(&lines.reviewer, &filled);
                        Leaf::new(
                            LeafFamily::Release.leaf(format_args!("reviewer.{}", index + 1)),
                            text,
                        )
                    })
                    .collect();
                let filled = [("version", &*issue.version), ("code", &*issue.code)];
                said.push(Leaf::new(
                    LeafFamily::Release.leaf("code"),
                    self.say(&lines.code, &filled),
                ));
                Block::Standing { lines: said, by_hand: false }
            }
        }
    }

    /// How far the sheet has come, on the card itself: it leaves its paper.
    pub(super) fn card_state(&self) -> String {
        match self.standing.issue() {
            Some(issue) => self.say(
                &self.wording.file.lines.code,
                &[("version", &issue.version), ("code", &issue.code)],
            ),
            None => self.header(),
        }
    }

    /// How many people's names a release has room for.
    fn names(&self) -> u8 {
        self.clinic.names.max(LEAST_NAMES)
    }

    /// Returns the longest texts that the release block can have in any stage.
    pub(super) fn room(&self) -> Room {
        let stages = self.longest();
        let stages = stages.each_ref().map(|standing| Composer { standing, ..*self });
        let standing = |stage: &Composer<'_>| -> Vec<String> {
            let block = stage.review();
            let is_by_hand = matches!(block, Block::Standing { by_hand: true, .. });
            let lines = if is_by_hand { Vec::new() } else { block.leaves() };
            lines.into_iter().map(Leaf::text).collect()
        };
        let is_card = self.wanted.format.selection() == candor_model::Selection::Card;
        let standing = stages
            .each_ref()
            .map(|stage| if is_card { vec![stage.card_state()] } else { standing(stage) });
        Room {
            header: stages.each_ref().map(Composer::header).into(),
            footer: stages.each_ref().map(Composer::footer).into(),
            state: stages.each_ref().map(Composer::state).into(),
            standing: standing.into_iter().filter(|lines| !lines.is_empty()).collect(),
            hands: if is_card { 0 } else { self.names() },
        }
    }

    /// Each stage with the longest values.
    fn longest(&self) -> [ReleaseStatus; 4] {
        let day = self.longest_date();
        // A person who signs in a role of more letters needs a shorter name (`release/declare`).
        let roles = [SignerRole::Author, SignerRole::Clinician, SignerRole::Pharmacist];
        let length = |role: &SignerRole| self.say(self.wording.role(*role), &[]).chars().count();
        let role = roles.into_iter().max_by_key(length).unwrap_or(SignerRole::Pharmacist);
        let reviewer = Reviewer { name: LONG_NAME.to_owned(), role, date: day };
        let issue = ReleaseInfo {
            version: LONGEST_VERSION.to_owned(),
            published: day,
            due: day,
            reviewers: vec![reviewer; self.names().into()],
            code: WIDE_CODE.to_owned(),
            qr: String::new(),
        };
        [
            ReleaseStatus::Draft,
            ReleaseStatus::Candidate { version: LONGEST_VERSION.to_owned() },
            ReleaseStatus::Released(issue.clone()),
            ReleaseStatus::Overdue(issue),
        ]
    }

    /// The date with the most letters.
    fn longest_date(&self) -> Date {
        let days = (1..=12).map(|month| date(2028, month, 28));
        let length = |day: &Date| self.date(*day).chars().count();
        days.max_by_key(length).unwrap_or(Date::constant(2028, 9, 28))
    }
}

//! A list or a notice for staff: fixed wording with lines filled in, and nothing else.

use std::collections::BTreeMap;

use super::{
    Block, Composition, DocumentSpec, Entry, Leaf, Role, Room, Running, SCHEMA, Section, Stage,
    date_parts,
};
use candor_library::Wording;
use candor_model::text::normalize;
use candor_model::{Format, LeafFamily, Place};

use jiff::civil::Date;

/// What a list or notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What to do, as the line that stands out.
    pub state: String,
    /// What its lines are: whose heading stands above them.
    pub place: Place,
    pub lines: Vec<String>,
    pub date: Date,
}

/// Composes a list or a notice.
pub fn notice(
    notice: &Notice,
    language: &str,
    wording: &Wording,
    wanted: DocumentSpec,
) -> Composition {
    let say = |words, filled| Wording::say(words, wanted.jurisdiction, filled);
    let lines = &wording.file.lines;
    let date = wording.date(notice.date, wanted.jurisdiction);
    let entry = |(index, text): (usize, &String)| Entry {
        text: Leaf::new(LeafFamily::Notice.leaf(index + 1), normalize(text)),
        role: Role::Fixed,
        item: None,
    };
    let entries: Vec<Entry> = notice.lines.iter().enumerate().map(entry).collect();
    let heading =
        Leaf::new(LeafFamily::Heading.leaf("listing"), say(wording.heading(notice.place), &[]));
    let blocks = vec![Block::Bullets { entries }];
    Composition {
        schema: SCHEMA,
        sheet: "notice".to_owned(),
        format: Format::Notice,
        stage: Stage::Released,
        paper: wanted.paper,
        language: language.to_owned(),
        writing: wording.file.writing,
        fonts: wording.fonts(),
        region: wanted.jurisdiction.region(),
        jurisdiction: wanted.jurisdiction,
        date: date_parts(notice.date),
        document_title: normalize(&notice.title),
        running: Running {
            header: Leaf::new(LeafFamily::Running.leaf("header"), normalize(&notice.title)),
            footer: Leaf::new(
                LeafFamily::Running.leaf("footer"),
                say(&lines.notice_footer, &[("date", &date)]),
            ),
            page: Leaf::new(LeafFamily::Running.leaf("page"), say(&lines.page, &[super::PAGE])),
        },
        accent: None,
        looks: BTreeMap::new(),
        logo: None,
        code: None,
        title: Leaf::new(LeafFamily::Title.alone(), normalize(&notice.title)),
        purpose: Leaf::new(LeafFamily::Purpose.alone(), normalize(&notice.purpose)),
        state: Leaf::new(LeafFamily::State.alone(), normalize(&notice.state)),
        sections: vec![Section { place: notice.place, heading, blocks }],
        room: Room::default(),
    }
}

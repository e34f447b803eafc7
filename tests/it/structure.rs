//! The finished file read again by its structure: every honest document passes, and what a template
//! or a changed composition does to a file is refused by this reading alone.

use candor::compose::{Issue, Reviewer, Standing, Wanted};
use candor::diag::Diagnostics;
use candor::model::{Format, Jurisdiction, Paper, Role};
use candor::render::{Ready, Session};
use candor::tree::Tree;
use candor::witness;
use jiff::civil::date;

use crate::env;

/// Every format that has pages, on every paper that it fits.
fn kinds() -> Vec<Wanted> {
    let mut kinds = Vec::new();
    for format in Format::PAGED {
        for paper in [Paper::A4, Paper::Letter, Paper::Id1] {
            for jurisdiction in Jurisdiction::ALL {
                if format.fits(paper) {
                    kinds.push(Wanted { format, paper, jurisdiction });
                }
            }
        }
    }
    kinds
}

fn issue() -> Issue {
    let reviewer =
        |name: &str, role| Reviewer { name: name.to_owned(), role, date: date(2026, 11, 23) };
    Issue {
        version: "12.3".to_owned(),
        published: date(2026, 11, 24),
        due: date(2027, 11, 22),
        reviewers: vec![
            reviewer("Example Name the First", Role::Author),
            reviewer("Example Name the Second", Role::Pharmacist),
        ],
        code: "010B8-F80T9-1KR1Z-VSCMG".to_owned(),
        qr: format!(
            "CANDOR:1:LDN-FIBROMYALGIA:12.3:20271122:{}:AAAAAAAA:{}",
            "A".repeat(26),
            "B".repeat(103)
        ),
    }
}

/// What the reading of the file has against an honest document.
fn found(session: &mut Session, ready: &Ready, kind: Wanted, standing: &Standing) -> Diagnostics {
    let composition = session.compose_as(ready, kind, standing, &[]);
    session.structure_of(&composition, &composition)
}

#[test]
fn every_shipped_document_passes() {
    let (mut n, mut wrong) = (0, Vec::new());
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let mut session = env::session();
        let (ready, _) = env::check(&mut session, id, &text);
        let ready = ready.expect("a sound example");
        for kind in kinds() {
            let found = found(&mut session, &ready, kind, &Standing::Draft);
            if !found.is_empty() {
                wrong.push(format!("{id} {kind:?}: {:#?}", env::lines(&session, &found)));
            }
            n += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(n, 13 * kinds().len());
}

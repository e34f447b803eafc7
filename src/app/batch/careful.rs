//! What is looked at one after the other: published sheets, and sheets that share an id.

use std::collections::BTreeSet;

use crate::rules::sheet_duplicate_id;
use candor_model::span::Span;

use super::worker::documents;
use super::{Change, Job, Made, Plan, Written};
use crate::error::CommandError;
use crate::open::Opened;
use crate::released::{Outcome, Released};

/// Parts jobs into those that are looked at one after the other, and the others.
pub fn part(mut jobs: Vec<Job>, released: &Released<'_>) -> (Vec<Job>, Vec<Job>) {
    let mut ids: Vec<&str> = jobs.iter().map(Job::id).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
    let twice: BTreeSet<String> = twice.map(|pair| pair[0].to_owned()).collect();
    let careful = |job: &mut Job| twice.contains(job.id()) || released.knows(job.id());
    let careful = jobs.extract_if(.., careful).collect();
    (careful, jobs)
}

/// Makes one sheet that may have been published, or whose id another one may have.
pub fn carefully(
    opened: &Opened,
    plan: &Plan<'_>,
    job: &Job,
    released: &Released<'_>,
    ids: &mut Vec<(String, Span)>,
) -> Result<Made, CommandError> {
    let (ready, mut found) =
        candor_document::check(&opened.workspace.shared, &job.name, &job.entry());
    let mut made = Made::default();
    let Some(ready) = ready else {
        made.draw(found);
        return Ok(made);
    };
    sheet_duplicate_id::report(&ready, ids, &mut found);
    let outcome = released.of(opened, &ready, plan.wanted)?;
    if found.has_errors() {
        made.draw(found);
        return Ok(made);
    }
    match outcome {
        None => Ok(documents(&opened.workspace.shared, plan, &ready, (found, None))),
        Some(Outcome::Refused(why)) => {
            made.draw(found);
            made.refused.push(why);
            Ok(made)
        }
        Some(Outcome::Files(files)) => {
            made.draw(found);
            for (name, kind, pdf) in files {
                let id = ready.sheet().id.as_str();
                let path = plan.out.join(id).join(name);
                let is_there = candor_workspace::read_written(&path).is_some_and(|old| old == pdf);
                if plan.is_check {
                    if !is_there {
                        made.files.push(Written::of(id, kind, &path, None, Change::Missing));
                    }
                    continue;
                }
                if !is_there {
                    candor_workspace::write(&path, &pdf)?;
                }
                let change = if is_there { Change::Kept } else { Change::New };
                made.files.push(Written::of(id, kind, &path, None, change));
            }
            Ok(made)
        }
    }
}

//! Two stages of one document side by side.

use candor_model::diag::{Diagnostic, Diagnostics};
use candor_prove::rules::page_face;

use crate::print::Laid;

/// Reports the first thing outside the release block in which a release differs from what was signed:
/// in what is painted, item by item, and in the finished files as another renderer draws them.
pub fn same_face(signed: &Laid, released: &Laid) -> Diagnostics {
    let (Some(before), Some(after)) = (&signed.pages, &released.pages) else {
        return Diagnostics::new();
    };
    let compositions = [&signed.document.composition, &released.document.composition];
    let mut found =
        candor_prove::same_outside_block((before, compositions[0]), (after, compositions[1]));
    if !found.is_empty() {
        return found;
    }
    let mut places = candor_prove::release_block(before, compositions[0]);
    for (page, more) in candor_prove::release_block(after, compositions[1]).into_iter().enumerate()
    {
        match places.get_mut(page) {
            Some(known) => known.extend(more),
            None => places.push(more),
        }
    }
    let files = [&signed.document.bytes, &released.document.bytes];
    if let Some(page) = candor_witness::differs(files[0], files[1], &places) {
        let what = format!("page {} is drawn otherwise than the one that was signed", page + 1);
        found.push(Diagnostic::new(page_face::CODE, what));
    }
    found
}

//! What pages may not do to the words of a composition.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    page_too_long
    page_owed_missing
    page_leaf_lost
    page_leaf_changed
    page_leaf_twice
    page_leaf_order
    page_lines
    page_parted
    page_extra_text
    page_ink
    page_face
    page_unseen
    page_type_too_small
    page_contrast
    page_paper
    page_silent
}

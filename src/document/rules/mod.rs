//! What stops a document before its pages are made.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    page_no_card
}

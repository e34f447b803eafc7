//! What the typesetting engine refuses.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    template_failed
    page_export
}

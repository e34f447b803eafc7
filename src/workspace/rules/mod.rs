//! What is wrong with the templates and fonts that a clinic brings.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    template_not_found
    template_font
    template_letters
}

//! What a finished file may not say or draw differently from its composition.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    file_structure
    file_drawn
}

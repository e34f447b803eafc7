//! What is known of a sheet in the list.

/// What is known of a sheet as it stands on disk.
pub(super) struct Row {
    pub(super) digest: Option<String>,
    pub(super) title: String,
    pub(super) errors: usize,
    pub(super) advice: usize,
    /// The digest of its words, if it has no errors.
    pub(super) content: Option<String>,
}

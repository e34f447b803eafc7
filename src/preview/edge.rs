//! What the preview is told of the world.

use candor_app::clock::Clock;
use candor_model::tree::Tree;

/// What the preview is told of the world.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Time and day.
    pub clock: Clock,
    /// Where an ssh-agent can be asked.
    pub agent: Option<String>,
    /// A text that nobody can guess: who has it may ask.
    pub token: String,
    /// The files of the page, which stand in `src/preview/page`.
    pub page: Tree,
}

//! What every handler may use.

use candor_model::tree::Tree;
use std::sync::Arc;

use super::bench::Bench;
use super::desk::Desk;
use super::events::EventLog;
use super::guard::Guard;
use super::tabs::Tabs;
use super::worker::Worker;

/// Everything that answers.
pub(super) struct App {
    pub(super) guard: Guard,
    pub(super) events: Arc<EventLog>,
    pub(super) bench: Worker<Bench>,
    pub(super) desk: Worker<Desk>,
    pub(super) tabs: Arc<Tabs>,
    pub(super) page: Tree,
}

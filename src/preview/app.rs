//! What every handler may use.

use std::sync::Arc;

use super::bench::Bench;
use super::desk::Desk;
use super::guard::Guard;
use super::hub::Hub;
use super::tabs::Tabs;
use super::worker::Worker;

/// Everything that answers.
pub(super) struct App {
    pub(super) guard: Guard,
    pub(super) hub: Arc<Hub>,
    pub(super) bench: Worker<Bench>,
    pub(super) desk: Worker<Desk>,
    pub(super) tabs: Arc<Tabs>,
}

//! The list of sheets: how far each has come, and how much is wrong with it.

use super::row::Row;
use candor_model::Id;
use candor_release::{DiskStore, NextAct, NextStep, StoreView};
use candor_workspace::inputs::stem;

use super::api;
use super::bench::{Bench, digest_of, readable};
use super::findings;
use super::notes;

/// How soon a review counts as due, in days, as `candor status` has it.
pub(super) const DUE_WITHIN: i32 = 90;

impl Bench {
    /// Returns the state of a sheet, and what it needs next.
    pub(super) fn state(&mut self, id: &Id) -> (String, String) {
        if !self.rows.contains_key(id.as_str()) {
            self.look(id.as_str());
        }
        let store = self.store();
        let view = StoreView::read(&store).map_err(|error| error.to_string());
        self.state_of(id.as_str(), &store, view.as_ref())
    }

    fn state_of(
        &self,
        id: &str,
        store: &DiskStore,
        view: Result<&StoreView, &String>,
    ) -> (String, String) {
        let content = self.rows.get(id).and_then(|row| row.content.as_ref());
        let Some(content) = content else {
            return ("findings".to_owned(), "fix the findings".to_owned());
        };
        let state = view.map_err(Clone::clone).and_then(|view| {
            candor_release::sheet_state(
                store,
                view,
                id,
                content,
                (self.edge.clock.today)(),
                DUE_WITHIN,
            )
            .map_err(|error| error.to_string())
        });
        match state {
            Ok(state) => (state.as_str().to_owned(), told(state.next())),
            Err(error) => ("findings".to_owned(), error),
        }
    }

    /// Returns the list of sheets, as far as anybody has looked at them.
    pub(super) fn list(&self) -> api::Sheets {
        let store = self.store();
        let view = StoreView::read(&store).map_err(|error| error.to_string());
        let sheets = self.opened.workspace.sheets.iter().map(|(name, entry)| {
            let id = stem(name);
            let pending = api::Row {
                id: id.to_owned(),
                file: name.clone(),
                title: None,
                state: None,
                next: None,
                errors: None,
                advice: None,
                digest: digest_of(entry),
                comments: notes::open_comments(&self.root, name),
            };
            let Some(row) = self.rows.get(id).filter(|_| !self.pending.contains(id)) else {
                return pending;
            };
            let (state, next) = self.state_of(id, &store, view.as_ref());
            api::Row {
                title: Some(row.title.clone()),
                state: Some(state),
                next: Some(next),
                errors: Some(row.errors),
                advice: Some(row.advice),
                digest: row.digest.clone(),
                ..pending
            }
        });
        api::Sheets {
            event: self.events.last(),
            pending: self.pending.len(),
            sheets: sheets.collect(),
            findings: findings::plain(&self.opened.workspace.diagnostics),
        }
    }

    /// Looks at a sheet as it stands on disk.
    pub(super) fn look(&mut self, id: &str) {
        self.pending.remove(id);
        let Some((name, entry)) = self.opened.workspace.sheet(id).cloned() else { return };
        let (ready, found) = candor_document::check(&self.opened.workspace.shared, &name, &entry);
        let (errors, advice) = findings::counts(&found);
        let digest = digest_of(&entry);
        let written = readable(&name, &entry).ok();
        let title =
            written.and_then(|text| candor_author::says(&text, "title")).unwrap_or_default();
        let content = ready
            .filter(|_| !self.opened.workspace.diagnostics.has_errors())
            .map(|ready| candor_release::record(&self.opened.workspace, &ready).digest());
        self.rows.insert(id.to_owned(), Row { digest, title, errors, advice, content });
    }
}

/// Says what a sheet needs next; the page has buttons where the terminal has commands.
fn told(next: NextStep) -> String {
    match (next.act, next.why) {
        (Some(NextAct::Cut), None) => "cut a candidate".to_owned(),
        (Some(NextAct::Cut), Some(why)) => format!("{why}: cut a candidate"),
        (Some(NextAct::Publish), why) => format!("{}; publish it", why.unwrap_or_default()),
        (None, why) => why.unwrap_or_default(),
    }
}

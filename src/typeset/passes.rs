//! Layout in one pass, where the pages of the sheet before tell what this one's will.
//!
//! The number of a page is known when all pages are laid out. So the engine lays out twice: first
//! with no answer, then with those of the first pages; it is done when the pages that it makes give
//! the very answers that they were made with. Here the first pass gets its answers from the pages
//! of the sheet before, which nearly always gives the same, and the same check decides whether its
//! pages stand. If they do not, the engine begins again by itself.
//!
//! A template could ask for something that has two true answers, and then the sheet before would
//! decide which. The shipped templates ask for the numbers of pages alone, on lines that move
//! nothing else; a clinic's own is always laid out from nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use comemo::{Constraint, Track as _};
use typst::World;
use typst::diag::{SourceResult, Warned};
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Output as _, StyleChain, Target, TargetElem};
use typst::introspection::Introspector;
use typst::utils::Protected;
use typst_layout::{PagedDocument, PagedIntrospector};

/// What the last pages of each kind answer.
#[derive(Default)]
pub(super) struct Answers(Mutex<BTreeMap<String, Arc<PagedIntrospector>>>);

impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}

impl Answers {
    /// Lays out a document of some kind of page.
    pub(super) fn lay_out(
        &self,
        world: &dyn World,
        kind: &str,
    ) -> Warned<SourceResult<PagedDocument>> {
        // A panic elsewhere leaves the map whole.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known().get(kind).cloned();
        if let Some(document) = before.and_then(|before| one_pass(world, before.as_ref())) {
            return Warned { output: Ok(document), warnings: EcoVec::new() };
        }
        let done = typst::compile::<PagedDocument>(world);
        if let Ok(document) = &done.output {
            known().insert(kind.to_owned(), Arc::clone(document.introspector()));
        }
        done
    }
}

/// Lays out with the answers of other pages; `None` unless the pages answer the same themselves and
/// the engine has nothing to say.
///
/// This is the first pass of `typst::compile` (0.15.1, `src/lib.rs`), with answers.
fn one_pass(world: &dyn World, before: &dyn Introspector) -> Option<PagedDocument> {
    let (world, traced) = (world.track(), Traced::default());
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let styles = base.chain(&target);
    let main = world.source(world.main()).ok()?;
    let mut sink = Sink::new();
    let route = Route::default();
    let (seen, told) = (traced.track(), sink.track_mut());
    let module = typst_eval::eval(world, library, seen, told, route.track(), &main).ok()?;
    let content: Content = module.content();
    let constraint = Constraint::new();
    let mut engine = Engine {
        library,
        world,
        introspector: Protected::new(before.track_with(&constraint)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let document = PagedDocument::create(&mut engine, &content, styles).ok()?;
    let own: &dyn Introspector = document.introspector().as_ref();
    let is_quiet = sink.delayed().is_empty() && sink.warnings().is_empty();
    (is_quiet && constraint.validate(own)).then_some(document)
}

//! The one table of what can be asked of the server.

use std::sync::Arc;
use std::time::Duration;

use candor_model::Id;
use candor_model::digest::sha256;
use hyper::Method;
use serde_json::{Map, Value as Json, json};

use super::answer::Problem;
use super::api::{self, NoQuery};
use super::app::App;
use super::bench::Bench;
use super::desk::Desk;
use super::events::Kind;
use super::route::{Created, Data, File, Route, Types, Written, get, post};
use super::{look, releases, remarks, trial};

type Answered<T> = Result<Data<T>, Problem>;

/// What can be asked.
pub(super) struct Routes(Vec<Route>);

impl Routes {
    pub(super) fn new() -> Self {
        let mut all = reads();
        all.extend(writes());
        Self(all)
    }

    /// Returns the route of an address below `/api/` with the ids in it: none, where there is no
    /// such address, and a problem where it is asked in another way.
    pub(super) fn find<'a>(
        &self,
        path: &[&'a str],
        method: &Method,
    ) -> Result<(&Route, Vec<&'a str>), Problem> {
        let found = self.0.iter().find_map(|route| Some((route, route.ids(path)?)));
        let (route, ids) =
            found.ok_or_else(|| Problem::new(404, "there is nothing at this address"))?;
        if route.method != *method {
            return Err(Problem::new(405, "method not allowed"));
        }
        Ok((route, ids))
    }

    /// Returns the schema of all that is asked and answered.
    pub(super) fn schema() -> Json {
        let mut types = Types::new();
        let mut routes = Map::new();
        for route in Self::new().0 {
            let name = format!("{} /api/{}", route.method, route.address);
            let known = routes.insert(name, route.described(&mut types));
            assert!(known.is_none(), "{} stands in the table twice", route.address);
        }
        let problem = types.answered::<api::Problem>();
        json!({ "routes": routes, "problem": problem, "definitions": types.definitions() })
    }
}

fn reads() -> Vec<Route> {
    vec![
        get("workspace", "what does not depend on a sheet", workspace),
        get("sheets", "the list of sheets", sheets),
        get("schema", "completion for the editor", schema),
        get("codes", "what each kind of finding means", codes),
        get("events", "what has happened, as soon as something has", events),
        get("sheet/{sheet}", "a sheet's file as it stands on disk", sheet),
        get("evidence/{sheet}", "the evidence behind a sheet", evidence),
        get("item/{sheet}/{item}", "a safety item of the sheet's medicine", item),
        get("changes/{sheet}", "what changed since the last release", changes),
        get("review/{sheet}", "the dossier line by line", review),
        get("pdf/{sheet}", "a proven file: a release, or else a draft", pdf),
        get("file/{sheet}", "a file of a candidate or a published version", file),
    ]
}

fn writes() -> Vec<Route> {
    vec![
        post("try", "findings and pages of a text as it is typed", try_text),
        post("form", "the form of a text", form),
        post("save", "writes a sheet's file whole", save),
        post("undo", "writes the saved text before this one", undo),
        post("redo", "writes the saved text after this one", redo),
        post("new", "makes a sheet; a file that is there is never replaced", begin),
        post("out", "writes what `candor render` writes", out),
        post("tick", "ticks a line of the review", remarks::tick),
        post("comment", "comments on a line of the review", remarks::comment),
        post("cut", "cuts a candidate, as `candor release cut`", cut),
        post("sign", "signs a candidate, as `candor release sign`", sign),
        post("publish", "publishes a candidate, as `candor release publish`", publish),
    ]
}

/// The longest wait for an event.
const MAX_WAIT: u64 = 20_000;

async fn workspace(app: Arc<App>, (): (), _: NoQuery) -> Answered<api::Workspace> {
    Ok(Data(app.bench.ask(look::workspace).await?))
}

async fn sheets(app: Arc<App>, (): (), _: NoQuery) -> Answered<api::Sheets> {
    Ok(Data(app.bench.ask(|bench| bench.list()).await?))
}

async fn schema(_: Arc<App>, (): (), _: NoQuery) -> Answered<api::Schema> {
    Ok(Data(api::Schema { tables: candor_author::completion() }))
}

async fn codes(_: Arc<App>, (): (), _: NoQuery) -> Answered<api::Codes> {
    Ok(Data(look::codes()))
}

async fn events(app: Arc<App>, (): (), query: api::EventsQuery) -> Answered<api::Events> {
    app.events.wait(query.since, Duration::from_millis(query.wait.min(MAX_WAIT))).await;
    Ok(Data(app.events.since(query.since)))
}

async fn sheet(app: Arc<App>, id: Id, _: NoQuery) -> Answered<api::Sheet> {
    let wanted = id.clone();
    let (file, text, (state, next)) = app
        .bench
        .ask(move |bench| {
            let (file, _) = bench.sheet(&wanted)?;
            Ok::<_, Problem>((file, bench.text(&wanted)?, bench.state(&wanted)))
        })
        .await??;
    let answer = app.desk.ask(move |desk| {
        let (undo, redo) = desk.steps(&id, &text);
        let comments = super::notes::open_comments(&desk.root, &file);
        let (sheet, digest) = (id.to_string(), sha256(text.as_bytes()));
        api::Sheet { sheet, file, text, digest, state, next, undo, redo, comments }
    });
    Ok(Data(answer.await?))
}

async fn evidence(app: Arc<App>, id: Id, _: NoQuery) -> Answered<api::Evidence> {
    app.bench.ask(move |bench| look::evidence(bench, &id)).await?.map(Data)
}

async fn item(app: Arc<App>, (sheet, item): (Id, Id), _: NoQuery) -> Answered<api::Item> {
    app.bench.ask(move |bench| look::item(bench, &sheet, &item)).await?.map(Data)
}

async fn changes(app: Arc<App>, id: Id, _: NoQuery) -> Answered<api::Changes> {
    app.bench.ask(move |bench| look::changes(bench, &id)).await?.map(Data)
}

async fn review(app: Arc<App>, id: Id, _: NoQuery) -> Answered<api::Review> {
    remarks::review_of(&app, id).await
}

async fn pdf(app: Arc<App>, id: Id, query: api::PdfQuery) -> Result<File, Problem> {
    let made = app.bench.ask(move |bench| {
        let wanted = bench.wanted(query.format, query.paper, query.jurisdiction)?;
        releases::document(bench, &id, wanted)
    });
    made.await?.map(|(name, bytes)| File(name, bytes))
}

async fn file(app: Arc<App>, id: Id, query: api::FileQuery) -> Result<File, Problem> {
    let found = app.bench.ask(move |bench| {
        let bytes = releases::file(bench, &id, &query.version, &query.name)?;
        Ok(File(query.name, bytes))
    });
    found.await?
}

async fn try_text(
    app: Arc<App>,
    tried: api::TryRequest,
) -> Result<Written<api::ReplyToTry<'static>>, Problem> {
    let number = app.tabs.enter(&tried.tab)?;
    let tabs = Arc::clone(&app.tabs);
    let answer = app.bench.ask(move |bench| {
        if tabs.is_old(&tried.tab, number) {
            let superseded = api::Superseded { superseded: true };
            return Written::new(&api::ReplyToTry::Superseded(superseded));
        }
        trial::run(bench, &tried)
    });
    answer.await?
}

async fn form(app: Arc<App>, request: api::FormRequest) -> Answered<api::Form> {
    app.bench.ask(move |bench| look::form(bench, &request)).await?.map(Data)
}

async fn save(app: Arc<App>, request: api::SaveRequest) -> Answered<api::Saved> {
    changed(&app, move |desk| desk.save(&request)).await.map(Data)
}

async fn undo(app: Arc<App>, request: api::StepRequest) -> Answered<api::Stepped> {
    changed(&app, move |desk| desk.go(&request, true)).await.map(Data)
}

async fn redo(app: Arc<App>, request: api::StepRequest) -> Answered<api::Stepped> {
    changed(&app, move |desk| desk.go(&request, false)).await.map(Data)
}

async fn begin(app: Arc<App>, request: api::NewRequest) -> Result<Created<api::Made>, Problem> {
    changed(&app, move |desk| desk.begin(request)).await.map(Created)
}

async fn out(app: Arc<App>, request: api::OutRequest) -> Answered<api::Out> {
    app.desk.ask(move |desk| desk.out(&request)).await?.map(Data)
}

async fn cut(app: Arc<App>, request: api::CutRequest) -> Answered<api::CutAnswer> {
    released(&app, move |desk| desk.cut(&request.sheet)).await.map(Data)
}

async fn sign(app: Arc<App>, request: api::SignRequest) -> Answered<api::SignAnswer> {
    released(&app, move |desk| desk.sign(&request)).await.map(Data)
}

async fn publish(app: Arc<App>, request: api::SignRequest) -> Answered<api::Published> {
    released(&app, move |desk| desk.publish(&request)).await.map(Data)
}

/// Changes a sheet, and reads the workspace again before the answer leaves.
async fn changed<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let answer = app.desk.ask(act).await??;
    app.bench.ask(Bench::reload).await?;
    Ok(answer)
}

/// Changes the store, and says so.
async fn released<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let answer = changed(app, act).await?;
    app.events.note(Kind::State, None);
    Ok(answer)
}

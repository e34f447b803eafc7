//! From an address to what is done.

use super::app::App;
use std::sync::Arc;
use std::time::Duration;

use candor_model::{Format, Id, Jurisdiction, Paper};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::answer::{Answer, Problem};
use super::bench::Bench;
use super::desk::Desk;
use super::events::Kind;
use super::trial::{self, Try};
use super::{desk, look, releases, remarks, review};

/// What is read.
const READS: [&str; 12] = [
    "workspace",
    "sheets",
    "sheet",
    "schema",
    "codes",
    "evidence",
    "item",
    "changes",
    "review",
    "pdf",
    "file",
    "events",
];
/// What is done.
const WRITES: [&str; 13] = [
    "try", "form", "edit", "save", "undo", "redo", "new", "out", "tick", "comment", "cut", "sign",
    "publish",
];

/// Whether something is read (`GET`) or done (`POST`) at an address below `/api/`.
pub(super) fn is_read(path: &[&str]) -> Option<bool> {
    let first = path.first()?;
    let with_ids = match *first {
        "sheet" | "evidence" | "changes" | "review" | "pdf" | "file" => 2,
        "item" => 3,
        _ => 1,
    };
    if path.len() != with_ids {
        return None;
    }
    if READS.contains(first) {
        return Some(true);
    }
    WRITES.contains(first).then_some(false)
}

/// The longest wait for an event.
const MAX_WAIT: u64 = 20_000;

fn id(text: &str) -> Result<Id, Problem> {
    Id::new(text).map_err(|error| Problem::new(400, format!("this is no id: {error}")))
}

/// The longest value behind the question mark: a file's name.
const MAX_VALUE: usize = 200;

/// Values behind the question mark; a name may stand there once.
pub(super) struct Query<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Query<'a> {
    pub(super) fn parse(text: Option<&'a str>, known: &[&str]) -> Result<Self, Problem> {
        let wrong = || Problem::new(400, "the question behind the address is not understood");
        let mut all: Vec<(&str, &str)> = Vec::new();
        for pair in text.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or_else(wrong)?;
            let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
            let fits = plain && value.len() <= MAX_VALUE && known.contains(&name);
            if !fits || all.iter().any(|(other, _)| *other == name) {
                return Err(wrong());
            }
            all.push((name, value));
        }
        Ok(Self(all))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn number(&self, name: &str) -> Result<u64, Problem> {
        let wrong = |_| Problem::new(400, format!("`{name}` is a whole number"));
        self.get(name).map_or(Ok(0), |text| text.parse().map_err(wrong))
    }

    fn named<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        serde_json::from_value(json!(text))
            .map(Some)
            .map_err(|_| Problem::new(400, format!("there is no {name} `{text}`")))
    }
}

/// Answers a read.
pub(super) async fn read(app: &App, path: &[&str], query: Option<&str>) -> Result<Answer, Problem> {
    let known: &[&str] = match path.first() {
        Some(&"pdf") => &["format", "paper", "jurisdiction"],
        Some(&"file") => &["version", "name"],
        Some(&"events") => &["since", "wait"],
        _ => &[],
    };
    let query = Query::parse(query, known)?;
    match *path {
        ["workspace"] => Ok(Answer::Data(app.bench.ask(look::workspace).await?)),
        ["sheets"] => Ok(Answer::Data(app.bench.ask(|bench| bench.list()).await?)),
        ["schema"] => Ok(Answer::Data(json!({ "tables": candor_author::completion() }))),
        ["codes"] => Ok(Answer::Data(json!({ "codes": look::codes() }))),
        ["events"] => {
            let (since, wait) = (query.number("since")?, query.number("wait")?);
            app.events.wait(since, Duration::from_millis(wait.min(MAX_WAIT))).await;
            Ok(Answer::Data(app.events.since(since)))
        }
        ["sheet", sheet] => sheet_of(app, id(sheet)?).await,
        ["evidence", sheet] => {
            let id = id(sheet)?;
            app.bench.ask(move |bench| look::evidence(bench, &id)).await?
        }
        ["item", sheet, item] => {
            let (item, id) = (id(item)?, id(sheet)?);
            app.bench.ask(move |bench| look::item(bench, &id, &item)).await?
        }
        ["changes", sheet] => {
            let id = id(sheet)?;
            app.bench.ask(move |bench| look::changes(bench, &id)).await?
        }
        ["review", sheet] => remarks::review_of(app, id(sheet)?).await,
        ["pdf", sheet] => {
            let id = id(sheet)?;
            let format: Option<Format> = query.named("format")?;
            let paper: Option<Paper> = query.named("paper")?;
            let jurisdiction: Option<Jurisdiction> = query.named("jurisdiction")?;
            let made = app.bench.ask(move |bench| {
                let wanted = bench.wanted(format, paper, jurisdiction)?;
                releases::document(bench, &id, wanted)
            });
            let (name, bytes) = made.await??;
            Ok(Answer::Take(name, bytes))
        }
        ["file", sheet] => {
            let id = id(sheet)?;
            let of = |name: &str| query.get(name).unwrap_or_default().to_owned();
            let (version, name) = (of("version"), of("name"));
            app.bench
                .ask(move |bench| {
                    let bytes = releases::file(bench, &id, &version, &name)?;
                    Ok(Answer::Take(name, bytes))
                })
                .await?
        }
        _ => Err(Problem::new(404, "there is nothing at this address")),
    }
}

/// Takes the body of a request.
fn take<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem::new(400, format!("the request is not understood: {error}")))
}

/// Does what is asked.
pub(super) async fn write(app: &App, name: &str, body: &[u8]) -> Result<Answer, Problem> {
    match name {
        "try" => {
            let tried: Try = take(body)?;
            let number = app.tabs.enter(tried.tab())?;
            let tabs = Arc::clone(&app.tabs);
            app.bench
                .ask(move |bench| {
                    if tabs.is_old(tried.tab(), number) {
                        return Ok(Answer::Data(json!({ "superseded": true })));
                    }
                    trial::run(bench, &tried)
                })
                .await?
        }
        "form" => {
            let request = take(body)?;
            app.bench.ask(move |bench| look::form(bench, &request)).await?
        }
        "edit" => {
            let request = take(body)?;
            app.bench.ask(move |_| look::edit(&request)).await?
        }
        "save" => {
            let request: desk::Save = take(body)?;
            changed(app, move |desk| desk.save(&request)).await
        }
        "undo" | "redo" => {
            let request: desk::Go = take(body)?;
            let back = name == "undo";
            changed(app, move |desk| desk.go(&request, back)).await
        }
        "new" => {
            let request: desk::New = take(body)?;
            changed(app, move |desk| desk.begin(request)).await
        }
        "out" => {
            let request: releases::OutRequest = take(body)?;
            app.desk.ask(move |desk| desk.out(&request)).await?
        }
        "tick" => {
            let request: review::Tick = take(body)?;
            remarks::tick(app, request).await
        }
        "comment" => {
            let request: review::CommentRequest = take(body)?;
            remarks::comment(app, request).await
        }
        "cut" => {
            let request: releases::CutRequest = take(body)?;
            released(app, move |desk| desk.cut(&request.sheet.0)).await
        }
        "sign" => {
            let request: releases::SignRequest = take(body)?;
            released(app, move |desk| desk.sign(&request)).await
        }
        "publish" => {
            let request: releases::SignRequest = take(body)?;
            released(app, move |desk| desk.publish(&request)).await
        }
        _ => Err(Problem::new(404, "there is nothing at this address")),
    }
}

/// Changes a sheet, and reads the workspace again before the answer leaves.
async fn changed(
    app: &App,
    act: impl FnOnce(&mut Desk) -> Result<Answer, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    let answer = app.desk.ask(act).await??;
    app.bench.ask(Bench::reload).await?;
    Ok(answer)
}

/// Changes the store, and says so.
async fn released(
    app: &App,
    act: impl FnOnce(&mut Desk) -> Result<Answer, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    let answer = changed(app, act).await?;
    app.events.note(Kind::State, None);
    Ok(answer)
}

async fn sheet_of(app: &App, id: Id) -> Result<Answer, Problem> {
    let wanted = id.clone();
    let (name, text, state, next) = app
        .bench
        .ask(move |bench| {
            let (name, _) = bench.sheet(&wanted)?;
            let text = bench.text(&wanted)?;
            let (state, next) = bench.state(&wanted);
            Ok::<_, Problem>((name, text, state, next))
        })
        .await??;
    let digest = candor_model::digest::sha256(text.as_bytes());
    let answer = app
        .desk
        .ask(move |desk| {
            let (undo, redo) = desk.steps(&id, &text);
            json!({
                "sheet": id.as_str(), "file": name, "text": text, "digest": digest,
                "state": state, "next": next, "undo": undo, "redo": redo,
                "comments": super::notes::open_comments(&desk.root, &name),
            })
        })
        .await?;
    Ok(Answer::Data(answer))
}

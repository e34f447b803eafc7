//! Reading a review, and writing on it: a tick or a comment goes to the line that was seen.

use std::sync::Arc;

use candor_model::Id;

use super::answer::Problem;
use super::api;
use super::app::App;
use super::review;
use super::route::Data;

pub(super) async fn review_of(app: &App, id: Id) -> Result<Data<api::Review>, Problem> {
    let data = app
        .bench
        .ask(move |bench| {
            let review = review::review(bench, &id)?;
            review.data(&bench.root, &id)
        })
        .await??;
    Ok(Data(data))
}

/// Returns what a line says, if the review is still the one that the page has seen.
async fn line(app: &App, id: &Id, digest: &str, line: &str) -> Result<String, Problem> {
    let (id, digest, line) = (id.clone(), digest.to_owned(), line.to_owned());
    app.bench
        .ask(move |bench| {
            let review = review::review(bench, &id)?;
            if review.digest != digest {
                return Err(Problem::new(409, "the lines have changed in the meantime")
                    .hint("read them again; nothing was written"));
            }
            review.says(&line).ok_or_else(|| Problem::new(404, "there is no such line any more"))
        })
        .await?
}

pub(super) async fn tick(
    app: Arc<App>,
    request: api::TickRequest,
) -> Result<Data<api::Review>, Problem> {
    let id = request.sheet.clone();
    let says = line(&app, &id, &request.digest, &request.line).await?;
    app.desk
        .ask(move |desk| {
            let on = (desk.edge.clock.today)();
            desk.note(&request.sheet, request.notes.as_deref(), |notes| {
                notes.tick(&request.line, &says, &request.by, on, request.ticked)
            })
        })
        .await??;
    review_of(&app, id).await
}

pub(super) async fn comment(
    app: Arc<App>,
    request: api::CommentRequest,
) -> Result<Data<api::Review>, Problem> {
    let id = request.sheet.clone();
    let unclear = || Problem::new(400, "a comment has a line, a name and a text");
    if let Some(comment) = request.comment {
        let resolved = request.resolved.ok_or_else(unclear)?;
        app.desk
            .ask(move |desk| {
                desk.note(&request.sheet, request.notes.as_deref(), |notes| {
                    notes.resolve(comment, resolved)
                })
            })
            .await??;
        return review_of(&app, id).await;
    }
    let (Some(digest), Some(at), Some(by), Some(text)) =
        (request.digest, request.line, request.by, request.text)
    else {
        return Err(unclear());
    };
    let says = line(&app, &id, &digest, &at).await?;
    app.desk
        .ask(move |desk| {
            let on = (desk.edge.clock.today)();
            desk.note(&request.sheet, request.notes.as_deref(), |notes| {
                notes.comment(&at, &says, &by, on, &text)
            })
        })
        .await??;
    review_of(&app, id).await
}

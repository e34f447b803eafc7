//! The socket: connections with limits, requests held against the guard, answers.
//!
//! Everything here waits without a thread of its own, so that a slow client blocks nobody.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::answer::{Answer, Problem, Reply};
use super::app::App;
use super::guard::Guard;
use super::page;
use super::route::Asked;
use super::routes::Routes;
use candor_app::error::CommandError;

/// How many connections are open at once.
const MAX_CONNECTIONS: usize = 64;
/// The most headers of a request, and the most bytes of them.
const MAX_HEADERS: usize = 64;
const MAX_HEADER_BYTES: usize = 32 * 1024;
/// The most bytes of a body; what a text itself may have, its handler says (`desk::short`).
const MAX_BODY: usize = 1024 * 1024;
/// How long headers, a body, and a whole connection may take.
const HEADER_TIME: Duration = Duration::from_secs(5);
const BODY_TIME: Duration = Duration::from_secs(10);
const WHOLE_TIME: Duration = Duration::from_mins(2);
/// How long to rest when the system has no room for a connection.
const REST: Duration = Duration::from_millis(100);

/// Begins to listen on this machine alone.
pub(super) fn listen(port: u16) -> Result<std::net::TcpListener, CommandError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let failed = |error: std::io::Error| {
        CommandError::world(format!("port {port} cannot be used: {error}"))
            .hint("another program may have it; leave --port out, and a free one is taken")
    };
    let listener = std::net::TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(listener)
}

/// What each connection is answered from.
struct Served {
    app: Arc<App>,
    routes: Routes,
}

/// Serves until the program is ended.
pub(super) fn serve(listener: std::net::TcpListener, app: App) -> Result<(), CommandError> {
    let failed = |error: std::io::Error| {
        CommandError::world(format!("the preview cannot be served: {error}"))
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener).map_err(failed)?;
        let served = Arc::new(Served { app: Arc::new(app), routes: Routes::new() });
        let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(REST).await;
                continue;
            };
            // Small answers leave at once.
            let _ = stream.set_nodelay(true);
            match Arc::clone(&room).try_acquire_owned() {
                Ok(permit) => {
                    tokio::spawn(connection(stream, Arc::clone(&served), permit));
                }
                Err(_) => {
                    tokio::spawn(timeout(HEADER_TIME, full(stream)));
                }
            }
        }
    })
}

/// Says that there is no room.
async fn full(stream: TcpStream) {
    let words =
        b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    // Whoever does not read it has lost nothing.
    let _ = stream.writable().await;
    let _ = stream.try_write(words);
}

async fn connection(stream: TcpStream, served: Arc<Served>, permit: OwnedSemaphorePermit) {
    let service = service_fn(move |request| {
        let served = Arc::clone(&served);
        async move { Ok::<_, Infallible>(answer(&served, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_headers(MAX_HEADERS)
        .max_header_size(MAX_HEADER_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    // A connection that fails has nobody to tell.
    let _ = timeout(WHOLE_TIME, connection).await;
    drop(permit);
}

async fn answer(served: &Served, request: Request<Incoming>) -> Reply {
    match handle(served, request).await {
        Ok(answer) => answer.reply(),
        Err(problem) => problem.reply(),
    }
}

async fn handle(served: &Served, request: Request<Incoming>) -> Result<Answer, Problem> {
    let Served { app, routes } = served;
    let nothing = || Problem::new(404, "there is nothing at this address");
    let (parts, body) = request.into_parts();
    let address = parts.uri.path();
    app.guard.place(&parts.headers, address == "/" && parts.method == Method::GET)?;
    // An address that names another host is another host's.
    if parts.uri.authority().is_some() {
        return Err(Problem::new(421, "this address is not served here"));
    }
    let plain = |c: u8| c.is_ascii_alphanumeric() || b"/.-_".contains(&c);
    if !address.bytes().all(plain) || address.contains("..") || address.contains("//") {
        return Err(Problem::new(400, "invalid address"));
    }
    let Some(path) = address.strip_prefix("/api/") else {
        let file = page::file(&app.page, address).ok_or_else(nothing)?;
        return if parts.method == Method::GET {
            Ok(file)
        } else {
            Err(Problem::new(405, "method not allowed"))
        };
    };
    app.guard.token(&parts.headers)?;
    let path: Vec<&str> = path.split('/').collect();
    let (route, ids) = routes.find(&path, &parts.method)?;
    let body = match parts.method {
        Method::POST if !Guard::is_json(&parts.headers) => {
            return Err(Problem::new(415, "the request is not JSON"));
        }
        Method::POST => read_body(body).await?,
        _ => Vec::new(),
    };
    let asked = Asked { ids, query: parts.uri.query(), body: &body };
    route.answer(Arc::clone(app), &asked).await
}

async fn read_body(body: Incoming) -> Result<Vec<u8>, Problem> {
    let too_large =
        || Problem::new(413, "the request is too large").hint(format!("at most {MAX_BODY} bytes"));
    if body.size_hint().lower() > MAX_BODY as u64 {
        return Err(too_large());
    }
    match timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect()).await {
        Err(_) => Err(Problem::new(408, "the request took too long")),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(400, "the request is incomplete")),
        Ok(Ok(body)) => Ok(body.to_bytes().to_vec()),
    }
}

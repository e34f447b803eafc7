//! What is answered: data, files, and what went wrong in words.

use candor_model::diag::Diagnostics;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::{Map, Value as Json, json};

use super::findings;
use super::hints;
use candor_app::error::{Blame, CommandError};

/// What a browser may do with anything that comes from here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'none'";

/// Headers of every answer.
const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-store"),
];

/// An answer as it is sent.
pub(super) type Reply = Response<Full<Bytes>>;

/// What is answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// Data.
    Data(Json),
    /// Data that was made.
    Made(Json),
    /// JSON that is written already.
    Text(Vec<u8>),
    /// A file of the page: type and bytes.
    File(&'static str, Vec<u8>),
    /// A file to take away: name and bytes.
    Take(String, Vec<u8>),
}

/// Why something was not done.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    error: String,
    hints: Vec<String>,
    more: Map<String, Json>,
}

impl Problem {
    pub(super) fn new(status: u16, error: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, error: error.into(), hints: Vec::new(), more: Map::new() }
    }

    /// A person can mend it.
    pub(super) fn refused(error: impl Into<String>) -> Self {
        Self::new(422, error)
    }

    /// The disk or another part of the system failed.
    pub(super) fn world(error: impl Into<String>) -> Self {
        Self::new(500, error)
    }

    /// Says what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds data.
    pub(super) fn with(mut self, name: &str, value: Json) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// Adds findings.
    pub(super) fn findings(self, found: &Diagnostics) -> Self {
        self.with("findings", findings::plain(found))
    }

    pub(super) fn reply(self) -> Reply {
        let mut body = self.more;
        body.insert("error".to_owned(), self.error.into());
        body.insert("hints".to_owned(), json!(self.hints));
        send(self.status, "application/json", Json::Object(body).to_string().into_bytes())
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        let made = match error.blame() {
            Blame::Findings | Blame::Usage => Self::refused(error.message()),
            Blame::World => Self::world(error.message()),
        };
        error.hints().iter().map(hints::told).fold(made, Self::hint)
    }
}

impl From<candor_workspace::Error> for Problem {
    fn from(error: candor_workspace::Error) -> Self {
        let exists = matches!(error, candor_workspace::Error::Exists { .. });
        let in_the_way = matches!(error, candor_workspace::Error::InTheWay { .. });
        let mut made = Self::from(CommandError::from(error));
        if exists {
            made.status = StatusCode::CONFLICT;
        } else if in_the_way {
            made.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        made
    }
}

impl From<candor_release::Error> for Problem {
    fn from(error: candor_release::Error) -> Self {
        CommandError::from(error).into()
    }
}

impl Answer {
    pub(super) fn reply(self) -> Reply {
        match self {
            Self::Data(data) => {
                send(StatusCode::OK, "application/json", data.to_string().into_bytes())
            }
            Self::Made(data) => {
                send(StatusCode::CREATED, "application/json", data.to_string().into_bytes())
            }
            Self::Text(json) => send(StatusCode::OK, "application/json", json),
            Self::File(kind, bytes) => send(StatusCode::OK, kind, bytes),
            Self::Take(name, bytes) => {
                // Nothing that is taken away is shown as a page of this address.
                let is_pdf = name.rsplit('.').next() == Some("pdf");
                let kind = if is_pdf { "application/pdf" } else { "application/octet-stream" };
                let mut reply = send(StatusCode::OK, kind, bytes);
                // A name is made of an id and fixed words.
                let value = format!("attachment; filename=\"{name}\"");
                if let Ok(value) = HeaderValue::from_str(&value) {
                    reply.headers_mut().insert("content-disposition", value);
                }
                reply
            }
        }
    }
}

fn send(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert("content-type", HeaderValue::from_static(kind));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert("allow", HeaderValue::from_static("GET, POST"));
    }
    reply
}

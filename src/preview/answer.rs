//! What is answered: data, files, and what went wrong in words.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

use super::api;
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

#[derive(Debug)]
pub(super) enum Answer {
    /// JSON.
    Data(Vec<u8>),
    /// JSON of something that was made.
    Created(Vec<u8>),
    /// A file of the page: type and bytes.
    File(&'static str, Vec<u8>),
    /// A file to take away: name and bytes.
    Take(String, Vec<u8>),
}

/// Why something was not done.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    body: Box<api::Problem>,
}

impl Problem {
    pub(super) fn new(status: u16, error: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (error, hints) = (error.into(), Vec::new());
        let body = api::Problem { error, hints, findings: None, disk: None, yours: None };
        Self { status, body: Box::new(body) }
    }

    /// A person can fix it.
    pub(super) fn refused(error: impl Into<String>) -> Self {
        Self::new(422, error)
    }

    /// The disk or another part of the system failed.
    pub(super) fn world(error: impl Into<String>) -> Self {
        Self::new(500, error)
    }

    /// Says what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.body.hints.push(hint.into());
        self
    }

    /// Adds findings.
    pub(super) fn findings(mut self, found: Vec<api::Finding>) -> Self {
        self.body.findings = Some(found);
        self
    }

    /// Adds both texts of a conflict.
    pub(super) fn sides(mut self, disk: api::Side, yours: api::Side) -> Self {
        (self.body.disk, self.body.yours) = (Some(disk), Some(yours));
        self
    }

    pub(super) fn reply(self) -> Reply {
        let body = serde_json::to_vec(&self.body).expect("a problem is plain data");
        send(self.status, "application/json", body)
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
            Self::Data(json) => send(StatusCode::OK, "application/json", json),
            Self::Created(json) => send(StatusCode::CREATED, "application/json", json),
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

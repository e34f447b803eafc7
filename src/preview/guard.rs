//! Who may ask: this machine's own browser page, and nobody who was led here from elsewhere.
//!
//! A page of another site can make a browser send requests to 127.0.0.1, under a host name of its
//! own (DNS rebinding) or as a form. `Host` and `Origin` are what a browser cannot lie about, and
//! the token is what such a page cannot know.

use hyper::HeaderMap;
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, ORIGIN};

use super::answer::Problem;

/// The header with the token.
const TOKEN: &str = "x-candor-token";

/// What requests are held against.
pub(super) struct Guard {
    hosts: [String; 2],
    origins: [String; 2],
    token: String,
}

/// Returns the only value of a header; nothing, when it is not there, twice, or no text.
fn only(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() {
        return None;
    }
    first.to_str().ok().map(str::to_owned)
}

impl Guard {
    pub(super) fn new(port: u16, token: String) -> Self {
        let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        let origins = hosts.clone().map(|host| format!("http://{host}"));
        Self { hosts, origins, token }
    }

    /// Holds a request against its host and origin. `is_page` is whether it asks for the page
    /// itself, to which a link may lead.
    pub(super) fn place(&self, headers: &HeaderMap, is_page: bool) -> Result<(), Problem> {
        let host = only(headers, &HOST);
        if !host.is_some_and(|host| self.hosts.contains(&host)) {
            return Err(Problem::new(421, "this address is not served here")
                .hint("open the address that `candor preview` printed"));
        }
        let elsewhere = || {
            Problem::new(403, "the request comes from another site")
                .hint("open the address that `candor preview` printed")
        };
        if headers.contains_key(ORIGIN)
            && !only(headers, &ORIGIN).is_some_and(|origin| self.origins.contains(&origin))
        {
            return Err(elsewhere());
        }
        let text = |name: &'static str| only(headers, &HeaderName::from_static(name));
        if headers.contains_key("sec-fetch-site") {
            let site = text("sec-fetch-site");
            let own = matches!(site.as_deref(), Some("same-origin" | "none"));
            let led = is_page && text("sec-fetch-mode").as_deref() == Some("navigate");
            if !own && !led {
                return Err(elsewhere());
            }
        }
        Ok(())
    }

    /// Holds a request against the token.
    pub(super) fn token(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let given = only(headers, &HeaderName::from_static(TOKEN)).unwrap_or_default();
        if same(given.as_bytes(), self.token.as_bytes()) {
            return Ok(());
        }
        Err(Problem::new(401, "the token is missing or from another run")
            .hint("open the address that `candor preview` printed, with all that follows the #"))
    }

    /// Whether a body says that it is JSON.
    pub(super) fn is_json(headers: &HeaderMap) -> bool {
        let kind = only(headers, &CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        matches!(
            kind.replace(' ', "").as_str(),
            "application/json" | "application/json;charset=utf-8"
        )
    }
}

/// Compares in a time that says nothing of where two texts differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    let differ = a.iter().zip(b).fold(0, |differ, (a, b)| differ | (a ^ b));
    a.len() == b.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a value"));
        }
        headers
    }

    #[test]
    fn only_the_own_page_may_ask() {
        let guard = Guard::new(8080, "secret".to_owned());
        let own = ("host", "127.0.0.1:8080");
        let fine =
            |pairs: &[(&'static str, &'static str)]| guard.place(&headers(pairs), false).is_ok();
        assert!(fine(&[own]));
        assert!(fine(&[("host", "localhost:8080")]));
        assert!(fine(&[own, ("origin", "http://127.0.0.1:8080")]));
        assert!(fine(&[own, ("sec-fetch-site", "same-origin")]));
        assert!(!fine(&[]));
        assert!(!fine(&[own, own]), "two hosts");
        for host in ["127.0.0.1", "evil.example:8080", "127.0.0.1:8081", "localhost.evil:8080"] {
            assert!(!fine(&[("host", host)]), "{host}");
        }
        for origin in ["null", "http://evil.example", "https://127.0.0.1:8080", ""] {
            assert!(!fine(&[own, ("origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", ""] {
            assert!(!fine(&[own, ("sec-fetch-site", site)]), "{site}");
        }
        let link = [own, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert!(guard.place(&headers(&link), true).is_ok());
        assert!(!fine(&link));
        let token = |given| guard.token(&headers(&[("x-candor-token", given)])).is_ok();
        assert!(token("secret"));
        assert!(!token("secre") && !token("secret1") && !token("SECRET") && !token(""));
        assert!(guard.token(&headers(&[])).is_err());
    }
}

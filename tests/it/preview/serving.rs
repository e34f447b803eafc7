//! The page itself, and the port.

use super::Server;
use crate::env;

#[test]
fn the_page_is_static_whole_and_strict() {
    let server = Server::start();
    let page = server.send("GET", "/", &[("x-candor-token", "")], None);
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").expect("a policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part}");
    }
    assert!(!policy.contains("unsafe"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(page.header(name).as_deref(), Some(value));
    }
    assert!(page.header("access-control-allow-origin").is_none());
    let text = String::from_utf8(page.body).expect("UTF-8");
    assert!(!text.contains(&server.token));
    assert!(text.contains("<html lang="));
    // Whatever the page asks for is here, and nothing of it is elsewhere.
    for part in
        text.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"))
    {
        let path = format!("/{}", part.trim_start_matches(['.', '/']));
        let file = server.send("GET", &path, &[("x-candor-token", "")], None);
        assert_eq!(file.status, 200, "{path}");
    }
    for path in super::walk(&env::repository().join("src/preview/page")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for word in
            ["https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"]
        {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
    let link =
        [("x-candor-token", ""), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    assert_eq!(server.send("GET", "/", &link, None).status, 200, "a link may lead here");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = Server::start();
    let port = server.port.to_string();
    let (code, _, said) = env::said(&env::candor(&server.root(), &["preview", "--port", &port]));
    assert_eq!(code, 3, "{said}");
    assert!(said.contains(&port) && said.contains("help:"), "{said}");
    let empty = tempfile::tempdir().expect("a folder");
    let (code, _, said) = env::said(&env::candor(empty.path(), &["preview"]));
    assert_eq!(code, 2, "{said}");
}

//! The page's own files, which travel in the program: the same for everybody, and no secret.

use rust_embed::RustEmbed;

use super::answer::Answer;

// A new file in the folder is seen when this file is compiled again.
#[derive(RustEmbed)]
#[folder = "src/cli/preview/page"]
struct Page;

/// Returns the file at an address such as `/page.css`; `/` is `index.html`.
pub(super) fn file(path: &str) -> Option<Answer> {
    let name = if path == "/" { "index.html" } else { path.strip_prefix('/')? };
    // Names are looked up in a list; no path is made of them.
    let name = Page::iter().find(|known| known == name)?;
    let kind = match name.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => return None,
    };
    Some(Answer::File(kind, None, Page::get(&name)?.data.into_owned()))
}

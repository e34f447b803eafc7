//! The page's own files: the same for everybody, and no secret. The program brings them, so that a
//! change of the page compiles nothing of this crate.
//!
//! A file `NAME` of the folder `page` is served as `/NAME`; the two faces of the sheets' own type
//! as `/font-regular.ttf` and `/font-bold.ttf`.

use candor_model::tree::{Entry, Tree};

use super::answer::Answer;

/// Addresses of fonts, and their names among the templates.
const FONTS: [(&str, &str); 2] = [
    ("/font-regular.ttf", "fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
    ("/font-bold.ttf", "fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
];

/// Returns the file at an address such as `/page.css`; `/` is `index.html`.
pub(super) fn file(page: &Tree, path: &str) -> Option<Answer> {
    let font = FONTS.iter().find(|(known, _)| *known == path);
    if let Some((_, name)) = font {
        let templates = candor_shipped::templates();
        let Some(Entry::File(bytes)) = templates.get(name) else { return None };
        return Some(Answer::File("font/ttf", bytes.to_vec()));
    }
    let name = if path == "/" { "index.html" } else { path.strip_prefix('/')? };
    // Names are looked up in a list; no path is made of them.
    let Some(Entry::File(bytes)) = page.get(name) else { return None };
    let kind = match name.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        _ => return None,
    };
    Some(Answer::File(kind, bytes.to_vec()))
}

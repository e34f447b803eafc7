//! Reads values that stand in a template as text, without running it.

use typst::syntax::ast::{self, AstNode as _};
use typst::syntax::parse;

/// A name and what is written for it.
type Pair = (String, String);

/// Returns the dictionaries inside the dictionary that a template binds to a name, each with the
/// values in it as they are written; what is nested deeper is joined with `-`.
pub fn dictionaries(text: &str, name: &str) -> Vec<(String, Vec<Pair>)> {
    let root = parse(text);
    let Some(markup) = root.cast::<ast::Markup<'_>>() else { return Vec::new() };
    let mut found = Vec::new();
    for expr in markup.exprs() {
        let ast::Expr::LetBinding(binding) = expr else { continue };
        let is_named = binding.kind().bindings().iter().any(|bound| bound.as_str() == name);
        let Some(ast::Expr::Dict(outer)) = binding.init().filter(|_| is_named) else { continue };
        for (table, value) in named(outer) {
            let ast::Expr::Dict(inner) = value else { continue };
            found.push((table, pairs(inner, "")));
        }
    }
    found
}

fn named(dict: ast::Dict<'_>) -> impl Iterator<Item = (String, ast::Expr<'_>)> {
    dict.items().filter_map(|item| match item {
        ast::DictItem::Named(named) => Some((named.name().to_string(), named.expr())),
        ast::DictItem::Keyed(_) | ast::DictItem::Spread(_) => None,
    })
}

fn pairs(dict: ast::Dict<'_>, before: &str) -> Vec<Pair> {
    let mut all = Vec::new();
    for (name, value) in named(dict) {
        // `x` is both sides of a margin.
        let name = if before == "margin-" && name == "x" { "side".to_owned() } else { name };
        let name = format!("{before}{name}");
        if let ast::Expr::Dict(inner) = value {
            all.extend(pairs(inner, &format!("{name}-")));
        } else {
            all.push((name, value.to_untyped().full_text().to_string()));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clinics_measures_are_read_as_they_are_written() {
        let text = "// ours\n#let own = (\n  every: (logo-width: 22mm),\n  handout: (title: 20pt, \
                    margin: (top: 15mm, x: 13mm)),\n)\n";
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            dictionaries(text, "own"),
            [
                ("every".to_owned(), vec![pair("logo-width", "22mm")]),
                (
                    "handout".to_owned(),
                    vec![
                        pair("title", "20pt"),
                        pair("margin-top", "15mm"),
                        pair("margin-side", "13mm")
                    ]
                ),
            ]
        );
        assert!(dictionaries("#let own = (:)", "own").is_empty());
        assert!(dictionaries("#let other = (a: (b: 1pt))", "own").is_empty());
        assert!(dictionaries("#let own = (", "own").is_empty());
    }
}

//! A logo: a picture of plain areas and lines in plain colours, which takes a bounded time to draw
//! and which a second reading of the finished file can recognise.
//!
//! What is allowed is a short list. Filters, masks, patterns, gradients, style sheets, movement,
//! words, programs and anything from elsewhere are not on it.

use roxmltree::{Document, Node, ParsingOptions};

/// The largest logo, in bytes.
const MAX_LEN: usize = 256 * 1024;
/// The most pixels of a PNG: it is unpacked in memory, whatever the size of its file.
const MAX_PIXELS: u64 = 16_000_000;
/// The most elements of an SVG, and how deep they may nest.
const MAX_ELEMENTS: u32 = 2_000;
const MAX_DEPTH: usize = 24;
/// The most numbers in all its paths together: about three for a straight line, six for a curve.
const MAX_NUMBERS: usize = 60_000;

/// The thinnest line, of the picture's width: a thinner one is there in one viewer and not in another.
const THINNEST: f64 = 1.0 / 1000.0;
/// The width of a picture that does not say it (CSS Images 3, default object size).
const USUAL_WIDTH: f64 = 300.0;
/// Transforms that change how thick lines are.
const SCALES: [&str; 3] = ["scale", "matrix", "skew"];

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of `xml:space`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What may be drawn and grouped.
const ELEMENTS: [&str; 9] =
    ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
/// What says something of the picture and draws nothing.
const SILENT: [&str; 3] = ["title", "desc", "metadata"];
/// Attributes that may stand on these elements.
const ATTRIBUTES: [&str; 37] = [
    "id",
    "class",
    "version",
    "baseProfile",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "points",
    "transform",
    "fill",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "style",
    "role",
    "aria-hidden",
    "focusable",
    "space",
    "clip-rule",
];
/// What `style` may set.
const STYLES: [&str; 11] = [
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "opacity",
    "clip-rule",
];

/// What kind of picture a logo is, or why it cannot be one, and the way out.
pub(super) fn ending(bytes: &[u8]) -> Result<&'static str, (String, &'static str)> {
    let help = "give a PNG without transparency, or an SVG of plain areas and lines, \
                its letters drawn as outlines";
    if MAX_LEN < bytes.len() {
        return Err(("has more than 256 KiB".to_owned(), help));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(bytes).map(|()| "png");
    }
    let svg_help = "save it as plain SVG of areas and lines in plain colours, letters drawn as \
                    outlines; or give a PNG without transparency";
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("<svg") => {
            svg(text).map(|()| "svg").map_err(|why| (why, svg_help))
        }
        _ => Err(("is neither PNG nor SVG".to_owned(), help)),
    }
}

/// A PNG begins with its width, height and kind of colour.
fn png(bytes: &[u8]) -> Result<(), (String, &'static str)> {
    let help = "save the picture anew as a PNG";
    let side = |at: usize| {
        bytes.get(at..at + 4).map(|b| u64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])))
    };
    let header = bytes.get(12..16) == Some(b"IHDR");
    let (Some(width), Some(height), Some(colour)) = (side(16), side(20), bytes.get(25)) else {
        return Err(("is a broken PNG".to_owned(), help));
    };
    if !header || width == 0 || height == 0 {
        return Err(("is a broken PNG".to_owned(), help));
    }
    if MAX_PIXELS < width.saturating_mul(height) {
        let why = format!("is {width} by {height} pixels, more than 16 million");
        return Err((why, "make it smaller: 1000 pixels are enough for any width on paper"));
    }
    // What shines through takes the colour of what lies under it, on paper and again on each copy.
    if [4, 6].contains(colour) || has_transparent_colour(bytes) {
        return Err((
            "has transparency".to_owned(),
            "save it on white, without transparency (without an alpha channel)",
        ));
    }
    Ok(())
}

/// Whether a chunk before the pixels makes some colour transparent.
fn has_transparent_colour(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let len = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        match &head[4..] {
            b"tRNS" => return true,
            b"IDAT" | b"IEND" => return false,
            _ => {}
        }
        let Some(next) = usize::try_from(len).ok().and_then(|len| at.checked_add(len + 12)) else {
            return false;
        };
        at = next;
    }
    false
}

/// An SVG draws areas and lines of its own in plain colours, and nothing else.
fn svg(text: &str) -> Result<(), String> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MAX_ELEMENTS * 4, ..Default::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("cannot be read as SVG: {error}"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("is neither PNG nor SVG".to_owned());
    }
    let least = THINNEST * width_of(&root).unwrap_or(USUAL_WIDTH);
    let (mut has_lines, mut is_scaled) = (false, false);
    let (mut n_elements, mut n_numbers) = (0, 0);
    let mut pending = vec![(root, 1)];
    while let Some((node, depth)) = pending.pop() {
        n_elements += 1;
        if MAX_ELEMENTS < n_elements || MAX_DEPTH < depth {
            return Err(format!("has more than {MAX_ELEMENTS} parts or nests too deep"));
        }
        element(&node, depth == 1)?;
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            if ["d", "points"].contains(&key) {
                n_numbers += numbers(value);
            }
            let styles = value.split(';').filter_map(|part| part.split_once(':'));
            for (key, value) in styles.chain([(key, value)]) {
                let (key, value) = (key.trim(), value.trim());
                has_lines |= key == "stroke" && value != "none";
                is_scaled |=
                    key == "transform" && SCALES.iter().any(|scales| value.contains(scales));
                if key == "stroke-width" && !is_thick(value, least) {
                    return Err(format!("draws lines that are too thin to be seen: {value}"));
                }
            }
        }
        if MAX_NUMBERS < n_numbers {
            return Err(format!("has paths of more than {MAX_NUMBERS} numbers"));
        }
        let inner = node.children().filter(Node::is_element);
        pending.extend(inner.filter(|inner| !is_silent(inner)).map(|inner| (inner, depth + 1)));
    }
    if has_lines && is_scaled {
        return Err(
            "scales its lines (`transform`), so that their thickness cannot be told; turn \
                    them into outlines"
                .to_owned(),
        );
    }
    Ok(())
}

/// How wide a picture is in its own units.
fn width_of(root: &Node<'_, '_>) -> Option<f64> {
    let view = root.attribute("viewBox").and_then(|view| {
        view.split([' ', ',']).filter(|part| !part.is_empty()).nth(2)?.parse().ok()
    });
    let number = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
    view.or_else(|| root.attribute("width").and_then(number))
}

/// Whether a line is no thinner than that.
fn is_thick(width: &str, least: f64) -> bool {
    let number = width.strip_suffix("px").unwrap_or(width).parse::<f64>();
    number.is_ok_and(|number| least <= number)
}

fn is_silent(node: &Node<'_, '_>) -> bool {
    node.tag_name().namespace() == Some(SVG) && SILENT.contains(&node.tag_name().name())
        // An empty list of definitions, as drawing programs leave it.
        || (node.tag_name().name() == "defs" && !node.has_children())
}

/// Whether an element and all that it says is on the lists.
fn element(node: &Node<'_, '_>, is_root: bool) -> Result<(), String> {
    let at = node.document().text_pos_at(node.range().start);
    let name = node.tag_name().name();
    let is_known = node.tag_name().namespace() == Some(SVG) && ELEMENTS.contains(&name);
    if !is_known || (name == "svg") != is_root {
        return Err(format!("holds `<{name}>` in its line {}", at.row));
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        let is_known = attribute.namespace().is_none_or(|space| space == XML && key == "space");
        if !is_known || !ATTRIBUTES.contains(&key) {
            return Err(format!("holds `{key}` on `<{name}>` in its line {}", at.row));
        }
        let bad = |key: &str, value: &str| {
            let shown: String = value.chars().take(40).collect();
            format!("holds `{key}: {shown}` on `<{name}>` in its line {}", at.row)
        };
        if key == "style" {
            for part in value.split(';').filter(|part| !part.trim().is_empty()) {
                let (key, value) = part.split_once(':').ok_or_else(|| bad("style", part))?;
                let (key, value) = (key.trim(), value.trim());
                if !STYLES.contains(&key) || !is_plain(key, value) {
                    return Err(bad(key, value));
                }
            }
        } else if !is_plain(key, value) {
            return Err(bad(key, value));
        }
    }
    Ok(())
}

/// Whether a colour is plain, and all else opaque and from nowhere else.
fn is_plain(key: &str, value: &str) -> bool {
    let value = value.trim();
    match key {
        "fill" | "stroke" => {
            let digits = value.strip_prefix('#');
            let is_hex = digits.is_some_and(|digits| {
                [3, 6].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
            });
            let is_name = !value.is_empty()
                && value.bytes().all(|b| b.is_ascii_lowercase())
                && value != "transparent";
            let numbers = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
            let is_rgb = numbers.is_some_and(|numbers| {
                numbers.bytes().all(|b| b.is_ascii_digit() || b", %.".contains(&b))
            });
            is_hex || is_name || is_rgb
        }
        "opacity" | "fill-opacity" | "stroke-opacity" => ["1", "1.0", "100%"].contains(&value),
        _ => !value.contains("url(") && !value.contains("var("),
    }
}

/// How many numbers a path may have, at most: each begins with a digit after something else.
fn numbers(path: &str) -> usize {
    let starts = |pair: &[u8]| {
        let in_number = |b: u8| b.is_ascii_digit();
        in_number(pair[1]) && !in_number(pair[0])
    };
    path.as_bytes().windows(2).filter(|pair| starts(pair)).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const NS: &str = "xmlns='http://www.w3.org/2000/svg'";

    fn ends(text: &str) -> Result<&'static str, String> {
        ending(text.as_bytes()).map_err(|(why, _)| why)
    }

    fn png_of(width: u32, height: u32, colour: u8) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, colour, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn an_honest_logo_passes() {
        for inner in [
            "<path d='M0 0h9v9z'/>",
            "<title>Ours</title><desc>x</desc><metadata><a xmlns='urn:x' b='c'/></metadata><defs/>",
            "<g id='a' transform='translate(2 3) scale(.5)'><rect width='4' height='5' rx='1' \
             fill='#12263f'/><circle cx='1' cy='2' r='3' style='fill:#abc;stroke:none;opacity:1'/>\
             </g>",
            "<polygon points='0,0 4,0 4,4' fill='rgb(18, 38, 63)' stroke='navy'/>",
        ] {
            let text = format!(
                "<?xml version='1.0'?><!-- ours --><svg {NS} viewBox='0 0 9 9'>{inner}</svg>"
            );
            assert_eq!(ends(&text), Ok("svg"), "{inner}");
        }
        assert_eq!(ending(&png_of(400, 100, 2)), Ok("png"));
        assert_eq!(ending(&png_of(4000, 4000, 3)), Ok("png"));
    }

    #[test]
    fn what_is_not_on_the_list_is_refused() {
        for (inner, named) in [
            ("<text>Cures</text>", "<text>"),
            ("<filter id='f'><feTurbulence numOctaves='400000'/></filter>", "<filter>"),
            ("<mask id='m'/>", "<mask>"),
            ("<pattern id='p'/>", "<pattern>"),
            ("<linearGradient id='g'/>", "<linearGradient>"),
            ("<clipPath id='c'/>", "<clipPath>"),
            ("<image href='x.png'/>", "<image>"),
            ("<use href='#a'/>", "<use>"),
            ("<switch><path d='M0 0h9'/></switch>", "<switch>"),
            ("<svg><path d='M0 0h9'/></svg>", "<svg>"),
            ("<style>path{fill:red}</style>", "<style>"),
            ("<script/>", "<script>"),
            ("<foreignObject/>", "<foreignObject>"),
            ("<animate/>", "<animate>"),
            ("<a href='#'><path d='M0 0h9'/></a>", "<a>"),
            ("<defs><path d='M0 0h9'/></defs>", "<defs>"),
            ("<marker id='m'/>", "<marker>"),
            ("<x xmlns='urn:x'/>", "<x>"),
            ("<path d='M0 0h9' mask='url(#m)'/>", "mask"),
            ("<path d='M0 0h9' filter='url(#m)'/>", "filter"),
            ("<path d='M0 0h9' marker-end='url(#m)'/>", "marker-end"),
            ("<path d='M0 0h9' stroke-dasharray='0.0001'/>", "stroke-dasharray"),
            ("<path d='M0 0h9' stroke='white' stroke-width='0.0001'/>", "too thin"),
            ("<path d='M0 0h9' style='stroke:white;stroke-width:0.0001'/>", "too thin"),
            ("<g transform='scale(0.001)'><path d='M0 0h9' stroke='red'/></g>", "scales its lines"),
            ("<path d='M0 0h9' onclick='x()'/>", "onclick"),
            ("<path d='M0 0h9' clip-path='url(#m)'/>", "clip-path"),
            ("<path d='M0 0h9' fill='url(#g)'/>", "fill"),
            ("<path d='M0 0h9' fill='url(https://example.org/x.svg#g)'/>", "fill"),
            ("<path d='M0 0h9' fill='rgba(0,0,0,.1)'/>", "fill"),
            ("<path d='M0 0h9' fill='#00000010'/>", "fill"),
            ("<path d='M0 0h9' fill='transparent'/>", "fill"),
            ("<path d='M0 0h9' opacity='.5'/>", "opacity"),
            ("<path d='M0 0h9' style='fill:red;mix-blend-mode:multiply'/>", "mix-blend-mode"),
            ("<path d='M0 0h9' style='fill:url(#g)'/>", "fill"),
            ("<path d='M0 0h9' style='mask:url(#g)'/>", "mask"),
            ("<path xmlns:l='http://www.w3.org/1999/xlink' l:href='#a' d='M0 0h9'/>", "href"),
        ] {
            let why = ends(&format!("<svg {NS}>{inner}</svg>")).expect_err(inner);
            assert!(why.contains(named), "{inner}: {why}");
        }
        for bad in [
            "<svg><path d='M0 0h9'/></svg>",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
            "<html>",
            "",
            "<svg",
        ] {
            assert!(ends(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_logo_takes_a_bounded_time() {
        let of = |inner: String| ends(&format!("<svg {NS}>{inner}</svg>"));
        assert!(of("<path d='M0 0h9'/>".repeat(2_100)).is_err(), "many parts");
        assert!(of("<g>".repeat(30) + &"</g>".repeat(30)).is_err(), "deep");
        assert!(of(format!("<path d='M0 0{}'/>", "h1v1".repeat(31_000))).is_err(), "long paths");
        assert!(of(format!("<path d='M0 0{}'/>", "h1v1".repeat(20_000))).is_ok());
        assert!(ending(&vec![b' '; MAX_LEN + 1]).is_err());
    }

    #[test]
    fn a_png_is_small_whole_and_opaque() {
        assert!(ending(&png_of(50_000, 50_000, 2)).is_err());
        assert!(ending(&png_of(u32::MAX, u32::MAX, 2)).is_err());
        assert!(ending(&png_of(0, 10, 2)).is_err());
        assert!(ending(b"\x89PNG\r\n\x1a\n...").is_err(), "broken");
        for colour in [4, 6] {
            let (why, help) = ending(&png_of(10, 10, colour)).expect_err("transparency");
            assert!(why.contains("transparency") && help.contains("white"), "{why}");
        }
        let mut keyed = png_of(10, 10, 2);
        keyed.extend(b"\0\0\0\x06tRNS\0\0\0\0\0\0\0\0\0\0");
        assert!(ending(&keyed).is_err(), "a colour that shines through");
    }
}

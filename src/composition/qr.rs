//! A QR code as a picture: the same text always gives the same bytes.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use candor_model::digest::sha256;

/// White space around the code, in modules, as ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// Returns the picture of a text as SVG; `None` if the text is too long for a code.
///
/// Error correction level Q: a quarter of the code words may be lost.
pub fn svg(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
    let width = code.width();
    let dark = |x: usize, y: usize| code[(x, y)] == Color::Dark;
    let mut path = String::new();
    for y in 0..width {
        let mut x = 0;
        while x < width {
            let from = x;
            while x < width && dark(x, y) {
                x += 1;
            }
            if from < x {
                let run = x - from;
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", from + QUIET, y + QUIET);
            }
            x += 1;
        }
    }
    let whole = width + 2 * QUIET;
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" \
         width=\"{whole}\" height=\"{whole}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{whole}v{whole}h-{whole}z\"/>\
         <path d=\"{path}\"/></svg>\n"
    );
    Some(text.into_bytes())
}

/// Returns the name under which the picture of a text stands in a composition.
pub fn name(text: &str) -> String {
    svg(text).map(|svg| format!("{}.svg", sha256(&svg))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_every_time_and_has_its_quiet_zone() {
        let one = svg("CANDOR:1:TEST").expect("short enough");
        assert_eq!(Some(one.clone()), svg("CANDOR:1:TEST"));
        let text = String::from_utf8(one).expect("text");
        assert!(text.contains("M4 4h7v1h-7z"), "{text}");
        assert_ne!(name("A"), name("B"));
        assert_eq!(svg(&"A".repeat(5000)), None);
    }
}

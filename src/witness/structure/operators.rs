//! The operators of a page's stream that the engine writes, by what they do to a reader of words.

use lopdf::Object;
use lopdf::content::Content;

use super::file::number;

/// Whether a stream that is drawn as a picture shows no words and carries no marks.
pub(super) fn is_wordless(content: &[u8]) -> bool {
    Content::decode_strict(content).is_ok_and(|content| {
        content.operations.iter().all(|operation| {
            let operator = operation.operator.as_str();
            matches!(kind(operator), Kind::State | Kind::Paint | Kind::Save)
        })
    })
}

/// A transform, as the six numbers of `cm` and `Tm`.
pub(super) type Matrix = [f64; 6];
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The transform that first does `inner` and then `outer`.
pub(super) fn then(inner: Matrix, outer: Matrix) -> Matrix {
    let [along_x, along_y, across_x, across_y, from_x, from_y] = outer;
    let turn = |x: f64, y: f64| (x * along_x + y * across_x, x * along_y + y * across_y);
    let (first, second) = (turn(inner[0], inner[1]), turn(inner[2], inner[3]));
    let shift = turn(inner[4], inner[5]);
    [first.0, first.1, second.0, second.1, shift.0 + from_x, shift.1 + from_y]
}

/// Reads the operands of `cm` and `Tm`.
pub(super) fn matrix(operands: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
    (operands.len() == 6).then_some(())?;
    numbers.try_into().ok()
}

/// What an operator does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Changes nothing that is read here: colours, widths, paths, clips.
    State,
    /// Paints something that is not text.
    Paint,
    /// Saves, restores or moves the state.
    Save,
    Text,
    /// Opens or closes a mark.
    Mark,
    /// The engine does not write it.
    Unknown,
}

/// Returns what kind of operator it is.
pub(super) fn kind(operator: &str) -> Kind {
    match operator {
        "q" | "Q" | "cm" => Kind::Save,
        "BT" | "ET" | "Tr" | "Tf" | "Tm" | "Tj" | "TJ" => Kind::Text,
        "BMC" | "BDC" | "EMC" => Kind::Mark,
        "f" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" | "Do" => Kind::Paint,
        "gs" | "cs" | "CS" | "sc" | "SC" | "scn" | "SCN" | "g" | "G" | "rg" | "RG" | "k" | "K"
        | "w" | "J" | "j" | "M" | "d" | "m" | "l" | "c" | "v" | "y" | "h" | "re" | "W" | "W*"
        | "n" => Kind::State,
        _ => Kind::Unknown,
    }
}

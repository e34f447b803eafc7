//! An evidence record in a line.

use candor_model::Record;

pub(super) fn graded(record: &Record) -> (&'static str, &'static str) {
    (
        record.certainty.map_or("-", candor_model::Certainty::as_str),
        record.direction.map_or("-", candor_model::Direction::as_str),
    )
}

pub(super) fn record_line(record: &Record) -> serde_json::Value {
    let (certainty, direction) = graded(record);
    serde_json::json!({
        "id": record.id.as_str(), "condition": record.condition,
        "certainty": certainty, "direction": direction, "studies": record.studies.len(),
    })
}

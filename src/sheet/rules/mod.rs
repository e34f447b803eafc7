//! What is wrong in a sheet and in the clinic that stands on it.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    sheet_bad_date
    sheet_too_many
    sheet_section_twice
    sheet_fixed_heading
    ref_unknown_medicine
    claim_unweighed
    safety_core_waived
    safety_waiver
    safety_waiver_pending
    dose_arithmetic
    dose_weeks
    claim_false_alarm
    claim_false_alarm_unused
    page_missing_glyph
    workspace_setting
}

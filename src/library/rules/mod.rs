//! What is wrong in files, in the library and in what they name.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    file_empty
    file_too_large
    file_not_text
    file_byte_order_mark
    file_control_character
    file_syntax
    file_unknown_key
    file_missing_key
    file_wrong_type
    file_unknown_value
    file_unreadable
    file_outside_workspace
    sheet_bad_id
    sheet_id_not_file_name
    sheet_own_evidence
    sheet_empty_text
    ref_unknown_condition
    ref_unknown_item
    ref_unknown_language
    ref_translation
    library_outcome
    library_teach_back
    library_placeholder
    ref_unknown_citation
    ref_id_twice
    safety_no_wording
    safety_core_missing
    safety_core_changed
    safety_shadowed
    safety_place
    safety_number_unverified
    evidence_grade
    file_stray
    safety_item_fields
    dose_not_a_number
    dose_trailing_zero
    dose_leading_zero
    dose_out_of_range
    dose_form
}

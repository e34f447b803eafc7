//! Claims that the evidence does not bear, and what makes a text hard to read.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

candor_model::rules! {
    claim_benefit
    claim_cure
    claim_promotion
    claim_immune
    claim_absolute_safety
    claim_mechanism
    claim_anecdote
    claim_replaces_treatment
    claim_opioid
    claim_frequency
    claim_relative_risk
    claim_other_condition
    reading_level
    reading_long_sentence
    reading_hard_word
    reading_passive_instruction
    reading_abbreviation
    reading_long_paragraph
    reading_long_list
    reading_sum
    reading_number_unit
}

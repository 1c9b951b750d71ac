//! Sentence structure: particles, tokens, noun phrases, clauses.

pub mod clause;
pub mod josa;
pub mod token;

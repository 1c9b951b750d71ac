//! Facts that cannot hold at the same time. They are marked (`gu:conflictsWith`) and stay what they are: which
//! one is right is for people to say.
//!
//! - A fact that one claim asserts and another denies for overlapping time conflicts with itself.
//! - Two amounts of one subject (budget, revenue, market share, member count) conflict where claims with the
//!   same scope and market assert them for overlapping time and they differ by more than one part in a
//!   hundred: "약 250억" and "249억 8천만" are one amount.
//!
//! When a claim holds is told by its two clocks: see [`Validity`].

use std::collections::BTreeMap;

use gureum_model::Validity;

use super::testimony::Word;

/// Amounts that differ by no more than this share of the greater one are one amount.
const ROUNDING: f64 = 0.01;

/// A subject with a property of which there is one amount at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) subject: u32,
    pub(super) property: u32,
}

/// An amount that is asserted somewhere.
#[derive(Clone, Debug)]
pub(super) struct Amount<'w> {
    pub(super) fact: u32,
    pub(super) value: f64,
    /// The claims that assert it.
    pub(super) words: Vec<&'w Word>,
}

/// Whether somebody denies what another asserts.
pub(super) fn opposed(asserted: &[&Word], denied: &[&Word]) -> bool {
    denied.iter().any(|no| speaks_of(no.validity, asserted))
}

/// Whether a time is among those of some claims.
pub(super) fn speaks_of(time: Validity, words: &[&Word]) -> bool {
    words.iter().any(|word| word.validity.overlaps(time))
}

/// Pairs of facts with amounts that conflict, the lesser number first. O(n²) in the amounts of one key.
pub(super) fn amounts(amounts: &BTreeMap<Key, Vec<Amount<'_>>>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for amounts in amounts.values() {
        for (at, one) in amounts.iter().enumerate() {
            for other in &amounts[at + 1..] {
                let greater = one.value.abs().max(other.value.abs());
                let differ = (one.value - other.value).abs() > greater * ROUNDING;
                if differ && one.words.iter().any(|word| other.words.iter().any(|o| same_thing(word, o))) {
                    found.push((one.fact.min(other.fact), one.fact.max(other.fact)));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn same_thing(one: &Word, other: &Word) -> bool {
    one.part == other.part && one.validity.overlaps(other.validity)
}

//! Facts that cannot hold at the same time. They are marked (`gu:conflictsWith`) and stay what they are: which
//! one is right is for people to say.
//!
//! - A fact that one claim asserts and another denies, or one article plans and another denies later, conflicts with
//!   itself.
//! - Two amounts of one subject (budget, revenue, market share, member count) conflict where claims with the
//!   same scope and market assert them for overlapping time and they differ by more than one part in a
//!   hundred: "약 250억" and "249억 8천만" are one amount.
//! - Two days on which one thing starts, whenever that is said, or ends, said for overlapping time, conflict where
//!   none may be the other: 2024 and 2024-06 may be one day.
//! - Two persons conflict who are said to hold one post of one organisation ([`crate::Posts`]) for overlapping
//!   time, unless it is also said that one of them held a post there in the past.
//!
//! When a claim holds, and whether a denial contradicts it, is told by its two clocks: see
//! [`Clocks`](gureum_model::Clocks).

use std::collections::BTreeMap;

use gureum_model::PartialDate;

use super::testimony::Word;

/// Amounts that differ by no more than this share of the greater one are one amount.
const ROUNDING: f64 = 0.01;

/// Something of which there is one at a time: an amount of a subject, a day on which it starts, a holder of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'t> {
    pub(super) subject: u32,
    pub(super) property: u32,
    /// IRI of the post.
    pub(super) post: Option<&'t str>,
}

/// What is asserted somewhere of which there is one at a time.
#[derive(Clone, Debug)]
pub(super) struct One<'w> {
    pub(super) fact: u32,
    pub(super) value: Value,
    /// The claims that assert it.
    pub(super) words: Vec<&'w Word>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Amount(f64),
    Start(PartialDate),
    End(PartialDate),
    Holder { person: u32, former: bool },
}

/// Whether somebody denies what others assert or plan.
pub(super) fn opposed(asserted: &[&Word], planned: &[&Word], denied: &[&Word]) -> bool {
    let abandons = |no: &Word, plan: &Word| no.article != plan.article && no.clocks.abandons(plan.clocks);
    denied.iter().any(|no| {
        asserted.iter().any(|yes| no.clocks.denies(yes.clocks))
            || planned.iter().any(|plan| abandons(no, plan))
    })
}

/// Pairs of facts that conflict, the lesser number first. O(n²) in the facts of one key.
pub(super) fn pairs(ones: &BTreeMap<Key<'_>, Vec<One<'_>>>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for ones in ones.values() {
        for (at, one) in ones.iter().enumerate() {
            for other in &ones[at + 1..] {
                if exclude(one, other) {
                    found.push((one.fact.min(other.fact), one.fact.max(other.fact)));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn exclude(one: &One<'_>, other: &One<'_>) -> bool {
    let meet = |same: fn(&Word, &Word) -> bool| {
        one.words.iter().any(|word| other.words.iter().any(|o| same(word, o)))
    };
    match (one.value, other.value) {
        (Value::Amount(a), Value::Amount(b)) => {
            (a - b).abs() > a.abs().max(b.abs()) * ROUNDING
                && meet(|a, b| a.part == b.part && at_a_time(a, b))
        }
        (Value::Start(a), Value::Start(b)) => !a.may_be(b),
        (Value::End(a), Value::End(b)) => !a.may_be(b) && meet(at_a_time),
        (Value::Holder { person: a, former: false }, Value::Holder { person: b, former: false }) => {
            a != b && meet(at_a_time)
        }
        _ => false,
    }
}

fn at_a_time(one: &Word, other: &Word) -> bool {
    one.clocks.validity().overlaps(other.clocks.validity())
}

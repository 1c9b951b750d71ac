//! How often each rule was right by gold, as the graph has it: the rates that its beliefs rest on.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::term;
use gureum_store::Store;
use serde::Serialize;

use super::Sheet;
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// Fewer facts than these tell little of a rule.
pub const FEW: u32 = 10;

/// A rule that was measured, or has read something in the graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleRate {
    /// Its name.
    pub rule: String,
    /// Facts of it that were right, in all gold.
    pub right: u32,
    /// Facts of it that were wrong.
    pub wrong: u32,
    /// The share that is expected to be right, after the prior: (9 + right) / (10 + right + wrong).
    pub mean: f64,
    /// Whether it was seen fewer than ten times.
    pub few: bool,
    /// The gold sets, with the days on which they were measured.
    pub gold: Vec<String>,
    /// Places in the graph that it has read.
    pub places: usize,
}

/// The rules, those that read most first. Reads all evidence.
pub fn rules(store: &Store) -> Vec<RuleRate> {
    let lookup = Lookup::new(store);
    let mut found: BTreeMap<String, (u32, u32, BTreeSet<String>, usize)> = BTreeMap::new();
    for quad in lookup.quads(None, term::RULE, None, Scope::Any) {
        found.entry(term_text(quad.object)).or_default().3 += 1;
    }
    for quad in lookup.quads(None, term::OF_RULE, None, Scope::Any) {
        let Some(record) = subject_iri(quad.subject) else { continue };
        let text = |predicate: &str| lookup.text(&record, predicate);
        let count = |predicate: &str| text(predicate).and_then(|count| count.parse().ok()).unwrap_or(0);
        let (right, wrong, gold, _) = found.entry(term_text(quad.object)).or_default();
        *right += count(term::RIGHT);
        *wrong += count(term::WRONG);
        gold.extend(text(term::GOLD).zip(text(term::MEASURED_ON)).map(|(gold, day)| format!("{gold} {day}")));
    }
    let rate =
        |(rule, (right, wrong, gold, places)): (String, (u32, u32, BTreeSet<String>, usize))| RuleRate {
            mean: (9.0 + f64::from(right)) / (10.0 + f64::from(right) + f64::from(wrong)),
            few: right + wrong < FEW,
            gold: gold.into_iter().collect(),
            rule,
            right,
            wrong,
            places,
        };
    let mut rates: Vec<RuleRate> = found.into_iter().map(rate).collect();
    rates.sort_by(|a, b| (b.right + b.wrong, &a.rule).cmp(&(a.right + a.wrong, &b.rule)));
    rates
}

/// A row a rule.
pub fn sheet(rates: &[RuleRate]) -> Sheet {
    let note = |rate: &RuleRate| match (rate.few, rate.right + rate.wrong) {
        (true, 0) => "never measured".to_owned(),
        (true, _) => "seen fewer than ten times".to_owned(),
        (false, _) => String::new(),
    };
    let row = |rate: &RuleRate| {
        vec![
            rate.rule.clone(),
            rate.right.to_string(),
            rate.wrong.to_string(),
            format!("{:.3}", rate.mean),
            rate.places.to_string(),
            rate.gold.join(", "),
            note(rate),
        ]
    };
    Sheet {
        columns: vec!["rule", "right", "wrong", "mean", "places", "gold", "note"],
        rows: rates.iter().map(row).collect(),
    }
}

//! How often each rule was right by gold, as the rows of `seeds/reliability.tsv`.
//!
//! A fact counts for the rule of its first evidence. It is right if gold has it with its modality; a second
//! copy of one gold fact counts as neither.

use std::collections::BTreeMap;

use gureum_extract::rule::{RELIABILITY_HEADER, Reliability};
use gureum_model::CalendarDate;

use super::judge::Verdict;

/// The rules that read anything, by name.
pub fn rates(verdicts: &[Verdict<'_>], gold: &str, date: CalendarDate) -> Vec<Reliability> {
    let mut counts: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    for verdict in verdicts {
        let right = verdict.right.iter().map(|(_, fact)| (fact, 0));
        let wrong = verdict.wrong.iter().map(|(fact, _)| (fact, 1));
        for (fact, column) in right.chain(wrong) {
            if let Some(rule) = &fact.rule {
                counts.entry(rule).or_default()[column] += 1;
            }
        }
    }
    let row = |(rule, [right, wrong]): (&str, [u32; 2])| Reliability {
        rule: rule.to_owned(),
        right,
        wrong,
        gold: gold.to_owned(),
        date,
    };
    counts.into_iter().map(row).collect()
}

/// The table.
pub fn rates_table(rates: &[Reliability]) -> String {
    let rows = rates.iter().map(Reliability::row);
    [RELIABILITY_HEADER.to_owned()].into_iter().chain(rows).map(|row| row + "\n").collect()
}

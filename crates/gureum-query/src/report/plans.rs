//! What became of plans: kept, missed, or still open.

use std::collections::BTreeSet;

use gureum_model::vocabulary::term;
use gureum_model::{CalendarDate, Modality};
use gureum_store::Store;
use serde::Serialize;

use super::{CLAIM_COLUMNS, Sheet, claim_cells, object_text};
use crate::facts::{self, Claim, Fact};
use crate::lookup::{Lookup, Scope};

/// What became of a plan as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Another article of the same day or later asserts it.
    Kept,
    /// Its time has passed, or a later article denies it, and nobody asserts it.
    Missed,
    /// Its time has not passed, or it has none.
    Open,
}

/// A fact that was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What became of it.
    pub outcome: Outcome,
    /// The last day that the newest dated word on it allows.
    pub due: Option<CalendarDate>,
    /// The fact; its claims are those that decide: the plans, and what was asserted or denied later.
    pub fact: Fact,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Missed => "missed",
            Self::Open => "open",
        }
    }
}

/// Every fact that is planned in an article of `as_of` or before, by outcome, due day, subject and property.
/// Later articles do not count, as if they were not there. Reads all planned claims.
pub fn plans(store: &Store, as_of: CalendarDate) -> Vec<Plan> {
    let lookup = Lookup::new(store);
    let planned = lookup.subjects(term::MODALITY, term::PLANNED, Scope::Any);
    let facts: BTreeSet<String> =
        planned.iter().filter_map(|claim| lookup.text(claim, term::FACT_OF_CLAIM)).collect();
    let read = facts.iter().filter_map(|fact| facts::fact(store, fact));
    let mut found: Vec<Plan> = read.filter_map(|fact| plan(fact, as_of)).collect();
    found.sort_by_cached_key(|plan| {
        let fact = &plan.fact;
        (
            plan.outcome,
            plan.due.is_none(),
            plan.due,
            fact.subject.label.clone(),
            fact.property.name.clone(),
            fact.iri.clone(),
        )
    });
    found
}

fn day(claim: &Claim) -> Option<CalendarDate> {
    claim.said_on.as_ref()?.parse().ok()
}

fn plan(mut fact: Fact, as_of: CalendarDate) -> Option<Plan> {
    fact.claims.retain(|claim| day(claim).is_none_or(|day| day <= as_of));
    // The newest first.
    let plans: Vec<&Claim> = fact.claims.iter().filter(|claim| claim.modality == Modality::Planned).collect();
    let first = plans.iter().filter_map(|claim| day(claim)).min();
    let newest = plans.iter().filter_map(|claim| day(claim)).max();
    if plans.is_empty() {
        return None;
    }
    let due = plans.iter().find_map(|claim| claim.until.as_ref()?.parse().ok());
    let planning: BTreeSet<&str> = plans.iter().map(|claim| claim.article.iri.as_str()).collect();
    let follows = |claim: &Claim, modality, after: Option<CalendarDate>| {
        claim.modality == modality
            && !planning.contains(claim.article.iri.as_str())
            && matches!((day(claim), after), (Some(day), Some(after)) if day >= after)
    };
    let any = |modality, after| fact.claims.iter().any(|claim| follows(claim, modality, after));
    let outcome = if any(Modality::Asserted, first) {
        Outcome::Kept
    } else if any(Modality::Negated, newest) || due.is_some_and(|due| due < as_of) {
        Outcome::Missed
    } else {
        Outcome::Open
    };
    let deciding = |claim: &Claim| {
        claim.modality == Modality::Planned
            || follows(claim, Modality::Asserted, first)
            || follows(claim, Modality::Negated, newest)
    };
    let claims = fact.claims.iter().filter(|claim| deciding(claim)).cloned().collect();
    Some(Plan { outcome, due, fact: Fact { claims, ..fact } })
}

/// A row for each claim that decides, plans numbered from 1.
pub fn sheet(plans: &[Plan]) -> Sheet {
    let mut columns = vec!["no", "outcome", "due", "subject", "property", "object"];
    columns.extend(CLAIM_COLUMNS);
    let mut rows = Vec::new();
    for (number, plan) in (1..).zip(plans) {
        // What was said first comes first.
        for claim in plan.fact.claims.iter().rev() {
            let mut row = vec![
                format!("{number}"),
                plan.outcome.name().to_owned(),
                plan.due.map(|day| day.to_string()).unwrap_or_default(),
                plan.fact.subject.label.clone(),
                plan.fact.property.name.clone(),
                object_text(&plan.fact).to_owned(),
            ];
            row.extend(claim_cells(claim));
            rows.push(row);
        }
    }
    Sheet { columns, rows }
}

//! Facts that cannot hold at the same time, with the words of both sides.

use std::collections::BTreeSet;

use gureum_model::vocabulary::term;
use gureum_model::{Modality, Validity};
use gureum_store::Store;
use serde::Serialize;

use super::{CLAIM_COLUMNS, Sheet, claim_cells, object_text};
use crate::facts::{self, Claim, Fact};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// Two sides that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Why they cannot.
    pub kind: Kind,
    /// What is asserted, and what is denied or asserted against it.
    pub sides: [Side; 2],
}

/// Why two sides cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One asserts the fact, the other denies it.
    Denied,
    /// They give two amounts.
    Amounts,
}

/// One side: a fact with the claims that oppose the other side's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The fact; its claims are those of this side, the newest first.
    pub fact: Fact,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Amounts => "amounts",
        }
    }
}

/// Every conflict, by subject, property and values. The cost grows with their number.
pub fn conflicts(store: &Store) -> Vec<Conflict> {
    let marks = Lookup::new(store).quads(None, term::CONFLICTS_WITH, None, Scope::Follows);
    let pairs: BTreeSet<[String; 2]> = marks
        .filter_map(|quad| {
            let mut pair = [subject_iri(quad.subject)?, term_text(quad.object)];
            pair.sort();
            Some(pair)
        })
        .collect();
    let mut found: Vec<Conflict> =
        pairs.iter().filter_map(|[one, other]| conflict(store, one, other)).collect();
    found.sort_by_cached_key(|conflict| {
        let of = |side: &Side| (object_text(&side.fact).to_owned(), side.fact.iri.clone());
        let fact = &conflict.sides[0].fact;
        let [one, other] = &conflict.sides;
        (fact.subject.label.clone(), fact.property.name.clone(), conflict.kind, of(one), of(other))
    });
    found
}

fn conflict(store: &Store, one: &str, other: &str) -> Option<Conflict> {
    let (one, other) = (facts::fact(store, one)?, facts::fact(store, other)?);
    let only = |fact: &Fact, modality| {
        let claims = fact.claims.iter().filter(|claim| claim.modality == modality);
        Fact { claims: claims.cloned().collect(), ..fact.clone() }
    };
    let denied = one.iri == other.iri;
    let (kind, against) =
        if denied { (Kind::Denied, Modality::Negated) } else { (Kind::Amounts, Modality::Asserted) };
    let mut sides = [only(&one, Modality::Asserted), only(&other, against)];
    // The same test as where conflicts are derived: for overlapping time, and the same part of an amount.
    let opposes = |claim: &Claim, others: &[Claim]| {
        others.iter().any(|other| {
            claim.validity().overlaps(other.validity()) && (denied || part(claim) == part(other))
        })
    };
    let all = sides.clone();
    sides[0].claims.retain(|claim| opposes(claim, &all[1].claims));
    sides[1].claims.retain(|claim| opposes(claim, &all[0].claims));
    if !denied {
        sides.sort_by_cached_key(|fact| {
            let value: Option<f64> = object_text(fact).parse().ok();
            (value.map(f64::to_bits), fact.iri.clone()) // amounts are not negative
        });
    }
    Some(Conflict { kind, sides: sides.map(|fact| Side { fact }) })
}

/// Scope and market, without white space.
fn part(claim: &Claim) -> [String; 2] {
    [&claim.scope, &claim.market].map(|text| text.as_deref().unwrap_or_default().split_whitespace().collect())
}

impl Claim {
    /// For what time it speaks.
    pub fn validity(&self) -> Validity {
        let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        Validity::of(day(&self.from), day(&self.until), day(&self.said_on))
    }
}

/// A row for each claim, conflicts numbered from 1.
pub fn sheet(conflicts: &[Conflict]) -> Sheet {
    let mut columns = vec!["no", "kind", "subject", "property", "object", "belief"];
    columns.extend(CLAIM_COLUMNS);
    let mut rows = Vec::new();
    for (number, conflict) in (1..).zip(conflicts) {
        for Side { fact } in &conflict.sides {
            for claim in &fact.claims {
                let mut row = vec![
                    format!("{number}"),
                    conflict.kind.name().to_owned(),
                    fact.subject.label.clone(),
                    fact.property.name.clone(),
                    object_text(fact).to_owned(),
                    fact.belief.clone().unwrap_or_default(),
                ];
                row.extend(claim_cells(claim));
                rows.push(row);
            }
        }
    }
    Sheet { columns, rows }
}

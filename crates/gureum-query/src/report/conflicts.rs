//! Facts that cannot hold at the same time, with the words of both sides.

use std::collections::BTreeSet;

use gureum_model::vocabulary::term;
use gureum_model::{Clocks, Modality, Property};
use gureum_store::{Posts, Store};
use serde::Serialize;

use super::{CLAIM_COLUMNS, Sheet, claim_cells, object_text};
use crate::facts::{self, Claim, Fact};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// Two sides that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Why they cannot.
    pub kind: Kind,
    /// What is asserted or planned, and what is denied or asserted against it.
    pub sides: [Side; 2],
}

/// Why two sides cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One asserts the fact, the other denies it.
    Denied,
    /// One plans the fact, the other, no earlier, denies it.
    PlanDenied,
    /// They give two amounts.
    Amounts,
    /// They give two days on which one thing starts, or ends.
    Dates,
    /// They name two holders of one post: one followed the other, there are two of them, or one is wrong.
    Holders,
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
            Self::PlanDenied => "plan-denied",
            Self::Amounts => "amounts",
            Self::Dates => "dates",
            Self::Holders => "holders",
        }
    }

    /// How the second side is put.
    fn against(self) -> Modality {
        match self {
            Self::Denied | Self::PlanDenied => Modality::Negated,
            Self::Amounts | Self::Dates | Self::Holders => Modality::Asserted,
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
    let posts = Posts::of(store);
    let mut found: Vec<Conflict> = Vec::new();
    for [one, other] in &pairs {
        let (Some(one), Some(other)) = (facts::fact(store, one), facts::fact(store, other)) else { continue };
        let conflicts = kinds(&one, &other).into_iter().map(|kind| conflict(kind, &one, &other, &posts));
        found.extend(conflicts.filter(|found| found.sides.iter().all(|side| !side.fact.claims.is_empty())));
    }
    found.sort_by_cached_key(|conflict| {
        let of = |side: &Side| (object_text(&side.fact).to_owned(), side.fact.iri.clone());
        let fact = &conflict.sides[0].fact;
        let [one, other] = &conflict.sides;
        (fact.subject.label.clone(), fact.property.name.clone(), conflict.kind, of(one), of(other))
    });
    found
}

/// The kinds of conflict that two facts that are marked may have.
fn kinds(one: &Fact, other: &Fact) -> Vec<Kind> {
    if one.iri == other.iri {
        return vec![Kind::Denied, Kind::PlanDenied];
    }
    vec![match Property::from_name(&one.property.name) {
        Some(Property::StartDate | Property::EndDate) => Kind::Dates,
        Some(Property::WorksFor) => Kind::Holders,
        _ => Kind::Amounts,
    }]
}

fn conflict(kind: Kind, one: &Fact, other: &Fact, posts: &Posts) -> Conflict {
    let only = |fact: &Fact, modality| {
        let claims = fact.claims.iter().filter(|claim| claim.modality == modality);
        Fact { claims: claims.cloned().collect(), ..fact.clone() }
    };
    let first = if kind == Kind::PlanDenied { Modality::Planned } else { Modality::Asserted };
    let mut sides = [only(one, first), only(other, kind.against())];
    // What starts starts once, whenever that is said.
    let always = kind == Kind::Dates && Property::from_name(&one.property.name) == Some(Property::StartDate);
    let opposed = |one: &Claim, other: &Claim| always || opposes(kind, one, other, posts);
    let all = sides.clone();
    sides[0].claims.retain(|claim| all[1].claims.iter().any(|other| opposed(claim, other)));
    sides[1].claims.retain(|claim| all[0].claims.iter().any(|one| opposed(one, claim)));
    if kind.against() == Modality::Asserted {
        sides.sort_by_cached_key(|fact| {
            let text = object_text(fact);
            let amount: Option<f64> = text.parse().ok().filter(|_| kind == Kind::Amounts);
            // Amounts are not negative; days sort as text; holders by when they were first said to be.
            let since = fact.claims.iter().filter_map(|claim| claim.said_on.clone()).min();
            (amount.map(f64::to_bits), text.to_owned(), since, fact.iri.clone())
        });
    }
    Conflict { kind, sides: sides.map(|fact| Side { fact }) }
}

/// The same test as where conflicts are derived.
fn opposes(kind: Kind, one: &Claim, other: &Claim, posts: &Posts) -> bool {
    let (clocks, others) = (one.clocks(), other.clocks());
    let at_a_time = clocks.validity().overlaps(others.validity());
    match kind {
        Kind::Denied => others.denies(clocks),
        Kind::PlanDenied => one.article.iri != other.article.iri && others.abandons(clocks),
        Kind::Amounts => part(one) == part(other) && at_a_time,
        Kind::Dates => at_a_time,
        Kind::Holders => post(one, posts).is_some() && post(one, posts) == post(other, posts) && at_a_time,
    }
}

/// Scope and market, without white space.
fn part(claim: &Claim) -> [String; 2] {
    [&claim.scope, &claim.market].map(|text| text.as_deref().unwrap_or_default().split_whitespace().collect())
}

/// The post that one person at a time holds, if the claim names one.
fn post<'p>(claim: &Claim, posts: &'p Posts) -> Option<&'p str> {
    posts.of_title(claim.title.as_deref()?)
}

impl Claim {
    /// When it was said, and for what time it speaks.
    pub fn clocks(&self) -> Clocks {
        let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        Clocks { from: day(&self.from), until: day(&self.until), said_on: day(&self.said_on) }
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

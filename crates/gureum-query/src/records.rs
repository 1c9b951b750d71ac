//! The facts of a whole graph with what is counted of their claims, read in a few scans of the store.
//!
//! [`crate::facts`] reads one fact and everything about it; this is for many facts and little about each.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::Modality;
use gureum_model::vocabulary::term;
use oxrdf::Term;
use oxrdf::vocab::rdf;

use crate::facts::modality;
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// A fact.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// IRI.
    pub(crate) fact: String,
    pub(crate) subject: String,
    /// IRI of the property.
    pub(crate) property: String,
    pub(crate) object: Term,
    pub(crate) belief: Option<f64>,
    /// At least one, sorted by IRI.
    pub(crate) claims: Vec<ClaimRecord>,
}

/// A claim on it.
#[derive(Clone, Debug)]
pub(crate) struct ClaimRecord {
    pub(crate) iri: String,
    pub(crate) modality: Modality,
    /// IRI of the article.
    pub(crate) article: String,
    /// The article's day, ISO.
    pub(crate) said_on: Option<String>,
    /// The text's own date, and the first and the last day that it may mean.
    pub(crate) date: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) market: Option<String>,
    /// How many places state it.
    pub(crate) evidence: usize,
    /// Their clauses, if they were asked for.
    pub(crate) quotes: Vec<String>,
}

/// Every fact that is claimed in one of these modalities, sorted by IRI; other claims are left out.
pub(crate) fn read(lookup: Lookup<'_>, wanted: &BTreeSet<Modality>, quotes: bool) -> Vec<Record> {
    let mut claims = read_claims(lookup, wanted);
    read_qualifiers(lookup, &mut claims);
    read_evidence(lookup, &mut claims, quotes);

    let mut facts: BTreeMap<String, Draft> = BTreeMap::new();
    for quad in lookup.quads(None, term::FACT_OF_CLAIM, None, Scope::Any) {
        if let Some(claim) = subject_iri(quad.subject)
            && let Some(record) = claims.remove(&claim)
        {
            facts.entry(term_text(quad.object)).or_default().claims.insert(claim, record);
        }
    }
    for predicate in [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT] {
        for quad in lookup.quads(None, predicate.as_str(), None, Scope::Any) {
            let fact = subject_iri(quad.subject);
            let Some(draft) = fact.and_then(|fact| facts.get_mut(&fact)) else { continue };
            if predicate == rdf::SUBJECT {
                draft.subject = Some(term_text(quad.object));
            } else if predicate == rdf::PREDICATE {
                draft.property = Some(term_text(quad.object));
            } else {
                draft.object = Some(quad.object);
            }
        }
    }
    for quad in lookup.quads(None, term::BELIEF, None, Scope::Follows) {
        if let Some(draft) = subject_iri(quad.subject).and_then(|fact| facts.get_mut(&fact)) {
            draft.belief = term_text(quad.object).parse().ok();
        }
    }
    facts.into_iter().filter_map(|(fact, draft)| draft.finish(fact)).collect()
}

#[derive(Default)]
struct Draft {
    subject: Option<String>,
    property: Option<String>,
    object: Option<Term>,
    belief: Option<f64>,
    claims: BTreeMap<String, ClaimRecord>,
}

impl Draft {
    /// The record, if it is whole.
    fn finish(self, fact: String) -> Option<Record> {
        Some(Record {
            fact,
            subject: self.subject?,
            property: self.property?,
            object: self.object?,
            belief: self.belief,
            claims: self.claims.into_values().collect(),
        })
    }
}

/// Claims of the wanted modalities that stand in an article, by IRI.
fn read_claims(lookup: Lookup<'_>, wanted: &BTreeSet<Modality>) -> BTreeMap<String, ClaimRecord> {
    let mut modalities: BTreeMap<String, Modality> = BTreeMap::new();
    for quad in lookup.quads(None, term::MODALITY, None, Scope::Any) {
        if let Some(claim) = subject_iri(quad.subject)
            && let Some(modality) = modality(&term_text(quad.object))
            && wanted.contains(&modality)
        {
            modalities.insert(claim, modality);
        }
    }
    let mut claims = BTreeMap::new();
    for quad in lookup.quads(None, term::IN_ARTICLE, None, Scope::Any) {
        if let Some(claim) = subject_iri(quad.subject)
            && let Some(modality) = modalities.get(&claim)
        {
            let article = term_text(quad.object);
            let record = ClaimRecord {
                iri: claim.clone(),
                modality: *modality,
                article,
                said_on: None,
                date: None,
                from: None,
                until: None,
                scope: None,
                market: None,
                evidence: 0,
                quotes: Vec::new(),
            };
            claims.insert(claim, record);
        }
    }
    claims
}

fn read_qualifiers(lookup: Lookup<'_>, claims: &mut BTreeMap<String, ClaimRecord>) {
    for predicate in [term::SAID_ON, term::DATE, term::FROM, term::UNTIL, term::SCOPE, term::MARKET] {
        for quad in lookup.quads(None, predicate, None, Scope::Any) {
            let Some(claim) = subject_iri(quad.subject).and_then(|claim| claims.get_mut(&claim)) else {
                continue;
            };
            let place = match predicate {
                term::SAID_ON => &mut claim.said_on,
                term::DATE => &mut claim.date,
                term::FROM => &mut claim.from,
                term::UNTIL => &mut claim.until,
                term::SCOPE => &mut claim.scope,
                _ => &mut claim.market,
            };
            *place = Some(term_text(quad.object));
        }
    }
}

fn read_evidence(lookup: Lookup<'_>, claims: &mut BTreeMap<String, ClaimRecord>, quotes: bool) {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    if quotes {
        for quad in lookup.quads(None, term::QUOTE, None, Scope::Any) {
            if let Some(place) = subject_iri(quad.subject) {
                texts.insert(place, term_text(quad.object));
            }
        }
    }
    for quad in lookup.quads(None, term::CLAIM_OF_EVIDENCE, None, Scope::Any) {
        let place = subject_iri(quad.subject);
        let Some(claim) = claims.get_mut(&term_text(quad.object)) else { continue };
        claim.evidence += 1;
        claim.quotes.extend(place.and_then(|place| texts.remove(&place)));
    }
    for claim in claims.values_mut() {
        claim.quotes.sort();
    }
}

//! What led to a node that a shape refuses: the articles, sentences, rules and names behind it.
//!
//! The records may be broken, since that is what is looked for: what is missing is left out, and nothing that
//! is there is asked to be whole. Records that are whole are read by [`crate::facts`].

use std::collections::BTreeSet;

use gureum_model::quads::ALT_LABEL;
use gureum_model::vocabulary::{NAMESPACE, term};
use gureum_model::{Property, iri};
use gureum_store::{GraphFilter, Store, Violation};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use serde::Serialize;

use crate::lookup::{Lookup, Scope, graph_iri, term_text};

/// A place in an article that led to something.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cause {
    /// IRI of the article.
    pub article: String,
    /// Where the article can be read.
    pub url: Option<String>,
    /// The claim.
    pub claim: Option<String>,
    /// The rule that read it.
    pub rule: Option<String>,
    /// The clause.
    pub quote: Option<String>,
    /// The sentence around it.
    pub sentence: Option<String>,
    /// The names in that sentence that stand for subject and object, in order of place.
    pub names: Vec<String>,
}

/// The places behind a violation, sorted, each once. The cost grows with the records of the node, not with
/// the store.
pub(super) fn of(store: &Store, violation: &Violation) -> Vec<Cause> {
    let Term::NamedNode(focus) = &violation.focus else { return Vec::new() };
    let lookup = Lookup::new(store);
    let focus = focus.as_str();
    let mut claims: BTreeSet<String> = BTreeSet::new();
    let mut evidence = None;
    if focus.starts_with(iri::EVIDENCE) {
        claims.extend(texts(lookup, focus, term::CLAIM_OF_EVIDENCE));
        evidence = Some(focus);
    } else if focus.starts_with(iri::CLAIM) {
        claims.insert(focus.to_owned());
    } else if !focus.starts_with(iri::ARTICLE) {
        for fact in facts(lookup, focus, violation) {
            claims.extend(lookup.subjects(term::FACT_OF_CLAIM, &fact, Scope::Any));
        }
    }
    let mut causes: Vec<Cause> =
        claims.iter().flat_map(|claim| of_claim(store, lookup, claim, evidence)).collect();
    let edge = focus.starts_with(iri::ENTITY) && violation.property.is_some();
    if causes.is_empty() && !edge {
        causes = said_in(store, focus).into_iter().map(|article| in_article(lookup, article)).collect();
    }
    causes.sort();
    causes.dedup();
    causes
}

/// The facts that a node stands for, or that are about it.
fn facts(lookup: Lookup<'_>, focus: &str, violation: &Violation) -> Vec<String> {
    if focus.starts_with(iri::FACT) {
        return vec![focus.to_owned()];
    }
    let rests_on = texts(lookup, focus, term::RESTS_ON);
    if !rests_on.is_empty() {
        return rests_on;
    }
    let about = |side: &str| lookup.subjects(side, focus, Scope::Any);
    let mut facts = about(rdf::SUBJECT.as_str());
    facts.extend(about(rdf::OBJECT.as_str()));
    let ours = |iri: &str| iri.starts_with(NAMESPACE) || Property::from_iri(iri).is_some();
    let Some(property) = violation.property.as_deref().filter(|property| ours(property)) else {
        return facts.into_iter().collect();
    };
    // A property that reads another one backwards is recorded as the other one.
    let recorded = Property::all().find(|known| {
        let inverse = known.inverse().map(iri::term);
        inverse.as_deref() == Some(property)
    });
    let recorded = recorded.map_or_else(|| property.to_owned(), Property::iri);
    let value = violation.value.as_ref().filter(|value| **value != violation.focus);
    let fits = |fact: &String| {
        let has = |side: &str, wanted: &Term| lookup.objects(fact, side, Scope::Any).contains(wanted);
        let of_property = texts(lookup, fact, rdf::PREDICATE.as_str()).contains(&recorded);
        of_property
            && value.is_none_or(|value| has(rdf::SUBJECT.as_str(), value) || has(rdf::OBJECT.as_str(), value))
    };
    facts.into_iter().filter(fits).collect()
}

/// The places of a claim; the article alone where it has none.
fn of_claim(store: &Store, lookup: Lookup<'_>, claim: &str, evidence: Option<&str>) -> Vec<Cause> {
    let article = lookup.text(claim, term::IN_ARTICLE).or_else(|| said_in(store, claim).into_iter().next());
    let Some(article) = article else { return Vec::new() };
    let whole = Cause { claim: Some(claim.to_owned()), ..in_article(lookup, article) };
    let facts = texts(lookup, claim, term::FACT_OF_CLAIM);
    let entities: Vec<String> = facts
        .iter()
        .flat_map(|fact| [rdf::SUBJECT, rdf::OBJECT].map(|side| texts(lookup, fact, side.as_str())))
        .flatten()
        .collect();
    let places: BTreeSet<String> = match evidence {
        Some(place) => [place.to_owned()].into(),
        None => lookup.subjects(term::CLAIM_OF_EVIDENCE, claim, Scope::Any),
    };
    let mut causes: Vec<Cause> = places
        .iter()
        .map(|place| {
            let sentence = lookup.text(place, term::SENTENCE);
            Cause {
                rule: lookup.text(place, term::RULE),
                quote: lookup.text(place, term::QUOTE),
                names: names(store, &whole.article, &entities, sentence.as_deref().unwrap_or_default()),
                sentence,
                ..whole.clone()
            }
        })
        .collect();
    if causes.is_empty() {
        causes.push(whole);
    }
    causes
}

fn in_article(lookup: Lookup<'_>, article: String) -> Cause {
    Cause { url: lookup.text(&article, "http://schema.org/url"), article, ..Cause::default() }
}

/// The names that the article uses for the entities and that are in the sentence, in order of place; of names
/// within each other the longest.
fn names(store: &Store, article: &str, entities: &[String], sentence: &str) -> Vec<String> {
    let graph = GraphFilter::Named(NamedNode::new_unchecked(article));
    let name = NamedNode::new_unchecked(ALT_LABEL);
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for entity in entities {
        let Ok(entity) = NamedNode::new(entity) else { continue };
        let known = store.matching(Some(&entity), Some(&name), None, &graph);
        let places = known.filter_map(|quad| {
            let known = term_text(quad.object);
            sentence.find(&known).map(|at| (at, at + known.len(), known))
        });
        let places: Vec<_> = places.collect();
        let inside = |(start, end, _): &(usize, usize, String)| {
            places.iter().any(|(a, b, _)| a <= start && end <= b && b - a > end - start)
        };
        found.extend(places.iter().filter(|place| !inside(place)).cloned());
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, _, name)| name).collect()
}

/// The articles whose graphs speak of a node.
fn said_in(store: &Store, node: &str) -> BTreeSet<String> {
    let Ok(node) = NamedNode::new(node) else { return BTreeSet::new() };
    let quads = store.matching(Some(&node), None, None, &GraphFilter::AnyNamed);
    let graphs = quads.filter_map(|quad| graph_iri(&quad.graph_name).map(str::to_owned));
    graphs.filter(|graph| graph.starts_with(iri::ARTICLE)).collect()
}

fn texts(lookup: Lookup<'_>, subject: &str, predicate: &str) -> Vec<String> {
    lookup.objects(subject, predicate, Scope::Any).into_iter().map(term_text).collect()
}

//! Whether beliefs are as good as they say: the facts that a graph's articles assert, judged by gold and sorted
//! by belief. Of facts believed to 0.9 nine of ten should be right.
//!
//! A fact counts once: it is right if the gold of any of its articles has it as asserted.

use std::collections::BTreeMap;

use gureum_model::vocabulary::{NAMESPACE, term};
use gureum_model::{Modality, Property, iri, quads};
use gureum_store::{GraphFilter, Store};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};
use serde::Serialize;
use serde_json::Value;

use super::fact::{Entity, Fact, Part};
use super::gold::Gold;
use super::judge::judge;

/// Where the bins begin; the last one ends with certainty.
const BINS: [f64; 7] = [0.0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.99];

/// Facts of about one belief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The least belief.
    pub from: f64,
    /// The greatest, itself in the next bin.
    pub to: f64,
    /// How many facts.
    pub facts: usize,
    /// How many of them are right.
    pub right: usize,
    /// Their mean belief.
    pub mean: f64,
}

/// What a graph's beliefs are worth by gold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The bins that have facts, and last all of them together.
    pub bins: Vec<Bin>,
    /// Gold whose article is not in the graph.
    pub without: Vec<String>,
}

/// Judges the facts of the articles that have gold.
pub fn calibrate(store: &Store, golds: &[Gold]) -> Calibration {
    let mut without = Vec::new();
    let mut judged: BTreeMap<String, bool> = BTreeMap::new();
    for gold in golds {
        let facts = facts_of(store, &gold.article);
        if facts.is_empty() {
            without.push(gold.article.clone());
        }
        let verdict = judge(gold, &facts.iter().collect::<Vec<_>>());
        let right = verdict.right.iter().map(|(_, fact)| (*fact, true));
        let wrong = verdict.wrong.iter().map(|(fact, _)| (*fact, false));
        for (fact, right) in right.chain(wrong).filter(|(fact, _)| fact.modality == Modality::Asserted.name())
        {
            if let Some(iri) = &fact.fact {
                *judged.entry(iri.clone()).or_default() |= right;
            }
        }
    }
    let mut believed: Vec<(f64, bool)> =
        judged.iter().filter_map(|(fact, right)| Some((belief(store, fact)?, *right))).collect();
    believed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let bin = |from: f64, to: f64| {
        let inside: Vec<&(f64, bool)> = believed.iter().filter(|(b, _)| *b >= from && *b < to).collect();
        let sum: f64 = inside.iter().map(|(belief, _)| belief).sum();
        let right = inside.iter().filter(|(_, right)| *right).count();
        let facts = inside.len();
        (facts > 0).then(|| Bin { from, to, facts, right, mean: sum / facts as f64 })
    };
    let ends = BINS.iter().copied().skip(1).chain([1.0]);
    let mut bins: Vec<Bin> = BINS.iter().zip(ends).filter_map(|(from, to)| bin(*from, to)).collect();
    bins.extend(bin(0.0, 1.0));
    Calibration { bins, without }
}

fn belief(store: &Store, fact: &str) -> Option<f64> {
    let derived = GraphFilter::Named(NamedNode::new_unchecked(iri::DERIVED_GRAPH));
    let (fact, belief) = (NamedNode::new_unchecked(fact), NamedNode::new_unchecked(term::BELIEF));
    let quad = store.matching(Some(&fact), Some(&belief), None, &derived).next()?;
    text(&quad.object).parse().ok()
}

/// The facts of an article's graph, as they are judged.
fn facts_of(store: &Store, article: &str) -> Vec<Fact> {
    let graph = GraphFilter::Named(NamedNode::new_unchecked(iri::article(article)));
    let mut nodes: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
    for quad in store.matching(None, None, None, &graph) {
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            nodes.entry(subject.into_string()).or_default().push((quad.predicate.into_string(), quad.object));
        }
    }
    let value = |node: &str, predicate: &str| -> Option<&Term> {
        nodes.get(node)?.iter().find(|(p, _)| p == predicate).map(|(_, object)| object)
    };
    let part = |object: &Term| match object {
        Term::Literal(literal) => Part::Literal { value: Value::String(literal.value().to_owned()) },
        node => {
            let iri = text(node);
            let said = nodes.get(&iri).into_iter().flatten();
            let names: Vec<String> =
                said.filter(|(p, _)| p == quads::ALT_LABEL).map(|(_, name)| text(name)).collect();
            let label = names.first().cloned().unwrap_or_default();
            Part::Entity(Entity { iri, label, mentions: names })
        }
    };
    let claims = nodes.keys().filter_map(|claim| {
        let fact = text(value(claim, term::FACT_OF_CLAIM)?);
        let local = |term: &Term| text(term).strip_prefix(NAMESPACE).map(str::to_owned);
        Some(Fact {
            article: article.to_owned(),
            subject: part(value(&fact, rdf::SUBJECT.as_str())?),
            predicate: Property::from_iri(&text(value(&fact, rdf::PREDICATE.as_str())?))?.name().to_owned(),
            object: part(value(&fact, rdf::OBJECT.as_str())?),
            modality: local(value(claim, term::MODALITY)?)?,
            fact: Some(fact),
            date: None,
            title: None,
            scope: None,
            market: None,
            value: None,
            attributed_to: None,
            evidence: None,
            rule: None,
        })
    });
    claims.collect()
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

//! The surroundings of one entity: those it has facts with, and the facts among them.

use std::collections::{BTreeMap, BTreeSet};

use gureum_store::Store;

use crate::facts::{self, Claim, EntityName, Fact, FactObject};
use crate::projection::{Edge, Node, Projection};

/// Entities within so many facts of the one with that IRI, at most `most` of them: those with the best
/// supported facts first. Of facts every modality is there. The cost grows with the facts of all of them.
pub fn around(store: &Store, focus: &str, hops: usize, most: usize) -> Projection {
    let mut seen: BTreeMap<String, EntityName> = BTreeMap::new();
    let mut read: BTreeSet<String> = BTreeSet::new();
    let mut known: BTreeMap<String, Fact> = BTreeMap::new();
    let mut front = vec![focus.to_owned()];
    for hop in 0..=hops {
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        for entity in front.drain(..).filter(|entity| read.insert(entity.clone())).collect::<Vec<_>>() {
            for fact in facts::about(store, &entity) {
                let FactObject::Entity(object) = &fact.object else { continue };
                for end in [&fact.subject, object] {
                    if end.iri == focus || seen.contains_key(&end.iri) || hop == hops {
                        continue;
                    }
                    *next.entry(end.iri.clone()).or_default() += fact.claims.len();
                }
                known.insert(fact.iri.clone(), fact);
            }
        }
        let mut best: Vec<(usize, String)> = next.into_iter().map(|(iri, claims)| (claims, iri)).collect();
        best.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        best.truncate(most.saturating_sub(seen.len() + 1));
        front = best.into_iter().map(|(_, iri)| iri).collect();
        for fact in known.values() {
            let FactObject::Entity(object) = &fact.object else { continue };
            for end in [&fact.subject, object] {
                if end.iri == focus || front.contains(&end.iri) {
                    seen.entry(end.iri.clone()).or_insert_with(|| end.clone());
                }
            }
        }
    }
    let edges = known.into_values().filter_map(edge);
    let nodes = seen.into_values().map(|name| Node::new(name.iri, name.label, name.class));
    Projection::from_parts(nodes, edges)
}

/// A fact as an edge, from its subject to its object.
fn edge(fact: Fact) -> Option<(String, String, Edge)> {
    let FactObject::Entity(object) = &fact.object else { return None };
    let days = |day: fn(&Claim) -> &Option<String>| -> BTreeSet<String> {
        fact.claims.iter().filter_map(|claim| day(claim).clone()).collect()
    };
    let said = days(|claim| &claim.said_on);
    let edge = Edge {
        modality: fact.modalities().first().copied()?,
        belief: fact.belief.as_ref().and_then(|belief| belief.parse().ok()),
        articles: fact.articles(),
        evidence: fact.claims.iter().map(|claim| claim.evidence.len()).sum(),
        first_said: said.first().cloned(),
        last_said: said.last().cloned(),
        from: days(|claim| &claim.from).pop_first(),
        until: days(|claim| &claim.until).pop_last(),
        ..Edge::new(fact.iri.clone(), fact.property.clone())
    };
    Some((fact.subject.iri.clone(), object.iri.clone(), edge))
}

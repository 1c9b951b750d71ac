//! The surroundings of one entity: those it has facts with, and the facts among them.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::Property;
use gureum_store::Store;

use crate::facts::{self, EntityName, Fact, FactObject};
use crate::projection::{Edge, Node, Projection};

/// The surroundings of an entity.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The entities and their facts.
    pub projection: Projection,
    /// How far each fact is believed, by its IRI; what nobody asserts has no belief.
    pub belief: BTreeMap<String, String>,
}

/// Entities within so many facts of the one with that IRI, at most `most` of them: those with the best
/// supported facts first. Of facts every modality is there. The cost grows with the facts of all of them.
pub fn around(store: &Store, focus: &str, hops: usize, most: usize) -> Surroundings {
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
    let belief =
        known.iter().filter_map(|(fact, known)| Some((fact.clone(), known.belief.clone()?))).collect();
    let edges = known.into_values().filter_map(edge);
    let nodes = seen.into_values().map(|name| Node {
        iri: name.iri,
        label: name.label,
        class: name.class,
        literals: BTreeMap::new(),
    });
    Surroundings { projection: Projection::from_parts(nodes, edges), belief }
}

/// A fact as an edge, from its subject to its object.
fn edge(fact: Fact) -> Option<(String, String, Edge)> {
    let FactObject::Entity(object) = &fact.object else { return None };
    let said: BTreeSet<&String> = fact.claims.iter().filter_map(|claim| claim.said_on.as_ref()).collect();
    let edge = Edge {
        modality: fact.modalities().first().copied()?,
        articles: fact.articles(),
        first_said: said.first().map(|day| (*day).clone()),
        last_said: said.last().map(|day| (*day).clone()),
        symmetric: Property::from_name(&fact.property.name).is_some_and(Property::is_symmetric),
        property: fact.property.clone(),
        fact: fact.iri.clone(),
    };
    Some((fact.subject.iri.clone(), object.iri.clone(), edge))
}

//! Every entity of a graph, and which of them look like one and the same.

mod likeness;
pub mod review;
pub(crate) mod spelling;

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::quads::{ALT_LABEL, PREF_LABEL};
use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, iri};
use gureum_store::{GraphFilter, Store};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use serde::Serialize;

use crate::lookup::{Lookup, Scope, graph_iri, subject_iri, term_text};

/// An entity in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
    /// Its class; the first one, should articles differ.
    #[serde(rename = "type", serialize_with = "class_name")]
    pub class: Class,
    /// Every name, the registry's and those of articles, sorted.
    pub names: Vec<String>,
    /// How many articles name it.
    pub articles: usize,
    /// How many facts it has a part in.
    pub facts: usize,
    /// Whether the registry knows it.
    pub known: bool,
    /// IRIs of the entities it has a fact with.
    #[serde(skip)]
    neighbours: BTreeSet<String>,
}

impl Listed {
    /// IRIs of the entities it has a fact with.
    pub(crate) fn neighbours(&self) -> &BTreeSet<String> {
        &self.neighbours
    }
}

fn class_name<S: serde::Serializer>(class: &Class, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.name())
}

/// All entities that articles name: by class, then those with most facts first. Reads the graph once.
pub fn list(store: &Store) -> Vec<Listed> {
    let lookup = Lookup::new(store);
    let mut classes: BTreeMap<String, BTreeSet<Class>> = BTreeMap::new();
    let mut articles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in lookup.quads(None, rdf::TYPE.as_str(), None, Scope::Any) {
        let Some(entity) = subject_iri(quad.subject).filter(|node| node.starts_with(iri::ENTITY)) else {
            continue;
        };
        match graph_iri(&quad.graph_name) {
            None => {
                let class = term_text(quad.object);
                let class = class.strip_prefix(NAMESPACE).and_then(Class::from_name);
                classes.entry(entity).or_default().extend(class);
            }
            Some(graph) if graph.starts_with(iri::ARTICLE) => {
                articles.entry(entity).or_default().insert(graph.to_owned());
            }
            Some(_) => {}
        }
    }
    let facts = facts(lookup);
    let known = registered(store);
    let listed = classes.into_iter().filter_map(|(entity, classes)| {
        let names = lookup.objects(&entity, ALT_LABEL, Scope::Default).into_iter().map(term_text);
        let label = lookup.label(&entity);
        let names: BTreeSet<String> = names.chain([label.clone()]).collect();
        let facts = facts.get(&entity);
        Some(Listed {
            label,
            class: classes.into_iter().next()?,
            names: names.into_iter().collect(),
            articles: articles.get(&entity).map_or(0, BTreeSet::len),
            facts: facts.map_or(0, |(count, _)| *count),
            neighbours: facts.map(|(_, others)| others.clone()).unwrap_or_default(),
            known: known.contains(&entity),
            iri: entity,
        })
    });
    let mut listed: Vec<Listed> = listed.collect();
    listed.sort_by(|a, b| (a.class, b.facts, &a.iri).cmp(&(b.class, a.facts, &b.iri)));
    listed
}

/// How many facts each entity has, and with whom.
fn facts(lookup: Lookup<'_>) -> BTreeMap<String, (usize, BTreeSet<String>)> {
    let mut sides: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for predicate in [rdf::SUBJECT, rdf::OBJECT] {
        for quad in lookup.quads(None, predicate.as_str(), None, Scope::Any) {
            let graph = graph_iri(&quad.graph_name).is_some_and(|graph| graph.starts_with(iri::ARTICLE));
            if let (true, Some(fact), Term::NamedNode(side)) = (graph, subject_iri(quad.subject), quad.object)
            {
                sides.entry(fact).or_default().insert(side.into_string());
            }
        }
    }
    let mut facts: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for sides in sides.values() {
        for side in sides {
            let (count, others) = facts.entry(side.clone()).or_default();
            *count += 1;
            others.extend(sides.iter().filter(|other| *other != side).cloned());
        }
    }
    facts
}

/// The entities that the registry names.
fn registered(store: &Store) -> BTreeSet<String> {
    let registry = GraphFilter::Named(NamedNode::new_unchecked(iri::REGISTRY_GRAPH));
    let named = NamedNode::new_unchecked(PREF_LABEL);
    store.matching(None, Some(&named), None, &registry).filter_map(|quad| subject_iri(quad.subject)).collect()
}

//! An article as the graph knows it: what it is, what it names, what it states.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::quads::ALT_LABEL;
use gureum_model::vocabulary::term;
use gureum_store::{GraphFilter, Store};
use oxrdf::NamedNode;
use serde::Serialize;

use crate::facts::{self, Article, EntityName, Fact, entity_name, read_article};
use crate::lookup::{Lookup, subject_iri, term_text};

/// An article, with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// What it is.
    pub article: Article,
    /// Hash of its source, by which the store keeps it.
    pub hash: Option<String>,
    /// What it names, with the names it uses, sorted by IRI.
    pub entities: Vec<(EntityName, Vec<String>)>,
    /// Facts with a claim of it, in the order of their places; of each only its own claims.
    pub facts: Vec<Fact>,
}

impl ArticleCard {
    /// The article with that IRI; `None` where the store has none. The cost grows with its facts.
    pub fn new(store: &Store, iri: &str) -> Option<Self> {
        let lookup = Lookup::new(store);
        let graph = GraphFilter::Named(NamedNode::new(iri).ok()?);
        let predicate = NamedNode::new_unchecked;
        let hash = store
            .matching(None, Some(&predicate(term::CONTENT_HASH)), None, &graph)
            .next()
            .map(|quad| term_text(quad.object));
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in store.matching(None, Some(&predicate(ALT_LABEL)), None, &graph) {
            if let Some(entity) = subject_iri(quad.subject) {
                names.entry(entity).or_default().insert(term_text(quad.object));
            }
        }
        let stated: BTreeSet<String> = store
            .matching(None, Some(&predicate(term::FACT_OF_CLAIM)), None, &graph)
            .map(|quad| term_text(quad.object))
            .collect();
        if hash.is_none() && names.is_empty() && stated.is_empty() {
            return None;
        }
        let mut facts: Vec<Fact> = stated
            .iter()
            .filter_map(|fact| facts::fact(store, fact))
            .map(|mut fact| {
                fact.claims.retain(|claim| claim.article.iri == iri);
                fact
            })
            .collect();
        facts.sort_by_key(|fact| {
            let places = fact.claims.iter().flat_map(|claim| &claim.evidence);
            places.map(|place| (place.start, place.end)).min()
        });
        let entities = names.into_iter();
        Some(Self {
            article: read_article(lookup, iri.to_owned()),
            hash,
            entities: entities
                .map(|(entity, names)| (entity_name(lookup, &entity), names.into_iter().collect()))
                .collect(),
            facts,
        })
    }
}

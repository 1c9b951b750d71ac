//! The registry as a graph: what is known of every entity of the lexicon, and of the rules, before anything
//! is read.

use gureum_extract::lexicon::Registry;
use gureum_extract::rule::Reliability;
use gureum_model::iri;
use gureum_model::quads::{ALT_LABEL, PREF_LABEL};
use gureum_model::vocabulary::term;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";
/// Of an entity that was minted under another IRI before it had a row.
pub(crate) const IS_REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";
/// Of a pair that is never one entity.
pub(crate) const DIFFERENT_FROM: &str = "http://www.w3.org/2002/07/owl#differentFrom";
const SOURCE: &str = "http://purl.org/dc/terms/source";

/// What the registry knows: type, names, identifiers elsewhere, where each row is from, what it was called
/// before, and who it is not.
pub(crate) fn graph(registry: &Registry) -> Vec<Quad> {
    let graph = GraphName::from(NamedNode::new_unchecked(iri::REGISTRY_GRAPH));
    let mut quads = Vec::new();
    for known in registry.known() {
        let entity = NamedNode::new_unchecked(iri::known_entity(&known.id));
        let mut add = |predicate: &str, object: Term| {
            quads.push(Quad::new(entity.clone(), NamedNode::new_unchecked(predicate), object, graph.clone()));
        };
        add(rdf::TYPE.as_str(), NamedNode::new_unchecked(iri::term(known.class.name())).into());
        add(PREF_LABEL, named(&known.ko, "ko"));
        if let Some(english) = &known.en {
            add(PREF_LABEL, named(english, "en"));
        }
        let further = known.aliases.iter().chain(&known.former).map(|name| name.text.as_str());
        for name in further.filter(|name| *name != known.ko) {
            add(ALT_LABEL, named(name, if name.is_ascii() { "en" } else { "ko" }));
        }
        for other in known.same_as.iter().filter_map(|other| NamedNode::new(other).ok()) {
            add(SAME_AS, other.into());
        }
        for slug in &known.minted {
            let before = NamedNode::new_unchecked(iri::minted_entity(slug));
            let replaced = NamedNode::new_unchecked(IS_REPLACED_BY);
            quads.push(Quad::new(before, replaced, entity.clone(), graph.clone()));
        }
        let mut add = |predicate: &str, object: Term| {
            quads.push(Quad::new(entity.clone(), NamedNode::new_unchecked(predicate), object, graph.clone()));
        };
        for source in known.source.split('|').map(str::trim).filter(|source| !source.is_empty()) {
            let term = match NamedNode::new(source) {
                Ok(page) if source.starts_with("http") => page.into(),
                _ => Literal::new_simple_literal(source).into(),
            };
            add(SOURCE, term);
        }
    }
    for (a, b, _) in registry.guards().iter().filter(|(a, b, _)| a != b) {
        let [a, b] = [a, b].map(|id| NamedNode::new_unchecked(iri::known_entity(id)));
        quads.push(Quad::new(a, NamedNode::new_unchecked(DIFFERENT_FROM), b, graph.clone()));
    }
    quads
}

/// How often the rules were right, for the store to derive beliefs from.
pub(crate) fn reliability(rules: &[Reliability]) -> Vec<Quad> {
    let graph = GraphName::from(NamedNode::new_unchecked(iri::REGISTRY_GRAPH));
    let mut quads = Vec::new();
    for rule in rules {
        let node = NamedNode::new_unchecked(iri::reliability(&rule.rule, &rule.gold));
        let mut add = |predicate: &str, object: Term| {
            quads.push(Quad::new(node.clone(), NamedNode::new_unchecked(predicate), object, graph.clone()));
        };
        let count = |count: u32| Literal::new_typed_literal(count.to_string(), xsd::INTEGER).into();
        add(rdf::TYPE.as_str(), NamedNode::new_unchecked(term::RELIABILITY).into());
        add(term::OF_RULE, Literal::new_simple_literal(&rule.rule).into());
        add(term::RIGHT, count(rule.right));
        add(term::WRONG, count(rule.wrong));
        add(term::GOLD, Literal::new_simple_literal(&rule.gold).into());
        add(term::MEASURED_ON, Literal::new_typed_literal(rule.date.to_string(), xsd::DATE).into());
    }
    quads
}

fn named(name: &str, language: &str) -> Term {
    Literal::new_language_tagged_literal_unchecked(name, language).into()
}

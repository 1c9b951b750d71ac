//! The registry as a graph: what is known of every entity of the lexicon before anything is read.

use gureum_extract::lexicon::Registry;
use gureum_model::iri;
use gureum_model::quads::{ALT_LABEL, PREF_LABEL};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";
const SOURCE: &str = "http://purl.org/dc/terms/source";

/// What the registry knows: type, names, identifiers elsewhere, and where each row is from.
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
        for source in known.source.split('|').map(str::trim).filter(|source| !source.is_empty()) {
            let term = match NamedNode::new(source) {
                Ok(page) if source.starts_with("http") => page.into(),
                _ => Literal::new_simple_literal(source).into(),
            };
            add(SOURCE, term);
        }
    }
    quads
}

fn named(name: &str, language: &str) -> Term {
    Literal::new_language_tagged_literal_unchecked(name, language).into()
}

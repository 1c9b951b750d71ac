//! The graph that a CONSTRUCT or DESCRIBE query makes, as nodes and edges.
//!
//! A triple between two IRIs is an edge, one with a literal an attribute; `rdf:type` and `rdfs:label` give a node its
//! class and name, and where they say nothing the store does. An edge that is a fact of the store has what is known
//! of it: articles, days, belief.

use std::collections::BTreeMap;

use gureum_model::Modality;
use gureum_model::quads::LABEL;
use gureum_model::vocabulary::NAMESPACE;
use gureum_store::Store;
use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use petgraph::visit::EdgeRef;

use crate::facts::term_name;
use crate::lookup::Lookup;
use crate::prefixes::shorten_or_bracket;
use crate::projection::{Edge, LiteralFact, Node, Projection, node, value};
use crate::selection::Selection;

/// A triple with a blank node.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the query makes blank nodes, which have no name that lasts, as in {0}: write IRIs in their place, or choose an RDF format"
)]
pub struct BlankNode(String);

/// Triples as a graph, with the clauses behind facts if `evidence` asks for them. Reads all facts of the store.
///
/// # Errors
/// [`BlankNode`] if there is one.
pub fn projection(store: &Store, triples: &[Triple], evidence: bool) -> Result<Projection, BlankNode> {
    let lookup = Lookup::new(store);
    let facts = Facts::new(store, evidence);
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut labels: BTreeMap<&str, &Literal> = BTreeMap::new();
    let mut edges: BTreeMap<String, (String, String, Edge)> = BTreeMap::new();
    for triple in triples {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return Err(BlankNode(triple.to_string()));
        };
        let from =
            nodes.entry(subject.as_str().to_owned()).or_insert_with_key(|iri| node(lookup, iri.clone()));
        match &triple.object {
            Term::BlankNode(_) => return Err(BlankNode(triple.to_string())),
            Term::NamedNode(class) if triple.predicate == rdf::TYPE => {
                if from.class.is_none() {
                    from.class = class.as_str().strip_prefix(NAMESPACE).map(str::to_owned);
                }
            }
            Term::NamedNode(object) => {
                let target = object.as_str().to_owned();
                nodes.entry(target).or_insert_with_key(|iri| node(lookup, iri.clone()));
                let (from, to, edge) = facts.edge(lookup, subject, &triple.predicate, object);
                edges.insert(edge.fact.clone(), (from, to, edge));
            }
            Term::Literal(label) if triple.predicate.as_str() == LABEL => {
                let known = labels.entry(subject.as_str()).or_insert(label);
                if known.language() != Some("ko") {
                    *known = label;
                }
            }
            Term::Literal(literal) => {
                let name = term_name(lookup, triple.predicate.as_str()).name;
                let value = value(literal);
                from.literals.entry(name).or_default().push(LiteralFact {
                    value,
                    narrowed: Vec::new(),
                    modality: Modality::Asserted,
                    articles: 0,
                    last_said: None,
                });
            }
        }
    }
    for (iri, label) in labels {
        if let Some(node) = nodes.get_mut(iri) {
            label.value().clone_into(&mut node.label);
        }
    }
    Ok(Projection::from_parts(nodes.into_values(), edges.into_values()))
}

/// The facts of a store by subject, property and object.
struct Facts(BTreeMap<[String; 3], (String, String, Edge)>);

impl Facts {
    fn new(store: &Store, evidence: bool) -> Self {
        let selection = Selection { modalities: Modality::ALL.into(), evidence, ..Selection::default() };
        let known = Projection::new(store, &selection);
        let mut facts = BTreeMap::new();
        for edge in known.graph.edge_references() {
            let [from, to] = [edge.source(), edge.target()].map(|end| known.graph[end].iri.clone());
            let edge = edge.weight().clone();
            let name = &edge.property.name;
            if edge.symmetric {
                facts.insert(
                    [to.clone(), name.clone(), from.clone()],
                    (from.clone(), to.clone(), edge.clone()),
                );
            }
            facts.insert([from.clone(), name.clone(), to.clone()], (from, to, edge));
        }
        Self(facts)
    }

    /// The fact that says so; otherwise an edge of no article, called by its triple.
    fn edge(
        &self,
        lookup: Lookup<'_>,
        subject: &NamedNode,
        predicate: &NamedNode,
        object: &NamedNode,
    ) -> (String, String, Edge) {
        let [from, to] = [subject, object].map(|end| end.as_str().to_owned());
        let property = term_name(lookup, predicate.as_str());
        let key = [from.clone(), property.name.clone(), to.clone()];
        self.0.get(&key).cloned().unwrap_or_else(|| {
            let short = [subject, predicate, object].map(|part| shorten_or_bracket(part.as_str()));
            // What a triple says has no modality but that it is said, and it is said in this direction.
            let edge = Edge { symmetric: false, ..Edge::new(short.join(" "), property) };
            (from, to, edge)
        })
    }
}

//! What a query may say: prefixes, classes and properties of the graph, for the editor's completion.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use gureum_model::iri;
use gureum_model::quads::{ALT_LABEL, LABEL, PREF_LABEL};
use gureum_query::prefixes::BUILT_IN;
use gureum_store::{GraphFilter, Store};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};
use serde_json::{Map, json};

use super::view;
use crate::app::App;

const CLASSES: [&str; 2] =
    ["http://www.w3.org/2002/07/owl#Class", "http://www.w3.org/2000/01/rdf-schema#Class"];
const PROPERTIES: [&str; 3] = [
    "http://www.w3.org/2002/07/owl#ObjectProperty",
    "http://www.w3.org/2002/07/owl#DatatypeProperty",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
];

/// Properties of others that the graph uses.
const FOREIGN: [&str; 10] = [
    LABEL,
    PREF_LABEL,
    ALT_LABEL,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#object",
    "http://purl.org/dc/terms/title",
    "http://purl.org/dc/terms/issued",
    "http://purl.org/dc/terms/publisher",
    "http://www.w3.org/2002/07/owl#sameAs",
];

/// `{"prefixes": {"gu": …}, "classes": [IRI], "properties": [IRI]}`.
pub(crate) async fn json(State(app): State<App>) -> Response {
    let prefixes: Map<String, serde_json::Value> =
        BUILT_IN.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace))).collect();
    let classes = declared(app.store(), &CLASSES);
    let mut properties = declared(app.store(), &PROPERTIES);
    properties.extend(FOREIGN.map(str::to_owned));
    view::json(&json!({ "prefixes": prefixes, "classes": classes, "properties": properties }))
}

/// What the ontology's graph says to be of one of these types.
fn declared(store: &Store, types: &[&str]) -> BTreeSet<String> {
    let graph = GraphFilter::Named(NamedNode::new_unchecked(iri::ONTOLOGY_GRAPH));
    let mut found = BTreeSet::new();
    for name in types {
        let class = Term::NamedNode(NamedNode::new_unchecked(*name));
        for quad in store.matching(None, Some(&rdf::TYPE.into_owned()), Some(&class), &graph) {
            if let NamedOrBlankNode::NamedNode(node) = quad.subject {
                found.insert(node.into_string());
            }
        }
    }
    found
}

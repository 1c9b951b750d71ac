//! Posts that one person at a time holds in an organisation: the concepts of the ontology's `gu:postScheme`, and the
//! titles that are names of them.

use std::collections::BTreeMap;

use gureum_model::iri;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use crate::graph::Row;
use crate::terms::Terms;
use crate::{GraphFilter, Store};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const NAMES: [&str; 3] = ["prefLabel", "altLabel", "notation"];
const SCHEME: &str = "postScheme";

/// The title of a claim to the post that it names.
#[derive(Clone, Debug, Default)]
pub struct Posts(BTreeMap<String, String>);

impl Posts {
    /// Those of a graph's ontology; none where it has no such scheme.
    pub fn of(store: &Store) -> Self {
        let named = GraphFilter::Named(NamedNode::new_unchecked(iri::ONTOLOGY_GRAPH));
        let skos = |name: &str| NamedNode::new_unchecked(format!("{SKOS}{name}"));
        let scheme = Term::from(NamedNode::new_unchecked(iri::term(SCHEME)));
        let mut posts = Self::default();
        let in_scheme = store.matching(None, Some(&skos("inScheme")), Some(&scheme), &named);
        for quad in in_scheme {
            let NamedOrBlankNode::NamedNode(concept) = quad.subject else { continue };
            for name in NAMES {
                for quad in store.matching(Some(&concept), Some(&skos(name)), None, &named) {
                    if let Term::Literal(label) = quad.object {
                        posts.add(concept.as_str(), label.value());
                    }
                }
            }
        }
        posts
    }

    /// The same from `rows`, sorted by graph first.
    pub(crate) fn read(terms: &Terms, rows: &[Row]) -> Self {
        let mut posts = Self::default();
        let skos = |name: &str| terms.find_iri(&format!("{SKOS}{name}"));
        let found =
            (terms.find_iri(iri::ONTOLOGY_GRAPH), skos("inScheme"), terms.find_iri(&iri::term(SCHEME)));
        let (Some(graph), Some(in_scheme), Some(scheme)) = found else { return posts };
        let from = rows.partition_point(|row| row[3] < graph);
        let to = rows.partition_point(|row| row[3] <= graph);
        let names: Vec<u32> = NAMES.into_iter().filter_map(skos).collect();
        for concept in rows[from..to].chunk_by(|a, b| a[0] == b[0]) {
            if !concept.iter().any(|row| row[1] == in_scheme && row[2] == scheme) {
                continue;
            }
            let Some(iri) = terms.iri(concept[0][0]) else { continue };
            for row in concept.iter().filter(|row| names.contains(&row[1])) {
                if let Term::Literal(label) = terms.term(row[2]) {
                    posts.add(iri, label.value());
                }
            }
        }
        posts
    }

    fn add(&mut self, post: &str, name: &str) {
        self.0.insert(plain(name), post.to_owned());
    }

    /// IRI of the post that `title` names; white space and case do not count.
    pub fn of_title(&self, title: &str) -> Option<&str> {
        self.0.get(&plain(title)).map(String::as_str)
    }
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<String>().to_lowercase()
}

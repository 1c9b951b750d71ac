//! What a graph was made of, and the checksum of each of its parts: enough to tell two graphs apart, to
//! see where they differ, and to make one again.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{ContentHash, iri};
use gureum_store::{GraphFilter, Store, StoreError};
use oxrdf::{NamedNode, Quad};
use serde::{Deserialize, Serialize};

use crate::build::TEXTS;
use crate::change;

/// The name that [`GraphEntry`] gives the default graph.
pub const DEFAULT_GRAPH: &str = "default";

/// A list of contents. Equal graphs that were made with the same have equal ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// Version of the ontology.
    pub ontology: String,
    /// What the graph depends on beside its articles, by name, with hashes: `dictionary`, `lexicon`, `words`,
    /// `rules`, `ontology`, `program` and what else there is.
    pub made_with: BTreeMap<String, String>,
    /// The articles, sorted by IRI.
    pub articles: Vec<ArticleEntry>,
    /// The other graphs: the default one first, then by IRI.
    pub graphs: Vec<GraphEntry>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArticleEntry {
    /// Its name; its IRI where it has none.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// SHA-256 of the bytes it was read from, where that is written down.
    pub content_hash: Option<String>,
    /// Whether the store has its text.
    pub text: bool,
    /// Quads of its graph.
    pub quads: usize,
    /// SHA-256 of the lines that `gureum dump` writes for its graph.
    pub checksum: String,
}

/// A graph that is no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GraphEntry {
    /// Its IRI, or [`DEFAULT_GRAPH`].
    pub name: String,
    /// Its quads.
    pub quads: usize,
    /// SHA-256 of the lines that `gureum dump` writes for it.
    pub checksum: String,
}

impl Manifest {
    /// The manifest of a store. Reads all of it; memory is that of its largest graph as text.
    ///
    /// # Errors
    /// If the folder of the texts cannot be read.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let records = change::records(store);
        let (mut articles, mut graphs) = (Vec::new(), Vec::new());
        let (quads, checksum) = checksum(store, &GraphFilter::Default);
        graphs.push(GraphEntry { name: DEFAULT_GRAPH.to_owned(), quads, checksum });
        for (name, _) in store.graphs() {
            let (quads, checksum) = self::checksum(store, &GraphFilter::Named(name.clone()));
            let name = name.into_string();
            if !name.starts_with(iri::ARTICLE) {
                graphs.push(GraphEntry { name, quads, checksum });
                continue;
            }
            let record = records.get(&name);
            articles.push(ArticleEntry {
                id: record.map_or_else(|| name.clone(), |record| record.id.clone()),
                content_hash: record.map(|record| record.hash.to_string()),
                text: record.map_or(Ok(false), |record| store.has_text(record.hash.as_str()))?,
                iri: name,
                quads,
                checksum,
            });
        }
        let ontology = store.ontology_version().to_owned();
        Ok(Self { ontology, made_with: store.inputs().clone(), articles, graphs })
    }

    /// What is otherwise in `found`, a line each; nothing where both list the same. Whether texts are kept
    /// makes no difference.
    pub fn differences(&self, found: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut tell =
            |what: &str, name: &str, listed: Option<&str>, found: Option<&str>| match (listed, found) {
                (Some(listed), Some(found)) if listed != found => {
                    lines.push(format!("{what} {name}: listed with {listed}, found {found}"));
                }
                (Some(_), None) => lines.push(format!("{what} {name} is listed and not there")),
                (None, Some(_)) => lines.push(format!("{what} {name} is there and not listed")),
                _ => {}
            };
        tell("version of the", "ontology", Some(&self.ontology), Some(&found.ontology));
        let names = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> BTreeSet<String> {
            a.keys().chain(b.keys()).filter(|name| *name != TEXTS).cloned().collect()
        };
        for name in names(&self.made_with, &found.made_with) {
            let of = |manifest: &'_ Self| manifest.made_with.get(&name).cloned();
            tell("made with", &name, of(self).as_deref(), of(found).as_deref());
        }
        let (listed, there) = (self.checksums(), found.checksums());
        for name in listed.keys().chain(there.keys()).copied().collect::<BTreeSet<&str>>() {
            tell("graph", name, listed.get(name).copied(), there.get(name).copied());
        }
        lines
    }

    /// Checksums of all graphs by their names.
    pub(crate) fn checksums(&self) -> BTreeMap<&str, &str> {
        let articles = self.articles.iter().map(|entry| (entry.iri.as_str(), entry.checksum.as_str()));
        let graphs = self.graphs.iter().map(|entry| (entry.name.as_str(), entry.checksum.as_str()));
        articles.chain(graphs).collect()
    }
}

/// Number of quads, and SHA-256 of their sorted N-Quads lines.
fn checksum(store: &Store, graph: &GraphFilter) -> (usize, String) {
    let line = |quad: Quad| format!("{quad} .\n");
    let mut lines: Vec<String> = store.matching(None, None, None, graph).map(line).collect();
    lines.sort_unstable();
    (lines.len(), ContentHash::of(lines.concat().as_bytes()).to_string())
}

/// The filter for the graph that an entry names.
pub(crate) fn graph_named(name: &str) -> GraphFilter {
    if name == DEFAULT_GRAPH {
        GraphFilter::Default
    } else {
        GraphFilter::Named(NamedNode::new_unchecked(name))
    }
}

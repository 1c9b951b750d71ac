//! A graph that outgrows memory: the same quads in Oxigraph's RocksDB store, inside the store folder.
//!
//! Only with the feature `rocksdb`. The segments stay the durable form; this folder is filled from
//! them when it is missing or belongs to another commit, and can be deleted at any time. Look-ups
//! and SPARQL run on it; a commit, a dump and the filling still hold the graph's numbers in memory,
//! at some 100 bytes a quad. Opening counts the quads. Tests run it on Oxigraph's store in memory.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::Store as Oxigraph;
use oxrdf::{GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::StoreError;
use crate::graph::Graph;
use crate::store::{GraphFilter, quad};

#[derive(Clone)]
pub(crate) struct Disk {
    path: PathBuf,
    store: Oxigraph,
    /// The named graphs, sorted, with their sizes.
    pub(crate) graphs: Vec<(NamedNode, usize)>,
    pub(crate) default_len: usize,
    /// The first error of a look-up, which has no other way out.
    fault: Arc<OnceLock<String>>,
}

#[cfg_attr(
    not(any(feature = "rocksdb", test)),
    expect(dead_code, reason = "only the feature makes one; the rest of the crate need not know")
)]
impl Disk {
    /// Opens the RocksDB folder `path`, filling it from `graph` first if it is not there.
    #[cfg(feature = "rocksdb")]
    pub(crate) fn open(
        path: &Path,
        graph: impl FnOnce() -> Result<Graph, StoreError>,
    ) -> Result<Self, StoreError> {
        use std::fs;
        if !path.exists() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let unfinished = path.with_file_name(format!("unfinished-{name}"));
            let parent = path.parent().unwrap_or(path);
            if parent.exists() {
                fs::remove_dir_all(parent).map_err(StoreError::io("delete", parent))?; // of an older commit
            }
            fs::create_dir_all(parent).map_err(StoreError::io("create the folder", parent))?;
            let store = Oxigraph::open(&unfinished).map_err(|error| failed(&unfinished, &error))?;
            let filled = Self::fill(&unfinished, store, &graph()?)?;
            filled.store.flush().map_err(|error| failed(&unfinished, &error))?;
            drop(filled);
            fs::rename(&unfinished, path).map_err(StoreError::io("rename", path))?;
        }
        let store = Oxigraph::open_read_only(path).map_err(|error| failed(path, &error))?;
        Self::new(path, store)
    }

    /// Puts every quad of `graph` into an empty store.
    pub(crate) fn fill(path: &Path, store: Oxigraph, graph: &Graph) -> Result<Self, StoreError> {
        let mut loader = store.bulk_loader();
        loader
            .load_quads(graph.lines().map(|row| quad(&graph.terms, row)))
            .and_then(|()| loader.commit())
            .map_err(|error| failed(path, &error))?;
        Self::new(path, store)
    }

    /// Counts what is there: one walk over the graphs.
    fn new(path: &Path, store: Oxigraph) -> Result<Self, StoreError> {
        let size = |name: GraphNameRef<'_>| store.quads_for_pattern(None, None, None, Some(name)).count();
        let default_len = size(GraphNameRef::DefaultGraph);
        let mut graphs = Vec::new();
        for name in store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = name.map_err(|error| failed(path, &error))? {
                let size = size(name.as_ref().into());
                graphs.push((name, size));
            }
        }
        graphs.sort_unstable();
        Ok(Self { path: path.to_owned(), store, graphs, default_len, fault: Arc::default() })
    }

    pub(crate) fn query(
        &self,
        query: PreparedSparqlQuery,
    ) -> Result<QueryResults<'static>, QueryEvaluationError> {
        query.on_store(&self.store).execute()
    }

    pub(crate) fn matching(
        &self,
        subject: Option<&NamedNode>,
        predicate: Option<&NamedNode>,
        object: Option<&Term>,
        graph: &GraphFilter,
    ) -> impl Iterator<Item = Quad> + use<> {
        let name = match graph {
            GraphFilter::Default => Some(GraphNameRef::DefaultGraph),
            GraphFilter::Named(name) => Some(name.as_ref().into()),
            GraphFilter::AnyNamed | GraphFilter::Any => None,
        };
        let only_named = *graph == GraphFilter::AnyNamed;
        let fault = Arc::clone(&self.fault);
        self.store
            .quads_for_pattern(
                subject.map(|node| node.as_ref().into()),
                predicate.map(NamedNode::as_ref),
                object.map(Term::as_ref),
                name,
            )
            .map_while(move |quad| {
                quad.map_err(|error| {
                    let _ = fault.set(error.to_string()); // the first one is kept
                })
                .ok()
            })
            .filter(move |quad| !only_named || !quad.graph_name.is_default_graph())
    }

    /// The first error of a look-up so far.
    pub(crate) fn fault(&self) -> Option<StoreError> {
        self.fault.get().map(|message| failed(&self.path, message))
    }
}

fn failed(path: &Path, message: &impl Display) -> StoreError {
    StoreError::RocksDb { path: path.to_owned(), message: message.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, QueryOptions, RdfFormat, Store, Writer};

    const SOME: &str = "@prefix e: <http://example.com/> .
        e:a e:p e:b , \"구름\"@ko .
        e:g { e:a e:p e:b . e:b e:q 7 }
        e:h { e:b e:q 7 . e:c e:p \"2024-06-03\"^^<http://www.w3.org/2001/XMLSchema#date> }";

    fn node(name: &str) -> NamedNode {
        NamedNode::new(format!("http://example.com/{name}")).unwrap()
    }

    fn both() -> [Store; 2] {
        let mut writer = Writer::in_memory();
        writer.load(SOME.as_bytes(), RdfFormat::TriG, None).unwrap();
        let memory = writer.into_store().unwrap().0;
        let disk = memory.on(Oxigraph::new().unwrap()).unwrap();
        [memory, disk]
    }

    /// One interface, one behaviour, wherever the quads are.
    #[test]
    fn look_ups_agree_with_those_in_memory() {
        let [memory, disk] = both();
        assert_eq!(disk.len(), 6);
        assert_eq!((disk.len(), disk.default_len()), (memory.len(), memory.default_len()));
        assert_eq!((disk.graphs(), disk.articles()), (memory.graphs(), memory.articles()));
        let (a, q, seven) = (node("a"), node("q"), Term::from(oxrdf::Literal::from(7)));
        for graph in [
            GraphFilter::Any,
            GraphFilter::AnyNamed,
            GraphFilter::Default,
            GraphFilter::Named(node("g")),
            GraphFilter::Named(node("nowhere")),
        ] {
            for (s, p, o) in [
                (None, None, None),
                (Some(&a), None, None),
                (None, Some(&q), None),
                (None, None, Some(&seven)),
            ] {
                let [expected, found] = [&memory, &disk].map(|store| {
                    let mut lines: Vec<String> =
                        store.matching(s, p, o, &graph).map(|quad| quad.to_string()).collect();
                    lines.sort();
                    lines
                });
                assert_eq!(found, expected, "{graph:?} {s:?} {p:?} {o:?}");
            }
        }
        assert!(disk.fault().is_none());
    }

    #[test]
    fn queries_agree_with_those_in_memory() {
        let stores = both();
        for query in [
            "SELECT * { ?s ?p ?o }",
            "SELECT * { GRAPH ?g { ?s ?p ?o } }",
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p 7 } }",
        ] {
            let [expected, found] = stores.each_ref().map(|store| {
                let Ok(Answer::Solutions(rows)) = store.query(query, &QueryOptions::default()) else {
                    panic!("it is a SELECT query");
                };
                let mut rows: Vec<String> = rows.map(|row| format!("{:?}", row.unwrap())).collect();
                rows.sort();
                rows
            });
            assert_eq!(found, expected, "{query}");
        }
    }
}

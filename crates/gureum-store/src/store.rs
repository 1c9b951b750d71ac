//! An open graph: asking, looking up, dumping.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use oxrdf::{NamedNode, Quad, Term, Triple};

use crate::disk::Disk;
use crate::folder::Folder;
use crate::graph::{Graph, Row, Scope};
use crate::manifest::Manifest;
use crate::query::{Answer, QueryOptions, run};
use crate::terms::{DEFAULT_GRAPH, Terms};
use crate::view::View;
use crate::{QueryError, StoreError, texts, whole};

/// Which graphs [`Store::matching`] reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphFilter {
    /// The derived default graph: what holds.
    Default,
    /// Every named graph: who said it.
    AnyNamed,
    /// One named graph.
    Named(NamedNode),
    /// Default and named ones.
    Any,
}

/// An open graph, to be read. It stays as it was opened, whatever is written to its folder.
#[derive(Clone)]
pub struct Store {
    /// Empty if the graph is on disk.
    graph: Arc<Graph>,
    disk: Option<Disk>,
    folder: Option<Folder>,
    manifest: Manifest,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("folder", &self.folder)
            .field("quads", &self.len())
            .finish_non_exhaustive()
    }
}

impl Store {
    /// An empty graph without folder. To fill one, see [`crate::Writer::in_memory`].
    pub fn in_memory() -> Self {
        Self { graph: Arc::default(), disk: None, folder: None, manifest: Manifest::new() }
    }

    pub(crate) fn of_graph(graph: Graph, manifest: Manifest) -> Self {
        Self { graph: Arc::new(graph), disk: None, folder: None, manifest }
    }

    /// Opens the store folder at `path`: every segment is read and its checksum compared. A million
    /// quads took 0.2 to 0.4 s on two cores (`examples/cold_start.rs`). The first who opens it after articles
    /// came or went derives what follows, and keeps it in the folder if that may be written.
    ///
    /// # Errors
    /// If there is no store, it is damaged or of another version, or it cannot be read.
    ///
    /// With the feature `rocksdb` the graph may outgrow memory: look-ups and queries run on Oxigraph's
    /// RocksDB store in the folder `rocksdb`, which is filled from the segments where it is missing.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let folder = Folder::new(path);
        let mut manifest = folder.manifest()?.ok_or_else(|| StoreError::Missing(path.to_owned()))?;
        loop {
            match whole::load(&folder, &manifest) {
                Ok(graph) => {
                    return Ok(Self { graph: Arc::new(graph), disk: None, folder: Some(folder), manifest });
                }
                Err(error) => {
                    // A writer may have committed in between and deleted what was replaced.
                    let now = folder.manifest()?.ok_or_else(|| StoreError::Missing(path.to_owned()))?;
                    if now == manifest {
                        return Err(error);
                    }
                    manifest = now;
                }
            }
        }
    }

    /// Opens the store folder at `path` on RocksDB; see the same function without the feature.
    ///
    /// # Errors
    /// If there is no store, it is damaged or of another version, it cannot be read, or RocksDB fails.
    #[cfg(feature = "rocksdb")]
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let folder = Folder::new(path);
        let manifest = folder.manifest()?.ok_or_else(|| StoreError::Missing(path.to_owned()))?;
        // RocksDB checks its own files; the segments stay the durable form, so damage there is told too.
        for entry in &manifest.segments {
            folder.read_segment(entry)?;
        }
        let disk = Disk::open(&folder.rocksdb(&manifest), || whole::load(&folder, &manifest))?;
        Ok(Self { graph: Arc::default(), disk: Some(disk), folder: Some(folder), manifest })
    }

    /// The same graph on Oxigraph's store in memory, in place of the one on disk.
    #[cfg(test)]
    pub(crate) fn on(&self, store: oxigraph::store::Store) -> Result<Self, StoreError> {
        let disk = Disk::fill(Path::new("test"), store, &self.graph)?;
        Ok(Self { disk: Some(disk), ..self.clone() })
    }

    /// The first error that a look-up on disk met so far and could not tell. In memory there is none.
    pub fn fault(&self) -> Option<StoreError> {
        self.disk.as_ref().and_then(Disk::fault)
    }

    /// Runs a SPARQL 1.1 query. Without `GRAPH` it reads the default graph.
    ///
    /// # Errors
    /// If the text is not SPARQL (with its place), or the evaluation fails or is stopped.
    pub fn query(&self, sparql: &str, options: &QueryOptions) -> Result<Answer<'_>, QueryError> {
        run(sparql, options, |query, watch| match &self.disk {
            Some(disk) => disk.query(query),
            None => query.on_queryable_dataset(View::new(Arc::clone(&self.graph), watch)).execute(),
        })
    }

    /// The quads that agree with what is given, in no particular order that could be relied on but
    /// always the same one. Logarithmic in the size of the graph plus the matches.
    pub fn matching(
        &self,
        subject: Option<&NamedNode>,
        predicate: Option<&NamedNode>,
        object: Option<&Term>,
        graph: &GraphFilter,
    ) -> impl Iterator<Item = Quad> + use<> {
        let on_disk = self.disk.as_ref().map(|disk| disk.matching(subject, predicate, object, graph));
        let terms = &self.graph.terms;
        let node = |node: Option<&NamedNode>| node.map(|node| terms.find_iri(node.as_str()));
        let (name, scope) = match graph {
            GraphFilter::Default => (None, Scope::Default),
            GraphFilter::AnyNamed => (None, Scope::Named),
            GraphFilter::Named(name) => (node(Some(name)), Scope::Named),
            GraphFilter::Any => (None, Scope::All),
        };
        let wanted = [node(subject), node(predicate), object.map(|term| terms.find(&term.to_string())), name];
        // A term that is not in the dictionary is in no quad.
        let nowhere = wanted.contains(&Some(None)) || self.disk.is_some();
        let graph = Arc::clone(&self.graph);
        let scan = (!nowhere).then(|| graph.scan(wanted.map(Option::flatten), scope));
        let in_memory = scan.into_iter().flatten().map(move |row| quad(&graph.terms, row));
        on_disk.into_iter().flatten().chain(in_memory)
    }

    /// The triples of a named graph, in order.
    pub fn graph(&self, name: &NamedNode) -> impl Iterator<Item = Triple> + use<> {
        self.matching(None, None, None, &GraphFilter::Named(name.clone())).map(Triple::from)
    }

    /// Quads in all graphs, the default one included.
    pub fn len(&self) -> usize {
        self.default_len() + self.graphs().iter().map(|(_, size)| size).sum::<usize>()
    }

    /// Whether there is no quad.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Triples in the default graph.
    pub fn default_len(&self) -> usize {
        self.disk.as_ref().map_or_else(|| self.graph.counts().0, |disk| disk.default_len)
    }

    /// The names of the named graphs, sorted, with the number of triples of each.
    pub fn graphs(&self) -> Vec<(NamedNode, usize)> {
        if let Some(disk) = &self.disk {
            return disk.graphs.clone();
        }
        let terms = &self.graph.terms;
        let named = |(id, size)| Some((NamedNode::new_unchecked(terms.iri(id)?), size));
        self.graph.named_graphs().filter_map(named).collect()
    }

    /// The IRIs of the articles, sorted.
    pub fn articles(&self) -> Vec<NamedNode> {
        let is_article = |name: &NamedNode| name.as_str().starts_with(gureum_model::iri::ARTICLE);
        self.graphs().into_iter().map(|(name, _)| name).filter(is_article).collect()
    }

    /// The source of an article by its content hash; `None` if it was not kept.
    ///
    /// # Errors
    /// If the file is damaged or cannot be read, or `hash` is none.
    pub fn text(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.folder.as_ref().map_or(Ok(None), |folder| texts::read(folder, hash))
    }

    /// Whether the source of an article was kept. It is not read.
    ///
    /// # Errors
    /// If `hash` is none.
    pub fn has_text(&self, hash: &str) -> Result<bool, StoreError> {
        self.folder.as_ref().map_or(Ok(false), |folder| texts::has(folder, hash))
    }

    /// The hashes of what the graph was built from, by the inputs' names.
    pub fn inputs(&self) -> &std::collections::BTreeMap<String, String> {
        &self.manifest.inputs
    }

    /// The version of the ontology the graph was built with: that of its ontology's graph, or the program's where it
    /// has none.
    pub fn ontology_version(&self) -> &str {
        &self.manifest.ontology
    }

    /// Writes every quad as canonical N-Quads, sorted by the bytes of the lines, and returns their
    /// number. Equal graphs give equal bytes. Needs no memory beyond the open graph; one on disk is
    /// read from its segments for it.
    ///
    /// # Errors
    /// If `out` fails.
    pub fn dump(&self, out: &mut dyn Write) -> io::Result<u64> {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        let graph = match (&self.disk, &self.folder) {
            (Some(_), Some(folder)) => {
                Arc::new(whole::load(folder, &self.manifest).map_err(io::Error::other)?)
            }
            _ => Arc::clone(&self.graph),
        };
        let terms = &graph.terms;
        let mut count = 0;
        for [s, p, o, g] in graph.lines() {
            for id in [s, p, o] {
                out.write_all(terms.text(id).as_bytes())?;
                out.write_all(b" ")?;
            }
            if g != DEFAULT_GRAPH {
                out.write_all(terms.text(g).as_bytes())?;
                out.write_all(b" ")?;
            }
            out.write_all(b".\n")?;
            count += 1;
        }
        out.flush()?;
        Ok(count)
    }
}

/// A row as a quad.
pub(crate) fn quad(terms: &Terms, [s, p, o, g]: Row) -> Quad {
    Quad::new(terms.node(s), terms.predicate(p), terms.term(o), terms.graph_name(g))
}

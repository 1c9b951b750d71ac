//! Everything that was put, together with what follows from it.

use rayon::prelude::*;

use gureum_model::iri;
use gureum_model::vocabulary::NAMESPACE;

use crate::StoreError;
use crate::derive::derive;
use crate::folder::Folder;
use crate::graph::{Graph, Row};
use crate::manifest::Manifest;
use crate::merge::{Part, join, merge};
use crate::segment::{DEFAULT, Segment, SegmentBuilder};
use crate::terms::{DEFAULT_GRAPH, Terms};

pub(crate) struct Whole {
    terms: Terms,
    /// What was put, sorted by graph, subject, predicate, object; the given default graph in front.
    rows: Vec<Row>,
    /// What follows from it: the default graph and `graph/derived`.
    pub(crate) derived: Segment,
}

impl Whole {
    /// Derives what follows from some segments.
    pub(crate) fn new(parts: Vec<Part>) -> Result<Self, StoreError> {
        let (terms, mut rows) = merge(parts)?;
        // Each segment is sorted already, and a stable sort makes use of that.
        rows.par_sort_by_key(|[s, p, o, g]| [*g, *s, *p, *o]);
        let derived = derive(&terms, &rows)?;
        Ok(Self { terms, rows, derived })
    }

    /// The default graph with the triples that are given beside what was there; `None` if it does not grow. A dump's default
    /// graph comes back by derivation; only what does not is given.
    pub(crate) fn with_given(&self, mut given: SegmentBuilder) -> Result<Option<Segment>, StoreError> {
        given.retain(DEFAULT, |triple| !self.derived.contains(DEFAULT, triple));
        if given.quads() == 0 {
            return Ok(None);
        }
        let old = self.rows.iter().take_while(|row| row[3] == DEFAULT_GRAPH);
        let text = |id: &u32| self.terms.text(*id);
        given.add(DEFAULT, old.map(|[s, p, o, _]| (text(s), text(p), text(o))))?;
        given.finish().map(Some)
    }

    /// All of it, to be asked; with another given default graph, where there is one.
    pub(crate) fn graph(mut self, given: Option<Segment>) -> Result<Graph, StoreError> {
        if given.is_some() {
            self.rows.retain(|row| row[3] != DEFAULT_GRAPH);
        }
        let follows: Vec<Part> = given.into_iter().chain([self.derived]).map(Part::whole).collect();
        let (terms, rows) = join(self.terms, self.rows, &follows)?;
        Ok(Graph::new(terms, rows))
    }

    /// What the ontology's graph says of its own version.
    pub(crate) fn ontology_version(&self) -> Option<&str> {
        let find = |iri: &str| self.terms.find_iri(iri);
        let graph = find(iri::ONTOLOGY_GRAPH)?;
        let header = find(NAMESPACE.trim_end_matches('#'))?;
        let version = find("http://www.w3.org/2002/07/owl#versionInfo")?;
        let row = self.rows.iter().find(|row| [row[0], row[1], row[3]] == [header, version, graph])?;
        self.terms.text(row[2]).strip_prefix('"')?.rsplit_once('"').map(|(version, _)| version)
    }
}

/// The graph of a commit. What follows is derived where nobody did so since, and kept for the next who opens it.
pub(crate) fn load(folder: &Folder, manifest: &Manifest) -> Result<Graph, StoreError> {
    let (parts, derived) =
        rayon::join(|| folder.read_parts(&manifest.segments), || folder.read_derived(manifest));
    let mut parts = parts?;
    if let Some(derived) = derived {
        parts.push(Part::whole(derived));
        let (terms, rows) = merge(parts)?;
        return Ok(Graph::new(terms, rows));
    }
    let whole = Whole::new(parts)?;
    let _ = folder.write_derived(manifest, &whole.derived); // who may not write can read all the same
    whole.graph(None)
}

//! Changing a store: articles and graphs are put and removed, then committed all at once.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use gureum_model::iri;
use gureum_model::vocabulary::{NAMESPACE, term};
use oxrdf::{GraphName, NamedNode, Quad, Triple};
use rayon::prelude::*;

use crate::derive::derive;
use crate::folder::Folder;
use crate::graph::Row;
use crate::load::{self, RdfFormat};
use crate::manifest::{Manifest, SegmentEntry};
use crate::merge::{Part, compact, merge};
use crate::segment::{DEFAULT, SegmentBuilder};
use crate::terms::{DEFAULT_GRAPH, Terms};
use crate::{Store, StoreError, texts};

/// A segment is written once this many quads are waiting, so that memory does not grow with the build.
const QUADS_PER_SEGMENT: usize = 4_000_000;
/// Loaded quads of one graph that are put at a time.
const TOGETHER: usize = 1000;
/// More segments than this are merged into one.
const MOST_SEGMENTS: usize = 16;

/// An article on its way into a store.
#[derive(Clone, Debug)]
pub struct ArticleGraph<'a> {
    /// The article's IRI, which names its graph.
    pub iri: NamedNode,
    /// Its quads ([`gureum_model::quads::article_graph`]); they go into its graph whatever graph they name.
    pub quads: Vec<Quad>,
    /// `gu:contentHash` of the article.
    pub hash: String,
    /// Its source, decoded, if it is to be kept.
    pub text: Option<&'a [u8]>,
}

/// What a commit changed, and what there is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were not there.
    pub added: usize,
    /// Articles that were there.
    pub replaced: usize,
    /// Articles taken away.
    pub removed: usize,
    /// Articles now.
    pub articles: usize,
    /// Quads now, in all graphs.
    pub quads: usize,
    /// Triples of the default graph now.
    pub default_quads: usize,
}

/// Changes a store. Nothing is visible before [`Writer::commit`]; dropping it leaves the store as
/// it was, and so does a crash.
#[derive(Debug)]
pub struct Writer {
    /// With the lock that is held as long as the writer lives.
    folder: Option<(Folder, File)>,
    manifest: Manifest,
    /// The graphs that are there, with some number of quads, changes included; by N-Quads text.
    live: BTreeMap<String, usize>,
    waiting: SegmentBuilder,
    /// Triples that were loaded into the default graph.
    given: SegmentBuilder,
    changed: bool,
    summary: Summary,
}

impl Writer {
    /// Begins to change the store at `path`; a store that is not there yet begins empty.
    ///
    /// # Errors
    /// If another process writes, or the folder is something else, damaged or of another version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let folder = Folder::new(path);
        folder.manifest()?; // before anything is created in a folder that is not ours
        let lock = folder.lock()?;
        let manifest = folder.manifest()?;
        let changed = manifest.is_none();
        let manifest = manifest.unwrap_or_else(Manifest::new);
        folder.sweep(&manifest)?;
        let mut live = BTreeMap::new();
        for entry in &manifest.segments {
            live.extend(folder.read_directory(entry)?);
        }
        live.retain(|_, quads| *quads > 0);
        Ok(Self { changed, ..Self::new(Some((folder, lock)), manifest, live) })
    }

    /// Begins to build the store at `path` anew. The old one stays in force until the commit; it
    /// may be damaged or of another version.
    ///
    /// # Errors
    /// If another process writes, or the folder is something else.
    pub fn replace(path: &Path) -> Result<Self, StoreError> {
        let folder = Folder::new(path);
        match folder.manifest() {
            Ok(_) | Err(StoreError::Damaged { .. } | StoreError::Version { .. }) => {}
            Err(error) => return Err(error),
        }
        let lock = folder.lock()?;
        // What an interrupted build left behind would take the room that this one needs.
        if let Ok(manifest) = folder.manifest() {
            folder.sweep(&manifest.unwrap_or_else(Manifest::new))?;
        }
        Ok(Self { changed: true, ..Self::new(Some((folder, lock)), Manifest::new(), BTreeMap::new()) })
    }

    /// Begins a graph without folder; see [`Writer::into_store`].
    pub fn in_memory() -> Self {
        Self::new(None, Manifest::new(), BTreeMap::new())
    }

    fn new(folder: Option<(Folder, File)>, manifest: Manifest, live: BTreeMap<String, usize>) -> Self {
        Self {
            folder,
            manifest,
            live,
            waiting: SegmentBuilder::default(),
            given: SegmentBuilder::default(),
            changed: false,
            summary: Summary::default(),
        }
    }

    /// Whether the article is there, changes included.
    pub fn has_article(&self, iri: &NamedNode) -> bool {
        self.live.contains_key(&iri.to_string())
    }

    /// The hashes of what the graph is built from, by the inputs' names.
    pub fn inputs(&self) -> &BTreeMap<String, String> {
        &self.manifest.inputs
    }

    /// The same, to be changed; recorded by the commit.
    pub fn inputs_mut(&mut self) -> &mut BTreeMap<String, String> {
        self.changed = true;
        &mut self.manifest.inputs
    }

    /// Puts an article, in place of what was there under its IRI.
    ///
    /// # Errors
    /// If its text cannot be written, `hash` is none, or a full segment cannot be written.
    pub fn put_article(&mut self, article: ArticleGraph<'_>) -> Result<(), StoreError> {
        if !article.iri.as_str().starts_with(iri::ARTICLE) {
            return Err(StoreError::Unusable(format!(
                "{} is no article: its IRI begins otherwise",
                article.iri
            )));
        }
        if let (Some(text), Some((folder, _))) = (article.text, &self.folder) {
            texts::write(folder, &article.hash, text)?;
        }
        if self.put_graph(&article.iri, &article.quads)? {
            self.summary.replaced += 1;
        } else {
            self.summary.added += 1;
        }
        Ok(())
    }

    /// Removes an article; says whether it was there.
    pub fn remove_article(&mut self, iri: &NamedNode) -> bool {
        let name = iri.to_string();
        let there = self.live.remove(&name).is_some();
        if there {
            self.waiting.clear(&name);
            self.changed = true;
            self.summary.removed += 1;
        }
        there
    }

    /// Puts a named graph (registry, ontology, links) in place of what was there under its name,
    /// and says whether there was something. No quads: it is removed.
    ///
    /// # Errors
    /// If a full segment cannot be written, or the name is that of the derived graph.
    pub fn put_graph(&mut self, name: &NamedNode, quads: &[Quad]) -> Result<bool, StoreError> {
        if name.as_str() == iri::DERIVED_GRAPH {
            return Err(StoreError::Unusable(format!(
                "{name} is computed from the other graphs, it cannot be put"
            )));
        }
        let name = name.to_string();
        self.waiting.clear(&name);
        self.waiting.add(&name, quads.iter().map(|quad| (&quad.subject, &quad.predicate, &quad.object)))?;
        self.changed = true;
        let before =
            if quads.is_empty() { self.live.remove(&name) } else { self.live.insert(name, quads.len()) };
        if self.waiting.quads() >= QUADS_PER_SEGMENT {
            self.flush()?;
        }
        Ok(before.is_some())
    }

    /// Adds RDF to the graphs it names, and returns how many quads were read. What is derived (the
    /// derived graph, the default graph's triples that follow from the others) is left to the
    /// commit; other triples of the default graph are kept there.
    ///
    /// # Errors
    /// If it is not well-formed (then nothing of it is put) or cannot be read.
    pub fn load(
        &mut self,
        reader: impl Read,
        format: RdfFormat,
        base: Option<&str>,
    ) -> Result<u64, StoreError> {
        let (mut graphs, mut given) = (SegmentBuilder::default(), SegmentBuilder::default());
        let mut put = |graph: &GraphName, triples: &mut Vec<Triple>| {
            let triples = triples.drain(..).map(|triple| (triple.subject, triple.predicate, triple.object));
            match graph {
                GraphName::DefaultGraph => given.add(DEFAULT, triples),
                GraphName::NamedNode(name) if name.as_str() == iri::DERIVED_GRAPH => Ok(()),
                name => graphs.add(&name.to_string(), triples),
            }
        };
        // Quads of one graph mostly stand together.
        let (mut graph, mut triples) = (GraphName::DefaultGraph, Vec::new());
        let mut count = 0;
        for quad in load::read(reader, format, base)? {
            let Quad { subject, predicate, object, graph_name } = quad?;
            count += 1;
            if graph_name != graph || triples.len() == TOGETHER {
                put(&graph, &mut triples)?;
                graph = graph_name;
            }
            triples.push(Triple { subject, predicate, object });
        }
        put(&graph, &mut triples)?;
        self.bring_back(&graphs)?;
        for name in graphs.names() {
            if self.live.insert(name.to_owned(), 1).is_none() && name[1..].starts_with(iri::ARTICLE) {
                self.summary.added += 1;
            }
        }
        self.waiting.take_in(graphs)?;
        self.given.take_in(given)?;
        self.changed = true;
        Ok(count)
    }

    /// Takes the graphs of `added` that are in segments back among the waiting ones, so that they can be added to.
    fn bring_back(&mut self, added: &SegmentBuilder) -> Result<(), StoreError> {
        let wanted = |name: &str, waiting: &SegmentBuilder| added.contains(name) && !waiting.contains(name);
        if !self.live.keys().any(|name| wanted(name, &self.waiting)) {
            return Ok(());
        }
        let Some((folder, _)) = &self.folder else { return Ok(()) };
        for part in folder.read_parts(&self.manifest.segments)? {
            for ((name, rows), live) in part.segment.by_graph().zip(&part.live) {
                if *live && wanted(name, &self.waiting) {
                    self.waiting.add(name, rows.iter().map(|row| texts_of(&part.segment.terms, *row)))?;
                }
            }
        }
        Ok(())
    }

    /// Writes what waits as a segment, which counts once it is committed.
    fn flush(&mut self) -> Result<(), StoreError> {
        if let Some((folder, _)) = &self.folder
            && !self.waiting.is_empty()
        {
            let segment = std::mem::take(&mut self.waiting).finish()?;
            self.manifest.segments.push(folder.write_segment(&segment)?);
        }
        Ok(())
    }

    /// Derives what follows, and makes everything put and removed the state of the store. Reads the
    /// whole graph; the time is that of opening it plus about as much again.
    ///
    /// # Errors
    /// If something cannot be read or written; the store is then as it was.
    pub fn commit(mut self) -> Result<Summary, StoreError> {
        self.flush()?;
        let Some((folder, _lock)) = self.folder.take() else {
            return Ok(self.into_store()?.1);
        };
        let mut manifest = self.manifest;
        if !self.changed {
            self.summary.articles = manifest.articles;
            self.summary.quads = manifest.quads;
            return Ok(self.summary);
        }
        let whole = Whole::new(folder.read_parts(&manifest.segments)?, self.given)?;
        if manifest.segments.len() > MOST_SEGMENTS || half_is_dead(&manifest.segments, whole.rows.len()) {
            manifest.segments = vec![folder.write_segment(&compact(&whole.terms, &whole.rows))?];
        } else if let Some(given) = &whole.new_given {
            manifest.segments.push(folder.write_segment(given)?);
        }
        manifest.derived = Some(folder.write_segment(&whole.derived.segment)?);
        let hashes = whole.content_hashes();
        let summary = whole.count(&mut manifest, self.summary);
        folder.commit(&manifest)?;
        let _ =
            texts::sweep(&folder, |hash| hashes.binary_search_by(|known| known.as_str().cmp(hash)).is_ok()); // it is committed; the next commit sweeps again
        Ok(summary)
    }

    /// Derives what follows, and gives the graph without writing it anywhere. A writer of a folder
    /// is to be committed instead: what it has already written is not in the result.
    ///
    /// # Errors
    /// If there are too many terms.
    pub fn into_store(self) -> Result<(Store, Summary), StoreError> {
        let whole = Whole::new(vec![Part::whole(self.waiting.finish()?)], self.given)?;
        let mut manifest = self.manifest;
        let summary = whole.count(&mut manifest, self.summary);
        let mut parts = vec![Part::whole(compact(&whole.terms, &whole.rows))];
        parts.push(whole.derived);
        let (terms, rows) = merge(parts)?;
        Ok((Store::of_rows(terms, rows, manifest), summary))
    }
}

fn half_is_dead(segments: &[SegmentEntry], live: usize) -> bool {
    segments.iter().map(|entry| entry.quads).sum::<usize>() > 2 * live
}

fn texts_of(terms: &Terms, [s, p, o]: [u32; 3]) -> (&str, &str, &str) {
    (terms.text(s), terms.text(p), terms.text(o))
}

/// Everything there is at a commit.
struct Whole {
    terms: Terms,
    /// What was put, sorted by graph, subject, predicate, object; the given default graph in front.
    rows: Vec<Row>,
    /// The given default graph, if it grew.
    new_given: Option<crate::segment::Segment>,
    derived: Part,
}

impl Whole {
    fn new(parts: Vec<Part>, mut given: SegmentBuilder) -> Result<Self, StoreError> {
        let (mut terms, mut rows) = merge(parts)?;
        let by_graph = |[s, p, o, g]: &Row| [*g, *s, *p, *o];
        rows.par_sort_unstable_by_key(by_graph);
        let derived = derive(&terms, &rows)?.finish()?;
        // A dump's default graph comes back by derivation; only what does not is given.
        given.retain(DEFAULT, |triple| !derived.contains(DEFAULT, triple));
        let new_given = if given.quads() > 0 {
            let old = rows.iter().take_while(|row| row[3] == DEFAULT_GRAPH);
            given.add(DEFAULT, old.map(|[s, p, o, _]| texts_of(&terms, [*s, *p, *o])))?;
            let given = given.finish()?;
            rows.retain(|row| row[3] != DEFAULT_GRAPH);
            let others = Part::whole(compact(&terms, &rows));
            (terms, rows) = merge(vec![others, Part::whole(given.clone())])?;
            rows.par_sort_unstable_by_key(by_graph);
            Some(given)
        } else {
            None
        };
        Ok(Self { terms, rows, new_given, derived: Part::whole(derived) })
    }

    fn content_hashes(&self) -> Vec<String> {
        let predicate = self.terms.find_iri(term::CONTENT_HASH);
        let hashes = self.rows.iter().filter(|row| Some(row[1]) == predicate);
        let mut hashes: Vec<String> =
            hashes.map(|row| self.terms.text(row[2]).trim_matches('"').to_owned()).collect();
        hashes.sort_unstable();
        hashes
    }

    fn count(&self, manifest: &mut Manifest, mut summary: Summary) -> Summary {
        let given = self.rows.iter().take_while(|row| row[3] == DEFAULT_GRAPH);
        let derived = &self.derived.segment;
        let only_given = given
            .clone()
            .filter(|[s, p, o, _]| !derived.contains(DEFAULT, [s, p, o].map(|id| self.terms.text(*id))))
            .count();
        summary.default_quads = derived.rows_of(DEFAULT).len() + only_given;
        summary.quads = self.rows.len() - given.count() + only_given + derived.rows.len();
        let is_article =
            |row: &Row| self.terms.iri(row[3]).is_some_and(|name| name.starts_with(iri::ARTICLE));
        summary.articles =
            self.rows.chunk_by(|a, b| a[3] == b[3]).filter(|graph| is_article(&graph[0])).count();
        manifest.articles = summary.articles;
        manifest.quads = summary.quads;
        if let Some(version) = self.ontology_version() {
            version.clone_into(&mut manifest.ontology);
        }
        summary
    }

    /// What the ontology's graph says of its own version.
    fn ontology_version(&self) -> Option<&str> {
        let find = |iri: &str| self.terms.find_iri(iri);
        let graph = find(iri::ONTOLOGY_GRAPH)?;
        let header = find(NAMESPACE.trim_end_matches('#'))?;
        let version = find("http://www.w3.org/2002/07/owl#versionInfo")?;
        let row = self.rows.iter().find(|row| [row[0], row[1], row[3]] == [header, version, graph])?;
        self.terms.text(row[2]).strip_prefix('"')?.rsplit_once('"').map(|(version, _)| version)
    }
}

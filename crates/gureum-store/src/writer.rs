//! Changing a store: articles and graphs are put and removed, then committed all at once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use gureum_model::iri;
use oxrdf::{GraphName, NamedNode, Quad, Triple};

use crate::folder::Folder;
use crate::load::{self, RdfFormat};
use crate::manifest::Manifest;
use crate::merge::{Part, tidy};
use crate::segment::{DEFAULT, Entry, Origin, Segment, SegmentBuilder, hex, is_article};
use crate::terms::Terms;
use crate::whole::Whole;
use crate::{Store, StoreError, texts};

/// A segment is written once this many quads are waiting, so that memory does not grow with the build.
const QUADS_PER_SEGMENT: usize = 4_000_000;
/// Loaded quads of one graph that are put at a time.
const TOGETHER: usize = 1000;

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
    /// Quads now, in all graphs that were put; what follows from them is not counted.
    pub quads: usize,
}

/// Changes a store. Nothing is visible before [`Writer::commit`]; dropping it leaves the store as
/// it was, and so does a crash.
#[derive(Debug)]
pub struct Writer {
    /// With the lock that is held as long as the writer lives.
    folder: Option<(Folder, File)>,
    manifest: Manifest,
    /// The graphs that are there, changes included; by N-Quads text. Of those that wait the number of quads may be too high.
    live: BTreeMap<String, Entry>,
    waiting: SegmentBuilder,
    /// Triples that were loaded into the default graph.
    given: SegmentBuilder,
    changed: bool,
    /// Something else than articles changed, so that what follows is derived at once.
    derives: bool,
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
        live.retain(|_, entry: &mut Entry| entry.quads > 0);
        Ok(Self { changed, ..Self::new(Some((folder, lock)), manifest, live) })
    }

    /// The same for a store that must be there.
    ///
    /// # Errors
    /// If nothing was committed at `path`, or as [`Writer::open`].
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        match Folder::new(path).manifest()? {
            Some(_) => Self::open(path),
            None => Err(StoreError::Missing(path.to_owned())),
        }
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

    fn new(folder: Option<(Folder, File)>, manifest: Manifest, live: BTreeMap<String, Entry>) -> Self {
        Self {
            folder,
            manifest,
            live,
            waiting: SegmentBuilder::default(),
            given: SegmentBuilder::default(),
            changed: false,
            derives: false,
            summary: Summary::default(),
        }
    }

    /// Whether the article is there, changes included.
    pub fn has_article(&self, iri: &NamedNode) -> bool {
        self.live.contains_key(&iri.to_string())
    }

    /// What the articles that are committed were made from. Nothing but the segments' directories was read for it.
    pub fn origins(&self) -> Origins {
        let origin = |(name, entry): (&String, &Entry)| Some((iri_of(name)?.to_owned(), entry.origin?));
        Origins(self.live.iter().filter_map(origin).collect())
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
        self.derives |= !is_article(&name);
        let entry = Entry { quads: quads.len(), origin: None };
        let before = if quads.is_empty() { self.live.remove(&name) } else { self.live.insert(name, entry) };
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
            let entry = Entry { quads: 1, origin: None };
            if self.live.insert(name.to_owned(), entry).is_none() && is_article(name) {
                self.summary.added += 1;
            }
        }
        self.waiting.take_in(graphs)?;
        self.given.take_in(given)?;
        self.changed = true;
        self.derives = true;
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
        if !self.waiting.is_empty() {
            let segment = std::mem::take(&mut self.waiting).finish()?;
            self.push(&segment)?;
        }
        Ok(())
    }

    fn push(&mut self, segment: &Segment) -> Result<(), StoreError> {
        let there = segment.entries().filter(|(_, entry)| entry.quads > 0);
        self.live.extend(there.map(|(name, entry)| (name.to_owned(), entry)));
        if let Some((folder, _)) = &self.folder {
            self.manifest.segments.push(folder.write_segment(segment)?);
        }
        Ok(())
    }

    /// Makes everything put and removed the state of the store. Where only articles came or went, what is there already
    /// is not read, and what follows is derived by the first who opens the store; otherwise it is derived now.
    ///
    /// # Errors
    /// If something cannot be read or written; the store is then as it was.
    pub fn commit(mut self) -> Result<Summary, StoreError> {
        self.flush()?;
        let Some((folder, _)) = &self.folder else { return Ok(self.into_store()?.1) };
        let folder = folder.clone();
        if !self.changed {
            return Ok(self.count());
        }
        let quads = self.count().quads;
        tidy(&folder, &mut self.manifest.segments, quads)?;
        if self.derives {
            let whole = Whole::new(folder.read_parts(&self.manifest.segments)?)?;
            if let Some(given) = whole.with_given(std::mem::take(&mut self.given))? {
                self.push(&given)?;
            }
            if let Some(version) = whole.ontology_version() {
                version.clone_into(&mut self.manifest.ontology);
            }
            folder.write_derived(&self.manifest, &whole.derived)?;
        }
        let summary = self.count();
        folder.commit(&self.manifest)?;
        let kept: HashSet<String> =
            self.live.values().filter_map(|entry| Some(hex(&entry.origin?.hash))).collect();
        let _ = texts::sweep(&folder, |hash| kept.contains(hash)); // it is committed; the next commit sweeps again
        Ok(summary)
    }

    /// Derives what follows, and gives the graph without writing it anywhere. A writer of a folder
    /// is to be committed instead: what it has already written is not in the result.
    ///
    /// # Errors
    /// If there are too many terms.
    pub fn into_store(mut self) -> Result<(Store, Summary), StoreError> {
        let segment = std::mem::take(&mut self.waiting).finish()?;
        self.folder = None;
        self.push(&segment)?;
        let whole = Whole::new(vec![Part::whole(segment)])?;
        let given = whole.with_given(std::mem::take(&mut self.given))?;
        if let Some(given) = &given {
            self.push(given)?;
        }
        if let Some(version) = whole.ontology_version() {
            version.clone_into(&mut self.manifest.ontology);
        }
        let summary = self.count();
        Ok((Store::of_graph(whole.graph(given)?, self.manifest), summary))
    }

    /// What was done, and what there is now.
    fn count(&self) -> Summary {
        Summary {
            articles: self.live.keys().filter(|name| is_article(name)).count(),
            quads: self.live.values().map(|entry| entry.quads).sum(),
            ..self.summary.clone()
        }
    }
}

/// What articles were made from.
#[derive(Clone, Debug, Default)]
pub struct Origins(HashMap<String, Origin>);

impl Origins {
    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the article with this IRI was made from the text with this `gu:contentHash`, read as `gu:readAs` says.
    pub fn has(&self, iri: &str, hash: &str, read_as: &str) -> bool {
        self.0.get(iri).is_some_and(|origin| Origin::of(hash, read_as) == Some(*origin))
    }
}

fn iri_of(name: &str) -> Option<&str> {
    name.strip_prefix('<')?.strip_suffix('>')
}

fn texts_of(terms: &Terms, [s, p, o]: [u32; 3]) -> (&str, &str, &str) {
    (terms.text(s), terms.text(p), terms.text(o))
}

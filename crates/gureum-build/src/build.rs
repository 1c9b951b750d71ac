//! Building a store from inputs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use gureum_extract::Extractor;
use gureum_model::{Diagnostic, Severity, iri};
use gureum_store::{ArticleGraph, Store, StoreError, Summary, TurtleFile, Writer};
use oxrdf::{NamedNode, Quad};

use crate::curation::report::Watching;
use crate::curation::{Applied, Corrections, Curation};
use crate::input::Inputs;
use crate::links::{self, Links};
use crate::read::{self, Arrival, Article};
use crate::tally::{Share, Tally};
use crate::{embedded, graphs, ontology};

/// How to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Threads that extract.
    pub threads: NonZeroUsize,
    /// Hash of the dictionary that the extractor uses, to be written down in the store.
    pub dictionary: String,
    /// Whether the texts are kept beside the graph. A graph that was begun without them stays without.
    pub texts: bool,
    /// Corrections by hand.
    pub curation: Arc<Curation>,
    /// Modules of the user's that are layered over our ontology ([`ontology::layers`]).
    pub ontology: Arc<[TurtleFile]>,
    /// Links into other data sets.
    pub links: Arc<Links>,
}

/// What a store built without texts has written down under [`TEXTS`].
pub(crate) const LEFT_OUT: &str = "left out";
/// Name under which it is written down that texts are not kept.
pub(crate) const TEXTS: &str = "texts";

/// What was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// What was read.
    pub tally: Tally,
    /// What is in the store.
    pub store: Summary,
    /// Inputs that were lost, and why.
    pub lost: Vec<Diagnostic>,
    /// Warnings.
    pub warnings: usize,
    /// Files in folders that are no articles.
    pub passed_over: usize,
    /// What the corrections by hand did.
    pub corrections: Corrections,
}

/// Why nothing was built. The store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Not one article came through.
    #[error("no article could be read, so no graph was built; a store that was there is as it was")]
    NoArticles,
    /// Articles would have to be read again and cannot be.
    #[error(
        "rules, lexicon, ontology, dictionary or program have changed, so every article must be read again, but the \
         store does not have the texts of {}: give their files too, or `gureum build` the graph anew; it is as it was",
        .0.join(", ")
    )]
    NoText(Vec<String>),
    /// A fact added by hand has no place in its article.
    #[error("a correction cannot be applied, so nothing was; the store is as it was:\n{}", listed(.0))]
    Curation(Vec<Diagnostic>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn listed(diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("  {}: {}", d.input, d.message);
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What happens while building.
#[derive(Debug)]
pub enum Progress<'a> {
    /// An article was read, or not.
    Article,
    /// Something to tell the user.
    Diagnostic(&'a Diagnostic),
    /// All articles are read; what follows from them is being derived and written.
    Committing,
}

/// Builds the store at `path` anew from `inputs`. Until all is written the old store stays in force.
/// The number of threads makes no difference to its bytes.
///
/// # Errors
/// If no article could be read, or the store cannot be written.
pub fn build(
    inputs: Inputs,
    extractor: &Extractor,
    path: &Path,
    options: &BuildOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Built, BuildError> {
    let mut run = Run::new(Writer::replace(path)?, extractor, options, progress);
    if !options.texts {
        run.writer.inputs_mut().insert(TEXTS.to_owned(), LEFT_OUT.to_owned());
    }
    run.read(inputs, |_| true, &mut |_| {})?;
    if run.tally.articles == 0 {
        return Err(BuildError::NoArticles);
    }
    run.put_resources()?;
    run.commit(true)
}

/// The graph of `inputs`, in memory, and the inputs that were lost.
///
/// # Errors
/// If no article could be read.
pub fn in_memory(
    inputs: Inputs,
    extractor: &Extractor,
    options: &BuildOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Store, Vec<Diagnostic>), BuildError> {
    let mut run = Run::new(Writer::in_memory(), extractor, options, progress);
    run.read(inputs, |_| true, &mut |_| {})?;
    if run.tally.articles == 0 {
        return Err(BuildError::NoArticles);
    }
    run.put_resources()?;
    run.into_store()
}

/// What changes a store: articles are read and put, then committed with all that follows from them.
pub(crate) struct Run<'a> {
    pub(crate) writer: Writer,
    extractor: &'a Extractor,
    options: &'a BuildOptions,
    progress: &'a mut dyn FnMut(Progress<'_>),
    pub(crate) tally: Tally,
    watching: Watching,
    lost: Vec<Diagnostic>,
    warnings: usize,
    passed_over: usize,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        writer: Writer,
        extractor: &'a Extractor,
        options: &'a BuildOptions,
        progress: &'a mut dyn FnMut(Progress<'_>),
    ) -> Self {
        let (tally, lost) = (Tally::default(), Vec::new());
        let watching = Watching::default();
        Self { writer, extractor, options, progress, tally, watching, lost, warnings: 0, passed_over: 0 }
    }

    /// Puts the articles of `inputs` that are wanted, and names to `seen` all that are there.
    pub(crate) fn read(
        &mut self,
        inputs: Inputs,
        wanted: impl Fn(Arrival<'_>) -> bool + Sync,
        seen: &mut dyn FnMut(String),
    ) -> Result<(), StoreError> {
        self.passed_over += inputs.passed_over();
        let keep = self.options.texts && self.writer.inputs().get(TEXTS).is_none_or(|said| said != LEFT_OUT);
        let curation = Arc::clone(&self.options.curation);
        let ready = |article| Ready::new(article, &curation);
        read::read(inputs, self.extractor, self.options.threads, wanted, ready, |outcome| {
            (self.progress)(Progress::Article);
            for diagnostic in outcome.diagnostics {
                (self.progress)(Progress::Diagnostic(&diagnostic));
                match diagnostic.severity {
                    Severity::Error => self.lost.push(diagnostic),
                    Severity::Warning => self.warnings += 1,
                    Severity::Note => {}
                }
            }
            outcome.iri.into_iter().for_each(&mut *seen);
            let Some(ready) = outcome.value else { return Ok(()) };
            self.tally.add(ready.share);
            self.watching.article(&ready.id, ready.applied);
            self.writer.put_article(ArticleGraph {
                iri: ready.iri,
                quads: ready.quads,
                hash: ready.hash,
                text: keep.then_some(ready.source.as_bytes()),
            })
        })
    }

    /// Puts what the extractor knows beforehand, and writes down what the graph is made with.
    pub(crate) fn put_resources(&mut self) -> Result<(), StoreError> {
        let BuildOptions { curation, links, ontology, .. } = self.options;
        for (name, quads) in graphs::beside_articles(self.extractor, curation, links, ontology)? {
            self.writer.put_graph(&name, &quads)?;
        }
        let inputs = self.writer.inputs_mut();
        inputs.retain(|name, _| name == TEXTS);
        inputs.extend(made_with(self.extractor, self.options));
        Ok(())
    }

    /// The graph, where the writer has no folder, and the inputs that were lost.
    pub(crate) fn into_store(self) -> Result<(Store, Vec<Diagnostic>), BuildError> {
        (self.progress)(Progress::Committing);
        Ok((self.writer.into_store()?.0, self.lost))
    }

    /// Ends the run. `all` articles of the graph were read, or only some.
    pub(crate) fn commit(mut self, all: bool) -> Result<Built, BuildError> {
        let curation = &self.options.curation;
        let refused = self.watching.refused(curation);
        if !refused.is_empty() {
            return Err(BuildError::Curation(refused));
        }
        for diagnostic in self.watching.idle(curation, all) {
            (self.progress)(Progress::Diagnostic(&diagnostic));
            self.warnings += 1;
        }
        (self.progress)(Progress::Committing);
        let corrections = self.watching.corrections(curation);
        let Self { writer, tally, lost, warnings, passed_over, .. } = self;
        Ok(Built { tally, store: writer.commit()?, lost, warnings, passed_over, corrections })
    }
}

/// What a graph depends on beside its articles, by name, with hashes.
pub(crate) fn made_with(extractor: &Extractor, options: &BuildOptions) -> BTreeMap<String, String> {
    let resources = extractor.resources().hashes();
    let inputs = [
        ("curation", options.curation.hash().to_string()),
        ("dictionary", options.dictionary.clone()),
        ("lexicon", resources.lexicon.clone()),
        (links::INPUT, options.links.hash().to_string()),
        ("ontology", ontology::hash(&options.ontology).to_string()),
        ("program", embedded::program()),
        ("reliability", resources.reliability.clone()),
        ("rules", resources.rules.clone()),
        ("words", resources.words.clone()),
    ];
    inputs.map(|(name, hash)| (name.to_owned(), hash)).into()
}

/// An article as the store takes it, made on the thread that extracted it.
struct Ready {
    iri: NamedNode,
    quads: Vec<Quad>,
    hash: String,
    source: String,
    share: Share,
    id: String,
    applied: Applied,
}

impl Ready {
    fn new(article: Article, curation: &Curation) -> Self {
        let Article { mut extraction, source, read_as, sketch } = article;
        let applied = curation.apply(&mut extraction, &source);
        let iri = NamedNode::new_unchecked(iri::article(&extraction.article.id));
        let quads = graphs::of_article(&extraction, &read_as, &sketch);
        let (hash, share) = (extraction.article.hash.to_string(), Share::of(&extraction));
        Self { iri, quads, hash, share, source, applied, id: extraction.article.id }
    }
}

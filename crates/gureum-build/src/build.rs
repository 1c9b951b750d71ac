//! Building a store from inputs.

use std::num::NonZeroUsize;
use std::path::Path;

use gureum_extract::Extractor;
use gureum_model::{Diagnostic, Severity, iri, quads};
use gureum_store::{ArticleGraph, StoreError, Summary, Writer};
use oxrdf::{NamedNode, Quad};

use crate::input::Inputs;
use crate::read::{self, Article};
use crate::tally::{Share, Tally};
use crate::{ontology, registry};

/// How to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Threads that extract.
    pub threads: NonZeroUsize,
    /// Hash of the dictionary that the extractor uses, to be written down in the store.
    pub dictionary: String,
}

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
}

/// Why nothing was built. The store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Not one article came through.
    #[error("no article could be read, so no graph was built; a store that was there is as it was")]
    NoArticles,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    let mut writer = Writer::replace(path)?;
    let passed_over = inputs.passed_over();
    let mut tally = Tally::default();
    let mut lost = Vec::new();
    let mut warnings = 0;
    read::read(inputs, extractor, options.threads, Ready::new, |outcome| {
        progress(Progress::Article);
        for diagnostic in outcome.diagnostics {
            progress(Progress::Diagnostic(&diagnostic));
            match diagnostic.severity {
                Severity::Error => lost.push(diagnostic),
                Severity::Warning => warnings += 1,
                Severity::Note => {}
            }
        }
        let Some(ready) = outcome.value else { return Ok(()) };
        tally.add(ready.share);
        writer.put_article(ArticleGraph {
            iri: ready.iri,
            quads: ready.quads,
            hash: ready.hash,
            text: Some(ready.source.as_bytes()),
        })
    })?;
    if tally.articles == 0 {
        return Err(BuildError::NoArticles);
    }
    progress(Progress::Committing);
    let resources = extractor.resources();
    let graph = |name: &str| NamedNode::new_unchecked(name);
    writer.put_graph(&graph(iri::REGISTRY_GRAPH), &registry::graph(&resources.registry))?;
    writer.put_graph(&graph(iri::ONTOLOGY_GRAPH), &ontology::graph()?)?;
    let hashes = [
        ("dictionary", options.dictionary.clone()),
        ("ontology", ontology::hash().to_string()),
        ("resources", resources.hash().to_owned()),
    ];
    writer.inputs_mut().extend(hashes.map(|(name, hash)| (name.to_owned(), hash)));
    Ok(Built { tally, store: writer.commit()?, lost, warnings, passed_over })
}

/// An article as the store takes it, made on the thread that extracted it.
struct Ready {
    iri: NamedNode,
    quads: Vec<Quad>,
    hash: String,
    source: String,
    share: Share,
}

impl Ready {
    fn new(article: Article) -> Self {
        let Article { extraction, source } = article;
        Self {
            iri: NamedNode::new_unchecked(iri::article(&extraction.article.id)),
            quads: quads::article_graph(&extraction),
            hash: extraction.article.hash.to_string(),
            share: Share::of(&extraction),
            source,
        }
    }
}

//! Is a graph what its articles give? It is made again from the recorded texts, in memory, and compared.

use std::collections::{BTreeMap, BTreeSet};

use gureum_extract::Extractor;
use gureum_model::vocabulary::term;
use gureum_model::{ContentHash, Diagnostic, iri};
use gureum_store::{GraphFilter, Store, Writer};
use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Term};
use serde::Serialize;

use crate::build::{BuildError, BuildOptions, Progress, Run};
use crate::change::{self, Record};
use crate::input::Inputs;
use crate::manifest::{Manifest, graph_named};

/// A graph made again from what a store has recorded.
#[derive(Debug)]
pub struct Again {
    /// The graph, in memory. An article that could not be read again has its recorded graph in it.
    pub store: Store,
    /// Names of the articles without text in the store.
    pub without_text: Vec<String>,
    /// Articles whose kept text cannot be read.
    pub lost: Vec<Diagnostic>,
}

/// A comparison of a graph with what its articles give now.
#[derive(Debug)]
pub struct Verified {
    /// What was made again.
    pub again: Again,
    /// Names of what the graph was made with that is not so now.
    pub changed: Vec<String>,
    /// Articles that were read again.
    pub articles: usize,
    /// Graphs that differ: articles first, in the order of their names.
    pub different: Vec<Different>,
}

/// A graph that is not as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Different {
    /// Its name; of an article its id.
    pub name: String,
    /// IRI of the graph, or [`crate::manifest::DEFAULT_GRAPH`].
    pub graph: String,
    /// Whether it is an article's.
    pub is_article: bool,
    /// Why.
    pub why: Why,
}

/// Why a graph differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "because", content = "of")]
pub enum Why {
    /// The kept text is not the one that was read.
    Text(String),
    /// What the graph was made with is not so now; the names of it.
    MadeWith(Vec<String>),
    /// It follows from articles that differ.
    Articles,
    /// Text and all else are the same: the record was changed by something other than a build.
    Record,
}

/// Reads the recorded articles again, or those among `only`, whose IRIs these are. Nothing is written.
///
/// # Errors
/// If there are too many terms for a graph.
pub fn again(
    store: &Store,
    only: Option<&BTreeSet<String>>,
    extractor: &Extractor,
    options: &BuildOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Again, BuildError> {
    let wanted = |iri: &str| only.is_none_or(|only| only.contains(iri));
    let records = change::records(store);
    let mut run = Run::new(Writer::in_memory(), extractor, options, progress);
    let (mut kept, mut without_text) = (Vec::new(), Vec::new());
    for (name, _) in store.graphs() {
        let is_article = name.as_str().starts_with(iri::ARTICLE);
        if name.as_str() == iri::DERIVED_GRAPH || (is_article && !wanted(name.as_str())) {
            continue;
        }
        // What a build makes replaces what is put here; the rest (a graph that was loaded, say) stays as it was recorded.
        let quads: Vec<Quad> = store.matching(None, None, None, &graph_named(name.as_str())).collect();
        run.writer.put_graph(&name, &quads)?;
        if is_article {
            let record = records.get(name.as_str());
            match record.and_then(|record| record.kept(store).filter(|_| has_text(store, record))) {
                Some(article) => kept.push(article),
                None => without_text
                    .push(record.map_or_else(|| name.as_str().to_owned(), |record| record.id.clone())),
            }
        }
    }
    run.read(Inputs::of_kept(kept), |_| true, &mut |_| {})?;
    run.put_resources()?;
    let (store, lost) = run.into_store()?;
    Ok(Again { store, without_text, lost })
}

/// A damaged text is one, too: reading it tells.
fn has_text(store: &Store, record: &Record) -> bool {
    store.has_text(record.hash.as_str()).unwrap_or(true)
}

/// Makes the whole graph again and compares the checksums of all its parts.
///
/// # Errors
/// If the store cannot be read, or there are too many terms for a graph.
pub fn verify(
    store: &Store,
    extractor: &Extractor,
    options: &BuildOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Verified, BuildError> {
    let changed = change::changed(store.inputs(), extractor, options);
    let again = again(store, None, extractor, options, progress)?;
    let (before, after) = (Manifest::of(store)?, Manifest::of(&again.store)?);
    let (before_sums, after_sums) = (before.checksums(), after.checksums());
    let names: BTreeSet<&str> = before_sums.keys().chain(after_sums.keys()).copied().collect();
    let differs = |name: &&str| before_sums.get(*name) != after_sums.get(*name);
    let (articles, graphs): (Vec<&str>, Vec<&str>) =
        names.into_iter().partition(|name| name.starts_with(iri::ARTICLE));
    let records = change::records(store);
    let lost: BTreeMap<&str, &str> =
        again.lost.iter().map(|lost| (lost.input.as_str(), lost.message.as_str())).collect();
    let otherwise = || if changed.is_empty() { Why::Record } else { Why::MadeWith(changed.clone()) };

    let mut different = Vec::new();
    for article in &articles {
        let record = records.get(*article);
        let unreadable = record.and_then(|record| lost.get(record.id.as_str()));
        let why = match (unreadable, record) {
            (Some(message), _) => Why::Text((*message).to_owned()),
            (None, Some(record)) if differs(article) => {
                altered(store, article, record).map_or_else(&otherwise, Why::Text)
            }
            (None, None) if differs(article) => otherwise(),
            _ => continue,
        };
        let name = record.map_or_else(|| (*article).to_owned(), |record| record.id.clone());
        different.push(Different { name, graph: (*article).to_owned(), is_article: true, why });
    }
    let articles_differ = !different.is_empty();
    for graph in graphs.into_iter().filter(differs) {
        let follows = graph == crate::manifest::DEFAULT_GRAPH || graph == iri::DERIVED_GRAPH;
        let why = if follows && articles_differ { Why::Articles } else { otherwise() };
        let name = graph.to_owned();
        different.push(Different { graph: name.clone(), name, is_article: false, why });
    }
    let read = articles.len() - again.without_text.len() - again.lost.len();
    Ok(Verified { again, changed, articles: read, different })
}

/// What shows that the kept text is not the one that was read; `None` where nothing does.
fn altered(store: &Store, article: &str, record: &Record) -> Option<String> {
    let text = store.text(record.hash.as_str()).ok().flatten()?;
    if ContentHash::of(&text) == record.hash {
        return None;
    }
    // The hash is that of the file's own bytes, which a page in another encoding has not kept.
    let graph = GraphFilter::Named(NamedNode::new_unchecked(article));
    let quote = NamedNode::new_unchecked(term::QUOTE);
    let quotes = store.matching(None, Some(&quote), None, &graph);
    let moved = quotes.filter(|quad| !stands(store, &graph, quad, &text)).count();
    (moved > 0).then(|| format!("{moved} of its quotes are not at their offsets in the kept text"))
}

/// Whether the quote of a piece of evidence is at its offsets in `text`.
fn stands(store: &Store, graph: &GraphFilter, quoted: &Quad, text: &[u8]) -> bool {
    let NamedOrBlankNode::NamedNode(evidence) = &quoted.subject else { return false };
    let offset = |predicate: &str| {
        let predicate = NamedNode::new_unchecked(predicate);
        match store.matching(Some(evidence), Some(&predicate), None, graph).next()?.object {
            Term::Literal(offset) => offset.value().parse::<usize>().ok(),
            _ => None,
        }
    };
    let range = offset(term::START).zip(offset(term::END));
    let found = range.and_then(|(start, end)| text.get(start..end));
    matches!(&quoted.object, Term::Literal(quote) if found == Some(quote.value().as_bytes()))
}

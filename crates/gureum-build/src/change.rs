//! Changing a graph: articles added, read again, taken away.
//!
//! However a graph came to be, it is the one that a build from its articles and the present rules,
//! words, lexicon, ontology, dictionary and program gives, byte for byte. So where any of these has changed,
//! [`add`] reads every recorded article again before anything else can rest on a mixture.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gureum_extract::Extractor;
use gureum_model::vocabulary::term;
use gureum_model::{ContentHash, iri};
use gureum_store::{GraphFilter, Store, StoreError, Summary, Writer};
use oxrdf::{NamedNode, Term};

use crate::build::{BuildError, BuildOptions, Built, Progress, Run, made_with};
use crate::input::{InputError, Inputs, Kept, Source};
use crate::page;
use crate::read::{Arrival, NamedPage};
use crate::recorded::Recorded;

/// The id of an article, in its graph.
const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";

/// What was added.
#[derive(Clone, Debug)]
pub struct Added {
    /// What was read and put, articles that were read again included.
    pub built: Built,
    /// Articles that were there with the same text, and are as they were.
    pub unchanged: usize,
    /// Names of what has changed since the graph was made, as in [`crate::manifest::Manifest::made_with`].
    /// None: only the new articles were read.
    pub changed: Vec<String>,
}

/// What was taken away.
#[derive(Clone, Debug)]
pub struct Removed {
    /// The store now.
    pub store: Summary,
    /// Names that no article has.
    pub unknown: Vec<String>,
}

/// What a store has written down of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) hash: ContentHash,
    read_as: String,
}

impl Record {
    /// What reading it again takes, unless it was never written down.
    pub(crate) fn kept(&self, store: &Store) -> Option<Kept> {
        let recorded = Recorded::from_json(&self.read_as)?;
        Some(Kept { id: self.id.clone(), hash: self.hash.clone(), recorded, store: store.clone() })
    }
}

/// Adds the articles of `inputs` to the store at `path`, which may be new; one that is there under its
/// name is replaced, and one that is there with the same text is passed over. Where what the graph was
/// made with has changed, every article is read again.
///
/// # Errors
/// If nothing can be read into a new store, an article that must be read again has no text in the
/// store, or the store cannot be written. It is then as it was.
pub fn add(
    inputs: Inputs,
    extractor: &Extractor,
    path: &Path,
    options: &BuildOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Added, BuildError> {
    let writer = Writer::open(path)?;
    let origins = writer.origins();
    let changed = changed(writer.inputs(), extractor, options);
    let is_new = |a: Arrival<'_>| !origins.has(a.iri, a.hash.as_str(), a.read_as);

    let mut run = Run::new(writer, extractor, options, progress);
    let mut seen = BTreeSet::new();
    let mut unchanged = 0;
    if changed.is_empty() {
        run.read(inputs, is_new, &mut |iri| {
            seen.insert(iri);
        })?;
        unchanged = seen.len() - run.tally.articles;
    } else {
        run.read(inputs, |_| true, &mut |iri| {
            seen.insert(iri);
        })?;
        if !origins.is_empty() {
            let store = Store::open(path)?;
            let again = kept(&store, &seen)?;
            run.read(Inputs::of_kept(again), |_| true, &mut |_| {})?;
        } else if run.tally.articles == 0 {
            return Err(BuildError::NoArticles);
        }
        run.put_resources()?;
    }
    let all = !changed.is_empty();
    let changed = if origins.is_empty() { Vec::new() } else { changed };
    Ok(Added { built: run.commit(all)?, unchanged, changed })
}

/// Takes the articles with these ids or IRIs away, if one of them at least is there.
///
/// # Errors
/// If the store is missing or cannot be written.
pub fn remove(articles: &[String], path: &Path) -> Result<Removed, StoreError> {
    let mut writer = Writer::open_existing(path)?;
    let mut unknown = Vec::new();
    for name in articles {
        let iri = if name.starts_with(iri::ARTICLE) { name.clone() } else { iri::article(name) };
        if !writer.remove_article(&NamedNode::new_unchecked(iri)) {
            unknown.push(name.clone());
        }
    }
    Ok(Removed { store: writer.commit()?, unknown })
}

/// The page of an article of the graph, read as it came in; `None` where its text was not kept.
///
/// # Errors
/// If the store's copy cannot be read.
pub fn page_of(store: &Store, article: &str) -> Result<Option<NamedPage>, InputError> {
    let record = record(store, &NamedNode::new_unchecked(article));
    let Some(kept) = record.and_then(|record| record.kept(store)) else { return Ok(None) };
    match page::read(&kept.id.clone(), Source::Kept(Box::new(kept)), &mut Vec::new()) {
        Ok(page::Article { id, hash, page, .. }) => Ok(Some(NamedPage { id, hash, page })),
        Err(InputError::NotKept) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Names of what the graph was made with that is not so now.
pub(crate) fn changed(
    before: &BTreeMap<String, String>,
    extractor: &Extractor,
    options: &BuildOptions,
) -> Vec<String> {
    let now = made_with(extractor, options).into_iter();
    now.filter(|(name, hash)| before.get(name) != Some(hash)).map(|(name, _)| name).collect()
}

/// Article -> what is written down of it.
pub(crate) fn records(store: &Store) -> BTreeMap<String, Record> {
    let articles = store.articles().into_iter();
    articles.filter_map(|article| Some((article.as_str().to_owned(), record(store, &article)?))).collect()
}

fn record(store: &Store, article: &NamedNode) -> Option<Record> {
    let text = |predicate: &str| {
        let graph = GraphFilter::Named(article.clone());
        let predicate = NamedNode::new_unchecked(predicate);
        let quad = store.matching(Some(article), Some(&predicate), None, &graph).next()?;
        match quad.object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }
    };
    let hash = text(term::CONTENT_HASH).and_then(|hash| ContentHash::from_hex(&hash))?;
    let read_as = text(term::READ_AS).unwrap_or_default();
    Some(Record { id: text(IDENTIFIER)?, hash, read_as })
}

/// The recorded articles that are not among `seen`, to be read again.
fn kept(store: &Store, seen: &BTreeSet<String>) -> Result<Vec<Kept>, BuildError> {
    let (mut found, mut without) = (Vec::new(), Vec::new());
    let records = records(store);
    for record in records.iter().filter(|(iri, _)| !seen.contains(*iri)).map(|(_, record)| record) {
        match (record.kept(store), store.text(record.hash.as_str())?) {
            (Some(kept), Some(_)) => found.push(kept),
            _ => without.push(record.id.clone()),
        }
    }
    if without.is_empty() { Ok(found) } else { Err(BuildError::NoText(without)) }
}

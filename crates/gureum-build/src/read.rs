//! Reading articles on all cores: from inputs to extractions, in order, each name once.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use gureum_extract::text::{self, Page};
use gureum_extract::{Extractor, Reader};
use gureum_model::{ContentHash, Diagnostic, Extraction, Severity, iri};

use crate::input::{InputError, Inputs, Item};
use crate::{ordered, page};

/// What became of one input.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What was made of the article; none if it could not be read, was there already or is not wanted.
    pub value: Option<T>,
    /// IRI of the article, if it could be read and comes for the first time.
    pub iri: Option<String>,
    /// What the user should know. One of [`Severity::Error`] says why there is no value.
    pub diagnostics: Vec<Diagnostic>,
}

/// An article read and extracted.
#[derive(Debug)]
pub struct Article {
    /// Its claims.
    pub extraction: Extraction,
    /// Its decoded source, in which the spans count.
    pub source: String,
    /// What reading it again takes beside the source, as JSON: `gu:readAs`.
    pub read_as: String,
    /// Sketch of its text, by which reprints are found: `gu:sketch`.
    pub sketch: String,
}

/// What is known of an article before it is extracted.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// Its IRI.
    pub iri: &'a str,
    /// Its content hash.
    pub hash: &'a ContentHash,
    /// `gu:readAs`.
    pub read_as: &'a str,
}

/// Extracts every article and gives the outcomes to `sink`, in the order of the inputs whatever the
/// number of threads. `finish` runs on the threads too: work that needs one article only belongs there.
/// Articles that are not `wanted` are not extracted.
///
/// An article that comes again with the same text is passed over with a note; with another text it is an
/// error, and the first one stays. Memory is bounded but for the names and hashes of the articles.
///
/// # Errors
/// The first error of `sink`, which ends the reading.
pub fn read<T: Send, E>(
    inputs: Inputs,
    extractor: &Extractor,
    threads: NonZeroUsize,
    wanted: impl Fn(Arrival<'_>) -> bool + Sync,
    finish: impl Fn(Article) -> T + Sync,
    mut sink: impl FnMut(Outcome<T>) -> Result<(), E>,
) -> Result<(), E> {
    let mut names = Names::default();
    let work = |reader: &mut Reader, item: Item| extract(reader, item, &wanted, &finish);
    ordered::map(inputs.into_items(), threads, || extractor.reader(), work, |read| sink(names.check(read)))
}

/// A page, and what its article is called.
#[derive(Debug)]
pub struct NamedPage {
    /// The article's name.
    pub id: String,
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// The page.
    pub page: Page,
}

/// The pages of the articles, one after another, not extracted.
pub fn pages(inputs: Inputs) -> impl Iterator<Item = Outcome<NamedPage>> {
    inputs.into_items().map(|Item { origin, source }| {
        let mut diagnostics = Vec::new();
        match page::read(&origin, source, &mut diagnostics) {
            Ok(page::Article { id, hash, page, .. }) => {
                let iri = Some(iri::article(&id));
                Outcome { value: Some(NamedPage { id, hash, page }), iri, diagnostics }
            }
            Err(error) => {
                diagnostics.push(Diagnostic::new(Severity::Error, &origin, error.to_string()));
                Outcome { value: None, iri: None, diagnostics }
            }
        }
    })
}

struct Extracted<T> {
    origin: String,
    value: Result<Named<T>, InputError>,
    diagnostics: Vec<Diagnostic>,
}

struct Named<T> {
    id: String,
    hash: ContentHash,
    unknown_keys: Vec<String>,
    value: Option<T>,
}

fn extract<T>(
    reader: &mut Reader,
    item: Item,
    wanted: &impl Fn(Arrival<'_>) -> bool,
    finish: &impl Fn(Article) -> T,
) -> Extracted<T> {
    let Item { origin, source } = item;
    let mut diagnostics = Vec::new();
    let value = page::read(&origin, source, &mut diagnostics).map(|article| {
        let unknown_keys = article.unknown_keys;
        let read_as = article.recorded.to_json();
        let iri = iri::article(&article.id);
        if !wanted(Arrival { iri: &iri, hash: &article.hash, read_as: &read_as }) {
            return Named { id: article.id, hash: article.hash, unknown_keys, value: None };
        }
        let source = article.page.source.clone();
        let sketch = text::sketch(&article.page);
        let mut extraction = reader.extract(&article.id, article.hash.clone(), article.page);
        for mut diagnostic in std::mem::take(&mut extraction.diagnostics) {
            diagnostic.input.clone_from(&origin);
            diagnostics.push(diagnostic);
        }
        let value = Some(finish(Article { extraction, source, read_as, sketch }));
        Named { id: article.id, hash: article.hash, unknown_keys, value }
    });
    Extracted { origin, value, diagnostics }
}

/// The articles seen so far.
#[derive(Default)]
struct Names {
    /// IRI -> hash of the text, and where it was.
    articles: BTreeMap<String, (ContentHash, String)>,
    /// Keys of JSON lines that were named already, by file.
    unknown_keys: BTreeSet<(String, String)>,
}

impl Names {
    fn check<T>(&mut self, read: Extracted<T>) -> Outcome<T> {
        let Extracted { origin, value, mut diagnostics } = read;
        let said = |severity, message: String| Diagnostic::new(severity, &origin, message);
        let named = match value {
            Ok(named) => named,
            Err(error) => {
                diagnostics.push(said(Severity::Error, error.to_string()));
                return Outcome { value: None, iri: None, diagnostics };
            }
        };
        let file = origin.rsplit_once(':').map_or(origin.as_str(), |(file, _)| file);
        let mut new_keys = named.unknown_keys;
        new_keys.retain(|key| self.unknown_keys.insert((file.to_owned(), key.clone())));
        if !new_keys.is_empty() {
            let keys = new_keys.join(", ");
            let known = "id, text, title, publisher, published, url";
            diagnostics
                .push(said(Severity::Warning, format!("keys that are not used: {keys} (known: {known})")));
        }
        let iri = iri::article(&named.id);
        match self.articles.get(&iri) {
            None => {
                self.articles.insert(iri.clone(), (named.hash, origin));
                Outcome { value: named.value, iri: Some(iri), diagnostics }
            }
            Some((hash, first)) => {
                let again = if *hash == named.hash {
                    said(Severity::Note, format!("the same text was in {first} already; it is taken once"))
                } else {
                    let error = InputError::Duplicate { id: named.id, first: first.clone() };
                    said(Severity::Error, error.to_string())
                };
                Outcome { value: None, iri: None, diagnostics: vec![again] }
            }
        }
    }
}

//! The sentences of articles, for showing where a fact stands or should have been read.

use std::collections::BTreeMap;

use gureum_model::Span;

use crate::input::Inputs;
use crate::read;

/// The articles' texts, by name.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<String, Text>);

#[derive(Debug)]
struct Text {
    source: String,
    sentences: Vec<Span>,
}

impl Texts {
    /// Reads the texts; what cannot be read has none.
    pub fn of(inputs: Inputs) -> Self {
        let pages = read::pages(inputs).filter_map(|outcome| outcome.value);
        Self(
            pages
                .map(|named| {
                    let page = named.page;
                    let place = |sentence: &gureum_extract::text::Sentence| {
                        page.text.to_source(sentence.range.clone())
                    };
                    let sentences = page.sentences.iter().map(place).collect();
                    (named.id, Text { source: page.source, sentences })
                })
                .collect(),
        )
    }

    /// The sentence with a quote, which begins at `start` if it stands there; the quote itself where the
    /// article does not have it.
    pub(super) fn sentence(&self, article: &str, quote: &str, start: Option<usize>) -> String {
        let found = self.0.get(article).and_then(|text| text.sentence(quote, start)).unwrap_or(quote);
        found.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Text {
    fn sentence(&self, quote: &str, start: Option<usize>) -> Option<&str> {
        let stands = |start: &usize| self.source.get(*start..).is_some_and(|rest| rest.starts_with(quote));
        let start = start.filter(stands).or_else(|| self.source.find(quote))?;
        let sentence = self.sentences.iter().find(|sentence| sentence.range().contains(&start))?;
        // A quote may reach over the end of its sentence.
        let end = sentence.range().end.max(start + quote.len());
        self.source.get(sentence.range().start..end)
    }
}

//! What a graph was made from: articles by publisher, with the days they appeared on.

use std::collections::BTreeMap;

use gureum_store::Store;

use crate::lookup::Lookup;

/// The articles of one publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// How many.
    pub(super) articles: usize,
    /// Day of the first and of the last that has one, ISO.
    pub(super) days: Option<(String, String)>,
}

impl Source {
    fn add(&mut self, day: Option<&String>) {
        self.articles += 1;
        let Some(day) = day else { return };
        self.days = Some(match self.days.take() {
            Some((first, last)) => (first.min(day.clone()), last.max(day.clone())),
            None => (day.clone(), day.clone()),
        });
    }
}

/// All articles together, and by publisher; those that name none are under `None`.
pub(super) fn sources(store: &Store) -> (Source, BTreeMap<Option<String>, Source>) {
    let lookup = Lookup::new(store);
    let mut all = Source::default();
    let mut by_publisher: BTreeMap<Option<String>, Source> = BTreeMap::new();
    for article in store.articles() {
        let day = lookup.text(article.as_str(), "http://purl.org/dc/terms/issued");
        let publisher = lookup.text(article.as_str(), "http://purl.org/dc/terms/publisher");
        all.add(day.as_ref());
        by_publisher.entry(publisher).or_default().add(day.as_ref());
    }
    (all, by_publisher)
}

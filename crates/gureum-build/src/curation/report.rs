//! What the corrections did, over all articles of a run.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Diagnostic, Severity};

use super::{Action, Applied, Curation};

/// What the corrections did to the articles that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// The file.
    pub path: String,
    /// How many corrections it has.
    pub entries: usize,
    /// What they did.
    pub effects: Effects,
}

/// What was done, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Entities that became another, each once.
    pub merged: usize,
    /// Entities that are another one in an article.
    pub apart: usize,
    /// Entities with a name given by hand.
    pub renamed: usize,
    /// Claims that went.
    pub dropped: usize,
    /// Claims that came.
    pub added: usize,
}

/// Collects what the corrections do, article by article.
#[derive(Debug, Default)]
pub(crate) struct Watching {
    used: BTreeMap<usize, usize>,
    refused: Vec<(usize, String)>,
    articles: BTreeSet<String>,
}

impl Watching {
    pub(crate) fn article(&mut self, id: &str, applied: Applied) {
        self.articles.insert(id.to_owned());
        for (entry, times) in applied.used {
            *self.used.entry(entry).or_default() += times;
        }
        self.refused.extend(applied.refused);
    }

    /// Additions that their articles do not bear out.
    pub(crate) fn refused(&self, curation: &Curation) -> Vec<Diagnostic> {
        let mut refused = self.refused.clone();
        refused.sort();
        let said = |(entry, message): (usize, String)| {
            Diagnostic::new(Severity::Error, curation.place(entry), message)
        };
        refused.into_iter().map(said).collect()
    }

    /// Corrections that would have shown on these articles and did not: of all articles where `all` were
    /// read, else of those that were.
    pub(crate) fn idle(&self, curation: &Curation, all: bool) -> Vec<Diagnostic> {
        let mut idle = Vec::new();
        for (number, entry) in curation.entries.iter().enumerate() {
            if self.used.contains_key(&number) || self.refused.iter().any(|(refused, _)| *refused == number) {
                continue;
            }
            let message = match entry.action.article() {
                Some(article) if self.articles.contains(article) => {
                    "nothing in the article is like this any more"
                }
                Some(_) if all => "there is no such article in the graph",
                None if all => "nothing in the graph is like this",
                _ => continue,
            };
            let message =
                format!("{message}: {}; delete the line if it is not needed", entry.action.in_one_line());
            idle.push(Diagnostic::new(Severity::Warning, curation.place(number), message));
        }
        idle
    }

    pub(crate) fn corrections(&self, curation: &Curation) -> Corrections {
        let mut effects = Effects::default();
        for (entry, times) in &self.used {
            match curation.entries[*entry].action {
                Action::Same { .. } => effects.merged += 1,
                Action::Apart { .. } => effects.apart += 1,
                Action::Rename { .. } => effects.renamed += 1,
                Action::Drop(_) => effects.dropped += times,
                Action::Add(_) => effects.added += times,
                Action::Different { .. } | Action::Link { .. } | Action::Unlink { .. } => {}
            }
        }
        Corrections { path: curation.path.clone(), entries: curation.entries.len(), effects }
    }
}

impl Curation {
    fn place(&self, entry: usize) -> String {
        format!("{}:{}", self.path, self.entries[entry].line)
    }
}

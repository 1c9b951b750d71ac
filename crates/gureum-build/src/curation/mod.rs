//! Corrections by hand: which entities are the same, which are not, what is called what, which facts are
//! wrong and which are missing. One file of them is applied by every build and wins over extraction.
//!
//! `entry` is what a line says, `file` reads and writes the file, `check` finds what
//! contradicts, `apply` corrects an article, `graph` keeps the reasons in the graph. An article is
//! corrected by itself, so the order in which articles come makes no difference.

mod apply;
mod check;
pub mod entry;
mod file;
mod graph;
pub(crate) mod report;

use std::collections::{BTreeMap, BTreeSet};

use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{Problem, SourceFile};
use gureum_model::{Class, ContentHash, iri};

pub use apply::Applied;
pub use entry::{Action, Addition, Entry, Pattern};
pub use report::{Corrections, Effects};

/// Where corrections are looked for, unless the user names another file.
pub const FILE: &str = "seeds/curation.toml";

/// The rule that a fact added by hand is recorded under.
pub const RULE: &str = "curation";

/// What a new file begins with.
const HEAD: &str = "\
# Corrections by hand, which win over what is read from articles. `gureum curate` writes them, `gureum build` and
# `gureum add` apply them. Deleting an entry undoes it. See docs/identity.md.
";

/// A file of corrections, checked.
#[derive(Clone, Debug, Default)]
pub struct Curation {
    path: String,
    entries: Vec<Entry>,
    /// Entity -> what it really is, chains followed.
    same: BTreeMap<String, String>,
    /// Entity and article in which it is another one.
    apart: BTreeSet<(String, String)>,
    /// Labels and classes of the registry's entities that others are merged into, by IRI.
    known: BTreeMap<String, (String, Class)>,
    /// Entity -> its label, given by hand.
    labels: BTreeMap<String, String>,
}

impl Curation {
    /// Reads and checks a file against the registry, whose rows it may name.
    ///
    /// # Errors
    /// Everything that is wrong with it: what cannot be read, names nobody, stands twice, or contradicts
    /// another line or a guard of the registry.
    pub fn load(file: &SourceFile, registry: &Registry) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let entries = file::read(file, registry, &mut problems);
        check::check(file, &entries, registry, &mut problems);
        if !problems.is_empty() {
            problems.sort_by_key(|problem| (problem.line, problem.column));
            return Err(problems);
        }
        let mut curation = Self { path: file.path.clone(), same: check::same(&entries), ..Self::default() };
        for entry in &entries {
            match &entry.action {
                Action::Apart { entity, article } => {
                    curation.apart.insert((entity.clone(), article.clone()));
                }
                Action::Rename { entity, label } => {
                    curation.labels.insert(curation.really(entity).to_owned(), label.clone());
                }
                _ => {}
            }
        }
        for named in entries.iter().flat_map(|entry| entry.action.entities()) {
            let row = named.strip_prefix(iri::ENTITY).and_then(|slug| registry.by_id(slug));
            if let Some(row) = row {
                curation.known.insert(named.to_owned(), (row.ko.clone(), row.class));
            }
        }
        curation.entries = entries;
        Ok(curation)
    }

    /// The text of the file with one more line, and that line, if both are in order.
    ///
    /// # Errors
    /// What would be wrong with the file then; the places are those of the text with the new line.
    pub fn with(
        file: &SourceFile,
        action: Action,
        reason: &str,
        registry: &Registry,
    ) -> Result<(String, String), Vec<Problem>> {
        let line = Entry { line: 0, action, reason: reason.to_owned() }.to_toml();
        let old = if file.text.trim().is_empty() { HEAD } else { file.text.trim_end() };
        let text = format!("{}\n\n{line}", old.trim_end());
        Self::load(&SourceFile { path: file.path.clone(), text: text.clone(), layer: 0 }, registry)?;
        Ok((text, line))
    }

    /// What is known as `entity` is really this.
    pub(crate) fn really<'a>(&'a self, entity: &'a str) -> &'a str {
        self.same.get(entity).map_or(entity, String::as_str)
    }

    /// The file, as named to the user.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it says, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hash of what it says; the order of lines, and comments, make no difference.
    pub fn hash(&self) -> ContentHash {
        let mut lines: Vec<String> = self.entries.iter().map(Entry::to_toml).collect();
        lines.sort();
        ContentHash::of(lines.concat().as_bytes())
    }
}

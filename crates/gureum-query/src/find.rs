//! From what a person types to an entity: IRI, slug, or any name in Korean or English.
//!
//! Names are compared in their compatibility form (NFKC), so that full-width letters, decomposed
//! Hangul (NFD) and `㈜` make no difference, and without regard to case, spaces and zero-width
//! characters. Where nothing fits, the nearest names are offered, by edit distance over the letters
//! (jamo) of Hangul: one wrong vowel is a small mistake, not a wrong syllable.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gureum_model::quads::{ALT_LABEL, LABEL, PREF_LABEL};
use gureum_model::{Property, iri};
use gureum_store::Store;
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::facts::{EntityName, entity_name};
use crate::lookup::{Lookup, Scope, subject_iri};
use crate::prefixes;
use crate::terminal::visible;

const IS_REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";

/// Nearest names offered at most.
const SUGGESTIONS: usize = 5;

/// Names less alike than this (1 is equal, 0 has nothing in common) are not offered. Chosen by
/// looking at typing mistakes in a handful of company names, not measured.
pub(crate) const LIKENESS: f64 = 0.6;

/// What a name led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Found {
    /// One entity fits best.
    Entity {
        /// It.
        entity: EntityName,
        /// Others that bear the name too, less directly.
        also: Vec<EntityName>,
    },
    /// Several fit equally well; those with most facts first.
    Several(Vec<EntityName>),
    /// None fits.
    Nothing {
        /// The nearest names, the nearest first.
        nearest: Vec<EntityName>,
    },
}

impl Found {
    /// The entity, if there is exactly one; otherwise why not, and what to type instead.
    ///
    /// # Errors
    /// [`FindError`], naming the candidates or the nearest names.
    pub fn one(self, asked: &str) -> Result<EntityName, FindError> {
        match self {
            Self::Entity { entity, .. } => Ok(entity),
            Self::Several(candidates) => Err(FindError::Ambiguous { asked: asked.to_owned(), candidates }),
            Self::Nothing { nearest } => Err(FindError::Unknown { asked: asked.to_owned(), nearest }),
        }
    }
}

/// Why a name did not lead to one entity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// Several entities bear the name.
    #[error("'{asked}' may mean {}: ask again by the short form in brackets", list(candidates))]
    Ambiguous {
        /// What was typed.
        asked: String,
        /// The candidates.
        candidates: Vec<EntityName>,
    },
    /// No entity does.
    #[error("nothing in the graph is called '{asked}'{}", perhaps(nearest))]
    Unknown {
        /// What was typed.
        asked: String,
        /// The nearest names.
        nearest: Vec<EntityName>,
    },
}

fn list(names: &[EntityName]) -> String {
    let shown = names
        .iter()
        .map(|name| format!("{} ({})", visible(&name.label), prefixes::shorten_or_bracket(&name.iri)));
    shown.collect::<Vec<_>>().join(", ")
}

fn perhaps(nearest: &[EntityName]) -> String {
    if nearest.is_empty() { String::new() } else { format!(". 혹시 {}?", list(nearest)) }
}

/// How directly a name belongs to an entity; the first that fits anything wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Directness {
    /// The name to show, the registry's name, or the slug.
    Own,
    /// Another name of the registry, or one that articles use.
    Other,
    /// Equal but for punctuation and company forms such as 주식회사.
    Loose,
}

/// Every name in a graph, ready to be asked for. Building it reads all names once; a program that
/// asks only once can use [`find`].
#[derive(Debug)]
pub struct Names<'a> {
    lookup: Lookup<'a>,
    /// Key of a name -> entities, with how directly they bear it.
    keys: BTreeMap<String, BTreeMap<String, Directness>>,
}

impl<'a> Names<'a> {
    /// Reads the names of every entity.
    pub fn new(store: &'a Store) -> Self {
        let lookup = Lookup::new(store);
        let mut names = Self { lookup, keys: BTreeMap::new() };
        // Aliases that articles give are facts; only asserted ones are in the default graph.
        let alias = iri::term(Property::Alias.name());
        for (predicate, scope, directness) in [
            (LABEL, Scope::Any, Directness::Own),
            (PREF_LABEL, Scope::Any, Directness::Own),
            (ALT_LABEL, Scope::Any, Directness::Other),
            (&alias, Scope::Default, Directness::Other),
        ] {
            for quad in lookup.quads(None, predicate, None, scope) {
                let Term::Literal(name) = &quad.object else { continue };
                let Some(entity) = subject_iri(quad.subject) else { continue };
                if let Some(slug) = entity.strip_prefix(iri::ENTITY) {
                    names.add(key(slug), &entity, Directness::Own);
                    names.add(key(name.value()), &entity, directness);
                    names.add(loose_key(name.value()), &entity, Directness::Loose);
                }
            }
        }
        names
    }

    fn add(&mut self, key: String, entity: &str, directness: Directness) {
        if key.is_empty() {
            return;
        }
        let bearers = self.keys.entry(key).or_default();
        let known = bearers.entry(entity.to_owned()).or_insert(directness);
        *known = directness.min(*known);
    }

    /// What `asked` leads to: an IRI (whole, in angle brackets or with a built-in prefix), a slug
    /// or a name.
    pub fn find(&self, asked: &str) -> Found {
        let asked = asked.trim();
        if let Some(entity) = self.by_iri(asked) {
            return Found::Entity { entity, also: Vec::new() };
        }
        let mut bearers: BTreeMap<&str, Directness> = BTreeMap::new();
        for key in [key(asked), loose_key(asked)] {
            for (entity, directness) in self.keys.get(&key).into_iter().flatten() {
                let known = bearers.entry(entity).or_insert(*directness);
                *known = (*known).min(*directness);
            }
        }
        let Some(best) = bearers.values().min().copied() else {
            return Found::Nothing { nearest: self.nearest(asked) };
        };
        let (mut fitting, mut also) = (Vec::new(), Vec::new());
        for (entity, directness) in bearers {
            if directness == best { fitting.push(entity) } else { also.push(entity) }
        }
        if fitting.len() == 1 {
            Found::Entity { entity: self.name(fitting[0]), also: self.by_facts(also) }
        } else {
            Found::Several(self.by_facts(fitting))
        }
    }

    fn by_iri(&self, asked: &str) -> Option<EntityName> {
        let iri = if asked.starts_with("http://") || asked.starts_with("https://") {
            asked.to_owned()
        } else {
            prefixes::expand(asked)?
        };
        let known = self.keys.get(&key(iri.strip_prefix(iri::ENTITY).unwrap_or(&iri)));
        if known.is_some_and(|bearers| bearers.contains_key(&iri)) {
            return Some(self.name(&iri));
        }
        // A registry row that took over a minted entity keeps its old IRI as a redirect.
        let moved = self.lookup.text(&iri, IS_REPLACED_BY)?;
        Some(self.name(&moved))
    }

    fn name(&self, entity: &str) -> EntityName {
        entity_name(self.lookup, entity)
    }

    fn by_facts(&self, entities: Vec<&str>) -> Vec<EntityName> {
        let mut counted: Vec<(Reverse<usize>, &str)> =
            entities.into_iter().map(|entity| (Reverse(self.facts(entity)), entity)).collect();
        counted.sort();
        counted.into_iter().map(|(_, entity)| self.name(entity)).collect()
    }

    fn facts(&self, entity: &str) -> usize {
        let node: Term = NamedNode::new_unchecked(entity).into();
        let count = |predicate: &str| {
            let records = self.lookup.quads(None, predicate, Some(&node), Scope::Any);
            records.filter_map(|quad| subject_iri(quad.subject)).collect::<BTreeSet<_>>().len()
        };
        count(rdf::SUBJECT.as_str()) + count(rdf::OBJECT.as_str())
    }

    /// Entities whose names are most like `asked`. Compares with every name: about its length
    /// squared for each.
    fn nearest(&self, asked: &str) -> Vec<EntityName> {
        let asked = key(asked);
        let letters = jamo(&asked);
        let mut best: BTreeMap<&str, f64> = BTreeMap::new();
        for (name, bearers) in &self.keys {
            let likeness = likeness(&asked, &letters, name);
            if likeness < LIKENESS {
                continue;
            }
            for entity in bearers.keys() {
                let known = best.entry(entity).or_insert(likeness);
                *known = known.max(likeness);
            }
        }
        let mut ranked: Vec<(&str, f64)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        ranked.into_iter().take(SUGGESTIONS).map(|(entity, _)| self.name(entity)).collect()
    }
}

/// What `asked` leads to; reads all names of the graph for one question.
pub fn find(store: &Store, asked: &str) -> Found {
    Names::new(store).find(asked)
}

/// Where an entity went that has another IRI now: a registry row took it over.
pub fn moved(store: &Store, iri: &str) -> Option<String> {
    Lookup::new(store).text(iri, IS_REPLACED_BY)
}

/// 1 for equal names; a name that holds the other counts as near by the share that it fills.
pub(crate) fn likeness(asked: &str, letters: &str, name: &str) -> f64 {
    let (short, long) = if asked.len() < name.len() { (asked, name) } else { (name, asked) };
    let held = short.chars().count() >= 2 && long.contains(short);
    let share = short.chars().count() as f64 / long.chars().count().max(1) as f64;
    let inside = if held { LIKENESS + (1.0 - LIKENESS) * share } else { 0.0 };
    inside.max(strsim::normalized_damerau_levenshtein(letters, &jamo(name)))
}

/// What two spellings of one name have in common.
pub(crate) fn key(name: &str) -> String {
    let kept = name.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    kept.flat_map(char::to_lowercase).nfc().collect()
}

/// As [`key`], without punctuation and company forms.
pub(crate) fn loose_key(name: &str) -> String {
    let key = key(name).replace("(주)", "").replace("주식회사", "");
    let bare: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
    ["co.,ltd.", "co.,ltd", "inc.", "corp.", "ltd."]
        .iter()
        .find_map(|form| Some(key.strip_suffix(form)?.chars().filter(|c| c.is_alphanumeric()).collect()))
        .filter(|rest: &String| !rest.is_empty())
        .unwrap_or(bare)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Hangul syllables as their letters.
pub(crate) fn jamo(text: &str) -> String {
    text.nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for spelling in
            ["한빛클라우드", "한빛 클라우드", "\u{1112}\u{1161}\u{11ab}빛클라우드", "한빛\u{200b}클라우드"]
        {
            assert_eq!(key(spelling), "한빛클라우드");
        }
        assert_eq!(key("ＫＴ Cloud"), "ktcloud");
        for spelling in ["㈜한빛", "(주) 한빛", "주식회사 한빛", "‘한빛’"] {
            assert_eq!(loose_key(spelling), "한빛");
        }
        assert_eq!(loose_key("Hanbit Co., Ltd."), "hanbit");
    }
}

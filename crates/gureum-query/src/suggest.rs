//! All names of a graph, ready for somebody who is typing, and for lists of names from elsewhere.
//!
//! [`Index::suggest`] completes: `한빛`, `hanb`, an unfinished syllable (`한비`) and initial consonants (`ㅎㅂ`) lead to
//! 한빛클라우드. [`Index::candidates`] compares whole names, in their normal forms and without company forms, and
//! says how well they fit. What counts as the same name is in [`crate::find`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gureum_model::quads::{ALT_LABEL, LABEL, PREF_LABEL};
use gureum_model::{Property, iri};
use gureum_store::Store;
use oxrdf::Term;
use oxrdf::vocab::rdf;

use crate::facts::{EntityName, entity_name};
use crate::find::{LIKENESS, jamo, key, likeness, loose_key};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// Every entity with its names. Holds no store; made once for a graph.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// Keys and loose keys, to the entries that bear them.
    keys: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Entry {
    entity: EntityName,
    names: Vec<Name>,
    /// In how many facts it takes part.
    facts: usize,
}

#[derive(Debug)]
struct Name {
    key: String,
    loose: String,
    letters: String,
    /// Whether it is the name to show, or the registry's.
    own: bool,
}

/// An entity that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// It.
    pub entity: EntityName,
    /// 100 for its own name, 98 for another of its names, 95 for one that differs in company forms and punctuation
    /// only, less by the letters that differ.
    pub score: f64,
}

impl Candidate {
    /// Whether the names are the same but for company forms and punctuation.
    pub fn is_same(&self) -> bool {
        self.score >= SAME
    }
}

const OWN: f64 = 100.0;
const OTHER: f64 = 98.0;
const SAME: f64 = 95.0;
/// The most for names that are only alike.
const ALIKE: f64 = 90.0;

impl Index {
    /// Reads all names of a graph once.
    pub fn new(store: &Store) -> Self {
        let lookup = Lookup::new(store);
        let mut found: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
        let alias = iri::term(Property::Alias.name());
        for (predicate, scope, own) in [
            (LABEL, Scope::Any, true),
            (PREF_LABEL, Scope::Any, true),
            (ALT_LABEL, Scope::Any, false),
            (&alias, Scope::Default, false),
        ] {
            for quad in lookup.quads(None, predicate, None, scope) {
                let Some(entity) = subject_iri(quad.subject).filter(|iri| iri.starts_with(iri::ENTITY))
                else {
                    continue;
                };
                let known = found.entry(entity).or_default().entry(term_text(quad.object)).or_default();
                *known |= own;
            }
        }
        let facts = facts(lookup);
        let mut index = Self::default();
        for (entity, names) in found {
            let names: Vec<Name> = names
                .into_iter()
                .map(|(text, own)| {
                    let key = key(&text);
                    Name { loose: loose_key(&text), letters: jamo(&key), key, own }
                })
                .filter(|name| !name.key.is_empty())
                .collect();
            let at = index.entries.len();
            for name in &names {
                for key in [&name.key, &name.loose] {
                    let bearers = index.keys.entry(key.clone()).or_default();
                    if bearers.last() != Some(&at) {
                        bearers.push(at);
                    }
                }
            }
            let facts = facts.get(&entity).copied().unwrap_or_default();
            index.entries.push(Entry { entity: entity_name(lookup, &entity), names, facts });
        }
        index
    }

    /// Number of entities.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All of them, by IRI.
    pub fn entities(&self) -> impl Iterator<Item = &EntityName> {
        self.entries.iter().map(|entry| &entry.entity)
    }

    /// The entity with that IRI.
    pub fn entity(&self, iri: &str) -> Option<&EntityName> {
        let at = self.entries.binary_search_by(|entry| entry.entity.iri.as_str().cmp(iri)).ok()?;
        Some(&self.entries[at].entity)
    }

    /// In how many facts the entity with that IRI takes part.
    pub fn facts(&self, iri: &str) -> usize {
        let at = self.entries.binary_search_by(|entry| entry.entity.iri.as_str().cmp(iri));
        at.map_or(0, |at| self.entries[at].facts)
    }

    /// The entities with most facts, the most first.
    pub fn best_known(&self, limit: usize) -> Vec<&EntityName> {
        let mut entries: Vec<&Entry> = self.entries.iter().filter(|entry| entry.facts > 0).collect();
        entries.sort_by_key(|entry| Reverse(entry.facts));
        entries.into_iter().take(limit).map(|entry| &entry.entity).collect()
    }

    /// Entities whose names continue what was typed, of `classes` (all, where none is given): those that begin with
    /// it first, then those that hold it; among them those with most facts first. Looks at every name.
    pub fn suggest(&self, typed: &str, classes: &[&str], limit: usize) -> Vec<&EntityName> {
        let typed: Vec<char> = key(typed).chars().collect();
        if typed.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, Reverse<usize>, &EntityName)> = Vec::new();
        for entry in self.entries.iter().filter(|entry| is_of(&entry.entity, classes)) {
            let rank = entry.names.iter().filter_map(|name| rank(&typed, name)).min();
            if let Some(rank) = rank {
                found.push((rank, Reverse(entry.facts), &entry.entity));
            }
        }
        found.sort_by(|a, b| (a.0, a.1, &a.2.label, &a.2.iri).cmp(&(b.0, b.1, &b.2.label, &b.2.iri)));
        found.into_iter().take(limit).map(|(_, _, entity)| entity).collect()
    }

    /// Entities of `classes` (all, where none is given) that `name` may mean, the best first.
    pub fn candidates(&self, name: &str, classes: &[&str], limit: usize) -> Vec<Candidate> {
        let (key, loose) = (key(name), loose_key(name));
        if key.is_empty() {
            return Vec::new();
        }
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for at in [&key, &loose].into_iter().filter_map(|key| self.keys.get(key)).flatten() {
            let best =
                self.entries[*at].names.iter().map(|name| same(&key, &loose, name)).fold(0.0, f64::max);
            let known = scores.entry(*at).or_default();
            *known = known.max(best);
        }
        let (letters, length) = (jamo(&key), key.chars().count());
        for (at, entry) in self.entries.iter().enumerate() {
            if scores.contains_key(&at) || !is_of(&entry.entity, classes) {
                continue;
            }
            let alike = |name: &Name| {
                let other = name.letters.chars().count();
                let (short, long) = (other.min(letters.chars().count()), other.max(letters.chars().count()));
                let near = short as f64 >= LIKENESS * long as f64;
                let holds = length >= 2 && (name.key.contains(&key) || key.contains(&name.key));
                if near || holds { likeness(&key, &letters, &name.key) } else { 0.0 }
            };
            let best = entry.names.iter().map(alike).fold(0.0, f64::max);
            if best >= LIKENESS {
                scores.insert(at, best * ALIKE);
            }
        }
        let mut ranked: Vec<(f64, &Entry)> =
            scores.into_iter().map(|(at, score)| (score, &self.entries[at])).collect();
        ranked.retain(|(_, entry)| is_of(&entry.entity, classes));
        ranked.sort_by(|(a, x), (b, y)| {
            b.total_cmp(a).then(y.facts.cmp(&x.facts)).then_with(|| x.entity.iri.cmp(&y.entity.iri))
        });
        let candidate = |(score, entry): (f64, &Entry)| Candidate {
            entity: entry.entity.clone(),
            score: (score * 10.0).round() / 10.0,
        };
        ranked.into_iter().take(limit).map(candidate).collect()
    }
}

/// In how many records each thing is subject or object.
fn facts(lookup: Lookup<'_>) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for predicate in [rdf::SUBJECT, rdf::OBJECT] {
        for quad in lookup.quads(None, predicate.as_str(), None, Scope::Any) {
            if let Term::NamedNode(node) = quad.object {
                *counts.entry(node.into_string()).or_default() += 1;
            }
        }
    }
    counts
}

fn is_of(entity: &EntityName, classes: &[&str]) -> bool {
    classes.is_empty() || entity.class.as_deref().is_some_and(|class| classes.contains(&class))
}

fn same(key: &str, loose: &str, name: &Name) -> f64 {
    if name.key == key {
        if name.own { OWN } else { OTHER }
    } else if name.loose == loose && !loose.is_empty() {
        SAME
    } else {
        0.0
    }
}

/// 0 where the name begins with what was typed, 1 for another name of the entity, 2 and 3 where it holds it.
fn rank(typed: &[char], name: &Name) -> Option<usize> {
    let other = usize::from(!name.own);
    let chars: Vec<char> = name.key.chars().collect();
    let at = chars.windows(typed.len()).position(|part| continues(typed, part))?;
    Some(if at == 0 { other } else { 2 + other })
}

/// Whether each character stands for the one in the name; the last may be an unfinished syllable.
fn continues(typed: &[char], part: &[char]) -> bool {
    typed.iter().zip(part).enumerate().all(|(at, (typed_char, char))| {
        typed_char == char
            || initial(*char).is_some_and(|initial| initial == *typed_char)
            || at + 1 == typed.len() && open(*char).is_some_and(|open| open == *typed_char)
    })
}

const FIRST_SYLLABLE: u32 = 0xAC00;
const LAST_SYLLABLE: u32 = 0xD7A3;
const FINALS: u32 = 28;
const FIRST_INITIAL: u32 = 0x1100;

/// The initial consonant of a Hangul syllable, as normalisation writes `ㅎ`.
fn initial(c: char) -> Option<char> {
    let syllable = u32::from(c);
    let initial = || FIRST_INITIAL + (syllable - FIRST_SYLLABLE) / (21 * FINALS);
    if (FIRST_SYLLABLE..=LAST_SYLLABLE).contains(&syllable) { char::from_u32(initial()) } else { None }
}

/// A Hangul syllable without its final consonant.
fn open(c: char) -> Option<char> {
    let syllable = u32::from(c);
    let open = || syllable - (syllable - FIRST_SYLLABLE) % FINALS;
    if (FIRST_SYLLABLE..=LAST_SYLLABLE).contains(&syllable) { char::from_u32(open()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(typed: &str, name: &str) -> Option<usize> {
        let typed: Vec<char> = key(typed).chars().collect();
        let key = key(name);
        rank(&typed, &Name { loose: loose_key(name), letters: jamo(&key), key, own: true })
    }

    #[test]
    fn whoever_types_is_understood() {
        for typed in ["한", "하", "한빛", "한비", "ㅎ", "ㅎㅂ", "ㅎㅂㅋ", "한ㅂ", "한빛 클라", "한빛클라우드"]
        {
            assert_eq!(fits(typed, "한빛클라우드"), Some(0), "{typed}");
        }
        for typed in ["ㅋㄹ", "클라", "우드"] {
            assert_eq!(fits(typed, "한빛클라우드"), Some(2), "{typed}");
        }
        for typed in ["ㅂㅎ", "한빗", "한빛클라우드코리아", "호"] {
            assert_eq!(fits(typed, "한빛클라우드"), None, "{typed}");
        }
        assert_eq!(fits("hanb", "Hanbit Cloud"), Some(0));
        assert_eq!(fits("ＣＬＯＵＤ", "Hanbit Cloud"), Some(2));
    }
}

//! Which part of the graph to take: surroundings, properties, classes, time, belief and modality, each of which
//! narrows it further. What draws, analyses or exports the graph takes a [`Selection`], so that the same words
//! mean the same part everywhere.
//!
//! **Time.** A claim counts where the days that it speaks of and the period have a day in common: the days of its
//! own date ("지난 3일", "2026년"), or, where the text gives none, its article's day. A claim with neither is
//! outside of every period. A fact is in as long as one of its claims is, and is counted and dated by these alone.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{CalendarDate, Class, Modality, Property, iri};
use gureum_store::Store;
use oxrdf::Term;
use oxrdf::vocab::rdf;

use crate::facts::{TermName, term_name};
use crate::find::{LIKENESS, jamo, key, likeness};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};
use crate::records::{self, ClaimRecord, Record};
use crate::terminal::visible;

/// A part of the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// IRIs of the entities whose surroundings are taken; with none, the whole graph is.
    pub focus: BTreeSet<String>,
    /// How many facts away from one of them, in whatever direction, an entity may be.
    pub hops: usize,
    /// IRIs of properties: facts with another one are out. None: whatever the property.
    pub predicates: BTreeSet<String>,
    /// Local names of classes: other entities are out, with their facts, unless they are in focus. None: all.
    pub classes: BTreeSet<String>,
    /// First day of the period.
    pub since: Option<CalendarDate>,
    /// Last day of the period.
    pub until: Option<CalendarDate>,
    /// Facts believed less are out, as are those that no article asserts, which have no belief.
    pub min_belief: Option<f64>,
    /// Facts claimed in one of these are in.
    pub modalities: BTreeSet<Modality>,
    /// Whether edges that lead from one node to another are merged into one.
    pub collapse: bool,
    /// Whether edges have the clauses that state them.
    pub evidence: bool,
    /// Whether entities without any fact are in; without effect where some are in focus.
    pub isolated: bool,
}

impl Default for Selection {
    /// All asserted facts and the entities that have some.
    fn default() -> Self {
        Self {
            focus: BTreeSet::new(),
            hops: 1,
            predicates: BTreeSet::new(),
            classes: BTreeSet::new(),
            since: None,
            until: None,
            min_belief: None,
            modalities: BTreeSet::from([Modality::Asserted]),
            collapse: false,
            evidence: false,
            isolated: false,
        }
    }
}

impl Selection {
    /// The facts that are in, sorted by IRI, with those claims alone that are in.
    pub(crate) fn facts(&self, lookup: Lookup<'_>) -> Vec<Record> {
        let mut facts = records::read(lookup, &self.modalities, self.evidence);
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        let mut wanted = |entity: &str| {
            self.classes.is_empty()
                || *known.entry(entity.to_owned()).or_insert_with(|| self.has_class(lookup, entity))
        };
        facts.retain_mut(|record| {
            if !self.predicates.is_empty() && !self.predicates.contains(&record.property) {
                return false;
            }
            if self.min_belief.is_some_and(|least| record.belief.is_none_or(|belief| belief < least)) {
                return false;
            }
            record.claims.retain(|claim| self.in_period(claim));
            !record.claims.is_empty() && ends(record).all(&mut wanted)
        });
        if !self.focus.is_empty() {
            let near = self.surroundings(&facts);
            facts.retain(|record| ends(record).all(|end| near.contains(end)));
        }
        facts
    }

    /// Entities that are in whatever facts they have.
    pub(crate) fn entities(&self, lookup: Lookup<'_>) -> BTreeSet<String> {
        if !self.focus.is_empty() || !self.isolated {
            return self.focus.clone();
        }
        let typed = lookup.quads(None, rdf::TYPE.as_str(), None, Scope::Default);
        let entities = typed.filter_map(|quad| subject_iri(quad.subject));
        let mut entities: BTreeSet<String> = entities.filter(|iri| iri.starts_with(iri::ENTITY)).collect();
        entities.retain(|entity| self.classes.is_empty() || self.has_class(lookup, entity));
        entities
    }

    fn has_class(&self, lookup: Lookup<'_>, entity: &str) -> bool {
        self.focus.contains(entity) || lookup.classes(entity).iter().any(|class| self.classes.contains(class))
    }

    fn in_period(&self, claim: &ClaimRecord) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let said: Option<CalendarDate> = day(&claim.said_on);
        let (from, until) = match (day(&claim.from), day(&claim.until)) {
            (None, None) => (said, said),
            given => given,
        };
        let known = from.is_some() || until.is_some();
        let too_late = matches!((from, self.until), (Some(from), Some(last)) if from > last);
        let too_early = matches!((until, self.since), (Some(until), Some(first)) if until < first);
        known && !too_late && !too_early
    }

    /// The entities within so many hops. Breadth-first; looks at each fact once and at each entity once.
    fn surroundings(&self, facts: &[Record]) -> BTreeSet<String> {
        let mut beside: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for record in facts {
            if let Some(object) = object_iri(record) {
                beside.entry(&record.subject).or_default().push(object);
                beside.entry(object).or_default().push(&record.subject);
            }
        }
        let mut near: BTreeSet<&str> = self.focus.iter().map(String::as_str).collect();
        let mut front: Vec<&str> = near.iter().copied().collect();
        for _ in 0..self.hops {
            let next = front.iter().flat_map(|entity| beside.get(entity).into_iter().flatten());
            front = next.copied().filter(|entity| near.insert(entity)).collect();
        }
        near.into_iter().map(str::to_owned).collect()
    }
}

fn object_iri(record: &Record) -> Option<&str> {
    match &record.object {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(node) => Some(node.as_str()),
        Term::Literal(_) => None,
    }
}

/// The entities of a fact.
fn ends(record: &Record) -> impl Iterator<Item = &str> {
    std::iter::once(record.subject.as_str()).chain(object_iri(record))
}

/// A property or class that there is none of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{asked}' is no {sort} of this graph{}", perhaps(nearest, known))]
pub struct UnknownTerm {
    /// Property or class.
    pub sort: &'static str,
    /// What was typed.
    pub asked: String,
    /// The name that is most like it, if one is like it at all.
    pub nearest: Option<String>,
    /// All that there are.
    pub known: Vec<String>,
}

fn perhaps(nearest: &Option<String>, known: &[String]) -> String {
    match nearest {
        Some(near) => format!("; did you mean {near}?"),
        None => format!(": use one of {}", known.join(", ")),
    }
}

/// The IRI of a property of the ontology, or of one that a fact of the graph has: by its name, with or without
/// `gu:`, by its Korean label, or by its IRI. Reads the facts only for one that the ontology does not have.
///
/// # Errors
/// [`UnknownTerm`], with what may be meant.
pub fn predicate(store: &Store, asked: &str) -> Result<String, UnknownTerm> {
    let known = Property::all().map(|property| named(property.name(), property.label_ko()));
    term("property", asked, known.collect(), || {
        let lookup = Lookup::new(store);
        let used = lookup.quads(None, rdf::PREDICATE.as_str(), None, Scope::Any);
        let used: BTreeSet<String> = used.map(|quad| term_text(quad.object)).collect();
        used.iter().map(|iri| term_name(lookup, iri)).collect()
    })
    .map(|name| match Property::from_name(&name) {
        Some(property) => property.iri(),
        None if name.contains("://") => name,
        None => iri::term(&name),
    })
}

/// The local name of a class of the ontology, or of one that an entity of the graph has; as with [`predicate`].
///
/// # Errors
/// [`UnknownTerm`], with what may be meant.
pub fn class(store: &Store, asked: &str) -> Result<String, UnknownTerm> {
    let ours = Class::ALL.map(|class| named(class.name(), class.label_ko()));
    term("class", asked, ours.into(), || {
        let lookup = Lookup::new(store);
        let typed = lookup.quads(None, rdf::TYPE.as_str(), None, Scope::Default);
        let entities =
            typed.filter(|quad| quad.subject.to_string().starts_with(&format!("<{}", iri::ENTITY)));
        let used: BTreeSet<String> = entities.map(|quad| term_text(quad.object)).collect();
        used.iter().filter(|iri| iri.starts_with(NAMESPACE)).map(|iri| term_name(lookup, iri)).collect()
    })
}

fn named(name: &str, label: &str) -> TermName {
    TermName { name: name.to_owned(), label: label.to_owned() }
}

fn term(
    sort: &'static str,
    asked: &str,
    ours: Vec<TermName>,
    others: impl FnOnce() -> Vec<TermName>,
) -> Result<String, UnknownTerm> {
    let bare = asked.trim().trim_start_matches('<').trim_end_matches('>');
    let bare = bare.strip_prefix("gu:").or_else(|| bare.strip_prefix(NAMESPACE)).unwrap_or(bare);
    let wanted = key(bare);
    let is = |term: &&TermName| term.name == bare || key(&term.name) == wanted || key(&term.label) == wanted;
    if let Some(found) = ours.iter().find(is) {
        return Ok(found.name.clone());
    }
    let mut all = ours;
    all.extend(others());
    if let Some(found) = all.iter().find(is) {
        return Ok(found.name.clone());
    }
    let letters = jamo(&wanted);
    let like = |name: &str| likeness(&wanted, &letters, &key(name));
    let near = all.iter().map(|term| (like(&term.name).max(like(&term.label)), &term.name));
    let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness >= LIKENESS);
    Err(UnknownTerm {
        sort,
        asked: visible(asked).into_owned(),
        nearest: near.map(|(_, name)| name.clone()),
        known: all.iter().map(|term| term.name.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
    })
}

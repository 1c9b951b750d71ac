//! Everything the graph knows of one entity, ready to be shown: `gureum show KT`.
//!
//! This is the data; [`text`] makes a page for the terminal of it.

pub mod text;

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::iri::ARTICLE;
use gureum_model::quads::{ALT_LABEL, LABEL, PREF_LABEL};
use gureum_model::vocabulary::{NAMESPACE, term};
use gureum_model::{Modality, Property};
use gureum_store::Store;
use oxrdf::vocab::rdf;
use serde::Serialize;

use crate::facts::{self, EntityName, Fact, FactObject, TermName, entity_name, term_name};
use crate::follow::{self, Following};
use crate::lookup::{Lookup, Scope, graph_iri, term_text};
use crate::prefixes;

pub use text::{Style, TextOptions};

/// Properties whose values identify an entity elsewhere.
const IDENTIFYING: [&str; 8] = [
    "http://www.w3.org/2002/07/owl#sameAs",
    "http://www.w3.org/2004/02/skos/core#exactMatch",
    "http://www.w3.org/2004/02/skos/core#closeMatch",
    "http://purl.org/dc/terms/identifier",
    "http://schema.org/identifier",
    "http://schema.org/sameAs",
    "http://schema.org/url",
    "http://xmlns.com/foaf/0.1/homepage",
];

/// One entity, all it is and all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Which entity.
    pub entity: EntityName,
    /// Its classes.
    pub types: Vec<TermName>,
    /// Its other names: the registry's, then those of articles, the commonest first.
    pub names: Vec<String>,
    /// What identifies it elsewhere, and its addresses.
    pub identifiers: Vec<Identifier>,
    /// What was corrected about it by hand, sorted.
    pub corrections: Vec<Correction>,
    /// How many articles name it.
    pub articles: usize,
    /// Its facts by property, in the order of the ontology; as subject before as object.
    pub groups: Vec<Group>,
    /// What follows from several of the graph's facts, with these facts.
    pub follows: Vec<Following>,
}

/// A value that identifies an entity elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Identifier {
    /// Property, shortened.
    pub property: String,
    /// IRI or text.
    pub value: String,
}

/// A correction by hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Correction {
    /// What it does, as a line of the curation file: `same id:org/다솜소프트㈜ id:org/다솜소프트`.
    pub what: String,
    /// Why.
    pub reason: String,
}

/// Where the entity stands in the facts of a [`Group`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It is the subject.
    Subject,
    /// It is the object.
    Object,
    /// The property holds in both directions.
    Both,
}

/// Facts with one property and one direction: asserted ones first, then by the number of
/// articles and the other side's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The property.
    pub property: TermName,
    /// Where the entity stands.
    pub direction: Direction,
    /// The facts.
    pub facts: Vec<Fact>,
    /// How many there are, where only some were read.
    #[serde(skip)]
    pub total: usize,
}

/// Which facts of an entity are read.
#[derive(Clone, Copy, Debug)]
pub enum Extent<'a> {
    /// All of them, or so many of each group if there are more than `whole` together.
    Leading {
        /// How many are all read.
        whole: usize,
        /// How many of each group otherwise.
        most: usize,
    },
    /// Those of one group, from a place on.
    Group {
        /// The property's name.
        property: &'a str,
        /// Where the entity stands.
        direction: Direction,
        /// How many are passed over.
        from: usize,
        /// How many follow.
        most: usize,
    },
}

impl Card {
    /// The card of the entity with that IRI; an unknown one gives a card without facts. For names
    /// see [`crate::find`]. The cost grows with the number of its facts.
    pub fn new(store: &Store, iri: &str) -> Self {
        Self::with(store, iri, Extent::Leading { whole: usize::MAX, most: usize::MAX })
    }

    /// As [`Card::new`], with some of the facts: of a group those in front of which most independent articles speak. The
    /// others cost little.
    pub fn with(store: &Store, iri: &str, extent: Extent<'_>) -> Self {
        let lookup = Lookup::new(store);
        let entity = entity_name(lookup, iri);
        let types = lookup.classes(iri);
        Self {
            types: types.iter().map(|name| term_name(lookup, &format!("{NAMESPACE}{name}"))).collect(),
            names: names(lookup, &entity),
            identifiers: identifiers(lookup, iri),
            corrections: corrections(lookup, iri),
            articles: articles(lookup, iri),
            groups: groups(store, iri, extent),
            follows: match extent {
                Extent::Leading { .. } => follow::bridging(store, iri),
                Extent::Group { .. } => Vec::new(),
            },
            entity,
        }
    }

    /// Number of facts.
    pub fn facts(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }
}

fn names(lookup: Lookup<'_>, entity: &EntityName) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for (registered, predicate) in [(true, LABEL), (true, PREF_LABEL), (false, ALT_LABEL)] {
        for quad in lookup.quads(Some(&entity.iri), predicate, None, Scope::Any) {
            let by_article = graph_iri(&quad.graph_name).is_some_and(|graph| graph.starts_with(ARTICLE));
            let name = term_text(quad.object);
            if registered || !by_article {
                names.push(name);
            } else {
                *used.entry(name).or_default() += 1;
            }
        }
    }
    names.sort();
    let mut by_articles: Vec<(String, usize)> = used.into_iter().collect();
    by_articles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    names.extend(by_articles.into_iter().map(|(name, _)| name));
    let mut seen = BTreeSet::from([entity.label.clone()]);
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn identifiers(lookup: Lookup<'_>, iri: &str) -> Vec<Identifier> {
    let mut found = Vec::new();
    for predicate in IDENTIFYING {
        for term in lookup.objects(iri, predicate, Scope::Any) {
            let property = prefixes::shorten_or_bracket(predicate);
            found.push(Identifier { property, value: term_text(term) });
        }
    }
    found
}

fn corrections(lookup: Lookup<'_>, iri: &str) -> Vec<Correction> {
    let found = lookup.subjects(term::CORRECTS, iri, Scope::Any).into_iter().filter_map(|correction| {
        let what = lookup.text(&correction, "http://purl.org/dc/terms/description")?;
        Some(Correction { what, reason: lookup.text(&correction, term::REASON).unwrap_or_default() })
    });
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

fn articles(lookup: Lookup<'_>, iri: &str) -> usize {
    let typed = lookup.quads(Some(iri), rdf::TYPE.as_str(), None, Scope::Any);
    let graphs = typed.filter_map(|quad| {
        graph_iri(&quad.graph_name).filter(|graph| graph.starts_with(ARTICLE)).map(str::to_owned)
    });
    graphs.collect::<BTreeSet<_>>().len()
}

fn groups(store: &Store, iri: &str, extent: Extent<'_>) -> Vec<Group> {
    let mut grouped: BTreeMap<(bool, Option<Property>, String, Direction), Vec<String>> = BTreeMap::new();
    for (property, is_subject, fact) in facts::stated(store, iri) {
        let TermName { name, .. } = term_name(Lookup::new(store), &property);
        let known = Property::from_name(&name);
        let direction = match (known.is_some_and(Property::is_symmetric), is_subject) {
            (true, _) => Direction::Both,
            (false, true) => Direction::Subject,
            (false, false) => Direction::Object,
        };
        // Foreign properties come last, by name.
        grouped.entry((known.is_none(), known, name, direction)).or_default().push(fact);
    }
    let all: usize = grouped.values().map(Vec::len).sum();
    let groups = grouped.into_iter().filter_map(|((_, _, name, direction), facts)| {
        let (from, most) = match extent {
            Extent::Leading { whole, .. } if all <= whole => (0, usize::MAX),
            Extent::Leading { most, .. } => (0, most),
            Extent::Group { property, direction: wanted, from, most }
                if property == name && wanted == direction =>
            {
                (from, most)
            }
            Extent::Group { .. } => return None,
        };
        let count = facts.len();
        let mut facts = facts::best(store, facts, from, most);
        facts.sort_by_cached_key(|fact| order(fact, iri));
        let total = if count > most { count } else { facts.len() };
        Some(Group { property: facts.first()?.property.clone(), direction, facts, total })
    });
    groups.collect()
}

fn order(fact: &Fact, iri: &str) -> (Option<Modality>, std::cmp::Reverse<usize>, String, String) {
    let strongest = fact.modalities().first().copied();
    (strongest, std::cmp::Reverse(fact.articles()), other_side(fact, iri).to_owned(), fact.iri.clone())
}

/// The name or value that the fact ties the entity to.
pub(crate) fn other_side<'a>(fact: &'a Fact, iri: &str) -> &'a str {
    match &fact.object {
        FactObject::Literal { value, .. } => value,
        FactObject::Entity(object) if object.iri == iri => &fact.subject.label,
        FactObject::Entity(object) => &object.label,
    }
}

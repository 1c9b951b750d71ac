//! What VoID counts, for the whole graph and for its parts.

use std::collections::{BTreeMap, HashMap};

use gureum_model::iri;
use gureum_store::{GraphFilter, Store};
use oxrdf::GraphName;
use oxrdf::vocab::rdf;

/// A part of the graph, told apart by the named graphs it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The default graph.
    Holds,
    /// The graphs of articles.
    Articles,
    /// What follows, and counts.
    Derived,
    /// The registry.
    Registry,
    /// The ontology.
    Ontology,
    /// Links into other data sets.
    Links,
    /// Graphs that were loaded under other names.
    Other,
}

impl Part {
    /// Each, in the order of the description.
    pub(super) const ALL: [Self; 7] = [
        Self::Holds,
        Self::Articles,
        Self::Derived,
        Self::Registry,
        Self::Ontology,
        Self::Links,
        Self::Other,
    ];

    fn of(graph: &GraphName) -> Self {
        match graph {
            GraphName::DefaultGraph => Self::Holds,
            GraphName::NamedNode(name) => match name.as_str() {
                iri::DERIVED_GRAPH => Self::Derived,
                iri::REGISTRY_GRAPH => Self::Registry,
                iri::ONTOLOGY_GRAPH => Self::Ontology,
                iri::LINKS_GRAPH => Self::Links,
                name if name.starts_with(iri::ARTICLE) => Self::Articles,
                _ => Self::Other,
            },
            GraphName::BlankNode(_) => Self::Other,
        }
    }
}

/// The counts of a set of triples, each triple counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Triples.
    pub(super) triples: usize,
    /// Distinct subjects.
    pub(super) subjects: usize,
    /// Distinct objects, literals included.
    pub(super) objects: usize,
    /// Distinct subjects whose IRI is an entity's.
    pub(super) entities: usize,
    /// Members of each class.
    pub(super) classes: BTreeMap<String, usize>,
    /// Triples, distinct subjects and distinct objects of each property.
    pub(super) properties: BTreeMap<String, [usize; 3]>,
}

/// Every distinct triple as numbers, and what each number stands for.
pub(super) struct Triples {
    terms: Vec<String>,
    of_part: BTreeMap<Part, Vec<[u32; 3]>>,
    all: Vec<[u32; 3]>,
}

impl Triples {
    /// Reads the store once. Memory and time grow with its quads.
    pub(super) fn read(store: &Store) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut terms = Vec::new();
        let mut number = |text: String| -> u32 {
            *numbers.entry(text).or_insert_with_key(|text| {
                terms.push(text.clone());
                u32::try_from(terms.len() - 1).expect("a store numbers its terms with 32 bits too")
            })
        };
        let mut of_part: BTreeMap<Part, Vec<[u32; 3]>> = BTreeMap::new();
        for quad in store.matching(None, None, None, &GraphFilter::Any) {
            let part = Part::of(&quad.graph_name);
            let subject = number(quad.subject.to_string());
            let predicate = number(quad.predicate.to_string());
            let object = number(quad.object.to_string());
            of_part.entry(part).or_default().push([subject, predicate, object]);
        }
        let mut all: Vec<[u32; 3]> = Vec::new();
        for triples in of_part.values_mut() {
            triples.sort_unstable();
            triples.dedup();
            all.extend_from_slice(triples);
        }
        all.sort_unstable();
        all.dedup();
        Self { terms, of_part, all }
    }

    /// Counts of everything.
    pub(super) fn whole(&self) -> Counts {
        self.count(&self.all)
    }

    /// Counts of a part; `None` where it is empty.
    pub(super) fn part(&self, part: Part) -> Option<Counts> {
        self.of_part.get(&part).map(|triples| self.count(triples))
    }

    /// Subject and object, as in N-Triples, of every triple with the property.
    pub(super) fn with(&self, property: &str) -> impl Iterator<Item = (&str, &str)> {
        let property = format!("<{property}>");
        let text = |number: u32| self.terms[number as usize].as_str();
        let wanted = self.terms.iter().position(|term| *term == property);
        self.all
            .iter()
            .filter(move |[_, p, _]| Some(*p as usize) == wanted)
            .map(move |[s, _, o]| (text(*s), text(*o)))
    }

    /// The entities with the most triples that hold, the most first, then by IRI.
    pub(super) fn examples(&self, count: usize) -> Vec<String> {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for [subject, _, _] in self.of_part.get(&Part::Holds).into_iter().flatten() {
            if let Some(iri) = named(&self.terms[*subject as usize])
                && iri.starts_with(iri::ENTITY)
            {
                *sizes.entry(iri).or_default() += 1;
            }
        }
        let mut sizes: Vec<(&str, usize)> = sizes.into_iter().collect();
        sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        sizes.into_iter().take(count).map(|(iri, _)| iri.to_owned()).collect()
    }

    fn count(&self, triples: &[[u32; 3]]) -> Counts {
        let entity = format!("<{}", iri::ENTITY);
        let a = rdf::TYPE.to_string();
        let subjects = distinct(triples.iter().map(|t| t[0]));
        let entities = subjects.iter().filter(|s| self.terms[**s as usize].starts_with(&entity)).count();
        let mut counts = Counts {
            triples: triples.len(),
            subjects: subjects.len(),
            objects: distinct(triples.iter().map(|t| t[2])).len(),
            entities,
            ..Counts::default()
        };
        let mut by_property: BTreeMap<u32, Vec<[u32; 3]>> = BTreeMap::new();
        for triple in triples {
            by_property.entry(triple[1]).or_default().push(*triple);
        }
        for (property, triples) in by_property {
            let name = &self.terms[property as usize];
            let sizes = [
                triples.len(),
                distinct(triples.iter().map(|t| t[0])).len(),
                distinct(triples.iter().map(|t| t[2])).len(),
            ];
            if *name == a {
                for triple in &triples {
                    if let Some(class) = named(&self.terms[triple[2] as usize]) {
                        *counts.classes.entry(class.to_owned()).or_default() += 1;
                    }
                }
            }
            if let Some(name) = named(name) {
                counts.properties.insert(name.to_owned(), sizes);
            }
        }
        counts
    }
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The IRI inside angle brackets.
pub(super) fn named(term: &str) -> Option<&str> {
    term.strip_prefix('<')?.strip_suffix('>')
}

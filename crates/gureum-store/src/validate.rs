//! Running SHACL shapes on a graph.
//!
//! Two graphs are looked at, each with shapes of its own: the default graph, which holds what is said and what
//! follows, and all named graphs together, which hold the records. Their union would not do: the registry
//! corrects what articles say of a thing's class, and only the default graph shows it corrected. Where there
//! is no named graph at all, as in a Turtle file, the default graph is looked at as records too.
//!
//! What a constraint means is SHACL Core's word; pySHACL, asked in `.ci/slow`, says the same.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, Term};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::shacl::{Bound, Constraint, Path, SH, Shape, Target};
use crate::values::{compare, is_well_formed};
use crate::{GraphFilter, Shapes, Store};

/// A node that is not as a shape wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// IRI of the shape; a blank node's label for one without.
    pub shape: String,
    /// The constraint of the shape that failed: IRI of a SHACL component.
    pub constraint: String,
    /// The node that was looked at.
    pub focus: Term,
    /// Where its values were looked for, as a SPARQL property path.
    pub path: Option<String>,
    /// The value that is wrong; none where one is missing or there are too many.
    pub value: Option<Term>,
    /// The property that the shape is about, if it is about one.
    pub property: Option<String>,
    /// What the shape says, by language.
    pub messages: BTreeMap<String, String>,
}

/// What shapes say of a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validation {
    /// What is not as they want it, sorted by shape, focus node and value; empty where all is well.
    pub violations: Vec<Violation>,
    /// Names of the shapes that looked at no node, sorted: nothing in the graph is a target of theirs.
    pub idle: Vec<String>,
}

impl Shapes {
    /// Runs the shapes on `store`. Reads the whole graph and indexes it; then O(shapes × nodes they target × values of
    /// these), on all threads.
    pub fn validate(&self, store: &Store) -> Validation {
        let recorded = if store.graphs().is_empty() { GraphFilter::Default } else { GraphFilter::AnyNamed };
        let (mut found, mut idle) = (Vec::new(), Vec::new());
        for (shapes, graph) in [(&self.holds, GraphFilter::Default), (&self.records, recorded)] {
            let data = Data::read(store, &graph);
            let run = shapes.par_iter().map(|shape| {
                let nodes = shape.targets.iter().flat_map(|target| data.targets(target));
                let nodes = nodes.collect::<BTreeSet<_>>();
                let failures = nodes.iter().flat_map(|node| data.check(shape, *node)).collect::<Vec<_>>();
                (shape, nodes.is_empty(), failures)
            });
            for (shape, looked_at_none, failures) in run.collect::<Vec<_>>() {
                found.extend(failures.iter().map(|failure| self.violation(failure, &data)));
                idle.extend(looked_at_none.then(|| shape.name.clone()));
            }
        }
        let key = |violation: &Violation| {
            let Violation { shape, constraint, focus, value, path, .. } = violation;
            let value = value.as_ref().map(ToString::to_string);
            (shape.clone(), focus.to_string(), value, path.clone(), constraint.clone())
        };
        found.sort_by_cached_key(key);
        found.dedup();
        idle.sort();
        Validation { violations: found, idle }
    }

    fn violation(&self, failure: &Failure<'_>, data: &Data) -> Violation {
        let Failure { shape, constraint, focus, value } = failure;
        let predicate = match &shape.path {
            Some(Path::Predicate(predicate)) => Some(predicate.as_str().to_owned()),
            _ => None,
        };
        Violation {
            shape: shape.name.clone(),
            constraint: format!("{SH}{constraint}ConstraintComponent"),
            focus: data.term(*focus).clone(),
            path: shape.path.as_ref().map(path),
            value: value.map(|value| data.term(value).clone()),
            property: self.properties.get(&shape.name).cloned().or(predicate),
            messages: self.messages.get(&shape.name).cloned().unwrap_or_default(),
        }
    }
}

/// A constraint that did not hold.
struct Failure<'s> {
    shape: &'s Shape,
    constraint: &'static str,
    focus: u32,
    value: Option<u32>,
}

/// A graph with the look-ups that shapes need. A term is its number.
struct Data {
    terms: Vec<Term>,
    ids: FxHashMap<Term, u32>,
    /// Objects by subject and predicate, sorted.
    forward: FxHashMap<(u32, u32), Vec<u32>>,
    /// Subjects by object and predicate, sorted.
    backward: FxHashMap<(u32, u32), Vec<u32>>,
    /// Subject and object by predicate.
    edges: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl Data {
    fn read(store: &Store, graph: &GraphFilter) -> Self {
        let mut data = Self {
            terms: Vec::new(),
            ids: FxHashMap::default(),
            forward: FxHashMap::default(),
            backward: FxHashMap::default(),
            edges: BTreeMap::new(),
        };
        for quad in store.matching(None, None, None, graph) {
            let (s, p, o) =
                (data.add(quad.subject.into()), data.add(quad.predicate.into()), data.add(quad.object));
            let objects = data.forward.entry((s, p)).or_default();
            // One triple may be in several graphs.
            if let Err(at) = objects.binary_search(&o) {
                objects.insert(at, o);
                let subjects = data.backward.entry((o, p)).or_default();
                if let Err(at) = subjects.binary_search(&s) {
                    subjects.insert(at, s);
                }
                data.edges.entry(p).or_default().push((s, o));
            }
        }
        data
    }

    fn add(&mut self, term: Term) -> u32 {
        let next = u32::try_from(self.terms.len()).expect("a store numbers its terms in as many bits");
        let Self { terms, ids, .. } = self;
        *ids.entry(term).or_insert_with_key(|term| {
            terms.push(term.clone());
            next
        })
    }

    fn term(&self, id: u32) -> &Term {
        &self.terms[id as usize]
    }

    fn id(&self, term: impl Into<Term>) -> Option<u32> {
        self.ids.get(&term.into()).copied()
    }

    fn objects(&self, node: u32, predicate: impl Into<Term>) -> &[u32] {
        let found = self.id(predicate).and_then(|predicate| self.forward.get(&(node, predicate)));
        found.map_or(&[], Vec::as_slice)
    }

    fn subjects(&self, node: u32, predicate: impl Into<Term>) -> &[u32] {
        let found = self.id(predicate).and_then(|predicate| self.backward.get(&(node, predicate)));
        found.map_or(&[], Vec::as_slice)
    }

    /// The class and those below it.
    fn below(&self, class: u32) -> BTreeSet<u32> {
        let mut found = BTreeSet::from([class]);
        let mut waiting = vec![class];
        while let Some(class) = waiting.pop() {
            let below = self.subjects(class, rdfs::SUB_CLASS_OF.into_owned());
            waiting.extend(below.iter().filter(|class| found.insert(**class)));
        }
        found
    }

    fn is_a(&self, node: u32, class: &Term) -> bool {
        let Some(class) = self.id(class.clone()) else { return false };
        let types = self.objects(node, rdf::TYPE.into_owned());
        types.contains(&class) || {
            let below = self.below(class);
            below.len() > 1 && types.iter().any(|found| below.contains(found))
        }
    }

    fn targets(&self, target: &Target) -> Vec<u32> {
        let edges = |predicate: &NamedNode| {
            self.id(predicate.clone()).and_then(|predicate| self.edges.get(&predicate)).into_iter().flatten()
        };
        match target {
            Target::Node(node) => self.id(node.clone()).into_iter().collect(),
            Target::Class(class) => {
                let classes = self.id(class.clone()).map(|class| self.below(class)).unwrap_or_default();
                classes
                    .iter()
                    .flat_map(|class| self.subjects(*class, rdf::TYPE.into_owned()))
                    .copied()
                    .collect()
            }
            Target::SubjectsOf(predicate) => edges(predicate).map(|(subject, _)| *subject).collect(),
            Target::ObjectsOf(predicate) => edges(predicate).map(|(_, object)| *object).collect(),
        }
    }

    fn follow(&self, path: &Path, node: u32, back: bool) -> BTreeSet<u32> {
        match path {
            Path::Predicate(predicate) if back => {
                self.subjects(node, predicate.clone()).iter().copied().collect()
            }
            Path::Predicate(predicate) => self.objects(node, predicate.clone()).iter().copied().collect(),
            Path::Inverse(path) => self.follow(path, node, !back),
            Path::Alternative(paths) => paths.iter().flat_map(|path| self.follow(path, node, back)).collect(),
            Path::Sequence(paths) => {
                let step = |nodes: BTreeSet<u32>, path: &Path| -> BTreeSet<u32> {
                    nodes.into_iter().flat_map(|node| self.follow(path, node, back)).collect()
                };
                let start = BTreeSet::from([node]);
                if back { paths.iter().rev().fold(start, step) } else { paths.iter().fold(start, step) }
            }
        }
    }

    fn conforms(&self, shape: &Shape, node: u32) -> bool {
        self.check(shape, node).is_empty()
    }

    /// What of `shape` does not hold of `focus`.
    fn check<'s>(&self, shape: &'s Shape, focus: u32) -> Vec<Failure<'s>> {
        let values = match &shape.path {
            Some(path) => self.follow(path, focus, false),
            None => BTreeSet::from([focus]),
        };
        let mut failures = Vec::new();
        for (name, constraint) in &shape.constraints {
            let fail = |value: Option<u32>| Failure { shape, constraint: name, focus, value };
            if let Constraint::Property(inner) = constraint {
                failures.extend(values.iter().flat_map(|value| self.check(inner, *value)));
            } else if let Some(holds) = self.holds_of_all(constraint, focus, &values) {
                failures.extend((!holds).then(|| fail(None)));
            } else {
                let wrong = values.iter().filter(|value| !self.holds_of(constraint, focus, **value));
                failures.extend(wrong.map(|value| fail(Some(*value))));
            }
        }
        failures
    }

    /// For constraints on the values together; `None` for others.
    fn holds_of_all(&self, constraint: &Constraint, focus: u32, values: &BTreeSet<u32>) -> Option<bool> {
        Some(match constraint {
            Constraint::MinCount(least) => values.len() >= *least,
            Constraint::MaxCount(most) => values.len() <= *most,
            Constraint::HasValue(wanted) => {
                self.id(wanted.clone()).is_some_and(|wanted| values.contains(&wanted))
            }
            Constraint::UniqueLanguage => {
                let tags = values.iter().filter_map(|value| match self.term(*value) {
                    Term::Literal(literal) => literal.language().map(str::to_ascii_lowercase),
                    _ => None,
                });
                let tags: Vec<String> = tags.collect();
                tags.iter().collect::<BTreeSet<_>>().len() == tags.len()
            }
            Constraint::Equals(other) => {
                self.objects(focus, other.clone()).iter().copied().collect::<BTreeSet<_>>() == *values
            }
            _ => return None,
        })
    }

    /// For constraints on each value.
    fn holds_of(&self, constraint: &Constraint, focus: u32, value: u32) -> bool {
        let term = self.term(value);
        let text = match term {
            Term::NamedNode(node) => Some(node.as_str()),
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        };
        let length = || text.map(|text| text.chars().count());
        let conforming = |shapes: &[Shape]| shapes.iter().filter(|shape| self.conforms(shape, value)).count();
        let compared = |other: &NamedNode, wanted: &[Ordering]| {
            self.objects(focus, other.clone()).iter().all(|other| match (term, self.term(*other)) {
                (Term::Literal(a), Term::Literal(b)) => {
                    compare(a, b).is_some_and(|order| wanted.contains(&order))
                }
                _ => false,
            })
        };
        match constraint {
            Constraint::Class(class) => self.is_a(value, class),
            Constraint::Datatype(datatype) => match term {
                Term::Literal(literal) => literal.datatype() == datatype.as_ref() && is_well_formed(literal),
                _ => false,
            },
            Constraint::NodeKind([iri, blank, literal]) => match term {
                Term::NamedNode(_) => *iri,
                Term::Literal(_) => *literal,
                _ => *blank,
            },
            Constraint::Bound(bound, limit) => {
                let order = match term {
                    Term::Literal(literal) => compare(literal, limit),
                    _ => None,
                };
                order.is_some_and(|order| match bound {
                    Bound::MinExclusive => order == Ordering::Greater,
                    Bound::MinInclusive => order != Ordering::Less,
                    Bound::MaxExclusive => order == Ordering::Less,
                    Bound::MaxInclusive => order != Ordering::Greater,
                })
            }
            Constraint::MinLength(least) => length().is_some_and(|length| length >= *least),
            Constraint::MaxLength(most) => length().is_some_and(|length| length <= *most),
            Constraint::Pattern(pattern) => text.is_some_and(|text| pattern.is_match(text)),
            Constraint::LanguageIn(tags) => match term {
                Term::Literal(literal) => literal.language().is_some_and(|language| {
                    let language = language.to_ascii_lowercase();
                    tags.iter().any(|tag| language == *tag || language.starts_with(&format!("{tag}-")))
                }),
                _ => false,
            },
            Constraint::Disjoint(other) => !self.objects(focus, other.clone()).contains(&value),
            Constraint::LessThan(other) => compared(other, &[Ordering::Less]),
            Constraint::LessThanOrEquals(other) => compared(other, &[Ordering::Less, Ordering::Equal]),
            Constraint::Not(shape) => !self.conforms(shape, value),
            Constraint::Node(shape) => self.conforms(shape, value),
            Constraint::And(shapes) => conforming(shapes) == shapes.len(),
            Constraint::Or(shapes) => conforming(shapes) > 0,
            Constraint::Xone(shapes) => conforming(shapes) == 1,
            Constraint::In(members) => members.contains(term),
            Constraint::MinCount(_)
            | Constraint::MaxCount(_)
            | Constraint::HasValue(_)
            | Constraint::UniqueLanguage
            | Constraint::Equals(_)
            | Constraint::Property(_) => true, // on all values together
        }
    }
}

fn path(path: &Path) -> String {
    let list = |paths: &[Path], between: &str| {
        let parts: Vec<String> = paths.iter().map(self::path).collect();
        format!("({})", parts.join(between))
    };
    match path {
        Path::Predicate(predicate) => predicate.to_string(),
        Path::Inverse(path) => format!("^{}", self::path(path)),
        Path::Alternative(paths) => list(paths, "|"),
        Path::Sequence(paths) => list(paths, "/"),
    }
}

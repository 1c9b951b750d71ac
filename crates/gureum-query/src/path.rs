//! How two entities hang together: the shortest way from one to the other along facts that hold.

use std::collections::{BTreeMap, VecDeque};

use gureum_store::Store;
use oxrdf::Term;
use oxrdf::vocab::rdf;
use serde::Serialize;

use crate::facts::{self, Fact, FactObject};
use crate::lookup::{Lookup, Scope};

/// A fact on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The fact.
    pub fact: Fact,
    /// Whether the way goes from its subject to its object, and not against it.
    pub forward: bool,
}

/// A shortest way between two entities over facts that an article asserts, at most `longest` facts long;
/// empty from an entity to itself, `None` where there is none. Of several the same one each time.
/// Breadth-first; at worst it looks at every fact of the graph.
pub fn shortest(store: &Store, from: &str, to: &str, longest: usize) -> Option<Vec<Step>> {
    let lookup = Lookup::new(store);
    // How each entity was reached: from which, and by which fact.
    let mut reached: BTreeMap<String, Option<(String, String)>> = BTreeMap::from([(from.to_owned(), None)]);
    let mut waiting = VecDeque::from([(from.to_owned(), 0)]);
    while !reached.contains_key(to) {
        let (entity, length) = waiting.pop_front()?;
        if length == longest {
            continue;
        }
        for (fact, other) in beside(lookup, &entity) {
            if !reached.contains_key(&other) {
                reached.insert(other.clone(), Some((entity.clone(), fact)));
                waiting.push_back((other, length + 1));
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = to;
    while let Some((before, fact)) = reached.get(at)?.as_ref() {
        let fact = facts::fact(store, fact)?;
        let forward = matches!(&fact.object, FactObject::Entity(object) if object.iri == *at);
        steps.push(Step { fact, forward });
        at = before;
    }
    steps.reverse();
    Some(steps)
}

/// Facts of an entity that hold, with the entity on the other side, sorted by fact.
fn beside(lookup: Lookup<'_>, entity: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (near, far) in [(rdf::SUBJECT, rdf::OBJECT), (rdf::OBJECT, rdf::SUBJECT)] {
        for fact in lookup.subjects(near.as_str(), entity, Scope::Any) {
            let Some(other) = lookup.objects(&fact, far.as_str(), Scope::Any).into_iter().next() else {
                continue;
            };
            let Term::NamedNode(other) = other else { continue };
            let Some(property) = lookup.text(&fact, rdf::PREDICATE.as_str()) else { continue };
            let (subject, object) =
                if near == rdf::SUBJECT { (entity, other.as_str()) } else { (other.as_str(), entity) };
            let object = Term::NamedNode(oxrdf::NamedNode::new_unchecked(object));
            if lookup.states(subject, &property, &object) {
                found.push((fact, other.into_string()));
            }
        }
    }
    found.sort();
    found
}

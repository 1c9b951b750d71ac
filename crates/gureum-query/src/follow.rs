//! What follows: edges that no article states in these words, and the facts that each rests on.
//!
//! `graph/derived` marks them. One that bridges several facts names them itself (`gu:Inference`); one that only
//! reads a fact backwards, or in a more general word, is traced here by the axioms of the ontology's graph.

use std::collections::BTreeSet;

use gureum_model::vocabulary::term;
use gureum_store::Store;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, Term};
use serde::Serialize;

use crate::facts::{self, EntityName, Fact, TermName, entity_name, term_name};
use crate::lookup::{Lookup, Scope, term_text};

const INVERSE_OF: &str = "http://www.w3.org/2002/07/owl#inverseOf";

/// An edge that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Following {
    /// Subject.
    pub subject: EntityName,
    /// Property.
    pub property: TermName,
    /// Object.
    pub object: EntityName,
    /// By which steps, the last one last.
    pub steps: Vec<Step>,
    /// The facts that it rests on; those of a path in its order.
    pub facts: Vec<Fact>,
}

/// Why something follows from something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "step", content = "of")]
pub enum Step {
    /// The property reaches through.
    Transitive(TermName),
    /// It reads the property backwards.
    Inverse(TermName),
    /// It says the property in a more general word.
    MoreGeneral(TermName),
}

/// The edges that follow from `subject` by `predicate`, an IRI, to `object` or to whatever there is; sorted by
/// the objects' IRIs. Edges that articles state are not among them. The cost grows with the facts about the
/// subject and its objects.
pub fn following(store: &Store, subject: &str, predicate: &str, object: Option<&str>) -> Vec<Following> {
    let lookup = Lookup::new(store);
    let found = lookup.objects(subject, predicate, Scope::Follows).into_iter().map(term_text);
    let wanted = found.filter(|found| object.is_none_or(|object| object == found));
    wanted.filter_map(|object| trace(store, lookup, [subject, predicate, &object])).collect()
}

/// The edges about `entity` that bridge several facts (a part of a part), as its subject or its object, by the property
/// that the facts are recorded under; those that only read one fact in other words are left out. Sorted by property, subject and
/// object. The cost grows with what rests on several facts about it.
pub fn bridging(store: &Store, entity: &str) -> Vec<Following> {
    let lookup = Lookup::new(store);
    let mut edges: BTreeSet<[String; 3]> = BTreeSet::new();
    for end in [rdf::SUBJECT, rdf::OBJECT] {
        for node in lookup.subjects(end.as_str(), entity, Scope::Follows) {
            let part = |part: oxrdf::NamedNodeRef<'_>| lookup.text(&node, part.as_str());
            let Some(predicate) =
                part(rdf::PREDICATE).filter(|p| gureum_model::Property::from_iri(p).is_some())
            else {
                continue;
            };
            if let (Some(subject), Some(object)) = (part(rdf::SUBJECT), part(rdf::OBJECT)) {
                edges.insert([predicate, subject, object]);
            }
        }
    }
    let traced = edges.iter().filter_map(|[predicate, subject, object]| {
        trace(store, lookup, [subject.as_str(), predicate.as_str(), object.as_str()])
    });
    traced.filter(|edge| edge.facts.len() > 1).collect()
}

fn trace(store: &Store, lookup: Lookup<'_>, [subject, predicate, object]: [&str; 3]) -> Option<Following> {
    let following = |steps, facts| Following {
        subject: entity_name(lookup, subject),
        property: term_name(lookup, predicate),
        object: entity_name(lookup, object),
        steps,
        facts,
    };
    // Every word for a path has the path's facts; the one that facts are recorded under tells the steps.
    let recorded = |iri: &str| gureum_model::Property::from_iri(iri).is_some();
    let mut narrower = narrower(lookup, predicate);
    narrower.sort_by_key(|property| {
        !recorded(property) && inverses(lookup, property).iter().all(|p| !recorded(p))
    });
    for narrower in narrower {
        let general = (narrower != predicate).then(|| Step::MoreGeneral(term_name(lookup, &narrower)));
        let mut ways = vec![([subject, narrower.as_str(), object].map(str::to_owned), general.clone(), None)];
        for inverse in inverses(lookup, &narrower) {
            let step = Step::Inverse(term_name(lookup, &inverse));
            ways.push(([object, &inverse, subject].map(str::to_owned), general.clone(), Some(step)));
        }
        ways.sort_by_key(|(edge, _, _)| !recorded(&edge[1]));
        for (edge, general, inverse) in ways {
            let (facts, path) = stated(store, lookup, &edge);
            if !facts.is_empty() {
                let path = path.then(|| Step::Transitive(term_name(lookup, &edge[1])));
                return Some(following([path, inverse, general].into_iter().flatten().collect(), facts));
            }
        }
    }
    None
}

/// The facts that state an edge, or those of the path that leads to it, and whether it is a path.
fn stated(store: &Store, lookup: Lookup<'_>, [s, p, o]: &[String; 3]) -> (Vec<Fact>, bool) {
    let holds = NamedNode::new(o.as_str()).is_ok_and(|object| lookup.states(s, p, &Term::from(object)));
    if !holds {
        return (Vec::new(), false);
    }
    let one_of = |a: &str, b: &str| -> Vec<String> {
        let subjects = lookup.subjects(rdf::SUBJECT.as_str(), a, Scope::Any);
        let is = |node: &String, part: &str, value: &str| lookup.text(node, part).as_deref() == Some(value);
        subjects
            .into_iter()
            .filter(|node| is(node, rdf::PREDICATE.as_str(), p) && is(node, rdf::OBJECT.as_str(), b))
            .collect()
    };
    let nodes: Vec<String> = one_of(s, o).into_iter().chain(one_of(o, s)).collect();
    let asserted = |fact: &Fact| fact.modalities().first() == Some(&gureum_model::Modality::Asserted);
    // Of a property that is not symmetric the second direction is another fact.
    let symmetric = |fact: &Fact| {
        gureum_model::Property::from_name(&fact.property.name)
            .is_some_and(gureum_model::Property::is_symmetric)
    };
    let says = |fact: &Fact| asserted(fact) && (fact.subject.iri == *s || symmetric(fact));
    let direct: Vec<Fact> = nodes.iter().filter_map(|node| facts::fact(store, node)).filter(says).collect();
    if !direct.is_empty() {
        return (direct, false);
    }
    let rests =
        one_of(s, o).into_iter().flat_map(|node| lookup.objects(&node, term::RESTS_ON, Scope::Follows));
    let rests: Vec<Fact> = rests.filter_map(|fact| facts::fact(store, &term_text(fact))).collect();
    (in_order(rests, s), true)
}

/// Facts as a path that begins at `start`.
fn in_order(mut facts: Vec<Fact>, start: &str) -> Vec<Fact> {
    let mut path: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut at = start.to_owned();
    while let Some(next) = facts.iter().position(|fact| fact.subject.iri == at) {
        let fact = facts.remove(next);
        if let facts::FactObject::Entity(object) = &fact.object {
            at.clone_from(&object.iri);
        }
        path.push(fact);
    }
    path.extend(facts);
    path
}

/// The property, then those that it is more general than, the nearest first.
fn narrower(lookup: Lookup<'_>, property: &str) -> Vec<String> {
    let mut found = vec![property.to_owned()];
    let mut at = 0;
    while at < found.len() {
        for narrower in lookup.subjects(rdfs::SUB_PROPERTY_OF.as_str(), &found[at], Scope::Any) {
            if !found.contains(&narrower) {
                found.push(narrower);
            }
        }
        at += 1;
    }
    found
}

fn inverses(lookup: Lookup<'_>, property: &str) -> BTreeSet<String> {
    let mut found = lookup.subjects(INVERSE_OF, property, Scope::Any);
    found.extend(lookup.objects(property, INVERSE_OF, Scope::Any).into_iter().map(term_text));
    found
}

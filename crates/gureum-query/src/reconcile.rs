//! Matching rows of somebody else's table against our entities, and filling further columns from ours.
//!
//! What a row gives is a name, perhaps classes, and perhaps values of properties. The name counts by
//! [`crate::suggest::Index::candidates`]; values of properties shift the score of those that have them.

use gureum_model::vocabulary::Range;
use gureum_model::{Class, Property, iri};
use gureum_store::Store;
use oxrdf::Term;

use crate::facts::EntityName;
use crate::find::key;
use crate::lookup::{Lookup, Scope, term_text};
use crate::suggest::{Candidate, Index};

/// Candidates that properties are compared for.
const COMPARED: usize = 50;
/// What the properties count for, all together, where some are given.
const PROPERTIES: f64 = 0.3;
/// The second best must be so much worse, for the best to be certain.
const CLEAR: f64 = 5.0;

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What the thing is called.
    pub name: Option<String>,
    /// Local names of classes; one must fit.
    pub classes: Vec<String>,
    /// Local names of properties, with values of which one must fit.
    pub properties: Vec<(String, Vec<Wanted>)>,
    /// Most candidates.
    pub limit: usize,
}

/// A value that a row gives for a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// As written.
    Text(String),
    /// An entity of ours, by its IRI.
    Entity(String),
}

/// An entity that a row may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// It, with a score up to 100.
    pub candidate: Candidate,
    /// How well the name fits, up to 100.
    pub by_name: f64,
    /// Of the properties given, how many fit.
    pub fitting: usize,
    /// Whether there is no doubt.
    pub is_certain: bool,
}

/// A value of a property, ready for a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Another entity.
    Entity(EntityName),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Decimal(f64),
    /// A day, ISO.
    Day(String),
    /// Anything else.
    Text(String),
}

/// The entities that a row may mean, the best first.
pub fn matches(store: &Store, index: &Index, row: &Row) -> Vec<Match> {
    let classes: Vec<&str> = row.classes.iter().map(String::as_str).collect();
    let candidates = match &row.name {
        Some(name) => index.candidates(name, &classes, COMPARED.max(row.limit)),
        None => having(store, index, row, &classes),
    };
    let mut matches: Vec<Match> = candidates
        .into_iter()
        .map(|mut candidate| {
            let by_name = candidate.score;
            let fits = |(property, wanted): &&(String, Vec<Wanted>)| {
                has(store, index, &candidate.entity.iri, property, wanted)
            };
            let fitting = row.properties.iter().filter(fits).count();
            if !row.properties.is_empty() {
                let share = fitting as f64 / row.properties.len() as f64;
                let score = by_name * (1.0 - PROPERTIES) + 100.0 * PROPERTIES * share;
                candidate.score = (score * 10.0).round() / 10.0;
            }
            Match { candidate, by_name, fitting, is_certain: false }
        })
        .collect();
    matches.sort_by(|a, b| b.candidate.score.total_cmp(&a.candidate.score)); // stable: facts decide before
    matches.truncate(row.limit);
    let second = matches.get(1).map_or(0.0, |second| second.candidate.score);
    if let Some(best) = matches.first_mut() {
        // A name of several is certain for none, unless it is the own name of one alone.
        let same = Candidate { score: best.by_name, ..best.candidate.clone() }.is_same();
        let clear =
            best.candidate.score - second >= CLEAR || best.by_name >= 100.0 && second < best.candidate.score;
        best.is_certain = row.name.is_some() && same && clear && best.fitting == row.properties.len();
    }
    matches
}

/// For rows without a name: entities that have one of the values.
fn having(store: &Store, index: &Index, row: &Row, classes: &[&str]) -> Vec<Candidate> {
    let fits = |entity: &&EntityName| {
        (classes.is_empty() || entity.class.as_deref().is_some_and(|class| classes.contains(&class)))
            && row
                .properties
                .iter()
                .any(|(property, wanted)| has(store, index, &entity.iri, property, wanted))
    };
    let found = index.entities().filter(fits).take(COMPARED.max(row.limit));
    found.map(|entity| Candidate { entity: entity.clone(), score: 100.0 }).collect()
}

fn has(store: &Store, index: &Index, entity: &str, property: &str, wanted: &[Wanted]) -> bool {
    let values = values(store, index, entity, property);
    wanted.iter().any(|wanted| {
        values.iter().any(|value| match (wanted, value) {
            (Wanted::Entity(iri), Value::Entity(entity)) => entity.iri == *iri,
            (Wanted::Text(text), Value::Entity(entity)) => {
                key(&entity.label) == key(text)
                    || index
                        .candidates(text, &[], 5)
                        .iter()
                        .any(|c| c.is_same() && c.entity.iri == entity.iri)
            }
            (Wanted::Text(text), Value::Integer(number)) => text.trim().parse() == Ok(*number),
            (Wanted::Text(text), Value::Decimal(number)) => text.trim().parse() == Ok(*number),
            (Wanted::Text(text), Value::Day(own) | Value::Text(own)) => key(own) == key(text),
            (Wanted::Entity(_), _) => false,
        })
    })
}

/// The values of a property that hold: local names of the ontology, and `name`, `alias` and `sameAs`.
pub fn values(store: &Store, index: &Index, entity: &str, property: &str) -> Vec<Value> {
    let lookup = Lookup::new(store);
    let predicates: Vec<String> = match property {
        "name" => vec!["http://www.w3.org/2000/01/rdf-schema#label".to_owned()],
        "alias" => vec![gureum_model::quads::ALT_LABEL.to_owned(), iri::term("alias")],
        "sameAs" => vec!["http://www.w3.org/2002/07/owl#sameAs".to_owned()],
        name => vec![Property::from_name(name).map_or_else(|| iri::term(name), Property::iri)],
    };
    let scope = if matches!(property, "alias" | "sameAs") { Scope::Any } else { Scope::Default };
    let terms = predicates.iter().flat_map(|predicate| lookup.objects(entity, predicate, scope));
    let mut values: Vec<Value> = terms.map(|term| value(index, term)).collect();
    values.dedup();
    values
}

fn value(index: &Index, term: Term) -> Value {
    let Term::Literal(literal) = term else {
        let iri = term_text(term);
        return index.entity(&iri).cloned().map_or(Value::Text(iri), Value::Entity);
    };
    let datatype = literal.datatype().as_str().rsplit('#').next().unwrap_or_default().to_owned();
    let text = literal.value();
    let parsed = match datatype.as_str() {
        "integer" | "long" | "int" => text.parse().ok().map(Value::Integer),
        "decimal" | "double" | "float" => text.parse().ok().map(Value::Decimal),
        "date" => Some(Value::Day(text.to_owned())),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::Text(text.to_owned()))
}

/// Properties whose subjects may be of a class; all of them for a class that is none.
pub fn properties_of(class: Option<&str>) -> Vec<Property> {
    let class = class.and_then(Class::from_name);
    let fits = |property: &Property| class.is_none_or(|class| property.domain().contains(&class));
    Property::all().filter(fits).collect()
}

/// The one class of a property's objects, where there is one.
pub fn object_class(property: Property) -> Option<Class> {
    match property.range() {
        Range::Entity([class]) => Some(*class),
        _ => None,
    }
}

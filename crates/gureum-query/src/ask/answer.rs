//! The answer to a question: its rows, what a table shows of them, and the articles' words behind each.

use std::collections::BTreeSet;

use gureum_model::{Modality, Property, iri, vocabulary};
use gureum_store::{Answer, QueryError, QueryOptions, Store};
use oxrdf::Term;
use oxrdf::vocab::rdf;

use super::read::{Pattern, Place};
use super::{Bound, Question};
use crate::facts::{self, Claim};
use crate::lookup::{Lookup, Scope};
use crate::prefixes;

/// The rows of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The query's variables.
    pub variables: Vec<String>,
    /// A term for each variable.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// A column that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub title: String,
    /// Which variable it shows.
    pub at: usize,
    /// The variable with the entity that it names, where there is one.
    pub entity: Option<usize>,
}

/// The columns for people: `?xLabel` is shown as `x` in place of `?x`, and what only leads to the evidence
/// (`?fact`, `?claim`, with a number or without) is left out.
pub(super) fn columns(variables: &[String]) -> Vec<Column> {
    let place = |wanted: &str| variables.iter().position(|variable| variable == wanted);
    let shown = variables.iter().enumerate().filter(|(_, name)| {
        let evidence = ["fact", "claim"].contains(&name.trim_end_matches(|c: char| c.is_ascii_digit()));
        !evidence && place(&format!("{name}Label")).is_none()
    });
    let column = |(at, name): (usize, &String)| {
        let entity = name.strip_suffix("Label").filter(|bare| !bare.is_empty());
        let title = entity.unwrap_or(name).to_owned();
        Column { title, at, entity: entity.and_then(place) }
    };
    shown.map(column).collect()
}

impl Question {
    /// The columns for people, in their order.
    pub fn columns(&self) -> Vec<Column> {
        columns(&self.variables)
    }
}

impl Rows {
    /// What a table shows of a row: names, values, short IRIs.
    pub fn shown(&self, row: &[Option<Term>]) -> Vec<String> {
        let cell = |term: &Option<Term>| match term {
            None => String::new(),
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(Term::NamedNode(node)) => prefixes::shorten_or_bracket(node.as_str()),
            Some(Term::BlankNode(node)) => node.to_string(),
        };
        columns(&self.variables)
            .iter()
            .map(|column| row.get(column.at).map(cell).unwrap_or_default())
            .collect()
    }
}

impl Bound<'_> {
    /// Runs the question. The built-in prefixes are added to those of `options`.
    ///
    /// # Errors
    /// Those of the store: the time is over, or the query fails while it runs.
    pub fn rows(&self, store: &Store, mut options: QueryOptions) -> Result<Rows, QueryError> {
        options.prefixes.extend(prefixes::for_queries());
        match store.query(&self.sparql(), &options)? {
            Answer::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                Ok(Rows { variables, rows: solutions.collect::<Result<_, _>>()? })
            }
            Answer::Boolean(_) | Answer::Graph(_) => {
                unreachable!("only SELECT is accepted when a question is read")
            }
        }
    }

    /// The claims that a row rests on, each once, the newest article first: those of its `?fact` and `?claim`
    /// columns, and those that assert what the question cites.
    pub fn cite(&self, store: &Store, variables: &[String], row: &[Option<Term>]) -> Vec<Claim> {
        let lookup = Lookup::new(store);
        let mut claims: Vec<Claim> = Vec::new();
        for term in row.iter().flatten() {
            let Term::NamedNode(node) = term else { continue };
            if node.as_str().starts_with(iri::FACT) {
                claims.extend(facts::fact(store, node.as_str()).into_iter().flat_map(|fact| fact.claims));
            } else if node.as_str().starts_with(iri::CLAIM) {
                claims.extend(facts::claim(store, node.as_str()));
            }
        }
        let value = |place: &Place| match place {
            Place::Term(term) => Some(term.clone()),
            Place::Variable(name) => match self.values.get(name.as_str()) {
                Some(Some(term)) => Some(term.clone()),
                _ => row.get(variables.iter().position(|variable| variable == name)?)?.clone(),
            },
        };
        for Pattern { subject, property, object } in &self.question.cites {
            let (Some(Term::NamedNode(subject)), Some(object)) = (value(subject), value(object)) else {
                continue;
            };
            for fact in stating(lookup, subject.as_str(), property, &object) {
                let stated = facts::fact(store, &fact).into_iter().flat_map(|fact| fact.claims);
                claims.extend(stated.filter(|claim| claim.modality == Modality::Asserted));
            }
        }
        let mut seen = BTreeSet::new();
        claims.retain(|claim| seen.insert(claim.iri.clone()));
        claims.sort_by(|a, b| {
            b.said_on.cmp(&a.said_on).then_with(|| (&a.article.iri, &a.iri).cmp(&(&b.article.iri, &b.iri)))
        });
        claims
    }
}

/// The facts that say an edge, or that it follows from.
fn stating(lookup: Lookup<'_>, subject: &str, property: &str, object: &Term) -> BTreeSet<String> {
    let mut facts = records(lookup, subject, property, object);
    let symmetric = Property::from_iri(property).is_some_and(Property::is_symmetric);
    let Term::NamedNode(node) = object else { return facts };
    if symmetric {
        let reversed = oxrdf::NamedNode::new_unchecked(subject).into();
        facts.extend(records(lookup, node.as_str(), property, &reversed));
    }
    if facts.is_empty() {
        let bracketed = [subject, property, node.as_str()].map(|iri| format!("<{iri}>"));
        let inference = iri::inference([&bracketed[0], &bracketed[1], &bracketed[2]]);
        let rests_on = lookup.objects(&inference, vocabulary::term::RESTS_ON, Scope::Any);
        facts.extend(rests_on.into_iter().map(crate::lookup::term_text));
    }
    facts
}

fn records(lookup: Lookup<'_>, subject: &str, property: &str, object: &Term) -> BTreeSet<String> {
    let mut facts = lookup.subjects(rdf::SUBJECT.as_str(), subject, Scope::Any);
    let property: Term = oxrdf::NamedNode::new_unchecked(property).into();
    let says = |fact: &String, predicate: &str, value: &Term| {
        lookup.quads(Some(fact), predicate, Some(value), Scope::Any).next().is_some()
    };
    // Inferences have a subject, property and object too.
    facts.retain(|fact| {
        fact.starts_with(iri::FACT)
            && says(fact, rdf::PREDICATE.as_str(), &property)
            && says(fact, rdf::OBJECT.as_str(), object)
    });
    facts
}

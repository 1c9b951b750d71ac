//! Arguments into a question: what was typed becomes a term, and takes its place in the query.

use std::collections::BTreeMap;

use gureum_model::Class;
use oxrdf::{Literal, NamedNode, Term};

use super::{Kind, Parameter, Question, slot};
use crate::facts::EntityName;
use crate::find::{FindError, Found, Names};
use crate::prefixes;

/// Everything that is wrong with the arguments to a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ArgumentErrors(pub Vec<ArgumentError>);

/// One thing that is wrong with an argument.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArgumentError {
    /// A parameter without a value.
    #[error("{question} needs {parameter}: {meaning}")]
    Missing {
        /// The question.
        question: String,
        /// Its parameter.
        parameter: String,
        /// What it is.
        meaning: String,
    },
    /// No parameter has that name.
    #[error("{question} has no parameter {given}; it takes {known}")]
    Unknown {
        /// The question.
        question: String,
        /// What was given.
        given: String,
        /// What could be.
        known: String,
    },
    /// A name that does not lead to one entity.
    #[error("{parameter}: {source}")]
    Name {
        /// The parameter.
        parameter: String,
        /// Why, and what it may mean.
        source: FindError,
    },
    /// An entity of another class.
    #[error("{parameter}: {label} ({short}) is of the class {is}, not {wanted}")]
    Class {
        /// The parameter.
        parameter: String,
        /// The entity's name.
        label: String,
        /// Its short IRI.
        short: String,
        /// Its class.
        is: String,
        /// The class that is wanted.
        wanted: &'static str,
    },
    /// Not a year.
    #[error("{parameter}: '{given}' is no year; write four digits, such as 2024")]
    Year {
        /// The parameter.
        parameter: String,
        /// What was given.
        given: String,
    },
}

/// A question with its arguments, ready to run.
#[derive(Clone, Debug)]
pub struct Bound<'q> {
    pub(super) question: &'q Question,
    /// The value of each parameter; `None` where it was left out.
    pub(super) values: BTreeMap<&'q str, Option<Term>>,
    /// What the names that were given mean, by parameter.
    pub entities: BTreeMap<String, EntityName>,
}

impl Question {
    /// Puts arguments in the place of the parameters. Of several bearers of a name only those of the wanted class
    /// count.
    ///
    /// # Errors
    /// Everything that is wrong with any argument, with the names that could be meant.
    pub fn bind<'q>(
        &'q self,
        names: &Names<'_>,
        arguments: &BTreeMap<String, String>,
    ) -> Result<Bound<'q>, ArgumentErrors> {
        let mut errors = Vec::new();
        for given in arguments.keys().filter(|given| self.parameter(given).is_none()) {
            let known: Vec<&str> = self.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
            errors.push(ArgumentError::Unknown {
                question: self.name.clone(),
                given: given.clone(),
                known: if known.is_empty() { "none".to_owned() } else { known.join(", ") },
            });
        }
        let mut bound = Bound { question: self, values: BTreeMap::new(), entities: BTreeMap::new() };
        for parameter in &self.parameters {
            let given = arguments.get(&parameter.name).or(parameter.default.as_ref());
            let value = match given {
                None if parameter.optional => Ok(None),
                None => Err(ArgumentError::Missing {
                    question: self.name.clone(),
                    parameter: parameter.name.clone(),
                    meaning: format!("{} ({})", parameter.ko, parameter.en),
                }),
                Some(given) => match parameter.kind {
                    Kind::Text => Ok(Some(Literal::new_simple_literal(given).into())),
                    Kind::Year => year(parameter, given).map(Some),
                    Kind::Entity => entity(parameter, given, None, names, &mut bound).map(Some),
                    Kind::Class(class) => entity(parameter, given, Some(class), names, &mut bound).map(Some),
                },
            };
            match value {
                Ok(value) => {
                    bound.values.insert(&parameter.name, value);
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(bound) } else { Err(ArgumentErrors(errors)) }
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

fn year(parameter: &Parameter, given: &str) -> Result<Term, ArgumentError> {
    let digits = given.trim().trim_end_matches('년');
    match digits.parse::<i64>() {
        Ok(year) if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(Literal::from(year).into())
        }
        _ => Err(ArgumentError::Year { parameter: parameter.name.clone(), given: given.to_owned() }),
    }
}

fn entity(
    parameter: &Parameter,
    given: &str,
    class: Option<Class>,
    names: &Names<'_>,
    bound: &mut Bound<'_>,
) -> Result<Term, ArgumentError> {
    let fits = |name: &EntityName| class.is_none_or(|class| name.class.as_deref() == Some(class.name()));
    let found = match names.find(given) {
        Found::Several(candidates) => {
            let mut fitting: Vec<EntityName> = candidates.iter().filter(|name| fits(name)).cloned().collect();
            match fitting.len() {
                1 => Found::Entity { entity: fitting.remove(0), also: Vec::new() },
                0 => Found::Several(candidates),
                _ => Found::Several(fitting),
            }
        }
        // Somebody else bears the name less directly, but is what is asked for.
        Found::Entity { entity, also } if !fits(&entity) => {
            let mut fitting: Vec<EntityName> = also.iter().filter(|name| fits(name)).cloned().collect();
            match fitting.len() {
                0 => Found::Entity { entity, also },
                1 => Found::Entity { entity: fitting.remove(0), also: Vec::new() },
                _ => Found::Several(fitting),
            }
        }
        found => found,
    };
    let entity = found
        .one(given)
        .map_err(|source| ArgumentError::Name { parameter: parameter.name.clone(), source })?;
    if let Some(wanted) = class.filter(|_| !fits(&entity)) {
        return Err(ArgumentError::Class {
            parameter: parameter.name.clone(),
            short: prefixes::shorten_or_bracket(&entity.iri),
            is: entity.class.clone().unwrap_or_else(|| "?".to_owned()),
            label: entity.label,
            wanted: wanted.name(),
        });
    }
    let node = NamedNode::new_unchecked(&entity.iri);
    bound.entities.insert(parameter.name.clone(), entity);
    Ok(node.into())
}

impl Bound<'_> {
    /// The query with the arguments in it, as it runs in this program.
    pub(super) fn sparql(&self) -> String {
        let text = &self.question.sparql;
        let mut slots: Vec<_> = self
            .values
            .iter()
            .flat_map(|(name, value)| slot::find(text, name).into_iter().map(move |slot| (slot, value)))
            .collect();
        slots.sort_by_key(|(slot, _)| slot.start);
        let (mut sparql, mut end) = (String::with_capacity(text.len()), 0);
        for (slot, value) in slots {
            sparql.push_str(&text[end..slot.start]);
            match value {
                Some(term) => sparql.push_str(&format!(" {term} ")),
                None => sparql.push_str(" UNDEF "),
            }
            end = slot.end;
        }
        sparql.push_str(&text[end..]);
        sparql
    }

    /// The query for any SPARQL tool: with its prefixes, without what describes the question.
    pub fn portable_sparql(&self) -> String {
        let query = self.sparql();
        let kept: Vec<&str> = query.lines().filter(|line| !line.starts_with("#+")).collect();
        let body = kept.join("\n");
        let used = |prefix: &str| {
            let name = format!("{prefix}:");
            body.match_indices(&name)
                .any(|(at, _)| !body[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'))
        };
        let mut text = String::new();
        for (prefix, namespace) in prefixes::BUILT_IN.into_iter().filter(|(prefix, _)| used(prefix)) {
            text.push_str(&format!("PREFIX {prefix}: <{namespace}>\n"));
        }
        format!("{text}\n{}\n", body.trim())
    }
}

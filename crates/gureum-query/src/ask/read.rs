//! One file into a question, or everything that is wrong with it.
//!
//! Lines that begin with `#+` are TOML that describes the question; to SPARQL they are comments, so the file is a
//! query as it is. The TOML keeps the lines of the file, so that every complaint has its place.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_store::{Answer, QueryError, QueryOptions, Store};
use oxrdf::{NamedNode, Term};
use serde::Deserialize;
use toml::Spanned;

use super::{Example, Kind, Parameter, Problem, Question, RESERVED, answer, slot};
use crate::prefixes;

/// An edge that a row rests on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    pub(super) subject: Place,
    pub(super) property: String,
    pub(super) object: Place,
}

/// A place of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Variable(String),
    Term(Term),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    ko: Spanned<String>,
    en: Spanned<String>,
    topic: String,
    #[serde(default)]
    cites: Vec<Spanned<String>>,
    #[serde(default)]
    parameter: Vec<Spanned<Given>>,
    #[serde(default)]
    example: Vec<Spanned<Call>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    name: String,
    kind: String,
    ko: String,
    en: String,
    #[serde(default)]
    optional: bool,
    default: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    data: Vec<String>,
    articles: Vec<String>,
    #[serde(default)]
    ask: BTreeMap<String, String>,
    rows: Vec<Vec<String>>,
    #[serde(default)]
    missing: Vec<Vec<String>>,
    #[serde(default)]
    wrong: Vec<Vec<String>>,
}

/// Reads a file; its name is the question's.
pub(super) fn question(file: &str, text: &str) -> Result<Question, Vec<Problem>> {
    let mut reader = Reader { file, text, problems: Vec::new() };
    let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".rq")).unwrap_or(file);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) || name == "help" {
        reader.at_line(
            1,
            "its name is typed after `gureum ask`: use small letters, digits and hyphens".to_owned(),
        );
    }
    let variables = reader.variables();
    let head = match toml::from_str::<Head>(&head_of(text)) {
        Ok(head) => Some(head),
        Err(error) => {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let place = error.span().unwrap_or(0..0);
            reader
                .at(&place, format!("{message} (lines with #+ are TOML: see ontology/questions/README.md)"));
            None
        }
    };
    let (Some(head), Some(variables)) = (head, variables) else { return Err(reader.problems) };
    for words in [&head.ko, &head.en] {
        if words.get_ref().trim().is_empty() {
            reader.at(&words.span(), "say in plain words what is asked".to_owned());
        }
    }
    let parameters = reader.parameters(head.parameter);
    let cites = reader.patterns(&head.cites, &variables, &parameters);
    let examples = reader.examples(head.example, &variables, &parameters);
    if !reader.problems.is_empty() {
        reader.problems.sort_by_key(|problem| problem.line);
        return Err(reader.problems);
    }
    Ok(Question {
        name: name.to_owned(),
        ko: head.ko.into_inner(),
        en: head.en.into_inner(),
        topic: head.topic,
        parameters,
        sparql: text.to_owned(),
        variables,
        examples,
        cites,
    })
}

/// The lines with `#+` as TOML, every byte in its place.
fn head_of(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("#+") {
        Some(rest) => format!("  {rest}"),
        None => " ".repeat(line.len()),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn at(&mut self, place: &Range<usize>, message: String) {
        let before = self.text.get(..place.start).unwrap_or(self.text);
        self.at_line(before.matches('\n').count() + 1, message);
    }

    fn at_line(&mut self, line: usize, message: String) {
        self.problems.push(Problem { file: self.file.to_owned(), line, message });
    }

    /// The variables of the query, if it is one that can be asked.
    fn variables(&mut self) -> Option<Vec<String>> {
        let store = Store::in_memory();
        let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
        let last = self.text.lines().count().max(1);
        match store.query(self.text, &options) {
            Ok(Answer::Solutions(solutions)) => Some(solutions.variables().to_vec()),
            Ok(_) => {
                self.at_line(1, "only SELECT makes the rows of an answer; write the query as one".to_owned());
                None
            }
            Err(QueryError::Syntax { line, column, message }) => {
                let line = line.and_then(|line| usize::try_from(line).ok()).unwrap_or(last).min(last);
                let column = column.map(|column| format!(" before column {column}")).unwrap_or_default();
                self.at_line(line, format!("the SPARQL is wrong{column}: {message}"));
                None
            }
            Err(error) => {
                self.at_line(1, error.to_string());
                None
            }
        }
    }

    fn parameters(&mut self, given: Vec<Spanned<Given>>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for one in given {
            let place = one.span();
            let Given { name, kind, ko, en, optional, default } = one.into_inner();
            let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            if !plain {
                self.at(&place, format!("a parameter is called by small letters and digits, not '{name}'"));
            } else if RESERVED.contains(&name.as_str()) {
                self.at(
                    &place,
                    format!("--{name} is an option of every question; call the parameter otherwise"),
                );
            } else if parameters.iter().any(|known| known.name == name) {
                self.at(&place, format!("there are two parameters '{name}'; take one away"));
            } else if slot::find(self.text, &name).is_empty() {
                self.at(
                    &place,
                    format!(
                        "the query does not take '{name}'; write VALUES ?{name} {{ … }} with an example in it"
                    ),
                );
            }
            if optional && default.is_some() {
                self.at(&place, format!("'{name}' is optional and has a default; it can be one of them"));
            }
            let known = Kind::from_name(&kind).unwrap_or_else(|| {
                let message =
                    format!("'{kind}' is no kind; write entity, year, text or a class such as Organization");
                self.at(&place, message);
                Kind::Entity
            });
            parameters.push(Parameter { name, kind: known, ko, en, optional, default });
        }
        parameters
    }

    fn patterns(
        &mut self,
        cites: &[Spanned<String>],
        variables: &[String],
        parameters: &[Parameter],
    ) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for cite in cites {
            let words: Vec<&str> = cite.get_ref().split_whitespace().collect();
            let place = |word: &str| match word.strip_prefix('?') {
                Some(name) => {
                    let known = variables.iter().any(|variable| variable == name)
                        || parameters.iter().any(|parameter| parameter.name == name);
                    known.then(|| Place::Variable(name.to_owned()))
                }
                None => node(word).map(|node| Place::Term(node.into())),
            };
            let pattern = match words.as_slice() {
                [subject, property, object] => match (place(subject), node(property), place(object)) {
                    (Some(subject), Some(property), Some(object)) => {
                        Some(Pattern { subject, property: property.into_string(), object })
                    }
                    _ => None,
                },
                _ => None,
            };
            match pattern {
                Some(pattern) => patterns.push(pattern),
                None => self.at(
                    &cite.span(),
                    format!(
                        "'{}' cites nothing: write ?subject gu:property ?object, with variables that the query \
                         selects or takes",
                        cite.get_ref()
                    ),
                ),
            }
        }
        patterns
    }

    fn examples(
        &mut self,
        calls: Vec<Spanned<Call>>,
        variables: &[String],
        parameters: &[Parameter],
    ) -> Vec<Example> {
        let columns = answer::columns(variables).len();
        let mut examples = Vec::new();
        for call in calls {
            let place = call.span();
            let Call { data, articles, ask, rows, missing, wrong } = call.into_inner();
            for given in ask.keys().filter(|given| parameters.iter().all(|known| known.name != **given)) {
                self.at(&place, format!("the example gives '{given}', which the question does not take"));
            }
            for parameter in parameters.iter().filter(|known| known.is_required()) {
                if !ask.contains_key(&parameter.name) {
                    self.at(&place, format!("the example does not give '{}'", parameter.name));
                }
            }
            for row in rows.iter().chain(&missing).chain(&wrong).filter(|row| row.len() != columns) {
                let (row, cells) = (row.join(" | "), row.len());
                self.at(
                    &place,
                    format!("the row '{row}' has {cells} cells; a table of the answer has {columns}"),
                );
            }
            for row in missing.iter().filter(|row| !rows.contains(row)) {
                self.at(
                    &place,
                    format!("'{}' is missing from an answer that does not have it", row.join(" | ")),
                );
            }
            for row in wrong.iter().filter(|row| rows.contains(row)) {
                self.at(&place, format!("'{}' is both right and wrong", row.join(" | ")));
            }
            examples.push(Example { data, articles, ask, rows, missing, wrong });
        }
        examples
    }
}

/// The IRI that a word of a pattern means.
fn node(word: &str) -> Option<NamedNode> {
    let iri = prefixes::expand(word)?;
    NamedNode::new(iri).ok()
}

//! The other data set, read as a stream: once for who bears a name of ours, once more for what is said of them.
//!
//! Memory is that of our entities and of the candidates, not of the data set.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read};

use gureum_model::{Class, Property};
use gureum_store::RdfFormat;
use oxrdf::{NamedOrBlankNode, Quad, Term};
use oxrdfio::{RdfParseError, RdfParser};

use super::Ours;
use super::names::Name;
use super::tables::{Role, Tables};

/// A data set that can be read from its beginning more than once.
pub struct DataSet<'a> {
    /// Gives its bytes from the beginning.
    pub open: &'a dyn Fn() -> io::Result<Box<dyn Read>>,
    /// How it is written.
    pub format: RdfFormat,
}

impl std::fmt::Debug for DataSet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataSet").field("format", &self.format).finish_non_exhaustive()
    }
}

/// Why a data set could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It cannot be opened, unpacked or read.
    #[error("cannot read it: {0}")]
    Io(#[from] io::Error),
    /// It is not what its format allows.
    #[error("it is no {format}: {message}; name the format with --from if the file's name misleads")]
    Syntax {
        /// The format it was read as.
        format: &'static str,
        /// What is wrong, with the place where it is known.
        message: String,
    },
}

/// One of their things that may be one of ours.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    /// Numbers of ours with such a name or identifier.
    pub(super) ours: BTreeSet<usize>,
    pub(super) names: Vec<String>,
    /// `None` inside: a class that the table does not have.
    pub(super) classes: BTreeSet<Option<Class>>,
    pub(super) identifiers: BTreeSet<String>,
    /// Candidates that a triple leads to or comes from.
    pub(super) neighbours: BTreeSet<String>,
    /// Our property, their property, value.
    pub(super) values: BTreeSet<(Property, String, Value)>,
}

/// The object of a triple.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Node(String),
    Text(String),
}

impl DataSet<'_> {
    /// Every triple whose subject has an IRI; how many there were.
    fn scan(&self, mut each: impl FnMut(&str, &str, &Term)) -> Result<u64, LinkError> {
        let format = match self.format {
            RdfFormat::NQuads => oxrdfio::RdfFormat::NQuads,
            RdfFormat::NTriples => oxrdfio::RdfFormat::NTriples,
            RdfFormat::Turtle => oxrdfio::RdfFormat::Turtle,
            RdfFormat::TriG => oxrdfio::RdfFormat::TriG,
            RdfFormat::RdfXml => oxrdfio::RdfFormat::RdfXml,
            RdfFormat::JsonLd => oxrdfio::RdfFormat::JsonLd { profile: Default::default() },
        };
        let reader = io::BufReader::with_capacity(1 << 16, (self.open)()?);
        let mut count = 0;
        for quad in RdfParser::from_format(format).lenient().for_reader(reader) {
            let Quad { subject, predicate, object, .. } = quad.map_err(|error| match error {
                RdfParseError::Io(error) => LinkError::Io(error),
                RdfParseError::Syntax(error) => {
                    LinkError::Syntax { format: self.format.name(), message: error.to_string() }
                }
            })?;
            count += 1;
            if let NamedOrBlankNode::NamedNode(subject) = &subject {
                each(subject.as_str(), predicate.as_str(), &object);
            }
        }
        Ok(count)
    }

    /// The candidates by IRI, and how many triples there are.
    pub(super) fn candidates(
        &self,
        ours: &Index,
        tables: &Tables,
    ) -> Result<(BTreeMap<String, Candidate>, u64), LinkError> {
        let mut found: BTreeMap<String, Candidate> = BTreeMap::new();
        let mut add = |subject: &str, numbers: BTreeSet<usize>| {
            if !numbers.is_empty() {
                found.entry(subject.to_owned()).or_default().ours.extend(numbers);
            }
        };
        let count = self.scan(|subject, predicate, object| match (tables.role(predicate), object) {
            (Some(Role::Name), Term::Literal(name)) => add(subject, ours.named(name.value())),
            (Some(Role::Type), _) => add(subject, ours.identified(subject)),
            (Some(Role::Identifier), object) => {
                if let Some(identifier) = identifier(object) {
                    add(subject, ours.identified(&identifier));
                }
            }
            _ => {}
        })?;
        let known: BTreeSet<String> = found.keys().cloned().collect();
        self.scan(|subject, predicate, object| {
            if let (Term::NamedNode(object), Some(candidate)) = (object, found.get_mut(subject))
                && known.contains(object.as_str())
                && object.as_str() != subject
            {
                candidate.neighbours.insert(object.as_str().to_owned());
            }
            if let (Term::NamedNode(object), true) = (object, known.contains(subject))
                && object.as_str() != subject
                && let Some(candidate) = found.get_mut(object.as_str())
            {
                candidate.neighbours.insert(subject.to_owned());
            }
            let (Some(role), Some(candidate)) = (tables.role(predicate), found.get_mut(subject)) else {
                return;
            };
            match (role, object) {
                (Role::Name, Term::Literal(name)) => candidate.names.push(name.value().to_owned()),
                (Role::Type, Term::NamedNode(class)) => match tables.classes(class.as_str()) {
                    Some(classes) => candidate.classes.extend(classes.iter().copied().map(Some)),
                    None => {
                        candidate.classes.insert(None);
                    }
                },
                (Role::Identifier, object) => candidate.identifiers.extend(identifier(object)),
                (Role::Value(property), object) => {
                    let value = match object {
                        Term::NamedNode(node) => Value::Node(node.as_str().to_owned()),
                        Term::Literal(text) => Value::Text(text.value().to_owned()),
                        Term::BlankNode(_) => return,
                    };
                    candidate.values.insert((property, predicate.to_owned(), value));
                }
                _ => {}
            }
        })?;
        for candidate in found.values_mut() {
            candidate.names.sort_unstable();
            candidate.names.dedup();
        }
        Ok((found, count))
    }

    /// One more reading: the names of these things, all of them.
    pub(super) fn names_of(
        &self,
        wanted: &BTreeSet<String>,
        tables: &Tables,
    ) -> Result<BTreeMap<String, BTreeSet<String>>, LinkError> {
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        self.scan(|subject, predicate, object| {
            if let (Some(Role::Name), Term::Literal(name)) = (tables.role(predicate), object)
                && wanted.contains(subject)
            {
                names.entry(subject.to_owned()).or_default().insert(name.value().to_owned());
            }
        })?;
        Ok(names)
    }
}

/// Our names and identifiers, to be asked for each of theirs.
#[derive(Debug, Default)]
pub(super) struct Index {
    names: HashMap<String, BTreeSet<usize>>,
    nearly: HashMap<String, BTreeSet<usize>>,
    identifiers: HashMap<String, BTreeSet<usize>>,
}

impl Index {
    pub(super) fn new(ours: &[Ours], names: &[Vec<Name>]) -> Self {
        let mut index = Self::default();
        for (number, (ours, names)) in ours.iter().zip(names).enumerate() {
            for name in names {
                for key in name.keys() {
                    index.names.entry(key.to_owned()).or_default().insert(number);
                }
                for key in name.near_keys() {
                    index.nearly.entry(key).or_default().insert(number);
                }
            }
            for identifier in &ours.identifiers {
                index.identifiers.entry(without_scheme(identifier).to_owned()).or_default().insert(number);
            }
        }
        index
    }

    fn named(&self, name: &str) -> BTreeSet<usize> {
        let Some(name) = Name::new(name) else { return BTreeSet::new() };
        let exact = name.keys().filter_map(|key| self.names.get(key)).flatten();
        let near = name.near_keys();
        let near = near.iter().filter_map(|key| self.nearly.get(key)).flatten();
        exact.chain(near).copied().collect()
    }

    fn identified(&self, identifier: &str) -> BTreeSet<usize> {
        self.identifiers.get(without_scheme(identifier)).cloned().unwrap_or_default()
    }
}

/// `http` and `https` name the same thing in the data sets that we link to.
pub(super) fn without_scheme(iri: &str) -> &str {
    iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")).unwrap_or(iri)
}

/// An IRI, or ROR's nine characters as one.
fn identifier(object: &Term) -> Option<String> {
    match object {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::Literal(text) => {
            let text = text.value();
            let is_ror = text.len() == 9 && text.starts_with('0') && text.is_ascii();
            let is_iri = text.starts_with("http");
            is_iri.then(|| text.to_owned()).or_else(|| is_ror.then(|| format!("https://ror.org/{text}")))
        }
        Term::BlankNode(_) => None,
    }
}

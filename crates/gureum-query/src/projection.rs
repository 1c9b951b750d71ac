//! The graph as petgraph sees it: entities as nodes, facts between them as edges, facts with a
//! literal value as attributes of their subject.
//!
//! Nodes and edges come sorted by IRI, so equal graphs give equal indices and equal exports.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::{NAMESPACE, term};
use gureum_model::{Modality, Property};
use gureum_store::Store;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, Term};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::facts::{TermName, modality, term_name};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

/// What to project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectionOptions {
    /// Facts claimed in one of these are in; the others are left out.
    pub modalities: BTreeSet<Modality>,
    /// Whether entities without any edge or attribute are in.
    pub isolated: bool,
}

impl Default for ProjectionOptions {
    /// Asserted facts and the entities that have some.
    fn default() -> Self {
        Self { modalities: BTreeSet::from([Modality::Asserted]), isolated: false }
    }
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
    /// Local name of its class.
    pub class: Option<String>,
    /// Literal facts by local name of the property, the best supported first.
    pub literals: BTreeMap<String, Vec<LiteralFact>>,
}

/// A literal value of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct LiteralFact {
    /// The value.
    pub value: Value,
    /// What it is narrowed to (a part, a market, a period), as the claims say; empty for a value
    /// that holds as it is.
    pub narrowed: Vec<String>,
    /// The strongest modality it is claimed in.
    pub modality: Modality,
    /// How many articles say so.
    pub articles: usize,
    /// Date of the latest of them, ISO.
    pub last_said: Option<String>,
}

/// A typed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Won, or a count.
    Integer(i64),
    /// Percent and the like.
    Decimal(f64),
    /// Text, and dates in ISO form.
    Text(String),
}

/// A fact between two entities. Of a symmetric one there is a single edge, from the smaller IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// IRI of the fact.
    pub fact: String,
    /// The property.
    pub property: TermName,
    /// Whether it holds in both directions.
    pub symmetric: bool,
    /// The strongest modality it is claimed in.
    pub modality: Modality,
    /// How many articles say so.
    pub articles: usize,
    /// Date of the first of them, ISO.
    pub first_said: Option<String>,
    /// Date of the last of them, ISO.
    pub last_said: Option<String>,
}

/// The graph, and where each entity is in it.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// Nodes and edges, both sorted by IRI.
    pub graph: DiGraph<Node, Edge>,
    /// Node of an entity, by IRI.
    pub nodes: BTreeMap<String, NodeIndex>,
}

/// What is needed of a fact record.
#[derive(Default)]
struct Record {
    subject: Option<String>,
    property: Option<String>,
    object: Option<Term>,
    articles: BTreeSet<String>,
    said: BTreeSet<String>,
    modality: Option<Modality>,
    narrowed: BTreeSet<String>,
}

impl Projection {
    /// Reads the store once, from front to back; memory grows with the number of claims.
    pub fn new(store: &Store, options: &ProjectionOptions) -> Self {
        let lookup = Lookup::new(store);
        let records = read_records(lookup, &options.modalities);

        let mut edges = Vec::new();
        let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
        let mut properties: BTreeMap<String, TermName> = BTreeMap::new();
        if options.isolated {
            for quad in lookup.quads(None, rdf::TYPE.as_str(), None, Scope::Default) {
                if let Some(iri) = subject_iri(quad.subject)
                    && iri.starts_with(gureum_model::iri::ENTITY)
                {
                    nodes.entry(iri.clone()).or_insert_with(|| node(lookup, iri));
                }
            }
        }
        for (fact, record) in records {
            let Record { articles, said, narrowed, .. } = record;
            let (Some(subject), Some(property), Some(object), Some(modality)) =
                (&record.subject, &record.property, &record.object, record.modality)
            else {
                continue;
            };
            let name =
                properties.entry(property.clone()).or_insert_with(|| term_name(lookup, property)).clone();
            let from = nodes.entry(subject.clone()).or_insert_with(|| node(lookup, subject.clone()));
            match object {
                Term::Literal(literal) => {
                    let plain = modality == Modality::Asserted && lookup.states(subject, property, object);
                    let narrowed = if plain { Vec::new() } else { narrowed.into_iter().collect() };
                    from.literals.entry(name.name).or_default().push(LiteralFact {
                        value: value(literal),
                        narrowed,
                        modality,
                        articles: articles.len(),
                        last_said: said.last().cloned(),
                    });
                }
                Term::NamedNode(_) | Term::BlankNode(_) => {
                    let target = term_text(object.clone());
                    nodes.entry(target.clone()).or_insert_with(|| node(lookup, target.clone()));
                    let symmetric = is_symmetric(&name.name);
                    edges.push((
                        subject.clone(),
                        target,
                        Edge {
                            fact,
                            symmetric,
                            property: name,
                            modality,
                            articles: articles.len(),
                            first_said: said.first().cloned(),
                            last_said: said.last().cloned(),
                        },
                    ));
                }
            }
        }
        Self::from_parts(nodes.into_values(), edges)
    }

    /// A projection of given nodes and edges, the edges as (from, to, edge) by IRI. An edge
    /// whose ends are not both among the nodes is left out.
    pub fn from_parts(
        nodes: impl IntoIterator<Item = Node>,
        edges: impl IntoIterator<Item = (String, String, Edge)>,
    ) -> Self {
        let sorted: BTreeMap<String, Node> = nodes.into_iter().map(|node| (node.iri.clone(), node)).collect();
        let mut edges: Vec<(String, String, Edge)> = edges.into_iter().collect();
        edges.sort_by(|a, b| {
            (&a.0, &a.1, &a.2.property.name, &a.2.fact).cmp(&(&b.0, &b.1, &b.2.property.name, &b.2.fact))
        });
        let mut projection = Self::default();
        for (iri, mut node) in sorted {
            for facts in node.literals.values_mut() {
                facts.sort_by(better_first);
            }
            let index = projection.graph.add_node(node);
            projection.nodes.insert(iri, index);
        }
        for (from, to, edge) in edges {
            if let (Some(from), Some(to)) = (projection.nodes.get(&from), projection.nodes.get(&to)) {
                projection.graph.add_edge(*from, *to, edge);
            }
        }
        projection
    }
}

/// Values that hold as they are before narrowed ones; then by modality, articles, date, value.
fn better_first(a: &LiteralFact, b: &LiteralFact) -> std::cmp::Ordering {
    (!a.narrowed.is_empty())
        .cmp(&!b.narrowed.is_empty())
        .then_with(|| a.modality.cmp(&b.modality))
        .then_with(|| b.articles.cmp(&a.articles))
        .then_with(|| b.last_said.cmp(&a.last_said))
        .then_with(|| b.value.cmp_text(&a.value))
        .then_with(|| a.narrowed.cmp(&b.narrowed))
}

impl Value {
    /// Numbers by size, texts by code point.
    fn cmp_text(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Decimal(a), Self::Decimal(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => b.cmp(a),
            _ => self.to_string().cmp(&other.to_string()),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(number) => write!(f, "{number}"),
            Self::Decimal(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

fn read_records(lookup: Lookup<'_>, wanted: &BTreeSet<Modality>) -> BTreeMap<String, Record> {
    // Claims first: a fact that nobody claims in a wanted modality needs no record.
    let mut modalities: BTreeMap<String, Modality> = BTreeMap::new();
    for quad in lookup.quads(None, term::MODALITY, None, Scope::Any) {
        if let Some(claim) = subject_iri(quad.subject)
            && let Some(modality) = modality(&term_text(quad.object))
            && wanted.contains(&modality)
        {
            modalities.insert(claim, modality);
        }
    }
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    let mut facts: BTreeMap<String, String> = BTreeMap::new();
    for quad in lookup.quads(None, term::FACT_OF_CLAIM, None, Scope::Any) {
        let Some(claim) = subject_iri(quad.subject) else { continue };
        if let Some(modality) = modalities.get(&claim) {
            let fact = term_text(quad.object);
            let record = records.entry(fact.clone()).or_default();
            record.modality = Some(record.modality.map_or(*modality, |known| known.min(*modality)));
            facts.insert(claim, fact);
        }
    }
    for predicate in [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT] {
        for quad in lookup.quads(None, predicate.as_str(), None, Scope::Any) {
            let fact = subject_iri(quad.subject);
            let Some(record) = fact.and_then(|fact| records.get_mut(&fact)) else { continue };
            if predicate == rdf::SUBJECT {
                record.subject = Some(term_text(quad.object));
            } else if predicate == rdf::PREDICATE {
                record.property = Some(term_text(quad.object));
            } else {
                record.object = Some(quad.object);
            }
        }
    }
    for predicate in [term::IN_ARTICLE, term::SAID_ON, term::SCOPE, term::MARKET, term::DATE] {
        for quad in lookup.quads(None, predicate, None, Scope::Any) {
            let claim = subject_iri(quad.subject);
            let fact = claim.and_then(|claim| facts.get(&claim));
            let Some(record) = fact.and_then(|fact| records.get_mut(fact)) else { continue };
            let text = term_text(quad.object);
            match predicate {
                term::IN_ARTICLE => record.articles.insert(text),
                term::SAID_ON => record.said.insert(text),
                _ if narrows(record, predicate) => record.narrowed.insert(text),
                _ => false,
            };
        }
    }
    records
}

/// Whether a qualifier tells two values of the property apart, as it does in the fact's IRI.
fn narrows(record: &Record, qualifier: &str) -> bool {
    let name = record.property.as_deref().and_then(|iri| iri.strip_prefix(NAMESPACE));
    match name.and_then(Property::from_name) {
        Some(Property::Budget | Property::MemberCount) => qualifier == term::SCOPE,
        Some(Property::Revenue | Property::MarketShare) => true,
        _ => false,
    }
}

fn node(lookup: Lookup<'_>, iri: String) -> Node {
    Node {
        label: lookup.label(&iri),
        class: lookup.classes(&iri).into_iter().next(),
        literals: BTreeMap::new(),
        iri,
    }
}

fn is_symmetric(name: &str) -> bool {
    Property::from_name(name).is_some_and(Property::is_symmetric)
}

fn value(literal: &Literal) -> Value {
    let text = literal.value();
    let datatype = literal.datatype();
    let typed = if [xsd::INTEGER, xsd::LONG, xsd::INT].contains(&datatype) {
        text.parse().ok().map(Value::Integer)
    } else if [xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&datatype) {
        text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Decimal)
    } else {
        None
    };
    typed.unwrap_or_else(|| Value::Text(text.to_owned()))
}

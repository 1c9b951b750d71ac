//! The graph as petgraph sees it: entities as nodes, facts between them as edges, facts with a
//! literal value as attributes of their subject.
//!
//! Nodes and edges come sorted by IRI, so equal graphs give equal indices and equal exports.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Modality, Property};
use gureum_store::Store;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, Term};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::facts::{TermName, term_name};
use crate::lookup::{Lookup, term_text};
use crate::records::{ClaimRecord, Record};
use crate::selection::Selection;

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
    /// What an analysis found out about it, by the name that exports give it: `pageRank`.
    pub measures: BTreeMap<String, Value>,
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

/// Facts between two entities: one, or all of a collapsed bundle. Of a symmetric one there is a single edge,
/// from the smaller IRI.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// IRI of the fact; of a bundle's first one.
    pub fact: String,
    /// The property; of a bundle all of them, separated by "; ".
    pub property: TermName,
    /// Whether it holds in both directions.
    pub symmetric: bool,
    /// The strongest modality it is claimed in.
    pub modality: Modality,
    /// How far to believe it, from 0 to 1, by the surest fact; none for what no article asserts.
    pub belief: Option<f64>,
    /// How many facts it stands for.
    pub facts: usize,
    /// How many articles say so; of a bundle the sum over its facts.
    pub articles: usize,
    /// How many places in these articles say so.
    pub evidence: usize,
    /// Date of the first of the articles, ISO.
    pub first_said: Option<String>,
    /// Date of the last of them, ISO.
    pub last_said: Option<String>,
    /// First day of the time that the texts give it, ISO.
    pub from: Option<String>,
    /// Last day of it, ISO.
    pub until: Option<String>,
    /// The clauses that state it, by article; only where the selection asks for them.
    pub quotes: Vec<String>,
}

/// The graph, and where each entity is in it.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// Nodes and edges, both sorted by IRI.
    pub graph: DiGraph<Node, Edge>,
    /// Node of an entity, by IRI.
    pub nodes: BTreeMap<String, NodeIndex>,
}

impl Node {
    /// An entity of which nothing else is known.
    pub fn new(iri: String, label: String, class: Option<String>) -> Self {
        Self { iri, label, class, literals: BTreeMap::new(), measures: BTreeMap::new() }
    }
}

impl Edge {
    /// An asserted fact that no article states yet.
    pub fn new(fact: String, property: TermName) -> Self {
        Self {
            symmetric: is_symmetric(&property.name),
            fact,
            property,
            modality: Modality::Asserted,
            belief: None,
            facts: 1,
            articles: 0,
            evidence: 0,
            first_said: None,
            last_said: None,
            from: None,
            until: None,
            quotes: Vec::new(),
        }
    }

    /// For layouts and analysis: the number of articles, and 1 where there is none.
    pub fn weight(&self) -> f64 {
        self.articles.max(1) as f64
    }

    /// Takes up a parallel edge.
    fn merge(&mut self, other: Self) {
        if !self.property.name.split("; ").any(|name| name == other.property.name) {
            self.property.name = format!("{}; {}", self.property.name, other.property.name);
            self.property.label = format!("{}; {}", self.property.label, other.property.label);
        }
        self.symmetric &= other.symmetric;
        self.modality = self.modality.min(other.modality);
        self.belief = [self.belief, other.belief].into_iter().flatten().reduce(f64::max);
        self.facts += other.facts;
        self.articles += other.articles;
        self.evidence += other.evidence;
        self.first_said = earlier(self.first_said.take(), other.first_said);
        self.last_said = self.last_said.take().max(other.last_said);
        self.from = earlier(self.from.take(), other.from);
        self.until = self.until.take().max(other.until);
        self.quotes.extend(other.quotes);
    }
}

/// The earlier of two days; one that is not known is later than any.
fn earlier(a: Option<String>, b: Option<String>) -> Option<String> {
    [a, b].into_iter().flatten().min()
}

impl Projection {
    /// The part of the graph that `selection` names. Reads the store once, from front to back; memory grows
    /// with the number of claims.
    pub fn new(store: &Store, selection: &Selection) -> Self {
        let lookup = Lookup::new(store);
        let facts = selection.facts(lookup);

        let mut edges = Vec::new();
        let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
        let mut properties: BTreeMap<String, TermName> = BTreeMap::new();
        for iri in selection.entities(lookup) {
            nodes.entry(iri.clone()).or_insert_with(|| node(lookup, iri));
        }
        for Record { fact, subject, property, object, belief, mut claims } in facts {
            let name =
                properties.entry(property.clone()).or_insert_with(|| term_name(lookup, &property)).clone();
            let from = nodes.entry(subject.clone()).or_insert_with(|| node(lookup, subject.clone()));
            let Some(modality) = claims.iter().map(|claim| claim.modality).min() else { continue };
            let articles = claims.iter().map(|claim| &claim.article).collect::<BTreeSet<_>>().len();
            let said = claims.iter().filter_map(|claim| claim.said_on.as_ref());
            let (first_said, last_said) = (said.clone().min().cloned(), said.max().cloned());
            match object {
                Term::Literal(literal) => {
                    let plain = modality == Modality::Asserted
                        && lookup.states(&subject, &property, &literal.clone().into());
                    let narrowed = if plain { BTreeSet::new() } else { narrowed(&property, &claims) };
                    from.literals.entry(name.name).or_default().push(LiteralFact {
                        value: value(&literal),
                        narrowed: narrowed.into_iter().collect(),
                        modality,
                        articles,
                        last_said,
                    });
                }
                object @ (Term::NamedNode(_) | Term::BlankNode(_)) => {
                    let target = term_text(object);
                    nodes.entry(target.clone()).or_insert_with(|| node(lookup, target.clone()));
                    claims.sort_by(|a, b| (&a.said_on, &a.article).cmp(&(&b.said_on, &b.article)));
                    let edge = Edge {
                        modality,
                        belief,
                        articles,
                        evidence: claims.iter().map(|claim| claim.evidence).sum(),
                        first_said,
                        last_said,
                        from: claims.iter().filter_map(|claim| claim.from.clone()).min(),
                        until: claims.iter().filter_map(|claim| claim.until.clone()).max(),
                        quotes: claims.into_iter().flat_map(|claim| claim.quotes).collect(),
                        ..Edge::new(fact, name)
                    };
                    edges.push((subject, target, edge));
                }
            }
        }
        let projection = Self::from_parts(nodes.into_values(), edges);
        if selection.collapse { projection.collapsed() } else { projection }
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

    /// The same with one edge for all that lead from one node to another. What holds in both directions and
    /// what leads back stay apart, as an edge each.
    pub fn collapsed(self) -> Self {
        let (nodes, edges) = self.graph.into_nodes_edges();
        let mut graph = DiGraph::with_capacity(nodes.len(), 0);
        for node in nodes {
            graph.add_node(node.weight);
        }
        let mut before = None;
        for edge in edges {
            let ends = (edge.source(), edge.target());
            match before.filter(|(known, _)| *known == ends) {
                Some((_, bundle)) => {
                    let bundle: &mut Edge = &mut graph[bundle];
                    bundle.merge(edge.weight);
                }
                None => before = Some((ends, graph.add_edge(ends.0, ends.1, edge.weight))),
            }
        }
        Self { graph, nodes: self.nodes }
    }
}

/// What the claims on a literal value narrow it to.
fn narrowed(property: &str, claims: &[ClaimRecord]) -> BTreeSet<String> {
    let named = Property::from_iri(property);
    let qualifiers: fn(&ClaimRecord) -> [Option<&String>; 3] = match named {
        // Those that tell two values of the property apart, as they do in the fact's IRI.
        Some(Property::Budget | Property::MemberCount) => |claim| [claim.scope.as_ref(), None, None],
        Some(Property::Revenue | Property::MarketShare) => {
            |claim| [claim.scope.as_ref(), claim.market.as_ref(), claim.date.as_ref()]
        }
        _ => |_| [None; 3],
    };
    claims.iter().flat_map(qualifiers).flatten().cloned().collect()
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

pub(crate) fn node(lookup: Lookup<'_>, iri: String) -> Node {
    let (label, class) = (lookup.label(&iri), lookup.classes(&iri).into_iter().next());
    Node::new(iri, label, class)
}

pub(crate) fn is_symmetric_iri(property: &str) -> bool {
    Property::from_iri(property).is_some_and(Property::is_symmetric)
}

fn is_symmetric(name: &str) -> bool {
    Property::from_name(name).is_some_and(Property::is_symmetric)
}

pub(crate) fn value(literal: &Literal) -> Value {
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

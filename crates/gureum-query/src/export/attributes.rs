//! Which attributes nodes and edges carry in every graph format, under which names and types.
//!
//! A literal fact is an attribute under its property's name. A number is the best supported value
//! that holds as it is; where there are more, or narrowed ones, all of them stand as text in
//! `<property>All` ("25000000000; 500000000 (분야당)"). Texts and dates stand as one text,
//! separated by "; ". So a type never depends on how many values there are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::projection::{Edge, LiteralFact, Node, Projection, Value};
use gureum_model::Modality;

/// Type of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Boolean,
    /// A small count: 32 bits.
    Int,
    /// A whole number: 64 bits.
    Long,
    /// A number.
    Double,
    /// A day, ISO.
    Day,
    /// Text.
    Text,
}

/// What nodes or edges may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: Cow<'static, str>,
    /// The type of all its values.
    pub kind: Kind,
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Of [`Kind::Boolean`].
    Boolean(bool),
    /// Of [`Kind::Int`] and [`Kind::Long`].
    Integer(i64),
    /// Of [`Kind::Double`]; never infinite, and a number.
    Double(f64),
    /// Of [`Kind::Day`] and [`Kind::Text`].
    Text(Cow<'a, str>),
}

/// A whole number as digits, a double with a point; text as it is.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Double(number) => write!(f, "{number:?}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Place of a node's name among its attributes.
pub(super) const NODE_LABEL: usize = 0;
/// Place of an edge's label among its attributes.
pub(super) const EDGE_LABEL: usize = 1;

const NODE: [(&str, Kind); 2] = [("label", Kind::Text), ("type", Kind::Text)];

/// `eid` is the fact's IRI; `label` the property's Korean name; `weight` the number of articles, for layouts; the
/// days are those of the articles, then those of the texts' own dates.
const EDGE: [(&str, Kind); 14] = [
    ("eid", Kind::Text),
    ("label", Kind::Text),
    ("predicate", Kind::Text),
    ("weight", Kind::Double),
    ("articles", Kind::Int),
    ("modality", Kind::Text),
    ("symmetric", Kind::Boolean),
    ("firstSaid", Kind::Day),
    ("lastSaid", Kind::Day),
    ("from", Kind::Day),
    ("until", Kind::Day),
    ("belief", Kind::Double),
    ("facts", Kind::Int),
    ("evidence", Kind::Int),
];

/// What edges have in addition where the projection has the clauses behind them.
const QUOTES: (&str, Kind) = ("quotes", Kind::Text);

/// Names that other tools, or formats of ours, give a meaning of their own.
const RESERVED: [&str; 18] = [
    "id", "label", "type", "x", "y", "z", "size", "r", "g", "b", "color", "name", "source", "target",
    "parent", "start", "end", "key",
];

/// The attributes of a graph, in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Of nodes: name and class, then literal facts and measures by name.
    pub nodes: Vec<Attribute>,
    /// Of edges.
    pub edges: Vec<Attribute>,
    /// Place of each literal fact and measure among the attributes of nodes.
    places: BTreeMap<String, usize>,
}

impl Schema {
    /// What this graph needs; looks at every node.
    pub fn of(projection: &Projection) -> Self {
        let attribute = |(name, kind): (&'static str, Kind)| Attribute { name: name.into(), kind };
        let mut nodes: Vec<Attribute> = NODE.map(attribute).into();
        let mut edges: Vec<Attribute> = EDGE.map(attribute).into();
        let mut places = BTreeMap::new();
        for (name, kind) in of_nodes(projection) {
            places.insert(name.clone(), nodes.len());
            nodes.push(Attribute { name: name.into(), kind });
        }
        if projection.graph.edge_weights().any(|edge| !edge.quotes.is_empty()) {
            edges.push(attribute(QUOTES));
        }
        Self { nodes, edges, places }
    }

    /// What a node has, in the order of the schema.
    pub fn node<'a>(&self, node: &'a Node) -> Vec<Option<Cell<'a>>> {
        let mut cells = vec![None; self.nodes.len()];
        cells[NODE_LABEL] = Some(Cell::Text(node.label.as_str().into()));
        cells[1] = node.class.as_deref().map(|class| Cell::Text(class.into()));
        let place = |name: &str| self.places.get(name).copied();
        for (name, value) in &node.measures {
            if let Some(place) = place(&attribute_name(name)) {
                cells[place] = number(self.nodes[place].kind, value);
            }
        }
        for (property, facts) in &node.literals {
            let name = attribute_name(property);
            let Some(own) = place(&name) else { continue };
            if self.nodes[own].kind == Kind::Text {
                cells[own] = Some(Cell::Text(joined(facts).into()));
                continue;
            }
            if needs_all(facts)
                && let Some(all) = place(&all_name(&name))
            {
                cells[all] = Some(Cell::Text(joined(facts).into()));
            }
            if let Some(best) = facts.first().filter(|fact| fact.narrowed.is_empty()) {
                cells[own] = number(self.nodes[own].kind, &best.value);
            }
        }
        cells
    }

    /// What an edge has, in the order of the schema.
    pub fn edge<'a>(&self, edge: &'a Edge) -> Vec<Option<Cell<'a>>> {
        let text = |text: &'a str| Some(Cell::Text(text.into()));
        let day = |day: &'a Option<String>| day.as_deref().and_then(text);
        let count = |count: usize| Some(Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        let mut cells = vec![
            text(&edge.fact),
            text(&edge.property.label),
            text(&edge.property.name),
            Some(Cell::Double(edge.weight())),
            count(edge.articles),
            text(edge.modality.name()),
            Some(Cell::Boolean(edge.symmetric)),
            day(&edge.first_said),
            day(&edge.last_said),
            day(&edge.from),
            day(&edge.until),
            edge.belief.filter(|belief| belief.is_finite()).map(Cell::Double),
            count(edge.facts),
            count(edge.evidence),
        ];
        if self.edges.len() > EDGE.len() {
            cells.push((!edge.quotes.is_empty()).then(|| Cell::Text(quoted(&edge.quotes).into())));
        }
        cells
    }
}

/// Names and types of the attributes that literal facts and measures give to nodes.
fn of_nodes(projection: &Projection) -> BTreeMap<String, Kind> {
    let mut keys: BTreeMap<String, Kind> = BTreeMap::new();
    let mut note = |name: Cow<'_, str>, value: &Value| {
        let kind = match value {
            Value::Integer(_) => Kind::Long,
            Value::Decimal(_) => Kind::Double,
            Value::Text(_) => Kind::Text,
        };
        match keys.get_mut(name.as_ref()) {
            Some(known) => *known = wider(*known, kind),
            None => drop(keys.insert(name.into_owned(), kind)),
        }
    };
    for node in projection.graph.node_weights() {
        node.measures.iter().for_each(|(name, value)| note(attribute_name(name), value));
        for (property, facts) in &node.literals {
            facts.iter().for_each(|fact| note(attribute_name(property), &fact.value));
        }
    }
    let mut all = BTreeMap::new();
    for node in projection.graph.node_weights() {
        for (property, facts) in &node.literals {
            let name = attribute_name(property);
            if needs_all(facts) && keys.get(name.as_ref()).is_some_and(|kind| *kind != Kind::Text) {
                all.insert(all_name(&name), Kind::Text);
            }
        }
    }
    keys.extend(all);
    keys
}

fn wider(a: Kind, b: Kind) -> Kind {
    match (a, b) {
        (a, b) if a == b => a,
        (Kind::Text, _) | (_, Kind::Text) => Kind::Text,
        _ => Kind::Double,
    }
}

/// A number of a kind; text is written otherwise.
fn number(kind: Kind, value: &Value) -> Option<Cell<'_>> {
    match (kind, value) {
        (Kind::Text, value) => Some(Cell::Text(value.to_string().into())),
        (Kind::Long, Value::Integer(number)) => Some(Cell::Integer(*number)),
        (_, Value::Integer(number)) => Some(Cell::Double(*number as f64)),
        (_, Value::Decimal(number)) => number.is_finite().then_some(Cell::Double(*number)),
        (_, Value::Text(_)) => None,
    }
}

fn attribute_name(property: &str) -> Cow<'_, str> {
    if RESERVED.contains(&property) { format!("{property}_").into() } else { property.into() }
}

fn all_name(name: &str) -> String {
    format!("{name}All")
}

fn needs_all(facts: &[LiteralFact]) -> bool {
    facts.len() > 1 || facts.iter().any(|fact| !fact.narrowed.is_empty())
}

fn joined(facts: &[LiteralFact]) -> String {
    let texts = facts.iter().map(|fact| {
        let mut notes = fact.narrowed.clone();
        if fact.modality != Modality::Asserted {
            notes.push(fact.modality.name().to_owned());
        }
        let value = &fact.value;
        if notes.is_empty() { value.to_string() } else { format!("{value} ({})", notes.join(", ")) }
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// Clauses one after another, each in quotation marks.
fn quoted(quotes: &[String]) -> String {
    quotes.iter().map(|quote| format!("“{quote}”")).collect::<Vec<_>>().join("; ")
}

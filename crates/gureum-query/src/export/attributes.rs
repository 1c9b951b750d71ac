//! Which attributes nodes and edges carry in every graph format, under which names and types.
//!
//! A literal fact is an attribute under its property's name. A number is the best supported value
//! that holds as it is; where there are more, or narrowed ones, all of them stand as text in
//! `<property>All` ("25000000000; 500000000 (분야당)"). Texts and dates stand as one text,
//! separated by "; ". So a type never depends on how many values there are.

use std::collections::BTreeMap;

use crate::projection::{Edge, LiteralFact, Node, Projection, Value};
use gureum_model::Modality;

/// Type of an attribute, by its GraphML name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `boolean`.
    Boolean,
    /// `int`.
    Int,
    /// `long`.
    Long,
    /// `double`.
    Double,
    /// `string`.
    Text,
}

impl Kind {
    /// The name in GraphML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Int => "int",
            Self::Long => "long",
            Self::Double => "double",
            Self::Text => "string",
        }
    }
}

/// Attributes of every node, by name: what it is called, and what it is.
pub const NODE: [(&str, Kind); 2] = [("label", Kind::Text), ("type", Kind::Text)];

/// Attributes of every edge. `eid` is the fact's IRI; `label` the property's Korean name; `weight`
/// the number of articles, for layouts; days are ISO text, the last two those of the texts' own dates.
pub const EDGE: [(&str, Kind); 15] = [
    ("eid", Kind::Text),
    ("label", Kind::Text),
    ("predicate", Kind::Text),
    ("weight", Kind::Double),
    ("articles", Kind::Int),
    ("modality", Kind::Text),
    ("symmetric", Kind::Boolean),
    ("firstSaid", Kind::Text),
    ("lastSaid", Kind::Text),
    ("from", Kind::Text),
    ("until", Kind::Text),
    ("belief", Kind::Double),
    ("facts", Kind::Int),
    ("evidence", Kind::Int),
    ("quotes", Kind::Text),
];

/// Names that other tools give a meaning of their own.
const RESERVED: [&str; 10] = ["id", "label", "type", "x", "y", "z", "size", "r", "g", "b"];

/// Names and types of the attributes that literal facts give to nodes, sorted by name.
pub fn literal_keys(projection: &Projection) -> BTreeMap<String, Kind> {
    let mut keys: BTreeMap<String, Kind> = BTreeMap::new();
    for node in projection.graph.node_weights() {
        for (property, facts) in &node.literals {
            let name = attribute_name(property);
            for fact in facts {
                let kind = match fact.value {
                    Value::Integer(_) => Kind::Long,
                    Value::Decimal(_) => Kind::Double,
                    Value::Text(_) => Kind::Text,
                };
                let known = keys.entry(name.clone()).or_insert(kind);
                *known = wider(*known, kind);
            }
        }
    }
    let numbers: Vec<String> =
        keys.iter().filter(|(_, kind)| **kind != Kind::Text).map(|(name, _)| name.clone()).collect();
    for node in projection.graph.node_weights() {
        for (property, facts) in &node.literals {
            let name = attribute_name(property);
            if needs_all(facts) && numbers.contains(&name) {
                keys.insert(all_name(&name), Kind::Text);
            }
        }
    }
    keys
}

fn wider(a: Kind, b: Kind) -> Kind {
    match (a, b) {
        (a, b) if a == b => a,
        (Kind::Text, _) | (_, Kind::Text) => Kind::Text,
        _ => Kind::Double,
    }
}

/// What the literal facts of a node give for `keys`, sorted by name.
pub fn literals(node: &Node, keys: &BTreeMap<String, Kind>) -> Vec<(String, String)> {
    let mut given = Vec::new();
    for (property, facts) in &node.literals {
        let name = attribute_name(property);
        if keys.get(&name) == Some(&Kind::Text) {
            given.push((name, joined(facts)));
            continue;
        }
        if needs_all(facts) {
            given.push((all_name(&name), joined(facts)));
        }
        if let Some(best) = facts.first().filter(|fact| fact.narrowed.is_empty()) {
            given.push((name, best.value.to_string()));
        }
    }
    given.sort();
    given
}

/// The attributes of an edge, in the order of [`EDGE`]; unknown dates are absent.
pub fn edge(edge: &Edge) -> [(&'static str, Option<String>); 15] {
    [
        ("eid", Some(edge.fact.clone())),
        ("label", Some(edge.property.label.clone())),
        ("predicate", Some(edge.property.name.clone())),
        ("weight", Some(format!("{}.0", edge.articles))),
        ("articles", Some(edge.articles.to_string())),
        ("modality", Some(edge.modality.name().to_owned())),
        ("symmetric", Some(edge.symmetric.to_string())),
        ("firstSaid", edge.first_said.clone()),
        ("lastSaid", edge.last_said.clone()),
        ("from", edge.from.clone()),
        ("until", edge.until.clone()),
        ("belief", edge.belief.map(|belief| belief.to_string())),
        ("facts", Some(edge.facts.to_string())),
        ("evidence", Some(edge.evidence.to_string())),
        ("quotes", (!edge.quotes.is_empty()).then(|| quoted(&edge.quotes))),
    ]
}

fn attribute_name(property: &str) -> String {
    if RESERVED.contains(&property) { format!("{property}_") } else { property.to_owned() }
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

//! JSON-LD with a context that lets it be read: the ontology's names as they are, `label`, short IRIs, and plain
//! strings where a property has entities or Korean text for values.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use gureum_model::Property;
use gureum_model::quads::LABEL;
use gureum_model::vocabulary::{NAMESPACE, Range};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedOrBlankNode, Quad, Term};
use serde_json::{Value, json};

use crate::prefixes::{self, BUILT_IN};

/// Properties of records that have IRIs for values.
const RECORDS: [&str; 5] = ["fact", "inArticle", "modality", "claim", "attributedTo"];
/// Properties that have Korean text for values.
const KOREAN: [(&str, &str); 3] =
    [("label", "rdfs:label"), ("quote", "gu:quote"), ("sentence", "gu:sentence")];

/// Writes quads that come by graph and subject; `prefixes` are those that they use.
pub(super) fn write<Q: Iterator<Item = Quad>>(
    quads: impl Fn() -> Q,
    prefixes: &BTreeSet<&'static str>,
    out: &mut impl Write,
) -> io::Result<usize> {
    let used: BTreeSet<String> = quads().map(|quad| quad.predicate.into_string()).collect();
    let context = context(&used, prefixes);
    let entry = |(name, meaning): (&String, &Value)| format!("{}:{meaning}", json!(name));
    let context: Vec<String> = context.iter().map(entry).collect();
    writeln!(out, "{{\n\"@context\":{{\n{}\n}},\n\"@graph\":[", context.join(",\n"))?;
    let mut writer =
        Writer { out, graph: GraphName::DefaultGraph, subject: None, node: BTreeMap::new(), first: true };
    let mut count = 0;
    for quad in quads() {
        writer.quad(quad)?;
        count += 1;
    }
    writer.node_ends()?;
    writer.graph_ends()?;
    writer.out.write_all(b"\n]}\n")?;
    Ok(count)
}

fn context(used: &BTreeSet<String>, prefixes: &BTreeSet<&'static str>) -> BTreeMap<String, Value> {
    let mut context = BTreeMap::new();
    context.insert("@vocab".to_owned(), NAMESPACE.into());
    for (prefix, namespace) in BUILT_IN {
        if prefixes.contains(prefix) {
            context.insert(prefix.to_owned(), namespace.into());
        }
    }
    for (name, iri) in KOREAN {
        if used.contains(&prefixes::expand(iri).unwrap_or_default()) {
            context.insert(name.to_owned(), json!({ "@id": iri, "@language": "ko" }));
        }
    }
    for iri in used {
        let name = property_name(iri);
        if has_iris(&name) {
            context.insert(name, json!({ "@id": short(iri), "@type": "@id" }));
        }
    }
    context
}

/// Whether values of the property that goes by this name are written as bare IRIs.
fn has_iris(name: &str) -> bool {
    let name = name.strip_prefix("gu:").unwrap_or(name);
    let property = Property::from_name(name);
    RECORDS.contains(&name) || property.is_some_and(|property| matches!(property.range(), Range::Entity(_)))
}

struct Writer<'w, W> {
    out: &'w mut W,
    graph: GraphName,
    subject: Option<NamedOrBlankNode>,
    node: BTreeMap<String, Value>,
    /// Whether nothing was written in the array at hand.
    first: bool,
}

impl<W: Write> Writer<'_, W> {
    fn quad(&mut self, quad: Quad) -> io::Result<()> {
        if quad.graph_name != self.graph {
            self.node_ends()?;
            self.graph_ends()?;
            self.graph_begins(quad.graph_name)?;
        }
        if self.subject.as_ref() != Some(&quad.subject) {
            self.node_ends()?;
            self.node.insert("@id".to_owned(), node_name(&quad.subject).into());
            self.subject = Some(quad.subject);
        }
        let (name, value) = if quad.predicate == rdf::TYPE {
            ("@type".to_owned(), class_name(&quad.object))
        } else {
            let name = property_name(quad.predicate.as_str());
            let value = value(&name, quad.object);
            (name, value)
        };
        match self.node.get_mut(&name) {
            None => drop(self.node.insert(name, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
        }
        Ok(())
    }

    fn separate(&mut self) -> io::Result<()> {
        let first = std::mem::take(&mut self.first);
        self.out.write_all(if first { b"" } else { b",\n" })
    }

    fn graph_begins(&mut self, graph: GraphName) -> io::Result<()> {
        let name = match &graph {
            GraphName::NamedNode(name) => short(name.as_str()),
            GraphName::BlankNode(name) => name.to_string(),
            GraphName::DefaultGraph => return Ok(()),
        };
        self.separate()?;
        writeln!(self.out, "{{\"@id\":{},\"@graph\":[", serde_json::to_string(&name)?)?;
        self.graph = graph;
        self.first = true;
        Ok(())
    }

    fn graph_ends(&mut self) -> io::Result<()> {
        if self.graph != GraphName::DefaultGraph {
            self.out.write_all(b"\n]}")?;
            self.graph = GraphName::DefaultGraph;
            self.first = false;
        }
        Ok(())
    }

    fn node_ends(&mut self) -> io::Result<()> {
        if self.subject.take().is_some() {
            self.separate()?;
            serde_json::to_writer(&mut *self.out, &std::mem::take(&mut self.node))?;
        }
        Ok(())
    }
}

fn node_name(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => short(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// `id:kt`. What would be read as another IRI, since two slashes follow the colon, stays whole.
fn short(iri: &str) -> String {
    match prefixes::split(iri) {
        Some((prefix, local)) if !local.starts_with("//") => format!("{prefix}:{local}"),
        _ => iri.to_owned(),
    }
}

fn property_name(iri: &str) -> String {
    if iri == LABEL {
        return "label".to_owned();
    }
    own_name(iri).unwrap_or_else(|| short(iri))
}

fn class_name(class: &Term) -> Value {
    match class {
        Term::NamedNode(class) => own_name(class.as_str()).unwrap_or_else(|| short(class.as_str())).into(),
        other => other.to_string().into(),
    }
}

/// The local name of a term of the ontology, if it is nothing but a name.
fn own_name(iri: &str) -> Option<String> {
    let name = iri.strip_prefix(NAMESPACE)?;
    let taken = KOREAN.iter().any(|(taken, iri)| *taken == name && *iri != format!("gu:{name}"));
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (plain && !taken && BUILT_IN.iter().all(|(prefix, _)| *prefix != name)).then(|| name.to_owned())
}

fn value(property: &str, object: Term) -> Value {
    match object {
        Term::NamedNode(node) if has_iris(property) => short(node.as_str()).into(),
        Term::NamedNode(node) => json!({ "@id": short(node.as_str()) }),
        Term::BlankNode(node) => json!({ "@id": node.to_string() }),
        Term::Literal(literal) => literal_value(property, &literal),
    }
}

fn literal_value(property: &str, literal: &Literal) -> Value {
    let text = literal.value();
    let coerced = has_iris(property) || KOREAN.iter().any(|(name, _)| *name == property);
    match literal.language() {
        Some("ko") if KOREAN.iter().any(|(name, _)| *name == property) => return text.into(),
        Some(language) => return json!({ "@language": language, "@value": text }),
        None => {}
    }
    let datatype = literal.datatype();
    // Beyond 2^53 a number may lose digits on its way; one with leading zeros or a sign would be changed.
    let number = text.parse::<i64>().ok().filter(|number| {
        datatype == xsd::INTEGER && number.unsigned_abs() < 1 << 53 && number.to_string() == text
    });
    match number {
        Some(number) if !coerced => number.into(),
        _ if datatype == xsd::STRING && !coerced => text.into(),
        _ if datatype == xsd::STRING => json!({ "@value": text }),
        _ => json!({ "@type": short(datatype.as_str()), "@value": text }),
    }
}

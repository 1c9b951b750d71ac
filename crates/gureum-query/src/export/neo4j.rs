//! The two files of `neo4j-admin database import`
//! (<https://neo4j.com/docs/operations-manual/current/import/>): columns with types, `:ID` and `:LABEL` of nodes,
//! `:START_ID`, `:END_ID` and `:TYPE` of relationships.
//!
//! Every node is an `Entity`, and of its class; a relationship's type is its property as Neo4j writes types,
//! `partnersWith` as `PARTNERS_WITH`.

use std::io::{self, Write};

use super::attributes::{Attribute, Kind};
use super::csv::{row, values};
use super::{EdgeRow, GraphWriter, Head, NodeRow};

pub(super) struct Neo4j<W, V> {
    pub(super) nodes: W,
    pub(super) edges: V,
}

impl<W: Write, V: Write> GraphWriter for Neo4j<W, V> {
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()> {
        row(&mut self.nodes, ["iri:ID", ":LABEL"], header(&head.schema.nodes), [])?;
        row(&mut self.edges, [":START_ID", ":END_ID", ":TYPE"], header(&head.schema.edges), [])
    }

    fn node(&mut self, _: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        let labels = node.class.map_or_else(|| "Entity".to_owned(), |class| format!("Entity;{class}"));
        row(&mut self.nodes, [node.id, &labels], values(&node.cells), [])
    }

    fn edge(&mut self, _: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        let sort = relationship_type(&edge.edge.property.name);
        row(&mut self.edges, [edge.source, edge.target, &sort], values(&edge.cells), [])
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn header(attributes: &[Attribute]) -> Vec<String> {
    let column = |attribute: &Attribute| {
        let kind = match attribute.kind {
            Kind::Boolean => "boolean",
            Kind::Int => "int",
            Kind::Long => "long",
            Kind::Double => "double",
            Kind::Day => "date",
            Kind::Text => "string",
        };
        // A colon would begin the type, a bracket the name of an id space, a brace options.
        let name = attribute.name.replace([':', '(', ')', '{', '}', '[', ']'], "_");
        format!("{name}:{kind}")
    };
    attributes.iter().map(column).collect()
}

/// A foreign property goes by what comes after its namespace.
fn relationship_type(property: &str) -> String {
    let mut sort = String::with_capacity(property.len() + 4);
    for name in property.split("; ") {
        let local = name.rsplit(['#', '/']).next().unwrap_or(name);
        if !sort.is_empty() {
            sort.push_str("_AND_");
        }
        let mut lower = false;
        for c in local.chars() {
            if lower && c.is_uppercase() {
                sort.push('_');
            }
            lower = !c.is_uppercase();
            if c.is_alphanumeric() { sort.extend(c.to_uppercase()) } else { sort.push('_') }
        }
    }
    if sort.is_empty() { "RELATED_TO".to_owned() } else { sort }
}

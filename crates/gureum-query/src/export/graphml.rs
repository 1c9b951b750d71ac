//! GraphML (<http://graphml.graphdrawing.org/>), kept to what every loader accepts.
//!
//! Keys stand before the graph, each with an id that is unique over nodes and edges, `for` node or
//! edge, and one of GraphML's own types; all nodes come before the edges; parallel edges and loops
//! stay. An edge has its fact's IRI as `id` and again as `eid`, since igraph forgets the `id`.
//! Colours are `r`, `g`, `b` as Gephi reads them, and `size` is a diameter.

use std::io::{self, Write};

use super::attributes::{Attribute, Cell, Kind};
use super::{EdgeRow, GraphWriter, Head, NodeRow, xml};

pub(super) struct GraphMl<W> {
    out: W,
    /// `<data key="…">` of each attribute.
    nodes: Vec<String>,
    edges: Vec<String>,
}

impl<W: Write> GraphMl<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, nodes: Vec::new(), edges: Vec::new() }
    }
}

const LOOK: [(&str, Kind); 4] =
    [("r", Kind::Int), ("g", Kind::Int), ("b", Kind::Int), ("size", Kind::Double)];

impl<W: Write> GraphWriter for GraphMl<W> {
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()> {
        writeln!(self.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(self.out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        self.nodes = keys(&mut self.out, 'v', "node", &head.schema.nodes)?;
        for (name, kind) in LOOK {
            key(&mut self.out, &format!("v_{name}"), "node", name, kind)?;
        }
        self.edges = keys(&mut self.out, 'e', "edge", &head.schema.edges)?;
        writeln!(self.out, "  <graph id=\"gureum\" edgedefault=\"directed\">")
    }

    fn node(&mut self, _: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(b"    <node")?;
        xml::attribute(out, "id", node.id)?;
        out.write_all(b">\n")?;
        data(out, &self.nodes, &node.cells)?;
        let [r, g, b] = node.colour.map(|part| Some(Cell::Integer(part.into())));
        let look = [r, g, b, Some(Cell::Double(node.size))];
        data(out, &LOOK.map(|(name, _)| opening(&format!("v_{name}"))), &look)?;
        out.write_all(b"    </node>\n")
    }

    fn edge(&mut self, _: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(b"    <edge")?;
        for (name, iri) in [("id", edge.id), ("source", edge.source), ("target", edge.target)] {
            xml::attribute(out, name, iri)?;
        }
        out.write_all(b">\n")?;
        data(out, &self.edges, &edge.cells)?;
        out.write_all(b"    </edge>\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"  </graph>\n</graphml>\n")
    }
}

/// Declares attributes, and returns how a value of each begins.
fn keys(out: &mut impl Write, side: char, of: &str, attributes: &[Attribute]) -> io::Result<Vec<String>> {
    let mut openings = Vec::new();
    for attribute in attributes {
        let id = key_id(side, &attribute.name);
        key(out, &id, of, &attribute.name, attribute.kind)?;
        openings.push(opening(&id));
    }
    Ok(openings)
}

fn key(out: &mut impl Write, id: &str, of: &str, name: &str, kind: Kind) -> io::Result<()> {
    write!(out, "  <key id=\"{id}\" for=\"{of}\"")?;
    xml::attribute(out, "attr.name", name)?;
    let kind = match kind {
        Kind::Boolean => "boolean",
        Kind::Int => "int",
        Kind::Long => "long",
        Kind::Double => "double",
        Kind::Day | Kind::Text => "string",
    };
    writeln!(out, " attr.type=\"{kind}\"/>")
}

/// An id that no key of the other kind has; letters and digits only, as XML ids want.
fn key_id(side: char, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut id = format!("{side}_");
    for c in name.chars() {
        if plain(c) { id.push(c) } else { id.push_str(&format!("-{:x}", u32::from(c))) }
    }
    id
}

fn opening(id: &str) -> String {
    format!("      <data key=\"{id}\">")
}

fn data(out: &mut impl Write, openings: &[String], cells: &[Option<Cell<'_>>]) -> io::Result<()> {
    for (opening, cell) in openings.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        out.write_all(opening.as_bytes())?;
        match cell {
            Cell::Text(text) => xml::text(out, text)?,
            Cell::Boolean(_) | Cell::Integer(_) | Cell::Double(_) => write!(out, "{cell}")?,
        }
        out.write_all(b"</data>\n")?;
    }
    Ok(())
}

//! GEXF 1.3 (<https://gexf.net/>), a dynamic graph: an edge is there from a day on, so that Gephi's time line lets
//! the graph grow. News seldom says when something ends, so nothing does.
//!
//! The day is the first that the texts speak of, or else that of the first article. A node is there from the day of
//! its first edge. `kind` is the label, since Gephi keeps parallel edges apart by it. Every edge is directed, as
//! NetworkX refuses a mixture; `symmetric` tells which hold in both directions.

use std::io::{self, Write};

use super::attributes::{Attribute, Cell, Kind};
use super::{EdgeRow, GraphWriter, Head, NodeRow, xml};

pub(super) struct Gexf<W>(pub(super) W);

impl<W: Write> GraphWriter for Gexf<W> {
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()> {
        let out = &mut self.0;
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">
  <meta><creator>gureum</creator></meta>
  <graph mode=\"dynamic\" defaultedgetype=\"directed\" idtype=\"string\" timeformat=\"date\" timerepresentation=\"interval\">
",
        )?;
        declare(out, "node", &head.schema.nodes)?;
        declare(out, "edge", &head.schema.edges)?;
        writeln!(out, "    <nodes count=\"{}\">", head.nodes)
    }

    fn node(&mut self, head: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        let out = &mut self.0;
        out.write_all(b"      <node")?;
        xml::attribute(out, "id", node.id)?;
        xml::attribute(out, "label", node.label())?;
        if let Some(start) = node.start {
            xml::attribute(out, "start", start)?;
        }
        out.write_all(b">\n")?;
        values(out, &head.schema.nodes, &node.cells)?;
        let [r, g, b] = node.colour;
        writeln!(out, "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")?;
        writeln!(out, "        <viz:size value=\"{:?}\"/>", node.size)?;
        out.write_all(b"      </node>\n")
    }

    fn between(&mut self, head: &Head<'_>) -> io::Result<()> {
        write!(self.0, "    </nodes>\n    <edges count=\"{}\">\n", head.edges)
    }

    fn edge(&mut self, head: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        let out = &mut self.0;
        out.write_all(b"      <edge")?;
        for (name, iri) in [("id", edge.id), ("source", edge.source), ("target", edge.target)] {
            xml::attribute(out, name, iri)?;
        }
        xml::attribute(out, "label", edge.label())?;
        xml::attribute(out, "kind", edge.label())?;
        write!(out, " weight=\"{:?}\"", edge.edge.weight())?;
        if let Some(start) = edge.start {
            xml::attribute(out, "start", start)?;
        }
        out.write_all(b">\n")?;
        values(out, &head.schema.edges, &edge.cells)?;
        out.write_all(b"      </edge>\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.write_all(b"    </edges>\n  </graph>\n</gexf>\n")
    }
}

/// What has a place of its own in GEXF.
const OWN: [&str; 2] = ["label", "weight"];

/// An attribute's id is its number.
fn declare(out: &mut impl Write, of: &str, attributes: &[Attribute]) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{of}\" mode=\"static\">")?;
    for (id, attribute) in attributes.iter().enumerate() {
        if OWN.contains(&attribute.name.as_ref()) {
            continue;
        }
        write!(out, "      <attribute id=\"{id}\"")?;
        xml::attribute(out, "title", &attribute.name)?;
        let kind = match attribute.kind {
            Kind::Boolean => "boolean",
            Kind::Int => "integer",
            Kind::Long => "long",
            Kind::Double => "double",
            Kind::Day | Kind::Text => "string",
        };
        writeln!(out, " type=\"{kind}\"/>")?;
    }
    writeln!(out, "    </attributes>")
}

fn values(out: &mut impl Write, attributes: &[Attribute], cells: &[Option<Cell<'_>>]) -> io::Result<()> {
    out.write_all(b"        <attvalues>\n")?;
    for (id, (attribute, cell)) in attributes.iter().zip(cells).enumerate() {
        let Some(cell) = cell.as_ref().filter(|_| !OWN.contains(&attribute.name.as_ref())) else { continue };
        write!(out, "          <attvalue for=\"{id}\"")?;
        match cell {
            Cell::Text(text) => xml::attribute(out, "value", text)?,
            Cell::Boolean(_) | Cell::Integer(_) | Cell::Double(_) => write!(out, " value=\"{cell}\"")?,
        }
        out.write_all(b"/>\n")?;
    }
    out.write_all(b"        </attvalues>\n")
}

//! Elements as Cytoscape.js takes them (<https://js.cytoscape.org/#notation/elements-json>), and, in a file called
//! `.cyjs`, Cytoscape. `name` and `interaction` are what these two show by default.

use std::io::{self, Write};

use super::json::{Object, separator};
use super::{EdgeRow, GraphWriter, Head, NodeRow};

pub(super) struct Cytoscape<W>(pub(super) W);

impl<W: Write> GraphWriter for Cytoscape<W> {
    fn holds(_: char) -> bool {
        true
    }

    fn begin(&mut self, _: &Head<'_>) -> io::Result<()> {
        self.0.write_all(
            b"{\"format_version\":\"1.0\",\"generated_by\":\"gureum\",\"target_cytoscapejs_version\":\"~3\",
\"data\":{\"name\":\"gureum\"},\n\"elements\":{\"nodes\":[",
        )
    }

    fn node(&mut self, head: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        self.0.write_all(separator(node.first))?;
        self.0.write_all(b"{\"data\":")?;
        let mut data = Object::begin(&mut self.0)?;
        data.text("id", node.id)?;
        data.text("name", node.label())?;
        data.cells(&head.schema.nodes, &node.cells)?;
        data.look(node.colour, node.size)?;
        data.end()?;
        self.0.write_all(b"}")
    }

    fn between(&mut self, _: &Head<'_>) -> io::Result<()> {
        self.0.write_all(b"\n],\"edges\":[")
    }

    fn edge(&mut self, head: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        self.0.write_all(separator(edge.first))?;
        self.0.write_all(b"{\"data\":")?;
        let mut data = Object::begin(&mut self.0)?;
        for (name, iri) in [("id", edge.id), ("source", edge.source), ("target", edge.target)] {
            data.text(name, iri)?;
        }
        data.text("interaction", &edge.edge.property.name)?;
        data.cells(&head.schema.edges, &edge.cells)?;
        data.end()?;
        self.0.write_all(b"}")
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.write_all(b"\n]}}\n")
    }
}

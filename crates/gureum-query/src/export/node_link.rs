//! Nodes and links as D3's force layout takes them, and NetworkX: `node_link_graph(json, edges="links")`.

use std::io::{self, Write};

use super::json::{Object, separator};
use super::{EdgeRow, GraphWriter, Head, NodeRow};

pub(super) struct NodeLink<W>(pub(super) W);

impl<W: Write> GraphWriter for NodeLink<W> {
    fn holds(_: char) -> bool {
        true
    }

    fn begin(&mut self, _: &Head<'_>) -> io::Result<()> {
        self.0.write_all(
            b"{\"directed\":true,\"multigraph\":true,\"graph\":{\"name\":\"gureum\"},\n\"nodes\":[",
        )
    }

    fn node(&mut self, head: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        self.0.write_all(separator(node.first))?;
        let mut object = Object::begin(&mut self.0)?;
        object.text("id", node.id)?;
        object.cells(&head.schema.nodes, &node.cells)?;
        object.look(node.colour, node.size)?;
        object.end()
    }

    fn between(&mut self, _: &Head<'_>) -> io::Result<()> {
        self.0.write_all(b"\n],\n\"links\":[")
    }

    fn edge(&mut self, head: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        self.0.write_all(separator(edge.first))?;
        let mut object = Object::begin(&mut self.0)?;
        for (name, iri) in [("source", edge.source), ("target", edge.target), ("key", edge.id)] {
            object.text(name, iri)?;
        }
        object.cells(&head.schema.edges, &edge.cells)?;
        object.end()
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.write_all(b"\n]}\n")
    }
}

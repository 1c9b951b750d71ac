//! A list of nodes and a list of edges, with the columns by which spreadsheets, pandas, R and Gephi's import know
//! them: `id`, and `source` and `target`. Quotation is that of RFC 4180; lines end as those of other text files do.

use std::io::{self, Write};

use super::attributes::{Attribute, Cell};
use super::{EdgeRow, GraphWriter, Head, NodeRow};
use crate::csv::cell;

pub(super) struct Csv<W, V> {
    pub(super) nodes: W,
    pub(super) edges: V,
}

impl<W: Write, V: Write> GraphWriter for Csv<W, V> {
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()> {
        let names = |attributes: &[Attribute]| -> Vec<String> {
            attributes.iter().map(|attribute| attribute.name.to_string()).collect()
        };
        row(&mut self.nodes, ["id"], names(&head.schema.nodes), ["color", "size"])?;
        row(&mut self.edges, ["source", "target"], names(&head.schema.edges), [])
    }

    fn node(&mut self, _: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        let [r, g, b] = node.colour;
        let look = [format!("#{r:02x}{g:02x}{b:02x}"), format!("{:?}", node.size)];
        row(&mut self.nodes, [node.id], values(&node.cells), look.each_ref().map(String::as_str))
    }

    fn edge(&mut self, _: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        row(&mut self.edges, [edge.source, edge.target], values(&edge.cells), [])
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn values(cells: &[Option<Cell<'_>>]) -> impl Iterator<Item = String> {
    cells.iter().map(|cell| cell.as_ref().map_or_else(String::new, ToString::to_string))
}

/// A line: some cells, those of the attributes, some more.
pub(super) fn row<const B: usize, const A: usize>(
    out: &mut impl Write,
    before: [&str; B],
    values: impl IntoIterator<Item = String>,
    after: [&str; A],
) -> io::Result<()> {
    let before = before.into_iter().map(str::to_owned);
    let cells = before.chain(values).chain(after.into_iter().map(str::to_owned));
    for (at, text) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        out.write_all(cell(&text).as_bytes())?;
    }
    out.write_all(b"\n")
}

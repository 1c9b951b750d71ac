//! A [`Projection`] as a file for other tools.
//!
//! Each format is a file that implements `GraphWriter`: the head, every node, every edge, the end. To add one,
//! write it, and name it in [`GraphFormat`], or in [`TableFormat`] if it is a file of nodes and one of edges.
//! What nodes and edges have is in [`attributes`] for all of them. RDF is another matter: [`rdf`].
//!
//! The writers stream: memory stays that of the projection. Order is that of the projection, so
//! equal graphs give equal bytes.

pub mod attributes;
mod csv;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
mod json;
mod jsonld;
mod neo4j;
mod node_link;
pub(crate) mod palette;
pub mod rdf;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::projection::{Edge, Node, Projection};
use attributes::{Cell, EDGE_LABEL, NODE_LABEL, Schema};

/// A format with nodes and edges in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFormat {
    /// Graphviz.
    Dot,
    /// GraphML, as NetworkX, igraph, graphology, Gephi and others read it.
    GraphMl,
    /// GEXF 1.3, with the days from which edges are there, for Gephi's time line.
    Gexf,
    /// JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
    /// JSON of D3 and NetworkX: nodes and links.
    NodeLink,
}

impl GraphFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Dot, Self::GraphMl, Self::Gexf, Self::Cytoscape, Self::NodeLink];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cytoscape",
            Self::NodeLink => "node-link",
        }
    }

    /// The usual extension of file names, without dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cyjs",
            Self::NodeLink => "json",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Dot => "text/vnd.graphviz; charset=utf-8",
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            Self::Cytoscape | Self::NodeLink => "application/json",
        }
    }
}

/// A format with a file of nodes and a file of edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// The same with the headers that `neo4j-admin database import` wants.
    Neo4j,
}

impl TableFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Neo4j];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Neo4j => "neo4j",
        }
    }
}

impl fmt::Display for GraphFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for GraphFormat {
    type Err = UnknownGraphFormat;

    fn from_str(text: &str) -> Result<Self, UnknownGraphFormat> {
        let name = text.to_ascii_lowercase();
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownGraphFormat(text.to_owned()))
    }
}

/// A format name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no graph format: use {names}", names = GraphFormat::ALL.map(GraphFormat::name).join(", "))]
pub struct UnknownGraphFormat(String);

/// What was written, and what the format could not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Nodes.
    pub nodes: usize,
    /// Edges.
    pub edges: usize,
    /// Characters left out because the format has no place for them, by attribute.
    pub left_out: BTreeMap<String, usize>,
}

/// Writes the graph to `out`, which should be buffered; it is flushed at the end.
///
/// # Errors
/// Those of `out`. A closed pipe is `ErrorKind::BrokenPipe`.
pub fn write(projection: &Projection, format: GraphFormat, out: &mut impl Write) -> io::Result<Exported> {
    let exported = match format {
        GraphFormat::Dot => stream(projection, dot::Dot(&mut *out)),
        GraphFormat::GraphMl => stream(projection, graphml::GraphMl::new(&mut *out)),
        GraphFormat::Gexf => stream(projection, gexf::Gexf(&mut *out)),
        GraphFormat::Cytoscape => stream(projection, cytoscape::Cytoscape(&mut *out)),
        GraphFormat::NodeLink => stream(projection, node_link::NodeLink(&mut *out)),
    }?;
    out.flush()?;
    Ok(exported)
}

/// Writes the nodes to one file and the edges to another; both should be buffered, and are flushed at the end.
///
/// # Errors
/// Those of the files.
pub fn write_tables(
    projection: &Projection,
    format: TableFormat,
    nodes: &mut impl Write,
    edges: &mut impl Write,
) -> io::Result<Exported> {
    let exported = match format {
        TableFormat::Csv => stream(projection, csv::Csv { nodes: &mut *nodes, edges: &mut *edges }),
        TableFormat::Neo4j => stream(projection, neo4j::Neo4j { nodes: &mut *nodes, edges: &mut *edges }),
    }?;
    nodes.flush()?;
    edges.flush()?;
    Ok(exported)
}

/// A format. Its functions are called in the order in which they stand here.
trait GraphWriter {
    /// The characters of text that the format can hold; others are left out and counted before it sees them.
    fn holds(c: char) -> bool {
        is_xml(c)
    }

    /// The head: how many nodes and edges will come, and what they have.
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()>;

    /// Each node, by IRI.
    fn node(&mut self, head: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()>;

    /// What comes after the last node and before the first edge, whether there are any or not.
    fn between(&mut self, _: &Head<'_>) -> io::Result<()> {
        Ok(())
    }

    /// Each edge, by the IRIs of its ends.
    fn edge(&mut self, head: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()>;

    /// What comes last.
    fn end(&mut self) -> io::Result<()>;
}

/// What is known before the first node.
struct Head<'a> {
    nodes: usize,
    edges: usize,
    schema: &'a Schema,
}

/// A node to be written.
struct NodeRow<'a> {
    /// Whether it is the first.
    first: bool,
    /// Its IRI.
    id: &'a str,
    /// Its class.
    class: Option<&'a str>,
    /// What it has, in the order of the schema.
    cells: Vec<Option<Cell<'a>>>,
    /// Red, green, blue.
    colour: [u8; 3],
    /// Diameter, by the number of its edges, in units of Gephi.
    size: f64,
    /// The day from which its edges are there, ISO; none if that is not known of one of them.
    start: Option<&'a str>,
}

/// An edge to be written.
struct EdgeRow<'a> {
    /// Whether it is the first.
    first: bool,
    /// IRI of the fact.
    id: &'a str,
    /// IRI of the node that it leads from.
    source: &'a str,
    /// IRI of the node that it leads to.
    target: &'a str,
    /// The edge itself.
    edge: &'a Edge,
    /// What it has, in the order of the schema.
    cells: Vec<Option<Cell<'a>>>,
    /// The day from which it is there, ISO: the first that the texts speak of, or else that of the first article.
    start: Option<&'a str>,
}

impl NodeRow<'_> {
    fn label(&self) -> &str {
        text(&self.cells[NODE_LABEL])
    }
}

impl EdgeRow<'_> {
    fn label(&self) -> &str {
        text(&self.cells[EDGE_LABEL])
    }
}

fn text<'a>(cell: &'a Option<Cell<'_>>) -> &'a str {
    match cell {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

/// Leads a writer through the graph.
fn stream<W: GraphWriter>(projection: &Projection, mut writer: W) -> io::Result<Exported> {
    let graph = &projection.graph;
    let schema = Schema::of(projection);
    let head = Head { nodes: graph.node_count(), edges: graph.edge_count(), schema: &schema };
    let mut left_out = BTreeMap::new();
    writer.begin(&head)?;
    for index in graph.node_indices() {
        let node: &Node = &graph[index];
        let mut cells = schema.node(node);
        for (attribute, cell) in schema.nodes.iter().zip(&mut cells) {
            keep::<W>(cell, &attribute.name, &mut left_out);
        }
        let (degree, start) = of_edges(projection, index);
        let row = NodeRow {
            first: index.index() == 0,
            id: &held::<W>(&node.iri, "id", &mut left_out),
            class: node.class.as_deref(),
            cells,
            colour: palette::colour(node.class.as_deref()),
            size: (5.0 + 5.0 * (degree as f64).sqrt()).round(),
            start,
        };
        writer.node(&head, &row)?;
    }
    writer.between(&head)?;
    for edge in graph.edge_references() {
        let first = edge.id().index() == 0;
        let [source, target] = [edge.source(), edge.target()].map(|end| &graph[end].iri);
        let mut cells = schema.edge(edge.weight());
        for (attribute, cell) in schema.edges.iter().zip(&mut cells) {
            keep::<W>(cell, &attribute.name, &mut left_out);
        }
        // What ids lose was counted with the nodes.
        let ids = [&edge.weight().fact, source, target].map(|id| held::<W>(id, "id", &mut BTreeMap::new()));
        let [id, source, target] = ids.each_ref().map(AsRef::as_ref);
        let edge = edge.weight();
        writer.edge(&head, &EdgeRow { first, id, source, target, edge, cells, start: start(edge) })?;
    }
    writer.end()?;
    Ok(Exported { nodes: head.nodes, edges: head.edges, left_out })
}

/// How many edges a node has, and from which day on all of them are there.
fn of_edges(projection: &Projection, node: NodeIndex) -> (usize, Option<&str>) {
    let graph = &projection.graph;
    let edges = [Outgoing, Incoming].into_iter().flat_map(|side| graph.edges_directed(node, side));
    let mut degree = 0;
    let mut first: Option<Option<&str>> = None;
    for edge in edges {
        degree += 1;
        let start = start(edge.weight());
        // An edge without a day is always there; `None` comes before every day.
        first = Some(first.map_or(start, |first| first.min(start)));
    }
    (degree, first.flatten())
}

fn start(edge: &Edge) -> Option<&str> {
    edge.from.as_deref().or(edge.first_said.as_deref())
}

/// Takes from a cell what the format cannot hold.
fn keep<W: GraphWriter>(
    cell: &mut Option<Cell<'_>>,
    attribute: &str,
    left_out: &mut BTreeMap<String, usize>,
) {
    if let Some(Cell::Text(text)) = cell
        && let Cow::Owned(kept) = held::<W>(text, attribute, left_out)
    {
        *text = kept.into();
    }
}

/// `text` without what the format cannot hold, which is counted.
fn held<'t, W: GraphWriter>(
    text: &'t str,
    attribute: &str,
    left_out: &mut BTreeMap<String, usize>,
) -> Cow<'t, str> {
    // Control characters and U+FFFE, the only ones in question, are bytes below 0x20 or begin with 0xEF.
    if text.bytes().all(|byte| byte >= b' ' && byte != 0xef) {
        return text.into();
    }
    let lost = text.chars().filter(|c| !W::holds(*c)).count();
    if lost == 0 {
        return text.into();
    }
    *left_out.entry(attribute.to_owned()).or_default() += lost;
    text.chars().filter(|c| W::holds(*c)).collect::<String>().into()
}

/// `Char` of XML 1.0: all but NUL, most other control characters, and two that are none. No text format for
/// graphs holds more, but for JSON.
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

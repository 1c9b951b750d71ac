//! GraphML (<http://graphml.graphdrawing.org/>), kept to what every loader accepts.
//!
//! Keys stand before the graph, each with an id that is unique over nodes and edges, `for` node or
//! edge, and one of GraphML's own types; all nodes come before the edges; parallel edges and loops
//! stay. An edge has its fact's IRI as `id` and again as `eid`, since igraph forgets the `id`.
//! Colours are `r`, `g`, `b` as Gephi reads them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::attributes::{self, Kind};
use super::{Exported, palette};
use crate::projection::Projection;

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const COLOURS: [&str; 3] = ["r", "g", "b"];

pub(super) fn write(projection: &Projection, out: &mut impl Write) -> io::Result<Exported> {
    let graph = &projection.graph;
    let mut exported =
        Exported { nodes: graph.node_count(), edges: graph.edge_count(), ..Exported::default() };
    let literal_keys = attributes::literal_keys(projection);
    let literal_ids: BTreeMap<&str, String> =
        literal_keys.keys().map(|name| (name.as_str(), key_id("v", name))).collect();

    let mut xml = Xml(Writer::new_with_indent(out, b' ', 2));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.start("graphml", &[("xmlns", NAMESPACE)])?;
    for (name, kind) in attributes::NODE {
        xml.key("node", &key_id("v", name), name, kind)?;
    }
    for (name, kind) in &literal_keys {
        xml.key("node", &literal_ids[name.as_str()], name, *kind)?;
    }
    for name in COLOURS {
        xml.key("node", &key_id("v", name), name, Kind::Int)?;
    }
    for (name, kind) in attributes::EDGE {
        xml.key("edge", &key_id("e", name), name, kind)?;
    }
    xml.start("graph", &[("id", "gureum"), ("edgedefault", "directed")])?;
    for node in graph.node_weights() {
        let iri = exported.keep("id", &node.iri).into_owned();
        xml.start("node", &[("id", &iri)])?;
        xml.data("v_label", &exported.keep("label", &node.label))?;
        if let Some(class) = &node.class {
            xml.data("v_type", class)?;
        }
        for (name, value) in attributes::literals(node, &literal_keys) {
            xml.data(&literal_ids[name.as_str()], &exported.keep(&name, &value))?;
        }
        for (name, part) in COLOURS.iter().zip(palette::colour(node.class.as_deref())) {
            xml.data(&key_id("v", name), &part.to_string())?;
        }
        xml.end("node")?;
    }
    for edge in graph.edge_references() {
        let [source, target] = [edge.source(), edge.target()]
            .map(|end| graph[end].iri.chars().filter(|c| super::is_xml(*c)).collect::<String>());
        let id = edge.weight().fact.as_str();
        xml.start("edge", &[("id", id), ("source", &source), ("target", &target)])?;
        for (name, value) in attributes::edge(edge.weight()) {
            if let Some(value) = value {
                xml.data(&key_id("e", name), &exported.keep(name, &value))?;
            }
        }
        xml.end("edge")?;
    }
    xml.end("graph")?;
    xml.end("graphml")?;
    writeln!(xml.0.get_mut())?;
    Ok(exported)
}

/// An id that no key of the other kind has; letters and digits only, as XML ids want.
fn key_id(side: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut id = format!("{side}_");
    for c in name.chars() {
        if plain(c) { id.push(c) } else { id.push_str(&format!("-{:x}", u32::from(c))) }
    }
    id
}

struct Xml<W>(Writer<W>);

impl<W: Write> Xml<W> {
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.0.write_event(event)
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let tag = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.event(Event::Start(tag))
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn key(&mut self, side: &str, id: &str, name: &str, kind: Kind) -> io::Result<()> {
        let attributes = [("id", id), ("for", side), ("attr.name", name), ("attr.type", kind.name())];
        self.event(Event::Empty(BytesStart::new("key").with_attributes(attributes)))
    }

    fn data(&mut self, key: &str, text: &str) -> io::Result<()> {
        let tag = BytesStart::new("data").with_attributes([("key", key)]);
        self.event(Event::Start(tag))?;
        self.event(Event::Text(BytesText::new(text)))?;
        self.end("data")
    }
}

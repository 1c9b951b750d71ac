//! Graphviz DOT. Every id and value is quoted; labels are UTF-8, in a font that has Hangul.
//!
//! In a quoted string DOT itself knows only `\"`; labels and tooltips then read further escapes
//! (`\n`, `\N`) and HTML entities, so backslashes and what looks like an entity are escaped as well
//! (<https://graphviz.org/docs/attr-types/escString/>).

use std::io::{self, Write};

use gureum_model::Modality;
use petgraph::visit::EdgeRef;

use super::attributes::{self, Kind};
use super::{Exported, palette};
use crate::projection::{Edge, Projection};

/// From so many nodes on, `dot`'s layers are unreadable and slow; the header advises `sfdp`.
/// A rule of thumb, not measured.
const LARGE: usize = 150;

pub(super) fn write(projection: &Projection, out: &mut impl Write) -> io::Result<Exported> {
    let graph = &projection.graph;
    let mut exported =
        Exported { nodes: graph.node_count(), edges: graph.edge_count(), ..Exported::default() };
    let keys = attributes::literal_keys(projection);
    let engine = if graph.node_count() < LARGE { "dot" } else { "sfdp" };
    writeln!(
        out,
        "// {} nodes, {} edges. Draw with: {engine} -Tsvg graph.dot -o graph.svg",
        exported.nodes, exported.edges
    )?;
    writeln!(out, "digraph gureum {{")?;
    writeln!(
        out,
        "  graph [charset=\"UTF-8\", rankdir=\"LR\", overlap=\"prism\", splines=\"true\", fontname=\"{FONT}\"];"
    )?;
    writeln!(
        out,
        "  node [shape=\"box\", style=\"rounded,filled\", color=\"#555555\", fontname=\"{FONT}\", fontsize=\"12\"];"
    )?;
    writeln!(out, "  edge [color=\"#777777\", fontcolor=\"#444444\", fontname=\"{FONT}\", fontsize=\"9\"];")?;
    for node in graph.node_weights() {
        let [r, g, b] = palette::colour(node.class.as_deref());
        let class = node.class.as_deref().unwrap_or_default();
        let mut list = Attributes::default();
        let label = exported.keep("label", &node.label).into_owned();
        let literals = attributes::literals(node, &keys);
        let mut tooltip = vec![node.iri.clone()];
        list.push("label", &label);
        list.push("type", class);
        for (name, value) in &literals {
            let value = exported.keep(name, value);
            list.push(name, &value);
            tooltip.push(format!("{name}: {value}"));
        }
        list.push("fillcolor", &format!("#{r:02x}{g:02x}{b:02x}"));
        list.push("tooltip", &tooltip.join("\n"));
        list.push("URL", &node.iri);
        writeln!(out, "  {} [{}];", quoted(&exported.keep("id", &node.iri)), list.0)?;
    }
    for edge in graph.edge_references() {
        let ends = [edge.source(), edge.target()].map(|end| quoted(&graph[end].iri));
        let mut list = Attributes::default();
        for ((name, value), (_, kind)) in attributes::edge(edge.weight()).into_iter().zip(attributes::EDGE) {
            match value {
                // Graphviz wants whole-number weights of its own; `articles` says the same.
                Some(_) if name == "weight" => {}
                Some(value) if kind == Kind::Text => list.push(name, &exported.keep(name, &value)),
                Some(value) => list.push(name, &value),
                None => {}
            }
        }
        list.push("tooltip", &edge_tooltip(edge.weight()));
        for (name, value) in look(edge.weight()) {
            list.push(name, &value);
        }
        writeln!(out, "  {} -> {} [{}];", ends[0], ends[1], list.0)?;
    }
    writeln!(out, "}}")?;
    Ok(exported)
}

/// Debian: fonts-noto-cjk.
const FONT: &str = "Noto Sans CJK KR";

#[derive(Default)]
struct Attributes(String);

impl Attributes {
    fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push_str(", ");
        }
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if plain && !name.starts_with(|c: char| c.is_ascii_digit()) {
            self.0.push_str(name);
        } else {
            self.0.push_str(&quoted(name));
        }
        self.0.push('=');
        self.0.push_str(&quoted(value));
    }
}

fn edge_tooltip(edge: &Edge) -> String {
    let plural = if edge.articles == 1 { "" } else { "s" };
    let mut tooltip = format!("{}: {} article{plural}", edge.property.name, edge.articles);
    match (&edge.first_said, &edge.last_said) {
        (Some(first), Some(last)) if first != last => tooltip.push_str(&format!(", {first} to {last}")),
        (Some(day), _) | (_, Some(day)) => tooltip.push_str(&format!(", {day}")),
        (None, None) => {}
    }
    if edge.modality != Modality::Asserted {
        tooltip.push_str(&format!(" ({})", edge.modality));
    }
    tooltip
}

/// More articles make a thicker line; what is not asserted is not solid.
fn look(edge: &Edge) -> Vec<(&'static str, String)> {
    let mut look = Vec::new();
    if edge.symmetric {
        look.push(("dir", "none".to_owned()));
    }
    if edge.articles > 1 {
        let doublings = edge.articles.ilog2().min(4);
        look.push(("penwidth", format!("{}", doublings + 1)));
    }
    match edge.modality {
        Modality::Asserted => {}
        Modality::Planned => look.push(("style", "dashed".to_owned())),
        Modality::Speculated => look.push(("style", "dotted".to_owned())),
        Modality::Negated => {
            look.push(("color", "#c0392b".to_owned()));
            look.push(("arrowhead", "tee".to_owned()));
        }
    }
    look
}

/// A quoted string. Ids go the same way as labels: ours hold no backslash, and one that did would
/// still be told apart from every other.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' | '\t' => quoted.push(' '),
            '&' if is_entity(&text[at..]) => quoted.push_str("&amp;"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether Graphviz would read `text` as beginning with `&name;` or `&#38;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].split_once(';').map_or("", |(name, _)| name);
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 10 && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

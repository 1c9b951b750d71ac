//! Graphviz DOT. Every id and value is quoted; labels are UTF-8, in a font that has Hangul.
//!
//! In a quoted string DOT itself knows only `\"`; labels and tooltips then read further escapes
//! (`\n`, `\N`) and HTML entities, so backslashes and what looks like an entity are escaped as well
//! (<https://graphviz.org/docs/attr-types/escString/>).

use std::io::{self, Write};

use gureum_model::Modality;

use super::{EdgeRow, GraphWriter, Head, NodeRow};
use crate::projection::Edge;

/// From so many nodes on, `dot`'s layers are unreadable and slow; the header advises `sfdp`.
/// A rule of thumb, not measured.
const LARGE: usize = 150;

pub(super) struct Dot<W>(pub(super) W);

impl<W: Write> GraphWriter for Dot<W> {
    fn begin(&mut self, head: &Head<'_>) -> io::Result<()> {
        let engine = if head.nodes < LARGE { "dot" } else { "sfdp" };
        write!(
            self.0,
            "// {} nodes, {} edges. Draw with: {engine} -Tsvg graph.dot -o graph.svg
digraph gureum {{
  graph [charset=\"UTF-8\", rankdir=\"LR\", overlap=\"prism\", splines=\"true\", fontname=\"{FONT}\"];
  node [shape=\"box\", style=\"rounded,filled\", color=\"#555555\", fontname=\"{FONT}\", fontsize=\"12\"];
  edge [color=\"#777777\", fontcolor=\"#444444\", fontname=\"{FONT}\", fontsize=\"9\"];
",
            head.nodes, head.edges
        )
    }

    fn node(&mut self, head: &Head<'_>, node: &NodeRow<'_>) -> io::Result<()> {
        let mut list = Attributes::default();
        let mut tooltip = node.id.to_owned();
        for (attribute, cell) in head.schema.nodes.iter().zip(&node.cells) {
            let Some(value) = cell.as_ref().map(ToString::to_string) else { continue };
            list.push(&attribute.name, &value);
            if !["label", "type"].contains(&attribute.name.as_ref()) {
                tooltip.push_str(&format!("\n{}: {value}", attribute.name));
            }
        }
        let [r, g, b] = node.colour;
        list.push("fillcolor", &format!("#{r:02x}{g:02x}{b:02x}"));
        list.push("tooltip", &tooltip);
        list.push("URL", node.id);
        writeln!(self.0, "  {} [{}];", quoted(node.id), list.0)
    }

    fn edge(&mut self, head: &Head<'_>, edge: &EdgeRow<'_>) -> io::Result<()> {
        let mut list = Attributes::default();
        for (attribute, cell) in head.schema.edges.iter().zip(&edge.cells) {
            // Graphviz wants whole-number weights of its own; `articles` says the same.
            if attribute.name != "weight"
                && let Some(cell) = cell
            {
                list.push(&attribute.name, &cell.to_string());
            }
        }
        list.push("tooltip", &edge_tooltip(edge.edge));
        for (name, value) in look(edge.edge) {
            list.push(name, &value);
        }
        writeln!(self.0, "  {} -> {} [{}];", quoted(edge.source), quoted(edge.target), list.0)
    }

    fn end(&mut self) -> io::Result<()> {
        writeln!(self.0, "}}")
    }
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

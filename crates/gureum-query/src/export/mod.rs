//! A [`Projection`] as a file for other tools.
//!
//! The writers stream: memory stays that of the projection. Order is that of the projection, so
//! equal graphs give equal bytes.

pub mod attributes;
mod dot;
mod graphml;
pub(crate) mod palette;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::projection::Projection;

/// A file format for graphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFormat {
    /// Graphviz.
    Dot,
    /// GraphML, as NetworkX, igraph, graphology, Gephi and others read it.
    GraphMl,
}

impl GraphFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Dot, Self::GraphMl];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
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
#[error("'{0}' is no graph format: use dot or graphml")]
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
        GraphFormat::Dot => dot::write(projection, out)?,
        GraphFormat::GraphMl => graphml::write(projection, out)?,
    };
    out.flush()?;
    Ok(exported)
}

impl Exported {
    /// `text` without the characters that no text format for graphs can hold: those outside XML
    /// 1.0, which are NUL and most other control characters. They are counted.
    fn keep<'t>(&mut self, attribute: &str, text: &'t str) -> std::borrow::Cow<'t, str> {
        let lost = text.chars().filter(|c| !is_xml(*c)).count();
        if lost == 0 {
            return text.into();
        }
        *self.left_out.entry(attribute.to_owned()).or_default() += lost;
        text.chars().filter(|c| is_xml(*c)).collect::<String>().into()
    }
}

/// `Char` of XML 1.0.
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

//! Reading RDF in any of its usual formats.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use oxigraph::io::{RdfFormat as Format, RdfParseError, RdfParser};
use oxrdf::{BlankNode, GraphName, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::segment::hex;

/// A format RDF is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdfFormat {
    /// N-Quads.
    NQuads,
    /// N-Triples.
    NTriples,
    /// Turtle.
    Turtle,
    /// TriG.
    TriG,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD 1.0; contexts elsewhere are not fetched.
    JsonLd,
}

impl RdfFormat {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::NQuads, Self::NTriples, Self::Turtle, Self::TriG, Self::RdfXml, Self::JsonLd];

    /// The format of a file name's extension, without its dot, in any case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "jsonld" => Some(Self::JsonLd),
            lower => Format::from_extension(lower).and_then(Self::known),
        }
    }

    /// The format of a media type, its parameters left aside.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Format::from_media_type(media_type).and_then(Self::known)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NQuads => "N-Quads",
            Self::NTriples => "N-Triples",
            Self::Turtle => "Turtle",
            Self::TriG => "TriG",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
        }
    }

    /// The usual extension of file names, without dot.
    pub fn extension(self) -> &'static str {
        self.format().file_extension()
    }

    fn known(format: Format) -> Option<Self> {
        match format {
            Format::NQuads => Some(Self::NQuads),
            Format::NTriples => Some(Self::NTriples),
            Format::Turtle => Some(Self::Turtle),
            Format::TriG => Some(Self::TriG),
            Format::RdfXml => Some(Self::RdfXml),
            Format::JsonLd { .. } => Some(Self::JsonLd),
            _ => None,
        }
    }

    pub(crate) fn format(self) -> Format {
        match self {
            Self::NQuads => Format::NQuads,
            Self::NTriples => Format::NTriples,
            Self::Turtle => Format::Turtle,
            Self::TriG => Format::TriG,
            Self::RdfXml => Format::RdfXml,
            Self::JsonLd => Format::JsonLd { profile: Default::default() },
        }
    }
}

/// How much of a file names its blank nodes.
const NAMING: u64 = 64 * 1024;

/// The quads of `reader`, one after another.
///
/// Blank nodes are named by the beginning of the file and the order of their appearance, so that a
/// file gives the same names every time and two files rarely share any; names of this form stay,
/// so that a dump comes back as it was.
pub(crate) fn read<R: Read>(
    mut reader: R,
    format: RdfFormat,
    base: Option<&str>,
) -> Result<impl Iterator<Item = Result<Quad, StoreError>> + use<R>, StoreError> {
    let mut beginning = Vec::new();
    let wrong = move |error: RdfParseError| syntax(format, &error);
    (&mut reader).take(NAMING).read_to_end(&mut beginning).map_err(|error| wrong(error.into()))?;
    let mut names = Names { prefix: hex(&Sha256::digest(&beginning)[..6]), known: BTreeMap::new() };
    let mut parser = RdfParser::from_format(format.format());
    if let Some(base) = base {
        parser = parser
            .with_base_iri(base)
            .map_err(|error| StoreError::Unusable(format!("base <{base}> is no IRI: {error}")))?;
    }
    Ok(parser
        .for_reader(Cursor::new(beginning).chain(reader))
        .map(move |quad| quad.map(|quad| names.quad(quad)).map_err(wrong)))
}

struct Names {
    prefix: String,
    known: BTreeMap<String, BlankNode>,
}

impl Names {
    fn quad(&mut self, mut quad: Quad) -> Quad {
        if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
            *node = self.node(node);
        }
        if let Term::BlankNode(node) = &mut quad.object {
            *node = self.node(node);
        }
        if let GraphName::BlankNode(node) = &mut quad.graph_name {
            *node = self.node(node);
        }
        quad
    }

    fn node(&mut self, node: &BlankNode) -> BlankNode {
        if is_named(node.as_str()) {
            return node.clone();
        }
        let next = self.known.len();
        self.known
            .entry(node.as_str().to_owned())
            .or_insert_with(|| BlankNode::new_unchecked(format!("g{}n{next}", self.prefix)))
            .clone()
    }
}

/// `g`, twelve hexadecimal digits, `n`, a number.
fn is_named(label: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    label.strip_prefix('g').and_then(|rest| rest.split_once('n')).is_some_and(|(prefix, number)| {
        prefix.len() == 12
            && prefix.bytes().all(hex)
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

pub(crate) fn syntax(format: RdfFormat, error: &RdfParseError) -> StoreError {
    let (line, column) = match error {
        RdfParseError::Syntax(error) => match error.location() {
            Some(place) => (Some(place.start.line + 1), Some(place.start.column + 1)),
            None => (None, None),
        },
        RdfParseError::Io(_) => (None, None),
    };
    StoreError::Syntax { format: format.name(), line, column, message: error.to_string() }
}

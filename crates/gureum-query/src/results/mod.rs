//! Answers to queries, written out: as a table for people, in the W3C result formats for
//! programs, and as RDF where the query makes a graph.
//!
//! Everything is streamed: rows are written as the store finds them (see [`table`] for the one
//! small exception). Running the query is the store's work.

pub(crate) mod rdf;
pub mod table;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use gureum_store::{Answer, QueryError};
use oxrdf::{Term, Triple, Variable};
use oxrdfio::{JsonLdProfileSet, RdfFormat};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

pub use table::TableOptions;

/// A way to write an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for reading; any answer.
    Table,
    /// SPARQL 1.1 CSV: values only; SELECT and ASK.
    Csv,
    /// SPARQL 1.1 TSV: terms in Turtle's notation; SELECT and ASK.
    Tsv,
    /// SPARQL 1.1 JSON; SELECT and ASK.
    Json,
    /// SPARQL XML; SELECT and ASK.
    Xml,
    /// Turtle; CONSTRUCT and DESCRIBE.
    Turtle,
    /// N-Triples; CONSTRUCT and DESCRIBE.
    NTriples,
    /// N-Quads; CONSTRUCT and DESCRIBE, without a graph's name.
    NQuads,
    /// TriG; CONSTRUCT and DESCRIBE, without a graph's name.
    TriG,
    /// RDF/XML; CONSTRUCT and DESCRIBE.
    RdfXml,
    /// JSON-LD; CONSTRUCT and DESCRIBE.
    JsonLd,
}

impl Format {
    /// Every format, the table first.
    pub const ALL: [Self; 11] = [
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Xml,
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::TriG,
        Self::RdfXml,
        Self::JsonLd,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::TriG => "trig",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
        }
    }

    /// All names, for a sentence.
    fn list() -> String {
        let names = Self::ALL.map(Self::name);
        names.join(", ")
    }

    fn of_solutions(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Table
            | Self::Turtle
            | Self::NTriples
            | Self::NQuads
            | Self::TriG
            | Self::RdfXml
            | Self::JsonLd => None,
        }
    }

    /// As RDF, where it can hold triples.
    fn of_triples(self) -> Option<RdfFormat> {
        match self {
            Self::NTriples => Some(RdfFormat::NTriples),
            Self::NQuads => Some(RdfFormat::NQuads),
            Self::TriG => Some(RdfFormat::TriG),
            Self::RdfXml => Some(RdfFormat::RdfXml),
            Self::Turtle => Some(RdfFormat::Turtle),
            Self::JsonLd => Some(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
            Self::Table | Self::Csv | Self::Tsv | Self::Json | Self::Xml => None,
        }
    }

    fn for_rows(self) -> Result<QueryResultsFormat, WriteError> {
        self.of_solutions().ok_or(WriteError::Mismatch {
            query: "SELECT",
            gives: "rows",
            format: self,
            instead: "table, csv, tsv, json or xml",
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text.to_ascii_lowercase().as_str() {
            "ttl" => Ok(Self::Turtle),
            "nt" | "n-triples" => Ok(Self::NTriples),
            "nq" | "n-quads" => Ok(Self::NQuads),
            "rdf" | "rdf/xml" => Ok(Self::RdfXml),
            "json-ld" => Ok(Self::JsonLd),
            name => {
                let found = Self::ALL.into_iter().find(|format| format.name() == name);
                found.ok_or_else(|| UnknownFormat(text.to_owned()))
            }
        }
    }
}

/// A format name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no result format: use {names}", names = Format::list())]
pub struct UnknownFormat(String);

/// Why an answer could not be written, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The format cannot hold this kind of answer; nothing was written.
    #[error("{query} gives {gives}, which {format} cannot hold: use --format {instead}")]
    Mismatch {
        /// Kind of query, as in SPARQL.
        query: &'static str,
        /// What it gives.
        gives: &'static str,
        /// The format asked for.
        format: Format,
        /// Formats that fit.
        instead: &'static str,
    },
    /// The query failed while it was running; rows before it may have been written.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The output could not be written. A closed pipe is `ErrorKind::BrokenPipe`.
    #[error("the result could not be written: {0}")]
    Output(#[from] io::Error),
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// So many rows of a SELECT.
    Rows(usize),
    /// So many triples of a CONSTRUCT or DESCRIBE.
    Triples(usize),
    /// The answer of an ASK.
    Boolean(bool),
}

/// Writes `answer` to `out`, which should be buffered; it is flushed at the end.
///
/// # Errors
/// [`WriteError::Mismatch`] before anything is written, the others possibly after some rows.
pub fn write(
    answer: Answer<'_>,
    format: Format,
    options: &TableOptions,
    out: &mut impl Write,
) -> Result<Written, WriteError> {
    let written = match answer {
        Answer::Solutions(solutions) => {
            let variables: Vec<String> = solutions.variables().to_vec();
            if format == Format::Table {
                Written::Rows(table::solutions(&variables, solutions, options, out)?)
            } else {
                Written::Rows(rows(&variables, solutions, format.for_rows()?, out)?)
            }
        }
        Answer::Boolean(value) => {
            if format == Format::Table {
                writeln!(out, "{value}")?;
            } else {
                let format = format.of_solutions().ok_or(WriteError::Mismatch {
                    query: "ASK",
                    gives: "true or false",
                    format,
                    instead: "table, csv, tsv, json or xml",
                })?;
                QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut *out, value)?;
                writeln!(out)?;
            }
            Written::Boolean(value)
        }
        Answer::Graph(triples) => Written::Triples(if format == Format::Table {
            table::triples(triples, options, out)?
        } else {
            graph(triples, format, out)?
        }),
    };
    out.flush()?;
    Ok(written)
}

/// Writes rows that are already there, under the names of their columns. The formats are those of a SELECT.
///
/// # Errors
/// As [`write()`].
pub fn write_rows(
    columns: &[String],
    answer: impl IntoIterator<Item = Vec<Option<Term>>>,
    format: Format,
    options: &TableOptions,
    out: &mut impl Write,
) -> Result<Written, WriteError> {
    let answer = answer.into_iter().map(Ok);
    let written = if format == Format::Table {
        table::solutions(columns, answer, options, out)?
    } else {
        rows(columns, answer, format.for_rows()?, out)?
    };
    out.flush()?;
    Ok(Written::Rows(written))
}

/// Writes triples as RDF, and returns their number.
///
/// # Errors
/// [`WriteError::Mismatch`] before anything is written, the others possibly after some triples.
pub fn graph(
    triples: impl Iterator<Item = Result<Triple, QueryError>>,
    format: Format,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    match format.of_triples() {
        Some(RdfFormat::Turtle) => rdf::turtle(triples, out),
        Some(rdf) => rdf::plain(triples, rdf, out),
        None => Err(WriteError::Mismatch {
            query: "CONSTRUCT or DESCRIBE",
            gives: "triples",
            format,
            instead: "turtle, ntriples, nquads, trig, rdfxml, jsonld or table",
        }),
    }
}

fn rows(
    variables: &[String],
    solutions: impl Iterator<Item = Result<Vec<Option<Term>>, QueryError>>,
    format: QueryResultsFormat,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let names: Vec<Variable> = variables.iter().map(Variable::new_unchecked).collect();
    let mut writer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(&mut *out, names.clone())?;
    let mut count = 0;
    for row in solutions {
        let row = row?;
        let bound = names.iter().zip(&row).filter_map(|(name, term)| Some((name, term.as_ref()?)));
        writer.serialize(bound)?;
        count += 1;
    }
    writer.finish()?;
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        writeln!(out)?; // so that the shell's prompt begins on its own line
    }
    Ok(count)
}

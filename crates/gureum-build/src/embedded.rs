//! The files of the repository that are built into the program: the five seed articles, the ontology
//! and its shapes. Rules and lexicon are built into `gureum-extract`. Beside them, which program this is.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The seed articles as (path, text).
pub(crate) fn articles() -> &'static [(&'static str, &'static str)] {
    ARTICLES
}

/// The ontology's modules as (path, Turtle).
pub(crate) fn ontology() -> &'static [(&'static str, &'static str)] {
    ONTOLOGY
}

/// The SHACL shapes as (path, Turtle).
pub(crate) fn shapes() -> &'static [(&'static str, &'static str)] {
    SHAPES
}

/// The program's version, and a hash of the sources that a graph depends on: a changed rule engine is
/// another program, whatever its version says.
pub(crate) fn program() -> String {
    format!("{}+{SOURCES}", env!("CARGO_PKG_VERSION"))
}

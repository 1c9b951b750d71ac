//! The files of the repository that are built into the program: the five seed articles and the
//! ontology. Rules and lexicon are built into `gureum-extract`.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The seed articles as (path, text).
pub(crate) fn articles() -> &'static [(&'static str, &'static str)] {
    ARTICLES
}

/// The ontology's modules as (path, Turtle).
pub(crate) fn ontology() -> &'static [(&'static str, &'static str)] {
    ONTOLOGY
}

//! The ontology as a graph, from the Turtle files that are built into the program.

use gureum_model::ContentHash;
use gureum_store::{GraphFilter, RdfFormat, StoreError, Writer};
use oxrdf::Quad;

use crate::embedded;

/// Its triples. The store's reader names their blank nodes, the same way every time.
pub(crate) fn graph() -> Result<Vec<Quad>, StoreError> {
    let mut reading = Writer::in_memory();
    for (_, turtle) in embedded::ontology() {
        reading.load(turtle.as_bytes(), RdfFormat::Turtle, None)?;
    }
    let (read, _) = reading.into_store()?;
    Ok(read.matching(None, None, None, &GraphFilter::Default).collect())
}

/// Hash of all modules, one after another.
pub(crate) fn hash() -> ContentHash {
    let text: String = embedded::ontology().iter().map(|(_, turtle)| *turtle).collect();
    ContentHash::of(text.as_bytes())
}

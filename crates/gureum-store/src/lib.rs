//! The durable graph of gureum, and the only crate that names Oxigraph.
//!
//! Start with [`Store`] to ask and [`Writer`] to change. A store is a folder of checksummed
//! segments (`segment`) listed by one small file (`manifest`); opening it merges the segments into
//! sorted arrays in memory (`graph`), on which Oxigraph's SPARQL evaluator runs (`query`). What
//! the default graph holds is derived from the articles' graphs (`derive`), with how far to believe it, and by the ontology's axioms (`infer`).
//! A commit of articles only adds a segment; the first who opens the store after it derives for all (`whole`).
//! Whether a graph is as the ontology wants it, [`Shapes`] tell. A graph on another server is an [`Endpoint`].
//!
//! This crate knows nothing about Korean, articles' markup, rules or result tables.

mod derive;
mod disk;
mod endpoint;
mod error;
#[cfg(feature = "federation")]
mod federation;
mod folder;
mod graph;
mod guard;
mod infer;
mod load;
mod manifest;
mod merge;
mod posts;
mod properties;
mod query;
mod scratch;
mod segment;
mod shacl;
mod shapes;
mod store;
mod terms;
mod texts;
mod tick;
mod validate;
mod values;
mod view;
mod whole;
mod writer;

pub use endpoint::Endpoint;
pub use error::{QueryError, StoreError};
#[cfg(feature = "federation")]
pub use federation::Services;
pub use load::RdfFormat;
pub use posts::Posts;
pub use properties::declare_properties;
pub use query::{Answer, Cancellation, Dataset, QueryOptions, RowLimit, Solutions, Triples};
pub use scratch::Scratch;
pub use shapes::{FileProblem, Ontology, Shapes, TurtleFile};
pub use store::{GraphFilter, Store};
pub use validate::{Validation, Violation};
pub use writer::{ArticleGraph, Origins, Summary, Writer};

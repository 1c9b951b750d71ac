//! What is known before reading: the registry of entities and the word sets.

mod checks;
mod registry;
mod words;

pub use registry::{Known, Name, Registry, key};
pub use words::{SetId, WordSets};

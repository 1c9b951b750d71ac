//! The nouns every part of gureum shares: what an article, an entity, a fact and its evidence are,
//! which IRIs they get, and how they are written as JSON lines and as RDF quads.
//!
//! This crate knows nothing about files, Korean, or any store. Start with [`Extraction`]: it is
//! what the extractor returns and what the store takes in.

mod article;
mod claim;
mod date;
mod diagnostic;
mod entity;
pub mod iri;
pub mod json;
pub mod own;
pub mod quads;
mod span;
mod validity;
pub mod vocabulary;

pub use article::{Article, ContentHash, Extraction};
pub use claim::{Claim, Decimal, Evidence, Literal, Modality, Object, Qualifiers};
pub use date::{CalendarDate, DateError, PartialDate};
pub use diagnostic::{Diagnostic, Severity};
pub use entity::{Entity, EntityIndex, Namesake};
pub use span::Span;
pub use validity::{Clocks, SPEAKS_FOR, Validity};
pub use vocabulary::{Class, Property, Range};

//! The way from articles to a graph.
//!
//! In reading order: [`input`] finds articles in files, folders and streams, [`read`] extracts their
//! facts on all cores and hands them over in order, [`graphs`] makes quads of them, [`build`] a store, [`change`] adds to
//! it and takes away, [`curation`] corrects by hand what is read wrongly, [`links`] keeps links into other data sets,
//! [`manifest`] tells what it was made of, [`verify`] makes it again and compares, [`eval`] measures extraction against gold,
//! [`ontology`] reads the ontology and its shapes, and [`seeds`] loads the rules and the lexicon, from a folder or as built in.
//!
//! This crate knows files and threads. It knows nothing about Korean (that is `gureum-extract`), about
//! how quads are kept (`gureum-store`), or about the terminal.

pub mod build;
pub mod change;
pub mod curation;
mod embedded;
pub mod eval;
pub mod graphs;
pub mod input;
pub mod links;
pub mod manifest;
pub mod ontology;
mod ordered;
mod page;
pub mod read;
mod recorded;
mod registry;
pub mod seeds;
pub mod tally;
pub mod verify;

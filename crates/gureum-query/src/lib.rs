//! Asking the graph: answers in every form, entities by name, what is known of one of them, and
//! the graph as a file for other tools.
//!
//! Where to look: [`results`] writes the answer of a SPARQL query, [`prefixes`] shortens IRIs,
//! [`sparql_error`] shows where a query is wrong, [`suggest`] completes names, [`reconcile`] matches tables,
//! [`find`] leads from a name to an entity, [`facts`] reads facts with their evidence, [`diff`] compares those of two graphs, [`card`] puts
//! everything about an entity on a page, [`entities`] lists them and finds suspected duplicates, [`link`] finds them in other data sets,
//! [`report`] tells what conflicts and what became of plans, [`validation`] says what led to a node
//! that a shape refuses, [`terminal`] fits text to a terminal, [`selection`] says which part of the graph is
//! meant, [`projection`] makes a petgraph of it, [`construct`] of what a query makes, and [`export`] writes that for other tools. [`ask`] is the catalogue of questions that have a name.
//!
//! [`follow`] tells what an edge that no article states rests on; [`describe`] describes the whole as a data set.
//! Pages are made of [`article`], everything from an article; [`neighbours`] and their [`layout`] in a picture;
//! [`statistics`]. Ways from one entity to another and measures of the whole graph are in [`analysis`].
//!
//! This crate reads. It knows nothing about extraction, and of the store only what it offers to
//! everyone; writing and running queries are the store's.

pub mod analysis;
pub mod article;
pub mod ask;
pub mod card;
pub mod construct;
mod csv;
pub mod describe;
pub mod diff;
pub mod entities;
pub mod export;
pub mod facts;
pub mod find;
pub mod follow;
pub mod layout;
pub mod link;
mod lookup;
pub mod neighbours;
pub mod picture;
pub mod prefixes;
pub mod projection;
pub mod reconcile;
mod records;
pub mod report;
pub mod results;
pub mod selection;
pub mod sparql_error;
pub mod statistics;
pub mod suggest;
pub mod terminal;
pub mod validation;

//! The graph over HTTP, for people, programs and linked-data clients.
//!
//! [`Server::start`] opens a port. What it serves is listed in `router`, one line a path; what every
//! handler works with is [`app::App`]. Pages for people are in `page`, and everything else answers
//! machines. Which form an answer takes is decided in `accept`, what a refusal looks like in `problem`.
//!
//! This crate knows nothing about extraction, nor about command lines.

mod accept;
mod access;
pub mod app;
mod config;
mod gate;
mod graph_store;
mod headers;
mod linked_data;
mod log;
mod memory;
mod metrics;
mod multipart;
mod page;
mod problem;
mod reconcile;
mod router;
mod serve;
mod sparql;
mod stream;

pub use config::{Access, Config, Limits};
pub use page::bundle_is_missing;
pub use serve::{ServeError, Server};

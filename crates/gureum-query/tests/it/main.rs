//! What a user of the query crate sees, on a small invented graph (see `world`).

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod analysis;
mod ask;
mod card;
mod describe;
mod exports;
mod names;
mod rdf;
mod results;
mod selection;
mod world;

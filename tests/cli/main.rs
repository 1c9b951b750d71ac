//! The program as a user meets it: commands typed, what they print, how they end.
//!
//! What the extractor finds in Korean is tested elsewhere; here two tiny articles are enough.

mod analyze;
mod ask;
mod bad_input;
mod bad_resources;
mod build;
mod change;
mod check;
mod curate;
mod describe;
mod diff;
mod draw;
mod entities;
mod eval;
mod export;
mod extract;
mod faults;
mod follow;
mod link;
mod manual;
mod own_domain;
mod query;
mod remote;
mod report;
mod serve;
mod verify;
mod why;
mod world;

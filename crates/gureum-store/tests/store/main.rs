//! The store from outside: what it derives, what it answers, and what survives.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod belief;
mod derivation;
mod durability;
mod newsroom;
mod sparql;

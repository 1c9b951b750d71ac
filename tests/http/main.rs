//! The server as a client meets it: requests over a socket, and what comes back.

mod client;
mod linked_data;
mod protocol;
mod reconcile;
mod safety;
mod w3c;
#[expect(clippy::unwrap_used, reason = "it is made of constants")]
#[path = "../../crates/gureum-query/tests/it/world.rs"]
mod world;

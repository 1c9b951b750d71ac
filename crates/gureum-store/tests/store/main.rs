//! The store from outside: what it derives, what it answers, and what survives.

mod derivation;
mod durability;
mod newsroom;
mod sparql;

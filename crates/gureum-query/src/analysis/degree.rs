//! With how many others an entity has facts, and how many facts these are.

use super::Network;
use super::network::number;

/// What is counted of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degree {
    /// Other entities it has a fact with, in whatever direction: the degree in the network.
    pub neighbours: usize,
    /// Facts with them.
    pub facts: usize,
    /// Entities that it says something of, as subject; both ways where a property is symmetric.
    pub outgoing: usize,
    /// Entities that something of it is said of.
    pub incoming: usize,
}

/// The degree of every node.
pub fn degree(network: &Network) -> Vec<Degree> {
    let of = |node| Degree {
        neighbours: network.both.of(node).len(),
        facts: network.both.weights(node).iter().map(|weight| *weight as usize).sum(),
        outgoing: network.along.of(node).len(),
        incoming: network.against.of(node).len(),
    };
    (0..number(network.len())).map(of).collect()
}

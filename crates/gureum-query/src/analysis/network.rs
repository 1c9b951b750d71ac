//! A graph for counting in: neighbours in two flat arrays (compressed sparse rows), no names.

use petgraph::visit::EdgeRef;

use crate::projection::Projection;

/// Nodes 0 to n − 1 with their neighbours, each pair once however many facts it has; a fact of a thing with
/// itself is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Along the facts, from subject to object; both ways where a property is symmetric.
    pub along: Rows,
    /// Against them: who points at a node.
    pub against: Rows,
    /// Both ways, with the number of facts between the two as weight.
    pub both: Rows,
}

/// For each node its neighbours, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    starts: Vec<usize>,
    neighbours: Vec<u32>,
    weights: Vec<u32>,
}

impl Network {
    /// The network of a projection; node numbers are the projection's. Time grows as m log m with the facts.
    pub fn new(projection: &Projection) -> Self {
        let edges = projection.graph.edge_references().map(|edge| {
            (number(edge.source().index()), number(edge.target().index()), edge.weight().symmetric)
        });
        Self::from_edges(projection.graph.node_count(), edges)
    }

    /// A network of `nodes` nodes and of facts (from, to, whether it holds both ways), in any order.
    ///
    /// # Panics
    /// If an end is not below `nodes`.
    pub fn from_edges(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, bool)>) -> Self {
        let (mut along, mut both) = (Vec::new(), Vec::new());
        for (from, to, symmetric) in edges {
            if from == to {
                continue;
            }
            along.push((from, to));
            both.push((from, to));
            both.push((to, from));
            if symmetric {
                along.push((to, from));
            }
        }
        let against = along.iter().map(|(from, to)| (*to, *from)).collect();
        Self {
            along: Rows::new(nodes, along),
            against: Rows::new(nodes, against),
            both: Rows::new(nodes, both),
        }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.both.starts.len() - 1
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Rows {
    fn new(nodes: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        let mut rows = Self { starts: vec![0; nodes + 1], ..Self::default() };
        let mut last = None;
        for pair in pairs {
            if last == Some(pair) {
                if let Some(weight) = rows.weights.last_mut() {
                    *weight += 1;
                }
                continue;
            }
            last = Some(pair);
            assert!((pair.1 as usize) < nodes, "an edge leads to node {} of {nodes}", pair.1);
            rows.starts[pair.0 as usize + 1] += 1;
            rows.neighbours.push(pair.1);
            rows.weights.push(1);
        }
        for node in 0..nodes {
            rows.starts[node + 1] += rows.starts[node];
        }
        rows
    }

    /// The neighbours of a node, sorted.
    pub fn of(&self, node: u32) -> &[u32] {
        &self.neighbours[self.starts[node as usize]..self.starts[node as usize + 1]]
    }

    /// How many facts lead to each of [`Self::of`].
    pub fn weights(&self, node: u32) -> &[u32] {
        &self.weights[self.starts[node as usize]..self.starts[node as usize + 1]]
    }

    /// Pairs in all; of an undirected graph each twice.
    pub fn pairs(&self) -> usize {
        self.neighbours.len()
    }
}

/// A node's number as it is kept here. More than 2^32 nodes would not fit into memory as a projection.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_facts_are_one_pair_and_loops_none() {
        let network = Network::from_edges(
            4,
            [(0, 1, false), (0, 1, false), (1, 0, false), (2, 2, false), (1, 2, true)],
        );
        assert_eq!(network.len(), 4);
        assert_eq!(network.along.of(0), [1]);
        assert_eq!(network.along.of(1), [0, 2]);
        assert_eq!(network.along.of(2), [1], "a symmetric fact leads both ways");
        assert_eq!(network.against.of(1), [0, 2]);
        assert_eq!((network.both.of(1), network.both.weights(1)), (&[0, 2][..], &[3, 1][..]));
        assert_eq!(network.both.of(3), [0_u32; 0]);
    }
}

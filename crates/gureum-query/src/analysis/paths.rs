//! The best ways from one entity to another: the shortest first, each through an entity once.
//!
//! Yen's algorithm (1971, "Finding the k shortest loopless paths in a network") over Dijkstra's. Ways go both ways along
//! facts. Of ways of one length that comes first which is better supported: each step costs one over the articles that
//! state a fact between its two ends, and the sum decides.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::Network;
use super::network::number;
use crate::projection::Projection;

/// A way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The entities on it, from end to end.
    pub nodes: Vec<NodeIndex>,
    /// For each step the facts between its two ends, the best supported first.
    pub steps: Vec<Vec<EdgeIndex>>,
}

/// At most `count` ways of at most `longest` steps; none where nothing connects the two, and none from an entity to
/// itself. Takes time as count × longest × m log m, with m facts.
pub fn paths(
    projection: &Projection,
    from: NodeIndex,
    to: NodeIndex,
    count: usize,
    longest: usize,
) -> Vec<Way> {
    let mut facts: BTreeMap<(NodeIndex, NodeIndex), Vec<EdgeIndex>> = BTreeMap::new();
    for edge in projection.graph.edge_references() {
        let ends = (edge.source().min(edge.target()), edge.source().max(edge.target()));
        facts.entry(ends).or_default().push(edge.id());
    }
    let articles = |edge: EdgeIndex| projection.graph[edge].articles;
    facts
        .values_mut()
        .for_each(|edges| edges.sort_by_key(|edge| (std::cmp::Reverse(articles(*edge)), *edge)));
    let between = |a: u32, b: u32| {
        let ends = (NodeIndex::new(a.min(b) as usize), NodeIndex::new(a.max(b) as usize));
        facts.get(&ends).map_or(&[][..], Vec::as_slice)
    };
    let network = Network::new(projection);
    let cost = |a, b| 1.0 / between(a, b).iter().map(|edge| articles(*edge)).sum::<usize>().max(1) as f64;
    let found = best(&network, &cost, number(from.index()), number(to.index()), count, longest);
    let way = |nodes: Vec<u32>| Way {
        steps: nodes.windows(2).map(|ends| between(ends[0], ends[1]).to_vec()).collect(),
        nodes: nodes.into_iter().map(|node| NodeIndex::new(node as usize)).collect(),
    };
    found.into_iter().map(way).collect()
}

/// Number of steps, then the sum of their costs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(usize, f64);

impl Eq for Length {}

impl Ord for Length {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0).then_with(|| self.1.total_cmp(&other.1))
    }
}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn length(way: &[u32], cost: &impl Fn(u32, u32) -> f64) -> Length {
    Length(way.len() - 1, way.windows(2).map(|ends| cost(ends[0], ends[1])).sum())
}

/// Yen's algorithm on node numbers.
fn best(
    network: &Network,
    cost: &impl Fn(u32, u32) -> f64,
    from: u32,
    to: u32,
    count: usize,
    longest: usize,
) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut waiting: BTreeSet<(Length, Vec<u32>)> = BTreeSet::new();
    if from != to {
        let first = shortest(network, cost, &[from], to, &BTreeSet::new(), longest);
        waiting.extend(first.map(|way| (length(&way, cost), way)));
    }
    while found.len() < count {
        let Some((_, way)) = waiting.pop_first() else { break };
        // Ways that share a beginning with this one and then turn off another way than all before.
        for turn in 1..way.len() {
            let begin = &way[..turn];
            let mut taken: BTreeSet<u32> = BTreeSet::from([way[turn]]);
            taken.extend(found.iter().filter(|other| other.starts_with(begin)).map(|other| other[turn]));
            let next = shortest(network, cost, begin, to, &taken, longest);
            waiting.extend(next.map(|way| (length(&way, cost), way)));
        }
        found.push(way);
    }
    found
}

/// The best way that begins with `begin`, goes on to none of `taken`, and has at most `longest` steps. The best in
/// steps is found first, so a longer one need not be looked for.
fn shortest(
    network: &Network,
    cost: &impl Fn(u32, u32) -> f64,
    begin: &[u32],
    to: u32,
    taken: &BTreeSet<u32>,
    longest: usize,
) -> Option<Vec<u32>> {
    let start = *begin.last()?;
    let mut best: BTreeMap<u32, (Length, u32)> = BTreeMap::new();
    let mut done: BTreeSet<u32> = begin.iter().copied().collect();
    let mut waiting = BinaryHeap::from([std::cmp::Reverse((length(begin, cost), start))]);
    while let Some(std::cmp::Reverse((reached, node))) = waiting.pop() {
        if node == to {
            let mut way = vec![to];
            let mut at = to;
            while let Some((_, before)) = best.get(&at) {
                at = *before;
                way.push(at);
            }
            way.reverse();
            return Some([&begin[..begin.len() - 1], &way].concat());
        }
        if reached.0 == longest || (node != start && !done.insert(node)) {
            continue;
        }
        for other in network.both.of(node) {
            if done.contains(other) || node == start && taken.contains(other) {
                continue;
            }
            let next = Length(reached.0 + 1, reached.1 + cost(node, *other));
            if best.get(other).is_none_or(|(known, _)| next < *known) {
                best.insert(*other, (next, node));
                waiting.push(std::cmp::Reverse((next, *other)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(
        edges: &[(u32, u32)],
        cost: impl Fn(u32, u32) -> f64,
        count: usize,
        longest: usize,
    ) -> Vec<Vec<u32>> {
        let network = Network::from_edges(6, edges.iter().map(|(a, b)| (*a, *b, false)));
        best(&network, &cost, 0, 5, count, longest)
    }

    const EDGES: [(u32, u32); 7] = [(0, 1), (1, 5), (0, 2), (2, 5), (0, 3), (3, 4), (4, 5)];

    #[test]
    fn shorter_ways_first_and_each_through_a_node_once() {
        let edges = [&EDGES[..], &[(1, 2)]].concat();
        let found = ways(&edges, |_, _| 1.0, 9, 9);
        assert_eq!(found[..2], [vec![0, 1, 5], vec![0, 2, 5]]);
        assert_eq!(found[2..], [vec![0, 1, 2, 5], vec![0, 2, 1, 5], vec![0, 3, 4, 5]]);
    }

    #[test]
    fn of_one_length_the_better_supported_comes_first() {
        let found = ways(&EDGES, |a, b| if a.min(b) == 2 || a.max(b) == 2 { 0.25 } else { 1.0 }, 2, 9);
        assert_eq!(found, [vec![0, 2, 5], vec![0, 1, 5]]);
    }

    #[test]
    fn what_is_too_long_or_not_there_is_not_found() {
        assert_eq!(ways(&EDGES, |_, _| 1.0, 9, 2).len(), 2);
        assert_eq!(ways(&EDGES, |_, _| 1.0, 9, 1), [[0_u32; 0]; 0]);
        assert_eq!(ways(&EDGES[..1], |_, _| 1.0, 9, 9), [[0_u32; 0]; 0]);
    }
}

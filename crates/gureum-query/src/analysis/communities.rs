//! Communities: groups with more facts among themselves than chance would give, by the Louvain method (Blondel,
//! Guillaume, Lambiotte and Lefebvre 2008, "Fast unfolding of communities in large networks"), in a fixed order.
//!
//! The method is usually run in random order and gives other groups each time. Here nodes come in the order of
//! their IRIs and the first of equally good moves is taken, so that the same graph has the same communities. A community
//! that fell apart (Traag, Waltman and van Eck 2019, "From Louvain to Leiden") is split into its parts at the end,
//! which never lowers modularity.

use std::collections::BTreeMap;

use super::components;
use super::network::{Network, number};

/// A gain below this is none, or rounding.
const GAIN: f64 = 1e-12;
/// A level of moves ends after so many rounds, should it not come to rest; ten are rarely needed.
const ROUNDS: usize = 100;

/// The community of every node, numbered by size as [`components::components`] are. Pairs weigh as many facts as they
/// have. Time grows with the facts, times the rounds until nothing moves.
pub fn communities(network: &Network) -> Vec<usize> {
    let mut graph = Level::new(network);
    let mut community: Vec<usize> = (0..network.len()).collect();
    loop {
        let (moved, any) = graph.moved();
        community.iter_mut().for_each(|group| *group = moved[*group]);
        if !any {
            break;
        }
        graph = graph.merged(&moved);
    }
    components::parts(network, |a, b| community[a as usize] == community[b as usize])
}

/// Modularity (Newman and Girvan 2004) of a division: the share of facts inside of groups, less what chance would give.
pub fn modularity(network: &Network, community: &[usize]) -> f64 {
    let groups = community.iter().max().map_or(0, |most| most + 1);
    let (mut inside, mut degrees, mut all) = (0.0, vec![0.0; groups], 0.0);
    for node in 0..number(network.len()) {
        let own = community[node as usize];
        for (other, weight) in network.both.of(node).iter().zip(network.both.weights(node)) {
            let weight = f64::from(*weight);
            all += weight;
            degrees[own] += weight;
            inside += if community[*other as usize] == own { weight } else { 0.0 };
        }
    }
    if all == 0.0 {
        return 0.0;
    }
    inside / all - degrees.iter().map(|degree| (degree / all).powi(2)).sum::<f64>()
}

/// A graph of communities of the level below.
struct Level {
    /// Weights to others, each pair at both ends.
    ties: Vec<Vec<(usize, f64)>>,
    /// Twice the weight inside of a node.
    loops: Vec<f64>,
    /// Twice the weight of all.
    all: f64,
}

impl Level {
    fn new(network: &Network) -> Self {
        let rows = &network.both;
        let ties: Vec<Vec<(usize, f64)>> = (0..number(network.len()))
            .map(|node| {
                let weights = rows.weights(node).iter().map(|weight| f64::from(*weight));
                rows.of(node).iter().map(|other| *other as usize).zip(weights).collect()
            })
            .collect();
        let all = ties.iter().flatten().map(|(_, weight)| weight).sum();
        Self { loops: vec![0.0; ties.len()], ties, all }
    }

    /// Moves single nodes to the neighbouring community that gains most, until none gains. The communities, numbered
    /// from 0, and whether any node moved.
    fn moved(&self) -> (Vec<usize>, bool) {
        let nodes = self.ties.len();
        let degree = |node: usize| self.loops[node] + self.ties[node].iter().map(|tie| tie.1).sum::<f64>();
        let degrees: Vec<f64> = (0..nodes).map(degree).collect();
        let mut total = degrees.clone();
        let mut community: Vec<usize> = (0..nodes).collect();
        let mut toward = vec![0.0; nodes];
        let (mut any, mut rounds) = (false, 0);
        loop {
            let mut moves = 0;
            for node in 0..nodes {
                let own = community[node];
                let mut near = vec![own];
                for (other, weight) in &self.ties[node] {
                    let group = community[*other];
                    if toward[group] == 0.0 && group != own {
                        near.push(group);
                    }
                    toward[group] += weight;
                }
                near[1..].sort_unstable();
                total[own] -= degrees[node];
                let gain = |group: usize| toward[group] - total[group] * degrees[node] / self.all;
                let mut best = (own, gain(own));
                for group in near.iter().skip(1) {
                    if gain(*group) > best.1 + GAIN {
                        best = (*group, gain(*group));
                    }
                }
                total[best.0] += degrees[node];
                community[node] = best.0;
                moves += usize::from(best.0 != own);
                near.into_iter().for_each(|group| toward[group] = 0.0);
            }
            any |= moves > 0;
            rounds += 1;
            if moves == 0 || rounds == ROUNDS {
                break;
            }
        }
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let numbered = community.iter().map(|group| {
            let next = numbers.len();
            *numbers.entry(*group).or_insert(next)
        });
        (numbered.collect(), any)
    }

    /// One node for each community.
    fn merged(&self, community: &[usize]) -> Self {
        let groups = community.iter().max().map_or(0, |most| most + 1);
        let mut ties: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); groups];
        let mut loops = vec![0.0; groups];
        for (node, own) in community.iter().enumerate() {
            loops[*own] += self.loops[node];
            for (other, weight) in &self.ties[node] {
                if community[*other] == *own {
                    loops[*own] += weight;
                } else {
                    *ties[*own].entry(community[*other]).or_default() += weight;
                }
            }
        }
        Self { ties: ties.into_iter().map(|ties| ties.into_iter().collect()).collect(), loops, all: self.all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_rings_with_one_bridge_are_two_communities() {
        let ring =
            |start: u32| (0..4).flat_map(move |a| (a + 1..4).map(move |b| (start + a, start + b, false)));
        let network = Network::from_edges(9, ring(0).chain(ring(4)).chain([(3, 4, false)]));
        let found = communities(&network);
        assert_eq!(found, [0, 0, 0, 0, 1, 1, 1, 1, 2]);
        // By hand: 12 of 13 facts are inside, and both groups have half of the ends.
        assert!((modularity(&network, &found) - (12.0 / 13.0 - 0.5)).abs() < 1e-12);
    }

    #[test]
    fn a_graph_without_facts_has_communities_of_one() {
        assert_eq!(communities(&Network::from_edges(2, [])), [0, 1]);
    }
}

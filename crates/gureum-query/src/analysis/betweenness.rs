//! Betweenness: on what share of the shortest ways between two others an entity lies (Freeman 1977), by Brandes's
//! algorithm (2001, "A faster algorithm for betweenness centrality") and, between two groups, by its variant
//! (Brandes 2008, "On variants of shortest-path betweenness centrality and their generic computation").
//!
//! Ways go both ways along facts, each pair of neighbours one step apart.

use rayon::prelude::*;

use super::network::{Network, Rows, number};

/// Sources are dealt out in so many parts, whose sums are added in order: the result has the same bits on one
/// thread or on many.
const PARTS: usize = 64;

/// The betweenness of every node, from 0 to 1: the share of ways between all pairs of others, as NetworkX
/// normalises it.
///
/// Takes time as nodes × pairs of neighbours, on the threads of rayon's current pool, and memory for 64 numbers a node.
pub fn betweenness(network: &Network) -> Vec<f64> {
    let count = network.len() as f64;
    let mut sums = accumulated(network, &(0..number(network.len())).collect::<Vec<_>>(), None);
    // Each pair was met twice, once from either end.
    let pairs = ((count - 1.0) * (count - 2.0)).max(1.0);
    sums.iter_mut().for_each(|sum| *sum /= pairs);
    sums
}

/// For every node the number of pairs of one of `from` and one of `to` whose ways lead through it, a pair with several
/// shortest ways counted by the share that does. Ends of a way are not between.
pub fn between(network: &Network, from: &[u32], to: &[u32]) -> Vec<f64> {
    let mut ends = vec![false; network.len()];
    to.iter().for_each(|node| ends[*node as usize] = true);
    accumulated(network, from, Some(&ends))
}

fn accumulated(network: &Network, sources: &[u32], ends: Option<&[bool]>) -> Vec<f64> {
    let rows = &network.both;
    let size = sources.len().div_ceil(PARTS).max(1);
    let parts: Vec<Vec<f64>> = sources
        .par_chunks(size)
        .map(|part| {
            let mut search = Search::new(rows, network.len());
            part.iter().for_each(|source| search.add(*source, ends));
            search.sums
        })
        .collect();
    let mut sums = vec![0.0; network.len()];
    for part in parts {
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    sums
}

const UNSEEN: u32 = u32::MAX;

/// Breadth-first searches one after another, in the same memory.
struct Search<'a> {
    rows: &'a Rows,
    /// Steps from the source.
    steps: Vec<u32>,
    /// Shortest ways from the source.
    ways: Vec<f64>,
    /// First what depends on a node (Brandes's δ), then its share for each way to it.
    depends: Vec<f64>,
    /// Nodes in the order in which they were reached.
    reached: Vec<u32>,
    sums: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Rows, nodes: usize) -> Self {
        Self {
            rows,
            steps: vec![UNSEEN; nodes],
            ways: vec![0.0; nodes],
            depends: vec![0.0; nodes],
            reached: Vec::with_capacity(nodes),
            sums: vec![0.0; nodes],
        }
    }

    fn add(&mut self, source: u32, ends: Option<&[bool]>) {
        let Self { rows, steps, ways, depends, reached, sums } = self;
        for node in reached.drain(..) {
            steps[node as usize] = UNSEEN;
            depends[node as usize] = 0.0;
        }
        steps[source as usize] = 0;
        ways[source as usize] = 1.0;
        reached.push(source);
        let mut at = 0;
        while at < reached.len() {
            let node = reached[at];
            at += 1;
            let (next, through) = (steps[node as usize] + 1, ways[node as usize]);
            for other in rows.of(node) {
                let other = *other as usize;
                if steps[other] == UNSEEN {
                    steps[other] = next;
                    ways[other] = through;
                    reached.push(other as u32);
                } else if steps[other] == next {
                    ways[other] += through;
                }
            }
        }
        // From the farthest back. `depends` of a node is complete when it is its turn, since all that lie behind
        // it were there before.
        for at in (1..reached.len()).rev() {
            let node = reached[at] as usize;
            let ending = f64::from(u8::from(ends.is_none_or(|ends| ends[node])));
            sums[node] += depends[node];
            let share = (ending + depends[node]) / ways[node];
            let before = steps[node] - 1;
            for other in rows.of(reached[at]) {
                let other = *other as usize;
                if steps[other] == before {
                    depends[other] += ways[other] * share;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 – 1 – 2 – 3, and 1 – 4 – 3.
    fn diamond() -> Network {
        Network::from_edges(5, [(0, 1), (1, 2), (2, 3), (1, 4), (4, 3)].map(|(a, b)| (a, b, false)))
    }

    #[test]
    fn who_lies_between_counts_by_the_share_of_ways() {
        // By hand: 1 lies between 0 and each of 2, 3, 4, and on half the ways from 2 to 4.
        let wanted = [0.0, 3.5, 1.0, 0.5, 1.0].map(|pairs| pairs / 6.0);
        let found = betweenness(&diamond());
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn between_two_groups_only_their_pairs_count() {
        let found = between(&diamond(), &[0], &[3, 4]);
        assert!(found.iter().zip([0.0, 2.0, 0.5, 0.0, 0.5]).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let edges = (0..3000_u32).map(|at| (at * 7919 % 601, at * 104_729 % 601, false));
        let network = Network::from_edges(601, edges);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| betweenness(&network)).iter().map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(on(1), on(3));
    }
}

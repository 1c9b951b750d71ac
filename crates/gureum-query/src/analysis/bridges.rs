//! What lies between two groups of entities: who stands on the ways from one to the other.

use super::betweenness::between;
use super::components::components;
use super::network::{Network, number};

/// An entity that connects the groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bridge {
    /// Its node.
    pub node: u32,
    /// Neighbours in the first group.
    pub first: usize,
    /// Neighbours in the second group.
    pub second: usize,
    /// The share of all pairs of one of each group, as far as facts connect them, whose shortest ways lead through it; where
    /// there are several such ways, by the share of them.
    pub share: f64,
}

/// The entities on the shortest ways between two groups, those with the largest share first, and entities with neighbours
/// in both. A member of both groups counts as one of the first. Takes time as members × facts.
pub fn bridges(network: &Network, first: &[u32], second: &[u32]) -> Vec<Bridge> {
    let mut side = vec![0_u8; network.len()];
    second.iter().for_each(|node| side[*node as usize] = 2);
    first.iter().for_each(|node| side[*node as usize] = 1);
    let members = |wanted: u8| -> Vec<u32> {
        (0..number(side.len())).filter(|node| side[*node as usize] == wanted).collect()
    };
    let (from, to) = (members(1), members(2));
    let component = components(network);
    let mut sizes = vec![(0.0, 0.0); component.iter().max().map_or(0, |most| most + 1)];
    from.iter().for_each(|node| sizes[component[*node as usize]].0 += 1.0);
    to.iter().for_each(|node| sizes[component[*node as usize]].1 += 1.0);
    let pairs: f64 = sizes.iter().map(|(first, second)| first * second).sum();
    let through = between(network, &from, &to);
    let beside = |node: u32, wanted: u8| {
        network.both.of(node).iter().filter(|other| side[**other as usize] == wanted).count()
    };
    let all = (0..number(network.len())).map(|node| Bridge {
        node,
        first: beside(node, 1),
        second: beside(node, 2),
        share: through[node as usize] / pairs.max(1.0),
    });
    let mut found: Vec<Bridge> =
        all.filter(|bridge| bridge.share > 0.0 || bridge.first > 0 && bridge.second > 0).collect();
    found.sort_by(|a, b| {
        let links = |bridge: &Bridge| bridge.first.min(bridge.second);
        b.share.total_cmp(&a.share).then_with(|| links(b).cmp(&links(a))).then_with(|| a.node.cmp(&b.node))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_between_has_a_share_of_the_pairs() {
        // 0, 1 | 2 in the middle | 3, 4; and 5, 6 are connected with nobody else.
        let edges = [(0, 2), (1, 2), (2, 3), (2, 4), (1, 4), (5, 6)].map(|(a, b)| (a, b, false));
        let found = bridges(&Network::from_edges(7, edges), &[0, 1, 5], &[3, 4]);
        // 0–3, 0–4 and 1–3 lead through 2; 1–4 is direct. The pairs of 5 are not connected.
        let [only] = found[..] else { panic!("{found:?}") };
        assert_eq!((only.node, only.first, only.second), (2, 2, 2));
        assert!((only.share - 0.75).abs() < 1e-12);
    }
}

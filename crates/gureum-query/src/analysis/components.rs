//! What hangs together: entities that a chain of facts connects, whatever the directions.

use super::network::{Network, number};

/// The component of every node, the largest 0; of equal ones that with the least node comes first. Time grows with the
/// facts.
pub fn components(network: &Network) -> Vec<usize> {
    parts(network, |_, _| true)
}

/// Components along the pairs that `joined` lets through, numbered by size.
pub(super) fn parts(network: &Network, joined: impl Fn(u32, u32) -> bool) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut part = vec![NONE; network.len()];
    let mut count = 0;
    for start in 0..number(network.len()) {
        if part[start as usize] != NONE {
            continue;
        }
        part[start as usize] = count;
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            for other in network.both.of(node) {
                if part[*other as usize] == NONE && joined(node, *other) {
                    part[*other as usize] = count;
                    waiting.push(*other);
                }
            }
        }
        count += 1;
    }
    by_size(&part)
}

/// The same groups, numbered by size; of equal ones that with the least node first.
pub(super) fn by_size(part: &[usize]) -> Vec<usize> {
    let groups = part.iter().max().map_or(0, |most| most + 1);
    let mut sizes = vec![0_usize; groups];
    let mut first = vec![usize::MAX; groups];
    for (node, group) in part.iter().enumerate() {
        sizes[*group] += 1;
        first[*group] = first[*group].min(node);
    }
    let mut order: Vec<usize> = (0..groups).collect();
    order.sort_by_key(|group| (std::cmp::Reverse(sizes[*group]), first[*group]));
    let mut place = vec![0; groups];
    for (at, group) in order.into_iter().enumerate() {
        place[group] = at;
    }
    part.iter().map(|group| place[*group]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first() {
        let network = Network::from_edges(6, [(1, 0, false), (2, 3, false), (4, 3, true)]);
        assert_eq!(components(&network), [1, 1, 0, 0, 0, 2]);
    }
}

//! Places so that distances in the picture are those in the graph, as far as that is possible: stress, lowered by
//! stochastic gradient descent (Zheng, Pawar and Goodman 2018, "Graph drawing by stochastic gradient descent"), with a
//! generator of fixed seed for chance.
//!
//! Of arithmetic only what IEEE 754 fixes to the last bit is used (square roots, no sines), so that all machines
//! draw the same picture.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Point;
use crate::analysis::Network;

/// From round to round the steps get smaller by this factor. The paper comes down in 15 rounds, these small graphs can
/// have about 60.
const COOLING: f64 = 0.87;
/// Error that is left in the shortest distance at the end, as in the paper.
const LEFT: f64 = 0.05;
/// Links of an entity with more neighbours than this are longer, to make room for them around it. Chosen by looking.
const CROWD: f64 = 6.0;

/// A place for each of `nodes`, which hang together, about one unit between neighbours, wider than high.
/// Takes time and memory with the square of their number.
pub(super) fn places(network: &Network, nodes: &[usize]) -> Vec<Point> {
    let count = nodes.len();
    let mut index = vec![usize::MAX; network.len()];
    nodes.iter().enumerate().for_each(|(at, node)| index[*node] = at);
    let neighbours: Vec<Vec<usize>> = nodes
        .iter()
        .map(|node| network.both.of(*node as u32).iter().map(|other| index[*other as usize]).collect())
        .collect();
    let mut terms = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for from in 0..count {
        let far = distances(&neighbours, from);
        terms.extend((from + 1..count).map(|to| (from, to, far[to])));
    }
    let mut chance = Chance(1);
    let side = (count as f64).sqrt();
    let mut places: Vec<Point> = (0..count).map(|_| [side * chance.share(), side * chance.share()]).collect();
    let longest = terms.iter().map(|term| term.2).fold(1.0, f64::max);
    let mut rate = longest * longest;
    while rate > LEFT {
        chance.shuffle(&mut terms);
        for (a, b, wanted) in &terms {
            let (x, y) = (places[*b][0] - places[*a][0], places[*b][1] - places[*a][1]);
            let length = (x * x + y * y).sqrt().max(1e-6);
            let share = (rate / (wanted * wanted)).min(1.0) * (length - wanted) / (2.0 * length);
            places[*a] = [places[*a][0] + share * x, places[*a][1] + share * y];
            places[*b] = [places[*b][0] - share * x, places[*b][1] - share * y];
        }
        rate *= COOLING;
    }
    lie_down(&mut places);
    places
}

/// Lengths of the shortest ways from a node; a link is the longer, the more neighbours its ends have.
fn distances(neighbours: &[Vec<usize>], from: usize) -> Vec<f64> {
    let length = |a: usize, b: usize| {
        let most = neighbours[a].len().max(neighbours[b].len());
        (most as f64 / CROWD).sqrt().max(1.0)
    };
    let mut far = vec![f64::INFINITY; neighbours.len()];
    far[from] = 0.0;
    let mut waiting = BinaryHeap::from([Reverse((Ordered(0.0), from))]);
    while let Some(Reverse((reached, node))) = waiting.pop() {
        if reached.0 > far[node] {
            continue;
        }
        for other in &neighbours[node] {
            let next = reached.0 + length(node, *other);
            if next < far[*other] {
                far[*other] = next;
                waiting.push(Reverse((Ordered(next), *other)));
            }
        }
    }
    far
}

/// Turns the picture so that it is wider than high: its longest direction lies across.
fn lie_down(places: &mut [Point]) {
    let count = places.len().max(1) as f64;
    let mean = |axis: usize| places.iter().map(|place| place[axis]).sum::<f64>() / count;
    let middle = [mean(0), mean(1)];
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = [place[0] - middle[0], place[1] - middle[1]];
        xx += place[0] * place[0];
        yy += place[1] * place[1];
        xy += place[0] * place[1];
    }
    // Cosine and sine of the angle of the longer axis, from those of twice the angle.
    let size = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
    let (cos2, sin2) = if size > 0.0 { ((xx - yy) / size, 2.0 * xy / size) } else { (1.0, 0.0) };
    let cos = ((1.0 + cos2) / 2.0).max(0.0).sqrt();
    let sin = if cos > 1e-9 { sin2 / (2.0 * cos) } else { 1.0 };
    for place in places {
        *place = [cos * place[0] + sin * place[1], cos * place[1] - sin * place[0]];
    }
}

/// A number with an order.
#[derive(Clone, Copy, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = (self.next() % (at as u64 + 1)) as usize;
            items.swap(at, other);
        }
    }
}

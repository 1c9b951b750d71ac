//! Where to put the nodes of a small graph in a picture: one in the middle, the others pushed apart and
//! pulled together by their edges (Fruchterman and Reingold, 1991). The same graph gives the same picture.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;

use crate::projection::Projection;

/// Enough for a hundred nodes to come to rest; chosen by looking.
const ROUNDS: usize = 300;

/// A place for each node in the order of the projection, the focus at (0, 0), about one unit between
/// neighbours. Takes time with the square of the number of nodes: for hundreds, not thousands.
pub fn places(projection: &Projection, focus: Option<NodeIndex>) -> Vec<[f64; 2]> {
    let count = projection.graph.node_count();
    // A spiral of the sunflower: no two nodes begin at one place, and none in line.
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let start = |at: usize| {
        let (radius, turn) = ((at as f64 + 1.0).sqrt(), at as f64 * golden);
        [radius * turn.cos(), radius * turn.sin()]
    };
    let mut places: Vec<[f64; 2]> = (0..count).map(start).collect();
    if let Some(focus) = focus {
        places[focus.index()] = [0.0, 0.0];
    }
    let edges: BTreeSet<(usize, usize)> = projection
        .graph
        .edge_indices()
        .filter_map(|edge| projection.graph.edge_endpoints(edge))
        .map(|(a, b)| (a.index().min(b.index()), a.index().max(b.index())))
        .filter(|(a, b)| a != b)
        .collect();
    for round in 0..ROUNDS {
        let warmth = 0.5 * (1.0 - round as f64 / ROUNDS as f64);
        let mut moves = vec![[0.0, 0.0]; count];
        for a in 0..count {
            for b in a + 1..count {
                let (way, length) = between(places[a], places[b]);
                push(&mut moves, a, b, way, -1.0 / length);
            }
        }
        for (a, b) in &edges {
            let (way, length) = between(places[*a], places[*b]);
            push(&mut moves, *a, *b, way, length * length * 0.5);
        }
        for (at, step) in moves.into_iter().enumerate() {
            if focus.is_some_and(|focus| focus.index() == at) {
                continue;
            }
            let length = step[0].hypot(step[1]).max(1e-9);
            let kept = length.min(warmth) / length;
            places[at][0] += step[0] * kept;
            places[at][1] += step[1] * kept;
        }
    }
    places
}

/// Direction of length one, and distance.
fn between(a: [f64; 2], b: [f64; 2]) -> ([f64; 2], f64) {
    let (x, y) = (b[0] - a[0], b[1] - a[1]);
    let length = x.hypot(y).max(0.01);
    ([x / length, y / length], length)
}

/// Both towards each other, by a force; apart where it is negative.
fn push(moves: &mut [[f64; 2]], a: usize, b: usize, way: [f64; 2], force: f64) {
    for axis in 0..2 {
        moves[a][axis] += way[axis] * force;
        moves[b][axis] -= way[axis] * force;
    }
}

//! Where to put the nodes of a graph in a picture. Parts that hang together are laid out alone (`stress`), boxes are
//! moved until none covers another (`overlap`), and the parts are put side by side (`pack`). The same graph gives the
//! same picture.

mod overlap;
mod pack;
mod stress;

use petgraph::graph::NodeIndex;

use crate::analysis::Network;
use crate::analysis::components::components;
use crate::projection::Projection;

/// A place or a size: across, and down.
pub type Point = [f64; 2];

/// A place for each node in the order of the projection, the focus at (0, 0), about one unit between
/// neighbours. Takes time with the square of the number of nodes: for hundreds, not thousands.
pub fn places(projection: &Projection, focus: Option<NodeIndex>) -> Vec<Point> {
    let network = Network::new(projection);
    let unit = |at: Point| at;
    let mut places = arranged(&network, &vec![[0.5, 0.5]; network.len()], 0.5, unit);
    let origin = focus.and_then(|focus| places.get(focus.index()).copied()).unwrap_or([0.0, 0.0]);
    for place in &mut places {
        *place = [place[0] - origin[0], place[1] - origin[1]];
    }
    places
}

/// Centres of boxes of these sizes, so that linked ones are near and none covers another; `gap` is what stays between
/// two parts that do not hang together, `scaled` turns units of about one a link into those of the boxes.
pub fn arranged(network: &Network, sizes: &[Point], gap: f64, scaled: impl Fn(Point) -> Point) -> Vec<Point> {
    let component = components(network);
    let count = component.iter().max().map_or(0, |most| most + 1);
    let mut places = vec![[0.0, 0.0]; network.len()];
    let mut frames = Vec::new();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, part) in component.iter().enumerate() {
        members[*part].push(node);
    }
    for nodes in &members {
        let boxes: Vec<Point> = nodes.iter().map(|node| sizes[*node]).collect();
        let mut part: Vec<Point> = stress::places(network, nodes).into_iter().map(&scaled).collect();
        overlap::remove(&mut part, &boxes);
        let corner = |sign: f64, axis: usize| {
            let ends =
                part.iter().zip(&boxes).map(|(place, size)| sign * (place[axis] + sign * size[axis] / 2.0));
            sign * ends.fold(f64::NEG_INFINITY, f64::max)
        };
        let (least, most) = ([corner(-1.0, 0), corner(-1.0, 1)], [corner(1.0, 0), corner(1.0, 1)]);
        frames.push([most[0] - least[0], most[1] - least[1]]);
        for (node, place) in nodes.iter().zip(part) {
            places[*node] = [place[0] - least[0], place[1] - least[1]];
        }
    }
    let corners = pack::corners(&frames, gap);
    for (place, part) in places.iter_mut().zip(&component) {
        *place = [place[0] + corners[*part][0], place[1] + corners[*part][1]];
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn star(leaves: u32) -> Network {
        Network::from_edges(
            leaves as usize + 3,
            (1..=leaves).map(|leaf| (0, leaf, false)).chain([(leaves + 1, leaves + 2, false)]),
        )
    }

    #[test]
    fn boxes_do_not_cover_each_other_and_the_same_graph_has_the_same_places() {
        let network = star(40);
        let sizes = vec![[120.0, 28.0]; network.len()];
        let place = || arranged(&network, &sizes, 40.0, |[x, y]| [x * 130.0, y * 90.0]);
        let places = place();
        assert_eq!(places, place());
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let apart =
                    (0..2).any(|axis| (places[a][axis] - places[b][axis]).abs() >= sizes[a][axis] - 0.5);
                assert!(apart, "{a} at {:?} covers {b} at {:?}", places[a], places[b]);
            }
        }
    }

    #[test]
    fn neighbours_are_nearer_than_strangers() {
        // A chain: each place is nearer to its neighbour's than to that of the next but one.
        let network = Network::from_edges(6, (0..5).map(|at| (at, at + 1, false)));
        let places = arranged(&network, &[[0.1, 0.1]; 6], 1.0, |place| place);
        let far = |a: usize, b: usize| (places[a][0] - places[b][0]).hypot(places[a][1] - places[b][1]);
        assert!((0..4).all(|at| far(at, at + 1) < far(at, at + 2)), "{places:?}");
    }
}

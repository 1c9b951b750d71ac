//! Boxes moved apart until none covers another, each as little as it takes.

use super::Point;

/// Enough for some hundred boxes to come apart; most need fewer than 50.
const ROUNDS: usize = 600;
/// The picture is widened until boxes take up at most this share of it, before any is moved. Chosen by looking.
const FULL: f64 = 0.22;
/// Fewer boxes find room without that.
const FEW: usize = 8;

/// Moves centres so that boxes of these sizes do not overlap. Takes time with the square of their number.
pub(super) fn remove(places: &mut [Point], sizes: &[Point]) {
    widen(places, sizes);
    for _ in 0..ROUNDS {
        let mut moved = false;
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                moved |= part(places, sizes, a, b);
            }
        }
        if !moved {
            break;
        }
    }
}

fn widen(places: &mut [Point], sizes: &[Point]) {
    let boxes: f64 = sizes.iter().map(|size| size[0] * size[1]).sum();
    let span = |axis: usize| {
        let all = places.iter().map(|place| place[axis]);
        all.clone().fold(f64::NEG_INFINITY, f64::max) - all.fold(f64::INFINITY, f64::min)
    };
    let room = span(0) * span(1);
    if places.len() > FEW && room > 0.0 && boxes > FULL * room {
        let factor = (boxes / (FULL * room)).sqrt().min(3.0);
        places.iter_mut().for_each(|place| *place = [place[0] * factor, place[1] * factor]);
    }
}

/// Moves two boxes apart, half of the way each, in the direction that needs less. Whether they overlapped.
fn part(places: &mut [Point], sizes: &[Point], a: usize, b: usize) -> bool {
    let way = [places[b][0] - places[a][0], places[b][1] - places[a][1]];
    let over = |axis: usize| (sizes[a][axis] + sizes[b][axis]) / 2.0 - way[axis].abs();
    let (across, down) = (over(0), over(1));
    if across <= 0.01 || down <= 0.01 {
        return false;
    }
    let (axis, by) = if across < down { (0, across) } else { (1, down) };
    let sign = if way[axis] < 0.0 { -1.0 } else { 1.0 };
    places[a][axis] -= sign * (by / 2.0 + 0.01);
    places[b][axis] += sign * (by / 2.0 + 0.01);
    true
}

//! Frames side by side on a sheet that is wider than high: in rows, the largest first.

use super::Point;

/// How much wider than high.
const ASPECT: f64 = 1.5;

/// The left upper corner of each frame, `gap` between any two.
pub(super) fn corners(frames: &[Point], gap: f64) -> Vec<Point> {
    let mut order: Vec<usize> = (0..frames.len()).collect();
    order.sort_by(|a, b| {
        let (one, other) = (frames[*a], frames[*b]);
        other[1].total_cmp(&one[1]).then_with(|| other[0].total_cmp(&one[0])).then_with(|| a.cmp(b))
    });
    let area: f64 = frames.iter().map(|frame| (frame[0] + gap) * (frame[1] + gap)).sum();
    let widest = frames.iter().map(|frame| frame[0]).fold(0.0, f64::max);
    let width = (area * ASPECT).sqrt().max(widest);
    let mut corners = vec![[0.0, 0.0]; frames.len()];
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for at in order {
        let frame = frames[at];
        if x > 0.0 && x + frame[0] > width {
            (x, y, row) = (0.0, y + row + gap, 0.0);
        }
        corners[at] = [x, y];
        x += frame[0] + gap;
        row = row.max(frame[1]);
    }
    corners
}

//! PageRank: how often a reader who follows facts from entity to entity, and now and then starts anywhere, comes
//! by (Page, Brin, Motwani and Winograd 1999, "The PageRank citation ranking").

use super::network::{Network, Rows, number};

/// With this probability the reader follows a fact, and else starts anew; the usual value.
pub const DAMPING: f64 = 0.85;
/// Sweeps end when ranks change by less than this share of their sum. Ranks are then right to 1e-12 or better.
const CLOSE: f64 = 1e-13;
/// Far more than are needed: each sweep takes at least 15 % off the error.
const SWEEPS: usize = 1000;

/// Which way the reader goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Along {
    /// From subject to object, and both ways where a property is symmetric.
    #[default]
    Facts,
    /// Both ways along every fact: then what many facts have as subject counts too.
    Both,
}

/// The rank of every node; they add up to 1.
///
/// A node without a way out sends the reader anywhere, as NetworkX and igraph have it. Solved by Gauss–Seidel sweeps
/// over x = 1 + d · Σ x(u) / out(u), whose solution is the rank but for a factor, whatever the dead ends
/// (Gleich, Gray, Greif and Lau 2010, "An inner-outer iteration for computing PageRank"). Each sweep looks at every pair
/// once.
pub fn pagerank(network: &Network, along: Along) -> Vec<f64> {
    let (out, into) = match along {
        Along::Facts => (&network.along, &network.against),
        Along::Both => (&network.both, &network.both),
    };
    let nodes = number(network.len());
    let share: Vec<f64> = (0..nodes).map(|node| DAMPING / out.of(node).len().max(1) as f64).collect();
    // What a node passes on to each it points at.
    let mut passed: Vec<f64> = share.clone();
    let mut ranks = vec![1.0; nodes as usize];
    for _ in 0..SWEEPS {
        let (changed, sum) = sweep(into, &share, &mut passed, &mut ranks);
        if changed < CLOSE * sum {
            break;
        }
    }
    let sum: f64 = ranks.iter().sum();
    ranks.iter_mut().for_each(|rank| *rank /= sum);
    ranks
}

/// Takes the new ranks as soon as they are known. How much they changed, and their sum.
fn sweep(into: &Rows, share: &[f64], passed: &mut [f64], ranks: &mut [f64]) -> (f64, f64) {
    let (mut changed, mut sum) = (0.0, 0.0);
    for node in 0..ranks.len() {
        let incoming: f64 = into.of(number(node)).iter().map(|from| passed[*from as usize]).sum();
        let rank = 1.0 + incoming;
        changed += (rank - ranks[node]).abs();
        sum += rank;
        ranks[node] = rank;
        passed[node] = rank * share[node];
    }
    (changed, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_add_up_and_follow_the_facts() {
        // 0 and 1 point at 2, which points nowhere.
        let network = Network::from_edges(3, [(0, 2, false), (1, 2, false)]);
        let ranks = pagerank(&network, Along::Facts);
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // By hand: x = (1, 1, 1 + 2 · 0.85) over their sum.
        for (rank, wanted) in ranks.iter().zip([1.0 / 4.7, 1.0 / 4.7, 2.7 / 4.7]) {
            assert!((rank - wanted).abs() < 1e-12, "{ranks:?}");
        }
    }

    #[test]
    fn an_empty_graph_has_no_ranks() {
        assert_eq!(pagerank(&Network::from_edges(0, []), Along::Both), [0.0; 0]);
    }
}

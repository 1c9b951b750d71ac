//! Names that share most of their letters, without comparing each with each.
//!
//! A name is the set of its three-letter pieces, Hangul taken apart into jamo. Two sets that are alike
//! share one of their rarest pieces at least, so only names that do are compared (prefix filtering of
//! set-similarity joins). The cost grows with how often these rare pieces recur, not with the square of
//! the number of names.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// The share of pieces in common from which two names are said to be alike.
const ALIKE: f64 = 0.5;

/// Pairs of positions in `names` that have the share [`ALIKE`] of their pieces in common at least, with that
/// share once more, now by weight: a piece that many names have ("인베스트먼트") says less.
pub(super) fn alike(names: &[&str]) -> Vec<(usize, usize, f64)> {
    let pieces: Vec<BTreeSet<String>> = names.iter().map(|name| pieces(name)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for piece in pieces.iter().flatten() {
        *counts.entry(piece).or_default() += 1;
    }
    let mut by_piece: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (this, set) in pieces.iter().enumerate() {
        let mut rarest: Vec<&str> = set.iter().map(String::as_str).collect();
        rarest.sort_by_key(|piece| (counts[piece], *piece));
        #[expect(
            clippy::cast_sign_loss,
            clippy::cast_possible_truncation,
            reason = "a share of a small length"
        )]
        let must_share = (ALIKE * rarest.len() as f64).ceil() as usize;
        rarest.truncate(rarest.len() + 1 - must_share);
        let mut others = BTreeSet::new();
        for piece in rarest {
            let bearers = by_piece.entry(piece).or_default();
            others.extend(bearers.iter().copied());
            bearers.push(this);
        }
        for other in others {
            let common = set.intersection(&pieces[other]).count();
            let share = common as f64 / (set.len() + pieces[other].len() - common) as f64;
            if share >= ALIKE {
                let weight = |piece: &String| (1.0 + names.len() as f64 / counts[piece.as_str()] as f64).ln();
                let sum = |pieces: &mut dyn Iterator<Item = &String>| pieces.map(weight).sum::<f64>();
                let common = sum(&mut set.intersection(&pieces[other]));
                pairs.push((other, this, common / sum(&mut set.union(&pieces[other]))));
            }
        }
    }
    pairs
}

/// Three letters each, the ends of the name marked.
fn pieces(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = ['^', '^'].into_iter().chain(name.nfd()).chain(['$']).collect();
    letters.windows(3).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Leaving pairs uncompared must lose none.
        #[test]
        fn no_pair_is_lost(names in proptest::collection::vec("[가-깋나다]{1,5}", 0..30)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut expected = Vec::new();
            for (b, name) in names.iter().enumerate() {
                for (a, other) in names[..b].iter().enumerate() {
                    let (x, y) = (pieces(name), pieces(other));
                    let common = x.intersection(&y).count();
                    if common as f64 / (x.len() + y.len() - common) as f64 >= ALIKE {
                        expected.push((a, b));
                    }
                }
            }
            let mut found: Vec<_> = alike(&names).into_iter().map(|(a, b, _)| (a, b)).collect();
            expected.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}

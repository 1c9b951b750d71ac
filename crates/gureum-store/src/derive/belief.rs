//! How far to believe a fact: INDRA's noisy-or over independent articles (Gyori et al. 2017, "From word models
//! to executable models of signaling networks using automated assembly", Molecular Systems Biology 13:954;
//! the bookkeeping by rule is that of INDRA's `BayesianScorer`).
//!
//! ```text
//! e(rule)       = (1 + wrong) / (10 + right + wrong)            a Beta(9,1) prior: unseen, 1 in 10 is wrong
//! rand(rule)    = max(e(rule) − syst, 0)                        syst = 0.05, as INDRA has it for readers
//! wrong(words)  = Π over independent articles (syst + Π over rules rand(rule))
//! belief        = (1 − wrong(assertions)) × wrong(denials)
//! ```
//!
//! - A rule counts once in an article, however many sentences it reads there: where it is wrong, it is wrong
//!   for one reason. Of several rules that read one sentence only the best counts: they are one witness.
//! - Articles that print the same text count as one article, with the sentences of them all.
//! - A denial counts where it contradicts an assertion ([`Clocks::denies`](gureum_model::Clocks::denies)). INDRA's
//!   pp × (1 − np).
//! - Plans and speculation count neither way. What no article asserts has no belief.
//!
//! The products are taken in the order of their factors' sizes, so the digits do not depend on any other.

use std::collections::BTreeMap;

/// Error that no amount of evidence in one article takes away: the article may be wrong itself, or a name in it
/// be taken for another's.
const SYST: f64 = 0.05;
/// The prior: as if each rule had been right nine times and wrong once.
const PRIOR: [f64; 2] = [9.0, 1.0];
/// Belief is never certainty, nor its opposite.
const BOUNDS: (f64, f64) = (0.0001, 0.9999);

/// How often rules were right and wrong, by the number of their names.
#[derive(Debug, Default)]
pub(super) struct Rates(BTreeMap<u32, [f64; 2]>);

impl Rates {
    /// Adds what one gold set says of a rule.
    pub(super) fn add(&mut self, rule: u32, right: u32, wrong: u32) {
        let counts = self.0.entry(rule).or_default();
        counts[0] += f64::from(right);
        counts[1] += f64::from(wrong);
    }

    /// How often the rule is wrong.
    fn error(&self, rule: u32) -> f64 {
        let [right, wrong] = self.0.get(&rule).copied().unwrap_or_default();
        (wrong + PRIOR[1]) / (right + wrong + PRIOR[0] + PRIOR[1])
    }

    /// The probability that all are wrong who say it; each given as the sentences of one independent article
    /// and the rules that read them.
    pub(super) fn wrong(&self, articles: impl IntoIterator<Item = Vec<(u32, u32)>>) -> f64 {
        product(articles.into_iter().map(|places| SYST + self.rand(places)).collect())
    }

    fn rand(&self, mut places: Vec<(u32, u32)>) -> f64 {
        places.sort_unstable();
        let best = |sentence: &[(u32, u32)]| {
            let rules = sentence.iter().map(|(_, rule)| *rule);
            rules.min_by(|a, b| self.error(*a).total_cmp(&self.error(*b)))
        };
        let mut rules: Vec<u32> = places.chunk_by(|a, b| a.0 == b.0).filter_map(best).collect();
        rules.sort_unstable();
        rules.dedup();
        product(rules.into_iter().map(|rule| (self.error(rule) - SYST).max(0.0)).collect())
    }
}

/// Belief by the probabilities that those are wrong who assert it, and those who deny it; 1 where nobody does.
pub(super) fn belief(assertions_wrong: f64, denials_wrong: f64) -> f64 {
    ((1.0 - assertions_wrong) * denials_wrong).clamp(BOUNDS.0, BOUNDS.1)
}

fn product(mut factors: Vec<f64>) -> f64 {
    factors.sort_by(f64::total_cmp);
    factors.into_iter().product()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rule 1 was never seen; rule 2 was right 27 times and wrong 3 times; rule 3 always right, 90 times.
    fn rates() -> Rates {
        let mut rates = Rates::default();
        rates.add(2, 20, 1);
        rates.add(2, 7, 2);
        rates.add(3, 90, 0);
        rates
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn one_sentence_is_believed_as_its_rule_up_to_the_systematic_error() {
        let rates = rates();
        near(rates.wrong([vec![(1, 1)]]), 0.1);
        near(rates.wrong([vec![(1, 2)]]), 4.0 / 40.0);
        near(rates.wrong([vec![(1, 3)]]), 0.05);
    }

    #[test]
    fn independent_articles_multiply_and_rules_of_one_article_only_their_random_part() {
        let rates = rates();
        near(rates.wrong([vec![(1, 1)], vec![(2, 1)]]), 0.1 * 0.1);
        near(rates.wrong([vec![(1, 1), (2, 2)]]), 0.05 + 0.05 * 0.05);
        near(rates.wrong([vec![(1, 1), (2, 1)]]), 0.1);
        near(rates.wrong([vec![(1, 1), (1, 3)]]), 0.05);
    }

    #[test]
    fn denials_lower_and_nothing_is_certain() {
        near(belief(0.1, 1.0), 0.9);
        near(belief(0.1, 0.1), 0.09);
        near(belief(0.0, 1.0), 0.9999);
        near(belief(0.5, 0.0), 0.0001);
    }
}

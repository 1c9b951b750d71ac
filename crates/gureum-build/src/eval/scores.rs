//! Counts, and what is reckoned from them.

use std::collections::BTreeMap;

use gureum_model::Property;
use serde_json::{Value, json};

use super::judge::{QUALIFIERS, Qualifiers, Verdict};

/// A property enters the mean over properties from so many gold facts.
const ENOUGH: usize = 5;

/// How many were right, wrong and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Counts {
    /// How much of what was extracted is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// How much of what is there was found.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    fn to_json(self) -> Value {
        json!([self.precision(), self.recall(), self.f1()])
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// All counts of some articles.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Articles with gold.
    pub articles: usize,
    /// Subject, property, object and modality agree.
    pub strict: Counts,
    /// Modality may differ.
    pub relaxed: Counts,
    /// Strict, less the property alias.
    pub no_alias: Counts,
    /// Entities of facts.
    pub entities: Counts,
    /// Strict, by property.
    pub properties: BTreeMap<String, Counts>,
    /// Strict, by modality.
    pub modalities: BTreeMap<String, Counts>,
    /// Strict, by what file names begin with.
    pub sets: BTreeMap<String, Counts>,
    /// How often a qualifier of right facts was right, and how often it was asked for.
    pub qualifiers: BTreeMap<&'static str, [usize; 2]>,
}

impl Scores {
    /// Adds the articles up.
    pub fn of(verdicts: &[Verdict<'_>]) -> Self {
        let none: Qualifiers = QUALIFIERS.map(|name| (name, [0, 0])).into();
        let mut scores = Self { articles: verdicts.len(), qualifiers: none, ..Self::default() };
        for verdict in verdicts {
            scores.relaxed.add(verdict.relaxed);
            scores.entities.add(verdict.entities);
            for (qualifier, [right, all]) in &verdict.qualifiers {
                let sum = scores.qualifiers.entry(qualifier).or_default();
                *sum = [sum[0] + right, sum[1] + all];
            }
            let one = |right, wrong, missed| Counts { right, wrong, missed };
            let gold =
                |i: usize| (verdict.gold.facts[i].property.name(), verdict.gold.facts[i].modality.name());
            let right = verdict.right.iter().map(|(i, _)| (gold(*i), one(1, 0, 0)));
            let wrong =
                verdict.wrong.iter().map(|(fact, _)| ((&*fact.predicate, &*fact.modality), one(0, 1, 0)));
            let missed = verdict.missed.iter().map(|i| (gold(*i), one(0, 0, 1)));
            for ((property, modality), count) in right.chain(wrong).chain(missed) {
                scores.strict.add(count);
                if property != Property::Alias.name() {
                    scores.no_alias.add(count);
                }
                scores.properties.entry(property.to_owned()).or_default().add(count);
                scores.modalities.entry(modality.to_owned()).or_default().add(count);
                scores.sets.entry(verdict.gold.set.clone()).or_default().add(count);
            }
        }
        scores
    }

    /// Mean F1 over the properties with enough gold facts, and how many these are.
    pub fn macro_f1(&self) -> (f64, usize) {
        let enough = self.properties.values().filter(|counts| counts.right + counts.missed >= ENOUGH);
        let (sum, count) = enough.fold((0.0, 0), |(sum, count), counts| (sum + counts.f1(), count + 1));
        (if count == 0 { 0.0 } else { sum / f64::from(count) }, count as usize)
    }

    pub(super) fn to_json(&self) -> Value {
        let table = |rows: &BTreeMap<String, Counts>| -> BTreeMap<String, Value> {
            let row =
                |c: &Counts| json!({"tp": c.right, "fp": c.wrong, "fn": c.missed, "strict": c.to_json()});
            rows.iter().map(|(name, counts)| (name.clone(), row(counts))).collect()
        };
        json!({
            "articles": self.articles,
            "tp": self.strict.right,
            "fp": self.strict.wrong,
            "fn": self.strict.missed,
            "strict": self.strict.to_json(),
            "relaxed": self.relaxed.to_json(),
            "no alias": self.no_alias.to_json(),
            "entities": self.entities.to_json(),
            "macro": self.macro_f1().0,
            "qualifiers": self.qualifiers,
            "properties": table(&self.properties),
            "modalities": table(&self.modalities),
            "sets": table(&self.sets),
        })
    }
}

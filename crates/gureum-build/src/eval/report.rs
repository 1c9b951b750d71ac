//! What an evaluation says: scores, and on demand what was missed or wrong, and what changed since another
//! extraction.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::Texts;
use super::fact::{Fact, shown};
use super::gold::{Gold, GoldObject};
use super::judge::Verdict;
use super::scores::Scores;

/// An evaluation.
#[derive(Debug)]
pub struct Report {
    /// The counts.
    pub scores: Scores,
    /// What was missed and what was wrong.
    pub errors: Option<Errors>,
    /// What changed.
    pub changes: Option<Changes>,
}

/// Where extraction and gold differ.
#[derive(Debug, Serialize)]
pub struct Errors {
    /// Gold facts that were not found.
    pub missed: Vec<Finding>,
    /// Extracted facts that gold does not have.
    pub wrong: Vec<Finding>,
}

/// What differs from an earlier extraction.
#[derive(Debug)]
pub struct Changes {
    /// The counts of the earlier one.
    pub before: Scores,
    /// Right now, and was not.
    pub gained: Vec<Finding>,
    /// Was right, and is no longer found.
    pub lost: Vec<Finding>,
    /// Wrong now, and was not there.
    pub newly_wrong: Vec<Finding>,
    /// Was wrong, and is no longer there.
    pub no_longer_wrong: Vec<Finding>,
}

/// A fact with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the article.
    pub article: String,
    /// Name of the subject.
    pub subject: String,
    /// The property.
    pub predicate: String,
    /// Name of the object, or the value.
    pub object: String,
    /// How it is put.
    pub modality: String,
    /// The rule that read it; none for a gold fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether gold has it with another modality.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other_modality: bool,
    /// The sentence, or the quote where the article is not at hand.
    pub sentence: String,
}

impl Errors {
    /// Lists them in the order of the articles, missed facts as in gold, wrong ones as extracted.
    pub fn of(verdicts: &[Verdict<'_>], texts: &Texts) -> Self {
        let missed = |verdict: &Verdict<'_>| -> Vec<Finding> {
            verdict.missed.iter().map(|i| Finding::gold(verdict.gold, *i, texts)).collect()
        };
        Self {
            missed: verdicts.iter().flat_map(missed).collect(),
            wrong: verdicts.iter().flat_map(|verdict| wrong(verdict, texts)).collect(),
        }
    }
}

impl Changes {
    /// Compares verdicts on the same gold, fact by fact.
    pub fn between(before: &[Verdict<'_>], now: &[Verdict<'_>], texts: &Texts) -> Self {
        let pairs = || before.iter().zip(now);
        Self {
            before: Scores::of(before),
            gained: pairs().flat_map(|(before, now)| only_right(now, before, texts)).collect(),
            lost: pairs().flat_map(|(before, now)| only_right(before, now, texts)).collect(),
            newly_wrong: pairs().flat_map(|(before, now)| only_wrong(now, before, texts)).collect(),
            no_longer_wrong: pairs().flat_map(|(before, now)| only_wrong(before, now, texts)).collect(),
        }
    }
}

/// Facts that are right here and not there.
fn only_right(here: &Verdict<'_>, there: &Verdict<'_>, texts: &Texts) -> Vec<Finding> {
    let there: BTreeSet<usize> = there.right.iter().map(|(i, _)| *i).collect();
    let only = here.right.iter().filter(|(i, _)| !there.contains(i));
    only.map(|(_, fact)| Finding::extracted(fact, false, texts)).collect()
}

/// Facts that are wrong here and not there, whatever rule reads them, and wherever in the article.
fn only_wrong(here: &Verdict<'_>, there: &Verdict<'_>, texts: &Texts) -> Vec<Finding> {
    let said = |fact: &Fact| {
        (fact.subject.shown(), fact.predicate.clone(), fact.object.shown(), fact.modality.clone())
    };
    let there: BTreeSet<_> = there.wrong.iter().map(|(fact, _)| said(fact)).collect();
    let only = here.wrong.iter().filter(|(fact, _)| !there.contains(&said(fact)));
    only.map(|(fact, other)| Finding::extracted(fact, *other, texts)).collect()
}

fn wrong(verdict: &Verdict<'_>, texts: &Texts) -> Vec<Finding> {
    verdict.wrong.iter().map(|(fact, other)| Finding::extracted(fact, *other, texts)).collect()
}

impl Finding {
    fn gold(gold: &Gold, number: usize, texts: &Texts) -> Self {
        let fact = &gold.facts[number];
        Self {
            article: gold.article.clone(),
            subject: gold.name(&fact.subject).to_owned(),
            predicate: fact.property.name().to_owned(),
            object: match &fact.object {
                GoldObject::Entity(id) => gold.name(id).to_owned(),
                GoldObject::Literal(value) => shown(value),
            },
            modality: fact.modality.name().to_owned(),
            rule: None,
            other_modality: false,
            sentence: texts.sentence(&gold.article, &fact.qualifiers.quote, None),
        }
    }

    fn extracted(fact: &Fact, other_modality: bool, texts: &Texts) -> Self {
        let start = fact.evidence.as_ref().and_then(|evidence| evidence.start);
        Self {
            article: fact.article.clone(),
            subject: fact.subject.shown(),
            predicate: fact.predicate.clone(),
            object: fact.object.shown(),
            modality: fact.modality.clone(),
            rule: fact.rule.clone(),
            other_modality,
            sentence: texts.sentence(&fact.article, fact.quote(), start),
        }
    }
}

impl Report {
    /// One JSON object.
    pub fn to_json(&self) -> Value {
        let list = |findings: &[Finding]| serde_json::to_value(findings).unwrap_or_default(); // texts only
        let mut json = self.scores.to_json();
        if let Some(errors) = &self.errors {
            json["missed"] = list(&errors.missed);
            json["wrong"] = list(&errors.wrong);
        }
        if let Some(changes) = &self.changes {
            json["against"] = changes.before.to_json();
            json["gained"] = list(&changes.gained);
            json["lost"] = list(&changes.lost);
            json["newly wrong"] = list(&changes.newly_wrong);
            json["no longer wrong"] = list(&changes.no_longer_wrong);
        }
        json
    }
}

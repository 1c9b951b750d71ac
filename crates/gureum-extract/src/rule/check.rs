//! Running the examples of rules: each `yes` sentence must give just its facts, each `no` sentence none.

use std::collections::BTreeSet;

use gureum_model::{CalendarDate, ContentHash, Extraction, Modality, Object};

use crate::Extractor;
use crate::text;

/// An example that a rule does not live up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// The file it stands in.
    pub path: String,
    /// The sentence.
    pub text: String,
    /// Facts the example names and the rule did not find.
    pub missing: Vec<String>,
    /// Facts the rule found and the example does not name.
    pub extra: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: rule '{}' on «{}»", self.path, self.rule, self.text)?;
        for fact in &self.missing {
            write!(f, "\n    missing: {fact}")?;
        }
        for fact in &self.extra {
            write!(f, "\n    not expected: {fact}")?;
        }
        Ok(())
    }
}

/// The day on which all examples are published: 20 May 2024.
const ANCHOR: (u16, u8, u8) = (2024, 5, 20);

/// Runs all examples; empty when every rule keeps its word.
pub fn check(extractor: &Extractor) -> Vec<Failure> {
    let mut reader = extractor.reader();
    let mut failures = Vec::new();
    for rule in &extractor.resources().rules.rules {
        let examples = rule
            .yes
            .iter()
            .map(|e| (e.text.as_str(), e.facts.as_slice()))
            .chain(rule.no.iter().map(|t| (t.as_str(), &[][..])));
        for (sentence, facts) in examples {
            let mut page = text::read_text(sentence);
            page.published = CalendarDate::new(ANCHOR.0, ANCHOR.1, ANCHOR.2).ok();
            let extraction = reader.extract("example", ContentHash::of(sentence.as_bytes()), page);
            let found = facts_of(&extraction, &rule.id);
            let wanted: BTreeSet<String> = facts
                .iter()
                .map(|fact| {
                    let turned = turned(fact).filter(|t| rule.property.is_symmetric() && found.contains(t));
                    turned.unwrap_or_else(|| fact.clone())
                })
                .collect();
            if found != wanted {
                failures.push(Failure {
                    rule: rule.id.clone(),
                    path: rule.path.clone(),
                    text: sentence.to_owned(),
                    missing: wanted.difference(&found).cloned().collect(),
                    extra: found.difference(&wanted).cloned().collect(),
                });
            }
        }
    }
    failures
}

/// A fact with its parties exchanged: which comes first does not matter to a symmetric property.
fn turned(fact: &str) -> Option<String> {
    let mut parts: Vec<&str> = fact.split(" | ").collect();
    (parts.len() >= 3).then(|| {
        parts.swap(0, 2);
        parts.join(" | ")
    })
}

/// The facts of one rule as examples write them: `subject | property | object`, and the modality
/// unless asserted. Names are the registry's for known entities, else those of the text.
fn facts_of(extraction: &Extraction, rule: &str) -> BTreeSet<String> {
    extraction
        .claims
        .iter()
        .filter(|claim| claim.evidence().iter().any(|e| e.rule == rule))
        .map(|claim| {
            let name = |index| {
                let entity = extraction.entity(index);
                entity.mentions.first().unwrap_or(&entity.label).clone()
            };
            let object = match &claim.object {
                Object::Entity(index) => name(*index),
                Object::Literal { value, .. } => value.value(),
            };
            let modality = if claim.modality == Modality::Asserted {
                String::new()
            } else {
                format!(" | {}", claim.modality)
            };
            format!("{} | {} | {object}{modality}", name(claim.subject), claim.property.name())
        })
        .collect()
}

//! Rules by the predicate that starts them, made once and shared.

use std::collections::BTreeMap;

use crate::resources::Resources;
use crate::rule::{Body, WordRef};

/// Rules by the lemma that starts them, made once.
#[derive(Debug, Default)]
pub struct RuleIndex {
    pub(super) frames: BTreeMap<String, Vec<usize>>,
    pub(super) phrases: Vec<usize>,
}

impl RuleIndex {
    /// Indexes the rules.
    pub fn new(resources: &Resources) -> Self {
        let mut index = Self::default();
        for (at, rule) in resources.rules.rules.iter().enumerate() {
            match &rule.body {
                Body::Phrase(_) => index.phrases.push(at),
                Body::Frame(frame) => {
                    for word in &frame.predicate {
                        match word {
                            WordRef::Word(word) => index.frames.entry(word.clone()).or_default().push(at),
                            WordRef::Set(set) => {
                                let mut words: Vec<&String> =
                                    resources.words.set(set).into_iter().flatten().collect();
                                words.sort();
                                for word in words {
                                    index.frames.entry(word.clone()).or_default().push(at);
                                }
                            }
                        }
                    }
                }
            }
        }
        for rules in index.frames.values_mut() {
            rules.sort_unstable();
            rules.dedup();
        }
        index
    }
}

//! Rules by the predicate that starts them, made once and shared.

use rustc_hash::FxHashMap;

use crate::resources::Resources;
use crate::rule::{Body, WordRef};

/// Rules by the lemma that starts them, made once: looked up for every predicate, never listed.
#[derive(Debug, Default)]
pub struct RuleIndex {
    pub(super) frames: FxHashMap<String, Vec<usize>>,
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
                    // A word may stand in several sets of one rule; rules come in order.
                    let mut add = |word: &String| {
                        let rules = index.frames.entry(word.clone()).or_default();
                        if rules.last() != Some(&at) {
                            rules.push(at);
                        }
                    };
                    for word in &frame.predicate {
                        match word {
                            WordRef::Word(word) => add(word),
                            WordRef::Set(set) => {
                                resources.words.set(set).into_iter().flatten().for_each(&mut add);
                            }
                        }
                    }
                }
            }
        }
        index
    }
}

//! Rules by the words that they ask for, made once and shared: looked up for every predicate and
//! sentence, never listed.

use rustc_hash::FxHashMap;

use crate::lexicon::WordSets;
use crate::resources::Resources;
use crate::rule::pattern::{Cue, Pattern};
use crate::rule::{Asks, Body};
use crate::syntax::token::Token;

/// Rules by the words that they ask for.
#[derive(Debug, Default)]
pub struct RuleIndex {
    /// Frame rules by the lemma that starts them.
    pub(super) frames: FxHashMap<String, Vec<FrameEntry>>,
    /// Phrase rules.
    pub(super) phrases: Vec<PhraseRule>,
    cues: Cues,
}

/// A frame rule, with what rules out most sentences beside it: rules lie far apart in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrameEntry {
    pub(super) rule: usize,
    pub(super) asks: Asks,
}

/// A phrase rule and the cues that a sentence must have for it.
#[derive(Debug)]
pub(super) struct PhraseRule {
    pub(super) rule: usize,
    cues: Vec<usize>,
}

/// The cues of all phrase rules, numbered, by their words.
#[derive(Debug, Default)]
struct Cues {
    /// Words that a noun ends with, by their last character.
    nouns: FxHashMap<char, Vec<(String, usize)>>,
    lemmas: FxHashMap<String, Vec<usize>>,
    literals: FxHashMap<String, Vec<usize>>,
    numbers: FxHashMap<String, usize>,
}

impl RuleIndex {
    /// Indexes the rules.
    pub fn new(resources: &Resources) -> Self {
        let mut index = Self::default();
        for (at, rule) in resources.rules.rules.iter().enumerate() {
            match &rule.body {
                Body::Phrase(pattern) => {
                    let cues = index.cues.of(pattern, &resources.words);
                    index.phrases.push(PhraseRule { rule: at, cues });
                }
                Body::Frame(frame) => {
                    for word in frame.predicate.iter().flat_map(|word| word.all(&resources.words)) {
                        // A word may stand in several sets of one rule; rules come in order.
                        let rules = index.frames.entry(word.to_owned()).or_default();
                        if rules.last().is_none_or(|last| last.rule != at) {
                            rules.push(FrameEntry { rule: at, asks: frame.asks });
                        }
                    }
                }
            }
        }
        index
    }

    /// The phrase rules whose cues all stand among the tokens, in order.
    pub(super) fn phrases_for<'a>(
        &'a self,
        text: &str,
        tokens: &[Token],
    ) -> impl Iterator<Item = usize> + 'a {
        let here = self.cues.among(text, tokens);
        let cued = move |phrase: &&PhraseRule| phrase.cues.iter().all(|&cue| here[cue]);
        self.phrases.iter().filter(cued).map(|phrase| phrase.rule)
    }
}

impl Cues {
    /// The numbers of a pattern's cues; new ones are added.
    fn of(&mut self, pattern: &Pattern, words: &WordSets) -> Vec<usize> {
        let mut numbers = Vec::new();
        for cue in pattern.cues() {
            let next = self.numbers.len();
            let name = match cue {
                Cue::Noun(word) => format!("noun {word}"),
                Cue::Lemma(word) => format!("lemma {word}"),
                Cue::Literal(words) => format!("literal {words}"),
            };
            let number = *self.numbers.entry(name).or_insert(next);
            numbers.push(number);
            if number < next {
                continue;
            }
            match cue {
                Cue::Noun(word) => {
                    for word in word.all(words) {
                        let last = word.chars().next_back().unwrap_or_default();
                        self.nouns.entry(last).or_default().push((word.to_owned(), number));
                    }
                }
                Cue::Lemma(word) => {
                    for lemma in word.all(words) {
                        self.lemmas.entry(lemma.to_owned()).or_default().push(number);
                    }
                }
                Cue::Literal(words) => {
                    for word in words.split('|') {
                        self.literals.entry(word.to_owned()).or_default().push(number);
                    }
                }
            }
        }
        numbers
    }

    /// For each cue, whether one of the tokens has it.
    fn among(&self, text: &str, tokens: &[Token]) -> Vec<bool> {
        let mut here = vec![false; self.numbers.len()];
        for token in tokens {
            if let Some(noun) = token.noun(text)
                && let Some(last) = noun.chars().next_back()
            {
                for (word, cue) in self.nouns.get(&last).into_iter().flatten() {
                    here[*cue] |= noun.ends_with(word.as_str());
                }
            }
            let lemma = token.predicate().and_then(|p| self.lemmas.get(&p.lemma));
            let literal = self.literals.get(&text[token.start..token.end]);
            lemma.into_iter().chain(literal).flatten().for_each(|&cue| here[cue] = true);
        }
        here
    }
}

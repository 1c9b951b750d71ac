//! Extraction rules as data: what `seeds/rules` says, compiled.
//!
//! A rule is a *frame rule* (a predicate and what depends on it) or a *phrase rule* (a run of
//! tokens). Both bind S and O to mentions; the property is the file's or the rule's own.

mod check;
mod load;
pub mod pattern;
mod reliability;
pub mod slot;

use gureum_model::{Modality, Property};

pub use check::{Failure, check};
pub use pattern::Pattern;
pub use reliability::{HEADER as RELIABILITY_HEADER, Reliability};
pub use slot::{Filter, Place, Slot, SortSet, WordRef};

/// All rules, in the order of files and lines.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    /// The rules.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, unique in the book; evidence cites it.
    pub id: String,
    /// What it is about, for people.
    pub about: String,
    /// The property it states.
    pub property: Property,
    /// The file it stands in.
    pub path: String,
    /// The line on which it begins there, from 1.
    pub line: usize,
    /// What it matches.
    pub body: Body,
    /// A noun that the sentence must have.
    pub sentence: Option<WordRef>,
    /// Modality whatever the sentence says, for idioms that carry their own.
    pub modality: Option<Modality>,
    /// Sentences in which it must find just these facts.
    pub yes: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub no: Vec<String>,
}

/// A sentence and the facts a rule finds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Facts as `subject | property | object`, with ` | modality` unless asserted.
    pub facts: Vec<String>,
}

/// What a rule matches.
#[derive(Clone, Debug)]
pub enum Body {
    /// A predicate with its arguments.
    Frame(Box<FrameRule>),
    /// A run of tokens.
    Phrase(Pattern),
}

/// A predicate with its arguments.
#[derive(Clone, Debug)]
pub struct FrameRule {
    /// Lemmas of the predicate.
    pub predicate: Vec<WordRef>,
    /// The noun of a copular predicate ("기업이다").
    pub noun: Option<WordRef>,
    /// The subject of the fact.
    pub subject: Slot,
    /// The object of the fact.
    pub object: Slot,
    /// Phrases that must be there.
    pub needs: Vec<Slot>,
    /// Phrases that must not be there.
    pub unless: Vec<Slot>,
    /// Whether the predicate must be marked as past ("이었던", "이끌었다"), or must not.
    pub past: Option<bool>,
    /// Partners may also stand together in one slot: "A와 B는 협약을 맺었다".
    pub mutual: bool,
    /// What it states where the object's phrase has more than half of the shares.
    pub majority: Option<Property>,
    /// Where a title is read from.
    pub title: Option<Slot>,
    /// Where an invested amount is read from.
    pub value: Option<Slot>,
    /// The subject may be understood from earlier sentences.
    pub carry: bool,
    /// Whether the clause's date dates the fact.
    pub dated: bool,
    /// What the sentence must name.
    pub asks: Asks,
}

/// Sorts of which a sentence must have a name each, for S and for O: those of a slot that nothing said before
/// can fill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// For S.
    pub subject: Option<SortSet>,
    /// For O.
    pub object: Option<SortSet>,
}

impl Asks {
    /// Whether a sentence with names of these sorts can hold what the rule binds: a quick no.
    pub fn may_match(self, sorts: SortSet) -> bool {
        [self.subject, self.object].iter().flatten().all(|asked| asked.meets(sorts))
    }
}

impl RuleBook {
    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }
}

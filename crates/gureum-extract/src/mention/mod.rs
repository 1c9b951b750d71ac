//! Mentions: the names, amounts and dates of an article, and which entity each stands for.

pub mod alias;
pub mod amount;
pub mod anaphor;
mod branded;
mod certificate;
mod deed;
mod facility;
pub mod find;
mod group;
mod headline;
mod organization;
mod person;
mod place;
mod program;
mod quoted;
mod sector;
mod service;
pub mod when;

use std::ops::Range;

use gureum_model::{Class, Decimal};

/// Position of a mention in its article, in text order within a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

impl MentionId {
    /// The position as an index.
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// Something the text names, counts or dates.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The name itself in the analysed text, without quotes and particle.
    pub inner: Range<usize>,
    /// With its quotes and the parenthesis that gives another name.
    pub outer: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// Which entities, for names: indices into the article's cast. "양사" stands for two.
    pub entities: Vec<usize>,
    /// What found it, shown by explanations.
    pub cue: Cue,
}

/// What a mention is.
#[derive(Clone, Debug, PartialEq)]
pub enum Sort {
    /// A name.
    Name(Class),
    /// Korean won.
    Money(i64),
    /// Percent.
    Percent(Decimal),
    /// A number of companies, institutions or other members.
    Count(i64),
    /// A point in time.
    Date(when::When),
    /// The host of a web address.
    Web,
}

/// What made a stretch of text a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// The registry lists the name.
    Lexicon,
    /// It stands in quotation marks beside a class noun.
    Quoted,
    /// It stands before a parenthesis with another name.
    Parenthesis,
    /// It ends like a name of its class.
    Shape,
    /// A class noun or title beside it says what it is.
    Context,
    /// The same article names it elsewhere with a strong cue.
    Learned,
    /// An expression that refers back: "이 회사", "양사".
    Anaphor,
    /// A number or date.
    Number,
}

impl Mention {
    /// The class of a name.
    pub fn class(&self) -> Option<Class> {
        match self.sort {
            Sort::Name(class) => Some(class),
            _ => None,
        }
    }
}

//! A fact as a rule found it, before its entities have IRIs.

use std::ops::Range;

use gureum_model::{Literal, Modality, Property, Qualifiers};

/// A fact as a rule found it, before entities have their IRIs.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Index of the subject in the cast.
    pub subject: usize,
    /// The property.
    pub property: Property,
    /// The object.
    pub object: DraftObject,
    /// How it is put.
    pub modality: Modality,
    /// Date, title and the like.
    pub qualifiers: Qualifiers,
    /// Index of the speaker in the cast.
    pub speaker: Option<usize>,
    /// The clause, in the analysed text.
    pub quote: Range<usize>,
    /// The sentence, in the analysed text.
    pub sentence: Range<usize>,
    /// The subject's mention, if it stands in the sentence.
    pub subject_at: Option<Range<usize>>,
    /// The object's mention.
    pub object_at: Option<Range<usize>>,
    /// The rule.
    pub rule: String,
}

/// The object of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftObject {
    /// Index in the cast.
    Entity(usize),
    /// A value and its surface form.
    Literal(Literal, String),
}

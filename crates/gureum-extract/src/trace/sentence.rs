//! How a sentence was taken apart: words with their morphemes, names, and the roles of its phrases.

use std::ops::Range;

use gureum_model::Class;

use super::Trace;
use crate::lexicon::key;
use crate::mention::{Cue, Mention, MentionId, Sort};
use crate::stage::document;
use crate::stage::probe::Seen;
use crate::syntax::clause::{Clauses, FrameId, PhraseId};
use crate::syntax::josa::Role;
use crate::text::SentenceKind;

/// A word between spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its morphemes: place, and parts of speech joined by `+`.
    pub morphemes: Vec<(Range<usize>, String)>,
}

/// A phrase with its role, or a predicate. Parts of a sentence do not overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Where it stands, particle included.
    pub range: Range<usize>,
    /// What it does in its clause.
    pub role: PartRole,
    /// What the name or amount that it stands for is.
    pub sort: Option<Sort>,
}

/// What a part does in its clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartRole {
    /// Its particle says.
    Phrase(Role),
    /// It is the predicate with this dictionary form, 다 left out.
    Predicate(String),
    /// An element of a phrase rule took it, written so.
    Element(String),
}

/// A name, amount or date of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Without quotes and particle.
    pub range: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// What made it a name.
    pub cue: Cue,
    /// Whom it stands for; empty for amounts and dates.
    pub who: Vec<Who>,
    /// How it is known to stand for that.
    pub identity: Identity,
}

/// An entity of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Its number in the article.
    pub number: usize,
    /// The registry's name, else the fullest one in the article.
    pub label: String,
    /// What it is.
    pub class: Class,
    /// The registry's id.
    pub known: Option<String>,
}

/// How a mention is known to stand for its entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// It is an amount or a date, and stands for itself.
    Itself,
    /// The text names it here for the first time, and the registry does not know it.
    First,
    /// The registry has the name.
    Registry,
    /// The text used the same name before.
    Repeated,
    /// The same name in another spelling.
    Spelling(String),
    /// The text gives the one as another name of the other, in parentheses.
    Parenthesis(String),
    /// It is the end of a full name.
    Shortened(String),
    /// It refers back.
    Anaphor,
}

impl Trace {
    /// The sentences, in order.
    pub fn sentences(&self) -> &[document::Sentence] {
        &self.document.sentences
    }

    /// Number of the sentence that holds a place.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        self.document.sentences.iter().position(|s| s.range.contains(&at))
    }

    /// The words of a sentence.
    pub fn words(&self, sentence: usize) -> Vec<Word> {
        let this = &self.document.sentences[sentence];
        let mut words: Vec<Word> = Vec::new();
        for m in &self.document.morphemes[this.morphemes.clone()] {
            let tags: Vec<&str> = m.tags.iter().map(|t| t.name()).collect();
            let morpheme = (m.start..m.end, tags.join("+"));
            match words.last_mut().filter(|word| word.range.end == m.start) {
                Some(word) => {
                    word.range.end = m.end;
                    word.morphemes.push(morpheme);
                }
                None => words.push(Word { range: m.start..m.end, morphemes: vec![morpheme] }),
            }
        }
        words
    }

    /// The names, amounts and dates of a sentence.
    pub fn names(&self, sentence: usize) -> Vec<Name> {
        let range = &self.document.sentences[sentence].range;
        let first = self.mentions.partition_point(|m| m.outer.start < range.start);
        let here = self.mentions[first..].iter().take_while(|m| m.outer.start < range.end).count();
        (first..first + here).map(|at| self.name(at)).collect()
    }

    /// An entity of the article.
    pub fn who(&self, number: usize) -> Who {
        let member = &self.cast.members[number];
        let known = member.known.map(|known| &self.resources.registry.known()[known]);
        Who {
            number,
            label: known.map_or_else(
                || member.names.iter().max_by_key(|n| n.chars().count()).cloned().unwrap_or_default(),
                |known| known.ko.clone(),
            ),
            class: member.class,
            known: known.map(|known| known.id.clone()),
        }
    }

    pub(super) fn name_of(&self, id: MentionId) -> Name {
        self.name(id.get())
    }

    fn name(&self, at: usize) -> Name {
        let mention = &self.mentions[at];
        Name {
            range: mention.inner.clone(),
            sort: mention.sort.clone(),
            cue: mention.cue,
            who: mention.entities.iter().map(|&number| self.who(number)).collect(),
            identity: self.identity(at, mention),
        }
    }

    fn identity(&self, at: usize, mention: &Mention) -> Identity {
        let Some(&entity) = mention.entities.first() else { return Identity::Itself };
        if mention.cue == Cue::Anaphor {
            return Identity::Anaphor;
        }
        let name = self.at(&mention.inner);
        let member = &self.cast.members[entity];
        let registered = member
            .known
            .is_some_and(|known| self.resources.registry.lookup(name).any(|(found, _)| found == known));
        let earlier = || {
            let before = self.mentions[..at].iter();
            before
                .filter(|m| m.cue != Cue::Anaphor && m.entities.contains(&entity))
                .map(|m| self.at(&m.inner))
        };
        if registered {
            return Identity::Registry;
        }
        if earlier().any(|other| other == name) {
            return Identity::Repeated;
        }
        // The parenthesis may stand behind this mention, or have given this name to another one.
        let given = self.aliases.iter().find_map(|alias| {
            let of = self.at(&alias.of);
            let ours = member.names.iter().any(|n| n == of);
            (ours && alias.name == name && of != name).then_some(of)
        });
        if let Some(of) = given {
            return Identity::Parenthesis(of.to_owned());
        }
        if let Some(full) = earlier().find(|full| full.ends_with(&format!(" {name}"))) {
            return Identity::Shortened(full.to_owned());
        }
        if let Some(other) = earlier().find(|other| key(other) == key(name)) {
            return Identity::Spelling(other.to_owned());
        }
        match member.known {
            Some(_) => Identity::Parenthesis(self.who(entity).label),
            None => earlier().next().map_or(Identity::First, |other| Identity::Spelling(other.to_owned())),
        }
    }

    /// Every phrase and predicate of a sentence.
    pub fn parts(&self, sentence: usize) -> Vec<Part> {
        let Some(seen) = self.seen.get(sentence) else { return Vec::new() };
        let mut parts = Vec::new();
        for clauses in &seen.stretches {
            parts.extend((0..clauses.phrases.len()).map(|phrase| self.phrase_part(clauses, phrase)));
            let frames = (0..clauses.frames.len()).map(|frame| self.predicate_part(seen, clauses, frame));
            parts.extend(frames);
        }
        apart(parts)
    }

    pub(super) fn frame_parts(&self, seen: &Seen, clauses: &Clauses, frame: FrameId) -> Vec<Part> {
        let this = &clauses.frames[frame];
        let mut parts = vec![self.predicate_part(seen, clauses, frame)];
        for &arg in this.args.iter().chain(&this.gap) {
            parts.extend(clauses.members(arg).map(|phrase| self.phrase_part(clauses, phrase)));
            parts.extend(clauses.phrases[arg].genitive.map(|phrase| self.phrase_part(clauses, phrase)));
        }
        parts
    }

    pub(super) fn phrase_part(&self, clauses: &Clauses, phrase: PhraseId) -> Part {
        let this = &clauses.phrases[phrase];
        Part {
            range: this.range.clone(),
            role: PartRole::Phrase(this.role),
            sort: this.mention.map(|id| self.mention(id).sort.clone()),
        }
    }

    fn predicate_part(&self, seen: &Seen, clauses: &Clauses, frame: FrameId) -> Part {
        let this = &clauses.frames[frame];
        let token = &seen.tokens[this.token];
        Part {
            range: token.start..token.end,
            role: PartRole::Predicate(this.predicate.lemma.clone()),
            sort: None,
        }
    }

    /// Whether the sentence is one that facts are read from.
    pub fn is_read(&self, sentence: usize) -> bool {
        self.document.sentences[sentence].kind == SentenceKind::Body
    }
}

/// In text order; of those that overlap the first given stays.
pub(super) fn apart(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let meets = |other: &Part| other.range.start < part.range.end && part.range.start < other.range.end;
        if !part.range.is_empty() && !kept.iter().any(meets) {
            kept.push(part);
        }
    }
    kept.sort_by_key(|part| part.range.start);
    kept
}

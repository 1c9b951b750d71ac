//! What a reading writes down for whoever asks why: how each sentence was taken apart, every rule
//! that was tried on it, and what refused the rule.
//!
//! Nobody asks while a graph is built. There is no probe then, and nothing is computed or kept.

use std::ops::Range;

use gureum_model::Class;

use super::cast::Cast;
use super::claims::{self, Filler, Reader, Scenery};
use super::document::Document;
use super::draft::Draft;
use super::modality::{self, Decision};
use super::rule_index::RuleIndex;
use crate::mention::find::Found;
use crate::mention::{Mention, MentionId};
use crate::resources::Resources;
use crate::rule::pattern::{Match, Scene};
use crate::rule::{Body, FrameRule, Place, Rule, Slot};
use crate::syntax::clause::{Clauses, FrameId, PhraseId};
use crate::syntax::token::Token;

/// Everything written down about an article, one entry a sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Probe {
    pub(crate) sentences: Vec<Seen>,
}

/// A sentence as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) tokens: Vec<Token>,
    /// What stands outside quotation marks, then each quoted speech.
    pub(crate) stretches: Vec<Clauses>,
    pub(crate) attempts: Vec<Attempt>,
}

/// A rule tried at one place of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The rule's name.
    pub(crate) rule: String,
    pub(crate) site: Site,
    /// What fills S and O, as far as something does.
    pub(crate) subject: Vec<Filler>,
    pub(crate) object: Vec<Filler>,
    /// How many facts came of it.
    pub(crate) facts: usize,
    /// The first condition that was not met.
    pub(crate) refusal: Option<Refusal>,
    /// What stands where the refused slot looks.
    pub(crate) offers: Vec<PhraseId>,
    /// The clause or run of words.
    pub(crate) quote: Range<usize>,
    pub(crate) date: Option<MentionId>,
    /// How the clause's modality was read; `None` where the rule has its own.
    pub(crate) modality: Option<Decision>,
}

/// Where a rule was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// At a predicate.
    Frame { stretch: usize, frame: FrameId },
    /// At a run of tokens: the token at which each element was tried, and one past the last.
    Phrase { trail: Vec<usize> },
}

/// Why a rule gave no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The copula is on another noun.
    Noun,
    /// The predicate is marked as past where it must not be, or the other way round.
    Tense,
    /// A phrase that must be there is not: its number in `needs`.
    Needs(usize),
    /// A phrase that must not be there is: its number in `unless`.
    Unless(usize),
    /// The clause names another than what the text has been speaking of.
    OtherNamed,
    /// The clause states nothing: a duty, an impossibility.
    StatesNothing,
    /// Nothing fits S.
    Subject,
    /// Nothing fits O.
    Object,
    /// S and O are one and the same.
    Same,
    /// The date cannot be known.
    Undated,
    /// The property has no subjects of this class.
    Domain(Class),
    /// The property has no objects of this class.
    Range(Class),
    /// The sentence lacks the noun that `sentence` asks for.
    Sentence,
    /// An element of the phrase does not match: its number.
    Element(usize),
    /// The fact was found, and a former post won over the present one.
    FormerPost,
    /// The fact was found, and the text asserts elsewhere what is a plan or guess here.
    AssertedElsewhere,
}

/// As [`claims::read`], writing down how it went: also the mentions, and what was tried in each sentence.
pub(crate) fn watch(
    resources: &Resources,
    index: &RuleIndex,
    document: &Document,
    found: Found,
) -> (Cast, Vec<Draft>, Vec<Mention>, Probe) {
    let reader = claims::run(resources, index, document, found, Some(Probe::default()));
    (reader.cast, reader.drafts, reader.mentions, reader.probe.unwrap_or_default())
}

impl Reader<'_> {
    /// A new sentence.
    pub(super) fn watch_sentence(&mut self, tokens: &[Token]) {
        if let Some(probe) = &mut self.probe {
            probe.sentences.push(Seen { tokens: tokens.to_vec(), ..Seen::default() });
        }
    }

    /// The next stretch of the sentence.
    pub(super) fn watch_stretch(&mut self, clauses: &Clauses) {
        if let Some(seen) = self.seen() {
            seen.stretches.push(clauses.clone());
        }
    }

    /// A frame rule was tried: refused, or about to give facts.
    #[inline]
    pub(super) fn watch_frame(
        &mut self,
        scenery: &Scenery,
        clauses: &Clauses,
        frame: FrameId,
        rule: &Rule,
        refusal: Option<Refusal>,
    ) {
        if self.probe.is_some()
            && let Body::Frame(body) = &rule.body
        {
            let attempt = self.frame_attempt(scenery, clauses, frame, (rule, body), refusal);
            self.attempted(attempt);
        }
    }

    /// A phrase rule matched and is about to give facts.
    #[inline]
    pub(super) fn watch_phrase(&mut self, scenery: &Scenery, rule: &Rule, found: &Match) {
        if self.probe.is_some()
            && let Body::Phrase(pattern) = &rule.body
        {
            let trail = pattern.trail(self.scene(scenery), found.first);
            let quote = scenery.tokens[found.first].start..scenery.tokens[found.last].end;
            let filler = |id: Option<MentionId>| id.map(|id| self.filler(id)).into_iter().collect();
            let attempt = Attempt {
                subject: filler(found.subject),
                object: filler(found.object),
                ..Attempt::new(rule, Site::Phrase { trail }, quote)
            };
            self.attempted(attempt);
        }
    }

    /// The phrase rules that gave nothing in the sentence, each where it got furthest.
    pub(super) fn watch_phrases(&mut self, scenery: &Scenery) {
        let Some(seen) = self.seen() else { return };
        let matched: Vec<String> = seen.attempts.iter().map(|attempt| attempt.rule.clone()).collect();
        for phrase in &self.index.phrases {
            let rule = &self.resources.rules.rules[phrase.rule];
            let Body::Phrase(pattern) = &rule.body else { continue };
            if matched.contains(&rule.id) {
                continue;
            }
            let scene = self.scene(scenery);
            let trails = (0..scenery.tokens.len()).map(|start| pattern.trail(scene, start));
            // The first of the longest.
            let Some(trail) = trails.reduce(|a, b| if b.len() > a.len() { b } else { a }) else { continue };
            let (first, last) = (trail[0], trail[trail.len() - 1].saturating_sub(1));
            let reached = trail.len() - 1;
            let refusal =
                if reached == pattern.len() { Refusal::Sentence } else { Refusal::Element(reached) };
            let quote = scenery.tokens[first].start..scenery.tokens[last.max(first)].end;
            let attempt =
                Attempt { refusal: Some(refusal), ..Attempt::new(rule, Site::Phrase { trail }, quote) };
            self.attempted(attempt);
        }
    }

    /// The rule tried last gave a fact.
    #[inline]
    pub(super) fn watch_fact(&mut self) {
        if let Some(attempt) = self.last_attempt() {
            attempt.facts += 1;
        }
    }

    /// What the rule tried last found is no fact.
    #[inline]
    pub(super) fn watch_misfit(&mut self, refusal: Refusal) {
        if let Some(attempt) = self.last_attempt() {
            attempt.refusal.get_or_insert(refusal);
        }
    }

    fn seen(&mut self) -> Option<&mut Seen> {
        self.probe.as_mut()?.sentences.last_mut()
    }

    fn last_attempt(&mut self) -> Option<&mut Attempt> {
        self.seen()?.attempts.last_mut()
    }

    fn attempted(&mut self, attempt: Attempt) {
        if let Some(seen) = self.seen() {
            seen.attempts.push(attempt);
        }
    }

    fn scene<'s>(&'s self, scenery: &'s Scenery) -> Scene<'s> {
        Scene {
            text: self.document.text(),
            tokens: &scenery.tokens,
            mentions: &self.mentions,
            words: &self.resources.words,
        }
    }

    fn frame_attempt(
        &self,
        scenery: &Scenery,
        clauses: &Clauses,
        frame: FrameId,
        (rule, body): (&Rule, &FrameRule),
        refusal: Option<Refusal>,
    ) -> Attempt {
        let view = self.view(scenery, clauses);
        let stretches = self.probe.as_ref().and_then(|p| p.sentences.last()).map_or(0, |s| s.stretches.len());
        let site = Site::Frame { stretch: stretches.saturating_sub(1), frame };
        let carry = body.carry && body.object.places.contains(&Place::Subject);
        Attempt {
            subject: self.fill(clauses, frame, &body.subject, body.carry),
            object: self.fill(clauses, frame, &body.object, carry),
            refusal,
            offers: refusal
                .and_then(|refusal| refusal.slot(body))
                .map(|slot| self.places(clauses, frame, slot))
                .unwrap_or_default(),
            date: self.date_mention(clauses, frame).filter(|_| body.dated),
            modality: rule.modality.is_none().then(|| modality::decide(view, frame)).flatten(),
            ..Attempt::new(rule, site, self.quote(scenery, clauses, frame))
        }
    }
}

impl Attempt {
    fn new(rule: &Rule, site: Site, quote: Range<usize>) -> Self {
        Self {
            rule: rule.id.clone(),
            site,
            subject: Vec::new(),
            object: Vec::new(),
            facts: 0,
            refusal: None,
            offers: Vec::new(),
            quote,
            date: None,
            modality: None,
        }
    }
}

impl Refusal {
    /// The slot of the rule that was not filled, or was filled and should not be.
    pub fn slot(self, rule: &FrameRule) -> Option<&Slot> {
        match self {
            Self::Needs(at) => rule.needs.get(at),
            Self::Unless(at) => rule.unless.get(at),
            Self::Subject => Some(&rule.subject),
            Self::Object => Some(&rule.object),
            _ => None,
        }
    }
}

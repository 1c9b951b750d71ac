//! What made a claim: the sentence, the rule, what fills it, and what qualifies it.

use std::ops::Range;

use gureum_model::{Claim, Evidence, Modality, PartialDate};

use super::Trace;
use super::sentence::{Name, Part, PartRole, Who, apart};
use crate::mention::Sort;
use crate::rule::{Body, Rule};
use crate::stage::draft::{Draft, DraftObject};
use crate::stage::modality::{self, View};
use crate::stage::probe::{Attempt, Seen, Site};
use crate::syntax::josa::Role;
use crate::syntax::token::Kind;

/// What made a claim, at one place that states it.
#[derive(Clone, Debug)]
pub struct Reason<'t> {
    /// Number of the sentence.
    pub sentence: usize,
    /// The clause or run of words, in the analysed text.
    pub quote: Range<usize>,
    /// The rule's name.
    pub rule_id: &'t str,
    /// The rule; `None` where the fact is in the name itself ("A(B)", "A 데이터센터").
    pub rule: Option<&'t Rule>,
    /// The phrases and the predicate that the rule saw.
    pub parts: Vec<Part>,
    /// What each element of a phrase rule took; empty for frame rules.
    pub elements: Vec<(&'t str, Range<usize>)>,
    /// S.
    pub subject: Bound,
    /// O.
    pub object: Bound,
    /// Number of the entity that is the subject.
    pub subject_number: usize,
    /// Number of the entity that is the object, where it is one.
    pub object_number: Option<usize>,
    /// How the fact is put.
    pub modality: Modality,
    /// Why so.
    pub because: ModalityBasis,
    /// The clause's date, as written and as counted.
    pub date: Option<(Range<usize>, PartialDate)>,
    /// Who says so.
    pub speaker: Option<Who>,
}

/// What fills S or O.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// A name or amount that stands in the sentence.
    Named(Name),
    /// Understood from what the text said before: who, and where it was last named.
    Understood(Who, Option<Range<usize>>),
    /// A value without a mention of its own: another name in parentheses.
    Words(Range<usize>),
}

/// Why a fact has its modality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModalityBasis {
    /// The rule says so.
    Rule,
    /// These words say so.
    Words(Range<usize>),
    /// Nothing says otherwise.
    Plain,
}

impl Trace {
    /// What made a claim of [`Trace::extraction`], one reason for each place that states it.
    pub fn reasons(&self, claim: &Claim) -> Vec<Reason<'_>> {
        claim.evidence().iter().filter_map(|evidence| self.reason(claim, evidence)).collect()
    }

    fn reason(&self, claim: &Claim, evidence: &Evidence) -> Option<Reason<'_>> {
        let draft = self.draft(claim, evidence)?;
        let sentence = self.sentence_at(draft.sentence.start)?;
        let seen = self.seen.get(sentence)?;
        let fits = |a: &&Attempt| a.rule == draft.rule && a.quote == draft.quote && a.facts > 0;
        let attempt = seen.attempts.iter().find(fits);
        let rule = self.resources.rules.get(&draft.rule);
        let object_number = match &draft.object {
            DraftObject::Entity(number) => Some(*number),
            DraftObject::Literal(..) => None,
        };
        let mut reason = Reason {
            sentence,
            quote: draft.quote.clone(),
            rule_id: &draft.rule,
            rule,
            parts: Vec::new(),
            elements: Vec::new(),
            subject: self.bound(draft.subject_at.as_ref(), Some(draft.subject), sentence),
            object: self.bound(draft.object_at.as_ref(), object_number, sentence),
            subject_number: draft.subject,
            object_number,
            modality: draft.modality,
            because: ModalityBasis::Plain,
            date: None,
            speaker: draft.speaker.map(|speaker| self.who(speaker)),
        };
        if let Some(attempt) = attempt {
            self.explain(&mut reason, seen, attempt);
        }
        if rule.is_some_and(|rule| rule.modality.is_some()) {
            reason.because = ModalityBasis::Rule;
        }
        self.add_bound(&mut reason);
        reason.parts = apart(std::mem::take(&mut reason.parts));
        Some(reason)
    }

    /// The draft that a piece of evidence was made of.
    fn draft(&self, claim: &Claim, evidence: &Evidence) -> Option<&Draft> {
        let source = |range: &Range<usize>| self.document.page.text.to_source(range.clone());
        self.drafts.iter().find(|draft| {
            draft.rule == evidence.rule
                && draft.property == claim.property
                && draft.modality == claim.modality
                && source(&draft.quote) == evidence.span
                && draft.subject_at.as_ref().map(source) == evidence.subject
                && draft.object_at.as_ref().map(source) == evidence.object
        })
    }

    fn explain<'t>(&'t self, reason: &mut Reason<'t>, seen: &Seen, attempt: &Attempt) {
        match &attempt.site {
            Site::Frame { stretch, frame } => {
                let clauses = &seen.stretches[*stretch];
                reason.parts = self.frame_parts(seen, clauses, *frame);
                let words = &self.resources.words;
                let view = View { text: self.text(), tokens: &seen.tokens, clauses, words, ends: false };
                if let Some(decision) = attempt.modality {
                    let tokens = modality::words(view, decision);
                    let range = seen.tokens[*tokens.start()].start..seen.tokens[*tokens.end()].end;
                    reason.because = ModalityBasis::Words(range);
                }
                reason.date = attempt.date.and_then(|id| {
                    let mention = self.mention(id);
                    let Sort::Date(when) = &mention.sort else { return None };
                    Some((mention.inner.clone(), when.date?))
                });
            }
            Site::Phrase { trail } => {
                let Some(Body::Phrase(pattern)) = reason.rule.map(|rule| &rule.body) else { return };
                reason.elements = elements(pattern, trail, seen);
                // Names are parts of their own, and gaps are none.
                let own = reason.elements.iter().filter(|(text, _)| !text.starts_with(['S', 'O', '~']));
                reason.parts.extend(own.map(|(text, range)| {
                    let role = PartRole::Element((*text).to_owned());
                    Part { range: range.clone(), role, sort: None }
                }));
            }
        }
    }

    /// The names that fill S and O are parts too, where no phrase of the frame holds them.
    fn add_bound(&self, reason: &mut Reason<'_>) {
        for bound in [&reason.subject, &reason.object] {
            let (range, sort) = match bound {
                Bound::Named(name) => (name.range.clone(), Some(name.sort.clone())),
                Bound::Words(range) => (range.clone(), None),
                Bound::Understood(..) => continue,
            };
            let mut tokens = self.seen[reason.sentence].tokens.iter();
            let token = tokens.find(|t| t.mention().is_some_and(|id| self.mention(id).inner == range));
            let (range, role) = match token.map(|token| (token.start..token.end, &token.kind)) {
                Some((with_particle, Kind::Mention { role, .. })) => (with_particle, *role),
                _ => (range, Role::Bare),
            };
            reason.parts.push(Part { range, role: PartRole::Phrase(role), sort });
        }
    }

    fn bound(&self, at: Option<&Range<usize>>, number: Option<usize>, sentence: usize) -> Bound {
        let named = at.and_then(|at| self.mentions.iter().position(|m| m.inner == *at));
        match (named, at, number) {
            (Some(mention), ..) => Bound::Named(self.name_of(crate::mention::MentionId(mention as u32))),
            (None, Some(at), _) => Bound::Words(at.clone()),
            (None, None, number) => {
                let number = number.unwrap_or_default();
                let start = self.document.sentences[sentence].range.start;
                let before = self.mentions.iter().rev().filter(|m| m.outer.start < start);
                let last = before.filter(|m| m.entities.contains(&number)).map(|m| m.inner.clone()).next();
                Bound::Understood(self.who(number), last)
            }
        }
    }
}

/// What each element took, as far as the trail goes; those that took nothing are left out.
pub(super) fn elements<'t>(
    pattern: &'t crate::rule::Pattern,
    trail: &[usize],
    seen: &Seen,
) -> Vec<(&'t str, Range<usize>)> {
    let took = |(text, steps): (&'t str, &[usize])| {
        let &[first, after] = steps else { return None };
        (first < after).then(|| (text, seen.tokens[first].start..seen.tokens[after - 1].end))
    };
    pattern.elements().map(|(text, _)| text).zip(trail.windows(2)).filter_map(took).collect()
}

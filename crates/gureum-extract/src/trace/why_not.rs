//! Why a sentence gives no fact: the rules that came near, and what refused each.

use std::ops::Range;

use gureum_model::Property;

use super::Trace;
use super::sentence::{Name, Part};
use super::why::elements;
use crate::rule::{Body, Rule, Slot};
use crate::stage::claims::Filler;
use crate::stage::probe::{Attempt, Refusal, Seen, Site};

/// A rule that came near.
#[derive(Clone, Debug)]
pub struct Miss<'t> {
    /// The rule.
    pub rule: &'t Rule,
    /// The first condition that was not met.
    pub refusal: Refusal,
    /// The slot that was not filled, or should not have been.
    pub slot: Option<&'t Slot>,
    /// What stands where that slot looks.
    pub offers: Vec<Offer>,
    /// The predicate, or the words that a phrase rule matched.
    pub words: Range<usize>,
    /// What fills S and O, as far as something does.
    pub subject: Vec<Filling>,
    /// O.
    pub object: Vec<Filling>,
    /// Of a phrase rule, what each element took, and the one that took nothing.
    pub elements: Vec<(&'t str, Range<usize>)>,
    /// The element that refused, and the word it met.
    pub refused: Option<(&'t str, Option<Range<usize>>)>,
    /// Conditions not met, those behind the first included as far as they were tried.
    pub lacking: usize,
    /// Conditions met.
    pub met: usize,
}

/// A phrase that a slot looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The phrase.
    pub part: Part,
    /// The names and amounts in it; with none, nothing in it was recognised as a name.
    pub names: Vec<Name>,
}

/// What a slot was filled with: a name, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// As it is called.
    pub label: String,
    /// `None` where it is understood from earlier sentences.
    pub range: Option<Range<usize>>,
}

/// A predicate that no rule begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its dictionary form, 다 left out.
    pub lemma: String,
}

impl Trace {
    /// The rules that were tried on a sentence and gave nothing, the nearest first; those of one
    /// property, or all. Of phrase rules a word must match, or two where all properties are asked for.
    pub fn misses(&self, sentence: usize, property: Option<Property>) -> Vec<Miss<'_>> {
        let Some(seen) = self.seen.get(sentence) else { return Vec::new() };
        let mut misses: Vec<Miss<'_>> = seen
            .attempts
            .iter()
            .filter_map(|attempt| self.miss(seen, attempt, self.refusal(attempt)?))
            .filter(|miss| property.is_none_or(|p| miss.rule.property == p))
            .filter(|miss| match miss.rule.body {
                Body::Frame(_) => true,
                Body::Phrase(_) => miss.met > usize::from(property.is_none()),
            })
            .collect();
        misses.sort_by_key(|miss| (miss.lacking, std::cmp::Reverse(miss.met), miss.words.start));
        misses
    }

    /// The predicates of a sentence that no rule (of the property) begins with, but for verbs of speech.
    pub fn unknown(&self, sentence: usize, property: Option<Property>) -> Vec<Unknown> {
        let Some(seen) = self.seen.get(sentence) else { return Vec::new() };
        let of_property = |a: &&Attempt| {
            let rule = self.resources.rules.get(&a.rule);
            property.is_none() || rule.map(|rule| rule.property) == property
        };
        let mut unknown = Vec::new();
        for (stretch, clauses) in seen.stretches.iter().enumerate() {
            for (frame, this) in clauses.frames.iter().enumerate() {
                let site = Site::Frame { stretch, frame };
                if self.resources.words.contains("verb-speech", &this.predicate.lemma) {
                    continue;
                }
                if !seen.attempts.iter().filter(of_property).any(|a| a.site == site) {
                    let token = &seen.tokens[this.token];
                    let range = token.start..token.end;
                    unknown.push(Unknown { range, lemma: this.predicate.lemma.clone() });
                }
            }
        }
        unknown
    }

    /// Why nothing came of an attempt, if nothing did.
    fn refusal(&self, attempt: &Attempt) -> Option<Refusal> {
        if attempt.facts == 0 {
            return attempt.refusal;
        }
        // It gave facts, but something else may have won over them.
        if !self.drafts.iter().any(|draft| draft.rule == attempt.rule && draft.quote == attempt.quote) {
            return Some(Refusal::FormerPost);
        }
        let span = self.document.page.text.to_source(attempt.quote.clone());
        let mut evidence = self.extraction.claims.iter().flat_map(|claim| claim.evidence());
        let kept = evidence.any(|evidence| evidence.rule == attempt.rule && evidence.span == span);
        (!kept).then_some(Refusal::AssertedElsewhere)
    }

    fn miss<'t>(&'t self, seen: &'t Seen, attempt: &Attempt, refusal: Refusal) -> Option<Miss<'t>> {
        let rule = self.resources.rules.get(&attempt.rule)?;
        let mut miss = Miss {
            rule,
            refusal,
            slot: None,
            offers: Vec::new(),
            words: attempt.quote.clone(),
            subject: self.fillings(&attempt.subject),
            object: self.fillings(&attempt.object),
            elements: Vec::new(),
            refused: None,
            lacking: 1,
            met: 0,
        };
        match (&attempt.site, &rule.body) {
            (Site::Frame { stretch, frame }, Body::Frame(body)) => {
                let clauses = &seen.stretches[*stretch];
                let token = &seen.tokens[clauses.frames[*frame].token];
                miss.words = token.start..token.end;
                miss.slot = refusal.slot(body);
                for &phrase in &attempt.offers {
                    let names = clauses.phrases[phrase].mentions.iter().map(|&id| self.name_of(id));
                    let offer = Offer { part: self.phrase_part(clauses, phrase), names: names.collect() };
                    if !miss.offers.contains(&offer) {
                        miss.offers.push(offer);
                    }
                }
                let empty = [
                    miss.subject.is_empty() && refusal != Refusal::Subject,
                    miss.object.is_empty() && refusal != Refusal::Object && !body.mutual,
                ];
                // The noun of a copula is as much of its rule as the predicate of another one.
                miss.lacking += empty.into_iter().filter(|empty| *empty).count()
                    + usize::from(matches!(refusal, Refusal::Noun | Refusal::Tense));
                // The predicate, S, O, and what `needs` and `noun` ask for.
                let all = 3 + body.needs.len() + usize::from(body.noun.is_some());
                miss.met = all.saturating_sub(miss.lacking);
            }
            (Site::Phrase { trail }, Body::Phrase(pattern)) => {
                let reached = trail.len() - 1;
                let needed = |from: usize, to: usize| {
                    pattern.elements().skip(from).take(to - from).filter(|(_, word)| *word).count()
                };
                miss.elements = elements(pattern, trail, seen);
                miss.refused = pattern.elements().nth(reached).map(|(text, _)| {
                    let met = seen.tokens.get(trail[reached]);
                    (text, met.map(|token| token.start..token.end))
                });
                miss.met = needed(0, reached);
                miss.lacking = needed(reached, pattern.len()).max(1);
            }
            _ => return None,
        }
        Some(miss)
    }

    fn fillings(&self, fillers: &[Filler]) -> Vec<Filling> {
        fillers
            .iter()
            .map(|filler| match &filler.at {
                Some(range) => Filling { label: self.at(range).to_owned(), range: Some(range.clone()) },
                None => {
                    let names: Vec<String> = filler.entities.iter().map(|&e| self.who(e).label).collect();
                    Filling { label: names.join(", "), range: None }
                }
            })
            .collect()
    }
}

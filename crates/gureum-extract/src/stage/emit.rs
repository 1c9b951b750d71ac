//! From what a rule bound to drafts: what they state, what they may not state, which win.

use gureum_model::{Class, Literal, Modality, Property};

use super::claims::{Filler, Reader, Scenery};
use super::draft::{Draft, DraftObject};
use super::modality;
use super::probe::Refusal;
use crate::mention::{MentionId, Sort};
use crate::rule::{Body, FrameRule, Rule, WordRef};
use crate::syntax::clause::{Clauses, FrameId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Kind, Token};

impl Reader<'_> {
    /// Who gets more than half of the shares has bought the firm: a rule says what it then states.
    pub(super) fn property_by_share(
        &self,
        rule: &Rule,
        body: &FrameRule,
        clauses: &Clauses,
        object: &Filler,
    ) -> Property {
        const HALF: f64 = 50.0;
        let Some(majority) = body.majority else { return rule.property };
        let over_half = |m: &MentionId| match &self.mentions[m.get()].sort {
            Sort::Percent(share) => share.as_str().parse::<f64>().is_ok_and(|share| share > HALF),
            _ => false,
        };
        let phrase = clauses.phrases.iter().find(|p| {
            p.mentions.iter().any(over_half)
                && (object.mention.is_some_and(|m| p.mentions.contains(&m))
                    || p.genitive.is_some_and(|g| {
                        object.mention.is_some_and(|m| clauses.phrases[g].mentions.contains(&m))
                    }))
        });
        if phrase.is_some() { majority } else { rule.property }
    }

    /// Emits the draft with the object's entities or value.
    pub(super) fn emit(&mut self, draft: Draft, object: &Filler) {
        if !object.entities.is_empty() {
            for &o in &object.entities {
                if o != draft.subject {
                    self.push(Draft { object: DraftObject::Entity(o), ..draft.clone() });
                } else {
                    self.watch_misfit(Refusal::Same);
                }
            }
            return;
        }
        let Some(mention) = object.mention.map(|id| &self.mentions[id.get()]) else { return };
        let text = self.document.text()[mention.inner.clone()].to_owned();
        let literal = match (&mention.sort, draft.property) {
            (Sort::Money(won), _) => Literal::Won(*won),
            (Sort::Percent(value), _) => Literal::Percent(value.clone()),
            (Sort::Count(n), _) => Literal::Count(*n),
            (Sort::Date(when), _) => match when.date {
                Some(date) => Literal::Date(date),
                None => return self.watch_misfit(Refusal::Undated),
            },
            (Sort::Web, _) => Literal::Text(text.clone()),
            (Sort::Name(_), _) => return,
        };
        let mut draft = draft;
        if matches!(literal, Literal::Date(_)) {
            draft.qualifiers.date = None;
        }
        self.push(Draft { object: DraftObject::Literal(literal, text), ..draft });
    }

    pub(super) fn push(&mut self, draft: Draft) {
        let fits = |classes: &[Class], class: Class| classes.contains(&class);
        let class = self.cast.members[draft.subject].class;
        if !fits(draft.property.domain(), class) {
            return self.watch_misfit(Refusal::Domain(class));
        }
        if let (DraftObject::Entity(o), gureum_model::Range::Entity(classes)) =
            (&draft.object, draft.property.range())
            && !fits(classes, self.cast.members[*o].class)
        {
            return self.watch_misfit(Refusal::Range(self.cast.members[*o].class));
        }
        // "창업자" is no post.
        let untitled = |title: &String| self.resources.words.ends_with("founder", title);
        if draft.property == Property::WorksFor && draft.qualifiers.title.as_ref().is_some_and(untitled) {
            return self.watch_misfit(Refusal::Domain(class));
        }
        // An alliance has members and no subsidiaries: names tell, by their ends.
        if let DraftObject::Entity(o) = &draft.object {
            let set = format!("unfit/{}", draft.property.name());
            let words = &self.resources.words;
            let member = &self.cast.members[*o];
            if words.has_set(&set) && member.names.iter().any(|name| words.ends_with(&set, name)) {
                return self.watch_misfit(Refusal::Range(member.class));
            }
        }
        self.watch_fact();
        let mut draft = draft;
        // "내년 7월 출시한다": what is to come is planned, whatever the tense.
        let when = match &draft.object {
            DraftObject::Literal(Literal::Date(date), _) => Some(*date),
            _ => draft.qualifiers.date,
        };
        let to_come = when.is_some_and(|when| self.document.is_to_come(when));
        if to_come && draft.modality == Modality::Asserted {
            draft.modality = Modality::Planned;
        }
        // Money is set aside before it is spent: "100억원을 투입할 계획이다" is the budget. What a thing to come
        // is, it is already: "SaaS로 제공될 예정이다".
        if matches!(draft.property, Property::Budget | Property::ServiceModel)
            && draft.modality == Modality::Planned
        {
            draft.modality = Modality::Asserted;
        }
        if draft.property == Property::MarketShare {
            self.share(&mut draft);
        }
        self.part(&mut draft);
        draft.speaker = draft.speaker.filter(|s| !self.announced(&draft, *s));
        self.drafts.push(draft);
    }

    /// Within a sentence a former post wins over a present one read from the same words.
    pub(super) fn supersede(&mut self, before: usize) {
        let former: Vec<(usize, DraftObject)> = self.drafts[before..]
            .iter()
            .filter(|d| d.property == Property::WorkedFor)
            .map(|d| (d.subject, d.object.clone()))
            .collect();
        let mut at = 0;
        // "전임 회장인 김하늘 대표는 명예회장으로 추대됐다": a clause that gives a post gives another one.
        let rules = &self.resources.rules;
        let phrase = |id: &str| rules.get(id).is_some_and(|rule| matches!(rule.body, Body::Phrase(_)));
        self.drafts.retain(|draft| {
            at += 1;
            at <= before
                || draft.property != Property::WorksFor
                || !phrase(&draft.rule)
                || !former.iter().any(|(s, o)| *s == draft.subject && *o == draft.object)
        });
    }

    /// "누리온이 데이터센터를 짓는다. … '솔뫼센터'를 짓는다": the building has a name.
    pub(super) fn drop_unnamed_buildings(&mut self) {
        let words = &self.resources.words;
        let unnamed = |e: usize| {
            self.cast.members[e].class == Class::Facility
                && self.cast.members[e].names.iter().all(|name| {
                    name.split(' ').all(|word| {
                        ["generic-facility", "facility-kind", "which-of-several"]
                            .iter()
                            .any(|set| words.contains(set, word))
                    })
                })
        };
        let built = |d: &Draft| match d.object {
            DraftObject::Entity(e) if d.property == Property::Operates => Some((d.subject, d.modality, e)),
            _ => None,
        };
        let named: Vec<_> = self.drafts.iter().filter_map(built).filter(|(_, _, e)| !unnamed(*e)).collect();
        let stays = |d: &Draft| {
            !built(d).is_some_and(|(subject, modality, e)| {
                unnamed(e) && named.iter().any(|(s, m, _)| *s == subject && *m == modality)
            })
        };
        self.drafts = self.drafts.iter().filter(|d| stays(d)).cloned().collect();
    }

    /// What a planned thing will have is planned too: modality of the clause around a mention, for
    /// properties that say what a thing is for or made of.
    pub(super) fn modality_around(
        &self,
        scenery: &Scenery,
        clauses: &Clauses,
        id: MentionId,
        property: Property,
    ) -> Modality {
        let follows = [Property::TargetsSector, Property::BasedOn, Property::HostedOn, Property::InvestsIn];
        if !follows.contains(&property) {
            return Modality::Asserted;
        }
        let view = self.view(scenery, clauses);
        let holds = |f: &FrameId| {
            clauses.frames[*f].args.iter().any(|&p| {
                clauses.members(p).any(|p| clauses.phrases[p].mentions.contains(&id))
                    // "오픈스택 기반 서비스 'X'에서 운영될 예정이다": what X is does not wait for that.
                    && !matches!(
                        clauses.phrases[p].role,
                        Role::Topic | Role::At | Role::To | Role::Into | Role::With | Role::Through | Role::By
                    )
            })
        };
        let around = (0..clauses.frames.len()).find(holds).and_then(|f| modality::of(view, f));
        match around {
            Some(modality @ (Modality::Planned | Modality::Speculated)) => modality,
            _ => Modality::Asserted,
        }
    }

    /// Whether the sentence, or the one before, has the noun.
    pub(super) fn speaks_of(&self, scenery: &Scenery, word: &WordRef) -> bool {
        let text = self.document.text();
        // An adverb may be meant as well as a noun: "함께".
        let word_of = |t: &Token| match t.kind {
            Kind::Modifier => Some(&text[t.start..t.end]),
            _ => t.noun(text),
        };
        let mut nouns = scenery.tokens.iter().filter_map(word_of);
        nouns.any(|n| word.ends(n, &self.resources.words)) || self.said_before(scenery, word)
    }

    /// Whether a sentence before it has the noun: in its paragraph, or the one right before.
    pub(super) fn said_before(&self, scenery: &Scenery, word: &WordRef) -> bool {
        let sentences = &self.document.sentences;
        let at = sentences.partition_point(|s| s.range.start < scenery.range.start);
        let paragraph = sentences.get(at).map(|s| s.paragraph);
        let near = |i: &usize| i + 1 == at || Some(sentences[*i].paragraph) == paragraph;
        (0..at).rev().take_while(near).any(|i| {
            let mut pieces = self.document.pieces[sentences[i].pieces.clone()].iter();
            pieces.any(|p| word.ends(self.document.stem(p), &self.resources.words))
        })
    }
}

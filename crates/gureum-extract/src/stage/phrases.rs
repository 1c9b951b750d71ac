//! Phrase rules applied to a sentence, and what stands around their matches.

use gureum_model::{Class, Modality, Property, Qualifiers};

use super::claims::{Filler, Reader, Scenery, Speech};
use super::draft::{Draft, DraftObject};
use super::modality;
use crate::mention::{MentionId, Sort};
use crate::rule::pattern::{Pattern, Scene};
use crate::rule::slot::SortName;
use crate::rule::{Body, Filter};
use crate::syntax::clause::Clauses;
use crate::syntax::josa::Role;
use crate::syntax::token::{Kind, Token};

impl Reader<'_> {
    pub(super) fn phrases(&mut self, scenery: &Scenery, clauses: &Clauses, speech: Speech<'_>) {
        let sorts = scenery.tokens.iter().filter_map(Token::mention);
        let sorts = sorts.map(|m| SortName::of(&self.mentions[m.get()].sort)).collect();
        let index = self.index;
        for at in index.phrases_for(self.document.text(), &scenery.tokens) {
            let rule = &self.resources.rules.rules[at];
            let Body::Phrase(pattern) = &rule.body else { continue };
            if !pattern.may_match(sorts) {
                continue;
            }
            if rule.sentence.as_ref().is_some_and(|word| !self.speaks_of(scenery, word))
                && !self.shares_before(scenery, rule.property)
            {
                continue;
            }
            for start in 0..scenery.tokens.len() {
                let scene = Scene {
                    text: self.document.text(),
                    tokens: &scenery.tokens,
                    mentions: &self.mentions,
                    words: &self.resources.words,
                };
                let Some(found) = pattern.match_at(scene, start) else { continue };
                let (s, o) = (found.subject, found.object);
                self.watch_phrase(scenery, rule, &found);
                let title = found.title.map(|(first, last)| {
                    let last = &scenery.tokens[last];
                    let end = match &last.kind {
                        Kind::Noun { stem_end, .. } => *stem_end,
                        Kind::Predicate(p) => p.noun.map_or(last.end, |(_, end)| end),
                        _ => last.end,
                    };
                    // "새길시장": the title of who heads a local government begins inside its name.
                    let start = scenery.tokens[first].start;
                    let text = self.document.text();
                    let glued = !scenery.tokens[first].spaced
                        && first > 0
                        && scenery.tokens[first - 1].mention().is_some()
                        && scenery.tokens[first - 1].end == start;
                    let shared =
                        if glued { text[..start].chars().next_back().map_or(0, char::len_utf8) } else { 0 };
                    text[start - shared..end].to_owned()
                });
                // "620억원을 들여 센터를 짓다": the amount in the run.
                let value = scenery.tokens[found.first..=found.last]
                    .iter()
                    .filter(|_| rule.property == Property::InvestsIn)
                    .filter_map(Token::mention)
                    .find_map(|m| match self.mentions[m.get()].sort {
                        Sort::Money(won) => Some(won),
                        _ => None,
                    });
                // "CSAP가 필요하지 않다": what the run ends with is denied.
                let denied = found
                    .verb
                    .filter(|&verb| verb == found.last)
                    .and_then(|verb| clauses.frames.iter().position(|f| f.token == verb))
                    .and_then(|frame| modality::of(self.view(scenery, clauses), frame))
                    .filter(|&m| m == Modality::Negated);
                let quote = scenery.tokens[found.first].start..scenery.tokens[found.last].end;
                let party = |bound: Option<MentionId>, other: Option<MentionId>| match bound {
                    Some(id) => {
                        let mut list = self.coordinated(scenery, id);
                        if pattern.spoken().is_some() {
                            list.extend(self.with(scenery, id));
                        }
                        list
                    }
                    // Whose page it is: whom the article is about, more than the last sentence.
                    // So is the firm of "창업자 김하늘은".
                    None if matches!(rule.property, Property::Website | Property::Founded) => {
                        let topic = self.topic_in(scenery, found.first);
                        match topic.filter(|_| rule.property == Property::Founded) {
                            Some(topic) => vec![self.filler(topic)],
                            None => self.most_named(scenery),
                        }
                    }
                    None => self.spoken_beside(scenery, pattern, found.first, other),
                };
                let (subjects, objects) = (party(s, o), party(o, s));
                // What is built for the money tells whether that is to come.
                let named = if rule.property == Property::InvestsIn { o.or(s) } else { s.or(o) };
                let Some(named) = named else { continue };
                for (subject, entity, object) in subjects.iter().flat_map(|s| {
                    s.entities.iter().flat_map({
                        let objects = &objects;
                        move |e| objects.iter().map(move |o| (s, *e, o))
                    })
                }) {
                    let draft = Draft {
                        subject: entity,
                        property: rule.property,
                        object: DraftObject::Entity(entity),
                        modality: rule.modality.or(denied).unwrap_or_else(|| {
                            self.modality_of(scenery, clauses, named, object, rule.property)
                        }),
                        qualifiers: Qualifiers { title: title.clone(), value, ..Qualifiers::default() },
                        speaker: speech.by(found.first),
                        quote: quote.clone(),
                        sentence: scenery.range.clone(),
                        subject_at: subject.at.clone(),
                        object_at: object.at.clone(),
                        rule: rule.id.clone(),
                    };
                    self.emit(draft, object);
                }
            }
        }
    }

    /// The organisation with 은/는 that stands before token `first`: "다솜테크는 옮겼으며 창업자인 김하늘 대표는".
    fn topic_in(&self, scenery: &Scenery, first: usize) -> Option<MentionId> {
        scenery.tokens[..first].iter().rev().find_map(|token| match token.kind {
            Kind::Mention { id, role: Role::Topic, .. } => {
                let firm = self.mentions[id.get()].sort == Sort::Name(Class::Organization);
                firm.then_some(id)
            }
            _ => None,
        })
    }

    /// The organisation that the article has named most often so far.
    fn most_named(&self, scenery: &Scenery) -> Vec<Filler> {
        let before = self.mentions.iter().filter(|m| m.outer.start < scenery.range.end);
        let firms = before.filter(|m| m.sort == Sort::Name(Class::Organization));
        let mut counts = vec![0usize; self.cast.members.len()];
        for &entity in firms.flat_map(|m| m.entities.iter()) {
            counts[entity] += 1;
        }
        let most = (0..counts.len()).rev().max_by_key(|&e| counts[e]).filter(|&e| counts[e] > 0);
        most.map(|e| Filler { entities: vec![e], mention: None, at: None }).into_iter().collect()
    }

    /// What the text speaks of that is not the party the run names.
    fn spoken_beside(
        &self,
        scenery: &Scenery,
        pattern: &Pattern,
        first: usize,
        named: Option<MentionId>,
    ) -> Vec<Filler> {
        let Some(spoken) = pattern.spoken() else { return Vec::new() };
        let other = |e: &usize| named.is_none_or(|m| !self.mentions[m.get()].entities.contains(e));
        let about = [self.discourse.about, self.discourse.topic].into_iter().flatten();
        let fits = |e: &usize| {
            let member = &self.cast.members[*e];
            match &spoken.filter {
                Filter::Sorts(sorts) => sorts.contains(&SortName::Class(member.class)),
                Filter::Ending(sorts, word) => {
                    sorts.contains(&SortName::Class(member.class))
                        && member.names.iter().any(|n| word.ends(n, &self.resources.words))
                }
                _ => false,
            }
        };
        // "A도 산하 B를 통해": who stands right before it in the sentence.
        let before = scenery.tokens[..first].last().and_then(|t| match t.kind {
            Kind::Mention { id, role: Role::Topic | Role::Subject | Role::Also, copula: None } => {
                self.mentions[id.get()].entities.first().copied()
            }
            _ => None,
        });
        // A bracket may stand between a name and its particle: "과학기술정보통신부(과기정통부)도".
        let bracketed = || {
            let close = first.checked_sub(2)?;
            let particle = matches!(scenery.tokens[first - 1].kind, Kind::Sign(')'));
            let open = scenery.tokens[..close].iter().rposition(|t| matches!(t.kind, Kind::Sign('(')))?;
            let id = scenery.tokens[..open].last()?.mention()?;
            self.mentions[id.get()].entities.first().copied().filter(|_| particle)
        };
        // "◆ 다솜테크 ▲ 대표이사 김하늘": whose notice the line is.
        let headed = || {
            let bullet =
                matches!(scenery.tokens.first()?.kind, Kind::Sign('◆' | '◇' | '■' | '□' | '▣' | '◈'));
            let id = scenery.tokens.get(1).filter(|_| bullet)?.mention()?;
            self.mentions[id.get()].entities.first().copied()
        };
        let before = before.or_else(bracketed).or_else(headed).filter(&fits);
        // A programme or service may be spoken of though the text is about a firm.
        let firm = |e: &usize| self.cast.members[*e].class == Class::Organization;
        let recent = self.discourse.recent.iter().rev().copied().filter(|e| !firm(e));
        let product = self.discourse.product.filter(&fits);
        let found = before.into_iter().chain(about.filter(&fits)).chain(product);
        let found = found.chain(recent.filter(&fits)).find(other);
        found.map(|e| Filler { entities: vec![e], mention: None, at: None }).into_iter().collect()
    }

    /// "경쟁사인 A와 B": those that 와/과 joins behind the mention.
    fn with(&self, scenery: &Scenery, id: MentionId) -> Vec<Filler> {
        let mut out = Vec::new();
        let Some(mut at) = scenery.tokens.iter().position(|t| t.mention() == Some(id)) else { return out };
        while let (Kind::Mention { role: Role::With, .. }, Some(Kind::Mention { id: other, .. })) =
            (&scenery.tokens[at].kind, scenery.tokens.get(at + 1).map(|t| &t.kind))
        {
            if self.mentions[other.get()].class() != self.mentions[id.get()].class() {
                break;
            }
            out.push(self.filler(*other));
            at += 1;
        }
        out
    }

    /// The mention and those of its sort right before it, joined by commas, dots or 와/과.
    fn coordinated(&self, scenery: &Scenery, id: MentionId) -> Vec<Filler> {
        let mut out = vec![self.filler(id)];
        let Some(mut at) = scenery.tokens.iter().position(|t| t.mention() == Some(id)) else { return out };
        while let Some(before) = at.checked_sub(1) {
            let joint = matches!(scenery.tokens[before].kind, Kind::Comma | Kind::Dot);
            let Some(name) = (if joint { before.checked_sub(1) } else { Some(before) }) else { break };
            let Kind::Mention { id: other, role, .. } = scenery.tokens[name].kind else { break };
            let alike = self.mentions[other.get()].class() == self.mentions[id.get()].class();
            if !alike || !(joint && role == Role::Bare || role == Role::With) {
                break;
            }
            out.push(self.filler(other));
            at = name;
        }
        // "공동대표 김하늘, 이바다": those behind a comma, where the first has no particle.
        let Some(mut at) = scenery.tokens.iter().position(|t| t.mention() == Some(id)) else { return out };
        while let (
            Kind::Mention { role: Role::Bare, .. },
            Some(Kind::Comma | Kind::Dot),
            Some(Kind::Mention { id: other, .. }),
        ) = (
            &scenery.tokens[at].kind,
            scenery.tokens.get(at + 1).map(|t| &t.kind),
            scenery.tokens.get(at + 2).map(|t| &t.kind),
        ) {
            if self.mentions[other.get()].class().is_none()
                || self.mentions[other.get()].class() != self.mentions[id.get()].class()
            {
                break;
            }
            out.push(self.filler(*other));
            at += 2;
        }
        out
    }
}

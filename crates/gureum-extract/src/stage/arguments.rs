//! Arguments: what fills the slots of a frame rule, and what qualifies the clause.

use std::borrow::Cow;
use std::ops::Range;

use gureum_model::Class;

use super::claims::{Filler, Reader, Scenery};
use crate::mention::{Mention, MentionId, Sort};
use crate::rule::slot::SortName;
use crate::rule::{Filter, Place, Slot, WordRef};
use crate::syntax::clause::{Clauses, FrameId, Phrase, PhraseId};
use crate::syntax::josa::{self, Role};
use crate::syntax::token::Ending;

impl Reader<'_> {
    /// Whether the frame has a phrase that the slot describes.
    pub(super) fn present(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> bool {
        match &slot.filter {
            // Any word of the phrase: "매출 142억원을" has 매출.
            Filter::Head(word) => self.places(clauses, frame, slot).into_iter().any(|p| {
                let phrase = &clauses.phrases[p];
                let text = &self.document.text()[phrase.range.clone()];
                let squeezed = || {
                    let squeezed = squeezed(text);
                    let noun = josa::split(&squeezed).map_or(&*squeezed, |(noun, _, _)| noun);
                    word.ends(noun, &self.resources.words)
                };
                word.ends(&phrase.head, &self.resources.words)
                    || text
                        .split(|c: char| c.is_whitespace() || crate::morph::is_separator(c))
                        .any(|w| word.ends(w, &self.resources.words))
                    || squeezed()
            }),
            Filter::Any => self.places(clauses, frame, slot).into_iter().any(|p| {
                let mut names = clauses.phrases[p].mentions.iter().map(|m| &self.mentions[m.get()].sort);
                clauses.phrases[p].mentions.is_empty() || names.any(|sort| !matches!(sort, Sort::Date(_)))
            }),
            _ => !self.fill(clauses, frame, slot, false).is_empty(),
        }
    }

    /// Phrases at the slot's places, the preferred first.
    pub(super) fn places(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> Vec<PhraseId> {
        let mut out = Vec::new();
        for place in &slot.places {
            self.add_place(clauses, frame, *place, &mut out);
        }
        out
    }

    /// Adds the phrases at a place; those that only may stand for it where there are none yet.
    fn add_place(&self, clauses: &Clauses, frame: FrameId, place: Place, out: &mut Vec<PhraseId>) {
        match place {
            Place::Role(role) => {
                out.extend(clauses.args(frame, &[role]).rev());
                // "해남에 1200억원을 들여 센터를 짓다": the place stands before the means.
                let means = clauses.frames[frame].previous.filter(|f| {
                    out.is_empty()
                        && matches!(role, Role::To | Role::At | Role::Until | Role::From)
                        && (self.lends_goal(&clauses.frames[*f].predicate.lemma)
                            || serial(clauses, *f, frame))
                });
                if let Some(means) = means {
                    out.extend(clauses.args(means, &[role]).rev());
                }
                if out.is_empty() {
                    out.extend(self.left_over(clauses, frame, role));
                }
                if out.is_empty() {
                    out.extend(self.relativised(clauses, frame, role));
                }
            }
            Place::Subject => out.extend(clauses.subjects(frame).iter().map(|(p, _)| *p)),
            Place::Object => out.extend(self.objects(clauses, frame)),
            Place::Gap => out.extend(clauses.gap(frame)),
            Place::Own => {
                let token = clauses.frames[frame].token;
                out.extend(clauses.own(frame).or_else(|| {
                    // "…는 김하늘 대표다": the name before the post.
                    let noun = clauses.frames[frame].predicate.noun?;
                    let post = &self.document.text()[noun.0..noun.1];
                    let beside = clauses.phrases.iter().position(|p| p.last + 1 == token)?;
                    let person = clauses.phrases[beside].mention?;
                    let named = self.mentions[person.get()].class() == Some(Class::Person);
                    (named && self.resources.words.ends_with("title", post)).then_some(beside)
                }));
            }
            Place::When | Place::Spoken | Place::Lately | Place::Theme => {}
        }
    }

    /// "A는 B에 절차를 마치고 가입했다": what stands before the object of a clause of which no rule knows anything may be
    /// of the verb that the clause leads to.
    fn left_over(&self, clauses: &Clauses, frame: FrameId, role: Role) -> Option<PhraseId> {
        let oblique = matches!(
            role,
            Role::To
                | Role::At
                | Role::Into
                | Role::With
                | Role::Together
                | Role::Basis
                | Role::From
                | Role::Through
        );
        let before = clauses.frames[frame].previous.filter(|f| oblique && self.barren.contains(f))?;
        // "짓고 있다" is one verb.
        let this = &clauses.frames[frame];
        let helps = matches!(
            this.predicate.lemma.as_str(),
            "있" | "없" | "오" | "가" | "나가" | "주" | "두" | "내" | "놓"
        );
        if helps && this.token == clauses.frames[before].token + 1 {
            return None;
        }
        let object = clauses.args(before, &[Role::Object]).next_back()?;
        clauses.args(before, &[role]).rev().find(|&phrase| phrase < object)
    }

    /// "A가 협약을 맺은 B", "A가 센터를 지은 곳은 춘천이다": a clause that names who does it stands before
    /// with whom or, where it is turned round, where.
    fn relativised(&self, clauses: &Clauses, frame: FrameId, role: Role) -> Option<PhraseId> {
        let gap = clauses.frames[frame].gap?;
        let cleft = clauses.phrases[gap].relative != Some(frame);
        let open = (role == Role::With || cleft && matches!(role, Role::To | Role::At))
            && clauses.frames[frame].complement.is_none()
            && clauses.args(frame, &[Role::Subject]).any(|p| clauses.phrases[p].mention.is_some());
        open.then_some(gap)
    }

    /// Whether the goal of a clause is also that of the one it leads to: "해남에 1200억원을 들여 짓다",
    /// "'X 사업'에 도전했으나 고배를 마셨다".
    fn lends_goal(&self, lemma: &str) -> bool {
        ["verb-means", "verb-bid"].iter().any(|set| self.resources.words.contains(set, lemma))
    }

    pub(super) fn objects(&self, clauses: &Clauses, frame: FrameId) -> Vec<PhraseId> {
        let this = &clauses.frames[frame];
        let mut out: Vec<PhraseId> = clauses.args(frame, &[Role::Object]).collect();
        out.reverse();
        // "협약 체결했다": a bare noun right before the verb.
        let date = |p: &PhraseId| {
            let mention = clauses.phrases[*p].mention.map(|m| &self.mentions[m.get()].sort);
            matches!(mention, Some(Sort::Date(_)))
        };
        out.extend(
            clauses
                .args(frame, &[Role::Bare])
                .filter(|p| clauses.phrases[*p].last + 1 == this.token && !date(p)),
        );
        // "'X'의 가동을 시작했다": the object of 가동하다 is in the genitive or before the noun.
        let nouns: Vec<PhraseId> =
            out.iter().chain(&clauses.args(frame, &[Role::Subject]).collect::<Vec<_>>()).copied().collect();
        if self.resources.words.contains("verb-light", &this.predicate.lemma)
            || self.resources.words.contains("verb-light-passive", &this.predicate.lemma)
        {
            out.extend(nouns.into_iter().filter_map(|p| clauses.phrases[p].genitive));
        }
        out.extend(clauses.gap(frame));
        // "A는 B가 2011년 세운 보안 전문기업으로": the noun the clause stands before says what A is.
        let described = this.gap.is_some_and(|gap| {
            let gap = &clauses.phrases[gap];
            gap.mention.is_none()
                && gap.role == Role::Into
                && self.resources.words.ends_with("class-organization", &gap.head)
        });
        out.extend(this.outer_topic.filter(|_| described));
        if clauses.args(frame, &[Role::Object]).next().is_none() {
            out.extend(self.shared_object(clauses, frame));
            out.extend(clauses.args(frame, &[Role::Also]));
            // "'새벽'까지 제공한다": the last of several objects.
            let named = |p: &PhraseId| clauses.is_named(*p, &self.mentions);
            out.extend(clauses.args(frame, &[Role::Until]).filter(named));
            let has_subject = clauses.args(frame, &[Role::Subject]).next().is_some();
            let thing = |p: &PhraseId| {
                let class = clauses.phrases[*p].mention.and_then(|m| self.mentions[m.get()].class());
                has_subject || matches!(class, Some(Class::Certification | Class::Law | Class::Technology))
            };
            out.extend(clauses.args(frame, &[Role::Topic]).filter(thing));
            // "'X'는 A가 세우고 B가 키웠다": the topic is the object of both.
            if has_subject
                && out.is_empty()
                && let Some(before) = this.previous
            {
                let served = clauses.args(before, &[Role::Subject]).next().is_some()
                    && clauses.args(before, &[Role::Object]).next().is_none();
                out.extend(clauses.args(before, &[Role::Topic]).filter(|_| served));
            }
            // "'새벽'을 개발해 내년 출시한다": one thing is done with it after the other.
            if out.is_empty()
                && let Some(before) = this.previous
                && clauses.args(frame, &[Role::Subject, Role::Topic, Role::With]).next().is_none()
            {
                let first = &clauses.frames[before].predicate;
                // "쿠버네티스를 뼈대 삼아 만들다": what is taken for something is not what is made.
                let on = first.ending == Ending::Connective
                    && !first.past
                    && first.lemma != "삼"
                    && [
                        "해", "고", "며", "아", "어", "여", "워", "쳐", "려", "켜", "내", "아서", "어서",
                        "해서", "한 뒤",
                    ]
                    .iter()
                    .any(|t| first.tail.ends_with(t));
                // "A를 개발해 금융권에 공급하다": what is made, but not what is merely obtained for it.
                let given = clauses.args(frame, &[Role::To]).next().is_some();
                let made = |p: &PhraseId| {
                    let class = clauses.phrases[*p].mention.and_then(|m| self.mentions[m.get()].class());
                    class == Some(Class::Service)
                };
                out.extend(clauses.args(before, &[Role::Object]).filter(|p| on && (!given || made(p))));
            }
        }
        out
    }

    /// "A는 '새벽'을 쓰고 있고, B도 내년 도입한다": what B does too is done with the same.
    fn shared_object(&self, clauses: &Clauses, frame: FrameId) -> Vec<PhraseId> {
        let named = |p: PhraseId| clauses.is_named(p, &self.mentions);
        let subject = |f: FrameId| clauses.args(f, &[Role::Subject, Role::Topic]).any(named);
        let this = &clauses.frames[frame];
        if this.gap.is_some() && this.complement.is_none()
            || subject(frame)
            || !clauses.args(frame, &[Role::Also]).any(named)
        {
            return Vec::new();
        }
        let mut before = this.previous;
        while let Some(at) = before {
            if subject(at) {
                return clauses.args(at, &[Role::Object]).collect();
            }
            before = clauses.frames[at].previous;
        }
        Vec::new()
    }

    pub(super) fn fill(&self, clauses: &Clauses, frame: FrameId, slot: &Slot, carry: bool) -> Vec<Filler> {
        if slot.places.contains(&Place::When) {
            let text = self.document.text();
            let each = clauses.phrases.iter().any(|p| text[p.range.end..].starts_with(" 각각"));
            let dates = self.when(clauses, frame, each);
            if !dates.is_empty() || slot.places.len() == 1 {
                return dates;
            }
        }
        'places: for place in &slot.places {
            if matches!(place, Place::Spoken | Place::Lately | Place::Theme)
                && let Filter::Ending(sorts, word) = &slot.filter
            {
                let fits = |e: &usize| {
                    let member = &self.cast.members[*e];
                    sorts.contains(&SortName::Class(member.class))
                        && member.names.iter().any(|n| word.ends(n, &self.resources.words))
                };
                return self
                    .discourse
                    .about
                    .filter(&fits)
                    .or_else(|| self.discourse.topic.filter(&fits))
                    .or_else(|| {
                        let mut recent = self.discourse.recent.iter().rev().copied();
                        recent.find(&fits).filter(|_| *place == Place::Lately)
                    })
                    .map(|e| Filler { entities: vec![e], mention: None, at: None })
                    .into_iter()
                    .collect();
            }
            if *place == Place::Theme
                && let Filter::Sorts(sorts) = &slot.filter
            {
                let fits = |e: &usize| sorts.contains(&SortName::Class(self.cast.members[*e].class));
                let speaker = self.speech.and_then(|speaker| self.firm_of(speaker)).filter(&fits);
                // Whom the text tells of is no firm: the firm it spoke of before.
                let person = |e: usize| self.cast.members[e].class == Class::Person;
                // "A가 돈을 대고, B는 짓는다": B comes too late to be what the first clause is about.
                let token = clauses.frames[frame].token;
                let of_phrase = |p: &Phrase, e: usize| {
                    p.mention.is_some_and(|m| self.mentions[m.get()].entities.contains(&e))
                };
                let late = |e: usize| {
                    let mut here = clauses.phrases.iter().filter(|p| of_phrase(p, e)).peekable();
                    here.peek().is_some() && here.all(|p| p.first > token)
                };
                let about = match self.discourse.about {
                    Some(e) if late(e) => self.discourse.earlier,
                    about => about,
                };
                let about = match about {
                    Some(e) if person(e) && !fits(&e) => self.discourse.topic,
                    about => about,
                };
                let theme = speaker.or(about).filter(fits);
                return theme
                    .map(|e| Filler { entities: vec![e], mention: None, at: None })
                    .into_iter()
                    .collect();
            }
            if *place == Place::Spoken
                && let Filter::Sorts(sorts) = &slot.filter
            {
                let topic = self.carried(true, sorts);
                if !topic.is_empty() {
                    return topic;
                }
                // "'X 사업'을 도입했고 지난달 A를 입점 기업으로 뽑았다": named earlier in the sentence.
                let this = &clauses.frames[frame];
                let named = |m: &MentionId| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort));
                let earlier = clauses.phrases.iter().enumerate().rev().find_map(|(at, phrase)| {
                    let before = phrase.last < this.token && !this.args.contains(&at);
                    phrase.mention.filter(|_| before).filter(&named)
                });
                if let Some(earlier) = earlier {
                    return vec![self.filler(earlier)];
                }
                let fits = |e: &usize| sorts.contains(&SortName::Class(self.cast.members[*e].class));
                return self
                    .discourse
                    .recent
                    .iter()
                    .rev()
                    .copied()
                    .find(fits)
                    .map(|e| Filler { entities: vec![e], mention: None, at: None })
                    .into_iter()
                    .collect();
            }
            if *place == Place::Subject {
                for &(phrase, explicit) in clauses.subjects(frame) {
                    let found = self.fillers(clauses, phrase, &slot.filter);
                    if !found.is_empty() {
                        return found;
                    }
                    // "매출은 142억원이다": of whom, the text has said before.
                    if let Filter::Of(word, sorts) = &slot.filter
                        && word.ends(&clauses.phrases[phrase].head, &self.resources.words)
                        && clauses.phrases[phrase].genitive.is_none()
                    {
                        let outer = clauses
                            .subjects(frame)
                            .iter()
                            .filter(|(p, _)| *p != phrase && clauses.phrases[*p].role == Role::Topic)
                            .find_map(|(p, _)| {
                                clauses.phrases[*p]
                                    .mention
                                    .filter(|m| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort)))
                            });
                        // "중소기업이 차지하는 비중은": of whom, the clause before it says.
                        let said = clauses.phrases[phrase]
                            .relative
                            .is_some_and(|f| clauses.args(f, &[Role::Subject]).next().is_some());
                        return match outer {
                            _ if said => Vec::new(),
                            Some(id) => vec![self.filler(id)],
                            None => self.carried(carry, sorts),
                        };
                    }
                    // "사업에 참여할 기업을 모집하다": the firms take part, not who looks for them.
                    let agents = || {
                        clauses.frames[frame].gap == Some(phrase)
                            && clauses.phrases[phrase].role != Role::Into
                            && clauses.phrases[phrase].mentions.is_empty()
                            && self.resources.words.ends_with("agent-noun", &clauses.phrases[phrase].head)
                    };
                    // "A는 B에서 잔뼈가 굵었다": what makes an idiom with the verb is no subject.
                    let idiom = || {
                        let this = &clauses.frames[frame];
                        let whole = || format!("{}{}", clauses.phrases[phrase].head, this.predicate.lemma);
                        clauses.phrases[phrase].mentions.is_empty()
                            && this.args.contains(&phrase)
                            && self.index.frames.contains_key(&whole())
                    };
                    // "인증은 ISO 27001을 땄다": what is told of, not who does it.
                    let setting = || {
                        clauses.phrases[phrase].role == Role::Topic
                            && clauses.phrases[phrase].mentions.is_empty()
                            && self.resources.words.contains("setting-topic", &clauses.phrases[phrase].head)
                    };
                    let blocked = explicit && blocks(clauses, phrase, &self.mentions);
                    if blocked && !idiom() && !setting() || agents() {
                        continue 'places;
                    }
                }
                if let Filter::Sorts(sorts) = &slot.filter {
                    // "경기도교육청은 줌을 걷어내고 '가'로 바꿨다": whom an earlier clause names goes on.
                    let shared =
                        clauses.subjects(frame).iter().any(|(p, _)| clauses.is_named(*p, &self.mentions));
                    let only = sorts.iter().all(|s| *s == SortName::Class(Class::Service));
                    // "'새벽'을 개발 중인데, 완성되면 'X'에 올린다".
                    if only && let Some(made) = self.made_before(clauses, frame) {
                        return vec![made];
                    }
                    let carried = if shared && only { Vec::new() } else { self.carried(carry, sorts) };
                    if !carried.is_empty() {
                        return carried;
                    }
                }
                continue;
            }
            let mut phrases = Vec::new();
            self.add_place(clauses, frame, *place, &mut phrases);
            for phrase in phrases {
                let found = self.fillers(clauses, phrase, &slot.filter);
                if !found.is_empty() {
                    return found;
                }
                // "밑바탕에는 오픈스택이 깔렸다": whose, the text has said before.
                if let Filter::Of(word, sorts) = &slot.filter
                    && *place != Place::Own
                    && self.belongs_to_none(&clauses.phrases[phrase])
                    && self.ends_phrase(&clauses.phrases[phrase], word)
                {
                    // Of whom a post or a stake is, is said where it is told.
                    let things: Vec<SortName> = sorts
                        .iter()
                        .copied()
                        .filter(|s| !matches!(s, SortName::Class(Class::Organization | Class::Person)))
                        .collect();
                    let carried = self.carried(carry, &things);
                    if !carried.is_empty() {
                        return carried;
                    }
                    // "운영은 한빛진흥원이 맡는다": of the programme or building named last.
                    let one = |e: &usize| {
                        let class = self.cast.members[*e].class;
                        carry
                            && matches!(clauses.phrases[phrase].role, Role::Topic | Role::Subject)
                            && matches!(class, Class::Program | Class::Facility | Class::Certification)
                            && things.contains(&SortName::Class(class))
                    };
                    if let Some(last) = self.discourse.recent.iter().rev().copied().find(one) {
                        return vec![Filler { entities: vec![last], mention: None, at: None }];
                    }
                }
            }
        }
        Vec::new()
    }

    /// The service that the clause before is about making, if the clause itself has no subject.
    fn made_before(&self, clauses: &Clauses, frame: FrameId) -> Option<Filler> {
        let own = clauses.args(frame, &[Role::Subject, Role::Topic, Role::Object]).next();
        let mut before = clauses.frames[frame].previous.filter(|_| own.is_none());
        while let Some(at) = before {
            let service = |m: &MentionId| self.mentions[m.get()].class() == Some(Class::Service);
            let mut objects = clauses.args(at, &[Role::Object]).filter_map(|p| clauses.phrases[p].mention);
            if let Some(made) = objects.find(service) {
                return Some(self.filler(made));
            }
            before = clauses.frames[at].previous;
        }
        None
    }

    /// What "A가 아닌 B" and "A가 아니라 B" deny beside the name B: names of its class.
    pub(super) fn denied_beside(&self, clauses: &Clauses, frame: FrameId, name: MentionId) -> Vec<Filler> {
        let Some(phrase) = clauses.phrases.iter().position(|p| p.mention == Some(name)) else {
            return Vec::new();
        };
        let first = clauses.members(phrase).next().unwrap_or(phrase);
        let denies = |f: &FrameId| clauses.frames[*f].predicate.lemma == "아니";
        let before = || {
            let previous = clauses.frames[frame].previous?;
            let this = &clauses.frames[previous];
            let next_to = this.token + 1 == clauses.phrases[first].first;
            (next_to && this.predicate.ending == Ending::Connective).then_some(previous)
        };
        let Some(denial) = clauses.phrases[first].relative.or_else(before).filter(denies) else {
            return Vec::new();
        };
        let class = self.mentions[name.get()].class();
        let own = clauses.args(denial, &[Role::Bare]).next_back().into_iter();
        own.flat_map(|p| clauses.members(p))
            .filter_map(|p| clauses.phrases[p].mention)
            .filter(|m| self.mentions[m.get()].class() == class)
            .map(|m| self.filler(m))
            .collect()
    }

    /// A subject of the clause or of those it is joined with that is not `taken`; `taken` where there is none.
    pub(super) fn other_subject(
        &self,
        clauses: &Clauses,
        frame: FrameId,
        slot: &Slot,
        taken: &Filler,
    ) -> Vec<Filler> {
        let subjects = clauses.subjects(frame);
        let mut others = subjects.iter().map(|(p, _)| self.fillers(clauses, *p, &slot.filter));
        let other =
            |found: &Vec<Filler>| !found.is_empty() && found.iter().all(|f| f.mention != taken.mention);
        others.find(other).unwrap_or_else(|| vec![taken.clone()])
    }

    /// What the text was speaking of, where the clause leaves its subject out.
    pub(super) fn carried(&self, carry: bool, sorts: &[SortName]) -> Vec<Filler> {
        let fits = |e: &usize| carry && sorts.contains(&SortName::Class(self.cast.members[*e].class));
        // Who speaks leaves out their own firm: "'내년에는 다솜과 협약을 맺을 것'이라고 말했다".
        self.speech
            .and_then(|speaker| self.firm_of(speaker))
            .filter(&fits)
            .or_else(|| self.discourse.about.filter(&fits))
            .or_else(|| self.discourse.topic.filter(&fits))
            .or_else(|| self.discourse.actor.filter(|_| self.discourse.about.is_none()).filter(&fits))
            .or_else(|| self.product(sorts).filter(&fits))
            .map(|topic| Filler { entities: vec![topic], mention: None, at: None })
            .into_iter()
            .collect()
    }

    /// The service that the text is about, unless a building or programme that would do as well was named since.
    fn product(&self, sorts: &[SortName]) -> Option<usize> {
        let product = self.discourse.product?;
        let other = |e: &usize| {
            let class = self.cast.members[*e].class;
            matches!(class, Class::Facility | Class::Program | Class::Event)
                && sorts.contains(&SortName::Class(class))
        };
        let since = self.discourse.recent.iter().rev().take_while(|e| **e != product);
        let mut since = since;
        (!since.any(other)).then_some(product)
    }

    /// What a phrase, with those coordinated, fills a slot with.
    pub(super) fn fillers(&self, clauses: &Clauses, phrase: PhraseId, filter: &Filter) -> Vec<Filler> {
        match filter {
            Filter::Sorts(sorts) => {
                let fits = |m: &MentionId| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort));
                clauses
                    .members(phrase)
                    .filter_map(|p| {
                        let phrase = &clauses.phrases[p];
                        // An amount counts wherever it stands in the phrase: "매출 142억원 규모".
                        phrase
                            .mention
                            .filter(&fits)
                            .or_else(|| {
                                // "A가 세운 'X' 참여사들": the clause is about the name right behind it.
                                let first = phrase.mentions.first().copied().filter(|m| {
                                    phrase.relative.is_some()
                                        && self.mentions[m.get()].outer.start == phrase.range.start
                                });
                                first.filter(&fits).or_else(|| {
                                    // "X 도입을 검토한다": the name before a verbal noun is what it acts on.
                                    phrase
                                        .owner
                                        .filter(|_| self.resources.words.is_verbal(&phrase.head))
                                        .filter(&fits)
                                })
                            })
                            .or_else(|| {
                                phrase.mentions.iter().rev().copied().find(|m| {
                                    !matches!(self.mentions[m.get()].sort, Sort::Name(_)) && fits(m)
                                })
                            })
                    })
                    .map(|m| self.filler(m))
                    .collect()
            }
            // "다솜테크 연구원과 누리소프트 상무를": each of a list has its own.
            Filter::Of(word, sorts) => clauses
                .members(phrase)
                .flat_map(|p| {
                    let this = &clauses.phrases[p];
                    if !self.ends_phrase(this, word) {
                        return Vec::new();
                    }
                    let fits = |m: &MentionId| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort));
                    match this.mentions.iter().rev().copied().find(&fits) {
                        Some(own) => vec![own],
                        // "A와 B의 동맹": of both.
                        None => {
                            // "그 사업에 책정된 예산은", "다솜테크가 올린 매출은": of whom the clause before it says.
                            // "A가 이끄는 'X 포럼' 회원사": of the forum, whatever that is.
                            let own = this.mentions.iter().any(|m| {
                                matches!(self.mentions[m.get()].sort, Sort::Name(class) if class != Class::Place)
                            });
                            let relative =
                                this.relative.filter(|_| this.genitive.is_none() && !own).into_iter();
                            let said = relative.flat_map(|f| {
                                clauses.args(f, &[Role::Subject, Role::To, Role::For]).collect::<Vec<_>>()
                            });
                            // "CSAP 심사의 문턱": of what the review is for.
                            let named = |g: PhraseId| {
                                let phrase = &clauses.phrases[g];
                                let of =
                                    phrase.owner.filter(|_| word.ends(&phrase.head, &self.resources.words));
                                phrase.mention.or(of)
                            };
                            this.genitive
                                .into_iter()
                                .flat_map(|g| clauses.members(g))
                                .chain(said)
                                .filter_map(named)
                                .filter(&fits)
                                .collect()
                        }
                    }
                })
                .map(|m| self.filler(m))
                .collect(),
            Filter::Ending(sorts, word) => {
                let plain = self.fillers(clauses, phrase, &Filter::Sorts(sorts.clone()));
                let named = |f: &Filler| {
                    f.entities.iter().any(|e| {
                        self.cast.members[*e].names.iter().any(|n| word.ends(n, &self.resources.words))
                    })
                };
                plain.into_iter().filter(named).collect()
            }
            Filter::Beside(sorts, word) => clauses
                .members(phrase)
                .filter_map(|p| {
                    let dated = clauses.phrases[p]
                        .mentions
                        .iter()
                        .any(|m| self.date_of_amount(clauses, *m).is_some());
                    let first = clauses.members(phrase).next().filter(|_| dated).unwrap_or(p);
                    let phrase = &clauses.phrases[p];
                    let fits = |m: &&MentionId| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort));
                    let amount = phrase.mentions.iter().rev().find(fits)?;
                    // "매출 700억원, 2026년 1000억원을": what the first of a list measures, all do.
                    let first = clauses.phrases[first].range.start;
                    let before = first.min(phrase.range.start)..self.mentions[amount.get()].outer.start;
                    self.document.text()[before]
                        .split(char::is_whitespace)
                        .any(|w| word.ends(w, &self.resources.words))
                        .then(|| self.filler(*amount))
                })
                .collect(),
            Filter::Head(_) | Filter::Any => Vec::new(),
        }
    }

    /// Whether nothing in the phrase or before it says whose its noun is.
    fn belongs_to_none(&self, phrase: &Phrase) -> bool {
        // "일본 판매는": a place or a field owns nothing.
        let named = |m: &MentionId| {
            self.mentions[m.get()].class().is_some_and(|c| !matches!(c, Class::Place | Class::Sector))
        };
        phrase.genitive.is_none() && phrase.relative.is_none() && !phrase.mentions.iter().any(named)
    }

    /// Whether the phrase ends with the noun, alone or with those before it ("참여 기업"), but for an
    /// amount behind it ("지분 20%").
    fn ends_phrase(&self, phrase: &Phrase, word: &WordRef) -> bool {
        let words = &self.resources.words;
        let text = self.document.text();
        let last = phrase.mentions.last().map(|m| &self.mentions[m.get()]);
        // A ceremony is an event, and may be the noun that is asked for.
        if phrase.head.is_empty() && last.is_some_and(|m| word.ends(&text[m.inner.clone()], words)) {
            return true;
        }
        if word.ends(&phrase.head, words) && !phrase.head.is_empty() {
            return true;
        }
        let amount =
            last.filter(|m| phrase.head.is_empty() && matches!(m.sort, Sort::Percent(_) | Sort::Money(_)));
        let end = amount.map_or(phrase.range.end, |m| m.inner.start);
        let squeezed = || squeezed(&text[phrase.range.start..end]);
        match amount {
            Some(_) => word.ends(&squeezed(), words),
            None if phrase.head.is_empty() => false,
            None => {
                let squeezed = squeezed();
                let bare = squeezed.rfind(&phrase.head).map_or(squeezed.len(), |at| at + phrase.head.len());
                word.ends(&squeezed[..bare], words)
            }
        }
    }

    pub(super) fn filler(&self, id: MentionId) -> Filler {
        let mention = &self.mentions[id.get()];
        Filler { entities: mention.entities.clone(), mention: Some(id), at: Some(mention.inner.clone()) }
    }

    pub(super) fn title(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> Option<String> {
        let Filter::Head(word) = &slot.filter else { return None };
        // "누리소프트 대표인 김하늘": the post is what the copula is on.
        if slot.places.contains(&Place::Own) {
            let noun =
                clauses.frames[frame].predicate.noun.map(|(start, end)| &self.document.text()[start..end]);
            return noun.filter(|n| word.ends(n, &self.resources.words)).map(str::to_owned);
        }
        self.places(clauses, frame, slot).into_iter().find_map(|p| {
            let head = &clauses.phrases[p].head;
            word.ends(head, &self.resources.words).then(|| head.clone())
        })
    }

    /// The clause: from its first argument to the end of its predicate.
    pub(super) fn quote(&self, scenery: &Scenery, clauses: &Clauses, frame: FrameId) -> Range<usize> {
        let this = &clauses.frames[frame];
        let starts = this
            .args
            .iter()
            .flat_map(|&p| clauses.members(p))
            .map(|p| self.phrase_start(scenery, clauses, p));
        let token = &scenery.tokens[this.token];
        let start = starts.chain([token.start]).min().unwrap_or(token.start);
        let mut end = token.end;
        if let Some(gap) = this.gap {
            end = end.max(scenery.tokens[clauses.phrases[gap].last].end);
        }
        start..end
    }

    pub(super) fn phrase_start(&self, scenery: &Scenery, clauses: &Clauses, phrase: PhraseId) -> usize {
        let this = &clauses.phrases[phrase];
        let own = scenery.tokens[this.first].start;
        let genitive = this.genitive.map(|g| scenery.tokens[clauses.phrases[g].first].start);
        genitive.map_or(own, |g| g.min(own))
    }
}

/// A text in one word.
fn squeezed(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        text.into()
    }
}

/// "두 곳에 나뉘어 올라가다": two verbs side by side have the same goal.
fn serial(clauses: &Clauses, first: FrameId, second: FrameId) -> bool {
    let (first, second) = (&clauses.frames[first], &clauses.frames[second]);
    first.token + 1 == second.token
        && !first.predicate.past
        && second.args.is_empty()
        && ["어", "아", "여", "해", "져", "려", "혀"].iter().any(|tail| first.predicate.tail.ends_with(tail))
}

/// A subject that the clause names but that is no fitting name stops the search for another, but
/// for date phrases and the like.
fn blocks(clauses: &Clauses, phrase: PhraseId, mentions: &[Mention]) -> bool {
    let phrase = &clauses.phrases[phrase];
    !phrase.mention.is_some_and(|m| match mentions[m.get()].sort {
        Sort::Date(_) => true,
        // "인증은 아직 받지 못했다": what is no agent is the clause's object.
        Sort::Name(class) => {
            phrase.role == Role::Topic
                && matches!(class, Class::Certification | Class::Law | Class::Technology)
        }
        _ => false,
    })
}

//! What the text has spoken of so far, and what its anaphors and left-out subjects stand for.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::{Class, Modality, PartialDate, Property};

use super::claims::{Reader, Scenery, stretches};
use super::draft::{Draft, DraftObject};
use crate::mention::anaphor::{self, Referent};
use crate::mention::find::Ground;
use crate::mention::{Cue, Mention, MentionId, Sort};
use crate::morph::Tag;
use crate::syntax::clause::{self, Clauses, FrameId, PhraseId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Kind, Token};
use crate::text::{SentenceKind, is_alphanumeric};

/// What the text has spoken of so far.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    /// The last organisation that was a topic or subject.
    pub(super) topic: Option<usize>,
    /// What the last sentence with a topic was about, whatever its class.
    pub(super) about: Option<usize>,
    /// The service that the text is about, or that the firm spoken of offers.
    pub(super) product: Option<usize>,
    /// The last organisation that did something, where nothing is what the text is about yet.
    pub(super) actor: Option<usize>,
    /// What it was about before the sentence being read.
    pub(super) earlier: Option<usize>,
    /// The last entity of each class, in order of mention.
    pub(super) recent: Vec<usize>,
    /// Organisations spoken of together, the last ones last.
    pub(super) groups: Vec<Vec<usize>>,
    /// Whom the text follows: "다솜리서치에 따르면".
    pub(super) source: Option<usize>,
    /// Whether the lines being read list who took part.
    pub(super) attending: bool,
    /// In which paragraph that was said.
    pub(super) sourced: Option<u32>,
    /// Whom the sentence being read cites.
    pub(super) cited: Option<usize>,
    /// Who answers, and in which paragraph.
    pub(super) answer: Option<(u32, usize)>,
    /// Who answered last.
    pub(super) interviewed: Option<usize>,
    /// On which day events are held.
    pub(super) events: BTreeMap<usize, PartialDate>,
    /// When shares were last measured.
    pub(super) measured: Option<PartialDate>,
    /// The alliance whose members the next lines may list.
    pub(super) listing: Option<usize>,
    /// The market that shares were last given of.
    pub(super) market: Option<String>,
    /// Speakers, and the firm that stands beside their name.
    pub(super) firms: BTreeMap<usize, usize>,
}

impl Discourse {
    /// The last organisations spoken of together; as many as are asked for, if so many were, and with the one that
    /// says so among them, if it was among any.
    fn together(&self, wanted: Option<usize>, speaker: Option<usize>) -> Vec<usize> {
        let mut groups = self.groups.iter().rev().filter(|group| wanted.is_none_or(|n| group.len() == n));
        let last = groups.clone().next();
        let own = speaker.and_then(|speaker| groups.find(|group| group.contains(&speaker)));
        own.or(last).cloned().unwrap_or_default()
    }
}

/// How many "양사", "두 회사", "세 곳" speak of.
fn how_many(said: &str) -> Option<usize> {
    [("양", 2), ("두", 2), ("2", 2), ("세", 3), ("3", 3), ("네", 4), ("4", 4), ("다섯", 5), ("5", 5)]
        .into_iter()
        .find_map(|(start, n)| said.starts_with(start).then_some(n))
}

impl Reader<'_> {
    /// Gives each anaphor of the sentence the entities it stands for, as mentions.
    pub(super) fn anaphors(&mut self, sentence: usize) {
        let ground = Ground {
            document: self.document,
            registry: &self.resources.registry,
            words: &self.resources.words,
        };
        self.counted(sentence);
        for anaphor in anaphor::find(ground, sentence) {
            let overlaps = self
                .mentions
                .iter()
                .any(|m| m.outer.start < anaphor.range.end && anaphor.range.start < m.outer.end);
            if overlaps {
                continue;
            }
            let (class, entities) = match anaphor.referent {
                Referent::One(Class::Organization) => {
                    let here = self.topic_before(sentence, anaphor.range.start);
                    // "이 회사는": no agency, and no house that only guesses at the sales of others.
                    let said = &self.document.text()[anaphor.range.clone()];
                    let firm = ["회사", "업체", "기업"].iter().any(|noun| said.ends_with(noun));
                    let other = |e: &usize| firm && self.is_no_firm(*e);
                    let organization = |e: &usize| self.cast.members[*e].class == Class::Organization;
                    let recent = || {
                        let recent = self.discourse.recent.iter().rev().copied();
                        recent.filter(&organization).find(|e| !other(e))
                    };
                    // "새길진흥원은 … 회사다": what a sentence calls its subject.
                    let rest = &self.document.text()[anaphor.range.end..];
                    let called =
                        ["다", "이다", "로", "으로", "며", "이며"].iter().any(|c| rest.starts_with(c));
                    let topic = here.or(self.discourse.topic);
                    let other = |e: &usize| other(e) && !(called && here == Some(*e));
                    let main = self.main_firm.filter(|e| !other(e));
                    let topic =
                        topic.filter(|e| !other(e)).or(main.filter(|_| firm)).or_else(recent).or(topic);
                    // "회사는" behind what a customer does: the one that the article is about.
                    let plain = said == "회사" && here.is_none() && !called;
                    let customer = plain && topic.is_some_and(|e| self.is_customer(e, 0));
                    let topic = self.main_firm.filter(|_| customer).or(topic);
                    (Class::Organization, topic.into_iter().collect())
                }
                Referent::One(class) => {
                    // "A는 보안인증을 보유하고 있지만 B는 이 인증을 받지 못했다": said in the sentence itself, but
                    // in "'X'를 가져다 쓴 이 제품은" it is another.
                    let here = self
                        .named_before(sentence, anaphor.range.start, class)
                        .filter(|_| !self.is_described(anaphor.range.start));
                    // "X는 'Y'의 과제 가운데 하나다. 이 사업은": what the sentence before was about.
                    let about = self.discourse.about.filter(|&e| self.cast.members[e].class == class);
                    // "이 로드맵": one that is called so, if there is one.
                    let said = &self.document.text()[anaphor.range.clone()];
                    let noun = said.rsplit(' ').next();
                    let called = |e: &usize| {
                        let member = &self.cast.members[*e];
                        let ends = |n: &String| noun.is_some_and(|noun| n != noun && n.ends_with(noun));
                        member.class == class && member.names.iter().any(ends)
                    };
                    let recent = || self.discourse.recent.iter().rev().copied().find(called);
                    // Anything is a 사업: before the last one named, but behind what the text is about.
                    let vague = noun.is_some_and(|n| matches!(n, "사업" | "서비스" | "프로그램"));
                    let found = here
                        .or_else(|| about.filter(|e| vague || called(e)))
                        .or_else(recent)
                        .or(about)
                        .or_else(|| self.last(class));
                    (class, found.into_iter().collect())
                }
                Referent::Product => (Class::Service, self.discourse.product.into_iter().collect()),
                Referent::League => {
                    let is_league = |e: &usize| {
                        let member = &self.cast.members[*e];
                        let named = |n: &String| self.resources.words.ends_with("suffix-league", n);
                        member.class == Class::Organization && member.names.iter().any(named)
                    };
                    let here = self
                        .named_before(sentence, anaphor.range.start, Class::Organization)
                        .filter(is_league);
                    let recent = || self.discourse.recent.iter().rev().copied().find(is_league);
                    let league = here.or_else(recent);
                    let topic = self.discourse.topic.or_else(|| self.last(Class::Organization));
                    (Class::Organization, league.or(topic).into_iter().collect())
                }
                Referent::Speaker => {
                    (Class::Organization, self.firm_speaking_in(sentence).into_iter().collect())
                }
                Referent::Family => {
                    let family = &self.document.text()[anaphor.range.clone()];
                    let named = self.discourse.recent.iter().rev().copied().find(|&e| {
                        self.cast.members[e].class == Class::Person
                            && self.cast.members[e].names.iter().any(|n| n.starts_with(family))
                    });
                    (Class::Person, named.into_iter().collect())
                }
                Referent::Two(class) => {
                    let said = &self.document.text()[anaphor.range.clone()];
                    let wanted = how_many(said);
                    // "두 회사가 …" between quotation marks: the speaker's is one.
                    let range = self.document.sentences[sentence].range.clone();
                    let quotes = self.document.text()[range].contains(['"', '“']);
                    let speaker = quotes.then(|| self.firm_speaking_in(sentence)).flatten();
                    let together = self.discourse.together(wanted, speaker);
                    let found =
                        if together.is_empty() { self.just_named(sentence, wanted) } else { together };
                    (class, found)
                }
                Referent::Named(class) => {
                    let noun = &self.document.text()[anaphor.range.clone()];
                    let ends = |e: &usize| {
                        self.cast.members[*e].class == class
                            && self.cast.members[*e].names.iter().any(|n| n != noun && n.ends_with(noun))
                    };
                    // What the text is about, before what it has only named: "협회는", of two associations.
                    let about = self.discourse.about.filter(ends).or(self.discourse.topic.filter(ends));
                    let named = about.or_else(|| self.discourse.recent.iter().rev().copied().find(ends));
                    (class, named.into_iter().collect::<Vec<_>>())
                }
            };
            if entities.is_empty() {
                continue;
            }
            let mention = Mention {
                inner: anaphor.range.clone(),
                outer: anaphor.range,
                sort: Sort::Name(class),
                entities,
                cue: Cue::Anaphor,
            };
            let at = self.mentions.partition_point(|m| m.outer.start < mention.outer.start);
            self.mentions.insert(at, mention);
        }
    }

    /// Whether nothing but what it uses is told of an organisation, in the drafts since `from`.
    pub(super) fn is_customer(&self, organization: usize, from: usize) -> bool {
        let mut own = self.drafts[from..].iter().filter(|d| d.subject == organization).peekable();
        own.peek().is_some() && own.all(|d| d.property == Property::Uses)
    }

    /// An agency, a house that only guesses at the sales of others, an investor: nothing that "회사는" stands for.
    fn is_no_firm(&self, organization: usize) -> bool {
        const KINDS: [&str; 3] = ["public-body", "forecaster", "investor-name"];
        let names = &self.cast.members[organization].names;
        names.iter().any(|n| KINDS.iter().any(|set| self.resources.words.ends_with(set, n)))
    }

    /// The firm that the article is about: of those that the headline names or the text begins with, the one that is
    /// named most.
    pub(super) fn find_main_firm(&self) -> Option<usize> {
        let firm = |e: usize| self.cast.members[e].class == Class::Organization && !self.is_no_firm(e);
        let body = self.document.sentences.iter().position(|s| s.kind == SentenceKind::Body)?;
        let start = self.document.sentences[body].range.end;
        let named = |m: &Mention| m.entities.first().copied().filter(|&e| firm(e));
        let first = self.mentions.iter().take_while(|m| m.outer.start < start).filter_map(named);
        let times = |e: usize| self.mentions.iter().filter(|m| m.entities.contains(&e)).count();
        let mut best: Option<(usize, usize)> = None;
        for e in first {
            let n = times(e);
            if best.is_none_or(|(most, _)| n > most) {
                best = Some((n, e));
            }
        }
        best.map(|(_, e)| e)
    }

    /// The organisations of the sentence before, if they are just as many: "A의 제안에 B가 답했다. 두 회사는".
    fn just_named(&self, sentence: usize, wanted: Option<usize>) -> Vec<usize> {
        let Some(before) = sentence.checked_sub(1).map(|at| &self.document.sentences[at].range) else {
            return Vec::new();
        };
        let mut named = Vec::new();
        for mention in self.mentions.iter().filter(|m| before.contains(&m.outer.start)) {
            if mention.sort == Sort::Name(Class::Organization) {
                for &entity in &mention.entities {
                    if !named.contains(&entity) {
                        named.push(entity);
                    }
                }
            }
        }
        if wanted == Some(named.len()) { named } else { Vec::new() }
    }

    /// The firm that 우리 means: the speaker's, or the speaker.
    fn firm_speaking_in(&mut self, sentence: usize) -> Option<usize> {
        let scenery = self.scenery(sentence);
        let speaker = self.answers(sentence, &scenery).or_else(|| {
            let main: Vec<usize> = stretches(&scenery.tokens).into_iter().next().unwrap_or_default();
            let context = clause::Context {
                text: self.document.text(),
                mentions: &self.mentions,
                words: &self.resources.words,
            };
            let clauses = clause::read(context, &scenery.tokens, &main);
            self.who_speaks(&scenery.tokens, &clauses)
        });
        self.firm_of(speaker?)
    }

    /// An organisation itself; of a person the firm beside the name, or the one worked for.
    pub(super) fn firm_of(&self, speaker: usize) -> Option<usize> {
        if self.cast.members[speaker].class == Class::Organization {
            return Some(speaker);
        }
        let works = |d: &&Draft| d.property == Property::WorksFor && d.subject == speaker;
        let mut worked = self.drafts.iter().rev().filter(works).filter_map(|d| match d.object {
            DraftObject::Entity(firm) => Some(firm),
            DraftObject::Literal(..) => None,
        });
        // Who also has a post in an association speaks for the firm.
        let association = |firm: &usize| {
            let names = &self.cast.members[*firm].names;
            names.iter().any(|n| self.resources.words.ends_with("suffix-alliance", n))
        };
        let last = worked.clone().next();
        worked
            .find(|firm| !association(firm))
            .or(last)
            .or_else(|| self.discourse.firms.get(&speaker).copied())
    }

    /// "4개사는": as many as were spoken of together just before.
    fn counted(&mut self, sentence: usize) {
        let range = self.document.sentences[sentence].range.clone();
        let pair = self.discourse.together(None, None);
        let text = self.document.text();
        for mention in self.mentions.iter_mut().filter(|m| range.contains(&m.outer.start)) {
            let tail: String =
                text[mention.outer.end..].chars().take_while(|c| is_alphanumeric(*c)).collect();
            let all = matches!(mention.sort, Sort::Count(n) if pair.len() > 1 && usize::try_from(n) == Ok(pair.len()));
            if all && matches!(tail.as_str(), "은" | "는" | "이" | "가") {
                mention.sort = Sort::Name(Class::Organization);
                mention.entities.clone_from(&pair);
                mention.cue = Cue::Anaphor;
            }
        }
    }

    /// Whether a clause that ends right before `at` describes what stands there, and does not name it: "'X'라는
    /// 간판을 단 이 사업은".
    fn is_described(&self, at: usize) -> bool {
        let named = |m: &Mention| {
            ["라는", "이라는", "란", "이란"]
                .iter()
                .any(|call| self.document.text()[m.outer.end..].starts_with(call))
        };
        let last = self.mentions.partition_point(|m| m.outer.end <= at).checked_sub(1);
        if last.is_some_and(|last| named(&self.mentions[last])) {
            return false;
        }
        let before = self.document.morphemes.partition_point(|m| m.end <= at);
        let last = before.checked_sub(1).map(|last| &self.document.morphemes[last]);
        last.is_some_and(|m| m.tags.last() == Tag::Etm && self.document.text()[m.end..at].trim().is_empty())
    }

    /// The last name of the class that stands earlier in the sentence.
    fn named_before(&self, sentence: usize, before: usize, class: Class) -> Option<usize> {
        let range = self.document.sentences[sentence].range.start..before;
        let named = |m: &&Mention| range.contains(&m.outer.start) && m.sort == Sort::Name(class);
        self.mentions.iter().rev().find(named).and_then(|m| m.entities.first().copied())
    }

    /// The organisation with 은/는 that stands earlier in the sentence: "다솜은 … 회사다".
    fn topic_before(&self, sentence: usize, before: usize) -> Option<usize> {
        let range = self.document.sentences[sentence].range.start..before;
        let text = self.document.text();
        let topical = |m: &&Mention| {
            range.contains(&m.outer.start)
                && m.sort == Sort::Name(Class::Organization)
                && ["은", "는", "에는", "에서는", "도", "에 대한"]
                    .iter()
                    .any(|josa| text[m.outer.end..].starts_with(josa))
        };
        self.mentions.iter().rev().find(topical).and_then(|m| m.entities.first().copied())
    }

    pub(super) fn last(&self, class: Class) -> Option<usize> {
        self.discourse.recent.iter().rev().copied().find(|&e| self.cast.members[e].class == class)
    }

    pub(super) fn topic_of(
        &self,
        clauses: &Clauses,
        introduced: bool,
        wanted: impl Fn(Class) -> bool,
    ) -> Option<usize> {
        let organization = |p: PhraseId| {
            clauses.phrases[p]
                .mention
                .filter(|&m| !self.is_kin(m))
                .and_then(|m| self.mentions[m.get()].entities.first().copied())
                .filter(|&e| wanted(self.cast.members[e].class))
        };
        let main = |f: &FrameId| {
            let frame = &clauses.frames[*f];
            let relative = |f: &clause::Frame| f.predicate.ending.is_adnominal() && f.complement.is_none();
            // What is part of an adnominal clause is not the main one either.
            !relative(frame) && !frame.next.is_some_and(|next| relative(&clauses.frames[next]))
        };
        let frames: Vec<FrameId> = (0..clauses.frames.len()).filter(main).collect();
        // "얼라이언스에는 …": a place or goal with 는 is what the sentence is about.
        let topical = |p: &PhraseId| self.document.text()[clauses.phrases[*p].range.clone()].ends_with('는');
        let topics = |f: FrameId| -> Vec<PhraseId> {
            clauses
                .args(f, &[Role::Topic])
                .chain(clauses.args(f, &[Role::To, Role::At]).filter(topical))
                .collect()
        };
        // "다솜의 곳간이 두둑해졌다": about whom it belongs to, if nothing else is.
        let owned = |f: FrameId| {
            let roles = [Role::Topic, Role::Subject];
            let owner = |p: PhraseId| {
                let phrase = &clauses.phrases[p];
                phrase.genitive.filter(|_| phrase.mentions.is_empty()).and_then(organization)
            };
            clauses.args(f, &roles).find_map(owner)
        };
        // "A는 줄었지만 B는 늘었다": the text goes on about the nearer one.
        let named = frames.iter().rev().find_map(|&f| topics(f).into_iter().find_map(organization));
        let nothing = self.discourse.about.is_none() && self.discourse.topic.is_none();
        let named = named.or_else(|| frames.first().filter(|_| nothing).and_then(|&f| owned(f)));
        named.or_else(|| {
            // A list ("A와 B 등이") or one of several clauses is not what the text is about.
            let alone = |p: &PhraseId| {
                clauses.phrases[*p].before.is_empty() && !clauses.phrases[*p].head.starts_with('등')
            };
            let first = frames.first().filter(|_| introduced)?;
            // "이번 투자는 A가 이끌었다": about the investment.
            if clauses.args(*first, &[Role::Topic]).any(|p| self.is_thing(clauses, p)) {
                return None;
            }
            clauses.args(*first, &[Role::Subject]).filter(alone).find_map(organization)
        })
    }

    /// "자회사 누비온은 …": told beside the firm that the text is about. "한빛의 자회사 누비온은" may be that firm.
    fn is_kin(&self, mention: MentionId) -> bool {
        let before = self.document.text()[..self.mentions[mention.get()].outer.start].trim_end();
        let noun_at = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let noun = &before[noun_at..];
        let noun = noun.strip_suffix('인').unwrap_or(noun);
        let owned = || {
            before[..noun_at].trim_end().ends_with('의')
                || self.mentions.iter().any(|m| m.outer.end + 1 == noun_at && matches!(m.sort, Sort::Name(_)))
        };
        self.discourse.topic.is_some() && self.resources.words.contains("kin-noun", noun) && !owned()
    }

    /// A topic that is a noun of its own, and neither time nor amount.
    fn is_thing(&self, clauses: &Clauses, phrase: PhraseId) -> bool {
        clauses.phrases[phrase].mentions.iter().all(|m| matches!(self.mentions[m.get()].sort, Sort::Name(_)))
    }

    pub(super) fn discourse_pair(&mut self, clauses: &Clauses) {
        for (id, phrase) in clauses.phrases.iter().enumerate() {
            let organizations = |p: PhraseId| {
                clauses.phrases[p]
                    .mention
                    .map(|m| &self.mentions[m.get()])
                    .filter(|m| m.sort == Sort::Name(Class::Organization))
                    .map(|m| m.entities.clone())
                    .unwrap_or_default()
            };
            if phrase.listed {
                continue;
            }
            let list: Vec<usize> = clauses.members(id).flat_map(organizations).collect();
            let partner = matches!(phrase.role, Role::With | Role::Together) && !list.is_empty();
            if list.len() >= 2 && !partner {
                self.discourse.groups.push(list);
            } else if partner {
                // "A는 B, C와 …": all of them together.
                let subject = clauses.phrases[..id]
                    .iter()
                    .rev()
                    .find(|p| matches!(p.role, Role::Topic | Role::Subject))
                    .map(|p| p.mention.and_then(|m| self.mentions[m.get()].entities.first().copied()));
                // "B, C와 손잡았다": with whom the text speaks of.
                if let Some(subject) = subject.unwrap_or(self.discourse.about)
                    && self.cast.members[subject].class == Class::Organization
                    && !list.contains(&subject)
                {
                    self.discourse.groups.push([subject].into_iter().chain(list).collect());
                } else if list.len() >= 2 {
                    self.discourse.groups.push(list);
                }
            }
        }
    }

    /// Keeps in mind who bought whom since the draft `before`: "두 회사" may mean them, if nobody was named together.
    pub(super) fn remember_pairs(&mut self, before: usize) {
        for draft in &self.drafts[before..] {
            if draft.property == Property::Acquired
                && let DraftObject::Entity(bought) = draft.object
            {
                self.discourse.groups.insert(0, vec![draft.subject, bought]);
            }
        }
    }

    /// Keeps the service that the text goes on about: its topic, else what a firm was just said to offer or make,
    /// from the drafts since `before`.
    pub(super) fn keep_product(&mut self, before: usize, about: Option<usize>, range: Range<usize>) {
        let service = |e: usize| self.cast.members[e].class == Class::Service;
        let offered = || {
            let offers = |d: &&Draft| {
                matches!(d.property, Property::Provides | Property::Develops)
                    && d.modality != Modality::Negated
                    // Of another firm than the one spoken of only where nothing is told of yet.
                    && (self.discourse.product.is_none()
                        || Some(d.subject) == about
                        || Some(d.subject) == self.discourse.topic)
            };
            self.drafts[before..].iter().filter(offers).find_map(|d| match d.object {
                DraftObject::Entity(o) => Some(o).filter(|&o| service(o)),
                DraftObject::Literal(..) => None,
            })
        };
        // A service that everybody knows is named beside the one that the text is about.
        let aside = |e: usize| self.discourse.product.is_some() && self.cast.members[e].known.is_some();
        let told = about.filter(|&e| service(e) && !aside(e)).or_else(offered).or(self.discourse.product);
        // The first one with a name, until more is said.
        let quoted = || {
            let of = |m: &Mention| m.entities.first().copied().filter(|_| m.cue == Cue::Quoted);
            self.mentions
                .iter()
                .filter(|m| range.contains(&m.outer.start))
                .filter_map(of)
                .find(|&e| service(e))
        };
        self.discourse.product = told.or_else(quoted);
    }

    pub(super) fn remember(
        &mut self,
        scenery: &Scenery,
        topic: Option<usize>,
        about: Option<usize>,
        kind: SentenceKind,
    ) {
        for token in &scenery.tokens {
            if let Some(id) = token.mention() {
                for &entity in &self.mentions[id.get()].entities {
                    self.discourse.recent.retain(|&e| e != entity);
                    self.discourse.recent.push(entity);
                }
            }
        }
        if topic.is_some() && kind == SentenceKind::Body {
            self.discourse.topic = topic;
        }
        let acts = |t: &Token| match t.kind {
            Kind::Mention { id, role: Role::Subject, .. } => {
                self.mentions[id.get()].entities.first().copied()
            }
            _ => None,
        };
        let actor = scenery.tokens.iter().filter_map(acts).next();
        let actor = actor.filter(|&e| self.cast.members[e].class == Class::Organization);
        self.discourse.actor = actor.or(self.discourse.actor);
        if about.is_some() && kind == SentenceKind::Body {
            self.discourse.about = about;
        }
    }
}

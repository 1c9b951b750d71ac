//! Claims: rules applied to the sentences of an article, in reading order.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use gureum_model::{
    Article, Claim, Class, Entity, EntityIndex, Evidence, Extraction, Literal, Modality, Namesake, Object,
    PartialDate, Property, Qualifiers, Span, iri,
};

use super::cast::{Cast, Member};
use super::document::Document;
use super::modality;
use crate::mention::anaphor::{self, Referent};
use crate::mention::find::{Found, Ground};
use crate::mention::{Cue, Mention, MentionId, Sort};
use crate::resources::Resources;
use crate::rule::pattern::Scene;
use crate::rule::slot::SortName;
use crate::rule::{Body, Filter, FrameRule, Place, Rule, Slot, WordRef};
use crate::syntax::clause::{self, Clauses, FrameId, PhraseId};
use crate::syntax::josa::Role;
use crate::syntax::token::{self, Ending, Kind, Token};
use crate::text::SentenceKind;

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

/// What the text has spoken of so far.
#[derive(Debug, Default)]
struct Discourse {
    /// The last organisation that was a topic or subject.
    topic: Option<usize>,
    /// What the last sentence with a topic was about, whatever its class.
    about: Option<usize>,
    /// The last entity of each class, in order of mention.
    recent: Vec<usize>,
    /// The last two organisations spoken of together.
    pair: Vec<usize>,
}

/// Reads the claims of a document.
pub fn read(
    resources: &Resources,
    index: &RuleIndex,
    document: &Document,
    found: Found,
) -> (Cast, Vec<Draft>) {
    let (cast, mentions) =
        Cast::gather(document.text(), &found.candidates, &found.aliases, &resources.registry);
    let mut reader = Reader {
        resources,
        index,
        document,
        cast,
        mentions,
        discourse: Discourse::default(),
        drafts: Vec::new(),
    };
    reader.aliases(&found);
    reader.owners();
    for sentence in 0..document.sentences.len() {
        reader.sentence(sentence);
    }
    (reader.cast, reader.drafts)
}

/// Rules by the lemma that starts them, made once.
#[derive(Debug, Default)]
pub struct RuleIndex {
    frames: HashMap<String, Vec<usize>>,
    phrases: Vec<usize>,
}

impl RuleIndex {
    /// Indexes the rules.
    pub fn new(resources: &Resources) -> Self {
        let mut index = Self::default();
        for (at, rule) in resources.rules.rules.iter().enumerate() {
            match &rule.body {
                Body::Phrase(_) => index.phrases.push(at),
                Body::Frame(frame) => {
                    for word in &frame.predicate {
                        match word {
                            WordRef::Word(word) => index.frames.entry(word.clone()).or_default().push(at),
                            WordRef::Set(set) => {
                                let mut words: Vec<&String> =
                                    resources.words.set(set).into_iter().flatten().collect();
                                words.sort();
                                for word in words {
                                    index.frames.entry(word.clone()).or_default().push(at);
                                }
                            }
                        }
                    }
                }
            }
        }
        for rules in index.frames.values_mut() {
            rules.sort_unstable();
            rules.dedup();
        }
        index
    }
}

struct Reader<'a> {
    resources: &'a Resources,
    index: &'a RuleIndex,
    document: &'a Document,
    cast: Cast,
    mentions: Vec<Mention>,
    discourse: Discourse,
    drafts: Vec<Draft>,
}

/// One sentence being read.
struct Scenery {
    tokens: Vec<Token>,
    range: Range<usize>,
}

/// A slot's filler: entities or a value, and where it stands.
#[derive(Clone, Debug)]
struct Filler {
    entities: Vec<usize>,
    mention: Option<MentionId>,
    at: Option<Range<usize>>,
}

impl Reader<'_> {
    fn aliases(&mut self, found: &Found) {
        for alias in &found.aliases {
            let Some(mention) = self.mentions.iter().find(|m| m.inner == alias.of) else { continue };
            let (Some(&subject), Sort::Name(class)) = (mention.entities.first(), &mention.sort) else {
                continue;
            };
            if matches!(class, Class::Technology | Class::Sector | Class::Place) {
                continue;
            }
            let quote = mention.outer.start..alias.close;
            let Some(sentence) = self.document.sentences.iter().find(|s| s.range.contains(&quote.start))
            else {
                continue;
            };
            self.drafts.push(Draft {
                subject,
                property: Property::Alias,
                object: DraftObject::Literal(Literal::Text(alias.name.clone()), alias.name.clone()),
                modality: Modality::Asserted,
                qualifiers: Qualifiers::default(),
                speaker: None,
                subject_at: Some(mention.inner.clone()),
                object_at: Some(alias.range.clone()),
                quote,
                sentence: sentence.range.clone(),
                rule: "alias-parenthesis".to_owned(),
            });
        }
    }

    /// "KT 데이터센터": the owner in a facility's name runs it.
    fn owners(&mut self) {
        for mention in &self.mentions {
            if mention.sort != Sort::Name(Class::Facility) || mention.cue == Cue::Quoted {
                continue;
            }
            let name = &self.document.text()[mention.inner.clone()];
            let Some(owner) = self.resources_owner(name) else { continue };
            let Some(&facility) = mention.entities.first() else { continue };
            let Some(sentence) =
                self.document.sentences.iter().find(|s| s.range.contains(&mention.outer.start))
            else {
                continue;
            };
            if sentence.kind != SentenceKind::Body {
                continue;
            }
            self.drafts.push(Draft {
                subject: owner,
                property: Property::Operates,
                object: DraftObject::Entity(facility),
                modality: Modality::Asserted,
                qualifiers: Qualifiers::default(),
                speaker: None,
                quote: mention.inner.clone(),
                sentence: sentence.range.clone(),
                subject_at: None,
                object_at: Some(mention.inner.clone()),
                rule: "operates-in-name".to_owned(),
            });
        }
    }

    /// The organisation of the cast whose name a facility's name begins with.
    fn resources_owner(&self, name: &str) -> Option<usize> {
        let mut owners: Vec<(usize, usize)> = Vec::new();
        for (at, member) in self.cast.members.iter().enumerate() {
            if member.class == Class::Organization {
                owners.extend(
                    member
                        .names
                        .iter()
                        .filter(|n| {
                            name.strip_prefix(n.as_str()).is_some_and(|rest| rest.starts_with([' ', '(']))
                        })
                        .map(|n| (n.len(), at)),
                );
            }
        }
        owners.into_iter().max().map(|(_, at)| at)
    }

    fn sentence(&mut self, at: usize) {
        let range = self.document.sentences[at].range.clone();
        let kind = self.document.sentences[at].kind;
        self.anaphors(at);
        let here: Vec<(MentionId, &Mention)> = mention_ids(&self.mentions, &range);
        let morphemes = &self.document.morphemes[self.document.sentences[at].morphemes.clone()];
        let tokens = token::tokenise(self.document.text(), range.start, range.end, morphemes, &here);
        let scenery = Scenery { tokens, range };
        let stretches = stretches(self.document.text(), &scenery.tokens);
        let before = self.drafts.len();
        let (mut main_topic, mut main_about) = (None, None);
        for (number, indices) in stretches.iter().enumerate() {
            let context = clause::Context {
                text: self.document.text(),
                mentions: &self.mentions,
                words: &self.resources.words,
            };
            let clauses = clause::read(context, &scenery.tokens, indices);
            if number == 0 {
                main_topic = self.topic_of(&clauses, |class| class == Class::Organization);
                main_about = self.topic_of(&clauses, |class| {
                    matches!(
                        class,
                        Class::Organization
                            | Class::Service
                            | Class::Program
                            | Class::Facility
                            | Class::Person
                    )
                });
            }
            if kind == SentenceKind::Body {
                self.frames(&scenery, &clauses);
            }
            self.discourse_pair(&clauses);
        }
        if kind == SentenceKind::Body {
            self.phrases(&scenery);
        }
        self.supersede(before);
        self.remember(&scenery, main_topic, main_about, kind);
    }

    /// Gives each anaphor of the sentence the entities it stands for, as mentions.
    fn anaphors(&mut self, sentence: usize) {
        let ground = Ground {
            document: self.document,
            registry: &self.resources.registry,
            words: &self.resources.words,
        };
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
                    let topic = self.discourse.topic.or_else(|| self.last(Class::Organization));
                    (Class::Organization, topic.into_iter().collect())
                }
                Referent::One(class) => (class, self.last(class).into_iter().collect()),
                Referent::Two(class) => (class, self.discourse.pair.clone()),
                Referent::Named(class) => {
                    let noun = &self.document.text()[anaphor.range.clone()];
                    let named = self.discourse.recent.iter().rev().copied().find(|&e| {
                        self.cast.members[e].class == class
                            && self.cast.members[e].names.iter().any(|n| n != noun && n.ends_with(noun))
                    });
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

    fn last(&self, class: Class) -> Option<usize> {
        self.discourse.recent.iter().rev().copied().find(|&e| self.cast.members[e].class == class)
    }

    fn topic_of(&self, clauses: &Clauses, wanted: impl Fn(Class) -> bool) -> Option<usize> {
        let organization = |p: PhraseId| {
            clauses.phrases[p]
                .mention
                .and_then(|m| self.mentions[m.get()].entities.first().copied())
                .filter(|&e| wanted(self.cast.members[e].class))
        };
        let main = |f: &FrameId| {
            let frame = &clauses.frames[*f];
            !frame.predicate.ending.is_adnominal() || frame.complement.is_some()
        };
        let frames: Vec<FrameId> = (0..clauses.frames.len()).filter(main).collect();
        // "얼라이언스에는 …": a place or goal with 는 is what the sentence is about.
        let topical = |p: &PhraseId| self.document.text()[clauses.phrases[*p].range.clone()].ends_with('는');
        let topics = |f: FrameId| -> Vec<PhraseId> {
            clauses.args(f, &[Role::Topic]).chain(clauses.args(f, &[Role::To, Role::At]).filter(topical)).collect()
        };
        frames
            .iter()
            .find_map(|&f| topics(f).into_iter().find_map(organization))
            .or_else(|| frames.iter().find_map(|&f| clauses.args(f, &[Role::Subject]).find_map(organization)))
    }

    fn discourse_pair(&mut self, clauses: &Clauses) {
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
            if list.len() >= 2 {
                self.discourse.pair = list;
            } else if phrase.role == Role::With && list.len() == 1 {
                // "A는 B와 …": the pair is the subject and the partner.
                let subject = clauses.phrases[..id]
                    .iter()
                    .rev()
                    .find(|p| matches!(p.role, Role::Topic | Role::Subject))
                    .and_then(|p| p.mention);
                if let Some(&subject) = subject.and_then(|m| self.mentions[m.get()].entities.first())
                    && self.cast.members[subject].class == Class::Organization
                    && subject != list[0]
                {
                    self.discourse.pair = vec![subject, list[0]];
                }
            }
        }
    }

    fn remember(
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
        if about.is_some() && kind == SentenceKind::Body {
            self.discourse.about = about;
        }
    }

    fn frames(&mut self, scenery: &Scenery, clauses: &Clauses) {
        for frame in 0..clauses.frames.len() {
            let lemmas = self.lemmas(clauses, frame);
            let mut rules: Vec<usize> =
                lemmas.iter().filter_map(|l| self.index.frames.get(l)).flatten().copied().collect();
            rules.sort_unstable();
            rules.dedup();
            for rule in rules {
                let rule = &self.resources.rules.rules[rule];
                if let Body::Frame(body) = &rule.body {
                    self.apply(scenery, clauses, frame, rule, body);
                }
            }
        }
    }

    /// Lemmas a frame goes by: its own, the one with its auxiliary ("따내"), the noun it takes for
    /// its object with it ("문을 열" is also "문열"), and that noun made a verb where the predicate
    /// is light ("가동을 시작하" is also "가동하").
    fn lemmas(&self, clauses: &Clauses, frame: FrameId) -> Vec<String> {
        let predicate = &clauses.frames[frame].predicate;
        let mut out = vec![predicate.lemma.clone()];
        out.extend(predicate.compound.clone());
        for phrase in clauses.args(frame, &[Role::Object, Role::Bare, Role::Subject, Role::Into]) {
            let this = &clauses.phrases[phrase];
            if this.head.is_empty() || this.mention.is_some() && this.owner.is_none() {
                continue;
            }
            if this.role == Role::Object {
                out.push(format!("{}{}", this.head, predicate.lemma));
            }
            if self.resources.words.contains("verb-light", &predicate.lemma) && this.role != Role::Into {
                out.push(format!("{}하", this.head));
            }
            if self.resources.words.contains("verb-light-passive", &predicate.lemma)
                && this.role == Role::Subject
            {
                out.push(format!("{}되", this.head));
            }
        }
        out
    }

    fn apply(&mut self, scenery: &Scenery, clauses: &Clauses, frame: FrameId, rule: &Rule, body: &FrameRule) {
        let words = &self.resources.words;
        let predicate = &clauses.frames[frame].predicate;
        if let Some(noun) = &body.noun {
            let own = predicate.noun.map_or("", |(start, end)| &self.document.text()[start..end]);
            if !noun.ends(own, words) {
                return;
            }
        }
        if !body.needs.iter().all(|slot| self.present(clauses, frame, slot))
            || body.unless.iter().any(|slot| self.present(clauses, frame, slot))
        {
            return;
        }
        let view = modality::View { text: self.document.text(), tokens: &scenery.tokens, clauses, words };
        let Some(modality) = rule.modality.or_else(|| modality::of(view, frame)) else { return };
        let subjects = self.fill(clauses, frame, &body.subject, body.carry);
        if subjects.is_empty() {
            return;
        }
        let date = self.date(clauses, frame);
        let mut pairs: Vec<(Filler, Filler)> = Vec::new();
        let objects = self.fill(clauses, frame, &body.object, false);
        for subject in &subjects {
            for object in &objects {
                pairs.push((subject.clone(), object.clone()));
            }
        }
        if body.mutual && objects.is_empty() {
            let all: Vec<(usize, &Filler)> =
                subjects.iter().flat_map(|f| f.entities.iter().map(move |e| (*e, f))).collect();
            for (i, (a, filler_a)) in all.iter().enumerate() {
                for (b, filler_b) in &all[i + 1..] {
                    pairs.push((
                        Filler { entities: vec![*a], ..(*filler_a).clone() },
                        Filler { entities: vec![*b], ..(*filler_b).clone() },
                    ));
                }
            }
        }
        let mut qualifiers = Qualifiers { date: date.filter(|_| body.dated), ..Qualifiers::default() };
        if let Some(slot) = &body.value
            && let Some(filler) = self.fill(clauses, frame, slot, false).first()
            && let Some(id) = filler.mention
            && let Sort::Money(won) = self.mentions[id.get()].sort
        {
            qualifiers.value = Some(won);
        }
        if let Some(slot) = &body.title {
            qualifiers.title = self.title(clauses, frame, slot);
        }
        let speaker = self.speaker(clauses, frame);
        let quote = self.quote(scenery, clauses, frame);
        for (subject, object) in pairs {
            for &s in &subject.entities {
                let template = Draft {
                    subject: s,
                    property: rule.property,
                    object: DraftObject::Entity(s),
                    modality,
                    qualifiers: qualifiers.clone(),
                    speaker,
                    quote: quote.clone(),
                    sentence: scenery.range.clone(),
                    subject_at: subject.at.clone(),
                    object_at: object.at.clone(),
                    rule: rule.id.clone(),
                };
                self.emit(template, &object);
            }
        }
    }

    /// Emits the draft with the object's entities or value.
    fn emit(&mut self, draft: Draft, object: &Filler) {
        if !object.entities.is_empty() {
            for &o in &object.entities {
                if o != draft.subject {
                    self.push(Draft { object: DraftObject::Entity(o), ..draft.clone() });
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
                None => return,
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

    fn push(&mut self, draft: Draft) {
        let fits = |classes: &[Class], class: Class| classes.contains(&class);
        if !fits(draft.property.domain(), self.cast.members[draft.subject].class) {
            return;
        }
        if let (DraftObject::Entity(o), gureum_model::Range::Entity(classes)) =
            (&draft.object, draft.property.range())
            && !fits(classes, self.cast.members[*o].class)
        {
            return;
        }
        self.drafts.push(draft);
    }

    /// Whether the frame has a phrase that the slot describes.
    fn present(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> bool {
        match &slot.filter {
            // Any word of the phrase: "매출 142억원을" has 매출.
            Filter::Head(word) => self.places(clauses, frame, slot).into_iter().any(|p| {
                let phrase = &clauses.phrases[p];
                let text = &self.document.text()[phrase.range.clone()];
                word.ends(&phrase.head, &self.resources.words)
                    || text
                        .split(|c: char| c.is_whitespace() || crate::morph::is_separator(c))
                        .any(|w| word.ends(w, &self.resources.words))
            }),
            _ => !self.fill(clauses, frame, slot, false).is_empty(),
        }
    }

    /// Phrases at the slot's places, the preferred first.
    fn places(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> Vec<PhraseId> {
        let mut out = Vec::new();
        for place in &slot.places {
            match place {
                Place::Role(role) => {
                    out.extend(clauses.args(frame, &[*role]).collect::<Vec<_>>().into_iter().rev())
                }
                Place::Subject => out.extend(clauses.subjects(frame).into_iter().map(|(p, _)| p)),
                Place::Object => out.extend(self.objects(clauses, frame)),
                Place::Gap => out.extend(clauses.frames[frame].gap),
                Place::Own => {
                    let token = clauses.frames[frame].token;
                    out.extend(clauses.phrases.iter().position(|p| p.last == token));
                }
                Place::When | Place::Spoken => {}
            }
        }
        out
    }

    fn objects(&self, clauses: &Clauses, frame: FrameId) -> Vec<PhraseId> {
        let this = &clauses.frames[frame];
        let mut out: Vec<PhraseId> = clauses.args(frame, &[Role::Object]).collect();
        out.reverse();
        // "협약 체결했다": a bare noun right before the verb.
        out.extend(clauses.args(frame, &[Role::Bare]).filter(|p| clauses.phrases[*p].last + 1 == this.token));
        // "'X'의 가동을 시작했다": the object of 가동하다 is in the genitive or before the noun.
        let nouns: Vec<PhraseId> =
            out.iter().chain(&clauses.args(frame, &[Role::Subject]).collect::<Vec<_>>()).copied().collect();
        if self.resources.words.contains("verb-light", &this.predicate.lemma)
            || self.resources.words.contains("verb-light-passive", &this.predicate.lemma)
        {
            out.extend(nouns.into_iter().filter_map(|p| clauses.phrases[p].genitive));
        }
        out.extend(this.gap);
        if clauses.args(frame, &[Role::Object]).next().is_none() {
            let has_subject = clauses.args(frame, &[Role::Subject]).next().is_some();
            out.extend(clauses.args(frame, &[Role::Also]));
            if has_subject {
                out.extend(clauses.args(frame, &[Role::Topic]));
            }
        }
        out
    }

    fn fill(&self, clauses: &Clauses, frame: FrameId, slot: &Slot, carry: bool) -> Vec<Filler> {
        if slot.places.contains(&Place::When) {
            return self.when(clauses, frame).into_iter().collect();
        }
        'places: for place in &slot.places {
            if *place == Place::Spoken
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
                for (phrase, explicit) in clauses.subjects(frame) {
                    let found = self.fillers(clauses, phrase, &slot.filter);
                    if !found.is_empty() {
                        return found;
                    }
                    // "매출은 142억원이다": of whom, the text has said before.
                    if let Filter::Of(word, sorts) = &slot.filter
                        && word.ends(&clauses.phrases[phrase].head, &self.resources.words)
                        && clauses.phrases[phrase].genitive.is_none()
                    {
                        let outer =
                            clauses.subjects(frame).into_iter().filter(|(p, _)| *p != phrase).find_map(
                                |(p, _)| {
                                    clauses.phrases[p].mention.filter(|m| {
                                        sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort))
                                    })
                                },
                            );
                        return match outer {
                            Some(id) => vec![self.filler(id)],
                            None => self.carried(carry, sorts),
                        };
                    }
                    if explicit && blocks(clauses, phrase, &self.mentions) {
                        continue 'places;
                    }
                }
                if let Filter::Sorts(sorts) = &slot.filter {
                    let carried = self.carried(carry, sorts);
                    if !carried.is_empty() {
                        return carried;
                    }
                }
                continue;
            }
            let single = Slot { places: vec![*place], filter: slot.filter.clone() };
            for phrase in self.places(clauses, frame, &single) {
                let found = self.fillers(clauses, phrase, &slot.filter);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// What the text was speaking of, where the clause leaves its subject out.
    fn carried(&self, carry: bool, sorts: &[SortName]) -> Vec<Filler> {
        let fits = |e: &usize| carry && sorts.contains(&SortName::Class(self.cast.members[*e].class));
        self.discourse
            .about
            .filter(&fits)
            .or_else(|| self.discourse.topic.filter(&fits))
            .map(|topic| Filler { entities: vec![topic], mention: None, at: None })
            .into_iter()
            .collect()
    }

    /// What a phrase, with those coordinated, fills a slot with.
    fn fillers(&self, clauses: &Clauses, phrase: PhraseId, filter: &Filter) -> Vec<Filler> {
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
                                first.filter(&fits)
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
            Filter::Of(word, sorts) => {
                if !word.ends(&clauses.phrases[phrase].head, &self.resources.words) {
                    return Vec::new();
                }
                let fits = |m: &MentionId| sorts.iter().any(|s| s.fits(&self.mentions[m.get()].sort));
                let this = &clauses.phrases[phrase];
                let own = this.mentions.iter().rev().copied().find(&fits);
                own.or_else(|| this.genitive.and_then(|g| clauses.phrases[g].mention).filter(&fits))
                    .map(|m| self.filler(m))
                    .into_iter()
                    .collect()
            }
            Filter::Ending(sorts, word) => {
                let plain = self.fillers(clauses, phrase, &Filter::Sorts(sorts.clone()));
                let named = |f: &Filler| {
                    f.entities.iter().any(|e| {
                        self.cast.members[*e].names.iter().any(|n| word.ends(n, &self.resources.words))
                    })
                };
                plain.into_iter().filter(named).collect()
            }
            Filter::Head(_) => Vec::new(),
        }
    }

    fn filler(&self, id: MentionId) -> Filler {
        let mention = &self.mentions[id.get()];
        Filler { entities: mention.entities.clone(), mention: Some(id), at: Some(mention.inner.clone()) }
    }

    fn when(&self, clauses: &Clauses, frame: FrameId) -> Option<Filler> {
        self.date_mention(clauses, frame).map(|m| self.filler(m))
    }

    /// The date phrase nearest to the predicate among its own arguments.
    fn date_mention(&self, clauses: &Clauses, frame: FrameId) -> Option<MentionId> {
        let is_date =
            |m: MentionId| matches!(&self.mentions[m.get()].sort, Sort::Date(when) if when.date.is_some());
        let own = |f: FrameId| {
            clauses.frames[f].args.iter().rev().find_map(|&p| {
                let phrase = &clauses.phrases[p];
                phrase
                    .mention
                    .filter(|m| is_date(*m))
                    .filter(|_| {
                        matches!(
                            phrase.role,
                            Role::Bare
                                | Role::To
                                | Role::From
                                | Role::At
                                | Role::Topic
                                | Role::Also
                                | Role::Until
                        )
                    })
                    .or_else(|| {
                        phrase
                            .mentions
                            .iter()
                            .rev()
                            .copied()
                            .find(|m| is_date(*m))
                            
                    })
            })
        };
        own(frame).or_else(|| {
            // "지난해 6월 A를 인수하고 B를 세웠다": a conjoined clause shares the date before it.
            let previous = clauses.frames[frame].previous?;
            let shared = !clauses.frames[previous].predicate.past
                && clauses.frames[previous].predicate.ending == Ending::Connective;
            shared.then(|| own(previous)).flatten()
        })
    }

    fn date(&self, clauses: &Clauses, frame: FrameId) -> Option<PartialDate> {
        self.date_mention(clauses, frame).and_then(|m| match &self.mentions[m.get()].sort {
            Sort::Date(when) => when.date,
            _ => None,
        })
    }

    fn title(&self, clauses: &Clauses, frame: FrameId, slot: &Slot) -> Option<String> {
        let Filter::Head(word) = &slot.filter else { return None };
        self.places(clauses, frame, slot).into_iter().find_map(|p| {
            let head = &clauses.phrases[p].head;
            word.ends(head, &self.resources.words).then(|| head.clone())
        })
    }

    /// Who is quoted as saying the clause: the subject of the verb of speech it leads to.
    fn speaker(&self, clauses: &Clauses, frame: FrameId) -> Option<usize> {
        let mut at = frame;
        for _ in 0..clauses.frames.len() {
            let this = &clauses.frames[at];
            let next = this.next?;
            if this.predicate.ending == Ending::Quotative
                && self.resources.words.contains("verb-speech", &clauses.frames[next].predicate.lemma)
            {
                let named = clauses.subjects(next).into_iter().find_map(|(p, _)| {
                    clauses.phrases[p].mention.and_then(|m| self.mentions[m.get()].entities.first().copied())
                });
                return named
                    .filter(|&e| matches!(self.cast.members[e].class, Class::Organization | Class::Person));
            }
            at = next;
        }
        None
    }

    /// The clause: from its first argument to the end of its predicate.
    fn quote(&self, scenery: &Scenery, clauses: &Clauses, frame: FrameId) -> Range<usize> {
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

    fn phrase_start(&self, scenery: &Scenery, clauses: &Clauses, phrase: PhraseId) -> usize {
        let this = &clauses.phrases[phrase];
        let own = scenery.tokens[this.first].start;
        let genitive = this.genitive.map(|g| scenery.tokens[clauses.phrases[g].first].start);
        genitive.map_or(own, |g| g.min(own))
    }

    fn phrases(&mut self, scenery: &Scenery) {
        for &at in &self.index.phrases {
            let rule = &self.resources.rules.rules[at];
            let Body::Phrase(pattern) = &rule.body else { continue };
            if let Some(word) = &rule.sentence
                && !scenery
                    .tokens
                    .iter()
                    .filter_map(|t| t.noun(self.document.text()))
                    .any(|n| word.ends(n, &self.resources.words))
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
                let (Some(s), Some(o)) = (found.subject, found.object) else { continue };
                let title = found.title.map(|(first, last)| {
                    let last = &scenery.tokens[last];
                    let end = match &last.kind {
                        Kind::Noun { stem_end, .. } => *stem_end,
                        Kind::Predicate(p) => p.noun.map_or(last.end, |(_, end)| end),
                        _ => last.end,
                    };
                    self.document.text()[scenery.tokens[first].start..end].to_owned()
                });
                let quote = scenery.tokens[found.first].start..scenery.tokens[found.last].end;
                let subjects = self.coordinated(scenery, s);
                let objects = self.coordinated(scenery, o);
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
                        modality: rule.modality.unwrap_or(Modality::Asserted),
                        qualifiers: Qualifiers { title: title.clone(), ..Qualifiers::default() },
                        speaker: None,
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

    /// The mention and those of its sort right before it, joined by commas, dots or 와/과.
    fn coordinated(&self, scenery: &Scenery, id: MentionId) -> Vec<Filler> {
        let mut out = vec![self.filler(id)];
        let Some(mut at) = scenery.tokens.iter().position(|t| t.mention() == Some(id)) else { return out };
        loop {
            let Some(before) = at.checked_sub(1) else { break };
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

    /// Within a sentence a former post wins over a present one read from the same words.
    fn supersede(&mut self, before: usize) {
        let former: Vec<(usize, DraftObject)> = self.drafts[before..]
            .iter()
            .filter(|d| d.property == Property::WorkedFor)
            .map(|d| (d.subject, d.object.clone()))
            .collect();
        let mut at = 0;
        self.drafts.retain(|draft| {
            at += 1;
            at <= before
                || draft.property != Property::WorksFor
                || !former.iter().any(|(s, o)| *s == draft.subject && *o == draft.object)
        });
    }
}

/// A subject that the clause names but that is no fitting name stops the search for another, but
/// for date phrases and the like.
fn blocks(clauses: &Clauses, phrase: PhraseId, mentions: &[Mention]) -> bool {
    let phrase = &clauses.phrases[phrase];
    !phrase.mention.is_some_and(|m| matches!(mentions[m.get()].sort, Sort::Date(_)))
}

fn mention_ids<'m>(mentions: &'m [Mention], range: &Range<usize>) -> Vec<(MentionId, &'m Mention)> {
    let first = mentions.partition_point(|m| m.outer.start < range.start);
    mentions[first..]
        .iter()
        .enumerate()
        .take_while(|(_, m)| m.outer.start < range.end)
        .map(|(offset, m)| (MentionId(u32::try_from(first + offset).unwrap_or(u32::MAX)), m))
        .collect()
}

/// Cuts a sentence into what is said outside quotation marks and parentheses, and each quoted
/// speech: lists of token numbers, the outside first.
fn stretches(text: &str, tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut main = Vec::new();
    let mut speeches = Vec::new();
    let mut speech: Option<(char, Vec<usize>)> = None;
    let mut brackets = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        if let Kind::Sign(c) = token.kind {
            match c {
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets = brackets.saturating_sub(1),
                '“' | '"' | '”' => match speech.take() {
                    Some((_, content)) => speeches.push(content),
                    None if c != '”' => speech = Some((c, Vec::new())),
                    None => {}
                },
                _ => {}
            }
            if matches!(c, '(' | ')' | '[' | ']' | '“' | '"' | '”' | '‘' | '’' | '\'') {
                continue;
            }
        }
        if brackets > 0 {
            continue;
        }
        match &mut speech {
            Some((_, content)) => content.push(at),
            None => main.push(at),
        }
    }
    if let Some((_, content)) = speech {
        speeches.push(content);
    }
    let _ = text;
    let mut out = vec![main];
    out.extend(speeches);
    out
}

/// Turns drafts into claims of an extraction, merging what is said twice.
pub fn finish(
    article: Article,
    document: &Document,
    resources: &Resources,
    cast: &Cast,
    drafts: Vec<Draft>,
) -> Extraction {
    let source = &document.page.source;
    let span = |range: &Range<usize>| document.page.text.to_source(range.clone());
    let drafts = consolidate(drafts);
    let employers: BTreeMap<usize, usize> = drafts
        .iter()
        .filter(|d| matches!(d.property, Property::WorksFor | Property::WorkedFor | Property::Operates))
        .filter_map(|d| match (d.property, &d.object) {
            (Property::Operates, DraftObject::Entity(o)) => Some((*o, d.subject)),
            (_, DraftObject::Entity(o)) => Some((d.subject, *o)),
            _ => None,
        })
        .rev()
        .collect();
    let mut entities: Vec<Entity> = Vec::new();
    let mut placed: BTreeMap<usize, EntityIndex> = BTreeMap::new();
    let mut by_iri: BTreeMap<String, EntityIndex> = BTreeMap::new();
    let mut place = |member: usize, entities: &mut Vec<Entity>| -> EntityIndex {
        if let Some(index) = placed.get(&member) {
            return *index;
        }
        let owner = employers.get(&member).map(|o| label(resources, &cast.members[*o]));
        let entity = entity(resources, &cast.members[member], owner.as_deref(), &article.id);
        let index = *by_iri.entry(entity.iri.clone()).or_insert_with(|| {
            entities.push(entity);
            EntityIndex(u32::try_from(entities.len() - 1).unwrap_or(u32::MAX))
        });
        placed.insert(member, index);
        index
    };
    let mut claims: Vec<Claim> = Vec::new();
    for draft in drafts {
        let subject = place(draft.subject, &mut entities);
        let object = match draft.object {
            DraftObject::Entity(o) => Object::Entity(place(o, &mut entities)),
            DraftObject::Literal(value, text) => Object::Literal { value, text },
        };
        let quote = span(&draft.quote);
        let sentence = span(&draft.sentence);
        let evidence = Evidence {
            span: quote,
            quote: source[quote.range()].to_owned(),
            sentence,
            sentence_text: source[sentence.range()].to_owned(),
            subject: draft.subject_at.as_ref().map(&span),
            object: draft.object_at.as_ref().map(&span),
            rule: draft.rule,
        };
        let same = claims.iter_mut().find(|c| {
            c.subject == subject
                && c.property == draft.property
                && c.object == object
                && c.modality == draft.modality
                || c.property == draft.property
                    && c.property.is_symmetric()
                    && c.modality == draft.modality
                    && object == Object::Entity(c.subject)
                    && c.object == Object::Entity(subject)
        });
        match same {
            Some(claim) => {
                merge(&mut claim.qualifiers, draft.qualifiers);
                claim.add_evidence(evidence);
            }
            None => {
                let mut claim = Claim::new(subject, draft.property, object, draft.modality, evidence);
                claim.qualifiers = draft.qualifiers;
                claim.attributed_to = draft.speaker.map(|s| place(s, &mut entities));
                claims.push(claim);
            }
        }
    }
    Extraction { article, entities, claims, sentences: document.sentences.len(), diagnostics: Vec::new() }
}

/// What is asserted somewhere needs no plan or guess of the same; the order is that of the text.
fn consolidate(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let asserted: Vec<(usize, Property, DraftObject)> = drafts
        .iter()
        .filter(|d| d.modality == Modality::Asserted)
        .map(|d| (d.subject, d.property, d.object.clone()))
        .collect();
    drafts.retain(|d| {
        !matches!(d.modality, Modality::Planned | Modality::Speculated)
            || !asserted.iter().any(|(s, p, o)| *s == d.subject && *p == d.property && *o == d.object)
    });
    drafts.sort_by_key(|d| (d.sentence.start, d.quote.start, d.quote.end));
    drafts
}

fn merge(into: &mut Qualifiers, from: Qualifiers) {
    into.date = into.date.or(from.date);
    into.title = into.title.take().or(from.title);
    into.scope = into.scope.take().or(from.scope);
    into.market = into.market.take().or(from.market);
    into.source = into.source.take().or(from.source);
    into.value = into.value.or(from.value);
}

fn label(resources: &Resources, member: &Member) -> String {
    match member.known {
        Some(known) => resources.registry.known()[known].ko.clone(),
        None => member.names.iter().max_by_key(|n| n.chars().count()).cloned().unwrap_or_default(),
    }
}

fn entity(resources: &Resources, member: &Member, owner: Option<&str>, article: &str) -> Entity {
    let label = label(resources, member);
    let mut mentions = member.names.clone();
    mentions.sort_by_key(|n| std::cmp::Reverse(n.chars().count()));
    let iri = match member.known {
        Some(known) => iri::known_entity(&resources.registry.known()[known].id),
        None => {
            let local = matches!(member.class, Class::Person | Class::Facility);
            let namesake = match owner {
                Some(owner) if local && !label.starts_with(owner) => Namesake::Of(owner),
                None if local => Namesake::In(article),
                _ => Namesake::Unique,
            };
            iri::entity(member.class, &label, namesake)
        }
    };
    Entity { iri, label, class: member.class, mentions, known: member.known.is_some() }
}

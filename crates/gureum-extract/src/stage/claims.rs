//! Claims: rules applied to the sentences of an article, in reading order.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use gureum_model::{Class, Modality, PartialDate, Property, Qualifiers};

use super::cast::Cast;
use super::discourse::Discourse;
use super::document::Document;
use super::draft::{Draft, DraftObject};
use super::modality;
use super::plans;
use super::probe::{Probe, Refusal};
use super::rule_index::{FrameEntry, RuleIndex};
use crate::mention::find::Found;
use crate::mention::{Mention, MentionId, Sort};
use crate::resources::Resources;
use crate::rule::slot::SortName;
use crate::rule::{Body, Filter, FrameRule, Place, Rule, Slot, WordRef};
use crate::syntax::clause::{self, Clauses, FrameId, PhraseId};
use crate::syntax::josa::Role;
use crate::syntax::token::{self, Ending, Kind, Token};
use crate::text::SentenceKind;

/// Reads the claims of a document.
pub fn read(
    resources: &Resources,
    index: &RuleIndex,
    document: &Document,
    found: Found,
) -> (Cast, Vec<Draft>) {
    let reader = run(resources, index, document, found, None);
    (reader.cast, reader.drafts)
}

pub(super) fn run<'a>(
    resources: &'a Resources,
    index: &'a RuleIndex,
    document: &'a Document,
    found: Found,
    probe: Option<Probe>,
) -> Reader<'a> {
    let (cast, mentions) = Cast::gather(document.text(), &found, &resources.registry);
    let mut reader = Reader {
        resources,
        index,
        document,
        cast,
        mentions,
        discourse: Discourse::default(),
        drafts: Vec::new(),
        main_firm: None,
        quoted: None,
        speech: None,
        barren: BTreeSet::new(),
        probe,
    };
    reader.aliases(&found);
    reader.owners();
    reader.main_firm = reader.find_main_firm();
    for sentence in 0..document.sentences.len() {
        reader.sentence(sentence);
    }
    plans::colour(&mut reader.drafts);
    reader.source_shares();
    reader.certify_products();
    reader.date_attendance();
    reader.drop_unnamed_buildings();
    reader
}

/// The claims of one document being read. Its parts are in this module, `phrases`, `arguments`,
/// `discourse` and `given`.
pub(super) struct Reader<'a> {
    pub(super) resources: &'a Resources,
    pub(super) index: &'a RuleIndex,
    pub(super) document: &'a Document,
    pub(super) cast: Cast,
    pub(super) mentions: Vec<Mention>,
    pub(super) discourse: Discourse,
    pub(super) drafts: Vec<Draft>,
    /// The firm that the article is about.
    pub(super) main_firm: Option<usize>,
    /// Who says what stands between the quotation marks of the sentence being read.
    pub(super) quoted: Option<usize>,
    /// Whose words are being read: between the marks, or an answer.
    pub(super) speech: Option<usize>,
    /// Clauses of the stretch being read of which no rule has found anything.
    pub(super) barren: BTreeSet<FrameId>,
    /// Where how it goes is written down, if anybody asks.
    pub(super) probe: Option<Probe>,
}

/// One sentence being read.
pub(super) struct Scenery {
    pub(super) tokens: Vec<Token>,
    pub(super) range: Range<usize>,
}

/// What of a sentence somebody says.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    /// Who.
    pub(super) of: Option<usize>,
    /// All of it, as in "김하늘 대표=우리가 …".
    pub(super) everything: bool,
    /// Else the tokens between the marks.
    pub(super) tokens: &'a [usize],
}

impl Speech<'_> {
    /// Who says the token.
    pub(super) fn by(self, token: usize) -> Option<usize> {
        self.of.filter(|_| self.everything || self.tokens.contains(&token))
    }
}

/// The modality of a clause, read once for all rules: `None` inside where the clause states nothing.
#[derive(Default)]
struct Told {
    of_all: OnceCell<Option<Modality>>,
    /// For facts of ends, to which verbs of ending deny nothing.
    of_end: OnceCell<Option<Modality>>,
}

/// A slot's filler: entities or a value, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Filler {
    pub(crate) entities: Vec<usize>,
    pub(crate) mention: Option<MentionId>,
    pub(crate) at: Option<Range<usize>>,
}

impl Reader<'_> {
    fn sentence(&mut self, at: usize) {
        let kind = self.document.sentences[at].kind;
        self.anaphors(at);
        let scenery = self.scenery(at);
        self.watch_sentence(&scenery.tokens);
        let stretches = stretches(&scenery.tokens);
        let before = self.drafts.len();
        let (mut main_topic, mut main_about) = (None, None);
        let mut main_clauses = Clauses::default();
        let answers = self.answers(at, &scenery);
        self.remember_answer(at, answers);
        let mut speaks = answers;
        self.quoted = answers;
        self.speech = answers;
        for (number, indices) in stretches.iter().enumerate() {
            let context = clause::Context {
                text: self.document.text(),
                mentions: &self.mentions,
                words: &self.resources.words,
            };
            let clauses = clause::read(context, &scenery.tokens, indices);
            self.watch_stretch(&clauses);
            if number == 0 {
                main_topic = self.topic_of(&clauses, true, |class| class == Class::Organization);
                main_about = self.topic_of(&clauses, self.discourse.about.is_none(), |class| {
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
            if number == 0 {
                self.discourse.earlier = self.discourse.about;
            }
            if number == 0 && main_about.is_some() {
                self.discourse.about = main_about;
            }
            if number == 0 {
                let source = self.source_in(&clauses);
                self.discourse.cited = source;
                let here = source.map(|_| self.document.sentences[at].paragraph);
                self.discourse.sourced = here.or(self.discourse.sourced);
                self.discourse.source = source.or(self.discourse.source);
                self.quoted = source.or(self.quoted);
            }
            if kind == SentenceKind::Body {
                self.frames(&scenery, &clauses);
            }
            self.discourse_pair(&clauses);
            if number == 0 {
                speaks = answers.or_else(|| self.who_speaks(&scenery.tokens, &clauses));
                self.quoted = speaks;
                self.speech = speaks;
            }
            if number == 0 && kind == SentenceKind::Body {
                main_clauses = clauses;
            }
        }
        self.quoted = None;
        self.speech = None;
        if kind == SentenceKind::Body {
            let speech: Vec<usize> = stretches[1..].concat();
            let said_by = Speech { of: speaks, everything: answers.is_some(), tokens: &speech };
            self.phrases(&scenery, &main_clauses, said_by);
            self.watch_phrases(&scenery);
        }
        if kind != SentenceKind::Headline {
            self.attendees(&scenery);
            self.members_listed(&scenery, &main_clauses);
        }
        self.supersede(before);
        self.remember_pairs(before);
        if kind == SentenceKind::Body {
            self.keep_product(before, main_about, scenery.range.clone());
        }
        // "고객사인 한성은행은 '새벽'을 쓴다": told beside the firm that the text is about.
        let aside = |e: &usize| self.discourse.topic.is_some() && self.is_customer(*e, before);
        let (main_topic, main_about) = (main_topic.filter(|e| !aside(e)), main_about.filter(|e| !aside(e)));
        self.remember(&scenery, main_topic, main_about, kind);
    }

    /// The sentence's tokens, with the mentions known by now.
    pub(super) fn scenery(&self, at: usize) -> Scenery {
        let sentence = &self.document.sentences[at];
        let range = sentence.range.clone();
        let here: Vec<(MentionId, &Mention)> = mention_ids(&self.mentions, &range);
        let morphemes = &self.document.morphemes[sentence.morphemes.clone()];
        let mut tokens = token::tokenise(self.document.text(), range.start, range.end, morphemes, &here);
        token::mend_by_words(self.document.text(), &self.resources.words, &mut tokens);
        Scenery { tokens, range }
    }

    fn frames(&mut self, scenery: &Scenery, clauses: &Clauses) {
        self.barren.clear();
        let named = clauses.phrases.iter().flat_map(|p| &p.mentions);
        let sorts = named.map(|m| SortName::of(&self.mentions[m.get()].sort)).collect();
        for frame in 0..clauses.frames.len() {
            let before = self.drafts.len();
            let told = Told::default();
            self.note_event(clauses, frame);
            let lemmas = self.lemmas(clauses, frame);
            let entries = lemmas.iter().filter_map(|l| self.index.frames.get(&**l)).flatten();
            // Who asks why a rule found nothing hears of all conditions.
            let may_match = |entry: &&FrameEntry| self.probe.is_some() || entry.asks.may_match(sorts);
            let mut rules: Vec<usize> = entries.filter(may_match).map(|entry| entry.rule).collect();
            rules.sort_unstable();
            rules.dedup();
            for rule in rules {
                let rule = &self.resources.rules.rules[rule];
                if let Body::Frame(body) = &rule.body {
                    self.apply(scenery, clauses, frame, rule, body, &told);
                }
            }
            if self.drafts.len() == before {
                self.barren.insert(frame);
            }
        }
    }

    /// Lemmas a frame goes by: its own, the one with its auxiliary ("따내"), the noun it takes for
    /// its object with it ("문을 열" is also "문열"), and that noun made a verb where the predicate
    /// is light ("가동을 시작하" is also "가동하").
    pub(super) fn lemmas<'c>(&self, clauses: &'c Clauses, frame: FrameId) -> Vec<Cow<'c, str>> {
        let predicate = &clauses.frames[frame].predicate;
        let words = &self.resources.words;
        let mut out = vec![Cow::Borrowed(predicate.lemma.as_str())];
        out.extend(predicate.compound.as_deref().map(Cow::Borrowed));
        // "A의 자회사가 아니다": a copula, denied.
        out.extend((predicate.lemma == "아니").then_some(Cow::Borrowed("이")));
        let light_to = words.contains("verb-light-to", &predicate.lemma);
        let light = words.contains("verb-light", &predicate.lemma);
        let passive = words.contains("verb-light-passive", &predicate.lemma);
        for phrase in clauses.args(frame, &[Role::Object, Role::Bare, Role::Subject, Role::Into, Role::To]) {
            let this = &clauses.phrases[phrase];
            if this.head.is_empty() || this.mention.is_some() && this.owner.is_none() {
                continue;
            }
            match this.role {
                Role::Object | Role::Subject => out.push(format!("{}{}", this.head, predicate.lemma).into()),
                // "손에 넣다", "품에 안다"; "가동에 들어가다" is "가동하다".
                Role::To => {
                    out.push(format!("{}에{}", this.head, predicate.lemma).into());
                    if light_to {
                        out.push(format!("{}하", this.head).into());
                    }
                }
                _ => {}
            }
            if this.role == Role::To {
                continue;
            }
            if light && this.role != Role::Into {
                out.push(format!("{}하", this.head).into());
            }
            if passive && this.role == Role::Subject {
                out.push(format!("{}되", this.head).into());
            }
        }
        out
    }

    fn apply(
        &mut self,
        scenery: &Scenery,
        clauses: &Clauses,
        frame: FrameId,
        rule: &Rule,
        body: &FrameRule,
        told: &Told,
    ) {
        let words = &self.resources.words;
        let predicate = &clauses.frames[frame].predicate;
        macro_rules! refuse {
            ($why:expr) => {
                return self.watch_frame(scenery, clauses, frame, rule, Some($why))
            };
        }
        if let Some(noun) = &body.noun {
            let own = predicate.noun.map_or("", |(start, end)| &self.document.text()[start..end]);
            if !noun.ends(own, words) {
                refuse!(Refusal::Noun);
            }
        }
        // "지어 운영했다": what is run has been built; "옮겨 상무를 지냈다" says nothing of where one is.
        let over = predicate.past
            || predicate.tail.ends_with('던')
            || matches!(rule.property, Property::Operates | Property::LocatedIn)
                && self.is_over(scenery, clauses, frame);
        if body.past.is_some_and(|past| past != over) {
            refuse!(Refusal::Tense);
        }
        if rule.sentence.as_ref().is_some_and(|word| !self.speaks_of(scenery, word))
            && !self.shares_before(scenery, rule.property)
        {
            refuse!(Refusal::Sentence);
        }
        if let Some(at) = body.needs.iter().position(|slot| !self.present(clauses, frame, slot)) {
            refuse!(Refusal::Needs(at));
        }
        if let Some(at) = body.unless.iter().position(|slot| self.present(clauses, frame, slot)) {
            refuse!(Refusal::Unless(at));
        }
        // "그 사업의 예산은 …": what the text was speaking of is not meant where the clause names another.
        let spoken = |slot: &Slot| {
            slot.places.iter().any(|p| matches!(p, Place::Spoken | Place::Lately | Place::Theme))
        };
        if (spoken(&body.subject) || spoken(&body.object))
            && body.needs.iter().any(|slot| {
                let other = |p: &PhraseId| {
                    clauses.phrases[*p].genitive.is_some_and(|owner| self.names_another(clauses, owner))
                };
                self.places(clauses, frame, slot).iter().any(other)
            })
        {
            refuse!(Refusal::OtherNamed);
        }
        let ends = rule.property == Property::EndDate;
        let view =
            modality::View { text: self.document.text(), tokens: &scenery.tokens, clauses, words, ends };
        let told = if ends { &told.of_end } else { &told.of_all };
        let read = *told.get_or_init(|| modality::of(view, frame));
        let modality = match (rule.modality, read) {
            // What a rule takes for a plan may be less than that: "짓는 방안을 검토하고 있다".
            (Some(Modality::Planned), Some(less @ (Modality::Speculated | Modality::Negated))) => Some(less),
            (given, read) => given.or(read),
        };
        let Some(modality) = modality else { refuse!(Refusal::StatesNothing) };
        // "인수를 추진하다", "출시를 앞두다": the noun is what the rule is about, the verb says it is to come.
        let by_noun = || {
            let own = |word: &WordRef| {
                word.is(&predicate.lemma, words)
                    || predicate.compound.as_ref().is_some_and(|compound| word.is(compound, words))
            };
            words.contains("verb-ahead", &predicate.lemma) && !body.predicate.iter().any(own)
        };
        let modality = match modality {
            Modality::Asserted if rule.property != Property::Develops && by_noun() => Modality::Planned,
            modality => modality,
        };
        // "협약을 맺고 공급할 계획이다", "공동 개발하기로 했다": what is agreed is so, whatever it is for.
        let agreed = || {
            let decided = modality::decide(view, frame).map(|d| d.frame)?;
            let settled = &clauses.frames[decided].predicate;
            let signs = words.contains("sign", &predicate.lemma);
            Some(
                decided != frame && predicate.tail.ends_with('고')
                    || settled.tail.ends_with("기로") && !signs,
            )
        };
        let modality = match modality {
            Modality::Planned if rule.property == Property::PartnersWith && agreed().unwrap_or(false) => {
                Modality::Asserted
            }
            modality => modality,
        };
        // "'새벽'을 활용한 서비스도 개발하기로 했다".
        let modality = match clauses.frames[frame].gap.and_then(|gap| clauses.phrases[gap].mention) {
            Some(thing) if rule.modality.is_none() && modality == Modality::Asserted => {
                self.modality_around(scenery, clauses, thing, rule.property)
            }
            _ => modality,
        };
        // "A가 B를 인수한다": news of what is to be done, until the past is marked.
        let announced = matches!(rule.property, Property::Acquired | Property::SubsidiaryOf)
            && rule.modality.is_none()
            && !predicate.past
            && !matches!(predicate.lemma.as_str(), "이" | "있" | "두" | "거느리" | "속하")
            && matches!(predicate.ending, Ending::Final | Ending::Quotative);
        let modality = match modality {
            Modality::Asserted if announced => Modality::Planned,
            modality => modality,
        };
        let subjects = self.fill(clauses, frame, &body.subject, body.carry);
        if subjects.is_empty() {
            refuse!(Refusal::Subject);
        }
        let mut pairs: Vec<(Filler, Filler)> = Vec::new();
        // The object is understood from before only where it is the clause's own subject.
        let carry = body.carry
            && (body.object.places.contains(&Place::Subject) || matches!(body.object.filter, Filter::Of(..)));
        let objects = self.fill(clauses, frame, &body.object, carry);
        // "A는 가를 내놓고 B도 사들이다": what is also bought is not who buys.
        let same = |s: &Filler| {
            body.subject.places.contains(&Place::Subject)
                && s.mention.is_some()
                && objects.iter().all(|o| o.mention == s.mention)
        };
        let subjects = match subjects.as_slice() {
            [one] if !objects.is_empty() && same(one) => {
                self.other_subject(clauses, frame, &body.subject, one)
            }
            _ => subjects,
        };
        // "A와 B는 각각 30%, 20%다": one each.
        // "두 회사의 매출은 각각 520억원, 460억원이다".
        let one_each = |f: &Filler| {
            let own = |e: &usize| Filler { entities: vec![*e], ..f.clone() };
            f.entities.iter().map(own).collect::<Vec<_>>()
        };
        let subjects = match subjects.as_slice() {
            [group] if group.entities.len() > 1 && group.entities.len() == objects.len() => one_each(group),
            _ => subjects,
        };
        let each = subjects.len() > 1
            && subjects.len() == objects.len()
            && self.document.text()[scenery.range.clone()].contains("각각");
        for (i, subject) in subjects.iter().enumerate() {
            // "회장을 지낸 김하늘 다솜테크 대표": the firm of the name itself is no object of the clause.
            let beside = |o: &Filler| {
                subject.mention.zip(o.mention).is_some_and(|(s, o)| {
                    s != o
                        && self.mentions[s.get()].class() != self.mentions[o.get()].class()
                        && clauses.phrases.iter().any(|p| p.mentions.contains(&s) && p.mentions.contains(&o))
                })
            };
            // "B를 활용한 'X'와 'Y'를": two of one list say nothing of each other.
            let listed = |o: &Filler| {
                let both = subject.mention.zip(o.mention).filter(|(s, o)| s != o);
                both.is_some_and(|(s, o)| {
                    let is = |p: PhraseId, m: MentionId| clauses.phrases[p].mention == Some(m);
                    (0..clauses.phrases.len())
                        .filter(|&p| !clauses.phrases[p].before.is_empty())
                        .any(|p| clauses.members(p).any(|p| is(p, s)) && clauses.members(p).any(|p| is(p, o)))
                })
            };
            let each_own = objects
                .iter()
                .enumerate()
                .filter(|(j, o)| (!each || i == *j) && !beside(o) && (body.mutual || !listed(o)));
            for object in each_own.map(|(_, o)| o) {
                pairs.push((subject.clone(), object.clone()));
            }
        }
        // "대학 7곳과 기업 23곳 등 30개 기관으로": all of them are counted last.
        let objects = match (rule.property, objects.len()) {
            (Property::MemberCount, 2..) => objects.into_iter().rev().take(1).collect(),
            _ => objects,
        };
        // "A, B, C가 80%를 차지하다": one figure for all of them is no one's own.
        let many = subjects.iter().map(|s| s.entities.len()).sum::<usize>() > 1;
        if many && !each && matches!(rule.property, Property::MarketShare | Property::Revenue) {
            refuse!(Refusal::Subject);
        }
        // Of what the text speaks of: not where it is the subject here.
        if body.object.places.iter().any(|p| matches!(p, Place::Theme))
            && objects.iter().any(|o| subjects.iter().any(|s| s.entities == o.entities))
        {
            refuse!(Refusal::Same);
        }
        // "A, B, C가 각각 컨소시엄을 꾸렸다": each on its own, not with each other.
        let apart = || {
            rule.property == Property::PartnersWith
                && self.document.text()[scenery.range.clone()].contains("각각")
        };
        // "경쟁사인 A와 B": what both are to somebody else.
        let described = predicate.lemma == "이" && predicate.ending.is_adnominal();
        if body.mutual && objects.is_empty() && !described && !apart() {
            let all: Vec<(usize, &Filler)> =
                subjects.iter().flat_map(|f| f.entities.iter().map(move |e| (*e, f))).collect();
            // "A, B와의 경쟁이 심해지다": theirs with whom the text speaks of.
            let text = self.document.text();
            let outside = subjects.iter().any(|f| {
                f.mention.is_some_and(|m| {
                    let rest = &text[self.mentions[m.get()].outer.end..];
                    let rest =
                        rest.strip_prefix('(').and_then(|r| r.split_once(')')).map_or(rest, |(_, r)| r);
                    rest.starts_with("와의") || rest.starts_with("과의")
                })
            });
            if outside && self.speech.is_none() {
                for spoken in self.carried(true, &[SortName::Class(Class::Organization)]) {
                    pairs.extend(subjects.iter().map(|f| (spoken.clone(), f.clone())));
                }
            }
            for (i, (a, filler_a)) in all.iter().enumerate().filter(|_| !outside) {
                for (b, filler_b) in &all[i + 1..] {
                    pairs.push((
                        Filler { entities: vec![*a], ..(*filler_a).clone() },
                        Filler { entities: vec![*b], ..(*filler_b).clone() },
                    ));
                }
            }
        }
        // "작년보다 늘어난 400억원이 될 전망이다": what the amount is, the clause around says.
        if predicate.ending.is_adnominal()
            && words.contains("reach", &predicate.lemma)
            && let Some(gap) = clauses.frames[frame].gap
        {
            pairs.retain(|(_, o)| {
                !o.entities.is_empty()
                    || !o.mention.is_some_and(|m| clauses.phrases[gap].mentions.contains(&m))
            });
        }
        if pairs.is_empty() {
            refuse!(Refusal::Object);
        }
        self.watch_frame(scenery, clauses, frame, rule, None);
        let coming = |day: &PartialDate| self.document.is_to_come(*day);
        // "내년 출시를 목표로 개발하고 있다": what goes on now has no day that is to come.
        let behind = scenery.tokens.get(clauses.frames[frame].token + 1).and_then(Token::predicate);
        let goes_on = predicate.tail.ends_with('고') && behind.is_some_and(|p| p.lemma == "있");
        // "같은 날 협약을 맺었다": nor has what was done.
        let now = goes_on || predicate.past && predicate.ending != Ending::Nominal;
        let date = self.date(clauses, frame).filter(|day| !(now && coming(day)));
        // "오는 29일 여의도에서 개최한다": what is to come is planned, whatever the tense.
        let to_come = date.as_ref().is_some_and(coming);
        let modality = match modality {
            Modality::Asserted if to_come && rule.modality.is_none() => Modality::Planned,
            modality => modality,
        };
        // "내년 상반기까지 받을 계획이다", "6월부터 운영할 예정이다".
        let date = date.or_else(|| self.limit(clauses, frame).filter(|_| modality == Modality::Planned));
        // What will be for a field or be run has the day on which it begins, though what is so has none.
        let begins = modality == Modality::Planned
            && matches!(rule.property, Property::TargetsSector | Property::RunsProgram);
        let mut qualifiers =
            Qualifiers { date: date.filter(|_| body.dated || begins), ..Qualifiers::default() };
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
        let speaker = self.speaker(clauses, frame).or(self.quoted);
        let quote = self.quote(scenery, clauses, frame);
        // "A가 아닌 B에서 돌아간다": not at A, and so it says too.
        let states = matches!(modality, Modality::Asserted | Modality::Planned)
            && clauses.frames.iter().any(|f| f.predicate.lemma == "아니");
        let denied: Vec<(Filler, Filler)> = pairs
            .iter()
            .filter(|_| states)
            .flat_map(|(subject, object)| {
                let of = |filler: &Filler| {
                    let found = filler.mention.map(|m| self.denied_beside(clauses, frame, m));
                    found.unwrap_or_default()
                };
                let objects = of(object).into_iter().map(|o| (subject.clone(), o));
                let subjects = of(subject).into_iter().map(|s| (s, object.clone()));
                objects.chain(subjects).collect::<Vec<_>>()
            })
            .collect();
        let stated = pairs.len();
        for (at, (subject, object)) in pairs.into_iter().chain(denied).enumerate() {
            for &s in &subject.entities {
                let mut qualifiers = qualifiers.clone();
                if let Some(amount) = object.mention.filter(|_| object.entities.is_empty() && body.dated) {
                    let of_amount = self.date_of_amount(clauses, amount);
                    qualifiers.date = of_amount.or(qualifiers.date).or_else(|| self.limit(clauses, frame));
                }
                // "올해 말 종료된다": without a past tense, a time that is not over is to come.
                // "올해부터 투입되며": what starts in the year has started.
                let since = |m: &MentionId| {
                    let mut from = clauses.args(frame, &[Role::From]);
                    from.any(|p| clauses.phrases[p].mentions.contains(m))
                };
                let term = object.mention.filter(|m| !since(m)).and_then(|m| self.day(m));
                let open = term.zip(self.document.page.published);
                let open =
                    open.is_some_and(|(day, now)| day.last_day() > now && day.first_day() < day.last_day());
                let announced = open
                    && modality == Modality::Asserted
                    && !predicate.past
                    && matches!(predicate.ending, Ending::Final | Ending::Connective);
                let template = Draft {
                    subject: s,
                    property: self.property_by_share(rule, body, clauses, &object),
                    object: DraftObject::Entity(s),
                    modality: match modality {
                        _ if at >= stated => Modality::Negated,
                        _ if announced => Modality::Planned,
                        modality => modality,
                    },
                    qualifiers,
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
}

impl Reader<'_> {
    /// Whether a phrase means some particular thing: "그 사업의", "'새길 사업'의", but not "최종 평가의".
    fn names_another(&self, clauses: &Clauses, phrase: PhraseId) -> bool {
        let words = &self.resources.words;
        let phrase = &clauses.phrases[phrase];
        let first = self.document.text()[phrase.range.clone()].split(' ').next().unwrap_or_default();
        !phrase.mentions.is_empty()
            || phrase.relative.is_some()
            || words.contains("anaphor-determiner", first)
            || ["class-organization", "class-service", "class-facility", "programme-noun"]
                .iter()
                .any(|set| words.ends_with(set, &phrase.head))
    }

    /// Whether the work that the clause tells of is done: "지은", or what the clause leads to says so: "지어
    /// 운영했다", "구축해 가동하고 있다".
    fn is_over(&self, scenery: &Scenery, clauses: &Clauses, frame: FrameId) -> bool {
        let predicate = &clauses.frames[frame].predicate;
        if predicate.ending == Ending::AdnominalPast {
            return true;
        }
        let decided = modality::decide(self.view(scenery, clauses), frame).map(|d| d.frame);
        let Some(closing) = decided.filter(|&f| f != frame && predicate.ending == Ending::Connective) else {
            return false;
        };
        let closing = &clauses.frames[closing];
        let behind = scenery.tokens.get(closing.token + 1);
        let goes_on = behind.is_some_and(|t| {
            t.predicate().is_some_and(|p| p.lemma == "있") || t.noun(self.document.text()) == Some("중")
        });
        // "짓고 있다" itself is not over.
        closing.token > clauses.frames[frame].token + 1 && (closing.predicate.past || goes_on)
    }
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
pub(super) fn stretches(tokens: &[Token]) -> Vec<Vec<usize>> {
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
    let mut out = vec![main];
    out.extend(speeches);
    out
}

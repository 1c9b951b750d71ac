//! Clauses: noun phrases with their roles, gathered by a small head-final attachment of eojeol.
//!
//! Korean predicates stand after what depends on them, so one pass from left to right suffices:
//! noun phrases wait until a predicate takes them. A predicate before a noun (adnominal) takes
//! only its own arguments and leaves the topic waiting; any other takes the topic too. A noun that
//! an adnominal clause stands before fills the clause's gap.

use gureum_model::Class;

use super::josa::Role;
use super::token::{Ending, Kind, Predicate, Token};
use crate::lexicon::WordSets;
use crate::mention::{Mention, MentionId, Sort};

/// Position of a noun phrase in [`Clauses::phrases`].
pub type PhraseId = usize;
/// Position of a frame in [`Clauses::frames`].
pub type FrameId = usize;

/// A noun phrase: a run of names and nouns with one particle at its end.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Its role, by the last particle.
    pub role: Role,
    /// The name the phrase stands for, if it stands for one: "A 서비스를" stands for A, "A 직원을" does not.
    pub mention: Option<MentionId>,
    /// The last name in the phrase, when the phrase stands for something of it ("A 인프라").
    pub owner: Option<MentionId>,
    /// All names in the phrase in order.
    pub mentions: Vec<MentionId>,
    /// Its bytes in the text, particle included.
    pub range: std::ops::Range<usize>,
    /// The last noun, where the last token is one.
    pub head: String,
    /// The adnominal clause before it.
    pub relative: Option<FrameId>,
    /// The phrase with 의 before it.
    pub genitive: Option<PhraseId>,
    /// Coordinated phrases before it, in order; this one is the last.
    pub before: Vec<PhraseId>,
    /// Whether it was taken into the list of a later phrase.
    pub listed: bool,
}

/// A predicate with what depends on it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Token of the predicate.
    pub token: usize,
    /// The predicate.
    pub predicate: Predicate,
    /// Its noun phrases, in text order.
    pub args: Vec<PhraseId>,
    /// The phrase an adnominal predicate modifies.
    pub gap: Option<PhraseId>,
    /// The noun after an adnominal predicate that makes it a complement: 계획, 예정, 것.
    pub complement: Option<String>,
    /// The topic still waiting when an adnominal clause ended.
    pub outer_topic: Option<PhraseId>,
    /// The frame this one leads to: the next one it is conjoined with or complements.
    pub next: Option<FrameId>,
    /// The conjoined frame before.
    pub previous: Option<FrameId>,
}

/// The structure of one stretch of tokens.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// Noun phrases in text order.
    pub phrases: Vec<Phrase>,
    /// Frames in text order.
    pub frames: Vec<Frame>,
}

/// What the noun-phrase rules need to know beside the tokens.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The analysed text.
    pub text: &'a str,
    /// The article's mentions.
    pub mentions: &'a [Mention],
    /// Word sets of `seeds/words`.
    pub words: &'a WordSets,
}

/// Reads the structure of `tokens[range]`.
pub fn read(context: Context<'_>, tokens: &[Token], indices: &[usize]) -> Clauses {
    Reader {
        context,
        tokens,
        indices,
        out: Clauses::default(),
        waiting: Vec::new(),
        siblings: Vec::new(),
        chain: None,
        adnominal: None,
        genitive: None,
        at: 0,
    }
    .run()
}

struct Reader<'a> {
    context: Context<'a>,
    tokens: &'a [Token],
    indices: &'a [usize],
    out: Clauses,
    waiting: Vec<PhraseId>,
    /// The last frame that another may be conjoined with.
    chain: Option<FrameId>,
    /// Frames that share the predicate of a later one; appended at the end.
    siblings: Vec<Frame>,
    /// The adnominal frame waiting for its noun.
    adnominal: Option<FrameId>,
    /// The genitive phrase waiting for its noun.
    genitive: Option<PhraseId>,
    at: usize,
}

impl Reader<'_> {
    fn run(mut self) -> Clauses {
        while let Some(&index) = self.indices.get(self.at) {
            if let Some(predicate) = self.nominal(index) {
                // "운영 중인 X": the copula belongs to the clause.
                let copula = self.indices.get(self.at + 1).and_then(|&t| self.tokens[t].predicate());
                if copula.is_some_and(|c| c.ending.is_adnominal()) {
                    self.at += 1;
                }
                self.predicate(index, predicate);
                self.at += 1;
                continue;
            }
            match &self.tokens[index].kind {
                Kind::Mention { .. } | Kind::Noun { .. } => self.phrase(),
                Kind::Predicate(predicate) => {
                    let predicate = predicate.clone();
                    self.predicate(index, predicate);
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.out.frames.append(&mut self.siblings);
        self.out
    }

    /// Cuts arguments of which each subject has its own: "A는 가를, B는 나를". The last part stays;
    /// what stands before the first subject goes with every part.
    fn distribute(&self, args: &mut Vec<PhraseId>) -> Vec<Vec<PhraseId>> {
        let subject = |p: &PhraseId| {
            let phrase = &self.out.phrases[*p];
            matches!(phrase.role, Role::Topic | Role::Subject) && phrase.mention.is_some()
        };
        let mut heads: Vec<usize> = (0..args.len()).filter(|&i| subject(&args[i])).collect();
        // "가는 A가, 나는 B가 이끈다": each topic has a subject of its own.
        let topic = |i: usize| self.out.phrases[args[i]].role == Role::Topic;
        if heads.len() >= 4
            && heads.len() % 2 == 0
            && heads.chunks(2).all(|pair| topic(pair[0]) && !topic(pair[1]) && pair[0] + 1 == pair[1])
        {
            heads.retain(|&i| topic(i));
        }
        if heads.len() < 2 {
            return Vec::new();
        }
        let end = |k: usize| heads.get(k + 1).copied().unwrap_or(args.len());
        let roles = |k: usize| -> Vec<Role> {
            args[heads[k] + 1..end(k)]
                .iter()
                .map(|p| self.out.phrases[*p].role)
                .filter(|r| *r != Role::Bare)
                .collect()
        };
        let last = heads.len() - 1;
        let own = roles(last);
        // "학계에서는 A가, 산업계에서는 B가 참여하다": each subject has what stands before it.
        let before = |k: usize| {
            let from = if k == 0 { 0 } else { heads[k - 1] + 1 };
            from..heads[k] + 1
        };
        let led = |k: usize| -> Vec<Role> {
            args[before(k)].iter().map(|p| self.out.phrases[*p].role).filter(|r| *r != Role::Bare).collect()
        };
        let goal = led(last).iter().any(|r| matches!(r, Role::At | Role::To | Role::Into));
        if own.is_empty() && goal && (0..last).all(|k| led(k) == led(last)) {
            let parts: Vec<Vec<PhraseId>> = (0..last).map(|k| args[before(k)].to_vec()).collect();
            *args = args[before(last)].to_vec();
            return parts;
        }
        if own.is_empty() || (0..last).any(|k| roles(k) != own) {
            return Vec::new();
        }
        let part = |k: usize| -> Vec<PhraseId> {
            args[..heads[0]].iter().chain(&args[heads[k]..end(k)]).copied().collect()
        };
        let parts: Vec<Vec<PhraseId>> = (0..last).map(part).collect();
        *args = part(last);
        parts
    }

    /// A verbal noun before 중, 예정 or 계획 is a predicate: "참여 중이다", "출시 예정".
    fn nominal(&self, index: usize) -> Option<Predicate> {
        let token = &self.tokens[index];
        let Kind::Noun { role: Role::Bare, stem_end } = token.kind else { return None };
        let noun = &self.context.text[token.start..stem_end];
        let next = self.indices.get(self.at + 1).and_then(|&t| self.tokens[t].noun(self.context.text))?;
        let ending = match next {
            "중" | "중인" => Ending::AdnominalPresent,
            "예정" | "계획" | "방침" => Ending::AdnominalFuture,
            _ => return None,
        };
        self.context.words.is_verbal(noun).then(|| Predicate {
            lemma: format!("{noun}하"),
            compound: None,
            noun: Some((token.start, stem_end)),
            ending,
            tail: String::new(),
            past: false,
            intent: false,
        })
    }

    /// Reads one noun phrase, up to a particle or anything that is no noun.
    fn phrase(&mut self) {
        let begin = self.at;
        let mut role = Role::Bare;
        let mut copula = None;
        while let Some(&index) = self.indices.get(self.at) {
            let contiguous = self.at == begin || index == self.indices[self.at - 1] + 1;
            if !contiguous && self.at > begin && !self.only_brackets_between(self.indices[self.at - 1], index)
            {
                break;
            }
            match &self.tokens[index].kind {
                Kind::Mention { role: r, copula: c, .. } => {
                    role = *r;
                    copula.clone_from(c);
                }
                Kind::Noun { role: r, .. } => role = *r,
                _ => break,
            }
            self.at += 1;
            // "A 외에도 B가": the idiom's own word is no part of the phrase.
            let idiom = self.indices.get(self.at).is_some_and(|&next| {
                let token = &self.tokens[next];
                role == Role::Bare
                    && self.context.words.idiom(role, &self.context.text[token.start..token.end]).is_some()
            });
            if idiom && copula.is_none() {
                break;
            }
            // A date that opens a phrase stands for itself: "내년 1분기 공공기관용 상품인".
            if self.at == begin + 1 && self.is_date(index) {
                break;
            }
            let nominal = self.indices.get(self.at).is_some_and(|&next| self.nominal(next).is_some());
            if role != Role::Bare || copula.is_some() || nominal {
                break;
            }
        }
        let tokens: Vec<usize> = self.indices[begin..self.at].to_vec();
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else { return };
        let mut phrase = self.describe(&tokens, first, last, role);
        // "다솜의 지난해 매출": what stands before a date modifies the noun behind it.
        let only_date = tokens.len() == 1 && self.is_date(first) && role == Role::Bare;
        // "A가 발주한 58억원 규모의 'X 사업'": the clause is about what the measure measures.
        let measure = role == Role::Genitive
            && phrase.mentions.iter().all(|m| !matches!(self.context.mentions[m.get()].sort, Sort::Name(_)));
        if measure {
            phrase.genitive = self.genitive.take();
        } else if !only_date {
            phrase.relative = self.adnominal.take();
            phrase.genitive = self.genitive.take();
        }
        let id = self.out.phrases.len();
        if let Some(frame) = phrase.relative {
            self.out.frames[frame].gap = Some(id);
        }
        self.out.phrases.push(phrase);
        self.coordinate(id);
        self.idiom(id);
        if let Some(copula) = copula {
            self.waiting.push(id);
            self.predicate(last, copula);
            return;
        }
        match self.out.phrases[id].role {
            Role::Genitive | Role::Named => self.genitive = Some(id),
            _ => self.waiting.push(id),
        }
    }

    fn is_date(&self, token: usize) -> bool {
        self.tokens[token]
            .mention()
            .is_some_and(|m| matches!(self.context.mentions[m.get()].sort, Sort::Date(_)))
    }

    fn only_brackets_between(&self, before: usize, after: usize) -> bool {
        // Parentheses were lifted out of `indices`; what lies between belongs to the noun before.
        matches!(self.tokens[before + 1].kind, Kind::Sign('(' | '['))
            && matches!(self.tokens[after - 1].kind, Kind::Sign(')' | ']'))
    }

    fn describe(&self, tokens: &[usize], first: usize, last: usize, role: Role) -> Phrase {
        let text = self.context.text;
        let mentions: Vec<MentionId> = tokens.iter().filter_map(|&t| self.tokens[t].mention()).collect();
        let head = self.tokens[last].noun(text).unwrap_or_default().to_owned();
        let person = mentions
            .iter()
            .copied()
            .find(|m| self.context.mentions[m.get()].class() == Some(gureum_model::Class::Person));
        // "A, B 등 3개사": the count closes a list of names and is not what the phrase stands for.
        let is_count = |t: usize| {
            self.tokens[t]
                .mention()
                .is_some_and(|m| matches!(self.context.mentions[m.get()].sort, Sort::Count(_)))
        };
        let is_name = |t: usize| {
            self.tokens[t]
                .mention()
                .is_some_and(|m| matches!(self.context.mentions[m.get()].sort, Sort::Name(_)))
        };
        // "A, B 등 업계 관계자 120명이", "A와 B 등 소프트웨어 기업도": the names before 등 are meant.
        let closed = tokens.iter().position(|&t| self.tokens[t].noun(text) == Some("등")).filter(|at| {
            *at > 0
                && tokens[..*at].iter().any(|&t| is_name(t))
                && (is_count(last) || self.context.words.ends_with("list-closer", &head))
        });
        let all = tokens;
        let tokens = closed.map_or(all, |at| &all[..at]);
        let last_mention = tokens
            .iter()
            .rposition(|&t| is_name(t))
            .filter(|&at| tokens[at + 1..].iter().any(|&t| is_count(t)))
            .or_else(|| tokens.iter().rposition(|&t| self.tokens[t].mention().is_some()));
        let mut mention = None;
        let mut owner = None;
        if let Some(at) = last_mention {
            let id = self.tokens[tokens[at]].mention();
            let rest = &tokens[at + 1..];
            let sort = id.map(|id| &self.context.mentions[id.get()].sort);
            let transparent = rest.iter().filter(|&&t| !is_count(t)).all(|&t| {
                let noun = self.tokens[t].noun(text).unwrap_or_default();
                sort.is_some_and(|sort| self.context.words.is_transparent(sort, noun))
            });
            let titled = rest.iter().all(|&t| {
                self.tokens[t].noun(text).is_some_and(|n| {
                    self.context.words.is_title_part(n) || self.context.words.contains("transparent-any", n)
                })
            });
            if transparent {
                mention = id;
            } else {
                owner = id;
            }
            // "조성범 다솜 클라우드 대표 등이": 등 stands behind the post.
            let post = rest
                .iter()
                .rev()
                .filter_map(|&t| self.tokens[t].noun(text))
                .find(|n| !self.context.words.contains("transparent-any", n));
            let posted = post.is_some_and(|post| self.context.words.ends_with("title", post));
            if let Some(person) = person
                && (transparent || titled || posted || rest.is_empty())
            {
                mention = Some(person);
            }
        }
        let range = self.tokens[first].start..self.tokens[last].end;
        Phrase {
            first,
            last,
            role,
            mention,
            owner,
            mentions,
            range,
            head,
            relative: None,
            genitive: None,
            before: Vec::new(),
            listed: false,
        }
    }

    /// Joins the phrase to the ones right before it when a comma, a dot, 및 or 와/과 stands between
    /// and both are of one kind.
    fn coordinate(&mut self, id: PhraseId) {
        if self.dated_list(id) {
            return;
        }
        let Some(&previous) = self.waiting.last() else { return };
        if previous + 1 != id
            || self.out.phrases[id].genitive.is_some() && self.out.phrases[previous].role != Role::Bare
        {
            return;
        }
        let between = self.out.phrases[previous].last + 1..self.out.phrases[id].first;
        let joined = match self.out.phrases[previous].role {
            Role::Bare => {
                let mut signs = 0;
                let plain = between.clone().all(|t| {
                    if !self.indices.contains(&t) {
                        return true;
                    }
                    let joint = match &self.tokens[t].kind {
                        Kind::Comma | Kind::Dot | Kind::Sign('▲' | '△' | '▶' | '▷' | '●') => true,
                        Kind::Modifier => {
                            let token = &self.tokens[t];
                            matches!(
                                &self.context.text[token.start..token.end],
                                "및" | "그리고" | "또는" | "혹은" | "또" | "등"
                            )
                        }
                        _ => false,
                    };
                    signs += usize::from(joint);
                    joint
                });
                plain && signs > 0
            }
            // "A는 B와, C는 D와": behind a comma something new begins.
            Role::With => between.clone().all(|t| !self.indices.contains(&t)),
            // The idiom's own verb stands between.
            Role::Including | Role::Besides => between.clone().all(|t| {
                !self.indices.contains(&t)
                    || matches!(self.tokens[t].kind, Kind::Comma | Kind::Predicate(_) | Kind::Noun { .. })
            }),
            _ => false,
        };
        // "A를 비롯해 12개사가": a count or a common noun closes what A begins.
        let begun = self.out.phrases[previous].role == Role::Including && {
            let close = &self.out.phrases[id];
            let counted =
                close.mention.is_some_and(|m| matches!(self.context.mentions[m.get()].sort, Sort::Count(_)));
            counted || close.mention.is_none() && self.context.words.ends_with("list-closer", &close.head)
        };
        // "A, B, 다솜대와": two names make a list, whose last member may be a name nobody knows.
        let firm = |id: PhraseId| {
            let mention = self.out.phrases[id].mention.map(|m| &self.context.mentions[m.get()]);
            mention.is_some_and(|m| m.class() == Some(Class::Organization))
        };
        let list = &self.out.phrases[previous].before;
        let unknown = self.out.phrases[previous].role == Role::Bare
            && firm(previous)
            && list.iter().any(|&p| firm(p))
            && self.may_be_name(id);
        if !joined || !begun && !unknown && !self.alike(previous, id) || self.sets_up(previous, id) {
            return;
        }
        self.waiting.pop();
        let mut before = std::mem::take(&mut self.out.phrases[previous].before);
        before.push(previous);
        for &member in &before {
            self.out.phrases[member].listed = true;
        }
        self.out.phrases[id].before = before;
        if self.out.phrases[id].relative.is_none() {
            self.out.phrases[id].relative = self.out.phrases[previous].relative;
            // "B를 뒤쫓는 C와 D": the clause is about all of them; "B의 자회사인 C와 D" may be of C only.
            let clause = self.out.phrases[id].relative;
            if let Some(clause) = clause.filter(|c| self.out.frames[*c].predicate.lemma != "이") {
                self.out.frames[clause].gap = Some(id);
            }
        }
    }

    /// "2021년 85억원, 2022년 110억원, 지난해 142억원으로": amounts in a list, each behind its date.
    fn dated_list(&mut self, id: PhraseId) -> bool {
        let [.., previous, date] = self.waiting[..] else { return false };
        let only = |p: PhraseId| match self.out.phrases[p].mentions[..] {
            [one] => Some(&self.context.mentions[one.get()].sort),
            _ => None,
        };
        let amount = |p: PhraseId| only(p).filter(|sort| matches!(sort, Sort::Money(_) | Sort::Percent(_)));
        let alike = amount(previous)
            .zip(amount(id))
            .is_some_and(|(a, b)| std::mem::discriminant(a) == std::mem::discriminant(b));
        let dated = matches!(only(date), Some(Sort::Date(_)));
        let bare = [previous, date].iter().all(|p| self.out.phrases[*p].role == Role::Bare);
        let (before, after) = (&self.out.phrases[previous], &self.out.phrases[date]);
        let comma =
            before.last + 2 == after.first && matches!(self.tokens[before.last + 1].kind, Kind::Comma);
        let close = after.last + 1 == self.out.phrases[id].first;
        if !(alike && dated && bare && comma && close) {
            return false;
        }
        self.waiting.truncate(self.waiting.len() - 2);
        let mut list = std::mem::take(&mut self.out.phrases[previous].before);
        list.push(previous);
        for &member in &list {
            self.out.phrases[member].listed = true;
        }
        self.out.phrases[id].before = list;
        true
    }

    /// A single noun with a particle that is no ordinary word.
    fn may_be_name(&self, id: PhraseId) -> bool {
        let phrase = &self.out.phrases[id];
        let words = self.context.words;
        phrase.mentions.is_empty()
            && phrase.first == phrase.last
            && phrase.relative.is_none()
            && matches!(phrase.role, Role::With | Role::Subject | Role::Topic | Role::Object)
            && phrase.head.chars().count() >= 2
            && !words.contains("common-word", &phrase.head)
            && !words.contains("not-a-name", &phrase.head)
            && !words.is_verbal(&phrase.head)
    }

    /// "A, B와 'X 얼라이언스'를 결성하다": A and B set it up, and are no objects beside it.
    fn sets_up(&self, partner: PhraseId, alliance: PhraseId) -> bool {
        let named = |id: PhraseId| {
            let mention = self.out.phrases[id].mention.map(|m| &self.context.mentions[m.get()]);
            mention.is_some_and(|m| {
                self.context.words.ends_with("suffix-alliance", &self.context.text[m.inner.clone()])
            })
        };
        let (with, object) = (&self.out.phrases[partner], &self.out.phrases[alliance]);
        with.role == Role::With && object.role == Role::Object && named(alliance) && !named(partner)
    }

    fn alike(&self, a: PhraseId, b: PhraseId) -> bool {
        let sort = |id: PhraseId| {
            let phrase = &self.out.phrases[id];
            phrase
                .mention
                .map(|m| std::mem::discriminant(&self.context.mentions[m.get()].sort))
                .zip(phrase.mention.map(|m| self.context.mentions[m.get()].class()))
        };
        match (sort(a), sort(b)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            // A list may close with a plain noun: "A, B 등 3개사".
            _ => false,
        }
    }

    /// "B를 인수한 곳은 A다": what the clause before 곳 is about is A.
    fn cleft(&mut self, args: &[PhraseId], token: usize) {
        // "… 사람은 김하늘 대표다": or who stands before the post.
        let person = |m: MentionId| self.context.mentions[m.get()].class() == Some(Class::Person);
        let Some(&own) = args.iter().find(|p| {
            let phrase = &self.out.phrases[**p];
            phrase.last == token && phrase.mention.is_some()
                || phrase.last + 1 == token && phrase.role == Role::Bare && phrase.mention.is_some_and(person)
        }) else {
            return;
        };
        let clause = args.iter().find_map(|p| {
            let phrase = &self.out.phrases[*p];
            let pivot = matches!(phrase.role, Role::Topic | Role::Subject | Role::Also)
                && phrase.mention.is_none()
                && self.context.words.contains("cleft-noun", &phrase.head);
            phrase.relative.filter(|_| pivot)
        });
        if let Some(clause) = clause {
            self.out.frames[clause].gap = Some(own);
        }
    }

    /// Particles with a grammaticalised verb behind them: "를 통해", "와 함께".
    fn idiom(&mut self, id: PhraseId) {
        let Some(&next) = self.indices.get(self.at) else { return };
        let token = &self.tokens[next];
        let word = &self.context.text[token.start..token.end];
        let role = self.out.phrases[id].role;
        if let Some(found) = self.context.words.idiom(role, word) {
            self.out.phrases[id].role = found;
            self.at += 1;
        }
    }

    /// "A는 B가 세운 (보안) 기업이다": what the clause before the copula is about is A.
    fn identify(&mut self, args: &[PhraseId]) {
        let topical = |p: &&PhraseId| {
            let phrase = &self.out.phrases[**p];
            matches!(phrase.role, Role::Topic | Role::Subject) && phrase.mention.is_some()
        };
        let Some(&topic) = args.iter().find(topical) else { return };
        let modifier = args.last().filter(|p| {
            let phrase = &self.out.phrases[**p];
            phrase.role == Role::Bare && phrase.mention.is_none()
        });
        let clause = self.adnominal.or_else(|| modifier.and_then(|p| self.out.phrases[*p].relative));
        if let Some(clause) =
            clause.filter(|clause| self.out.frames[*clause].token > self.out.phrases[topic].last)
        {
            self.out.frames[clause].gap = Some(topic);
        }
    }

    /// 위해 or the like stands behind the predicate being read.
    fn leads_to_purpose(&self) -> bool {
        self.indices.get(self.at + 1).is_some_and(|&t| {
            let token = &self.tokens[t];
            matches!(&self.context.text[token.start..token.end], "위해" | "위해서" | "위한")
        })
    }

    /// "A는 B가 42억원을 들여 발주한 C를 따냈다": the clause before the adnominal one is part of it, and A
    /// is the subject of neither. Gives that clause.
    fn embed(&mut self, id: FrameId, args: &[PhraseId], token: usize) -> Option<FrameId> {
        let before = self.chain?;
        let roles = |args: &[PhraseId], role: Role| args.iter().any(|p| self.out.phrases[*p].role == role);
        let clause = &self.out.frames[before];
        let joined = clause.predicate.ending == Ending::Connective
            && !clause.predicate.past
            && ["해", "여", "어", "아", "려", "워", "쳐", "내", "써"]
                .iter()
                .any(|t| clause.predicate.tail.ends_with(t));
        let nothing_else = (clause.token + 1..token)
            .all(|t| !self.indices.contains(&t) || !matches!(self.tokens[t].kind, Kind::Comma));
        // "사업을 꺼내 든 곳": two verbs side by side are one.
        let serial = clause.token + 1 == token && args.is_empty();
        let subject = clause.args.iter().position(|p| self.out.phrases[*p].role == Role::Subject);
        if !joined || !nothing_else || roles(args, Role::Subject) || subject.is_none() && !serial {
            return None;
        }
        let subject = subject.unwrap_or(0);
        let topic = clause.args[..subject].iter().position(|p| self.out.phrases[*p].role == Role::Topic);
        let outer: Vec<PhraseId> = match topic {
            Some(_) => self.out.frames[before].args.drain(..subject).collect(),
            None => Vec::new(),
        };
        self.waiting.splice(0..0, outer);
        self.chain = self.out.frames[before].previous.take();
        if let Some(earlier) = self.chain {
            self.out.frames[earlier].next = None;
        }
        self.out.frames[before].next = Some(id);
        Some(before)
    }

    /// "A의 자회사가 되다" is as "A의 자회사로 되다"; "A의 자회사가 아니다" as the copula, denied.
    fn complement(&mut self, predicate: &mut Predicate, args: &[PhraseId], token: usize) {
        let becomes = predicate.lemma == "되" && predicate.noun.is_none();
        let Some(&last) = args.last().filter(|_| becomes || predicate.lemma == "아니") else { return };
        let phrase = &self.out.phrases[last];
        if phrase.role != Role::Subject || phrase.last + 1 != token {
            return;
        }
        if becomes {
            self.out.phrases[last].role = Role::Into;
            return;
        }
        // What the noun before it belongs to stands beside the copula: "협회 회원사가 아니다".
        self.out.phrases[last].role = Role::Bare;
        self.out.phrases[last].mention = self.out.phrases[last].mention.or(self.out.phrases[last].owner);
        if let Kind::Noun { stem_end, .. } = self.tokens[self.out.phrases[last].last].kind {
            let start = self.tokens[self.out.phrases[last].last].start;
            predicate.noun = predicate.noun.or(Some((start, stem_end)));
        }
    }

    fn predicate(&mut self, token: usize, mut predicate: Predicate) {
        let id = self.out.frames.len();
        let text = self.context.text;
        let next_token = self.indices.get(self.at + 1).map(|&t| &self.tokens[t]);
        let complement = next_token
            .filter(|_| predicate.ending.is_adnominal())
            .and_then(|t| t.noun(text))
            .filter(|noun| self.context.words.contains("complement-noun", noun))
            .map(str::to_owned);
        let relative = predicate.ending.is_adnominal() && complement.is_none();
        let purpose = predicate.ending == Ending::Nominal && !predicate.tail.ends_with("로");
        let mut args = Vec::new();
        if relative || purpose {
            let mut roles = Vec::new();
            while let Some(&phrase) = self.waiting.last() {
                let role = self.out.phrases[phrase].role;
                // "B를 대상으로 하는", "A를 기반으로 한": a light clause has no subject of its own.
                let light = predicate.lemma == "하" || predicate.lemma == "위하";
                let this = &self.out.phrases[phrase];
                let date = self.is_date(this.first);
                // "오는 10월에는" and a date before the clause's own subject belong to the clause around.
                // "A도 B를 늘리는 C를 벌이다": what has an object already has its 도 from without.
                let outer = matches!(role, Role::Topic | Role::Source)
                    || role == Role::Also && roles.contains(&Role::Object)
                    || matches!(role, Role::To | Role::At)
                        && self.context.text[this.range.clone()].ends_with('는')
                    || date
                        && (roles.contains(&Role::Subject)
                            || predicate.lemma == "이"
                            // "6월부터 취득을 돕는 교육 과정을 운영하다": what only describes has no time.
                            || self.context.words.contains("verb-describes", &predicate.lemma));
                // "A가 치열한 각축전을 벌이다": who does something is no subject of the adjective before its object.
                let describes = predicate.ending == Ending::AdnominalPresent
                    && !predicate.tail.ends_with('는')
                    && predicate.lemma != "이"
                    && !predicate.lemma.strip_suffix('하').is_some_and(|n| self.context.words.is_verbal(n));
                let agent = this.mention.and_then(|m| self.context.mentions[m.get()].class());
                let agent = matches!(agent, Some(Class::Organization | Class::Person));
                // "A가 B를 제공하기 위해 C와 손잡다": A is the main clause's subject.
                let shared = purpose && role == Role::Subject && self.leads_to_purpose();
                if outer
                    || shared
                    || describes && agent && role == Role::Subject
                    || light && role == Role::Subject
                    || matches!(role, Role::Subject | Role::Object) && roles.contains(&role)
                {
                    break;
                }
                roles.push(role);
                args.push(phrase);
                self.waiting.pop();
            }
            args.reverse();
        } else {
            args = std::mem::take(&mut self.waiting);
        }
        self.complement(&mut predicate, &args, token);
        // "A의 자회사다", "A의 지원을 받는": a genitive whose noun is inside the predicate.
        if predicate.noun.is_some() {
            args.extend(self.genitive);
            // "A의 100% 자회사다", "A의 국내 법인이다": so is that of a noun right before it.
            let beside = args.last().map(|&p| &self.out.phrases[p]);
            let beside = beside.filter(|p| p.role == Role::Bare && p.last + 1 == token);
            args.extend(beside.and_then(|p| p.genitive));
        }
        if predicate.lemma == "이" && !relative {
            self.identify(&args);
            self.cleft(&args, token);
        }
        let embedded = if relative { self.embed(id, &args, token) } else { None };
        let outer_topic = self
            .waiting
            .iter()
            .rev()
            .copied()
            .find(|&p| matches!(self.out.phrases[p].role, Role::Topic | Role::Subject | Role::Also));
        let mut frame = Frame {
            token,
            predicate,
            args,
            gap: None,
            complement,
            outer_topic,
            next: None,
            previous: embedded,
        };
        if relative {
            self.out.frames.push(frame);
            self.adnominal = Some(id);
            self.genitive = None;
            return;
        }
        for args in self.distribute(&mut frame.args) {
            // "A는 가를, B는 나를 출시했다": one frame each, which lead to the last one.
            let sibling = Frame { args, next: Some(id), ..frame.clone() };
            self.siblings.push(sibling);
        }
        if !purpose {
            frame.previous = self.chain;
            if let Some(previous) = self.chain {
                self.out.frames[previous].next = Some(id);
            }
            self.chain = Some(id);
        }
        self.genitive = None;
        self.adnominal = None;
        self.out.frames.push(frame);
    }
}

impl Clauses {
    /// The phrase and those coordinated with it, in text order.
    pub fn members(&self, id: PhraseId) -> impl Iterator<Item = PhraseId> {
        self.phrases[id].before.iter().copied().chain([id])
    }

    /// What the copula of `frame` is on.
    pub fn own(&self, frame: FrameId) -> Option<PhraseId> {
        self.phrases.iter().position(|p| p.last == self.frames[frame].token)
    }

    /// The phrases of `frame` with one of `roles`.
    pub fn args<'c>(
        &'c self,
        frame: FrameId,
        roles: &'c [Role],
    ) -> impl DoubleEndedIterator<Item = PhraseId> + 'c {
        self.frames[frame].args.iter().copied().filter(move |&p| roles.contains(&self.phrases[p].role))
    }

    /// Phrases that may be the subject of `frame`, the most likely first. `true` marks one that
    /// the clause itself names, after which none further away may be taken.
    pub fn subjects(&self, frame: FrameId) -> Vec<(PhraseId, bool)> {
        let mut found = Vec::new();
        let own = |f: FrameId, found: &mut Vec<(PhraseId, bool)>| {
            for roles in [&[Role::Subject][..], &[Role::Topic], &[Role::Also]] {
                for phrase in self.args(f, roles).rev() {
                    found.push((phrase, roles[0] == Role::Subject || roles[0] == Role::Topic));
                }
            }
        };
        own(frame, &mut found);
        let this = &self.frames[frame];
        let purpose =
            this.predicate.ending == Ending::Nominal && this.previous.is_none() && this.next.is_none();
        if purpose || this.predicate.ending.is_adnominal() && this.complement.is_none() {
            // "A가 42억원을 들여 발주한 B": the subject of the clause that is part of it.
            if found.is_empty()
                && let Some(part) = this.previous
            {
                own(part, &mut found);
            }
            found.extend(this.gap.map(|p| (p, false)));
            found.extend(this.outer_topic.map(|p| (p, false)));
            // The clause around it: the first non-adnominal frame to the right.
            if let Some(main) = (frame + 1..self.frames.len()).find(|&f| {
                !(self.frames[f].predicate.ending.is_adnominal() && self.frames[f].complement.is_none())
            }) {
                own(main, &mut found);
                self.left(main, &own, &mut found);
            }
            return found;
        }
        // "사업을 꺼내 든 곳은": part of what is said of 곳.
        if let Some(whole) = this.next.filter(|&n| self.frames[n].previous == Some(frame)) {
            let whole = &self.frames[whole];
            if whole.predicate.ending.is_adnominal() && whole.complement.is_none() {
                found.extend(whole.gap.map(|p| (p, false)));
            }
        }
        self.left(frame, &own, &mut found);
        let mut right = this.next;
        while let Some(f) = right {
            let before = found.len();
            own(f, &mut found);
            // "제휴할 계획이 없다": the plan is nobody who makes it.
            let plan = |p: PhraseId| this.complement.is_some() && self.phrases[p].first == this.token + 1;
            let kept: Vec<_> = found.drain(before..).filter(|(p, _)| !plan(*p)).collect();
            found.extend(kept);
            right = self.frames[f].next;
        }
        found
    }

    fn left(
        &self,
        frame: FrameId,
        own: &impl Fn(FrameId, &mut Vec<(PhraseId, bool)>),
        found: &mut Vec<(PhraseId, bool)>,
    ) {
        let mut left = self.frames[frame].previous;
        while let Some(f) = left {
            let before = found.len();
            own(f, found);
            for entry in &mut found[before..] {
                entry.1 = false;
            }
            left = self.frames[f].previous;
        }
    }

    /// Whether the sort of the phrase's mention is a name.
    pub fn is_named(&self, id: PhraseId, mentions: &[Mention]) -> bool {
        self.phrases[id].mention.is_some_and(|m| matches!(mentions[m.get()].sort, Sort::Name(_)))
    }
}

//! Clauses: noun phrases with their roles, gathered by a small head-final attachment of eojeol.
//!
//! Korean predicates stand after what depends on them, so one pass from left to right suffices:
//! noun phrases wait until a predicate takes them. A predicate before a noun (adnominal) takes
//! only its own arguments and leaves the topic waiting; any other takes the topic too. A noun that
//! an adnominal clause stands before fills the clause's gap.

use std::cell::OnceCell;

use gureum_model::Class;

use super::josa::Role;
use super::token::{Ending, Kind, Predicate, Token};
use crate::lexicon::WordSets;
use crate::mention::{Cue, Mention, MentionId, Sort};

mod lists;
mod lookup;
mod shared;

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
    /// Once somebody has asked for them.
    subjects: OnceCell<Vec<(PhraseId, bool)>>,
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
                Kind::Sign('.' | '?' | '!') => {
                    // Of several sentences that somebody says each stands for itself.
                    let over =
                        self.chain.is_some_and(|f| self.out.frames[f].predicate.ending == Ending::Final);
                    if over {
                        self.chain = None;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.close();
        self.out.frames.append(&mut self.siblings);
        self.out
    }

    /// "만든 곳은 노을랩스.", "회사 측은 15일 판매 개시.": a sentence that ends in a noun leaves out the copula or 하다.
    fn close(&mut self) {
        let Some(&last) = self.waiting.last() else { return };
        let phrase = &self.out.phrases[last];
        let ends = self.indices.iter().rev().find(|&&t| !matches!(self.tokens[t].kind, Kind::Sign(_)));
        let told = self.waiting.iter().any(|&p| {
            p != last && matches!(self.out.phrases[p].role, Role::Topic | Role::Subject | Role::Also)
        });
        if phrase.role != Role::Bare || ends != Some(&phrase.last) || !told {
            return;
        }
        let token = phrase.last;
        let noun = match self.tokens[token].kind {
            Kind::Noun { stem_end, .. } => Some((self.tokens[token].start, stem_end)),
            _ => None,
        };
        let verbal = self.context.words.is_verbal(&phrase.head);
        let lemma = if verbal { format!("{}하", phrase.head) } else { "이".to_owned() };
        let predicate = Predicate {
            lemma,
            compound: None,
            noun,
            ending: Ending::Final,
            tail: String::new(),
            past: false,
            intent: false,
        };
        self.predicate(token, predicate);
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
        // "◆ 다솜테크 = 새 대표이사로 …": whom a brief is about.
        let organization = |t: &usize| {
            self.tokens[*t]
                .mention()
                .is_some_and(|m| self.context.mentions[m.get()].class() == Some(Class::Organization))
        };
        let headed = role == Role::Bare
            && tokens.last().is_some_and(organization)
            && begin == self.indices.iter().position(|&t| !self.is_sign(t)).unwrap_or(begin)
            && self.indices.get(self.at).is_some_and(|&t| matches!(self.tokens[t].kind, Kind::Sign('=')));
        let role = if headed { Role::Topic } else { role };
        let mut phrase = self.describe(&tokens, first, last, role);
        // "다솜의 지난해 매출": what stands before a date modifies the noun behind it.
        let only_date = tokens.len() == 1 && self.is_date(first) && role == Role::Bare;
        // "A가 발주한 58억원 규모의 'X 사업'": the clause is about what the measure measures.
        // "지난해 문을 연 광주의 데이터센터": and a place opens nothing.
        let measure = role == Role::Genitive
            && phrase.mentions.iter().all(|m| {
                let sort = &self.context.mentions[m.get()].sort;
                !matches!(sort, Sort::Name(_)) || *sort == Sort::Name(Class::Place)
            });
        if measure {
            phrase.genitive = self.genitive.take();
        } else if !only_date {
            phrase.relative = self.adnominal.take();
            phrase.genitive = self.genitive.take();
        }
        let id = self.out.phrases.len();
        if let Some(frame) = phrase.relative {
            self.out.frames[frame].gap = Some(id);
            // "내놓을 것으로 보이는 X": what is thought to be so is said of X too.
            if let Some(thought) = frame.checked_sub(1)
                && self.out.frames[thought].complement.as_deref().is_some_and(|c| c.starts_with('것'))
                && self.out.frames[thought].token + 2 == self.out.frames[frame].token
            {
                self.out.frames[thought].gap = Some(id);
            }
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

    fn is_sign(&self, token: usize) -> bool {
        matches!(self.tokens[token].kind, Kind::Sign(_))
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
            let seen_through = |t: usize| {
                let noun = self.tokens[t].noun(text).unwrap_or_default();
                sort.is_some_and(|sort| self.context.words.is_transparent(sort, noun))
            };
            let mut told = rest.iter().filter(|&&t| !is_count(t));
            // "'X' 문서 관리 플랫폼": what the last noun says the name is, whatever stands between.
            let quoted = id.is_some_and(|id| self.context.mentions[id.get()].cue == Cue::Quoted);
            let transparent = match rest.last() {
                Some(&head) if quoted && rest.iter().all(|&t| self.tokens[t].noun(text).is_some()) => {
                    seen_through(head)
                }
                _ => told.all(|&t| seen_through(t)),
            };
            let titled = rest.iter().all(|&t| {
                self.tokens[t].noun(text).is_some_and(|n| {
                    self.context.words.is_title_part(n)
                        || self.context.words.contains("title-glued", n)
                        || self.context.words.contains("transparent-any", n)
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

    /// Where the arguments of a clause begin that stands inside another: a verb has one object, so in "A는 B를 파트너로
    /// 심사를 끝내고 골랐다" what stands before the second is of the verb that is still to come.
    fn second_object(&self, predicate: &Predicate) -> usize {
        let object = |p: &PhraseId| self.out.phrases[*p].role == Role::Object;
        // "획득을 목표로 심사를 준비하고 있다": one verb with what helps it.
        let helped =
            self.indices.get(self.at + 1).and_then(|&t| self.tokens[t].predicate()).is_some_and(|p| {
                matches!(
                    p.lemma.as_str(),
                    "있" | "없" | "오" | "가" | "나가" | "싶" | "말" | "주" | "두" | "내" | "놓" | "보"
                )
            });
        let joined =
            predicate.ending == Ending::Connective && !predicate.past && predicate.lemma != "이" && !helped;
        match self.waiting.iter().rposition(object) {
            Some(last) if joined && self.waiting[..last].iter().any(object) => last,
            _ => 0,
        }
    }

    /// Whether the predicate only says in what way or time the next one is done: "심사를 거쳐", "3년에 걸쳐".
    fn by_the_way(&self, predicate: &Predicate) -> bool {
        predicate.ending == Ending::Connective
            && !predicate.past
            && !["며", "면", "지만", "는데"].iter().any(|tail| predicate.tail.ends_with(tail))
            && self.context.words.contains("verb-by-the-way", &predicate.lemma)
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

    fn predicate(&mut self, token: usize, mut predicate: Predicate) {
        let id = self.out.frames.len();
        let text = self.context.text;
        let next_token = self.indices.get(self.at + 1).map(|&t| &self.tokens[t]);
        // "옮긴다는 일각의 관측은".
        let whose = |t: &&Token| self.context.words.contains("hearsay-source", &text[t.start..t.end]);
        let next_token = match next_token.filter(whose) {
            Some(_) => self.indices.get(self.at + 2).map(|&t| &self.tokens[t]),
            None => next_token,
        };
        let complement = next_token
            .filter(|_| predicate.ending.is_adnominal())
            .and_then(|t| t.noun(text))
            // "과정을 신설하는 등 'X 원팀'에 시동을 걸었다": one of several things done, and not what X does.
            // "획득하는 것이 목표다", but not "정해진 것이 없다".
            .filter(|noun| {
                let copula = || {
                    let behind = self.indices.get(self.at + 2).and_then(|&t| self.tokens[t].predicate());
                    behind.is_some_and(|p| p.lemma == "이")
                };
                // "고객을 늘리는 데 집중하다".
                matches!(*noun, "등" | "데")
                    || *noun == "것이" && copula()
                    || self.context.words.contains("complement-noun", noun)
            })
            .map(str::to_owned);
        let relative = predicate.ending.is_adnominal() && complement.is_none();
        let purpose = predicate.ending == Ending::Nominal && !predicate.tail.ends_with("로");
        // "A는 2013년 B가 세운 회사다": what the topic is, with its time.
        let said_of_topic = (self.at + 1..self.at + 5).any(|at| {
            let token = self.indices.get(at).map(|&t| &self.tokens[t]);
            let mut nouns = (self.at + 1..at).filter_map(|b| self.indices.get(b).map(|&t| &self.tokens[t]));
            token.and_then(Token::predicate).is_some_and(|p| p.lemma == "이")
                && nouns.all(|t| matches!(t.kind, Kind::Noun { role: Role::Bare, .. }))
        });
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
                // "그 사업에 가장 많은 210억원을": an adjective of measure has a subject and nothing else.
                let measures =
                    role != Role::Subject && self.context.words.contains("adjective-plain", &predicate.lemma);
                let outer = measures
                    || matches!(role, Role::Topic | Role::Source)
                    || role == Role::Also && roles.contains(&Role::Object)
                    // "A는 B와 함께 X를 결합한 Y를 만들다": with whom, the clause around says.
                    || role == Role::Together && roles.contains(&Role::Object)
                    // "A는 B와 전환을 돕기 위한 협약을 맺다".
                    || role == Role::With && purpose && roles.contains(&Role::Object)
                    || matches!(role, Role::To | Role::At)
                        && self.context.text[this.range.clone()].ends_with('는')
                    || date
                        && (roles.contains(&Role::Subject) && !said_of_topic
                            || predicate.lemma == "이"
                            // "6월부터 취득을 돕는 교육 과정을 운영하다": what only describes has no time.
                            || self.context.words.contains("verb-describes", &predicate.lemma));
                // "A가 치열한 각축전을 벌이다": who does something is no subject of the adjective before its object.
                // "A와 B가 남은 지분을 나눠 갖다".
                let remains = predicate.lemma == "남" && !predicate.tail.ends_with('는');
                let describes = remains
                    || predicate.ending == Ending::AdnominalPresent
                        && !predicate.tail.ends_with('는')
                        && predicate.lemma != "이"
                        && !predicate
                            .lemma
                            .strip_suffix('하')
                            .is_some_and(|n| self.context.words.is_verbal(n));
                let agent = this.mention.and_then(|m| self.context.mentions[m.get()].class());
                let agent = matches!(agent, Some(Class::Organization | Class::Person));
                // "A가 B를 제공하기 위해 C와 손잡다": A is the main clause's subject.
                let shared = purpose && role == Role::Subject && self.leads_to_purpose();
                // "A가 수출을 돕는 'X 사업'을 운영하다": what helps or aims is the thing, and A is who runs it.
                let helps = role == Role::Subject
                    && roles.contains(&Role::Object)
                    && predicate.ending == Ending::AdnominalPresent
                    && self.context.words.contains("verb-describes", &predicate.lemma);
                if outer
                    || shared
                    || helps
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
        } else if self.by_the_way(&predicate) {
            // "A는 B와 심사를 거쳐 계약했다", "최근 들어 …": it has the noun before it, and all else is the main clause's.
            let roles = [Role::Object, Role::To, Role::Bare];
            let own = |p: &&PhraseId| {
                let phrase = &self.out.phrases[**p];
                phrase.last + 1 == token && roles.contains(&phrase.role)
            };
            if self.waiting.last().filter(own).is_some() {
                args.extend(self.waiting.pop());
            }
        } else {
            args = self.waiting.split_off(self.second_object(&predicate));
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
        if !relative {
            if predicate.lemma == "이" {
                self.identify(&args);
            }
            self.cleft(&args, token, &predicate.lemma);
        }
        let embedded = if relative { self.embed(id, &args, token, &predicate.lemma) } else { None };
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
            subjects: OnceCell::new(),
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

//! Clauses inside clauses: what is shared, what stands for what, what belongs to which.

use gureum_model::Class;

use super::{FrameId, PhraseId, Predicate, Reader, Role};
use crate::mention::{MentionId, Sort};
use crate::syntax::token::{Ending, Kind};

impl Reader<'_> {
    /// "B를 인수한 곳은 A다", "… A 등 세 곳이다", "… A로 알려졌다": what the clause before 곳 is about is A.
    pub(super) fn cleft(&mut self, args: &[PhraseId], token: usize, lemma: &str) {
        let words = self.context.words;
        let pivot = |p: &PhraseId| {
            let phrase = &self.out.phrases[*p];
            matches!(phrase.role, Role::Topic | Role::Subject | Role::Also)
                && phrase.mention.is_none()
                && words.contains("cleft-noun", &phrase.head)
        };
        let Some(at) = args.iter().position(pivot) else { return };
        let named = |p: &&PhraseId| self.out.phrases[**p].mention.is_some_and(|m| self.names(m));
        let own = if lemma == "이" {
            args[at..].iter().filter(named).find(|p| self.stands_before(**p, token))
        } else {
            let said = words.contains("cleft-verb", lemma);
            args[at..]
                .iter()
                .filter(|_| said)
                .filter(named)
                .find(|p| self.out.phrases[**p].role == Role::Into)
        };
        if let (Some(clause), Some(&own)) = (self.out.phrases[args[at]].relative, own) {
            self.out.frames[clause].gap = Some(own);
        }
    }

    /// Whether the copula is on the phrase, on a person's post behind it, or on what ends its list:
    /// "김하늘 대표다", "A 등이다", "A 등 세 곳이다".
    fn stands_before(&self, phrase: PhraseId, token: usize) -> bool {
        let phrase = &self.out.phrases[phrase];
        if phrase.last == token {
            return true;
        }
        let person =
            phrase.mention.is_some_and(|m| self.context.mentions[m.get()].class() == Some(Class::Person));
        let list = self.context.text[phrase.range.end..self.tokens[token].end].trim_start().starts_with('등')
            || phrase.head == "등";
        phrase.role == Role::Bare
            && (person && phrase.last + 1 == token
                || list
                    && (phrase.last + 1..token).all(|t| {
                        matches!(self.tokens[t].kind, Kind::Modifier | Kind::Mention { .. })
                            || self.tokens[t].noun(self.context.text) == Some("등")
                    }))
    }

    fn names(&self, mention: MentionId) -> bool {
        matches!(self.context.mentions[mention.get()].sort, Sort::Name(_))
    }

    /// "A는 B가 세운 (보안) 기업이다": what the clause before the copula is about is A.
    pub(super) fn identify(&mut self, args: &[PhraseId]) {
        let topical = |p: &&PhraseId| {
            let phrase = &self.out.phrases[**p];
            matches!(phrase.role, Role::Topic | Role::Subject) && phrase.mention.is_some()
        };
        let Some(&topic) = args.iter().find(topical) else { return };
        let modifier = args.last().filter(|p| {
            let phrase = &self.out.phrases[**p];
            // "안랩이 인수한 클라우드 관리 기업이다", "금융을 겨냥한 SaaS다": a kind, and no other name.
            let kind = phrase.mention.is_some_and(|m| {
                let class = self.context.mentions[m.get()].class();
                matches!(class, Some(Class::Group | Class::ServiceModel))
            });
            phrase.role == Role::Bare && (phrase.mention.is_none() || kind)
        });
        let clause = self.adnominal.or_else(|| modifier.and_then(|p| self.out.phrases[*p].relative));
        if let Some(clause) =
            clause.filter(|clause| self.out.frames[*clause].token > self.out.phrases[topic].last)
        {
            self.out.frames[clause].gap = Some(topic);
        }
    }

    /// 위해 or the like stands behind the predicate being read.
    pub(super) fn leads_to_purpose(&self) -> bool {
        self.indices.get(self.at + 1).is_some_and(|&t| {
            let token = &self.tokens[t];
            matches!(&self.context.text[token.start..token.end], "위해" | "위해서" | "위한")
        })
    }

    /// "A는 B가 42억원을 들여 발주한 C를 따냈다": the clause before the adnominal one is part of it, and A
    /// is the subject of neither. Gives that clause.
    pub(super) fn embed(
        &mut self,
        id: FrameId,
        args: &[PhraseId],
        token: usize,
        lemma: &str,
    ) -> Option<FrameId> {
        let before = self.chain?;
        // "A가 시대에 대비해 기술을 중심으로 한 X를 추진하다": a light clause is said of its noun alone.
        if matches!(lemma, "하" | "위하") {
            return None;
        }
        let roles = |args: &[PhraseId], role: Role| args.iter().any(|p| self.out.phrases[*p].role == role);
        let clause = &self.out.frames[before];
        // "A는 B가 값을 낮추겠다며 내놓은 C를 골랐다": so is what B says.
        let says = clause.predicate.ending == Ending::Quotative && clause.predicate.tail.ends_with("며");
        // "공급하고 있는 X": one verb with what helps it.
        let goes_on = lemma == "있" && clause.predicate.tail.ends_with('고') && clause.token + 1 == token;
        let joined = says
            || goes_on
            || clause.predicate.ending == Ending::Connective
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
        let is_topic = |p: &PhraseId| self.out.phrases[*p].role == Role::Topic;
        let first_topic = clause.args.iter().position(is_topic);
        let outer: Vec<PhraseId> = match (first_topic, subject) {
            (Some(topic), Some(subject)) if topic < subject => {
                self.out.frames[before].args.drain(..subject).collect()
            }
            // "A는 센터를 운영하고 있는 기업이다".
            (Some(topic), None) => vec![self.out.frames[before].args.remove(topic)],
            _ => Vec::new(),
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
    pub(super) fn complement(&mut self, predicate: &mut Predicate, args: &[PhraseId], token: usize) {
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
}

//! Lists: which noun phrases are members of one, and what is told of each by itself.

use gureum_model::Class;

use super::{PhraseId, Reader, Role};
use crate::mention::Sort;
use crate::syntax::token::Kind;

impl Reader<'_> {
    /// Cuts arguments of which each subject has its own: "A는 가를, B는 나를". The last part stays;
    /// what stands before the first subject goes with every part.
    pub(super) fn distribute(&mut self, args: &mut Vec<PhraseId>) -> Vec<Vec<PhraseId>> {
        let subject = |p: &PhraseId| {
            let phrase = &self.out.phrases[*p];
            matches!(phrase.role, Role::Topic | Role::Subject) && phrase.mention.is_some()
        };
        let mut heads: Vec<usize> = (0..args.len()).filter(|&i| subject(&args[i])).collect();
        // "가는 A가, 나는 B가 이끈다": each topic has a subject of its own.
        let topic = |i: usize| self.out.phrases[args[i]].role == Role::Topic;
        if heads.len() >= 4
            && heads.len().is_multiple_of(2)
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
        // "A는 38%, B는 33.5%를 차지하다": the particle stands only on the last of what each has.
        let bare = |k: usize| {
            let value = args[heads[k] + 1..end(k)].last();
            value.is_some_and(|p| {
                let phrase = &self.out.phrases[*p];
                phrase.role == Role::Bare && !phrase.mentions.is_empty() && roles(k).is_empty()
            })
        };
        let shared = own.len() == 1 && (0..last).all(|k| bare(k) || roles(k) == own);
        if own.is_empty() || !shared && (0..last).any(|k| roles(k) != own) {
            return Vec::new();
        }
        let values: Vec<PhraseId> = (0..last)
            .filter(|k| shared && bare(*k))
            .filter_map(|k| args[heads[k] + 1..end(k)].last().copied())
            .collect();
        let part = |k: usize| -> Vec<PhraseId> {
            args[..heads[0]].iter().chain(&args[heads[k]..end(k)]).copied().collect()
        };
        let parts: Vec<Vec<PhraseId>> = (0..last).map(part).collect();
        *args = part(last);
        for value in values {
            self.out.phrases[value].role = own[0];
        }
        parts
    }

    /// Joins the phrase to the ones right before it when a comma, a dot, 및 or 와/과 stands between
    /// and both are of one kind.
    pub(super) fn coordinate(&mut self, id: PhraseId) {
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
    pub(super) fn dated_list(&mut self, id: PhraseId) -> bool {
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
    pub(super) fn may_be_name(&self, id: PhraseId) -> bool {
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
    pub(super) fn sets_up(&self, partner: PhraseId, alliance: PhraseId) -> bool {
        let named = |id: PhraseId| {
            let mention = self.out.phrases[id].mention.map(|m| &self.context.mentions[m.get()]);
            mention.is_some_and(|m| {
                self.context.words.ends_with("suffix-alliance", &self.context.text[m.inner.clone()])
            })
        };
        let (with, object) = (&self.out.phrases[partner], &self.out.phrases[alliance]);
        with.role == Role::With && object.role == Role::Object && named(alliance) && !named(partner)
    }

    pub(super) fn alike(&self, a: PhraseId, b: PhraseId) -> bool {
        let sort = |id: PhraseId| {
            let phrase = &self.out.phrases[id];
            phrase
                .mention
                .map(|m| std::mem::discriminant(&self.context.mentions[m.get()].sort))
                .zip(phrase.mention.map(|m| self.context.mentions[m.get()].class()))
        };
        match (sort(a), sort(b)) {
            // "쿠버네티스와 오픈시프트를": what a service is built with.
            (Some((a, Some(x))), Some((b, Some(y)))) => {
                let built = |class| matches!(class, Class::Technology | Class::Service);
                a == b && (x == y || built(x) && built(y))
            }
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            // A list may close with a plain noun: "A, B 등 3개사".
            _ => false,
        }
    }
}

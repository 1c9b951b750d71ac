//! What the stages ask of clauses that have been read: whose subject, which arguments, what stands in a gap.

use super::{Clauses, FrameId, PhraseId};
use crate::mention::{Mention, Sort};
use crate::syntax::josa::Role;
use crate::syntax::token::Ending;

impl Clauses {
    /// The phrase and those coordinated with it, in text order.
    pub fn members(&self, id: PhraseId) -> impl Iterator<Item = PhraseId> {
        self.phrases[id].before.iter().copied().chain([id])
    }

    /// The noun an adnominal clause stands before; of two verbs side by side ("거느려 온 회사") that of both.
    pub fn gap(&self, frame: FrameId) -> Option<PhraseId> {
        let this = &self.frames[frame];
        let serial = this.next.filter(|&next| {
            let second = &self.frames[next];
            // "이끌어 온" is one verb; "꾸려 맞붙은" are two, each with its own object.
            let auxiliary =
                matches!(second.predicate.lemma.as_str(), "있" | "오" | "가" | "주" | "두" | "내" | "놓");
            second.previous == Some(frame)
                && second.token == this.token + 1
                && second.predicate.ending.is_adnominal()
                && (auxiliary || self.args(frame, &[Role::Object]).next().is_none())
        });
        this.gap.or_else(|| serial.or_else(|| self.joined(frame)).and_then(|next| self.frames[next].gap))
    }

    /// "A가 총괄하고 B가 전담하는 X": the clause before the noun that `frame` is joined with, each with a subject and
    /// without an object of its own.
    fn joined(&self, frame: FrameId) -> Option<FrameId> {
        let open = |f: FrameId| {
            self.args(f, &[Role::Subject]).next().is_some()
                && self.args(f, &[Role::Object, Role::Topic]).next().is_none()
        };
        let this = &self.frames[frame];
        let on = this.predicate.ending == Ending::Connective
            && ["고", "며", "거나"].iter().any(|tail| this.predicate.tail.ends_with(tail));
        let next = self.frames.get(frame + 1).filter(|_| on && open(frame))?;
        (next.gap.is_some() && next.predicate.ending.is_adnominal() && open(frame + 1)).then_some(frame + 1)
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
    pub fn subjects(&self, frame: FrameId) -> &[(PhraseId, bool)] {
        self.frames[frame].subjects.get_or_init(|| self.find_subjects(frame))
    }

    fn find_subjects(&self, frame: FrameId) -> Vec<(PhraseId, bool)> {
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
                let before = found.len();
                own(main, &mut found);
                self.left(main, &own, &mut found);
                // "지난해 내놓은 '새벽'은 다솜테크가 쓰고 있다", "지난해 문을 연 센터에는 '새벽'이 들어갔다": who does
                // something behind what the clause describes is not who did the other.
                let used = |p: PhraseId| {
                    let described = this
                        .gap
                        .filter(|&gap| !matches!(self.phrases[gap].role, Role::Object | Role::Genitive));
                    described.is_some_and(|gap| p > gap) && self.phrases[p].role == Role::Subject
                };
                let kept: Vec<_> = found.drain(before..).filter(|(p, _)| !used(*p)).collect();
                found.extend(kept);
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
        if found.is_empty() {
            found.extend(self.lent(frame).map(|p| (p, false)));
        }
        found
    }

    /// "새길시가 시스템을 하나로 묶는 '새길 사업'에 시동을 걸었다": a clause before a noun that has an object is about
    /// the noun, and the subject before it is the main clause's.
    fn lent(&self, frame: FrameId) -> impl Iterator<Item = PhraseId> {
        let args = &self.frames[frame].args;
        let taken = |gap: PhraseId| {
            args.contains(&gap) || args.iter().any(|&p| self.phrases[p].genitive == Some(gap))
        };
        let describes = move |f: &FrameId| {
            let clause = &self.frames[*f];
            clause.predicate.ending.is_adnominal()
                && clause.complement.is_none()
                && clause.gap.is_some_and(taken)
                && self.args(*f, &[Role::Object]).next().is_some()
        };
        (0..frame).filter(describes).flat_map(|f| self.args(f, &[Role::Subject]).collect::<Vec<_>>())
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
            // "첫 고객은 A로, B를 도입했다": who the customer is goes on.
            let unnamed = |p: &(PhraseId, bool)| self.phrases[p.0].mention.is_none();
            if self.frames[f].predicate.lemma == "이"
                && found.len() > before
                && found[before..].iter().all(unnamed)
            {
                found.extend(self.own(f).filter(|p| self.phrases[*p].mention.is_some()).map(|p| (p, false)));
            }
            // "지적이 불거져 나오다": two verbs side by side have one subject.
            let serial = self.frames[f].token + 1 == self.frames[frame].token
                && self.frames[frame].args.is_empty()
                && !self.frames[f].predicate.tail.ends_with('고');
            for entry in &mut found[before..] {
                entry.1 &= serial;
            }
            left = self.frames[f].previous;
        }
    }

    /// Whether the sort of the phrase's mention is a name.
    pub fn is_named(&self, id: PhraseId, mentions: &[Mention]) -> bool {
        self.phrases[id].mention.is_some_and(|m| matches!(mentions[m.get()].sort, Sort::Name(_)))
    }
}

//! Qualifiers: when a fact came about, of which market a share is and who measured it, which part an
//! amount is for.

use std::ops::Range;

use gureum_model::{Class, Modality, PartialDate, Property};

use super::claims::{Filler, Reader, Scenery};
use super::document::Piece;
use super::draft::{Draft, DraftObject};
use super::modality;
use crate::mention::{MentionId, Sort};
use crate::morph::Tag;
use crate::syntax::clause::{Clauses, FrameId, Phrase, PhraseId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Ending, Kind};

/// The longest name of a market or part, in words.
const LONGEST: usize = 5;

impl Reader<'_> {
    /// The clause's date; "2005년과 2007년에 각각": each of them.
    pub(super) fn when(&self, clauses: &Clauses, frame: FrameId, each: bool) -> Vec<Filler> {
        let Some(date) = self.date_mention(clauses, frame) else { return Vec::new() };
        let list = clauses.phrases.iter().position(|p| p.mention == Some(date)).filter(|_| each);
        let members = list.into_iter().flat_map(|p| clauses.members(p));
        let dates: Vec<MentionId> =
            members.filter_map(|p| clauses.phrases[p].mention).filter(|m| self.day(*m).is_some()).collect();
        let dates = if dates.len() > 1 { dates } else { vec![date] };
        dates.into_iter().map(|m| self.filler(m)).collect()
    }

    /// The date phrase nearest to the predicate among its own arguments.
    pub(super) fn date_mention(&self, clauses: &Clauses, frame: FrameId) -> Option<MentionId> {
        let is_date =
            |m: MentionId| matches!(&self.mentions[m.get()].sort, Sort::Date(when) if when.date.is_some());
        // Where a date opens a longer phrase ("지난 6월 KT의 사업에") it dates the clause all the same;
        // with 까지 it says when something ends.
        let inside = |p: PhraseId| clauses.phrases[p].mentions.iter().rev().copied().find(|m| is_date(*m));
        let reported = self.reported(clauses, frame).is_some()
            && !["고", "며"].iter().any(|tail| clauses.frames[frame].predicate.tail == *tail);
        let own = |f: FrameId| {
            clauses.frames[f]
                .args
                .iter()
                .rev()
                .filter(|p| clauses.phrases[**p].role != Role::Until)
                .filter(|p| !self.dates_source(clauses, **p))
                .find_map(|&p| {
                    let date = inside(p).or_else(|| clauses.phrases[p].genitive.and_then(inside))?;
                    // "서비스를 11일 개시했다고 밝혔다": a day right before the verb is the verb's own.
                    let beside = clauses.phrases[p].last + 1 == clauses.frames[f].token
                        && clauses.frames[f].args.len() > 2;
                    Some((date, beside))
                })
                .filter(|(m, beside)| *beside || !(reported && self.bare_day(*m)))
                .map(|(m, _)| m)
        };
        own(frame).or_else(|| self.cleft_date(clauses, frame)).or_else(|| {
            // "지난해 6월 A를 인수하고 B를 세웠다": a conjoined clause shares the date before it.
            let previous = clauses.frames[frame].previous?;
            let shared = !clauses.frames[previous].predicate.past
                && clauses.frames[previous].predicate.ending == Ending::Connective;
            shared.then(|| own(previous)).flatten()
        })
    }

    /// "A를 인수한 것은 2019년이다", "문을 연 때는 2016년 5월이다".
    fn cleft_date(&self, clauses: &Clauses, frame: FrameId) -> Option<MentionId> {
        let this = &clauses.frames[frame];
        let head = this.gap.map(|gap| clauses.phrases[gap].head.as_str());
        let pivot = this.complement.as_deref().or(head)?;
        let next = clauses.frames.get(frame + 1).filter(|next| next.predicate.lemma == "이")?;
        let is_pivot =
            ["것은", "것이", "건", "게", "것", "때는", "때", "시점은", "시점", "시기", "해"].contains(&pivot);
        let own = clauses.phrases.iter().rfind(|p| p.last <= next.token && p.first > this.token)?;
        let date = own.mentions.iter().copied().find(|m| self.day(*m).is_some());
        date.filter(|_| is_pivot)
    }

    pub(super) fn date(&self, clauses: &Clauses, frame: FrameId) -> Option<PartialDate> {
        self.date_mention(clauses, frame).and_then(|m| self.day(m))
    }

    /// "22일 업계에 따르면": the day of what is told, not of what happened.
    fn dates_source(&self, clauses: &Clauses, phrase: PhraseId) -> bool {
        let next = clauses.phrases.get(phrase + 1);
        next.is_some_and(|next| next.role == Role::Source && next.first == clauses.phrases[phrase].last + 1)
    }

    /// "24일": a day without 지난, 오는 or a month, as the day of a report is given.
    fn bare_day(&self, mention: MentionId) -> bool {
        let day = &self.document.text()[self.mentions[mention.get()].inner.clone()];
        let day = day.split('(').next().unwrap_or(day);
        day.strip_suffix('일').is_some_and(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The verb of speech that the clause is said by: "획득했다고 24일 밝혔다".
    pub(super) fn reported(&self, clauses: &Clauses, frame: FrameId) -> Option<FrameId> {
        let mut at = frame;
        for _ in 0..clauses.frames.len() {
            let this = &clauses.frames[at];
            let next = this.next?;
            if this.predicate.ending == Ending::Quotative
                && self.resources.words.contains("verb-speech", &clauses.frames[next].predicate.lemma)
            {
                return Some(next);
            }
            at = next;
        }
        None
    }

    /// The date that an amount has for itself: "2018년 1052억원에서 2019년 1284억원으로".
    pub(super) fn date_of_amount(&self, clauses: &Clauses, amount: MentionId) -> Option<PartialDate> {
        let at = clauses.phrases.iter().position(|p| p.mentions.contains(&amount))?;
        let phrase = &clauses.phrases[at];
        let own = phrase.mentions.iter().take_while(|m| **m != amount).copied();
        let beside = at.checked_sub(1).map(|before| &clauses.phrases[before]).filter(|before| {
            before.last + 1 == phrase.first
                && matches!(before.role, Role::Bare | Role::Genitive)
                && before.mentions.len() == 1
        });
        let dates = own.chain(beside.into_iter().flat_map(|before| before.mentions.iter().copied()));
        dates.filter_map(|m| self.day(m)).last()
    }

    /// Until or from when: "2024년까지 매출 1000억원을 달성하다", "6월부터 과정을 운영할 예정이다".
    pub(super) fn limit(&self, clauses: &Clauses, frame: FrameId) -> Option<PartialDate> {
        clauses.args(frame, &[Role::Until, Role::From]).find_map(|p| {
            let mut dates = clauses.phrases[p].mentions.iter().rev();
            dates.find_map(|m| self.day(*m))
        })
    }

    pub(super) fn day(&self, mention: MentionId) -> Option<PartialDate> {
        match &self.mentions[mention.get()].sort {
            Sort::Date(when) => when.date,
            _ => None,
        }
    }

    /// What market a share is of, and who measured it: said beside it, or before and still meant.
    pub(super) fn share(&mut self, draft: &mut Draft) {
        let market = self.market(draft);
        self.discourse.market = market.or(self.discourse.market.take());
        draft.qualifiers.market.clone_from(&self.discourse.market);
        let day =
            self.date_before(draft).or(draft.qualifiers.date.filter(|day| !self.of_another(draft, *day)));
        self.discourse.measured = day.or(self.discourse.measured);
        draft.qualifiers.date =
            if draft.modality == Modality::Asserted { self.discourse.measured } else { day };
        // "김하늘=다솜리서치에 따르면 …. 누리소프트는 7%에 그쳤다": measured, whoever tells it.
        let told = self.discourse.source.filter(|_| {
            draft.modality == Modality::Asserted
                && self.discourse.sourced == self.paragraph_of(&draft.sentence)
        });
        draft.speaker = told.or(draft.speaker).or(self.discourse.source);
        let source = self.discourse.source.or(draft.speaker);
        draft.qualifiers.source = source.and_then(|e| self.cast.members[e].names.first().cloned());
    }

    /// "계약액의 34%를 A가 차지했다. B는 29%, C는 21%로 뒤를 이었다": shares go on within a paragraph.
    pub(super) fn shares_before(&self, scenery: &Scenery, property: Property) -> bool {
        property == Property::MarketShare
            && self.drafts.last().is_some_and(|d| {
                d.property == property && self.paragraph_of(&d.sentence) == self.paragraph_of(&scenery.range)
            })
    }

    fn paragraph_of(&self, sentence: &Range<usize>) -> Option<u32> {
        let sentences = &self.document.sentences;
        let at = sentences.partition_point(|s| s.range.start < sentence.start);
        sentences.get(at).map(|s| s.paragraph)
    }

    /// A figure that opens the text is from the one source that is named below it.
    pub(super) fn source_shares(&mut self) {
        let mut sources: Vec<usize> = self
            .drafts
            .iter()
            .filter(|d| d.property == Property::MarketShare)
            .filter_map(|d| d.speaker)
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let [only] = sources[..] else { return };
        let name = self.cast.members[only].names.first().cloned();
        for draft in &mut self.drafts {
            if draft.property == Property::MarketShare && draft.speaker.is_none() {
                draft.speaker = Some(only);
                draft.qualifiers.source.clone_from(&name);
            }
        }
    }

    /// Keeps in mind when an event is held: "지난 3일 서울에서 열린 'X 포럼'".
    pub(super) fn note_event(&mut self, clauses: &Clauses, frame: FrameId) {
        if !self.resources.words.contains("hold-event", &clauses.frames[frame].predicate.lemma) {
            return;
        }
        let Some(day) = self.event_day(clauses, frame) else { return };
        let held = clauses
            .args(frame, &[Role::Object, Role::Subject, Role::Topic, Role::Also])
            .chain(clauses.frames[frame].gap)
            .flat_map(|p| clauses.phrases[p].mentions.iter());
        let events = held.flat_map(|m| self.mentions[m.get()].entities.iter().copied());
        let event = events.into_iter().find(|&e| self.cast.members[e].class == Class::Event);
        if let Some(event) = event {
            self.discourse.events.entry(event).or_insert(day);
        }
    }

    /// The date of the clause; "10일 …에서 'X 포럼'을 열었다고 밝혔다" dates the event all the same.
    fn event_day(&self, clauses: &Clauses, frame: FrameId) -> Option<PartialDate> {
        self.date(clauses, frame).or_else(|| {
            let mut own = clauses.frames[frame].args.iter().flat_map(|&p| clauses.phrases[p].mentions.iter());
            own.find_map(|m| self.day(*m))
        })
    }

    /// Who attends an event does so on the day the text gives for it.
    pub(super) fn date_attendance(&mut self) {
        let given = self.drafts.iter().filter_map(|d| match (d.property, &d.object) {
            (Property::ParticipatesIn, DraftObject::Entity(event)) => Some((*event, d.qualifiers.date?)),
            _ => None,
        });
        for (event, day) in given.collect::<Vec<_>>() {
            self.discourse.events.entry(event).or_insert(day);
        }
        for draft in self.drafts.iter_mut().filter(|d| d.property == Property::ParticipatesIn) {
            if let DraftObject::Entity(event) = draft.object
                && draft.qualifiers.date.is_none()
                && self.cast.members[event].class == Class::Event
            {
                draft.qualifiers.date = self.discourse.events.get(&event).copied();
                // "설명회에는 김하늘 대표가 나선다": as the day of the event is to come.
                let to_come = draft.qualifiers.date.is_some_and(|day| self.document.is_to_come(day));
                if to_come && draft.modality == Modality::Asserted {
                    draft.modality = Modality::Planned;
                }
            }
        }
    }

    /// What reading a clause's modality looks at.
    pub(super) fn view<'a>(&'a self, scenery: &'a Scenery, clauses: &'a Clauses) -> modality::View<'a> {
        modality::View {
            text: self.document.text(),
            tokens: &scenery.tokens,
            clauses,
            words: &self.resources.words,
            ends: false,
        }
    }

    /// What a run of words says is as the clause around its amount says: "예산은 400억원에 이를 전망이다".
    pub(super) fn modality_of(
        &self,
        scenery: &Scenery,
        clauses: &Clauses,
        named: MentionId,
        object: &Filler,
        property: Property,
    ) -> Modality {
        let amount = object.mention.filter(|_| object.entities.is_empty());
        let Some(amount) = amount else { return self.modality_around(scenery, clauses, named, property) };
        let view = self.view(scenery, clauses);
        let holds = |f: &FrameId| {
            let mut args = clauses.frames[*f].args.iter().flat_map(|&p| clauses.members(p));
            args.any(|p| clauses.phrases[p].mentions.contains(&amount))
        };
        let around = (0..clauses.frames.len()).find(holds).and_then(|f| modality::of(view, f));
        // "매출은 233억원으로 절반이 안 됐다": denied is something else.
        let comma = |p: &Phrase| matches!(scenery.tokens.get(p.last + 1).map(|t| &t.kind), Some(Kind::Comma));
        let apart =
            clauses.phrases.iter().find(|p| p.role == Role::Into && p.mentions.contains(&amount)).map(comma);
        let elsewhere = |m: &Modality| match apart {
            Some(comma) => comma || *m == Modality::Negated,
            None => false,
        };
        around.filter(|m| !elsewhere(m)).unwrap_or(Modality::Asserted)
    }

    /// The words before an amount: those of its sentence, the nearest first.
    fn pieces_before(&self, draft: &Draft) -> (usize, usize) {
        let end = draft.object_at.as_ref().map_or(draft.quote.end, |at| at.start);
        let pieces = &self.document.pieces;
        (
            pieces.partition_point(|p| p.start < draft.sentence.start),
            pieces.partition_point(|p| p.start < end),
        )
    }

    /// The last date before an amount that no other amount has: "지난해 시장에서 A가 40%".
    fn date_before(&self, draft: &Draft) -> Option<PartialDate> {
        let amount = draft.object_at.as_ref()?.start;
        let (mut last, mut taken) = (None, false);
        for mention in self.mentions.iter().filter(|m| draft.sentence.contains(&m.outer.start)) {
            if mention.outer.start >= amount {
                break;
            }
            match &mention.sort {
                // A share is of a year or month; a day is that of the report.
                Sort::Date(when) => {
                    if let Some(date @ (PartialDate::Year(_) | PartialDate::Month(..))) = when.date {
                        (last, taken) = (Some(date), false);
                    }
                }
                // "2019년 77.9%, 2020년 70.0%": each has its own; "2020년 A가 28%, B가 17%": one for all.
                Sort::Percent(_) | Sort::Money(_) => {
                    taken |= last.is_some() && self.own_date(mention.outer.start)
                }
                _ => {}
            }
        }
        last.filter(|_| !taken)
    }

    /// "3.8%로 2019년의 2.6%보다 늘었다": the date is that of another amount.
    fn of_another(&self, draft: &Draft, day: PartialDate) -> bool {
        let own = draft.object_at.as_ref().map(|at| at.start);
        self.mentions
            .windows(2)
            .filter(|pair| draft.sentence.contains(&pair[0].outer.start))
            .filter(|pair| matches!(&pair[0].sort, Sort::Date(when) if when.date == Some(day)))
            .any(|pair| {
                let amount = matches!(pair[1].sort, Sort::Percent(_) | Sort::Money(_));
                amount && Some(pair[1].outer.start) != own && self.own_date(pair[1].outer.start)
            })
    }

    /// Whether a date stands right before the amount.
    fn own_date(&self, amount: usize) -> bool {
        let before = self.document.text()[..amount].trim_end();
        let before = before.strip_suffix('의').unwrap_or(before);
        self.mentions.iter().any(|m| m.outer.end == before.len() && matches!(m.sort, Sort::Date(_)))
    }

    /// The market a share is of: the words up to 시장 before the figure, "국내 협업 도구 시장".
    pub(super) fn market(&self, draft: &Draft) -> Option<String> {
        let (from, to) = self.pieces_before(draft);
        let pieces = &self.document.pieces;
        let named = |i: &usize| self.document.stem(&pieces[*i]).ends_with("시장");
        // "38.2%의 점유율로 국내 협업 도구 시장 1위에 올랐다": behind the figure, where none stands before.
        let end = pieces.partition_point(|p| p.start < draft.sentence.end);
        let last = (from..to).rev().find(named).or_else(|| (to..end).find(named))?;
        let plain = |i: usize| {
            pieces[i + 1].follows
                && self.plain(&pieces[i])
                && !self.resources.words.contains("not-in-market", self.document.surface(&pieces[i]))
        };
        let first = (from..last).rev().take(LONGEST).take_while(|&i| plain(i)).last().unwrap_or(last);
        Some(self.document.text()[pieces[first].start..pieces[last].stem_end].to_owned())
    }

    /// A noun without particle or ending that is no date.
    fn plain(&self, piece: &Piece) -> bool {
        piece.end == piece.stem_end
            && !self.document.morphemes[piece.morphemes.clone()]
                .iter()
                .any(|m| m.tags.iter().any(Tag::is_ending))
            && !self.mentions.iter().any(|m| m.outer.start == piece.start && matches!(m.sort, Sort::Date(_)))
    }

    /// What part an amount is for, and the year it is of.
    pub(super) fn part(&self, draft: &mut Draft) {
        match draft.property {
            Property::Revenue => {
                draft.qualifiers.scope = self.branch(draft);
                draft.qualifiers.date = draft.qualifiers.date.or_else(|| self.date_before(draft));
            }
            Property::Budget | Property::MemberCount => {
                let (scope, year) = self.share_of_money(draft);
                draft.qualifiers.scope = scope;
                if draft.property == Property::Budget {
                    draft.qualifiers.date = year.or(draft.qualifiers.date);
                }
            }
            _ => {}
        }
    }

    /// "해외 매출", "클라우드 사업 매출": the part of the business that sales are of.
    fn branch(&self, draft: &Draft) -> Option<String> {
        let words = &self.resources.words;
        let (from, to) = self.pieces_before(draft);
        let pieces = &self.document.pieces;
        let sales =
            (from..to).rev().find(|&i| words.ends_with("revenue-noun", self.document.stem(&pieces[i])))?;
        let organization = |piece: &Piece| {
            self.mentions.iter().any(|m| {
                m.outer.start <= piece.start
                    && piece.end <= m.outer.end
                    && m.sort == Sort::Name(Class::Organization)
            })
        };
        let plain = |i: usize| {
            pieces[i + 1].follows
                && self.plain(&pieces[i])
                && !organization(&pieces[i])
                && !words.contains("not-in-branch", self.document.surface(&pieces[i]))
        };
        let first = (from..sales).rev().take(LONGEST).take_while(|&i| plain(i)).last()?;
        Some(self.document.text()[pieces[first].start..pieces[sales - 1].end].to_owned())
    }

    /// "분야당 50억원", "연간 8억원", "국비 38억원", "올해 21억원", "이 중 8억원": what stands before the amount, up to a
    /// predicate or another amount; and the year, if one is named.
    fn share_of_money(&self, draft: &Draft) -> (Option<String>, Option<PartialDate>) {
        let words = &self.resources.words;
        let (from, to) = self.pieces_before(draft);
        let (mut scope, mut year) = (None, None);
        for at in (from..to).rev() {
            let piece = &self.document.pieces[at];
            let surface = self.document.surface(piece);
            // "이 중 118억원은", "3200억원 가운데 1800억원은": a part of what was told.
            if matches!(surface, "중" | "가운데") && at > from {
                let whole = self.document.pieces[at - 1].start..piece.end;
                scope = scope.or_else(|| Some(self.document.text()[whole].to_owned()));
                break;
            }
            let here =
                self.mentions.iter().find(|m| m.outer.start <= piece.start && piece.start < m.outer.end);
            match here.map(|m| &m.sort) {
                Some(Sort::Money(_) | Sort::Percent(_) | Sort::Count(_)) => break,
                Some(Sort::Date(when)) => {
                    let text = self.document.text();
                    let mention: Range<usize> = here.map_or(0..0, |m| m.outer.clone());
                    let bounded = ["까지", "부터"].iter().any(|tail| text[mention.end..].starts_with(tail));
                    if bounded || !matches!(when.date, Some(PartialDate::Year(_))) {
                        break;
                    }
                    year = year.or(when.date);
                    scope = scope.or_else(|| Some(text[mention].to_owned()));
                    continue;
                }
                // "행정 139억원, 고용 49억원": the field right before it.
                Some(Sort::Name(Class::Sector))
                    if piece.end == draft.object_at.as_ref().map_or(0, |at| at.start - 1) =>
                {
                    scope = scope.or_else(|| Some(surface.to_owned()));
                    break;
                }
                Some(_) => continue,
                None => {}
            }
            let each = surface.strip_suffix('당').is_some_and(|of| of.chars().count() >= 2);
            let span = ["년간", "개월간"].iter().any(|tail| surface.ends_with(tail))
                && surface.starts_with(|c: char| c.is_ascii_digit());
            if each || span || words.contains("amount-scope", surface) {
                scope = scope.or_else(|| Some(surface.to_owned()));
                continue;
            }
            let tags = self.document.morphemes[piece.morphemes.clone()].iter();
            if tags.flat_map(|m| m.tags.iter()).any(|t| t.is_ending()) {
                break;
            }
        }
        (scope, year)
    }
}

//! Modality of a clause: is it so, to be so, not so, or may it be so.
//!
//! Read from the predicate's own ending and what follows it: an auxiliary ("출시하지 않았다"), a
//! noun that its adnominal form stands before ("출시할 계획"), or the predicate that closes a chain
//! of tenseless clauses ("개발해 공급할 계획이다" plans both).

use gureum_model::Modality;

use crate::lexicon::WordSets;
use crate::syntax::clause::{Clauses, FrameId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Ending, Kind, Token};

/// What reading a clause's modality looks at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The analysed text.
    pub text: &'a str,
    /// Tokens of the sentence.
    pub tokens: &'a [Token],
    /// Structure of the stretch.
    pub clauses: &'a Clauses,
    /// Word sets.
    pub words: &'a WordSets,
    /// Whether verbs of ending are what is told and deny nothing: "지원을 중단한다" of an end.
    pub ends: bool,
}

/// A clause's modality, and the frame whose words say so: its own, or one that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The modality.
    pub modality: Modality,
    /// The frame.
    pub frame: FrameId,
}

/// Modality of `frame`; `None` where the clause states nothing (a duty, a question).
pub fn of(view: View<'_>, frame: FrameId) -> Option<Modality> {
    decide(view, frame).map(|decision| decision.modality)
}

/// As [`of`], with the frame that decides.
pub fn decide(view: View<'_>, frame: FrameId) -> Option<Decision> {
    let mut at = frame;
    let modality = match follow(view, frame, &mut at)? {
        Modality::Asserted if is_as_planned(view, at) => Modality::Planned,
        modality => modality,
    };
    Some(Decision { modality, frame: at })
}

/// "계획대로라면 내년 문을 연다".
fn is_as_planned(view: View<'_>, frame: FrameId) -> bool {
    let frame = &view.clauses.frames[frame];
    let said = |t: &Token| view.words.begins_with("as-planned", &view.text[t.start..t.end]);
    !frame.predicate.past
        && !frame.predicate.ending.is_adnominal()
        && view.tokens[..frame.token].iter().any(said)
}

fn follow(view: View<'_>, frame: FrameId, at: &mut FrameId) -> Option<Modality> {
    // "540억원으로 추정된다": the guess is the predicate itself.
    if view.words.contains("verb-forecast", &view.clauses.frames[frame].predicate.lemma) {
        return Some(Modality::Speculated);
    }
    // A chain is followed for at most as many clauses as there are.
    for step in 0..=view.clauses.frames.len() {
        let own = own(view, *at);
        match own {
            Reading::Is(modality) => {
                // "X를 기반으로 개발돼 누구나 쓸 수 있다": what has been made is, whatever it can do.
                let able = modality == Modality::Speculated
                    && view.clauses.frames[*at].complement.as_deref() == Some("수")
                    && view.clauses.frames[frame].predicate.lemma.ends_with('되');
                // "따 두지 않았다": one verb with its auxiliary.
                let auxiliary = step == 1
                    && view.clauses.frames[*at].token == view.clauses.frames[frame].token + 1
                    && view.words.contains("verb-auxiliary", &view.clauses.frames[*at].predicate.lemma);
                // Negation is of its own clause only.
                return if step > 0 && (modality == Modality::Negated && !auxiliary || able) {
                    Some(Modality::Asserted)
                } else {
                    Some(modality)
                };
            }
            // "A를 만들고, B를 키우려 한다": what stands apart by 고 is no part of the intention.
            Reading::Intends => {
                let tail = &view.clauses.frames[frame].predicate.tail;
                let apart = step > 0 && (tail.ends_with('고') || tail.ends_with('며'));
                return Some(if apart { Modality::Asserted } else { Modality::Planned });
            }
            Reading::Nothing => return (step > 0).then_some(Modality::Asserted),
            // "A와 손잡고 B를 도와야 한다": both are wished for.
            Reading::Duty => return None,
            Reading::LikeNext => match view.clauses.frames[*at].next {
                Some(next) => *at = next,
                None => return Some(Modality::Asserted),
            },
        }
    }
    Some(Modality::Asserted)
}

/// So many words at most between 것으로 and the verb of guessing: "것으로 국내 시장조사업체 다솜리서치는 전망했다".
const GUESSER: usize = 8;

/// How far behind 방안 it is said to be considered: "올리는 방안을 정부와 함께 검토".
const OPTION: usize = 6;

enum Reading {
    Is(Modality),
    /// Meant to be: 려고, 고자.
    Intends,
    /// Tenseless: as the clause it leads to.
    LikeNext,
    Nothing,
    /// A duty or a wish: 해야 한다.
    Duty,
}

fn own(view: View<'_>, id: FrameId) -> Reading {
    use Modality::{Asserted, Negated, Planned, Speculated};
    let frame = &view.clauses.frames[id];
    let predicate = &frame.predicate;
    let words = view.words;
    let token = frame.token;
    let word = |at: usize| view.tokens.get(at).map_or("", |t| &view.text[t.start..t.end]);
    let next_word = word(token + 1);
    let next_lemma = view.tokens.get(token + 1).and_then(Token::predicate).map_or("", |p| p.lemma.as_str());

    let denied_before = token > 0
        && matches!(view.tokens[token - 1].kind, Kind::Modifier)
        && matches!(word(token - 1), "안" | "못");
    if (predicate.tail.ends_with('지')
        || predicate.tail.ends_with("지는")
        || predicate.tail.ends_with("지도")
        || predicate.tail.ends_with("지를"))
        && (["않", "못하", "말", "못"].iter().any(|n| next_lemma.starts_with(n))
            || next_word.starts_with("못")
            || next_word.starts_with("않"))
    {
        // What the negation itself is said to be: "받지 못할 전망이다" stays negated.
        return Reading::Is(Negated);
    }
    if denied_before {
        return Reading::Is(Negated);
    }
    // "협력을 검토한 바 없다", "제휴할 계획이 없다", "제안을 받은 적이 없다".
    if let Some(noun) = frame.complement.as_deref()
        && (words.contains("noun-occasion", noun) || words.contains("noun-plan", noun))
        && [token + 2, token + 3].iter().any(|&at| {
            // "출시한다는 계획에는 변함이 없다": it stands.
            let stands = view
                .tokens
                .get(at - 1)
                .is_some_and(|t| view.words.begins_with("noun-change", &view.text[t.start..t.end]));
            view.tokens.get(at).and_then(Token::predicate).is_some_and(|p| {
                p.lemma == "없" && !stands
                    || p.lemma == "아니"
                    || words.contains("noun-occasion", noun) && p.lemma == "다르"
            })
        })
    {
        return Reading::Is(Negated);
    }
    if words.contains("verb-negative", &predicate.lemma) && !view.ends {
        return Reading::Is(Negated);
    }
    if words.contains("verb-consider", &predicate.lemma) {
        return Reading::Is(Speculated);
    }
    if predicate.intent {
        return Reading::Is(Planned);
    }
    // "이용하게 된다" is to come, "이용하게 됐다" has.
    let becomes = view.tokens.get(token + 1).and_then(Token::predicate).filter(|p| p.lemma == "되");
    if predicate.tail.ends_with('게') && becomes.is_some_and(|p| p.ending == Ending::Final && !p.past) {
        return Reading::Is(Planned);
    }
    if predicate.ending == Ending::Nominal && predicate.tail.ends_with("기로") {
        return Reading::Is(Planned);
    }
    // "팔려", "알려": 리 with 어, no purpose.
    let fused = predicate.tail.ends_with("려") && predicate.lemma.ends_with('리');
    if !fused
        && ["려고", "고자", "려는", "려", "러", "기 위해", "도록"].iter().any(|t| predicate.tail.ends_with(t))
    {
        return Reading::Intends;
    }
    if predicate.tail.ends_with("려면") {
        return Reading::Duty;
    }
    if predicate.tail.ends_with("야") || predicate.tail.ends_with("어야") || predicate.tail.ends_with("해야")
    {
        return Reading::Duty;
    }
    if ["면", "거든", "더라도", "다면", "려면"].iter().any(|t| predicate.tail.ends_with(t)) {
        return Reading::Is(Speculated);
    }
    if let Some(noun) = frame.complement.as_deref() {
        return complement(view, id, noun);
    }
    if words.contains("verb-intend", &predicate.lemma) {
        return Reading::Is(Planned);
    }
    // "획득을 목표로 하다", "달성을 목표로 잡다"; but "성장을 목표로 출범했다" has, and "짓고 있다" does.
    let done = predicate.past || predicate.ending == Ending::AdnominalPast || next_lemma == "있";
    let sets = ["하", "잡", "삼", "두", "세우", "정하", "내걸", "내세우"].contains(&predicate.lemma.as_str());
    let aims = |p: &usize| {
        let phrase = &view.clauses.phrases[*p];
        phrase.role == Role::Into && phrase.head == "목표"
    };
    if (sets || !done) && frame.args.iter().any(aims) {
        return Reading::Is(Planned);
    }
    match predicate.ending {
        Ending::AdnominalFuture => Reading::Is(Planned),
        Ending::AdnominalPast | Ending::AdnominalPresent => Reading::Is(Asserted),
        Ending::Quotative | Ending::Final | Ending::Nominal => Reading::Is(Asserted),
        Ending::Connective if predicate.past => Reading::Is(Asserted),
        // "매출은 96억원이며 …", "X를 기반으로 하며 …": what something is does not wait for what comes.
        Ending::Connective
            if predicate.lemma == "이"
                || predicate.tail.ends_with('며') && words.contains("verb-state", &predicate.lemma) =>
        {
            Reading::Is(Asserted)
        }
        Ending::Connective
            if predicate.lemma == "하"
                && frame.args.iter().any(|p| view.clauses.phrases[*p].role == Role::Basis) =>
        {
            Reading::Is(Asserted)
        }
        Ending::Connective
            if ["지만", "는데", "으나", "나", "니", "자", "인데"]
                .iter()
                .any(|t| predicate.tail.ends_with(t)) =>
        {
            Reading::Is(Asserted)
        }
        // "개발하고 있다" goes on now; what follows decides otherwise: "개발하고 공급할 계획이다".
        Ending::Connective if next_lemma == "있" || next_lemma == "나가" || next_lemma == "오" => {
            match view.clauses.frames[id].next {
                Some(next) => match own(view, next) {
                    // "맺고 있으며 …": going on now, whatever is planned next.
                    Reading::LikeNext => Reading::Is(Asserted),
                    reading => reading,
                },
                None => Reading::Is(Asserted),
            }
        }
        Ending::Connective => Reading::LikeNext,
    }
}

/// Whether what is said before `token`, the predicate of a rumour or report, is said to be untrue: "사들였다는 소문은
/// 사실이 아니라고", "자회사라는 설명은 착오", "제휴한다는 얘기에 대해 회사는 … 선을 그었다".
fn is_denied(view: View<'_>, token: usize) -> bool {
    const DENIAL: usize = 6;
    let word = |t: &Token| &view.text[t.start..t.end];
    let behind = &view.tokens[token + 1..];
    // What is said of it comes at the end.
    let about = behind
        .iter()
        .take(3)
        .any(|t| ["대해", "대하", "관련해", "두고"].iter().any(|w| word(t).starts_with(w)));
    let rest = &behind[..if about { behind.len() } else { DENIAL.min(behind.len()) }];
    let untrue = rest.windows(2).any(|pair| {
        pair[0].noun(view.text) == Some("사실")
            && pair[1].predicate().is_some_and(|p| p.lemma == "아니" || p.lemma == "다르")
    });
    // "…는 소문이 돌았으나 A는 '사실무근'이라는 입장을 냈다": wherever it is said.
    let groundless = || behind.iter().any(|t| view.words.begins_with("groundless", word(t)));
    let mistaken = || rest.iter().any(|t| view.words.begins_with("mistaken", word(t)));
    // "선을 긋다", "고개를 젓다": with its object.
    let denies = |at: usize| {
        rest[at].predicate().is_some_and(|p| {
            let object =
                at.checked_sub(1).and_then(|before| rest[before].noun(view.text)).unwrap_or_default();
            view.words.contains("verb-deny", &p.lemma)
                || view.words.contains("verb-deny", &format!("{object}{}", p.lemma))
        })
    };
    untrue || groundless() || mistaken() || (0..rest.len()).any(denies)
}

fn complement(view: View<'_>, id: FrameId, noun: &str) -> Reading {
    use Modality::{Asserted, Negated, Planned, Speculated};
    // "고객을 늘리는 데 집중할 계획이다": as what it is done for.
    if noun == "데" {
        return Reading::LikeNext;
    }
    let frame = &view.clauses.frames[id];
    let future = frame.predicate.ending == Ending::AdnominalFuture;
    let words = view.words;
    // "올리는 방안을 검토하고 있다", "방안은 검토 단계다": thought about, not decided.
    if words.contains("noun-option", noun) {
        let until = (frame.token + OPTION).min(view.tokens.len());
        let considered = view.tokens[frame.token + 1..until].iter().any(|t| {
            words
                .set("considering")
                .is_some_and(|set| set.iter().any(|w| view.text[t.start..t.end].starts_with(w.as_str())))
        });
        return Reading::Is(if considered { Speculated } else { Planned });
    }
    if words.contains("noun-plan", noun) {
        // "인수할 계획은 없다", "옮기려던 계획을 철회했다".
        let next = view.tokens.get(frame.token + 2).and_then(Token::predicate);
        let dropped =
            next.is_some_and(|p| p.lemma.starts_with('없') || words.contains("verb-negative", &p.lemma));
        return Reading::Is(if dropped { Modality::Negated } else { Planned });
    }
    // "사들인다는 말은 사실무근이다": only where it is denied.
    if words.contains("noun-hearsay", noun) && is_denied(view, frame.token) {
        return Reading::Is(Negated);
    }
    if words.contains("noun-guess", noun) {
        return Reading::Is(if is_denied(view, frame.token) { Negated } else { Speculated });
    }
    let near = |most: usize| {
        let until = (frame.token + 1 + most).min(view.tokens.len());
        // "점쳐지" is 점치 with the passive written apart.
        view.tokens[frame.token + 1..until]
            .iter()
            .filter_map(Token::predicate)
            .map(|p| p.compound.as_deref().filter(|c| words.contains("verb-guess", c)).unwrap_or(&p.lemma))
    };
    let after: Vec<&str> = near(3).collect();
    if noun.starts_with('것') || matches!(noun, "듯" | "모양" | "셈") {
        // "획득하는 것을 목표로 하고 있다".
        // "획득하는 것이 목표다".
        let behind = view.tokens.get(frame.token + 2);
        let is = behind.and_then(Token::predicate).and_then(|p| p.noun).map(|(s, e)| &view.text[s..e]);
        let aim = behind.and_then(|t| t.noun(view.text)).or(is);
        if aim.is_some_and(|noun| matches!(noun, "목표" | "꿈" | "구상" | "계획" | "방침" | "복안"))
        {
            return Reading::Is(Planned);
        }
        // Who guesses may stand in between: "것으로 회사 측은 전망했다".
        let guess = |lemma: &str| words.contains("verb-guess", lemma);
        // "합류할 것이라는 관측이 나온다".
        let rumour = view.tokens[frame.token + 1..(frame.token + 4).min(view.tokens.len())]
            .iter()
            .any(|t| t.noun(view.text).is_some_and(|noun| words.contains("noun-guess", noun)));
        // "합류할 것으로 예상됐던 A는": what was expected once is not any more.
        let once = view.tokens[frame.token + 1..(frame.token + 4).min(view.tokens.len())]
            .iter()
            .filter_map(Token::predicate)
            .any(|p| p.tail.ends_with('던') && (guess(&p.lemma) || p.compound.as_deref().is_some_and(guess)));
        if once {
            return Reading::Nothing;
        }
        if future && rumour
            || after.iter().any(|lemma| guess(lemma))
            || near(GUESSER).next().is_some_and(guess)
        {
            return Reading::Is(Speculated);
        }
        return Reading::Is(if future { Planned } else { Asserted });
    }
    if noun == "수" {
        return if after.first().is_some_and(|l| l.starts_with("없")) {
            Reading::Nothing
        } else {
            Reading::Is(Speculated)
        };
    }
    Reading::Is(if future && !matches!(noun, "때" | "뒤" | "후" | "전" | "당시") {
        Planned
    } else {
        Asserted
    })
}

/// The tokens that say so in the frame that decides: the predicate, with the noun or auxiliary
/// behind it ("출시할 계획", "받지 못했다") or the adverb before it ("안 한다").
pub fn words(view: View<'_>, decision: Decision) -> std::ops::RangeInclusive<usize> {
    let frame = &view.clauses.frames[decision.frame];
    let token = frame.token;
    let last = view.tokens.len().saturating_sub(1);
    let denied = decision.modality == Modality::Negated;
    if denied && token > 0 && matches!(view.tokens[token - 1].kind, Kind::Modifier) {
        return token - 1..=token;
    }
    if denied && frame.predicate.tail.contains('지') {
        return token..=(token + 1).min(last);
    }
    match frame.complement.as_deref() {
        // "출시할 것으로 보인다": the verb behind 것 decides too.
        Some(noun) if noun.starts_with('것') || noun == "수" => token..=(token + 2).min(last),
        Some(_) => token..=(token + 1).min(last),
        None => token..=token,
    }
}

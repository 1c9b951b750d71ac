//! A sentence as tokens: recognised names, nouns with their particles, predicates with their
//! endings, and punctuation. Names win over the analyser: no morpheme inside a mention is read.

use super::josa::{self, Role};
use crate::lexicon::WordSets;
use crate::mention::{Mention, MentionId};
use crate::morph::{Morpheme, Tag};

mod mend;

/// One token of a sentence.
#[derive(Clone, Debug)]
pub struct Token {
    /// First byte in the analysed text.
    pub start: usize,
    /// One past the last byte, particle or ending included.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A recognised name and its particle.
    Mention {
        /// Which.
        id: MentionId,
        /// Role by its particle.
        role: Role,
        /// The copula on it: "한빛클라우드다", "한빛클라우드인".
        copula: Option<Predicate>,
    },
    /// A noun, number or other content word and its particle.
    Noun {
        /// End of the noun without particle.
        stem_end: usize,
        /// Role by its particle.
        role: Role,
    },
    /// A verb, adjective, or noun with 하다, 되다, 이다.
    Predicate(Predicate),
    /// Adverb, determiner or interjection.
    Modifier,
    /// A comma.
    Comma,
    /// A middle dot, slash or ampersand between coordinated nouns.
    Dot,
    /// Any other sign.
    Sign(char),
}

/// A predicate word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Dictionary form without 다: "출시하", "맺", "이" (the copula).
    pub lemma: String,
    /// The stem with an auxiliary written together: "따내", "이어가".
    pub compound: Option<String>,
    /// The noun before 하다, 되다 or the copula, as a range of the text.
    pub noun: Option<(usize, usize)>,
    /// How the word ends.
    pub ending: Ending,
    /// The ending's surface, for idioms: "고", "해", "다고".
    pub tail: String,
    /// Past tense is marked.
    pub past: bool,
    /// 겠 is marked.
    pub intent: bool,
}

/// How a predicate word ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The sentence, or a quoted one, ends here.
    Final,
    /// A clause follows: 고, 며, 아서, 지만.
    Connective,
    /// 다고, 라고, 다며: a clause of speech or thought.
    Quotative,
    /// 은, ㄴ, 던 before a noun: done.
    AdnominalPast,
    /// 는 before a noun: going on.
    AdnominalPresent,
    /// ㄹ, 을 before a noun: to come.
    AdnominalFuture,
    /// 기, 음, ㅁ: the clause is a noun.
    Nominal,
}

impl Ending {
    /// Whether a noun is modified.
    pub fn is_adnominal(self) -> bool {
        matches!(self, Self::AdnominalPast | Self::AdnominalPresent | Self::AdnominalFuture)
    }
}

impl Token {
    /// The predicate, be it a word of its own or the copula on a name.
    pub fn predicate(&self) -> Option<&Predicate> {
        match &self.kind {
            Kind::Predicate(p) | Kind::Mention { copula: Some(p), .. } => Some(p),
            _ => None,
        }
    }

    /// The mention, if the token is one.
    pub fn mention(&self) -> Option<MentionId> {
        match self.kind {
            Kind::Mention { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The noun without particle, for nouns and copular predicates.
    pub fn noun<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.kind {
            Kind::Noun { stem_end, .. } => Some(&text[self.start..*stem_end]),
            Kind::Predicate(Predicate { noun: Some((start, end)), lemma, .. }) if lemma == "이" => {
                Some(&text[*start..*end])
            }
            _ => None,
        }
    }
}

/// Cuts `text[start..end]` into tokens. `mentions` must not overlap and stand in order; `morphemes`
/// are those of the same stretch.
pub fn tokenise(
    text: &str,
    start: usize,
    end: usize,
    morphemes: &[Morpheme],
    mentions: &[(MentionId, &Mention)],
) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mentions_given = mentions;
    let mut mentions = mentions.iter().peekable();
    let mut morphemes = morphemes;
    let (mut at, mut spaced) = (start, true);
    while at < end {
        let Some(c) = text[at..end].chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        while mentions.peek().is_some_and(|(_, m)| m.outer.start < at) {
            mentions.next();
        }
        if let Some((id, mention)) = mentions.peek().filter(|(_, m)| m.outer.start == at) {
            let next = mentions.clone().nth(1).map_or(end, |(_, m)| m.outer.start.max(mention.outer.end));
            let tail_end = piece_end(text, mention.outer.end, next.min(end));
            let (kind, token_end) = mention_kind(text, *id, mention.outer.end, tail_end);
            tokens.push(Token { start: at, end: token_end, kind, spaced });
            at = token_end;
            mentions.next();
        } else if crate::morph::is_separator(c) || c == '&' {
            let kind = match c {
                ',' => Kind::Comma,
                '·' | '/' | '&' => Kind::Dot,
                _ => Kind::Sign(c),
            };
            tokens.push(Token { start: at, end: at + c.len_utf8(), kind, spaced });
            at += c.len_utf8();
        } else {
            let limit = mentions.peek().map_or(end, |(_, m)| m.outer.start.min(end));
            let stop = piece_end(text, at, limit);
            while morphemes.first().is_some_and(|m| m.end <= at) {
                morphemes = &morphemes[1..];
            }
            let count = morphemes.iter().take_while(|m| m.start < stop).count();
            word(text, at, stop, &morphemes[..count], spaced, &mut tokens);
            at = stop;
        }
        spaced = false;
    }
    mend::reach_over_brackets(text, &mut tokens);
    mend::reach_a_figure(text, &mut tokens);
    mend::curtain(text, &mut tokens);
    mend::various(text, &mut tokens);
    mend::short_words(text, &mut tokens);
    mend::counted(text, &mut tokens);
    mend::amounts_to(mentions_given, &mut tokens);
    mend::one(text, &mut tokens);
    mend::denied(text, &mut tokens);
    mend::heading(mentions_given, &mut tokens);
    tokens
}

/// Puts right what only the word sets can tell.
pub fn mend_by_words(text: &str, words: &WordSets, tokens: &mut [Token]) {
    mend::manner(text, words, tokens);
    said_to_be(text, words, tokens);
}

/// Words for kinds of things, which a name may be said to be.
const KINDS: [&str; 4] = ["class-service", "class-organization", "class-program", "class-facility"];

/// "A는 …하는 플랫폼으로, …": what a topic is said to be, as with the copula. A comma stands behind it.
fn said_to_be(text: &str, words: &WordSets, tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        let Kind::Noun { stem_end, role: Role::Into } = tokens[at].kind else { continue };
        let noun = &text[tokens[at].start..stem_end];
        let topic = || {
            tokens[..at]
                .iter()
                .any(|t| matches!(t.kind, Kind::Mention { role: Role::Topic, copula: None, .. }))
        };
        if matches!(tokens[at + 1].kind, Kind::Comma)
            && KINDS.iter().any(|set| words.ends_with(set, noun))
            && topic()
            && let Some(copula) = copula("이며")
        {
            tokens[at].kind =
                Kind::Predicate(Predicate { noun: Some((tokens[at].start, stem_end)), ..copula });
        }
    }
}

/// Where the run of letters and digits from `at` ends.
fn piece_end(text: &str, at: usize, limit: usize) -> usize {
    let limit = limit.max(at);
    text[at..limit]
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || crate::morph::is_separator(*c) || *c == '&')
        .map_or(limit, |(offset, _)| at + offset)
}

fn mention_kind(text: &str, id: MentionId, tail_start: usize, tail_end: usize) -> (Kind, usize) {
    let tail = text[tail_start..tail_end].trim_end_matches('.');
    let tail_end = tail_start + tail.len();
    let plain = |role| Kind::Mention { id, role, copula: None };
    if tail.is_empty() {
        return (plain(Role::Bare), tail_start);
    }
    if let Some(role) = josa::role_of(tail) {
        return (plain(role), tail_end);
    }
    // "KT 측은", "KT 등은" without space.
    for suffix in ["측", "등", "사", "어치", "가량"] {
        if let Some(rest) = tail.strip_prefix(suffix) {
            if rest.is_empty() {
                return (plain(Role::Bare), tail_end);
            }
            if let Some(role) = josa::role_of(rest) {
                return (plain(role), tail_end);
            }
        }
    }
    // "기간은 12월까지다": the copula behind a particle.
    if let Some(copula) = tail.strip_prefix("까지").and_then(copula) {
        return (Kind::Mention { id, role: Role::Until, copula: Some(copula) }, tail_end);
    }
    // "A뿐이다", "A등이다": so is one of several, or the only one.
    let rest = ["뿐", "등"].iter().find_map(|noun| tail.strip_prefix(noun)).unwrap_or(tail);
    if let Some(copula) = copula(rest) {
        return (Kind::Mention { id, role: Role::Bare, copula: Some(copula) }, tail_end);
    }
    (plain(Role::Bare), tail_start)
}

/// The copula at the start of a tail: 이다, 인, 이며, 였다.
fn copula(tail: &str) -> Option<Predicate> {
    let (ending, past) = match tail {
        "이다" | "다" | "입니다" | "이에요" | "예요" => (Ending::Final, false),
        "이었다" | "였다" | "이었습니다" => (Ending::Final, true),
        "인" => (Ending::AdnominalPresent, false),
        "이던" | "던" | "이었던" | "였던" => (Ending::AdnominalPast, true),
        "일" => (Ending::AdnominalFuture, false),
        "이며" | "며" | "이고" | "고" | "이자" | "자" | "이지만" | "지만" | "이면서" | "인데" | "이어서"
        | "여서" => (Ending::Connective, false),
        "이라고" | "라고" | "이라며" | "라며" => (Ending::Quotative, false),
        _ => return None,
    };
    Some(Predicate {
        lemma: "이".to_owned(),
        compound: None,
        noun: None,
        ending,
        tail: tail.to_owned(),
        past,
        intent: false,
    })
}

/// Reads one eojeol without names.
fn word(text: &str, start: usize, end: usize, morphemes: &[Morpheme], spaced: bool, tokens: &mut Vec<Token>) {
    let trimmed = start + text[start..end].trim_end_matches('.').len();
    let stop = trimmed != end;
    let end_of_word = if trimmed == start { end } else { trimmed };
    let first = morphemes.partition_point(|m| m.end <= start);
    let behind = morphemes.partition_point(|m| m.start < end_of_word).max(first);
    let mut kind = read_word(text, start, end_of_word, &morphemes[first..behind]);
    // "A와 B 간 협약": 간 behind a bare noun is a noun, though ko-dic sees the verb 가다.
    let bare = |t: &Token| {
        matches!(
            t.kind,
            Kind::Mention { role: Role::Bare, copula: None, .. } | Kind::Noun { role: Role::Bare, .. }
        )
    };
    if &text[start..end_of_word] == "간" && tokens.last().is_some_and(bare) {
        kind = Kind::Noun { stem_end: end_of_word, role: Role::Bare };
    }
    tokens.push(Token { start, end: end_of_word, kind, spaced });
    if stop && end_of_word != end {
        tokens.push(Token { start: end_of_word, end, kind: Kind::Sign('.'), spaced: false });
    }
}

fn read_word(text: &str, start: usize, end: usize, morphemes: &[Morpheme]) -> Kind {
    let noun = |stem_end: usize, role| Kind::Noun { stem_end, role };
    let (Some(first), Some(last)) = (morphemes.first(), morphemes.last()) else {
        return bare_noun(text, start, end);
    };
    // "수행사로는", "2개사가": 사 behind a noun is a firm, though ko-dic sees the verb 사다.
    if let Some((firm, _, role)) = josa::split(&text[start..end])
        && firm.ends_with('사')
        && firm.chars().count() >= 2
        && morphemes
            .iter()
            .skip(1)
            .any(|m| m.tags.first() == Tag::Vv && text[m.start..m.end].starts_with('사'))
    {
        return noun(start + firm.len(), role);
    }
    // "회원사 명단": and without a particle.
    if last.tags.first() == Tag::Vv && &text[last.start..end] == "사" && last.start > start {
        return noun(end, Role::Bare);
    }
    // "연매출": ko-dic sees the ending of a verb; "3년 내리": an adverb.
    if let Some(rest) = text[start..end].strip_prefix("연매출") {
        let role = josa::role_of(rest);
        if rest.is_empty() || role.is_some() {
            return noun(end - rest.len(), role.unwrap_or(Role::Bare));
        }
    }
    // "10개월간", "3년간": how long, where ko-dic may see the verb 가다.
    let word = &text[start..end];
    if word.ends_with('간') && word.starts_with(|c: char| c.is_ascii_digit()) {
        return noun(end, Role::Bare);
    }
    if &text[start..end] == "내리" {
        return Kind::Modifier;
    }
    // "회원사 26곳": ko-dic sees the verb 사다.
    if text[start..end].ends_with('사')
        && first.tags.first().is_nominal()
        && last.tags.first() == Tag::Vv
        && &text[last.start..end] == "사"
    {
        return noun(end, Role::Bare);
    }
    if let Some(predicate) = misread_copula(text, start, end, morphemes) {
        return Kind::Predicate(predicate);
    }
    if let Some(predicate) = read_predicate(text, start, end, morphemes) {
        return Kind::Predicate(predicate);
    }
    // "더는", "아직은": an adverb, whatever particle stresses it.
    let adverb = matches!(first.tags.first(), Tag::Mag | Tag::Maj);
    if adverb && morphemes[1..].iter().all(|m| m.tags.first() == Tag::Jx) {
        return Kind::Modifier;
    }
    if last.tags.last().is_josa() && last.start > start {
        let from = morphemes.iter().rposition(|m| !m.tags.first().is_josa()).map_or(0, |i| i + 1);
        let Some(josa_start) = morphemes.get(from).map(|m| m.start).filter(|at| *at > start) else {
            // The particle is fused with its noun.
            return bare_noun(text, start, end);
        };
        let tail = &text[josa_start..end];
        let role = josa::role_of(tail).unwrap_or(match last.tags.last() {
            Tag::Jks => Role::Subject,
            Tag::Jko => Role::Object,
            Tag::Jkg => Role::Genitive,
            Tag::Jc => Role::With,
            Tag::Jkb => Role::To,
            _ => Role::Topic,
        });
        return noun(josa_start, role);
    }
    if matches!(first.tags.first(), Tag::Mag | Tag::Maj | Tag::Mm | Tag::Ic) && morphemes.len() == 1 {
        return Kind::Modifier;
    }
    bare_noun(text, start, end)
}

/// "협력사다", "협력사인", "맞수다": a firm's noun with the copula, where ko-dic sees 사다, 사인 or 맞다.
fn misread_copula(text: &str, start: usize, end: usize, morphemes: &[Morpheme]) -> Option<Predicate> {
    let word = &text[start..end];
    let firm = |noun: &str| noun.ends_with('사') && noun.chars().count() >= 3 || noun == "맞수";
    let (noun, tail) = word
        .char_indices()
        .skip(1)
        .map(|(at, _)| word.split_at(at))
        .find(|(noun, tail)| firm(noun) && copula(tail).is_some())?;
    let misread = morphemes.iter().any(|m| {
        let surface = &text[m.start..m.end];
        m.tags.first() == Tag::Vv && (surface.starts_with('사') || noun == "맞수") || surface == "사인"
    });
    let noun = Some((start, start + noun.len()));
    copula(tail).filter(|_| misread).map(|copula| Predicate { noun, ..copula })
}

/// A word the analyser gives no particle or ending: trust the particle only where the rest of the
/// word is foreign letters, which the analyser often fails to cut.
fn bare_noun(text: &str, start: usize, end: usize) -> Kind {
    let word = &text[start..end];
    match josa::split(word) {
        // "본부장이" is one noun for ko-dic; "장이" ends no other word of three syllables.
        Some((stem, _, role))
            if stem.ends_with(|c: char| c.is_ascii_alphanumeric())
                || stem.ends_with('장') && stem.chars().count() >= 3 =>
        {
            Kind::Noun { stem_end: start + stem.len(), role }
        }
        _ => Kind::Noun { stem_end: end, role: Role::Bare },
    }
}

fn read_predicate(text: &str, start: usize, end: usize, morphemes: &[Morpheme]) -> Option<Predicate> {
    // The ending closes the word, but for particles after a nominal ending ("체결하기로").
    let close = morphemes.iter().rposition(|m| m.tags.iter().any(Tag::is_ending))?;
    if morphemes[close + 1..].iter().any(|m| !m.tags.first().is_josa()) {
        return None;
    }
    let is_stem = |m: &Morpheme| m.tags.iter().any(Tag::is_predicate_stem);
    // The stem is the first one from which only stems and endings follow.
    let after_last_noun = morphemes[..=close]
        .iter()
        .rposition(|m| m.tags.first().is_nominal() || matches!(m.tags.first(), Tag::Mag | Tag::Mm | Tag::Xpn))
        .map_or(0, |i| i + 1);
    let stem_at = (after_last_noun..=close).find(|&i| is_stem(&morphemes[i]))?;
    let stem = &morphemes[stem_at];
    let before = (start, stem.start);
    let has_noun = before.1 > before.0;
    let tag = stem.tags.iter().find(|t| t.is_predicate_stem()).unwrap_or(Tag::Vv);
    let surface = &text[stem.start.max(start)..stem.end.min(end)];
    let (lemma, noun) = match tag {
        Tag::Xsv | Tag::Xsa => {
            let light = light_verb(surface);
            (format!("{}{light}", &text[before.0..before.1]), has_noun.then_some(before))
        }
        Tag::Vcp if has_noun => ("이".to_owned(), Some(before)),
        Tag::Vcn => ("아니".to_owned(), has_noun.then_some(before)),
        _ => {
            let root = stem.stem.as_deref().unwrap_or(surface);
            let mut lemma = format!("{}{root}", &text[before.0..before.1]);
            if lemma == "하" || lemma == "되" {
                lemma = light_verb(surface).to_owned();
            }
            (lemma, has_noun.then_some(before))
        }
    };
    // "알려졌다", "치러진": the passive 지 fused into the stem.
    let lemma =
        match surface.char_indices().skip(1).find(|(_, c)| matches!(c, '졌' | '져' | '진' | '질' | '짐'))
        {
            Some((at, _)) if stem.tags.has(Tag::Ec) && stem.tags.has(Tag::Vx) => {
                format!("{}{}지", &text[before.0..before.1], &surface[..at])
            }
            _ => lemma,
        };
    // 따 + 내, 이어 + 가: auxiliaries written together make one verb.
    let compound = (stem_at + 1..=close).rev().find(|&i| is_stem(&morphemes[i])).map(|i| {
        let last = &morphemes[i];
        let root = last.stem.as_deref().unwrap_or_else(|| plain_aux(&text[last.start..last.end]));
        format!("{}{root}", &text[start..last.start])
    });
    let past =
        morphemes[stem_at..=close].iter().any(|m| m.tags.has(Tag::Ep) && is_past(&text[m.start..m.end]));
    let intent =
        morphemes[stem_at..=close].iter().any(|m| m.tags.has(Tag::Ep) && text[m.start..m.end].contains('겠'));
    let last = &morphemes[close];
    let tail = text[last.start..end].to_owned();
    let word = &text[start..end];
    let ending = match last.tags.last() {
        _ if is_quotative(word) => Ending::Quotative,
        Tag::Etm => {
            adnominal(&text[last.start..last.end], tag == Tag::Va || tag == Tag::Xsa || tag == Tag::Vcp, past)
        }
        Tag::Etn => Ending::Nominal,
        Tag::Ef => Ending::Final,
        Tag::Ec if word.ends_with('다') => Ending::Final,
        Tag::Ec => Ending::Connective,
        // "알려졌으나", of which ko-dic loses the ending.
        Tag::Ep if ["으나", "으며", "지만", "는데"].iter().any(|tail| word.ends_with(tail)) => {
            Ending::Connective
        }
        Tag::Ep => return None,
        _ if morphemes[close].tags.has(Tag::Etn) => Ending::Nominal,
        _ if morphemes[close].tags.has(Tag::Ec) => Ending::Connective,
        _ => return None,
    };
    Some(Predicate { lemma, compound, noun, ending, tail, past, intent })
}

fn plain_aux(surface: &str) -> &str {
    match surface {
        "냈" | "낸" | "낼" | "내" => "내",
        "났" | "난" | "나" => "나",
        other => other,
    }
}

/// 하, 되, 받, 시키 and the like from any of their forms.
fn light_verb(surface: &str) -> &'static str {
    match surface.chars().next() {
        Some('되' | '돼' | '됐' | '된' | '될' | '됨' | '됩') => "되",
        Some('받') => "받",
        Some('시') => "시키",
        Some('당') => "당하",
        Some('스' | '롭' | '답') => "스럽",
        _ => "하",
    }
}

/// A final ㅆ other than in 겠 or 있 marks the past.
fn is_past(surface: &str) -> bool {
    const SSANG_SIOT: u32 = 20;
    surface.chars().any(|c| c != '겠' && c != '있' && josa::coda(c) == Some(SSANG_SIOT))
}

fn is_quotative(word: &str) -> bool {
    ["다고", "라고", "다며", "라며", "다면서", "라면서", "자고", "냐고", "다고도", "라고도"]
        .iter()
        .any(|q| word.ends_with(q))
}

fn adnominal(surface: &str, stative: bool, past: bool) -> Ending {
    const NIEUN: u32 = 4;
    const RIEUL: u32 = 8;
    let Some(last) = surface.chars().next_back() else { return Ending::AdnominalPresent };
    if last == '는' {
        return Ending::AdnominalPresent;
    }
    if last == '던' {
        return Ending::AdnominalPast;
    }
    match josa::coda(last) {
        Some(RIEUL) => Ending::AdnominalFuture,
        Some(NIEUN) if stative && !past => Ending::AdnominalPresent,
        _ => Ending::AdnominalPast,
    }
}

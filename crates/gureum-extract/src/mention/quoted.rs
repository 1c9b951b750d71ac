//! Names in quotation marks.
//!
//! News puts names of products, projects and events in single quotes, and emphasis and speech
//! too. A quoted stretch is a name when a class noun stands right before or behind it, or when it
//! ends like one.

use std::ops::Range;

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::text::is_alphanumeric;

/// A stretch between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Between the marks.
    pub inner: Range<usize>,
    /// With the marks.
    pub outer: Range<usize>,
}

/// The most characters a quoted name has.
const LONGEST_NAME: usize = 45;

/// All quoted stretches within sentences, innermost of single marks first.
pub(super) fn spans(ground: Ground<'_>) -> Vec<Quote> {
    const PAIRS: [(char, char); 9] = [
        ('‘', '’'),
        ('\'', '\''),
        ('“', '”'),
        ('"', '"'),
        ('「', '」'),
        ('『', '』'),
        ('<', '>'),
        ('《', '》'),
        ('〈', '〉'),
    ];
    let text = ground.text();
    let mut out = Vec::new();
    for sentence in &ground.document.sentences {
        let mut opened = [false; PAIRS.len()];
        for c in text[sentence.range.clone()].chars().filter(|c| !('가'..='힣').contains(c)) {
            if let Some(pair) = PAIRS.iter().position(|(open, _)| *open == c) {
                opened[pair] = true;
            }
        }
        for (open, close) in PAIRS.into_iter().zip(opened).filter(|(_, opened)| *opened).map(|(pair, _)| pair)
        {
            let mut at = sentence.range.start;
            while let Some(offset) = text[at..sentence.range.end].find(open) {
                let start = at + offset;
                let inside = start + open.len_utf8();
                let Some(length) = text[inside..sentence.range.end].find(close) else { break };
                let end = inside + length;
                let opens_word = open != '\''
                    || text[..start]
                        .chars()
                        .next_back()
                        .is_none_or(|c| !is_alphanumeric(c) || ('가'..='힣').contains(&c));
                // "<선임> ▲ 대표이사 김하늘": the heading of a notice.
                let heading = || ground.words.contains("notice-heading", text[inside..end].trim());
                if opens_word && length > 0 && !heading() {
                    let inner = inside..inside + without_bracket(&text[inside..end]).len();
                    out.push(Quote { inner, outer: start..end + close.len_utf8() });
                    at = end + close.len_utf8();
                } else {
                    at = inside;
                }
            }
        }
    }
    out.sort_by_key(|q| (q.outer.start, q.outer.end));
    out
}

/// "'구름판(GP)'": the other name stands inside the marks.
fn without_bracket(content: &str) -> &str {
    let own = content.strip_suffix(')').and_then(|c| c.rfind('(')).filter(|at| *at > 0);
    &content[..own.unwrap_or(content.len())]
}

/// Adds the quoted names.
pub(super) fn names(ground: Ground<'_>, quotes: &[Quote], out: &mut Vec<Candidate>) {
    let mut open: Vec<&Quote> = Vec::new();
    let first = out.len();
    for quote in quotes {
        let before = out.len();
        name(ground, quote, out);
        if out.len() == before {
            open.push(quote);
        }
    }
    // "'가'와 '나'": one that nothing explains is what its neighbour in the list is.
    for quote in open {
        let name = &ground.text()[quote.inner.clone()];
        let neighbour = out[first..].iter().find(|c| {
            let between = if c.outer.end <= quote.outer.start {
                ground.text().get(c.outer.end..quote.outer.start)
            } else {
                ground.text().get(quote.outer.end..c.outer.start)
            };
            // "서울의 '가'와 부산의 '나'".
            let joins = |between: &str| {
                let mut words = between.split_whitespace();
                words.next().is_some_and(|w| matches!(w, "및" | "와" | "과" | "," | "·" | "등과"))
                    && words.next().is_none_or(|w| w.ends_with('의') && words.next().is_none())
            };
            c.cue == Cue::Quoted && between.is_some_and(joins)
        });
        if let Some(sort) = neighbour.map(|c| c.sort.clone())
            && looks_like_a_name(name)
            && !speech_follows(ground, quote)
            && name.chars().count() >= 2
        {
            out.push(Candidate {
                inner: quote.inner.clone(),
                outer: quote.outer.clone(),
                sort,
                cue: Cue::Quoted,
                known: None,
            });
        }
    }
}

fn name(ground: Ground<'_>, quote: &Quote, out: &mut Vec<Candidate>) {
    {
        let name = &ground.text()[quote.inner.clone()];
        if !looks_like_a_name(name) || speech_follows(ground, quote) {
            return;
        }
        if let Some(end) = grade_end(ground, quote, name) {
            // "CSAP '하' 등급": the certificate and its grade are one name.
            let start = out
                .iter()
                .filter(|c| c.sort == Sort::Name(Class::Certification))
                .map(|c| (c.outer.start, skip_bracket(ground.text(), c.outer.end)))
                .find(|(_, end)| {
                    ground.text()[*end..].trim_start().len() == ground.text()[quote.outer.start..].len()
                })
                .map_or(quote.outer.start, |(start, _)| start);
            let range = start..end;
            out.push(Candidate::bare(range, Sort::Name(Class::Certification), Cue::Quoted));
            return;
        }
        let known = ground.registry.lookup(name).next();
        let class =
            class_of(ground, quote, name).or_else(|| known.map(|(k, _)| ground.registry.known()[k].class));
        if let Some(class) = class {
            let known = ground
                .registry
                .lookup(name)
                .map(|(k, _)| k)
                .find(|k| ground.registry.known()[*k].class == class);
            out.push(Candidate {
                inner: quote.inner.clone(),
                outer: quote.outer.clone(),
                sort: Sort::Name(class),
                cue: Cue::Quoted,
                known,
            });
        }
    }
}

/// "다솜테크의 '새벽'", "다솜테크 '새벽'": what a firm calls its own and nothing else explains is a service.
pub(super) fn owned(ground: Ground<'_>, quotes: &[Quote], out: &mut Vec<Candidate>) {
    let text = ground.text();
    let firms: Vec<usize> =
        out.iter().filter(|c| c.sort == Sort::Name(Class::Organization)).map(|c| c.outer.end).collect();
    for quote in quotes {
        let name = &text[quote.inner.clone()];
        let head = text[..quote.outer.start].trim_end();
        let owner = head.strip_suffix('의').unwrap_or(head).len();
        let bracketed = head.strip_suffix("의").unwrap_or(head).strip_suffix(')').and_then(|h| h.rfind('('));
        // "이 회사의 '새벽'", "자사 '새벽'".
        let whose = head[..owner].split_whitespace().next_back().unwrap_or_default();
        let own = ground.words.contains("own-firm", whose);
        let owned = head.len() < quote.outer.start
            && (own || firms.contains(&owner) || bracketed.is_some_and(|open| firms.contains(&open)));
        let open = !out.iter().any(|c| c.outer.start < quote.outer.end && quote.outer.start < c.outer.end);
        if owned
            && open
            && name.chars().count() >= 2
            && looks_like_a_name(name)
            && !speech_follows(ground, quote)
        {
            // "과학기술정보통신부의 '새길'": what a public body has is a programme.
            let whose = &text[head[..owner].rfind(char::is_whitespace).map_or(0, |at| at + 1)..owner];
            let public = whose.chars().count() >= 3 && ground.words.ends_with("public-body", whose);
            out.push(Candidate {
                inner: quote.inner.clone(),
                outer: quote.outer.clone(),
                sort: Sort::Name(if public { Class::Program } else { Class::Service }),
                cue: Cue::Quoted,
                known: None,
            });
        }
    }
}

/// Where "'하' 등급" ends.
fn grade_end(ground: Ground<'_>, quote: &Quote, name: &str) -> Option<usize> {
    const GRADES: [&str; 6] = ["상", "중", "하", "SaaS 표준등급", "표준등급", "간편등급"];
    if !GRADES.contains(&name) {
        return None;
    }
    let rest = &ground.text()[quote.outer.end..];
    ["등급", " 등급"]
        .iter()
        .find(|g| rest.starts_with(**g))
        .map(|g| quote.outer.end + g.len())
        .or_else(|| name.ends_with("등급").then_some(quote.outer.end))
}

fn skip_bracket(text: &str, at: usize) -> usize {
    match text[at..].strip_prefix('(').and_then(|rest| rest.find(')')) {
        Some(length) => at + length + 2,
        None => at,
    }
}

/// Whether what is quoted may be a name as far as its own form and the words behind it tell.
pub(super) fn may_name(ground: Ground<'_>, quote: &Quote) -> bool {
    const LONGEST: usize = 20;
    let name = &ground.text()[quote.inner.clone()];
    (2..=LONGEST).contains(&name.chars().count())
        && looks_like_a_name(name)
        && !speech_follows(ground, quote)
        && name.chars().any(char::is_alphabetic)
}

fn looks_like_a_name(name: &str) -> bool {
    let count = name.chars().count();
    let clause_end = ["다", "다.", "요", "까", "까?", "자", "라", "며", "고"];
    let last_word = name.split_whitespace().next_back().unwrap_or_default();
    (1..=LONGEST_NAME).contains(&count)
        && name.trim() == name
        && !name.contains(['.', '?', '!']) | name.chars().any(|c| c.is_ascii_digit())
        && !(name.contains(' ') && clause_end.iter().any(|e| last_word.ends_with(e)))
}

/// "'…'라고", "'…'며": something said, not named.
fn speech_follows(ground: Ground<'_>, quote: &Quote) -> bool {
    let rest = &ground.text()[quote.outer.end..];
    [
        "라고",
        "이라고",
        "고 ",
        "며 ",
        "라며",
        "이라며",
        "라면서",
        "면서",
        "는 말",
        "는 설명",
        "는 입장",
        "는 지적",
    ]
    .iter()
    .any(|s| rest.starts_with(s))
}

/// The class by the words around the quote and by its own last word.
fn class_of(ground: Ground<'_>, quote: &Quote, name: &str) -> Option<Class> {
    let text = ground.text();
    let after = noun_after(text, quote.outer.end);
    let before = noun_before(text, quote.outer.start);
    // "구름 서밋 2024", "누리 오피스 2.0": the number says nothing.
    let numeric = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let last = name.split_whitespace().rev().find(|w| !numeric(w)).unwrap_or(name);
    // "'새길 포럼' 회원사로": a body with members, though a forum may be an event.
    if ground.words.ends_with("member-noun", &after) || ground.words.ends_with("association-post", &after) {
        return Some(Class::Organization);
    }
    if name.chars().count() == 1 {
        // "데이터센터 '달'"
        let building = || class_by(ground, &before).filter(|c| matches!(c, Class::Facility | Class::Service));
        return if after == "등급" { Some(Class::Certification) } else { building() };
    }
    if ground.words.ends_with("suffix-alliance", last) {
        return Some(Class::Organization);
    }
    after_class(ground, &after)
        // "'새길 조성사업' 착수보고회": the meeting is about the programme.
        .filter(|class| *class != Class::Event || own_class(ground, last) != Some(Class::Program))
        .or_else(|| sought(ground, quote).then_some(Class::Program))
        .or_else(|| after_class(ground, last_noun_after(ground, quote.outer.end)?))
        .or_else(|| founded(ground, quote, last).then_some(Class::Organization))
        .or_else(|| namesake(ground, quote, name).then_some(Class::Service))
        .or_else(|| sold_zone(ground, &before, last).then_some(Class::Service))
        // "분석 플랫폼 '누리스페이스'": no place.
        .or_else(|| {
            let described = class_by(ground, &before).filter(|class| *class == Class::Service);
            described.filter(|_| own_class(ground, last) == Some(Class::Facility))
        })
        .or_else(|| own_class(ground, last))
        // "현지법인" is no law.
        .or_else(|| class_by(ground, &before))
        .or_else(|| before_copula(&before).and_then(|noun| class_by(ground, noun)))
        .or_else(|| delivered(ground, quote).then_some(Class::Service))
        .or_else(|| by_clause(ground, &before))
        .or_else(|| by_clause_before(ground, quote))
        .or_else(|| by_verb(ground, quote))
}

/// "'새길'의 사업자로", "'새길' 수행사로": what one bids for.
fn sought(ground: Ground<'_>, quote: &Quote) -> bool {
    let rest = &ground.text()[quote.outer.end..];
    let rest = rest.strip_prefix('의').unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let word: String = rest.chars().take_while(|c| is_alphanumeric(*c)).collect();
    ground.words.contains("sought-by", strip_josa(&word))
}

/// "루프탑이 만든 가상 사무실 '메타룸'": the adnominal verb before the nouns that describe it.
fn by_clause_before(ground: Ground<'_>, quote: &Quote) -> Option<Class> {
    const MOST: usize = 3;
    let pieces = &ground.document.pieces;
    let end = pieces.partition_point(|p| p.end <= quote.outer.start);
    for piece in pieces[..end].iter().rev().take(MOST + 1) {
        if let Some(class) = by_clause(ground, ground.document.surface(piece)) {
            return Some(class);
        }
        let nouns =
            ground.document.morphemes[piece.morphemes.clone()].iter().all(|m| m.tags.first().is_nominal());
        if piece.stem_end < piece.end || !nouns || !piece.follows {
            return None;
        }
    }
    None
}

/// "'금융클라우드실'을 신설했다", "2021년 세운 '한빛SG'": what is founded and is no building.
fn founded(ground: Ground<'_>, quote: &Quote, last: &str) -> bool {
    if ground.words.ends_with("facility-head", last) && !ground.words.ends_with("unit-end", last)
        || ground.words.ends_with("class-program", last)
        || ground.words.ends_with("class-event", last)
    {
        return false;
    }
    let begins = |word: &str| ground.words.begins_with("verb-found", word);
    let text = ground.text();
    let head = text[..quote.outer.start].trim_end();
    let before = &head[head.rfind(char::is_whitespace).map_or(0, |at| at + 1)..];
    if begins(before) && before.ends_with(['한', '운', '던', '할', '울', '된', '진', '는']) {
        return true;
    }
    let rest: String = text[quote.outer.end..].chars().take(30).collect();
    let mut words = rest.split_whitespace();
    let object = words.next().is_some_and(|p| matches!(p, "을" | "를" | "도"));
    object && ground.words.ends_with("unit-end", last) && words.take(3).any(begins)
}

/// "한빛의 '한빛 클라우드'": what somebody has and is called after its owner is a service.
fn namesake(ground: Ground<'_>, quote: &Quote, name: &str) -> bool {
    let head = ground.text()[..quote.outer.start].trim_end();
    let owner = head.strip_suffix('의').map(|h| &h[h.rfind([' ', '\n', ',', '(']).map_or(0, |at| at + 1)..]);
    owner.is_some_and(|owner| {
        owner.chars().count() >= 2
            && name.len() > owner.len()
            && name.starts_with(owner)
            && ground.words.ends_with("class-service", name)
    })
}

/// "공공기관에 공급하는 '거번먼트 존'": a zone that is sold is a service.
fn sold_zone(ground: Ground<'_>, before: &str, last: &str) -> bool {
    last.ends_with('존') && by_clause(ground, before) == Some(Class::Service)
}

/// "서비스형 데스크톱(DaaS) '새벽'": what a service model stands before is a service.
fn delivered(ground: Ground<'_>, quote: &Quote) -> bool {
    let mut head = ground.text()[..quote.outer.start].trim_end();
    if let Some(open) = head.strip_suffix(')').and_then(|h| h.rfind('(')) {
        head = head[..open].trim_end();
    }
    let head = head.strip_suffix("인").unwrap_or(head);
    let words =
        head.rmatch_indices([' ', '\n', '(', ',']).map(|(at, _)| &head[at + 1..]).take(2).chain([head]);
    let is_model = |words: &str| {
        ground.registry.lookup(words).any(|(k, _)| ground.registry.known()[k].class == Class::ServiceModel)
    };
    words.filter(|w| w.len() < 60).any(is_model)
}

const ORDER: [(Class, &str); 7] = [
    (Class::Facility, "class-facility"),
    (Class::Event, "class-event"),
    (Class::Certification, "class-certification"),
    (Class::Program, "class-program"),
    (Class::Organization, "class-organization"),
    (Class::Law, "class-law"),
    (Class::Service, "class-service"),
];

pub(super) fn class_by(ground: Ground<'_>, noun: &str) -> Option<Class> {
    if noun.is_empty() {
        return None;
    }
    // The longest matching class noun decides: 교육과정 is a programme, 데이터베이스 a service.
    ORDER
        .iter()
        .filter_map(|(class, set)| ground.words.suffix(set, noun).map(|s| (s.len(), *class)))
        .max_by_key(|(len, _)| *len)
        .map(|(_, class)| class)
}

fn after_class(ground: Ground<'_>, noun: &str) -> Option<Class> {
    // "'X' 클라우드 서비스", "'X' 사업": what follows without particle is the name's class noun.
    class_by(ground, noun).filter(|class| *class != Class::Organization)
}

fn own_class(ground: Ground<'_>, last: &str) -> Option<Class> {
    let strict = [
        (Class::Facility, "class-facility"),
        (Class::Event, "class-event"),
        (Class::Program, "class-program"),
        (Class::Law, "class-law-name"),
    ];
    strict
        .iter()
        .filter_map(|(class, set)| ground.words.suffix(set, last).map(|s| (s.len(), *class)))
        .max_by_key(|(len, _)| *len)
        .map(|(_, class)| class)
        .or_else(|| ground.words.ends_with("service-last", last).then_some(Class::Service))
        .or_else(|| ["인증", "등급"].iter().any(|e| last.ends_with(e)).then_some(Class::Certification))
}

/// The noun that follows directly, without its particle.
fn noun_after(text: &str, at: usize) -> String {
    let rest = &text[at..];
    let Some(rest) = rest.strip_prefix(' ') else { return String::new() };
    let word: String = rest.chars().take_while(|c| is_alphanumeric(*c)).collect();
    strip_josa(&word).to_owned()
}

/// The last of several nouns that follow directly, without its particle: "'X' 문서 관리 플랫폼을".
fn last_noun_after<'a>(ground: Ground<'a>, at: usize) -> Option<&'a str> {
    const MOST: usize = 4;
    let document = ground.document;
    let first = document.pieces.partition_point(|piece| piece.start < at);
    for (place, piece) in document.pieces[first..].iter().take(MOST).enumerate() {
        let joined = if place == 0 { piece.start == at + 1 } else { piece.follows };
        let morphemes = &document.morphemes[piece.morphemes.clone()];
        let nouns =
            morphemes.iter().filter(|m| m.start < piece.stem_end).all(|m| m.tags.first().is_nominal());
        if !joined || !nouns {
            return None;
        }
        if piece.stem_end < piece.end {
            return (place > 0).then(|| document.stem(piece));
        }
    }
    None
}

/// The noun right before: "서비스 'X'", "상품인 'X'", "플랫폼(SaaS) 'X'".
fn noun_before(text: &str, at: usize) -> String {
    let mut head = text[..at].trim_end();
    if at == head.len() && !head.is_empty() {
        // Glued: "가상PC'X'" is no apposition.
        return String::new();
    }
    while let Some(stripped) = head.strip_suffix(')') {
        head = match stripped.rfind('(') {
            Some(open) => stripped[..open].trim_end(),
            None => return String::new(),
        };
    }
    let word: String = head
        .chars()
        .rev()
        .take_while(|c| is_alphanumeric(*c))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    word
}

/// "상품인": the noun before the copula.
fn before_copula(word: &str) -> Option<&str> {
    let noun = ["인", "이자", "이란", "란"].iter().find_map(|copula| word.strip_suffix(copula))?;
    (noun.chars().count() >= 2).then_some(noun)
}

fn strip_josa(word: &str) -> &str {
    crate::syntax::josa::split(word).map_or(word, |(stem, _, _)| stem)
}

/// The class by the adnominal verb before it: one runs a programme and launches a service.
fn by_clause(ground: Ground<'_>, before: &str) -> Option<Class> {
    // "만든", "내놓을", "빚어낸": ㄴ or ㄹ closes the word.
    const CLOSED: [u32; 2] = [4, 8];
    let adnominal = before
        .chars()
        .next_back()
        .and_then(crate::syntax::josa::coda)
        .is_some_and(|coda| CLOSED.contains(&coda));
    let any = |set: &str| ground.words.begins_with(set, before);
    if !adnominal {
        return None;
    }
    if any("verb-program") {
        return Some(Class::Program);
    }
    if any("verb-event") {
        return Some(Class::Event);
    }
    any("verb-service").then_some(Class::Service)
}

/// The class by what is done to it: one launches a service and holds an event.
fn by_verb(ground: Ground<'_>, quote: &Quote) -> Option<Class> {
    let text = ground.text();
    let rest: String = text[quote.outer.end..].chars().take(24).collect();
    let mut words = rest.split_whitespace();
    let particle = words.next()?;
    let object = ["을", "를", "은", "는", "이", "가", "도", "의"].contains(&particle);
    let verb = words.next()?;
    // "'스카이메이트'를 사들였다": firms are bought.
    let bought = || ground.words.begins_with("verb-bought", verb);
    if matches!(particle, "을" | "를") && bought() {
        return Some(Class::Organization);
    }
    object.then(|| class_by_verb(ground, verb))?
}

/// The class of what a verb is done to.
pub(super) fn class_by_verb(ground: Ground<'_>, verb: &str) -> Option<Class> {
    let any = |set: &str| ground.words.begins_with(set, verb);
    if any("verb-service") {
        return Some(Class::Service);
    }
    if any("verb-program") {
        return Some(Class::Program);
    }
    if any("verb-facility") {
        return Some(Class::Facility);
    }
    any("verb-event").then_some(Class::Event)
}

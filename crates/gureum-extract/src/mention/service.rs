//! Services that no quotation marks give away: by the noun beside the name ("협업 플랫폼 누비온"), and those
//! without a name of their own, which the text describes ("불량 예측 서비스를 개발한다").
//!
//! A described one is one particular service where somebody makes, launches or offers it, and where the
//! nouns before its head say more than that it is of the cloud: "클라우드 서비스" is any of them.

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::organization::{is_coined, is_name_like, may_be_firm};
use super::{Cue, Sort, deed, person, quoted};
use crate::stage::document::Piece;

/// The most nouns that describe one: "제조 데이터 불량 예측 서비스".
const NOUNS: usize = 4;
/// How far the verb may stand from its object: "서비스를 오는 9월 함께 출시한다".
const REACH: usize = 4;

/// The most words of a name without quotation marks: "누비온 매니저 2.0".
const WORDS: usize = 3;

/// Adds what the noun right before says is a service, technology or building: "협업 플랫폼 누비온을",
/// "서비스형 데스크톱(DaaS)인 누비온은".
pub(super) fn apposed(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.outside(sentence);
        for at in 1..pieces.len() {
            let (before, piece) = (&pieces[at - 1], &pieces[at]);
            let noun = ground.document.surface(before);
            let bare = noun.strip_suffix('인').filter(|n| n.chars().count() >= 2);
            let copula = noun == "인" || bare.is_some();
            let noun = bare.unwrap_or(noun);
            // The copula may stand apart, behind a bracket.
            let (noun, close) = match at.checked_sub(2).filter(|_| noun == "인") {
                Some(earlier) => (ground.document.stem(&pieces[earlier]), true),
                None => (noun, false),
            };
            if !(piece.follows || close) || !piece.spaced || !copula && before.stem_end != before.end {
                continue;
            }
            let model = || {
                ground
                    .registry
                    .lookup(noun)
                    .any(|(k, _)| ground.registry.known()[k].class == Class::ServiceModel)
            };
            let class = match quoted::class_by(ground, noun) {
                Some(class @ (Class::Service | Class::Technology | Class::Facility)) => class,
                _ if copula && model() => Class::Service,
                _ => continue,
            };
            if !begins_name(ground, piece)
                && !((copula || is_object_of_making(ground, &pieces, at))
                    && may_be_firm(ground, piece)
                    && is_free(ground, piece))
            {
                continue;
            }
            // "한빛클라우드 실무진", and "온라인 장터 모아가 인수했다": names of firms.
            let named = |c: &Candidate| {
                let kind =
                    matches!(c.sort, Sort::Name(Class::Technology | Class::ServiceModel | Class::Sector));
                matches!(c.sort, Sort::Name(_))
                    && !kind
                    && c.outer.start < before.end
                    && before.start < c.outer.end
            };
            let firm = || {
                let all: Vec<&Piece> = pieces.iter().collect();
                deed::acts_at(ground, &all, at, &ground.text()[piece.stem_end..piece.end])
            };
            if !model() && out.iter().any(named) || firm() {
                continue;
            }
            if let Some(end) = name_end(ground, &pieces, at) {
                // "협업 플랫폼 누비웍스": its end is that of firms too.
                out.retain(|c| c.cue != Cue::Shape || c.outer != (piece.start..end));
                found.push(Candidate::bare(piece.start..end, Sort::Name(class), Cue::Context));
            }
        }
    }
    out.append(&mut found);
}

/// Adds what a sentence says to be a service: "누비온은 다솜테크가 만든 협업 플랫폼이다".
pub(super) fn defined(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let particle = &ground.text()[piece.stem_end..piece.end];
            let alone = at == 0 || pieces[at - 1].stem_end < pieces[at - 1].end || !piece.follows;
            let free = |c: &Candidate| c.outer.end <= piece.start || piece.stem_end <= c.outer.start;
            if matches!(particle, "은" | "는")
                && alone
                && begins_name(ground, piece)
                && is_service(ground, &pieces[at + 1..])
                && out.iter().all(free)
            {
                let range = piece.start..piece.stem_end;
                found.push(Candidate::bare(range, Sort::Name(Class::Service), Cue::Context));
            }
        }
    }
    out.append(&mut found);
}

/// Whether the first copula of what follows a topic is on a noun for services.
fn is_service(ground: Ground<'_>, rest: &[Piece]) -> bool {
    let copula = rest.iter().find(|piece| deed::is_copula(ground, piece));
    let noun = copula.map(|piece| ground.document.stem(piece));
    noun.is_some_and(|noun| quoted::class_by(ground, noun) == Some(Class::Service))
}

/// No ordinary word, no person, and nothing that the registry has for something else.
fn begins_name(ground: Ground<'_>, piece: &Piece) -> bool {
    (is_name_like(ground, piece) || is_coined(ground, piece)) && is_free(ground, piece)
}

fn is_free(ground: Ground<'_>, piece: &Piece) -> bool {
    let stem = ground.document.stem(piece);
    !stem.contains('.')
        && !ground.words.contains("no-alias", stem)
        && !ground.words.ends_with("firm-noun", stem)
        && !person::is_name(ground, piece, false)
        && quoted::class_by(ground, stem).is_none()
        && ground.registry.lookup(stem).next().is_none()
}

/// Where a name that begins at `at` ends: at the first particle, if nothing but parts of names stands before it.
fn name_end(ground: Ground<'_>, pieces: &[Piece], at: usize) -> Option<usize> {
    for (place, piece) in pieces[at..].iter().enumerate().take(WORDS) {
        let stem = ground.document.stem(piece);
        let part = place == 0
            || ground.words.contains("product-word", stem)
            || stem.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !part || place > 0 && !piece.follows {
            return None;
        }
        let next = pieces.get(at + place + 1).filter(|n| n.follows && n.spaced);
        if piece.stem_end < piece.end || next.is_none() {
            return Some(piece.stem_end);
        }
        // "누비온 등", "누비온 서비스를": the noun behind is none of the name.
        let word = next.map_or("", |n| ground.document.stem(n));
        if ground.words.contains("transparent-any", word)
            || quoted::class_by(ground, word) == Some(Class::Service)
        {
            return Some(piece.stem_end);
        }
    }
    None
}

/// Adds the services that are described as objects of making and offering.
pub(super) fn described(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            if !ground.words.ends_with("described-service", stem) {
                continue;
            }
            let made = is_object_of_making(ground, pieces, at);
            let from = first_noun(ground, pieces, at);
            let from = from + usize::from(from < at && is_new(ground, &pieces[from]));
            let telling = pieces[from..at].iter().any(|p| {
                !ground.words.contains("says-little", ground.document.surface(p))
                    && ground
                        .registry
                        .lookup(ground.document.surface(p))
                        .next()
                        .is_none_or(|(k, _)| ground.registry.known()[k].class != Class::Organization)
            });
            let whose = from.checked_sub(1).map(|i| ground.document.surface(&pieces[i]));
            let any = whose.is_some_and(|word| ground.words.contains("any-of-many", word));
            let range = pieces[from].start..piece.stem_end;
            let taken = out
                .iter()
                .any(|c| c.cue == Cue::Quoted && c.outer.start < range.end && range.start < c.outer.end);
            if made && telling && !any && !taken {
                out.push(Candidate::bare(range, Sort::Name(Class::Service), Cue::Shape));
            }
        }
    }
}

/// Adds clouds and platforms that somebody has for a field: "한빛클라우드의 공공기관 전용 클라우드".
pub(super) fn dedicated(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for trio in ground.document.pieces.windows(3) {
        let [field, only, head] = trio else { continue };
        let bare = |p: &Piece| p.stem_end == p.end;
        let phrase = only.follows
            && head.follows
            && bare(field)
            && bare(only)
            && ground.words.contains("dedicated", ground.document.surface(only))
            && ground.words.contains("dedicated-service", ground.document.stem(head));
        let sector = || {
            out.iter().any(|c| {
                c.sort == Sort::Name(Class::Sector)
                    && c.outer.start == field.start
                    && c.outer.end <= field.end
            })
        };
        // "공공기관 전용 서비스 '새벽'" has a name.
        let named = ground.text()[head.end..].trim_start().starts_with(['\'', '‘', '“', '"']);
        if phrase && !named && sector() {
            found.push(Candidate::bare(field.start..head.stem_end, Sort::Name(Class::Service), Cue::Shape));
        }
    }
    out.append(&mut found);
}

/// The first of the nouns without particle that stand right before `at`.
fn first_noun(ground: Ground<'_>, pieces: &[Piece], at: usize) -> usize {
    let mut first = at;
    while first > 0
        && at - first < NOUNS
        && pieces[first].follows
        && pieces[first].spaced
        && pieces[first - 1].end == pieces[first - 1].stem_end
        && is_noun(ground, &pieces[first - 1])
    {
        first -= 1;
    }
    first
}

/// "새 협업 도구" is named without 새.
fn is_new(ground: Ground<'_>, piece: &Piece) -> bool {
    matches!(ground.document.surface(piece), "새" | "신규")
}

fn is_noun(ground: Ground<'_>, piece: &Piece) -> bool {
    let surface = ground.document.surface(piece);
    let morphemes = &ground.document.morphemes[piece.morphemes.clone()];
    !morphemes.is_empty()
        && morphemes.iter().all(|m| m.tags.first().is_nominal())
        && !ground.words.contains("any-of-many", surface)
        && !surface.chars().any(|c| c.is_ascii_digit())
}

/// Whether somebody makes, launches or offers what stands at `at`.
fn is_object_of_making(ground: Ground<'_>, pieces: &[Piece], at: usize) -> bool {
    let particle = &ground.text()[pieces[at].stem_end..pieces[at].end];
    matches!(particle, "을" | "를" | "도")
        && pieces[at + 1..].iter().take(REACH).any(|next| is_made(ground, next))
}

/// Whether the word is a verb of making, launching or offering.
fn is_made(ground: Ground<'_>, piece: &Piece) -> bool {
    ground.words.begins_with("verb-made", ground.document.surface(piece))
}

//! Services without a name of their own, which the text describes: "불량 예측 서비스를 개발한다".
//!
//! Such a phrase is one particular service where somebody makes, launches or offers it, and where the
//! nouns before its head say more than that it is of the cloud: "클라우드 서비스" is any of them.

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::stage::document::Piece;

/// The most nouns that describe one: "제조 데이터 불량 예측 서비스".
const NOUNS: usize = 4;
/// How far the verb may stand from its object: "서비스를 오는 9월 함께 출시한다".
const REACH: usize = 4;

/// Adds the services that are described as objects of making and offering.
pub(super) fn described(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            let particle = &ground.text()[piece.stem_end..piece.end];
            if !matches!(particle, "을" | "를" | "도") || !ground.words.ends_with("described-service", stem)
            {
                continue;
            }
            let made = pieces[at + 1..].iter().take(REACH).any(|next| is_made(ground, next));
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

/// Whether the word is a verb of making, launching or offering.
fn is_made(ground: Ground<'_>, piece: &Piece) -> bool {
    let surface = ground.document.surface(piece);
    ground.words.set("verb-made").is_some_and(|set| set.iter().any(|verb| surface.starts_with(verb.as_str())))
}

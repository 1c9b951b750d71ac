//! Places of several words: "서울 송파구", "경기 성남시", "일본 도쿄", "서울 삼성동 코엑스".

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::stage::document::Piece;
use crate::text::is_alphanumeric;

/// A city or county that acts or has posts is its government: "수원시는", "수원시 과장", but not "수원시에".
pub(crate) fn governments(ground: Ground<'_>, out: &mut [Candidate]) {
    let text = ground.text();
    let organizations: Vec<(usize, usize)> = out
        .iter()
        .filter(|c| c.sort == Sort::Name(Class::Organization))
        .map(|c| (c.outer.start, c.outer.end))
        .collect();
    // "김해시, 누리소프트, 다솜테크가": a member of a list of organisations is one.
    let joined = |from: usize, to: usize| from < to && matches!(text[from..to].trim(), "," | "·");
    let listed = |c: &Candidate| {
        organizations.iter().any(|&(start, end)| joined(c.outer.end, start) || joined(end, c.outer.start))
    };
    for candidate in out.iter_mut().filter(|c| c.sort == Sort::Name(Class::Place)) {
        let name = &ground.text()[candidate.inner.clone()];
        let kind =
            name.ends_with(['시', '군', '구', '도']) && name.chars().count() >= 3 && !name.contains(' ');
        let tail: String =
            ground.text()[candidate.inner.end..].chars().take_while(|c| is_alphanumeric(*c)).collect();
        let acts = matches!(tail.as_str(), "은" | "는" | "이" | "가" | "와" | "과" | "도");
        let stands = tail.is_empty() && (before_post(ground, candidate.outer.end) || listed(candidate));
        if kind && (acts || stands) {
            candidate.sort = Sort::Name(Class::Organization);
            candidate.known = ground
                .registry
                .lookup(name)
                .map(|(known, _)| known)
                .find(|known| ground.registry.known()[*known].class == Class::Organization);
        }
    }
}

/// "수원시 정보통신과장": who has posts is no mere place.
fn before_post(ground: Ground<'_>, end: usize) -> bool {
    let at = ground.document.pieces.partition_point(|p| p.start < end);
    ground.document.pieces.get(at).is_some_and(|next| {
        let noun = ground.document.stem(next);
        next.follows
            && next.spaced
            && (ground.words.ends_with("title", noun) || matches!(noun, "산하" | "소속" | "측"))
    })
}

/// Joins places that stand side by side, and an unknown district behind a known place.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let places: Vec<(usize, usize)> = out
        .iter()
        .filter(|c| c.sort == Sort::Name(Class::Place))
        .map(|c| (c.outer.start, c.outer.end))
        .collect();
    let is_place = |start: usize, end: usize| places.contains(&(start, end));
    let may_be_place = |piece: &Piece| {
        let place = |name: &str| {
            let mut known = ground.registry.lookup(name).map(|(k, _)| &ground.registry.known()[k]);
            known.any(|k| k.class == Class::Place)
        };
        // "강원도", "서구": with and without its kind.
        let stem = ground.document.stem(piece);
        let base = stem.strip_suffix(['도', '시', '군', '구']).filter(|b| b.chars().count() >= 2);
        place(stem) || base.is_some_and(place)
    };
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        let mut at = 0;
        while at < pieces.len() {
            let first = &pieces[at];
            // "경기" is also a game and "강원도" a government, but not before a city.
            let next_is_place = || pieces.get(at + 1).is_some_and(|n| n.follows && may_be_place(n));
            // The last syllable of "강원도" is no particle.
            let province = || {
                let whole = ground.document.surface(first);
                whole.strip_suffix('도').is_some_and(|base| {
                    let names = [whole, base].into_iter().filter(|n| n.chars().count() >= 2);
                    let mut known = names.flat_map(|n| ground.registry.lookup(n));
                    known.any(|(k, _)| ground.registry.known()[k].class == Class::Place)
                })
            };
            let bare = first.end == first.stem_end && may_be_place(first) || province();
            let before_place = bare && next_is_place();
            if !is_place(first.start, first.end) && !before_place {
                at += 1;
                continue;
            }
            let mut last = at;
            while let Some(next) = pieces.get(last + 1).filter(|n| n.follows && n.spaced) {
                if pieces[last].end != pieces[last].stem_end && !(last == at && before_place) {
                    break;
                }
                let stem = ground.document.stem(next);
                let district = ground.words.contains("district", stem)
                    || ground.words.suffix("suffix-district", stem).is_some_and(|s| {
                        let short = matches!(s, "동" | "읍" | "면")
                            && ground.text()[next.stem_end..next.end].starts_with('에');
                        stem.chars().count() >= s.chars().count() + if short { 1 } else { 2 }
                    });
                if !is_place(next.start, next.stem_end) && !may_be_place(next) && !district {
                    break;
                }
                // "서울 구로동 파인트리 사옥": 파인트리 is a firm's.
                let firm = |c: &Candidate| {
                    c.outer.start == next.start
                        && c.sort == Sort::Name(Class::Organization)
                        && c.cue == Cue::Context
                };
                if out.iter().any(firm) {
                    break;
                }
                last += 1;
            }
            if last > at {
                let range = first.start..pieces[last].stem_end;
                out.push(Candidate::bare(range, Sort::Name(Class::Place), Cue::Shape));
            }
            at = last + 1;
        }
    }
}

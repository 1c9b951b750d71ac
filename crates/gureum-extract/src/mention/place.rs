//! Places of several words: "서울 송파구", "경기 성남시", "일본 도쿄", "서울 삼성동 코엑스".

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};

/// Joins places that stand side by side, and an unknown district behind a known place.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let places: Vec<(usize, usize)> = out
        .iter()
        .filter(|c| c.sort == Sort::Name(Class::Place))
        .map(|c| (c.outer.start, c.outer.end))
        .collect();
    let is_place = |start: usize, end: usize| places.contains(&(start, end));
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        let mut at = 0;
        while at < pieces.len() {
            let first = &pieces[at];
            // "경기" is also a game, but not before a city.
            let weak = first.end == first.stem_end
                && ground
                    .registry
                    .lookup(ground.document.surface(first))
                    .any(|(k, _)| ground.registry.known()[k].class == Class::Place)
                && pieces.get(at + 1).is_some_and(|n| n.follows && is_place(n.start, n.stem_end));
            if !is_place(first.start, first.end) && !weak {
                at += 1;
                continue;
            }
            let mut last = at;
            while let Some(next) = pieces.get(last + 1).filter(|n| n.follows && n.spaced) {
                if pieces[last].end != pieces[last].stem_end {
                    break;
                }
                let stem = ground.document.stem(next);
                let district = ground
                    .words
                    .suffix("suffix-district", stem)
                    .is_some_and(|s| stem.chars().count() >= s.chars().count() + 2);
                if !is_place(next.start, next.stem_end) && !district {
                    break;
                }
                last += 1;
            }
            if last > at {
                let range = first.start..pieces[last].stem_end;
                out.push(Candidate {
                    inner: range.clone(),
                    outer: range,
                    sort: Sort::Name(Class::Place),
                    cue: Cue::Shape,
                    known: None,
                });
            }
            at = last + 1;
        }
    }
}

//! Facilities named by an owner or place and a class noun: "KT 데이터센터", "AWS 서울 리전".

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::organization::{is_coined, is_name_like};
use super::{Cue, Sort};

/// Adds common nouns that stand for one building or event of the article: "데이터센터", "좌담회".
pub(super) fn generic(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let pieces = &ground.document.pieces;
    for (at, piece) in pieces.iter().enumerate() {
        let stem = ground.document.stem(piece);
        // A building that is being built or run: "데이터센터를 짓고 있다".
        let built = || {
            // "인터넷데이터센터(IDC)를": the particle stands behind the other name.
            let behind = ground.text()[piece.end..]
                .strip_prefix('(')
                .and_then(|rest| rest.find(')').map(|close| &rest[close + 1..]))
                .is_some_and(|rest| rest.starts_with(['을', '를', '도']));
            let object = behind || matches!(&ground.text()[piece.stem_end..piece.end], "을" | "를" | "도");
            // "이노베이션센터 구축"
            let noun = piece.stem_end == piece.end
                && stem.ends_with("센터")
                && !stem.ends_with("데이터센터")
                && pieces.get(at + 1).is_some_and(|n| {
                    n.follows && ground.words.contains("building-noun", ground.document.stem(n))
                });
            if noun {
                return true;
            }
            object
                && pieces[at + 1..].iter().take(3).any(|p| {
                    let word = ground.document.surface(p);
                    ground
                        .words
                        .set("verb-build-start")
                        .is_some_and(|s| s.iter().any(|v| word.starts_with(v.as_str())))
                })
        };
        // "토론회" after "'구름 토론회'" refers back to it.
        let named = |class: Class| {
            out.iter().any(|c| {
                let name = &ground.text()[c.inner.clone()];
                c.sort == Sort::Name(class) && name != stem && name.ends_with(stem)
            })
        };
        let base =
            ground.words.suffix("suffix-venue", stem).map_or(0, |s| stem.chars().count() - s.chars().count());
        let class = if base >= 2 || ground.words.contains("generic-facility", stem) && built() {
            Class::Facility
        } else if ground.words.contains("generic-event", stem) && !named(Class::Event) {
            Class::Event
        } else {
            continue;
        };
        // "새 데이터센터", "두 번째 데이터센터": which of several is part of what it is called.
        let mut first = at;
        while class == Class::Facility
            && first > 0
            && pieces[first].follows
            && ["which-of-several", "facility-kind"]
                .iter()
                .any(|set| ground.words.contains(set, ground.document.surface(&pieces[first - 1])))
        {
            first -= 1;
        }
        let range = pieces[first].start..piece.stem_end;
        out.push(Candidate::bare(range, Sort::Name(class), Cue::Shape));
    }
}

/// Adds where something is held: "솔빛타워에서 열린", "새길원에서 '구름 포럼'을 개최했다".
pub(super) fn venues(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    /// How many words may stand between a place and what is held there.
    const REACH: usize = 5;
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            if &ground.text()[piece.stem_end..piece.end] != "에서" || stem.chars().count() < 3 {
                continue;
            }
            let named = is_name_like(ground, piece)
                || is_coined(ground, piece)
                || ["facility-head", "suffix-venue"].iter().any(|set| ground.words.ends_with(set, stem));
            let held = || {
                let behind = pieces[at + 1..].iter().take(REACH);
                behind
                    .map(|p| ground.document.surface(p))
                    .any(|word| ground.words.begins_with("verb-held", word))
            };
            let free = |c: &Candidate| c.outer.end <= piece.start || piece.stem_end <= c.outer.start;
            let sort =
                ground.words.contains("facility-head", stem) || ground.words.contains("common-word", stem);
            if named && !sort && held() && out.iter().all(free) {
                let range = piece.start..piece.stem_end;
                found.push(Candidate::bare(range, Sort::Name(Class::Facility), Cue::Context));
            }
        }
    }
    out.append(&mut found);
}

/// Adds runs of pieces that end in a facility noun and begin with a name.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let starts: Vec<(usize, usize)> = out
        .iter()
        .filter(|c| matches!(c.sort, Sort::Name(Class::Organization | Class::Place)) && c.cue != Cue::Quoted)
        .map(|c| (c.outer.start, c.outer.end))
        .collect();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            // "제2데이터센터": which of several is name enough.
            let numbered = stem
                .strip_prefix('제')
                .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()))
                .is_some_and(|head| {
                    head.len() + 3 < stem.len() && ground.words.contains("facility-head", head)
                });
            if !numbered && !ground.words.contains("facility-head", stem) {
                continue;
            }
            // Back over the words before: names and one descriptive noun, all without particle.
            let mut first = at;
            let mut named = false;
            while first > 0 && pieces[first].follows && at - first < 3 {
                let before = &pieces[first - 1];
                let is_name = starts.iter().any(|(start, end)| *start == before.start && *end == before.end);
                let word = ground.document.surface(before);
                let is_kind = ground.words.contains("facility-kind", word);
                // "솔뫼 IDC": a place that no list holds.
                let is_name =
                    is_name || first == at && before.stem_end == before.end && is_name_like(ground, before);
                if !is_name && !is_kind {
                    break;
                }
                named |= is_name;
                first -= 1;
            }
            // "국가 AI 데이터센터" needs no owner to be a particular one.
            let national = first < at && ground.document.surface(&pieces[first]) == "국가";
            if named || national || numbered {
                let range = pieces[first].start..piece.stem_end;
                out.push(Candidate::bare(range, Sort::Name(Class::Facility), Cue::Shape));
            }
        }
    }
}

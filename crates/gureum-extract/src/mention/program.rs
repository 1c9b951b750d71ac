//! Programmes named without quotation marks: "클라우드 전환 지원사업", "데이터 산업 발전전략".
//!
//! A run of nouns without particles that ends in a programme noun, at least two words long.

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::morph::Tag;

/// The most words such a name has.
const LONGEST: usize = 6;

/// Adds the runs.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            let numbered = at > 0
                && piece.follows
                && matches!(stem, "사업" | "과제")
                && is_ordinal(ground.document.surface(&pieces[at - 1]));
            if !numbered && !ground.words.ends_with("program-head", stem) {
                continue;
            }
            let mut first = at;
            while first > 0 && pieces[first].follows && pieces[first].spaced && at - first + 1 < LONGEST {
                let before = &pieces[first - 1];
                let word = ground.document.surface(before);
                let noun = before.end == before.stem_end
                    && !ground.words.contains("not-in-program", word)
                    && !out.iter().any(|c| {
                        c.outer.start <= before.start
                            && before.end <= c.outer.end
                            && c.sort == Sort::Name(Class::Organization)
                    })
                    && ground.document.morphemes[before.morphemes.clone()].iter().all(|m| {
                        matches!(
                            m.tags.first(),
                            Tag::Nng | Tag::Nnp | Tag::Sl | Tag::Xsn | Tag::Xpn | Tag::Sn
                        )
                    });
                if !noun {
                    break;
                }
                first -= 1;
            }
            // "1차 사업", "2단계 사업": one of several, by its number and what it is of.
            let ordinal = first < at && is_ordinal(ground.document.surface(&pieces[at - 1]));
            if first < at && (ordinal || ground.words.ends_with("program-head", stem)) {
                let range = pieces[first].start..piece.stem_end;
                out.push(Candidate::bare(range, Sort::Name(Class::Program), Cue::Shape));
            }
        }
    }
}

/// "1차", "2단계".
fn is_ordinal(word: &str) -> bool {
    ["차", "단계"].iter().any(|end| {
        word.strip_suffix(end).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

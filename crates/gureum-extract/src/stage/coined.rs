//! Words that no dictionary holds and the analyser takes apart as verbs: "온새미로가" is read as 온새미로 가다.
//!
//! What the article uses with several particles of nouns is a noun, whatever the analyser says: "온새미로가 …
//! 온새미로의 …". Its pieces get the end that the particles show.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::document::{Document, Piece};
use crate::morph::Tag;
use crate::syntax::josa;

/// Syllables of such a word. Shorter ones are too often a verb's stem.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=7;

/// Particles that no ending of a verb looks like.
const NOMINAL: [&str; 9] = ["을", "를", "의", "와", "과", "이", "가", "에서", "로부터"];

/// Gives the pieces of coined words their end, in one pass over the pieces and one over what they show.
pub(super) fn mark(document: &mut Document) {
    let mut forms: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for piece in &document.pieces {
        let word = document.surface(piece);
        if !is_hangul(word) {
            continue;
        }
        forms.entry(word).or_default().push("");
        for (stem, tail) in splits(word) {
            forms.entry(stem).or_default().push(tail);
        }
    }
    let found: Vec<(usize, usize)> = document
        .pieces
        .iter()
        .enumerate()
        .filter_map(|(at, piece)| {
            let word = document.surface(piece);
            // "온새미로는" is 온새미로 with 는 before it is 온새미 with 로는.
            let (stem, _) = [(word, "")].into_iter().chain(splits(word)).find(|(stem, _)| {
                LENGTH.contains(&stem.chars().count())
                    && forms.get(stem).is_some_and(|tails| shows_noun(tails))
                    && is_odd(document, piece, stem.len())
            })?;
            Some((at, piece.start + stem.len()))
        })
        .collect();
    for (at, end) in found {
        document.pieces[at].stem_end = end;
        document.pieces[at].coined = true;
    }
}

/// All ways to see a noun and a particle in the word, the longest noun first.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let borders = word.char_indices().rev().map(|(at, _)| at).filter(|&at| at > 0);
    borders.map(|at| word.split_at(at)).filter(|(stem, tail)| {
        LENGTH.contains(&stem.chars().count()) && josa::role_of(tail).is_some() && josa::fits(stem, tail)
    })
}

/// Two particles or more, or one and the bare word; one of them of nouns only.
fn shows_noun(tails: &[&str]) -> bool {
    let other = tails.first().is_some_and(|first| tails.iter().any(|tail| tail != first));
    other && tails.iter().any(|tail| NOMINAL.contains(tail))
}

fn is_hangul(word: &str) -> bool {
    word.chars().all(|c| ('가'..='힣').contains(&c))
}

/// Whether the analyser sees anything but nouns in the first `length` bytes of the piece, or a morpheme across
/// their end.
fn is_odd(document: &Document, piece: &Piece, length: usize) -> bool {
    let stem: Range<usize> = piece.start..piece.start + length;
    let inside = document.morphemes[piece.morphemes.clone()].iter().filter(|m| m.start < stem.end);
    let (mut odd, mut nominal) = (false, false);
    for morpheme in inside {
        // "만들기를": a verb made a noun.
        if morpheme.tags.has(Tag::Etn) {
            return false;
        }
        let tags = &morpheme.tags;
        odd |= morpheme.end > stem.end
            || tags.iter().any(|t| t.is_predicate_stem() || t.is_ending() || t.is_josa());
        nominal |= tags.iter().any(|t| matches!(t, Tag::Xsv | Tag::Xsa));
    }
    odd && !nominal
}

//! Words that no dictionary holds and the analyser takes apart as verbs: "온새미로가" is read as 온새미로 가다.
//!
//! What the article uses with several particles of nouns is a noun, whatever the analyser says: "온새미로가 …
//! 온새미로의 …". Its pieces get the end that the particles show.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::document::{Document, Piece};
use crate::morph::Tag;
use crate::syntax::josa;
use crate::text::SYLLABLE;

/// Syllables of such a word. Shorter ones are too often a verb's stem.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=7;

/// Particles that no ending of a verb looks like.
const NOMINAL: [&str; 9] = ["을", "를", "의", "와", "과", "이", "가", "에서", "로부터"];

/// Gives the pieces of coined words their end, in one pass over the pieces and one over what they show.
pub(super) fn mark(document: &mut Document) {
    // Most words are what the analyser takes them for: what the others are is then counted.
    let pieces = document.pieces.iter().enumerate().map(|(at, piece)| (at, piece, document.surface(piece)));
    let hangul: Vec<(usize, &Piece, &str)> = pieces.filter(|(_, _, word)| is_hangul(word)).collect();
    let mut odd: Vec<(usize, usize, &str)> = Vec::new();
    let mut forms: FxHashMap<&str, Forms> = FxHashMap::default();
    for (at, piece, word) in &hangul {
        // "온새미로는" is 온새미로 with 는 before it is 온새미 with 로는.
        let whole = Some((*word, "")).filter(|_| LENGTH.contains(&syllables(word)));
        for (stem, _) in whole.into_iter().chain(splits(word)) {
            if is_odd(document, piece, stem.len()) {
                odd.push((*at, piece.start + stem.len(), stem));
                forms.entry(stem).or_default();
            }
        }
    }
    for (_, _, word) in &hangul {
        for (stem, tail) in [(*word, "")].into_iter().chain(splits(word)) {
            if let Some(forms) = forms.get_mut(stem) {
                forms.add(tail);
            }
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, end, stem) in odd {
        let first = found.last().is_none_or(|(last, _)| *last != at);
        if first && forms.get(stem).is_some_and(Forms::show_noun) {
            found.push((at, end));
        }
    }
    for (at, end) in found {
        document.pieces[at].stem_end = end;
        document.pieces[at].coined = true;
    }
}

/// All ways to see a noun and a particle in a word of Hangul, the longest noun first.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let lengths = LENGTH.rev().filter(move |length| *length < syllables(word));
    lengths
        .map(|length| word.split_at(length * SYLLABLE))
        .filter(|(stem, tail)| josa::role_of(tail).is_some() && josa::fits(stem, tail))
}

fn syllables(word: &str) -> usize {
    word.len() / SYLLABLE
}

/// What stands behind a word wherever the article uses it.
#[derive(Default)]
struct Forms<'t> {
    first: Option<&'t str>,
    /// Whether something else does elsewhere.
    others: bool,
    /// Whether one of them stands behind nouns only.
    nominal: bool,
}

impl<'t> Forms<'t> {
    fn add(&mut self, tail: &'t str) {
        self.others |= *self.first.get_or_insert(tail) != tail;
        self.nominal |= NOMINAL.contains(&tail);
    }

    /// Two particles or more, or one and the bare word; one of them of nouns only.
    fn show_noun(&self) -> bool {
        self.others && self.nominal
    }
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

//! Certificates named without quotation marks: "교육정보보호 인증을 획득했다".
//!
//! A run of nouns without particles that ends in 인증, where the words behind say that it is had, given or asked
//! for. 인증 is also what one does to log in: "본인 인증" names no certificate.

use gureum_model::Class;

use super::deed::begins;
use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::morph::Tag;
use crate::stage::document::Piece;

/// The most words before 인증: "소프트웨어 개발 보안 인증".
const LONGEST: usize = 3;
/// How far the word that tells may stand.
const REACH: usize = 4;

/// Adds the runs.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            if !stem.ends_with("인증") || !is_dealt_with(ground, &pieces[at + 1..]) {
                continue;
            }
            let mut first = at;
            while first > 0
                && at - first < LONGEST
                && pieces[first].follows
                && pieces[first].spaced
                && is_part(ground, &pieces[first - 1])
            {
                first -= 1;
            }
            let range = pieces[first].start..piece.stem_end;
            let name = &ground.text()[range.clone()];
            let telling = stem != "인증" || first < at;
            let before = name.strip_suffix("인증").map_or("", str::trim_end);
            let login = ground.words.ends_with("not-a-certificate", before);
            let free = |c: &Candidate| c.outer.end <= range.start || range.end <= c.outer.start;
            if telling && !login && out.iter().filter(|c| matches!(c.sort, Sort::Name(_))).all(free) {
                found.push(Candidate::bare(range, Sort::Name(Class::Certification), Cue::Shape));
            }
        }
    }
    out.append(&mut found);
}

/// Whether a certificate is had, given or asked for in the words behind.
fn is_dealt_with(ground: Ground<'_>, behind: &[Piece]) -> bool {
    behind.iter().take(REACH).any(|piece| begins(ground, "verb-certified", ground.document.surface(piece)))
}

fn is_part(ground: Ground<'_>, piece: &Piece) -> bool {
    let word = ground.document.surface(piece);
    piece.end == piece.stem_end
        && !ground.words.contains("not-in-program", word)
        && ground.document.morphemes[piece.morphemes.clone()]
            .iter()
            .all(|m| matches!(m.tags.first(), Tag::Nng | Tag::Nnp | Tag::Sl | Tag::Xsn))
}

//! Groups of firms by where they come from, where the text shares a market out among them:
//! "점유율은 외산 78%, 국산 22%였다", "글로벌 기업이 80%를 차지한다".

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};

/// Adds the groups of sentences that name a percentage.
pub(super) fn by_share(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let percent = |candidate: &&Candidate| matches!(candidate.sort, Sort::Percent(_));
    let mut shares: Vec<usize> = out.iter().filter(percent).map(|c| c.outer.start).collect();
    shares.sort_unstable();
    let mut found = Vec::new();
    for (number, sentence) in ground.document.sentences.iter().enumerate() {
        let next = shares.partition_point(|start| *start < sentence.range.start);
        if !shares.get(next).is_some_and(|start| sentence.range.contains(start)) {
            continue;
        }
        let pieces = ground.pieces(number);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            // "글로벌 기업": two words.
            let whole = at.checked_sub(1).map(|before| &pieces[before]).filter(|before| {
                piece.follows
                    && before.end == before.stem_end
                    && ground.words.contains("group-origin", ground.document.surface(before))
                    && (ground.words.contains("group-head", stem)
                        || piece.stem_end < piece.end && ground.words.contains("group-thing", stem))
            });
            if whole.is_some() || ground.words.contains("group-word", stem) {
                let range = whole.map_or(piece.start, |before| before.start)..piece.stem_end;
                found.push(Candidate::bare(range, Sort::Name(Class::Group), Cue::Shape));
            }
        }
    }
    out.append(&mut found);
}

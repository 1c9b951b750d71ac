//! Sectors that only a list gives away: "제조, 물류, 비대면복지 등 5개 분야", "교육과 물류, 제조, 비대면복지".

use std::ops::Range;

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::stage::document::Piece;

/// Adds the bare members of a list in which two others are sectors and which a noun for fields closes.
pub(super) fn by_list(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        let mut at = 0;
        while at < pieces.len() {
            // A run of words joined by commas or dots.
            let first = at;
            let joins = |i: usize| {
                let Some(next) = pieces.get(i + 1) else { return false };
                let particle = &ground.text()[pieces[i].stem_end..pieces[i].end];
                match ground.text()[pieces[i].end..next.start].trim() {
                    "," | "·" | "ㆍ" | "∙" => particle.is_empty(),
                    // "교육과 물류, 제조"
                    "" => matches!(particle, "와" | "과"),
                    _ => false,
                }
            };
            while joins(at) {
                at += 1;
            }
            let members = &pieces[first..=at];
            at += 1;
            if members.len() < 2 {
                continue;
            }
            let closed = pieces
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take(4)
                .any(|p| ground.words.ends_with("sector-closer", ground.document.stem(p)));
            let sector = |r: &Range<usize>| {
                out.iter().any(|c| c.sort == Sort::Name(Class::Sector) && c.inner.start == r.start)
            };
            let free = |r: &Range<usize>| {
                !out.iter()
                    .any(|c| c.outer.start < r.end && r.start < c.outer.end && c.outer.len() >= r.len())
            };
            // ko-dic sees a verb in 비대면복지, but its end is a noun.
            let nominal = |p: &&Piece| {
                let morphemes = &ground.document.morphemes[p.morphemes.clone()];
                morphemes
                    .iter()
                    .rev()
                    .find(|m| m.start < p.stem_end)
                    .is_some_and(|m| m.tags.first().is_nominal())
            };
            let ranges: Vec<Range<usize>> =
                members.iter().filter(nominal).map(|p| p.start..p.stem_end).collect();
            // Three that are sectors need no noun behind the list.
            if ranges.iter().filter(|r| sector(r)).count() < if closed { 2 } else { 3 } {
                continue;
            }
            for range in ranges.iter().filter(|r| !sector(r) && free(r)) {
                let name = &ground.text()[(*range).clone()];
                let noun = name.chars().all(|c| ('가'..='힣').contains(&c)) && name.chars().count() >= 2;
                if noun && !ground.words.contains("not-a-name", name) {
                    found.push(Candidate::bare((*range).clone(), Sort::Name(Class::Sector), Cue::Context));
                }
            }
        }
    }
    out.append(&mut found);
}

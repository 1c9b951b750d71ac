//! Organisations that the headline begins with: "온새미로, 춘천에 데이터센터 짓는다".
//!
//! What a headline names first, before a comma, a dot or a quotation mark, is who does it. A word that the body
//! uses too, and that is neither an ordinary noun nor one for a kind of things, is then an organisation's name.
//! An ordinary noun is one where the body tells that it does what only organisations do.

use gureum_model::Class;

use super::find::{Candidate, Ground, outside_brackets};
use super::{Cue, Sort, deed, person, quoted};
use crate::morph::Tag;
use crate::stage::document::Piece;
use crate::syntax::josa;
use crate::text::SentenceKind;
use crate::text::is_alphanumeric;

/// The most names a headline begins with: "파인트리·루멘·두레온, …".
const MOST: usize = 4;
/// Characters of a name of one word.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=10;

/// Adds them, wherever the article uses them.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let Some(title) = &ground.document.page.title else { return };
    let mut first = beginning(&title.value);
    first.extend(against(&title.value));
    for name in first {
        let known =
            |c: &Candidate| matches!(c.sort, Sort::Name(_)) && &ground.text()[c.inner.clone()] == name;
        if !out.iter().any(known) && may_name(ground, name) {
            let uses = uses(ground, name);
            if uses.iter().any(|u| u.tells) {
                let sort = Sort::Name(Class::Organization);
                let ranges = uses.iter().map(|u| u.start..u.start + name.len());
                out.extend(ranges.map(|range| Candidate::bare(range, sort.clone(), Cue::Context)));
            }
        }
    }
}

/// The words before the first comma or quotation mark of a headline, if nothing but dots stands between them.
fn beginning(headline: &str) -> Vec<&str> {
    // "[단독] 온새미로, …": what stands in brackets is no part of it.
    let mut rest = headline.trim_start();
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】'), ('<', '>')] {
        if let Some((_, behind)) = rest.strip_prefix(open).and_then(|inside| inside.split_once(close)) {
            rest = behind.trim_start();
        }
    }
    let mut names = Vec::new();
    while names.len() < MOST {
        let length = rest.find(|c: char| !is_alphanumeric(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        if name.is_empty() {
            break;
        }
        names.push(name);
        let behind = behind.trim_start();
        if behind.starts_with([',', '\'', '‘', '"', '“', '…']) || behind.starts_with("..") {
            return names;
        }
        match behind.strip_prefix(['·', 'ㆍ', '-', '∙', '•', '&', '×']) {
            Some(more) => rest = more.trim_start(),
            None => break,
        }
    }
    Vec::new()
}

/// The two words around "vs": "스노우볼 vs 팩토리얼".
fn against(headline: &str) -> Vec<&str> {
    let words: Vec<&str> =
        headline.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|w| w.eq_ignore_ascii_case("vs")).filter(|at| *at > 0);
    at.and_then(|at| Some(vec![words[at - 1], *words.get(at + 1)?])).unwrap_or_default()
}

/// Whether the word may be a name as far as its form tells.
fn may_name(ground: Ground<'_>, name: &str) -> bool {
    let ordinary = ["common-word", "not-a-name", "common-base", "says-little", "any-of-many"];
    LENGTH.contains(&name.chars().count())
        && name.chars().all(is_alphanumeric)
        && name.chars().any(char::is_alphabetic)
        && !ordinary.iter().any(|set| ground.words.contains(set, name))
        && !["title", "sector-noun", "class-organization"].iter().any(|set| ground.words.ends_with(set, name))
        && quoted::class_by(ground, name).is_none()
        && ground.registry.lookup(name).next().is_none()
}

/// One use of the name in the body.
struct Use {
    start: usize,
    /// Whether it says that the name is an organisation's.
    tells: bool,
}

fn uses(ground: Ground<'_>, name: &str) -> Vec<Use> {
    let mut out = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        if !ground.text()[ground.document.sentences[sentence].range.clone()].contains(name) {
            continue;
        }
        let from = ground.document.sentences[sentence].range.start;
        let pieces: Vec<&Piece> = outside_brackets(ground.text(), from, ground.pieces(sentence)).collect();
        let body = ground.document.sentences[sentence].kind == SentenceKind::Body;
        for (at, piece) in pieces.iter().enumerate() {
            let Some(tail) = ground.document.surface(piece).strip_prefix(name) else { continue };
            if !tail.is_empty() && josa::role_of(tail).is_none_or(|_| !josa::fits(name, tail)) {
                continue;
            }
            let end = piece.start + name.len();
            let whole = Piece { stem_end: end, ..(*piece).clone() };
            // "노드원" begins with a family name: a person is introduced with a post.
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let post = beside
                .filter_map(|i| pieces.get(i))
                .any(|p| ground.words.ends_with("title", ground.document.stem(p)));
            let person = post && person::is_name(ground, &whole, false);
            let acts = deed::acts_at(ground, &pieces, at, tail);
            let used = matches!(tail, "은" | "는" | "이" | "가" | "의" | "와" | "과" | "도" | "을" | "를");
            let tells = body && (acts || used && !person && !is_ordinary(ground, piece, end));
            out.push(Use { start: piece.start, tells });
        }
    }
    out
}

/// Whether the word is one that the dictionary has, or made of two of them.
fn is_ordinary(ground: Ground<'_>, piece: &Piece, end: usize) -> bool {
    if piece.coined {
        return false;
    }
    let mut list = ground.document.morphemes[piece.morphemes.clone()].iter().filter(|m| m.start < end);
    list.all(|m| {
        let long = ground.text()[m.start..m.end].chars().count() >= 2;
        m.end <= end
            && (m.tags.first() == Tag::Nng && long
                || m.tags.first().is_predicate_stem()
                || m.tags.first() == Tag::Mag)
    })
}

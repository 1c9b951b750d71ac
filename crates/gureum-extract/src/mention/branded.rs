//! Quoted names that no class noun beside them explains: by whose name they begin with, by what the
//! sentence says they are, and by what is done with them farther on.

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::quoted::{self, Quote};
use super::{Cue, Sort, deed};
use crate::morph::Tag;
use crate::stage::document::Piece;

/// The fewest characters a firm and its product share: "도담클라우드", '도담박스'.
const BRAND: usize = 2;
/// How far the verb may stand from its object.
const REACH: usize = 5;

/// Adds them.
pub(super) fn names(ground: Ground<'_>, quotes: &[Quote], out: &mut Vec<Candidate>) {
    let firms: Vec<String> = out
        .iter()
        .filter(|c| c.sort == Sort::Name(Class::Organization))
        .map(|c| ground.text()[c.inner.clone()].to_owned())
        .collect();
    let mut found = Vec::new();
    for quote in quotes {
        let name = &ground.text()[quote.inner.clone()];
        let taken = out.iter().any(|c| {
            // A name inside explains nothing: '한빛 톡'. Nor does the mere look of it: '한빛웍스'.
            let inside = quote.inner.start <= c.outer.start && c.outer.end <= quote.inner.end;
            let shorter = c.outer.len() < quote.inner.len();
            let looks = matches!(c.cue, Cue::Shape | Cue::Context);
            c.outer.start < quote.outer.end
                && quote.outer.start < c.outer.end
                && matches!(c.sort, Sort::Name(_))
                && !(inside && (shorter || looks))
        });
        if taken || !quoted::may_name(ground, quote) || ground.words.contains("common-word", name) {
            continue;
        }
        let class = said_to_be(ground, quote)
            .or_else(|| called(ground, quote))
            .or_else(|| {
                firms.iter().any(|firm| same_brand(ground, firm, name)).then(|| of_brand(ground, name))
            })
            .or_else(|| owned(ground, quote, out).then_some(Class::Service))
            .or_else(|| run(ground, quote).then_some(Class::Service))
            .or_else(|| object_of(ground, quote));
        if let Some(class) = class {
            found.push(quoted_name(quote, Sort::Name(class)));
        }
    }
    // "'가'와 '나'": what one is, the other is.
    for pair in quotes.windows(2).chain(quotes.windows(2).rev()) {
        let [left, right] = pair else { continue };
        let between = ground.text().get(left.outer.end..right.outer.start).unwrap_or_default().trim();
        let of = |quote: &Quote| {
            let named = |c: &&Candidate| c.outer == quote.outer && c.cue == Cue::Quoted;
            found.iter().chain(out.iter()).find(named).map(|c| c.sort.clone())
        };
        let open = |quote: &Quote| {
            let covers = |c: &Candidate| c.outer.start < quote.outer.end && quote.outer.start < c.outer.end;
            quoted::may_name(ground, quote) && !found.iter().chain(out.iter()).any(covers)
        };
        let new = match (of(left), of(right)) {
            (Some(sort), None) if open(right) => (right, sort),
            (None, Some(sort)) if open(left) => (left, sort),
            _ => continue,
        };
        if matches!(between, "와" | "과" | "및" | "," | "·") {
            found.push(quoted_name(new.0, new.1));
        }
    }
    out.append(&mut found);
}

fn quoted_name(quote: &Quote, sort: Sort) -> Candidate {
    Candidate { inner: quote.inner.clone(), outer: quote.outer.clone(), sort, cue: Cue::Quoted, known: None }
}

/// Whether a name begins as a firm's name does, with what is no ordinary word.
fn same_brand(ground: Ground<'_>, firm: &str, name: &str) -> bool {
    let shared: String = firm.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let ordinary = ["common-word", "common-base", "not-a-name", "says-little", "determiner"]
        .iter()
        .any(|set| ground.words.contains(set, shared.trim()));
    let registered = ground
        .registry
        .lookup(shared.trim())
        .any(|(k, _)| !matches!(ground.registry.known()[k].class, Class::Organization | Class::Service));
    shared.trim().chars().count() >= BRAND && shared != name && firm != name && !ordinary && !registered
}

/// A firm, where the article says elsewhere what only firms do: "'누비클라우드' 분사" and "누비클라우드가 … 인수했다".
/// Else a service.
fn of_brand(ground: Ground<'_>, name: &str) -> Class {
    let firm =
        ground.words.ends_with("suffix-firm", name) || ground.words.ends_with("suffix-organization", name);
    let acts = |sentence: usize| {
        let pieces: Vec<&Piece> = ground.pieces(sentence).iter().collect();
        (0..pieces.len()).any(|at| {
            let piece = pieces[at];
            ground.document.stem(piece) == name
                && deed::acts_at(ground, &pieces, at, &ground.text()[piece.stem_end..piece.end])
        })
    };
    if firm && (0..ground.document.sentences.len()).any(acts) { Class::Organization } else { Class::Service }
}

/// "누비온의 주력 '하늘서랍'": whose it is stands before it.
fn owned(ground: Ground<'_>, quote: &Quote, out: &[Candidate]) -> bool {
    let pieces = &ground.document.pieces;
    let end = pieces.partition_point(|p| p.end <= quote.outer.start);
    for at in (end.saturating_sub(4)..end).rev() {
        let piece = &pieces[at];
        let tail = &ground.text()[piece.stem_end..piece.end];
        let next = pieces.get(at + 1).filter(|n| n.end <= quote.outer.start);
        if next.is_some_and(|n| !n.follows) {
            return false;
        }
        if tail == "의" {
            return out
                .iter()
                .any(|c| c.sort == Sort::Name(Class::Organization) && c.outer.end == piece.stem_end);
        }
        if !tail.is_empty() {
            return false;
        }
    }
    false
}

/// "한빛시가 운영하는 '한빛예약'": what is run and has no noun of a building or plan.
fn run(ground: Ground<'_>, quote: &Quote) -> bool {
    let head = ground.text()[..quote.outer.start].trim_end();
    let word = &head[head.rfind(char::is_whitespace).map_or(0, |at| at + 1)..];
    ["운영하는", "운영해", "운용하는", "서비스하는", "꾸려가는", "운영중인", "운영하던", "만든", "굴리는"]
        .contains(&word)
}

/// "'하늘서랍'은 … 저장소다": what the sentence says it is.
fn said_to_be(ground: Ground<'_>, quote: &Quote) -> Option<Class> {
    let text = ground.text();
    let rest = &text[quote.outer.end..];
    let particle = ["은 ", "는 ", "이란 ", "란 "].iter().find(|p| rest.starts_with(**p))?;
    let sentence = ground.document.sentences.iter().find(|s| s.range.contains(&quote.outer.start))?;
    let from = quote.outer.end + particle.len();
    let copula = |p: &&Piece| {
        let tail = &text[p.stem_end..p.end];
        let goes_on = matches!(tail, "로" | "으로") && text[p.end..].starts_with(',');
        matches!(tail, "이다" | "다" | "이며" | "이고" | "였다" | "이었다") || goes_on
    };
    let pieces = &ground.document.pieces[sentence.pieces.clone()];
    let last = pieces.iter().filter(|p| p.start >= from).find(copula)?;
    quoted::class_by(ground, ground.document.stem(last))
}

/// Among how many words at the beginning of a sentence its topic is looked for.
const TOPIC: usize = 3;

/// "새 저장소의 이름은 '하늘서랍'이다": what the subject is.
fn called(ground: Ground<'_>, quote: &Quote) -> Option<Class> {
    let text = ground.text();
    let word: String = text[quote.outer.end..].chars().take_while(|c| c.is_alphabetic()).collect();
    let goes_on =
        matches!(word.as_str(), "으로" | "로") && text[quote.outer.end + word.len()..].starts_with(',');
    if !goes_on && !matches!(word.as_str(), "이다" | "다" | "이며" | "였다" | "이었다" | "이고") {
        return None;
    }
    let sentence = ground.document.sentences.iter().find(|s| s.range.contains(&quote.outer.start))?;
    let pieces = &ground.document.pieces[sentence.pieces.clone()];
    let end = pieces.partition_point(|p| p.end <= quote.outer.start);
    let subject = |p: &&Piece| matches!(&text[p.stem_end..p.end], "은" | "는" | "이" | "가");
    let near = pieces[..end].iter().rev().take(3).find(subject);
    // "간판 상품은 이용료를 한눈에 보여 주는 '하늘서랍'이다": what the sentence begins with.
    let topic = || {
        let topical = |p: &&Piece| matches!(&text[p.stem_end..p.end], "은" | "는");
        pieces[..end].iter().take(TOPIC).find(topical)
    };
    quoted::class_by(ground, ground.document.stem(near.or_else(topic)?))
}

/// "'하늘서랍'을 17일 선보였다": what is done with it.
fn object_of(ground: Ground<'_>, quote: &Quote) -> Option<Class> {
    let text = ground.text();
    let rest = &text[quote.outer.end..];
    let particle = ["을 ", "를 "].iter().find(|p| rest.starts_with(**p))?;
    let sentence = ground.document.sentences.iter().find(|s| s.range.contains(&quote.outer.start))?;
    let from = quote.outer.end + particle.len();
    let pieces = ground.document.pieces[sentence.pieces.clone()].iter().filter(|p| p.start >= from);
    for piece in pieces.take(REACH) {
        let class = quoted::class_by_verb(ground, ground.document.surface(piece));
        let last = ground.document.morphemes[piece.morphemes.clone()].last();
        // "오는 17일" is no verb of the sentence.
        let over = last.is_some_and(|m| m.tags.last().is_ending() && m.tags.last() != Tag::Etm);
        if class.is_some() || over {
            return class;
        }
    }
    None
}

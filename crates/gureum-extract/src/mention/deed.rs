//! Organisations that nothing but the sentence gives away: by what the text says they do, and what is
//! done with them.
//!
//! "누비온이 다온랩을 인수했다": only firms buy and are bought. A word that no dictionary explains and that
//! stands where such a verb or noun asks for an organisation is the name of one. The cues are word sets
//! (`org-…` in `seeds/words`), one for each particle of the name.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::Class;

use super::find::{Candidate, Ground, outside_brackets};
use super::organization::{is_coined, is_name_like, may_be_firm, may_be_listed_firm};
use super::{Cue, Sort, person, quoted};
use crate::morph::Tag;
use crate::stage::document::Piece;
use crate::syntax::josa::{self, Role};

/// How far a cue may stand behind a name that is not the subject.
const REACH: usize = 5;

/// Adds them.
pub(super) fn names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let from = ground.document.sentences[sentence].range.start;
        let pieces: Vec<&Piece> = outside_brackets(ground.text(), from, ground.pieces(sentence)).collect();
        for at in 0..pieces.len() {
            let plain = || {
                let compound = is_dealt_with(ground, &pieces, at) && is_compound_name(ground, pieces[at]);
                compound.then(|| pieces[at].start..pieces[at].stem_end)
            };
            let name = name_at(ground, &pieces, at).filter(|range| is_cued(ground, &pieces, at, range));
            let Some(range) = name.or_else(plain) else { continue };
            let taken = |c: &Candidate| {
                c.outer.start < range.end && range.start < c.outer.end && matches!(c.sort, Sort::Name(_))
            };
            if !out.iter().any(taken) {
                found.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
            }
        }
    }
    out.append(&mut found);
    defined(ground, out);
    agents(ground, out);
    neighbours(ground, out);
}

/// Adds words made of two that the dictionary has, where the text says more than once what such a one does,
/// describes who does it, or the word ends as firms do: "하늘서랍은 … 내놨다. 하늘서랍이 …", "세종에 둥지를 튼
/// 하늘서랍이 … 출시했다", "한결식품이 … 쓰고 있다".
fn agents(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut uses: BTreeMap<&str, (Vec<&Piece>, bool, bool)> = BTreeMap::new();
    for sentence in 0..ground.document.sentences.len() {
        let from = ground.document.sentences[sentence].range.start;
        let pieces: Vec<&Piece> = outside_brackets(ground.text(), from, ground.pieces(sentence)).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let tail = &ground.text()[piece.stem_end..piece.end];
            let free = |c: &Candidate| c.outer.end <= piece.start || piece.stem_end <= c.outer.start;
            let begins = at == 0 || !piece.follows || pieces[at - 1].stem_end < pieces[at - 1].end;
            let described = at > 0 && piece.follows && is_adnominal(ground, pieces[at - 1]);
            if !matches!(tail, "은" | "는" | "이" | "가") || !(begins || described) {
                continue;
            }
            let firm = described && is_said_of_firms(ground, &pieces[..at]);
            if !is_compound(ground, piece, firm) || !out.iter().all(free) {
                continue;
            }
            let does = firm || acts(ground, &pieces[at + 1..], matches!(tail, "이" | "가"));
            let (pieces, does_before, described_before) =
                uses.entry(ground.document.stem(piece)).or_default();
            pieces.push(piece);
            *does_before |= does;
            *described_before |= described && does;
        }
    }
    for (name, (pieces, does, described)) in uses {
        let shaped = || {
            let end = ground.words.suffix("suffix-organization", name);
            end.is_some_and(|end| {
                let base = &name[..name.len() - end.len()];
                base.chars().count() >= 2 && !ground.words.contains("common-base", base)
            })
        };
        if does && (described || pieces.len() > 1 || shaped()) {
            let sort = Sort::Name(Class::Organization);
            out.extend(
                pieces.iter().map(|p| Candidate::bare(p.start..p.stem_end, sort.clone(), Cue::Context)),
            );
        }
    }
}

/// "2015년 설립된 하늘서랍은", "판교에 본사를 둔 하늘서랍은".
fn is_said_of_firms(ground: Ground<'_>, before: &[&Piece]) -> bool {
    let words: Vec<&str> =
        before.iter().rev().take(2).rev().map(|piece| ground.document.surface(piece)).collect();
    let [.., last] = words.as_slice() else { return false };
    ground.words.contains("said-of-firms", last) || ground.words.contains("said-of-firms", &words.join(" "))
}

/// A noun of three syllables or more made of several, which is no person and no sort of thing, unless only a `firm`
/// may stand there.
fn is_compound(ground: Ground<'_>, piece: &Piece, firm: bool) -> bool {
    let stem = ground.document.stem(piece);
    stem.chars().count() >= 3
        && is_made_of_words(ground, piece, firm)
        && !["common-base", "unit-end", "firm-noun", "suffix-unit", "described-service", "anaphor-determiner"]
            .iter()
            .any(|set| ground.words.ends_with(set, stem))
}

/// Adds what a sentence says to be a firm: "누비온은 보안 기업이다", "누비온이 한빛의 자회사다".
fn defined(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let tail = &ground.text()[piece.stem_end..piece.end];
            let stem = ground.document.stem(piece);
            let free = |c: &Candidate| c.outer.end <= piece.start || piece.stem_end <= c.outer.start;
            let name = || {
                is_name_like(ground, piece)
                    || is_coined(ground, piece)
                    || stem.chars().count() >= 3 && may_be_firm(ground, piece) && !is_kind(ground, stem)
            };
            // "인수한 회사는 누비온이다", "첫 고객사는 누비온으로": and turned round.
            let turned = at > 0
                && (is_copula(ground, piece) || matches!(tail, "으로" | "로" | "이라고" | "라고"))
                && piece.follows
                && matches!(
                    &ground.text()[pieces[at - 1].stem_end..pieces[at - 1].end],
                    "은" | "는" | "이" | "가"
                )
                && ground.words.ends_with("firm-noun", ground.document.stem(&pieces[at - 1]))
                && name()
                && may_be_registered(ground, stem)
                && out.iter().all(free);
            if turned {
                let range = piece.start..piece.stem_end;
                found.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
                continue;
            }
            let alone = at == 0
                || pieces[at - 1].stem_end < pieces[at - 1].end
                || !piece.follows
                || is_adnominal(ground, &pieces[at - 1]);
            if matches!(tail, "은" | "는" | "이" | "가")
                && alone
                && is_firm(ground, &pieces[at + 1..])
                && name()
                && may_be_registered(ground, stem)
                && !person::is_name(ground, piece, false)
                && out.iter().all(free)
            {
                let range = piece.start..piece.stem_end;
                found.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
            }
        }
    }
    out.append(&mut found);
}

/// A noun for a kind of things or people, and no name.
fn is_kind(ground: Ground<'_>, noun: &str) -> bool {
    const KINDS: [&str; 6] =
        ["title", "list-closer", "sector-noun", "agent-noun", "program-head", "suffix-institution"];
    KINDS.iter().any(|set| ground.words.ends_with(set, noun))
}

fn is_adnominal(ground: Ground<'_>, piece: &Piece) -> bool {
    ground.document.morphemes[piece.morphemes.clone()].last().is_some_and(|m| m.tags.last() == Tag::Etm)
}

/// Whether a noun ends its clause with a copula ("…이다", "…이며"), or with the (으)로 that stands for one before a comma.
pub(super) fn is_copula(ground: Ground<'_>, piece: &Piece) -> bool {
    let tail = &ground.text()[piece.stem_end..piece.end];
    let goes_on = matches!(tail, "로" | "으로") && ground.text()[piece.end..].starts_with(',');
    goes_on
        || matches!(
            tail,
            "이다"
                | "다"
                | "이며"
                | "이고"
                | "였다"
                | "이었다"
                | "며"
                | "인데"
                | "이지만"
                | "이었지만"
                | "였지만"
                | "이었는데"
                | "였는데"
                | "입니다"
                | "이었습니다"
                | "였습니다"
        )
}

/// Whether the first copula of what follows a subject is on a noun for firms, with no other subject between.
fn is_firm(ground: Ground<'_>, rest: &[Piece]) -> bool {
    for piece in rest {
        let tail = &ground.text()[piece.stem_end..piece.end];
        if is_copula(ground, piece) {
            let noun = ground.document.stem(piece);
            return ground.words.ends_with("firm-noun", noun) || ground.words.contains("org-has", noun);
        }
        if matches!(tail, "은" | "는" | "이" | "가") {
            return false;
        }
    }
    false
}

/// Adds words joined to organisations: "한빛클라우드와 누비솔은", "누비솔·한빛클라우드", "한빛클라우드, 누비솔과".
fn neighbours(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let organization = Sort::Name(Class::Organization);
    for sentence in 0..ground.document.sentences.len() {
        let from = ground.document.sentences[sentence].range.start;
        let pieces: Vec<&Piece> = outside_brackets(ground.text(), from, ground.pieces(sentence)).collect();
        let pairs = (1..pieces.len()).chain((1..pieces.len()).rev());
        for at in pairs {
            let (left, right) = (pieces[at - 1], pieces[at]);
            if !joined(ground, &pieces, at) {
                continue;
            }
            let ends = out.iter().any(|c| c.outer.end == left.stem_end && c.sort == organization);
            let begins = out.iter().any(|c| c.outer.start == right.start && c.sort == organization);
            let new = match (ends, begins) {
                (true, false) => at,
                (false, true) => at - 1,
                _ => continue,
            };
            let free = |r: &Range<usize>| {
                !out.iter().any(|c| {
                    c.outer.start < r.end && r.start < c.outer.end && matches!(c.sort, Sort::Name(_))
                })
            };
            // Persons are joined too, but with particles rather than in lists of firms.
            let person = left.stem_end < left.end && person::is_name(ground, pieces[new], false);
            let name = || {
                let piece = pieces[new];
                let stem = ground.document.stem(piece);
                let firm = ground.words.ends_with("suffix-organization", stem)
                    && stem.chars().count() >= 4
                    && may_be_listed_firm(ground, piece);
                let compound = ends == (new == at) && is_compound_name(ground, piece);
                (firm || compound).then_some(piece.start..piece.stem_end)
            };
            if let Some(range) = name_at(ground, &pieces, new).or_else(name).filter(free)
                && !person
            {
                out.push(Candidate::bare(range, organization.clone(), Cue::Context));
            }
        }
    }
}

/// Whether the words at `at - 1` and `at` stand in one list.
fn joined(ground: Ground<'_>, pieces: &[&Piece], at: usize) -> bool {
    let (left, right) = (pieces[at - 1], pieces[at]);
    let gap = ground.text()[left.end..right.start].trim();
    let gap = match (gap.strip_prefix('('), gap.rfind(')')) {
        (Some(_), Some(close)) => gap[close + 1..].trim(),
        _ => gap,
    };
    let bare = left.stem_end == left.end;
    match gap {
        // "한빛클라우드와 파트너십을" is no pair.
        "" => {
            // "한빛클라우드와 누비솔을 비롯한": but this is.
            let members = || {
                pieces.get(at + 1).is_some_and(|next| {
                    ["비롯", "포함", "필두"].iter().any(|w| ground.document.surface(next).starts_with(w))
                })
            };
            right.spaced
                && matches!(&ground.text()[left.stem_end..left.end], "와" | "과" | "나" | "이나" | "하고")
                && (!matches!(&ground.text()[right.stem_end..right.end], "을" | "를") || members())
        }
        "·" | "ㆍ" => bare,
        // A comma also divides clauses: the list goes on, or its particle is there.
        "," => {
            let after = pieces.get(at + 1).map(|n| ground.text()[right.end..n.start].trim());
            bare && (right.stem_end < right.end
                || matches!(after, Some("," | "·"))
                || pieces.get(at + 1).is_some_and(|n| ground.document.stem(n) == "등"))
        }
        _ => false,
    }
}

/// The word at `at` if it may be a name, with the foreign word before it: "LG CNS".
fn name_at(ground: Ground<'_>, pieces: &[&Piece], at: usize) -> Option<Range<usize>> {
    let piece = pieces[at];
    let stem = ground.document.stem(piece);
    let cue = || ["org-partner", "org-gets", "org-has"].iter().any(|set| ground.words.contains(set, stem));
    if stem.ends_with('씨') && stem.chars().count() <= 4
        || !(is_name_like(ground, piece) || is_coined(ground, piece))
        || cue()
        || !may_be_registered(ground, stem)
    {
        return None;
    }
    let foreign = |p: &Piece| {
        let word = ground.document.surface(p);
        word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'&')
    };
    let mut start = piece.start;
    if let Some(before) = at.checked_sub(1).map(|i| pieces[i])
        && piece.follows
        && piece.spaced
        && foreign(before)
        && ground.document.stem(piece).starts_with(|c: char| c.is_ascii_uppercase())
        && may_be_registered(ground, ground.document.surface(before))
        && !ground.words.contains("no-alias", ground.document.surface(before))
    {
        start = before.start;
    }
    let abbreviation = ground.words.contains("no-alias", ground.document.stem(piece));
    (start < piece.start || !abbreviation).then_some(start..piece.stem_end)
}

/// A word made of two that the dictionary has, and no noun for a kind of things or people: "비트나루".
fn is_compound_name(ground: Ground<'_>, piece: &Piece) -> bool {
    ground.document.stem(piece).chars().count() >= 4 && is_made_of_words(ground, piece, false)
}

/// Several words of the dictionary that may be the name of a firm; and of nothing else, unless a `firm` is asked for.
fn is_made_of_words(ground: Ground<'_>, piece: &Piece, firm: bool) -> bool {
    let stem = ground.document.stem(piece);
    ground.document.before(piece, piece.stem_end).len() >= 2
        && may_be_firm(ground, piece)
        && (firm || quoted::class_by(ground, stem).is_none() && !person::is_name(ground, piece, false))
        && !is_kind(ground, stem)
}

/// Whether money comes from it or a stake in it is spoken of: "비트나루로부터 투자를", "비트나루의 지분".
fn is_dealt_with(ground: Ground<'_>, pieces: &[&Piece], at: usize) -> bool {
    let piece = pieces[at];
    let after = || pieces[at + 1..].iter().take(REACH).map(|p| ground.document.surface(p));
    match josa::role_of(&ground.text()[piece.stem_end..piece.end]) {
        Some(Role::From) => after().any(|word| begins(ground, "org-source", word)),
        Some(Role::Genitive) => {
            let next = pieces.get(at + 1).filter(|n| n.follows && n.spaced);
            next.is_some_and(|n| ground.words.contains("org-stake", ground.document.stem(n)))
                || owns_quote(ground.text(), piece.end)
        }
        _ => false,
    }
}

/// The registry has no such name, or has it for an organisation.
fn may_be_registered(ground: Ground<'_>, name: &str) -> bool {
    let mut known = ground.registry.lookup(name).peekable();
    known.peek().is_none() || known.any(|(k, _)| ground.registry.known()[k].class == Class::Organization)
}

fn is_cued(ground: Ground<'_>, pieces: &[&Piece], at: usize, range: &Range<usize>) -> bool {
    let piece = pieces[at];
    let next = pieces.get(at + 1).filter(|n| n.follows && n.spaced);
    let tail = &ground.text()[range.end..piece.end];
    if tail.is_empty() {
        // "누비온 지분", "누비온 출신".
        let post = |n: &&&Piece| {
            // "다온시스템즈 부장, 누리온 수석을 지냈다".
            // "한빛클라우드 보안사업 상무": a department.
            let first = at == 0 || !pieces[at].follows || pieces[at - 1].stem_end < pieces[at - 1].end;
            let long = ground.text()[range.clone()].chars().count() >= 4;
            first && long && ground.words.ends_with("title", ground.document.stem(n))
        };
        return next
            .filter(|n| ground.words.contains("org-has", ground.document.stem(n)) || post(n))
            .is_some()
            && !person::is_name(ground, piece, false);
    }
    let after = || pieces[at + 1..].iter().take(REACH).map(|p| ground.document.surface(p));
    let soon = |set: &str| after().any(|word| begins(ground, set, word));
    match josa::role_of(tail) {
        Some(Role::Topic) => acts(ground, &pieces[at + 1..], false) && !person::is_name(ground, piece, false),
        Some(Role::Subject | Role::Also) => {
            acts(ground, &pieces[at + 1..], true) && !person::is_name(ground, piece, false)
        }
        Some(Role::Genitive) => {
            next.is_some_and(|n| ground.words.contains("org-has", ground.document.stem(n)))
                || owns_quote(ground.text(), piece.end)
        }
        Some(Role::With | Role::Together) => soon("org-partner"),
        Some(Role::Object) => soon("org-gets"),
        Some(Role::At) => soon("org-career"),
        Some(Role::From) => soon("org-source"),
        Some(Role::To) => soon("org-goal"),
        _ => false,
    }
}

/// Whether what stands at `at`, with the particle `tail`, does or has what only organisations do or have.
pub(super) fn acts_at(ground: Ground<'_>, pieces: &[&Piece], at: usize, tail: &str) -> bool {
    match josa::role_of(tail) {
        Some(Role::Topic) => acts(ground, &pieces[at + 1..], false),
        Some(Role::Subject | Role::Also) => acts(ground, &pieces[at + 1..], true),
        Some(Role::Genitive) => owns_quote(ground.text(), pieces[at].end),
        _ => false,
    }
}

/// "누비온의 '새벽'": who has a thing with a name. What somebody said is no thing.
fn owns_quote(text: &str, end: usize) -> bool {
    let Some(rest) = text[end..].strip_prefix(" '").or_else(|| text[end..].strip_prefix(" ‘")) else {
        return false;
    };
    rest.find(['\'', '’']).is_some_and(|close| {
        let name = &rest[..close];
        name.chars().count() <= 20 && !name.ends_with(['다', '요', '까', '.', '?', '!'])
    })
}

/// Whether the subject before `rest` does what only organisations do. With a topic the predicate may
/// be any that is not adnominal; a subject has the first.
fn acts(ground: Ground<'_>, rest: &[&Piece], first: bool) -> bool {
    let mut other = false;
    let (mut takes, mut named) = (false, false);
    for piece in rest {
        let word = ground.document.surface(piece);
        let tail = &ground.text()[piece.stem_end..piece.end];
        // "고배를 들다", "데이터센터를 짓다": what only organisations do something with.
        takes |= matches!(josa::role_of(tail), Some(Role::Object))
            && ground.words.ends_with("org-takes", ground.document.stem(piece));
        // "플랫폼 '새벽'을 만들다": a thing with a name of its own.
        named |= matches!(word, "을" | "를")
            && ground.text()[..piece.start].ends_with(['\'', '’', '”', '"', '」', '>']);
        let list = &ground.document.morphemes[piece.morphemes.clone()];
        if josa::role_of(tail) == Some(Role::Subject) {
            other = true;
            continue;
        }
        // "지난 2월", "새로운": no verb of the clause.
        let Some(last) =
            list.last().filter(|m| m.tags.last().is_ending() && !ground.words.contains("determiner", word))
        else {
            continue;
        };
        let adnominal = last.tags.last() == Tag::Etm;
        let made = named && quoted::class_by_verb(ground, word).is_some();
        let does =
            takes || made || begins(ground, "org-does", word) || first && begins(ground, "org-runs", word);
        if (first || !adnominal) && !other && does {
            return true;
        }
        // "누비온이 이사회를 열어 다온랩을 인수했다": the clauses that it leads to have the same subject.
        let goes_on = last.tags.last() == Tag::Ec;
        if first && !goes_on {
            return false;
        }
        // The clause that had a subject of its own is over.
        other = false;
        (takes, named) = (false, false);
    }
    false
}

/// Whether `word` begins with one of the set. A noun with 하다 stands there as "도입하": all its forms count.
pub(super) fn begins(ground: Ground<'_>, set: &str, word: &str) -> bool {
    let Some(set) = ground.words.id(set) else { return false };
    let inflected = |(at, c): (usize, char)| {
        matches!(c, '했' | '한' | '할' | '해' | '함' | '합')
            && ground.words.contains_in(set, &format!("{}하", &word[..at]))
    };
    ground.words.begins_with_in(set, word) || word.char_indices().any(inflected)
}

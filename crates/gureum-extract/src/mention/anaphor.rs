//! Expressions that refer back: "이 회사", "양사", "이 서비스", "협회는".
//!
//! The expressions are data (`anaphor/…` in `seeds/words`); what each stands for is decided in
//! reading order from what the text has spoken of so far.

use std::borrow::Cow;
use std::ops::Range;

use gureum_model::Class;

use super::find::Ground;
use super::person;
use crate::morph::Tag;

/// What an expression asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referent {
    /// The one last spoken of.
    One(Class),
    /// The two last spoken of together.
    Two(Class),
    /// The last one whose name ends with the expression's own noun.
    Named(Class),
    /// The last alliance, whatever its name ends with: "이 연합체".
    League,
    /// The last person of this family name: "김 대표".
    Family,
    /// The firm of who speaks: "우리", "당사".
    Speaker,
    /// The service that the text is about: "서비스는", where nothing else is said of it.
    Product,
}

/// An expression that refers back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anaphor {
    /// Where it stands, without particle.
    pub range: Range<usize>,
    /// What it asks for.
    pub referent: Referent,
}

const SETS: [(&str, Referent); 14] = [
    ("anaphor/league", Referent::League),
    ("anaphor/speaker", Referent::Speaker),
    ("anaphor/two-organizations", Referent::Two(Class::Organization)),
    ("anaphor/organization", Referent::One(Class::Organization)),
    ("anaphor/service", Referent::One(Class::Service)),
    ("anaphor/program", Referent::One(Class::Program)),
    ("anaphor/facility", Referent::One(Class::Facility)),
    ("anaphor/certification", Referent::One(Class::Certification)),
    ("anaphor/person", Referent::One(Class::Person)),
    ("anaphor/event", Referent::One(Class::Event)),
    ("generic-event", Referent::Named(Class::Event)),
    ("anaphor/named-facility", Referent::Named(Class::Facility)),
    ("anaphor/named-organization", Referent::Named(Class::Organization)),
    ("anaphor/named-program", Referent::Named(Class::Program)),
];

/// Finds the anaphors of a sentence, in order.
pub fn find(ground: Ground<'_>, sentence: usize) -> Vec<Anaphor> {
    let pieces = ground.pieces(sentence);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let stem = ground.document.stem(piece);
        // "이 회사는", "두 회사": a determiner and its noun.
        let pair = pieces.get(at + 1).filter(|n| n.follows && n.spaced && piece.end == piece.stem_end);
        // "누리온과 다솜테크 두 곳에" counts those before it.
        let counts = matches!(ground.document.stem(piece), "두" | "세" | "네")
            && at > 0
            && piece.follows
            && pieces[at - 1].end == pieces[at - 1].stem_end
            && pair.is_some_and(|next| ground.document.stem(next) == "곳");
        let two = pair.filter(|_| !counts).map(|next| {
            let range = piece.start..next.stem_end;
            let words = match &ground.text()[piece.end..next.start] {
                " " => Cow::Borrowed(&ground.text()[range.clone()]),
                _ => format!("{} {}", ground.document.surface(piece), ground.document.stem(next)).into(),
            };
            (words, range, 2)
        });
        // A bare noun refers back only where nothing stands before it that it could belong to.
        let free = !piece.follows
            || at == 0
            || pieces[at - 1].end != pieces[at - 1].stem_end
            // The particle behind a quotation mark is a piece of its own.
            || crate::syntax::josa::role_of(ground.document.surface(&pieces[at - 1])).is_some()
            || ends_clause(ground, &pieces[at - 1])
            // "작년 11월 우리가": a pronoun belongs to nothing.
            || ["anaphor/speaker", "anaphor/person"].iter().any(|set| ground.words.contains(set, stem));
        // "김하늘 공단 이사장": the body spoken of, between a name and a post.
        let between = at > 0
            && ground.words.contains("anaphor/named-organization", stem)
            && pair.is_some_and(|next| ground.words.ends_with("title", ground.document.stem(next)))
            && person::is_name(ground, &pieces[at - 1], true);
        if between {
            let range = piece.start..piece.stem_end;
            out.push(Anaphor { range, referent: Referent::Named(Class::Organization) });
            at += 1;
            continue;
        }
        // "고도화하는 사업이다": what a clause describes, with the copula, is news and refers to nothing.
        let described = at > 0
            && matches!(
                &ground.text()[piece.stem_end..piece.end],
                "이다" | "다" | "으로" | "로" | "이며" | "며" | "이고"
            )
            && modified(ground, &pieces[at - 1]);
        let free = free && !described;
        let alone = pair.is_none_or(|_| piece.end != piece.stem_end)
            || pieces.get(at + 1).is_some_and(|n| {
                let noun = ground.document.stem(n);
                matches!(
                    noun,
                    "측" | "산하" | "소속" | "내부" | "회원사" | "관계자" | "안" | "밑" | "아래" | "쪽"
                ) || stem != "회사" && matches!(noun, "홈페이지" | "누리집" | "웹사이트" | "사무국")
                    || ground.words.contains("association-post", noun)
            });
        let one = (free && alone).then_some((Cow::Borrowed(stem), piece.start..piece.stem_end, 1));
        // "이 협회", "해당 컨소시엄": the noun says what kind of name it stands for.
        let kind = pair
            .filter(|_| ground.words.contains("anaphor-determiner", ground.document.surface(piece)))
            .map(|next| (Cow::Borrowed(ground.document.stem(next)), next.start..next.stem_end, 2));
        // "2019년 출범한 단체다": the noun a sentence calls its subject.
        let tail = &ground.text()[piece.stem_end..piece.end];
        let called = matches!(tail, "다" | "이다" | "로" | "으로" | "이며" | "며" | "이고" | "고")
            && at > 0
            && ends_clause(ground, &pieces[at - 1])
            && ground.words.contains("anaphor/called-organization", stem);
        if called {
            let range = piece.start..piece.stem_end;
            out.push(Anaphor { range, referent: Referent::One(Class::Organization) });
            at += 1;
            continue;
        }
        // "시가 운영하는": the city spoken of.
        let surface = ground.document.surface(piece);
        let own = ["시가", "시는", "도가", "도는", "군이", "군은", "구가", "구는"].contains(&surface);
        // "도 산하 진흥원".
        let under = || {
            matches!(stem, "시" | "도" | "군" | "구")
                && pair.is_some_and(|next| {
                    let noun = ground.document.stem(next);
                    noun.starts_with("산하") || noun == "소속"
                })
        };
        if (own || under()) && free {
            let end = piece.start + surface.chars().next().map_or(0, char::len_utf8);
            out.push(Anaphor { range: piece.start..end, referent: Referent::Named(Class::Organization) });
            at += 1;
            continue;
        }
        // "김 대표는", "신임 김 회장": the family name before a post.
        let family = ["surname", "surname2"].iter().any(|set| ground.words.contains(set, stem))
            && pair.is_some_and(|next| {
                // "김 대표", "김 신임 회장", "김 내정자".
                let noun = ground.document.stem(next);
                let modified = ground.words.contains("title-modifier", noun);
                let behind = pieces.get(at + 2).filter(|n| modified && n.follows);
                ground.words.ends_with("title", noun)
                    || matches!(noun, "내정자" | "후보" | "당선자" | "당선인")
                    || behind.is_some_and(|n| ground.words.ends_with("title", ground.document.stem(n)))
            });
        if family {
            out.push(Anaphor { range: piece.start..piece.stem_end, referent: Referent::Family });
            at += 1;
            continue;
        }
        // "제품은 …에서 돌아간다", "새 서비스는": what the text tells of, where it is what the sentence is about.
        let what = if ground.words.contains("anaphor/new", ground.document.surface(piece)) {
            pair
        } else {
            Some(piece)
        };
        if let Some(noun) = what.filter(|_| free)
            && matches!(&ground.text()[noun.stem_end..noun.end], "은" | "는" | "의" | "에는")
            && ground.words.contains("anaphor/product", ground.document.stem(noun))
        {
            let range = piece.start..noun.stem_end;
            at += if noun.start == piece.start { 1 } else { 2 };
            out.push(Anaphor { range, referent: Referent::Product });
            continue;
        }
        let found = [two, kind, one].into_iter().flatten().find_map(|(text, range, length)| {
            let sets = ground.words.sets_with(&text);
            SETS.iter()
                .find(|(set, _)| {
                    !sets.is_empty() && ground.words.id(set).is_some_and(|set| sets.contains(&set))
                })
                .map(|(_, referent)| (Anaphor { range, referent: *referent }, length))
        });
        // "전환 사업의 올해 예산은": the end of a programme's name, if one ends so.
        let ends_name = |noun: &crate::stage::document::Piece| {
            ground.words.contains("class-program", ground.document.stem(noun))
        };
        let found = found.or_else(|| {
            let next = pair.filter(|next| ends_name(next) && !ends_clause(ground, piece))?;
            let range = piece.start..next.stem_end;
            Some((Anaphor { range, referent: Referent::Named(Class::Program) }, 1))
        });
        match found {
            Some((anaphor, length)) => {
                out.push(anaphor);
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

fn ends_clause(ground: Ground<'_>, piece: &crate::stage::document::Piece) -> bool {
    ground.document.morphemes[piece.morphemes.clone()].last().is_some_and(|m| m.tags.last().is_ending())
}

fn modified(ground: Ground<'_>, piece: &crate::stage::document::Piece) -> bool {
    ground.document.morphemes[piece.morphemes.clone()].last().is_some_and(|m| m.tags.last() == Tag::Etm)
}

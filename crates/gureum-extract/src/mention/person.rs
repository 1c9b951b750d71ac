//! Persons: a name of two to four syllables that begins with a family name and stands by a post.
//!
//! The orders are NAME ORG POST, ORG NAME POST, ORG POST NAME and NAME POST; the post is a title
//! or ends with one ("솔루션사업본부장").

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::morph::Tag;
use crate::stage::document::Piece;
use crate::text::SYLLABLE;

/// How many pieces may stand between a name and its post: "김하늘 한빛클라우드 공공 사업 본부장".
const REACH: usize = 6;

/// Finds persons; organisations between a name and a post are learned on the way.
pub(super) fn find(ground: Ground<'_>, chosen: &[Candidate]) -> Vec<Candidate> {
    let mut out = Vec::new();
    foreign(ground, &mut out);
    let taken = |piece: &Piece| {
        chosen.iter().find(|c| {
            c.outer.start <= piece.start && piece.start < c.outer.end && matches!(c.sort, Sort::Name(_))
        })
    };
    let views = (0..ground.document.sentences.len()).flat_map(|sentence| {
        let all = ground.pieces(sentence);
        let outside = Some(ground.outside(sentence)).filter(|o| o.len() != all.len());
        [Some(all.into()), outside]
    });
    for pieces in views.flatten() {
        addressed(ground, &pieces, &mut out);
        for (at, piece) in pieces.iter().enumerate() {
            let stem = ground.document.stem(piece);
            if !ground.words.ends_with("title", stem) && !is_compound_title(ground, stem) {
                continue;
            }
            let free = |p: &Piece| taken(p).is_none_or(|c| c.cue != Cue::Lexicon && c.cue != Cue::Quoted);
            // POST NAME: "대표 김하늘은", "(대표이사 김하늘)".
            // "· 대표: 김하늘" in a fact box too.
            if let Some(next) = pieces.get(at + 1)
                && (next.follows || matches!(&ground.text()[piece.end..next.start], ": " | ":"))
                && piece.end == piece.stem_end
                && is_full_title(ground, stem)
                && let Some(end) = named_end(ground, next)
                && free(next)
                && !pieces.get(at + 2).is_some_and(|n| {
                    n.follows
                        && next.end == next.stem_end
                        && ground.words.ends_with("title", ground.document.stem(n))
                })
            {
                push_range(next.start, end, &mut out);
                // "공동대표 김하늘, 이바다"
                let mut last = at + 1;
                while let Some(more) = pieces.get(last + 1)
                    && ground.text()[pieces[last].end..more.start].trim() == ","
                    && is_name(ground, more, true)
                    && free(more)
                {
                    push(more, &mut out);
                    last += 1;
                }
            }
            // NAME(ORG POST): "김하늘(다솜테크 대표)".
            let mut first = at;
            while first > 0 && pieces[first].follows && at - first < REACH {
                first -= 1;
            }
            if let Some(before) = first.checked_sub(1).map(|i| &pieces[i])
                && &ground.text()[before.end..pieces[first].start] == "("
                && is_name(ground, before, true)
                && free(before)
            {
                push_whole(before, &mut out);
            }
            // "누리온의 김하늘 팀장": who has a person in a post is an organisation.
            if at >= 2
                && piece.follows
                && pieces[at - 1].follows
                && &ground.text()[pieces[at - 2].stem_end..pieces[at - 2].end] == "의"
                && is_name(ground, &pieces[at - 1], true)
                && taken(&pieces[at - 2]).is_none()
                && super::organization::is_name_like(ground, &pieces[at - 2])
            {
                let range = pieces[at - 2].start..pieces[at - 2].stem_end;
                let sort = Sort::Name(Class::Organization);
                out.push(Candidate::bare(range, sort, Cue::Context));
            }
            // "김하늘 새길시장", "새길군수": the head of a local government.
            if let Some(government) = governed(ground, stem)
                && at > 0
                && piece.follows
                && is_name(ground, &pieces[at - 1], true)
                && free(&pieces[at - 1])
            {
                push_whole(&pieces[at - 1], &mut out);
                let range = piece.start..piece.start + government;
                let sort = Sort::Name(Class::Organization);
                out.push(Candidate::bare(range, sort, Cue::Context));
            }
            // Right before the post.
            if at > 0 && goes_on(ground, &pieces, at) {
                let before = &pieces[at - 1];
                if piece.follows
                    && piece.spaced
                    && ends_as_name(ground, before)
                    && is_name(ground, before, true)
                    && !super::organization::is_university(ground, before)
                    && free(before)
                    && is_full_title(ground, stem)
                    && !at.checked_sub(2).is_some_and(|i| is_firm_of(ground, &pieces[i], before))
                {
                    push_whole(before, &mut out);
                    // "김하늘·이바다 공동대표".
                    let mut beside = at - 1;
                    while let Some(more) = beside.checked_sub(1).map(|i| &pieces[i])
                        && matches!(&ground.text()[more.end..pieces[beside].start], "·" | "ㆍ" | "‧")
                        && is_name(ground, more, true)
                        && free(more)
                    {
                        push_whole(more, &mut out);
                        beside -= 1;
                    }
                    // "넥스빌 신재이 전무": the word before the name, if no dictionary explains it.
                    if let Some(firm) = at.checked_sub(2).map(|i| &pieces[i])
                        && before.follows
                        && before.spaced
                        && firm.end == firm.stem_end
                        && taken(firm).is_none()
                        && (super::organization::is_name_like(ground, firm)
                            || super::organization::is_coined(ground, firm))
                        && ground.document.stem(firm).chars().count() >= 3
                        && super::quoted::class_by(ground, ground.document.stem(firm)).is_none()
                        && ground.registry.lookup(ground.document.stem(firm)).next().is_none()
                    {
                        let range = firm.start..firm.stem_end;
                        out.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
                    }
                    if let [.., owner, unit, _, _] = &pieces[..=at]
                        && before.follows
                        && unit.follows
                        && taken(unit).is_none()
                        && taken(owner).is_some_and(|c| c.sort == Sort::Name(Class::Organization))
                        && is_unit(ground, unit)
                    {
                        let range = unit.start..unit.end;
                        out.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
                    }
                    continue;
                }
                // Farther left: NAME ORG … POST.
                let mut first = at;
                while first > 0 && goes_on(ground, &pieces, first) && at - first < REACH {
                    first -= 1;
                    let word = &pieces[first];
                    let org_between = pieces[first + 1..at]
                        .iter()
                        .any(|p| taken(p).is_some_and(|c| c.sort == Sort::Name(Class::Organization)));
                    let between = &pieces[first + 1..at];
                    if between.is_empty()
                        || super::organization::is_university(ground, word)
                        || !ends_as_name(ground, word)
                        || !free(word)
                        || !bare(ground, between)
                    {
                        continue;
                    }
                    // "김하늘 전 대표".
                    let former = between.iter().all(|p| {
                        let word = ground.document.surface(p);
                        ground.words.contains("title-former", word)
                            || ground.words.contains("title-modifier", word)
                    });
                    if is_name(ground, word, org_between || former) {
                        if !former
                            && !org_between
                            && !unknown_organization(ground, &pieces, first + 1, at, &mut out)
                        {
                            break;
                        }
                        push_whole(word, &mut out);
                        break;
                    }
                }
            }
        }
    }
    out
}

/// "다솜진흥원 디지털정부과 김하늘 사무관": the word between an organisation and a person ends as its units do. The
/// last syllable of 과 is no particle there.
fn is_unit(ground: Ground<'_>, piece: &Piece) -> bool {
    let word = ground.document.surface(piece);
    let whole = piece.end == piece.stem_end || word.ends_with('과');
    let long = |end: &str| word.len() >= end.len() + 2 * SYLLABLE;
    whole
        && ground.words.suffix("suffix-department", word).is_some_and(long)
        && !ground.words.contains("common-word", word)
}

/// "고은찬 나래온 대표": both may be names; the second is a firm where the article uses it by itself and without a
/// post, as it does not use the names of persons.
fn is_firm_of(ground: Ground<'_>, person: &Piece, firm: &Piece) -> bool {
    const USES: usize = 2;
    let beside = firm.follows
        && firm.spaced
        && ends_as_name(ground, person)
        && is_name(ground, person, true)
        && has_given_name(ground, ground.document.surface(person));
    let name = ground.document.stem(firm);
    let alone = |at: &usize| {
        let piece = &ground.document.pieces[*at];
        piece.stem_end < piece.end && ground.document.stem(piece) == name
    };
    beside && (0..ground.document.pieces.len()).filter(alone).nth(USES - 1).is_some()
}

/// The word before belongs to the same phrase: "AI·데이터 본부장", "클라우드/보안 본부장" too.
fn goes_on(ground: Ground<'_>, pieces: &[Piece], at: usize) -> bool {
    pieces[at].follows
        || matches!(&ground.text()[pieces[at - 1].end..pieces[at].start], "·" | "/" | "&" | "‧" | "ㆍ")
            && pieces[at - 1].end == pieces[at - 1].stem_end
}

/// Whom the words around make a person without a post beside them: "김하늘 씨", "신임 대표에 김하늘이".
fn addressed(ground: Ground<'_>, pieces: &[Piece], out: &mut Vec<Candidate>) {
    for (at, piece) in pieces.iter().enumerate() {
        let stem = ground.document.stem(piece);
        let follows = piece.follows && piece.spaced;
        if stem == "씨" && follows && at > 0 && is_name(ground, &pieces[at - 1], true) {
            push_whole(&pieces[at - 1], out);
        }
        // "대표에 김하늘을 선임했다", "대표로 김하늘을", "김하늘을 대표로".
        let Some(named) = subject_or_object(ground, piece) else { continue };
        let post = |p: &Piece| {
            ground.words.ends_with("title", ground.document.stem(p))
                && matches!(
                    &ground.text()[p.stem_end..p.end],
                    "에" | "로" | "으로" | "에는" | "직에" | "자리에"
                )
        };
        let appoints = |p: &Piece| {
            let word = ground.document.surface(p);
            ground.words.begins_with("verb-appoint", word)
        };
        let before = at > 0 && follows && post(&pieces[at - 1]);
        let after = || pieces[at + 1..].iter().take(4);
        if after().any(appoints) && (before || after().any(post)) {
            push_range(piece.start, named, out);
        }
    }
}

/// Where a name of three syllables with a family name ends before 이/가 or 을/를.
fn subject_or_object(ground: Ground<'_>, piece: &Piece) -> Option<usize> {
    before_particle(ground, piece, &["이", "가", "을", "를"])
}

/// Where the name of a piece beside a post ends. The analyser may see a verb in name and particle: "탁이든은".
fn named_end(ground: Ground<'_>, piece: &Piece) -> Option<usize> {
    if is_name(ground, piece, true) {
        // "진가람", in which the last syllable looks like a particle.
        return Some(if ends_as_name(ground, piece) { piece.end } else { piece.stem_end });
    }
    let whole = piece.stem_end == piece.end;
    whole.then(|| {
        before_particle(ground, piece, &["은", "는", "이", "가", "을", "를", "의", "도", "과", "와"])
    })?
}

fn before_particle(ground: Ground<'_>, piece: &Piece, particles: &[&str]) -> Option<usize> {
    let word = ground.document.surface(piece);
    let name = particles.iter().find_map(|p| word.strip_suffix(p))?;
    let end = piece.start + name.len();
    let whole = Piece { end, stem_end: end, ..piece.clone() };
    (name.chars().count() == 3 && is_name(ground, &whole, true)).then_some(end)
}

/// "사티아 나델라는", "마크 리드 부사장": a given name of elsewhere and the word behind it.
fn foreign(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let hangul = |text: &str| text.chars().all(|c| ('가'..='힣').contains(&c));
    for pair in ground.document.pieces.windows(2) {
        let [given, family] = pair else { continue };
        // "리나 호프만": the last syllable is no particle.
        let whole = ground.document.surface(family).ends_with('만') && family.end - family.stem_end == 3;
        let end = if whole { family.end } else { family.stem_end };
        let (first, last) = (ground.document.surface(given), &ground.text()[family.start..end]);
        let ordinary = |set: &str| ground.words.contains(set, last);
        if ground.words.contains("given-foreign", first)
            && family.follows
            && family.spaced
            && hangul(last)
            && last.chars().count() <= 5
            && !ground.words.ends_with("title", last)
            && !ordinary("common-word")
            && !ordinary("not-a-name")
            && ground.registry.lookup(last).next().is_none()
        {
            push_range(given.start, end, out);
        }
    }
}

/// No particle is left over behind what may be a name; in a name of three syllables the last one
/// may look like one ("김가은").
fn ends_as_name(ground: Ground<'_>, piece: &Piece) -> bool {
    piece.end == piece.stem_end || ground.document.surface(piece).chars().count() == 3
}

/// Length of the local government's name in its head's title: "새길시" of "새길시장".
fn governed(ground: Ground<'_>, stem: &str) -> Option<usize> {
    // "한국구름학회장": the head of a body that is named in the title.
    let body = stem.strip_suffix('장').filter(|body| {
        ground
            .words
            .suffix("headed-body", body)
            .is_some_and(|end| body.chars().count() >= end.chars().count() + 3)
    });
    if let Some(body) = body {
        return Some(body.len());
    }
    // "우정사업본부장": the registry has the body.
    if let Some(body) = stem.strip_suffix('장').filter(|body| body.chars().count() >= 4)
        && ground
            .registry
            .lookup(body)
            .any(|(k, weak)| !weak && ground.registry.known()[k].class == Class::Organization)
    {
        return Some(body.len());
    }
    [("시장", "장"), ("군수", "수"), ("도지사", "지사"), ("구청장", "장")].into_iter().find_map(
        |(title, rest)| {
            let place = stem.strip_suffix(title)?;
            let known =
                ground.registry.lookup(place).any(|(k, _)| ground.registry.known()[k].class == Class::Place);
            known.then_some(stem.len() - rest.len())
        },
    )
}

/// Words between a name and its post carry no particle.
fn bare(ground: Ground<'_>, pieces: &[Piece]) -> bool {
    pieces.iter().all(|p| {
        let surface = ground.document.surface(p);
        p.stem_end == p.end
            || crate::syntax::josa::split(surface).is_none()
            || p.end - p.stem_end <= 3 && !surface.ends_with(['은', '는', '을', '를', '의'])
    })
}

/// The word behind the name is taken for an organisation when it is no ordinary word.
fn unknown_organization(
    ground: Ground<'_>,
    pieces: &[Piece],
    at: usize,
    post: usize,
    out: &mut Vec<Candidate>,
) -> bool {
    let piece = &pieces[at];
    let stem = ground.document.surface(piece);
    if ["전", "前", "현", "現", "옛", "구"].contains(&stem) {
        return at + 1 < post && unknown_organization(ground, pieces, at + 1, post, out);
    }
    if stem.chars().count() < 2
        || ground.words.ends_with("title", ground.document.stem(piece))
        || ground.document.stem(piece) == "씨"
        || ground.words.contains("common-word", stem)
    {
        return false;
    }
    let list = &ground.document.morphemes[piece.morphemes.clone()];
    let ordinary =
        list.iter().all(|m| matches!(m.tags.first(), Tag::Nng | Tag::Mag | Tag::Mm | Tag::Np | Tag::Sn))
            && list.len() == 1;
    if ordinary {
        return false;
    }
    let range = piece.start..piece.end;
    out.push(Candidate::bare(range, Sort::Name(Class::Organization), Cue::Context));
    true
}

fn is_full_title(ground: Ground<'_>, stem: &str) -> bool {
    ground.words.ends_with("title", stem)
}

/// "솔루션사업본부장": a department with its head; "시장" alone is a market.
fn is_compound_title(ground: Ground<'_>, stem: &str) -> bool {
    let mayor = ["시장", "군수", "구청장", "지사"].iter().find_map(|t| stem.strip_suffix(t));
    if mayor.is_some_and(|place| {
        ground.registry.lookup(place).any(|(k, _)| ground.registry.known()[k].class == Class::Place)
    }) {
        return true;
    }
    stem.chars().count() >= 3
        && stem.ends_with('장')
        && ground.words.ends_with("suffix-department", &stem[..stem.len() - '장'.len_utf8()])
}

/// Whether a piece reads as a person's name. `anchored` says that a title or organisation stands
/// beside it, so that two-syllable names pass as well.
pub(super) fn is_name(ground: Ground<'_>, piece: &Piece, anchored: bool) -> bool {
    let stem = ground.document.stem(piece);
    let surface = ground.document.surface(piece);
    // The analyser may take the last syllable of a name for a particle: "김가은", "이도".
    let whole = if piece.end - piece.stem_end == 3 && surface.chars().count() == 3 { surface } else { stem };
    if !(2 * SYLLABLE..=4 * SYLLABLE).contains(&whole.len())
        || !whole.chars().all(|c| ('가'..='힣').contains(&c))
    {
        return false;
    }
    let syllables = whole.len() / SYLLABLE;
    let surname = if syllables >= 3 && ground.words.contains("surname2", &whole[..2 * SYLLABLE]) {
        2
    } else {
        usize::from(ground.words.contains("surname", &whole[..SYLLABLE]))
    };
    if surname == 0 || syllables == 4 && surname == 1 {
        return false;
    }
    if ground.words.ends_with("title", stem) || ground.words.contains("not-a-name", stem) {
        return false;
    }
    if ground.words.contains("not-a-name", whole)
        || ground.words.contains("common-word", whole)
        || ground.words.ends_with("title", whole)
    {
        return false;
    }
    if ground.registry.lookup(whole).any(|(_, weak)| !weak) {
        return false;
    }
    let list = ground.document.before(piece, piece.start + whole.len());
    // "손잡고", "이어진": a verb form, not a name. But no verb goes on to a post with an ending like that
    // of "정하람" or "채유라".
    if list.first().is_some_and(|m| matches!(m.tags.first(), Tag::Vv | Tag::Va | Tag::Vx))
        && list.last().is_some_and(|m| m.tags.last().is_ending())
    {
        let odd = list.last().is_some_and(|m| matches!(m.tags.last(), Tag::Ec | Tag::Ef))
            && !whole.ends_with([
                '고', '며', '면', '서', '지', '려', '게', '자', '니', '해', '져', '어', '아', '워', '와',
                '돼', '다', '까', '여', '도', '러', '듯', '나', '로', '냐', '네', '데', '요',
            ]);
        // "박서준 다솜테크 대표": ko-dic sees "박아서 준"; both syllables are those of given names.
        return anchored && syllables == 3 && (odd || has_given_name(ground, whole));
    }
    match list {
        [only] => match only.tags.first() {
            Tag::Nnp => true,
            // "이준 다솜테크 대표": a word, but one of names.
            Tag::Nng | Tag::Mag | Tag::Maj | Tag::Mm | Tag::Np | Tag::Nnb | Tag::Nr => {
                anchored && ground.words.contains("person-name", whole)
            }
            _ => anchored,
        },
        _ => {
            let all_common = list.iter().all(|m| {
                matches!(m.tags.first(), Tag::Nng) && ground.text()[m.start..m.end].chars().count() >= 2
            });
            // "황보라미", in which the dictionary has a word.
            let common = all_common && !(anchored && surname == 2);
            !common && !is_word_with_ending(ground, list) && (syllables >= 3 || anchored)
        }
    }
}

/// Whether all syllables behind the family name are those of given names.
fn has_given_name(ground: Ground<'_>, name: &str) -> bool {
    name.chars().skip(1).all(|c| ground.words.contains("given-syllable", c.encode_utf8(&mut [0; 4])))
}

/// "신설한", "시점을", "정책실": a noun of two syllables with the ending of a verb, with a particle that names have no
/// syllable like ("양성에"), or with the end of a unit.
fn is_word_with_ending(ground: Ground<'_>, morphemes: &[crate::morph::Morpheme]) -> bool {
    let [noun, ending] = morphemes else { return false };
    noun.tags.first() == Tag::Nng
        && ground.text()[noun.start..noun.end].chars().count() == 2
        && (matches!(ending.tags.first(), Tag::Xsv | Tag::Xsa | Tag::Jko | Tag::Jks)
            || matches!(
                &ground.text()[ending.start..ending.end],
                "에" | "실" | "팀" | "과" | "국" | "단" | "처"
            ))
}

fn push(piece: &Piece, out: &mut Vec<Candidate>) {
    push_range(piece.start, piece.stem_end, out);
}

fn push_whole(piece: &Piece, out: &mut Vec<Candidate>) {
    push_range(piece.start, piece.end, out);
}

fn push_range(start: usize, end: usize, out: &mut Vec<Candidate>) {
    out.push(Candidate {
        inner: start..end,
        outer: start..end,
        sort: Sort::Name(Class::Person),
        cue: Cue::Context,
        known: None,
    });
}

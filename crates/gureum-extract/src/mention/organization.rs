//! Names of organisations that no list holds: by how they end, and by the class noun before them.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::Class;

use super::find::{Candidate, Ground, outside_brackets};
use super::{Cue, Sort};
use crate::morph::Tag;
use crate::stage::document::Piece;

/// Adds pieces that end like an organisation's name: "…소프트", "…진흥원", "…위원회".
pub(super) fn by_shape(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for piece in &ground.document.pieces {
        let stem = ground.document.stem(piece);
        if ground.words.ends_with("suffix-unit", stem) {
            units(ground, piece, out);
            continue;
        }
        if stem.chars().count() < 3 || stem.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let sure = ground.words.suffix("suffix-firm", stem);
        let firm = ground.words.suffix("suffix-organization", stem);
        let institution = ground.words.suffix("suffix-institution", stem);
        let Some(suffix) = sure.or(firm).or(institution) else { continue };
        let base = &stem[..stem.len() - suffix.len()];
        if suffix == "센터"
            && ground.registry.lookup(base).any(|(k, _)| ground.registry.known()[k].class == Class::Place)
        {
            // "용인센터": a place's centre is a building.
            let range = piece.start..piece.stem_end;
            out.push(Candidate::bare(range, Sort::Name(Class::Facility), Cue::Shape));
            continue;
        }
        // "한결호텔에서": a building where something is, not who does it.
        let tail = &ground.text()[piece.stem_end..piece.end];
        // "관제센터를 짓다": a building, where one is built.
        if ground.words.contains("generic-facility", stem) {
            continue;
        }
        let venue = ground.words.ends_with("suffix-venue", stem)
            && (tail.is_empty() || tail.starts_with(['에', '으', '로']));
        if venue {
            continue;
        }
        // "책임연구원" is a post.
        let ordinary = |set| ground.words.contains(set, stem);
        if base.is_empty() || ordinary("common-word") || ordinary("title") {
            continue;
        }
        let base_len = base.chars().count();
        let short = suffix.chars().count() == 1;
        // "클라우드산업", "전자정부": not even a known sort of word makes these names.
        let plain =
            ["common-word", "common-base", "says-little"].iter().any(|set| ground.words.contains(set, base));
        let general = matches!(
            suffix,
            "산업"
                | "정부"
                | "사무국"
                | "보안"
                | "데이터"
                | "시스템"
                | "네트워크"
                | "솔루션"
                | "클라우드"
                | "디지털"
                | "글로벌"
        );
        if base.starts_with('.') || plain && general {
            continue;
        }
        let accept = if sure.is_some() {
            let long = suffix.chars().count() >= 3;
            (base_len >= 2 || long) && !ground.words.contains("common-base", base)
                || base.chars().all(|c| c.is_ascii_uppercase())
        } else if firm.is_some() {
            base_len >= 2 && !is_common_compound(ground, piece, base)
        } else if short {
            institution_shape(ground, piece, stem, suffix)
        } else {
            base_len >= 2 && !ends_in_class_noun(ground, base)
        };
        // "세종시에": where something is, not who does it.
        let tail = &ground.text()[piece.stem_end..piece.end];
        let place = matches!(suffix, "시" | "도" | "군" | "구") && tail.starts_with(['에', '로']);
        if accept && place {
            let range = piece.start..piece.stem_end;
            out.push(Candidate::bare(range, Sort::Name(Class::Place), Cue::Shape));
        } else if accept {
            push(piece, Cue::Shape, out);
        }
    }
}

/// "산업 혁신분과", "상생 지원단": a unit's name begins after the sign or particle before it.
fn units(ground: Ground<'_>, piece: &Piece, out: &mut Vec<Candidate>) {
    let Some(mut at) = ground.document.pieces.iter().position(|p| p.start == piece.start) else { return };
    let last = at;
    let pieces = &ground.document.pieces;
    while at > 0
        && last - at < 2
        && pieces[at].follows
        && pieces[at - 1].end == pieces[at - 1].stem_end
        && nouns(ground, &pieces[at - 1])
        && !named_behind(ground, &pieces[at - 1])
        && !ground.words.contains("determiner", ground.document.surface(&pieces[at - 1]))
    {
        at -= 1;
    }
    // "데이터분과" is a name, "분과" alone is none.
    if at < last || !ground.words.contains("suffix-unit", ground.document.stem(piece)) {
        let range = pieces[at].start..piece.stem_end;
        let sort = Sort::Name(Class::Organization);
        out.push(Candidate::bare(range, sort, Cue::Shape));
    }
}

/// Whether a post of universities stands behind a word in 대: "가람대 총장", "가람대 컴퓨터공학과 교수".
pub(super) fn is_university(ground: Ground<'_>, piece: &Piece) -> bool {
    let behind = ground.document.pieces.partition_point(|p| p.start < piece.end);
    let near = ground.document.pieces[behind..].iter().take(2).take_while(|p| p.follows);
    let mut near = near.map(|p| ground.document.stem(p));
    let name = ground.document.surface(piece);
    name.ends_with('대')
        && name.chars().count() >= 3
        && near.any(|stem| ground.words.ends_with("title-university", stem))
}

/// One-syllable ends (부, 청, 시, 대) are names only of known make: ministries by 부 or 처 with a
/// base that is no ordinary noun, places of government by the particle-free stem in the registry's
/// places, universities by 대 after a name.
fn institution_shape(ground: Ground<'_>, piece: &Piece, stem: &str, suffix: &str) -> bool {
    let base = &stem[..stem.len() - suffix.len()];
    match suffix {
        // "한솔시도" is a city with a particle.
        "도" if base.ends_with(['시', '군', '구']) => false,
        "시" | "도" | "군" | "구" => {
            ground.registry.lookup(base).any(|(k, _)| ground.registry.known()[k].class == Class::Place)
                || ground.registry.lookup(stem).any(|(k, _)| ground.registry.known()[k].class == Class::Place)
        }
        // "가람대 교수": no dictionary has it, but who teaches does so at a university.
        "대" => base.chars().count() >= 2 && (single_nnp(ground, piece) || is_university(ground, piece)),
        "부" => base.chars().count() >= 4 && !ground.words.ends_with("common-word", stem),
        "청" if base.chars().count() >= 6 => !ground.words.ends_with("common-word", stem),
        "청" => {
            base.chars().count() >= 2
                && [
                    "방위사업",
                    "중소기업",
                    "산림",
                    "기상",
                    "통계",
                    "조달",
                    "관세",
                    "병무",
                    "특허",
                    "소방",
                    "경찰",
                    "국세",
                    "질병관리",
                    "우주항공",
                    "농촌진흥",
                    "해양경찰",
                    "문화재",
                    "새만금개발",
                ]
                .iter()
                .any(|n| base.ends_with(n))
        }
        _ => false,
    }
}

fn single_nnp(ground: Ground<'_>, piece: &Piece) -> bool {
    let list = &ground.document.morphemes[piece.morphemes.clone()];
    list.first().is_some_and(|m| m.tags.first() == Tag::Nnp && m.end >= piece.stem_end.saturating_sub(3))
}

fn ends_in_class_noun(ground: Ground<'_>, base: &str) -> bool {
    ["지원", "관련", "각", "해당", "소속", "산하", "국내", "해외", "지역", "유관", "전문"].contains(&base)
        || ground.words.contains("common-word", base)
}

/// Whether the base is made of ordinary nouns only: "업무시스템" is no firm, "온누리시스템" may be.
fn is_common_compound(ground: Ground<'_>, piece: &Piece, base: &str) -> bool {
    let end = piece.start + base.len();
    let list = ground.document.before(piece, end);
    let ordinary = |m: &crate::morph::Morpheme| {
        let count = ground.text()[m.start..m.end].chars().count();
        matches!(m.tags.first(), Tag::Nng | Tag::Xpn | Tag::Xsn | Tag::Mm | Tag::Sn | Tag::Nr) && count >= 2
            || matches!(m.tags.first(), Tag::Xpn | Tag::Sn)
    };
    !list.is_empty() && list.iter().all(ordinary)
}

/// Adds the piece behind a class noun: "보안 스타트업 한들랩", "게임사 라온".
pub(super) fn by_context(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, piece) in pieces.iter().enumerate().skip(1) {
            let before = &pieces[at - 1];
            if !piece.follows || !piece.spaced || before.stem_end != before.end {
                // The class noun stands without particle, but for the copula: "기업인 한들랩".
                continue;
            }
            let noun = ground.document.surface(before);
            let noun = noun.strip_suffix('인').filter(|n| n.chars().count() >= 2).unwrap_or(noun);
            let class_noun = ground.words.ends_with("class-organization", noun)
                && !ground.words.contains("not-apposition", noun);
            let told = ground.words.suffix("firm-noun", noun).is_some_and(|end| {
                end != noun && !ground.words.contains("any-firms", noun)
                    || end == noun && at >= 2 && before.follows && before.spaced
            });
            let described = class_noun && told && may_be_firm(ground, piece);
            // "이 회사 김하늘 대표": a person.
            let post = pieces.get(at + 1).filter(|n| n.follows && n.spaced && piece.end == piece.stem_end);
            if post.is_some_and(|n| ground.words.ends_with("title", ground.document.stem(n)))
                && super::person::is_name(ground, piece, true)
            {
                continue;
            }
            if class_noun && (is_name_like(ground, piece) || is_coined(ground, piece)) || described {
                push(piece, Cue::Context, out);
            }
        }
    }
}

/// A name made of ordinary nouns, as far as the noun of firms before it allows: "백업 업체 나무서랍을". What
/// firms have or do is none: "보안 업체 매출은".
pub(super) fn may_be_firm(ground: Ground<'_>, piece: &Piece) -> bool {
    piece.stem_end < piece.end && may_be_listed_firm(ground, piece)
}

/// As [`may_be_firm`], where a list stands in for the particle: "한빛클라우드와 이음데이터, 누비솔이".
pub(super) fn may_be_listed_firm(ground: Ground<'_>, piece: &Piece) -> bool {
    let stem = ground.document.stem(piece);
    let list = ground.document.before(piece, piece.stem_end);
    let word = |m: &crate::morph::Morpheme| &ground.text()[m.start..m.end.min(piece.stem_end)];
    let of_firms = |m: &crate::morph::Morpheme| ground.words.contains("of-firms", word(m));
    // "마루정보" ends as firms do, "고객정보" begins with what they have.
    let had = || {
        list.first().is_some_and(of_firms)
            || list
                .last()
                .is_some_and(|m| of_firms(m) && !ground.words.contains("suffix-organization", word(m)))
    };
    let ordinary = |set| ground.words.contains(set, stem);
    (stem.chars().count() >= 3 || list.len() == 2)
        && stem.chars().all(|c| ('가'..='힣').contains(&c))
        && list.iter().all(|m| m.tags.first().is_nominal() || m.tags.first() == Tag::Xsn)
        && !had()
        && !ordinary("common-word")
        && !ordinary("not-a-name")
        && !ground.words.ends_with("class-organization", stem)
        && !ground.words.ends_with("title", stem.strip_suffix('들').unwrap_or(stem))
        && ground.registry.lookup(stem).next().is_none()
}

/// Adds the members of a list that its close or another member says are organisations: "가나산업과
/// 다라 등 30여개 기업이", "KT와 다라 등이". Only words side by side, joined by commas, dots or 와/과,
/// are members.
pub(super) fn by_list(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let count = |c: &Candidate| if let Sort::Count(n) = c.sort { Some((c.outer.start, n)) } else { None };
    let counts: BTreeMap<usize, i64> = out.iter().filter_map(count).collect();
    let counted_at = |piece: &Piece| counts.get(&piece.start).copied();
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let pieces = ground.pieces(sentence);
        for (at, close) in pieces.iter().enumerate().skip(1) {
            // "누리온, 다솜, 하람 3곳이": as many names as are counted.
            let number = counted_at(close).filter(|_| ground.document.stem(&pieces[at - 1]) != "등");
            if ground.document.stem(close) != "등" && number.is_none() || !close.follows {
                continue;
            }
            let counted = pieces.get(at + 1).is_some_and(|next| counted_at(next).is_some());
            // "등 민간 기업 400여 곳이": firms, as far as their names end as firms' do.
            let firms = |p: &Piece| ground.words.contains("firm-noun", ground.document.stem(p));
            let shaped = |r: &Range<usize>| {
                let name = &ground.text()[r.clone()];
                ["suffix-organization", "suffix-firm"].iter().any(|set| ground.words.ends_with(set, name))
            };
            let closed = pieces[at + 1..].iter().take(2).take_while(|p| p.follows).any(firms);
            let named = |p: &Piece| out.iter().any(|c| c.outer.start <= p.start && p.end <= c.outer.end);
            let members = list_before(ground, pieces, at, &named);
            let covered =
                |r: &Range<usize>| out.iter().find(|c| c.outer.start < r.end && r.start < c.outer.end);
            if number.is_some_and(|n| n < 2 || usize::try_from(n) != Ok(members.len())) {
                continue;
            }
            let counted = counted || number.is_some() || closed && members.iter().all(shaped);
            let organization =
                |r: &&Range<usize>| covered(r).is_some_and(|c| c.sort == Sort::Name(Class::Organization));
            let known = members.iter().filter(organization).count();
            // "그로브, 에이블링크 등이": words that no dictionary explains, and nobody's names.
            let unknown = |r: &&Range<usize>| {
                covered(r).is_none()
                    && pieces.iter().find(|p| p.start == r.start).is_some_and(|p| may_be_listed(ground, p))
            };
            let coined = members.iter().filter(unknown).count();
            let all =
                members.len() >= 2 && coined >= 1 && known + coined == members.len() && known + coined >= 3;
            if !counted && !all && known < 2 && known * 2 < members.len() {
                continue;
            }
            for range in members {
                let name = &ground.text()[range.clone()];
                let verb =
                    ["고", "며", "서", "만", "데", "해", "다", "나", "면"].iter().any(|e| name.ends_with(e))
                        && ground
                            .document
                            .morphemes
                            .iter()
                            .any(|m| m.end == range.end && matches!(m.tags.last(), Tag::Ec | Tag::Ef));
                // "김하늘 누리소프트 대표 등이": somebody in a post.
                let titled = name.contains(' ') && ground.words.ends_with("title", name);
                let ordinary = verb
                    || titled
                    || ground.words.contains("not-a-name", name)
                    || ground.words.contains("common-word", name);
                let other = covered(&range)
                    .is_some_and(|c| c.outer == range || c.sort != Sort::Name(Class::Organization));
                if !ordinary && name.chars().count() >= 2 && !other {
                    let sort = Sort::Name(Class::Organization);
                    found.push(Candidate::bare(range, sort, Cue::Context));
                }
            }
        }
    }
    out.append(&mut found);
}

/// Adds the members of a list without a close, if there are three or more and no dictionary explains any of
/// them: "어반스톤, 코드캣, 린투스가".
pub(super) fn by_enumeration(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    const FEWEST: usize = 3;
    let text = ground.text();
    let mut found = Vec::new();
    for sentence in 0..ground.document.sentences.len() {
        let from = ground.document.sentences[sentence].range.start;
        let pieces: Vec<&Piece> = outside_brackets(text, from, ground.pieces(sentence)).collect();
        let mut first = 0;
        while first < pieces.len() {
            let mut last = first;
            while last + 1 < pieces.len()
                && pieces[last].stem_end == pieces[last].end
                && matches!(text[pieces[last].end..pieces[last + 1].start].trim(), "," | "·")
            {
                last += 1;
            }
            let run = &pieces[first..=last];
            // A name may stand before the list with its own words: only the last word before a comma is known.
            let closed = matches!(
                &text[pieces[last].stem_end..pieces[last].end],
                "은" | "는" | "이" | "가" | "을" | "를" | "와" | "과" | "도" | "의"
            );
            let free =
                |p: &&&Piece| !out.iter().any(|c: &Candidate| c.outer.start < p.end && p.start < c.outer.end);
            let firm = |p: &&&Piece| {
                out.iter().any(|c| c.outer.start == p.start && c.sort == Sort::Name(Class::Organization))
            };
            let named = |p: &&&Piece| free(p) && may_be_listed(ground, p);
            if run.len() >= FEWEST && closed && run.iter().all(|p| firm(&p) || named(&p)) {
                let sort = Sort::Name(Class::Organization);
                let new = run.iter().filter(named).map(|p| p.start..p.stem_end);
                found.extend(new.map(|range| Candidate::bare(range, sort.clone(), Cue::Context)));
            }
            first = last + 1;
        }
    }
    out.append(&mut found);
}

/// Whether the word is one that no dictionary explains and nobody's name.
fn may_be_listed(ground: Ground<'_>, piece: &Piece) -> bool {
    let stem = ground.document.stem(piece);
    (is_name_like(ground, piece) || is_coined(ground, piece))
        && stem.chars().all(|c| ('가'..='힣').contains(&c))
        && stem.chars().count() >= 3
        && super::quoted::class_by(ground, stem).is_none()
        && !super::person::is_name(ground, piece, false)
        && ground.registry.lookup(stem).next().is_none()
}

/// The names listed before piece `close`, the last one first. A name may have several words.
fn list_before(
    ground: Ground<'_>,
    pieces: &[Piece],
    close: usize,
    named: &dyn Fn(&Piece) -> bool,
) -> Vec<Range<usize>> {
    const LONGEST: usize = 3;
    let text = ground.text();
    // Words in parentheses do not count: "한국전자연구원(KERI) 광주분원".
    let from = pieces.first().map_or(0, |p| p.start);
    let pieces: Vec<&Piece> = outside_brackets(text, from, &pieces[..=close]).collect();
    let close = pieces.len() - 1;
    let particle = |p: &Piece| &text[p.stem_end..p.end];
    let mut members = Vec::new();
    let mut after = close;
    // One member: words without particle, but for 와/과 on the last one.
    while let Some(last) = after.checked_sub(1) {
        let gap = text[pieces[last].end..pieces[after].start].trim();
        let bracket = gap.starts_with('(') && gap.ends_with(')');
        let sign = gap.trim_end().ends_with([',', '·']);
        let joined = if members.is_empty() {
            (gap.is_empty() || bracket) && particle(pieces[last]).is_empty()
        } else {
            particle(pieces[last]).is_empty() && (sign || bracket)
                || gap.is_empty() && matches!(particle(pieces[last]), "와" | "과")
        };
        if !joined {
            break;
        }
        let mut first = last;
        while first > 0
            && last - first + 1 < LONGEST
            && between_words(&text[pieces[first - 1].end..pieces[first].start])
            && particle(pieces[first - 1]).is_empty()
            && pieces[first].spaced
            && (noun_only(ground, pieces[first - 1]) || named(pieces[first - 1]))
            && !named_behind(ground, pieces[first - 1])
        {
            first -= 1;
        }
        members.push(pieces[first].start..pieces[last].stem_end);
        // "게임사 나루와 여행 플랫폼 나루길 등": what describes a member is no member.
        if first > 0
            && ["class-organization", "class-service"]
                .iter()
                .any(|set| ground.words.ends_with(set, ground.document.surface(pieces[first - 1])))
        {
            while first > 0
                && between_words(&text[pieces[first - 1].end..pieces[first].start])
                && particle(pieces[first - 1]).is_empty()
                && noun_only(ground, pieces[first - 1])
            {
                first -= 1;
            }
        }
        after = first;
    }
    members
}

/// A noun that a name stands behind, or a word with 와/과 that the analyser has not cut: neither is part
/// of the name. "여행 플랫폼 나루길 등", "비전온과 나루길 등".
fn named_behind(ground: Ground<'_>, piece: &Piece) -> bool {
    let word = ground.document.surface(piece);
    let joined = word.strip_suffix(['와', '과']).is_some_and(|base| base.chars().count() >= 3)
        && !ground.words.ends_with("suffix-unit", word);
    joined || ["class-organization", "class-service"].iter().any(|set| ground.words.ends_with(set, word))
}

/// Nothing but space, or one parenthesis.
fn between_words(gap: &str) -> bool {
    let gap = gap.trim();
    gap.is_empty() || gap.starts_with('(') && gap.ends_with(')')
}

fn nouns(ground: Ground<'_>, piece: &Piece) -> bool {
    ground.document.morphemes[piece.morphemes.clone()].iter().all(|m| m.tags.first().is_nominal())
}

fn noun_only(ground: Ground<'_>, piece: &Piece) -> bool {
    // The particle behind a quotation mark is a piece of its own.
    if crate::syntax::josa::role_of(ground.document.surface(piece)).is_some() {
        return false;
    }
    let list = &ground.document.morphemes[piece.morphemes.clone()];
    list.iter().all(|m| m.tags.first().is_nominal())
        && !ground.words.contains("not-a-name", ground.document.surface(piece))
}

/// Adds words that no dictionary explains and that the article uses at least twice with the particles
/// of someone who acts: "플로나인은 … 플로나인의".
pub(super) fn by_use(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut uses: BTreeMap<&str, Vec<&Piece>> = BTreeMap::new();
    for piece in &ground.document.pieces {
        if piece.stem_end < piece.end
            && is_name_like(ground, piece)
            && !out.iter().any(|c| c.outer.start <= piece.start && piece.start < c.outer.end)
        {
            uses.entry(ground.document.stem(piece)).or_default().push(piece);
        }
    }
    // A name that quotation marks or a list explain somewhere is what they say.
    let explained: std::collections::BTreeSet<&str> = out
        .iter()
        .filter(|c| matches!(c.sort, Sort::Name(_)))
        .map(|c| &ground.text()[c.inner.clone()])
        .collect();
    for (name, pieces) in uses {
        if explained.contains(name) {
            continue;
        }
        let tail = |p: &&Piece| &ground.text()[p.stem_end..p.end];
        let acts = pieces
            .iter()
            .filter(|p| matches!(tail(p), "은" | "는" | "이" | "가" | "의" | "와" | "과" | "도"))
            .count();
        let topic = pieces.iter().any(|p| matches!(tail(p), "은" | "는" | "이" | "가"));
        if acts < 2 || !topic || name.chars().count() < 3 {
            continue;
        }
        for piece in pieces {
            push(piece, Cue::Context, out);
        }
    }
}

/// Adds whose appointments a line tells: "◆ 한국구름품질원 ▲ 원장 김하늘", "◇다솜테크 <승진>".
pub(super) fn by_notice(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let text = ground.text();
    for sentence in 0..ground.document.sentences.len() {
        let from = ground.document.sentences[sentence].range.start;
        let Some(first) = ground.pieces(sentence).first() else { continue };
        let headed =
            text[from..first.start].trim().chars().next_back().is_some_and(|c| "◆◇■□▣●○◈".contains(c));
        let listing = text[first.end..].trim_start().starts_with(['▲', '△', '▶', '▷', '<', '〈']);
        let known = || out.iter().any(|c| c.outer.start < first.end && first.start < c.outer.end);
        let heading = || {
            ["notice-heading", "not-a-name", "common-word"]
                .iter()
                .any(|set| ground.words.contains(set, ground.document.stem(first)))
        };
        if headed && listing && !heading() && nouns(ground, first) && !known() {
            push(first, Cue::Context, out);
        }
    }
}

/// Adds "누리온 컨소시엄": a firm and the group it leads.
pub(crate) fn groups(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for pair in ground.document.pieces.windows(2) {
        let [firm, group] = pair else { continue };
        let led = group.follows
            && group.spaced
            && ground.document.stem(group) == "컨소시엄"
            && firm.end == firm.stem_end;
        let known =
            || out.iter().find(|c| c.outer.end == firm.end && c.sort == Sort::Name(Class::Organization));
        // "한울 컨소시엄": a word that is no sort of consortium.
        let named = || {
            let word = ground.document.surface(firm);
            let sort =
                ["common-word", "common-base", "plain-modifier", "not-a-name", "firm-noun", "of-firms"];
            nouns(ground, firm)
                && word.chars().count() >= 2
                && word.chars().all(|c| ('가'..='힣').contains(&c))
                && !sort.iter().any(|set| ground.words.contains(set, word))
                && !ground.words.ends_with("sector-noun", word)
        };
        if led && let Some(start) = known().map(|c| c.outer.start).or_else(|| named().then_some(firm.start)) {
            let range = start..group.stem_end;
            let sort = Sort::Name(Class::Organization);
            found.push(Candidate::bare(range, sort, Cue::Shape));
        }
    }
    out.append(&mut found);
}

/// Whether the piece is no ordinary word: the analyser knows no common noun of this form.
pub(super) fn is_name_like(ground: Ground<'_>, piece: &Piece) -> bool {
    let stem = ground.document.stem(piece);
    if stem.chars().nth(1).is_none()
        || stem.bytes().any(|b| b.is_ascii_digit()) && !stem.bytes().any(|b| b.is_ascii_uppercase())
    {
        return false;
    }
    (piece.coined || is_odd(ground, piece))
        && !ground.words.contains("common-word", stem)
        && !ground.words.contains("not-a-name", stem)
        && !ground.words.ends_with("class-organization", stem)
        && !ground.words.ends_with("title", stem)
}

/// Whether the analyser sees anything but common nouns and adverbs in it, and no verb at its end.
fn is_odd(ground: Ground<'_>, piece: &Piece) -> bool {
    let list = ground.document.before(piece, piece.stem_end);
    if list.iter().any(|m| m.tags.iter().any(Tag::is_ending) && m.end >= piece.stem_end) {
        // A verb form at the end, as in "기업 관련된": a name only when it is repeated with particles.
        return false;
    }
    !list.iter().all(|m| {
        matches!(
            m.tags.first(),
            Tag::Nng
                | Tag::Nnb
                | Tag::Nnbc
                | Tag::Xsn
                | Tag::Xpn
                | Tag::Nr
                | Tag::Sn
                | Tag::Np
                | Tag::Mag
                | Tag::Mm
                | Tag::Maj
        )
    })
}

/// Whether the piece is a word that the analyser makes up from nouns with an odd syllable among them:
/// "누비/솔", "미르/텍", "업/스테이지". Ordinary compounds have other short parts: "개발/팀", "웹/서비스".
pub(super) fn is_coined(ground: Ground<'_>, piece: &Piece) -> bool {
    let stem = ground.document.stem(piece);
    let list = ground.document.before(piece, piece.stem_end);
    let odd = |m: &crate::morph::Morpheme| {
        let part = &ground.text()[m.start..m.end.min(piece.stem_end)];
        m.tags.first() == Tag::Nng && part.chars().count() == 1 && !ground.words.contains("short-noun", part)
    };
    let ordinary = |set| ground.words.contains(set, stem);
    // A number or pronoun inside a word, an adverb glued to a noun: "메타넷티플랫폼", "두루비즈".
    let last = list.len().saturating_sub(1);
    let inside = |(at, m): (usize, &crate::morph::Morpheme)| {
        at > 0 && at < last && matches!(m.tags.first(), Tag::Nnb | Tag::Np | Tag::Nr)
    };
    let glued = list.first().is_some_and(|m| {
        let part = &ground.text()[m.start..m.end];
        matches!(m.tags.first(), Tag::Mag | Tag::Ic) || m.tags.first() == Tag::Mm && part == "한"
    }) && stem.chars().count() >= 4;
    let nominal = |(at, m): (usize, &crate::morph::Morpheme)| {
        matches!(m.tags.first(), Tag::Nng | Tag::Nnp) || at == 0 && glued || inside((at, m))
    };
    (2..=5).contains(&list.len())
        && stem.chars().count() >= 3
        && stem.chars().all(|c| ('가'..='힣').contains(&c))
        && list.iter().enumerate().all(nominal)
        && (glued || list.iter().any(odd) || list.iter().enumerate().any(inside))
        && !ordinary("common-word")
        && !ordinary("not-a-name")
        && !ordinary("class-service")
        && !ground.words.ends_with("class-organization", stem)
        && !ground.words.ends_with("title", stem)
}

fn push(piece: &Piece, cue: Cue, out: &mut Vec<Candidate>) {
    let range = piece.start..piece.stem_end;
    out.push(Candidate::bare(range, Sort::Name(Class::Organization), cue));
}

//! Other names in parentheses: "한국지능정보사회진흥원(NIA)", "누리클라우드(이하 누리)".

use std::ops::Range;

use gureum_model::Class;

use super::find::{Candidate, Ground};
use super::{Cue, Sort};
use crate::stage::document::Piece;

/// A further name that the text gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The mention it belongs to, by its inner range.
    pub of: Range<usize>,
    /// The other name.
    pub name: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// End of the parenthesis.
    pub close: usize,
    /// It is a name the entity had before.
    pub former: bool,
}

/// Longest content of a parenthesis that may name something.
const LONGEST: usize = 60;

/// Finds aliases of the chosen mentions; a name unknown so far before a parenthesis with foreign
/// letters is added as an organisation.
pub fn find(ground: Ground<'_>, chosen: &mut Vec<Candidate>) -> Vec<Alias> {
    let text = ground.text();
    let mut out = Vec::new();
    for sentence in &ground.document.sentences {
        let mut at = sentence.range.start;
        while let Some(offset) = text[at..sentence.range.end].find('(') {
            let open = at + offset;
            at = open + 1;
            let Some(length) = text[at..sentence.range.end].find(')').filter(|l| *l > 0 && *l <= LONGEST * 3)
            else {
                continue;
            };
            let content = at..at + length;
            let close = content.end + 1;
            let owner = chosen
                .iter()
                .find(|c| {
                    matches!(c.sort, Sort::Name(_))
                        && (c.outer.end == open
                            || c.inner.end == open
                            || c.outer.end + 1 == open && text[c.outer.end..].starts_with(' '))
                })
                .cloned();
            let owner = match owner {
                Some(owner) => owner,
                None => match unknown_owner(ground, open, &text[content.clone()]) {
                    // "소버린(Sovereign)" where 소버린 AI is what is told of: a word in names, and none itself.
                    Some(candidate) if begins_another(text, chosen, &candidate) => continue,
                    Some(candidate) => {
                        chosen.push(candidate.clone());
                        candidate
                    }
                    None => continue,
                },
            };
            let Sort::Name(class) = owner.sort else { continue };
            if !matches!(class, Class::Sector | Class::Place | Class::Technology) {
                read(ground, &owner, class, content, close, &mut out);
            } else if class == Class::Technology {
                let name = text[content.clone()].trim();
                if is_foreign(name) {
                    out.push(Alias {
                        of: owner.inner.clone(),
                        name: name.to_owned(),
                        range: content,
                        close,
                        former: false,
                    });
                }
            }
        }
    }
    out
}

/// Whether a name of something else begins with the word: "소버린 AI".
fn begins_another(text: &str, chosen: &[Candidate], word: &Candidate) -> bool {
    let word = &text[word.inner.clone()];
    chosen.iter().any(|c| {
        matches!(c.sort, Sort::Name(class) if class != Class::Organization)
            && text[c.inner.clone()].strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
    })
}

/// The certificate in the name of its grade: "구름 보안인증(GSA) '하' 등급" also says what the certificate is
/// called for short.
pub(super) fn nested(
    ground: Ground<'_>,
    candidates: &[Candidate],
    aliases: &mut Vec<Alias>,
) -> Vec<Candidate> {
    let text = ground.text();
    let mut out = Vec::new();
    for candidate in candidates.iter().filter(|c| c.sort == Sort::Name(Class::Certification)) {
        let name = &text[candidate.inner.clone()];
        let Some((base, rest)) = name.split_once('(') else { continue };
        let Some((short, _)) = rest.split_once(')') else { continue };
        if base.ends_with("인증") && is_foreign(short) {
            let start = candidate.inner.start;
            let inner = start..start + base.len();
            let at = inner.end + 1;
            aliases.push(Alias {
                of: inner.clone(),
                name: short.to_owned(),
                range: at..at + short.len(),
                close: at + short.len() + 1,
                former: false,
            });
            out.push(Candidate::bare(inner, Sort::Name(Class::Certification), candidate.cue));
        }
    }
    out
}

fn read(
    ground: Ground<'_>,
    owner: &Candidate,
    class: Class,
    content: Range<usize>,
    close: usize,
    out: &mut Vec<Alias>,
) {
    let text = ground.text();
    let base = &text[owner.inner.clone()];
    let mut start = content.start;
    for part in text[content.clone()].split([',', '·', '/']) {
        let range_start = start;
        start += part.len() + 1;
        let lead = part.len() - part.trim_start().len();
        let mut name = part.trim();
        let mut name_start = range_start + lead;
        let mut introduced = false;
        let mut former = false;
        for (intro, old) in [
            ("이하 ", false),
            ("약칭 ", false),
            ("줄여서 ", false),
            ("영문명 ", false),
            ("일명 ", false),
            ("옛 ", true),
            ("구 ", true),
            ("舊 ", true),
            ("전 ", true),
            ("현 ", false),
            ("舊", true),
        ] {
            if let Some(rest) = name.strip_prefix(intro) {
                name_start += name.len() - rest.len();
                name = rest.trim();
                introduced = true;
                former |= old;
            }
        }
        let name = name.trim_matches(['\'', '‘', '’', '"', '“', '”']);
        if name.is_empty()
            || ground.words.contains("no-alias", name)
            || name.chars().all(|c| !c.is_alphabetic())
        {
            continue;
        }
        let accept = introduced
            || is_foreign(name)
                && class != Class::Person
                && !is_foreign_word_of_other_kind(ground, name, class)
            || is_contraction(name, base)
            || same_known(ground, owner, name)
            || is_foreign(base)
                && hangul_only(name)
                && !ground.words.ends_with("title", name)
                && !name.contains(' ')
                && name.chars().count() >= 2
                && !ground.words.contains("common-word", name);
        if accept {
            let at = text[name_start..].find(name).map_or(name_start, |o| name_start + o);
            out.push(Alias {
                of: owner.inner.clone(),
                name: name.to_owned(),
                range: at..at + name.len(),
                close,
                former,
            });
        }
    }
}

/// Latin letters, digits and signs of names only, beginning with a letter.
fn is_foreign(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !name.starts_with("www.")
        && !name.ends_with(".com")
        && !name.ends_with(".kr")
        && !name.ends_with(".example")
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '&' | '.' | '+' | '\''))
}

/// "한국오라클(SaaS)" tells the model, not another name.
fn is_foreign_word_of_other_kind(ground: Ground<'_>, name: &str, class: Class) -> bool {
    ground.registry.lookup(name).any(|(k, weak)| !weak && ground.registry.known()[k].class != class)
        && !ground.registry.lookup(name).any(|(k, _)| ground.registry.known()[k].class == class)
}

/// A Hangul contraction takes syllables of the full name in order: 과기정통부 of 과학기술정보통신부.
fn is_contraction(name: &str, base: &str) -> bool {
    if name.chars().count() < 2 || name.chars().count() >= base.chars().count() || !hangul_only(name) {
        return false;
    }
    let mut rest = base.chars();
    name.chars().all(|c| rest.any(|b| b == c))
}

fn hangul_only(name: &str) -> bool {
    name.chars().all(|c| ('가'..='힣').contains(&c))
}

fn same_known(ground: Ground<'_>, owner: &Candidate, name: &str) -> bool {
    owner.known.is_some_and(|known| ground.registry.lookup(name).any(|(k, _)| k == known))
}

/// A word before "(ABC)" that no other cue has named: an organisation if it is no ordinary word.
fn unknown_owner(ground: Ground<'_>, open: usize, content: &str) -> Option<Candidate> {
    let other_kind = ground
        .registry
        .lookup(content.trim())
        .any(|(k, _)| ground.registry.known()[k].class != Class::Organization);
    if !is_foreign(content.trim()) {
        return None;
    }
    let at = ground.document.pieces.partition_point(|p| p.end <= open);
    let piece = at.checked_sub(1).map(|i| &ground.document.pieces[i]).filter(|p| p.end == open)?;
    let whole = Piece { stem_end: piece.end, ..piece.clone() };
    let range = piece.start..piece.end;
    let word = &ground.text()[range.clone()];
    if other_kind {
        return spelled_otherwise(ground, &whole, content.trim());
    }
    let before = at.checked_sub(2).map(|i| &ground.document.pieces[i]).filter(|_| piece.follows);
    let before = before.map_or("", |p| ground.document.surface(p));
    // "오픈소스 새길(SAEGIL)", "화상회의 기술인 새길(SAEGIL)".
    if ground.words.ends_with("technology-noun", before.strip_suffix('인').unwrap_or(before)) {
        return Some(Candidate::bare(range, Sort::Name(Class::Technology), Cue::Parenthesis));
    }
    // "통신그룹 새온(S&)", "디지털통신부(MDC)".
    // "클라우드 업체 새온(SAEON)": firms of any kind, where the text says of which.
    let kind = at >= 3 && ground.document.pieces[at - 2].follows && ground.document.pieces[at - 2].spaced;
    let told = ground.words.ends_with("class-organization", before)
        && (kind || !ground.words.contains("any-firms", before));
    let institution = ground.words.suffix("suffix-institution", word).is_some_and(|end| {
        word.chars().count() >= end.chars().count() + 4 && !ground.words.ends_with("common-word", word)
    });
    let name = super::organization::is_name_like(ground, &whole)
        || super::organization::is_coined(ground, &whole)
        || told
        || institution;
    // "클라우드관리플랫폼(CMP)" is a sort of thing.
    let first = ground.document.morphemes.get(piece.morphemes.start);
    let first = first.map_or("", |m| &ground.text()[m.start..m.end]);
    let plain =
        ["common-word", "says-little", "not-a-name"].iter().any(|set| ground.words.contains(set, first));
    let sort = !told && plain && ground.words.ends_with("described-service", word);
    (name && !sort && !ground.words.contains("common-word", word))
        .then(|| Candidate::bare(range, Sort::Name(Class::Organization), Cue::Parenthesis))
}

/// "파스타(PaaS-TA)": what the registry has under the name in parentheses, if the word before them is no ordinary one.
fn spelled_otherwise(ground: Ground<'_>, word: &Piece, other: &str) -> Option<Candidate> {
    let own = |(k, weak): (usize, bool)| {
        let class = ground.registry.known()[k].class;
        let named = matches!(class, Class::Service | Class::Facility | Class::Certification);
        (named && !weak).then_some((k, class))
    };
    let (known, class) = ground.registry.lookup(other).find_map(own)?;
    let name =
        super::organization::is_name_like(ground, word) || super::organization::is_coined(ground, word);
    let mut found = Candidate::bare(word.start..word.end, Sort::Name(class), Cue::Parenthesis);
    found.known = Some(known);
    name.then_some(found)
}

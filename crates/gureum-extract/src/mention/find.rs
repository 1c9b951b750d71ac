//! Finding mentions: candidates from every cue, then the longest of those that overlap.
//!
//! Names found by a strong cue anywhere are then looked for everywhere in the article.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::Class;
use rustc_hash::FxHashMap;

use super::when::Anchor;
use super::{
    Cue, Sort, alias, amount, branded, certificate, deed, facility, group, headline, organization, person,
    place, program, quoted, sector, service, when,
};
use crate::lexicon::{Registry, WordSets};
use crate::stage::document::{Document, Piece};
use crate::syntax::josa;
use crate::text::is_alphanumeric;

/// A stretch of text that may be a mention.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The name without quotes and particle.
    pub inner: Range<usize>,
    /// With its quotes.
    pub outer: Range<usize>,
    /// What it would be.
    pub sort: Sort,
    /// Why.
    pub cue: Cue,
    /// The registry's entity.
    pub known: Option<usize>,
}

impl Candidate {
    /// A name without quotes that the registry does not know.
    pub(super) fn bare(range: Range<usize>, sort: Sort, cue: Cue) -> Self {
        Self { inner: range.clone(), outer: range, sort, cue, known: None }
    }
}

/// What finders look at.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The analysed page.
    pub document: &'a Document,
    /// Known entities.
    pub registry: &'a Registry,
    /// Word sets.
    pub words: &'a WordSets,
}

/// Candidates in text order that do not overlap, and the names that parentheses give them.
#[derive(Debug)]
pub struct Found {
    /// The mentions to be.
    pub candidates: Vec<Candidate>,
    /// Further names.
    pub aliases: Vec<alias::Alias>,
    /// Names that stand inside longer ones and have a further name there.
    pub nested: Vec<Candidate>,
}

impl<'a> Ground<'a> {
    /// The analysed text.
    pub fn text(self) -> &'a str {
        self.document.text()
    }

    /// Pieces of sentence `index`.
    pub fn pieces(self, index: usize) -> &'a [Piece] {
        &self.document.pieces[self.document.sentences[index].pieces.clone()]
    }

    /// Pieces of sentence `index` outside parentheses, as if these were not there:
    /// "김하늘 한국구름원(KCI) 단장" is three words in a row.
    pub fn outside(self, index: usize) -> Cow<'a, [Piece]> {
        let text = self.text();
        if !text[self.document.sentences[index].range.clone()].contains('(') {
            return Cow::Borrowed(self.pieces(index));
        }
        let mut out: Vec<Piece> = Vec::new();
        let from = self.document.sentences[index].range.start;
        for piece in outside_brackets(text, from, self.pieces(index)) {
            let gap = out.last().map_or("", |last| text[last.end..piece.start].trim());
            let follows = !out.is_empty() && (gap.is_empty() || gap.starts_with('(') && gap.ends_with(')'));
            out.push(Piece { follows, ..piece.clone() });
        }
        out.into()
    }

    /// Whether a name may stand at `range`: it begins a piece, and what is left of the eojeol
    /// behind it is nothing, a particle, a copula or a plural.
    pub fn stands_alone(self, range: &Range<usize>) -> bool {
        let text = self.text();
        let before = text[..range.start].chars().next_back();
        if before.is_some_and(is_alphanumeric) {
            return false;
        }
        let tail_end = text[range.end..]
            .char_indices()
            .find(|(_, c)| c.is_whitespace() || crate::morph::is_separator(*c))
            .map_or(text.len(), |(at, _)| range.end + at);
        let tail = text[range.end..tail_end].trim_end_matches('.');
        is_tail(&text[range.clone()], tail)
    }
}

/// Those of `pieces`, which lie behind `from` in one sentence, that stand outside parentheses opened since.
pub(super) fn outside_brackets<'p>(
    text: &'p str,
    mut from: usize,
    pieces: &'p [Piece],
) -> impl Iterator<Item = &'p Piece> {
    let mut depth = 0usize;
    pieces.iter().filter(move |piece| {
        for c in text[from..piece.start].chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        from = piece.start;
        depth == 0
    })
}

/// Whether `tail` may be glued to a name.
pub(super) fn is_tail(name: &str, tail: &str) -> bool {
    const TAILS: [&str; 46] = [
        "",
        "측",
        "측은",
        "측이",
        "등",
        "등은",
        "등이",
        "등을",
        "등과",
        "등의",
        "사",
        "이다",
        "다",
        "인",
        "이며",
        "였다",
        "이었다",
        "이자",
        "라는",
        "이라는",
        "라고",
        "이라고",
        "들",
        "용",
        "형",
        "행",
        "판",
        "이고",
        "이었으나",
        "였으나",
        "이었고",
        "였고",
        "이지만",
        "이었지만",
        "였지만",
        "이었는데",
        "였는데",
        "이었던",
        "였던",
        "인데",
        "이라며",
        "라며",
        "이면서",
        "이어서",
        "입니다",
        "이기도",
    ];
    if TAILS.contains(&tail) {
        return true;
    }
    if josa::role_of(tail).is_some() {
        // "KT가": after foreign letters either form of a particle may stand.
        return josa::fits(name, tail) || !name.ends_with(|c: char| ('가'..='힣').contains(&c));
    }
    ["측", "등", "들"].iter().any(|p| tail.strip_prefix(p).is_some_and(|rest| josa::role_of(rest).is_some()))
}

/// Finds all mentions of the article.
pub fn find(ground: Ground<'_>) -> Found {
    let mut candidates = numbers(ground);
    registry_names(ground, &mut candidates);
    let quotes = quoted::spans(ground);
    quoted::names(ground, &quotes, &mut candidates);
    organization::by_shape(ground, &mut candidates);
    organization::by_context(ground, &mut candidates);
    organization::by_notice(ground, &mut candidates);
    quoted::owned(ground, &quotes, &mut candidates);
    service::described(ground, &mut candidates);
    service::dedicated(ground, &mut candidates);
    service::apposed(ground, &mut candidates);
    service::defined(ground, &mut candidates);
    headline::names(ground, &mut candidates);
    place::names(ground, &mut candidates);
    place::governments(ground, &mut candidates);
    facility::generic(ground, &mut candidates);
    program::names(ground, &mut candidates);
    certificate::names(ground, &mut candidates);
    sector::by_list(ground, &mut candidates);
    organization::groups(ground, &mut candidates);
    group::by_share(ground, &mut candidates);
    organization::by_list(ground, &mut candidates);
    organization::by_enumeration(ground, &mut candidates);
    deed::names(ground, &mut candidates);
    organization::by_use(ground, &mut candidates);
    facility::names(ground, &mut candidates);
    facility::venues(ground, &mut candidates);
    branded::names(ground, &quotes, &mut candidates);
    let mut chosen = choose(candidates);
    let people = person::find(ground, &chosen);
    chosen.extend(people);
    let mut chosen = choose(chosen);
    let mut aliases = alias::find(ground, &mut chosen);
    learn(ground, &mut chosen, &mut aliases);
    // "누리온 데이터센터", where only another sentence says that 누리온 is a firm.
    facility::names(ground, &mut chosen);
    let mut candidates = choose(chosen);
    for alias in &aliases {
        // "한국구름진흥원(원장 김하늘, 이하 '구름원')" tells of somebody too.
        let tells = |c: &Candidate| {
            c.sort == Sort::Name(Class::Person) && alias.of.end <= c.outer.start && c.outer.end <= alias.close
        };
        if candidates.iter().any(tells) {
            continue;
        }
        if let Some(candidate) = candidates.iter_mut().find(|c| c.inner == alias.of) {
            candidate.outer.end = candidate.outer.end.max(alias.close);
        }
    }
    // Whatever a parenthesis swallowed is no mention of its own.
    // They stand in order, so that one before it has swallowed it.
    let mut swallowed = 0;
    candidates.retain(|c| {
        let free = c.outer.end > swallowed;
        swallowed = swallowed.max(c.outer.end);
        free
    });
    let nested = alias::nested(ground, &candidates, &mut aliases);
    Found { candidates, aliases, nested }
}

fn numbers(ground: Ground<'_>) -> Vec<Candidate> {
    let text = ground.text();
    let mut out = Vec::new();
    let mut anchor = Anchor { published: ground.document.page.published, ..Anchor::default() };
    for sentence in &ground.document.sentences {
        let mut at = sentence.range.start;
        let mut before = None;
        while at < sentence.range.end {
            let rest = &text[at..sentence.range.end];
            let Some(c) = rest.chars().next() else { break };
            let mut push = |len: usize, sort: Sort| {
                let range = at..at + len;
                out.push(Candidate::bare(range, sort, Cue::Number));
                len
            };
            let starts_time = matches!(
                c,
                '0'..='9'
                    | '지'
                    | '오'
                    | '올'
                    | '작'
                    | '전'
                    | '재'
                    | '내'
                    | '이'
                    | '같'
                    | '그'
                    | '연'
                    | '금'
                    | '다'
                    | '당'
                    | '어'
                    | '상'
                    | '하'
                    | '차'
                    | '\''
                    | '’'
                    | '‘'
            );
            let step = if c.is_ascii_alphanumeric()
                && let Some(len) = web_host(rest, before)
            {
                push(len, Sort::Web)
            } else if starts_time && let Some(reading) = when::read(rest, before, &mut anchor) {
                push(reading.len, Sort::Date(reading.when))
            } else if c.is_ascii_digit()
                && let Some(amount) = amount::read(rest, before)
            {
                push(amount.len, amount.sort)
            } else {
                c.len_utf8()
            };
            before = text[..at + step].chars().next_back();
            at += step;
        }
    }
    out
}

/// Length of a host name as news writes it: "www.hanbit.co.kr", "hanbit.com".
fn web_host(rest: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| is_alphanumeric(c) || matches!(c, '.' | '@' | '-' | '_')) {
        return None;
    }
    let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let host = rest[..len].trim_end_matches(['.', '-']);
    let end = host.rsplit('.').next()?;
    let domain =
        ["com", "kr", "net", "org", "io", "ai", "dev", "cloud", "example", "gov", "edu", "co", "biz", "info"]
            .contains(&end);
    let mail = rest[host.len()..].starts_with('@');
    (host.contains('.') && domain && !mail && host.bytes().any(|b| b.is_ascii_alphabetic()))
        .then_some(host.len())
}

fn registry_names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    for sentence in &ground.document.sentences {
        registry_names_in(ground, sentence.range.clone(), out);
    }
    spaced_registry_names(ground, out);
}

/// "메가존 클라우드" for 메가존클라우드: names of the registry that the text writes as two or three words. A
/// name that the registry itself writes with spaces is left to it: "KT 클라우드" is not KT클라우드.
fn spaced_registry_names(ground: Ground<'_>, out: &mut Vec<Candidate>) {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=3;
    /// Characters; shorter ones are words as often as names.
    const SHORTEST: usize = 5;
    let (text, pieces) = (ground.text(), &ground.document.pieces);
    let joined =
        |words: &[Piece]| words.windows(2).all(|w| w[0].end == w[0].stem_end && w[1].follows && w[1].spaced);
    for (at, first) in pieces.iter().enumerate() {
        let begins = pieces.get(at..at + WORDS.start()).is_some_and(joined)
            && ground.registry.may_begin(&text[first.start..first.end]);
        if !begins {
            continue;
        }
        for count in WORDS {
            let Some(words) = pieces.get(at..at + count) else { break };
            if !joined(words) {
                break;
            }
            let range = first.start..words[count - 1].stem_end;
            let name = &text[range.clone()];
            let Some((known, false)) = ground.registry.lookup(name).next() else { continue };
            let class = ground.registry.known()[known].class;
            let named = matches!(class, Class::Organization | Class::Service | Class::Facility);
            let listed = || ground.registry.find(name).any(|hit| hit.end - hit.start == name.len());
            if named && name.chars().count() >= SHORTEST && !listed() {
                let mut found = Candidate::bare(range, Sort::Name(class), Cue::Lexicon);
                found.known = Some(known);
                out.push(found);
            }
        }
    }
}

fn registry_names_in(ground: Ground<'_>, stretch: Range<usize>, out: &mut Vec<Candidate>) {
    let text = ground.text();
    for hit in ground.registry.find(&text[stretch.clone()]) {
        let range = stretch.start + hit.start..stretch.start + hit.end;
        let class = ground.registry.known()[hit.known].class;
        // "공공기관용", "금융권": the sector and a noun for its members.
        let noun_end = (class == Class::Sector && !hit.weak).then(|| sector_noun(ground, &range)).flatten();
        if noun_end.is_none() && (hit.weak || !ground.stands_alone(&range)) {
            // "KT 클라우드" alone says little, but "KT" in it is a name.
            let last = text[range.clone()].chars().next_back().map_or(0, char::len_utf8);
            if class == Class::Sector || text[range.clone()].contains(' ') {
                registry_names_in(ground, range.start..range.end - last, out);
            }
            continue;
        }
        out.push(Candidate {
            inner: range.clone(),
            outer: range.start..noun_end.unwrap_or(range.end),
            sort: Sort::Name(class),
            cue: Cue::Lexicon,
            known: Some(hit.known),
        });
    }
}

/// Where a noun for the members of a sector, glued to its name, ends.
fn sector_noun(ground: Ground<'_>, range: &Range<usize>) -> Option<usize> {
    let text = ground.text();
    if text[..range.start].chars().next_back().is_some_and(is_alphanumeric) {
        return None;
    }
    let tail: String = text[range.end..].chars().take_while(|c| is_alphanumeric(*c)).collect();
    let noun = ground
        .words
        .set("sector-noun")?
        .iter()
        .filter(|n| tail.starts_with(n.as_str()))
        .max_by_key(|n| n.len())?;
    let rest = &tail[noun.len()..];
    is_tail(noun, rest).then_some(range.end + noun.len())
}

/// The longest candidates that do not overlap; of equal ones the stronger cue.
pub(super) fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates
        .sort_by(|a, b| (b.outer.len(), a.cue, a.outer.start).cmp(&(a.outer.len(), b.cue, b.outer.start)));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for candidate in candidates {
        let range = &candidate.outer;
        let clash = taken.range(..range.end).next_back().is_some_and(|(_, end)| *end > range.start);
        if !clash {
            taken.insert(range.start, range.end);
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|c| c.outer.start);
    chosen
}

/// Looks for every name found so far in the whole article.
fn learn(ground: Ground<'_>, chosen: &mut Vec<Candidate>, aliases: &mut [alias::Alias]) {
    let text = ground.text();
    let mut names: BTreeMap<String, (Class, Option<usize>)> = BTreeMap::new();
    // Where two cues disagree about a name, the stronger one decides.
    let mut add = |name: &str, class: Class, known: Option<usize>| {
        if name.chars().count() >= 2 {
            names.entry(name.to_owned()).or_insert((class, known));
        }
    };
    let mut by_cue: Vec<&Candidate> = chosen.iter().collect();
    by_cue.sort_by_key(|c| (c.cue, c.outer.start));
    for candidate in by_cue {
        if let Sort::Name(class) = candidate.sort
            && candidate.cue != Cue::Anaphor
        {
            add(&text[candidate.inner.clone()], class, candidate.known);
        }
    }
    for alias in aliases.iter() {
        if let Some(candidate) = chosen.iter().find(|c| c.inner == alias.of)
            && let Sort::Name(class) = candidate.sort
            && alias.name.chars().count() >= 2
            && class != Class::Technology
        {
            add(&alias.name, class, candidate.known);
        }
    }
    // "누리스택" ends like a firm, but the article has quoted it as a service.
    chosen.retain(|c| {
        let guessed = matches!(c.cue, Cue::Shape | Cue::Context);
        let known = names.get(&text[c.inner.clone()]);
        !(guessed && known.is_some_and(|(class, _)| c.sort != Sort::Name(*class)))
    });
    let mut by_beginning: FxHashMap<char, Vec<(String, _)>> = FxHashMap::default();
    for (name, what) in names {
        if let Some(c) = name.chars().next() {
            by_beginning.entry(c).or_default().push((name, what));
        }
    }
    for sentence in &ground.document.sentences {
        for (range, (class, known)) in occurrences(text, sentence.range.clone(), &by_beginning) {
            if ground.stands_alone(&range) {
                chosen.push(Candidate {
                    inner: range.clone(),
                    outer: range,
                    sort: Sort::Name(class),
                    cue: Cue::Learned,
                    known,
                });
            }
        }
    }
}

/// The longest of `names` (sorted, by first character) from left to right in a stretch of `text`,
/// with what they stand for. An article has too few names for an automaton to be worth building.
fn occurrences<T: Copy>(
    text: &str,
    stretch: Range<usize>,
    names: &FxHashMap<char, Vec<(String, T)>>,
) -> Vec<(Range<usize>, T)> {
    let mut out = Vec::new();
    let mut at = stretch.start;
    while let Some(c) = text[at..stretch.end].chars().next() {
        let rest = &text[at..stretch.end];
        // In the order of names a longer one stands behind its own beginning.
        let beginning = names.get(&c).into_iter().flatten();
        let longest = beginning.rev().find(|(name, _)| rest.starts_with(name.as_str()));
        let step = match longest {
            Some((name, what)) => {
                out.push((at..at + name.len(), *what));
                name.len()
            }
            None => c.len_utf8(),
        };
        at += step;
    }
    out
}

//! The cast of an article: which mentions stand for one entity.
//!
//! Two mentions are one entity when the registry says so, when they have one class and one key
//! ([`crate::lexicon::key`]), or when the text gives one as the other's name in parentheses.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::Class;
use rustc_hash::FxHashMap;

use crate::lexicon::{Registry, key};
use crate::mention::find::{Candidate, Found};
use crate::mention::{Mention, Sort};

/// An entity under construction.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it is.
    pub class: Class,
    /// Surface forms, each once, in text order.
    pub names: Vec<String>,
    /// The registry's entity.
    pub known: Option<usize>,
}

/// All entities of an article.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Them, in order of first mention.
    pub members: Vec<Member>,
    /// Names inside longer names, and whose they are: the certificate of "보안인증(CSAP) '하' 등급".
    pub nested: Vec<(Range<usize>, usize)>,
}

/// A cast with what its members are found by.
#[derive(Default)]
struct Gathering<'t> {
    cast: Cast,
    by_key: FxHashMap<(Class, String), usize>,
    by_known: BTreeMap<usize, usize>,
    /// Whom a name was found to stand for, by the name itself.
    by_name: FxHashMap<(Class, &'t str), usize>,
}

impl<'t> Gathering<'t> {
    /// The entity that is called so.
    fn called(&mut self, class: Class, name: &'t str) -> Option<usize> {
        if let Some(found) = self.by_name.get(&(class, name)) {
            return Some(*found);
        }
        let found = *self.by_key.get(&(class, identity(class, name)))?;
        self.by_name.insert((class, name), found);
        Some(found)
    }

    /// The entity of a candidate, new or not.
    fn entity(&mut self, class: Class, known: Option<usize>, names: &[&'t str]) -> usize {
        let found = known.and_then(|k| self.by_known.get(&k).copied()).or_else(|| {
            let same = names.iter().find_map(|n| self.called(class, n));
            same.or_else(|| {
                let name = names.first()?;
                let part = self.cast.shortened(class, name).or_else(|| self.cast.lengthened(class, name))?;
                let other = self.cast.members[part].known;
                (known.is_none() || other.is_none()).then_some(part)
            })
        });
        let index = found.unwrap_or_else(|| {
            self.cast.members.push(Member { class, names: Vec::new(), known: None });
            self.cast.members.len() - 1
        });
        let member = &mut self.cast.members[index];
        member.known = member.known.or(known);
        if let Some(known) = member.known {
            self.by_known.entry(known).or_insert(index);
        }
        for name in names {
            let member = &mut self.cast.members[index];
            if !member.names.iter().any(|n| n == name) {
                member.names.push((*name).to_owned());
            }
            if self.called(class, name).is_none() {
                self.by_key.insert((class, identity(class, name)), index);
            }
        }
        index
    }
}

impl Cast {
    /// Groups candidates into entities; gives the mentions in text order.
    pub fn gather(text: &str, found: &Found, registry: &Registry) -> (Self, Vec<Mention>) {
        let mut gathering = Gathering::default();
        let mut mentions = Vec::with_capacity(found.candidates.len());
        let mut entity = |candidate: &Candidate| {
            let Sort::Name(class) = candidate.sort else { return None };
            let mut names = vec![&text[candidate.inner.clone()]];
            let others = found.aliases.iter().filter(|a| a.of == candidate.inner);
            names.extend(others.map(|a| a.name.as_str()));
            let known = candidate.known.or_else(|| known_by(registry, class, &names));
            Some(gathering.entity(class, known, &names))
        };
        for candidate in &found.candidates {
            mentions.push(Mention {
                inner: candidate.inner.clone(),
                outer: candidate.outer.clone(),
                sort: candidate.sort.clone(),
                entities: entity(candidate).into_iter().collect(),
                cue: candidate.cue,
            });
        }
        let nested: Vec<_> =
            found.nested.iter().filter_map(|c| entity(c).map(|index| (c.inner.clone(), index))).collect();
        let mut cast = gathering.cast;
        cast.nested = nested;
        (cast, mentions)
    }

    /// "안양센터" after "누리 안양센터", "나델라" after "사티아 나델라": the end of a full name, if only one has it.
    fn shortened(&self, class: Class, name: &str) -> Option<usize> {
        if name.chars().count() < shortest(class)? {
            return None;
        }
        let ends = |full: &String| {
            full.strip_suffix(name).is_some_and(|rest| rest.ends_with(' ') && self.tells(class, rest.trim()))
        };
        self.only(class, ends)
    }

    /// "누리 안양센터" after "안양센터": the other way round.
    fn lengthened(&self, class: Class, name: &str) -> Option<usize> {
        let shortest = shortest(class)?;
        let begins = |short: &String| {
            short.chars().count() >= shortest
                && name
                    .strip_suffix(short.as_str())
                    .is_some_and(|rest| rest.ends_with(' ') && self.tells(class, rest.trim()))
        };
        self.only(class, begins)
    }

    /// The one entity of the class with a name that passes.
    fn only(&self, class: Class, passes: impl Fn(&String) -> bool) -> Option<usize> {
        let mut found = (0..self.members.len())
            .filter(|&i| self.members[i].class == class && self.members[i].names.iter().any(&passes));
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether what stands before the end of a name can be left out: not in "새 데이터센터". Of an
    /// organisation's name only the organisation it belongs to can: "누리 구름 연합".
    fn tells(&self, class: Class, rest: &str) -> bool {
        if class == Class::Organization {
            let owner = |m: &Member| m.class == class && m.names.iter().any(|n| n == rest);
            return self.members.iter().any(owner);
        }
        !matches!(rest, "새" | "첫" | "신규") && !rest.ends_with("번째")
    }
}

/// The fewest characters of a name that may stand for a longer one.
fn shortest(class: Class) -> Option<usize> {
    match class {
        Class::Facility | Class::Event | Class::Program => Some(4),
        Class::Organization => Some(5),
        Class::Place => Some(2),
        Class::Person => Some(1),
        _ => None,
    }
}

fn known_by(registry: &Registry, class: Class, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        registry.lookup(name).find(|(k, weak)| !weak && registry.known()[*k].class == class).map(|(k, _)| k)
    })
}

/// The key of a name within its class: "전남대" and "전남대학교" are one university, "다온에이아이" and
/// "다온AI" one firm, "보안인증(CSAP) '하' 등급" and "'하' 등급" one grade.
fn identity(class: Class, name: &str) -> String {
    let key = key(name);
    match class {
        Class::Organization => {
            let short = key.strip_suffix("학교").filter(|k| k.ends_with('대'));
            short.map_or_else(|| spelled_out(&key), str::to_owned)
        }
        Class::Certification => {
            let grade = ["상등급", "중등급", "하등급"].iter().find(|grade| {
                key.strip_suffix(**grade).is_some_and(|of| {
                    of.is_empty() || of.ends_with("csap") || of.ends_with("csap)") || of.ends_with("보안인증")
                })
            });
            grade.map_or(key.clone(), |grade| (*grade).to_owned())
        }
        _ => key,
    }
}

/// A name with the letters that its end spells out: "다온에이아이" gives "다온ai". Only two or more are letters.
fn spelled_out(key: &str) -> String {
    const LETTERS: [(&str, char); 28] = [
        ("더블유", 'w'),
        ("에이치", 'h'),
        ("에이", 'a'),
        ("아이", 'i'),
        ("제이", 'j'),
        ("케이", 'k'),
        ("에프", 'f'),
        ("에스", 's'),
        ("엑스", 'x'),
        ("와이", 'y'),
        ("브이", 'v'),
        ("제트", 'z'),
        ("비", 'b'),
        ("씨", 'c'),
        ("시", 'c'),
        ("디", 'd'),
        ("이", 'e'),
        ("지", 'g'),
        ("엘", 'l'),
        ("엠", 'm'),
        ("엔", 'n'),
        ("오", 'o'),
        ("피", 'p'),
        ("큐", 'q'),
        ("알", 'r'),
        ("티", 't'),
        ("유", 'u'),
        ("앤", '&'),
    ];
    let mut rest = key;
    let mut letters = Vec::new();
    while let Some((shorter, letter)) =
        LETTERS.iter().find_map(|(spelling, letter)| Some((rest.strip_suffix(spelling)?, *letter)))
    {
        rest = shorter;
        letters.push(letter);
    }
    if letters.len() < 2 {
        return key.to_owned();
    }
    rest.chars().chain(letters.into_iter().rev()).collect()
}

//! The cast of an article: which mentions stand for one entity.
//!
//! Two mentions are one entity when the registry says so, when they have one class and one key
//! ([`crate::lexicon::key`]), or when the text gives one as the other's name in parentheses.

use std::collections::BTreeMap;

use gureum_model::Class;

use crate::lexicon::{Registry, key};
use crate::mention::alias::Alias;
use crate::mention::find::Candidate;
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
}

impl Cast {
    /// Groups candidates into entities; gives the mentions in text order.
    pub fn gather(
        text: &str,
        candidates: &[Candidate],
        aliases: &[Alias],
        registry: &Registry,
    ) -> (Self, Vec<Mention>) {
        let mut cast = Self::default();
        let mut by_key: BTreeMap<(Class, String), usize> = BTreeMap::new();
        let mut by_known: BTreeMap<usize, usize> = BTreeMap::new();
        let mut mentions = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let entities = match candidate.sort {
                Sort::Name(class) => {
                    let name = &text[candidate.inner.clone()];
                    let mut names = vec![name];
                    names.extend(aliases.iter().filter(|a| a.of == candidate.inner).map(|a| a.name.as_str()));
                    let known = candidate.known.or_else(|| known_by(registry, class, &names));
                    let found = known.and_then(|k| by_known.get(&k).copied()).or_else(|| {
                        let same =
                            names.iter().find_map(|n| by_key.get(&(class, identity(class, n))).copied());
                        same.or_else(|| cast.shortened(class, name))
                    });
                    let index = found.unwrap_or_else(|| {
                        cast.members.push(Member { class, names: Vec::new(), known: None });
                        cast.members.len() - 1
                    });
                    let member = &mut cast.members[index];
                    member.known = member.known.or(known);
                    if let Some(known) = member.known {
                        by_known.entry(known).or_insert(index);
                    }
                    for name in names {
                        if !member.names.iter().any(|n| n == name) {
                            member.names.push(name.to_owned());
                        }
                        by_key.entry((class, identity(class, name))).or_insert(index);
                    }
                    vec![index]
                }
                _ => Vec::new(),
            };
            mentions.push(Mention {
                inner: candidate.inner.clone(),
                outer: candidate.outer.clone(),
                sort: candidate.sort.clone(),
                entities,
                cue: candidate.cue,
            });
        }
        (cast, mentions)
    }
}

impl Cast {
    /// "안양센터" after "누리 안양센터", "나델라" after "사티아 나델라": the end of a full name, if only one has it.
    fn shortened(&self, class: Class, name: &str) -> Option<usize> {
        let shortest = match class {
            Class::Facility | Class::Event | Class::Program => 4,
            Class::Person => 1,
            _ => return None,
        };
        if name.chars().count() < shortest {
            return None;
        }
        // "데이터센터" is not short for "새 데이터센터".
        let tells =
            |rest: &str| !matches!(rest.trim(), "새" | "첫" | "신규") && !rest.trim().ends_with("번째");
        let ends =
            |full: &String| full.strip_suffix(name).is_some_and(|rest| rest.ends_with(' ') && tells(rest));
        let mut found = (0..self.members.len())
            .filter(|&i| self.members[i].class == class && self.members[i].names.iter().any(ends));
        found.next().filter(|_| found.next().is_none())
    }
}

fn known_by(registry: &Registry, class: Class, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        registry.lookup(name).find(|(k, weak)| !weak && registry.known()[*k].class == class).map(|(k, _)| k)
    })
}

/// The key of a name within its class: "전남대" and "전남대학교" are one university.
fn identity(class: Class, name: &str) -> String {
    let key = key(name);
    match class {
        Class::Organization => {
            key.strip_suffix("학교").filter(|k| k.ends_with('대')).map_or(key.clone(), str::to_owned)
        }
        _ => key,
    }
}

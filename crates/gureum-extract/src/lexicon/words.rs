//! Word sets from `seeds/words`: named lists that rules and stages share.

use std::collections::BTreeMap;
use std::sync::Arc;

use gureum_model::Class;
use rustc_hash::{FxHashMap, FxHashSet};
use toml::Spanned;

use crate::mention::Sort;
use crate::resources::{Problem, SourceFile};
use crate::syntax::josa::Role;

/// Named sets of words.
#[derive(Clone, Debug, Default)]
pub struct WordSets {
    sets: FxHashMap<String, WordSet>,
    /// Names of the sets that list a word.
    listed: FxHashMap<String, Vec<Arc<str>>>,
    idioms: BTreeMap<Role, BTreeMap<String, Role>>,
    /// Nouns that some set lists with 하: 출시, 참여.
    verbal: FxHashSet<String>,
}

/// One set, and what most words that are not in it lack.
#[derive(Clone, Debug, Default)]
struct WordSet {
    words: FxHashSet<String>,
    /// Bytes of the longest word.
    longest: usize,
    /// One bit for each last byte of a word, modulo 64.
    last_bytes: u64,
    /// One bit for each length of a word in bytes, modulo 64.
    lengths: u64,
}

impl WordSet {
    fn extend(&mut self, words: Vec<String>) {
        for word in words {
            self.longest = self.longest.max(word.len());
            self.last_bytes |= word.bytes().next_back().map_or(0, |last| 1 << (last % 64));
            self.lengths |= 1 << (word.len() % 64);
            self.words.insert(word);
        }
    }

    fn contains(&self, word: &str) -> bool {
        self.lengths & 1 << (word.len() % 64) != 0 && self.may_end(word) && self.words.contains(word)
    }

    /// The longest word that `word` ends with. O(the longest word's length).
    fn suffix<'w>(&self, word: &'w str) -> Option<&'w str> {
        if !self.may_end(word) {
            return None;
        }
        let from = word.len().saturating_sub(self.longest);
        (from..word.len())
            .filter(|at| self.lengths & 1 << ((word.len() - at) % 64) != 0 && word.is_char_boundary(*at))
            .map(|at| &word[at..])
            .find(|end| self.words.contains(*end))
    }

    fn may_end(&self, word: &str) -> bool {
        word.bytes().next_back().is_some_and(|last| self.last_bytes & 1 << (last % 64) != 0)
    }
}

impl WordSets {
    /// Reads all files, adding to `problems` what is wrong with them. Sets of one name add up.
    pub fn load(files: &[SourceFile], problems: &mut Vec<Problem>) -> Self {
        let mut words = Self::default();
        for file in files {
            match toml::from_str::<BTreeMap<String, Spanned<Vec<String>>>>(&file.text) {
                Ok(sets) => {
                    for (name, list) in sets {
                        let offset = list.span().start;
                        words.add(file, offset, &name, list.into_inner(), problems);
                    }
                }
                Err(error) => {
                    problems.push(Problem::in_toml(file, &error, "write one `name = [\"word\", …]` a set"))
                }
            }
        }
        words
    }

    fn add(
        &mut self,
        file: &SourceFile,
        offset: usize,
        name: &str,
        list: Vec<String>,
        problems: &mut Vec<Problem>,
    ) {
        if let Some(idiom) = name.strip_prefix("idiom/") {
            let mut roles = idiom.split('/').map(Role::parse);
            match (roles.next().flatten(), roles.next().flatten()) {
                (Some(from), Some(to)) => {
                    self.idioms.entry(from).or_default().extend(list.into_iter().map(|word| (word, to)));
                }
                _ => problems.push(Problem::at(
                    file,
                    offset,
                    format!("'{name}' names an unknown role"),
                    "write idiom/FROM/TO with roles such as object, with, to, through, basis",
                )),
            }
            return;
        }
        self.verbal.extend(
            list.iter()
                .filter_map(|w| w.strip_suffix('하'))
                .filter(|n| n.chars().count() >= 2)
                .map(str::to_owned),
        );
        let set: Arc<str> = name.into();
        for word in &list {
            self.listed.entry(word.clone()).or_default().push(Arc::clone(&set));
        }
        self.sets.entry(name.to_owned()).or_default().extend(list);
    }

    /// Names of the sets that list `word`: one look-up where many sets are asked for.
    pub fn sets_with(&self, word: &str) -> &[Arc<str>] {
        self.listed.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the noun makes a verb with 하다 that some set lists.
    pub fn is_verbal(&self, noun: &str) -> bool {
        self.verbal.contains(noun)
    }

    /// Whether there is a set of this name.
    pub fn has_set(&self, set: &str) -> bool {
        self.sets.contains_key(set)
    }

    /// Names of all sets, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.sets.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// The words of a set.
    pub fn set(&self, set: &str) -> Option<&FxHashSet<String>> {
        self.sets.get(set).map(|s| &s.words)
    }

    /// Whether `word` is in the set.
    pub fn contains(&self, set: &str, word: &str) -> bool {
        self.sets.get(set).is_some_and(|s| s.contains(word))
    }

    /// The longest word of the set that `word` ends with.
    pub fn suffix<'w>(&self, set: &str, word: &'w str) -> Option<&'w str> {
        self.sets.get(set)?.suffix(word)
    }

    /// Whether `word` ends with a word of the set.
    pub fn ends_with(&self, set: &str, word: &str) -> bool {
        self.suffix(set, word).is_some()
    }

    /// The role that a particle's role becomes before `word`.
    pub fn idiom(&self, role: Role, word: &str) -> Option<Role> {
        self.idioms.get(&role)?.get(word).copied()
    }

    /// Whether `noun` after a name leaves it the name's phrase: "KT 측", "'두레' 서비스".
    pub fn is_transparent(&self, sort: &Sort, noun: &str) -> bool {
        if self.contains("transparent-any", noun) || is_closing_count(noun) {
            return true;
        }
        match sort {
            Sort::Name(Class::Organization) => self.contains("transparent-organization", noun),
            Sort::Name(Class::Service) => self.ends_with("class-service", noun),
            Sort::Name(Class::Program) => self.ends_with("class-program", noun),
            Sort::Name(Class::Facility) => self.ends_with("class-facility", noun),
            Sort::Name(Class::Event) => self.ends_with("class-event", noun),
            Sort::Name(Class::Certification) => self.ends_with("class-certification", noun),
            Sort::Name(Class::Person) => self.contains("transparent-person", noun),
            Sort::Name(Class::Sector) => self.contains("transparent-sector", noun),
            Sort::Name(Class::ServiceModel) => {
                self.ends_with("class-service", noun) || self.contains("transparent-model", noun)
            }
            Sort::Name(Class::Technology) => self.contains("transparent-technology", noun),
            Sort::Name(Class::Place) => self.contains("transparent-place", noun),
            Sort::Money(_) | Sort::Percent(_) | Sort::Count(_) => self.contains("transparent-amount", noun),
            _ => false,
        }
    }

    /// Whether a noun may be part of a post: a title, or a department before one.
    pub fn is_title_part(&self, noun: &str) -> bool {
        self.ends_with("title", noun)
            || self.contains("title-former", noun)
            || self.contains("title-modifier", noun)
    }
}

/// "3개사", "19곳", "4사": closes a list.
fn is_closing_count(noun: &str) -> bool {
    let rest = noun.trim_start_matches(|c: char| c.is_ascii_digit() || "여두세네다섯".contains(c));
    rest.len() < noun.len()
        && matches!(
            rest,
            "개사"
                | "곳"
                | "사"
                | "개"
                | "개교"
                | "개국"
                | "개 기업"
                | "개 기관"
                | "명"
                | "인"
                | "종"
                | "가지"
        )
}

//! Word sets from `seeds/words`: named lists that rules and stages share.

use std::collections::BTreeMap;

use gureum_model::Class;
use rustc_hash::{FxHashMap, FxHashSet};
use toml::Spanned;

use crate::mention::Sort;
use crate::resources::{Problem, SourceFile};
use crate::syntax::josa::Role;

/// Named sets of words.
#[derive(Clone, Debug, Default)]
pub struct WordSets {
    sets: Vec<WordSet>,
    /// Sets by the hash of their name.
    by_name: FxHashMap<u64, SetId>,
    /// Sets that list a word.
    listed: FxHashMap<String, Vec<SetId>>,
    idioms: BTreeMap<Role, BTreeMap<String, Role>>,
    /// Nouns that some set lists with 하: 출시, 참여.
    verbal: FxHashSet<String>,
}

/// Which set: to ask again without its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SetId(u16);

/// One set, and what most words that are not in it lack.
#[derive(Clone, Debug, Default)]
struct WordSet {
    name: String,
    words: FxHashSet<String>,
    /// Bytes of its words, each number once, the longest first.
    lengths: Vec<usize>,
    /// What its words begin and end with.
    first: Characters,
    last: Characters,
}

impl WordSet {
    fn extend(&mut self, words: Vec<String>) {
        for word in words {
            let (first, last) = (word.chars().next(), word.chars().next_back());
            first.into_iter().for_each(|c| self.first.insert(c));
            last.into_iter().for_each(|c| self.last.insert(c));
            if !self.lengths.contains(&word.len()) {
                self.lengths.push(word.len());
            }
            self.words.insert(word);
        }
        self.lengths.sort_unstable_by(|a, b| b.cmp(a));
    }

    fn contains(&self, word: &str) -> bool {
        word.chars().next_back().is_some_and(|last| self.last.may_have(last))
            && self.lengths.contains(&word.len())
            && self.words.contains(word)
    }

    /// The longest word that `word` ends with.
    fn suffix<'w>(&self, word: &'w str) -> Option<&'w str> {
        if !word.chars().next_back().is_some_and(|last| self.last.may_have(last)) {
            return None;
        }
        let mut ends = self.lengths.iter().filter_map(|length| word.get(word.len().checked_sub(*length)?..));
        ends.find(|end| self.words.contains(*end))
    }

    /// Whether `word` begins with one of the words.
    fn begins(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| self.first.may_have(first))
            && self.lengths.iter().any(|length| word.get(..*length).is_some_and(|w| self.words.contains(w)))
    }
}

/// Some characters, as bits that several of them share: sure only of those that it has not.
#[derive(Clone, Copy, Debug, Default)]
struct Characters([u64; 4]);

impl Characters {
    fn insert(&mut self, c: char) {
        let (at, bit) = Self::place(c);
        self.0[at] |= bit;
    }

    fn may_have(&self, c: char) -> bool {
        let (at, bit) = Self::place(c);
        self.0[at] & bit != 0
    }

    fn place(c: char) -> (usize, u64) {
        // Fibonacci hashing: the upper eight bits of the product.
        let hash = u32::from(c).wrapping_mul(0x9E37_79B1) >> 24;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

/// The hash that a set is found by. Inlined, so that the compiler computes it where the name is a constant.
#[inline(always)]
const fn hash(name: &str) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut rest = name.as_bytes();
    let mut hash = rest.len() as u64;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        rest = after;
    }
    while let [byte, after @ ..] = rest {
        hash = (hash.rotate_left(5) ^ *byte as u64).wrapping_mul(FACTOR);
        rest = after;
    }
    hash
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
        let Ok(next) = u16::try_from(self.sets.len()) else { return };
        let id = *self.by_name.entry(hash(name)).or_insert(SetId(next));
        if id.0 == next {
            self.sets.push(WordSet { name: name.to_owned(), ..WordSet::default() });
        }
        for word in &list {
            self.listed.entry(word.clone()).or_default().push(id);
        }
        self.sets[usize::from(id.0)].extend(list);
    }

    /// The sets that list `word`: one look-up where many sets are asked for.
    pub fn sets_with(&self, word: &str) -> &[SetId] {
        self.listed.get(word).map_or(&[], Vec::as_slice)
    }

    /// The set of this name.
    #[inline(always)]
    pub fn id(&self, set: &str) -> Option<SetId> {
        self.by_name.get(&hash(set)).copied()
    }

    /// Whether the noun makes a verb with 하다 that some set lists.
    pub fn is_verbal(&self, noun: &str) -> bool {
        self.verbal.contains(noun)
    }

    /// Whether there is a set of this name.
    pub fn has_set(&self, set: &str) -> bool {
        self.id(set).is_some()
    }

    /// Names of all sets, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.sets.iter().map(|set| set.name.as_str()).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// The words of a set.
    pub fn set(&self, set: &str) -> Option<&FxHashSet<String>> {
        self.id(set).map(|id| &self.get(id).words)
    }

    fn get(&self, id: SetId) -> &WordSet {
        &self.sets[usize::from(id.0)]
    }

    /// Whether `word` is in the set.
    #[inline(always)]
    pub fn contains(&self, set: &str, word: &str) -> bool {
        self.id(set).is_some_and(|id| self.contains_in(id, word))
    }

    /// As [`WordSets::contains`], of a set that was found before.
    pub fn contains_in(&self, id: SetId, word: &str) -> bool {
        self.get(id).contains(word)
    }

    /// The longest word of the set that `word` ends with.
    #[inline(always)]
    pub fn suffix<'w>(&self, set: &str, word: &'w str) -> Option<&'w str> {
        self.suffix_in(self.id(set)?, word)
    }

    /// As [`WordSets::suffix`], of a set that was found before.
    pub fn suffix_in<'w>(&self, id: SetId, word: &'w str) -> Option<&'w str> {
        self.get(id).suffix(word)
    }

    /// Whether `word` ends with a word of the set.
    #[inline(always)]
    pub fn ends_with(&self, set: &str, word: &str) -> bool {
        self.suffix(set, word).is_some()
    }

    /// Whether `word` begins with a word of the set.
    #[inline(always)]
    pub fn begins_with(&self, set: &str, word: &str) -> bool {
        self.id(set).is_some_and(|id| self.begins_with_in(id, word))
    }

    /// As [`WordSets::begins_with`], of a set that was found before.
    pub fn begins_with_in(&self, id: SetId, word: &str) -> bool {
        self.get(id).begins(word)
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

//! Entities that may be one and the same, for a person to decide.
//!
//! Only entities of one class are compared, by their names' spellings and letters. Two rows of the
//! registry are two entities, and pairs that somebody declared different (`owl:differentFrom`: the
//! registry's guards, the corrections by hand) are never suggested. The scores order the list; they are
//! chosen, not measured.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Class, iri};
use gureum_store::Store;
use serde::Serialize;

use super::likeness::alike;
use super::spelling::Spelling;
use super::{Listed, list};
use crate::lookup::{Lookup, Scope, subject_iri, term_text};

const DIFFERENT_FROM: &str = "http://www.w3.org/2002/07/owl#differentFrom";

/// The score from which a pair is worth a look.
pub const WORTH_A_LOOK: f64 = 0.5;

/// Entities with one key are compared each with each up to this many, beyond it each with the next.
const MANY: usize = 20;

/// Nouns that a name may end in or not: "구름" and "구름 프로젝트".
const HEADS: [&str; 14] = [
    "프로젝트",
    "프로그램",
    "사업",
    "과제",
    "정책",
    "제도",
    "서비스",
    "플랫폼",
    "솔루션",
    "대학교",
    "학교",
    "센터",
    "데이터센터",
    "법",
];

/// Two entities that may be one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suspects {
    /// How likely they are one, from 0 to 1; for ordering, not a probability.
    pub score: f64,
    /// The one to keep: the registry's, else the one with more facts.
    pub keep: Listed,
    /// The other.
    pub other: Listed,
    /// Why they look like one.
    pub reason: String,
}

/// Pairs that may be one entity and score at least `least`, the likeliest first.
pub fn review(store: &Store, least: f64) -> Vec<Suspects> {
    let entities = list(store);
    let apart = declared_different(store);
    let mut pairs: BTreeMap<(usize, usize), (f64, String)> = BTreeMap::new();
    let classes: BTreeSet<Class> = entities.iter().map(|entity| entity.class).collect();
    for class in classes {
        let names = Names::of(&entities, class);
        names.spelt_alike(&mut pairs);
        names.lettered_alike(&mut pairs);
    }
    let mut suspects: Vec<Suspects> = pairs
        .into_iter()
        .filter(|((a, b), _)| {
            let (a, b) = (&entities[*a], &entities[*b]);
            let pair = |a: &Listed, b: &Listed| (a.iri.clone(), b.iri.clone());
            let declared = apart.contains(&pair(a, b)) || apart.contains(&pair(b, a));
            !(declared || a.known && b.known)
        })
        .map(|((a, b), (score, reason))| suspects(&entities[a], &entities[b], score, reason))
        .filter(|suspects| suspects.score >= least)
        .collect();
    suspects.sort_by(|a, b| {
        let key = |s: &Suspects| (s.keep.iri.clone(), s.other.iri.clone());
        b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
    });
    suspects
}

fn declared_different(store: &Store) -> BTreeSet<(String, String)> {
    let pairs = Lookup::new(store).quads(None, DIFFERENT_FROM, None, Scope::Any);
    pairs.filter_map(|quad| Some((subject_iri(quad.subject)?, term_text(quad.object)))).collect()
}

/// Weighs what else speaks for the pair and against it.
fn suspects(a: &Listed, b: &Listed, score: f64, mut reason: String) -> Suspects {
    let common = a.neighbours.intersection(&b.neighbours).count();
    let mut score = score;
    if a.neighbours.contains(&b.iri) {
        score *= 0.5;
        reason.push_str("; but one has a fact with the other");
    } else if common > 0 {
        score = (score + 0.05 * common.min(4) as f64).min(0.99);
        reason
            .push_str(&format!("; {common} shared {}", if common == 1 { "neighbour" } else { "neighbours" }));
    }
    let (keep, other) = if (b.known, b.facts, &a.iri) > (a.known, a.facts, &b.iri) { (b, a) } else { (a, b) };
    let score = (score * 100.0).round() / 100.0;
    Suspects { score, keep: keep.clone(), other: other.clone(), reason }
}

/// What two spellings of one name have in common.
type Folding = fn(&Spelling) -> String;

/// The names of the entities of one class.
struct Names<'e> {
    entities: &'e [Listed],
    class: Class,
    /// Entity, its name, the spelling of it.
    names: Vec<(usize, &'e str, Spelling)>,
}

impl<'e> Names<'e> {
    fn of(entities: &'e [Listed], class: Class) -> Self {
        let of_class = entities.iter().enumerate().filter(|(_, entity)| entity.class == class);
        let names = of_class
            .flat_map(|(number, entity)| {
                entity.names.iter().map(move |name| (number, name.as_str(), Spelling::of(name)))
            })
            .filter(|(_, _, spelling)| !spelling.bare.is_empty())
            .collect();
        Self { entities, class, names }
    }

    fn suggest(
        &self,
        pairs: &mut BTreeMap<(usize, usize), (f64, String)>,
        a: usize,
        b: usize,
        score: f64,
        reason: impl FnOnce(&str, &str) -> String,
    ) {
        let ((one, name, _), (two, other, _)) = (&self.names[a], &self.names[b]);
        if one == two {
            return;
        }
        let key = (*one.min(two), *one.max(two));
        if pairs.get(&key).is_none_or(|(best, _)| *best < score) {
            pairs.insert(key, (score, reason(name, other)));
        }
    }

    /// Names that are one but for their spelling.
    fn spelt_alike(&self, pairs: &mut BTreeMap<(usize, usize), (f64, String)>) {
        let keys: [(f64, &str, Folding); 4] = [
            (0.95, "but for spacing, case or punctuation", |s| s.plain.clone()),
            (0.9, "but for the company's form", |s| s.bare.clone()),
            (0.85, "but for Latin or Hangul", |s| s.one_script.clone()),
            (0.6, "but for the noun at its end", |s| without_head(&s.bare).to_owned()),
        ];
        for (score, how, key) in keys {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (number, (_, _, spelling)) in self.names.iter().enumerate() {
                groups.entry(key(spelling)).or_default().push(number);
            }
            for group in groups.values() {
                for (at, a) in group.iter().enumerate() {
                    let reach = if group.len() > MANY { at + 2 } else { group.len() };
                    for b in &group[at + 1..reach.min(group.len())] {
                        let (one, two) = (&self.entities[self.names[*a].0], &self.entities[self.names[*b].0]);
                        let (score, why) = match namesakes(one, two) {
                            true => (score - 0.5, "one name, but such names are not unique"),
                            false => (score, ""),
                        };
                        self.suggest(pairs, *a, *b, score, |name, other| match (why, name == other) {
                            ("", true) => format!("one name: {name}"),
                            ("", false) => format!("one name {how}: {name}, {other}"),
                            (why, _) => format!("{why}: {name}"),
                        });
                    }
                }
            }
        }
    }

    /// Names that share most of their letters.
    fn lettered_alike(&self, pairs: &mut BTreeMap<(usize, usize), (f64, String)>) {
        let spellings: Vec<&str> =
            self.names.iter().map(|(_, _, spelling)| spelling.one_script.as_str()).collect();
        for (a, b, share) in alike(&spellings) {
            let (one, two) = (spellings[a], spellings[b]);
            if one == two {
                continue;
            }
            let (factor, but) = doubt(self.class, one, two);
            let percent = (share * 100.0).round();
            self.suggest(pairs, a, b, share * 0.9 * factor, |name, other| {
                format!("letters alike by {percent}%{but}: {name}, {other}")
            });
        }
    }
}

/// Whether the name is of a kind that several bear: of persons and facilities, whose IRIs name an owner
/// or an article too.
fn namesakes(a: &Listed, b: &Listed) -> bool {
    let not_unique = |entity: &Listed| {
        !entity.known
            && entity.iri.strip_prefix(iri::ENTITY).is_some_and(|slug| slug.split('/').count() > 2)
            && matches!(entity.class, Class::Person | Class::Facility)
    };
    not_unique(a) || not_unique(b)
}

/// What speaks against names that look alike.
pub(crate) fn doubt(class: Class, a: &str, b: &str) -> (f64, &'static str) {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if digits(a) != digits(b) {
        (0.3, ", but other digits")
    } else if latin(a) != latin(b) && !latin(a).is_empty() && !latin(b).is_empty() {
        (0.3, ", but other Latin letters")
    } else if ranked(a, b) {
        (0.3, ", but another grade or turn")
    } else if class == Class::Person {
        (0.5, ", but persons' names often are")
    } else if long.starts_with(short) || long.ends_with(short) {
        (0.5, ", but one is the other with more to it")
    } else {
        (1.0, "")
    }
}

fn latin(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).collect()
}

/// Whether two names differ in one syllable, and that numbers things: "중 등급" and "하 등급".
fn ranked(a: &str, b: &str) -> bool {
    let differing: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    let number = |c: char| "상중하첫두세네".contains(c);
    a.chars().count() == b.chars().count() && matches!(differing[..], [(x, y)] if number(x) && number(y))
}

fn without_head(name: &str) -> &str {
    let stripped = HEADS.iter().find_map(|head| name.strip_suffix(head));
    stripped.filter(|rest| rest.chars().count() >= 2).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_names_apart_weighs_against_them() {
        let factor = |a, b| doubt(Class::Organization, a, b).0;
        for (a, b) in [
            ("가람1호", "가람2호"),
            ("ab나래소프트", "cd나래소프트"),
            ("csap중등급", "csap하등급"),
            ("kt", "kt클라우드"),
        ] {
            assert!(factor(a, b) <= 0.5, "{a} and {b} are two");
        }
        assert!((factor("다솜소프트", "다솜소프드") - 1.0).abs() < f64::EPSILON, "a slip of the pen");
        assert_eq!(without_head("구름프로젝트"), "구름");
        assert_eq!(without_head("프로젝트"), "프로젝트");
    }
}

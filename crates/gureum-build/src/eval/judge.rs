//! One article's extracted facts against its gold: which are right, which are wrong, what is missing.
//!
//! A fact is right if subject, property, object and modality agree. A gold fact is found once; a second copy
//! of it is neither right nor wrong. A symmetric property agrees in either direction.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Entity, Fact, Part};
use super::gold::{Gold, GoldFact, GoldObject};
use super::norm::{self, Scalar};
use super::scores::Counts;

/// What is counted of right facts, beside modality, which is counted of all whose triple is right.
pub(super) const QUALIFIERS: [&str; 8] =
    ["modality", "date", "title", "scope", "market", "value", "attributedTo", "quote"];

/// How often a qualifier was right, and how often it was asked for.
pub(super) type Qualifiers = BTreeMap<&'static str, [usize; 2]>;

/// What became of one article's facts.
#[derive(Debug)]
pub struct Verdict<'a> {
    pub(super) gold: &'a Gold,
    /// Number of a gold fact, and what found it.
    pub(super) right: Vec<(usize, &'a Fact)>,
    /// Numbers of gold facts that nothing found.
    pub(super) missed: Vec<usize>,
    /// Facts that gold does not have, and whether it has them with another modality.
    pub(super) wrong: Vec<(&'a Fact, bool)>,
    pub(super) relaxed: Counts,
    pub(super) entities: Counts,
    pub(super) qualifiers: Qualifiers,
}

/// Judges the facts of one article, in their order.
pub(super) fn judge<'a>(gold: &'a Gold, facts: &[&'a Fact]) -> Verdict<'a> {
    let identity = Identity::of(gold, facts);
    let mut verdict = Verdict {
        gold,
        right: Vec::new(),
        missed: Vec::new(),
        wrong: Vec::new(),
        relaxed: Counts::default(),
        entities: identity.count(gold, facts),
        qualifiers: QUALIFIERS.map(|name| (name, [0, 0])).into(),
    };
    let (mut taken, mut taken_relaxed) = (BTreeSet::new(), BTreeSet::new());
    for fact in facts {
        let hits: Vec<usize> =
            (0..gold.facts.len()).filter(|i| identity.agree(&gold.facts[*i], fact)).collect();
        let strict: Vec<usize> =
            hits.iter().copied().filter(|i| gold.facts[*i].modality.name() == fact.modality).collect();
        if strict.is_empty() {
            verdict.wrong.push((fact, !hits.is_empty()));
        } else if let Some(free) = strict.iter().copied().find(|i| taken.insert(*i)) {
            verdict.right.push((free, fact));
            verdict.qualify(&gold.facts[free], fact, &identity);
        }
        if hits.is_empty() {
            verdict.relaxed.wrong += 1;
        } else {
            verdict.count("modality", !strict.is_empty());
            verdict.relaxed.right += usize::from(hits.iter().any(|i| taken_relaxed.insert(*i)));
        }
    }
    verdict.missed = (0..gold.facts.len()).filter(|i| !taken.contains(i)).collect();
    verdict.relaxed.missed = gold.facts.len() - taken_relaxed.len();
    verdict
}

impl Verdict<'_> {
    fn count(&mut self, qualifier: &'static str, right: bool) {
        let [rights, all] = self.qualifiers.entry(qualifier).or_default();
        *rights += usize::from(right);
        *all += 1;
    }

    /// Counts what gold says beside a fact; a date also where only the extracted fact has one.
    fn qualify(&mut self, want: &GoldFact, got: &Fact, identity: &Identity<'_>) {
        let want = &want.qualifiers;
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (date, got_date) = (text(&want.date), text(&got.date));
        if date.is_some() || got_date.is_some() {
            self.count("date", date == got_date);
        }
        for (qualifier, want, got) in [
            ("title", &want.title, &got.title),
            ("scope", &want.scope, &got.scope),
            ("market", &want.market, &got.market),
        ] {
            if let Some(want) = text(want) {
                self.count(qualifier, norm::name(got.as_deref().unwrap_or_default()) == norm::name(&want));
            }
        }
        if let Some(want) = &want.value {
            self.count("value", got.value.as_ref().is_some_and(|got| Scalar::of(got) == Scalar::of(want)));
        }
        if let Some(want) = text(&want.attributed_to) {
            self.count("attributedTo", got.attributed_to.as_ref().is_some_and(|got| identity.is(got, &want)));
        }
        if !want.quote.is_empty() {
            self.count("quote", norm::quotes_agree(got.quote(), &want.quote));
        }
    }
}

/// Which gold entity each extracted entity of an article stands for: the one that shares most of its names.
/// So whoever takes two entities for one loses the facts of the other.
struct Identity<'a>(BTreeMap<&'a str, Option<&'a str>>);

impl<'a> Identity<'a> {
    fn of(gold: &'a Gold, facts: &[&'a Fact]) -> Self {
        let mut known: BTreeMap<&str, (String, BTreeSet<String>)> = BTreeMap::new();
        for fact in facts {
            let parts = [Some(&fact.subject), Some(&fact.object), fact.attributed_to.as_ref()];
            for entity in parts.into_iter().flatten().filter_map(Part::entity) {
                let (label, names) = known.entry(entity.key()).or_default();
                *label = norm::name(&entity.label);
                names.insert(label.clone());
                names.extend(entity.mentions.iter().map(|mention| norm::name(mention)));
                names.remove("");
            }
        }
        let best = |(label, names): (String, BTreeSet<String>)| {
            let shared = |of: &BTreeSet<String>| names.intersection(of).count();
            let rank = |(id, of): (&'a String, &BTreeSet<String>)| {
                (shared(of), of.contains(&label), Reverse(of.len()), id.as_str())
            };
            gold.normal.iter().map(rank).filter(|(shared, ..)| *shared > 0).max().map(|(.., id)| id)
        };
        Self(known.into_iter().map(|(key, names)| (key, best(names))).collect())
    }

    fn is(&self, part: &Part, id: &str) -> bool {
        part.entity().is_some_and(|entity| self.id(entity) == Some(id))
    }

    fn id(&self, entity: &Entity) -> Option<&'a str> {
        self.0.get(entity.key()).copied().flatten()
    }

    /// Whether the triples agree.
    fn agree(&self, want: &GoldFact, got: &Fact) -> bool {
        if want.property.name() != got.predicate {
            return false;
        }
        match &want.object {
            GoldObject::Literal(value) => {
                let got_value = match &got.object {
                    Part::Literal { value } => Scalar::of(value),
                    Part::Entity(entity) => Scalar::text(&entity.label),
                };
                self.is(&got.subject, &want.subject) && got_value == Scalar::of(value)
            }
            GoldObject::Entity(object) => {
                let agree = |s: &Part, o: &Part| self.is(s, &want.subject) && self.is(o, object);
                agree(&got.subject, &got.object)
                    || (want.property.is_symmetric() && agree(&got.object, &got.subject))
            }
        }
    }

    /// Entities of gold facts against those of extracted facts. Of two that stand for one, one is wrong.
    fn count(&self, gold: &Gold, facts: &[&Fact]) -> Counts {
        let used: BTreeSet<&str> = gold.facts.iter().flat_map(GoldFact::entities).collect();
        let parts = facts.iter().flat_map(|fact| [&fact.subject, &fact.object]);
        let extracted: BTreeMap<&str, &Entity> =
            parts.filter_map(Part::entity).map(|entity| (entity.key(), entity)).collect();
        let mut counts = Counts::default();
        let mut found = BTreeSet::new();
        for id in extracted.into_values().map(|entity| self.id(entity)) {
            match id {
                Some(id) if !used.contains(id) => {} // an entity, if of no fact in gold
                Some(id) if found.insert(id) => counts.right += 1,
                _ => counts.wrong += 1,
            }
        }
        counts.missed = used.len() - found.len();
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::fact::read_lines;

    const GOLD: &str = r#"{"article": "a", "entities": [
        {"id": "hanbit", "type": "Organization", "names": ["한빛클라우드", "한빛"]},
        {"id": "nuri", "type": "Organization", "names": ["누리소프트"]},
        {"id": "dawn", "type": "Service", "names": ["새벽"]}], "facts": [
        {"s": "hanbit", "p": "partnersWith", "o": "nuri", "date": "2024-06", "attributedTo": "nuri"},
        {"s": "hanbit", "p": "provides", "o": "dawn", "modality": "planned"},
        {"s": "nuri", "p": "revenue", "o": 300}]}"#;

    fn line(s: &str, p: &str, object: &str, more: &str) -> String {
        format!(r#"{{"article": "a", "subject": {s}, "predicate": "{p}", "object": {object}{more}}}"#) + "\n"
    }

    /// Right, wrong and missed of these lines: strict, relaxed and of entities; and the qualifiers.
    fn judged(lines: &str) -> ([[usize; 3]; 3], Qualifiers) {
        let gold = Gold::parse("a.json", "a".into(), GOLD).unwrap();
        let (facts, problems) = read_lines("a.jsonl", lines);
        assert!(problems.is_empty(), "{problems:?}");
        let verdict = judge(&gold, &facts.iter().collect::<Vec<_>>());
        let flat = |Counts { right, wrong, missed }| [right, wrong, missed];
        let strict = [verdict.right.len(), verdict.wrong.len(), verdict.missed.len()];
        ([strict, flat(verdict.relaxed), flat(verdict.entities)], verdict.qualifiers)
    }

    const HANBIT: &str = r#"{"iri": "1", "label": "한빛", "mentions": ["㈜한빛클라우드"]}"#;
    const NURI: &str = r#"{"iri": "2", "label": "누리소프트"}"#;

    #[test]
    fn a_gold_fact_is_found_once_and_in_either_direction() {
        let there = line(HANBIT, "partnersWith", NURI, "");
        let back = line(NURI, "partnersWith", HANBIT, "");
        let found = [[1, 0, 2], [1, 0, 2], [2, 0, 1]];
        assert_eq!(judged(&there).0, found);
        assert_eq!(judged(&back).0, found);
        assert_eq!(judged(&format!("{there}{back}")).0, found, "a copy is neither right nor wrong");
        let denied = line(HANBIT, "partnersWith", NURI, r#", "modality": "negated""#);
        assert_eq!(judged(&denied).0, [[0, 1, 3], [1, 0, 2], [2, 0, 1]]);
        assert_eq!(judged(&line(HANBIT, "provides", NURI, "")).0, [[0, 1, 3], [0, 1, 3], [2, 0, 1]]);
    }

    #[test]
    fn an_extracted_entity_stands_for_one_of_gold() {
        let merged = r#"{"iri": "1", "label": "누리소프트", "mentions": ["한빛클라우드", "한빛"]}"#;
        let facts = line(merged, "revenue", r#"{"value": "300"}"#, "");
        assert_eq!(judged(&facts).0, [[0, 1, 3], [0, 1, 3], [1, 0, 2]], "it is 한빛, which shares two names");
        let twice = r#"{"iri": "3", "label": "누리소프트"}"#;
        let facts = line(NURI, "revenue", r#"{"value": 300}"#, "") + &line(twice, "uses", HANBIT, "");
        assert_eq!(judged(&facts).0, [[1, 1, 2], [1, 1, 2], [2, 1, 1]]);
    }

    #[test]
    fn qualifiers_count_where_gold_has_them() {
        let more = format!(r#", "date": "2024-06", "attributedTo": {HANBIT}"#);
        let qualifiers = judged(&line(HANBIT, "partnersWith", NURI, &more)).1;
        let asked: Vec<_> = qualifiers.into_iter().filter(|(_, [_, all])| *all > 0).collect();
        assert_eq!(asked, [("attributedTo", [0, 1]), ("date", [1, 1]), ("modality", [1, 1])]);
        let qualifiers = judged(&line(NURI, "revenue", r#"{"value": 300}"#, r#", "date": "2024""#)).1;
        assert_eq!(qualifiers["date"], [0, 1], "a date that gold does not have is wrong");
    }
}

//! What contradicts in a curation file, in itself or with the registry.

use std::collections::BTreeMap;

use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{Problem, SourceFile};
use gureum_model::{Class, Literal, Property, Range, iri};

use super::entry::{Action, Addition, Entry, Pattern, short};

/// Entity -> what it really is, chains followed to their end.
pub(super) fn same(entries: &[Entry]) -> BTreeMap<String, String> {
    let mut steps: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in entries {
        if let Action::Same { entity, is } = &entry.action {
            steps.entry(entity).or_insert(is);
        }
    }
    let end = |entity: &str| {
        let mut at = entity;
        for _ in 0..=steps.len() {
            match steps.get(at) {
                Some(next) => at = next,
                None => return at.to_owned(),
            }
        }
        entity.to_owned() // a ring, which the check reports
    };
    steps.keys().map(|entity| ((*entity).to_owned(), end(entity))).collect()
}

/// Adds what contradicts, stands twice, or does not fit the classes.
pub(super) fn check(file: &SourceFile, entries: &[Entry], registry: &Registry, problems: &mut Vec<Problem>) {
    let mut checking = Checking { file, entries, same: same(entries), problems };
    checking.merges(registry);
    checking.pairs(registry);
    checking.labels();
    checking.links();
    checking.facts();
}

struct Checking<'a> {
    file: &'a SourceFile,
    entries: &'a [Entry],
    same: BTreeMap<String, String>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Checking<'a> {
    fn problem(&mut self, entry: &Entry, message: &str, hint: &str) {
        self.problems.push(Problem::on_line(self.file, entry.line, message, hint));
    }

    /// Two lines that say the same, or cannot both hold.
    fn against(&mut self, entry: &Entry, other: &Entry) {
        let (message, hint) = if entry.action == other.action {
            ("this stands twice".to_owned(), format!("see line {}; leave one of them", other.line))
        } else {
            let said =
                format!("'{}' contradicts '{}'", entry.action.in_one_line(), other.action.in_one_line());
            (said, format!("see line {}; take one of them out", other.line))
        };
        self.problem(entry, &message, &hint);
    }

    fn really(&self, entity: &str) -> String {
        self.same.get(entity).map_or(entity, String::as_str).to_owned()
    }

    fn merges(&mut self, registry: &Registry) {
        let mut targets: BTreeMap<&str, &Entry> = BTreeMap::new();
        for entry in self.entries {
            let Action::Same { entity, is } = &entry.action else { continue };
            if let Some(other) = targets.insert(entity, entry) {
                self.against(entry, other);
            } else if entity == is || self.same.contains_key(&self.really(entity)) {
                let hint = "one of the names must stay: take one line of the ring out";
                self.problem(entry, &format!("'{}' is said to be itself in the end", short(entity)), hint);
            }
            let classes = (class_of(entity, registry), class_of(is, registry));
            if let (Some(a), Some(b)) = classes
                && a != b
            {
                let message = format!("'{}' is {}, '{}' is {}", short(entity), a.name(), short(is), b.name());
                self.problem(entry, &message, "only entities of one type can be the same");
            }
        }
    }

    /// Pairs that are never one, by this file or by the registry.
    fn pairs(&mut self, registry: &Registry) {
        let merge_of = |entity: &str, other: &str| {
            let names = |e: &&Entry| matches!(&e.action, Action::Same { entity: a, is: b } if [a, b].iter().any(|x| *x == entity || *x == other));
            self.entries.iter().rfind(names)
        };
        let mut found = Vec::new();
        let mut pairs: BTreeMap<[&str; 2], &Entry> = BTreeMap::new();
        let mut places: BTreeMap<[&str; 2], &Entry> = BTreeMap::new();
        for entry in self.entries {
            match &entry.action {
                Action::Different { entity, from } => {
                    let mut pair = [entity.as_str(), from.as_str()];
                    pair.sort_unstable();
                    if let Some(other) = pairs.insert(pair, entry) {
                        found.push((entry, Some(other), None));
                    } else if self.really(entity) == self.really(from) {
                        found.push((entry, merge_of(entity, from), None));
                    }
                }
                Action::Apart { entity, article } => {
                    if let Some(other) = places.insert([entity, article], entry) {
                        found.push((entry, Some(other), None));
                    }
                }
                _ => {}
            }
        }
        for (a, b, reason) in registry.guards() {
            let [first, second] = [a, b].map(|id| iri::known_entity(id));
            if first != second
                && self.really(&first) == self.really(&second)
                && let Some(entry) = merge_of(&first, &second)
            {
                found.push((entry, None, Some(format!("the registry keeps {a} and {b} apart: {reason}"))));
            }
        }
        for (entry, other, guard) in found {
            match (other, guard) {
                (_, Some(guard)) => {
                    self.problem(entry, &guard, "take this line out, or the pair out of lexicon/guards.tsv");
                }
                (Some(other), None) => self.against(entry, other),
                (None, None) => {
                    self.problem(entry, "an entity is not different from itself", "take this line out")
                }
            }
        }
    }

    fn labels(&mut self) {
        let mut labels: BTreeMap<String, &Entry> = BTreeMap::new();
        for entry in self.entries {
            if let Action::Rename { entity, .. } = &entry.action
                && let Some(other) = labels.insert(self.really(entity), entry)
            {
                self.against(entry, other);
            }
        }
    }

    /// A link that is both made and refused, or stands twice.
    fn links(&mut self) {
        let mut links: BTreeMap<(String, &str), &Entry> = BTreeMap::new();
        for entry in self.entries {
            if let Action::Link { entity, to } | Action::Unlink { entity, to } = &entry.action
                && let Some(other) = links.insert((self.really(entity), to), entry)
            {
                self.against(entry, other);
            }
        }
    }

    fn facts(&mut self) {
        let mut drops: BTreeMap<Pattern, &Entry> = BTreeMap::new();
        let mut added: BTreeMap<(Pattern, &str), &Entry> = BTreeMap::new();
        for entry in self.entries {
            let before = match &entry.action {
                Action::Drop(pattern) => drops.insert(self.settled(pattern.clone()), entry),
                Action::Add(fact) => {
                    let pattern = self.settled(fact.pattern());
                    added.insert((pattern, fact.modality.name()), entry)
                }
                _ => None,
            };
            if let Some(other) = before {
                self.against(entry, other);
            }
        }
        for ((fact, _), entry) in &added {
            for (pattern, drop) in &drops {
                if pattern.covers(fact) {
                    self.against(entry, drop);
                }
            }
        }
    }

    /// With the entities that its names really stand for.
    fn settled(&self, pattern: Pattern) -> Pattern {
        let really = |entity: String| self.really(&entity);
        Pattern { subject: pattern.subject.map(really), object: pattern.object.map(really), ..pattern }
    }
}

impl Pattern {
    /// Whether everything that `other` means is meant by this too.
    fn covers(&self, other: &Self) -> bool {
        fn part<T: PartialEq>(mine: &Option<T>, its: &Option<T>) -> bool {
            mine.is_none() || mine == its
        }
        let Self { article, subject, property, object } = other;
        let sides = |a: &Option<String>, b: &Option<String>| part(&self.subject, a) && part(&self.object, b);
        let symmetric = property.is_some_and(Property::is_symmetric);
        part(&self.article, article)
            && part(&self.property, property)
            && (sides(subject, object) || symmetric && sides(object, subject))
    }
}

impl Addition {
    fn pattern(&self) -> Pattern {
        Pattern {
            article: Some(self.article.clone()),
            subject: Some(self.subject.clone()),
            property: Some(self.property),
            object: Some(self.object.clone()),
        }
    }

    /// The object as a value of the property's kind; `None` where it is none.
    pub(super) fn value(&self) -> Option<Literal> {
        let number = || self.object.replace([',', '_'], "");
        match self.property.range() {
            Range::Entity(_) => None,
            Range::Integer if self.property == Property::MemberCount => {
                number().parse().ok().map(Literal::Count)
            }
            Range::Integer => number().parse().ok().map(Literal::Won),
            Range::Decimal => gureum_model::Decimal::parse(&number()).map(Literal::Percent),
            Range::Date => self.object.parse().ok().map(Literal::Date),
            Range::Text => Some(Literal::Text(self.object.clone())),
        }
    }

    /// What does not fit the property: key, message, remedy.
    pub(super) fn misfits(&self, registry: &Registry) -> Vec<(&'static str, String, String)> {
        let mut misfits = Vec::new();
        let names = |classes: &[Class]| classes.iter().map(|c| c.name()).collect::<Vec<_>>().join(" or ");
        let mut entity = |key: &'static str, entity: &str, classes: &[Class]| {
            if let Some(class) = class_of(entity, registry).filter(|class| !classes.contains(class)) {
                let message = format!("'{}' is {}", short(entity), class.name());
                misfits.push((
                    key,
                    message,
                    format!("the {key} of {} is {}", self.property.name(), names(classes)),
                ));
            }
        };
        entity("subject", &self.subject, self.property.domain());
        let is_entity = self.object.starts_with(iri::ENTITY);
        match self.property.range() {
            Range::Entity(classes) if is_entity => entity("object", &self.object, classes),
            Range::Entity(classes) => misfits.push((
                "object",
                format!("'{}' is no entity", self.object),
                format!("{} leads to {}: write id:…", self.property.name(), names(classes)),
            )),
            _ if self.value().is_none() || is_entity => misfits.push((
                "object",
                format!("'{}' is no value of {}", short(&self.object), self.property.name()),
                "write a number in digits (won, percent, members), a date as 2024-06-10, or the text"
                    .to_owned(),
            )),
            _ => {}
        }
        misfits
    }
}

/// The class of an entity: its row's, or the one in its IRI.
pub(super) fn class_of(entity: &str, registry: &Registry) -> Option<Class> {
    let slug = entity.strip_prefix(iri::ENTITY)?;
    iri::minted_class(slug).or_else(|| registry.by_id(slug).map(|row| row.class))
}

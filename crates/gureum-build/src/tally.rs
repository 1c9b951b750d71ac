//! Counting what was read, for the table at the end of a build.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Class, Extraction, Modality, Property, iri};

/// What some articles hold. Facts and entities count once, however many articles state or name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles.
    pub articles: usize,
    /// Their sentences.
    pub sentences: usize,
    /// Facts by property and modality, as the last part of their IRIs.
    facts: BTreeMap<(Property, Modality), BTreeSet<u128>>,
    entities: BTreeMap<String, Entity>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entity {
    class: Class,
    label: String,
    claims: usize,
}

/// What one article adds.
#[derive(Clone, Debug)]
pub struct Share {
    sentences: usize,
    facts: Vec<(Property, Modality, u128)>,
    entities: Vec<(String, Entity)>,
}

impl Share {
    /// Counts an article.
    pub fn of(extraction: &Extraction) -> Self {
        let mut facts = Vec::with_capacity(extraction.claims.len());
        let entity = |entity: &gureum_model::Entity| {
            (entity.iri.clone(), Entity { class: entity.class, label: entity.label.clone(), claims: 0 })
        };
        let mut entities: Vec<(String, Entity)> = extraction.entities.iter().map(entity).collect();
        for claim in &extraction.claims {
            let fact = iri::fact(extraction, claim);
            let hash = fact.strip_prefix(iri::FACT).and_then(|hash| u128::from_str_radix(hash, 16).ok());
            facts.push((claim.property, claim.modality, hash.unwrap_or_default()));
            entities[claim.subject.get()].1.claims += 1;
        }
        Self { sentences: extraction.sentences, facts, entities }
    }
}

impl Tally {
    /// Adds an article.
    pub fn add(&mut self, share: Share) {
        self.articles += 1;
        self.sentences += share.sentences;
        for (property, modality, fact) in share.facts {
            self.facts.entry((property, modality)).or_default().insert(fact);
        }
        for (iri, entity) in share.entities {
            match self.entities.get_mut(&iri) {
                Some(known) => known.claims += entity.claims,
                None => drop(self.entities.insert(iri, entity)),
            }
        }
    }

    /// All facts; one that is asserted here and denied there counts once.
    pub fn facts(&self) -> usize {
        self.facts.values().flatten().collect::<BTreeSet<_>>().len()
    }

    /// Facts by property and modality.
    pub fn by_property(&self) -> BTreeMap<Property, BTreeMap<Modality, usize>> {
        let mut counts: BTreeMap<Property, BTreeMap<Modality, usize>> = BTreeMap::new();
        for ((property, modality), facts) in &self.facts {
            counts.entry(*property).or_default().insert(*modality, facts.len());
        }
        counts
    }

    /// All entities.
    pub fn entities(&self) -> usize {
        self.entities.len()
    }

    /// Entities by type.
    pub fn classes(&self) -> BTreeMap<Class, usize> {
        let mut classes = BTreeMap::new();
        for entity in self.entities.values() {
            *classes.entry(entity.class).or_default() += 1;
        }
        classes
    }

    /// The name of the entity that most claims are about.
    pub fn busiest(&self) -> Option<&str> {
        let busiest =
            self.entities.iter().max_by(|(a, x), (b, y)| x.claims.cmp(&y.claims).then_with(|| b.cmp(a)))?;
        (busiest.1.claims > 0).then_some(busiest.1.label.as_str())
    }
}

//! Correcting an article: what one article says is changed by the file alone, never by other articles.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{
    Claim, Class, Entity, EntityIndex, Evidence, Extraction, Namesake, Object, Property, Span, iri,
};

use super::entry::{Action, Addition, Pattern, short};
use super::{Curation, RULE};

/// What the file did to an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Entry -> how often it applied.
    pub(super) used: BTreeMap<usize, usize>,
    /// Entries that could not be applied, and why.
    pub(super) refused: Vec<(usize, String)>,
}

impl Applied {
    fn use_of(&mut self, entry: usize, times: usize) {
        *self.used.entry(entry).or_default() += times;
    }
}

impl Curation {
    /// Corrects what was read from an article, whose decoded text is `source`. Entities first, then facts
    /// that go, then facts that come.
    pub fn apply(&self, extraction: &mut Extraction, source: &str) -> Applied {
        let mut applied = Applied::default();
        if self.entries.is_empty() {
            return applied;
        }
        self.entities(extraction, &mut applied);
        self.drop(extraction, &mut applied);
        self.add(extraction, source, &mut applied);
        keep_named(extraction);
        applied
    }

    fn entities(&self, extraction: &mut Extraction, applied: &mut Applied) {
        let article = extraction.article.id.clone();
        let present: BTreeSet<String> = extraction.entities.iter().map(|entity| entity.iri.clone()).collect();
        for (number, entry) in self.entries.iter().enumerate() {
            let here = |entity: &String| present.contains(entity);
            let used = match &entry.action {
                Action::Same { entity, .. } => here(entity) && !self.is_apart(entity, &article),
                Action::Link { entity, .. } | Action::Unlink { entity, .. } => {
                    present.iter().any(|iri| self.really(iri) == self.really(entity))
                }
                Action::Apart { entity, article: place } => here(entity) && *place == article,
                Action::Different { entity, from } => here(entity) || here(from),
                Action::Rename { entity, .. } => {
                    present.iter().any(|iri| self.really(iri) == self.really(entity))
                }
                Action::Drop(_) | Action::Add(_) => false,
            };
            if used {
                applied.use_of(number, 1);
            }
        }
        let mut changed = false;
        for entity in &mut extraction.entities {
            if self.is_apart(&entity.iri, &article) {
                entity.iri = iri::entity(entity.class, &entity.label, Namesake::In(&article));
                entity.known = false;
                changed = true;
            } else if let Some(is) = self.same.get(&entity.iri) {
                entity.iri.clone_from(is);
                if let Some((label, class)) = self.known.get(is) {
                    (entity.label, entity.class, entity.known) = (label.clone(), *class, true);
                }
                changed = true;
            }
            if let Some(label) = self.labels.get(&entity.iri) {
                entity.label.clone_from(label);
            }
        }
        if changed {
            merge(extraction);
        }
    }

    fn is_apart(&self, entity: &str, article: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(entity.to_owned(), article.to_owned()))
    }

    fn drop(&self, extraction: &mut Extraction, applied: &mut Applied) {
        for (number, entry) in self.entries.iter().enumerate() {
            let Action::Drop(pattern) = &entry.action else { continue };
            if pattern.article.as_ref().is_some_and(|article| *article != extraction.article.id) {
                continue;
            }
            let claims = std::mem::take(&mut extraction.claims);
            let before = claims.len();
            extraction.claims =
                claims.into_iter().filter(|claim| !self.meant(pattern, extraction, claim)).collect();
            if extraction.claims.len() < before {
                applied.use_of(number, before - extraction.claims.len());
            }
        }
    }

    fn meant(&self, pattern: &Pattern, extraction: &Extraction, claim: &Claim) -> bool {
        let subject = extraction.entity(claim.subject).iri.as_str();
        let is = |wanted: &Option<String>, iri: &str| wanted.as_ref().is_none_or(|w| self.really(w) == iri);
        let sides = match &claim.object {
            Object::Entity(object) => {
                let object = extraction.entity(*object).iri.as_str();
                is(&pattern.subject, subject) && is(&pattern.object, object)
                    || claim.property.is_symmetric()
                        && is(&pattern.subject, object)
                        && is(&pattern.object, subject)
            }
            Object::Literal { value, text } => {
                is(&pattern.subject, subject)
                    && pattern.object.as_ref().is_none_or(|w| *w == value.value() || w == text)
            }
        };
        sides && pattern.property.is_none_or(|property| property == claim.property)
    }

    fn add(&self, extraction: &mut Extraction, source: &str, applied: &mut Applied) {
        for (number, entry) in self.entries.iter().enumerate() {
            let Action::Add(fact) = &entry.action else { continue };
            if fact.article != extraction.article.id {
                continue;
            }
            let Some((sentence, quote)) = place(fact, source) else {
                let message = format!(
                    "the sentence '{}' is not in the article {}; copy it from there letter by letter",
                    fact.sentence, fact.article
                );
                applied.refused.push((number, message));
                continue;
            };
            let subject = self.entity(&fact.subject, extraction);
            let object = match fact.value() {
                Some(value) => Object::Literal { value, text: fact.object.clone() },
                None => Object::Entity(self.entity(&fact.object, extraction)),
            };
            let evidence = Evidence {
                quote: source[quote.range()].to_owned(),
                span: quote,
                sentence_text: source[sentence.range()].to_owned(),
                sentence,
                subject: None,
                object: None,
                rule: RULE.to_owned(),
            };
            let mut claim = Claim::new(subject, fact.property, object, fact.modality, evidence);
            claim.qualifiers.date = fact.date;
            claim.qualifiers.title.clone_from(&fact.title);
            applied.use_of(number, 1);
            put(&mut extraction.claims, claim);
        }
    }

    /// The entity in the article, put there if the article does not have it yet.
    fn entity(&self, iri: &str, extraction: &mut Extraction) -> EntityIndex {
        let iri = self.really(iri).to_owned();
        let index = extraction.entities.iter().position(|entity| entity.iri == iri).unwrap_or_else(|| {
            let slug = iri.strip_prefix(iri::ENTITY).unwrap_or(&iri);
            let minted = iri::minted_class(slug); // every other IRI is a row's, as was checked
            let (label, class, known) = match self.known.get(&iri) {
                Some((label, class)) => (label.clone(), *class, true),
                None => (last_part(slug), minted.unwrap_or(Class::Organization), false),
            };
            let label = self.labels.get(&iri).cloned().unwrap_or(label);
            let mentions = Vec::new();
            extraction.entities.push(Entity { iri, label, class, mentions, known });
            extraction.entities.len() - 1
        });
        EntityIndex(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// The name in a minted slug, as it was written.
fn last_part(slug: &str) -> String {
    let part = slug.rsplit('/').next().unwrap_or(slug);
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let code = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        match (first, after.get(..2).and_then(code)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| short(part))
}

/// Where the article states it: the sentence, and the clause in it.
fn place(fact: &Addition, source: &str) -> Option<(Span, Span)> {
    let start = source.find(&fact.sentence)?;
    let sentence = Span::new(start, start + fact.sentence.len());
    let quote = match &fact.quote {
        Some(quote) => {
            let at = start + fact.sentence.find(quote.as_str())?;
            Span::new(at, at + quote.len())
        }
        None => sentence,
    };
    Some((sentence, quote))
}

/// Makes one entity of those with one IRI, and one claim of those that have become the same; what an entity
/// says of itself now says nothing.
fn merge(extraction: &mut Extraction) {
    let mut kept: Vec<Entity> = Vec::new();
    let mut index = Vec::new();
    for entity in std::mem::take(&mut extraction.entities) {
        match kept.iter().position(|other| other.iri == entity.iri) {
            Some(at) => {
                let into = &mut kept[at];
                let new = entity.mentions.into_iter().filter(|name| !into.mentions.contains(name));
                let new: Vec<String> = new.collect();
                into.mentions.extend(new);
                into.mentions.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
                index.push(at);
            }
            None => {
                kept.push(entity);
                index.push(kept.len() - 1);
            }
        }
    }
    extraction.entities = kept;
    renumber(extraction, &index);
    for claim in std::mem::take(&mut extraction.claims) {
        if claim.object != Object::Entity(claim.subject) {
            put(&mut extraction.claims, claim);
        }
    }
}

/// Adds a claim, or its evidence to the claim that says the same.
fn put(claims: &mut Vec<Claim>, claim: Claim) {
    let reversed = |other: &Claim| {
        claim.property.is_symmetric()
            && other.object == Object::Entity(claim.subject)
            && claim.object == Object::Entity(other.subject)
    };
    let same = claims.iter_mut().find(|other| {
        other.property == claim.property
            && other.modality == claim.modality
            && (other.subject == claim.subject && other.object == claim.object || reversed(other))
            && !narrowed(other, &claim)
    });
    match same {
        Some(other) => claim.evidence().iter().for_each(|evidence| other.add_evidence(evidence.clone())),
        None => claims.push(claim),
    }
}

/// Whether two amounts are of different parts or times.
fn narrowed(a: &Claim, b: &Claim) -> bool {
    let amount = matches!(
        a.property,
        Property::Budget | Property::MemberCount | Property::Revenue | Property::MarketShare
    );
    amount && a.qualifiers != b.qualifiers
}

/// Leaves out the entities that no claim names any more.
fn keep_named(extraction: &mut Extraction) {
    let mut named = BTreeSet::new();
    for claim in &extraction.claims {
        named.insert(claim.subject);
        named.extend(claim.attributed_to);
        if let Object::Entity(object) = claim.object {
            named.insert(object);
        }
    }
    let mut index = Vec::new();
    let mut kept = Vec::new();
    for (number, entity) in std::mem::take(&mut extraction.entities).into_iter().enumerate() {
        index.push(kept.len());
        if named.contains(&EntityIndex(u32::try_from(number).unwrap_or(u32::MAX))) {
            kept.push(entity);
        }
    }
    extraction.entities = kept;
    renumber(extraction, &index);
}

fn renumber(extraction: &mut Extraction, index: &[usize]) {
    let new = |old: EntityIndex| EntityIndex(u32::try_from(index[old.get()]).unwrap_or(u32::MAX));
    for claim in &mut extraction.claims {
        claim.subject = new(claim.subject);
        claim.attributed_to = claim.attributed_to.map(new);
        if let Object::Entity(object) = &mut claim.object {
            *object = new(*object);
        }
    }
}

//! From drafts to claims: IRIs for entities, what is said twice merged, spans counted in the source.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::{
    Article, Claim, Class, Entity, EntityIndex, Evidence, Extraction, Modality, Namesake, Object, Property,
    Qualifiers, iri,
};

use super::cast::{Cast, Member};
use super::document::Document;
use super::draft::{Draft, DraftObject};
use crate::resources::Resources;

/// Turns drafts into claims of an extraction, merging what is said twice.
pub fn finish(
    article: Article,
    document: &Document,
    resources: &Resources,
    cast: &Cast,
    drafts: Vec<Draft>,
) -> Extraction {
    let source = &document.page.source;
    let span = |range: &Range<usize>| document.page.text.to_source(range.clone());
    let drafts = consolidate(drafts);
    let owners: BTreeMap<usize, usize> = drafts
        .iter()
        .filter(|d| d.property != Property::PartOf || d.modality == Modality::Asserted)
        .filter_map(|d| match (d.property, &d.object) {
            (Property::Operates, DraftObject::Entity(o)) => Some((*o, d.subject)),
            (Property::WorksFor | Property::WorkedFor | Property::PartOf, DraftObject::Entity(o)) => {
                Some((d.subject, *o))
            }
            _ => None,
        })
        .rev()
        .collect();
    let mut entities: Vec<Entity> = Vec::new();
    let mut placed: BTreeMap<usize, EntityIndex> = BTreeMap::new();
    let mut by_iri: BTreeMap<String, EntityIndex> = BTreeMap::new();
    let mut place = |member: usize, entities: &mut Vec<Entity>| -> EntityIndex {
        if let Some(index) = placed.get(&member) {
            return *index;
        }
        let owner = owners.get(&member).map(|o| label(resources, &cast.members[*o]));
        let entity = entity(resources, &cast.members[member], owner.as_deref(), &article.id);
        let index = *by_iri.entry(entity.iri.clone()).or_insert_with(|| {
            entities.push(entity);
            EntityIndex(u32::try_from(entities.len() - 1).unwrap_or(u32::MAX))
        });
        placed.insert(member, index);
        index
    };
    let mut claims: Vec<Claim> = Vec::new();
    for draft in drafts {
        let subject = place(draft.subject, &mut entities);
        let object = match draft.object {
            DraftObject::Entity(o) => Object::Entity(place(o, &mut entities)),
            DraftObject::Literal(value, text) => Object::Literal { value, text },
        };
        let quote = span(&draft.quote);
        let sentence = span(&draft.sentence);
        let evidence = Evidence {
            span: quote,
            quote: source[quote.range()].to_owned(),
            sentence,
            sentence_text: source[sentence.range()].to_owned(),
            subject: draft.subject_at.as_ref().map(&span),
            object: draft.object_at.as_ref().map(&span),
            rule: draft.rule,
        };
        let same = claims.iter_mut().find(|c| {
            c.subject == subject
                && c.property == draft.property
                && c.object == object
                && c.modality == draft.modality
                || c.property == draft.property
                    && c.property.is_symmetric()
                    && c.modality == draft.modality
                    && object == Object::Entity(c.subject)
                    && c.object == Object::Entity(subject)
        });
        match same {
            Some(claim) => {
                merge(&mut claim.qualifiers, draft.qualifiers);
                claim.attributed_to =
                    claim.attributed_to.or_else(|| draft.speaker.map(|s| place(s, &mut entities)));
                claim.add_evidence(evidence);
            }
            None => {
                let mut claim = Claim::new(subject, draft.property, object, draft.modality, evidence);
                claim.qualifiers = draft.qualifiers;
                claim.attributed_to = draft.speaker.map(|s| place(s, &mut entities));
                claims.push(claim);
            }
        }
    }
    Extraction { article, entities, claims, sentences: document.sentences.len(), diagnostics: Vec::new() }
}

/// What is asserted somewhere needs no plan or guess of the same; the order is that of the text.
fn consolidate(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let asserted: Vec<(usize, Property, DraftObject)> = drafts
        .iter()
        .filter(|d| d.modality == Modality::Asserted)
        .map(|d| (d.subject, d.property, d.object.clone()))
        .collect();
    drafts.retain(|d| {
        !matches!(d.modality, Modality::Planned | Modality::Speculated)
            || !asserted.iter().any(|(s, p, o)| *s == d.subject && *p == d.property && *o == d.object)
    });
    // Who is chosen for a programme takes part in it anyway.
    let chosen: Vec<(usize, DraftObject)> = drafts
        .iter()
        .filter(|d| d.property == Property::SelectedFor && d.modality == Modality::Asserted)
        .map(|d| (d.subject, d.object.clone()))
        .collect();
    drafts.retain(|d| {
        d.property != Property::ParticipatesIn
            || d.modality == Modality::Negated
            || !chosen.iter().any(|(s, o)| *s == d.subject && *o == d.object)
    });
    drafts.sort_by_key(|d| (d.sentence.start, d.quote.start, d.quote.end));
    drafts
}

fn merge(into: &mut Qualifiers, from: Qualifiers) {
    into.date = into.date.or(from.date);
    into.title = into.title.take().or(from.title);
    into.scope = into.scope.take().or(from.scope);
    into.market = into.market.take().or(from.market);
    into.source = into.source.take().or(from.source);
    into.value = into.value.or(from.value);
}

fn label(resources: &Resources, member: &Member) -> String {
    match member.known {
        Some(known) => resources.registry.known()[known].ko.clone(),
        None => {
            let hangul = |n: &String| n.chars().any(|c| ('가'..='힣').contains(&c));
            member.names.iter().max_by_key(|n| (hangul(n), n.chars().count())).cloned().unwrap_or_default()
        }
    }
}

fn entity(resources: &Resources, member: &Member, owner: Option<&str>, article: &str) -> Entity {
    let label = label(resources, member);
    let mut mentions = member.names.clone();
    mentions.sort_by_key(|n| std::cmp::Reverse(n.chars().count()));
    let iri = match member.known {
        Some(known) => iri::known_entity(&resources.registry.known()[known].id),
        None => {
            let ends = |set| resources.words.ends_with(set, &label);
            let local = matches!(member.class, Class::Person | Class::Facility);
            // Every firm may have a "공공사업본부", and every ministry a "디지털정책과". Without an owner only what never
            // names a body of its own is that of its article: a 팀 is, but there is one 국무조정실.
            let unit = member.class == Class::Organization && ends("unit-of-owner");
            let anonymous = member.class == Class::Organization && ends("unit-of-any");
            let namesake = match owner {
                Some(owner) if (local || unit) && !label.starts_with(owner) => Namesake::Of(owner),
                None if local || anonymous => Namesake::In(article),
                _ => Namesake::Unique,
            };
            iri::entity(member.class, &label, namesake)
        }
    };
    Entity { iri, label, class: member.class, mentions, known: member.known.is_some() }
}

//! Facts that names themselves give: a second name in parentheses, an owner in a facility's name.

use std::ops::Range;

use gureum_model::{Class, Literal, Modality, Property, Qualifiers};

use super::cast::{Cast, Member};
use super::claims::Reader;
use super::draft::{Draft, DraftObject};
use crate::mention::alias::Alias;
use crate::mention::find::Found;
use crate::mention::{Cue, Sort};
use crate::resources::Resources;
use crate::text::SentenceKind;

impl Reader<'_> {
    pub(super) fn aliases(&mut self, found: &Found) {
        for alias in &found.aliases {
            if let Some((inner, entity)) = self.cast.nested.iter().find(|(inner, _)| *inner == alias.of) {
                self.alias(alias, *entity, inner.clone(), inner.start);
                continue;
            }
            let Some(mention) = self.mentions.iter().find(|m| m.inner == alias.of) else { continue };
            let (Some(&subject), Sort::Name(class)) = (mention.entities.first(), &mention.sort) else {
                continue;
            };
            // Vocabulary has no other names, a technology that the article introduces has.
            let introduced = *class == Class::Technology && mention.cue == Cue::Parenthesis;
            if matches!(class, Class::Technology | Class::Sector | Class::Place) && !introduced {
                continue;
            }
            self.alias(alias, subject, mention.inner.clone(), mention.outer.start);
        }
    }

    fn alias(&mut self, alias: &Alias, subject: usize, subject_at: Range<usize>, start: usize) {
        let quote = start..alias.close;
        let Some(sentence) = self.document.sentences.iter().find(|s| s.range.contains(&quote.start)) else {
            return;
        };
        self.drafts.push(Draft {
            subject,
            property: Property::Alias,
            object: DraftObject::Literal(Literal::Text(alias.name.clone()), alias.name.clone()),
            modality: Modality::Asserted,
            qualifiers: Qualifiers::default(),
            speaker: None,
            subject_at: Some(subject_at),
            object_at: Some(alias.range.clone()),
            quote,
            sentence: sentence.range.clone(),
            rule: "alias-parenthesis".to_owned(),
        });
    }

    /// "KT 데이터센터": the owner in a facility's name runs it.
    pub(super) fn owners(&mut self) {
        for mention in &self.mentions {
            if mention.sort != Sort::Name(Class::Facility) || mention.cue == Cue::Quoted {
                continue;
            }
            let name = &self.document.text()[mention.inner.clone()];
            let Some(owner) =
                self.resources_owner(name).or_else(|| known_owner(self.resources, name, &mut self.cast))
            else {
                continue;
            };
            let Some(&facility) = mention.entities.first() else { continue };
            let Some(sentence) =
                self.document.sentences.iter().find(|s| s.range.contains(&mention.outer.start))
            else {
                continue;
            };
            if sentence.kind != SentenceKind::Body {
                continue;
            }
            self.drafts.push(Draft {
                subject: owner,
                property: Property::Operates,
                object: DraftObject::Entity(facility),
                modality: Modality::Asserted,
                qualifiers: Qualifiers::default(),
                speaker: None,
                quote: mention.inner.clone(),
                sentence: sentence.range.clone(),
                subject_at: None,
                object_at: Some(mention.inner.clone()),
                rule: "operates-in-name".to_owned(),
            });
        }
    }

    /// The organisation of the cast whose name a facility's name begins with.
    pub(super) fn resources_owner(&self, name: &str) -> Option<usize> {
        let mut owners: Vec<(usize, usize)> = Vec::new();
        for (at, member) in self.cast.members.iter().enumerate() {
            if member.class == Class::Organization {
                owners.extend(
                    member
                        .names
                        .iter()
                        .filter(|n| {
                            name.strip_prefix(n.as_str()).is_some_and(|rest| rest.starts_with([' ', '(']))
                        })
                        .map(|n| (n.len(), at)),
                );
            }
        }
        owners.into_iter().max().map(|(_, at)| at)
    }
}

/// The organisation of the registry whose name a facility's begins with: "AWS" of "AWS 도쿄 리전", though
/// the article names it nowhere else.
fn known_owner(resources: &Resources, facility: &str, cast: &mut Cast) -> Option<usize> {
    let name = facility.split([' ', '(']).next()?;
    let is_firm = |k: &usize| resources.registry.known()[*k].class == Class::Organization;
    let known = resources.registry.lookup(name).filter(|(_, weak)| !weak).map(|(k, _)| k).find(is_firm)?;
    if name.len() == facility.len() {
        return None;
    }
    let there = cast.members.iter().position(|m| m.known == Some(known));
    Some(there.unwrap_or_else(|| {
        cast.members.push(Member {
            class: Class::Organization,
            names: vec![name.to_owned()],
            known: Some(known),
        });
        cast.members.len() - 1
    }))
}

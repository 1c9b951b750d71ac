//! What a thing to come will have is to come too: its sector, its host, what it is made of, its place.
//!
//! A thing is to come where the article only plans to offer, open, found or start it. What it is ("DaaS
//! 패키지") stays asserted, and so does everything of a thing that is there already.

use std::collections::BTreeSet;

use gureum_model::{Modality, Property};

use super::draft::{Draft, DraftObject};

/// Makes plans of what is said of things that are only planned.
pub(super) fn colour(drafts: &mut [Draft]) {
    let (mut planned, mut there, mut made) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for draft in drafts.iter() {
        let thing = match (draft.property, &draft.object) {
            (
                Property::Provides
                | Property::Develops
                | Property::Operates
                | Property::Founded
                | Property::RunsProgram,
                DraftObject::Entity(thing),
            ) => *thing,
            (Property::Uses, DraftObject::Entity(thing)) if draft.modality == Modality::Asserted => *thing,
            (Property::StartDate, _) => draft.subject,
            _ => continue,
        };
        match draft.modality {
            Modality::Planned => planned.insert(thing),
            Modality::Asserted if draft.property != Property::Develops => there.insert(thing),
            Modality::Asserted => made.insert(thing),
            _ => false,
        };
    }
    for draft in drafts.iter_mut() {
        let has = matches!(
            draft.property,
            Property::TargetsSector | Property::BasedOn | Property::HostedOn | Property::LocatedIn
        );
        let to_come = planned.contains(&draft.subject) && !there.contains(&draft.subject);
        // What is being made is made of something already.
        let to_come = to_come && !(draft.property == Property::BasedOn && made.contains(&draft.subject));
        if has && to_come && draft.modality == Modality::Asserted {
            draft.modality = Modality::Planned;
        }
    }
}

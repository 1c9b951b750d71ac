//! What the terms of other data sets mean here: `ontology/linking`, built in.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Class, Property};

const CLASSES: &str = include_str!("../../../../ontology/linking/classes.tsv");
const PROPERTIES: &str = include_str!("../../../../ontology/linking/properties.tsv");

/// What one of their properties tells us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A name.
    Name,
    /// A class.
    Type,
    /// The same thing under another IRI, or its identifier in ROR.
    Identifier,
    /// What we know under a property of ours.
    Value(Property),
}

/// Both tables, ready to be asked.
#[derive(Debug)]
pub(super) struct Tables {
    classes: BTreeMap<&'static str, BTreeSet<Class>>,
    roles: BTreeMap<&'static str, Role>,
}

impl Tables {
    pub(super) fn new() -> Self {
        let mut classes: BTreeMap<&str, BTreeSet<Class>> = BTreeMap::new();
        for (ours, theirs) in rows(CLASSES) {
            classes.entry(theirs).or_default().extend(Class::from_name(ours));
        }
        let role = |name: &str| match name {
            "name" => Some(Role::Name),
            "type" => Some(Role::Type),
            "identifier" => Some(Role::Identifier),
            property => Property::from_name(property).map(Role::Value),
        };
        let roles = rows(PROPERTIES).filter_map(|(ours, theirs)| Some((theirs, role(ours)?))).collect();
        Self { classes, roles }
    }

    /// Our classes for one of theirs; `None` where the table does not have it.
    pub(super) fn classes(&self, theirs: &str) -> Option<&BTreeSet<Class>> {
        self.classes.get(theirs)
    }

    pub(super) fn role(&self, predicate: &str) -> Option<Role> {
        self.roles.get(predicate).copied()
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_means_something() {
        for (ours, theirs) in rows(CLASSES) {
            assert!(Class::from_name(ours).is_some(), "{ours} is no class of ours");
            assert!(theirs.starts_with("http"), "{theirs} is no IRI");
        }
        let tables = Tables::new();
        for (ours, theirs) in rows(PROPERTIES) {
            assert!(tables.role(theirs).is_some(), "{ours} is no role");
        }
    }
}

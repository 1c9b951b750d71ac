//! Where another data set says otherwise than our articles: parents, places, founding dates, websites.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Modality, Property};
use gureum_store::Store;
use serde::Serialize;

use super::names::Name;
use super::tables::Tables;
use super::theirs::{Value, without_scheme};
use super::{DataSet, LinkError, Ours, read};
use crate::facts::{self, Fact, FactObject};
use crate::report::{Sheet, one_line};

/// Both values of one property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Disagreement {
    /// IRI of our entity.
    pub entity: String,
    /// Its name.
    pub label: String,
    /// Our property.
    pub property: String,
    /// What our articles say.
    pub ours: String,
    /// What the data set says.
    pub theirs: String,
    /// Its triple: subject, predicate, object.
    pub triple: [String; 3],
    /// Our sentence.
    pub sentence: String,
    /// The article that it is from.
    pub article: String,
}

/// Where the data set says something else of `same`, pairs of ours and theirs that are one. Only values that both have are
/// compared; several values disagree only where none is shared. Reads the data set three times.
///
/// # Errors
/// If it cannot be read.
pub fn disagreements(
    store: &Store,
    ours: &[Ours],
    theirs: &DataSet<'_>,
    same: &BTreeSet<(String, String)>,
) -> Result<Vec<Disagreement>, LinkError> {
    let tables = Tables::new();
    let (_, matching, _) = read(ours, theirs, &tables)?;
    let nodes = |value: &Value| match value {
        Value::Node(node) => Some(node.clone()),
        Value::Text(_) => None,
    };
    let linked = same.iter().filter_map(|(_, target)| matching.candidates.get(target));
    let wanted =
        linked.flat_map(|candidate| candidate.values.iter().filter_map(|(_, _, value)| nodes(value)));
    let names = theirs.names_of(&wanted.collect(), &tables)?;
    let by_iri: BTreeMap<&str, &Ours> = ours.iter().map(|ours| (ours.iri.as_str(), ours)).collect();
    let mut found = BTreeSet::new();
    for (entity, target) in same {
        let (Some(candidate), Some(mine)) = (matching.candidates.get(target), by_iri.get(entity.as_str()))
        else {
            continue;
        };
        let facts = facts::about(store, entity);
        for property in [Property::LocatedIn, Property::PartOf, Property::StartDate, Property::Website] {
            let here: Vec<&Fact> =
                facts.iter().filter(|fact| fact.subject.iri == *entity && says(fact, property)).collect();
            let there: Vec<_> =
                candidate.values.iter().filter(|(theirs, _, _)| *theirs == property).collect();
            let agree = |fact: &Fact, value: &Value| match (&fact.object, value) {
                (FactObject::Entity(object), Value::Node(node)) => {
                    let pair = (object.iri.clone(), node.clone());
                    let known = by_iri.get(object.iri.as_str());
                    same.contains(&pair)
                        || known.is_some_and(|known| {
                            let is = |known: &String| without_scheme(known) == without_scheme(node);
                            known.identifiers.iter().any(is) || share_a_name(known, names.get(node))
                        })
                }
                (FactObject::Entity(object), Value::Text(text)) => {
                    let named = BTreeSet::from([text.clone()]);
                    by_iri.get(object.iri.as_str()).is_some_and(|known| share_a_name(known, Some(&named)))
                }
                (FactObject::Literal { value, .. }, Value::Node(other) | Value::Text(other)) => {
                    if property == Property::StartDate {
                        value.starts_with(other.as_str()) || other.starts_with(value.as_str())
                    } else {
                        site(value) == site(other)
                    }
                }
            };
            if here.iter().any(|fact| there.iter().any(|(_, _, value)| agree(fact, value))) {
                continue;
            }
            for fact in &here {
                for (_, predicate, value) in &there {
                    let (Value::Node(object) | Value::Text(object)) = value;
                    let label = names.get(object).and_then(|names| {
                        names.iter().find(|name| !name.is_ascii()).or(names.first()).cloned()
                    });
                    let claim = fact.claims.first();
                    let evidence = claim.and_then(|claim| claim.evidence.first());
                    found.insert(Disagreement {
                        entity: entity.clone(),
                        label: mine.label.clone(),
                        property: fact.property.name.clone(),
                        ours: match &fact.object {
                            FactObject::Entity(object) => object.label.clone(),
                            FactObject::Literal { value, .. } => value.clone(),
                        },
                        theirs: label.unwrap_or_else(|| object.clone()),
                        triple: [target.clone(), predicate.clone(), object.clone()],
                        sentence: evidence.map(|evidence| one_line(&evidence.sentence)).unwrap_or_default(),
                        article: claim.map(|claim| claim.article.iri.clone()).unwrap_or_default(),
                    });
                }
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Whether the fact is asserted and on the property; a parent may be under either of two.
fn says(fact: &Fact, property: Property) -> bool {
    let name = fact.property.name.as_str();
    let is = name == property.name() || property == Property::PartOf && name == Property::SubsidiaryOf.name();
    is && fact.claims.iter().any(|claim| claim.modality == Modality::Asserted)
}

fn share_a_name(ours: &Ours, theirs: Option<&BTreeSet<String>>) -> bool {
    let key = |name: &String| Name::new(name).map(|name| name.script);
    let mine: BTreeSet<String> = ours.names.iter().filter_map(key).collect();
    theirs.into_iter().flatten().filter_map(key).any(|name| mine.contains(&name))
}

/// The host of a website, without `www`.
fn site(url: &str) -> String {
    let rest = without_scheme(url.trim());
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

impl Disagreement {
    /// Disagreements as rows.
    pub fn sheet(found: &[Self], shorten: &dyn Fn(&str) -> String) -> Sheet {
        let row = |found: &Self| {
            vec![
                found.label.clone(),
                found.property.clone(),
                found.ours.clone(),
                found.theirs.clone(),
                found.triple.iter().map(|term| shorten(term)).collect::<Vec<_>>().join(" "),
                shorten(&found.article),
                found.sentence.clone(),
            ]
        };
        let columns =
            vec!["entity", "property", "ours", "theirs", "their triple", "our article", "our sentence"];
        Sheet { columns, rows: found.iter().map(row).collect() }
    }
}

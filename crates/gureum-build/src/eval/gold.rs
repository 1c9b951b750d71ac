//! Gold: what an annotator reads in an article, one `NAME.json` an article. A file is checked whole, so that
//! everything that is wrong with it is said at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use gureum_model::{Class, Diagnostic, Modality, Property, Range, Severity};
use serde::Deserialize;
use serde_json::Value;

use super::norm;

/// One article's gold.
#[derive(Debug)]
pub struct Gold {
    /// The file, for messages.
    pub origin: String,
    /// The article's name.
    pub article: String,
    /// What stands before the first `-` of the file's name.
    pub set: String,
    /// The facts, in the order of the file.
    pub facts: Vec<GoldFact>,
    /// Id of an entity -> its names, the fullest first.
    names: BTreeMap<String, Vec<String>>,
    /// The same, as they are compared.
    pub(super) normal: BTreeMap<String, BTreeSet<String>>,
}

/// A fact that the article states.
#[derive(Debug)]
pub struct GoldFact {
    /// Id of the subject.
    pub subject: String,
    /// The property.
    pub property: Property,
    /// Id of the object, or its value.
    pub object: GoldObject,
    /// How the article puts it.
    pub modality: Modality,
    /// The clause that states it, and what narrows it.
    pub qualifiers: GoldQualifiers,
}

/// The object of a gold fact.
#[derive(Debug)]
pub enum GoldObject {
    /// Id of an entity.
    Entity(String),
    /// A number, date or text.
    Literal(Value),
}

/// What may be said beside a fact; the keys are those of the files.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names of the JSON keys, which the model's qualifiers explain")]
pub struct GoldQualifiers {
    pub date: Option<String>,
    pub title: Option<String>,
    pub scope: Option<String>,
    pub market: Option<String>,
    pub value: Option<Value>,
    pub attributed_to: Option<String>,
    #[serde(default)]
    pub quote: String,
}

#[derive(Deserialize)]
struct File {
    article: String,
    entities: Vec<Entity>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    #[serde(rename = "type")]
    class: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Fact {
    s: String,
    p: String,
    o: Value,
    #[serde(default = "asserted")]
    modality: String,
    #[serde(flatten)]
    qualifiers: GoldQualifiers,
}

pub(super) fn asserted() -> String {
    Modality::Asserted.name().to_owned()
}

impl Gold {
    /// The name to show for an entity.
    pub(super) fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).and_then(|names| names.first()).map_or(id, String::as_str)
    }

    pub(super) fn parse(origin: &str, set: String, text: &str) -> Result<Self, Vec<String>> {
        let file: File = serde_json::from_str(text)
            .map_err(|error| vec![format!("no gold can be read from it: {error}")])?;
        let mut problems = Vec::new();
        let mut names = BTreeMap::new();
        for Entity { id, class, names: all } in file.entities {
            if Class::from_name(&class).is_none() {
                problems.push(format!("entity '{id}': there is no type '{class}'"));
            }
            if all.is_empty() {
                problems.push(format!("entity '{id}' has no names"));
            }
            if names.insert(id.clone(), all).is_some() {
                problems.push(format!("entity '{id}' stands there twice"));
            }
        }
        let mut facts = Vec::new();
        for (number, fact) in file.facts.into_iter().enumerate() {
            let place = format!("fact {} ({} {})", number + 1, fact.s, fact.p);
            match fact.check(&names) {
                Ok(fact) => facts.push(fact),
                Err(wrong) => problems.extend(wrong.into_iter().map(|problem| format!("{place}: {problem}"))),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let normal = |names: &Vec<String>| names.iter().map(|name| norm::name(name)).collect();
        let normal = names.iter().map(|(id, names)| (id.clone(), normal(names))).collect();
        Ok(Self { origin: origin.to_owned(), article: file.article, set, facts, names, normal })
    }
}

impl Fact {
    fn check(self, names: &BTreeMap<String, Vec<String>>) -> Result<GoldFact, Vec<String>> {
        let Self { s: subject, p, o, modality, qualifiers } = self;
        let mut problems = Vec::new();
        for id in [Some(&subject), qualifiers.attributed_to.as_ref()].into_iter().flatten() {
            if !names.contains_key(id) {
                problems.push(format!("there is no entity '{id}'"));
            }
        }
        let property = Property::from_name(&p);
        if property.is_none() {
            problems.push(format!("there is no property '{p}'"));
        }
        let literal = property.is_some_and(is_literal);
        let object = match o {
            Value::String(id) if !literal => {
                if property.is_some() && !names.contains_key(&id) {
                    problems.push(format!("there is no entity '{id}'"));
                }
                GoldObject::Entity(id)
            }
            value @ (Value::String(_) | Value::Number(_)) => {
                if property.is_some() && !literal {
                    problems.push(format!("the object is {value}, and should be the id of an entity"));
                }
                GoldObject::Literal(value)
            }
            other => {
                problems.push(format!("the object is {other}, and should be an id, a number or a text"));
                GoldObject::Literal(other)
            }
        };
        let modality = modality.parse().map_err(|error| problems.push(error)).ok();
        match (property, modality) {
            (Some(property), Some(modality)) if problems.is_empty() => {
                Ok(GoldFact { subject, property, object, modality, qualifiers })
            }
            _ => Err(problems),
        }
    }
}

impl GoldFact {
    /// Ids of the entities that it is about.
    pub(super) fn entities(&self) -> impl Iterator<Item = &str> {
        let object = match &self.object {
            GoldObject::Entity(id) => Some(id.as_str()),
            GoldObject::Literal(_) => None,
        };
        [Some(self.subject.as_str()), object].into_iter().flatten()
    }
}

fn is_literal(property: Property) -> bool {
    !matches!(property.range(), Range::Entity(_))
}

/// Reads the `.json` files of a folder, in the order of their names. What is wrong with one is said, and the
/// others are there.
///
/// # Errors
/// If the folder cannot be read.
pub fn read_folder(folder: &Path) -> io::Result<(Vec<Gold>, Vec<Diagnostic>)> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut golds: Vec<Gold> = Vec::new();
    let mut diagnostics = Vec::new();
    for path in paths {
        let origin = path.display().to_string();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let set = stem.split('-').next().unwrap_or_default().to_owned();
        let gold = fs::read_to_string(&path).map_err(|error| vec![format!("cannot be read: {error}")]);
        let problems = match gold.and_then(|text| Gold::parse(&origin, set, &text)) {
            Ok(gold) => match golds.iter().find(|other| other.article == gold.article) {
                None => {
                    golds.push(gold);
                    continue;
                }
                Some(other) => {
                    vec![format!("article '{}' has its gold in {} already", gold.article, other.origin)]
                }
            },
            Err(problems) => problems,
        };
        diagnostics
            .extend(problems.into_iter().map(|problem| Diagnostic::new(Severity::Error, &origin, problem)));
    }
    Ok((golds, diagnostics))
}

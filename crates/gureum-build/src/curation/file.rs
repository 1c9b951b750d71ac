//! Reading the curation file, with everything that is wrong in it.

use std::collections::BTreeMap;

use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{Problem, SourceFile, nearest};
use gureum_model::{Modality, PartialDate, Property, iri};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::{Action, Addition, Entry, Pattern};

/// The tables of the file, and the keys of each beside `reason`.
const TABLES: [(&str, &[&str]); 7] = [
    ("same", &["entity", "is"]),
    ("different", &["entity", "from", "article"]),
    ("rename", &["entity", "label"]),
    ("link", &["entity", "to"]),
    ("unlink", &["entity", "to"]),
    ("drop", &["article", "subject", "property", "object"]),
    ("add", &["article", "subject", "property", "object", "modality", "date", "title", "sentence", "quote"]),
];

const EXAMPLE: &str =
    "write for example: [[same]] and below it entity = \"id:org/…\", is = \"id:…\", reason = \"…\"";

/// The entries of the file, in its order.
pub(super) fn read(file: &SourceFile, registry: &Registry, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let (document, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        problems.push(Problem::at(file, at, error.message(), EXAMPLE));
    }
    if !errors.is_empty() {
        return Vec::new();
    }
    let mut entries = Vec::new();
    for (name, value) in document.get_ref() {
        let kinds = TABLES.iter().map(|(kind, _)| *kind);
        let Some((kind, keys)) = TABLES.iter().find(|(kind, _)| *kind == name.get_ref().as_ref()) else {
            let hint = did_you_mean(
                name.get_ref(),
                kinds,
                "the tables are same, different, rename, link, unlink, drop and add",
            );
            problems.push(Problem::at(
                file,
                name.span().start,
                format!("'{}' is no table", name.get_ref()),
                &hint,
            ));
            continue;
        };
        let tables = value.get_ref().as_array().into_iter().flat_map(|array| array.iter());
        let mut some = false;
        for item in tables {
            some = true;
            let Some(table) = item.get_ref().as_table() else {
                problems.push(Problem::at(
                    file,
                    item.span().start,
                    format!("an entry of '{kind}' is no table"),
                    EXAMPLE,
                ));
                continue;
            };
            let reading = Reading { file, registry, at: item.span().start, problems };
            entries.extend(reading.entry(kind, keys, table));
        }
        if !some {
            problems.push(Problem::at(file, name.span().start, format!("'{kind}' has no entries"), EXAMPLE));
        }
    }
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn did_you_mean<'c>(typed: &str, candidates: impl Iterator<Item = &'c str>, otherwise: &str) -> String {
    nearest(typed, candidates).map_or_else(|| otherwise.to_owned(), |near| format!("did you mean {near}?"))
}

/// An entry being read.
struct Reading<'a> {
    file: &'a SourceFile,
    registry: &'a Registry,
    at: usize,
    problems: &'a mut Vec<Problem>,
}

/// The values of an entry, each with its place.
type Values = BTreeMap<String, (String, usize)>;

impl Reading<'_> {
    fn problem(&mut self, at: usize, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::at(self.file, at, message, hint));
    }

    fn entry(mut self, kind: &str, keys: &[&str], table: &DeTable<'_>) -> Option<Entry> {
        let before = self.problems.len();
        let values = self.values(kind, keys, table);
        let reason = self.required(&values, "reason", "say why, for whoever reads the file later");
        let action = match kind {
            "same" => self
                .entity(&values, "entity")
                .zip(self.entity(&values, "is"))
                .map(|(entity, is)| Action::Same { entity, is }),
            "rename" => self
                .entity(&values, "entity")
                .zip(self.required(&values, "label", "give the name to show"))
                .map(|(entity, label)| Action::Rename { entity, label }),
            "link" => self.elsewhere(&values).map(|(entity, to)| Action::Link { entity, to }),
            "unlink" => self.elsewhere(&values).map(|(entity, to)| Action::Unlink { entity, to }),
            "different" => self.different(&values),
            "drop" => self.pattern(&values),
            _ => self.addition(&values),
        };
        let entry = Entry { line: self.line(), action: action?, reason: reason? };
        (self.problems.len() == before).then_some(entry)
    }

    fn line(&self) -> usize {
        self.file.text[..self.at].matches('\n').count() + 1
    }

    fn values(&mut self, kind: &str, keys: &[&str], table: &DeTable<'_>) -> Values {
        let mut values = Values::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if name != "reason" && !keys.contains(&name) {
                let hint = did_you_mean(
                    name,
                    keys.iter().copied().chain(["reason"]),
                    &format!("'{kind}' has {}, reason", keys.join(", ")),
                );
                self.problem(key.span().start, format!("'{name}' is no key of '{kind}'"), &hint);
                continue;
            }
            match text(value) {
                Some(text) if !text.trim().is_empty() => {
                    values.insert(name.to_owned(), (text, value.span().start));
                }
                _ => self.problem(
                    value.span().start,
                    format!("'{name}' has no text"),
                    "write it in quotation marks, or leave the line out",
                ),
            }
        }
        values
    }

    fn required(&mut self, values: &Values, key: &str, hint: &str) -> Option<String> {
        let value = values.get(key).map(|(text, _)| text.clone());
        if value.is_none() {
            self.problem(self.at, format!("'{key}' is missing"), hint);
        }
        value
    }

    fn entity(&mut self, values: &Values, key: &str) -> Option<String> {
        self.required(values, key, "give the entity as in the graph, such as id:kt or id:org/한빛클라우드")?;
        self.entity_if_any(values, key)
    }

    fn entity_if_any(&mut self, values: &Values, key: &str) -> Option<String> {
        let (text, at) = values.get(key)?;
        match entity_iri(text, self.registry) {
            Ok(iri) => Some(iri),
            Err((message, hint)) => {
                self.problem(*at, message, &hint);
                None
            }
        }
    }

    fn property(&mut self, values: &Values) -> Option<Property> {
        let (name, at) = values.get("property")?;
        let property = Property::from_name(name.trim_start_matches("gu:"));
        if property.is_none() {
            let all = Property::all().map(Property::name);
            let hint = did_you_mean(name, all, "the properties are listed in ontology/README.md");
            self.problem(*at, format!("'{name}' is no property"), &hint);
        }
        property
    }

    /// An entity, or a value as it is.
    fn object(&mut self, values: &Values) -> Option<String> {
        let (text, _) = values.get("object")?;
        if is_iri(text) { self.entity_if_any(values, "object") } else { Some(text.clone()) }
    }

    fn article(values: &Values) -> Option<String> {
        let (text, _) = values.get("article")?;
        let id = text.strip_prefix(iri::ARTICLE).or_else(|| text.strip_prefix("art:")).unwrap_or(text);
        Some(id.to_owned())
    }

    fn different(&mut self, values: &Values) -> Option<Action> {
        let entity = self.entity(values, "entity");
        match (values.contains_key("from"), Self::article(values)) {
            (true, None) => {
                let from = self.entity(values, "from");
                entity.zip(from).map(|(entity, from)| Action::Different { entity, from })
            }
            (false, Some(article)) => entity.map(|entity| Action::Apart { entity, article }),
            _ => {
                let hint = "'from' names the other entity; 'article' says where the name means another one";
                self.problem(self.at, "'different' has either 'from' or 'article'", hint);
                None
            }
        }
    }

    /// An entity, and a thing of another data set.
    fn elsewhere(&mut self, values: &Values) -> Option<(String, String)> {
        let entity = self.entity(values, "entity");
        self.required(values, "to", "give the IRI in the other data set")?;
        let (to, at) = values.get("to")?;
        if !is_foreign_iri(to) {
            let hint = "write the whole IRI in the other data set, such as http://www.wikidata.org/entity/Q1";
            self.problem(*at, format!("'{to}' is no IRI elsewhere"), hint);
            return None;
        }
        Some((entity?, to.clone()))
    }

    fn pattern(&mut self, values: &Values) -> Option<Action> {
        if ["article", "subject", "property", "object"]
            .iter()
            .filter(|key| values.contains_key(**key))
            .count()
            < 2
        {
            self.problem(
                self.at,
                "this would drop too much",
                "give two at least of article, subject, property and object",
            );
            return None;
        }
        Some(Action::Drop(Pattern {
            article: Self::article(values),
            subject: self.entity_if_any(values, "subject"),
            property: self.property(values),
            object: self.object(values),
        }))
    }

    fn addition(&mut self, values: &Values) -> Option<Action> {
        self.required(values, "article", "give the id of the article that states it");
        self.required(values, "property", "the properties are listed in ontology/README.md");
        self.required(values, "object", "give an entity such as id:kt, or a value");
        let sentence = self.required(values, "sentence", "quote the sentence of the article that states it");
        let subject = self.entity(values, "subject");
        let (property, object) = (self.property(values), self.object(values));
        let modality = match values.get("modality") {
            None => Modality::Asserted,
            Some((name, at)) => name.parse().unwrap_or_else(|message: String| {
                let (what, hint) = message.split_once(": ").unwrap_or((&message, ""));
                self.problem(*at, what, hint);
                Modality::Asserted
            }),
        };
        let date = values.get("date").and_then(|(date, at)| {
            let read: Option<PartialDate> = date.parse().ok();
            if read.is_none() {
                self.problem(*at, format!("'{date}' is no date"), "write 2024, 2024-06 or 2024-06-10");
            }
            read
        });
        let quote = values.get("quote").cloned();
        if let (Some((quote, at)), Some(sentence)) = (&quote, &sentence)
            && !sentence.contains(quote.as_str())
        {
            self.problem(
                *at,
                "the quote is not in the sentence",
                "it is the clause of the sentence that states the fact",
            );
        }
        let text = |key: &str| values.get(key).map(|(text, _)| text.clone());
        let addition = Addition {
            article: Self::article(values)?,
            subject: subject?,
            property: property?,
            object: object?,
            modality,
            date,
            title: text("title"),
            sentence: sentence?,
            quote: text("quote"),
        };
        for (key, message, hint) in addition.misfits(self.registry) {
            let at = values.get(key).map_or(self.at, |(_, at)| *at);
            self.problem(at, message, &hint);
        }
        Some(Action::Add(Box::new(addition)))
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// Whether a text is the name of an entity, not a value.
pub(super) fn is_iri(text: &str) -> bool {
    text.starts_with("id:") || text.starts_with(iri::ENTITY)
}

/// Whether a text is a whole IRI that is not of ours.
fn is_foreign_iri(text: &str) -> bool {
    text.contains("://") && !text.starts_with(iri::BASE) && oxrdf::NamedNode::new(text).is_ok()
}

/// The IRI of `id:kt` or `id:org/한빛클라우드`: of a row of the registry, or minted.
pub(super) fn entity_iri(text: &str, registry: &Registry) -> Result<String, (String, String)> {
    let Some(slug) = text.strip_prefix("id:").or_else(|| text.strip_prefix(iri::ENTITY)) else {
        let hint = "write it as in the graph, such as id:kt or id:org/한빛클라우드; `gureum show NAME` tells";
        return Err((format!("'{text}' is no entity"), hint.to_owned()));
    };
    let slug = slug.replace('\\', "");
    if slug.contains('/') {
        return match iri::minted_class(&slug) {
            Some(_) => Ok(iri::minted_entity(&slug)),
            None => Err((
                format!("'{text}' begins with no class"),
                "such an IRI is id:org/…, id:person/…, id:program/…, id:service/… and so on".to_owned(),
            )),
        };
    }
    if registry.by_id(&slug).is_some() {
        return Ok(iri::known_entity(&slug));
    }
    let all = registry.known().iter().map(|known| known.id.as_str());
    let hint = did_you_mean(&slug, all, "an entity that has no row there is written id:org/… or the like");
    Err((format!("the registry has no '{slug}'"), hint))
}

//! What a line of the curation file says, and how it is written.

use std::fmt::Write as _;

use gureum_model::{Modality, PartialDate, Property, iri};

/// A correction and why it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it does.
    pub action: Action,
    /// Why.
    pub reason: String,
}

/// What a correction does. Entities are whole IRIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// What is known as `entity` is really `is`.
    Same {
        /// The IRI that goes.
        entity: String,
        /// The IRI that stays.
        is: String,
    },
    /// Two that are never one.
    Different {
        /// The one.
        entity: String,
        /// The other.
        from: String,
    },
    /// In one article the name means another entity than elsewhere.
    Apart {
        /// The entity that is not meant there.
        entity: String,
        /// The article's id.
        article: String,
    },
    /// The name to show.
    Rename {
        /// Which entity.
        entity: String,
        /// Its name.
        label: String,
    },
    /// An entity is the same as a thing of another data set.
    Link {
        /// Which entity.
        entity: String,
        /// The other thing's IRI.
        to: String,
    },
    /// An entity is not what a thing of another data set is.
    Unlink {
        /// Which entity.
        entity: String,
        /// The other thing's IRI.
        to: String,
    },
    /// Facts that are wrong.
    Drop(Pattern),
    /// A fact that is missing.
    Add(Box<Addition>),
}

/// Which facts are meant; a part that is left out may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// The article's id.
    pub article: Option<String>,
    /// IRI.
    pub subject: Option<String>,
    /// The property.
    pub property: Option<Property>,
    /// IRI, or the value: digits, a date, or the article's wording.
    pub object: Option<String>,
}

/// A fact that an article states and the rules do not find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The article's id.
    pub article: String,
    /// IRI.
    pub subject: String,
    /// The property.
    pub property: Property,
    /// IRI, or the value.
    pub object: String,
    /// How the article puts it.
    pub modality: Modality,
    /// When it came or comes about.
    pub date: Option<PartialDate>,
    /// Post of a person.
    pub title: Option<String>,
    /// The sentence that states it, exactly as in the article.
    pub sentence: String,
    /// The clause in it, if not all of it.
    pub quote: Option<String>,
}

impl Action {
    /// The table of the file that it stands in.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Same { .. } => "same",
            Self::Different { .. } | Self::Apart { .. } => "different",
            Self::Rename { .. } => "rename",
            Self::Link { .. } => "link",
            Self::Unlink { .. } => "unlink",
            Self::Drop(_) => "drop",
            Self::Add(_) => "add",
        }
    }

    /// The entities that it names.
    pub fn entities(&self) -> Vec<&str> {
        match self {
            Self::Same { entity, is } => vec![entity, is],
            Self::Different { entity, from } => vec![entity, from],
            Self::Apart { entity, .. }
            | Self::Rename { entity, .. }
            | Self::Link { entity, .. }
            | Self::Unlink { entity, .. } => vec![entity],
            Self::Drop(pattern) => {
                let object = pattern.object.as_deref().filter(|object| object.starts_with(iri::ENTITY));
                pattern.subject.as_deref().into_iter().chain(object).collect()
            }
            Self::Add(fact) => {
                let object = Some(fact.object.as_str()).filter(|object| object.starts_with(iri::ENTITY));
                [fact.subject.as_str()].into_iter().chain(object).collect()
            }
        }
    }

    /// The article that it is about, if it is one.
    pub fn article(&self) -> Option<&str> {
        match self {
            Self::Apart { article, .. } => Some(article),
            Self::Drop(pattern) => pattern.article.as_deref(),
            Self::Add(fact) => Some(&fact.article),
            Self::Same { .. }
            | Self::Different { .. }
            | Self::Rename { .. }
            | Self::Link { .. }
            | Self::Unlink { .. } => None,
        }
    }

    /// Keys and values as in the file, without the reason.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields: Vec<(&'static str, Option<String>)> = Vec::new();
        let id = |iri: &String| Some(short(iri));
        match self {
            Self::Same { entity, is } => fields.extend([("entity", id(entity)), ("is", id(is))]),
            Self::Different { entity, from } => fields.extend([("entity", id(entity)), ("from", id(from))]),
            Self::Apart { entity, article } => {
                fields.extend([("entity", id(entity)), ("article", Some(article.clone()))]);
            }
            Self::Rename { entity, label } => {
                fields.extend([("entity", id(entity)), ("label", Some(label.clone()))]);
            }
            Self::Link { entity, to } | Self::Unlink { entity, to } => {
                fields.extend([("entity", id(entity)), ("to", Some(to.clone()))]);
            }
            Self::Drop(Pattern { article, subject, property, object }) => fields.extend([
                ("article", article.clone()),
                ("subject", subject.as_ref().and_then(id)),
                ("property", property.map(|property| property.name().to_owned())),
                ("object", object.as_ref().and_then(id)),
            ]),
            Self::Add(fact) => fields.extend([
                ("article", Some(fact.article.clone())),
                ("subject", id(&fact.subject)),
                ("property", Some(fact.property.name().to_owned())),
                ("object", id(&fact.object)),
                ("modality", (fact.modality != Modality::Asserted).then(|| fact.modality.to_string())),
                ("date", fact.date.map(|date| date.to_string())),
                ("title", fact.title.clone()),
                ("sentence", Some(fact.sentence.clone())),
                ("quote", fact.quote.clone()),
            ]),
        }
        fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// In one line: `drop kt-1 id:kt competesWith id:nhn`.
    pub fn in_one_line(&self) -> String {
        let values = self.fields().into_iter().map(|(_, value)| value);
        [self.kind().to_owned()].into_iter().chain(values).collect::<Vec<_>>().join(" ")
    }
}

impl Entry {
    /// As it stands in the file; ends with a line break.
    pub fn to_toml(&self) -> String {
        let mut text = format!("[[{}]]\n", self.action.kind());
        let reason = ("reason", self.reason.clone());
        for (key, value) in self.action.fields().into_iter().chain([reason]) {
            let _ = writeln!(text, "{key} = {}", quoted(&value)); // writing to a String cannot fail
        }
        text
    }
}

/// A string of TOML, in one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `id:kt` for an entity; anything else as it is.
pub fn short(iri: &str) -> String {
    iri.strip_prefix(iri::ENTITY).map_or_else(|| iri.to_owned(), |slug| format!("id:{slug}"))
}

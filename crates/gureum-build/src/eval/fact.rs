//! Extracted facts, read back from the lines that `gureum extract` prints. Whatever is scored, compared or
//! kept goes through this one form.

use gureum_model::{Diagnostic, Severity};
use serde::Deserialize;
use serde_json::Value;

use super::gold::asserted;

/// An extracted fact, as far as it is scored or shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    pub(super) article: String,
    /// IRI of the fact, where it is from a graph.
    pub(super) fact: Option<String>,
    pub(super) subject: Part,
    pub(super) predicate: String,
    pub(super) object: Part,
    #[serde(default = "asserted")]
    pub(super) modality: String,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) market: Option<String>,
    pub(super) value: Option<Value>,
    pub(super) attributed_to: Option<Part>,
    pub(super) evidence: Option<Evidence>,
    pub(super) rule: Option<String>,
}

/// Subject or object: what has a value is a literal.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Part {
    Literal { value: Value },
    Entity(Entity),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entity {
    pub(super) iri: String,
    pub(super) label: String,
    pub(super) mentions: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Evidence {
    #[serde(default)]
    pub(super) quote: String,
    pub(super) start: Option<usize>,
}

impl Part {
    pub(super) fn entity(&self) -> Option<&Entity> {
        match self {
            Self::Literal { .. } => None,
            Self::Entity(entity) => Some(entity),
        }
    }

    /// The name or value to show.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Literal { value } => shown(value),
            Self::Entity(entity) => entity.label.clone(),
        }
    }
}

/// A value without quotation marks.
pub(super) fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Entity {
    /// What makes it one entity within an article.
    pub(super) fn key(&self) -> &str {
        if self.iri.is_empty() { &self.label } else { &self.iri }
    }
}

impl Fact {
    pub(super) fn quote(&self) -> &str {
        self.evidence.as_ref().map_or("", |evidence| &evidence.quote)
    }
}

/// Reads lines of JSON; those that are no facts are told and left out.
pub fn read_lines(origin: &str, text: &str) -> (Vec<Fact>, Vec<Diagnostic>) {
    let mut facts = Vec::new();
    let mut diagnostics = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(fact) => facts.push(fact),
            Err(error) => diagnostics.push(Diagnostic::new(
                Severity::Error,
                format!("{origin}:{}", number + 1),
                format!("this is no fact as `gureum extract` prints them: {error}"),
            )),
        }
    }
    (facts, diagnostics)
}

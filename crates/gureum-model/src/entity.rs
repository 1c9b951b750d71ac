//! Things that facts are about.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Class;

/// Position of an entity in [`crate::Extraction::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityIndex(pub u32);

impl EntityIndex {
    /// The position as an index.
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// One thing an article speaks of, under every name it uses for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its IRI: the registry's, or minted by [`crate::iri::entity`].
    pub iri: String,
    /// The name to show: the registry's, else the fullest one in the article.
    pub label: String,
    /// What kind of thing it is.
    pub class: Class,
    /// Surface forms in the article without particles, the fullest first, each once.
    pub mentions: Vec<String>,
    /// Whether the registry knows it.
    pub known: bool,
}

/// How far a new entity's name reaches.
///
/// A company's name stands for one company in every article; a person's name, or a name made of
/// common nouns only ("서울 리전", "문서 서비스", "구 대표"), does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namesake<'a> {
    /// The name is unique by itself.
    Unique,
    /// Unique beside its owner or employer.
    Of(&'a str),
    /// Unique only within the article with this slug.
    In(&'a str),
}

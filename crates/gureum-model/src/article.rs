//! An article and what was read from it.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{CalendarDate, Claim, Diagnostic, Entity, EntityIndex};

/// SHA-256 of an article's bytes as they came in, in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// A hash that was written down: 64 hexadecimal digits.
    pub fn from_hex(digits: &str) -> Option<Self> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (digits.len() == 64 && digits.bytes().all(hex)).then(|| Self(digits.to_owned()))
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

/// What is known about an article beside its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its name: the file's stem, or `id` in JSON lines.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Newspaper or agency.
    pub publisher: Option<String>,
    /// Day of publication, Korean time; relative dates are counted from it.
    pub published: Option<CalendarDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Hash of the bytes it was read from.
    pub hash: ContentHash,
}

/// Everything the extractor says about one article.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// The entities its claims speak of, in order of first mention.
    pub entities: Vec<Entity>,
    /// The claims, in order of their first evidence.
    pub claims: Vec<Claim>,
    /// How many sentences of the page were read.
    pub sentences: usize,
    /// What the reader should know: encoding trouble, ignored front matter, …
    pub diagnostics: Vec<Diagnostic>,
}

impl Extraction {
    /// The entity at `index`.
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.get()]
    }
}

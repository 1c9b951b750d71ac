//! How an article came in, written down beside its kept text, so that it can be read again when rules,
//! lexicon or program have changed.

use gureum_extract::text::PageKind;
use serde::{Deserialize, Serialize};

use crate::input::Record;

/// What reading an article again takes beside its text: `gu:readAs` of the article, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorded {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Told by the content.
    Page,
    Plain,
    Markdown,
    Html,
    /// A line of a JSON lines file.
    Record,
}

/// How the text is to be read again.
pub(crate) enum Again {
    /// As a page, of a known kind or not.
    Page(Option<PageKind>),
    /// As the text of a record with these keys.
    Record(Box<Record>),
}

impl Recorded {
    /// A file.
    pub(crate) fn page(kind: Option<PageKind>) -> Self {
        let kind = match kind {
            None => Kind::Page,
            Some(PageKind::Plain) => Kind::Plain,
            Some(PageKind::Markdown) => Kind::Markdown,
            Some(PageKind::Html) => Kind::Html,
        };
        Self { kind, title: None, publisher: None, published: None, url: None }
    }

    /// A record.
    pub(crate) fn record(record: &Record) -> Self {
        Self {
            kind: Kind::Record,
            title: record.title.clone(),
            publisher: record.publisher.clone(),
            published: record.published.clone(),
            url: record.url.clone(),
        }
    }

    /// As it is written down.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // strings only: cannot fail
    }

    /// Reads what was written down.
    pub(crate) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// How the article `id` with `text` is read again.
    pub(crate) fn again(self, id: &str, text: &str) -> Again {
        Again::Page(match self.kind {
            Kind::Page => None,
            Kind::Plain => Some(PageKind::Plain),
            Kind::Markdown => Some(PageKind::Markdown),
            Kind::Html => Some(PageKind::Html),
            Kind::Record => {
                let Self { title, publisher, published, url, .. } = self;
                let (id, text) = (id.to_owned(), text.to_owned());
                return Again::Record(Box::new(Record {
                    id,
                    text,
                    title,
                    publisher,
                    published,
                    url,
                    ..Record::default()
                }));
            }
        })
    }
}

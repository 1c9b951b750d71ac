//! Why a fact was found, and why another was not: a reading with everything written down.
//!
//! [`Trace`] is an article read by the same code as ever, with a probe in it (see [`crate::stage::probe`]).
//! [`why`] tells what made a claim, [`why_not`] which rules came near, [`sentence`] how a sentence was
//! taken apart. All of it is data, with places in [`Trace::text`]; [`Reader::describe`] writes the
//! rawest form of it for those who work on the extractor.

mod describe;
pub mod sentence;
pub mod why;
pub mod why_not;

use std::ops::Range;
use std::sync::Arc;

use gureum_model::{ContentHash, Extraction};

use crate::Reader;
use crate::mention::alias::Alias;
use crate::mention::find::{self, Ground};
use crate::mention::{Mention, MentionId};
use crate::resources::Resources;
use crate::stage::cast::Cast;
use crate::stage::document::Document;
use crate::stage::draft::Draft;
use crate::stage::finish;
use crate::stage::probe::{self, Seen};
use crate::text::Page;

/// An article that was read, and how.
#[derive(Debug)]
pub struct Trace {
    /// What came of it.
    pub extraction: Extraction,
    resources: Arc<Resources>,
    document: Document,
    cast: Cast,
    mentions: Vec<Mention>,
    aliases: Vec<Alias>,
    drafts: Vec<Draft>,
    seen: Vec<Seen>,
}

impl Reader {
    /// As [`Reader::extract`], remembering everything.
    pub fn trace(&mut self, id: &str, hash: ContentHash, page: Page) -> Trace {
        let resources = Arc::clone(&self.extractor.resources);
        let document = Document::new(page, &mut self.worker);
        let ground = Ground { document: &document, registry: &resources.registry, words: &resources.words };
        let found = find::find(ground);
        let aliases = found.aliases.clone();
        let (cast, drafts, mentions, probe) =
            probe::watch(&resources, &self.extractor.index, &document, found);
        let extraction =
            finish::finish(document.article(id, hash), &document, &resources, &cast, drafts.clone());
        Trace { extraction, resources, document, cast, mentions, aliases, drafts, seen: probe.sentences }
    }
}

impl Trace {
    /// The analysed text, in which all places of a trace count.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The words at a place.
    pub fn at(&self, range: &Range<usize>) -> &str {
        &self.text()[range.clone()]
    }

    /// What it was read with.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.get()]
    }
}

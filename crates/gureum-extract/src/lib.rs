//! From Korean text to facts with evidence.
//!
//! Extraction is a function of article and resources: no clock, network, randomness, environment
//! or hash order. In reading order: [`text`] finds the article in the page, [`morph`] analyses it,
//! [`mention`] finds names and amounts, [`syntax`] gives the sentence its structure, [`rule`] says
//! what states a fact, and [`stage`] puts it all together.

pub mod lexicon;
pub mod mention;
pub mod morph;
pub mod resources;
pub mod rule;
pub mod stage;
pub mod syntax;
pub mod text;
pub mod trace;

use std::sync::Arc;

use gureum_model::{ContentHash, Extraction};

use mention::find::{self, Ground};
use morph::{Analyser, Worker};
use resources::Resources;
use stage::document::Document;
use stage::rule_index::RuleIndex;
use stage::{claims, finish};
use text::Page;

/// The extractor: resources and analyser, shared by all threads.
#[derive(Clone, Debug)]
pub struct Extractor {
    resources: Arc<Resources>,
    index: Arc<RuleIndex>,
    analyser: Analyser,
}

/// One thread's extractor with its scratch memory.
pub struct Reader {
    extractor: Extractor,
    worker: Worker,
}

impl Extractor {
    /// An extractor with these resources.
    pub fn new(resources: Resources, analyser: Analyser) -> Self {
        let index = Arc::new(RuleIndex::new(&resources));
        Self { resources: Arc::new(resources), index, analyser }
    }

    /// What it knows.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// A reader for one thread.
    pub fn reader(&self) -> Reader {
        Reader { extractor: self.clone(), worker: self.analyser.worker() }
    }
}

impl Reader {
    /// Extracts the claims of a page. `id` names the article, `hash` its bytes.
    pub fn extract(&mut self, id: &str, hash: ContentHash, page: Page) -> Extraction {
        let document = Document::new(page, &mut self.worker);
        let resources = &self.extractor.resources;
        let ground = Ground { document: &document, registry: &resources.registry, words: &resources.words };
        let found = find::find(ground);
        let (cast, drafts) = claims::read(resources, &self.extractor.index, &document, found);
        let article = document.article(id, hash);
        finish::finish(article, &document, resources, &cast, drafts)
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

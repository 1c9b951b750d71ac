//! What every handler works with.

use std::sync::Arc;

use gureum_store::Store;

use crate::Config;

/// What every handler works with, made once and shared. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    config: Config,
    store: Store,
}

impl App {
    /// For a graph that is open already. An article's source is `store().text(hash)`.
    pub fn new(config: Config, store: Store) -> Self {
        Self { inner: Arc::new(Inner { config, store }) }
    }

    /// The graph that was built. Empty beside a scratch graph.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// How the server is set up.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }
}

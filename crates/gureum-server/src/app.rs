//! What every handler works with.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use axum::http::{HeaderMap, header};
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_query::statistics::Statistics;
use gureum_query::suggest::Index;
use gureum_store::{QueryError, Scratch, Store};
use oxrdf::NamedNode;

use crate::gate::Gate;
use crate::metrics::Metrics;
use crate::{Access, Config};

/// What every handler works with, made once and shared. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    config: Config,
    store: Store,
    scratch: Option<Scratch>,
    names: Index,
    gate: Gate,
    metrics: Metrics,
    /// Graphs that were named by us.
    graphs: AtomicU64,
    /// Counted when a page first asks: the graph stays as it was opened.
    statistics: OnceLock<Statistics>,
    /// Every asserted fact as an edge of its own, made when a page first looks for a path.
    projection: OnceLock<Projection>,
}

impl App {
    /// For a graph that is open already. An article's source is `store().text(hash)`.
    pub fn new(config: Config, store: Store) -> Self {
        Self::of(config, store, None)
    }

    /// With an empty graph that can be written, which `config` must allow.
    pub fn with_scratch(config: Config, scratch: Scratch) -> Self {
        debug_assert!(matches!(config.access, Access::Scratch { .. }), "a graph that nobody may write");
        Self::of(config, Store::in_memory(), Some(scratch))
    }

    fn of(config: Config, store: Store, scratch: Option<Scratch>) -> Self {
        let gate = Gate::new(&config.limits);
        let metrics = Metrics::default();
        let names = Index::new(&store);
        Self {
            inner: Arc::new(Inner {
                config,
                store,
                scratch,
                names,
                gate,
                metrics,
                graphs: AtomicU64::new(1),
                statistics: OnceLock::new(),
                projection: OnceLock::new(),
            }),
        }
    }

    /// The graph that was built. Empty beside a scratch graph.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The asserted facts between entities, to find paths in.
    pub(crate) fn projection(&self) -> &Projection {
        let selection = Selection { collapse: false, ..Selection::default() };
        self.inner.projection.get_or_init(|| Projection::new(self.store(), &selection))
    }

    /// What is in the graph, in numbers.
    pub(crate) fn statistics(&self) -> Result<&Statistics, QueryError> {
        if self.inner.statistics.get().is_none() {
            drop(self.inner.statistics.set(Statistics::new(self.store())?)); // another was as fast
        }
        Ok(self.inner.statistics.get_or_init(Statistics::default))
    }

    /// Every entity's names, for suggestions.
    pub fn names(&self) -> &Index {
        &self.inner.names
    }

    /// How the server is set up.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The graph that can be written, where there is one.
    pub(crate) fn scratch(&self) -> Option<&Scratch> {
        self.inner.scratch.as_ref()
    }

    /// Lets queries in.
    pub(crate) fn gate(&self) -> &Gate {
        &self.inner.gate
    }

    /// What is counted.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// The address of a path, as the client calls this server.
    pub(crate) fn address(&self, headers: &HeaderMap, path: &str) -> String {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let plain = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b));
        match host.filter(plain) {
            Some(host) if !host.is_empty() => format!("http://{host}{path}"),
            _ => format!("http://{}{path}", self.config().address),
        }
    }

    /// A name for a graph that has none yet.
    pub(crate) fn new_graph(&self, headers: &HeaderMap) -> NamedNode {
        let number = self.inner.graphs.fetch_add(1, Ordering::Relaxed);
        NamedNode::new_unchecked(self.address(headers, &format!("/store/graph/{number}")))
    }
}

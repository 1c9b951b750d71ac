//! The graph as Oxigraph's SPARQL evaluator sees it.
//!
//! A term is its number; terms that only the query knows (constants, computed values) get numbers
//! above the dictionary's.
//!
//! The view also watches the clock and the cancellation of its query, at every row it gives, so no
//! thread has to wait for either. Where the evaluator multiplies rows that it has read, `tick` looks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use oxrdf::Term;
use spareval::{InternalQuad, QueryableDataset};

use crate::graph::{Graph, Scan, Scope};
use crate::query::Watch;
use crate::terms::DEFAULT_GRAPH;

/// The query is to end; why, its watch knows.
#[derive(Debug, thiserror::Error)]
#[error("the query was stopped")]
pub(crate) struct Stop;

pub(crate) struct View {
    graph: Arc<Graph>,
    extra: RefCell<Extra>,
    watch: Rc<Watch>,
}

/// Bytes of text that a query may compute.
const MOST_TEXT: usize = 256 << 20;

#[derive(Default)]
struct Extra {
    /// Bytes of all of them.
    text: usize,
    terms: Vec<Term>,
    ids: HashMap<Term, u32>,
}

impl View {
    pub(crate) fn new(graph: Arc<Graph>, watch: Watch) -> Self {
        Self { graph, extra: RefCell::default(), watch: Rc::new(watch) }
    }
}

struct Rows {
    scan: Scan,
    watch: Rc<Watch>,
}

impl Iterator for Rows {
    type Item = Result<InternalQuad<u32>, Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        let [subject, predicate, object, graph] = self.scan.next()?;
        self.watch.look();
        let graph_name = (graph != DEFAULT_GRAPH).then_some(graph);
        Some(Ok(InternalQuad { subject, predicate, object, graph_name }))
    }
}

impl<'a> QueryableDataset<'a> for View {
    type InternalTerm = u32;
    type Error = Stop;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&u32>,
        predicate: Option<&u32>,
        object: Option<&u32>,
        graph_name: Option<Option<&u32>>,
    ) -> impl Iterator<Item = Result<InternalQuad<u32>, Stop>> + use<'a> {
        self.watch.look();
        let scope = match graph_name {
            Some(None) => Scope::Default,
            Some(Some(_)) | None => Scope::Named,
        };
        let pattern = [subject, predicate, object, graph_name.flatten()].map(|id| id.copied());
        Rows { scan: self.graph.scan(pattern, scope), watch: Rc::clone(&self.watch) }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<u32, Stop>> + use<'a> {
        self.graph.named_graphs().map(|(graph, _)| Ok(graph)).collect::<Vec<_>>().into_iter()
    }

    fn contains_internal_graph_name(&self, graph_name: &u32) -> Result<bool, Stop> {
        Ok(self.graph.scan([None, None, None, Some(*graph_name)], Scope::Named).next().is_some())
    }

    fn internalize_term(&self, term: Term) -> Result<u32, Stop> {
        self.watch.look();
        if self.watch.stopped().is_some() {
            return Err(Stop);
        }
        let text = term.to_string();
        if let Some(id) = self.graph.terms.find(&text) {
            return Ok(id);
        }
        let mut extra = self.extra.borrow_mut();
        if let Some(id) = extra.ids.get(&term) {
            return Ok(*id);
        }
        let id = u32::try_from(self.graph.terms.len() + extra.terms.len() + 1)
            .expect("a query that makes billions of terms runs out of memory before");
        extra.text += 2 * text.len();
        if extra.text > MOST_TEXT {
            self.watch.exhaust();
            return Err(Stop);
        }
        extra.terms.push(term.clone());
        extra.ids.insert(term, id);
        Ok(id)
    }

    fn externalize_term(&self, id: u32) -> Result<Term, Stop> {
        let known = self.graph.terms.len();
        Ok(if id as usize > known {
            self.extra.borrow().terms[id as usize - known - 1].clone()
        } else {
            self.graph.terms.term(id)
        })
    }
}

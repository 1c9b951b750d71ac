//! A graph to try things out on: in memory, empty at first, and written by SPARQL.
//!
//! It is Oxigraph's own store. Nothing of it is kept, and nothing in it is one of our facts: what a
//! [`crate::Store`] promises does not hold here.

use oxigraph::io::RdfParser;
use oxigraph::store::{StorageError, Store};
use oxrdf::{GraphNameRef, NamedNode, Quad, Triple};
use spargebra::GraphUpdateOperation;

use crate::load::RdfFormat;
use crate::query::{Answer, QueryOptions, Watch, evaluator, parser, run, syntax};
use crate::{QueryError, StoreError, guard};

/// A graph in memory that can be written by SPARQL and by whole graphs. Cheap to clone; clones are the same
/// graph.
#[derive(Clone)]
pub struct Scratch {
    store: Store,
}

impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scratch")
    }
}

impl Scratch {
    /// An empty one.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn new() -> Result<Self, StoreError> {
        Ok(Self { store: Store::new().map_err(failed)? })
    }

    /// Runs a SPARQL 1.1 query on the graph as it is now; updates after that do not change the answer.
    ///
    /// # Errors
    /// As [`crate::Store::query`].
    pub fn query(&self, sparql: &str, options: &QueryOptions) -> Result<Answer<'_>, QueryError> {
        run(sparql, options, |query, _| query.on_store(&self.store).execute())
    }

    /// Runs a SPARQL 1.1 update, all of it or nothing. The graphs in `options` are what its patterns read
    /// (`USING`), and are refused where the text has its own. `LOAD` is refused.
    ///
    /// # Errors
    /// If the text is not SPARQL, or the evaluation fails or is stopped.
    pub fn update(&self, sparql: &str, options: &QueryOptions) -> Result<(), QueryError> {
        let watch = Watch::new(options);
        guard::check(sparql)?;
        let update = parser(options)?.parse_update(sparql).map_err(|error| syntax(&error.to_string()))?;
        if update.operations.iter().any(|operation| matches!(operation, GraphUpdateOperation::Load { .. })) {
            let message =
                "LOAD is refused: nothing is fetched from elsewhere; send triples by INSERT DATA or PUT";
            return Err(QueryError::Refused(message.to_owned()));
        }
        let mut update = evaluator(&watch).for_update(update);
        if let Some(dataset) = &options.dataset {
            for using in update.using_datasets_mut() {
                if !using.is_default_dataset() {
                    return Err(QueryError::Options(
                        "the update has USING or WITH, so its graphs cannot also be given beside it: \
                         leave using-graph-uri and using-named-graph-uri out"
                            .to_owned(),
                    ));
                }
                using.set_default_graph(dataset.default_names());
                using.set_available_named_graphs(dataset.named_names());
            }
        }
        watch.look();
        let failed =
            |error: oxigraph::sparql::UpdateEvaluationError| QueryError::Evaluation(error.to_string());
        let done = update.on_store(&self.store).execute();
        done.map_err(|error| watch.stopped().unwrap_or_else(|| failed(error)))
    }

    /// Whether the graph exists. The default one (`None`) always does.
    ///
    /// # Errors
    /// If the store fails.
    pub fn has(&self, graph: Option<&NamedNode>) -> Result<bool, StoreError> {
        graph.map_or(Ok(true), |name| self.store.contains_named_graph(name).map_err(failed))
    }

    /// The triples of the named graph, or of the default one.
    ///
    /// # Errors
    /// If the store fails.
    pub fn graph(&self, graph: Option<&NamedNode>) -> Result<Vec<Triple>, StoreError> {
        let quads = self.store.quads_for_pattern(None, None, None, Some(name(graph)));
        quads.map(|quad| quad.map(Triple::from).map_err(failed)).collect()
    }

    /// Puts the triples of RDF documents into a graph, which is emptied before if `replace`. All of it or
    /// nothing; whether the graph is new.
    ///
    /// # Errors
    /// If a document is not well-formed or has named graphs of its own, or the store fails.
    pub fn put(
        &self,
        graph: Option<&NamedNode>,
        documents: &[(RdfFormat, &[u8])],
        base: Option<&str>,
        replace: bool,
    ) -> Result<bool, StoreError> {
        let is_new = !self.has(graph)?;
        let mut quads: Vec<Quad> = Vec::new();
        for (format, bytes) in documents {
            let mut parser = RdfParser::from_format(format.format())
                .without_named_graphs()
                .with_default_graph(name(graph).into_owned())
                .rename_blank_nodes();
            if let Some(base) = base {
                parser = parser
                    .with_base_iri(base)
                    .map_err(|error| StoreError::Unusable(format!("base <{base}> is no IRI: {error}")))?;
            }
            for quad in parser.for_slice(bytes) {
                quads.push(quad.map_err(|error| crate::load::syntax(*format, &error.into()))?);
            }
        }
        let mut transaction = self.store.start_transaction().map_err(failed)?;
        if replace {
            transaction.clear_graph(name(graph)).map_err(failed)?;
        }
        if let Some(name) = graph {
            transaction.insert_named_graph(name);
        }
        transaction.extend(&quads);
        transaction.commit().map_err(failed)?;
        Ok(is_new)
    }

    /// Deletes a graph, or empties the default one; whether it existed.
    ///
    /// # Errors
    /// If the store fails.
    pub fn delete(&self, graph: Option<&NamedNode>) -> Result<bool, StoreError> {
        let existed = self.has(graph)?;
        match graph {
            Some(name) => self.store.remove_named_graph(name).map_err(failed)?,
            None => self.store.clear_graph(GraphNameRef::DefaultGraph).map_err(failed)?,
        }
        Ok(existed)
    }
}

fn name(graph: Option<&NamedNode>) -> GraphNameRef<'_> {
    graph.map_or(GraphNameRef::DefaultGraph, |name| GraphNameRef::NamedNode(name.as_ref()))
}

fn failed(error: StorageError) -> StoreError {
    StoreError::Unusable(format!("the graph in memory failed: {error}"))
}

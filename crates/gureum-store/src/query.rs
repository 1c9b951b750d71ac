//! Running SPARQL: what may be asked for, and what comes back.
//!
//! Evaluation is Oxigraph's. `LOAD` is refused, and `SERVICE` too but with the cargo feature `federation`. Other servers
//! are asked for whole queries by `endpoint`, which takes its answers apart here.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolutionIter,
    QueryTripleIter, SparqlEvaluator,
};
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use spargebra::SparqlParser;

use crate::{QueryError, guard, tick};

/// Stops a running query from another thread.
#[derive(Clone, Default)]
pub struct Cancellation {
    token: CancellationToken,
    /// Whether time was the reason.
    is_late: Arc<AtomicBool>,
}

impl std::fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Cancellation").field(&self.is_cancelled()).finish()
    }
}

impl Cancellation {
    /// One that was not used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops every query started with this or a clone of it.
    pub fn cancel(&self) {
        self.token.cancel();
    }

    /// As [`Cancellation::cancel`], by a clock outside: the error is then that of a query whose own
    /// [`QueryOptions::timeout`] is over.
    pub fn time_out(&self) {
        self.is_late.store(true, Ordering::Relaxed);
        self.token.cancel();
    }

    /// Whether it was used.
    pub fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }
}

/// What goes with a query.
#[derive(Clone, Debug, Default)]
pub struct QueryOptions {
    /// Prefixes that the text may use without declaring them: name without colon, IRI.
    pub prefixes: Vec<(String, String)>,
    /// What relative IRIs are resolved against.
    pub base: Option<String>,
    /// Values for variables. SPARQL allows it for those the query selects.
    pub bindings: Vec<(String, Term)>,
    /// How long the query may run, all its rows included.
    pub timeout: Option<Duration>,
    /// Stops the query from outside. A query whose time is over uses it too, so each needs its own.
    pub cancellation: Option<Cancellation>,
    /// Which graphs the query reads, in place of what it says itself (`FROM`).
    pub dataset: Option<Dataset>,
    /// Where to cut the answer off.
    pub limit: Option<RowLimit>,
    /// The endpoints that `SERVICE` may ask; none are asked without it.
    #[cfg(feature = "federation")]
    pub services: Option<crate::Services>,
}

/// The graphs of a query: the default graph is the merge of some, and `GRAPH` sees others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// What the default graph is merged from.
    pub default: Vec<NamedNode>,
    /// What `GRAPH` sees.
    pub named: Vec<NamedNode>,
}

impl Dataset {
    pub(crate) fn default_names(&self) -> Vec<GraphName> {
        self.default.iter().cloned().map(GraphName::NamedNode).collect()
    }

    pub(crate) fn named_names(&self) -> Vec<NamedOrBlankNode> {
        self.named.iter().cloned().map(NamedOrBlankNode::NamedNode).collect()
    }
}

/// How many rows or triples an answer may have, and whether there were more.
#[derive(Clone, Debug)]
pub struct RowLimit {
    rows: usize,
    exceeded: Arc<AtomicBool>,
}

impl RowLimit {
    /// At most so many.
    pub fn new(rows: usize) -> Self {
        Self { rows, exceeded: Arc::default() }
    }

    /// How many.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether an answer given with this limit, or a clone of it, has been cut off.
    pub fn is_exceeded(&self) -> bool {
        self.exceeded.load(Ordering::Relaxed)
    }
}

/// Passes on as many as the limit allows, and looks for one more.
struct Limited {
    limit: Option<RowLimit>,
    given: usize,
}

impl Limited {
    fn new(limit: Option<RowLimit>) -> Self {
        Self { limit, given: 0 }
    }

    fn pass<T>(&mut self, next: Option<T>) -> Option<T> {
        self.given += 1;
        match &self.limit {
            Some(limit) if self.given > limit.rows => {
                if next.is_some() {
                    limit.exceeded.store(true, Ordering::Relaxed);
                }
                None
            }
            _ => next,
        }
    }

    fn is_over(&self) -> bool {
        self.limit.as_ref().is_some_and(|limit| self.given > limit.rows)
    }
}

/// The answer to a query.
pub enum Answer<'a> {
    /// Of SELECT.
    Solutions(Solutions<'a>),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Graph(Triples<'a>),
}

impl Answer<'_> {
    /// Computes the first row or triple, which stays to be asked for.
    ///
    /// # Errors
    /// If the evaluation fails or is stopped before it is there.
    pub fn begin(&mut self) -> Result<(), QueryError> {
        let failed = match self {
            Self::Solutions(rows) => rows.peek().and_then(|row| row.as_ref().err()),
            Self::Graph(triples) => triples.peek().and_then(|triple| triple.as_ref().err()),
            Self::Boolean(_) => None,
        };
        failed.map_or(Ok(()), |error| Err(error.clone()))
    }
}

/// The rows of a SELECT query, computed as they are asked for.
pub struct Solutions<'a> {
    variables: Vec<String>,
    rows: QuerySolutionIter<'a>,
    ahead: Option<Option<<Self as Iterator>::Item>>,
    limited: Limited,
    watch: Watch,
}

impl Solutions<'_> {
    /// The names of the columns, without question mark.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }
}

impl Iterator for Solutions<'_> {
    type Item = Result<Vec<Option<Term>>, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(ahead) = self.ahead.take() {
            return ahead;
        }
        if self.limited.is_over() {
            return None;
        }
        let rows = &mut self.rows;
        let next = self.watch.run(|| rows.next()).unwrap_or(Some(Err(QueryEvaluationError::Cancelled)));
        self.watch.look();
        let row = self.limited.pass(next)?;
        Some(row.map(|row| row.values().to_vec()).map_err(|error| self.watch.explain(error)))
    }
}

impl Solutions<'_> {
    fn peek(&mut self) -> Option<&<Self as Iterator>::Item> {
        if self.ahead.is_none() {
            self.ahead = Some(self.next());
        }
        self.ahead.as_ref()?.as_ref()
    }
}

/// The triples of a CONSTRUCT or DESCRIBE query, computed as they are asked for.
pub struct Triples<'a> {
    triples: QueryTripleIter<'a>,
    ahead: Option<Option<<Self as Iterator>::Item>>,
    limited: Limited,
    watch: Watch,
}

impl Iterator for Triples<'_> {
    type Item = Result<Triple, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(ahead) = self.ahead.take() {
            return ahead;
        }
        if self.limited.is_over() {
            return None;
        }
        let triples = &mut self.triples;
        let next = self.watch.run(|| triples.next()).unwrap_or(Some(Err(QueryEvaluationError::Cancelled)));
        self.watch.look();
        let triple = self.limited.pass(next)?;
        Some(triple.map_err(|error| self.watch.explain(error)))
    }
}

impl Triples<'_> {
    fn peek(&mut self) -> Option<&<Self as Iterator>::Item> {
        if self.ahead.is_none() {
            self.ahead = Some(self.next());
        }
        self.ahead.as_ref()?.as_ref()
    }
}

/// Ends a query in time.
#[derive(Clone)]
pub(crate) struct Watch {
    token: CancellationToken,
    is_late: Arc<AtomicBool>,
    end: Option<(Instant, Duration)>,
    exhausted: Rc<Cell<bool>>,
    /// Whether the evaluation was ended in the middle.
    unwound: Rc<Cell<bool>>,
}

impl Watch {
    pub(crate) fn new(options: &QueryOptions) -> Self {
        let Cancellation { token, is_late } = options.cancellation.clone().unwrap_or_default();
        Self {
            token,
            is_late,
            exhausted: Rc::default(),
            unwound: Rc::default(),
            end: options.timeout.and_then(|time| Some((Instant::now().checked_add(time)?, time))),
        }
    }

    fn over(&self) -> Option<Duration> {
        let is_over = |end| self.is_late.load(Ordering::Relaxed) || Instant::now() >= end;
        self.end.filter(|(end, _)| is_over(*end)).map(|(_, time)| time)
    }

    /// Runs a part of the evaluation; `None` if it was ended in the middle. Nothing of it is used afterwards.
    fn run<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        if self.unwound.get() {
            return None;
        }
        let done = tick::stoppable(work);
        self.unwound.set(done.is_none());
        done
    }

    /// Stops the query if its time is over or it was cancelled.
    pub(crate) fn look(&self) {
        if self.over().is_some() {
            self.token.cancel();
        }
    }

    /// Stops the query for want of memory.
    pub(crate) fn exhaust(&self) {
        self.exhausted.set(true);
        self.token.cancel();
    }

    /// Why the query was stopped, if it was.
    pub(crate) fn stopped(&self) -> Option<QueryError> {
        let why = || match self.over() {
            _ if self.exhausted.get() => QueryError::Exhausted,
            Some(time) => QueryError::TimedOut(time),
            None => QueryError::Cancelled,
        };
        self.token.is_cancelled().then(why)
    }

    fn explain(&self, error: QueryEvaluationError) -> QueryError {
        if let Some(stopped) = self.stopped() {
            return stopped;
        }
        #[cfg(feature = "federation")]
        if let QueryEvaluationError::Service(error) = &error
            && let Some(told) = crate::federation::explain(error.as_ref())
        {
            return told;
        }
        match error {
            QueryEvaluationError::NotExistingSubstitutedVariable(variable) => QueryError::Options(format!(
                "no value can be given to {variable}: the query does not select it"
            )),
            QueryEvaluationError::UnsupportedService(service) => QueryError::Refused(format!(
                "SERVICE {service} is refused: no other servers are asked from here; leave it out, or ask that \
                 server yourself"
            )),
            other => QueryError::Evaluation(other.to_string()),
        }
    }
}

/// Parses a query and runs it on what `execute` binds it to.
pub(crate) fn run<'a>(
    sparql: &str,
    options: &QueryOptions,
    execute: impl FnOnce(PreparedSparqlQuery, Watch) -> Result<QueryResults<'a>, QueryEvaluationError>,
) -> Result<Answer<'a>, QueryError> {
    let watch = Watch::new(options);
    guard::check(sparql)?;
    let evaluator = evaluator(&watch);
    #[cfg(feature = "federation")]
    let evaluator = match &options.services {
        Some(services) => {
            let end = watch.end.map(|(end, _)| end);
            evaluator.with_default_service_handler(crate::federation::Federation::new(services.clone(), end))
        }
        None => evaluator,
    };
    let mut parsed = parser(options)?.parse_query(sparql).map_err(|error| syntax(&error.to_string()))?;
    tick::put_in(&mut parsed);
    let mut query = evaluator.for_query(parsed);
    for (name, term) in &options.bindings {
        let variable = Variable::new(name)
            .map_err(|_| QueryError::Options(format!("'{name}' is no name of a variable")))?;
        query = query.substitute_variable(variable, term.clone());
    }
    if let Some(dataset) = &options.dataset {
        let graphs = query.dataset_mut();
        graphs.set_default_graph(dataset.default_names());
        graphs.set_available_named_graphs(dataset.named_names());
    }
    watch.look();
    let begun = watch.run(|| execute(query, watch.clone())).unwrap_or(Err(QueryEvaluationError::Cancelled));
    Ok(answer(begun.map_err(|error| watch.explain(error))?, options, watch))
}

/// What another server answered.
pub(crate) fn of_results<'a>(results: QueryResults<'a>, options: &QueryOptions) -> Answer<'a> {
    answer(results, options, Watch::new(options))
}

fn answer<'a>(results: QueryResults<'a>, options: &QueryOptions, watch: Watch) -> Answer<'a> {
    match results {
        QueryResults::Solutions(rows) => Answer::Solutions(Solutions {
            variables: rows.variables().iter().map(|v| v.as_str().to_owned()).collect(),
            rows,
            ahead: None,
            limited: Limited::new(options.limit.clone()),
            watch,
        }),
        QueryResults::Boolean(yes) => Answer::Boolean(yes),
        QueryResults::Graph(triples) => {
            let limited = Limited::new(options.limit.clone());
            Answer::Graph(Triples { triples, ahead: None, limited, watch })
        }
    }
}

/// An evaluator that `watch` can stop.
pub(crate) fn evaluator(watch: &Watch) -> SparqlEvaluator {
    let (token, end) = (watch.token.clone(), watch.end);
    SparqlEvaluator::new().with_cancellation_token(watch.token.clone()).with_custom_function(
        tick::name(),
        move |_| {
            if token.is_cancelled() || end.is_some_and(|(end, _)| Instant::now() >= end) {
                token.cancel();
                tick::stop();
            }
            None
        },
    )
}

/// A parser with the options' prefixes and base.
pub(crate) fn parser(options: &QueryOptions) -> Result<SparqlParser, QueryError> {
    let mut parser = SparqlParser::new();
    if let Some(base) = &options.base {
        parser = parser
            .with_base_iri(base)
            .map_err(|error| QueryError::Options(format!("base <{base}> is no IRI: {error}")))?;
    }
    for (name, iri) in &options.prefixes {
        parser = parser
            .with_prefix(name, iri)
            .map_err(|error| QueryError::Options(format!("prefix {name}: <{iri}> is no IRI: {error}")))?;
    }
    Ok(parser)
}

/// Oxigraph gives the position only within the text: `error at 1:8: expected …`.
pub(crate) fn syntax(message: &str) -> QueryError {
    let located = message.strip_prefix("error at ").and_then(|rest| {
        let (place, message) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, message))
    });
    match located {
        Some((line, column, message)) => {
            QueryError::Syntax { line: Some(line), column: Some(column), message: message.to_owned() }
        }
        None => QueryError::Syntax { line: None, column: None, message: message.to_owned() },
    }
}

//! Running SPARQL: what may be asked for, and what comes back.
//!
//! Evaluation is Oxigraph's. `SERVICE` and `LOAD` are refused: there is no HTTP client in here.

use std::time::{Duration, Instant};

use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolutionIter,
    QueryTripleIter, SparqlEvaluator,
};
use oxrdf::{Term, Triple, Variable};

use crate::QueryError;

/// Stops a running query from another thread.
#[derive(Clone, Default)]
pub struct Cancellation(CancellationToken);

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
        self.0.cancel();
    }

    /// Whether it was used.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
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
    /// Stops the query from outside.
    pub cancellation: Option<Cancellation>,
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

/// The rows of a SELECT query, computed as they are asked for.
pub struct Solutions<'a> {
    variables: Vec<String>,
    rows: QuerySolutionIter<'a>,
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
        let row = self.rows.next()?;
        self.watch.look();
        Some(row.map(|row| row.values().to_vec()).map_err(|error| self.watch.explain(error)))
    }
}

/// The triples of a CONSTRUCT or DESCRIBE query, computed as they are asked for.
pub struct Triples<'a> {
    triples: QueryTripleIter<'a>,
    watch: Watch,
}

impl Iterator for Triples<'_> {
    type Item = Result<Triple, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let triple = self.triples.next()?;
        self.watch.look();
        Some(triple.map_err(|error| self.watch.explain(error)))
    }
}

/// Ends a query in time.
#[derive(Clone)]
pub(crate) struct Watch {
    token: CancellationToken,
    outside: Option<Cancellation>,
    end: Option<(Instant, Duration)>,
}

impl Watch {
    fn new(options: &QueryOptions) -> Self {
        Self {
            token: CancellationToken::new(),
            outside: options.cancellation.clone(),
            end: options.timeout.and_then(|time| Some((Instant::now().checked_add(time)?, time))),
        }
    }

    fn over(&self) -> Option<Duration> {
        self.end.filter(|(end, _)| Instant::now() >= *end).map(|(_, time)| time)
    }

    /// Stops the query if its time is over or it was cancelled.
    pub(crate) fn look(&self) {
        if self.over().is_some() || self.outside.as_ref().is_some_and(Cancellation::is_cancelled) {
            self.token.cancel();
        }
    }

    fn explain(&self, error: QueryEvaluationError) -> QueryError {
        match (error, self.over()) {
            (QueryEvaluationError::Cancelled, Some(time)) => QueryError::TimedOut(time),
            (QueryEvaluationError::Cancelled, None) => QueryError::Cancelled,
            (QueryEvaluationError::NotExistingSubstitutedVariable(variable), _) => QueryError::Options(
                format!("no value can be given to {variable}: the query does not select it"),
            ),
            (other, _) => QueryError::Evaluation(other.to_string()),
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
    let mut evaluator = SparqlEvaluator::new().with_cancellation_token(watch.token.clone());
    if let Some(base) = &options.base {
        evaluator = evaluator
            .with_base_iri(base)
            .map_err(|error| QueryError::Options(format!("base <{base}> is no IRI: {error}")))?;
    }
    for (name, iri) in &options.prefixes {
        evaluator = evaluator
            .with_prefix(name, iri)
            .map_err(|error| QueryError::Options(format!("prefix {name}: <{iri}> is no IRI: {error}")))?;
    }
    let mut query = evaluator.parse_query(sparql).map_err(|error| syntax(&error.to_string()))?;
    for (name, term) in &options.bindings {
        let variable = Variable::new(name)
            .map_err(|_| QueryError::Options(format!("'{name}' is no name of a variable")))?;
        query = query.substitute_variable(variable, term.clone());
    }
    watch.look();
    Ok(match execute(query, watch.clone()).map_err(|error| watch.explain(error))? {
        QueryResults::Solutions(rows) => Answer::Solutions(Solutions {
            variables: rows.variables().iter().map(|v| v.as_str().to_owned()).collect(),
            rows,
            watch,
        }),
        QueryResults::Boolean(yes) => Answer::Boolean(yes),
        QueryResults::Graph(triples) => Answer::Graph(Triples { triples, watch }),
    })
}

/// Oxigraph gives the position only within the text: `error at 1:8: expected …`.
fn syntax(message: &str) -> QueryError {
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

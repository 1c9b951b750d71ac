//! Running a query or update within its limits, and writing the answer in the form that was asked for.

use std::time::Instant;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use gureum_query::results::{self, Format, TableOptions, WriteError};
use gureum_query::{prefixes, sparql_error};
use gureum_store::{Answer, QueryError, QueryOptions, RowLimit, Scratch};

use super::parameters::Request;
use crate::accept::{self, media};
use crate::app::App;
use crate::gate::Leash;
use crate::metrics::Ended;
use crate::problem::Problem;
use crate::stream::{self, Sink, Start};

/// Says in an answer's head that it was cut off, and after how many rows.
const CUT_OFF: &str = "gureum-cut-off";
/// Says in every answer's head how many rows it can have.
const ROW_LIMIT: &str = "gureum-row-limit";

/// The forms that are acceptable, one for each kind of answer.
#[derive(Clone, Copy)]
struct Forms {
    solutions: Option<Format>,
    triples: Option<Format>,
}

impl Forms {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let solutions = accept::best(headers, &media::SOLUTIONS);
        let triples = accept::best(headers, &media::TRIPLES);
        if solutions.is_none() && triples.is_none() {
            return Err(accept::nothing_fits("a SPARQL result format or an RDF format"));
        }
        Ok(Self { solutions, triples })
    }

    fn for_answer(self, answer: &Answer<'_>) -> Result<Format, Problem> {
        match answer {
            Answer::Solutions(_) | Answer::Boolean(_) => self.solutions.ok_or_else(|| {
                accept::nothing_fits("SELECT and ASK give SPARQL results (JSON, XML, CSV, TSV)")
            }),
            Answer::Graph(_) => self.triples.ok_or_else(|| {
                accept::nothing_fits("CONSTRUCT and DESCRIBE give RDF (Turtle, N-Triples, JSON-LD, …)")
            }),
        }
    }
}

/// Everything that the thread of a query needs.
struct Job {
    app: App,
    text: String,
    options: QueryOptions,
    forms: Forms,
    limit: RowLimit,
}

/// Answers a query.
pub(super) async fn query(app: App, query: Request, headers: &HeaderMap) -> Result<Response, Problem> {
    let forms = Forms::of(headers)?;
    let rows = app.config().limits.rows;
    let limit = RowLimit::new(rows);
    let place = app.gate().enter().await?;
    let time = app.config().limits.time;
    let leash = app.gate().leash();
    let options =
        QueryOptions { limit: Some(limit.clone()), dataset: query.dataset, ..options(&app, headers, &leash) };
    let (sink, started, parts) = stream::channel(Instant::now() + time, leash);
    let job = Job { app, text: query.text, options, forms, limit: limit.clone() };
    tokio::task::spawn_blocking(move || {
        let _place = place;
        job.run(sink);
    });
    let Start { media_type, whole } = started.await.map_err(|_| broken())??;
    let mut response = Response::default();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    headers.insert(ROW_LIMIT, HeaderValue::from(rows));
    if whole.is_some() && limit.is_exceeded() {
        headers.insert(CUT_OFF, HeaderValue::from(rows));
    }
    *response.body_mut() = whole.map_or_else(|| parts.into_body(), Body::from);
    Ok(response)
}

/// Why a query did not come to its end.
enum Stopped {
    Query(QueryError),
    Refused(Problem),
    /// It has gone, or reads too slowly.
    Client,
}

impl From<QueryError> for Stopped {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl Job {
    fn run(self, mut sink: Sink) {
        let metrics = self.app.metrics();
        match self.write(&mut sink) {
            Ok(format) => {
                let is_whole = !self.limit.is_exceeded();
                if !is_whole {
                    metrics.ended(Ended::Rows);
                }
                if is_whole || say_cut_off(format, &self.limit, &mut sink) {
                    drop(sink.finish()); // whoever does not read on has gone
                }
            }
            Err(Stopped::Query(error)) => {
                match error {
                    QueryError::TimedOut(_) => metrics.ended(Ended::Time),
                    QueryError::Cancelled => metrics.ended(Ended::Client),
                    QueryError::Exhausted => metrics.ended(Ended::Memory),
                    _ => {}
                }
                sink.refuse(explain(error, &self.text));
            }
            Err(Stopped::Refused(problem)) => sink.refuse(problem),
            Err(Stopped::Client) => metrics.ended(Ended::Client),
        }
    }

    fn write(&self, sink: &mut Sink) -> Result<Format, Stopped> {
        let text = format!("{}{}", self.text, sparql_error::PADDING);
        let mut answer = match self.app.scratch() {
            Some(scratch) => scratch.query(&text, &self.options),
            None => self.app.store().query(&text, &self.options),
        }?;
        let format = self.forms.for_answer(&answer).map_err(Stopped::Refused)?;
        answer.begin()?;
        sink.set_media_type(media::of(format));
        results::write(answer, format, &TableOptions::default(), sink).map_err(|error| match error {
            WriteError::Query(error) => Stopped::Query(error),
            WriteError::Mismatch { .. } => Stopped::Refused(Problem::ours(error)),
            WriteError::Output(_) => Stopped::Client,
        })?;
        Ok(format)
    }
}

/// Says at the end of an answer that there is more, where the format has a place for it. `false` where it has
/// none and the head, which could say it, has been sent: then the answer must be broken off.
fn say_cut_off(format: Format, limit: &RowLimit, sink: &mut Sink) -> bool {
    let rows = limit.rows();
    let rest = sink.rest();
    match format {
        Format::Json => {
            while rest.last().is_some_and(u8::is_ascii_whitespace) {
                rest.pop();
            }
            rest.pop(); // the closing brace
            rest.extend_from_slice(format!(",\"cutOff\":{{\"rows\":{rows}}}}}\n").as_bytes());
            true
        }
        Format::Xml | Format::RdfXml => {
            rest.extend_from_slice(format!("\n<!-- cut off after {rows} rows -->\n").as_bytes());
            true
        }
        Format::Turtle | Format::NTriples | Format::NQuads | Format::TriG => {
            rest.extend_from_slice(format!("# cut off after {rows} triples\n").as_bytes());
            true
        }
        Format::Csv | Format::Tsv | Format::JsonLd | Format::Table => sink.is_held(),
    }
}

/// Runs an update.
pub(super) async fn update(
    app: App,
    scratch: Scratch,
    update: Request,
    headers: &HeaderMap,
) -> Result<(), Problem> {
    let place = app.gate().enter().await?;
    let leash = app.gate().leash();
    let options = QueryOptions { dataset: update.dataset, ..options(&app, headers, &leash) };
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        let text = format!("{}{}", update.text, sparql_error::PADDING);
        scratch.update(&text, &options).map_err(|error| explain(error, &update.text))
    });
    let done = done.await.map_err(|_| broken())?;
    drop(leash);
    done
}

fn options(app: &App, headers: &HeaderMap, leash: &Leash) -> QueryOptions {
    QueryOptions {
        prefixes: prefixes::for_queries(),
        base: Some(app.address(headers, "/sparql")),
        timeout: Some(app.config().limits.time),
        cancellation: Some(leash.cancellation()),
        #[cfg(feature = "federation")]
        services: app.config().services.clone(),
        ..QueryOptions::default()
    }
}

/// A mistake in the text, shown at its place; other errors as they are.
fn explain(error: QueryError, text: &str) -> Problem {
    match error {
        QueryError::Syntax { line: Some(line), column: Some(column), message } => {
            Problem::bad_request(sparql_error::explain(text, line, column, &message))
        }
        other => of_query(other),
    }
}

fn of_query(error: QueryError) -> Problem {
    let status = match error {
        QueryError::Syntax { .. } | QueryError::Options(_) => StatusCode::BAD_REQUEST,
        QueryError::Refused(_) => StatusCode::FORBIDDEN,
        QueryError::Service(_) => StatusCode::BAD_GATEWAY,
        QueryError::TimedOut(_) | QueryError::Cancelled | QueryError::Exhausted => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        QueryError::Evaluation(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Problem::new(status, error.to_string())
}

fn broken() -> Problem {
    Problem::ours("the query was not answered")
}

//! The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, by their name.
//!
//! `/store?graph=IRI` and `/store?default` name a graph; so does a path, `/store/person/1`, whose graph is called
//! by its own address.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use gureum_query::results;
use gureum_store::{GraphFilter, RdfFormat, StoreError};
use oxrdf::{NamedNode, Triple};

use crate::accept::{self, media};
use crate::access::may_write;
use crate::app::App;
use crate::multipart;
use crate::problem::Problem;
use crate::sparql::{Parameters, percent_decoded};

/// The paths of graphs.
pub(crate) fn router() -> Router<App> {
    let graph = get(read).put(replace).post(add).delete(delete);
    Router::new()
        .route("/store", graph.clone())
        .route("/store/", graph.clone())
        .route("/store/{*graph}", graph)
}

/// Which graph a request is about.
enum Target {
    Default,
    Named(NamedNode),
    /// The store itself: a graph to be made.
    New,
}

impl Target {
    fn of(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<Self, Problem> {
        let parameters = Parameters::of_query(uri)?;
        let path = uri.path().strip_prefix("/store").unwrap_or_default();
        let direct = !matches!(path, "" | "/");
        match (parameters.is_given("default"), parameters.one("graph")?, direct) {
            (true, None, false) => Ok(Self::Default),
            (false, Some(name), false) => {
                // Relative names are those of the store itself.
                let absolute = NamedNode::new(name).or_else(|_| {
                    let base = app.address(headers, "/store");
                    NamedNode::new(format!(
                        "{}{name}",
                        if name.starts_with('/') { app.address(headers, "") } else { format!("{base}/") }
                    ))
                });
                absolute.map(Self::Named).map_err(|_| Problem::bad_request(format!("'{name}' is no IRI")))
            }
            (false, None, true) => {
                percent_decoded(path)?; // refuses what is not UTF-8
                NamedNode::new(app.address(headers, uri.path()))
                    .map(Self::Named)
                    .map_err(|_| Problem::bad_request("the path cannot be the name of a graph"))
            }
            (false, None, false) => Ok(Self::New),
            _ => Err(Problem::bad_request("name one graph: ?default, ?graph=IRI or a path below /store")),
        }
    }

    /// The graph's name; `None` is the default graph.
    fn name(&self) -> Result<Option<&NamedNode>, Problem> {
        match self {
            Self::Default => Ok(None),
            Self::Named(name) => Ok(Some(name)),
            Self::New => {
                Err(Problem::bad_request("which graph? Add ?default, ?graph=IRI or a path below /store"))
            }
        }
    }
}

async fn read(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let target = Target::of(&app, &uri, &headers)?;
    let name = target.name()?.cloned();
    // A client that accepts only what cannot be had gets Turtle, but for HEAD, where nothing is sent, any form fits.
    let format = accept::best(&headers, &media::TRIPLES)
        .ok_or_else(|| accept::nothing_fits("a graph is RDF (Turtle, N-Triples, JSON-LD, …)"))?;
    let place = app.gate().enter().await?;
    let body = tokio::task::spawn_blocking(move || {
        let _place = place;
        let triples = triples(&app, name.as_ref())?;
        let mut body = Vec::new();
        results::graph(triples.into_iter().map(Ok), format, &mut body).map_err(Problem::ours)?;
        Ok::<_, Problem>(body)
    });
    let mut response = Response::new(Body::from(body.await.map_err(Problem::ours)??));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media::of(format)));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn triples(app: &App, name: Option<&NamedNode>) -> Result<Vec<Triple>, Problem> {
    let missing = || Problem::not_found("there is no such graph");
    if let Some(scratch) = app.scratch() {
        if !scratch.has(name).map_err(Problem::ours)? {
            return Err(missing());
        }
        return scratch.graph(name).map_err(Problem::ours);
    }
    let filter = name.map_or(GraphFilter::Default, |name| GraphFilter::Named(name.clone()));
    let most = app.config().limits.rows;
    let triples: Vec<Triple> =
        app.store().matching(None, None, None, &filter).take(most + 1).map(Triple::from).collect();
    if triples.len() > most {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            format!(
                "the graph has more than {most} triples, the most that one answer may have: use `gureum dump`"
            ),
        ));
    }
    if triples.is_empty() && name.is_some() { Err(missing()) } else { Ok(triples) }
}

async fn replace(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    put(app, &uri, &headers, body, true).await
}

async fn add(State(app): State<App>, uri: Uri, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    put(app, &uri, &headers, body, false).await
}

async fn put(
    app: App,
    uri: &Uri,
    headers: &HeaderMap,
    body: Bytes,
    replace: bool,
) -> Result<Response, Problem> {
    let scratch = may_write(&app, headers)?.clone();
    let target = Target::of(&app, uri, headers)?;
    let name = match &target {
        Target::New if !replace => Some(app.new_graph(headers)),
        other => other.name()?.cloned(),
    };
    let documents = multipart::documents(headers, body)?;
    let base = name.as_ref().map_or_else(|| app.address(headers, "/store"), |name| name.as_str().to_owned());
    let place = app.gate().enter().await?;
    let graph = name.clone();
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        let documents: Vec<(RdfFormat, &[u8])> =
            documents.iter().map(|(format, bytes)| (*format, bytes.as_ref())).collect();
        scratch.put(graph.as_ref(), &documents, Some(&base), replace)
    });
    let is_new = done.await.map_err(Problem::ours)?.map_err(|error| match error {
        StoreError::Syntax { .. } => Problem::bad_request(error.to_string()),
        other => Problem::ours(other),
    })?;
    let location = name.filter(|_| matches!(target, Target::New));
    let status = if is_new { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
    let mut response = status.into_response();
    if let Some(name) = location {
        let value = HeaderValue::from_str(name.as_str()).map_err(Problem::ours)?;
        response.headers_mut().insert(header::LOCATION, value);
    }
    Ok(response)
}

async fn delete(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<StatusCode, Problem> {
    let scratch = may_write(&app, &headers)?.clone();
    let target = Target::of(&app, &uri, &headers)?;
    let existed = scratch.delete(target.name()?).map_err(Problem::ours)?;
    if existed { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found("there is no such graph")) }
}

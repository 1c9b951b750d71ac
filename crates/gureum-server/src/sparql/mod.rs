//! The SPARQL 1.1 Protocol: queries and updates.

mod answer;
mod description;
mod parameters;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub(crate) use parameters::{Parameters, percent_decoded};

use crate::access::may_write;
use crate::app::App;
use crate::problem::Problem;
use parameters::Operation;

/// The endpoint's paths.
pub(crate) fn router() -> Router<App> {
    let endpoint = get(by_url).post(by_body);
    Router::new()
        .route("/sparql", endpoint.clone())
        .route("/sparql/", endpoint)
        .route("/update", post(update_by_body))
        .route("/update/", post(update_by_body))
}

async fn by_url(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let parameters = Parameters::of_query(&uri)?;
    if !parameters.is_given("query") && !parameters.is_given("update") {
        return description::answer(&app, &headers);
    }
    match Operation::of_url(&parameters)? {
        Operation::Query(query) => answer::query(app, query, &headers).await,
        Operation::Update(_) => Err(Problem::bad_request("an update is sent by POST, not by GET")),
    }
}

async fn by_body(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    match operation(&uri, &headers, &body)? {
        Operation::Query(query) => answer::query(app, query, &headers).await,
        Operation::Update(update) => run_update(app, update, &headers).await,
    }
}

async fn update_by_body(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    match operation(&uri, &headers, &body)? {
        Operation::Query(_) => {
            Err(Problem::bad_request("queries are answered at /sparql; this is for updates"))
        }
        Operation::Update(update) => run_update(app, update, &headers).await,
    }
}

fn operation(uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<Operation, Problem> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let text = || {
        let text = std::str::from_utf8(body).map_err(|_| Problem::bad_request("the body is not UTF-8"));
        text.map(str::to_owned)
    };
    let mut parameters = Parameters::of_query(uri)?;
    match essence.to_ascii_lowercase().as_str() {
        "application/sparql-query" => Operation::query(text()?, &parameters),
        "application/sparql-update" => Operation::update(text()?, &parameters),
        "application/x-www-form-urlencoded" => {
            parameters.add(&text()?)?;
            Operation::of_form(&parameters)
        }
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body must be application/sparql-query, application/sparql-update or \
             application/x-www-form-urlencoded, and say so in Content-Type",
        )),
    }
}

async fn run_update(app: App, update: parameters::Request, headers: &HeaderMap) -> Result<Response, Problem> {
    let scratch = may_write(&app, headers)?.clone();
    answer::update(app, scratch, update, headers).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

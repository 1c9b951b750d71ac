//! The Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group: OpenRefine and others match
//! their tables against our entities.
//!
//! Entities go by what stands behind `https://w3id.org/gureum/id/`, classes and properties by their local names.

mod extend;
mod query;
mod suggest;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, iri};
use serde_json::{Value, json};

use crate::app::App;
use crate::problem::Problem;
use crate::sparql::Parameters;

/// The paths of the service.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/reconcile", get(by_url).post(by_form))
        .route("/reconcile/suggest/entity", get(suggest::entity))
        .route("/reconcile/suggest/type", get(suggest::class))
        .route("/reconcile/suggest/property", get(suggest::property))
        .route("/reconcile/flyout/entity", get(suggest::entity_flyout))
        .route("/reconcile/flyout/type", get(suggest::class_flyout))
        .route("/reconcile/flyout/property", get(suggest::property_flyout))
        .route("/reconcile/preview", get(suggest::preview))
        .route("/reconcile/properties", get(extend::propose))
}

async fn by_url(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    answer(app, Parameters::of_query(&uri)?, &headers).await
}

async fn by_form(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::of_query(&uri)?;
    let form = std::str::from_utf8(&body).map_err(|_| Problem::bad_request("the form is not UTF-8"))?;
    parameters.add(form)?;
    answer(app, parameters, &headers).await
}

/// Queries, data extension or, where neither is asked for, the manifest.
async fn answer(app: App, parameters: Parameters, headers: &HeaderMap) -> Result<Response, Problem> {
    let read = |name: &str| -> Result<Option<Value>, Problem> {
        let wrong = |error| Problem::bad_request(format!("'{name}' is not JSON: {error}"));
        parameters.one(name)?.map(|text| serde_json::from_str(text).map_err(wrong)).transpose()
    };
    let (queries, extension) = (read("queries")?, read("extend")?);
    if queries.is_none() && extension.is_none() {
        return Ok(json_answer(&manifest(&app.address(headers, ""))));
    }
    let place = app.gate().enter().await?;
    let work = move || {
        let _place = place;
        match (queries, extension) {
            (Some(queries), _) => query::batch(&app, &queries),
            (None, Some(extension)) => extend::answer(&app, &extension),
            (None, None) => Err(Problem::ours("there was something to answer")),
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::ours)?.map(|found| json_answer(&found))
}

fn manifest(base: &str) -> Value {
    let types: Vec<Value> =
        [Class::Organization, Class::Person, Class::Service, Class::Program].map(class_json).to_vec();
    let service = |kind: &str| {
        json!({
            "service_url": base,
            "service_path": format!("/reconcile/suggest/{kind}"),
            "flyout_service_url": base,
            "flyout_service_path": format!("/reconcile/flyout/{kind}?id=${{id}}"),
        })
    };
    json!({
        "versions": ["0.2"],
        "name": "gureum: Korean news about the public cloud",
        "identifierSpace": iri::ENTITY,
        "schemaSpace": NAMESPACE,
        "serviceVersion": env!("CARGO_PKG_VERSION"),
        "defaultTypes": types,
        "view": { "url": format!("{base}/id/{{{{id}}}}") },
        "preview": { "url": format!("{base}/reconcile/preview?id={{{{id}}}}"), "width": 400, "height": 200 },
        "suggest": { "entity": service("entity"), "type": service("type"), "property": service("property") },
        "extend": {
            "propose_properties": { "service_url": base, "service_path": "/reconcile/properties" },
            "property_settings": [{
                "name": "limit",
                "label": "Limit",
                "type": "number",
                "default": 0,
                "help_text": "Most values in a cell; 0 is all of them",
            }],
        },
    })
}

fn class_json(class: Class) -> Value {
    json!({ "id": class.name(), "name": format!("{} ({})", class.label_ko(), class.label_en()) })
}

/// The class with that name, as far as it is one.
fn type_json(name: Option<&str>) -> Vec<Value> {
    name.and_then(Class::from_name).map(class_json).into_iter().collect()
}

/// What stands behind the name space.
fn id(iri: &str) -> &str {
    iri.strip_prefix(iri::ENTITY).unwrap_or(iri)
}

/// The IRI behind an id; whole IRIs are taken too.
fn iri_of(id: &str) -> String {
    if id.starts_with(iri::BASE) { id.to_owned() } else { format!("{}{id}", iri::ENTITY) }
}

fn json_answer(value: &Value) -> Response {
    let mut response = value.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

//! The surroundings of an entity for the script that draws them, and graphs as files.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gureum_model::iri::FACT;
use gureum_query::export::{self, GraphFormat};
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_query::{layout, neighbours};
use serde_json::{Value, json};

use super::address::href;
use super::view::{self, View};
use crate::app::App;
use crate::problem::Problem;

/// Entities in one picture.
const MOST: usize = 80;
/// Facts away from the entity in the middle.
const FARTHEST: usize = 2;

/// `{"focus", "nodes": [{"iri", "label", "type", "class", "href", "x", "y", "facts"}], "edges": [{"fact",
/// "href", "source", "target", "property", "label", "symmetric", "modality", "articles", "belief", "first", "last"}]}`.
pub(crate) async fn json(State(app): State<App>, view: View) -> Result<Response, Problem> {
    let focus = focus(&view)?;
    let picture = blocking(move || picture(&app, &view, &focus)).await?;
    Ok(view::json(&picture?))
}

fn focus(view: &View) -> Result<String, Problem> {
    let focus = view.parameter("focus");
    let missing = || Problem::bad_request("say which entity is in the middle: ?focus=IRI");
    (!focus.is_empty()).then(|| focus.to_owned()).ok_or_else(missing)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let failed = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the graph could not be read");
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

fn surroundings(app: &App, view: &View, focus: &str) -> Result<Projection, Problem> {
    let hops = view.parameter("hops").parse().unwrap_or(1).clamp(1, FARTHEST);
    let around = neighbours::around(app.store(), focus, hops, MOST);
    let nothing = || Problem::not_found(format!("nothing in the graph has facts with {focus}"));
    (around.graph.node_count() > 0).then_some(around).ok_or_else(nothing)
}

fn picture(app: &App, view: &View, focus: &str) -> Result<Value, Problem> {
    let projection = surroundings(app, view, focus)?;
    let graph = &projection.graph;
    let places = layout::places(&projection, projection.nodes.get(focus).copied());
    let nodes = graph.node_indices().zip(places).map(|(index, [x, y])| {
        let node = &graph[index];
        json!({
            "iri": node.iri, "label": node.label, "type": node.class,
            "class": node.class.as_deref().map(|class| view.class(class)), "href": href(&node.iri),
            "x": x, "y": y, "facts": graph.neighbors_undirected(index).count(),
        })
    });
    let edges = graph.edge_indices().filter_map(|index| {
        let (from, to) = graph.edge_endpoints(index)?;
        let edge = &graph[index];
        Some(json!({
            "fact": edge.fact.strip_prefix(FACT), "href": href(&edge.fact),
            "source": graph[from].iri, "target": graph[to].iri,
            "property": edge.property.name, "label": view.property(&edge.property),
            "symmetric": edge.symmetric, "modality": edge.modality.name(), "articles": edge.articles,
            "belief": edge.belief,
            "first": edge.first_said, "last": edge.last_said,
        }))
    });
    let (nodes, edges) = (nodes.collect::<Vec<_>>(), edges.collect::<Vec<_>>());
    Ok(json!({ "focus": focus, "nodes": nodes, "edges": edges }))
}

/// The surroundings of an entity, or without one the whole graph, as a file.
pub(crate) async fn export(State(app): State<App>, view: View) -> Result<Response, Problem> {
    let format = view.parameter("format").to_owned();
    if format == "json" {
        return json(State(app), view).await;
    }
    let format: GraphFormat = format
        .parse()
        .map_err(|error: export::UnknownGraphFormat| Problem::bad_request(error.to_string()))?;
    let file = blocking(move || -> Result<Vec<u8>, Problem> {
        let projection = match focus(&view) {
            Ok(focus) => surroundings(&app, &view, &focus)?,
            Err(_) => Projection::new(app.store(), &Selection::default()),
        };
        let mut file = Vec::new();
        export::write(&projection, format, &mut file)
            .map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
        Ok(file)
    });
    let mut response = file.await??.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    let name = format!("attachment; filename=\"gureum.{}\"", format.extension());
    headers.extend(HeaderValue::try_from(name).map(|name| (header::CONTENT_DISPOSITION, name)));
    Ok(response)
}

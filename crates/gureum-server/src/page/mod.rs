//! Pages for people, as HTML: whole without any script; what scripts add is in `web` beside `src`.
//!
//! A page is a function from the graph and the [`view::View`] (language, parameters) to a
//! [`view::Page`]; `view::answer` runs it. Templates are Rust functions with maud's `html!`, which
//! escapes whatever is put into them. What frames every page is in `layout`, how a fact looks in `fact`.

mod address;
mod article;
mod assets;
mod entity;
mod fact;
mod graph;
mod layout;
mod path;
mod query;
mod questions;
mod search;
mod statistics;
mod terms;
mod view;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use gureum_model::iri::ARTICLE;

use crate::app::App;

pub use assets::bundle_is_missing;
pub(crate) use view::View;

/// Whether what is at this path of the graph's IRIs has a page there.
pub(crate) fn has_page(path: &str) -> bool {
    path.starts_with("/article/") || path.starts_with("/fact/")
}

/// The page of an article or a fact, by its IRI.
pub(crate) async fn record(app: App, view: View, iri: String) -> Response {
    view::answer(app, view, move |app, view| {
        if iri.starts_with(ARTICLE) { article::of(app, view, &iri) } else { fact::of(app, view, &iri) }
    })
    .await
}

/// The paths of the pages.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(search::home))
        .route("/search", get(search::results))
        .route("/suggest", get(search::suggest))
        .route("/entity/{*name}", get(entity::page))
        .route("/path", get(path::page))
        .route("/ask", get(questions::list))
        .route("/ask/{name}", get(questions::page))
        .route("/query", get(query::page))
        .route("/terms.json", get(terms::json))
        .route("/statistics", get(statistics::page))
        .route("/graph.json", get(graph::json))
        .route("/export", get(graph::export))
        .route("/assets/{name}", get(assets::asset))
}

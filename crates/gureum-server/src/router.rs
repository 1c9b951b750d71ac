//! What is at which path.

use axum::Router;
use axum::http::Uri;
use axum::routing::get;

use crate::app::App;
use crate::page;
use crate::problem::Problem;

/// Every path that the server knows.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .merge(page::router())
        .route("/health", get(|| async { "ok\n" }))
        .fallback(|uri: Uri| async move { Problem::not_found(format!("there is nothing at {}", uri.path())) })
        .with_state(app)
}

//! What is at which path, and what surrounds every answer.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::app::App;
use crate::problem::Problem;
use crate::{graph_store, headers, linked_data, log, metrics, page, reconcile, sparql};

/// A request that sends nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(10);

/// Every path that the server knows.
pub(crate) fn router(app: App) -> Router {
    let limits = &app.config().limits;
    // Waiting, running, and a body that trickles in.
    let longest = limits.time * 3 + Duration::from_secs(30);
    let [policy, sniffing, referrer] = headers::defaults();
    Router::new()
        .merge(page::router())
        .merge(sparql::router())
        .merge(graph_store::router())
        .merge(linked_data::router())
        .merge(reconcile::router())
        .route("/health", get(|| async { "ok\n" }))
        .route("/metrics", get(metrics::page))
        .fallback(|uri: Uri| async move { Problem::not_found(format!("there is nothing at {}", uri.path())) })
        .layer(DefaultBodyLimit::max(limits.body))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, longest))
        .layer(CompressionLayer::new())
        .layer(headers::cors(&app.config().origins))
        .layer(policy)
        .layer(sniffing)
        .layer(referrer)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), log::note))
        .with_state(app)
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::ours("a handler failed").into_response()
}

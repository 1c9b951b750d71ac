//! Pages for people, as HTML.
//!
//! Templates are Rust functions with maud's `html!`, which escapes whatever is put into them.

mod home;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The paths of the pages.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/", get(home::page))
}

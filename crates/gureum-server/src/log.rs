//! The access log: a line of JSON for each request, on standard error, when its answer begins. What is asked in
//! a query string is not written down.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::{Instant, SystemTime};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(pub(crate) SocketAddr);

#[derive(Serialize)]
struct Line<'a> {
    time: String,
    client: Option<String>,
    method: &'a str,
    path: &'a str,
    status: u16,
    milliseconds: f64,
}

/// Counts a request, and writes its line.
pub(crate) async fn note(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let client = request.extensions().get::<Client>().map(|client| client.0.to_string());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map(|route| route.as_str().to_owned());
    let response = next.run(request).await;
    let (time, status) = (began.elapsed(), response.status().as_u16());
    app.metrics().answered(route.as_deref().unwrap_or("none"), status, time);
    if app.config().log {
        let line = Line {
            time: humantime::format_rfc3339_millis(SystemTime::now()).to_string(),
            client,
            method: method.as_str(),
            path: &path,
            status,
            milliseconds: (time.as_secs_f64() * 1e6).round() / 1e3,
        };
        if let Ok(mut line) = serde_json::to_vec(&line) {
            line.push(b'\n');
            drop(io::stderr().write_all(&line)); // at once; nobody can be told that it did not work
        }
    }
    response
}

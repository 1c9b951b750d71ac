//! What the server counts, for Prometheus: `/metrics`.

use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::app::App;
use crate::problem::Problem;

/// Upper ends of what durations are sorted into, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    /// The route, with its variables as such: few, whatever clients ask for.
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Why {
    why: &'static str,
}

/// Why a query did not come to its end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ended {
    /// Its time was over.
    Time,
    /// It reached the most rows.
    Rows,
    /// The client went away, or read too slowly.
    Client,
    /// It wanted too much memory.
    Memory,
}

/// The counters.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    seconds: Histogram,
    ended: Family<Why, Counter>,
    running: Gauge,
    waiting: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("gureum"),
            requests: Family::default(),
            seconds: Histogram::new(SECONDS),
            ended: Family::default(),
            running: Gauge::default(),
            waiting: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("requests", "Requests answered", metrics.requests.clone());
        let seconds = metrics.seconds.clone();
        registry.register_with_unit("request", "Time until an answer began", Unit::Seconds, seconds);
        registry.register("queries_ended_early", "Queries stopped before their end", metrics.ended.clone());
        registry.register("queries_running", "Queries that run", metrics.running.clone());
        registry.register("queries_waiting", "Queries that wait for their turn", metrics.waiting.clone());
        metrics
    }
}

impl Metrics {
    pub(crate) fn answered(&self, route: &str, status: u16, time: Duration) {
        self.requests.get_or_create(&Asked { route: route.to_owned(), status }).inc();
        self.seconds.observe(time.as_secs_f64());
    }

    pub(crate) fn ended(&self, why: Ended) {
        let why = match why {
            Ended::Time => "time",
            Ended::Rows => "rows",
            Ended::Client => "client",
            Ended::Memory => "memory",
        };
        self.ended.get_or_create(&Why { why }).inc();
    }
}

/// All of them, in the text form of OpenMetrics.
pub(crate) async fn page(State(app): State<App>) -> Result<Response, Problem> {
    let metrics = app.metrics();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (running, waiting) = app.gate().occupied();
    metrics.running.set(count(running));
    metrics.waiting.set(count(waiting));
    let mut text = String::new();
    encode(&mut text, &metrics.registry).map_err(Problem::ours)?;
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}

//! How many queries run at the same time, how many wait, and what ends them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use gureum_store::Cancellation;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Limits;
use crate::problem::Problem;

/// How often is looked for queries whose time is over.
const INTERVAL: Duration = Duration::from_millis(100);

/// Lets queries in, some at a time.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    all: usize,
    waiting: AtomicUsize,
    queue: usize,
    time: Duration,
    running: Arc<Running>,
}

/// Queries by their number, which grows.
#[derive(Debug, Default)]
struct Running {
    next: AtomicU64,
    queries: Mutex<BTreeMap<u64, (Instant, Cancellation)>>,
}

/// One more that waits, for as long as this lives.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    pub(crate) fn new(limits: &Limits) -> Self {
        let all = limits.concurrent.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(all)),
            all,
            waiting: AtomicUsize::new(0),
            queue: limits.queue,
            time: limits.time,
            running: Arc::default(),
        }
    }

    /// A place to work in, given back when it is dropped.
    ///
    /// # Errors
    /// Too many wait already, or no place came free in the time of two queries.
    pub(crate) async fn enter(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(place);
        }
        let waiting = Waiting(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.queue {
            return Err(busy());
        }
        let place = tokio::time::timeout(self.time * 2, Arc::clone(&self.places).acquire_owned()).await;
        drop(waiting);
        place.map_err(|_| busy())?.map_err(|_| busy())
    }

    /// What ends a query that begins now.
    pub(crate) fn leash(&self) -> Leash {
        let cancellation = Cancellation::new();
        let number = self.running.next.fetch_add(1, Ordering::Relaxed);
        if let Ok(mut queries) = self.running.queries.lock() {
            queries.insert(number, (Instant::now(), cancellation.clone()));
        }
        Leash { cancellation, number, running: Arc::clone(&self.running) }
    }

    /// Stops the query that began first, at least so long ago, and is not stopped yet; whether there was one.
    pub(crate) fn stop_longest(&self, age: Duration) -> bool {
        let Ok(queries) = self.running.queries.lock() else { return false };
        let mut old = queries.values().filter(|(began, _)| began.elapsed() >= age);
        let longest = old.find(|(_, query)| !query.is_cancelled());
        longest.map(|(_, query)| query.cancel()).is_some()
    }

    /// Stops queries whose time is over, until it is dropped.
    pub(crate) async fn watch(&self) {
        loop {
            tokio::time::sleep(INTERVAL).await;
            let Ok(queries) = self.running.queries.lock() else { return };
            let late = queries.values().take_while(|(began, _)| began.elapsed() >= self.time);
            late.for_each(|(_, query)| query.time_out());
        }
    }

    /// Queries that run, and queries that wait.
    pub(crate) fn occupied(&self) -> (usize, usize) {
        (self.all - self.places.available_permits(), self.waiting.load(Ordering::Relaxed))
    }
}

fn busy() -> Problem {
    let mut problem = Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "the server is busy with other queries: try again in a moment",
    );
    problem.retry_after = Some(5);
    problem
}

/// Stops a query when its time is over, or when nobody waits for its answer any more: when this is dropped.
#[derive(Debug)]
pub(crate) struct Leash {
    cancellation: Cancellation,
    number: u64,
    running: Arc<Running>,
}

impl Leash {
    pub(crate) fn cancellation(&self) -> Cancellation {
        self.cancellation.clone()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.cancellation.cancel();
        if let Ok(mut queries) = self.running.queries.lock() {
            queries.remove(&self.number);
        }
    }
}

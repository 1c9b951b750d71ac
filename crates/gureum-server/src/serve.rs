//! Listening, and ending cleanly.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::{Semaphore, oneshot};

use crate::app::App;
use crate::log::Client;
use crate::memory;
use crate::router::router;

/// How long a client may take to send the head of a request.
const HEADERS: Duration = Duration::from_secs(10);
/// Bytes of such a head, a query in the address included.
const LONGEST_HEAD: usize = 128 << 10;
/// Stack of a thread, in bytes: queries are evaluated by recursion. Memory only where it is used.
const STACK: usize = 128 << 20;
/// How long requests may still take when the server ends.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why the server could not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, not of this machine, or not allowed.
    #[error("cannot listen on {address}: {source}; name another with --host and --port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The threads could not be started.
    #[error("the server's threads could not be started: {0}")]
    Threads(io::Error),
}

/// A server that is running, on threads of its own.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Opens the port and answers requests until [`Server::stop`], SIGINT or SIGTERM.
    ///
    /// # Errors
    /// If the port cannot be opened.
    pub fn start(app: App) -> Result<Self, ServeError> {
        let threads = Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
        let runtime = threads.map_err(ServeError::Threads)?;
        let wanted = app.config().address;
        let unusable = |source| ServeError::Listen { address: wanted, source };
        let listener = runtime.block_on(TcpListener::bind(wanted)).map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let (stop, stopped) = oneshot::channel();
        let interrupted = {
            let _runtime = runtime.enter();
            interrupted()
        };
        let thread = std::thread::spawn(move || {
            runtime.block_on(async move {
                let stopping = async move {
                    tokio::select! {
                        () = interrupted => {}
                        _ = stopped => {}
                    }
                };
                answer(listener, app, stopping).await;
            });
            // Queries that do not stop when they are told to are left behind.
            runtime.shutdown_timeout(FAREWELL);
        });
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it has ended by itself: after SIGINT or SIGTERM.
    pub fn wait(mut self) {
        self.join();
    }

    /// Ends it: no new connections, and requests under way are answered.
    pub fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(()); // it may have ended by itself
        }
        self.join();
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Lets connections in until `stopping`, then answers what is under way.
async fn answer(listener: TcpListener, app: App, stopping: impl Future<Output = ()>) {
    let mut connections = http1::Builder::new();
    connections.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(LONGEST_HEAD);
    let places = Arc::new(Semaphore::new(app.config().limits.connections.clamp(1, Semaphore::MAX_PERMITS)));
    let watched = app.clone();
    let watching =
        tokio::spawn(async move { tokio::join!(memory::watch(watched.clone()), watched.gate().watch()) });
    let router = router(app);
    let graceful = GracefulShutdown::new();
    let mut stopping = pin!(stopping);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stopping => break,
            accepted = accepted => accepted,
        };
        let Ok((stream, address)) = accepted else {
            // Too many open files, mostly: some will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        drop(stream.set_nodelay(true)); // only a matter of speed
        let service = TowerToHyperService::new(router.clone().layer(Extension(Client(address))));
        let connection = graceful.watch(connections.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            drop(connection.await); // a client that breaks off is no concern of ours
            drop(place);
        });
    }
    drop(listener);
    watching.abort();
    drop(tokio::time::timeout(FAREWELL, graceful.shutdown()).await);
}

/// Ends with SIGINT or SIGTERM, which are caught from the call on: whoever knows the address may send one at once.
#[cfg(unix)]
fn interrupted() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    let [interrupt, terminate] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    let caught = async |signal: io::Result<Signal>| match signal {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    };
    async move {
        tokio::select! {
            () = caught(interrupt) => {}
            () = caught(terminate) => {}
        }
    }
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

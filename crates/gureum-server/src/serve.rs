//! Listening, and ending cleanly.

use std::io;
use std::net::SocketAddr;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::app::App;
use crate::router::router;

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
        let runtime = Runtime::new().map_err(ServeError::Threads)?;
        let wanted = app.config().address;
        let unusable = |source| ServeError::Listen { address: wanted, source };
        let listener = runtime.block_on(TcpListener::bind(wanted)).map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            runtime.block_on(async move {
                let serving = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
                    tokio::select! {
                        () = interrupted() => {}
                        _ = stopped => {}
                    }
                });
                if let Err(error) = serving.await {
                    eprintln!("the server ended: {error}");
                }
            });
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

/// SIGINT or, where there is such a thing, SIGTERM.
async fn interrupted() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

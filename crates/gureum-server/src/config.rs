//! How the server is set up. The defaults are the safe ones.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How the server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// What requests may use.
    pub limits: Limits,
    /// Web pages of these origins may read answers (CORS); `*` means any.
    pub origins: Vec<String>,
    /// Who may write what.
    pub access: Access,
    /// Whether each request gets a line on standard error.
    pub log: bool,
    /// The endpoints that queries may ask with `SERVICE`.
    #[cfg(feature = "federation")]
    pub services: Option<gureum_store::Services>,
}

/// Who may write what.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Access {
    /// Nobody writes: the graph's facts come from articles.
    #[default]
    ReadOnly,
    /// An empty graph in memory that is gone when the server ends, and that whoever knows the token writes.
    Scratch {
        /// What `Authorization: Bearer …` must bring; `None` lets everybody write.
        token: Option<String>,
    },
}

/// What requests may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time of one query or update.
    pub time: Duration,
    /// Rows or triples of one answer; more are cut off, and the answer says so.
    pub rows: usize,
    /// Bytes of memory that all queries together may take, beside what the graph takes; when they have more, the
    /// one that has run longest is stopped.
    pub memory: usize,
    /// Bytes that a request may send.
    pub body: usize,
    /// Queries that run at the same time.
    pub concurrent: usize,
    /// Connections that are open at the same time; more wait to be let in.
    pub connections: usize,
    /// Queries that wait for their turn; more are refused with 503.
    pub queue: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            time: Duration::from_secs(30),
            rows: 100_000,
            memory: 2 << 30,
            body: 4 << 20,
            concurrent: cores.max(2),
            queue: 256,
            connections: 1024,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7878),
            limits: Limits::default(),
            origins: Vec::new(),
            access: Access::ReadOnly,
            log: false,
            #[cfg(feature = "federation")]
            services: None,
        }
    }
}

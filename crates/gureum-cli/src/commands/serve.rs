//! `gureum serve`: the graph over HTTP.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context as _;
use clap::Args as Group;
use gureum_server::app::App;
use gureum_server::{Access, Config, Limits, Server};
use gureum_store::Scratch;

use crate::context::Context;
use crate::exit::{Exit, UsageError};

const EXAMPLES: &str = "\
Examples:
  gureum serve                        http://127.0.0.1:7878/, for this machine only
  gureum serve --port 8000 --store news.kg
  gureum serve --host 0.0.0.0 --allow-origin https://example.org
  gureum serve --scratch              an empty graph in memory, to write to with the token that is printed

A graph that was built is never written over HTTP. Each query has limits: see --time-limit and those after it.";

/// Serve the graph over HTTP: pages, SPARQL, linked data
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// Port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,

    /// Web pages of this origin may read answers (CORS); * means any. May be given several times
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    origins: Vec<String>,

    /// Seconds that a query may take [default: 30]
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,

    /// Rows or triples that an answer may have; one that has more says so [default: 100000]
    #[arg(long, value_name = "N")]
    row_limit: Option<usize>,

    /// MiB that all queries together may take, beside the graph itself [default: 2048]
    #[arg(long, value_name = "MIB")]
    memory_limit: Option<usize>,

    /// Bytes that a request may send [default: 4194304]
    #[arg(long, value_name = "N")]
    body_limit: Option<usize>,

    /// Queries that run at the same time [default: as many as the machine has threads]
    #[arg(long, value_name = "N")]
    concurrent: Option<usize>,

    /// Queries that may wait for their turn [default: 256]
    #[arg(long, value_name = "N")]
    queue: Option<usize>,

    /// Let SERVICE ask endpoints of this host. May be given several times
    #[cfg(feature = "federation")]
    #[arg(long = "allow-service", value_name = "HOST")]
    services: Vec<String>,

    /// Serve an empty graph in memory that can be written; it is gone when the server ends
    #[arg(long)]
    scratch: bool,

    /// The token to write with, in place of a new one
    #[arg(long, value_name = "TOKEN", requires = "scratch", env = "GUREUM_TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// Let everybody on this machine write
    #[arg(long, requires = "scratch", conflicts_with = "token")]
    no_token: bool,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    if args.no_token && !args.host.is_loopback() {
        let message = format!("--no-token would let everybody who reaches {} write: leave it out", args.host);
        return Err(UsageError(message).into());
    }
    let mut config = Config {
        address: SocketAddr::new(args.host, args.port),
        limits: limits(&args),
        origins: args.origins,
        log: true,
        #[cfg(feature = "federation")]
        services: crate::context::services(&args.services)?,
        ..Config::default()
    };
    let app = if args.scratch {
        let token = match (args.no_token, args.token) {
            (true, _) => None,
            (false, Some(token)) => Some(token),
            (false, None) => Some(new_token()?),
        };
        if let Some(token) = &token {
            context.messages.line(&format!("to write, send: Authorization: Bearer {token}"));
        }
        config.access = Access::Scratch { token };
        App::with_scratch(config, Scratch::new()?)
    } else {
        App::new(config, context.open_store()?)
    };
    let server = Server::start(app)?;
    context.messages.line(&format!("http://{}/ (Ctrl-C ends it)", server.address()));
    if let Some(missing) = gureum_server::bundle_is_missing() {
        context.messages.line(missing);
    }
    server.wait();
    Ok(Exit::Done)
}

fn limits(args: &Args) -> Limits {
    let default = Limits::default();
    Limits {
        time: args.time_limit.map_or(default.time, Duration::from_secs),
        rows: args.row_limit.unwrap_or(default.rows),
        memory: args.memory_limit.map_or(default.memory, |mebibytes| mebibytes.saturating_mul(1 << 20)),
        body: args.body_limit.unwrap_or(default.body),
        concurrent: args.concurrent.unwrap_or(default.concurrent),
        queue: args.queue.unwrap_or(default.queue),
        ..default
    }
}

/// Nobody can guess it.
fn new_token() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("{error}")).context("cannot make a token")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

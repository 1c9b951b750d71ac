//! `gureum serve`: the graph over HTTP.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args as Group;
use gureum_server::app::App;
use gureum_server::{Config, Server};

use crate::context::Context;
use crate::exit::Exit;

const EXAMPLES: &str = "\
Examples:
  gureum serve                        http://127.0.0.1:7878/, for this machine only
  gureum serve --port 8000 --store news.kg";

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
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let config = Config { address: SocketAddr::new(args.host, args.port), ..Config::default() };
    let server = Server::start(App::new(config, context.open_store()?))?;
    context.messages.line(&format!("http://{}/ (Ctrl-C ends it)", server.address()));
    server.wait();
    Ok(Exit::Done)
}
